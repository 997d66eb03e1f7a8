//! Reading a clause set from a ward's own text: pasted, from a file, out of a
//! PDF. Nothing written is lost; what is not sure is said as a warning.

mod brackets;
mod chain;
mod check;
mod contents;
pub(crate) mod cursor;
pub(crate) mod deleted;
mod front;
mod furniture;
mod glyphs;
mod groups;
mod heads;
mod inner;
mod items;
pub(crate) mod label;
mod leave;
mod lines;
mod ordinal;
mod place;
mod refer;
pub(crate) mod segment;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod warning;

pub use label::{Mark, Sequence, Style};
pub use warning::Warning;

use crate::clauses::{
    CaptionPlace, Clause,
    reference::{Number, Reference, Wording},
};
use chain::Chain;
use check::{check, second_set};
use heads::Head;
use items::Builder;
use label::label;
use segment::{Role, Segment};

/// A clause as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadClause {
    /// The line it begins at.
    pub line: usize,
    /// Its number as typed; empty when it had none.
    pub label: String,
    /// Its number, with that of a branch: 第1条の2.
    pub number: Number,
    /// Its content. The number is the one it had; several clauses may have it.
    pub clause: Clause,
    /// What its text refers to.
    pub references: Vec<Reference>,
}

/// A clause set as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// 別紙１, as typed.
    pub annex: String,
    /// The heading, on one line.
    pub title: String,
    /// Text before the first clause.
    pub preamble: Vec<String>,
    /// How clauses are numbered.
    pub style: Option<Style>,
    /// Where most captions stand.
    pub captions: CaptionPlace,
    /// The clauses, in order.
    pub clauses: Vec<ReadClause>,
    /// Text after the last clause.
    pub trailing: Vec<String>,
    /// References in captions, headings and notes, before the first clause and
    /// after the last.
    pub references: Vec<Reference>,
    /// What is not sure, by line.
    pub warnings: Vec<Warning>,
}

impl Reading {
    /// The words in which this set refers to its own clauses.
    #[must_use]
    pub fn wording(&self) -> Wording {
        self.style.map_or(Wording::Paragraphs, |style| Wording::of(style.sequence))
    }
}

/// Reads a clause set.
#[must_use]
pub fn read(text: &str) -> Reading {
    let mut warnings = Vec::new();
    let (text, hidden, first) = lines::visible(text);
    if hidden > 0 {
        let message =
            format!("目に見えない文字を{hidden}個除きました。文が欠けていないか、確かめてください。");
        warnings.push(Warning::new(first, "hidden-characters", message));
    }
    let (text, strewn, first) = lines::unstrewn(text);
    if strewn > 0 {
        let message = format!(
            "語の途中に入っていた空白を{strewn}個除きました。要る空白が消えていないか、確かめてください。"
        );
        warnings.push(Warning::new(first, "strewn-spaces", message));
    }
    let (text, bars, first) = table::without_bars(text);
    if bars > 0 {
        let message = format!("表の罫線とみて「|」を{bars}個除きました。文の並びを確かめてください。");
        warnings.push(Warning::new(first, "table-lines", message));
    }
    let text = lines::unbroken(text);
    let lines = furniture::without_furniture(lines::lines(&text), &mut warnings);
    let usual = usual_blanks(&lines);
    let mut segments = segment::segments(&lines);
    let chain = chain::chain(&segments, usual);
    let (heads, style) = match groups::groups(&mut segments, chain.as_ref().map(|(chain, _)| chain)) {
        Some((heads, style)) => {
            let line =
                heads.first().and_then(|head| segments.get(head.segment)).map_or(1, |part| part.line.number);
            let message = "見出しごとに番号が１から始まります。見出しを条項、番号を項として読み込みました。条項の分かれ目を確かめてください。";
            warnings.push(Warning::new(line, "unnumbered", message));
            (heads, style)
        }
        None => {
            let heads = find_heads(&mut segments, chain.as_ref(), &mut warnings);
            (heads, chain.map(|(chain, _)| chain.style))
        }
    };
    let mut reading = assemble(&mut segments, &heads, style, usual, &mut warnings);
    refer::refer(&mut reading, &lines, &mut warnings);
    warnings.sort_by_key(|warning| warning.line);
    reading.warnings = warnings;
    reading
}

fn usual_blanks(lines: &[lines::Line<'_>]) -> usize {
    let mut blanks: Vec<usize> = lines.iter().map(|line| line.blanks).collect();
    blanks.sort_unstable();
    blanks.get(blanks.len() / 2).copied().unwrap_or_default()
}

fn find_heads<'a>(
    segments: &mut [Segment<'a>],
    chain: Option<&(Chain, Vec<usize>)>,
    warnings: &mut Vec<Warning>,
) -> Vec<Head<'a>> {
    let Some((chain, divisions)) = chain else {
        let mut heads = Vec::new();
        let lines = heads::unnumbered(segments, &mut heads);
        if let Some(line) = lines.first() {
            let message = "条項に番号がありません。見出しごとに１から番号を付けました。条項の分かれ目を確かめてください。";
            warnings.push(Warning::new(*line, "unnumbered", message));
        }
        return heads;
    };
    let first = chain.members.first().map_or(0, |member| member.segment);
    for (at, segment) in segments.iter_mut().enumerate() {
        let heading = segment.label.as_ref().is_some_and(|label| label.style.sequence == Sequence::Division);
        let short = segment.first && segment.text.chars().count() <= 40 && !segment.text.ends_with('。');
        let over = divisions.contains(&at) || (heading && (at + 8 > first || at > first));
        if over && short {
            segment.role = Role::Division;
        }
    }
    let heads = heads::heads(segments, chain);
    let mut heads = deleted::spread(segments, heads, warnings);
    for head in &heads {
        let unclear = if ordinal::blank_article(head.label).is_some() {
            "に番号が入っていません"
        } else if ordinal::is_worn(head.label) {
            "の「条」が読めません"
        } else {
            continue;
        };
        let line = segments.get(head.segment).map_or(1, |segment| segment.line.number);
        let (label, value) = (head.label, head.value);
        let message = format!("「{label}」{unclear}。番号{value}の条項としましたので、確かめてください。");
        warnings.push(Warning::new(line, "number-unclear", message));
    }
    for line in heads::unnumbered(segments, &mut heads) {
        let message =
            "見出しの下の条項に番号がありません。抜けている番号を補いましたので、確かめてください。";
        warnings.push(Warning::new(line, "number-missing", message));
    }
    heads
}

fn assemble(
    segments: &mut [Segment<'_>],
    heads: &[Head<'_>],
    style: Option<Style>,
    usual: usize,
    warnings: &mut Vec<Warning>,
) -> Reading {
    let start_of_set = starts(segments, heads);
    let end = segments.len();
    let behind = heads.last().map_or(0, |head| head.segment);
    // A heading with no clause under it is text.
    segments
        .iter_mut()
        .skip(behind)
        .filter(|part| part.role == Role::Division)
        .for_each(|part| part.role = Role::Text);
    let first = start_of_set.first().copied().unwrap_or(end);
    let front = front::front(segments.get(..first).unwrap_or_default(), warnings);
    let last = heads.last().map_or(end, |head| head.body);
    furniture::drop_repeated(segments, first, last, &front.title, warnings);
    let tail = segments.get(last..).and_then(|rest| front::tail_at(rest, &front.title, usual));
    let tail = tail.map_or(end, |at| last + at);
    furniture::drop_repeated(segments, last, tail, &front.title, warnings);
    let articles = style.is_some_and(|style| !counts_paragraphs(style));
    let mut bodies = Vec::with_capacity(heads.len());
    for (index, head) in heads.iter().enumerate() {
        let to = start_of_set.get(index + 1).copied().unwrap_or(tail).max(head.body);
        let parts = segments.get(head.body..to).unwrap_or_default();
        let line = segments.get(head.segment).map_or(1, |segment| segment.line.number);
        let (nodes, first) = with_rest(parts, head, articles, line, warnings);
        bodies.push((line, tree::body(nodes, first, warnings)));
    }
    deleted::text_to_first(heads, &mut bodies);
    tree::mend_displaced_lists(&mut bodies, warnings);
    let mut clauses = Vec::with_capacity(heads.len());
    let mut from = first;
    for ((line, body), head) in bodies.into_iter().zip(heads) {
        let divisions = segments.get(from..head.segment).unwrap_or_default().iter();
        let divisions = divisions.filter(|part| part.role == Role::Division).map(|part| part.text.to_owned());
        clauses.push(ReadClause {
            line,
            label: head.label.to_owned(),
            number: Number { main: head.value, branch: head.branch },
            clause: Clause {
                id: None,
                origin: None,
                divisions: divisions.collect(),
                number: head.value,
                caption: head.caption.clone(),
                paragraph: body.paragraph,
                body: body.text,
                note: body.note,
                items: body.items,
                duties: Vec::new(),
                dismissed: Vec::new(),
            },
            references: Vec::new(),
        });
        from = head.segment;
    }
    let trailing =
        if heads.is_empty() { Vec::new() } else { front::trailing(segments.get(tail..).unwrap_or_default()) };
    check(&clauses, warnings);
    second_set(segments.get(tail..).unwrap_or_default(), style, warnings);
    Reading {
        annex: front.annex,
        title: front.title,
        preamble: front.preamble,
        style,
        captions: heads::usual_place(heads),
        clauses,
        trailing,
        references: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Where each clause's parts begin: at its caption, at the headings over it.
fn starts(segments: &[Segment<'_>], heads: &[Head<'_>]) -> Vec<usize> {
    let mut floor = 0;
    let mut starts = Vec::with_capacity(heads.len());
    for head in heads {
        let mut start = head.start;
        while start > floor
            && segments
                .get(start - 1)
                .is_some_and(|part| matches!(part.role, Role::Division | Role::Furniture))
        {
            start -= 1;
        }
        starts.push(start);
        floor = head.body;
    }
    starts
}

/// Whether the clauses themselves are called 項.
fn counts_paragraphs(style: Style) -> bool {
    style.sequence == Sequence::Arabic && matches!(style.mark, Mark::Bare | Mark::Dot | Mark::Comma)
}

/// Reads a clause whose text begins behind its number: what stands there may
/// itself begin with the number of a paragraph or an item.
fn with_rest(
    parts: &[Segment<'_>],
    head: &Head<'_>,
    articles: bool,
    line: usize,
    warnings: &mut Vec<Warning>,
) -> (Vec<items::Node>, String) {
    let Some(first) = label(head.rest).filter(|_| !head.rest.is_empty()) else {
        return Builder::new(parts, articles, warnings).build(head.rest, line);
    };
    let begins = lines::Line { number: line, text: head.rest, indent: 0, blanks: 0, page: false };
    let mut all = Vec::with_capacity(parts.len() + 1);
    let role = Role::Text;
    let (text, label, speaks) = (head.rest, Some(first), chain::has_subject(first.rest));
    all.push(Segment { line: begins, first: true, space: "", text, label, speaks, role });
    all.extend_from_slice(parts);
    Builder::new(&all, articles, warnings).build("", line)
}
