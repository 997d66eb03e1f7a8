//! How the clause sets of stored items fit.

use azukari_core::{
    Actor,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        edit::Change,
        item::{self, edit},
    },
    testing::TestWard,
};
use domain::{
    bundle::Bundle,
    item::{
        ClauseSetUse, ItemPart, PartValue,
        fit::{Fit, Severity},
    },
};
use uuid::Uuid;

use crate::{
    register::{fill, import, sample},
    support::person,
};

fn officer() -> Actor {
    person(Role::Officer)
}

/// The items of the sample that are a contract and its re-outsourcing.
fn prime_and_sub() -> (Uuid, Uuid) {
    let items = sample().items;
    let sub = items.iter().find(|item| item.parent.is_some()).unwrap();
    (sub.parent.unwrap().uuid(), sub.id.uuid())
}

async fn fits(test: &TestWard, item: Uuid) -> Vec<Fit> {
    item::view(&test.ward, &officer(), item).await.unwrap().fits.into_values().collect()
}

async fn choose(test: &TestWard, item: Uuid, sets: Vec<ClauseSetUse>) {
    let held = edit::open(&test.ward, &officer(), item).await.unwrap().item;
    let version = held.open_version().unwrap();
    let seen = edit::part_seen(&held, version, ItemPart::ClauseSets).unwrap();
    let change = Change { action: Action::Edit, reason: "", seen: &seen };
    let value = PartValue::ClauseSets(sets);
    edit::save_part(&test.ward, &officer(), item, version.id, change, value).await.unwrap();
}

on_both_engines! {
    every_set_of_the_sample_fits(test) {
        fill(test).await;
        for item in sample().items {
            for fit in fits(test, item.id.uuid()).await {
                assert_eq!(fit, Fit::default(), "{:?}", item.versions[0].title);
            }
        }
    }

    a_wrong_set_is_found_from_above_and_below_and_mended(test) {
        fill(test).await;
        let (prime, sub) = prime_and_sub();
        let held = edit::open(&test.ward, &officer(), prime).await.unwrap();
        let right = held.version().unwrap().clause_sets.clone();
        let wrong = sample().items[0].versions.last().unwrap().clause_sets.clone();
        choose(test, prime, wrong).await;
        let judged = edit::open(&test.ward, &officer(), prime).await.unwrap().fit;
        let grave: Vec<_> = judged.findings.iter().filter(|found| found.severity == Severity::Error).collect();
        assert_eq!(grave[0].code, "reoutsourcing-barred");
        assert_eq!(grave[0].ground.as_ref().unwrap().number, Some(10));
        let suggested = judged.suggestion.unwrap();
        assert_eq!(suggested.sets, right, "{}", suggested.message);
        // What is remembered of published editions goes by the set's name of today.
        let mut renamed = sample().clause_sets;
        renamed.iter_mut().for_each(|set| set.name = format!("新{}", set.name));
        import(test, Bundle { clause_sets: renamed, ..Bundle::default() }).await.unwrap();
        let again = edit::open(&test.ward, &officer(), prime).await.unwrap().fit;
        assert!(again.suggestion.unwrap().message.contains("「新"), "{}", suggested.message);
        // The proposal below sees the proposal above.
        let below = edit::open(&test.ward, &officer(), sub).await.unwrap().fit;
        assert_eq!(below.findings[0].code, "parent-bars-reoutsourcing");
        choose(test, prime, suggested.sets).await;
        assert_eq!(edit::open(&test.ward, &officer(), prime).await.unwrap().fit, Fit::default());
        assert_eq!(edit::open(&test.ward, &officer(), sub).await.unwrap().fit, Fit::default());
    }
}
