//! The duties of clauses and of protections.

use crate::{
    Fault,
    bundle::Bundle,
    duty::{Duty, DutyHost},
    item::ProtectionKind,
};

pub(super) fn check(bundle: &Bundle, faults: &mut Vec<Fault>) {
    for (at, set) in bundle.clause_sets.iter().enumerate() {
        for (edition, held) in set.editions.iter().enumerate() {
            for (clause, held) in held.clauses.iter().enumerate() {
                let path = format!("$.clause_sets[{at}].editions[{edition}].clauses[{clause}]");
                list(&path, &held.duties, DutyHost::Clause, faults);
            }
        }
    }
    for (at, item) in bundle.items.iter().enumerate() {
        for (version, held) in item.versions.iter().enumerate() {
            for (line, held) in held.protections.iter().enumerate() {
                let path = format!("$.items[{at}].versions[{version}].protections[{line}]");
                if held.kind == ProtectionKind::ClauseSets && !held.duties.is_empty() {
                    let message = "特記事項を付す行です。この行に義務は付けられません（義務は条項にあります）。先に義務を取り除いてください。";
                    faults.push(Fault::at_path("duties-of-clauses", format!("{path}.kind"), message));
                }
                list(&path, &held.duties, DutyHost::Protection, faults);
            }
        }
    }
}

fn list(path: &str, duties: &[Duty], host: DutyHost, faults: &mut Vec<Fault>) {
    for (index, duty) in duties.iter().enumerate() {
        faults.extend(duty.faults(&format!("{path}.duties[{index}]"), host));
    }
}
