//! Captions under each of which the numbers begin anew: the captions are the
//! clauses, the numbers their paragraphs.

use super::{
    brackets::{unspaced, whole_caption},
    chain::{Chain, ending},
    heads::{Head, mark, next, previous},
    label::{Mark, Sequence, Style},
    place::is_paragraph_number,
    segment::{Role, Segment},
};
use crate::clauses::CaptionPlace;

/// The heads of such a text, and how its clauses are counted.
pub(super) fn groups<'a>(
    segments: &mut [Segment<'a>],
    chain: Option<&Chain>,
) -> Option<(Vec<Head<'a>>, Option<Style>)> {
    let counted = |chain: &Chain| matches!(chain.style.sequence, Sequence::Article | Sequence::Section);
    if chain.is_some_and(counted) {
        return None;
    }
    let captions: Vec<usize> = (0..segments.len()).filter(|at| is_caption(segments, *at)).collect();
    let one = |at: &usize| {
        let below = next(segments, *at).and_then(|below| segments.get(below))?;
        let label = below.label.filter(|label| label.value == 1 && below.first)?;
        (label.style.sequence == Sequence::Arabic).then_some(label.style)
    };
    let styles: Vec<Style> = captions.iter().filter_map(one).collect();
    let (first, others) = styles.split_first()?;
    let anew = !others.is_empty() && styles.len() * 3 >= captions.len() * 2;
    if !anew || others.iter().any(|style| style != first) {
        return None;
    }
    let mut heads = Vec::with_capacity(captions.len());
    for (value, at) in (1..).zip(captions) {
        let caption = segments.get(at).and_then(|part| whole_caption(part.text)).map(unspaced);
        mark(segments, at, Role::Caption);
        let (label, rest, place) = ("", "", CaptionPlace::Above);
        heads.push(Head {
            segment: at,
            start: at,
            body: at + 1,
            label,
            value,
            branch: 0,
            caption,
            place,
            rest,
        });
    }
    let article = Style { sequence: Sequence::Article, mark: Mark::Bare };
    Some((heads, is_paragraph_number(*first).then_some(article)))
}

/// A line that is nothing but a caption, behind the end of a text.
fn is_caption(segments: &[Segment<'_>], at: usize) -> bool {
    let part = segments.get(at).filter(|part| part.role == Role::Text && part.first && part.label.is_none());
    let above = previous(segments, at).and_then(|above| segments.get(above));
    part.is_some_and(|part| whole_caption(part.text).is_some())
        && above.is_none_or(|above| ending(above.text) > 0)
        && next(segments, at).is_some()
}
