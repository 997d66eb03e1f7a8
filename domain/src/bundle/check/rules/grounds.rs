//! What came into force rests on a decision that let it go ahead.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    Fault,
    bundle::{Bundle, Known},
    council::OutcomeResult,
    item::VersionState,
};

pub(super) fn check(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let mut results = register.halting.clone();
    results.extend(bundle.outcomes.iter().map(|outcome| (outcome.id.uuid(), outcome.result)));
    versions(bundle, &results, faults);
    outcomes(bundle, register, faults);
}

/// Versions that rest on a decision to wait, or on none at all.
fn versions(bundle: &Bundle, results: &BTreeMap<Uuid, OutcomeResult>, faults: &mut Vec<Fault>) {
    for (at, item) in bundle.items.iter().enumerate() {
        for (index, version) in item.versions.iter().enumerate() {
            let result = version.decided_by.and_then(|ground| results.get(&ground.uuid()));
            let Some(result) = result.filter(|result| !result.lets_go_ahead()) else { continue };
            if version.state != VersionState::Proposal {
                let message = format!(
                    "議決等の結果が「{}」のため、この議決等では{}にできません。承認、条件付承認又は了承の議決等を選ぶか、decided_by を消してください。",
                    result.word(),
                    version.state.word()
                );
                let path = format!("$.items[{at}].versions[{index}].decided_by");
                faults.push(Fault::at_path("not-decided", path, message));
            }
        }
    }
}

/// Decisions that would no longer let go ahead what the register has in force
/// by them.
fn outcomes(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let replaced: BTreeSet<Uuid> = bundle.items.iter().map(|item| item.id.uuid()).collect();
    let resting = |ground: Uuid| {
        register.grounds.iter().any(|(held, item)| *held == ground && !replaced.contains(item))
    };
    for (at, outcome) in bundle.outcomes.iter().enumerate() {
        if !outcome.result.lets_go_ahead() && resting(outcome.id.uuid()) {
            let message = format!(
                "この議決等によって現行になった案件が台帳にあるため、結果を「{}」にはできません。結果を確かめるか、案件の版もファイルに入れて直してください。",
                outcome.result.word()
            );
            faults.push(Fault::at_path("decided-already", format!("$.outcomes[{at}].result"), message));
        }
    }
}
