//! The register as one file: taken in all at once or not at all, given out the
//! same.

use azukari_core::{
    Error, audit,
    bundle::{self, Mode},
    on_both_engines,
    policy::Role,
    testing::{Engine, TestWard},
};
use domain::{
    Id,
    bundle::Bundle,
    clauses::{Edition, EditionState},
    council::Part,
    date::FiscalYear,
    item::{Item, ItemKind, ItemVersion, VersionState},
};
use uuid::Uuid;

use crate::{
    register::{faults, file, fill, held, import, operator, sample, told},
    support::person,
};

async fn entries(test: &TestWard) -> usize {
    audit::page(test.ward.store(), None, 100).await.unwrap().len()
}

async fn changes(test: &TestWard, sequence: i64) -> Vec<(String, bool, bool)> {
    let (_, changes) = audit::entry(test.ward.store(), sequence, 1_000).await.unwrap();
    changes.into_iter().map(|change| (change.kind, change.before.is_some(), change.after.is_some())).collect()
}

fn linkage(bundle: &Bundle) -> usize {
    bundle.items.iter().position(|item| item.kind == ItemKind::Linkage).unwrap()
}

/// A version that a paper prints, and one that none prints.
fn printed(bundle: &Bundle, item: &Item, version: usize) -> bool {
    let id = item.versions[version].id;
    let parts = bundle.submissions.iter().flat_map(|submission| &submission.parts);
    parts.clone().any(|part| matches!(part, Part::Form { version, .. } if *version == id))
}

on_both_engines! {
    the_sample_comes_in_and_goes_out_the_same_elsewhere(test) {
        let report = import(test, sample()).await.unwrap();
        assert!(report.nouns.iter().all(|noun| noun.created > 0 && noun.changed + noun.unchanged == 0), "{report:?}");
        let out = file(test).await;
        let elsewhere = TestWard::open(Engine::Sqlite, "elsewhere").await.unwrap().unwrap();
        import(&elsewhere, bundle::parse(&out).unwrap()).await.unwrap();
        assert_eq!(file(&elsewhere).await, out);
        assert!(out.ends_with("}\n"));
    }

    what_is_there_already_is_written_nowhere(test) {
        fill(test).await;
        let (before, trail) = (file(test).await, entries(test).await);
        let report = import(test, sample()).await.unwrap();
        assert_eq!(report.written(), 0, "{report:?}");
        assert!(report.nouns.iter().all(|noun| noun.unchanged > 0), "{report:?}");
        assert_eq!((file(test).await, entries(test).await), (before, trail));
    }

    a_dry_run_tells_the_same_and_writes_nothing(test) {
        let tried = bundle::import(&test.ward, &operator(), sample(), Mode::DryRun).await.unwrap();
        assert_eq!(held(test).await, Bundle::default());
        assert_eq!(entries(test).await, 0);
        assert_eq!(import(test, sample()).await.unwrap(), tried);
        let mut wrong = sample();
        wrong.items[0].programme = Id::new(Uuid::nil());
        let tried = bundle::import(&test.ward, &operator(), wrong, Mode::DryRun).await;
        assert_eq!(told(tried), [("dangling-reference", "$.items[0].programme".to_owned())]);
    }

    one_entry_holds_every_change_and_only_what_changed(test) {
        fill(test).await;
        assert_eq!(entries(test).await, 1);
        let mut changed = sample();
        changed.parties[0].name.push('）');
        changed.items[0].versions[0].title.push('改');
        let report = import(test, changed).await.unwrap();
        assert_eq!(report.written(), 2);
        assert_eq!(changes(test, 2).await, [("party".into(), true, true), ("item".into(), true, true)]);
        assert!(audit::verify(test.ward.store()).await.unwrap().ok);
    }

    what_a_file_does_not_hold_is_untouched(test) {
        fill(test).await;
        let mut part = Bundle { items: vec![sample().items[0].clone()], ..Bundle::default() };
        part.items[0].versions[0].title = "新しい件名".into();
        let (before, report) = (held(test).await, import(test, part).await.unwrap());
        let after = held(test).await;
        assert_eq!(report.written(), 1);
        assert_eq!((&after.programmes, &after.submissions), (&before.programmes, &before.submissions));
        assert_eq!(after.items.len(), before.items.len());
    }

    a_faulty_file_changes_nothing_and_every_fault_is_told(test) {
        fill(test).await;
        let before = file(test).await;
        let mut wrong = sample();
        wrong.parties[0].name = "変えた名前".into();
        wrong.items[0].versions[0].party = Id::new(Uuid::nil());
        wrong.items[1].id = wrong.items[0].id;
        wrong.sessions[1].number = wrong.sessions[0].number;
        wrong.sessions[1].fiscal_year = wrong.sessions[0].fiscal_year;
        let codes: Vec<_> = faults(import(test, wrong).await).into_iter().map(|fault| fault.code).collect();
        for code in ["dangling-reference", "duplicate-id", "duplicate-number"] {
            assert!(codes.contains(&code), "{codes:?}");
        }
        assert_eq!(file(test).await, before);
    }

    an_id_that_something_else_has_is_refused(test) {
        fill(test).await;
        let mut wrong = sample();
        let taken = wrong.annexes[0].entries[0].id;
        let held = held(test).await.annexes[0].entries[0].id.unwrap();
        let other = wrong.annexes.iter().position(|annex| annex.entries.iter().all(|entry| entry.id != taken));
        let other = other.unwrap_or(1);
        wrong.annexes[other].entries[0].id = Some(held);
        let alone = Bundle { annexes: vec![wrong.annexes[other].clone()], ..Bundle::default() };
        assert_eq!(told(import(test, alone).await), [("id-taken", "全体".to_owned())]);
    }

    children_keep_their_ids_and_their_order(test) {
        fill(test).await;
        let mut moved = held(test).await;
        let index = linkage(&moved);
        let groups = &mut moved.items[index].versions[0].data_groups;
        groups[0].items.reverse();
        groups.rotate_left(1);
        let expected = moved.items[index].clone();
        import(test, moved).await.unwrap();
        let after = held(test).await;
        assert_eq!(after.items[index], expected);
    }

    a_child_may_move_to_another_object_of_the_same_file(test) {
        fill(test).await;
        let mut moved = held(test).await;
        let entry = moved.annexes[0].entries.remove(0);
        moved.annexes[1].entries.push(entry);
        let expected = moved.annexes.clone();
        import(test, moved).await.unwrap();
        assert_eq!(held(test).await.annexes, expected);
    }

    a_published_edition_may_end_but_not_change(test) {
        fill(test).await;
        let published = |edition: &Edition| edition.state == EditionState::Published;
        let at = sample().clause_sets[0].editions.iter().position(published).unwrap();
        let place = format!("$.clause_sets[0].editions[{at}]");
        let mut wrong = sample();
        wrong.clause_sets[0].editions[at].clauses[0].body.push_str("追記");
        assert_eq!(told(import(test, wrong).await), [("published-edition", place)]);
        let mut gone = sample();
        gone.clause_sets[0].editions.clear();
        gone.items.clear();
        gone.submissions.clear();
        gone.outcomes.clear();
        let place = "$.clause_sets[0].editions".to_owned();
        assert!(told(import(test, gone).await).contains(&("published-edition", place)));
        let mut ended = sample();
        let edition = &mut ended.clause_sets[0].editions[at];
        edition.state = EditionState::Superseded;
        edition.valid_to = FiscalYear::of(test.clock.today()).end().into();
        assert_eq!(import(test, ended).await.unwrap().written(), 1);
        assert_eq!(held(test).await.clause_sets[0].editions[at].state, EditionState::Superseded);
        let back = import(test, sample()).await;
        assert_eq!(told(back), [("published-edition", format!("$.clause_sets[0].editions[{at}]"))]);
    }

    a_basis_that_items_rest_on_stays_for_their_kind(test) {
        fill(test).await;
        let whole = held(test).await;
        let version = |item: &Item| item.kind == ItemKind::Linkage && item.versions.len() == 1;
        let item = whole.items.iter().find(|item| version(item)).unwrap();
        let at = whole.legal_bases.iter().position(|basis| basis.id == item.versions[0].legal_basis).unwrap();
        let mut turned = whole.legal_bases[at].clone();
        turned.item_kind = ItemKind::Outsourcing;
        turned.row_labels.clear();
        let alone = Bundle { legal_bases: vec![turned.clone()], ..Bundle::default() };
        assert_eq!(told(import(test, alone.clone()).await), [("basis-kind", "$.legal_bases[0].item_kind".to_owned())]);
        let tried = bundle::import(&test.ward, &operator(), alone, Mode::DryRun).await;
        assert_eq!(told(tried)[0].0, "basis-kind");
        assert_eq!(held(test).await, whole);
        // A file that moves the items to another basis may.
        let mut other = whole.legal_bases[at].clone();
        other.id = Id::new(Uuid::from_u128(77));
        let mut moved = whole.clone();
        for version in moved.items.iter_mut().flat_map(|item| &mut item.versions) {
            if version.legal_basis == turned.id {
                version.legal_basis = other.id;
            }
        }
        let moved = Bundle { legal_bases: vec![turned.clone(), other], items: moved.items, ..Bundle::default() };
        import(test, moved).await.unwrap();
        assert!(held(test).await.legal_bases.contains(&turned));
    }

    what_items_use_is_not_put_away_and_what_is_away_is_not_used(test) {
        fill(test).await;
        let whole = held(test).await;
        let live = |version: &&ItemVersion| version.state != VersionState::Past;
        let used = whole.items.iter().flat_map(|item| &item.versions).find(live).unwrap().party;
        let at = whole.parties.iter().position(|party| party.id == used).unwrap();
        let mut away = whole.parties[at].clone();
        away.archived_on = Some(test.clock.today());
        let alone = Bundle { parties: vec![away], ..Bundle::default() };
        assert_eq!(told(import(test, alone).await), [("still-used", "$.parties[0].archived_on".to_owned())]);
        let away = whole.parties.iter().find(|party| party.archived_on.is_some()).unwrap().id;
        let mut item = whole.items.iter().find(|item| item.proposal().is_some()).unwrap().clone();
        let version = item.versions.iter().position(|version| version.state == VersionState::Proposal).unwrap();
        item.versions[version].party = away;
        let alone = Bundle { items: vec![item], ..Bundle::default() };
        let place = format!("$.items[0].versions[{version}].party");
        assert_eq!(told(import(test, alone).await), [("shelved", place)]);
        assert_eq!(held(test).await, whole);
    }

    a_version_that_a_paper_prints_cannot_go(test) {
        fill(test).await;
        let whole = held(test).await;
        let (index, version) = whole
            .items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some((index, (0..item.versions.len()).find(|at| printed(&whole, item, *at))?)))
            .unwrap();
        let mut without = whole.items[index].clone();
        without.versions.remove(version);
        if without.versions.is_empty() {
            let mut other = whole.items[index].versions[version].clone();
            other.id = Id::new(Uuid::from_u128(99));
            other.state = VersionState::Proposal;
            for list in [&mut other.reason, &mut other.description, &mut other.periods] {
                list.clear();
            }
            (other.data_groups, other.media, other.protections) = (Vec::new(), Vec::new(), Vec::new());
            without.versions.push(other);
        }
        let alone = Bundle { items: vec![without], ..Bundle::default() };
        assert_eq!(told(import(test, alone).await), [("still-used", "$.items[0].versions".to_owned())]);
        assert_eq!(held(test).await, whole);
    }

    a_version_that_nothing_uses_goes_with_its_lists(test) {
        fill(test).await;
        let mut more = held(test).await;
        let mut added = more.items[0].versions[0].clone();
        added.id = Id::new(Uuid::from_u128(99));
        added.state = VersionState::Past;
        added.decided_by = None;
        for group in &mut added.data_groups {
            group.id = None;
            group.items.iter_mut().for_each(|item| item.id = None);
        }
        added.reason.iter_mut().chain(&mut added.description).chain(&mut added.periods).for_each(|line| line.id = None);
        added.media.iter_mut().for_each(|medium| medium.id = None);
        added.protections.iter_mut().for_each(|line| line.id = None);
        let before = file(test).await;
        more.items[0].versions.insert(0, added);
        assert_eq!(import(test, more).await.unwrap().written(), 1);
        assert_ne!(file(test).await, before);
        import(test, bundle::parse(&before).unwrap()).await.unwrap();
        assert_eq!(file(test).await, before);
    }

    parents_may_stand_after_their_children_in_the_file(test) {
        let mut backwards = sample();
        backwards.items.reverse();
        backwards.sections.reverse();
        import(test, backwards).await.unwrap();
        assert!(held(test).await.items.iter().any(|item| item.parent.is_some()));
    }

    importing_and_exporting_ask_the_policy(test) {
        for role in [Role::Section, Role::Viewer] {
            let refused = bundle::import(&test.ward, &person(role), sample(), Mode::Write).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
        let refused = bundle::export(&test.ward, &person(Role::Viewer)).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}
