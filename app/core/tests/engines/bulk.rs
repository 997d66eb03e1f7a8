//! One deed for several items: shown row by row, then done to all or to none.

use azukari_core::{
    Actor, Error,
    audit::{self, Action},
    on_both_engines,
    policy::Role,
    register::item::{
        bulk::{self, Deed, Row, Verdict},
        edit::{self, NewItem},
    },
    testing::TestWard,
};
use chrono::NaiveDate;
use domain::{
    Id,
    bundle::Bundle,
    council::{Outcome, OutcomeResult},
    item::{Basics, ClauseSetRole, Item, ItemKind, ItemPart, PartValue, VersionState},
};
use uuid::Uuid;

use crate::{
    register::{file, fill, held, import, sample, told},
    support::person,
};

fn officer() -> Actor {
    person(Role::Officer)
}

/// The ids of the sample's items that end so.
fn ids(ends: &[&str]) -> Vec<Uuid> {
    let find =
        |end: &&str| sample().items.into_iter().find(|item| item.id.to_string().ends_with(end)).unwrap();
    ends.iter().map(|end| find(end).id.uuid()).collect()
}

async fn item(test: &TestWard, id: Uuid) -> Item {
    edit::open(&test.ward, &officer(), id).await.unwrap().item
}

async fn rows(test: &TestWard, ids: &[Uuid], deed: Deed) -> Vec<Row> {
    bulk::rows(&test.ward, &officer(), ids, Some(deed)).await.unwrap()
}

/// What becomes of each: what it will be, `=`, or why not.
fn said(rows: &[Row]) -> Vec<String> {
    let say = |row: &Row| match &row.verdict {
        Verdict::Will(effect) => effect.after.clone(),
        Verdict::Same => "=".to_owned(),
        Verdict::Open => "?".to_owned(),
        Verdict::Refused(why) => why.clone(),
    };
    rows.iter().map(say).collect()
}

/// What a person confirms: the rows that were shown as possible.
fn shown(rows: &[Row]) -> Vec<(Uuid, String)> {
    let will = rows.iter().filter(|row| matches!(row.verdict, Verdict::Will(_)));
    will.map(|row| (row.id, row.seen.clone())).collect()
}

/// A new item beside one of the sample's.
async fn entered(test: &TestWard, kind: ItemKind, parent: Option<Uuid>, from: Option<&str>) -> Uuid {
    let like = if kind == ItemKind::Reoutsourcing { "0005" } else { "0009" };
    let like = sample().items.into_iter().find(|item| item.id.to_string().ends_with(like)).unwrap();
    let version = like.current().unwrap();
    let PartValue::Basics(basics) = PartValue::of(&like, version, ItemPart::Basics) else { panic!() };
    let basics = Basics { parent: parent.map(Id::new), ..basics };
    let in_force = from.map(|day| Some(day.parse().unwrap()));
    edit::create(&test.ward, &officer(), None, "", NewItem { kind, basics, in_force }).await.unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

on_both_engines! {
    what_was_shown_is_done_in_one_entry_and_once(test) {
        fill(test).await;
        let picked = [ids(&["0009", "0006", "000b"]), vec![Uuid::from_u128(1)]].concat();
        let rows = rows(test, &picked, Deed::Propose).await;
        let told = said(&rows);
        assert_eq!(&told[..2], ["いまの内容を写して作る"; 2]);
        assert!(told[2].contains("既にあります") && told[3].contains("見つかりません"), "{told:?}");
        let shown = shown(&rows);
        let (ward, officer) = (&test.ward, officer());
        let entry = bulk::perform(ward, &officer, Some("k"), " 次年度の準備 ", Deed::Propose, &shown).await.unwrap();
        for id in &picked[..2] {
            assert!(item(test, *id).await.proposal().is_some());
        }
        let trail = audit::page(ward.store(), None, 1).await.unwrap();
        assert_eq!(
            (trail[0].action.as_str(), trail[0].reason.as_str(), trail[0].changes),
            ("propose", "次年度の準備", 2)
        );
        let done = bulk::done(ward, &officer, entry).await.unwrap();
        assert_eq!((done.action, done.sequence), (Action::Propose, trail[0].sequence));
        let names: Vec<Uuid> = done.items.iter().map(|item| item.id).collect();
        assert!(names.len() == 2 && picked[..2].iter().all(|id| names.contains(id)), "{names:?}");
        let again = bulk::perform(ward, &officer, Some("k"), "", Deed::Propose, &shown).await.unwrap();
        assert_eq!(again, entry);
        let stale = bulk::perform(ward, &officer, Some("other"), "", Deed::Propose, &shown).await;
        assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
        let other = Actor { account: Some(Uuid::from_u128(8)), ..officer };
        assert!(matches!(bulk::done(ward, &other, entry).await, Err(Error::NotFound(_))));
    }

    a_row_that_changed_meanwhile_stops_all(test) {
        fill(test).await;
        let picked = ids(&["0008", "0009"]);
        let deed = Deed::Archive(Some(day("2026-04-30")));
        let shown = shown(&rows(test, &picked, deed).await);
        assert_eq!(shown.len(), 2);
        let seen = edit::seen(&item(test, picked[1]).await).unwrap();
        let change = azukari_core::register::edit::Change { action: Action::Propose, reason: "", seen: &seen };
        edit::propose(&test.ward, &officer(), picked[1], change).await.unwrap();
        let before = file(test).await;
        let late = bulk::perform(&test.ward, &officer(), None, "", deed, &shown).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        assert_eq!(file(test).await, before);
        let told = bulk::perform(&test.ward, &officer(), None, &"あ".repeat(501), deed, &shown).await;
        assert_eq!(self::told(told), [("text-too-long", "reason_for_change".to_owned())]);
    }

    what_hangs_together_is_put_away_together(test) {
        fill(test).await;
        // The parent is only proposed; what hangs under it is in force.
        let parent = entered(test, ItemKind::Outsourcing, None, None).await;
        let child = entered(test, ItemKind::Reoutsourcing, Some(parent), Some("2026-01-01")).await;
        let alone = said(&rows(test, &[parent], Deed::Archive(None)).await);
        assert!(alone[0].contains("再委託が1件"), "{alone:?}");
        // What refuses the one refuses the other.
        let both = said(&rows(test, &[parent, child], Deed::Archive(None)).await);
        assert!(both[0].contains("再委託が1件") && both[1].contains("最後の日"), "{both:?}");
        let deed = Deed::Archive(Some(day("2026-03-31")));
        let possible = rows(test, &[parent, child], deed).await;
        assert_eq!(said(&possible), ["保管中", "保管中（現行は令和8年3月31日まで）"]);
        bulk::perform(&test.ward, &officer(), None, "", deed, &shown(&possible)).await.unwrap();
        assert_eq!(item(test, child).await.in_force().unwrap().valid_to, Some(day("2026-03-31")));
        let back = said(&rows(test, &[child], Deed::BringBack).await);
        assert!(back[0].contains("もとの委託は保管されています"), "{back:?}");
        let possible = rows(test, &[child, parent], Deed::BringBack).await;
        bulk::perform(&test.ward, &officer(), None, "", Deed::BringBack, &shown(&possible)).await.unwrap();
        assert_eq!(item(test, child).await.archived_at, None);
    }

    what_was_decided_is_not_changed_and_what_is_alike_is_left(test) {
        fill(test).await;
        let register = held(test).await;
        let picked = ids(&["0009", "0007", "0004", "000b"]);
        let edition = register.clause_sets[1].editions[0].id;
        let deed = Deed::ClauseSet(edition, ClauseSetRole::Governing);
        let possible = rows(test, &picked, deed).await;
        let told = said(&possible);
        assert!(told[0].contains("先に改正案を") && told[1].contains("外部結合"), "{told:?}");
        assert_eq!(&told[2..], ["=", "再委託承諾型（第1版）"]);
        bulk::perform(&test.ward, &officer(), None, "", deed, &shown(&possible)).await.unwrap();
        let used = item(test, picked[3]).await.proposal().unwrap().clause_sets.clone();
        assert_eq!(used.iter().map(|used| used.edition).collect::<Vec<_>>(), [edition]);
        let old = register.clause_sets[0].editions[0].id;
        let gone = Deed::ClauseSet(old, ClauseSetRole::Governing);
        let refused = bulk::rows(&test.ward, &officer(), &picked, Some(gone)).await;
        assert_eq!(self::told(refused), [("no-choice", "edition".to_owned())]);
        // A basis is for items of its kind, and one that holds.
        let of = |end: &str| register.legal_bases.iter().find(|basis| basis.id.to_string().ends_with(end)).unwrap().id;
        let told = said(&rows(test, &ids(&["000a", "000b"]), Deed::Basis(of("0005"))).await);
        assert!(told[0].contains("業務委託のためのもの") && told[1].contains("第３条第２項第１号"), "{told:?}");
        let repealed = bulk::rows(&test.ward, &officer(), &picked, Some(Deed::Basis(of("0001")))).await;
        assert_eq!(self::told(repealed), [("no-choice", "basis".to_owned())]);
    }

    proposals_come_into_force_by_what_one_session_decided(test) {
        fill(test).await;
        let mut picked = Vec::new();
        for _ in 0..5 {
            picked.push(entered(test, ItemKind::Outsourcing, None, None).await);
        }
        let (sessions, today) = (held(test).await.sessions, test.clock.today());
        let outcome = |n: u128, item: usize, result| Outcome {
            id: Id::new(Uuid::from_u128(n)),
            session: sessions[0].id,
            submission: None,
            item: Some(Id::new(picked[item])),
            title: "案件".into(),
            result,
            decided_on: None,
            conditions: Vec::new(),
        };
        let outcomes = vec![
            outcome(901, 0, OutcomeResult::Approved),
            outcome(902, 1, OutcomeResult::Continued),
            outcome(903, 2, OutcomeResult::Acknowledged),
            outcome(904, 2, OutcomeResult::Approved),
            outcome(905, 4, OutcomeResult::Withdrawn),
            outcome(906, 4, OutcomeResult::ConditionallyApproved),
        ];
        import(test, Bundle { outcomes, ..Bundle::default() }).await.unwrap();
        let offered = bulk::sessions(&test.ward, &officer(), &picked).await.unwrap();
        assert_eq!(offered.iter().map(|session| session.id).collect::<Vec<_>>(), [sessions[0].id.uuid()]);
        assert!(bulk::sessions(&test.ward, &officer(), &picked[1..2]).await.unwrap().is_empty());

        let deed = Deed::Enforce(today, Some(sessions[0].id));
        let possible = rows(test, &picked, deed).await;
        let told = said(&possible);
        assert!(told[0].contains(&sessions[0].label()) && told[0].contains("承認"), "{told:?}");
        assert!(told[1].contains("継続審議") && told[2].contains("二つ以上"), "{told:?}");
        assert!(told[3].contains("記録がありません") && told[4].contains("条件付承認"), "{told:?}");
        let entry = bulk::perform(&test.ward, &officer(), None, "", deed, &shown(&possible)).await.unwrap();
        assert_eq!(bulk::done(&test.ward, &officer(), entry).await.unwrap().action, Action::Enforce);
        for (at, decided) in [(0, 901), (4, 906)] {
            let version = item(test, picked[at]).await.in_force().unwrap().clone();
            assert_eq!(version.valid_from, Some(today));
            assert_eq!(version.decided_by, Some(Id::new(Uuid::from_u128(decided))));
        }
        assert!(item(test, picked[1]).await.in_force().is_none());
        // Without a session nothing is recorded of one.
        let deed = Deed::Enforce(today, None);
        let possible = rows(test, &picked[3..4], deed).await;
        bulk::perform(&test.ward, &officer(), None, "", deed, &shown(&possible)).await.unwrap();
        assert_eq!(item(test, picked[3]).await.in_force().unwrap().decided_by, None);
        let early = bulk::rows(&test.ward, &officer(), &picked, Some(Deed::Enforce(today.succ_opt().unwrap(), None))).await;
        assert_eq!(self::told(early), [("no-choice", "valid_from".to_owned())]);
        // Alone, it is refused by the same rule.
        let seen = edit::seen(&item(test, picked[1]).await).unwrap();
        let change = azukari_core::register::edit::Change { action: Action::Enforce, reason: "", seen: &seen };
        let continued = Some(Id::new(Uuid::from_u128(902)));
        let refused = edit::bring_into_force(&test.ward, &officer(), picked[1], change, today, continued).await;
        assert_eq!(self::told(refused), [("not-decided", "decided_by".to_owned())]);
    }

    proposals_are_taken_back_together_but_not_those_that_stand_alone_or_in_a_paper(test) {
        fill(test).await;
        let alone = entered(test, ItemKind::Outsourcing, None, None).await;
        let mut picked = ids(&["0008", "0009"]);
        let drafts = rows(test, &picked, Deed::Propose).await;
        bulk::perform(&test.ward, &officer(), None, "", Deed::Propose, &shown(&drafts)).await.unwrap();
        let before = item(test, picked[0]).await;
        picked.extend(ids(&["000b", "0007"]));
        picked.push(alone);
        let possible = rows(test, &picked, Deed::Withdraw).await;
        let told = said(&possible);
        assert_eq!(&told[..2], ["取り除く"; 2], "{told:?}");
        assert!(told[2].contains("載っている") || told[2].contains("改正案しか"), "{told:?}");
        assert!(told[3].contains("取り下げる改正案がありません") && told[4].contains("改正案しか"), "{told:?}");
        bulk::perform(&test.ward, &officer(), None, "", Deed::Withdraw, &shown(&possible)).await.unwrap();
        let after = item(test, picked[0]).await;
        assert_eq!(after.versions.len() + 1, before.versions.len());
        assert!(after.proposal().is_none() && item(test, picked[1]).await.proposal().is_none());
    }

    a_section_moves_only_its_own_and_only_to_itself(test) {
        fill(test).await;
        let picked = ids(&["000b", "0009"]);
        let own = item(test, picked[0]).await.proposal().unwrap().holding_section;
        let elsewhere = item(test, picked[1]).await.in_force().unwrap().holding_section;
        let section = Actor { sections: vec![own.uuid()], ..person(Role::Section) };
        let told = bulk::rows(&test.ward, &section, &picked, Some(Deed::Section(elsewhere))).await.unwrap();
        assert_eq!(said(&told), ["自分の課でない課には移せません。", "見つかりません。"]);
        assert_eq!(told[1].item, None);
        let open = bulk::rows(&test.ward, &section, &picked, None).await.unwrap();
        assert_eq!(said(&open), ["?", "見つかりません。"]);
        let deed = Deed::Section(elsewhere);
        let possible = rows(test, &picked[..1], deed).await;
        let stolen = bulk::perform(&test.ward, &section, None, "", deed, &shown(&possible)).await;
        assert!(matches!(stolen, Err(Error::Conflict(_))), "{stolen:?}");
        bulk::perform(&test.ward, &officer(), None, "", deed, &shown(&possible)).await.unwrap();
        assert_eq!(item(test, picked[0]).await.proposal().unwrap().holding_section, elsewhere);
        let viewer = bulk::rows(&test.ward, &person(Role::Viewer), &picked, None).await;
        assert!(matches!(viewer, Err(Error::Forbidden)));
        let ended = sample().sections.into_iter().find(|section| section.valid_to.is_some()).unwrap().id;
        let refused = bulk::rows(&test.ward, &officer(), &picked, Some(Deed::Section(ended))).await;
        assert_eq!(self::told(refused), [("no-choice", "section".to_owned())]);
    }

    statements_do_not_grow_with_the_rows(test) {
        fill(test).await;
        let mut many = Vec::new();
        for _ in 0..12 {
            many.push(entered(test, ItemKind::Outsourcing, None, Some("2026-01-01")).await);
        }
        let store = test.ward.store();
        let mut counts = Vec::new();
        for picked in [&many[..2], &many[2..]] {
            let before = store.statements();
            let possible = rows(test, picked, Deed::Propose).await;
            let shown_in = store.statements() - before;
            let possible = shown(&possible);
            assert_eq!(possible.len(), picked.len());
            let before = store.statements();
            bulk::perform(&test.ward, &officer(), None, "", Deed::Propose, &possible).await.unwrap();
            counts.push((shown_in, store.statements() - before));
        }
        assert_eq!(counts[0], counts[1]);
        let states = item(test, many[11]).await.versions.iter().map(|version| version.state).collect::<Vec<_>>();
        assert_eq!(states, [VersionState::InForce, VersionState::Proposal]);
    }
}
