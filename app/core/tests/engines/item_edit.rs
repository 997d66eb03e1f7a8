//! Entering items, changing them part by part, and the lives of their versions.

use azukari_core::{
    Actor, Error, Result,
    audit::Action,
    bundle, on_both_engines,
    policy::Role,
    register::{
        edit::Change,
        item::edit::{self, NewItem},
    },
    testing::TestWard,
};
use chrono::NaiveDate;
use domain::{
    Id,
    item::{
        Basics, Item, ItemKind, ItemPart, Line, PartState, PartValue, Surroundings, VersionState,
        completeness,
    },
};
use uuid::Uuid;

use crate::{
    register::{file, fill, held, import, sample, told},
    support::person,
};

fn officer() -> Actor {
    person(Role::Officer)
}

/// The item whose id ends so.
fn of_sample(end: &str) -> Item {
    sample().items.into_iter().find(|item| item.id.to_string().ends_with(end)).unwrap()
}

/// The basics of a new item, borrowed from one of the sample.
fn basics(from: &Item, title: &str) -> Basics {
    let version = from.current().unwrap();
    let PartValue::Basics(basics) = PartValue::of(from, version, ItemPart::Basics) else { panic!() };
    Basics { title: title.into(), parent: None, ..basics }
}

fn new(kind: ItemKind, basics: Basics) -> NewItem {
    NewItem { kind, basics, in_force: None }
}

async fn stored(test: &TestWard, id: Uuid) -> Item {
    edit::open(&test.ward, &officer(), id).await.unwrap().item
}

fn change<'a>(seen: &'a str, reason: &'a str) -> Change<'a> {
    Change { action: Action::Edit, reason, seen }
}

async fn save(test: &TestWard, actor: &Actor, id: Uuid, value: PartValue) -> Result<Item> {
    let item = stored(test, id).await;
    let version = item.open_version().unwrap();
    let seen = edit::part_seen(&item, version, value.part())?;
    edit::save_part(&test.ward, actor, id, version.id, change(&seen, ""), value).await
}

fn line(text: &str) -> Line {
    Line { id: None, label: None, text: text.into() }
}

/// Leads an item's life as it is now.
macro_rules! lead {
    ($test:ident, $does:ident, $id:expr $(, $more:expr)*) => {{
        let seen = edit::seen(&stored($test, $id).await).unwrap();
        edit::$does(&$test.ward, &officer(), $id, change(&seen, "") $(, $more)*).await
    }};
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

on_both_engines! {
    a_new_item_is_a_proposal_or_in_force_and_its_parts_are_filled_one_by_one(test) {
        fill(test).await;
        let from = of_sample("0009");
        let typed = new(ItemKind::Outsourcing, basics(&from, "見守り電話業務の委託について"));
        let id = edit::create(&test.ward, &officer(), Some("k"), "", typed.clone()).await.unwrap();
        assert_eq!(edit::create(&test.ward, &officer(), Some("k"), "", typed.clone()).await.unwrap(), id);
        let item = stored(test, id).await;
        assert_eq!((item.versions.len(), item.versions[0].state), (1, VersionState::Proposal));
        for value in [
            PartValue::Reason(vec![line("人手が足りない。")]),
            PartValue::Description(vec![line("電話をかける。")]),
            PartValue::Periods(vec![line("令和８年６月１日から令和９年３月３１日まで")]),
            PartValue::Media(from.current().unwrap().copied(Id::new(test.clock.new_id())).media),
            PartValue::DataItems(from.current().unwrap().copied(Id::new(test.clock.new_id())).data_groups),
            PartValue::Protections(from.current().unwrap().copied(Id::new(test.clock.new_id())).protections),
            PartValue::ClauseSets(from.current().unwrap().clause_sets.clone()),
        ] {
            save(test, &officer(), id, value).await.unwrap();
        }
        let opened = edit::open(&test.ward, &officer(), id).await.unwrap();
        let version = opened.version().unwrap();
        let around = Surroundings { basis: opened.basis.as_ref(), today: day("2026-11-22"), fit: &opened.fit };
        let states = completeness(ItemKind::Outsourcing, version, around);
        assert!(states.iter().all(|(_, state)| *state == PartState::Complete), "{states:?}");
        let from_day = NewItem { in_force: Some(Some(day("2020-04-01"))), ..typed.clone() };
        let held = edit::create(&test.ward, &officer(), None, "", from_day).await.unwrap();
        assert_eq!(stored(test, held).await.in_force_on(day("2020-04-01")).unwrap().title, typed.basics.title);
        let to_come = NewItem { in_force: Some(Some(day("2099-04-01"))), ..typed };
        let refused = edit::create(&test.ward, &officer(), None, "", to_come).await;
        assert_eq!(told(refused), [("day-to-come", "valid_from".to_owned())]);
    }

    faults_are_told_at_the_fields_of_the_part(test) {
        fill(test).await;
        let id = of_sample("000b").id.uuid();
        let wrong = save(test, &officer(), id, PartValue::Reason(vec![line("よい"), line(""), line("\u{202E}")])).await;
        assert_eq!(
            told(wrong),
            [("empty-text", "reason[1].text".to_owned()), ("forbidden-character", "reason[2].text".to_owned())]
        );
        let item = stored(test, id).await;
        let mut typed = basics(&item, &"あ".repeat(501));
        typed.party = Id::new(test.clock.new_id());
        let wrong = save(test, &officer(), id, PartValue::Basics(typed)).await;
        assert_eq!(
            told(wrong),
            [("text-too-long", "title".to_owned()), ("dangling-reference", "party".to_owned())]
        );
        // The form offers bases of the item's kind only; what is posted may name another.
        let of_linkages = sample().legal_bases.into_iter().find(|basis| basis.item_kind == ItemKind::Linkage);
        let forged = Basics { legal_basis: of_linkages.unwrap().id, ..basics(&item, "見本") };
        let wrong = save(test, &officer(), id, PartValue::Basics(forged)).await;
        assert_eq!(told(wrong), [("basis-kind", "legal_basis".to_owned())]);
        // Put away while the form was open.
        let away = sample().parties.into_iter().find(|party| party.archived_on.is_some()).unwrap().id;
        let late = Basics { party: away, ..basics(&item, "見本") };
        let wrong = save(test, &officer(), id, PartValue::Basics(late.clone())).await;
        assert_eq!(told(wrong), [("shelved", "party".to_owned())]);
        let wrong = edit::create(&test.ward, &officer(), None, "", new(ItemKind::Outsourcing, late)).await;
        assert_eq!(told(wrong), [("shelved", "party".to_owned())]);
    }

    only_a_change_to_the_same_part_is_a_conflict(test) {
        fill(test).await;
        let id = of_sample("000b").id.uuid();
        let item = stored(test, id).await;
        let version = item.open_version().unwrap();
        let seen = edit::part_seen(&item, version, ItemPart::Reason).unwrap();
        save(test, &officer(), id, PartValue::Description(vec![line("別の人が書いた。")])).await.unwrap();
        let mine = PartValue::Reason(vec![line("わたしが書いた。")]);
        edit::save_part(&test.ward, &officer(), id, version.id, change(&seen, ""), mine).await.unwrap();
        let late = PartValue::Reason(vec![line("遅れて書いた。")]);
        let conflict = edit::save_part(&test.ward, &officer(), id, version.id, change(&seen, ""), late).await;
        assert!(matches!(conflict, Err(Error::Conflict(_))), "{conflict:?}");
    }

    a_re_outsourcing_hangs_under_any_tier_but_never_under_itself(test) {
        fill(test).await;
        let first = of_sample("0005");
        let basis = basics(&first, "再々委託について");
        let second = Basics { parent: Some(first.id), ..basis.clone() };
        let id = edit::create(&test.ward, &officer(), None, "", new(ItemKind::Reoutsourcing, second.clone())).await.unwrap();
        let third = Basics { parent: Some(id.into()), ..basis.clone() };
        let third = edit::create(&test.ward, &officer(), None, "", new(ItemKind::Reoutsourcing, third)).await.unwrap();
        let circle = Basics { parent: Some(third.into()), ..second };
        let refused = save(test, &officer(), id, PartValue::Basics(circle)).await;
        assert_eq!(told(refused), [("parent-cycle", "parent".to_owned())]);
        let none = edit::create(&test.ward, &officer(), None, "", new(ItemKind::Reoutsourcing, basis)).await;
        assert_eq!(told(none), [("missing-parent", "parent".to_owned())]);
    }

    what_was_decided_is_changed_by_a_proposal_alone(test) {
        fill(test).await;
        let id = of_sample("0009").id.uuid();
        let item = stored(test, id).await;
        assert_eq!(item.open_version(), None);
        let held = item.in_force().unwrap().clone();
        let seen = edit::part_seen(&item, &held, ItemPart::Reason).unwrap();
        let direct = PartValue::Reason(vec![line("書き換えた。")]);
        let refused = edit::save_part(&test.ward, &officer(), id, held.id, change(&seen, ""), direct.clone()).await;
        assert_eq!(told(refused)[0].0, "version-kept");
        lead!(test, propose, id).unwrap();
        save(test, &officer(), id, direct).await.unwrap();
        let both = stored(test, id).await;
        assert_eq!((both.in_force(), both.proposal().unwrap().reason[0].text.as_str()), (Some(&held), "書き換えた。"));
        let seen = edit::seen(&item).unwrap();
        let late = edit::withdraw(&test.ward, &officer(), id, change(&seen, "")).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        lead!(test, withdraw, id).unwrap();
        assert_eq!(stored(test, id).await, item);
        let again = file(test).await;
        let fresh = TestWard::open(test.engine, "round trip").await.unwrap().unwrap();
        import(&fresh, bundle::parse(&again).unwrap()).await.unwrap();
        assert_eq!(file(&fresh).await, again);
        fresh.remove().await.unwrap();
    }

    a_printed_proposal_stays_and_may_come_into_force(test) {
        fill(test).await;
        let id = of_sample("0001").id.uuid();
        let refused = lead!(test, withdraw, id);
        assert_eq!(told(refused)[0].0, "printed");
        let other = held(test).await.outcomes.into_iter().find(|outcome| outcome.item != Some(id.into())).unwrap();
        let refused = lead!(test, bring_into_force, id, day("2026-03-31"), Some(other.id));
        assert_eq!(told(refused), [("other-decision", "decided_by".to_owned())]);
        let refused = lead!(test, bring_into_force, id, day("2027-04-01"), None);
        assert_eq!(told(refused), [("day-to-come", "valid_from".to_owned())]);
    }

    a_proposal_comes_into_force_on_its_day(test) {
        fill(test).await;
        let typed = new(ItemKind::Outsourcing, basics(&of_sample("0009"), "はじめの委託"));
        let typed = NewItem { in_force: Some(Some(day("2025-04-01"))), ..typed };
        let id = edit::create(&test.ward, &officer(), None, "", typed).await.unwrap();
        lead!(test, propose, id).unwrap();
        let changed = Basics { title: "改めた委託".into(), ..basics(&stored(test, id).await, "") };
        save(test, &officer(), id, PartValue::Basics(changed)).await.unwrap();
        lead!(test, bring_into_force, id, day("2026-01-01"), None).unwrap();
        let item = stored(test, id).await;
        let on = |text: &str| item.in_force_on(day(text)).map(|version| version.title.clone());
        assert_eq!(on("2025-03-31"), None);
        assert_eq!(on("2025-12-31").as_deref(), Some("はじめの委託"));
        assert_eq!(on("2026-01-01").as_deref(), Some("改めた委託"));
    }

    an_item_is_put_away_once_nothing_hangs_on_it_and_brought_back(test) {
        fill(test).await;
        let typed = new(ItemKind::Outsourcing, basics(&of_sample("0009"), "もとの委託"));
        let parent = edit::create(&test.ward, &officer(), None, "", typed).await.unwrap();
        let below = Basics { parent: Some(parent.into()), ..basics(&of_sample("0005"), "その再委託") };
        let child = edit::create(&test.ward, &officer(), None, "", new(ItemKind::Reoutsourcing, below)).await.unwrap();
        let refused = lead!(test, archive, parent, None);
        assert_eq!(told(refused), [("live-children", "全体".to_owned())]);
        lead!(test, archive, child, None).unwrap();
        lead!(test, archive, parent, None).unwrap();
        let away = stored(test, parent).await;
        let seen = edit::part_seen(&away, &away.versions[0], ItemPart::Reason).unwrap();
        let typed = PartValue::Reason(vec![line("書けない。")]);
        let refused = edit::save_part(&test.ward, &officer(), parent, away.versions[0].id, change(&seen, ""), typed).await;
        assert_eq!(told(refused)[0].0, "archived");
        let refused = lead!(test, bring_back, child);
        assert_eq!(told(refused), [("archived-parent", "全体".to_owned())]);
        lead!(test, bring_back, parent).unwrap();
        lead!(test, bring_back, child).unwrap();
        let printed = lead!(test, archive, of_sample("000b").id.uuid(), None);
        assert_eq!(told(printed)[0].0, "printed");
        let running = lead!(test, archive, of_sample("0009").id.uuid(), None);
        assert_eq!(told(running), [("missing-last-day", "valid_to".to_owned())]);
    }

    a_copy_is_a_new_item_that_names_its_origin(test) {
        fill(test).await;
        let from = stored(test, of_sample("0001").id.uuid()).await;
        let id = edit::copy(&test.ward, &officer(), Some("k"), "次の年度のため", from.id.uuid()).await.unwrap();
        assert_eq!(edit::copy(&test.ward, &officer(), Some("k"), "", from.id.uuid()).await.unwrap(), id);
        let copy = stored(test, id).await;
        assert_eq!((copy.origin, copy.versions.len(), copy.versions[0].state), (Some(from.id), 1, VersionState::Proposal));
        assert_eq!(copy.versions[0].title, from.current().unwrap().title);
        assert!(stored(test, from.id.uuid()).await == from);
    }

    a_section_edits_its_own_items_alone(test) {
        fill(test).await;
        let (own, other) = (of_sample("0009"), of_sample("000c"));
        let section = own.current().unwrap().holding_section.uuid();
        let actor = Actor { sections: vec![section], ..person(Role::Section) };
        assert!(edit::open(&test.ward, &actor, own.id.uuid()).await.is_ok());
        let hidden = edit::open(&test.ward, &actor, other.id.uuid()).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))), "{hidden:?}");
        let foreign = edit::create(&test.ward, &actor, None, "", new(ItemKind::Outsourcing, basics(&other, "他課の案件"))).await;
        assert!(matches!(foreign, Err(Error::Forbidden)), "{foreign:?}");
        let under = Basics { parent: Some(other.id), ..basics(&of_sample("0005"), "他課の案件の再委託") };
        let under = Basics { holding_section: section.into(), ..under };
        let foreign = edit::create(&test.ward, &actor, None, "", new(ItemKind::Reoutsourcing, under)).await;
        assert!(matches!(foreign, Err(Error::Forbidden)), "{foreign:?}");
        let copied = edit::copy(&test.ward, &actor, None, "", other.id.uuid()).await;
        assert!(matches!(copied, Err(Error::Forbidden)), "{copied:?}");
        let mine = edit::create(&test.ward, &actor, None, "", new(ItemKind::Outsourcing, basics(&own, "自課の案件"))).await.unwrap();
        let away = Basics { holding_section: other.current().unwrap().holding_section, ..basics(&own, "渡す") };
        let given = save(test, &actor, mine, PartValue::Basics(away)).await;
        assert!(matches!(given, Err(Error::Forbidden)), "{given:?}");
        let parents = edit::parents(&test.ward, &actor, "", None, None).await.unwrap();
        assert!(parents.list.iter().all(|choice| choice.id == own.id.uuid() || choice.id == mine), "{parents:?}");
        for role in [Role::Auditor, Role::Viewer, Role::Secretariat, Role::Admin] {
            let refused = edit::open(&test.ward, &person(role), own.id.uuid()).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
    }

    choices_are_narrowed_by_words_and_keep_what_is_chosen(test) {
        fill(test).await;
        let all = edit::parties(&test.ward, &officer(), "", None).await.unwrap();
        let kept = sample().parties.iter().filter(|party| party.archived_on.is_none()).count();
        assert_eq!((all.list.len(), all.more), (kept, false));
        let chosen = all.list[0].clone();
        let narrowed = edit::parties(&test.ward, &officer(), "100%_", Some(chosen.id)).await.unwrap();
        assert_eq!(narrowed.list, [chosen]);
        let parents = edit::parents(&test.ward, &officer(), "図書館", None, None).await.unwrap();
        assert_eq!(parents.list.iter().map(|choice| choice.id).collect::<Vec<_>>(), [of_sample("0008").id.uuid()]);
        let bases = edit::bases(&test.ward, &officer(), ItemKind::Linkage, day("2026-11-22"), None).await.unwrap();
        assert!(!bases.is_empty() && bases.iter().all(|basis| basis.item_kind == ItemKind::Linkage));
        assert!(edit::editions(&test.ward, &officer(), &[]).await.unwrap().len() >= 3);
        assert!(!edit::programmes(&test.ward, &officer(), "", None).await.unwrap().list.is_empty());
        assert!(!edit::businesses(&test.ward, &officer(), "", None).await.unwrap().list.is_empty());
    }
}
