//! What stands before the first clause and after the last: the annex's label,
//! the title, paragraphs.

use super::{
    brackets::{closing, unspaced},
    chain::{ending, has_subject, is_supplement},
    furniture::is_annex_label,
    label::label,
    lines::columns,
    segment::{Role, Segment, is_end_note, is_note},
    warning::Warning,
};

/// What stands before the first clause.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) annex: String,
    pub(super) title: String,
    pub(super) preamble: Vec<String>,
}

/// A line put together again.
struct Whole {
    number: usize,
    text: String,
    labelled: bool,
}

fn whole_lines(segments: &[Segment<'_>]) -> Vec<Whole> {
    let mut lines: Vec<Whole> = Vec::new();
    for segment in segments.iter().filter(|segment| segment.role != Role::Furniture) {
        match lines.last_mut().filter(|line| !segment.first && line.number == segment.line.number) {
            Some(line) => {
                line.text.push_str(segment.space);
                line.text.push_str(segment.text);
            }
            None => lines.push(Whole {
                number: segment.line.number,
                text: segment.text.to_owned(),
                labelled: segment.label.is_some(),
            }),
        }
    }
    lines
}

/// Reads what stands before the first clause.
pub(super) fn front(segments: &[Segment<'_>], warnings: &mut Vec<Warning>) -> Front {
    let mut lines = upright(whole_lines(segments));
    let mut front = Front::default();
    take_annex(&mut lines, 0, &mut front);
    match title(&lines) {
        Some((from, to)) => {
            front.title =
                lines.get(from..to).unwrap_or_default().iter().map(|line| unspaced(&line.text)).collect();
            lines.drain(from..to);
            take_annex(&mut lines, from, &mut front);
        }
        None => {
            let line = segments.first().map_or(1, |segment| segment.line.number);
            warnings.push(Warning::new(line, "no-title", "表題が見つかりません。表題を入れてください。"));
        }
    }
    front.preamble = paragraphs(&lines);
    front
}

/// Takes the labels of annexes that begin at a line.
fn take_annex(lines: &mut Vec<Whole>, at: usize, front: &mut Front) {
    while let Some(line) = lines.get_mut(at) {
        let Some((label, rest)) = annex_label(&line.text) else { break };
        let (label, rest) = (label.to_owned(), rest.to_owned());
        if !front.annex.is_empty() {
            front.annex.push('\u{3000}');
        }
        front.annex.push_str(&label);
        if rest.is_empty() {
            lines.remove(at);
        } else {
            line.text = rest;
        }
    }
}

/// Lines of one character each, put together: a heading that a PDF has set
/// upright.
fn upright(lines: Vec<Whole>) -> Vec<Whole> {
    let mut joined: Vec<Whole> = Vec::with_capacity(lines.len());
    let mut run = 0;
    for line in lines {
        let single = line.text.chars().count() == 1 && line.text.chars().all(char::is_alphabetic);
        run = if single { run + 1 } else { 0 };
        match joined.last_mut().filter(|_| run > 1) {
            Some(last) => last.text.push_str(&line.text),
            None => joined.push(line),
        }
    }
    joined
}

/// The label of an annex at the start of a line, and what follows it.
fn annex_label(text: &str) -> Option<(&str, &str)> {
    if is_annex_label(text) {
        return Some((text, ""));
    }
    let bracket = closing(text).and_then(|end| text.split_at_checked(end));
    let word = || text.find(char::is_whitespace).and_then(|at| text.split_at_checked(at));
    bracket
        .or_else(word)
        .filter(|(label, _)| is_annex_label(label))
        .map(|(label, rest)| (label, rest.trim_start()))
}

/// The lines of the title.
fn title(lines: &[Whole]) -> Option<(usize, usize)> {
    const ENDS: [&str; 17] = [
        "特記事項",
        "仕様書",
        "基準",
        "覚書",
        "取扱事項",
        "遵守事項",
        "条項",
        "取扱いについて",
        "に関する事項",
        "特約",
        "確認事項",
        "特記仕様",
        "協定書",
        "契約書",
        "要綱",
        "要領",
        "規程",
    ];
    let plain = |line: &Whole| -> String {
        let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        text
    };
    let could_be = |line: &Whole| {
        let text = plain(line);
        text.chars().count() <= 40 && !text.contains('。') && !has_subject(&text) && !is_note(&text)
    };
    let bare = |text: &str| text.split(['（', '(']).next().unwrap_or_default().to_owned();
    let is_named = |line: &Whole| {
        let text = plain(line);
        could_be(line) && ENDS.iter().any(|end| bare(&text).ends_with(end) || text.ends_with(end))
    };
    // Right above the first clause stands the heading of the set; what is above
    // it may have one of its own.
    let named = match lines.last() {
        Some(line) if is_named(line) => Some(lines.len() - 1),
        _ => (0..lines.len().min(8)).find(|at| {
            // The end of a sentence that runs through lines names nothing.
            let above = at.checked_sub(1).and_then(|above| lines.get(above));
            let runs_on = above.is_some_and(|above| ending(&above.text) == 0 && !could_be(above));
            !runs_on && lines.get(*at).is_some_and(is_named)
        }),
    };
    let at = named.or_else(|| lines.first().filter(|line| could_be(line) && !line.labelled).map(|_| 0))?;
    let goes_on = |line: &Whole| {
        let text = plain(line);
        could_be(line)
            && text.ends_with(
                ["の", "る", "び", "に", "、", "等", "と", "・"]
                    .map(|end| end.chars().next().unwrap_or('の')),
            )
    };
    let spaced = |line: &Whole| line.text.split_whitespace().count() * 3 > plain(line).chars().count() * 2;
    let mut from = at;
    while from > 0
        && lines.get(from - 1).is_some_and(|line| goes_on(line) || (spaced(line) && could_be(line)))
    {
        from -= 1;
    }
    let mut to = at + 1;
    while lines.get(to - 1).is_some_and(goes_on) && lines.get(to).is_some_and(could_be) {
        to += 1;
    }
    if named.is_none() {
        while to < 3 && lines.get(to).is_some_and(|line| could_be(line) && spaced(line)) {
            to += 1;
        }
    }
    Some((from, to))
}

/// Lines as paragraphs: lines that a sentence runs through become one.
fn paragraphs(lines: &[Whole]) -> Vec<String> {
    // No sentence begins with these.
    const PARTICLES: [char; 9] = ['に', 'を', 'は', 'が', 'と', 'で', 'の', 'も', 'へ'];
    let widest = lines.iter().map(|line| columns(&line.text)).max().unwrap_or_default();
    let mut paragraphs: Vec<String> = Vec::new();
    let (mut runs_on, mut sentence) = (false, false);
    // Brackets that are not closed yet.
    let (mut open, mut closed) = (0_i32, false);
    for line in lines {
        // A bracket or a sentence that is open goes on whatever the line begins with.
        let within = open > 0 || line.text.starts_with(['）', ')', '」', '』']);
        let goes_on = within || (closed && line.text.starts_with(PARTICLES));
        let apart = (line.labelled && !within) || is_note(&line.text) || line.text.contains('\t');
        match paragraphs.last_mut().filter(|_| (runs_on || goes_on) && !apart) {
            Some(paragraph) => {
                let number = label(paragraph).is_some_and(|label| label.is_alone());
                join(paragraph, &line.text, if number { "\u{3000}" } else { "" });
            }
            None => {
                paragraphs.push(line.text.clone());
                (open, sentence) = (0, false);
            }
        }
        open = line.text.chars().fold(open, |open, c| match c {
            '（' | '(' | '「' | '『' => open + 1,
            '）' | ')' | '」' | '』' => open - 1,
            _ => open,
        });
        sentence |= line.text.contains(['、', '，', ',']);
        let wide = columns(&line.text) * 5 > widest * 4 && columns(&line.text) > 40;
        closed = line.text.ends_with(['）', ')', '」', '』']);
        runs_on = match ending(&line.text) {
            0 => true,
            1 => wide || sentence,
            _ => false,
        };
    }
    paragraphs
}

/// Appends what follows in the next line, or on the same line after `space`.
/// Rows of a table are kept apart.
pub(super) fn join(text: &mut String, more: &str, space: &str) {
    let word = |c: char| c.is_ascii_alphanumeric();
    let row = more.contains('\t') || text.bytes().rev().take(400).any(|byte| byte == b'\t');
    let words = text.chars().next_back().is_some_and(word) && more.chars().next().is_some_and(word);
    if !space.is_empty() && !text.is_empty() {
        text.push_str(space);
    } else if row && !text.is_empty() {
        text.push('\u{3000}');
    } else if words {
        text.push(' ');
    }
    text.push_str(more);
}

/// Where the last clause ends: the first part, of those behind its number, that
/// belongs to no clause.
pub(super) fn tail_at(segments: &[Segment<'_>], title: &str, usual_blanks: usize) -> Option<usize> {
    let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let mut before: Option<&Segment<'_>> = None;
    for (at, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.role != Role::Furniture) {
        let closed = before.is_none_or(|before| ending(before.text) > 0);
        if segment.first
            && closed
            && (ends_set(segment, &title) || (at > 0 && stands_apart(segment, before, usual_blanks)))
        {
            return Some(at);
        }
        before = Some(segment);
    }
    None
}

fn ends_set(segment: &Segment<'_>, title: &str) -> bool {
    if is_supplement(segment) || is_end_note(segment.text) {
        return true;
    }
    if segment.text.chars().count() > 40 {
        return false;
    }
    let key: String = segment.text.chars().filter(|c| !c.is_whitespace()).collect();
    let count = key.chars().count();
    let another =
        key.ends_with("特記事項") && count <= 30 && !key.contains(['。', '、', '，', ',', '「', '『']);
    let dated = count <= 20 && key.contains('年') && key.contains('月') && key.ends_with('日');
    key == "以上"
        || is_annex_label(segment.text)
        || annex_label(segment.text).is_some()
        || (!title.is_empty() && key == title)
        || another
        || dated
}

fn stands_apart(segment: &Segment<'_>, before: Option<&Segment<'_>>, usual_blanks: usize) -> bool {
    // Where a page begins there is space in the middle of a clause.
    let wide = segment.line.blanks > usual_blanks * 2 + 1 && !segment.line.page;
    wide && segment.label.is_none() && before.is_some_and(|before| before.text.ends_with('。'))
}

/// What stands after the last clause.
pub(super) fn trailing(segments: &[Segment<'_>]) -> Vec<String> {
    paragraphs(&whole_lines(segments))
}
