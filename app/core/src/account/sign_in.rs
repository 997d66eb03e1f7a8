//! Signing in with a password, and with a second step where it is set up.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::Fault;
use entity::account;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use serde::Serialize;
use uuid::Uuid;

use super::{Account, fold_login, lockout, totp};
use crate::{Actor, Error, Result, Ward, audit::Action, policy::Role, store::WriteTx};

/// What the trail records of an attempt.
#[derive(Debug, Serialize)]
struct Attempted {
    /// The caller's address.
    from: Option<IpAddr>,
    /// Failed attempts before, counting this one if it failed.
    failures: i32,
    /// By what, beside or instead of a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
}

/// A password that was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// The person is in.
    Done(Account),
    /// A code is wanted too: ask for it and call [`second_step`].
    CodeWanted(Uuid),
}

/// Checks login and password; leaves an audit entry. Whether the login exists
/// shows neither in the answer nor in the time it takes.
///
/// # Errors
/// `Invalid`: `sign-in-failed` when they don't match, `sign-in-locked` after
/// five failures, for fifteen minutes.
pub async fn sign_in(ward: &Ward, login: &str, password: &str, from: Option<IpAddr>) -> Result<SignIn> {
    let login = fold_login(login);
    let attempt = lockout::admit(ward.store(), &login).await?;
    let found = account::Entity::find()
        .filter(account::Column::Login.eq(&login))
        .filter(account::Column::DisabledAt.is_null())
        .one(ward.store().read())
        .await?;
    let hash = found.as_ref().map(|row| row.password_hash.clone());
    let right = ward.passwords().verify(password, hash).await?;
    let found = found.map(Account::from_row).transpose()?;
    match found {
        Some(account) if right && account.totp => {
            lockout::forgive(ward.store(), &login, attempt).await?;
            Ok(SignIn::CodeWanted(account.id))
        }
        Some(account) if right => {
            record(ward, &account, from, attempt.count - 1, None).await?;
            Ok(SignIn::Done(account))
        }
        found => {
            let message = "ログイン名またはパスワードが違います。";
            let fault = Fault::whole("sign-in-failed", message);
            Err(refused(ward, found, from, attempt, fault).await?)
        }
    }
}

/// Checks the code of someone whose password was right: of the authenticator,
/// or one for when that is lost. Attempts count as those with a password do.
///
/// # Errors
/// `Invalid`: `code-wrong`, `code-used`, `sign-in-locked`; `Unauthenticated` if
/// the account may no longer sign in.
pub async fn second_step(ward: &Ward, id: Uuid, code: &str, from: Option<IpAddr>) -> Result<Account> {
    let found = account::Entity::find_by_id(id).one(ward.store().read()).await?;
    let row = found.filter(|row| row.disabled_at.is_none()).ok_or(Error::Unauthenticated)?;
    let account = Account::from_row(row.clone())?;
    let attempt = lockout::admit(ward.store(), &account.login).await?;
    match totp::check(ward, &row, code)? {
        Ok(used) => {
            let (failures, now) = (attempt.count - 1, ward.clock().now());
            let actor = account.named();
            let done = ward.store().write(&actor, Action::SignIn, "", async |tx| {
                totp::use_up(tx, id, &used, now).await?;
                lockout::clear(tx.conn(), &account.login).await?;
                seen(tx, id, now).await?;
                tx.created("sign_in", id, &Attempted { from, failures, method: Some(used.word()) }).await
            });
            match done.await {
                Err(Error::Invalid(mut faults)) if !faults.is_empty() => {
                    Err(refused(ward, Some(account), from, attempt, faults.remove(0)).await?)
                }
                other => other.map(|()| account),
            }
        }
        Err(fault) => Err(refused(ward, Some(account), from, attempt, fault).await?),
    }
}

/// Somebody is in: the count of failures is forgotten, the trail says so.
pub(super) async fn record(
    ward: &Ward,
    account: &Account,
    from: Option<IpAddr>,
    failures: i32,
    method: Option<&'static str>,
) -> Result<()> {
    let now = ward.clock().now();
    ward.store()
        .write(&account.named(), Action::SignIn, "", async |tx| {
            lockout::clear(tx.conn(), &account.login).await?;
            seen(tx, account.id, now).await?;
            tx.created("sign_in", account.id, &Attempted { from, failures, method }).await
        })
        .await
}

/// Notes the time on the account. It is no change of the account itself.
async fn seen(tx: &WriteTx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::SignedInAt, Expr::value(now))
        .filter(account::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What someone is told whose attempt failed; the lock leaves an entry.
pub(super) async fn refused(
    ward: &Ward,
    found: Option<Account>,
    from: Option<IpAddr>,
    attempt: lockout::Attempt,
    fault: Fault,
) -> Result<Error> {
    let Some(until) = attempt.locks_until else { return Ok(Error::invalid(fault)) };
    // An unknown login is not named: people type passwords there.
    let (id, actor) = match found {
        Some(account) => (account.id, account.named()),
        None => {
            let nobody = Actor {
                account: Some(Uuid::nil()),
                login: "?".into(),
                role: Role::Viewer,
                sections: Vec::new(),
            };
            (Uuid::nil(), nobody)
        }
    };
    let attempted = Attempted { from, failures: attempt.count, method: None };
    ward.store()
        .write(&actor, Action::Lockout, "", async |tx| tx.created("sign_in", id, &attempted).await)
        .await?;
    Ok(lockout::locked(until - ward.clock().now()))
}
