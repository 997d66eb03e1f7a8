//! A duty between the register and its form. Inputs are named by their path
//! within the duty.

use azukari_core::{Error, Result};
use domain::{
    Fault, Place,
    duty::{
        DueBase, DueRule, Duty, DutyHost, DutyKind, DutyParty, Evidence, EvidenceSource, MOST_DAYS, Trigger,
    },
};

use crate::{
    components::TICKED,
    form::{FormState, Posted},
    register::rows::{List, at_rows},
};

/// The evidence of a duty.
pub(super) const EVIDENCE: List = List { name: "evidence", fields: &["name", "source"], typed: &["name"] };

/// The check box of a creditor.
pub(super) fn creditor(party: DutyParty) -> String {
    format!("creditors.{}", party.code())
}

/// Fills a form with a duty.
pub(super) fn fill(state: FormState, duty: &Duty) -> FormState {
    let days = duty.due.standard_days.map(|days| days.to_string()).unwrap_or_default();
    let state = state
        .with("text", &duty.text)
        .with("kind", duty.kind.code())
        .with("debtor", duty.debtor.map_or("", DutyParty::code))
        .with("trigger", duty.trigger.code())
        .with("due.base", duty.due.base.code())
        .with("due.standard_days", days)
        .with("survives", if duty.survives { TICKED } else { "" });
    let state = DutyParty::ALL.iter().fold(state, |state, party| {
        state.with(&creditor(*party), if duty.creditors.contains(party) { TICKED } else { "" })
    });
    let rows = duty.evidence.iter().map(|held| vec![held.name.clone(), held.source.code().to_owned()]);
    EVIDENCE.of(rows.collect()).fill(state)
}

/// A duty that nothing was typed for yet.
pub(super) fn blank() -> Duty {
    Duty {
        id: None,
        debtor: None,
        creditors: Vec::new(),
        text: String::new(),
        kind: DutyKind::Positive,
        survives: false,
        trigger: Trigger::Throughout,
        evidence: Vec::new(),
        due: DueRule { base: DueBase::None, standard_days: None },
    }
}

/// The duty that was typed. Creditors keep the order they had.
///
/// # Errors
/// `Invalid` with a fault at each field that holds no value of its list, or no
/// number of days.
pub(super) fn typed(form: &Posted, before: &[DutyParty], host: DutyHost) -> Result<Duty> {
    let mut faults = Vec::new();
    let mut chosen = |name: &str, known: bool| {
        if !known {
            faults.push(Fault::at_field("unknown-choice", name, "一覧から選んでください。"));
        }
    };
    let kind = DutyKind::from_code(form.get("kind"));
    chosen("kind", kind.is_some());
    let trigger = Trigger::from_code(form.get("trigger"));
    chosen("trigger", trigger.is_some());
    let base = DueBase::from_code(form.get("due.base"));
    chosen("due.base", base.is_some());
    let debtor = DutyParty::from_code(form.get("debtor"));
    chosen("debtor", debtor.is_some() || form.get("debtor").is_empty());
    let standard_days = match days(form.get("due.standard_days")) {
        Ok(days) => days,
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    let (Some(kind), Some(trigger), Some(base), true) = (kind, trigger, base, faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };
    let [own, _] = host.sources();
    let evidence = EVIDENCE.posted(form).typed().into_iter().map(|(_, row)| Evidence {
        name: row[0].clone(),
        source: EvidenceSource::from_code(&row[1]).unwrap_or(own),
    });
    Ok(Duty {
        id: None,
        debtor,
        creditors: creditors(form, before),
        text: form.get("text").to_owned(),
        kind,
        survives: form.get("survives") == TICKED,
        trigger,
        evidence: evidence.collect(),
        due: DueRule { base, standard_days },
    })
}

fn creditors(form: &Posted, before: &[DutyParty]) -> Vec<DutyParty> {
    let others = DutyParty::ALL.iter().filter(|party| !before.contains(party));
    let ticked = |party: &&DutyParty| form.get(&creditor(**party)) == TICKED;
    before.iter().chain(others).filter(ticked).copied().collect()
}

/// A number of days, in either width; none where nothing was typed.
fn days(text: &str) -> std::result::Result<Option<u16>, Fault> {
    let digits: String = text.trim().chars().map(narrow).collect();
    let digits = digits.trim_end_matches('日').trim();
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| {
        let message = format!("日数は1から{MOST_DAYS}までの数字で入れてください。");
        Fault::at_field("days-number", "due.standard_days", message)
    })
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Names the fields of faults as they stand in the form.
pub(super) fn at_fields(faults: Vec<Fault>, form: &Posted) -> Vec<Fault> {
    let rows = EVIDENCE.posted(form).typed();
    let faults = faults.into_iter().map(called).collect();
    at_rows(faults, EVIDENCE.name, |at| Some((EVIDENCE, rows.get(at)?.0)))
}

/// The register's rules name places alone: the field in words, for the summary.
fn called(fault: Fault) -> Fault {
    let Place::Field(field) = &fault.place else { return fault };
    let evidence = || field.strip_prefix("evidence[")?.split_once("].name")?.0.parse::<usize>().ok();
    let part = match field.as_str() {
        "text" => Some("義務の内容".to_owned()),
        _ => evidence().map(|at| format!("{}番目の証拠の名称", at + 1)),
    };
    match part {
        Some(part) => Fault { message: format!("{part}：{}", fault.message), ..fault },
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "kind=positive&trigger=erasure&due.base=erasure&debtor=contractor&text=%E5%87%BA%E3%81%99\
        &creditors.ward=true&evidence[0].name=&evidence[4].name=a&evidence[4].source=standard";

    fn read(more: &str) -> Result<Duty> {
        typed(&Posted::parse(&format!("{FORM}{more}")), &[], DutyHost::Clause)
    }

    #[test]
    fn what_was_typed_is_read_in_either_width() {
        let duty = read("&due.standard_days=%EF%BC%91%EF%BC%94%E6%97%A5").unwrap();
        assert_eq!(duty.due, DueRule { base: DueBase::Erasure, standard_days: Some(14) });
        assert_eq!(duty.creditors, [DutyParty::Ward]);
        assert_eq!(duty.evidence, [Evidence { name: "a".into(), source: EvidenceSource::Standard }]);
        assert_eq!(duty, typed(&Posted::parse(&pairs(&duty)), &duty.creditors, DutyHost::Clause).unwrap());
    }

    /// A form that shows a duty, as a browser posts it.
    fn pairs(duty: &Duty) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fill(FormState::new("k"), duty).values());
        form.finish()
    }

    #[test]
    fn what_is_no_choice_and_no_number_is_told_at_its_field() {
        for (more, field) in
            [("&due.standard_days=ten", "due.standard_days"), ("&due.standard_days=-1", "due.standard_days")]
        {
            let Err(Error::Invalid(faults)) = read(more) else { panic!("{more}") };
            assert_eq!(faults[0].place.to_string(), field);
        }
        let posted = Posted::parse("kind=x&debtor=y");
        let Err(Error::Invalid(faults)) = typed(&posted, &[], DutyHost::Clause) else { panic!() };
        let places: Vec<_> = faults.iter().map(|fault| fault.place.to_string()).collect();
        assert_eq!(places, ["kind", "trigger", "due.base", "debtor"]);
    }

    #[test]
    fn faults_find_the_row_of_the_form_and_creditors_keep_their_order() {
        let posted = Posted::parse(FORM);
        let fault = Fault::at_field("text-too-long", "evidence[0].name", "長い。");
        let told = at_fields(vec![fault, Fault::at_field("empty-text", "text", "空です。")], &posted);
        assert_eq!(told[0].place.to_string(), "evidence[1].name");
        assert_eq!(told[0].message, "1番目の証拠の名称：長い。");
        assert_eq!(told[1].message, "義務の内容：空です。");
        let both = Posted::parse("creditors.ward=true&creditors.contractor=true");
        assert_eq!(creditors(&both, &[]), [DutyParty::Ward, DutyParty::Contractor]);
        assert_eq!(creditors(&both, &[DutyParty::Contractor]), [DutyParty::Contractor, DutyParty::Ward]);
    }
}
