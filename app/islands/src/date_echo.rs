//! A date field that says how it understands what is typed.
#![expect(missing_docs, reason = "the island macro makes a struct without any")]

use domain::date;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What a typed date was understood as, or that it was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sentence under the field; empty while nothing is typed.
    pub text: String,
    /// Whether something stands in the field that is no date.
    pub unread: bool,
}

impl Reading {
    /// Reads a date as a person types it: either calendar, either width.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        if typed.trim().is_empty() {
            return Self::default();
        }
        match date::read_date(typed) {
            Ok(read) => {
                let note = read.note().unwrap_or_default();
                Self { text: format!("{}{note}", date::echo(read.date)), unread: false }
            }
            Err(fault) => Self { text: fault.to_string(), unread: true },
        }
    }
}

/// Wraps a date field that the server rendered and says below it how its text
/// is understood. Only reads: the text stays the person's.
#[island]
pub fn DateEcho(
    /// What the server already knows to be in the field.
    typed: String,
    /// The field.
    children: Children,
) -> impl IntoView {
    let reading = RwSignal::new(Reading::of(&typed));
    let frame = NodeRef::<leptos::html::Div>::new();
    let read = move || {
        let field = frame.get().and_then(|frame| frame.query_selector("input").ok().flatten());
        if let Some(input) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            reading.set(Reading::of(&input.value()));
        }
    };
    // Going back, the browser fills in what was typed before.
    Effect::new(move |_| read());
    view! {
        <div class="date-echo" node_ref=frame on:input=move |_| read() on:change=move |_| read()>
            {children()}
            <p class="echo" aria-live="polite" data-state=move || reading.read().unread.then_some("unread")>
                {move || reading.read().text.clone()}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    #[test]
    fn both_calendars_are_echoed_for_either_way_of_typing() {
        for typed in ["令和8年11月22日", "R8.11.22", "Ｒ８．１１．２２", "2026-11-22", "２０２６／１１／２２"]
        {
            let reading = Reading::of(typed);
            assert_eq!(reading.text, "令和8年11月22日（2026年11月22日 日曜日）", "{typed}");
            assert!(!reading.unread);
        }
    }

    #[test]
    fn what_is_no_date_is_said_and_nothing_typed_says_nothing() {
        assert!(Reading::of("きのう").unread);
        assert_eq!(Reading::of("　").text, "");
    }
}
