//! Which items use something of the register.

use std::collections::BTreeMap;

use domain::{
    item::{ItemKind, VersionState},
    usage,
};
use entity::{data_group, data_item, item, item_version, section};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait as _, Order, Query, SelectStatement},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    item::sees_proposals,
    list::select,
    rows::{Scope, decoded},
    scope,
};
use crate::{Actor, Error, Result};

/// Items that a refusal counts at most.
const COUNTED: u64 = 1_000;

/// What is used.
#[derive(Debug, Clone)]
pub(crate) enum Used {
    /// By its party.
    Party(Uuid),
    /// By a data group that points to the annex.
    Annex(Uuid),
    /// By belonging to the programme.
    Programme(Uuid),
    /// By the section that holds it.
    Section(Uuid),
    /// By its registered business.
    Business(Uuid),
    /// By its legal basis.
    Basis(Uuid),
    /// By its legal basis, though its kind is not this.
    BasisNotFor(Uuid, ItemKind),
    /// By a data item of this name.
    Word(String),
}

impl Used {
    /// The versions that use it.
    fn versions(self) -> Condition {
        let in_groups = |groups: Condition| {
            Scope::select::<data_group::Entity>(data_group::Column::VersionId, groups)
                .filter(item_version::Column::Id)
        };
        Condition::all().add(match self {
            Self::Party(id) => item_version::Column::PartyId.eq(id),
            Self::Annex(id) => {
                return in_groups(Condition::all().add(data_group::Column::AnnexId.eq(id)));
            }
            Self::Word(name) => {
                let words = Condition::all().add(data_item::Column::Name.eq(name));
                let words = Scope::select::<data_item::Entity>(data_item::Column::GroupId, words);
                return in_groups(words.filter(data_group::Column::Id));
            }
            Self::Section(id) => item_version::Column::HoldingSectionId.eq(id),
            Self::Business(id) => item_version::Column::RegisteredBusinessId.eq(id),
            Self::Basis(id) => item_version::Column::LegalBasisId.eq(id),
            Self::BasisNotFor(id, kind) => {
                let kinds = Expr::col((item::Entity, item::Column::Kind)).ne(kind.code());
                return Condition::all().add(item_version::Column::LegalBasisId.eq(id)).add(kinds);
            }
            Self::Programme(id) => Expr::col((item::Entity, item::Column::ProgrammeId)).eq(id),
        })
    }
}

/// An item that uses something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemUse {
    /// The item.
    pub id: Uuid,
    /// Its kind.
    pub kind: ItemKind,
    /// The state of the version that uses it; that in force before a proposal,
    /// before past ones.
    pub state: VersionState,
    /// 件名 of that version.
    pub title: String,
    /// 保有課.
    pub section: String,
}

impl ItemUse {
    /// Whether what is used stands in what holds now or is proposed.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.state != VersionState::Past
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    state: String,
    title: String,
    section: String,
}

#[derive(FromQueryResult)]
struct Tally {
    owner: Uuid,
    total: i64,
}

#[derive(FromQueryResult)]
struct Total {
    total: i64,
}

/// The items that use something, at most so many, live ones first; proposals
/// only for those who may see them.
pub(crate) async fn uses(
    db: &impl ConnectionTrait,
    used: Used,
    actor: &Actor,
    limit: u64,
) -> Result<Vec<ItemUse>> {
    let version = |column| Expr::col((item_version::Entity, column));
    let mut rows = from_versions(actor);
    // Past sorts between the other two by its code: told by a flag instead.
    let past = version(item_version::Column::State).eq(VersionState::Past.code());
    rows.inner_join(
        section::Entity,
        version(item_version::Column::HoldingSectionId).equals((section::Entity, section::Column::Id)),
    )
    .cond_where(used.versions())
    .expr_as(Expr::col((item::Entity, item::Column::Id)), "id")
    .expr_as(Expr::col((item::Entity, item::Column::Kind)), "kind")
    .expr_as(version(item_version::Column::State), "state")
    .expr_as(version(item_version::Column::Title), "title")
    .expr_as(Expr::col((section::Entity, section::Column::Name)), "section")
    .order_by_expr(past, Order::Asc)
    .order_by((item_version::Entity, item_version::Column::State), Order::Asc)
    .order_by((item_version::Entity, item_version::Column::Title), Order::Asc)
    .order_by((item::Entity, item::Column::Id), Order::Asc)
    .limit(limit.saturating_mul(2));
    let mut found: Vec<ItemUse> = Vec::new();
    for row in select::<Row>(db, &rows).await? {
        if found.iter().all(|held| held.id != row.id) {
            found.push(ItemUse {
                id: row.id,
                kind: decoded(&row.kind, ItemKind::from_code)?,
                state: decoded(&row.state, VersionState::from_code)?,
                title: row.title,
                section: row.section,
            });
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// How many items use each of these parties in what holds or is proposed.
pub(crate) async fn items_of_parties(
    db: &impl ConnectionTrait,
    parties: impl Iterator<Item = Uuid>,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let mut rows = from_versions(actor);
    rows.and_where(item_version::Column::PartyId.is_in(parties));
    tally(db, rows, Expr::col((item_version::Entity, item_version::Column::PartyId))).await
}

/// How many items use each of these annexes in what holds or is proposed.
pub(crate) async fn items_of_annexes(
    db: &impl ConnectionTrait,
    annexes: impl Iterator<Item = Uuid>,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let mut rows = from_versions(actor);
    rows.inner_join(
        data_group::Entity,
        Expr::col((data_group::Entity, data_group::Column::VersionId))
            .equals((item_version::Entity, item_version::Column::Id)),
    )
    .and_where(data_group::Column::AnnexId.is_in(annexes));
    tally(db, rows, Expr::col((data_group::Entity, data_group::Column::AnnexId))).await
}

/// How many items use something in what holds or is proposed.
pub(crate) async fn live_count(db: &impl ConnectionTrait, used: Used, actor: &Actor) -> Result<u64> {
    let mut rows = live_versions(actor);
    rows.cond_where(used.versions())
        .expr_as(Expr::col((item::Entity, item::Column::Id)).count_distinct(), "total");
    let counted = select::<Total>(db, &rows).await?;
    Ok(counted.first().map_or(0, |row| u64::try_from(row.total).unwrap_or(0)))
}

/// How many items each of these registered businesses has.
pub(crate) async fn items_of_businesses(
    db: &impl ConnectionTrait,
    businesses: impl Iterator<Item = Uuid>,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let mut rows = from_versions(actor);
    rows.and_where(item_version::Column::RegisteredBusinessId.is_in(businesses));
    tally(db, rows, Expr::col((item_version::Entity, item_version::Column::RegisteredBusinessId))).await
}

/// How many items each section holds.
pub(crate) async fn items_of_sections(
    db: &impl ConnectionTrait,
    actor: &Actor,
) -> Result<BTreeMap<Uuid, u64>> {
    let section = Expr::col((item_version::Entity, item_version::Column::HoldingSectionId));
    tally(db, from_versions(actor), section).await
}

/// How many items rest on each legal basis.
pub(crate) async fn items_of_bases(db: &impl ConnectionTrait, actor: &Actor) -> Result<BTreeMap<Uuid, u64>> {
    let basis = Expr::col((item_version::Entity, item_version::Column::LegalBasisId));
    tally(db, from_versions(actor), basis).await
}

async fn tally(
    db: &impl ConnectionTrait,
    mut rows: SelectStatement,
    owner: Expr,
) -> Result<BTreeMap<Uuid, u64>> {
    live(&mut rows)
        .expr_as(owner.clone(), "owner")
        .expr_as(Expr::col((item::Entity, item::Column::Id)).count_distinct(), "total")
        .add_group_by([owner]);
    let tallies = select::<Tally>(db, &rows).await?;
    Ok(tallies.into_iter().map(|row| (row.owner, u64::try_from(row.total).unwrap_or(0))).collect())
}

fn live(rows: &mut SelectStatement) -> &mut SelectStatement {
    let state = Expr::col((item_version::Entity, item_version::Column::State));
    rows.and_where(state.ne(VersionState::Past.code()))
}

fn live_versions(actor: &Actor) -> SelectStatement {
    let mut rows = from_versions(actor);
    live(&mut rows);
    rows
}

fn from_versions(actor: &Actor) -> SelectStatement {
    let mut rows = Query::select();
    rows.from(item_version::Entity).inner_join(
        item::Entity,
        Expr::col((item::Entity, item::Column::Id))
            .equals((item_version::Entity, item_version::Column::ItemId)),
    );
    rows.cond_where(scope::items(actor));
    if !sees_proposals(actor) {
        rows.and_where(
            Expr::col((item_version::Entity, item_version::Column::State)).ne(VersionState::Proposal.code()),
        );
    }
    rows
}

/// Whether any version uses something, a past one too, whoever may see it.
pub(crate) async fn is_used(db: &impl ConnectionTrait, used: Used) -> Result<bool> {
    let mut rows = from_versions(&Actor::system("uses"));
    rows.cond_where(used.versions())
        .expr_as(Expr::col((item::Entity, item::Column::Id)).count_distinct(), "total");
    Ok(select::<Total>(db, &rows).await?.iter().any(|row| row.total > 0))
}

/// Refuses to put away what items still use, and names them. Asked in the
/// transaction that would put it away.
pub(crate) async fn unused(db: &impl ConnectionTrait, used: Used, name: &str) -> Result<()> {
    // Whoever asks: what somebody else's item uses is not put away either.
    let everything = Actor::system("uses");
    let live = uses(db, used, &everything, COUNTED).await?.into_iter().filter(ItemUse::is_live);
    let names: Vec<String> =
        live.map(|item| format!("「{}」（{}）", item.title, item.state.word())).collect();
    let items = usage::Use { word: "案件", count: u64::try_from(names.len()).unwrap_or(u64::MAX), names };
    usage::refuse_while_used(name, "保管", &[items], "案件を先に改めるか、保管してください。")
        .map_err(Error::invalid)
}
