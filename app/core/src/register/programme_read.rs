//! Programmes for pages: the list, and one with what hangs on it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{programme::Programme, text::fold};
use entity::{item, item_version, programme, section, submission};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{CaseStatement, Expr, ExprTrait as _, LikeExpr, Order},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    item::{ItemQuery, ItemRow, list, listed, sees_proposals},
    list::{Shelf, like_pattern},
    lookup::{self, SectionName},
    rows::{Aggregate as _, Scope},
    scope,
};
use crate::{
    Actor, Error, Result, Ward,
    council::{self, SubmissionLine},
    policy::{self, Permission},
};

/// Items of one programme shown at most; more are behind a link.
const ITEMS_SHOWN: u64 = 200;

/// What is asked of the list of programmes.
#[derive(Debug, Clone, Default)]
pub struct ProgrammeQuery {
    /// Words that all have to occur in name, reading or section.
    pub search: String,
    /// In use, put away, or both.
    pub shelf: Shelf,
    /// Ordered by section instead of by name.
    pub by_section: bool,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// A programme in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeRow {
    /// Identity.
    pub id: Uuid,
    /// 事業名.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// When it was put away.
    pub archived_on: Option<NaiveDate>,
    /// 担当課.
    pub section: Option<SectionName>,
    /// How many items it has.
    pub items: u64,
    /// How many papers explain it; none for those who may not read papers.
    pub submissions: Option<u64>,
}

/// A programme with its items and papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeView {
    /// The programme.
    pub programme: Programme,
    /// 担当課.
    pub section: Option<SectionName>,
    /// Its items, by title.
    pub items: Vec<ItemRow>,
    /// Its papers, the latest session first.
    pub submissions: Vec<SubmissionLine>,
}

#[derive(FromQueryResult)]
struct Tally {
    owner: Uuid,
    total: i64,
}

/// How many programmes meet the query.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count_programmes(ward: &Ward, actor: &Actor, query: &ProgrammeQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    Ok(found(db, query).await?.count(db).await?)
}

/// The programmes that meet the query, in its order.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list_programmes(
    ward: &Ward,
    actor: &Actor,
    query: &ProgrammeQuery,
) -> Result<Vec<ProgrammeRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let mut select = found(db, query).await?;
    let name_order = if query.by_section {
        let section = section::Entity::find().select_only().column(section::Column::Name).filter(
            Expr::col((section::Entity, section::Column::Id))
                .equals((programme::Entity, programme::Column::SectionId)),
        );
        let section = sea_orm::QueryTrait::into_query(section);
        select = select.order_by(Expr::SubQuery(None, Box::new(section.into())), order);
        Order::Asc
    } else {
        order
    };
    let rows = select
        .order_by(by_reading(), name_order)
        .order_by_asc(programme::Column::Id)
        .offset(query.offset)
        .limit(query.limit)
        .all(db)
        .await?;
    let sections = lookup::sections_by_id(db, rows.iter().map(|row| row.section_id)).await?;
    let proposals = sees_proposals(actor);
    let items = items_of(db, rows.iter().map(|row| row.id), actor).await?;
    let papers =
        if proposals { Some(papers_of(db, rows.iter().map(|row| row.id), actor).await?) } else { None };
    let tally = |counts: &BTreeMap<Uuid, u64>, id: Uuid| counts.get(&id).copied().unwrap_or(0);
    let shown = rows.into_iter().map(|row| ProgrammeRow {
        id: row.id,
        name: row.name,
        reading: row.reading,
        archived_on: row.archived_on,
        section: sections.get(&row.section_id).cloned(),
        items: tally(&items, row.id),
        submissions: papers.as_ref().map(|papers| tally(papers, row.id)),
    });
    Ok(shown.collect())
}

/// One programme with what hangs on it.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view_programme(ward: &Ward, actor: &Actor, id: Uuid) -> Result<ProgrammeView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let programme = Programme::load(db, &Scope::one(id)).await?.pop();
    let programme = programme.ok_or_else(|| Error::NotFound("事業".to_owned()))?;
    let section = programme.section.uuid();
    let query = ItemQuery { programme: Some(id), limit: ITEMS_SHOWN, ..ItemQuery::default() };
    let submissions = if sees_proposals(actor) {
        let about = Condition::all().add(submission::Column::ProgrammeId.eq(id)).add(scope::papers(actor));
        council::submissions(db, &Scope::select::<submission::Entity>(submission::Column::Id, about)).await?
    } else {
        Vec::new()
    };
    Ok(ProgrammeView {
        section: lookup::sections_by_id(db, [section]).await?.remove(&section),
        items: list(ward, actor, &query).await?,
        submissions,
        programme,
    })
}

async fn items_of(
    db: &impl ConnectionTrait,
    programmes: impl Iterator<Item = Uuid>,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let shown = Scope::select::<item_version::Entity>(item_version::Column::ItemId, listed(actor));
    let tallies = item::Entity::find()
        .select_only()
        .column_as(item::Column::ProgrammeId, "owner")
        .column_as(item::Column::Id.count(), "total")
        .filter(item::Column::ProgrammeId.is_in(programmes))
        .filter(shown.filter(item::Column::Id))
        .group_by(item::Column::ProgrammeId)
        .into_model::<Tally>()
        .all(db)
        .await?;
    Ok(by_owner(tallies))
}

async fn papers_of(
    db: &impl ConnectionTrait,
    programmes: impl Iterator<Item = Uuid>,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let tallies = submission::Entity::find()
        .select_only()
        .column_as(submission::Column::ProgrammeId, "owner")
        .column_as(submission::Column::Id.count(), "total")
        .filter(submission::Column::ProgrammeId.is_in(programmes))
        .filter(scope::papers(actor))
        .group_by(submission::Column::ProgrammeId)
        .into_model::<Tally>()
        .all(db)
        .await?;
    Ok(by_owner(tallies))
}

fn by_owner(tallies: Vec<Tally>) -> BTreeMap<Uuid, u64> {
    tallies.into_iter().map(|tally| (tally.owner, u64::try_from(tally.total).unwrap_or(0))).collect()
}

/// By reading, and by name where there is none.
fn by_reading() -> Expr {
    let reading = Expr::col((programme::Entity, programme::Column::ReadingFolded));
    let name = Expr::col((programme::Entity, programme::Column::NameFolded));
    CaseStatement::new().case(reading.clone().ne(""), reading).finally(name).into()
}

async fn found(db: &impl ConnectionTrait, query: &ProgrammeQuery) -> Result<Select<programme::Entity>> {
    let shelf = query.shelf.condition(programme::Column::ArchivedOn);
    Ok(programme::Entity::find().filter(shelf).filter(searched(db, &query.search).await?))
}

async fn searched(db: &impl ConnectionTrait, search: &str) -> Result<Condition> {
    let folded = fold(search);
    let words: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let sections = lookup::sections_named(db, &words).await?;
    let mut all = Condition::all();
    for (word, sections) in words.iter().zip(sections) {
        let like = |column| {
            Expr::col((programme::Entity, column)).like(LikeExpr::new(like_pattern(word)).escape('\\'))
        };
        all = all.add(
            Condition::any()
                .add(like(programme::Column::NameFolded))
                .add(like(programme::Column::ReadingFolded))
                .add(programme::Column::SectionId.is_in(sections)),
        );
    }
    Ok(all)
}
