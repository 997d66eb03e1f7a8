//! Clause sets out of texts: entered, revised, published, discarded.

use azukari_core::{
    Error, Result, audit,
    audit::Action,
    clauses::{self, FactsInput, PublishInput},
    on_both_engines,
    policy::Role,
    register::{edit::Change, item::edit},
    testing::TestWard,
};
use domain::clauses::{CaptionPlace, ClauseSet, Edition, EditionState, Numbering};
use uuid::Uuid;

use crate::{
    register::{faults, fill, told},
    support::person,
};

const TEXT: &str = "特 記 事 項\n第１章　総則\n（秘密）\n第１条　乙は、秘密を守る。\n（返還）\n第２条　乙は、前条に従い、返還する。";

fn facts() -> FactsInput {
    FactsInput {
        name: "見本型".into(),
        variant: "own".into(),
        variant_own: "見本".into(),
        title: "特記事項".into(),
        ward_label: "甲".into(),
        contractor_label: "乙".into(),
        ..FactsInput::default()
    }
}

fn change<'a>(action: Action, reason: &'a str, seen: &'a str) -> Change<'a> {
    Change { action, reason, seen }
}

async fn create(test: &TestWard, text: &str) -> Result<Uuid> {
    clauses::create(&test.ward, &person(Role::Officer), None, text, &facts()).await
}

async fn held(test: &TestWard, id: Uuid) -> ClauseSet {
    clauses::view(&test.ward, &person(Role::Officer), id).await.unwrap().set
}

fn last(set: &ClauseSet) -> &Edition {
    set.editions.last().unwrap()
}

async fn publish(test: &TestWard, id: Uuid, from: &str, acknowledged: &str, reason: &str) -> Result<()> {
    let set = held(test, id).await;
    let seen = clauses::editions_seen(&set).unwrap();
    let input = PublishInput { valid_from: from.into(), acknowledged: acknowledged.into() };
    let change = change(Action::Publish, reason, &seen);
    let edition = last(&set).id.uuid();
    clauses::publish(&test.ward, &person(Role::Officer), id, edition, change, &input).await
}

async fn revise(test: &TestWard, id: Uuid, key: Option<&str>) -> Result<Uuid> {
    let set = held(test, id).await;
    let seen = clauses::editions_seen(&set).unwrap();
    let change = change(Action::Revise, "", &seen);
    clauses::revise(&test.ward, &person(Role::Officer), id, set.editions[0].id.uuid(), key, change).await
}

async fn discard(test: &TestWard, id: Uuid, edition: Uuid) -> Result<Option<Uuid>> {
    let seen = clauses::editions_seen(&held(test, id).await).unwrap();
    let change = change(Action::Delete, "", &seen);
    clauses::discard(&test.ward, &person(Role::Officer), id, edition, None, change).await
}

fn codes<T: std::fmt::Debug>(done: Result<T>) -> Vec<(&'static str, String)> {
    faults(done).into_iter().map(|fault| (fault.code, fault.place.to_string())).collect()
}

on_both_engines! {
    a_text_becomes_a_set_with_a_draft(test) {
        let officer = person(Role::Officer);
        let id = clauses::create(&test.ward, &officer, Some("k"), TEXT, &facts()).await.unwrap();
        assert_eq!(clauses::create(&test.ward, &officer, Some("k"), TEXT, &facts()).await.unwrap(), id);
        let set = held(test, id).await;
        let draft = last(&set);
        assert_eq!((set.editions.len(), draft.number, draft.state), (1, 1, EditionState::Draft));
        assert_eq!((set.variant.as_str(), draft.numbering), ("見本", Numbering::Article));
        assert_eq!(draft.clauses[0].divisions, ["第１章　総則"]);
        assert_eq!(draft.clauses[1].body, "乙は、前条に従い、返還する。");
        let (entry, _) = audit::entry(test.ward.store(), 1, 10).await.unwrap();
        assert_eq!(entry.action, "create");
        assert!(matches!(clauses::view(&test.ward, &person(Role::Viewer), id).await, Err(Error::NotFound(_))));
    }

    a_text_without_a_clause_and_empty_facts_are_told_together(test) {
        let officer = person(Role::Officer);
        let told = codes(clauses::create(&test.ward, &officer, None, "ただの文。", &FactsInput::default()).await);
        assert_eq!(told[0], ("no-clauses", "text".into()));
        for field in ["name", "variant", "title", "ward_label", "contractor_label"] {
            assert!(told.iter().any(|(_, place)| place == field), "{field}: {told:?}");
        }
        let told = codes(create(test, "特記事項\n１　\n２　乙は、守る。").await);
        assert_eq!(told, [("empty-text", "text".into())]);
    }

    only_an_officer_changes_clause_sets(test) {
        let id = create(test, TEXT).await.unwrap();
        let set = held(test, id).await;
        let edition = last(&set).id.uuid();
        let publishing = PublishInput::default();
        for role in [Role::Secretariat, Role::Auditor, Role::Section, Role::Admin, Role::Viewer] {
            let (ward, actor) = (&test.ward, person(role));
            let way = || change(Action::Edit, "", "");
            assert!(matches!(clauses::create(ward, &actor, None, TEXT, &facts()).await, Err(Error::Forbidden)));
            assert!(matches!(clauses::change_facts(ward, &actor, id, way(), &facts()).await, Err(Error::Forbidden)));
            let replaced = clauses::replace_text(ward, &actor, id, edition, way(), TEXT).await;
            assert!(matches!(replaced, Err(Error::Forbidden)));
            assert!(matches!(clauses::revise(ward, &actor, id, edition, None, way()).await, Err(Error::Forbidden)));
            let published = clauses::publish(ward, &actor, id, edition, way(), &publishing).await;
            assert!(matches!(published, Err(Error::Forbidden)));
            assert!(matches!(clauses::discard(ward, &actor, id, edition, None, way()).await, Err(Error::Forbidden)));
        }
        assert_eq!(held(test, id).await, set);
    }

    facts_change_and_editions_stay(test) {
        let id = create(test, TEXT).await.unwrap();
        let before = held(test, id).await;
        let seen = clauses::facts_seen(&before).unwrap();
        let input = FactsInput { name: "基本型".into(), variant: "contractor".into(), ..FactsInput::of(&before) };
        let officer = person(Role::Officer);
        let way = change(Action::Edit, "改名", &seen);
        // The ward's own word for the variant is not dropped unasked.
        let refused = clauses::change_facts(&test.ward, &officer, id, way, &input).await;
        assert_eq!(told(refused), [("unused-text", "variant_own".to_owned())]);
        let input = FactsInput { variant_own: String::new(), ..input };
        clauses::change_facts(&test.ward, &officer, id, way, &input).await.unwrap();
        clauses::change_facts(&test.ward, &officer, id, way, &input).await.unwrap();
        let after = held(test, id).await;
        assert_eq!((after.name.as_str(), after.variant.as_str()), ("基本型", "contractor"));
        assert_eq!(after.editions, before.editions);
        let late = FactsInput { name: "別名".into(), ..input };
        let refused = clauses::change_facts(&test.ward, &officer, id, way, &late).await;
        assert!(matches!(refused, Err(Error::Conflict(_))));
    }

    a_draft_s_text_is_read_anew_and_what_stays_keeps_its_id(test) {
        let id = create(test, TEXT).await.unwrap();
        let before = held(test, id).await;
        let (draft, seen) = (last(&before).clone(), clauses::text_seen(last(&before)).unwrap());
        let text = TEXT.replace("返還する。", "直ちに返還する。");
        let officer = person(Role::Officer);
        for _ in 0..2 {
            let way = change(Action::Edit, "誤記", &seen);
            clauses::replace_text(&test.ward, &officer, id, draft.id.uuid(), way, &text).await.unwrap();
        }
        let after = held(test, id).await;
        let now = last(&after);
        assert_eq!((now.id, now.clauses[0].id), (draft.id, draft.clauses[0].id));
        assert_ne!(now.clauses[1].id, draft.clauses[1].id);
        assert_eq!(now.clauses[1].body, "乙は、前条に従い、直ちに返還する。");
        let way = change(Action::Edit, "", &seen);
        let late = clauses::replace_text(&test.ward, &officer, id, draft.id.uuid(), way, TEXT).await;
        assert!(matches!(late, Err(Error::Conflict(_))));
    }

    an_edition_is_published_revised_and_superseded(test) {
        let id = create(test, TEXT).await.unwrap();
        assert_eq!(codes(publish(test, id, "", "", "").await), [("empty-day", "valid_from".into())]);
        publish(test, id, "令和8年4月1日", "", "").await.unwrap();
        let first = held(test, id).await.editions[0].clone();
        assert_eq!(first.state, EditionState::Published);
        let draft = revise(test, id, Some("r")).await.unwrap();
        let set = held(test, id).await;
        let copy = last(&set);
        assert_eq!((copy.id.uuid(), copy.number, copy.state, copy.valid_from), (draft, 2, EditionState::Draft, None));
        assert_ne!(copy.clauses[0].id, first.clauses[0].id);
        let of_first: Vec<_> = first.clauses.iter().map(|clause| clause.id).collect();
        let origins = |edition: &Edition| edition.clauses.iter().map(|clause| clause.origin).collect::<Vec<_>>();
        assert_eq!((origins(&first), origins(copy)), (vec![None, None], of_first.clone()));
        assert_eq!(copy.clauses[0].body, first.clauses[0].body);
        assert_eq!(codes(revise(test, id, None).await), [("draft-exists", "全体".into())]);
        assert_eq!(codes(publish(test, id, "令和8年4月1日", "", "").await), [("validity-overlap", "valid_from".into())]);
        publish(test, id, "令和9年4月1日", "", "").await.unwrap();
        let set = held(test, id).await;
        assert_eq!(set.editions[0].state, EditionState::Superseded);
        assert_eq!(set.editions[0].valid_to.unwrap().to_string(), "2027-03-31");
        assert_eq!(set.editions[0].clauses, first.clauses);
        assert_eq!(last(&set).state, EditionState::Published);
        // Both may be attached, and each tells for which days.
        let offered = edit::editions(&test.ward, &person(Role::Officer), &[]).await.unwrap();
        let of_set = offered.iter().filter(|choice| set.editions.iter().any(|it| it.id.uuid() == choice.id));
        let names: Vec<_> = of_set.map(|choice| choice.name.strip_prefix(&set.name).unwrap()).collect();
        assert_eq!(names, ["（第2版、令和9年4月1日から）", "（第1版、令和9年3月31日まで）"]);
        // A copy of a copy goes back as far.
        revise(test, id, None).await.unwrap();
        assert_eq!(origins(last(&held(test, id).await)), of_first);
    }

    a_text_read_anew_still_knows_what_it_goes_back_to(test) {
        let id = create(test, TEXT).await.unwrap();
        publish(test, id, "令和8年4月1日", "", "").await.unwrap();
        revise(test, id, None).await.unwrap();
        let before = held(test, id).await;
        let draft = last(&before);
        let text = "特記事項\n第１　返還\n　乙は、直ちに返還する。\n第２　教育\n　乙は、研修を行う。\n第３　秘密\n　乙は、秘密を守る。";
        let seen = clauses::text_seen(draft).unwrap();
        let way = change(Action::Edit, "", &seen);
        let officer = person(Role::Officer);
        clauses::replace_text(&test.ward, &officer, id, draft.id.uuid(), way, text).await.unwrap();
        let after = held(test, id).await;
        let now = last(&after);
        assert_eq!((now.numbering, now.captions), (Numbering::Section, CaptionPlace::Bare));
        let of = |at: usize| draft.clauses[at].origin;
        let origins: Vec<_> = now.clauses.iter().map(|clause| clause.origin).collect();
        assert_eq!(origins, [of(1), None, of(0)]);
        assert!(of(0).is_some() && of(1).is_some());
    }

    publishing_twice_is_once_and_a_published_text_stays(test) {
        let id = create(test, TEXT).await.unwrap();
        let set = held(test, id).await;
        let edition = last(&set).id.uuid();
        let seen = clauses::editions_seen(&set).unwrap();
        let officer = person(Role::Officer);
        let input = PublishInput { valid_from: "2026-04-01".into(), ..PublishInput::default() };
        for _ in 0..2 {
            let way = change(Action::Publish, "", &seen);
            clauses::publish(&test.ward, &officer, id, edition, way, &input).await.unwrap();
        }
        let published = held(test, id).await;
        let seen = clauses::text_seen(last(&published)).unwrap();
        let way = change(Action::Edit, "", &seen);
        let refused = clauses::replace_text(&test.ward, &officer, id, edition, way, TEXT).await;
        assert_eq!(codes(refused), [("published-edition", "全体".into())]);
        assert_eq!(codes(discard(test, id, edition).await), [("published-edition", "全体".into())]);
        assert_eq!(held(test, id).await, published);
    }

    what_leads_nowhere_is_published_only_knowingly(test) {
        let id = create(test, "特記事項\n第１条　乙は、第９条を守る。\n第２条　乙は、記録する。").await.unwrap();
        let set = held(test, id).await;
        let standing = clauses::standing(&test.ward, &person(Role::Officer), last(&set)).await.unwrap();
        assert_eq!((standing.versions, standing.papers, standing.dangling[0].text.as_str()), (0, 0, "第９条"));
        let day = "令和8年4月1日";
        assert_eq!(codes(publish(test, id, day, "", "").await), [("dangling-reference", "acknowledged".into())]);
        assert_eq!(codes(publish(test, id, day, "true", " ").await), [("empty-text", "reason_for_change".into())]);
        publish(test, id, day, "true", "元の文のまま").await.unwrap();
    }

    a_draft_is_discarded_and_the_last_one_takes_its_set_along(test) {
        let id = create(test, TEXT).await.unwrap();
        publish(test, id, "令和8年4月1日", "", "").await.unwrap();
        let draft = revise(test, id, None).await.unwrap();
        assert_eq!(discard(test, id, draft).await.unwrap(), Some(id));
        assert_eq!(held(test, id).await.editions.len(), 1);
        let other = create(test, TEXT).await.unwrap();
        let only = last(&held(test, other).await).id.uuid();
        assert_eq!(discard(test, other, only).await.unwrap(), None);
        let gone = clauses::view(&test.ward, &person(Role::Officer), other).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
        assert!(audit::verify(test.ward.store()).await.unwrap().ok);
    }

    what_an_item_pins_is_not_discarded(test) {
        fill(test).await;
        let pinned = clauses::list(&test.ward, &person(Role::Officer)).await.unwrap();
        let mut refused = 0;
        for set in pinned {
            let view = clauses::view(&test.ward, &person(Role::Officer), set.id).await.unwrap();
            for used in &view.uses {
                assert!(!codes(discard(test, set.id, used.edition).await).is_empty());
                refused += 1;
            }
        }
        assert!(refused > 0);
    }
}
