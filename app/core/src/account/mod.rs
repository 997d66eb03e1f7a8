//! People who sign in.

mod add;
mod admin;
mod checks;
pub mod demo;
mod edit;
mod external;
mod lockout;
pub mod oidc;
mod own;
mod password;
mod sections;
mod sessions;
pub mod setup;
mod sign_in;
mod totp;

pub use add::{Added, NewAccount, add, add_by_form, faults_of_names};
pub use admin::{
    AccountInput, AccountOrder, AccountQuery, AccountRow, change, count, get, reset_password, reset_totp,
    search,
};
use chrono::{DateTime, Utc};
pub use edit::{set_disabled, set_password};
use entity::account;
pub use external::{Identity, link, sign_in_external};
pub use lockout::forget_old as forget_old_failures;
pub use own::{Own, change_password, own};
pub use password::Password;
pub(crate) use password::Passwords;
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde::Serialize;
pub use sessions::{end_session, end_sessions, open_sessions};
pub use sign_in::{SignIn, second_step, sign_in};
pub(crate) use totp::openable;
pub use totp::{Enrolment, begin_totp, confirm_totp, enrolment, new_recovery_codes, stop_totp};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission, Role},
};

/// An account, without its secret. This is also what the audit trail records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// What the person types to sign in.
    pub login: String,
    /// The person's name as shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The section the person belongs to.
    pub section: Option<Uuid>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// Since when it may no longer sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Whether the demonstration made it.
    pub demo: bool,
    /// Whether a second step is asked for at sign-in.
    pub totp: bool,
    /// How the ward's own provider names the person: issuer and subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// Goes up with each change, of the password too.
    pub version: i32,
}

impl Account {
    /// The account as the trail names it. What it may do, [`active`] tells: this
    /// knows of no section but its own.
    pub(crate) fn named(&self) -> Actor {
        Actor {
            account: Some(self.id),
            login: self.login.clone(),
            role: self.role,
            sections: self.section.into_iter().collect(),
        }
    }

    /// The provider's own name for the person, if the account is linked.
    pub fn external_subject(&self) -> Option<&str> {
        Some(self.external.as_deref()?.split_once(' ')?.1)
    }

    fn from_row(row: account::Model) -> Result<Self> {
        let role = Role::from_code(&row.role).ok_or_else(|| {
            Error::internal("利用者の役割が正しくありません。")("unknown role")
        })?;
        Ok(Self {
            id: row.id,
            login: row.login,
            name: row.name,
            role,
            section: row.section_id,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
            demo: row.demo,
            totp: row.totp_since.is_some(),
            external: row
                .oidc_issuer
                .zip(row.oidc_subject)
                .map(|(issuer, subject)| format!("{issuer} {subject}")),
            version: row.version,
        })
    }
}

/// The account with this id as one who acts, if it may still sign in. Asked
/// with each request: an account that is disabled is out at once.
///
/// # Errors
/// `Database`.
pub async fn active(ward: &Ward, id: Uuid) -> Result<Option<Actor>> {
    let db = ward.store().read();
    let found = account::Entity::find_by_id(id).one(db).await?;
    let Some(row) = found.filter(|row| row.disabled_at.is_none()) else { return Ok(None) };
    let account = Account::from_row(row)?;
    let sections = match account.section {
        Some(section) => sections::own_and_succeeded(db, section).await?,
        None => Vec::new(),
    };
    Ok(Some(Actor { sections, ..account.named() }))
}

/// All accounts, by login.
///
/// # Errors
/// `Forbidden` without `ReadAccounts`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor) -> Result<Vec<Account>> {
    policy::require(actor, Permission::ReadAccounts)?;
    let rows = account::Entity::find().order_by_asc(account::Column::Login).all(ward.store().read()).await?;
    rows.into_iter().map(Account::from_row).collect()
}

/// A login as it is compared: small letters, as if typed with Japanese input
/// off.
fn fold_login(login: &str) -> String {
    let half_width = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    login.trim().chars().map(half_width).collect::<String>().to_lowercase()
}
