//! Parties: added, changed by part, put away; annexes that items share.

use azukari_core::{
    Error, audit,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        annex::{self, AnnexInput, AnnexQuery, EntryInput},
        edit::Change,
        list::Shelf,
        party::{self, CertificationInput, PartyInput, PartyOrder, PartyQuery},
    },
    testing::TestWard,
};
use uuid::Uuid;

use crate::{
    register::{faults, file, fill, told},
    support::person,
};

const CALLS: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0006_0000_0001);
const PUT_AWAY: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0006_0000_000b);
const ANNEX: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0007_0000_0001);

fn named(name: &str, number: &str) -> PartyInput {
    PartyInput {
        kind: "named".into(),
        name: name.into(),
        corporate_number: number.into(),
        ..PartyInput::default()
    }
}

fn certification(name: &str, number: &str, expires_on: &str) -> CertificationInput {
    CertificationInput { name: name.into(), number: number.into(), expires_on: expires_on.into() }
}

fn edit(seen: &str) -> Change<'_> {
    Change { action: Action::Edit, reason: "", seen }
}

async fn create(test: &TestWard, input: &PartyInput) -> azukari_core::Result<Uuid> {
    party::create(&test.ward, &person(Role::Officer), None, "", input).await
}

async fn held(test: &TestWard, id: Uuid) -> domain::party::Party {
    party::view(&test.ward, &person(Role::Officer), id).await.unwrap().party
}

async fn names(test: &TestWard, query: &PartyQuery) -> Vec<String> {
    let rows =
        party::list(&test.ward, &person(Role::Viewer), &PartyQuery { limit: 50, ..query.clone() }).await;
    let rows = rows.unwrap();
    let number = party::count(&test.ward, &person(Role::Viewer), query).await.unwrap();
    assert_eq!(u64::try_from(rows.len()).unwrap(), number);
    rows.into_iter().map(|row| row.name).collect()
}

on_both_engines! {
    a_party_is_entered_as_people_write(test) {
        let input = PartyInput {
            reading: "みほんけいび".into(),
            address: "見本市一丁目".into(),
            person: "総務課".into(),
            mail: "soumu@example.jp".into(),
            ..named("見本警備株式会社", "７-0000-1205-0002")
        };
        let id = create(test, &input).await.unwrap();
        let view = party::view(&test.ward, &person(Role::Section), id).await.unwrap();
        assert_eq!(view.party.corporate_number.as_deref(), Some("7000012050002"));
        assert_eq!(view.party.contact.unwrap().mail, "soumu@example.jp");
        let public = party::view(&test.ward, &person(Role::Viewer), id).await.unwrap();
        assert!(public.party.contact.is_none() && !public.contact_visible);
        let (entry, changes) = audit::entry(test.ward.store(), 1, 10).await.unwrap();
        assert_eq!((entry.action.as_str(), changes[0].kind.as_str()), ("create", "party"));
    }

    a_corporate_number_is_told_at_its_field_and_given_once(test) {
        fill(test).await;
        for (number, part) in [
            ("8000012050002", "7のはず"),
            ("000012050002", "「7000012050002」"),
            ("七千", "「七」"),
            ("70000120500020", "14桁"),
        ] {
            let wrong = faults(create(test, &named("新しい会社", number)).await);
            assert_eq!((wrong[0].code, wrong[0].place.to_string().as_str()), ("corporate-number", "corporate_number"));
            assert!(wrong[0].message.contains(part), "{}", wrong[0].message);
        }
        let taken = faults(create(test, &named("新しい会社", "8999900000001")).await);
        assert_eq!(taken[0].code, "duplicate-corporate-number");
        assert!(taken[0].message.contains("見本コールサービス株式会社"));
        let class = PartyInput { kind: "class".into(), ..named("選定する事業者", "7000012050002") };
        assert_eq!(told(create(test, &class).await), [("class-number", "corporate_number".to_owned())]);
    }

    a_name_that_is_there_is_told_and_may_be_kept(test) {
        fill(test).await;
        let same = named("見本 ｺｰﾙｻｰﾋﾞｽ株式会社", "");
        let warned = faults(create(test, &same).await);
        assert_eq!((warned[0].code, warned[0].place.to_string().as_str()), ("same-name", "name"));
        assert!(warned[0].message.contains("見本コールサービス株式会社"));
        // Whatever else is wrong is told with it, by both forms.
        let both = [("same-name", "name".to_owned()), ("corporate-number", "corporate_number".to_owned())];
        let wrong = named("見本 ｺｰﾙｻｰﾋﾞｽ株式会社", "8000012050002");
        assert_eq!(told(create(test, &wrong).await), both);
        create(test, &PartyInput { same_name: true, ..same }).await.unwrap();
        let id = create(test, &named("名称を変える会社", "")).await.unwrap();
        let seen = party::facts_seen(&held(test, id).await).unwrap();
        let changed = party::change_facts(&test.ward, &person(Role::Officer), id, edit(&seen), &wrong).await;
        assert_eq!(told(changed), both);
    }

    only_a_change_to_the_same_part_is_a_conflict(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let before = held(test, CALLS).await;
        let (facts, certifications) =
            (party::facts_seen(&before).unwrap(), party::certifications_seen(&before).unwrap());
        let mut input = PartyInput::of(&before);
        assert_eq!(input.person, "営業第二部　見本花子");
        input.address = "移転先".into();
        party::change_facts(&test.ward, &officer, CALLS, edit(&facts), &input).await.unwrap();
        let rows = [certification("ISO27001", "12-3", "令和9年9月30日"), certification("Ｐマーク", "", "Ｒ１０．３．３１")];
        party::change_certifications(&test.ward, &officer, CALLS, edit(&certifications), &rows).await.unwrap();
        let after = held(test, CALLS).await;
        assert_eq!((after.address.as_str(), after.certifications.len()), ("移転先", 2));
        assert_eq!(after.certifications[1].expires_on.unwrap().to_string(), "2028-03-31");
        input.address = "別の移転先".into();
        let late = party::change_facts(&test.ward, &officer, CALLS, edit(&facts), &input).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        assert_eq!(held(test, CALLS).await.address, "移転先");
    }

    every_row_of_certifications_tells_its_fault(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let seen = party::certifications_seen(&held(test, CALLS).await).unwrap();
        let rows = [certification("ISO27001", "", "きのう"), certification("P", "", "令和9年2月30日")];
        let wrong = party::change_certifications(&test.ward, &officer, CALLS, edit(&seen), &rows).await;
        let places: Vec<String> = told(wrong).into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["certifications[0].expires_on", "certifications[1].expires_on"]);
        let rows = [certification(" ", "1", ""), certification("P\u{202e}", "", "")];
        let wrong = party::change_certifications(&test.ward, &officer, CALLS, edit(&seen), &rows).await;
        assert_eq!(
            told(wrong),
            [("empty-text", "certifications[0].name".to_owned()), ("forbidden-character", "certifications[1].name".to_owned())]
        );
    }

    a_party_that_items_name_is_not_put_away(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let seen = party::whole_seen(&held(test, CALLS).await).unwrap();
        let used = faults(party::archive(&test.ward, &officer, CALLS, edit(&seen)).await);
        assert_eq!(used[0].code, "still-used");
        assert!(used[0].message.contains("高齢者の健康状態確認"), "{}", used[0].message);
        let seen = party::whole_seen(&held(test, PUT_AWAY).await).unwrap();
        party::restore(&test.ward, &officer, PUT_AWAY, edit(&seen)).await.unwrap();
        let seen = party::whole_seen(&held(test, PUT_AWAY).await).unwrap();
        party::archive(&test.ward, &officer, PUT_AWAY, edit(&seen)).await.unwrap();
        assert_eq!(held(test, PUT_AWAY).await.archived_on, Some(test.clock.today()));
        for role in [Role::Section, Role::Auditor, Role::Viewer, Role::Secretariat] {
            let refused = party::archive(&test.ward, &person(role), PUT_AWAY, edit(&seen)).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
    }

    the_list_of_parties_finds_filters_and_sorts(test) {
        fill(test).await;
        let search = |text: &str| PartyQuery { search: text.into(), ..PartyQuery::default() };
        assert_eq!(names(test, &search("ﾐﾎﾝｺｰﾙ")).await, ["見本コールサービス株式会社"]);
        assert_eq!(names(test, &search("８９９９９")).await, ["見本コールサービス株式会社"]);
        assert!(names(test, &search("100%")).await.is_empty());
        let archived = PartyQuery { shelf: Shelf::Archived, ..PartyQuery::default() };
        assert_eq!(names(test, &archived).await, ["見本データ入力株式会社"]);
        let class = PartyQuery { kind: Some(domain::party::PartyKind::Class), ..PartyQuery::default() };
        assert_eq!(names(test, &class).await.len(), 1);
        let by_expiry = PartyQuery { order: PartyOrder::Expiry, ..PartyQuery::default() };
        assert_eq!(names(test, &by_expiry).await[0], "見本環境サービス株式会社");
        let mut turned = names(test, &PartyQuery { descending: true, ..PartyQuery::default() }).await;
        turned.reverse();
        assert_eq!(turned, names(test, &PartyQuery::default()).await);
        let day = chrono::NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
        test.clock.advance(day - test.clock.today());
        let expiring = PartyQuery { expiring: true, ..PartyQuery::default() };
        assert_eq!(names(test, &expiring).await, ["見本環境サービス株式会社"]);
        let rows = party::list(&test.ward, &person(Role::Officer), &PartyQuery { limit: 50, ..search("みほんこーる") }).await;
        assert!(rows.unwrap()[0].items > 0);
    }

    an_annex_says_which_items_share_it_and_keeps_the_ids_of_its_entries(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let view = annex::view(&test.ward, &officer, ANNEX).await.unwrap();
        assert!(!view.items.is_empty());
        let mut rows: Vec<EntryInput> = view.annex.entries.iter().map(EntryInput::of).collect();
        rows.swap(0, 1);
        rows.insert(1, EntryInput { id: String::new(), name: "新しい項目".into() });
        let copied = rows[0].id.clone();
        rows.push(EntryInput { id: copied, name: "写した項目".into() });
        rows.push(EntryInput { id: CALLS.to_string(), name: "よその id".into() });
        let seen = annex::entries_seen(&view.annex).unwrap();
        annex::change_entries(&test.ward, &officer, ANNEX, edit(&seen), &rows).await.unwrap();
        let after = annex::view(&test.ward, &officer, ANNEX).await.unwrap().annex;
        assert_eq!(after.entries.len(), view.annex.entries.len() + 3);
        assert_eq!((after.entries[0].id, after.entries[2].id), (view.annex.entries[1].id, view.annex.entries[0].id));
        let ids: std::collections::BTreeSet<_> = after.entries.iter().map(|entry| entry.id.unwrap()).collect();
        assert_eq!(ids.len(), after.entries.len());
        let late = annex::change_entries(&test.ward, &officer, ANNEX, edit(&seen), &rows[1..]).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let facts = annex::facts_seen(&view.annex).unwrap();
        let input = AnnexInput { title: "記録項目".into(), note: "注意".into() };
        annex::change_facts(&test.ward, &officer, ANNEX, edit(&facts), &input).await.unwrap();
        let whole = annex::whole_seen(&annex::view(&test.ward, &officer, ANNEX).await.unwrap().annex).unwrap();
        let used = faults(annex::archive(&test.ward, &officer, ANNEX, edit(&whole)).await);
        assert!(used[0].message.contains("案件"), "{}", used[0].message);
        let query = AnnexQuery { search: "あたらしい こうもく".into(), limit: 9, ..AnnexQuery::default() };
        assert!(annex::list(&test.ward, &officer, &query).await.unwrap().is_empty());
        let query = AnnexQuery { search: "新しい".into(), limit: 9, ..AnnexQuery::default() };
        let rows = annex::list(&test.ward, &officer, &query).await.unwrap();
        assert_eq!((rows.len(), rows[0].entries, rows[0].first.len()), (1, 37, 6));
        assert!(annex::list(&test.ward, &person(Role::Viewer), &query).await.unwrap()[0].note.is_empty());
    }

    an_annex_that_no_item_points_to_comes_and_goes(test) {
        let officer = person(Role::Officer);
        let empty = annex::create(&test.ward, &officer, None, "", &AnnexInput::default()).await;
        assert_eq!(told(empty), [("empty-text", "title".to_owned())]);
        let input = AnnexInput { title: "記録項目".into(), note: String::new() };
        let id = annex::create(&test.ward, &officer, Some("k"), "", &input).await.unwrap();
        assert_eq!(annex::create(&test.ward, &officer, Some("k"), "", &input).await.unwrap(), id);
        let whole = annex::whole_seen(&annex::view(&test.ward, &officer, id).await.unwrap().annex).unwrap();
        annex::archive(&test.ward, &officer, id, edit(&whole)).await.unwrap();
        assert_eq!(annex::count(&test.ward, &officer, &AnnexQuery::default()).await.unwrap(), 0);
        let before = file(test).await;
        assert!(before.contains("archived_on"));
    }
}
