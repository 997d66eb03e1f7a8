//! What the objects that a trail mentions are called today.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    account, annex, clause_edition, clause_set, council_session, department, implementing_body, item_version,
    legal_basis, party, programme, registered_business, section, submission,
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::difference::Names;
use crate::{Result, register::rows::current};

/// Ids asked for at a time.
const BATCH: usize = 500;

/// Names by id: a fixed number of queries for up to [`BATCH`] ids. What is gone
/// has none.
pub(super) async fn load(db: &impl ConnectionTrait, ids: BTreeSet<Uuid>) -> Result<Names> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut names = Names::new();
    for ids in ids.chunks(BATCH) {
        let named = Lookup { db, ids };
        names.extend(named.column::<section::Entity>(section::Column::Id, section::Column::Name).await?);
        names.extend(
            named.column::<department::Entity>(department::Column::Id, department::Column::Name).await?,
        );
        let body = (implementing_body::Column::Id, implementing_body::Column::Name);
        names.extend(named.column::<implementing_body::Entity>(body.0, body.1).await?);
        names.extend(named.column::<party::Entity>(party::Column::Id, party::Column::Name).await?);
        names
            .extend(named.column::<programme::Entity>(programme::Column::Id, programme::Column::Name).await?);
        let business = (registered_business::Column::Id, registered_business::Column::Name);
        names.extend(named.column::<registered_business::Entity>(business.0, business.1).await?);
        names.extend(named.column::<annex::Entity>(annex::Column::Id, annex::Column::Title).await?);
        names.extend(
            named.column::<submission::Entity>(submission::Column::Id, submission::Column::Title).await?,
        );
        let version = (item_version::Column::Id, item_version::Column::Title);
        names.extend(named.column::<item_version::Entity>(version.0, version.1).await?);
        names.extend(named.column::<account::Entity>(account::Column::Id, account::Column::Name).await?);
        names.extend(named.items().await?);
        names.extend(named.legal_bases().await?);
        names.extend(named.editions().await?);
        names.extend(named.sessions().await?);
    }
    Ok(names)
}

struct Lookup<'a, C> {
    db: &'a C,
    ids: &'a [Uuid],
}

impl<C: ConnectionTrait> Lookup<'_, C> {
    async fn column<E: EntityTrait>(&self, id: E::Column, name: E::Column) -> Result<Vec<(Uuid, String)>>
    where
        (Uuid, String): sea_orm::TryGetableMany,
    {
        Ok(E::find()
            .select_only()
            .columns([id, name])
            .filter(id.is_in(self.ids.iter().copied()))
            .into_tuple()
            .all(self.db)
            .await?)
    }

    async fn items(&self) -> Result<Vec<(Uuid, String)>> {
        Ok(item_version::Entity::find()
            .select_only()
            .columns([item_version::Column::ItemId, item_version::Column::Title])
            .filter(item_version::Column::ItemId.is_in(self.ids.iter().copied()))
            .filter(current())
            .into_tuple()
            .all(self.db)
            .await?)
    }

    async fn legal_bases(&self) -> Result<Vec<(Uuid, String)>> {
        let rows = legal_basis::Entity::find()
            .filter(legal_basis::Column::Id.is_in(self.ids.iter().copied()))
            .all(self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, format!("{}（{}）", row.article, row.cover_label))).collect())
    }

    async fn editions(&self) -> Result<Vec<(Uuid, String)>> {
        let editions = clause_edition::Entity::find()
            .filter(clause_edition::Column::Id.is_in(self.ids.iter().copied()))
            .all(self.db)
            .await?;
        let sets = editions.iter().map(|edition| edition.clause_set_id);
        let sets: BTreeMap<Uuid, String> = clause_set::Entity::find()
            .filter(clause_set::Column::Id.is_in(sets))
            .all(self.db)
            .await?
            .into_iter()
            .map(|set| (set.id, set.name))
            .collect();
        let named = |edition: clause_edition::Model| {
            let set = sets.get(&edition.clause_set_id).map_or("", String::as_str);
            (edition.id, format!("{set} 第{}版", edition.number))
        };
        Ok(editions.into_iter().map(named).collect())
    }

    async fn sessions(&self) -> Result<Vec<(Uuid, String)>> {
        let rows = council_session::Entity::find()
            .filter(council_session::Column::Id.is_in(self.ids.iter().copied()))
            .all(self.db)
            .await?;
        let label = |row: council_session::Model| {
            let year = domain::date::FiscalYear::new(row.fiscal_year).map(|year| year.label());
            (row.id, format!("{}第{}回", year.unwrap_or_default(), row.number))
        };
        Ok(rows.into_iter().map(label).collect())
    }
}
