use std::fmt::Write as _;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    bundle::Bundle,
    item::{Direction, ItemKind, ProtectionBy, VersionState},
};

const JOB: Uuid = Uuid::from_u128(1);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn entry(number: u128, name: &str, owner: Option<u128>) -> Entry {
    Entry {
        id: id(number),
        name: name.into(),
        detail: String::new(),
        also: Vec::new(),
        owner: owner.map(id),
        current: true,
    }
}

/// A ward with two sections of one name, a programme, a business, a party, a
/// basis for each kind.
fn directory() -> Directory {
    let section = |number, department: &str| Entry {
        also: vec![format!("{department}庶務課")],
        detail: department.into(),
        ..entry(number, "庶務課", None)
    };
    let kinds = [(50, ItemKind::Outsourcing), (51, ItemKind::Reoutsourcing), (52, ItemKind::Linkage)];
    Directory {
        sections: Names::new(vec![
            section(10, "健康部"),
            section(11, "土木部"),
            entry(12, "健康推進課", None),
        ]),
        businesses: Names::new(vec![entry(20, "健診業務", Some(12))]),
        parties: Names::new(vec![
            Entry { also: vec!["7000012050002".into()], ..entry(30, "見本情報株式会社", None) },
            entry(31, "見本配送", None),
        ]),
        programmes: Names::new(vec![entry(40, "健康診査", Some(12))]),
        bases: Names::new(vec![
            entry(50, "委託の条", None),
            entry(51, "再委託の条", None),
            entry(52, "結合の条", None),
        ]),
        items: Names::default(),
        kinds: kinds.into_iter().map(|(number, kind)| (id(number), kind)).collect(),
        numbers: [(id(30), "7000012050002".to_owned())].into(),
    }
}

fn table(name: &str, heads: &[&str], rows: &[&[&str]]) -> Table {
    let cells = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    Table {
        name: name.into(),
        heads: cells(heads),
        rows: (2..).zip(rows).map(|(number, row)| Row { number, cells: cells(row) }).collect(),
    }
}

fn made(kind: Kind, tables: Vec<Table>) -> Plan {
    let (assigned, _) = assign(kind, tables);
    plan(kind, &assigned, &directory(), Bundle::default(), JOB)
}

fn told(plan: &Plan) -> Vec<(String, String)> {
    plan.faults.iter().map(|fault| (fault.place(), fault.code.clone())).collect()
}

#[test]
fn heads_are_known_by_other_names_widths_and_remarks() {
    let heads = ["※件名（必須）", "ＮＯ．", "担当課", "なぞの列", "理由", REASON].map(str::to_owned);
    assert_eq!(
        match_columns(Sheet::Items, &heads),
        [Some(Field::Title), Some(Field::Key), Some(Field::Section), None, Some(Field::Reason), None]
    );
}

#[test]
fn a_column_of_its_own_name_goes_before_one_of_another() {
    let heads = ["案件名", "件名"].map(str::to_owned);
    assert_eq!(match_columns(Sheet::Items, &heads), [None, Some(Field::Title)]);
}

#[test]
fn every_head_of_a_template_is_known_as_itself() {
    for sheet in Sheet::ALL {
        let heads: Vec<String> = sheet.columns().iter().map(|column| column.label.to_owned()).collect();
        let fields: Vec<Option<Field>> = sheet.columns().iter().map(|column| Some(column.field)).collect();
        assert_eq!(match_columns(*sheet, &heads), fields, "{sheet:?}");
        for column in sheet.columns() {
            assert_eq!(Field::from_code(column.field.code()), Some(column.field));
        }
    }
}

#[test]
fn heads_may_stand_under_a_title() {
    let rows = [vec!["委託先の一覧".to_owned()], vec![], vec!["名称".to_owned(), "法人番号".to_owned()]];
    assert_eq!(head_row(Kind::Parties, &rows), Some(2));
}

#[test]
fn the_example_of_a_template_is_no_row() {
    let plan = made(Kind::Parties, vec![table("", &["名称"], &[&["(例)見本"], &["本物"]])]);
    assert_eq!(plan.bundle.parties.len(), 1);
}

#[test]
fn columns_that_stand_twice_or_are_missing_are_named() {
    let twice = made(Kind::Parties, vec![table("事業者", &["名称", "法人番号", "名称"], &[&["a", "", "b"]])]);
    assert_eq!(told(&twice), [("「事業者」 C列（名称）".to_owned(), "column-twice".to_owned())]);
    let none = made(Kind::Parties, vec![table("", &["社名？"], &[&["a"]])]);
    assert_eq!(told(&none)[0].1, "column-missing");
}

#[test]
fn a_name_that_is_unknown_or_not_alone_names_candidates() {
    let plan = made(
        Kind::Programmes,
        vec![table("", &["事業名", "担当課"], &[&["a", "庶務課"], &["b", "健康"], &["c", "土木部庶務課"]])],
    );
    assert_eq!(
        told(&plan),
        [
            ("2行目 B列（担当課）".to_owned(), "ambiguous-name".to_owned()),
            ("3行目 B列（担当課）".to_owned(), "unknown-name".to_owned()),
        ]
    );
    assert!(plan.faults[0].message.contains("「庶務課（健康部）」「庶務課（土木部）」"));
    assert!(plan.faults[1].message.contains("「健康推進課」"));
}

#[test]
fn a_party_is_found_by_its_number_before_its_name() {
    let tables =
        vec![table("", &["名称", "法人番号"], &[&["別の名", "7000012050002"], &["見本情報株式会社", "9"]])];
    let (assigned, _) = assign(Kind::Parties, tables);
    let wanted = wanted(Kind::Parties, &assigned, &directory());
    assert_eq!(wanted.into_iter().collect::<Vec<_>>(), [id(30)], "one with another number is another party");
}

#[test]
fn two_rows_of_one_object_are_told() {
    let plan =
        made(Kind::Parties, vec![table("", &["名称"], &[&["見本配送"], &["見本配送"], &["新"], &["新"]])]);
    assert_eq!(
        told(&plan).into_iter().map(|(place, _)| place).collect::<Vec<_>>(),
        ["3行目 A列（名称）", "5行目 A列（名称）"]
    );
}

const HEADS: [&str; 12] = [
    "整理番号",
    "件名",
    "種別",
    "事業名",
    "保有課",
    "登録業務",
    "委託先",
    "もとの案件",
    "委託理由",
    "記録媒体",
    "現行となった日",
    "状態",
];

fn item_row<'a>(key: &'a str, title: &'a str, kind: &'a str, parent: &'a str) -> [&'a str; 12] {
    [
        key,
        title,
        kind,
        "健康診査",
        "健康推進課",
        "健診業務",
        "見本配送",
        parent,
        "・要るため。",
        "紙、磁気（テープ、円盤）",
        "46113",
        "現行",
    ]
}

#[test]
fn an_item_comes_with_its_children_and_its_tree() {
    let (first, second) = (item_row("1", "委託", "業務委託", ""), item_row("2", "再委託", "再委託", "１"));
    let plan = made(
        Kind::Items,
        vec![
            table("保護対策", &["案件", "だれが", "対策"], &[&["1", "事業者", "b"], &["1", "区", "a"]]),
            table("案件", &HEADS, &[&first, &second]),
            table(
                "情報項目",
                &["案件", "方向", "だれの", "項目", "要配慮個人情報"],
                &[&["委託", "提供する", "区民", "氏名、病歴", "病歴"], &["2", "収集", "家族", "氏名", ""]],
            ),
        ],
    );
    assert_eq!(told(&plan), []);
    let [item, under] = plan.bundle.items.as_slice() else { panic!("{:?}", plan.bundle.items.len()) };
    assert_eq!(under.parent, Some(item.id));
    let version = &item.versions[0];
    assert_eq!((version.state, version.legal_basis.uuid()), (VersionState::InForce, id(50)));
    assert_eq!(version.valid_from, chrono::NaiveDate::from_ymd_opt(2026, 4, 1));
    assert_eq!(version.media[1].name, "磁気（テープ、円盤）");
    assert_eq!(version.data_groups[0].direction, Direction::Provided);
    assert!(version.data_groups[0].items[1].sensitive && !version.data_groups[0].items[0].sensitive);
    assert_eq!(
        version.protections.iter().map(|p| (p.by, p.text.as_str())).collect::<Vec<_>>(),
        [(ProtectionBy::Ward, "a"), (ProtectionBy::Party, "b")]
    );
    assert_eq!(under.versions[0].data_groups[0].subject, "家族");
}

#[test]
fn a_fault_of_the_check_is_told_at_its_cell() {
    let row = item_row("1", "委託", "業務委託", "");
    let tables = vec![
        table("案件", &HEADS, &[&row]),
        table("情報項目", &["案件", "方向", "だれの", "項目"], &[&["1", "提供", "区民", "氏名\u{202E}"]]),
    ];
    let (assigned, _) = assign(Kind::Items, tables);
    let plan = plan(Kind::Items, &assigned, &directory(), Bundle::default(), JOB);
    let path = "$.items[0].versions[0].data_groups[0].items[0].name";
    let faults = plan.locate(
        &assigned,
        vec![
            crate::Fault::at_path("x", path, "y"),
            crate::Fault::at_path("x", "$.items[0].versions[0].title", "y"),
        ],
    );
    assert_eq!(faults[0].place(), "「情報項目」2行目 D列（項目）");
    assert_eq!(faults[1].place(), "「案件」2行目 B列（件名）");
}

#[test]
fn what_a_new_item_cannot_do_without_is_told() {
    let plan = made(Kind::Items, vec![table("", &["件名", "種別"], &[&["a", "売買"]])]);
    let mut codes = String::new();
    for fault in &plan.faults {
        write!(codes, "{} ", fault.code).unwrap();
    }
    assert!(codes.contains("missing-value") && codes.contains("unknown-value"), "{codes}");
}

#[test]
fn columns_are_lettered_as_spreadsheets_do() {
    assert_eq!([0, 25, 26, 701, 702].map(column_letter), ["A", "Z", "AA", "ZZ", "AAA"]);
}

/// A text that a cell keeps as it is.
fn text() -> impl Strategy<Value = String> {
    "[ぁ-ん一-龠a-zA-Z（）、・]{1,12}".prop_filter("brackets alone", |text| text.trim() == text)
}

fn rows(heads: &[&str], rows: &[Vec<String>], order: &[usize]) -> Table {
    let turn = |cells: &[String]| order.iter().map(|at| cells[*at].clone()).collect::<Vec<_>>();
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    Table {
        name: String::new(),
        heads: turn(&heads),
        rows: (2..).zip(rows).map(|(number, row)| Row { number, cells: turn(row) }).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_columns_does_not_matter(names in prop::collection::vec((text(), text(), text()), 1..6), order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle()) {
        let heads = ["事業名", "担当課", "目的", "対象者"];
        let cells: Vec<Vec<String>> = names.iter().map(|(a, b, c)| vec![a.clone(), "健康推進課".into(), b.clone(), c.clone()]).collect();
        let one = made(Kind::Programmes, vec![rows(&heads, &cells, &[0, 1, 2, 3])]);
        let other = made(Kind::Programmes, vec![rows(&heads, &cells, &order)]);
        prop_assert_eq!(&one.bundle, &other.bundle);
        prop_assert_eq!(one.faults.len(), other.faults.len());
    }

    #[test]
    fn what_was_written_into_a_table_is_read_back_the_same(rows_in in prop::collection::vec((text(), prop::collection::vec(text(), 0..4)), 1..4)) {
        let heads: Vec<&str> = Sheet::Programmes.columns().iter().map(|column| column.label).collect();
        let cells: Vec<Vec<String>> = (0..).zip(&rows_in).map(|(at, (name, lines))| Sheet::Programmes.columns().iter().map(|column| match column.field {
            Field::Name => format!("{at}{name}"),
            Field::Section => "健康推進課".into(),
            Field::Purpose => name.clone(),
            Field::Description => lines.join("\n"),
            _ => String::new(),
        }).collect()).collect();
        let order: Vec<usize> = (0..heads.len()).collect();
        let first = made(Kind::Programmes, vec![rows(&heads, &cells, &order)]);
        prop_assert_eq!(&first.faults, &[]);
        // Shown as cells and read once more, over what is held, nothing changes.
        let shown: Vec<Vec<String>> = first.bundle.programmes.iter().map(|programme| {
            Sheet::Programmes.columns().iter().map(|column| show::programme(programme, column.field, &directory())).collect()
        }).collect();
        let mut directory = directory();
        directory.programmes = Names::new(first.bundle.programmes.iter().map(|it| Entry { id: it.id.uuid(), name: it.name.clone(), detail: String::new(), also: Vec::new(), owner: Some(it.section.uuid()), current: true }).collect());
        let (assigned, _) = assign(Kind::Programmes, vec![rows(&heads, &shown, &order)]);
        let again = plan(Kind::Programmes, &assigned, &directory, first.bundle.clone(), id(2));
        prop_assert_eq!(&again.faults, &[]);
        prop_assert_eq!(again.bundle, first.bundle);
    }

    #[test]
    fn no_cell_makes_it_panic(cells in prop::collection::vec(any::<String>(), 12), group in prop::collection::vec(any::<String>(), 7), other in prop::collection::vec(any::<String>(), 3)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let group: Vec<&str> = group.iter().map(String::as_str).collect();
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        let heads: Vec<&str> = Sheet::DataGroups.columns().iter().map(|column| column.label).collect();
        made(Kind::Items, vec![
            table("案件", &HEADS, &[&cells, &item_row("1", "委託", "業務委託", "")]),
            table("情報項目", &heads, &[&group]),
            table("保護対策", &["案件", "だれが", "対策"], &[&other]),
        ]);
        for kind in Kind::ALL {
            let heads: Vec<&str> = kind.main().columns().iter().map(|column| column.label).collect();
            made(*kind, vec![table("", &heads, &[&cells])]);
            made(*kind, vec![table("", &cells, &[&cells])]);
        }
    }
}
