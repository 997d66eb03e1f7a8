//! The list of items: one row an item, as its current version says, read from
//! the index.

use chrono::NaiveDate;
use domain::item::{Direction, ItemKind, VersionState};
use entity::{item, item_version};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, sea_query::SelectStatement};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission, Reach},
    register::{
        index::{self, Base, Column, Cursor, Facet, Find, ITEM},
        rows::{Scope, decoded},
    },
};

/// Names of media offered at most.
const MEDIA: usize = 40;

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

/// Which page of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemPlace {
    /// The first.
    #[default]
    First,
    /// What comes after this item.
    After(Uuid),
    /// What comes before it.
    Before(Uuid),
}

/// Whose items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PartyFilter {
    /// Anyone's.
    #[default]
    Any,
    /// Those of one party.
    One(Uuid),
    /// Those of parties with these words in their name.
    Named(String),
}

/// Which items to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemQuery {
    /// Words that all have to occur, in any width, case and kana, in anything
    /// the item says or the names of party, business, programme, section.
    pub search: String,
    /// Of this kind.
    pub kind: Option<ItemKind>,
    /// Held by this section.
    pub section: Option<Uuid>,
    /// With a version in force, with a proposal, or with nothing but the past.
    pub state: Option<VersionState>,
    /// Of this programme.
    pub programme: Option<Uuid>,
    /// Of this registered business.
    pub business: Option<Uuid>,
    /// With this party.
    pub party: PartyFilter,
    /// On this medium, by its name.
    pub medium: String,
    /// With data that goes this way.
    pub direction: Option<Direction>,
    /// With 要配慮個人情報.
    pub sensitive: bool,
    /// With 特定個人情報.
    pub my_number: bool,
    /// Under this clause set.
    pub clause_set: Option<Uuid>,
    /// As it was in force on this day.
    pub day: Option<NaiveDate>,
    /// With a proposal that no paper prints yet.
    pub unplaced: bool,
    /// Put away instead of in use.
    pub archived: bool,
    /// These alone, if any are named.
    pub only: Vec<Uuid>,
    /// In this order.
    pub order: ItemOrder,
    /// Largest first.
    pub descending: bool,
    /// Which page.
    pub place: ItemPlace,
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
    /// 保有課, with its department.
    pub section: String,
    /// The line a searched word stands in, where the rest does not show it.
    pub line: Option<String>,
}

/// A page of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemPage {
    /// The rows.
    pub rows: Vec<ItemRow>,
    /// How many items there are, counted up to 1,000.
    pub total: u64,
    /// Whether there are more than that.
    pub more: bool,
    /// Whether a page comes before.
    pub before: bool,
    /// Whether a page comes after.
    pub after: bool,
    /// What was searched for, word by word, folded: to mark it.
    pub words: Vec<String>,
}

/// Whether an actor may see what is only proposed.
pub(crate) fn sees_proposals(actor: &Actor) -> bool {
    policy::require(actor, Permission::ReadSubmissions).is_ok()
}

/// The condition that a version stands for its item in the lists of an actor.
pub(crate) fn listed(actor: &Actor) -> Condition {
    let in_use = Condition::all().add(item::Column::ArchivedAt.is_null());
    let in_use = Scope::select::<item::Entity>(item::Column::Id, in_use);
    let mut listed = Condition::all()
        .add(item_version::Column::IsCurrent.eq(true))
        .add(in_use.filter(item_version::Column::ItemId));
    if !sees_proposals(actor) {
        listed = listed.add(item_version::Column::State.eq(VersionState::InForce.code()));
    }
    match policy::reach(actor, Permission::ReadRegister) {
        Reach::All => listed,
        Reach::Sections(own) => listed.add(item_version::Column::HoldingSectionId.is_in(own)),
        Reach::Nothing => listed.add(item_version::Column::HoldingSectionId.is_in(Vec::<Uuid>::new())),
    }
}

/// Finds a page of items.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn page(ward: &Ward, actor: &Actor, query: &ItemQuery) -> Result<ItemPage> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().finder();
    let wanted = wanted(actor, query);
    let found = index::find(db, &wanted).await?;
    let mut lines = index::lines(db, &found.entries, &wanted.words).await?;
    let proposals = sees_proposals(actor);
    let row = |entry: index::Entry| {
        Ok(ItemRow {
            line: lines.remove(&entry.id),
            id: entry.object_id,
            kind: decoded(&entry.kind, ItemKind::from_code)?,
            state: decoded(&entry.state, VersionState::from_code)?,
            proposal: entry.proposal_id.is_some() && proposals,
            title: entry.title,
            party: entry.party,
            section: entry.section,
        })
    };
    Ok(ItemPage {
        rows: found.entries.into_iter().map(row).collect::<Result<_>>()?,
        total: found.total,
        more: found.more,
        before: found.before,
        after: found.after,
        words: wanted.words,
    })
}

/// Selects the ids of the items that a list would show on all its pages.
pub(crate) fn matching(db: &impl ConnectionTrait, actor: &Actor, query: &ItemQuery) -> SelectStatement {
    index::matching(db.get_database_backend(), &wanted(actor, query))
}

/// Lists items: the first rows of a query.
///
/// # Errors
/// As [`page`].
pub async fn list(ward: &Ward, actor: &Actor, query: &ItemQuery) -> Result<Vec<ItemRow>> {
    Ok(page(ward, actor, query).await?.rows)
}

/// The names of media that items are kept on.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn media(ward: &Ward, actor: &Actor) -> Result<Vec<String>> {
    policy::require(actor, Permission::ReadRegister)?;
    index::media(ward.store().read(), MEDIA).await
}

/// The query as the index takes it.
pub(crate) fn wanted(actor: &Actor, query: &ItemQuery) -> Find {
    let proposals = sees_proposals(actor);
    let base = match (query.day, proposals) {
        (Some(_), _) => Base::Dated,
        (None, true) if query.archived => Base::Shelved,
        (None, true) => Base::Staff,
        (None, false) => Base::Public,
    };
    let (mut facets, mut party) = (Vec::new(), Vec::new());
    let mut add = |facet: Option<Facet<'_>>| facets.extend(facet.map(Facet::term));
    add(query.kind.map(|kind| Facet::Kind(kind.code())));
    add(query.section.map(Facet::Section));
    add(query.programme.map(Facet::Programme));
    add(query.business.map(Facet::Business));
    add(query.direction.map(|direction| Facet::Direction(direction.code())));
    add(query.sensitive.then_some(Facet::Sensitive));
    add(query.my_number.then_some(Facet::MyNumber));
    add(query.clause_set.map(Facet::ClauseSet));
    // On a day there is nothing but what is in force: its state says no more.
    add(query.state.filter(|_| query.day.is_none()).map(|state| match state {
        VersionState::Past => Facet::OnlyPast,
        VersionState::InForce | VersionState::Proposal => Facet::State(state.code()),
    }));
    let medium = domain::text::fold(&query.medium);
    add((!medium.is_empty()).then_some(Facet::Medium(&medium)));
    match &query.party {
        PartyFilter::Any => {}
        PartyFilter::One(id) => add(Some(Facet::Party(*id))),
        PartyFilter::Named(name) => party = index::words(name),
    }
    let any = match policy::reach(actor, Permission::ReadRegister) {
        Reach::All => None,
        Reach::Sections(own) => Some(own.into_iter().map(|id| Facet::Section(id).term()).collect()),
        Reach::Nothing => Some(Vec::new()),
    };
    Find {
        noun: ITEM,
        base,
        facets,
        any,
        words: index::words(&query.search),
        party,
        day: query.day,
        unplaced: query.unplaced && base == Base::Staff,
        only: query.only.clone(),
        order: order(query),
        descending: query.descending,
        cursor: match query.place {
            ItemPlace::First => Cursor::First,
            ItemPlace::After(id) => Cursor::After(id),
            ItemPlace::Before(id) => Cursor::Before(id),
        },
        limit: query.limit,
    }
}

/// Items that a filter makes equal in the order's column are in order of title.
fn order(query: &ItemQuery) -> Column {
    match query.order {
        ItemOrder::Kind if query.kind.is_none() => Column::Kind,
        ItemOrder::Section if query.section.is_none() => Column::Section,
        ItemOrder::Party if !matches!(query.party, PartyFilter::One(_)) => Column::Party,
        ItemOrder::State if query.day.is_none() => Column::State,
        _ => Column::Title,
    }
}
