//! The list of annexes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::text::fold;
use entity::{annex, annex_entry};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, ExprTrait as _, Func, LikeExpr, Order},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        item::sees_proposals,
        list::{Shelf, like_pattern},
        rows::{Scope, children},
        uses::items_of_annexes,
    },
};

/// Entries of each annex that a list shows: titles are often the same.
const SAMPLE: i32 = 6;

/// What annexes are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AnnexOrder {
    /// Title.
    #[default]
    Title,
    /// How many entries.
    Entries,
}

/// Which annexes to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnexQuery {
    /// Words that all have to occur in title, note or entries.
    pub search: String,
    /// In use, put away, or both.
    pub shelf: Shelf,
    /// In this order.
    pub order: AnnexOrder,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// An annex in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnexRow {
    /// Identity.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The note; empty for those who see only what is public.
    pub note: String,
    /// The first of its entries.
    pub first: Vec<String>,
    /// How many entries it has.
    pub entries: u64,
    /// How many items point to it in what holds or is proposed.
    pub items: u64,
    /// When it was put away.
    pub archived_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct Tally {
    owner: Uuid,
    total: i64,
}

/// How many annexes meet the query.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count(ward: &Ward, actor: &Actor, query: &AnnexQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    Ok(found(query).count(ward.store().read()).await?)
}

/// The annexes that meet the query, in its order.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &AnnexQuery) -> Result<Vec<AnnexRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let rows = ordered(found(query), query).offset(query.offset).limit(query.limit).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let first = annex_entry::Entity::find()
        .select_only()
        .column(annex_entry::Column::Id)
        .filter(annex_entry::Column::AnnexId.is_in(ids.iter().copied()))
        .filter(annex_entry::Column::Position.lt(SAMPLE))
        .into_query();
    let shown = Scope::Query(Box::new(first));
    let owner = (annex_entry::Column::Id, |row: &annex_entry::Model| row.annex_id);
    let mut first: BTreeMap<Uuid, Vec<String>> =
        children::<annex_entry::Entity, _>(db, &shown, owner, annex_entry::Column::Position, |row| {
            Ok(row.name)
        })
        .await?;
    let tallies = annex_entry::Entity::find()
        .select_only()
        .column_as(annex_entry::Column::AnnexId, "owner")
        .column_as(annex_entry::Column::Id.count(), "total")
        .filter(annex_entry::Column::AnnexId.is_in(ids.iter().copied()))
        .group_by(annex_entry::Column::AnnexId)
        .into_model::<Tally>()
        .all(db)
        .await?;
    let entries: BTreeMap<Uuid, i64> = tallies.into_iter().map(|row| (row.owner, row.total)).collect();
    let inside = sees_proposals(actor);
    let items = items_of_annexes(db, ids.into_iter(), actor).await?;
    let row = |row: annex::Model| AnnexRow {
        first: first.remove(&row.id).unwrap_or_default(),
        entries: entries.get(&row.id).and_then(|total| u64::try_from(*total).ok()).unwrap_or(0),
        items: items.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        title: row.title,
        note: if inside { row.note } else { String::new() },
        archived_on: row.archived_on,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn found(query: &AnnexQuery) -> Select<annex::Entity> {
    let mut select = annex::Entity::find().filter(query.shelf.condition(annex::Column::ArchivedOn));
    for word in fold(&query.search).split(' ').filter(|word| !word.is_empty()) {
        let folded = Expr::col((annex::Entity, annex::Column::Folded));
        select = select.filter(folded.like(LikeExpr::new(like_pattern(word)).escape('\\')));
    }
    select
}

fn ordered(select: Select<annex::Entity>, query: &AnnexQuery) -> Select<annex::Entity> {
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let (select, title) = match query.order {
        AnnexOrder::Title => (select, order),
        AnnexOrder::Entries => {
            let entries = annex_entry::Entity::find()
                .select_only()
                .expr(Func::count(Expr::col((annex_entry::Entity, annex_entry::Column::Id))))
                .filter(
                    Expr::col((annex_entry::Entity, annex_entry::Column::AnnexId))
                        .equals((annex::Entity, annex::Column::Id)),
                )
                .into_query();
            (select.order_by(Expr::SubQuery(None, Box::new(entries.into())), order), Order::Asc)
        }
    };
    select.order_by(annex::Column::TitleFolded, title).order_by_asc(annex::Column::Id)
}
