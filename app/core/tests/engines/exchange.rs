//! Lists out of spreadsheets: checked without a change, shown field by field,
//! taken in all at once or not at all.

use azukari_core::{
    Actor, Error, audit,
    bundle::Mode,
    exchange::{self, Difference, Job, LinePart, Outcome, State},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use domain::{
    item::{ItemKind, VersionState},
    sheet::{Kind, RowFault},
};
use rust_xlsxwriter::Workbook;
use uuid::Uuid;

use crate::{
    register::{file, fill, held, operator, sample},
    support::person,
};

/// A workbook of text cells.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(*cells) {
                page.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

async fn entries(test: &TestWard) -> usize {
    audit::page(test.ward.store(), None, 100).await.unwrap().len()
}

async fn job(test: &TestWard, actor: &Actor, id: Uuid) -> Job {
    exchange::find(&test.ward, actor, id).await.unwrap().unwrap()
}

/// Reads and checks a file as the pages do.
async fn checked(test: &TestWard, actor: &Actor, kind: Kind, name: &str, bytes: Vec<u8>) -> Job {
    let id = exchange::start(&test.ward, actor, kind, name, bytes).await.unwrap();
    exchange::begin_check(&test.ward, actor, id, None).await.unwrap();
    settled(test, actor, id).await
}

async fn settled(test: &TestWard, actor: &Actor, id: Uuid) -> Job {
    for _ in 0..200 {
        let job = job(test, actor, id).await;
        if !matches!(job.state, State::Checking | State::Running) {
            return job;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import goes on for ever");
}

async fn faults(test: &TestWard, job: &Job) -> Vec<(String, String)> {
    let faults: Vec<RowFault> = exchange::lines(&test.ward, job, LinePart::Faults, 0, 100).await.unwrap();
    faults.into_iter().map(|fault| (fault.place(), fault.code)).collect()
}

async fn differences(test: &TestWard, job: &Job) -> Vec<Difference> {
    exchange::lines(&test.ward, job, LinePart::Differences, 0, 100).await.unwrap()
}

async fn ran(test: &TestWard, actor: &Actor, job: &Job) -> Job {
    exchange::begin_run(&test.ward, actor, job.id).await.unwrap();
    settled(test, actor, job.id).await
}

const PARTIES: &str =
    "事業者名,法人番号,認証\n見本配送株式会社,7000012050002,プライバシーマーク、ISO27001\n新しい組合,,\n";

/// Sheets of new items of the sample ward: an outsourcing with data groups and
/// protections, and a re-outsourcing under it.
fn items() -> Vec<u8> {
    let sample = sample();
    let version = sample.items[0].versions[0].clone();
    let programme = &sample.programmes.iter().find(|it| it.id == sample.items[0].programme).unwrap().name;
    let party = &sample.parties.iter().find(|it| it.id == version.party).unwrap().name;
    let business =
        sample.registered_businesses.iter().find(|it| it.id == version.registered_business).unwrap();
    let section = sample.sections.iter().find(|it| it.id == version.holding_section).unwrap();
    let of = |kind| sample.legal_bases.iter().rfind(|basis| basis.item_kind == kind).unwrap().id.to_string();
    let (basis, basis_under) = (of(ItemKind::Outsourcing), of(ItemKind::Reoutsourcing));
    let row = |key, title, kind, parent| {
        let basis = if kind == "再委託" { basis_under.as_str() } else { basis.as_str() };
        vec![
            key,
            title,
            kind,
            programme.as_str(),
            &section.name,
            &business.name,
            party,
            basis,
            parent,
            "・一つ目の理由\n・二つ目の理由",
            "令和9年4月1日から",
            "紙、電磁的媒体（システム、USB）",
        ]
    };
    let heads: &[&str] = &[
        "整理番号",
        "案件名",
        "種別",
        "事業",
        "担当課",
        "登録業務名",
        "委託先",
        "根拠",
        "もとの案件",
        "理由",
        "期間",
        "媒体",
    ];
    let first = row("1", "取り込んだ委託", "業務委託", "");
    let second = row("2", "取り込んだ再委託", "再委託", "1");
    book(&[
        ("案件", &[heads, &first, &second]),
        (
            "情報項目",
            &[
                &["整理番号", "方向", "だれの", "項目", "要配慮"],
                &["1", "提供", "対象者", "氏名、住所", ""],
                &["1", "提供", "対象者", "病歴", "○"],
                &["取り込んだ再委託", "収集", "家族", "氏名", ""],
            ],
        ),
        (
            "保護対策",
            &[
                &["整理番号", "だれが", "対策"],
                &["1", "事業者", "施錠する。"],
                &["1", "区", "契約にあたり、「特記事項」を付す。"],
            ],
        ),
    ])
}

on_both_engines! {
    a_list_is_checked_shown_and_then_taken_in_as_one_entry_of_the_trail(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let (before, trail) = (file(test).await, entries(test).await);
        let checked = checked(test, &officer, Kind::Parties, "事業者.csv", PARTIES.into()).await;
        assert_eq!((checked.state, checked.created, checked.changed), (State::Checked, 2, 0));
        assert!(file(test).await == before && entries(test).await == trail, "checking has changed the register");
        let shown = differences(test, &checked).await;
        assert_eq!(shown[0].name, "見本配送株式会社");
        let number = shown[0].fields.iter().find(|field| field.label == "法人番号").unwrap();
        assert_eq!((number.before.as_str(), number.after.as_str()), ("", "7000012050002"));
        let done = ran(test, &officer, &checked).await;
        assert_eq!(done.state, State::Done);
        assert_eq!(entries(test).await, trail + 1);
        let parties = held(test).await.parties;
        let party = parties.iter().find(|party| party.name == "見本配送株式会社").unwrap();
        assert_eq!(party.corporate_number.as_deref(), Some("7000012050002"));
        assert_eq!(party.certifications.len(), 2);
    }

    the_same_file_again_changes_nothing_and_run_twice_it_is_done_once(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let first = checked(test, &officer, Kind::Items, "案件.xlsx", items()).await;
        assert_eq!(faults(test, &first).await, []);
        assert_eq!((first.state, first.created), (State::Checked, 2));
        let trail = entries(test).await;
        let (one, two) = tokio::join!(
            exchange::begin_run(&test.ward, &officer, first.id),
            exchange::begin_run(&test.ward, &officer, first.id)
        );
        one.unwrap(); two.unwrap();
        assert_eq!(settled(test, &officer, first.id).await.state, State::Done);
        assert_eq!(entries(test).await, trail + 1);
        let before = file(test).await;
        let again = checked(test, &officer, Kind::Items, "案件.xlsx", items()).await;
        assert_eq!((again.state, again.created, again.changed, again.unchanged), (State::Checked, 0, 0, 2), "{:?}", differences(test, &again).await);
        assert_eq!(ran(test, &officer, &again).await.state, State::Done);
        assert!(file(test).await == before);
        assert_eq!(entries(test).await, trail + 1);
    }

    items_come_with_their_data_groups_protections_and_tree(test) {
        fill(test).await;
        let (outcome, _) = exchange::import_file(&test.ward, &operator(), Kind::Items, items(), Mode::Write).await.unwrap();
        assert!(matches!(outcome, Outcome::Sound(ref report) if report.written() == 2), "{outcome:?}");
        let register = held(test).await;
        let find = |title: &str| register.items.iter().find(|item| item.versions[0].title == title).unwrap();
        let (item, under) = (find("取り込んだ委託"), find("取り込んだ再委託"));
        assert_eq!((under.kind, under.parent), (ItemKind::Reoutsourcing, Some(item.id)));
        let version = &item.versions[0];
        assert_eq!(version.state, VersionState::InForce);
        assert_eq!(version.reason.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["一つ目の理由", "二つ目の理由"]);
        assert_eq!(version.media.len(), 2);
        let group = &version.data_groups[0];
        assert_eq!(version.data_groups.len(), 1);
        assert_eq!(group.items.iter().map(|item| (item.name.as_str(), item.sensitive)).collect::<Vec<_>>(),
                   [("氏名", false), ("住所", false), ("病歴", true)]);
        assert_eq!(version.protections[0].text, "契約にあたり");
        assert_eq!(version.protections[1].text, "施錠する。");
    }

    one_bad_row_keeps_all_out_and_comes_back_with_its_reason(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let before = (file(test).await, entries(test).await);
        let list = "名称,法人番号\nよい事業者,\n=悪い事業者,7000012050003\n,\n長い事業者,12\n";
        let job = checked(test, &officer, Kind::Parties, "一覧.csv", list.into()).await;
        assert_eq!(job.state, State::Faulty);
        assert_eq!(faults(test, &job).await, [
            ("3行目 B列（法人番号）".to_owned(), "corporate-number".to_owned()),
            ("5行目 B列（法人番号）".to_owned(), "corporate-number".to_owned()),
        ]);
        let back = exchange::failed_rows(&test.ward, &officer, &job).await.unwrap();
        let text = String::from_utf8(back.bytes.clone()).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
        assert_eq!(back.name, "一覧_取り込めない行.csv");
        assert_eq!(lines[0], "名称,法人番号,取り込めない理由");
        assert!(lines[1].starts_with("'=悪い事業者,7000012050003,法人番号：法人番号の検査数字"), "{}", lines[1]);
        assert!(lines[2].starts_with("長い事業者,12,") && lines.len() == 3);
        assert_eq!(ran(test, &officer, &job).await.state, State::Faulty);
        assert!(before == (file(test).await, entries(test).await), "the register has changed");
        // Mended, the rows come in; the reasons are no column of theirs.
        let mended = text.replace("7000012050003", "7000012050002").replace(",12,", ",,");
        let job = checked(test, &officer, Kind::Parties, "一覧.csv", mended.into()).await;
        assert_eq!((job.state, job.created), (State::Checked, 2));
        assert_eq!(differences(test, &job).await[0].name, "=悪い事業者");
    }

    what_changed_since_it_was_shown_is_not_written_over(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        let party = sample().parties.remove(0);
        let list = format!("名称,ID,認証\n{}（改称）,{},ISMS\n", party.name, party.id);
        let job = checked(test, &officer, Kind::Parties, "一覧.csv", list.clone().into()).await;
        assert_eq!((job.state, job.changed), (State::Checked, 1));
        let other = format!("名称,ID\n{}（別の改称）,{}\n", party.name, party.id);
        exchange::import_file(&test.ward, &operator(), Kind::Parties, other.into(), Mode::Write).await.unwrap();
        let before = file(test).await;
        assert_eq!(ran(test, &officer, &job).await.state, State::Stale);
        assert!(file(test).await == before);
        exchange::begin_check(&test.ward, &officer, job.id, None).await.unwrap();
        let job = settled(test, &officer, job.id).await;
        assert!(differences(test, &job).await[0].fields.iter().any(|field| field.before.ends_with("（別の改称）")));
        assert_eq!(ran(test, &officer, &job).await.state, State::Done);
    }

    columns_that_a_list_lacks_stay_as_they_are(test) {
        fill(test).await;
        let before = held(test).await;
        let programme = before.programmes[0].clone();
        let list = format!("事業名,ID,目的\n{},{},新しい目的\n", programme.name, programme.id);
        exchange::import_file(&test.ward, &operator(), Kind::Programmes, list.into(), Mode::Write).await.unwrap();
        let after = held(test).await.programmes[0].clone();
        assert_eq!(after, domain::programme::Programme { purpose: "新しい目的".into(), ..programme });
    }

    a_dry_run_of_the_command_line_changes_nothing(test) {
        fill(test).await;
        let before = file(test).await;
        let (outcome, notes) = exchange::import_file(&test.ward, &operator(), Kind::Parties, PARTIES.into(), Mode::DryRun).await.unwrap();
        assert!(matches!(outcome, Outcome::Sound(ref report) if report.written() == 2));
        assert!(notes[0].contains("UTF-8") && file(test).await == before);
    }

    an_import_is_its_owners_and_an_officers(test) {
        let officer = person(Role::Officer);
        let id = exchange::start(&test.ward, &officer, Kind::Parties, "a.csv", PARTIES.into()).await.unwrap();
        let other = Actor { account: Some(Uuid::from_u128(8)), ..person(Role::Officer) };
        assert!(exchange::find(&test.ward, &other, id).await.unwrap().is_none());
        let section = person(Role::Section);
        let refused = exchange::start(&test.ward, &section, Kind::Parties, "a.csv", PARTIES.into()).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        test.clock.advance(chrono::TimeDelta::hours(25));
        assert!(exchange::find(&test.ward, &officer, id).await.unwrap().is_none());
        assert_eq!(exchange::forget_old(test.ward.store()).await.unwrap(), 1);
    }
}
