//! One submission with what its parts print.

use domain::{
    Id,
    annex::Annex,
    clauses::{ClauseSet, Edition},
    council::{Part, Session, Submission, SubmissionRef},
    item::{Item, ItemKind, ItemVersion, VersionState},
    legal::Route,
    organisation,
    text::annex_label,
};
use entity::{council_session, outcome_subject, submission};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};
use serde::Serialize;

use super::list::{SubmissionRow, rows};
use crate::{
    Actor, Error, Result, Ward,
    council::{
        outcome::{self, OutcomeRow},
        paper::{self, Material},
    },
    register::{
        SectionName,
        rows::{Aggregate as _, Scope, corrupt},
        scope,
    },
};

/// One submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmissionPage {
    /// The submission.
    pub submission: Submission,
    /// It as lists show it.
    pub row: SubmissionRow,
    /// The session it goes to.
    pub session: Session,
    /// The ward whose paper it is.
    pub ward: organisation::Ward,
    /// 担当部課.
    pub section: SectionName,
    /// The parts of its packet, in order.
    pub parts: Vec<PartView>,
    /// What the council decided on it.
    pub outcomes: Vec<OutcomeRow>,
}

/// One part of a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// 別紙（業務委託）, 別紙２.
    pub label: String,
    /// The item's, the annex' or the clause set's title.
    pub title: String,
    /// What it prints.
    pub of: PartOf,
}

/// What a part prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartOf {
    /// The form of an item's version.
    Form {
        /// The item.
        item: Id<Item>,
        /// The version.
        version: Id<ItemVersion>,
        /// The item's kind.
        item_kind: ItemKind,
        /// The version's state.
        state: VersionState,
        /// How it goes before the council.
        route: Route,
        /// 業務の追加.
        change: Option<String>,
    },
    /// An annex of recorded items.
    RecordedItems {
        /// The annex.
        annex: Id<Annex>,
        /// How many items it lists.
        entries: usize,
    },
    /// A clause set.
    Clauses {
        /// The clause set.
        set: Id<ClauseSet>,
        /// The edition.
        edition: Id<Edition>,
        /// How many clauses it has.
        clauses: usize,
    },
}

/// Reads one submission.
///
/// # Errors
/// `Forbidden` without `ReadSubmissions`; `NotFound`, also for a paper of
/// others; `Database`.
pub async fn page(ward: &Ward, actor: &Actor, wanted: SubmissionRef) -> Result<SubmissionPage> {
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let submission = find(db, wanted).await?;
    let id = submission.id.uuid();
    scope::require_paper(db, actor, id).await?;
    let row = rows(db, &Scope::one(id)).await?.pop().ok_or_else(|| corrupt("a submission without a row"))?;
    let about = Condition::all().add(outcome_subject::Column::SubmissionId.eq(id));
    let decided = Scope::select::<outcome_subject::Entity>(outcome_subject::Column::OutcomeId, about);
    let outcomes = outcome::rows(db, &decided).await?;
    let material = paper::load(db, submission).await?;
    Ok(SubmissionPage {
        parts: parts(&material)?,
        row,
        outcomes,
        session: material.session,
        ward: material.ward,
        section: material.section,
        submission: material.submission,
    })
}

/// The submission that a person or a program names.
pub(crate) async fn find(db: &impl ConnectionTrait, wanted: SubmissionRef) -> Result<Submission> {
    let scope = match wanted {
        SubmissionRef::Id(id) => Scope::one(id.uuid()),
        SubmissionRef::Number { fiscal_year, session, document } => {
            let in_session = Condition::all()
                .add(council_session::Column::FiscalYear.eq(fiscal_year))
                .add(council_session::Column::Number.eq(i64::from(session)));
            let sessions = Scope::select::<council_session::Entity>(council_session::Column::Id, in_session);
            let condition = Condition::all()
                .add(sessions.filter(submission::Column::SessionId))
                .add(submission::Column::DocumentNumber.eq(i64::from(document)));
            Scope::select::<submission::Entity>(submission::Column::Id, condition)
        }
    };
    Submission::load(db, &scope).await?.pop().ok_or_else(|| Error::NotFound(format!("資料 {wanted}")))
}

fn parts(material: &Material) -> Result<Vec<PartView>> {
    let mut annexes = 0;
    let mut views = Vec::with_capacity(material.submission.parts.len());
    for part in &material.submission.parts {
        if !matches!(part, Part::Form { .. }) {
            annexes += 1;
        }
        let view = match part {
            Part::Form { version, change } => form(material, *version, change.clone()),
            Part::RecordedItems { annex } => material.annexes.get(annex).map(|held| PartView {
                label: annex_label(annexes),
                title: held.title.clone(),
                of: PartOf::RecordedItems { annex: *annex, entries: held.entries.len() },
            }),
            Part::Clauses { edition } => material.editions.get(edition).map(|(set, held)| PartView {
                label: annex_label(annexes),
                title: format!("{}（{}）", set.title, set.name),
                of: PartOf::Clauses { set: set.id, edition: *edition, clauses: held.clauses.len() },
            }),
        };
        views.push(view.ok_or_else(|| corrupt("a part without what it prints"))?);
    }
    Ok(views)
}

fn form(material: &Material, wanted: Id<ItemVersion>, change: Option<String>) -> Option<PartView> {
    let (item, version) = material.versions.get(&wanted)?;
    let basis = material.bases.get(&version.legal_basis)?;
    Some(PartView {
        label: basis.form_title.clone(),
        title: version.title.clone(),
        of: PartOf::Form {
            item: item.id,
            version: wanted,
            item_kind: item.kind,
            state: version.state,
            route: basis.route,
            change,
        },
    })
}
