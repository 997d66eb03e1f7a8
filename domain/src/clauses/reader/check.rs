//! What looks wrong in clauses once they are read.

use super::{
    ReadClause,
    chain::ending,
    deleted::is_gone,
    label::{Style, label},
    place::is_paragraph_number,
    segment::Segment,
    warning::{Warning, start_of},
};
use crate::clauses::{Clause, ClauseItem, reference::Number};

/// Numbers out of order, clauses without text, a text cut off.
pub(super) fn check(clauses: &[ReadClause], warnings: &mut Vec<Warning>) {
    let mut before = Number { main: 0, branch: 0 };
    for read in clauses {
        let number = read.number;
        let (line, shown) = (read.line, number.to_string());
        if number == before {
            let message = format!("番号{shown}が二度使われています。番号を直してください。");
            warnings.push(Warning::new(line, "number-repeated", message));
        } else if number.main > before.main + 1 {
            let message =
                format!("番号{shown}の前の番号がありません。条項が抜けていないか、確かめてください。");
            warnings.push(Warning::new(line, "number-gap", message));
        } else if number < before {
            let message = format!(
                "番号がここでまた{shown}から始まります。取り込むと通し番号になりますので、番号を確かめてください。"
            );
            warnings.push(Warning::new(line, "number-restarts", message));
        }
        before = number;
        let clause = &read.clause;
        if clause.body.is_empty() && clause.items.is_empty() {
            let message =
                format!("番号{shown}の条項に本文がありません。本文を入れるか、この番号を除いてください。");
            warnings.push(Warning::new(line, "empty-clause", message));
        } else if breaks_off(clause) {
            let message = format!(
                "番号{shown}の条項が文の途中で終わっています。抜けている文がないか、確かめてください。"
            );
            warnings.push(Warning::new(line, "cut-off", message));
        }
        let note = clause.note.iter().chain(clause.items.iter().filter_map(|item| item.note.as_ref())).next();
        if let Some(note) = note {
            let message = format!(
                "「{}」は作成上の注とみて、条文から分けました。条文のときは、本文に戻してください。",
                start_of(note)
            );
            warnings.push(Warning::new(line, "drafting-note", message));
        }
    }
}

/// Text behind the set that is numbered like it.
pub(super) fn second_set(segments: &[Segment<'_>], style: Option<Style>, warnings: &mut Vec<Warning>) {
    let numbered = |segment: &&Segment<'_>| {
        segment.first && segment.label.as_ref().is_some_and(|label| Some(label.style) == style)
    };
    if segments.iter().filter(numbered).count() > 2
        && let Some(segment) = segments.first()
    {
        let message = "ここから別の条項が始まるようです。別のファイルに分けて読み込んでください。";
        warnings.push(Warning::new(segment.line.number, "second-set", message));
    }
}

/// Whether the last text of a clause stops within a sentence; the entries of a
/// list end without one.
fn breaks_off(clause: &Clause) -> bool {
    fn last(item: &ClauseItem) -> &ClauseItem {
        item.items.last().map_or(item, last)
    }
    // No entry ends with these.
    const JOINTS: [char; 15] =
        ['を', 'に', 'は', 'が', 'で', 'と', 'の', 'も', 'て', 'へ', 'や', 'ず', '、', '，', ','];
    match clause.items.last().map(last) {
        None => ending(&clause.body) < 2 && !is_gone(&clause.body),
        Some(item) => {
            let paragraph = label(&item.label).is_some_and(|label| is_paragraph_number(label.style));
            let sentence = paragraph && item.text.contains(['、', '。', '，', ',']);
            (sentence && ending(&item.text) < 2) || (ending(&item.text) == 0 && item.text.ends_with(JOINTS))
        }
    }
}
