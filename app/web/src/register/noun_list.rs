//! What the lists of the register's nouns share: filters above, then the rows,
//! or that there are none and what to do about it.

use azukari_core::register::list::Shelf;
use leptos::prelude::*;

use crate::{
    components::{
        ButtonKind, ButtonLink, Empty, FilterTag, FilterTags, Need, Pagination, Paging, Select, SelectOption,
    },
    form::{Field, Posted},
};

/// A way to a page, and its words.
pub(crate) type Way = (&'static str, &'static str);

/// A list of one noun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NounList {
    /// Its path.
    pub(crate) path: &'static str,
    /// What it lists: 事業者.
    pub(crate) noun: &'static str,
    /// How one is added.
    pub(crate) add: &'static [Way],
    /// Said to who may add one while there is none.
    pub(crate) lead: &'static str,
    /// What to begin with then.
    pub(crate) begin: Way,
}

impl NounList {
    /// The filters that are on: what is searched for, `others` in words, and
    /// what was put away.
    pub(crate) fn tags(
        self,
        query: &Posted,
        others: impl IntoIterator<Item = (&'static str, Option<String>)>,
    ) -> Vec<FilterTag> {
        let search = query.get("q").trim();
        let search = (!search.is_empty()).then(|| format!("検索：{search}"));
        let shelf = Shelf::from_code(query.get("shelf")).narrowed().map(|word| format!("状態：{word}"));
        let on = [("q", search)].into_iter().chain(others).chain([("shelf", shelf)]);
        on.filter_map(|(name, words)| Some((name, words?)))
            .map(|(name, words)| FilterTag::new(self.path, query, name, query.get(name), words))
            .collect()
    }

    /// The list under its filters. `table` holds the rows, if there are any.
    pub(crate) fn show(
        self,
        may_add: bool,
        filters: impl IntoView,
        tags: Vec<FilterTag>,
        table: Option<AnyView>,
        paging: Paging,
    ) -> impl IntoView {
        let found = match table {
            Some(table) => view! { {table}<Pagination paging/> }.into_any(),
            None => self.nothing(!tags.is_empty(), may_add).into_any(),
        };
        let ways =
            self.add.iter().map(|(href, words)| view! { <ButtonLink href=*href>{*words}</ButtonLink> });
        let ways = may_add.then(|| view! { <div class="cluster">{ways.collect_view()}</div> });
        view! {
            <div class="stack">
                {ways}
                {filters}
                <FilterTags tags/>
                {found}
            </div>
        }
    }

    /// Says that there is none, under the filters or at all.
    pub(crate) fn nothing(self, narrowed: bool, may_add: bool) -> impl IntoView {
        let Self { path, noun, lead, begin: (href, words), .. } = self;
        if narrowed {
            return view! {
                <Empty title=format!("条件に合う{noun}はありません")>
                    <p>"条件を減らすか、別の言葉でお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                    <p><a href=path>{format!("すべての{noun}を表示")}</a></p>
                </Empty>
            }
            .into_any();
        }
        let way = if may_add {
            view! {
                <p>{lead}</p>
                <p><ButtonLink href kind=ButtonKind::Primary>{words}</ButtonLink></p>
            }
            .into_any()
        } else {
            view! { <p>"個人情報保護担当が登録すると、ここに並びます。"</p> }.into_any()
        };
        view! { <Empty title=format!("{noun}はまだありません")>{way}</Empty> }.into_any()
    }
}

/// In use, put away, or both.
#[component]
pub(crate) fn ShelfSelect(query: Posted) -> impl IntoView {
    let field = Field::plain("shelf", query.get("shelf"));
    let options = Shelf::ALL.into_iter().map(|(_, code, word)| SelectOption::new(code, word)).collect();
    view! { <Select label="状態" field options need=Need::Unsaid/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_filter_that_is_on_is_taken_off_by_its_tag() {
        let list = NounList { path: "/parties", noun: "事業者", add: &[], lead: "", begin: ("", "") };
        let query = Posted::parse("q=+a+&shelf=all&kind=class&x=1");
        let tags = list.tags(&query, [("kind", Some("区分：不定".to_owned())), ("x", None)]);
        let texts: Vec<&str> = tags.iter().map(|tag| tag.text.as_str()).collect();
        assert_eq!(texts, ["検索：a", "区分：不定", "状態：すべて"]);
        assert!(tags.iter().all(|tag| !tag.href.contains("all")
            || !tag.href.contains("class")
            || tag.text.starts_with('検')));
        assert!(list.tags(&Posted::parse("shelf=&q="), []).is_empty());
    }
}
