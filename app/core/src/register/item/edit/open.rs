//! An item as its editor opens it.

use chrono::DateTime;
use domain::{
    item::{Item, ItemPart, ItemVersion, PartValue, fit::Fit},
    legal::LegalBasis,
};
use entity::item;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{Editable as _, digest},
        item::{Printed, fit::fits, view::printed},
        rows::{Aggregate as _, Scope},
    },
};

/// An item as its editor needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemEdit {
    /// The item.
    pub item: Item,
    /// The legal basis of the version that is edited.
    pub basis: Option<LegalBasis>,
    /// How many re-outsourcing items that go on hang under it.
    pub below: u64,
    /// How the clause sets of the version that is edited fit.
    pub fit: Fit,
    /// The papers that print its versions.
    pub printed: Vec<Printed>,
}

impl ItemEdit {
    /// The version that is edited; none while what is in force was decided and
    /// no proposal is drafted, and of an item that is put away.
    #[must_use]
    pub fn version(&self) -> Option<&ItemVersion> {
        if self.item.archived_at.is_some() { None } else { self.item.open_version() }
    }
}

/// Opens an item to edit it.
///
/// # Errors
/// `Forbidden` without `EditItems`; `NotFound`, also of one that is not the
/// actor's; `Database`.
pub async fn open(ward: &Ward, actor: &Actor, id: Uuid) -> Result<ItemEdit> {
    policy::require(actor, Permission::EditItems)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let missing = || Error::NotFound("案件".to_owned());
    let item = Item::load(db, &Scope::one(id)).await?.pop().ok_or_else(missing)?;
    item.permit(actor).map_err(|_| missing())?;
    let basis = match item.open_version() {
        Some(version) => LegalBasis::load(db, &Scope::one(version.legal_basis.uuid())).await?.pop(),
        None => None,
    };
    let below = item::Entity::find()
        .filter(item::Column::ParentId.eq(id))
        .filter(item::Column::ArchivedAt.is_null())
        .count(db)
        .await?;
    let fit = match item.open_version() {
        Some(version) => {
            let fits = fits(ward, db, actor, &item, &[version]).await?;
            fits.into_values().next().unwrap_or_default()
        }
        None => Fit::default(),
    };
    Ok(ItemEdit { basis, below, fit, printed: printed(db, &item).await?, item })
}

/// The digest of a whole item, for forms that lead its life.
///
/// # Errors
/// `Internal` if it cannot be written as JSON.
pub fn seen(item: &Item) -> Result<String> {
    digest(&whole(item))
}

/// An item as far as two changes to it can be told apart: the moment it was
/// put away is not that of the form.
pub(in crate::register::item) fn whole(item: &Item) -> Item {
    let archived_at = item.archived_at.map(|_| DateTime::UNIX_EPOCH);
    Item { archived_at, ..item.clone() }
}

/// The digest of a part of a version, for the form that shows it.
///
/// # Errors
/// `Internal` if the part cannot be written as JSON.
pub fn part_seen(item: &Item, version: &ItemVersion, part: ItemPart) -> Result<String> {
    digest(&PartValue::of(item, version, part))
}
