//! Signing in with a password.

use std::net::IpAddr;

use domain::Fault;
use entity::account;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use uuid::Uuid;

use super::{Account, fold_login, lockout};
use crate::{Actor, Error, Result, Ward, audit::Action, policy::Role};

/// What the trail records of an attempt.
#[derive(Debug, Serialize)]
struct Attempted {
    /// The caller's address.
    from: Option<IpAddr>,
    /// Failed attempts before, counting this one if it failed.
    failures: i32,
}

/// Checks login and password; leaves an audit entry. Whether the login exists
/// shows neither in the answer nor in the time it takes.
///
/// # Errors
/// `Invalid`: `sign-in-failed` when they don't match, `sign-in-locked` after
/// five failures, for fifteen minutes.
pub async fn sign_in(ward: &Ward, login: &str, password: &str, from: Option<IpAddr>) -> Result<Account> {
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
        Some(account) if right => {
            let attempted = Attempted { from, failures: attempt.count - 1 };
            ward.store()
                .write(&account.actor(), Action::SignIn, "", async |tx| {
                    lockout::clear(tx.conn(), &login).await?;
                    tx.created("sign_in", account.id, &attempted).await
                })
                .await?;
            Ok(account)
        }
        found => Err(refused(ward, found, from, attempt).await?),
    }
}

async fn refused(
    ward: &Ward,
    found: Option<Account>,
    from: Option<IpAddr>,
    attempt: lockout::Attempt,
) -> Result<Error> {
    let Some(until) = attempt.locks_until else {
        let message = "ログイン名またはパスワードが違います。";
        return Ok(Error::invalid(Fault::whole("sign-in-failed", message)));
    };
    // An unknown login is not named: people type passwords there.
    let (id, actor) = match found {
        Some(account) => (account.id, account.actor()),
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
    let attempted = Attempted { from, failures: attempt.count };
    ward.store()
        .write(&actor, Action::Lockout, "", async |tx| tx.created("sign_in", id, &attempted).await)
        .await?;
    Ok(lockout::locked(until - ward.clock().now()))
}
