//! The list of parties.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::{
    party::{Certification, PartyKind},
    text::fold,
};
use entity::{certification, party};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, Select,
    sea_query::{CaseStatement, Expr, ExprTrait as _, Func, LikeExpr, NullOrdering, Order},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        list::{Shelf, like_pattern},
        rows::{Scope, children, decoded},
        uses::items_of_parties,
    },
};

/// Days ahead at which a certification is said to expire soon.
pub const EXPIRES_SOON: u64 = 90;

/// What parties are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PartyOrder {
    /// By reading, and by name where there is none.
    #[default]
    Name,
    /// By corporate number; those without one last.
    Number,
    /// By the first certification to expire; those without one last.
    Expiry,
}

/// Which parties to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyQuery {
    /// Words that all have to occur in name, reading or corporate number.
    pub search: String,
    /// Named ones or classes.
    pub kind: Option<PartyKind>,
    /// With a certification that has expired or does so soon.
    pub expiring: bool,
    /// In use, put away, or both.
    pub shelf: Shelf,
    /// In this order.
    pub order: PartyOrder,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// A party in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyRow {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// Named or a class.
    pub kind: PartyKind,
    /// 法人番号.
    pub corporate_number: Option<String>,
    /// What it holds.
    pub certifications: Vec<Certification>,
    /// How many items name it in what holds or is proposed.
    pub items: u64,
    /// When it was put away.
    pub archived_on: Option<NaiveDate>,
}

/// How many parties meet the query.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count(ward: &Ward, actor: &Actor, query: &PartyQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    Ok(found(ward, query).count(ward.store().read()).await?)
}

/// The parties that meet the query, in its order.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &PartyQuery) -> Result<Vec<PartyRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let select = ordered(found(ward, query), query);
    let rows = select.offset(query.offset).limit(query.limit).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let owner = (certification::Column::PartyId, |row: &certification::Model| row.party_id);
    let held = |row: certification::Model| {
        Ok(Certification { name: row.name, number: row.number, expires_on: row.expires_on })
    };
    let scope = Scope::ids(ids.iter().copied());
    let mut held: BTreeMap<Uuid, Vec<Certification>> =
        children::<certification::Entity, _>(db, &scope, owner, certification::Column::Position, held)
            .await?;
    let items = items_of_parties(db, ids.into_iter(), actor).await?;
    let mut row = |row: party::Model| {
        Ok(PartyRow {
            certifications: held.remove(&row.id).unwrap_or_default(),
            items: items.get(&row.id).copied().unwrap_or(0),
            id: row.id,
            name: row.name,
            reading: row.reading,
            kind: decoded(&row.kind, PartyKind::from_code)?,
            corporate_number: row.corporate_number,
            archived_on: row.archived_on,
        })
    };
    rows.into_iter().map(&mut row).collect()
}

fn found(ward: &Ward, query: &PartyQuery) -> Select<party::Entity> {
    let mut select = party::Entity::find().filter(query.shelf.condition(party::Column::ArchivedOn));
    if let Some(kind) = query.kind {
        select = select.filter(party::Column::Kind.eq(kind.code()));
    }
    if query.expiring {
        let soon = ward.clock().today().checked_add_days(Days::new(EXPIRES_SOON));
        let expiring = Condition::all().add_option(soon.map(|day| certification::Column::ExpiresOn.lte(day)));
        let scope = Scope::select::<certification::Entity>(certification::Column::PartyId, expiring);
        select = select.filter(scope.filter(party::Column::Id));
    }
    for word in fold(&query.search).split(' ').filter(|word| !word.is_empty()) {
        let like =
            |column| Expr::col((party::Entity, column)).like(LikeExpr::new(like_pattern(word)).escape('\\'));
        select = select.filter(
            Condition::any()
                .add(like(party::Column::NameFolded))
                .add(like(party::Column::ReadingFolded))
                .add(like(party::Column::CorporateNumber)),
        );
    }
    select
}

fn ordered(select: Select<party::Entity>, query: &PartyQuery) -> Select<party::Entity> {
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let reading = Expr::col((party::Entity, party::Column::ReadingFolded));
    let name = Expr::col((party::Entity, party::Column::NameFolded));
    let by_name: Expr = CaseStatement::new().case(reading.clone().ne(""), reading).finally(name).into();
    let (select, by_name_order) = match query.order {
        PartyOrder::Name => (select, order),
        PartyOrder::Number => (
            select.order_by_with_nulls(party::Column::CorporateNumber, order, NullOrdering::Last),
            Order::Asc,
        ),
        PartyOrder::Expiry => {
            let first = certification::Entity::find()
                .select_only()
                .expr(Func::min(Expr::col((certification::Entity, certification::Column::ExpiresOn))))
                .filter(
                    Expr::col((certification::Entity, certification::Column::PartyId))
                        .equals((party::Entity, party::Column::Id)),
                )
                .into_query();
            let first = Expr::SubQuery(None, Box::new(first.into()));
            (select.order_by_with_nulls(first, order, NullOrdering::Last), Order::Asc)
        }
    };
    select.order_by(by_name, by_name_order).order_by_asc(party::Column::Id)
}
