//! What was read, as text that a person can check at a glance.

use std::fmt::Write as _;

use crate::clauses::{ClauseItem, reader::Reading, reference::Target};

pub(super) fn outline(reading: &Reading) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{}", text.trim_end()).unwrap();
    line(format!("別紙: {}", reading.annex));
    line(format!("表題: {}", reading.title));
    reading.preamble.iter().for_each(|text| line(format!("前文: {text}")));
    for read in &reading.clauses {
        read.clause.divisions.iter().for_each(|heading| line(format!("区分: {heading}")));
        let caption =
            read.clause.caption.as_ref().map(|caption| format!("（{caption}）")).unwrap_or_default();
        let label = if read.label.is_empty() { "番号なし" } else { read.label.as_str() };
        line(format!("{} [{label}]{caption}{} {}", read.number, read.clause.paragraph, read.clause.body));
        read.clause.note.iter().for_each(|note| line(format!("    注: {note}")));
        items(&read.clause.items, 1, &mut line);
        for reference in &read.references {
            let place = |at: &usize| reading.clauses[*at].number.to_string();
            let target = match &reference.target {
                Target::Clauses { first, last } if first == last => place(first),
                Target::Clauses { first, last } => format!("{}-{}", place(first), place(last)),
                Target::Within { clause, parts } => format!("{} {parts:?}", place(clause)),
                Target::Annexes(numbers) => format!("{numbers:?}"),
                Target::Outside => "外".into(),
                Target::Nothing => "なし".into(),
            };
            line(format!(
                "    → {:?} {} = {} {target}",
                reference.spot.path(),
                reference.text,
                reference.kind.code()
            ));
        }
    }
    reading.trailing.iter().for_each(|text| line(format!("後文: {text}")));
    for reference in &reading.references {
        line(format!(
            "    → {:?} {} = {} {:?}",
            reference.spot,
            reference.text,
            reference.kind.code(),
            reference.target
        ));
    }
    if reading.captions.is_beside() {
        line(format!("見出し: {}", reading.captions.code()));
    }
    reading
        .warnings
        .iter()
        .for_each(|warning| line(format!("{}行 {} {}", warning.line, warning.code, warning.message)));
    out
}

fn items(list: &[ClauseItem], depth: usize, line: &mut dyn FnMut(String)) {
    for item in list {
        line(format!("{}{} | {}", "  ".repeat(depth), item.label, item.text));
        item.note.iter().for_each(|note| line(format!("{}注: {note}", "  ".repeat(depth + 1))));
        items(&item.items, depth + 1, line);
    }
}
