//! What people do with their own account.

use domain::Fault;
use entity::{account, recovery_code};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use super::{Account, Password, edit, edit::Sessions, lockout, password, sign_in};
use crate::{
    Actor, Error, Result, Ward,
    register::lookup::{self, SectionName},
};

/// What people see of their own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The account.
    pub account: Account,
    /// The section it belongs to.
    pub section: Option<SectionName>,
    /// Whether a second step is being set up.
    pub setting_up: bool,
    /// Codes that are left for when the authenticator is lost.
    pub recovery_codes: u64,
}

/// The actor's own account.
///
/// # Errors
/// `Unauthenticated` without an account; `Database`.
pub async fn own(ward: &Ward, actor: &Actor) -> Result<Own> {
    let db = ward.store().read();
    let row = row(ward, actor).await?;
    let setting_up = row.totp_secret.is_some() && row.totp_since.is_none();
    let account = Account::from_row(row)?;
    let section = lookup::sections_by_id(db, account.section).await?.into_values().next();
    let recovery_codes = recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account.id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?;
    Ok(Own { account, section, setting_up, recovery_codes })
}

/// Changes the actor's own password. All sessions end: begin a new one.
///
/// # Errors
/// `Invalid` for the fields `current` and `password`; `Unauthenticated`.
pub async fn change_password(ward: &Ward, actor: &Actor, current: &str, new: &str) -> Result<()> {
    let row = row(ward, actor).await?;
    let known = password::context(ward, &row.login, &row.name).await?;
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    // Judged first: a weak one must not cost an attempt at the old one.
    let new = Password::chosen(new, &known).map_err(Error::invalid)?;
    confirmed(ward, actor, current).await?;
    if new.reveal() == current {
        let message = "今のパスワードと同じです。別のパスワードにしてください。";
        return Err(Error::invalid(Fault::at_field("password-same", "password", message)));
    }
    let hash = ward.passwords().hash(&new).await?;
    edit::change(ward, actor, row.id, "", Sessions::End, move |row| row.password_hash = Set(hash)).await
}

/// The actor's own row.
pub(super) async fn row(ward: &Ward, actor: &Actor) -> Result<account::Model> {
    let id = actor.account.ok_or(Error::Unauthenticated)?;
    account::Entity::find_by_id(id).one(ward.store().read()).await?.ok_or(Error::Unauthenticated)
}

/// The actor's own row, once the password shows that it is still the same
/// person at the screen. Failures count as those at sign-in do.
///
/// # Errors
/// `Invalid` for the field `current`, or `sign-in-locked`.
pub(super) async fn confirmed(ward: &Ward, actor: &Actor, current: &str) -> Result<account::Model> {
    let row = row(ward, actor).await?;
    if current.is_empty() {
        let message = "今のパスワードを入力してください。";
        return Err(Error::invalid(Fault::at_field("password-missing", "current", message)));
    }
    let attempt = lockout::admit(ward.store(), &row.login).await?;
    if ward.passwords().verify(current, Some(row.password_hash.clone())).await? {
        lockout::forgive(ward.store(), &row.login, attempt).await?;
        return Ok(row);
    }
    let fault = Fault::at_field("password-wrong", "current", "今のパスワードが違います。");
    Err(sign_in::refused(ward, Some(Account::from_row(row)?), None, attempt, fault).await?)
}
