use leptos::prelude::*;

use crate::form::Posted;

/// A page of a list: which rows, of how many.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    path: String,
    query: Vec<(String, String)>,
    page: u64,
    size: u64,
    total: u64,
}

impl Paging {
    /// Reads `page` of the address; `size` rows a page, `total` rows in all. A
    /// page past the end is the last one.
    pub(crate) fn read(path: &str, query: &Posted, size: u64, total: u64) -> Self {
        let size = size.max(1);
        let last = total.div_ceil(size).max(1);
        Self {
            path: path.to_owned(),
            query: query.pairs().iter().filter(|(name, _)| name != "page").cloned().collect(),
            page: query.get("page").parse().unwrap_or(1).clamp(1, last),
            size,
            total,
        }
    }

    /// Rows before the first of this page.
    pub(crate) fn offset(&self) -> u64 {
        (self.page - 1) * self.size
    }

    /// Rows a page.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    fn last(&self) -> u64 {
        self.total.div_ceil(self.size).max(1)
    }

    fn href(&self, page: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query);
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// 「全120件中 51～100件」
    fn words(&self) -> String {
        let (from, to) = (self.offset() + 1, (self.offset() + self.size).min(self.total));
        match self.total {
            0 => "0件".to_owned(),
            total if total <= self.size => format!("全{total}件"),
            total => format!("全{total}件中 {from}～{to}件"),
        }
    }

    /// First, last, and the pages around this one.
    fn shown(&self) -> Vec<u64> {
        (1..=self.last())
            .filter(|page| *page == 1 || *page == self.last() || page.abs_diff(self.page) <= 2)
            .collect()
    }
}

/// How many there are, and links to the other pages.
#[component]
pub(crate) fn Pagination(paging: Paging) -> impl IntoView {
    let words = paging.words();
    let links = (paging.last() > 1).then(|| {
        let items = paging
            .shown()
            .into_iter()
            .map(|page| {
                let current = (page == paging.page).then_some("page");
                let label = format!("{page}ページ目");
                view! {
                    <li>
                        <a class="pagination-link" href=paging.href(page) aria-current=current aria-label=label>
                            {page}
                        </a>
                    </li>
                }
            })
            .collect_view();
        let step = |page: u64, rel: &'static str, text: &'static str| {
            view! { <li><a class="pagination-link" rel=rel href=paging.href(page)>{text}</a></li> }
        };
        view! {
            <nav aria-label="ページ">
                <ul class="pagination-list">
                    {(paging.page > 1).then(|| step(paging.page - 1, "prev", "前へ"))}
                    {items}
                    {(paging.page < paging.last()).then(|| step(paging.page + 1, "next", "次へ"))}
                </ul>
            </nav>
        }
    });
    view! { <div class="pagination"><p class="numeric">{words}</p>{links}</div> }
}

#[cfg(test)]
mod tests {
    use super::Paging;
    use crate::form::Posted;

    #[test]
    fn a_page_says_its_rows_and_keeps_the_filters_in_its_links() {
        let paging = Paging::read("/items", &Posted::parse("kind=a&page=2"), 50, 120);
        assert_eq!(paging.words(), "全120件中 51～100件");
        assert_eq!(paging.offset(), 50);
        assert_eq!(paging.href(3), "/items?kind=a&page=3");
        assert_eq!(paging.href(1), "/items?kind=a");
    }

    #[test]
    fn a_page_past_the_end_or_of_nonsense_is_one_that_exists() {
        assert_eq!(Paging::read("/items", &Posted::parse("page=99"), 50, 120).offset(), 100);
        assert_eq!(Paging::read("/items", &Posted::parse("page=x"), 50, 0).offset(), 0);
    }

    #[test]
    fn of_many_pages_the_ends_and_the_neighbours_are_linked() {
        let paging = Paging::read("/items", &Posted::parse("page=10"), 10, 500);
        assert_eq!(paging.shown(), [1, 8, 9, 10, 11, 12, 50]);
    }
}
