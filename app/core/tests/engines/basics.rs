//! Registered businesses, legal bases, the dictionary: their whole life.

use azukari_core::{
    Error, Result,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        business::{self, BusinessInput, BusinessOrder, BusinessQuery},
        dictionary::{self, DictionaryQuery, EntryInput, Flag, Verdict},
        edit::Change,
        legal::{self, LegalInput, LegalQuery},
        list::Shelf,
    },
    testing::TestWard,
};
use domain::item::{ItemKind, ItemVersion, VersionState};
use uuid::Uuid;

use crate::{
    register::{fill, held, sample, told},
    support::person,
};

/// A version of the sample that is in force.
pub(crate) fn in_force() -> ItemVersion {
    let versions = sample().items.into_iter().flat_map(|item| item.versions);
    versions.into_iter().find(|version| version.state == VersionState::InForce).unwrap()
}

fn change<'a>(action: Action, seen: &'a str) -> Change<'a> {
    Change { action, reason: "", seen }
}

fn business_input(name: &str, reading: &str) -> BusinessInput {
    BusinessInput { name: name.into(), reading: reading.into(), section: sample().sections[2].id.to_string() }
}

async fn businesses(test: &TestWard, query: BusinessQuery) -> Vec<String> {
    let query = BusinessQuery { limit: 50, ..query };
    let viewer = person(Role::Viewer);
    let rows = business::list(&test.ward, &viewer, &query).await.unwrap();
    assert_eq!(business::count(&test.ward, &viewer, &query).await.unwrap(), rows.len() as u64);
    rows.into_iter().map(|row| row.name).collect()
}

async fn words(test: &TestWard, query: DictionaryQuery) -> Vec<String> {
    let query = DictionaryQuery { limit: 50, ..query };
    let rows = dictionary::list(&test.ward, &person(Role::Section), &query).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn archive_business(test: &TestWard, id: Uuid) -> Result<()> {
    let officer = person(Role::Officer);
    let seen = business::view(&test.ward, &officer, id).await.unwrap().whole_seen;
    business::archive(&test.ward, &officer, id, change(Action::Archive, &seen)).await
}

on_both_engines! {
    a_business_is_entered_found_changed_and_put_away(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let id = business::create(&test.ward, &officer, Some("k"), &business_input("配食サービス", "はいしょくさーびす")).await.unwrap();
        let again = business::create(&test.ward, &officer, Some("k"), &business_input("配食サービス", "はいしょくさーびす")).await.unwrap();
        assert_eq!(id, again);
        assert_eq!(businesses(test, BusinessQuery { search: "ﾊｲｼｮｸ".into(), ..Default::default() }).await, ["配食サービス"]);
        assert_eq!(businesses(test, BusinessQuery { search: "100%".into(), ..Default::default() }).await.len(), 0);
        let by_section = BusinessQuery { order: BusinessOrder::Section, descending: true, ..Default::default() };
        assert_eq!(businesses(test, by_section).await.len(), 8);
        let twin = business::create(&test.ward, &officer, None, &business_input("配食 サービス", "")).await;
        assert_eq!(told(twin), [("duplicate-name", "name".to_owned())]);
        archive_business(test, id).await.unwrap();
        assert_eq!(businesses(test, BusinessQuery { shelf: Shelf::Archived, ..Default::default() }).await, ["配食サービス"]);
        // Its name is free now, and taken when it is to come back.
        business::create(&test.ward, &officer, None, &business_input("配食サービス", "")).await.unwrap();
        let seen = business::view(&test.ward, &officer, id).await.unwrap().whole_seen;
        let back = business::restore(&test.ward, &officer, id, change(Action::Restore, &seen)).await;
        assert_eq!(told(back), [("duplicate-name", "name".to_owned())]);
    }

    a_business_that_items_pick_is_not_put_away(test) {
        fill(test).await;
        let id = in_force().registered_business.uuid();
        let before = held(test).await;
        let Err(Error::Invalid(faults)) = archive_business(test, id).await else { panic!("it went") };
        assert_eq!(faults[0].code, "still-used");
        assert!(faults[0].message.contains("案件"), "{faults:?}");
        assert!(held(test).await == before);
        assert!(!business::view(&test.ward, &person(Role::Auditor), id).await.unwrap().items.is_empty());
    }

    an_article_is_followed_by_its_amendment(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let old = in_force().legal_basis.uuid();
        let view = legal::view(&test.ward, &officer, old).await.unwrap();
        let mut typed = LegalInput::of(&view.basis);
        typed.facts.article = "第４条第１項".into();
        typed.labels[0].1 = "業務の件名".into();
        let succeed = async |seen: &str, typed: &LegalInput, key: &str| {
            legal::succeed(&test.ward, &officer, old, Some(key), change(Action::Create, seen), typed).await
        };
        typed.facts.valid_from = String::new();
        assert_eq!(told(succeed(&view.whole_seen, &typed, "a").await), [("empty-day", "valid_from".to_owned())]);
        typed.facts.valid_from = "R9.4.1".into();
        typed.facts.valid_to = String::new();
        let new = succeed(&view.whole_seen, &typed, "a").await.unwrap();
        assert_eq!(succeed(&view.whole_seen, &typed, "a").await.unwrap(), new);
        assert!(matches!(succeed(&view.whole_seen, &typed, "b").await, Err(Error::Conflict(_))));
        let before = legal::view(&test.ward, &officer, old).await.unwrap();
        assert_eq!(before.basis.valid_to.unwrap().to_string(), "2027-03-31");
        assert_eq!(before.successor.unwrap().id, new);
        assert_eq!(told(succeed(&before.whole_seen, &typed, "c").await)[0].0, "already-followed");
        let after = legal::view(&test.ward, &officer, new).await.unwrap();
        assert_eq!(after.basis.row_label(domain::item::FormRow::Title), "業務の件名");
        assert!(after.basis.cover_line().starts_with("◇第４条第１項（"));
        let on = |day: &str| LegalQuery { on: Some(day.parse().unwrap()), ..Default::default() };
        let ids = async |query: LegalQuery| {
            let rows = legal::list(&test.ward, &person(Role::Viewer), &query).await.unwrap();
            rows.into_iter().map(|row| row.basis.id.uuid()).collect::<Vec<_>>()
        };
        assert!(ids(on("2027-03-31")).await.contains(&old) && !ids(on("2027-03-31")).await.contains(&new));
        assert!(ids(on("2027-04-01")).await.contains(&new) && !ids(on("2027-04-01")).await.contains(&old));
    }

    a_basis_in_use_keeps_its_kind_and_its_place(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let id = in_force().legal_basis.uuid();
        let view = legal::view(&test.ward, &officer, id).await.unwrap();
        let mut typed = LegalInput::of(&view.basis);
        let other = if view.basis.item_kind == ItemKind::Linkage { "outsourcing" } else { "linkage" };
        typed.facts.item_kind = other.into();
        let turned = legal::change(&test.ward, &officer, id, change(Action::Edit, &view.facts_seen), &typed).await;
        assert_eq!(told(turned), [("basis-kind", "item_kind".to_owned())]);
        let gone = legal::archive(&test.ward, &officer, id, change(Action::Archive, &view.whole_seen)).await;
        assert_eq!(told(gone)[0].0, "still-used");
        typed = LegalInput::of(&view.basis);
        typed.labels[2].1 = "業務\u{202e}名".into();
        let hidden = legal::change(&test.ward, &officer, id, change(Action::Edit, &view.facts_seen), &typed).await;
        assert_eq!(told(hidden), [("forbidden-character", "label_registered_business".to_owned())]);
    }

    a_word_is_entered_found_and_put_away(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let typed = |name: &str, my_number: &str| EntryInput {
            name: name.into(),
            reading: "ふようしゃ".into(),
            my_number: my_number.into(),
            ..EntryInput::default()
        };
        let id = dictionary::create(&test.ward, &officer, None, &typed("扶養者の氏名", "true")).await.unwrap();
        assert_eq!(words(test, DictionaryQuery { search: "フヨウ".into(), ..Default::default() }).await, ["扶養者の氏名"]);
        assert_eq!(
            words(test, DictionaryQuery { flag: Some(Flag::MyNumber), ..Default::default() }).await,
            ["個人番号", "扶養者の氏名"]
        );
        assert_eq!(
            told(dictionary::create(&test.ward, &officer, None, &typed("氏　名", "")).await),
            [("duplicate-name", "name".to_owned())]
        );
        let seen = dictionary::view(&test.ward, &officer, id).await.unwrap().whole_seen;
        dictionary::archive(&test.ward, &officer, id, change(Action::Archive, &seen)).await.unwrap();
        assert!(dictionary::search(&test.ward, &officer, "ふよう", 8).await.unwrap().is_empty());
        assert!(matches!(
            dictionary::create(&test.ward, &person(Role::Section), None, &typed("別の語", "")).await,
            Err(Error::Forbidden)
        ));
        let name = sample().dictionary_entries[0].id.uuid();
        let view = dictionary::view(&test.ward, &officer, name).await.unwrap();
        assert!(view.count > 0 && view.count >= view.items.len() as u64);
    }

    pasted_lines_are_taken_in_all_or_none(test) {
        fill(test).await;
        let before = held(test).await;
        let officer = person(Role::Officer);
        let text = "情報項目\tよみ\n氏名\tしめい\n搭乗者名\tとうじょうしゃめい\t\t\n病状\tびょうじょう\t○\n病状\t\n";
        let verdicts: Vec<Verdict> =
            dictionary::preview(&test.ward, &officer, text).await.unwrap().into_iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [Verdict::Held, Verdict::New, Verdict::New, Verdict::Held]);
        assert!(held(test).await == before);
        let wrong = format!("{text}\tよみだけ\n語\u{202e}\t\n");
        let refused = told(dictionary::take(&test.ward, &officer, None, "", &wrong).await);
        assert_eq!(refused, [("pasted-line", "lines".to_owned()), ("pasted-line", "lines".to_owned())]);
        assert!(held(test).await == before);
        assert_eq!(dictionary::take(&test.ward, &officer, Some("k"), "一覧から", text).await.unwrap(), 2);
        assert_eq!(dictionary::take(&test.ward, &officer, Some("k"), "一覧から", text).await.unwrap(), 2);
        assert_eq!(held(test).await.dictionary_entries.len(), sample().dictionary_entries.len() + 2);
        assert_eq!(told(dictionary::preview(&test.ward, &officer, " \n\t\n").await), [("pasted-lines", "lines".to_owned())]);
        let many = "語\n".repeat(1_001);
        assert_eq!(told(dictionary::preview(&test.ward, &officer, &many).await), [("pasted-lines", "lines".to_owned())]);
    }
}
