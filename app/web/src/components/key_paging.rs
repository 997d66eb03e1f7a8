use leptos::prelude::*;
use uuid::Uuid;

use crate::form::Posted;

/// Parts of an address that say which page of a list is shown.
pub(crate) const PAGES: [&str; 3] = ["page", "after", "before"];

/// A page of a list that goes on from its first and last row: it costs the
/// same however far it is from the beginning.
#[derive(Clone, Debug)]
pub(crate) struct KeyPaging {
    path: String,
    query: Vec<(String, String)>,
    words: String,
    before: Option<Uuid>,
    after: Option<Uuid>,
}

impl KeyPaging {
    /// `total` rows are there, or more; the ids are those of the first row if
    /// a page comes before, and of the last if one comes after.
    pub(crate) fn new(
        path: &str,
        query: &Posted,
        (total, more): (u64, bool),
        before: Option<Uuid>,
        after: Option<Uuid>,
    ) -> Self {
        let count = crate::register::grouped(total);
        Self {
            path: path.to_owned(),
            query: query
                .pairs()
                .iter()
                .filter(|(name, _)| !PAGES.contains(&name.as_str()))
                .cloned()
                .collect(),
            words: if more { format!("{count}件以上") } else { format!("全{count}件") },
            before,
            after,
        }
    }

    fn href(&self, name: &str, id: Uuid) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query).append_pair(name, &id.to_string());
        format!("{}?{}", self.path, query.finish())
    }
}

/// How many there are, and links to the pages beside this one.
#[component]
pub(crate) fn KeyPages(paging: KeyPaging) -> impl IntoView {
    let step = |name: &'static str, rel: &'static str, text: &'static str, id: Option<Uuid>| {
        id.map(|id| {
            let href = paging.href(name, id);
            view! { <li><a class="pagination-link" rel=rel href=href>{text}</a></li> }
        })
    };
    let links = (paging.before.is_some() || paging.after.is_some()).then(|| {
        view! {
            <nav aria-label="ページ">
                <ul class="pagination-list">
                    {step("before", "prev", "前へ", paging.before)}
                    {step("after", "next", "次へ", paging.after)}
                </ul>
            </nav>
        }
    });
    view! { <div class="pagination"><p class="numeric">{paging.words.clone()}</p>{links}</div> }
}

#[cfg(test)]
mod tests {
    use super::KeyPaging;
    use crate::form::Posted;

    #[test]
    fn a_link_keeps_the_filters_and_leaves_the_page_it_is_on() {
        let id = uuid::Uuid::from_u128(1);
        let query = Posted::parse("kind=a&after=x&sort=-title");
        let paging = KeyPaging::new("/items", &query, (1_000, true), None, Some(id));
        assert_eq!(paging.href("after", id), format!("/items?kind=a&sort=-title&after={id}"));
        assert_eq!(paging.words, "1,000件以上");
    }
}
