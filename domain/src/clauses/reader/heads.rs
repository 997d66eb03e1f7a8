//! Where each clause begins, and its caption: above its number or behind it,
//! in brackets or not.

use super::{
    brackets::{leading_caption, opens_caption, unspaced, whole_caption},
    chain::{Chain, Member, ending, has_subject},
    segment::{Role, Segment},
};
use crate::clauses::CaptionPlace;

/// The beginning of a clause.
#[derive(Debug, Clone)]
pub(super) struct Head<'a> {
    /// The part that holds its number; of a clause without one, its caption.
    pub(super) segment: usize,
    /// The first part that belongs to it.
    pub(super) start: usize,
    /// The first part of its text after that of the number.
    pub(super) body: usize,
    pub(super) label: &'a str,
    pub(super) value: u32,
    pub(super) branch: u32,
    pub(super) caption: Option<String>,
    /// Where its caption stands.
    pub(super) place: CaptionPlace,
    /// What stands behind the number.
    pub(super) rest: &'a str,
}

/// How captions without brackets are written in this text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bare {
    /// There are none.
    None,
    /// On the line above the number.
    Above,
    /// Behind the number, alone on the line.
    Behind,
    /// Behind the number, a space before the text.
    Apart,
}

/// The heads of the clauses in a row of numbers.
pub(super) fn heads<'a>(segments: &mut [Segment<'a>], chain: &Chain) -> Vec<Head<'a>> {
    for member in &chain.members {
        mark(segments, member.segment, Role::Clause);
    }
    let below = chain.members.first().is_some_and(|first| {
        above(segments, first.segment).is_none() && below(segments, first.segment).is_some()
    });
    let mut heads: Vec<Head<'a>> =
        chain.members.iter().map(|member| head(segments, *member, below)).collect();
    let bare = bare_style(segments, &heads);
    let mut before = 0;
    for head in &mut heads {
        if head.caption.is_none() {
            take_bare(segments, head, bare, before);
        }
        before = head.body;
    }
    heads
}

/// Where most captions stand.
pub(super) fn usual_place(heads: &[Head<'_>]) -> CaptionPlace {
    let count = |place| heads.iter().filter(|head| head.caption.is_some() && head.place == place).count();
    // Of as many the first: the usual one.
    CaptionPlace::ALL.iter().copied().rev().max_by_key(|place| count(*place)).unwrap_or_default()
}

pub(super) fn mark(segments: &mut [Segment<'_>], at: usize, role: Role) {
    if let Some(segment) = segments.get_mut(at) {
        segment.role = role;
    }
}

/// The part before another, page furniture left out.
pub(super) fn previous(segments: &[Segment<'_>], at: usize) -> Option<usize> {
    (0..at).rev().take(64).find(|at| segments.get(*at).is_some_and(|part| part.role != Role::Furniture))
}

pub(super) fn next(segments: &[Segment<'_>], at: usize) -> Option<usize> {
    (at + 1..segments.len())
        .take(64)
        .find(|at| segments.get(*at).is_some_and(|part| part.role != Role::Furniture))
}

/// The caption that ends right above a part, and where it begins.
fn above(segments: &[Segment<'_>], at: usize) -> Option<(usize, String)> {
    let last = previous(segments, at)?;
    let part = segments.get(last).filter(|part| part.role == Role::Text)?;
    if let Some(caption) = whole_caption(part.text) {
        return Some((last, unspaced(caption)));
    }
    let (mut text, mut start) = (part.text.to_owned(), last);
    for _ in 0..2 {
        start = previous(segments, start)?;
        let part = segments.get(start).filter(|part| part.role == Role::Text)?;
        text = format!("{}{text}", part.text);
        if opens_caption(part.text) {
            return whole_caption(&text).map(|caption| (start, unspaced(caption)));
        }
    }
    None
}

/// The caption right below a number that stands alone.
fn below(segments: &[Segment<'_>], at: usize) -> Option<(usize, String)> {
    let alone = segments.get(at)?.label.as_ref()?.is_alone();
    let below = next(segments, at).filter(|_| alone)?;
    let part = segments.get(below).filter(|part| part.role == Role::Text)?;
    whole_caption(part.text).map(|caption| (below, unspaced(caption)))
}

fn head<'a>(segments: &mut [Segment<'a>], member: Member, captions_below: bool) -> Head<'a> {
    let at = member.segment;
    let label = segments.get(at).and_then(|part| part.label);
    let (label, rest) = label.map_or(("", ""), |label| (label.text, label.rest));
    let mut head = Head {
        segment: at,
        start: at,
        body: at + 1,
        label,
        value: member.value,
        branch: member.branch,
        caption: None,
        place: CaptionPlace::Above,
        rest,
    };
    if let Some((start, caption)) = above(segments, at).filter(|_| !captions_below) {
        (start..at).for_each(|part| {
            if segments.get(part).is_some_and(|part| part.role == Role::Text) {
                mark(segments, part, Role::Caption);
            }
        });
        (head.start, head.caption) = (start, Some(caption));
    } else if let Some((caption, rest)) = leading_caption(rest) {
        (head.caption, head.rest) = (Some(unspaced(caption)), rest);
        head.place = CaptionPlace::Behind;
    } else if let Some((caption, rest)) = broken_caption(segments, at, rest) {
        mark(segments, at + 1, Role::Caption);
        (head.body, head.caption, head.rest) = (at + 2, Some(caption), rest);
        head.place = CaptionPlace::Behind;
    } else if let Some((below, caption)) = below(segments, at) {
        mark(segments, below, Role::Caption);
        (head.body, head.caption) = (below + 1, Some(caption));
        head.place = CaptionPlace::Behind;
    }
    head
}

/// The caption behind a number that goes on in the next line, and what follows
/// it there.
fn broken_caption<'a>(segments: &[Segment<'a>], at: usize, rest: &str) -> Option<(String, &'a str)> {
    let next = segments.get(at + 1).filter(|next| {
        opens_caption(rest) && next.first && next.role == Role::Text && next.label.is_none()
    })?;
    let both = format!("{rest}{}", next.text);
    let (caption, text) = leading_caption(&both)?;
    let rest = next.text.get(next.text.len().checked_sub(text.len())?..)?;
    Some((unspaced(caption), rest))
}

/// The longest caption without brackets, in characters.
const HEADING: usize = 30;

/// The longest where the other clauses have such captions too.
const LONG_HEADING: usize = 60;

/// Whether a text can be a caption without brackets.
fn is_heading(text: &str) -> bool {
    is_heading_within(text, HEADING)
}

fn is_heading_within(text: &str, most: usize) -> bool {
    let count = text.chars().count();
    (1..=most).contains(&count)
        && !text.contains(['。', '\t', '「'])
        && !text.contains("は、")
        && !text.ends_with(['、', '，', ',', '：', ':'])
        && (["こと", "について"].iter().any(|end| text.ends_with(end))
            || !text.ends_with([
                'を', 'に', 'は', 'が', 'で', 'と', 'の', 'も', 'て', 'へ', 'や', 'ず', 'ば', 'る', 'た',
            ]))
        && whole_caption(text).is_none()
        && !super::segment::is_note(text)
        && text.chars().any(char::is_alphabetic)
}

fn bare_style(segments: &[Segment<'_>], heads: &[Head<'_>]) -> Bare {
    let open: Vec<&Head<'_>> = heads.iter().filter(|head| head.caption.is_none()).collect();
    let enough = |count: usize, of: usize| of > 0 && count * 5 >= of * 3 && open.len() * 2 > heads.len();
    let behind = open.iter().filter(|head| heading_behind(segments, head, HEADING).is_some()).count();
    if enough(behind, open.len()) {
        return Bare::Behind;
    }
    let apart = open.iter().filter(|head| heading_apart(head.rest).is_some()).count();
    if enough(apart, open.len()) {
        return Bare::Apart;
    }
    let not_first =
        || open.iter().filter(|head| heads.first().is_some_and(|first| first.segment != head.segment));
    let above = not_first().filter(|head| heading_above(segments, head.segment, 0).is_some()).count();
    if above > 1 && enough(above, not_first().count()) { Bare::Above } else { Bare::None }
}

/// The heading behind a number, and the first part of the text. A long one is
/// one only if below it somebody does something.
fn heading_behind<'a>(segments: &[Segment<'a>], head: &Head<'a>, most: usize) -> Option<(&'a str, usize)> {
    let within = |at: usize| segments.get(at).filter(|part| part.role == Role::Text);
    if head.rest.is_empty() {
        let heading = next(segments, head.segment)?;
        let part = within(heading).filter(|part| part.label.is_none() && is_heading(part.text))?;
        let follows = next(segments, heading).and_then(within).is_some();
        return follows.then_some((part.text, heading + 1));
    }
    let follows = next(segments, head.segment).and_then(within);
    let text_follows = |part: &Segment<'_>| {
        part.first && (is_heading(head.rest) || (part.label.is_none() && has_subject(part.text)))
    };
    (is_heading_within(head.rest, most) && follows.is_some_and(text_follows))
        .then_some((head.rest, head.body))
}

/// The heading before the text on one line.
fn heading_apart(rest: &str) -> Option<(&str, &str)> {
    rest.char_indices().take(40).filter(|(_, c)| c.is_whitespace()).find_map(|(at, _)| {
        let (heading, text) = rest.split_at_checked(at)?;
        let text = text.trim_start();
        let sentence = has_subject(text) && text.chars().count() > 10;
        (is_heading(heading) && heading.chars().count() > 1 && sentence).then_some((heading, text))
    })
}

/// The heading on the line above a number.
fn heading_above(segments: &[Segment<'_>], at: usize, after: usize) -> Option<usize> {
    let above = previous(segments, at).filter(|above| *above >= after)?;
    let part = segments.get(above).filter(|part| part.role == Role::Text && part.first)?;
    let closed = previous(segments, above)
        .and_then(|before| segments.get(before))
        .is_none_or(|before| ending(before.text) > 0);
    (part.label.is_none() && is_heading(part.text) && closed).then_some(above)
}

fn take_bare<'a>(segments: &mut [Segment<'a>], head: &mut Head<'a>, bare: Bare, before: usize) {
    head.place = if bare == Bare::Above { CaptionPlace::Above } else { CaptionPlace::Bare };
    match bare {
        Bare::None => {}
        Bare::Behind => {
            if let Some((heading, body)) = heading_behind(segments, head, LONG_HEADING) {
                (head.segment + 1..body).for_each(|part| {
                    if segments.get(part).is_some_and(|part| part.role == Role::Text) {
                        mark(segments, part, Role::Caption);
                    }
                });
                (head.caption, head.rest, head.body) = (Some(unspaced(heading)), "", body);
            } else if let Some((heading, text)) = heading_apart(head.rest) {
                (head.caption, head.rest) = (Some(unspaced(heading)), text);
            }
        }
        Bare::Apart => {
            if let Some((heading, text)) = heading_apart(head.rest) {
                (head.caption, head.rest) = (Some(unspaced(heading)), text);
            }
        }
        Bare::Above => {
            let above = heading_above(segments, head.segment, before);
            let caption = above.and_then(|above| segments.get(above)).map(|part| part.text);
            if let (Some(above), Some(caption)) = (above, caption.filter(|text| !text.contains("特記事項")))
            {
                mark(segments, above, Role::Caption);
                (head.start, head.caption) = (above, Some(unspaced(caption)));
            }
        }
    }
}

/// Clauses that have a caption but no number: all of them where the text has no
/// numbers, else those that stand where one is missing.
pub(super) fn unnumbered<'a>(segments: &mut [Segment<'a>], heads: &mut Vec<Head<'a>>) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut before, mut passed) = (0, 0);
    for at in 0..segments.len() {
        while let Some(head) = heads.get(passed).filter(|head| head.segment <= at) {
            (before, passed) = (head.value, passed + 1);
        }
        let gap = match heads.get(passed) {
            Some(next) => passed > 0 && next.value == before + 2,
            None => heads.is_empty() || passed == heads.len(),
        };
        let Some(caption) = gap.then(|| lone_caption(segments, at)).flatten() else { continue };
        before += 1;
        found.push(Head {
            segment: at,
            start: at,
            body: at + 1,
            label: "",
            value: before,
            branch: 0,
            caption: Some(caption),
            place: CaptionPlace::Above,
            rest: "",
        });
    }
    let lines =
        found.iter().filter_map(|head| segments.get(head.segment)).map(|part| part.line.number).collect();
    for head in &found {
        mark(segments, head.segment, Role::Caption);
    }
    heads.extend(found);
    heads.sort_by_key(|head| head.segment);
    lines
}

/// A caption with a sentence below it and the end of one above it.
fn lone_caption(segments: &[Segment<'_>], at: usize) -> Option<String> {
    let part = segments.get(at).filter(|part| part.role == Role::Text && part.first)?;
    let caption = whole_caption(part.text)?;
    let closed =
        previous(segments, at).and_then(|at| segments.get(at)).is_none_or(|part| ending(part.text) > 0);
    let below = next(segments, at).and_then(|at| segments.get(at))?;
    let text = below.role == Role::Text && below.label.is_none() && has_subject(below.text);
    (closed && text).then(|| unspaced(caption))
}
