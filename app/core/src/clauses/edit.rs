//! Clause sets out of texts: entered, their facts changed, a draft's text read
//! anew.

use domain::{
    Fault,
    clauses::{
        Clause, ClauseSet, Draft, Edition, EditionState, Facts, PartyLabels, Variant, compare::continued,
        draft, reader,
    },
    text::check_length,
};
use uuid::Uuid;

use super::change::{content, wording};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        typed::{Reader, typed_input},
    },
};

/// The field of the text.
const TEXT: &str = "text";
/// The longest text that is read, in characters.
const LONGEST: usize = 300_000;
/// The choice of a variant that is the ward's own.
const OWN: &str = "own";
/// Faults of a text that a refusal tells at most; the page shows them all.
const TOLD: usize = 20;

typed_input! {
    /// What a form says of a clause set, as typed.
    pub struct FactsInput {
        /// The ward's name for it.
        name,
        /// Code of the variant, or `own`.
        variant,
        /// The ward's own variant.
        variant_own,
        /// The heading it prints.
        title,
        /// What it calls the ward.
        ward_label,
        /// What it calls the contractor.
        contractor_label,
        /// What it calls the subcontractor; may be empty.
        subcontractor_label,
    }
}

impl FactsInput {
    /// What a form shows of a set.
    #[must_use]
    pub fn of(set: &ClauseSet) -> Self {
        let known = Variant::from_code(&set.variant).is_some();
        Self {
            name: set.name.clone(),
            variant: if known { set.variant.clone() } else { OWN.to_owned() },
            variant_own: if known { String::new() } else { set.variant.clone() },
            title: set.title.clone(),
            ward_label: set.parties.ward.clone(),
            contractor_label: set.parties.contractor.clone(),
            subcontractor_label: set.parties.subcontractor.clone(),
        }
    }

    /// What a form proposes for a text that was read.
    #[must_use]
    pub fn proposed(facts: &Facts) -> Self {
        Self {
            name: facts.variant.word().to_owned(),
            variant: facts.variant.code().to_owned(),
            variant_own: String::new(),
            title: facts.title.clone(),
            ward_label: facts.parties.ward.clone(),
            contractor_label: facts.parties.contractor.clone(),
            subcontractor_label: facts.parties.subcontractor.clone(),
        }
    }

    /// The set it describes, with these editions.
    fn set(&self, id: Uuid, editions: Vec<Edition>) -> Result<ClauseSet> {
        let mut reader = Reader::default();
        let name = reader.needed("name", "名称", &self.name);
        let variant = match self.variant.as_str() {
            OWN => reader.needed("variant_own", "その他の型の名前", &self.variant_own),
            code => {
                let known = reader.code("variant", "型", code, Variant::from_code);
                if !self.variant_own.trim().is_empty() {
                    reader.refuse(Fault::at_field(
                        "unused-text",
                        "variant_own",
                        "その他の型の名前は、型で「その他の型」を選んだときだけ使います。型を選び直すか、この欄を空にしてください。",
                    ));
                }
                known.map(|variant| variant.code().to_owned()).unwrap_or_default()
            }
        };
        let title = reader.needed("title", "題名", &self.title);
        let ward = reader.needed("ward_label", "区の呼び方", &self.ward_label);
        let contractor = reader.needed("contractor_label", "受託事業者の呼び方", &self.contractor_label);
        let subcontractor = reader.line("subcontractor_label", "再委託先の呼び方", &self.subcontractor_label);
        let parties = PartyLabels { ward, contractor, subcontractor };
        reader.finish(Some(ClauseSet { id: id.into(), name, variant, title, parties, editions }))
    }
}

/// What identifies a set's facts as a form shows them.
///
/// # Errors
/// `Internal` if they cannot be written as JSON.
pub fn facts_seen(set: &ClauseSet) -> Result<String> {
    edit::digest(&facts(set))
}

fn facts(set: &ClauseSet) -> ClauseSet {
    ClauseSet { editions: Vec::new(), ..set.clone() }
}

/// What identifies an edition's content as a page shows it.
///
/// # Errors
/// `Internal` if it cannot be written as JSON.
pub fn text_seen(edition: &Edition) -> Result<String> {
    edit::digest(&content(edition))
}

/// Enters a clause set with a text as its first draft, once for each key of a
/// form.
///
/// # Errors
/// `Forbidden`; `Invalid`, by field; faults of the text at the field `text`.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    text: &str,
    input: &FactsInput,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditClauseSets)?;
    let draft = read_draft(text);
    let edition = draft.map(|draft| draft.edition(ward.clock().new_id().into(), 1));
    let set = input.set(ward.clock().new_id(), Vec::new());
    match (edition, set) {
        (Ok(edition), Ok(set)) => {
            edit::create(ward, actor, key, "", ClauseSet { editions: vec![edition], ..set }).await
        }
        (Err(Error::Invalid(mut faults)), Err(Error::Invalid(others))) => {
            faults.extend(others);
            Err(Error::Invalid(faults))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// Changes a set's facts. Its editions stay as they are.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict`.
pub async fn change_facts(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &FactsInput,
) -> Result<()> {
    policy::require(actor, Permission::EditClauseSets)?;
    let read = input.set(id, Vec::new())?;
    let apply = |set: &mut ClauseSet| {
        *set = ClauseSet { editions: std::mem::take(&mut set.editions), ..read };
        Ok(())
    };
    edit::change::<ClauseSet, _>(ward, actor, id, change, |set| Ok(facts(set)), apply).await?;
    Ok(())
}

/// Puts a text in place of a draft's. Clauses whose wording is as before keep
/// their ids and their duties; those that continue another by caption or text
/// still know the clause they go back to.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` also of an edition that is no
/// draft.
pub async fn replace_text(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    edition: Uuid,
    change: Change<'_>,
    text: &str,
) -> Result<()> {
    policy::require(actor, Permission::EditClauseSets)?;
    let draft = read_draft(text)?;
    let part = |set: &ClauseSet| {
        let held = set.editions.iter().find(|held| held.id.uuid() == edition);
        held.map(content).ok_or_else(missing)
    };
    let apply = |set: &mut ClauseSet| {
        let held = set.editions.iter_mut().find(|held| held.id.uuid() == edition).ok_or_else(missing)?;
        if held.state != EditionState::Draft {
            let message = "公開した版の条文は変えられません。改訂して、新しい版を作ってください。";
            return Err(Error::invalid(Fault::whole("published-edition", message)));
        }
        let clauses = keeping(std::mem::take(&mut held.clauses), &draft.clauses);
        *held = Edition { clauses, ..draft.edition(held.id, held.number) };
        Ok(())
    };
    edit::change::<ClauseSet, _>(ward, actor, id, change, part, apply).await?;
    Ok(())
}

pub(super) fn missing() -> Error {
    Error::NotFound("特記事項の版".to_owned())
}

/// New clauses, each that was there before with its id and its duties.
fn keeping(before: Vec<Clause>, now: &[Clause]) -> Vec<Clause> {
    let mut before: Vec<Option<(Clause, Clause)>> =
        before.into_iter().map(|held| Some((wording(&held), held))).collect();
    let mut kept: Vec<Option<Clause>> = Vec::with_capacity(now.len());
    for clause in now {
        let wanted = wording(clause);
        let same = before.iter_mut().find(|held| held.as_ref().is_some_and(|(words, _)| *words == wanted));
        let held = same.and_then(Option::take);
        kept.push(held.map(|(_, held)| Clause { number: clause.number, ..held }));
    }
    let left: Vec<Clause> = before.into_iter().flatten().map(|(_, held)| held).collect();
    let new: Vec<Clause> =
        now.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(clause, _)| clause.clone()).collect();
    let mut continuing = continued(&left, &new).into_iter().zip(new).map(|(from, clause)| {
        let origin = from.and_then(|from| left.get(from)).and_then(|held| held.origin);
        Clause { origin, ..clause }
    });
    kept.into_iter().filter_map(|kept| kept.or_else(|| continuing.next())).collect()
}

/// Whether a text is short enough to be read.
///
/// # Errors
/// `Invalid` at the field of that name.
pub fn check_readable(field: &str, text: &str) -> Result<()> {
    let place = domain::Place::Field(field.to_owned());
    check_length(place, "条項の文", text, LONGEST).map_err(Error::invalid)
}

/// The draft that a text comes to, if the register can hold it.
fn read_draft(text: &str) -> Result<Draft> {
    check_readable(TEXT, text)?;
    let draft = draft(&reader::read(text));
    if draft.faults.is_empty() {
        return Ok(draft);
    }
    let at_text = |fault: &Fault| Fault::at_field(fault.code, TEXT, fault.message.clone());
    Err(Error::Invalid(draft.faults.iter().take(TOLD).map(at_text).collect()))
}
