//! The list of items: one row an item, as its current version says.

use domain::{
    item::{ItemKind, VersionState},
    text::fold,
};
use entity::{item, item_version, party, programme, registered_business, section, submission_part};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, Order, QueryFilter as _,
    QuerySelect as _, QueryTrait as _,
    sea_query::{Alias, Expr, ExprTrait as _, Func, IntoColumnRef, LikeExpr, Query, SelectStatement},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        list::{like_pattern, select},
        lookup,
        rows::{Scope, corrupt, decoded},
    },
};

/// What items are ordered by; those that are equal in it, by 件名.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemOrder {
    /// 件名.
    #[default]
    Title,
    /// 種別.
    Kind,
    /// 担当課.
    Section,
    /// 委託先・相手方.
    Party,
    /// 現行／改正案.
    State,
}

/// Which items to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemQuery {
    /// Words that all have to occur, in any width and case, in the title, the
    /// texts, the data items, or the names of party, business, programme,
    /// section.
    pub search: String,
    /// Of this kind.
    pub kind: Option<ItemKind>,
    /// Held by this section.
    pub section: Option<Uuid>,
    /// With a version in force, with a proposal, or with nothing but the past.
    pub state: Option<VersionState>,
    /// Of this programme.
    pub programme: Option<Uuid>,
    /// With a proposal that no paper prints yet.
    pub unplaced: bool,
    /// In this order.
    pub order: ItemOrder,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// The item.
    pub id: Uuid,
    /// Its kind.
    pub kind: ItemKind,
    /// The state of the version that stands for it.
    pub state: VersionState,
    /// Whether it has a proposal.
    pub proposal: bool,
    /// 件名.
    pub title: String,
    /// 委託先・相手方.
    pub party: String,
    /// 保有課.
    pub section: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    state: String,
    proposal: bool,
    title: String,
    party: String,
    section: String,
}

#[derive(FromQueryResult)]
struct Tally {
    total: i64,
}

/// Whether an actor may see what is only proposed.
pub(crate) fn sees_proposals(actor: &Actor) -> bool {
    policy::require(actor, Permission::ReadSubmissions).is_ok()
}

/// The condition that a version is a proposal that no paper prints.
pub(crate) fn unplaced() -> Condition {
    let printed = submission_part::Entity::find()
        .select_only()
        .column(submission_part::Column::VersionId)
        .filter(submission_part::Column::VersionId.is_not_null())
        .into_query();
    Condition::all()
        .add(item_version::Column::State.eq(VersionState::Proposal.code()))
        .add(item_version::Column::Id.not_in_subquery(printed))
}

/// Lists items.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &ItemQuery) -> Result<Vec<ItemRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let mut rows = found(db, actor, query).await?;
    columns(&mut rows);
    ordered(&mut rows, query).offset(query.offset).limit(query.limit);
    let row = |row: Row| {
        Ok(ItemRow {
            id: row.id,
            kind: decoded(&row.kind, ItemKind::from_code)?,
            state: decoded(&row.state, VersionState::from_code)?,
            proposal: row.proposal && sees_proposals(actor),
            title: row.title,
            party: row.party,
            section: row.section,
        })
    };
    select::<Row>(db, &rows).await?.into_iter().map(row).collect()
}

/// Counts the items that a list would show on all its pages.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count(ward: &Ward, actor: &Actor, query: &ItemQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let mut counted = found(db, actor, query).await?;
    counted.expr_as(Func::count(Expr::col((item::Entity, item::Column::Id))), "total");
    let total = select::<Tally>(db, &counted).await?.first().map_or(0, |tally| tally.total);
    u64::try_from(total).map_err(|_| corrupt("a negative count"))
}

/// Selects the ids of the items that a list would show on all its pages.
pub(crate) async fn matching(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: &ItemQuery,
) -> Result<SelectStatement> {
    let mut ids = found(db, actor, query).await?;
    ids.expr(Expr::col((item::Entity, item::Column::Id)));
    Ok(ids)
}

/// The query without its columns.
async fn found(db: &impl ConnectionTrait, actor: &Actor, query: &ItemQuery) -> Result<SelectStatement> {
    let version = |column| Expr::col((item_version::Entity, column));
    let item = |column| Expr::col((item::Entity, column));
    let mut shown = Condition::all().add(version(item_version::Column::IsCurrent).eq(true));
    if !sees_proposals(actor) {
        shown = shown.add(version(item_version::Column::State).ne(VersionState::Proposal.code()));
    }
    Ok(Query::select()
        .from(item_version::Entity)
        .inner_join(
            item::Entity,
            item(item::Column::Id).equals((item_version::Entity, item_version::Column::ItemId)),
        )
        .inner_join(
            party::Entity,
            version(item_version::Column::PartyId).equals((party::Entity, party::Column::Id)),
        )
        .inner_join(
            section::Entity,
            version(item_version::Column::HoldingSectionId).equals((section::Entity, section::Column::Id)),
        )
        .inner_join(
            registered_business::Entity,
            version(item_version::Column::RegisteredBusinessId)
                .equals((registered_business::Entity, registered_business::Column::Id)),
        )
        .inner_join(
            programme::Entity,
            item(item::Column::ProgrammeId).equals((programme::Entity, programme::Column::Id)),
        )
        .cond_where(shown)
        .cond_where(wanted(actor, query))
        .cond_where(searched(db, &query.search).await?)
        .to_owned())
}

fn columns(query: &mut SelectStatement) {
    let version = |column| Expr::col((item_version::Entity, column));
    let other = Alias::new("other");
    let proposal = Query::select()
        .expr(Expr::val(1))
        .from_as(item_version::Entity, other.clone())
        .and_where(
            Expr::col((other.clone(), item_version::Column::ItemId)).equals((item::Entity, item::Column::Id)),
        )
        .and_where(Expr::col((other, item_version::Column::State)).eq(VersionState::Proposal.code()))
        .to_owned();
    query
        .expr_as(Expr::col((item::Entity, item::Column::Id)), "id")
        .expr_as(Expr::col((item::Entity, item::Column::Kind)), "kind")
        .expr_as(version(item_version::Column::State), "state")
        .expr_as(Expr::exists(proposal), "proposal")
        .expr_as(version(item_version::Column::Title), "title")
        .expr_as(Expr::col((party::Entity, party::Column::Name)), "party")
        .expr_as(Expr::col((section::Entity, section::Column::Name)), "section");
}

fn ordered<'a>(rows: &'a mut SelectStatement, query: &ItemQuery) -> &'a mut SelectStatement {
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let title = match query.order {
        ItemOrder::Title => order,
        ItemOrder::Kind | ItemOrder::Section | ItemOrder::Party | ItemOrder::State => {
            let column = match query.order {
                ItemOrder::Kind => (item::Entity, item::Column::Kind).into_column_ref(),
                ItemOrder::Section => (section::Entity, section::Column::Name).into_column_ref(),
                ItemOrder::Party => (party::Entity, party::Column::NameFolded).into_column_ref(),
                ItemOrder::State | ItemOrder::Title => {
                    (item_version::Entity, item_version::Column::State).into_column_ref()
                }
            };
            rows.order_by(column, order);
            Order::Asc
        }
    };
    rows.order_by((item_version::Entity, item_version::Column::Title), title)
        .order_by((item_version::Entity, item_version::Column::ItemId), Order::Asc)
}

fn wanted(actor: &Actor, query: &ItemQuery) -> Condition {
    let of_versions = |condition: Condition| {
        Scope::select::<item_version::Entity>(item_version::Column::ItemId, condition)
            .filter(item::Column::Id)
    };
    let state = query.state.map(|state| match state {
        VersionState::Past => Condition::all().add(item_version::Column::State.eq(state.code())),
        VersionState::Proposal if !sees_proposals(actor) => Condition::all().add(Expr::val(1).eq(0)),
        VersionState::InForce | VersionState::Proposal => {
            of_versions(Condition::all().add(item_version::Column::State.eq(state.code())))
        }
    });
    Condition::all()
        .add_option(query.kind.map(|kind| item::Column::Kind.eq(kind.code())))
        .add_option(query.section.map(|id| item_version::Column::HoldingSectionId.eq(id)))
        .add_option(query.programme.map(|id| item::Column::ProgrammeId.eq(id)))
        .add_option(state)
        .add_option((query.unplaced && sees_proposals(actor)).then(|| of_versions(unplaced())))
}

async fn searched(db: &impl ConnectionTrait, search: &str) -> Result<Condition> {
    let words: Vec<String> =
        fold(search).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let sections = lookup::sections_named(db, &words).await?;
    let mut all = Condition::all();
    for (word, sections) in words.iter().zip(sections) {
        let like = |column: Expr| column.like(LikeExpr::new(like_pattern(word)).escape('\\'));
        all = all.add(
            Condition::any()
                .add(like(Expr::col((item_version::Entity, item_version::Column::Folded))))
                .add(like(Expr::col((party::Entity, party::Column::NameFolded))))
                .add(like(Expr::col((registered_business::Entity, registered_business::Column::NameFolded))))
                .add(like(Expr::col((programme::Entity, programme::Column::NameFolded))))
                .add(item_version::Column::HoldingSectionId.is_in(sections)),
        );
    }
    Ok(all)
}
