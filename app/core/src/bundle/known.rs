//! What the register holds already, as far as a bundle's check needs it.

use std::collections::{BTreeMap, BTreeSet};

use domain::bundle::{Known, Noun};
use entity::{
    annex, clause_edition, clause_set, council_session, department, implementing_body, item, item_version,
    legal_basis, outcome, party, programme, registered_business, section, submission, ward,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::{Result, register::rows::number};

pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Known> {
    let ids = BTreeMap::from([
        (Noun::ImplementingBody, ids::<implementing_body::Entity>(db, implementing_body::Column::Id).await?),
        (Noun::Department, ids::<department::Entity>(db, department::Column::Id).await?),
        (Noun::Section, ids::<section::Entity>(db, section::Column::Id).await?),
        (Noun::LegalBasis, ids::<legal_basis::Entity>(db, legal_basis::Column::Id).await?),
        (
            Noun::RegisteredBusiness,
            ids::<registered_business::Entity>(db, registered_business::Column::Id).await?,
        ),
        (Noun::Party, ids::<party::Entity>(db, party::Column::Id).await?),
        (Noun::Annex, ids::<annex::Entity>(db, annex::Column::Id).await?),
        (Noun::ClauseSet, ids::<clause_set::Entity>(db, clause_set::Column::Id).await?),
        (Noun::Edition, ids::<clause_edition::Entity>(db, clause_edition::Column::Id).await?),
        (Noun::Programme, ids::<programme::Entity>(db, programme::Column::Id).await?),
        (Noun::Item, ids::<item::Entity>(db, item::Column::Id).await?),
        (Noun::ItemVersion, ids::<item_version::Entity>(db, item_version::Column::Id).await?),
        (Noun::Session, ids::<council_session::Entity>(db, council_session::Column::Id).await?),
        (Noun::Submission, ids::<submission::Entity>(db, submission::Column::Id).await?),
        (Noun::Outcome, ids::<outcome::Entity>(db, outcome::Column::Id).await?),
    ]);
    Ok(Known {
        ids,
        ward: ward::Entity::find().count(db).await? > 0,
        sessions: sessions(db).await?,
        documents: documents(db).await?,
        parents: parents(db).await?,
    })
}

async fn ids<E: EntityTrait>(db: &impl ConnectionTrait, id: E::Column) -> Result<BTreeSet<Uuid>> {
    let ids: Vec<Uuid> = E::find().select_only().column(id).into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}

async fn sessions(db: &impl ConnectionTrait) -> Result<BTreeMap<(i32, u32), Uuid>> {
    let rows = council_session::Entity::find().all(db).await?;
    rows.into_iter().map(|row| Ok(((row.fiscal_year, number(row.number)?), row.id))).collect()
}

async fn documents(db: &impl ConnectionTrait) -> Result<BTreeMap<(Uuid, u32), Uuid>> {
    let rows: Vec<(Uuid, i64, Uuid)> = submission::Entity::find()
        .select_only()
        .columns([submission::Column::SessionId, submission::Column::DocumentNumber, submission::Column::Id])
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|(session, document, id)| Ok(((session, number(document)?), id))).collect()
}

async fn parents(db: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<(Uuid, Uuid)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::ParentId])
        .filter(item::Column::ParentId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
