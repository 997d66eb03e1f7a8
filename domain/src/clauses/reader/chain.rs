//! Which numbers are those of the clauses: the best row of numbers that goes
//! through the text, told from items, paragraphs, page numbers and years.

use std::collections::HashMap;

use super::{
    brackets::{leading_caption, opens_caption, whole_caption},
    contents::{contents, is_leader},
    label::{LARGEST, Label, Mark, Sequence, Style},
    segment::{Role, Segment},
};

/// A clause's place in the parts of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) segment: usize,
    pub(super) value: u32,
    pub(super) branch: u32,
}

/// The clauses.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub(super) style: Style,
    pub(super) members: Vec<Member>,
    score: i32,
}

/// How sure it is that a text before a number has come to its end: 2 yes,
/// 1 maybe, 0 it goes on.
pub(super) fn ending(text: &str) -> u8 {
    let tail = ["こと", "もの", "とき", "ところ", "など", "以上"];
    match text.chars().next_back() {
        None => 2,
        Some(c) if "。．！？」』】）):：；］]〕".contains(c) => 2,
        Some('一'..='龠' | 'ァ'..='ヶ' | 'ー' | '々' | 'a'..='z' | 'A'..='Z') => 1,
        Some(_) if tail.iter().any(|end| text.ends_with(end)) => 1,
        Some(_) => 0,
    }
}

/// A line that begins the supplementary provisions.
pub(super) fn is_supplement(segment: &Segment<'_>) -> bool {
    let key: String = segment.text.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    segment.first
        && (key == "附則"
            || key == "付則"
            || key.starts_with("附則（")
            || key.starts_with("附則(")
            || key.starts_with("附則第"))
}

/// Whether the number of this part counts clauses rather than something else,
/// in tenths.
fn weight(segments: &[Segment<'_>], at: usize, label: &Label<'_>, usual_blanks: usize) -> i32 {
    let Some(segment) = segments.get(at) else { return 0 };
    let before =
        segments.get(..at).unwrap_or_default().iter().rev().find(|part| part.role != Role::Furniture);
    let captioned =
        before.is_some_and(|part| whole_caption(part.text).is_some() || closes_caption(segments, at));
    let mut weight = 10;
    weight += match label.style.sequence {
        Sequence::Article if segment.first => 10,
        Sequence::Article | Sequence::Section => 5,
        _ => 0,
    };
    if captioned {
        weight += 20;
    } else if let Some(before) = before {
        weight -= [11, 3, 0].get(usize::from(ending(before.text))).copied().unwrap_or_default();
    }
    weight += if segment.first { 5 } else { -5 };
    let (behind, rest) = leading_caption(label.rest).map_or((0, label.rest), |(_, rest)| (15, rest));
    weight += behind + if segment.speaks || has_subject(rest) { 6 } else { 0 };
    if label.tight && label.style.mark == Mark::Bare && !label.rest.starts_with(['（', '(', '【']) {
        weight -= 6;
    }
    if segment.lone_number() {
        let after = segments.get(at + 1).map_or(0, |part| part.line.blanks);
        let apart = segment.line.blanks + after > usual_blanks * 2 + 1 || segment.line.page;
        weight -= if captioned { 0 } else { 8 } + if apart { 10 } else { 0 };
    }
    weight - i32::from(segment.line.indent > 8) * 3
}

fn closes_caption(segments: &[Segment<'_>], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| segments.get(at));
    let closes = before(1).is_some_and(|part| part.text.ends_with(['）', ')', '】']));
    closes && before(2).is_some_and(|part| opens_caption(part.text))
}

/// Whether a text begins with who does something: 乙は、.
pub(super) fn has_subject(text: &str) -> bool {
    const OTHERS: [&str; 7] = ["この", "ただし", "なお", "前項", "前各", "前条", "次の"];
    subject(text, 16).is_some_and(|who| !who.contains(['、', '。', '，', ',', ' ', '\u{3000}']))
        || OTHERS.iter().any(|other| text.starts_with(other))
}

/// What stands before the first は、 among so many characters.
pub(super) fn subject(text: &str, within: usize) -> Option<&str> {
    let end = text.char_indices().nth(within).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end)?;
    let ends = |at: usize| {
        let rest = head.get(at + 'は'.len_utf8()..).unwrap_or_default();
        rest.starts_with(['、', '，', ',', ' '])
    };
    head.match_indices('は').find(|(at, _)| ends(*at)).and_then(|(at, _)| head.get(..at))
}

/// A part whose number may be that of a clause.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    at: usize,
    value: u32,
    branch: u32,
    /// The last number it stands for.
    through: u32,
    weight: i32,
}

/// Whether a row is more than a lone (1) in the middle of a line.
fn stands(segments: &[Segment<'_>], chain: &Chain) -> bool {
    let [only] = chain.members.as_slice() else { return !chain.members.is_empty() };
    chain.style.mark != Mark::Round || segments.get(only.segment).is_some_and(|segment| segment.first)
}

/// The clauses of a text, and the parts that are headings over them.
pub(super) fn chain(segments: &[Segment<'_>], usual_blanks: usize) -> Option<(Chain, Vec<usize>)> {
    let mut families: HashMap<Style, Vec<Candidate>> = HashMap::new();
    let contents = contents(segments);
    for (at, segment) in segments.iter().enumerate() {
        if contents.contains(&at) || is_leader(segment.text) {
            continue;
        }
        if is_supplement(segment) && !families.is_empty() {
            break;
        }
        let Some(label) = segment.label.as_ref().filter(|_| segment.role == Role::Text) else { continue };
        let inside = !segment.first && label.style.sequence == Sequence::Kanji;
        if counts_clauses(label.style.sequence) && !inside {
            let weight = weight(segments, at, label, usual_blanks);
            let (value, branch, through) = (label.value, label.branch, label.through.max(label.value));
            let candidate = Candidate { at, value, branch, through, weight };
            families.entry(label.style).or_default().push(candidate);
        }
    }
    let restarted = restarted(segments, &families);
    let mut chains: Vec<(Chain, usize)> = families
        .into_iter()
        .map(|(style, candidates)| {
            let ones = candidates.iter().filter(|one| one.value == 1 && one.branch == 0).count();
            (best(style, &candidates), ones)
        })
        .filter(|(chain, _)| stands(segments, chain))
        .collect();
    // 1.1 and A count clauses only where nothing simpler does.
    for lesser in [Sequence::Capital, Sequence::Levels(2)] {
        let is_lesser = |chain: &Chain| chain.style.sequence == lesser;
        let simpler = |(chain, _): &(Chain, usize)| {
            let long = chain.members.len() > 1;
            !is_lesser(chain) && long && (rank(chain) == 0 || lesser == Sequence::Capital)
        };
        if chains.iter().any(simpler) {
            chains.retain(|(chain, _)| !is_lesser(chain));
        }
    }
    chains.sort_by_key(|(chain, _)| (chain.members.first().map(|member| member.segment), chain.style));
    let (chosen, divisions) = choose(segments, chains)?;
    let counts = |chain: &Chain| chain.members.len() > chosen.members.len();
    match restarted.filter(|chain| !is_ordinal(chosen.style) && counts(chain)) {
        Some(chain) => Some((chain, Vec::new())),
        None => Some((chosen, divisions)),
    }
}

/// Clauses whose numbers begin anew under each 第１章, 第２章.
fn restarted(segments: &[Segment<'_>], families: &HashMap<Style, Vec<Candidate>>) -> Option<Chain> {
    let is_division = |part: &Segment<'_>| {
        let label = part.label.filter(|_| part.first && part.text.chars().count() <= 40);
        label.is_some_and(|label| label.style.sequence == Sequence::Division)
    };
    let divisions: Vec<usize> =
        (0..segments.len()).filter(|at| segments.get(*at).is_some_and(is_division)).collect();
    let part = |at: usize| divisions.partition_point(|division| *division <= at);
    let rows = |(style, candidates): (&Style, &Vec<Candidate>)| {
        let rows: Vec<Chain> = candidates
            .chunk_by(|a, b| part(a.at) == part(b.at))
            .filter(|under| under.first().is_some_and(|first| part(first.at) > 0))
            .map(|under| best(*style, under))
            .filter(|row| row.members.first().is_some_and(|first| first.value == 1))
            .collect();
        let score = rows.iter().map(|row| row.score).sum();
        let several = rows.len() > 1;
        let members = rows.into_iter().flat_map(|row| row.members).collect();
        Some(Chain { style: *style, members, score }).filter(|chain| several && rank(chain) == 0)
    };
    families.iter().filter_map(rows).max_by_key(|chain| (chain.score, std::cmp::Reverse(chain.style)))
}

/// 第１条, 第１.
fn is_ordinal(style: Style) -> bool {
    matches!(style.sequence, Sequence::Article | Sequence::Section)
}

fn counts_clauses(sequence: Sequence) -> bool {
    matches!(
        sequence,
        Sequence::Article
            | Sequence::Section
            | Sequence::Arabic
            | Sequence::Kanji
            | Sequence::RomanCapital
            | Sequence::Capital
            | Sequence::Levels(2)
    )
}

/// The best row of numbers: one more each time, with as little as possible
/// missing or said twice.
fn best(style: Style, candidates: &[Candidate]) -> Chain {
    let largest = LARGEST as usize;
    let label_branches = candidates.iter().any(|candidate| candidate.branch > 0);
    // By number: the score of the best row that ends with it, and its end.
    let mut ends: Vec<Option<(i32, usize)>> = vec![None; largest + 1];
    let mut exact: HashMap<(u32, u32), (i32, usize)> = HashMap::new();
    let mut rows: Vec<(i32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (index, &Candidate { value, branch, through, weight, .. }) in candidates.iter().enumerate() {
        let at = usize::try_from(value).map_or(largest, |value| value.min(largest));
        let before = if branch > 0 {
            exact
                .get(&(value, if branch == 2 { 0 } else { branch - 1 }))
                .map(|&(score, end)| (score, Some(end)))
        } else {
            // One more, some left out, or the same again.
            (0..=at.min(60))
                .filter_map(|back| {
                    let cost = [32, 0, 12, 20].get(back).copied().unwrap_or(28);
                    let (score, end) = ends.get(at - back).copied().flatten()?;
                    Some((score - cost, Some(end)))
                })
                .max_by_key(|(score, _)| *score)
        };
        let start = (if value == 1 { 0 } else { -15 }, None);
        let (score, from) = before.filter(|(score, _)| *score >= start.0).unwrap_or(start);
        rows.push((score + weight, from));
        let entry = (score + weight, index);
        let at = usize::try_from(through).map_or(largest, |value| value.min(largest));
        if let Some(end) = ends.get_mut(at).filter(|end| end.is_none_or(|(known, _)| entry.0 > known)) {
            *end = Some(entry);
        }
        if branch > 0 || label_branches {
            let known = exact.entry((through, branch)).or_insert(entry);
            if entry.0 > known.0 {
                *known = entry;
            }
        }
    }
    let end = rows.iter().enumerate().max_by_key(|(index, (score, _))| (*score, std::cmp::Reverse(*index)));
    let score = end.map_or(0, |(_, (score, _))| *score);
    let mut members = Vec::new();
    let mut next = end.filter(|(_, (score, _))| *score > 0).map(|(index, _)| index);
    while let Some(index) = next {
        if let Some(&Candidate { at, value, branch, .. }) = candidates.get(index) {
            members.push(Member { segment: at, value, branch });
        }
        next = rows.get(index).and_then(|(_, from)| *from);
    }
    members.reverse();
    Chain { style, members, score }
}

fn choose(segments: &[Segment<'_>], mut chains: Vec<(Chain, usize)>) -> Option<(Chain, Vec<usize>)> {
    let long = |chain: &Chain| chain.members.len() > 1;
    for sequence in [Sequence::Article, Sequence::Section] {
        let found = chains.iter().position(|(chain, _)| chain.style.sequence == sequence && long(chain));
        if let Some(found) = found {
            let (first, _) = chains.swap_remove(found);
            let through = chains
                .iter()
                .find(|(chain, ones)| sequence == Sequence::Section && goes_through(&first, chain, *ones));
            return Some(match through {
                Some((chain, _)) => (chain.clone(), segments_of(&first)),
                None => (first, Vec::new()),
            });
        }
    }
    // 第10条 alone, its paragraphs counted from 2, or from 1 under its caption.
    let lone = chains.iter().position(|(chain, _)| chain.style.sequence == Sequence::Article);
    if let Some(lone) = lone {
        let first =
            chains.get(lone).and_then(|(chain, _)| chain.members.first()).map(|member| member.segment);
        let label = first.and_then(|at| segments.get(at)).and_then(|part| part.label);
        let captioned = label.is_some_and(|label| whole_caption(label.rest).is_some());
        let paragraphs = |(chain, _): &(Chain, usize)| {
            let start = chain.members.first().filter(|_| long(chain) && rank(chain) == 0);
            start.is_some_and(|start| match start.value {
                1 => captioned && Some(start.segment) == first.map(|at| at + 1),
                value => value == 2 && Some(start.segment) > first,
            })
        };
        if chains.iter().any(paragraphs) {
            return Some((chains.swap_remove(lone).0, Vec::new()));
        }
    }
    let single = |chain: &Chain| matches!(chain.style.sequence, Sequence::Article | Sequence::Section);
    if chains.iter().any(|(chain, _)| long(chain)) {
        chains.retain(|(chain, _)| long(chain) || single(chain));
    }
    let mut chains = chains.into_iter();
    let (mut best, _) = chains.next()?;
    let mut divisions = Vec::new();
    for (chain, ones) in chains {
        let later = chain.members.first().map(|member| member.segment)
            > best.members.last().map(|member| member.segment);
        if goes_through(&best, &chain, ones) {
            (divisions, best) = (segments_of(&best), chain);
        } else if (later
            && chain.score > best.score.saturating_mul(if rank(&chain) <= rank(&best) { 1 } else { 3 }))
            || (rank(&chain) <= rank(&best) && chain.score > best.score.saturating_mul(3) && ones < 2)
            || (rank(&chain) < rank(&best) && chain.score > best.score)
        {
            (divisions, best) = (Vec::new(), chain);
        }
    }
    Some((best, divisions))
}

fn segments_of(chain: &Chain) -> Vec<usize> {
    chain.members.iter().map(|member| member.segment).collect()
}

/// Marks that stand before items rather than clauses come later.
fn rank(chain: &Chain) -> u8 {
    u8::from(!matches!(chain.style.mark, Mark::Bare | Mark::Dot | Mark::Comma))
}

/// Whether the numbers of `inner` run on through the parts of `outer`: the
/// parts are then headings over clauses.
fn goes_through(outer: &Chain, inner: &Chain, ones: usize) -> bool {
    if ones != 1 || rank(inner) > 0 || inner.members.len() <= outer.members.len() || outer.members.len() < 2 {
        return false;
    }
    let starts = segments_of(outer);
    let part = |member: &Member| starts.partition_point(|start| *start <= member.segment);
    let parts: std::collections::HashSet<usize> = inner.members.iter().map(part).collect();
    parts.len() > 1 && !parts.contains(&0)
}
