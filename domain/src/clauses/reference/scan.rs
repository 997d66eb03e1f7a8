//! References as they are written, before anything is known of the set.

use std::ops::Range;

use super::{
    Number, Wording,
    bare::{clause_item, number_before},
    context::Context,
    outside::Outside,
};
use crate::{
    clauses::reader::cursor::is_kanji_digit,
    text::{narrow_char, parse_kanji},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 条.
    Article,
    /// 項.
    Paragraph,
    /// 号.
    Item,
    /// 第３ and nothing behind it.
    Section,
}

/// One part of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// 第３条.
    At(Unit, Number),
    /// 前項; 前２項.
    Previous(Unit, u32),
    /// 前各項.
    AllPrevious(Unit),
    /// 次項.
    Next(Unit),
    /// 同項.
    Same(Unit),
    /// 本条.
    Own(Unit),
    /// 各号.
    Each(Unit),
    /// 次に掲げる, 次の各号.
    Following,
}

/// 第５条第２項第３号.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Point {
    /// From the largest part to the smallest, each with its place in the text.
    pub(super) steps: Vec<(Step, Range<usize>)>,
}

/// What a reference says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Words {
    /// One place, or from one place to another.
    Place {
        from: Point,
        to: Option<Point>,
        outside: bool,
    },
    Annexes(Vec<u32>),
}

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) span: Range<usize>,
    /// The place it takes up, if it begins in the one before it: 第４条第１項 of
    /// 第２号 in 第４条第１項第１号及び第２号.
    pub(super) context: Vec<Step>,
    pub(super) words: Words,
}

/// A text without space, in one width, with the places of its characters.
pub(super) struct Compact {
    pub(super) chars: Vec<char>,
    places: Vec<usize>,
    ends: Vec<usize>,
}

impl Compact {
    pub(super) fn new(text: &str) -> Self {
        let mut compact = Self { chars: Vec::new(), places: Vec::new(), ends: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            compact.chars.push(narrow_char(c));
            compact.places.push(at);
            compact.ends.push(at + c.len_utf8());
        }
        compact
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn starts_with(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.chars().all(|c| {
            at += 1;
            self.get(at - 1) == Some(c)
        })
    }

    pub(super) fn ends_with(&self, end: usize, word: &str) -> bool {
        end.checked_sub(word.chars().count()).is_some_and(|start| self.starts_with(start, word))
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.places.get(from).copied().unwrap_or_default();
        let end = to.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(start);
        start..end.max(start)
    }

    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        let digits: String =
            self.chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(5).collect();
        if !digits.is_empty() {
            return Some((digits.parse().ok()?, at + digits.len()));
        }
        let kanji: String =
            self.chars.get(at..)?.iter().take_while(|c| is_kanji_digit(**c)).take(6).collect();
        let value = u32::try_from(parse_kanji(&kanji)?).ok()?;
        Some((value, at + kanji.chars().count()))
    }

    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let next = self.get(at + 1);
        let followed = |by: &str| next.is_some_and(|next| by.contains(next));
        match self.get(at)? {
            '条' if !followed("例約件文") => Some((Unit::Article, at + 1)),
            '項' if !followed("目") => Some((Unit::Paragraph, at + 1)),
            '号' if !followed("被様機室館棟車証") => Some((Unit::Item, at + 1)),
            _ => None,
        }
    }
}

/// The references in a text.
pub(super) fn scan(text: &str, wording: Wording) -> Vec<Expression> {
    const SIGNS: [char; 8] = ['第', '前', '次', '同', '本', '各', '別', '('];
    if !text.contains(SIGNS) && !text.contains('（') {
        return Vec::new();
    }
    let compact = Compact::new(text);
    let (mut outside, mut context) = (Outside::default(), Context::default());
    let (mut found, mut at) = (Vec::new(), 0);
    while at < compact.chars.len() {
        if !compact.get(at).is_some_and(|c| SIGNS.contains(&c)) {
            at += 1;
            continue;
        }
        let free = found.last().map_or(0, |last: &Expression| last.span.end);
        if let Some(start) = number_before(&compact, at) {
            let start = Some(start).filter(|start| compact.span(*start, at).start >= free);
            let read = start.and_then(|start| clause_item(&compact, start, at, wording));
            let Some(((words, end), start)) = read.zip(start) else {
                at += 1;
                continue;
            };
            found.push(context.expression(&compact, start..end, words));
            at = end;
            continue;
        }
        let read = annexes(&compact, at).or_else(|| place(&compact, at, wording, &mut outside));
        match read {
            Some((words, end)) if end > at => {
                found.push(context.expression(&compact, at..end, words));
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// 第１項から第３項まで, or one end of it.
fn place(compact: &Compact, at: usize, wording: Wording, outside: &mut Outside) -> Option<(Words, usize)> {
    let (from, mut end) = point(compact, at, wording, false)?;
    let mut to = None;
    let joint = ["から", "~", "〜", "乃至", "ないし"].iter().find(|word| compact.starts_with(end, word));
    if let Some(joint) = joint {
        let start = end + joint.chars().count();
        if let Some((point, after)) = point(compact, start, wording, true) {
            let until = if compact.starts_with(after, "まで") { 2 } else { 0 };
            (to, end) = (Some(point), after + until);
        }
    }
    let outside = outside.take(compact, at, end, &from);
    let is_law_number =
        outside && matches!(from.steps.as_slice(), [(Step::At(Unit::Item, _), _)]) && from_law(compact, at);
    if is_law_number {
        return None;
    }
    Some((Words::Place { from, to, outside }, end))
}

/// Whether 第57号 is the number of a law rather than a part of one.
fn from_law(compact: &Compact, at: usize) -> bool {
    ["法律", "条例", "規則", "政令", "省令", "府令", "告示", "訓令", "規程", "要綱", "訓", "通知"]
        .iter()
        .any(|name| compact.ends_with(at, name))
}

fn point(compact: &Compact, at: usize, wording: Wording, lenient: bool) -> Option<(Point, usize)> {
    let mut point = Point::default();
    let mut end = at;
    while let Some((step, next)) = step(compact, end, wording, !point.steps.is_empty(), lenient) {
        point.steps.push((step, compact.span(end, next)));
        end = next;
        let smallest = matches!(step, Step::At(Unit::Item, _) | Step::Each(_) | Step::Following)
            || matches!(
                step,
                Step::Previous(Unit::Item, _)
                    | Step::AllPrevious(_)
                    | Step::Next(Unit::Item)
                    | Step::Same(Unit::Item)
            );
        if smallest || point.steps.len() > 3 {
            break;
        }
    }
    (!point.steps.is_empty()).then_some((point, end))
}

pub(super) fn step(
    compact: &Compact,
    at: usize,
    wording: Wording,
    further: bool,
    lenient: bool,
) -> Option<(Step, usize)> {
    let plain = |main| Number { main, branch: 0 };
    match compact.get(at)? {
        '第' => ordinal(compact, at + 1, wording),
        '各' => {
            let (unit, end) = compact.unit(at + 1)?;
            (further || unit == Unit::Item).then_some((Step::Each(unit), end))
        }
        '(' => {
            let (value, end) = compact.number(at + 1)?;
            let closed = compact.get(end) == Some(')');
            let named = ["から(", "及び(", "又は(", "の", "に掲げる", "に定める", "まで"];
            let refers = further || lenient || named.iter().any(|word| compact.starts_with(end + 1, word));
            (closed && refers && value < 100).then(|| (Step::At(Unit::Item, plain(value)), end + 1))
        }
        _ if further => None,
        '前' if compact.get(at + 1) == Some('各') => {
            compact.unit(at + 2).map(|(unit, end)| (Step::AllPrevious(unit), end))
        }
        '前' => match compact.unit(at + 1) {
            Some((unit, end)) => Some((Step::Previous(unit, 1), end)),
            None => {
                let (count, end) = compact.number(at + 1)?;
                let (unit, end) = compact.unit(end)?;
                Some((Step::Previous(unit, count.max(1)), end))
            }
        },
        '次' => following(compact, at)
            .map(|end| (Step::Following, end))
            .or_else(|| compact.unit(at + 1).map(|(unit, end)| (Step::Next(unit), end))),
        '同' => compact.unit(at + 1).map(|(unit, end)| (Step::Same(unit), end)),
        '本' if !at
            .checked_sub(1)
            .and_then(|before| compact.get(before))
            .is_some_and(|c| "日基根資見謄抄".contains(c)) =>
        {
            compact.unit(at + 1).map(|(unit, end)| (Step::Own(unit), end))
        }
        c if lenient && (c.is_ascii_digit() || is_kanji_digit(c)) => {
            let (value, end) = compact.number(at)?;
            compact.unit(end).map(|(unit, end)| (Step::At(unit, plain(value)), end))
        }
        _ => None,
    }
}

fn following(compact: &Compact, at: usize) -> Option<usize> {
    ["次の各号", "次に掲げる", "次に定める各号"]
        .iter()
        .find(|word| compact.starts_with(at, word))
        .map(|word| at + word.chars().count())
}

/// What follows 第.
fn ordinal(compact: &Compact, at: usize, wording: Wording) -> Option<(Step, usize)> {
    let (main, end) = compact.number(at)?;
    let Some((unit, mut end)) = compact.unit(end) else {
        let next = compact.get(end);
        let counted = next.is_some_and(|c| {
            "三者回種期次章節款編条項号類版部面段被課係区級位".contains(c) || c.is_ascii_digit()
        });
        let section = wording == Wording::Sections && !counted && main > 0;
        let (number, end) = branched(compact, main, end, 1);
        return section.then_some((Step::At(Unit::Section, number), end));
    };
    let mut number = Number { main, branch: 0 };
    if unit == Unit::Article {
        (number, end) = branched(compact, main, end, 2);
    }
    Some((Step::At(unit, number), end))
}

/// `least`: 第１の１ is a part of 第１, but there is no 第１条の１.
fn branched(compact: &Compact, main: u32, end: usize, least: u32) -> (Number, usize) {
    let branch = (compact.get(end) == Some('の')).then(|| compact.number(end + 1)).flatten();
    match branch.filter(|(branch, after)| (least..100).contains(branch) && compact.get(*after) != Some('つ'))
    {
        Some((branch, after)) => (Number { main, branch }, after),
        None => (Number { main, branch: 0 }, end),
    }
}

/// 別紙１及び３, 別紙１から３まで.
fn annexes(compact: &Compact, at: usize) -> Option<(Words, usize)> {
    let name = ["別紙", "別表", "別記", "別添"].into_iter().find(|name| compact.starts_with(at, name))?;
    let one = |at: usize| {
        let start = if compact.starts_with(at, name) { at + 2 } else { at };
        let start = start + usize::from(compact.get(start) == Some('第'));
        let (number, end) = compact.number(start)?;
        let counted = compact.get(end).is_some_and(|c| "年月日条項人件名枚部つ点種".contains(c));
        (!counted).then(|| (number, end + usize::from(compact.get(end) == Some('号'))))
    };
    let (first, mut end) = one(at)?;
    let mut numbers = vec![first];
    loop {
        let joint = ["及び", "並びに", "又は", "若しくは", "、", "・", ",", "と", "から", "~"]
            .iter()
            .find(|word| compact.starts_with(end, word));
        let Some(joint) = joint else { break };
        let Some((number, after)) = one(end + joint.chars().count()) else { break };
        match (*joint, numbers.last().copied()) {
            ("から" | "~", Some(last)) => {
                let until = if compact.starts_with(after, "まで") { 2 } else { 0 };
                numbers.extend((last + 1..=number).take(100));
                end = after + until;
            }
            _ => {
                numbers.push(number);
                end = after;
            }
        }
    }
    Some((Words::Annexes(numbers), end))
}
