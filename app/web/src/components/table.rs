use leptos::prelude::*;

use super::key_paging::PAGES;
use crate::form::Posted;

/// A table that scrolls by itself where it is too wide, also by keyboard.
#[component]
pub(crate) fn TableFrame(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=label tabindex="0">
            <table class="table">{children()}</table>
        </div>
    }
}

/// How a list is sorted: `sort=title` or `sort=-title` in its address.
#[derive(Clone, Debug)]
pub(crate) struct Sorting {
    path: String,
    query: Vec<(String, String)>,
    key: String,
    descending: bool,
}

impl Sorting {
    /// Reads the order asked for; one that is not among `keys` means the first
    /// of them: largest first when it is written with a `-`, as in an address.
    pub(crate) fn read(path: &str, query: &Posted, keys: &[&str]) -> Self {
        let order = |text: &str| match text.strip_prefix('-') {
            Some(key) => (key.to_owned(), true),
            None => (text.to_owned(), false),
        };
        let asked = order(query.get("sort"));
        let known = keys.iter().any(|key| order(key).0 == asked.0);
        let (key, descending) =
            if known { asked } else { keys.first().map(|key| order(key)).unwrap_or_default() };
        Self {
            path: path.to_owned(),
            query: query
                .pairs()
                .iter()
                .filter(|(name, _)| name != "sort" && !PAGES.contains(&name.as_str()))
                .cloned()
                .collect(),
            key,
            descending,
        }
    }

    /// The column.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Largest first.
    pub(crate) fn descending(&self) -> bool {
        self.descending
    }

    fn href(&self, key: &str) -> String {
        let turned = self.key == key && !self.descending;
        let sort = if turned { format!("-{key}") } else { key.to_owned() };
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query).append_pair("sort", &sort);
        format!("{}?{}", self.path, query.finish())
    }

    fn aria(&self, key: &str) -> Option<&'static str> {
        (self.key == key).then_some(if self.descending { "descending" } else { "ascending" })
    }
}

/// A column head that sorts: a link, so that it works without JavaScript.
#[component]
pub(crate) fn SortHead(#[prop(into)] label: String, key: &'static str, sorting: Sorting) -> impl IntoView {
    let (mark, words) = match sorting.aria(key) {
        Some("descending") => ("▼", "（降順。押すと昇順）"),
        Some(_) => ("▲", "（昇順。押すと降順）"),
        None => ("△▽", "（押すと並べ替え）"),
    };
    view! {
        <th scope="col" aria-sort=sorting.aria(key)>
            <a class="sort" href=sorting.href(key)>
                {label}
                <span class="sort-mark" aria-hidden="true">{mark}</span>
                <span class="visually-hidden">{words}</span>
            </a>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::Sorting;
    use crate::form::Posted;

    #[test]
    fn a_head_keeps_the_filters_turns_the_order_and_starts_at_the_first_page() {
        let query = Posted::parse("q=%E5%A7%94&page=3&sort=title");
        let sorting = Sorting::read("/items", &query, &["title", "section"]);
        assert_eq!(sorting.href("title"), "/items?q=%E5%A7%94&sort=-title");
        assert_eq!(sorting.href("section"), "/items?q=%E5%A7%94&sort=section");
        assert_eq!(sorting.aria("title"), Some("ascending"));
    }

    #[test]
    fn a_list_may_begin_with_the_largest() {
        let sorting = Sorting::read("/sessions", &Posted::parse(""), &["-number", "held_on"]);
        assert_eq!((sorting.key(), sorting.descending()), ("number", true));
        assert_eq!(sorting.href("number"), "/sessions?sort=number");
    }

    #[test]
    fn an_unknown_order_is_the_first_column() {
        let sorting = Sorting::read("/items", &Posted::parse("sort=-password"), &["title", "section"]);
        assert_eq!((sorting.key(), sorting.descending()), ("title", false));
    }
}
