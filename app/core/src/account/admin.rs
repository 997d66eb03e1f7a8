//! Keeping accounts: finding, changing, letting back in.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{Fault, text::fold};
use entity::account;
use sea_orm::{ActiveValue::Set, EntityTrait as _, QueryOrder as _};
use uuid::Uuid;

use super::{Account, Password, checks, edit, totp};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission, Role},
    register::{
        edit::{check_reason, reason_fault},
        lookup::{self, SectionName},
    },
};

/// What accounts are ordered by; those that are equal in it, by login.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AccountOrder {
    /// The login.
    #[default]
    Login,
    /// The person's name.
    Name,
    /// The role, as screens list them.
    Role,
    /// The section.
    Section,
    /// When the person last signed in.
    SignedIn,
}

/// Which accounts to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountQuery {
    /// Words that all stand in login, name or section.
    pub search: String,
    /// Of this role.
    pub role: Option<Role>,
    /// Disabled or not.
    pub disabled: Option<bool>,
    /// In this order.
    pub order: AccountOrder,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// One account of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// The section it belongs to.
    pub section: Option<SectionName>,
    /// When the person last signed in.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// What an administrator changes of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountInput {
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The section the person belongs to.
    pub section: Option<Uuid>,
    /// Why.
    pub reason: String,
}

/// Lists accounts.
///
/// # Errors
/// `Forbidden` without `ReadAccounts`; `Database`.
pub async fn search(ward: &Ward, actor: &Actor, query: &AccountQuery) -> Result<Vec<AccountRow>> {
    let mut rows = found(ward, actor, query).await?;
    rows.sort_by(|a, b| {
        let name = |row: &AccountRow| row.section.as_ref().map(SectionName::full);
        let order = match query.order {
            AccountOrder::Login => a.account.login.cmp(&b.account.login),
            AccountOrder::Name => fold(&a.account.name).cmp(&fold(&b.account.name)),
            AccountOrder::Role => a.account.role.cmp(&b.account.role),
            AccountOrder::Section => name(a).cmp(&name(b)),
            AccountOrder::SignedIn => a.signed_in_at.cmp(&b.signed_in_at),
        };
        let order = if query.descending { order.reverse() } else { order };
        order.then_with(|| a.account.login.cmp(&b.account.login))
    });
    let (offset, limit) = (usize::try_from(query.offset), usize::try_from(query.limit));
    Ok(rows.into_iter().skip(offset.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX)).collect())
}

/// Counts the accounts that a list would show on all its pages.
///
/// # Errors
/// As [`search`].
pub async fn count(ward: &Ward, actor: &Actor, query: &AccountQuery) -> Result<u64> {
    let found = found(ward, actor, query).await?.len();
    u64::try_from(found).map_err(Error::internal("利用者を数えられません。"))
}

/// A ward has some hundred accounts: they are compared here, folded.
async fn found(ward: &Ward, actor: &Actor, query: &AccountQuery) -> Result<Vec<AccountRow>> {
    policy::require(actor, Permission::ReadAccounts)?;
    let db = ward.store().read();
    let rows = account::Entity::find().order_by_asc(account::Column::Login).all(db).await?;
    let sections = lookup::sections_by_id(db, rows.iter().filter_map(|row| row.section_id)).await?;
    let folded = fold(&query.search);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut found = Vec::new();
    for row in rows {
        let row = line(row, &sections)?;
        let section = row.section.as_ref().map(SectionName::full).unwrap_or_default();
        let text = fold(&format!("{}\n{}\n{section}", row.account.login, row.account.name));
        if words.iter().all(|word| text.contains(word))
            && query.role.is_none_or(|role| role == row.account.role)
            && query.disabled.is_none_or(|disabled| disabled == row.account.disabled_at.is_some())
        {
            found.push(row);
        }
    }
    Ok(found)
}

fn line(row: account::Model, sections: &BTreeMap<Uuid, SectionName>) -> Result<AccountRow> {
    Ok(AccountRow {
        section: row.section_id.and_then(|id| sections.get(&id).cloned()),
        signed_in_at: row.signed_in_at,
        account: Account::from_row(row)?,
    })
}

/// One account.
///
/// # Errors
/// `Forbidden` without `ReadAccounts`; `NotFound`; `Database`.
pub async fn get(ward: &Ward, actor: &Actor, id: Uuid) -> Result<AccountRow> {
    policy::require(actor, Permission::ReadAccounts)?;
    let db = ward.store().read();
    let row = account::Entity::find_by_id(id).one(db).await?.ok_or_else(edit::missing)?;
    let sections = lookup::sections_by_id(db, row.section_id).await?;
    line(row, &sections)
}

/// Changes name, role and section of an account that was seen at a version.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `NotFound`; `Conflict` if it has
/// changed since; `Invalid` with every fault of the fields `name`, `role`,
/// `section` and the reason.
pub async fn change(ward: &Ward, actor: &Actor, id: Uuid, seen: i32, input: &AccountInput) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    let mut faults = Vec::new();
    if input.name.trim().is_empty() {
        faults.push(Fault::at_field("account-name-missing", "name", "氏名を入力してください。"));
    }
    faults.extend(checks::name(&input.name).err());
    if actor.account == Some(id) && input.role != actor.role {
        let message = "自分の役割は変えられません。ほかの管理者に依頼してください。";
        faults.push(Fault::at_field("account-own-role", "role", message));
    }
    match checks::section(ward.store().read(), input.section).await {
        Err(Error::Invalid(found)) => faults.extend(found),
        other => other?,
    }
    faults.extend(reason_fault(&input.reason));
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    ward.store()
        .write(actor, Action::AccountEdit, input.reason.trim(), async |tx| {
            let row = account::Entity::find_by_id(id).one(tx.conn()).await?.ok_or_else(edit::missing)?;
            // Sent twice: it is so already.
            let held = (row.name.as_str(), row.role.as_str(), row.section_id);
            if held == (input.name.as_str(), input.role.code(), input.section) {
                return Ok(());
            }
            if row.version != seen {
                return Err(Error::Conflict("ほかの人がこの利用者を変更しました。".into()));
            }
            edit::apply(tx, id, |row| {
                row.name = Set(input.name.clone());
                row.role = Set(input.role.code().to_owned());
                row.section_id = Set(input.section);
            })
            .await
        })
        .await
}

/// Gives an account a password that is made up, to be shown once; its sessions
/// end. Done once for each key of a form: sent again, it tells none.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `NotFound`; `Invalid` for the reason.
pub async fn reset_password(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    key: Option<&str>,
    reason: &str,
) -> Result<Option<Password>> {
    policy::require(actor, Permission::ManageAccounts)?;
    check_reason(reason)?;
    let password = Password::generate()?;
    let hash = ward.passwords().hash(&password).await?;
    let mark = ward.clock().new_id().to_string();
    let done = idempotency::once(ward.store(), actor, key, Action::AccountEdit, reason.trim(), async |tx| {
        edit::apply(tx, id, |row| row.password_hash = Set(hash.clone())).await?;
        edit::end_sessions(tx, id).await?;
        Ok(mark.clone())
    })
    .await?;
    Ok((done == mark).then_some(password))
}

/// Takes an account's second step away, for someone who lost the authenticator
/// and the codes; its sessions end.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `NotFound`; `Invalid` for the reason.
pub async fn reset_totp(ward: &Ward, actor: &Actor, id: Uuid, reason: &str) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    check_reason(reason)?;
    ward.store()
        .write(actor, Action::AccountEdit, reason.trim(), async |tx| {
            totp::forget(tx, id).await?;
            edit::end_sessions(tx, id).await.map(drop)
        })
        .await
}
