//! Adding an account.

use domain::Fault;
use entity::account;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, SqlErr};
use uuid::Uuid;

use super::{Account, Password, checks, fold_login, password};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission, Role},
    store::WriteTx,
};

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
    add_by_form(ward, actor, None, new).await
}

/// Adds an account, once for each key of a form. Sent again, it tells no
/// password: that was shown.
///
/// # Errors
/// As [`add`].
pub async fn add_by_form(ward: &Ward, actor: &Actor, key: Option<&str>, new: NewAccount) -> Result<Added> {
    policy::require(actor, Permission::ManageAccounts)?;
    let (account, password) = checked(ward, &new).await?;
    let hash = ward.passwords().hash(&password).await?;
    let added = idempotency::once(ward.store(), actor, key, Action::AccountAdd, "", async |tx| {
        insert(tx, &account, &hash).await?;
        Ok(account.id.to_string())
    })
    .await
    .map_err(taken)?;
    let made_up = new.password.is_none() && added == account.id.to_string();
    let id = added.parse().map_err(Error::internal("登録した利用者を開けません。"))?;
    Ok(Added { account: Account { id, ..account }, generated: made_up.then_some(password) })
}

/// What is wrong with a login and a name as typed: to tell it together with the
/// faults of a form that has no account yet.
pub fn faults_of_names(login: &str, name: &str) -> Vec<Fault> {
    checks::login(&fold_login(login)).err().into_iter().chain(checks::name(name).err()).collect()
}

/// Writes a new account.
pub(super) async fn insert(tx: &WriteTx, account: &Account, password_hash: &str) -> Result<()> {
    row(account, password_hash.to_owned()).into_active_model().insert(tx.conn()).await?;
    tx.created("account", account.id, account).await
}

/// What was typed as an account with its password.
///
/// # Errors
/// `Invalid` with every fault of the fields `login`, `name`, `section`,
/// `password`.
pub(super) async fn checked(ward: &Ward, new: &NewAccount) -> Result<(Account, Password)> {
    let mut faults = Vec::new();
    let login = fold_login(&new.login);
    let name = if new.name.trim().is_empty() { login.clone() } else { new.name.trim().to_owned() };
    faults.extend(faults_of_names(&login, &name));
    match checks::section(ward.store().read(), new.section).await {
        Err(Error::Invalid(found)) => faults.extend(found),
        other => other?,
    }
    let known = password::context(ward, &login, &name).await?;
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let password = match new.password.as_deref().map(|text| Password::chosen(text, &known)) {
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
        totp: false,
        external: None,
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
        totp_secret: None,
        totp_since: None,
        totp_last_step: None,
        oidc_issuer: None,
        oidc_subject: None,
        signed_in_at: None,
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
