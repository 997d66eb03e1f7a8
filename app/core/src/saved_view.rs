//! 保存した条件: a person's own lists, each a name and the filters behind it.

use domain::{
    Fault, Place,
    text::{check_forbidden, check_length},
};
use entity::saved_view;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, ModelTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, SqlErr,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{Actor, Error, Result, Ward, audit::Action, idempotency};

/// The field of the name in forms.
pub const NAME_FIELD: &str = "name";
/// The longest name, in characters.
const NAME: usize = 60;
/// The longest address, in bytes.
const QUERY: usize = 4_000;
/// Views a person keeps at most.
const MOST: u64 = 50;
/// Its kind in the trail.
const KIND: &str = "saved_view";

/// A list as a person keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// Identity.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Search, filters and order, as the list's address says them.
    pub query: String,
}

impl From<saved_view::Model> for SavedView {
    fn from(row: saved_view::Model) -> Self {
        Self { id: row.id, name: row.name, query: row.query }
    }
}

/// The views of a person, by name.
///
/// # Errors
/// `Database`.
pub async fn list(ward: &Ward, actor: &Actor) -> Result<Vec<SavedView>> {
    let Some(account) = actor.account else { return Ok(Vec::new()) };
    let rows = saved_view::Entity::find()
        .filter(saved_view::Column::AccountId.eq(account))
        .order_by_asc(saved_view::Column::Name)
        .all(ward.store().read())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// One view of a person.
///
/// # Errors
/// `NotFound` if there is none, or it is somebody else's.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<SavedView> {
    Ok(own(ward.store().read(), actor, id).await?.into())
}

/// Keeps a list under a name, once for each key of a form.
///
/// # Errors
/// `Invalid` for a name that is empty, too long, or taken; `Database`.
pub async fn save(ward: &Ward, actor: &Actor, name: &str, query: &str, key: Option<&str>) -> Result<Uuid> {
    let account = actor.account.ok_or(Error::Unauthenticated)?;
    let name = read_name(name)?;
    if query.len() > QUERY {
        let message = "条件が多すぎて保存できません。条件を減らしてください。";
        return Err(Error::invalid(Fault::at_field("view-too-long", NAME_FIELD, message)));
    }
    let row =
        saved_view::Model { id: ward.clock().new_id(), account_id: account, name, query: query.to_owned() };
    let done = idempotency::once(ward.store(), actor, key, Action::Create, "", async |tx| {
        let held = saved_view::Entity::find().filter(saved_view::Column::AccountId.eq(account));
        if held.count(tx.conn()).await? >= MOST {
            let message = format!("保存できる条件は{MOST}個までです。使わないものを削除してください。");
            return Err(Error::invalid(Fault::at_field("too-many-views", NAME_FIELD, message)));
        }
        row.clone().into_active_model().insert(tx.conn()).await?;
        tx.created(KIND, row.id, &SavedView::from(row.clone())).await?;
        Ok(row.id.to_string())
    })
    .await;
    done.map_err(taken)?.parse().map_err(Error::internal("保存した条件を開けません。"))
}

/// Gives a view another name.
///
/// # Errors
/// `NotFound`; `Invalid` as [`save`]; `Database`.
pub async fn rename(ward: &Ward, actor: &Actor, id: Uuid, name: &str) -> Result<()> {
    let name = read_name(name)?;
    let done = ward
        .store()
        .write(actor, Action::Edit, "", async |tx| {
            let row = own(tx.conn(), actor, id).await?;
            let before = SavedView::from(row.clone());
            let mut changed = row.into_active_model();
            changed.name = Set(name);
            let after = SavedView::from(changed.update(tx.conn()).await?);
            tx.updated(KIND, id, &before, &after).await
        })
        .await;
    done.map_err(taken)
}

/// Throws a view away.
///
/// # Errors
/// `NotFound`; `Database`.
pub async fn delete(ward: &Ward, actor: &Actor, id: Uuid) -> Result<()> {
    ward.store()
        .write(actor, Action::Delete, "", async |tx| {
            let row = own(tx.conn(), actor, id).await?;
            tx.deleted(KIND, id, &SavedView::from(row.clone())).await?;
            row.delete(tx.conn()).await?;
            Ok(())
        })
        .await
}

async fn own(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<saved_view::Model> {
    let row = saved_view::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| Some(row.account_id) == actor.account)
        .ok_or_else(|| Error::NotFound("保存した条件".to_owned()))
}

fn read_name(name: &str) -> Result<String> {
    let place = || Place::Field(NAME_FIELD.into());
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(Fault::at_field("view-name", NAME_FIELD, "名前を入力してください。")));
    }
    check_length(place(), "名前", name, NAME).map_err(Error::invalid)?;
    check_forbidden(place(), name).map_err(Error::invalid)?;
    Ok(name.to_owned())
}

fn taken(error: Error) -> Error {
    match &error {
        Error::Database(cause) if matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            let message = "同じ名前の条件があります。別の名前にしてください。";
            Error::invalid(Fault::at_field("view-name-taken", NAME_FIELD, message))
        }
        _ => error,
    }
}
