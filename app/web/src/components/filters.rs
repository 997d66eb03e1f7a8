use leptos::prelude::*;

use super::{
    actions::{Button, ButtonKind},
    field::Need,
    key_paging::PAGES,
    text_input::TextInput,
};
use crate::form::{Field, Posted};

/// A filter that is on, as a tag that takes it off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilterTag {
    /// What is filtered, and by what: 「種別：再委託」.
    pub(crate) text: String,
    /// The same list without this filter.
    pub(crate) href: String,
}

impl FilterTag {
    /// A tag for `name=value` of the list at `path`.
    pub(crate) fn new(path: &str, query: &Posted, name: &str, value: &str, text: impl Into<String>) -> Self {
        let mut rest = form_urlencoded::Serializer::new(String::new());
        rest.extend_pairs(query.pairs().iter().filter(|(key, held)| {
            let taken_off = key == name && held == value;
            !(held.is_empty() || PAGES.contains(&key.as_str()) || taken_off)
        }));
        let rest = rest.finish();
        let href = if rest.is_empty() { path.to_owned() } else { format!("{path}?{rest}") };
        Self { text: text.into(), href }
    }
}

/// Search and filters of a list: a form that only reads, so that its address
/// can be kept and sent. `children` are the fields beside the search.
#[component]
pub(crate) fn FilterPanel(
    /// The list's path.
    #[prop(into)]
    action: String,
    /// What is searched for now.
    query: Posted,
    /// What the search looks at.
    #[prop(into)]
    search_label: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let sort =
        query.find("sort").map(|sort| view! { <input type="hidden" name="sort" value=sort.to_owned()/> });
    let search = Field::plain("q", query.get("q"));
    let clear = action.clone();
    view! {
        <form class="filters stack" method="get" action=action role="search" aria-label="この一覧の絞り込み">
            {sort}
            <TextInput label=search_label field=search kind="search" need=Need::Unsaid/>
            {children.map(|children| view! { <div class="filters-row">{children()}</div> })}
            <div class="cluster">
                <Button kind=ButtonKind::Primary>"絞り込む"</Button>
                <a href=clear>"条件をすべて外す"</a>
            </div>
        </form>
    }
}

/// The filters that are on.
#[component]
pub(crate) fn FilterTags(tags: Vec<FilterTag>) -> impl IntoView {
    (!tags.is_empty()).then(|| {
        let items = tags
            .into_iter()
            .map(|tag| {
                view! {
                    <li>
                        <a class="filter-tag" href=tag.href>
                            {tag.text}
                            <span class="visually-hidden">"の条件を外す"</span>
                            <span class="filter-tag-cross" aria-hidden="true">"×"</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="filter-tags" aria-label="使っている条件">{items}</ul> }
    })
}

#[cfg(test)]
mod tests {
    use super::FilterTag;
    use crate::form::Posted;

    #[test]
    fn a_tag_takes_off_its_own_filter_only() {
        let query = Posted::parse("kind=a&kind=b&page=2");
        assert_eq!(FilterTag::new("/items", &query, "kind", "a", "種別：A").href, "/items?kind=b");
        assert_eq!(FilterTag::new("/items", &Posted::parse("kind=a"), "kind", "a", "種別：A").href, "/items");
    }
}
