//! The organisation: entered, changed, ended with a successor, brought back.

use azukari_core::{
    Error, Result, audit,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        dependents::What,
        edit::Change,
        organisation::{
            self, EndInput, OrganisationQuery, UnitInput,
            UnitKind::{self, Body, Department, Section},
            UnitView, WardInput,
        },
    },
    testing::TestWard,
};
use uuid::Uuid;

use crate::{
    register::{fill, held, sample, told},
    support::person,
};

fn input(parent: &str, name: &str, from: &str) -> UnitInput {
    UnitInput { parent: parent.into(), name: name.into(), valid_from: from.into(), ..UnitInput::default() }
}

async fn view(test: &TestWard, kind: UnitKind, id: Uuid) -> UnitView {
    organisation::view(&test.ward, &person(Role::Auditor), kind, id).await.unwrap()
}

async fn create(test: &TestWard, kind: UnitKind, input: &UnitInput) -> Result<Uuid> {
    organisation::create(&test.ward, &person(Role::Officer), kind, None, input).await
}

async fn end(test: &TestWard, kind: UnitKind, id: Uuid, day: &str, successor: Option<Uuid>) -> Result<()> {
    let seen = view(test, kind, id).await.ending_seen;
    let change = Change { action: Action::End, reason: "組織改正", seen: &seen };
    let successor = successor.map(|id| id.to_string()).unwrap_or_default();
    let input = EndInput { valid_to: day.into(), successor };
    organisation::end(&test.ward, &person(Role::Officer), kind, id, change, &input).await
}

/// A section of the sample that holds items.
fn busy() -> Uuid {
    crate::basics::in_force().holding_section.uuid()
}

on_both_engines! {
    a_unit_is_entered_changed_and_found(test) {
        fill(test).await;
        let body = sample().implementing_bodies[0].id.to_string();
        let department = create(test, Department, &input(&body, " 地域部 ", "R8.4.1")).await.unwrap();
        let mut new = input(&department.to_string(), "地域支援課", "令和８年４月１日");
        new.reading = "ちいきしえんか".into();
        let section = create(test, Section, &new).await.unwrap();
        let seen = view(test, Section, section).await;
        assert_eq!(seen.valid_from.unwrap().to_string(), "2026-04-01");
        let above: Vec<&str> = seen.above.iter().map(|(_, link)| link.name.as_str()).collect();
        assert_eq!(above, ["見本区長", "地域部"]);
        let search = OrganisationQuery { search: "ﾁｲｷｼｴﾝ".into(), on: None };
        let tree = organisation::tree(&test.ward, &person(Role::Viewer), &search).await.unwrap();
        assert_eq!((tree.len(), tree[0].departments.len(), tree[0].departments[0].sections.len()), (1, 1, 1));
        let change = Change { action: Action::Edit, reason: "", seen: &seen.facts_seen };
        new.name = "地域みまもり課".into();
        organisation::change(&test.ward, &person(Role::Admin), Section, section, change, &new).await.unwrap();
        assert_eq!(view(test, Section, section).await.name, "地域みまもり課");
        let (entry, changes) = audit::entry(test.ward.store(), 4, 10).await.unwrap();
        assert_eq!((entry.action.as_str(), changes[0].kind.as_str()), ("edit", "section"));
    }

    what_somebody_else_changed_meanwhile_is_a_conflict(test) {
        fill(test).await;
        let id = busy();
        let seen = view(test, Section, id).await;
        let rename = async |name: &str| {
            let change = Change { action: Action::Edit, reason: "", seen: &seen.facts_seen };
            let new = UnitInput { name: name.into(), ..seen.input() };
            organisation::change(&test.ward, &person(Role::Officer), Section, id, change, &new).await
        };
        rename("一の課").await.unwrap();
        // The same form sent twice is done once.
        rename("一の課").await.unwrap();
        assert!(matches!(rename("二の課").await, Err(Error::Conflict(_))));
        assert_eq!(view(test, Section, id).await.name, "一の課");
    }

    faults_are_told_at_their_fields(test) {
        fill(test).await;
        let sample = sample();
        let department = sample.departments[1].id.to_string();
        let held = &sample.sections.iter().find(|one| one.department == sample.departments[1].id && one.valid_to.is_none()).unwrap().name;
        let places = async |kind, typed: &UnitInput| told(create(test, kind, typed).await);
        assert_eq!(
            places(Section, &input("", " 　", "R99.13.1")).await.into_iter().map(|(_, place)| place).collect::<Vec<_>>(),
            ["parent", "name", "valid_from"]
        );
        let twin = format!(" {held}　");
        assert_eq!(places(Section, &input(&department, &twin, "")).await, [("duplicate-name", "name".to_owned())]);
        let nowhere = Uuid::from_u128(99).to_string();
        assert_eq!(places(Section, &input(&nowhere, "課", "")).await, [("dangling-reference", "parent".to_owned())]);
        assert_eq!(places(Department, &input(&nowhere, "部", "")).await, [("dangling-reference", "parent".to_owned())]);
        assert_eq!(places(Body, &input("", "見本区長", "")).await, [("duplicate-name", "name".to_owned())]);
        assert_eq!(places(Body, &input("", &"あ".repeat(501), "")).await[0], ("text-too-long", "name".to_owned()));
        assert_eq!(places(Body, &input("", "区\u{202e}長", "")).await, [("forbidden-character", "name".to_owned())]);
    }

    a_section_that_is_in_use_ends_only_with_a_successor(test) {
        fill(test).await;
        let id = busy();
        let before = held(test).await;
        let Err(Error::Invalid(faults)) = end(test, Section, id, "2027-03-31", None).await else {
            panic!("it ended")
        };
        assert_eq!(faults[0].code, "still-used");
        assert!(faults[0].message.contains("案件") && faults[0].message.contains("引き継ぐ課"), "{faults:?}");
        assert!(held(test).await == before);
        let next = create(test, Section, &input(&sample().departments[1].id.to_string(), "新しい課", "R9.4.1")).await.unwrap();
        end(test, Section, id, "令和9年3月31日", Some(next)).await.unwrap();
        let shown = view(test, Section, id).await;
        assert_eq!(shown.successor.unwrap().id, next);
        assert!(shown.dependents.iter().any(|one| one.what == What::Item && one.count > 0));
        assert_eq!(view(test, Section, next).await.predecessors[0].id, id);
        // Round and round it goes: refused at the field.
        assert_eq!(told(end(test, Section, next, "2028-03-31", Some(id)).await), [("successor-cycle", "successor".to_owned())]);
        assert_eq!(told(end(test, Section, id, "2027-03-31", Some(id)).await), [("successor-cycle", "successor".to_owned())]);
        let seen = view(test, Section, id).await.ending_seen;
        let change = Change { action: Action::Restore, reason: "延期", seen: &seen };
        organisation::restore(&test.ward, &person(Role::Officer), Section, id, change).await.unwrap();
        let back = view(test, Section, id).await;
        assert_eq!((back.valid_to, back.successor), (None, None));
    }

    what_is_above_ends_after_what_is_below(test) {
        fill(test).await;
        let department = sample().departments[1].id.uuid();
        let Err(Error::Invalid(faults)) = end(test, Department, department, "2027-03-31", None).await else {
            panic!("it ended")
        };
        assert!(faults[0].message.contains("高齢者いきいき課"), "{faults:?}");
        let empty = create(test, Body, &input("", "見本区農業委員会", "")).await.unwrap();
        end(test, Body, empty, "2026-03-31", None).await.unwrap();
        let late = create(test, Department, &input(&empty.to_string(), "事務局", "")).await;
        assert_eq!(told(late), [("parent-ended", "parent".to_owned())]);
        let order = end(test, Body, empty, "", None).await;
        assert_eq!(told(order), [("empty-day", "valid_to".to_owned())]);
    }

    only_who_may_changes_the_organisation(test) {
        fill(test).await;
        let body = input("", "見本区公平委員会", "");
        for role in [Role::Secretariat, Role::Auditor, Role::Section, Role::Viewer] {
            let done = organisation::create(&test.ward, &person(role), Body, None, &body).await;
            assert!(matches!(done, Err(Error::Forbidden)), "{role:?}");
        }
        let once = organisation::create(&test.ward, &person(Role::Admin), Body, Some("k"), &body).await.unwrap();
        let twice = organisation::create(&test.ward, &person(Role::Admin), Body, Some("k"), &body).await.unwrap();
        assert_eq!(once, twice);
    }

    the_wards_own_text_is_described_and_changed(test) {
        let officer = person(Role::Officer);
        let typed = |name: &str| WardInput {
            name: name.into(),
            council_name: "審議会".into(),
            basis_label: "条例の根拠".into(),
            document_prefix: "資料".into(),
        };
        let set = async |seen: &str, name: &str| {
            let change = Change { action: Action::Edit, reason: "", seen };
            organisation::change_ward(&test.ward, &officer, change, &typed(name)).await
        };
        let none = organisation::ward_seen(None).unwrap();
        assert_eq!(told(set(&none, "").await), [("empty-text", "name".to_owned())]);
        assert_eq!(told(set(&none, "区\u{7}").await), [("forbidden-character", "name".to_owned())]);
        set(&none, "見本区").await.unwrap();
        set(&none, "見本区").await.unwrap();
        assert!(matches!(set(&none, "別の区").await, Err(Error::Conflict(_))));
        let described = organisation::described_ward(&test.ward, &officer).await.unwrap();
        assert_eq!(described.as_ref().unwrap().name, "見本区");
        set(&organisation::ward_seen(described.as_ref()).unwrap(), "新見本区").await.unwrap();
        assert_eq!(held(test).await.ward.unwrap().name, "新見本区");
    }
}
