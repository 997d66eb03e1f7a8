//! The figures of the start page.

use std::collections::BTreeMap;

use domain::{
    council::OutcomeResult,
    item::{ItemKind, VersionState},
};
use entity::{account, clause_set, council_session, outcome, programme, submission};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    audit::{self, Entry},
    council::{self, OutcomeLine, SessionName, SubmissionLine, session},
    policy::{self, Permission, Role},
    register::{
        index,
        item::{self as items, ItemQuery, ItemRow, sees_proposals, wanted},
        lookup::{self, SectionName},
        organisation,
        rows::Scope,
        scope,
    },
};

/// Entries of the trail and conditional outcomes shown at most.
const RECENT: u64 = 6;
/// Items of one section shown at most.
const OWN_ITEMS: u64 = 50;

/// How much the register holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Programmes.
    pub programmes: u64,
    /// Items that the reader may see.
    pub items: u64,
    /// Of these, by kind.
    pub kinds: Vec<(ItemKind, u64)>,
    /// Items with a version in force.
    pub in_force: u64,
    /// Items with a proposal.
    pub proposals: u64,
    /// Items whose proposal stands in no paper that is being drafted.
    pub unplaced: u64,
    /// Clause sets.
    pub clause_sets: u64,
}

/// The session that comes next, with its papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextSession {
    /// The session.
    pub session: SessionName,
    /// Its papers, by number.
    pub submissions: Vec<SubmissionLine>,
}

/// What the reader's own section has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnSection {
    /// The section.
    pub section: SectionName,
    /// How many items it holds, counted up to 1,000.
    pub total: u64,
    /// Whether it holds more.
    pub more: bool,
    /// The first of them, by title.
    pub items: Vec<ItemRow>,
}

/// What the start page shows; what the reader may not see is left empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The ward's name, once a register was brought in.
    pub ward: Option<String>,
    /// How much there is.
    pub size: Size,
    /// The session that comes next.
    pub next: Option<NextSession>,
    /// The reader's section.
    pub own: Option<OwnSection>,
    /// Outcomes with conditions, the latest first.
    pub conditional: Vec<OutcomeLine>,
    /// The latest entries of the trail.
    pub changes: Vec<Entry>,
    /// Accounts by role, those that are disabled left out.
    pub accounts: Vec<(Role, u64)>,
}

#[derive(FromQueryResult)]
struct Tally {
    code: String,
    total: i64,
}

/// Everything the start page shows to this reader.
///
/// # Errors
/// `Database`.
pub async fn overview(ward: &Ward, actor: &Actor) -> Result<Overview> {
    let may = |permission| policy::require(actor, permission).is_ok();
    let db = ward.store().read();
    let papers = may(Permission::ReadSubmissions);
    Ok(Overview {
        ward: organisation::ward(db).await?.map(|ward| ward.name),
        size: size(db, actor).await?,
        next: if papers { next_session(ward, actor).await? } else { None },
        own: own_section(ward, actor).await?,
        conditional: if papers { conditional(db, actor).await? } else { Vec::new() },
        changes: if may(Permission::ReadAudit) {
            audit::page(ward.store(), None, RECENT).await?
        } else {
            Vec::new()
        },
        accounts: if may(Permission::ReadAccounts) { accounts(db).await? } else { Vec::new() },
    })
}

async fn size(db: &impl ConnectionTrait, actor: &Actor) -> Result<Size> {
    let proposals = sees_proposals(actor);
    let shown = wanted(actor, &ItemQuery::default());
    let tallies = index::tally(db, &shown).await?;
    let sum =
        |of: &dyn Fn(&index::Tally) -> i64| u64::try_from(tallies.iter().map(of).sum::<i64>()).unwrap_or(0);
    let of_kind = |kind: ItemKind| sum(&|tally| if tally.kind == kind.code() { tally.total } else { 0 });
    let kinds: Vec<(ItemKind, u64)> = ItemKind::ALL.iter().map(|kind| (*kind, of_kind(*kind))).collect();
    let in_force =
        |tally: &index::Tally| if tally.state == VersionState::InForce.code() { tally.total } else { 0 };
    Ok(Size {
        programmes: programme::Entity::find().count(db).await?,
        items: sum(&|tally| tally.total),
        in_force: sum(&in_force),
        proposals: if proposals { sum(&|tally| tally.proposals) } else { 0 },
        unplaced: if proposals { index::unplaced(db, &shown).await? } else { 0 },
        clause_sets: clause_set::Entity::find().count(db).await?,
        kinds,
    })
}

/// The first that has not met yet, or else the latest without a day.
async fn next_session(ward: &Ward, actor: &Actor) -> Result<Option<NextSession>> {
    let db = ward.store().read();
    let coming = council_session::Entity::find()
        .filter(council_session::Column::HeldOn.gte(ward.clock().today()))
        .order_by_asc(council_session::Column::HeldOn)
        .order_by_asc(council_session::Column::Number)
        .one(db)
        .await?;
    let undated = council_session::Entity::find()
        .filter(council_session::Column::HeldOn.is_null())
        .order_by_desc(council_session::Column::FiscalYear)
        .order_by_desc(council_session::Column::Number)
        .one(db)
        .await?;
    let Some(row) = coming.or(undated) else { return Ok(None) };
    let of_session = Condition::all().add(submission::Column::SessionId.eq(row.id)).add(scope::papers(actor));
    let papers = Scope::select::<submission::Entity>(submission::Column::Id, of_session);
    Ok(Some(NextSession {
        session: SessionName::of(&session::session(&row)?),
        submissions: council::submissions(db, &papers).await?,
    }))
}

async fn own_section(ward: &Ward, actor: &Actor) -> Result<Option<OwnSection>> {
    let Some(account) = actor.account else { return Ok(None) };
    let db = ward.store().read();
    let account = account::Entity::find_by_id(account).one(db).await?;
    let Some(id) = account.and_then(|row| row.section_id) else { return Ok(None) };
    let Some(section) = lookup::sections_by_id(db, [id]).await?.remove(&id) else { return Ok(None) };
    let query = ItemQuery { section: Some(id), limit: OWN_ITEMS, ..ItemQuery::default() };
    let page = items::page(ward, actor, &query).await?;
    Ok(Some(OwnSection { section, total: page.total, more: page.more, items: page.rows }))
}

async fn conditional(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<OutcomeLine>> {
    let latest: Vec<Uuid> = outcome::Entity::find()
        .select_only()
        .column(outcome::Column::Id)
        .filter(outcome::Column::Result.eq(OutcomeResult::ConditionallyApproved.code()))
        .filter(scope::outcomes(actor))
        .order_by_desc(outcome::Column::DecidedOn)
        .order_by_desc(outcome::Column::Id)
        .limit(RECENT)
        .into_tuple()
        .all(db)
        .await?;
    council::outcomes(db, &Scope::ids(latest)).await
}

async fn accounts(db: &impl ConnectionTrait) -> Result<Vec<(Role, u64)>> {
    let tallies = account::Entity::find()
        .select_only()
        .column_as(account::Column::Role, "code")
        .column_as(account::Column::Id.count(), "total")
        .filter(account::Column::DisabledAt.is_null())
        .group_by(account::Column::Role)
        .into_model::<Tally>()
        .all(db)
        .await?;
    let by_code = totals(tallies);
    Ok(Role::ALL.into_iter().map(|role| (role, by_code.get(role.code()).copied().unwrap_or(0))).collect())
}

fn totals(tallies: Vec<Tally>) -> BTreeMap<String, u64> {
    tallies.into_iter().map(|tally| (tally.code, u64::try_from(tally.total).unwrap_or(0))).collect()
}
