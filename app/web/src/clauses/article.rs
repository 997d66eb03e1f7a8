//! Clauses as printed: caption, number, text, nested items, drafting notes.

use domain::clauses::{Clause, ClauseItem, Edition, printed_number};
use leptos::prelude::*;

use crate::components::{Tag, Tone};

/// Items below items shown; deeper ones than a bundle may hold.
const LEVELS: usize = 32;

/// The text of an edition.
pub(super) fn text(edition: &Edition) -> impl IntoView + use<> {
    let paragraphs = |texts: &[String]| {
        texts.iter().map(|text| view! { <p class="prewrap">{text.clone()}</p> }).collect_view()
    };
    let clauses = edition.clauses.iter().map(clause).collect_view();
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

fn clause(clause: &Clause) -> impl IntoView + use<> {
    let caption = clause
        .caption
        .clone()
        .map(|caption| view! { <h3 class="article-caption">{format!("（{caption}）")}</h3> });
    view! {
        {caption}
        <div class="article" id=anchor(clause.number)>
            <span class="article-number">{printed_number(clause.number)}</span>
            <div class="article-text">
                <p class="prewrap">{clause.body.clone()}</p>
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
        clauses::{Clause, ClauseItem, Edition, EditionState},
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
            number: 1,
            caption: None,
            body: "c".into(),
            note: None,
            items: vec![outer],
            duties: Vec::new(),
        };
        Edition {
            id: Id::new(Uuid::nil()),
            number: 1,
            state: EditionState::Published,
            valid_from: None,
            valid_to: None,
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
