//! Adding an account.

use domain::Fault;
use entity::{account, section};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, SqlErr};
use uuid::Uuid;

use super::{Account, Password, fold_login};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    policy::{self, Permission, Role},
};

/// Characters of a login at most.
const MAX_LOGIN: usize = 64;
/// Characters of a name at most.
const MAX_NAME: usize = 100;

/// An account to be added, as typed.
#[derive(Clone)]
pub struct NewAccount {
    /// The login: letters, digits, `.`, `_`, `-`; kept in small letters.
    pub login: String,
    /// The person's name; the login if empty.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The section the person belongs to.
    pub section: Option<Uuid>,
    /// A password someone chose; without one it is made up.
    pub password: Option<String>,
}

impl std::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAccount")
            .field("login", &self.login)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// An account that was added.
#[derive(Debug)]
pub struct Added {
    /// The account.
    pub account: Account,
    /// Its password, if it was made up: to be shown once.
    pub generated: Option<Password>,
}

/// Adds an account.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `Invalid` with every fault of the
/// fields `login`, `name`, `section`, `password`.
pub async fn add(ward: &Ward, actor: &Actor, new: NewAccount) -> Result<Added> {
    policy::require(actor, Permission::ManageAccounts)?;
    let (account, password) = checked(ward, &new)?;
    if let Some(id) = account.section
        && section::Entity::find_by_id(id).one(ward.store().read()).await?.is_none()
    {
        let message = "指定した担当課がありません。一覧から選び直してください。";
        return Err(Error::invalid(Fault::at_field("account-section", "section", message)));
    }
    let row = row(&account, ward.passwords().hash(&password).await?);
    let inserted = ward
        .store()
        .write(actor, Action::AccountAdd, "", async |tx| {
            row.into_active_model().insert(tx.conn()).await?;
            tx.created("account", account.id, &account).await
        })
        .await;
    inserted.map_err(taken)?;
    Ok(Added { account, generated: new.password.is_none().then_some(password) })
}

fn checked(ward: &Ward, new: &NewAccount) -> Result<(Account, Password)> {
    let mut faults = Vec::new();
    let login = fold_login(&new.login);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if login.is_empty() || login.len() > MAX_LOGIN || !login.chars().all(fits) {
        let message = format!("ログイン名は半角の英数字と . _ - を使い、{MAX_LOGIN}文字以内にしてください。");
        faults.push(Fault::at_field("account-login", "login", message));
    }
    let name = if new.name.trim().is_empty() { login.clone() } else { new.name.clone() };
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        let message = format!("氏名は{MAX_NAME}文字以内で、改行などを含めずに入力してください。");
        faults.push(Fault::at_field("account-name", "name", message));
    }
    let password = match new.password.as_deref().map(|text| Password::chosen(text, &login)) {
        None => Some(Password::generate()?),
        Some(Ok(password)) => Some(password),
        Some(Err(fault)) => {
            faults.push(fault);
            None
        }
    };
    let Some(password) = password.filter(|_| faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };
    let account = Account {
        id: ward.clock().new_id(),
        login,
        name,
        role: new.role,
        section: new.section,
        created_at: ward.clock().now(),
        disabled_at: None,
        demo: false,
        version: 1,
    };
    Ok((account, password))
}

pub(super) fn row(account: &Account, password_hash: String) -> account::Model {
    account::Model {
        id: account.id,
        login: account.login.clone(),
        name: account.name.clone(),
        role: account.role.code().to_owned(),
        section_id: account.section,
        password_hash,
        created_at: account.created_at,
        disabled_at: account.disabled_at,
        demo: account.demo,
        version: account.version,
    }
}

fn taken(error: Error) -> Error {
    match &error {
        Error::Database(cause) if matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            let message = "このログイン名はすでに使われています。別のログイン名にしてください。";
            Error::invalid(Fault::at_field("account-login-taken", "login", message))
        }
        _ => error,
    }
}
