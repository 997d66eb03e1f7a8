//! The duties of a version as somebody sees them who confirms them.

use domain::{
    clauses::{Clause, ClauseItem, ClauseSet, Edition, printed_number},
    duty::{Duty, DutyHost, PartyNames, Proposed, Sorted, propose, propose_protections, sorted},
    item::{Item, ItemKind, ItemVersion, Protection, ProtectionBy, ProtectionKind},
};
use uuid::Uuid;

use super::{
    Held, Host as _,
    host::{closed_edition, closed_version, edition_of, version_of},
};
use crate::{
    Actor, Error, Result, Ward,
    audit::canonical,
    policy::{self, Permission},
    register::{
        edit::{self, Editable as _},
        rows::{Aggregate as _, Scope},
    },
};

/// A clause or a protection with its duties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// The clause or the protection.
    pub id: Uuid,
    /// Its number as printed; some protections have none.
    pub number: Option<String>,
    /// What stands over it: a caption, or whose protection it is.
    pub head: String,
    /// Its text, a paragraph each.
    pub text: Vec<String>,
    /// The duties somebody confirmed.
    pub duties: Vec<Duty>,
    /// What its wording proposes beside them.
    pub proposed: Vec<Proposed>,
    /// What its wording proposes, and somebody said is no duty.
    pub dismissed: Vec<Proposed>,
}

impl DutyLine {
    /// Whether nobody has to look at it any more: each proposal was confirmed,
    /// or is no duty.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.proposed.is_empty()
    }
}

/// All lines of a version with their duties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutySheet {
    /// Whose duties.
    pub held: Held,
    /// The clause set's or the item's name.
    pub name: String,
    /// What the version is called: 第2版, 改正案.
    pub version: String,
    /// Its lines, in order.
    pub lines: Vec<DutyLine>,
    /// What the parties are called.
    pub names: PartyNames,
    /// Why nothing may be changed, and what to do.
    pub closed: Option<(&'static str, &'static str)>,
    /// The digest of what is seen.
    pub seen: String,
}

impl DutySheet {
    /// One line.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn line(&self, id: Uuid) -> Result<&DutyLine> {
        let missing = || Error::NotFound("義務の付く条項又は対策".to_owned());
        self.lines.iter().find(|line| line.id == id).ok_or_else(missing)
    }
}

/// The digest of a duty, for the form that changes it.
///
/// # Errors
/// `Internal` if it cannot be written as JSON.
pub fn duty_seen(duty: &Duty) -> Result<String> {
    edit::digest(&canonical::json(&Some(duty))?)
}

/// The digest of a line's duties, for the form that adds one.
///
/// # Errors
/// As [`duty_seen`].
pub fn line_seen(line: &DutyLine) -> Result<String> {
    edit::digest(&canonical::json(&line.duties)?)
}

/// Opens the duties of an edition of a clause set, or of a version of an item.
///
/// # Errors
/// `Forbidden` without `EditClauseSets` or `EditItems`; `NotFound`, also of an
/// item that is not the actor's; `Database`.
pub async fn open(ward: &Ward, actor: &Actor, held: Held) -> Result<DutySheet> {
    let scope = Scope::one(held.object);
    match held.host {
        DutyHost::Clause => {
            policy::require(actor, Permission::EditClauseSets)?;
            let snapshot = ward.store().snapshot().await?;
            let missing = || Error::NotFound("特記事項".to_owned());
            let set = ClauseSet::load(snapshot.conn(), &scope).await?.pop().ok_or_else(missing)?;
            of_edition(held, &set)
        }
        DutyHost::Protection => {
            policy::require(actor, Permission::EditItems)?;
            let snapshot = ward.store().snapshot().await?;
            let missing = || Error::NotFound("案件".to_owned());
            let item = Item::load(snapshot.conn(), &scope).await?.pop().ok_or_else(missing)?;
            item.permit(actor).map_err(|_| missing())?;
            of_version(held, &item)
        }
    }
}

fn of_edition(held: Held, set: &ClauseSet) -> Result<DutySheet> {
    let edition: &Edition = edition_of(set, held.version)?;
    let proposals = propose(edition, &set.parties);
    let mut caption = None;
    let mut lines = Vec::with_capacity(edition.clauses.len());
    for (clause, proposed) in edition.clauses.iter().zip(proposals) {
        caption = edition.captions.over(clause, caption);
        let Some(id) = clause.id else { continue };
        let Sorted { open, dismissed } = sorted(&clause.duties, &clause.dismissed, proposed);
        lines.push(DutyLine {
            id: id.uuid(),
            number: Some(edition.numbering.label(clause.number)),
            head: caption.unwrap_or_default().to_owned(),
            text: paragraphs(clause),
            proposed: open,
            dismissed,
            duties: clause.duties.clone(),
        });
    }
    Ok(DutySheet {
        held,
        name: set.name.clone(),
        version: format!("第{}版", edition.number),
        lines,
        names: PartyNames::of_clauses(&set.parties),
        closed: closed_edition(edition),
        seen: edit::digest(&set.seen(held.version)?)?,
    })
}

fn paragraphs(clause: &Clause) -> Vec<String> {
    fn add(items: &[ClauseItem], text: &mut Vec<String>) {
        for item in items {
            text.push(format!("{}　{}", item.label, item.text));
            add(&item.items, text);
        }
    }
    let mut text = vec![clause.body.clone()];
    add(&clause.items, &mut text);
    text
}

fn of_version(held: Held, item: &Item) -> Result<DutySheet> {
    let version: &ItemVersion = version_of(item, held.version)?;
    let proposals = propose_protections(item.kind, &version.protections);
    let mut lines = Vec::with_capacity(version.protections.len());
    let mut counted: Option<(ProtectionBy, u32)> = None;
    for (line, proposed) in version.protections.iter().zip(proposals) {
        let number = number(line, &mut counted);
        let Some(id) = line.id.filter(|_| line.kind == ProtectionKind::Text) else { continue };
        let Sorted { open, dismissed } = sorted(&line.duties, &line.dismissed, proposed);
        lines.push(DutyLine {
            id: id.uuid(),
            number,
            head: whose(line.by, item.kind).to_owned(),
            text: vec![line.text.clone()],
            proposed: open,
            dismissed,
            duties: line.duties.clone(),
        });
    }
    Ok(DutySheet {
        held,
        name: version.title.clone(),
        version: version.state.word().to_owned(),
        lines,
        names: PartyNames::of_item(item.kind),
        closed: closed_version(item, version),
        seen: edit::digest(&item.seen(held.version)?)?,
    })
}

/// The number of a line among those of its side.
fn number(line: &Protection, counted: &mut Option<(ProtectionBy, u32)>) -> Option<String> {
    let before = counted.filter(|(by, _)| *by == line.by).map_or(0, |(_, count)| count);
    let count = before + u32::from(line.numbered);
    *counted = Some((line.by, count));
    line.numbered.then(|| printed_number(count))
}

fn whose(by: ProtectionBy, kind: ItemKind) -> &'static str {
    match (by, kind) {
        (ProtectionBy::Ward, ItemKind::Linkage) => "情報保護対策",
        _ => by.word(),
    }
}
