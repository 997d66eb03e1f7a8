//! Rows of the ledger are kept beside the register: after each kind of change
//! they say what the register says, and are those that would be made anew.

use azukari_core::{
    Actor,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        annex::{self, AnnexInput},
        business::{self, BusinessInput},
        edit::Change,
        item::edit::{self, NewItem},
        organisation::{self, UnitInput, UnitKind},
        party::{self, PartyInput},
        rebuild_index,
    },
    testing::TestWard,
};
use domain::{
    bundle::Bundle,
    item::{DataGroup, Item, ItemPart, ItemVersion, Line, Medium, PartValue},
};
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use crate::{
    ledger::{UTF8, csv, day, request},
    register::{fill, held, import, operator, sample},
    support::person,
};

const DAYS: [&str; 7] =
    ["1999-01-01", "2015-04-01", "2025-10-01", "2026-03-31", "2026-04-01", "2026-11-22", "2030-01-01"];

fn officer() -> Actor {
    person(Role::Officer)
}

fn change(seen: &str) -> Change<'_> {
    Change { action: Action::Edit, reason: "", seen }
}

/// Every row as it lies in the database.
async fn rows(test: &TestWard) -> Vec<String> {
    let db = test.ward.store().read();
    let sql = "SELECT s.name || '|' || r.place || '|' || CAST(r.valid_from AS text) || '|' || \
               CAST(r.valid_to AS text) || '|' || r.body FROM ledger_row r JOIN section s ON s.id = r.section_id";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let mut lines: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    lines.sort();
    lines
}

/// What the ledger has to say of a version, from the register itself.
fn expected(bundle: &Bundle, item: &Item, version: &ItemVersion) -> Vec<String> {
    let section = bundle.sections.iter().find(|it| it.id == version.holding_section).unwrap();
    let department = bundle.departments.iter().find(|it| it.id == section.department).unwrap();
    let business =
        bundle.registered_businesses.iter().find(|it| it.id == version.registered_business).unwrap();
    let party = bundle.parties.iter().find(|it| it.id == version.party).unwrap();
    let group = |group: &DataGroup| {
        let names: Vec<&str> = group.items.iter().map(|item| item.name.as_str()).collect();
        let annex = group.annex.map(|id| &bundle.annexes.iter().find(|annex| annex.id == id).unwrap().title);
        let annex =
            annex.map(|title| format!("{}「{title}」のとおり", if names.is_empty() { "" } else { "及び" }));
        let mut flags = Vec::new();
        if group.items.iter().any(|item| item.sensitive) {
            flags.push("要配慮個人情報");
        }
        if group.items.iter().any(|item| item.my_number) {
            flags.push("特定個人情報");
        }
        let flags =
            if flags.is_empty() { String::new() } else { format!("（{}を含む）", flags.join("、")) };
        let head = format!("【{}】{}：{}", group.direction.word(), group.subject, names.join("、"));
        format!("{head}{}{flags}", annex.unwrap_or_default())
    };
    let lines = |lines: Vec<String>| lines.join("\n");
    vec![
        format!("{}{}", department.name, section.name),
        version.title.clone(),
        item.kind.word().to_owned(),
        business.name.clone(),
        party.name.clone(),
        lines(version.data_groups.iter().map(group).collect()),
        version.media.iter().map(|medium| medium.name.clone()).collect::<Vec<_>>().join("、"),
        lines(
            version
                .periods
                .iter()
                .map(|it| format!("{}{}", it.label.clone().unwrap_or_default(), it.text))
                .collect(),
        ),
    ]
}

/// Asks that the ledger of several days says what the register says, and that
/// its rows are those made anew.
async fn agree(test: &TestWard, after: &str) {
    let bundle = held(test).await;
    for on in DAYS.map(day) {
        let listed = csv(test, &operator(), request(UTF8, on)).await;
        let mut listed: Vec<Vec<String>> = listed[1..].iter().map(|record| record[1..].to_vec()).collect();
        let in_force = bundle.items.iter().filter_map(|item| Some((item, item.in_force_on(on)?)));
        let mut told: Vec<Vec<String>> =
            in_force.map(|(item, version)| expected(&bundle, item, version)).collect();
        listed.sort();
        told.sort();
        assert_eq!(listed, told, "{after}, {on}");
    }
    let kept = rows(test).await;
    rebuild_index(&test.ward).await.unwrap();
    assert_eq!(rows(test).await, kept, "{after}");
}

async fn stored(test: &TestWard, id: Uuid) -> Item {
    edit::open(&test.ward, &officer(), id).await.unwrap().item
}

async fn save(test: &TestWard, id: Uuid, value: PartValue) {
    let item = stored(test, id).await;
    let version = item.open_version().unwrap();
    let seen = edit::part_seen(&item, version, value.part()).unwrap();
    edit::save_part(&test.ward, &officer(), id, version.id, change(&seen), value).await.unwrap();
}

/// Leads an item's life as it is now.
macro_rules! lead {
    ($test:ident, $does:ident, $id:expr $(, $more:expr)*) => {{
        let seen = edit::seen(&stored($test, $id).await).unwrap();
        edit::$does(&$test.ward, &officer(), $id, change(&seen) $(, $more)*).await.unwrap();
        agree($test, stringify!($does)).await;
    }};
}

on_both_engines! {
    each_part_of_an_item_and_each_turn_of_its_life_is_followed(test) {
        fill(test).await;
        agree(test, "import").await;
        let from = sample().items.into_iter().find(|item| item.in_force().is_some()).unwrap();
        let PartValue::Basics(basics) = PartValue::of(&from, from.in_force().unwrap(), ItemPart::Basics) else { panic!() };
        let typed = NewItem { kind: from.kind, basics, in_force: Some(Some(day("2025-04-01"))) };
        let id = edit::create(&test.ward, &officer(), None, "", typed).await.unwrap();
        agree(test, "create").await;
        let line = |label: Option<&str>, text: &str| Line { id: None, label: label.map(str::to_owned), text: text.into() };
        let groups = || {
            let all = sample().items.into_iter().flat_map(|item| item.versions).flat_map(|it| it.data_groups);
            let mut groups: Vec<DataGroup> = all.filter(|it| it.annex.is_some() && it.earlier_decision.is_none()).take(2).collect();
            for group in &mut groups {
                group.id = None;
                group.items.iter_mut().for_each(|item| item.id = None);
            }
            groups
        };
        assert!(!groups().is_empty());
        for value in [
            PartValue::Media(vec![Medium { id: None, name: "磁気テープ".into() }, Medium { id: None, name: "紙".into() }]),
            PartValue::Periods(vec![line(Some("１"), "令和８年４月１日から"), line(None, "以降同様")]),
            PartValue::DataItems(groups()),
            PartValue::Reason(vec![line(None, "人手が足りない。")]),
        ] {
            let part = format!("{:?}", value.part());
            save(test, id, value).await;
            agree(test, &part).await;
        }
        let item = stored(test, id).await;
        let PartValue::Basics(mut basics) = PartValue::of(&item, item.open_version().unwrap(), ItemPart::Basics) else { panic!() };
        let other = sample().items.into_iter().filter_map(|it| it.current().cloned()).find(|it| it.holding_section != basics.holding_section).unwrap();
        (basics.title, basics.holding_section, basics.party) = ("課を移した委託".into(), other.holding_section, other.party);
        save(test, id, PartValue::Basics(basics.clone())).await;
        agree(test, "Basics").await;
        lead!(test, propose, id);
        basics.title = "改めた委託".into();
        save(test, id, PartValue::Basics(basics)).await;
        agree(test, "a proposal's Basics").await;
        lead!(test, bring_into_force, id, day("2026-04-01"), None);
        edit::copy(&test.ward, &officer(), None, "", id).await.unwrap();
        agree(test, "copy").await;
        lead!(test, archive, id, Some(day("2026-10-31")));
        lead!(test, bring_back, id);
    }

    another_name_of_what_rows_repeat_is_followed(test) {
        fill(test).await;
        let bundle = held(test).await;
        let officer = officer();
        let today = test.clock.today();
        let versions = || bundle.items.iter().filter_map(|item| item.in_force_on(today));
        let version = versions().find(|it| it.data_groups.iter().any(|group| group.annex.is_some()));
        let version = version.or_else(|| versions().next()).unwrap();

        let id = version.party.uuid();
        let held = party::view(&test.ward, &officer, id).await.unwrap().party;
        let input = PartyInput { name: "名を改めた事業者".into(), ..PartyInput::of(&held) };
        let seen = party::facts_seen(&held).unwrap();
        party::change_facts(&test.ward, &officer, id, change(&seen), &input).await.unwrap();
        agree(test, "a party's name").await;

        let id = version.registered_business.uuid();
        let held = business::view(&test.ward, &officer, id).await.unwrap();
        let input = BusinessInput { name: "名を改めた業務".into(), ..BusinessInput::of(&held.business) };
        business::change(&test.ward, &officer, id, change(&held.facts_seen), &input).await.unwrap();
        agree(test, "a business's name").await;

        let used = bundle.items.iter().flat_map(|item| &item.versions).flat_map(|it| &it.data_groups);
        let id = used.filter_map(|group| group.annex).next().unwrap().uuid();
        let held = annex::view(&test.ward, &officer, id).await.unwrap().annex;
        let input = AnnexInput { title: "題を改めた別紙".into(), note: held.note.clone() };
        let seen = annex::facts_seen(&held).unwrap();
        annex::change_facts(&test.ward, &officer, id, change(&seen), &input).await.unwrap();
        agree(test, "an annex's title").await;

        let section = version.holding_section.uuid();
        let department = bundle.sections.iter().find(|it| it.id.uuid() == section).unwrap().department.uuid();
        let other = bundle.departments.iter().find(|it| it.id.uuid() != department && it.valid_to.is_none()).unwrap();
        for (kind, id, parent) in [
            (UnitKind::Department, department, None),
            (UnitKind::Section, section, None),
            (UnitKind::Section, section, Some(other.id.to_string())),
        ] {
            let view = organisation::view(&test.ward, &officer, kind, id).await.unwrap();
            let was = view.input();
            let input = UnitInput { name: format!("新{}", was.name), parent: parent.unwrap_or(was.parent.clone()), ..was };
            organisation::change(&test.ward, &officer, kind, id, change(&view.facts_seen), &input).await.unwrap();
            agree(test, "a unit's name and place").await;
        }
    }

    a_bundle_and_what_it_renames_is_followed(test) {
        fill(test).await;
        let mut bundle = sample();
        bundle.parties.iter_mut().for_each(|party| party.name.push('新'));
        bundle.annexes.iter_mut().for_each(|annex| annex.title.push('新'));
        bundle.items.iter_mut().flat_map(|item| &mut item.versions).for_each(|version| version.title.insert(0, '新'));
        import(test, bundle).await.unwrap();
        agree(test, "import").await;
        assert!(rows(test).await.iter().any(|row| row.contains('新')));
    }
}
