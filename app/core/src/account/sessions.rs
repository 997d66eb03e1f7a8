//! Where people are signed in.

use uuid::Uuid;

use super::edit;
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    policy::{self, Permission},
    web_session::{self, OpenSession},
};
use serde::Serialize;

#[derive(Serialize)]
struct Ended {
    sessions: u64,
}

/// Where an account is signed in, the latest first.
///
/// # Errors
/// `Forbidden` without `ReadAccounts`, unless it is the actor's own.
pub async fn open_sessions(ward: &Ward, actor: &Actor, id: Uuid) -> Result<Vec<OpenSession>> {
    if actor.account != Some(id) {
        policy::require(actor, Permission::ReadAccounts)?;
    }
    web_session::of_account(ward.store(), id).await
}

/// Ends one session of the actor's own.
///
/// # Errors
/// `Unauthenticated` without an account.
pub async fn end_session(ward: &Ward, actor: &Actor, handle: &str) -> Result<()> {
    let id = actor.account.ok_or(Error::Unauthenticated)?;
    web_session::end_one(ward.store(), id, handle).await
}

/// Signs an account out everywhere.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`, unless it is the actor's own.
pub async fn end_sessions(ward: &Ward, actor: &Actor, id: Uuid) -> Result<()> {
    if actor.account != Some(id) {
        policy::require(actor, Permission::ManageAccounts)?;
    }
    ward.store()
        .write(actor, Action::AccountEdit, "", async |tx| {
            let sessions = edit::end_sessions(tx, id).await?;
            if sessions == 0 { Ok(()) } else { tx.deleted("sessions", id, &Ended { sessions }).await }
        })
        .await
}
