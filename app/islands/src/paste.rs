//! Text pasted from a spreadsheet into a list: looked at before it is added.

use domain::item::typed::{TypedItem, pasted};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, HtmlDetailsElement, HtmlTextAreaElement};

/// How many of the words that were read a preview names.
const NAMED: usize = 5;

/// Says under a field for pasted text what it would add.
pub(crate) fn preview(event: &Event) {
    if let Some(field) = target(event).and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) {
        show(&field);
    }
}

/// Several rows pasted into the name of one item would run together there: they
/// go into the list's field for pasted text. Tells whether they did.
pub(crate) fn take_rows(event: &ClipboardEvent) -> bool {
    let text = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
    let rows = text.trim_end().contains(['\n', '\r', '\t']);
    let row = target(event).filter(|it| rows && it.has_attribute("data-paste-rows"));
    let list = row.and_then(|row| row.closest("section").ok().flatten());
    let Some(area) = list.and_then(|list| list.query_selector("[data-paste-area]").ok().flatten()) else {
        return false;
    };
    let field = area.query_selector("textarea").ok().flatten();
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    event.prevent_default();
    if let Some(details) = area.closest("details").ok().flatten() {
        details.unchecked_into::<HtmlDetailsElement>().set_open(true);
    }
    let kept = field.value();
    field.set_value(&if kept.is_empty() { text } else { format!("{kept}\n{text}") });
    let _ = field.focus();
    show(&field);
    true
}

fn show(field: &HtmlTextAreaElement) {
    let area = field.closest("[data-paste-area]").ok().flatten();
    let preview = area.and_then(|area| area.query_selector("[data-paste-preview]").ok().flatten());
    if let Some(preview) = preview {
        preview.set_text_content(Some(&words(&pasted(&field.value()))));
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// What pasted items would add, in a sentence.
#[must_use]
pub fn words(items: &[TypedItem]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let named: Vec<&str> = items.iter().take(NAMED).map(|item| item.name.as_str()).collect();
    let rest = if items.len() > NAMED { "ほか" } else { "" };
    format!("{}項目と読み取りました：{}{rest}", items.len(), named.join("、"))
}

#[cfg(test)]
mod tests {
    use super::{pasted, words};

    #[test]
    fn a_preview_counts_all_and_names_the_first() {
        assert_eq!(words(&pasted("氏名\n住所")), "2項目と読み取りました：氏名、住所");
        assert_eq!(words(&pasted("a、b、c、d、e、f")), "6項目と読み取りました：a、b、c、d、eほか");
        assert_eq!(words(&pasted(" ")), "");
    }
}
