//! Changing an account, and what each change does to its sessions.

use entity::{account, web_session};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use uuid::Uuid;

use super::{Account, Password};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    policy::{self, Permission},
    register::edit::check_reason,
    store::WriteTx,
};

/// What becomes of the account's sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sessions {
    /// They end: whoever held one signs in again.
    End,
    /// They go on.
    Keep,
}

/// Sets an account's password.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`, unless it is the actor's own;
/// `NotFound`.
pub async fn set_password(ward: &Ward, actor: &Actor, id: Uuid, password: &Password) -> Result<()> {
    if actor.account != Some(id) {
        policy::require(actor, Permission::ManageAccounts)?;
    }
    let hash = ward.passwords().hash(password).await?;
    change(ward, actor, id, "", Sessions::End, move |row| row.password_hash = Set(hash)).await
}

/// Disables an account, or lets it sign in again.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `Conflict` for the actor's own;
/// `NotFound`; `Invalid` for the reason.
pub async fn set_disabled(ward: &Ward, actor: &Actor, id: Uuid, disabled: bool, reason: &str) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    check_reason(reason)?;
    if actor.account == Some(id) {
        return Err(Error::Conflict(
            "自分の利用者登録は停止できません。ほかの管理者に依頼してください。".into(),
        ));
    }
    let now = ward.clock().now();
    change(ward, actor, id, reason.trim(), Sessions::End, move |row| {
        let since = row.disabled_at.clone().take().flatten();
        row.disabled_at = Set(disabled.then(|| since.unwrap_or(now)));
    })
    .await
}

/// Changes an account, leaving an entry in the trail.
pub(super) async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    reason: &str,
    sessions: Sessions,
    edit: impl FnOnce(&mut account::ActiveModel),
) -> Result<()> {
    let store = ward.store();
    let done = store.write(actor, Action::AccountEdit, reason, async |tx| {
        apply(tx, id, edit).await?;
        if sessions == Sessions::End {
            end_sessions(tx, id).await?;
        }
        Ok(())
    });
    done.await
}

/// Changes an account's row and reports what it was and is.
pub(super) async fn apply(
    tx: &WriteTx,
    id: Uuid,
    edit: impl FnOnce(&mut account::ActiveModel),
) -> Result<()> {
    let row = account::Entity::find_by_id(id).one(tx.conn()).await?.ok_or_else(missing)?;
    let (version, before) = (row.version, Account::from_row(row.clone())?);
    let mut row = row.into_active_model();
    edit(&mut row);
    row.version = Set(version + 1);
    let after = Account::from_row(row.update(tx.conn()).await?)?;
    tx.updated("account", id, &before, &after).await
}

/// Ends the sessions of an account. Tells how many.
pub(super) async fn end_sessions(tx: &WriteTx, id: Uuid) -> Result<u64> {
    let ended = web_session::Entity::delete_many()
        .filter(web_session::Column::AccountId.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(ended.rows_affected)
}

/// There is no such account.
pub(super) fn missing() -> Error {
    Error::NotFound("利用者".into())
}
