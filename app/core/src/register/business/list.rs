use chrono::NaiveDate;
use domain::text::fold;
use entity::{registered_business, section};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Expr, ExprTrait as _, LikeExpr, Order},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        list::{Shelf, like_pattern},
        lookup::{self, SectionName},
        uses::items_of_businesses,
    },
};

/// What businesses are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BusinessOrder {
    /// By name.
    #[default]
    Name,
    /// By section, then by name.
    Section,
}

/// Which businesses to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BusinessQuery {
    /// Words that all have to occur in name or reading.
    pub search: String,
    /// Registered by this section.
    pub section: Option<Uuid>,
    /// In use, put away, or both.
    pub shelf: Shelf,
    /// In this order.
    pub order: BusinessOrder,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// A business in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BusinessRow {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// The section that registered it.
    pub section: Option<SectionName>,
    /// How many items pick it, in force or proposed.
    pub items: u64,
    /// When it was put away.
    pub archived_on: Option<NaiveDate>,
}

/// How many businesses meet the query.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count(ward: &Ward, actor: &Actor, query: &BusinessQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    Ok(found(query).count(ward.store().read()).await?)
}

/// The businesses that meet the query, in its order.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &BusinessQuery) -> Result<Vec<BusinessRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let rows = ordered(found(query), query).offset(query.offset).limit(query.limit).all(db).await?;
    let sections = lookup::sections_by_id(db, rows.iter().map(|row| row.section_id)).await?;
    let items = items_of_businesses(db, rows.iter().map(|row| row.id), actor).await?;
    let row = |row: registered_business::Model| BusinessRow {
        section: sections.get(&row.section_id).cloned(),
        items: items.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        name: row.name,
        reading: row.reading,
        archived_on: row.archived_on,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn found(query: &BusinessQuery) -> Select<registered_business::Entity> {
    let mut select = registered_business::Entity::find()
        .filter(query.shelf.condition(registered_business::Column::ArchivedOn));
    if let Some(section) = query.section {
        select = select.filter(registered_business::Column::SectionId.eq(section));
    }
    for word in fold(&query.search).split(' ').filter(|word| !word.is_empty()) {
        let name = Expr::col((registered_business::Entity, registered_business::Column::NameFolded));
        select = select.filter(name.like(LikeExpr::new(like_pattern(word)).escape('\\')));
    }
    select
}

fn ordered(
    select: Select<registered_business::Entity>,
    query: &BusinessQuery,
) -> Select<registered_business::Entity> {
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let (select, by_name) = match query.order {
        BusinessOrder::Name => (select, order),
        BusinessOrder::Section => {
            let name = section::Entity::find()
                .select_only()
                .column(section::Column::Name)
                .filter(
                    Expr::col((section::Entity, section::Column::Id))
                        .equals((registered_business::Entity, registered_business::Column::SectionId)),
                )
                .into_query();
            (select.order_by(Expr::SubQuery(None, Box::new(name.into())), order), Order::Asc)
        }
    };
    select
        .order_by(registered_business::Column::NameFolded, by_name)
        .order_by_asc(registered_business::Column::Id)
}
