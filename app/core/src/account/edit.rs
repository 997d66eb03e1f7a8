//! Changing an account. Each change ends the account's sessions.

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
    store::WriteTx,
};

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
    change(ward, actor, id, move |row| row.password_hash = Set(hash)).await
}

/// Disables an account, or lets it sign in again.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `Conflict` for the actor's own;
/// `NotFound`.
pub async fn set_disabled(ward: &Ward, actor: &Actor, id: Uuid, disabled: bool) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    if actor.account == Some(id) {
        return Err(Error::Conflict(
            "自分の利用者登録は停止できません。ほかの管理者に依頼してください。".into(),
        ));
    }
    let since = disabled.then(|| ward.clock().now());
    change(ward, actor, id, move |row| row.disabled_at = Set(since)).await
}

async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    edit: impl FnOnce(&mut account::ActiveModel),
) -> Result<()> {
    let store = ward.store();
    store.write(actor, Action::AccountEdit, "", async |tx| apply(tx, id, edit).await).await
}

pub(super) async fn apply(
    tx: &WriteTx,
    id: Uuid,
    edit: impl FnOnce(&mut account::ActiveModel),
) -> Result<()> {
    let row = account::Entity::find_by_id(id)
        .one(tx.conn())
        .await?
        .ok_or_else(|| Error::NotFound("利用者".into()))?;
    let (version, before) = (row.version, Account::from_row(row.clone())?);
    let mut row = row.into_active_model();
    edit(&mut row);
    row.version = Set(version + 1);
    let after = Account::from_row(row.update(tx.conn()).await?)?;
    web_session::Entity::delete_many().filter(web_session::Column::AccountId.eq(id)).exec(tx.conn()).await?;
    tx.updated("account", id, &before, &after).await
}
