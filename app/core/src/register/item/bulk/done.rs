//! What was done to several items at once, from the trail.

use std::collections::BTreeMap;

use domain::item::ItemKind;
use entity::{audit_change, audit_entry, item, item_version};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::LIMIT;
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    policy::{self, Permission},
    register::rows::{Aggregate as _, Scope, current, decoded},
};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What it is called in the trail.
    pub action: Action,
    /// Its number in the trail.
    pub sequence: i64,
    /// Why; may be empty.
    pub reason: String,
    /// To these items, as they are called now, in the order it was done.
    pub items: Vec<DoneItem>,
}

/// An item to which it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneItem {
    /// The item.
    pub id: Uuid,
    /// 種別.
    pub kind: ItemKind,
    /// 件名.
    pub title: String,
}

/// Tells what the actor has done to items by one entry of the trail.
///
/// # Errors
/// `Forbidden` without `EditItems`; `NotFound`, also of what others have done;
/// `Database`.
pub async fn done(ward: &Ward, actor: &Actor, entry: Uuid) -> Result<Done> {
    policy::require(actor, Permission::EditItems)?;
    let db = ward.store().read();
    let missing = || Error::NotFound("行ったことの記録".to_owned());
    let found = audit_entry::Entity::find_by_id(entry).one(db).await?.ok_or_else(missing)?;
    if found.actor_id != actor.account {
        return Err(missing());
    }
    let ids: Vec<Uuid> = audit_change::Entity::find()
        .select_only()
        .column(audit_change::Column::ObjectId)
        .filter(audit_change::Column::EntryId.eq(entry))
        .filter(audit_change::Column::Kind.eq(domain::item::Item::KIND))
        .order_by_asc(audit_change::Column::Position)
        .limit(u64::try_from(LIMIT).unwrap_or(u64::MAX))
        .into_tuple()
        .all(db)
        .await?;
    let scope = Scope::ids(ids.iter().copied());
    let titles: BTreeMap<Uuid, String> = item_version::Entity::find()
        .select_only()
        .columns([item_version::Column::ItemId, item_version::Column::Title])
        .filter(scope.filter(item_version::Column::ItemId))
        .filter(current())
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let kinds: BTreeMap<Uuid, String> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Kind])
        .filter(scope.filter(item::Column::Id))
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let items = ids.into_iter().filter_map(|id| {
        let (kind, title) = (kinds.get(&id)?, titles.get(&id)?);
        Some(decoded(kind, ItemKind::from_code).map(|kind| DoneItem { id, kind, title: title.clone() }))
    });
    Ok(Done {
        action: Action::from_code(&found.action).ok_or_else(missing)?,
        sequence: found.sequence,
        reason: found.reason,
        items: items.collect::<Result<_>>()?,
    })
}
