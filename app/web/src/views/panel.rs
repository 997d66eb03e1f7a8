use azukari_core::saved_view::{NAME_FIELD, SavedView};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Button, Need, TextInput},
    form::{Field, KEY_FIELD},
};

/// The field of the filters in the form that saves them.
pub(super) const QUERY_FIELD: &str = "query";

/// The views of a person as links, and a form that keeps the filters in use.
#[component]
pub(crate) fn SavedViews(
    views: Vec<SavedView>,
    /// The filters in use, as an address says them.
    query: String,
    /// The key of the form.
    key: String,
) -> impl IntoView {
    let any = !views.is_empty();
    let links = views
        .into_iter()
        .map(|view| {
            let here = (view.query == query).then_some("true");
            view! {
                <li><a class="tab" href=format!("/items?{}", view.query) aria-current=here>{view.name}</a></li>
            }
        })
        .collect_view();
    let links = any.then(|| {
        view! {
            <nav class="saved-views" aria-label="保存した条件">
                <ul class="cluster">
                    {links}
                    <li><a href=PATH>"保存した条件を整理する"</a></li>
                </ul>
            </nav>
        }
    });
    let save = (!query.is_empty()).then(|| {
        let name = Field::plain(NAME_FIELD, "");
        view! {
            <details class="save-view">
                <summary>"いまの条件に名前を付けて保存"</summary>
                <form class="cluster" method="post" action=PATH novalidate=true>
                    <input type="hidden" name=KEY_FIELD value=key/>
                    <input type="hidden" name=QUERY_FIELD value=query.clone()/>
                    <TextInput label="条件の名前" field=name need=Need::Required/>
                    <Button>"保存する"</Button>
                </form>
            </details>
        }
    });
    view! {
        {links}
        {save}
    }
}
