use domain::text::hits;
use leptos::prelude::*;

/// Characters kept before the first hit of a line that is cut.
const BEFORE: usize = 24;
/// Characters of a cut line.
const SHOWN: usize = 90;

/// A text with what was searched for marked in it.
#[component]
pub(crate) fn Hits(
    #[prop(into)] text: String,
    /// The words, folded.
    words: Vec<String>,
) -> impl IntoView {
    pieces(&text, &words)
        .into_iter()
        .map(|(hit, piece)| if hit { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() })
        .collect_view()
}

/// A line around its first hit, with what was searched for marked in it.
#[component]
pub(crate) fn Excerpt(#[prop(into)] text: String, words: Vec<String>) -> impl IntoView {
    view! { <Hits text=excerpt(&text, &words) words/> }
}

fn pieces(text: &str, words: &[String]) -> Vec<(bool, String)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for hit in hits(text, words) {
        pieces.push((false, text[at..hit.start].to_owned()));
        pieces.push((true, text[hit.clone()].to_owned()));
        at = hit.end;
    }
    pieces.push((false, text[at..].to_owned()));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

fn excerpt(text: &str, words: &[String]) -> String {
    let first = hits(text, words).first().map_or(0, |hit| text[..hit.start].chars().count());
    let skipped = first.saturating_sub(BEFORE);
    let shown: String = text.chars().skip(skipped).take(SHOWN).collect();
    let (head, tail) = (if skipped > 0 { "…" } else { "" }, text.chars().count() > skipped + SHOWN);
    format!("{head}{shown}{}", if tail { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::{excerpt, pieces};

    #[test]
    fn hits_stand_apart_as_they_were_typed() {
        let words = ["委託".to_owned(), "どっく".to_owned()];
        let expected = [(false, "人間"), (true, "ドック"), (false, "の"), (true, "委託")];
        assert_eq!(pieces("人間ドックの委託", &words), expected.map(|(hit, text)| (hit, text.to_owned())));
        assert!(pieces("", &words).is_empty());
    }

    #[test]
    fn a_long_line_is_cut_around_its_hit() {
        let line = format!("{}委託{}", "あ".repeat(200), "い".repeat(200));
        let cut = excerpt(&line, &["委託".to_owned()]);
        assert!(cut.starts_with("…あ") && cut.ends_with("い…") && cut.contains("委託"), "{cut}");
        assert_eq!(excerpt("短い", &[]), "短い");
    }
}
