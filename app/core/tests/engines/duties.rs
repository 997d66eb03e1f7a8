//! Duties of a draft's clauses and of an item's protections, changed through
//! the service that forms use.

use azukari_core::{
    Actor, Error, Result,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        duty::{self, DutySheet, Held},
        edit::Change,
    },
    testing::TestWard,
};
use domain::{
    bundle::Bundle,
    clauses::EditionState,
    duty::{DutyHost, DutyParty},
    item::VersionState,
};
use uuid::Uuid;

use crate::{
    register::{file, fill, held, import, told},
    support::person,
};

fn officer() -> Actor {
    person(Role::Officer)
}

fn change(seen: &str) -> Change<'_> {
    Change { action: Action::Edit, reason: "確かめた", seen }
}

/// A draft of a clause set without duties.
async fn draft(test: &TestWard) -> Held {
    fill(test).await;
    let mut set = held(test).await.clause_sets.remove(0);
    let mut draft = set.editions[0].clone();
    draft.id = test.clock.new_id().into();
    (draft.number, draft.state, draft.valid_from) = (9, EditionState::Draft, None);
    for clause in &mut draft.clauses {
        (clause.id, clause.duties) = (None, Vec::new());
        clause.items.iter_mut().for_each(|item| {
            item.id = None;
            item.items.iter_mut().for_each(|item| item.id = None);
        });
    }
    let held = Held { host: DutyHost::Clause, object: set.id.uuid(), version: draft.id.uuid() };
    set.editions.push(draft);
    import(test, Bundle { clause_sets: vec![set], ..Bundle::default() }).await.unwrap();
    held
}

/// The version in force by a decision of an item without a proposal.
async fn decided(test: &TestWard) -> Held {
    fill(test).await;
    let items = held(test).await.items;
    let item = items.iter().find(|item| {
        item.proposal().is_none() && item.in_force().is_some_and(|version| version.decided_by.is_some())
    });
    let item = item.unwrap();
    Held { host: DutyHost::Protection, object: item.id.uuid(), version: item.in_force().unwrap().id.uuid() }
}

async fn open(test: &TestWard, held: Held) -> DutySheet {
    duty::open(&test.ward, &officer(), held).await.unwrap()
}

async fn confirm(test: &TestWard, sheet: &DutySheet, seen: &str) -> Result<()> {
    let chosen: Vec<_> = sheet
        .lines
        .iter()
        .flat_map(|line| line.proposed.iter().map(|found| (line.id, found.duty.clone())))
        .collect();
    assert!(!chosen.is_empty());
    duty::confirm(&test.ward, &officer(), sheet.held, change(seen), &chosen).await
}

/// Confirms everything, twice by a double click, and once too late.
async fn confirm_all(test: &TestWard, held: Held) {
    let sheet = open(test, held).await;
    confirm(test, &sheet, &sheet.seen).await.unwrap();
    confirm(test, &sheet, &sheet.seen).await.unwrap();
    let now = open(test, held).await;
    let (before, after): (usize, usize) = (
        sheet.lines.iter().map(|line| line.proposed.len()).sum(),
        now.lines.iter().map(|line| line.duties.len()).sum(),
    );
    assert_eq!(after, before);
    assert!(now.lines.iter().all(|line| line.proposed.is_empty() && line.is_settled()));
    let (line, mut other) =
        sheet.lines.iter().find_map(|line| Some((line.id, line.proposed.first()?.duty.clone()))).unwrap();
    other.text.push('他');
    let late = duty::confirm(&test.ward, &officer(), held, change(&sheet.seen), &[(line, other)]).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
    carried(test).await;
}

async fn stored_edition(test: &TestWard, of: Held) -> domain::clauses::Edition {
    let editions = held(test).await.clause_sets.into_iter().flat_map(|set| set.editions);
    editions.into_iter().find(|edition| edition.id.uuid() == of.version).unwrap()
}

/// Says that the first proposal is no duty, takes it back, and says it again,
/// each twice by a double click; then the same of what is seen no more.
async fn dismiss(test: &TestWard, held: Held) {
    let sheet = open(test, held).await;
    let (line, found) = sheet.lines.iter().find_map(|line| Some((line.id, line.proposed.first()?))).unwrap();
    let (officer, proposal) = (officer(), found.dismissed());
    let after = async || open(test, held).await.line(line).unwrap().clone();
    for _ in 0..2 {
        duty::dismiss(&test.ward, &officer, held, line, proposal.clone(), change(&sheet.seen)).await.unwrap();
    }
    let now = open(test, held).await;
    assert_eq!(now.line(line).unwrap().dismissed, std::slice::from_ref(found));
    assert!(!now.line(line).unwrap().proposed.contains(found));
    assert_eq!(now.line(line).unwrap().is_settled(), sheet.line(line).unwrap().proposed.len() == 1);
    for _ in 0..2 {
        duty::propose_again(&test.ward, &officer, held, line, &proposal, change(&now.seen)).await.unwrap();
    }
    assert_eq!(after().await, *sheet.line(line).unwrap());
    let other = domain::duty::Dismissed { text: "他の提案".into(), ..proposal.clone() };
    let late = duty::dismiss(&test.ward, &officer, held, line, other, change(&now.seen)).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
    duty::dismiss(&test.ward, &officer, held, line, proposal, change(&sheet.seen)).await.unwrap();
    assert_eq!(after().await.dismissed, std::slice::from_ref(found), "undone and done once more");
    carried(test).await;
}

/// Carries the register to another ward, byte for byte.
async fn carried(test: &TestWard) {
    let text = file(test).await;
    let fresh = TestWard::open(test.engine, "duties elsewhere").await.unwrap().unwrap();
    import(&fresh, azukari_core::bundle::parse(&text).unwrap()).await.unwrap();
    assert_eq!(file(&fresh).await, text);
    fresh.remove().await.unwrap();
}

on_both_engines! {
    proposals_that_are_no_duty_are_kept_with_their_clause(test) {
        let held = draft(test).await;
        dismiss(test, held).await;
        let edition = stored_edition(test, held).await;
        assert_eq!(edition.clauses.iter().map(|clause| clause.dismissed.len()).sum::<usize>(), 1);
        // They go along into a copy, and stay while other words are edited.
        let sheet = open(test, held).await;
        let at = sheet.lines.iter().position(|line| !line.dismissed.is_empty()).unwrap();
        let edited = azukari_core::clauses::edition_edit(&test.ward, &officer(), held.object, held.version).await.unwrap();
        let mut typed = domain::clauses::revise::Typed::of(&edited.edition);
        typed.clauses[at].text.push_str("なお、この条は読み替えない。");
        let review = typed.review(&edited.edition, edited.wording());
        let seen = edited.seen().unwrap();
        azukari_core::clauses::save_text(&test.ward, &officer(), &edited, change(&seen), &review).await.unwrap();
        assert_eq!(open(test, held).await.lines[at].dismissed, sheet.lines[at].dismissed);
    }

    proposals_that_are_no_duty_are_kept_with_what_was_promised(test) {
        let held = decided(test).await;
        dismiss(test, held).await;
    }

    proposals_are_confirmed_on_a_draft(test) {
        let held = draft(test).await;
        confirm_all(test, held).await;
    }

    proposals_are_confirmed_on_what_was_decided(test) {
        let held = decided(test).await;
        confirm_all(test, held).await;
    }

    one_duty_is_added_changed_moved_and_removed(test) {
        let held = draft(test).await;
        let sheet = open(test, held).await;
        let line = &sheet.lines[1];
        let new = line.proposed[0].duty.clone();
        let seen = duty::line_seen(line).unwrap();
        for text in ["はじめ", "あと"] {
            let line = open(test, held).await.line(line.id).unwrap().clone();
            let seen = duty::line_seen(&line).unwrap();
            let typed = domain::duty::Duty { text: text.into(), ..new.clone() };
            for _ in 0..2 {
                let key = Some(text);
                duty::add(&test.ward, &officer(), held, line.id, key, change(&seen), typed.clone()).await.unwrap();
            }
        }
        let late = duty::add(&test.ward, &officer(), held, line.id, None, change(&seen), new.clone()).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let now = open(test, held).await;
        let [first, second] = &now.lines[1].duties[..] else { panic!("{:?}", now.lines[1]) };
        for _ in 0..2 {
            let id = second.id.unwrap();
            duty::shift(&test.ward, &officer(), held, line.id, id, 0, change(&now.seen)).await.unwrap();
        }
        let ids: Vec<_> = open(test, held).await.lines[1].duties.iter().map(|duty| duty.id).collect();
        assert_eq!(ids, [second.id, first.id]);
        let mut wrong = first.clone();
        wrong.creditors = vec![wrong.debtor.unwrap()];
        wrong.due.standard_days = Some(3);
        let seen = duty::duty_seen(first).unwrap();
        let refused = duty::save(&test.ward, &officer(), held, line.id, first.id.unwrap(), change(&seen), wrong).await;
        assert_eq!(told(refused), [
            ("own-creditor", "creditors".to_owned()),
            ("days-without-base", "due.standard_days".to_owned()),
        ]);
        duty::remove(&test.ward, &officer(), held, line.id, first.id.unwrap(), change(&seen)).await.unwrap();
        let left = open(test, held).await;
        assert_eq!(&left.lines[1].duties[..], std::slice::from_ref(second));
        let gone = duty::add(&test.ward, &officer(), held, Uuid::from_u128(1), None, change(&seen), new).await;
        assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    }

    what_is_closed_and_who_may_not_change_nothing(test) {
        fill(test).await;
        let set = held(test).await.clause_sets.remove(0);
        let edition = &set.editions[0];
        let published = Held { host: DutyHost::Clause, object: set.id.uuid(), version: edition.id.uuid() };
        let sheet = open(test, published).await;
        assert!(sheet.closed.is_some());
        let clause = edition.clauses[0].id.unwrap().uuid();
        let duty = edition.clauses[0].duties[0].clone();
        let seen = duty::line_seen(&sheet.lines[0]).unwrap();
        let refused = duty::add(&test.ward, &officer(), published, clause, None, change(&seen), duty.clone()).await;
        assert_eq!(told(refused)[0].0, "duties-closed");
        let section = person(Role::Section);
        let forbidden = duty::add(&test.ward, &section, published, clause, None, change(&seen), duty).await;
        assert!(matches!(forbidden, Err(Error::Forbidden)), "{forbidden:?}");

        let item = held(test).await.items.into_iter().find(|item| item.versions[0].state == VersionState::Past).unwrap();
        let past = Held { host: DutyHost::Protection, object: item.id.uuid(), version: item.versions[0].id.uuid() };
        let sheet = open(test, past).await;
        assert!(sheet.closed.is_some());
        let (line, found) = sheet.lines.iter().find_map(|line| Some((line, line.proposed.first()?))).unwrap();
        let refused = duty::confirm(&test.ward, &officer(), past, change(&sheet.seen), &[(line.id, found.duty.clone())]).await;
        assert_eq!(told(refused)[0].0, "duties-closed");
        let hidden = duty::open(&test.ward, &section, past).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))), "{hidden:?}");
        assert!(matches!(duty::open(&test.ward, &person(Role::Auditor), past).await, Err(Error::Forbidden)));
    }

    a_subcontractor_s_duties_name_it(test) {
        fill(test).await;
        let items = held(test).await.items;
        let item = items.iter().find(|item| item.kind == domain::item::ItemKind::Reoutsourcing).unwrap();
        let version = item.current().unwrap().id.uuid();
        let sheet = open(test, Held { host: DutyHost::Protection, object: item.id.uuid(), version }).await;
        let certificate = sheet.lines.iter().flat_map(|line| &line.proposed).map(|found| &found.duty).find(|duty| {
            duty.evidence.iter().any(|evidence| evidence.name == "消去証明書")
        });
        let certificate = certificate.unwrap();
        assert_eq!(certificate.debtor, Some(DutyParty::Subcontractor));
        assert_eq!(certificate.creditors, [DutyParty::Ward, DutyParty::Contractor]);
        assert!(sheet.lines.iter().all(|line| line.text[0] != "再委託契約の締結にあたり"));
    }
}
