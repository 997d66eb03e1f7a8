//! Programmes: outline and description, put away and brought back.

use azukari_core::{
    Actor, Error,
    audit::Action,
    on_both_engines,
    policy::Role,
    register::{
        ProgrammeQuery, ProgrammeRow,
        edit::Change,
        list::Shelf,
        list_programmes,
        programme::{self, BlockInput, ProgrammeInput},
        view_programme,
    },
    testing::TestWard,
};
use domain::programme::{Programme, split};
use uuid::Uuid;

use crate::{
    register::{faults, fill, told},
    support::person,
};

const FRAIL: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_000a_0000_0001);
const SECTION: &str = "01990000-0000-7000-8000-000300000003";

fn edit(seen: &str) -> Change<'_> {
    Change { action: Action::Edit, reason: "見直し", seen }
}

fn input(name: &str) -> ProgrammeInput {
    ProgrammeInput { name: name.into(), section: SECTION.into(), ..ProgrammeInput::default() }
}

async fn held(test: &TestWard, id: Uuid) -> Programme {
    view_programme(&test.ward, &person(Role::Officer), id).await.unwrap().programme
}

async fn names(test: &TestWard, search: &str, shelf: Shelf) -> Vec<String> {
    let query = ProgrammeQuery { search: search.into(), shelf, limit: 50, ..ProgrammeQuery::default() };
    let rows = list_programmes(&test.ward, &person(Role::Officer), &query).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

on_both_engines! {
    a_programme_gets_its_description_from_a_pasted_text(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let id = programme::create(&test.ward, &officer, None, "", &input(" 見守り ")).await.unwrap();
        let before = held(test, id).await;
        assert_eq!(before.name, "見守り");
        let seen = programme::description_seen(&before).unwrap();
        let blocks = split("１ 概要\n本文（※１）。\n・ 電話をかける。\n※１ 電話…音声によるもの");
        let rows: Vec<BlockInput> = blocks.iter().map(BlockInput::of).collect();
        programme::change_description(&test.ward, &officer, id, edit(&seen), &rows).await.unwrap();
        let after = held(test, id).await;
        assert_eq!(after.description.len(), 4);
        assert!(after.description.iter().all(|block| block.id.is_some()));
        // Order and kind change; the blocks stay who they are.
        let mut rows: Vec<BlockInput> = after.description.iter().map(BlockInput::of).collect();
        rows.swap(1, 2);
        rows[1].kind = "paragraph".into();
        let seen = programme::description_seen(&after).unwrap();
        programme::change_description(&test.ward, &officer, id, edit(&seen), &rows).await.unwrap();
        let moved = held(test, id).await;
        assert_eq!(moved.description[1].id, after.description[2].id);
        assert_eq!(moved.description[1].kind.code(), "paragraph");
    }

    outline_and_description_are_changed_apart(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let before = held(test, FRAIL).await;
        let (outline, description) =
            (programme::outline_seen(&before).unwrap(), programme::description_seen(&before).unwrap());
        let mut typed = ProgrammeInput::of(&before);
        typed.purpose = "新しい目的".into();
        programme::change_outline(&test.ward, &officer, FRAIL, edit(&outline), &typed).await.unwrap();
        let rows: Vec<BlockInput> = before.description[..2].iter().map(BlockInput::of).collect();
        programme::change_description(&test.ward, &officer, FRAIL, edit(&description), &rows).await.unwrap();
        let late = programme::change_outline(&test.ward, &officer, FRAIL, edit(&outline), &input("別名")).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let after = held(test, FRAIL).await;
        assert_eq!((after.purpose.as_str(), after.description.len()), ("新しい目的", 2));
    }

    a_description_is_held_to_the_rules_of_every_text(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let seen = programme::description_seen(&held(test, FRAIL).await).unwrap();
        let row = |label: &str, text: &str| BlockInput { label: label.into(), text: text.into(), ..BlockInput::default() };
        let rows = [row("", "よい"), row("", " "), row("\u{202e}", "x"), row("", &"長".repeat(10_001))];
        let wrong = programme::change_description(&test.ward, &officer, FRAIL, edit(&seen), &rows).await;
        assert_eq!(
            told(wrong),
            [
                ("empty-text", "description[1].text".to_owned()),
                ("forbidden-character", "description[2].label".to_owned()),
                ("text-too-long", "description[3].text".to_owned()),
            ]
        );
        let many: Vec<BlockInput> = (0..1_001).map(|_| row("", "一行")).collect();
        let wrong = programme::change_description(&test.ward, &officer, FRAIL, edit(&seen), &many).await;
        assert_eq!(told(wrong), [("too-many-entries", "description".to_owned())]);
        let nobody = ProgrammeInput { section: "zz".into(), ..input("事業") };
        let wrong = programme::create(&test.ward, &officer, None, "", &nobody).await;
        assert_eq!(told(wrong), [("section", "section".to_owned())]);
    }

    a_programme_with_items_stays_and_one_without_comes_and_goes(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let seen = programme::whole_seen(&held(test, FRAIL).await).unwrap();
        let used = faults(programme::archive(&test.ward, &officer, FRAIL, edit(&seen)).await);
        assert!(used[0].code == "still-used" && used[0].message.contains("案件"), "{}", used[0].message);
        let id = programme::create(&test.ward, &officer, None, "", &input("短い事業")).await.unwrap();
        let seen = programme::whole_seen(&held(test, id).await).unwrap();
        programme::archive(&test.ward, &officer, id, edit(&seen)).await.unwrap();
        assert!(names(test, "短い", Shelf::InUse).await.is_empty());
        assert_eq!(names(test, "短い", Shelf::Archived).await, ["短い事業"]);
        let seen = programme::whole_seen(&held(test, id).await).unwrap();
        programme::restore(&test.ward, &officer, id, edit(&seen)).await.unwrap();
        assert_eq!(names(test, "ﾐｼﾞｶｲ", Shelf::All).await, Vec::<String>::new());
        assert_eq!(names(test, "ソダイゴミ", Shelf::All).await, ["粗大ごみ受付センターの運営"]);
    }

    a_section_drafts_the_outlines_of_its_own_programmes(test) {
        fill(test).await;
        let own: Uuid = SECTION.parse().unwrap();
        let section = Actor { sections: vec![own], ..person(Role::Section) };
        let before = programme::open(&test.ward, &section, FRAIL).await.unwrap();
        assert_eq!(before.section.uuid(), own);
        let seen = programme::outline_seen(&before).unwrap();
        let mut typed = ProgrammeInput { purpose: "課で書いた目的".into(), ..ProgrammeInput::of(&before) };
        programme::change_outline(&test.ward, &section, FRAIL, edit(&seen), &typed).await.unwrap();
        let seen = programme::description_seen(&before).unwrap();
        programme::change_description(&test.ward, &section, FRAIL, edit(&seen), &[]).await.unwrap();
        let id = programme::create(&test.ward, &section, None, "", &input("課の事業")).await.unwrap();
        assert_eq!(held(test, id).await.name, "課の事業");
        // Neither given away, nor put away, nor another's.
        let seen = programme::outline_seen(&held(test, FRAIL).await).unwrap();
        typed.section = "01990000-0000-7000-8000-000300000007".into();
        let given = programme::change_outline(&test.ward, &section, FRAIL, edit(&seen), &typed).await;
        assert!(matches!(given, Err(Error::Forbidden)), "{given:?}");
        let seen = programme::whole_seen(&held(test, id).await).unwrap();
        let away = programme::archive(&test.ward, &section, id, edit(&seen)).await;
        assert!(matches!(away, Err(Error::Forbidden)), "{away:?}");
        let other = of_another(test, own).await;
        assert!(matches!(programme::open(&test.ward, &section, other).await, Err(Error::Forbidden)));
        let auditor = programme::open(&test.ward, &person(Role::Auditor), FRAIL).await;
        assert!(matches!(auditor, Err(Error::Forbidden)), "{auditor:?}");
    }
}

/// A programme that another section is in charge of.
async fn of_another(test: &TestWard, own: Uuid) -> Uuid {
    let query = ProgrammeQuery { limit: 50, ..ProgrammeQuery::default() };
    let rows = list_programmes(&test.ward, &person(Role::Officer), &query).await.unwrap();
    let other = |row: &ProgrammeRow| row.section.as_ref().is_some_and(|section| section.id != own);
    rows.into_iter().find(other).unwrap().id
}
