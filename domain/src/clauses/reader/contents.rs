//! A table of contents before the clauses.

use super::segment::Segment;

/// The table of contents: from its heading to where its first entry comes again.
pub(super) fn contents(segments: &[Segment<'_>]) -> std::ops::Range<usize> {
    let is_heading =
        |part: &Segment<'_>| part.first && part.text.chars().filter(|c| c.is_alphabetic()).eq("目次".chars());
    let number =
        |part: &Segment<'_>| part.label.filter(|_| part.first).map(|label| (label.style, label.value));
    let region = || {
        let start = segments.iter().take(60).position(is_heading)?;
        let (first, entry) =
            segments.iter().enumerate().skip(start).find_map(|(at, part)| Some((at, number(part)?)))?;
        let again = segments.iter().skip(first + 1).position(|part| number(part) == Some(entry))?;
        Some(start..first + 1 + again)
    };
    region().unwrap_or_default()
}

/// An entry of a table of contents, by its leaders: 第１ 総則 ……… 3.
pub(super) fn is_leader(text: &str) -> bool {
    let digit = |c: char| c.is_whitespace() || crate::text::narrow_char(c).is_ascii_digit();
    let text = text.trim_end_matches(digit);
    text.chars().rev().take_while(|c| "・･.．…‥─-".contains(*c)).count() > 2
}
