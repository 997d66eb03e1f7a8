//! What an edition does, as far as it decides which contracts it is for: told
//! by its duties, whatever its clauses are numbered and called.

use chrono::NaiveDate;

use super::{Clause, ClauseItem, ClauseSet, Edition, EditionState, PartyLabels, labels::uses};
use crate::{
    Id,
    duty::{Duty, DutyKind, DutyParty, Trigger, propose, sorted},
};

/// A clause by its number and the caption over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseRef {
    /// Its number.
    pub number: u32,
    /// Its number as the edition prints it.
    pub label: String,
    /// Its caption, or the one it shares.
    pub caption: Option<String>,
}

/// What an edition says of entrusting the work to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entrusting {
    /// Nothing.
    Unsaid,
    /// It may not be done.
    Barred(ClauseRef),
    /// It may be done with consent.
    WithConsent(ClauseRef),
}

/// An edition as the choice of clause sets sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The set.
    pub set: Id<ClauseSet>,
    /// The set's name.
    pub name: String,
    /// The edition.
    pub edition: Id<Edition>,
    /// Counted from 1 within its set.
    pub number: u32,
    /// Its life.
    pub state: EditionState,
    /// First day in force.
    pub valid_from: Option<NaiveDate>,
    /// Last day in force.
    pub valid_to: Option<NaiveDate>,
    /// What it calls the parties.
    pub parties: PartyLabels,
    /// Whether somebody confirmed its duties; else they are as proposed.
    pub confirmed: bool,
    /// Whom most of its duties bind: the contractor or the subcontractor.
    pub binds: Option<DutyParty>,
    /// What whom it binds may entrust on.
    pub entrusting: Entrusting,
    /// The clause that has a clause set put into the subcontract.
    pub hands_down: Option<ClauseRef>,
    /// The clause that has the ward's direct power put into the subcontract.
    pub direct: Option<ClauseRef>,
    /// The clause that asks for proof of erasure.
    pub proves_erasure: Option<ClauseRef>,
    /// Whether it speaks of disposal (廃棄) anywhere.
    pub disposes: bool,
    /// Labels it uses for somebody whom it does not name as a party.
    pub strays: Vec<(&'static str, ClauseRef)>,
}

/// Words for entrusting work that was entrusted.
const ONWARD: [&str; 4] = ["再委託", "再々委託", "再受託", "下請"];
/// Words for others who would do it.
const OTHERS: [&str; 4] = ["委託", "他の者", "第三者", "他人"];
/// What a duty calls the set to be handed down.
const HANDED: [&str; 4] = ["特記事項", "同等", "同様", "同一の"];
/// What a duty calls the ward's direct power.
const DIRECT: [&str; 5] = ["直接", "権限", "報告", "調査", "指導"];
/// Labels that a set may use without naming them.
const LABELS: [&str; 4] = ["甲", "乙", "丙", "丁"];

impl Profile {
    /// Reads an edition of a set.
    #[must_use]
    pub fn of(set: &ClauseSet, edition: &Edition) -> Self {
        let read = read(edition, &set.parties);
        let binds = binds(&read);
        Self {
            set: set.id,
            name: set.name.clone(),
            edition: edition.id,
            number: edition.number,
            state: edition.state,
            valid_from: edition.valid_from,
            valid_to: edition.valid_to,
            parties: set.parties.clone(),
            confirmed: is_confirmed(edition),
            binds,
            entrusting: entrusting(&read, binds),
            hands_down: first(&read, |_, duty| hands_down(duty)),
            direct: first(&read, gives_direct_power),
            proves_erasure: first(&read, |_, duty| {
                duty.trigger == Trigger::Erasure && duty.kind == DutyKind::Positive
            })
            .or_else(|| first(&read, |_, duty| duty.trigger == Trigger::ContractEnd)),
            disposes: edition.clauses.iter().any(|clause| says(clause, &|text| text.contains("廃棄"))),
            strays: strays(edition, &set.parties, &read),
        }
    }

    /// The set's name and the edition's number: 基本型（第1版）.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}（第{}版）", self.name, self.number)
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        crate::organisation::holds_on(self.valid_from, self.valid_to, day)
    }

    /// The clause by which work may be entrusted on with consent.
    #[must_use]
    pub fn allows(&self) -> Option<&ClauseRef> {
        if let Entrusting::WithConsent(clause) = &self.entrusting { Some(clause) } else { None }
    }
}

/// A clause with its duties, confirmed or proposed.
struct Read<'a> {
    label: String,
    caption: Option<&'a str>,
    clause: &'a Clause,
    duties: Vec<Duty>,
}

impl Read<'_> {
    fn place(&self) -> ClauseRef {
        ClauseRef {
            number: self.clause.number,
            label: self.label.clone(),
            caption: self.caption.map(str::to_owned),
        }
    }
}

fn is_confirmed(edition: &Edition) -> bool {
    edition.clauses.iter().any(|clause| !clause.duties.is_empty())
}

fn read<'a>(edition: &'a Edition, parties: &PartyLabels) -> Vec<Read<'a>> {
    let proposed = if is_confirmed(edition) { Vec::new() } else { propose(edition, parties) };
    let mut proposed = proposed.into_iter();
    let mut caption = None;
    let clause = |clause: &'a Clause| {
        caption = edition.captions.over(clause, caption);
        let duties = match proposed.next() {
            Some(proposed) => {
                let open = sorted(&[], &clause.dismissed, proposed).open;
                open.into_iter().map(|proposed| proposed.duty).collect()
            }
            None => clause.duties.clone(),
        };
        Read { label: edition.numbering.label(clause.number), caption, clause, duties }
    };
    edition.clauses.iter().map(clause).collect()
}

/// Which clauses say what words mean.
pub(super) fn defines(edition: &Edition, parties: &PartyLabels) -> Vec<bool> {
    let is_definition = |duty: &Duty| duty.kind == DutyKind::Definition;
    read(edition, parties).iter().map(|read| read.duties.iter().any(is_definition)).collect()
}

fn first(read: &[Read<'_>], is: impl Fn(&Read<'_>, &Duty) -> bool) -> Option<ClauseRef> {
    read.iter().find(|read| read.duties.iter().any(|duty| is(read, duty))).map(Read::place)
}

fn binds(read: &[Read<'_>]) -> Option<DutyParty> {
    let owed = |party| {
        let duties = read.iter().flat_map(|read| &read.duties);
        duties.filter(|duty| duty.kind != DutyKind::Right && duty.debtor == Some(party)).count()
    };
    let (contractor, subcontractor) = (owed(DutyParty::Contractor), owed(DutyParty::Subcontractor));
    match contractor.cmp(&subcontractor) {
        std::cmp::Ordering::Greater => Some(DutyParty::Contractor),
        std::cmp::Ordering::Less => Some(DutyParty::Subcontractor),
        std::cmp::Ordering::Equal => None,
    }
}

fn entrusting(read: &[Read<'_>], binds: Option<DutyParty>) -> Entrusting {
    let of = |kind: DutyKind| {
        first(read, |read, duty| {
            duty.kind == kind && (duty.debtor.is_none() || duty.debtor == binds) && is_onward(read, duty)
        })
    };
    if let Some(clause) = of(DutyKind::Conditional) {
        Entrusting::WithConsent(clause)
    } else {
        of(DutyKind::Prohibition).map_or(Entrusting::Unsaid, Entrusting::Barred)
    }
}

/// Whether a duty is about entrusting work on.
fn is_onward(read: &Read<'_>, duty: &Duty) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    duty.trigger == Trigger::Reoutsourcing
        || has(&duty.text, &ONWARD)
        || (read.caption.is_some_and(|caption| has(caption, &ONWARD)) && has(&duty.text, &OTHERS))
}

fn binds_subcontract(duty: &Duty) -> bool {
    duty.kind == DutyKind::Positive && duty.trigger == Trigger::SubcontractMade
}

fn hands_down(duty: &Duty) -> bool {
    let named = std::iter::once(&duty.text).chain(duty.evidence.iter().map(|evidence| &evidence.name));
    binds_subcontract(duty) && named.into_iter().any(|text| HANDED.iter().any(|word| text.contains(word)))
}

fn gives_direct_power(read: &Read<'_>, duty: &Duty) -> bool {
    let power = |duty: &Duty| {
        duty.kind == DutyKind::Right
            && (duty.debtor == Some(DutyParty::Subcontractor) || duty.trigger == Trigger::WhenNeeded)
    };
    binds_subcontract(duty)
        && (read.duties.iter().any(power)
            || (!hands_down(duty) && DIRECT.iter().any(|word| duty.text.contains(word))))
}

fn says(clause: &Clause, is: &dyn Fn(&str) -> bool) -> bool {
    fn in_items(items: &[ClauseItem], is: &dyn Fn(&str) -> bool) -> bool {
        items.iter().any(|item| is(&item.text) || in_items(&item.items, is))
    }
    is(&clause.body) || clause.caption.as_deref().is_some_and(is) || in_items(&clause.items, is)
}

fn strays(edition: &Edition, parties: &PartyLabels, read: &[Read<'_>]) -> Vec<(&'static str, ClauseRef)> {
    let named = [&parties.ward, &parties.contractor, &parties.subcontractor];
    let unnamed = LABELS.into_iter().filter(|label| named.iter().all(|named| named.as_str() != *label));
    let place = |label: &'static str| {
        let used = |clause: &Clause| {
            says(clause, &|text| uses(text, &LABELS).iter().any(|used| LABELS[used.label] == label))
        };
        let at = edition.clauses.iter().position(used)?;
        Some((label, read[at].place()))
    };
    unnamed.filter_map(place).collect()
}
