//! One search over everything: what of each noun, and to whom.

use std::collections::{BTreeMap, BTreeSet};

use azukari_core::{
    Actor, on_both_engines,
    policy::Role,
    register::{SearchGroup, search},
    testing::TestWard,
};
use domain::bundle::Noun;
use uuid::Uuid;

use crate::{
    register::{fill, sample},
    support::person,
};

async fn groups(test: &TestWard, actor: &Actor, text: &str) -> Vec<SearchGroup> {
    search(&test.ward, actor, text).await.unwrap().groups
}

/// The ids of all hits of a noun; none has more than are shown.
async fn found(test: &TestWard, actor: &Actor, text: &str, noun: Noun) -> BTreeSet<Uuid> {
    let groups = groups(test, actor, text).await;
    let hits = groups.iter().filter(|group| group.noun == noun).flat_map(|group| &group.hits);
    hits.map(|hit| hit.id).collect()
}

on_both_engines! {
    nouns_come_in_their_order_with_their_counts(test) {
        fill(test).await;
        let groups = groups(test, &person(Role::Officer), "図書館").await;
        let counted: Vec<(Noun, u64, usize)> =
            groups.iter().map(|group| (group.noun, group.total, group.hits.len())).collect();
        let one = |noun| (noun, 1, 1);
        let expected = [
            (Noun::Item, 2, 2),
            one(Noun::Programme),
            one(Noun::Party),
            one(Noun::RegisteredBusiness),
            one(Noun::Annex),
            one(Noun::Submission),
            (Noun::Outcome, 2, 2),
            one(Noun::Section),
        ];
        assert_eq!(counted, expected);
    }

    an_outcome_is_shown_on_its_session_and_told_by_it(test) {
        fill(test).await;
        let sample = sample();
        let sessions: BTreeMap<Uuid, String> =
            sample.sessions.iter().map(|session| (session.id.uuid(), session.label())).collect();
        let groups = groups(test, &person(Role::Officer), "聞き取り及び結果分析").await;
        let group = groups.iter().find(|group| group.noun == Noun::Outcome).unwrap();
        assert_eq!(group.hits.len(), 2);
        for hit in &group.hits {
            let outcome = sample.outcomes.iter().find(|outcome| outcome.id.uuid() == hit.id).unwrap();
            let session = outcome.session.uuid();
            assert_eq!(hit.shown_on, ("council_session", session));
            assert_eq!(hit.detail, sessions[&session]);
        }
        assert_ne!(group.hits[0].detail, group.hits[1].detail);
    }

    a_section_finds_its_own_papers_and_outcomes_alone(test) {
        fill(test).await;
        let sample = sample();
        let paper = sample.submissions.iter().find(|paper| paper.title.starts_with("図書館")).unwrap();
        let item = sample.items.iter().find(|item| item.programme == paper.programme).unwrap();
        let mut library = person(Role::Section);
        library.sections = vec![item.current().unwrap().holding_section.uuid()];
        let mut other = person(Role::Section);
        let elsewhere = sample.items.iter().find(|item| item.programme != paper.programme).unwrap();
        other.sections = vec![elsewhere.current().unwrap().holding_section.uuid()];
        let about_library: BTreeSet<Uuid> = sample
            .outcomes
            .iter()
            .filter(|outcome| outcome.title.contains("図書館"))
            .map(|outcome| outcome.id.uuid())
            .collect();

        for (noun, all) in [
            (Noun::Submission, BTreeSet::from([paper.id.uuid()])),
            (Noun::Outcome, about_library),
        ] {
            assert_eq!(found(test, &person(Role::Officer), "図書館", noun).await, all, "{noun:?}");
            assert_eq!(found(test, &library, "図書館", noun).await, all, "{noun:?}");
            for reader in [&other, &person(Role::Section), &person(Role::Viewer)] {
                assert!(found(test, reader, "図書館", noun).await.is_empty(), "{noun:?}");
            }
            // What it may read is found beside what it may not.
            assert!(!found(test, &other, "委託", noun).await.is_empty(), "{noun:?}");
        }
    }
}
