//! Clauses as printed: caption, number, text, nested items, drafting notes.

use domain::clauses::{Clause, ClauseItem, Edition};
use leptos::prelude::*;

use crate::components::{Tag, Tone};

/// Items below items shown; deeper ones than a bundle may hold.
const LEVELS: usize = 32;

/// The text of an edition.
pub(super) fn text(edition: &Edition) -> impl IntoView + use<> {
    let paragraphs = |texts: &[String]| {
        texts.iter().map(|text| view! { <p class="prewrap">{text.clone()}</p> }).collect_view()
    };
    let divided = edition.clauses.iter().any(|clause| !clause.divisions.is_empty());
    let clauses = edition.clauses.iter().map(|clause| self::clause(clause, edition, divided)).collect_view();
    view! {
        {paragraphs(&edition.preamble)}
        <div class="articles">{clauses}</div>
        {paragraphs(&edition.trailing)}
    }
}

/// Whether a note stands anywhere in it.
pub(super) fn has_notes(edition: &Edition) -> bool {
    fn in_items(items: &[ClauseItem]) -> bool {
        items.iter().any(|item| item.note.is_some() || in_items(&item.items))
    }
    edition.clauses.iter().any(|clause| clause.note.is_some() || in_items(&clause.items))
}

/// Where a clause stands in the page.
pub(super) fn anchor(number: u32) -> String {
    format!("clause-{number}")
}

/// `divided`: headings stand over clauses, so captions are a level below them.
fn clause(clause: &Clause, edition: &Edition, divided: bool) -> impl IntoView + use<> {
    let division = |heading: &String| view! { <h3 class="article-division">{heading.clone()}</h3> };
    let divisions = clause.divisions.iter().map(division).collect_view();
    let caption = clause.caption.as_ref().map(|caption| {
        let caption = edition.captions.caption(caption);
        if divided {
            view! { <h4 class="article-caption">{caption}</h4> }.into_any()
        } else {
            view! { <h3 class="article-caption">{caption}</h3> }.into_any()
        }
    });
    let (above, beside) = if edition.captions.is_beside() { (None, caption) } else { (caption, None) };
    let body = match clause.paragraph.as_str() {
        "" => clause.body.clone(),
        number => format!("{number}　{}", clause.body),
    };
    view! {
        {divisions}
        {above}
        <div class="article" id=anchor(clause.number)>
            <span class="article-number">{edition.numbering.label(clause.number)}</span>
            <div class="article-text">
                {beside}
                {(!body.is_empty()).then(|| view! { <p class="prewrap">{body}</p> })}
                {note(clause.note.as_deref())}
                {items(&clause.items, LEVELS)}
            </div>
        </div>
    }
}

fn items(items: &[ClauseItem], levels: usize) -> Option<AnyView> {
    if items.is_empty() || levels == 0 {
        return None;
    }
    let rows = items
        .iter()
        .map(|item| {
            view! {
                <li class="article-item">
                    <span class="article-label">{item.label.clone()}</span>
                    <div class="article-text">
                        <p class="prewrap">{item.text.clone()}</p>
                        {note(item.note.as_deref())}
                        {self::items(&item.items, levels - 1)}
                    </div>
                </li>
            }
        })
        .collect_view();
    Some(view! { <ul class="article-items">{rows}</ul> }.into_any())
}

fn note(text: Option<&str>) -> Option<impl IntoView + use<>> {
    let text = text?.to_owned();
    Some(view! {
        <p class="drafting-note"><Tag tone=Tone::Warning text="作成上の注"/><span class="prewrap">{text}</span></p>
    })
}

#[cfg(test)]
mod tests {
    use domain::{
        Id,
        clauses::{CaptionPlace, Clause, ClauseItem, Edition, EditionState, Numbering},
    };
    use uuid::Uuid;

    use super::has_notes;

    fn edition(note: Option<&str>) -> Edition {
        let inner = ClauseItem {
            id: None,
            label: "ア".into(),
            text: "a".into(),
            note: note.map(Into::into),
            items: Vec::new(),
        };
        let outer =
            ClauseItem { id: None, label: "(1)".into(), text: "b".into(), note: None, items: vec![inner] };
        let clause = Clause {
            id: None,
            origin: None,
            number: 1,
            divisions: Vec::new(),
            caption: None,
            paragraph: String::new(),
            body: "c".into(),
            note: None,
            items: vec![outer],
            duties: Vec::new(),
            dismissed: Vec::new(),
        };
        Edition {
            id: Id::new(Uuid::nil()),
            number: 1,
            state: EditionState::Published,
            valid_from: None,
            valid_to: None,
            numbering: Numbering::Plain,
            captions: CaptionPlace::Above,
            preamble: Vec::new(),
            clauses: vec![clause],
            trailing: Vec::new(),
        }
    }

    #[test]
    fn a_note_is_found_however_deep_it_stands() {
        assert!(has_notes(&edition(Some("任意の規定"))));
        assert!(!has_notes(&edition(None)));
    }
}
