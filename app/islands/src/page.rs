//! What an island asks of the browser.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, FormData, HtmlFormElement, RequestInit, Response, SupportedType, UrlSearchParams};

/// The fields of a form as it would send them.
pub(crate) fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
}

/// Posts fields; nothing if the server cannot be reached.
pub(crate) async fn post(address: &str, fields: &UrlSearchParams) -> Option<Answer> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(fields);
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    Some(Answer { status: answer.status(), text: text.as_string().unwrap_or_default() })
}

/// The text of a page; nothing if it cannot be had.
pub(crate) async fn get(address: &str) -> Option<String> {
    let answer: Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Sends fields while the page is left; the answer is not waited for.
pub(crate) fn send_leaving(address: &str, fields: &UrlSearchParams) {
    let _ = window().navigator().send_beacon_with_opt_url_search_params(address, Some(fields));
}

/// The form of the same id in another page's text.
pub(crate) fn form_in(page: &str, id: &str) -> Option<web_sys::Element> {
    let parsed = DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()?;
    parsed.get_element_by_id(id)
}

/// Whether the page was come back to, out of the browser's store.
pub(crate) fn came_back() -> bool {
    let way = window().performance().map(|performance| performance.navigation().type_());
    way == Some(web_sys::PerformanceNavigation::TYPE_BACK_FORWARD)
}
