use std::collections::BTreeMap;

use proptest::{prelude::*, strategy::ValueTree as _};

use super::sets::{clauses, sentence};
use crate::clauses::{
    CaptionPlace, Clause, ClauseItem, Numbering, Printed, draft,
    reader::{ReadClause, Reading, read},
};
use crate::text::is_forbidden;

/// Every character that can be seen, counted; the brackets of captions stand
/// in no text.
fn seen<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts.into_iter().flat_map(str::chars) {
        if !c.is_whitespace() && !is_forbidden(c) && !"（）()【】［］[]〔〕〈〉＜＞|｜│┃".contains(c)
        {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

fn held(reading: &Reading) -> Vec<String> {
    fn items(list: &[ClauseItem], held: &mut Vec<String>) {
        for item in list {
            held.extend([item.label.clone(), item.text.clone(), item.note.clone().unwrap_or_default()]);
            items(&item.items, held);
        }
    }
    let mut held = vec![reading.annex.clone(), reading.title.clone()];
    held.extend(reading.preamble.iter().chain(&reading.trailing).cloned());
    // A row of clauses taken out together is written once.
    let in_row = |read: &&ReadClause| read.label.is_empty() && read.clause.caption.is_none();
    for read in reading.clauses.iter().filter(|read| !in_row(read)) {
        let clause = &read.clause;
        held.extend(clause.divisions.iter().cloned());
        held.extend([read.label.clone(), clause.paragraph.clone(), clause.body.clone()]);
        held.extend(clause.caption.iter().chain(&clause.note).cloned());
        items(&clause.items, &mut held);
    }
    // Furniture is quoted in the warning that names it.
    let furniture =
        reading.warnings.iter().filter(|warning| matches!(warning.code, "page-number" | "page-header"));
    held.extend(furniture.map(|warning| {
        let quoted = warning.message.strip_prefix('「').unwrap();
        quoted[..quoted.rfind("」は").unwrap()].to_owned()
    }));
    held
}

#[track_caller]
fn nothing_is_lost(text: &str) {
    let reading = read(text);
    let held = held(&reading);
    let (held, seen) = (seen(held.iter().map(String::as_str)), seen([text]));
    let lost: Vec<_> = seen.iter().filter(|(c, count)| held.get(c) != Some(count)).collect();
    let made: Vec<_> = held.iter().filter(|(c, count)| seen.get(c) != Some(count)).collect();
    assert!(lost.is_empty() && made.is_empty(), "lost {lost:?}, made {made:?} in {text:?}");
    for reference in reading.clauses.iter().flat_map(|read| &read.references) {
        assert!(!reference.text.is_empty());
    }
    let lines = text.lines().count().max(1) + text.matches(['\r', '\u{85}', '\u{2028}', '\u{2029}']).count();
    assert!(
        reading.warnings.iter().all(|warning| (1..=lines).contains(&warning.line)),
        "{:?}",
        reading.warnings
    );
}

/// What clause sets are made of, whole and broken.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\u{c}",
        "　",
        " ",
        "\t",
        "。",
        "、",
        "，",
        "１",
        "２",
        "３",
        "10",
        "1",
        "2",
        "3",
        "4",
        "1.",
        "２．",
        "3)",
        "(1)",
        "(2)",
        "から",
        "及び",
        "まで　削除",
        "第●条",
        " |\n",
        "（３）",
        "①",
        "②",
        "⑶",
        "ア",
        "イ",
        "ウ",
        "ロ",
        "(ｱ)",
        "a)",
        "b)",
        "i",
        "ⅱ",
        "Ⅰ",
        "Ⅱ",
        "一",
        "二",
        "㈠",
        "(一)",
        "第１",
        "第 2",
        "第３条",
        "第一条",
        "第二条",
        "第1条の2",
        "第２章",
        "附則",
        "別紙１",
        "（別紙２）",
        "以上",
        "- 3 -",
        "3/5",
        "特 記 事 項",
        "特記事項",
        "（秘密の保持）",
        "（監査）",
        "【返却】",
        "(以下「乙」という。)",
        "（目的外利用及び",
        "の禁止）",
        "※ 記入すること",
        "（注）",
        "乙は、守るものとする。",
        "受託者は、次に掲げる",
        "次の各号の事項",
        "甲が認めた事項",
        "なお、",
        "前項",
        "前各項",
        "第１項から第３項まで",
        "第２条第１項第３号",
        "同条",
        "個人情報の保護に関する法律第66条",
        "・",
        "○ ",
        "基本的事項",
        "\u{200b}",
        "\r\n",
        "－",
        "1-1 ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Captions without parentheses are known from text only where most clauses
/// have one, and where they begin and end like a heading: 第２条等 is a reference.
fn captioned(clauses: &mut [Clause]) {
    for (at, clause) in clauses.iter_mut().enumerate() {
        let caption = clause
            .caption
            .as_deref()
            .map(|caption| caption.trim_end_matches('の').trim_start_matches(['の', '等']));
        let caption = caption.filter(|caption| !caption.is_empty()).map(ToOwned::to_owned);
        clause.caption = caption.or_else(|| (at % 4 != 3).then(|| "管理".to_owned()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_in_any_text_is_lost_or_stops_the_reader(text in any::<String>()) {
        nothing_is_lost(&text);
    }

    #[test]
    fn nothing_in_anything_like_a_clause_set_is_lost(text in pieces()) {
        nothing_is_lost(&text);
    }

    #[test]
    fn anything_read_comes_to_an_edition_or_to_faults_with_lines(text in pieces()) {
        let reading = read(&text);
        let drafted = draft(&reading);
        let lines = text.lines().count().max(1);
        for fault in &drafted.faults {
            prop_assert!(matches!(fault.code, "no-clauses" | "empty-text" | "text-too-long"), "{:?}", fault);
            let at = match fault.place { crate::Place::Line(line) => line, _ => 1 };
            prop_assert!((1..=lines).contains(&at), "{:?}", fault);
        }
        prop_assert!(drafted.clauses.iter().zip(1..).all(|(clause, number)| clause.number == number));
        prop_assert_eq!(drafted.clauses.len(), reading.clauses.len());
    }

    #[test]
    fn nothing_in_a_damaged_text_is_lost(text in ward_texts()) {
        nothing_is_lost(&text);
    }

    #[test]
    fn what_was_printed_is_read_again(
        (mut clauses, further) in clauses(),
        preamble in prop::collection::vec(sentence(), 0..3),
        ends in any::<bool>(),
        numbering in prop::sample::select(Numbering::ALL),
        captions in prop::sample::select(CaptionPlace::ALL),
        divided in any::<bool>(),
    ) {
        if divided && !matches!(numbering, Numbering::Plain | Numbering::Dot) {
            for (chapter, clause) in (1_u32..).zip(clauses.iter_mut().step_by(4)) {
                clause.divisions = vec![format!("第{}章　総則", crate::text::full_width(chapter))];
            }
        }
        if !matches!(numbering, Numbering::Plain | Numbering::Dot) {
            for (clause, further) in clauses.iter_mut().zip(&further) {
                clause.items.extend((2..).zip(further).map(|(number, text)| ClauseItem {
                    id: None,
                    label: crate::text::paper_number(number),
                    text: text.clone(),
                    note: None,
                    items: Vec::new(),
                }));
            }
        }
        let trailing: Vec<String> = if ends { vec!["附則".into(), "この特記事項は、令和８年４月１日から施行する。".into()] } else { vec![] };
        if captions == CaptionPlace::Bare {
            captioned(&mut clauses);
        }
        let printed = Printed { title: "特記事項", preamble: &preamble, clauses: &clauses, trailing: &trailing, numbering, captions };
        let text = printed.text();
        let reading = read(&text);
        let drafted = draft(&reading);
        prop_assert_eq!(drafted.numbering, numbering, "{}", text);
        prop_assert!(drafted.renumbered.is_empty() && drafted.faults.is_empty(), "{:?} {}", drafted, text);
        prop_assert_eq!(drafted.captions, captions, "{}", text);
        let read = drafted.clauses;
        prop_assert_eq!(&reading.title, "特記事項");
        prop_assert_eq!(&reading.preamble, &preamble, "{}", text);
        prop_assert_eq!(&reading.trailing, &trailing, "{}", text);
        for (read, clause) in read.iter().zip(&clauses) {
            prop_assert_eq!(read, clause, "{}", text);
        }
        prop_assert_eq!(read.len(), clauses.len(), "{}", text);
    }
}

#[test]
fn no_ward_s_text_loses_a_character() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clauses/reader/tests/wards");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            nothing_is_lost(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// Runs on random texts for as long as `AZUKARI_FUZZ_SECONDS` says; without it
/// the properties above are what there is.
#[test]
fn a_long_run_finds_nothing_either() {
    let seconds = std::env::var("AZUKARI_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let end = std::time::Instant::now() + std::time::Duration::from_secs(seconds.unwrap_or(0));
    let mut runner = proptest::test_runner::TestRunner::default();
    let texts = prop_oneof![3 => pieces(), 1 => ward_texts(), 1 => any::<String>()];
    while std::time::Instant::now() < end {
        let tree = texts.new_tree(&mut runner).unwrap();
        nothing_is_lost(&tree.current());
    }
}

/// The texts of wards with something cut out of them or put into them.
fn ward_texts() -> impl Strategy<Value = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clauses/reader/tests/wards");
    let mut texts: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.sort();
    let texts: Vec<String> = texts.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..20, pieces()), 0..6);
    (prop::sample::select(texts), cuts).prop_map(|(text, cuts)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, length, piece) in cuts {
            let at = at.index(chars.len().max(1)).min(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, piece.chars().take(20));
        }
        chars.into_iter().collect()
    })
}
