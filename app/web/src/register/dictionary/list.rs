use azukari_core::{
    Result,
    policy::Permission,
    register::{
        dictionary::{DictionaryQuery, Flag, count, list as rows_of},
        list::Shelf,
    },
};
use domain::dictionary::DictionaryEntry;
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{
        ButtonKind, ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select,
        SelectOption, SortHead, Sorting, TableFrame, Tag, Tone,
    },
    form::{Field, Posted},
    register::shelf::{ArchivedTag, shelf_options},
    routing::{Cx, Page},
};

const ROWS: u64 = 50;

/// The marks, with the codes and words of the filter.
const FLAGS: [(Flag, &str, &str); 2] =
    [(Flag::Sensitive, "sensitive", "要配慮個人情報"), (Flag::MyNumber, "my-number", "特定個人情報")];

/// GET /dictionary
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["reading", "name"]);
    let flag = FLAGS.into_iter().find(|(_, code, _)| *code == query.get("flag"));
    let mut asked = DictionaryQuery {
        search: query.get("q").to_owned(),
        flag: flag.map(|(flag, ..)| flag),
        shelf: Shelf::from_code(query.get("shelf")),
        by_name: sorting.key() == "name",
        descending: sorting.descending(),
        ..DictionaryQuery::default()
    };
    let total = count(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = rows_of(cx.ward(), cx.actor()?, &asked).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new("情報項目の辞書")
        .crumb("管理", "/admin")
        .lead("よく使う情報項目です。案件の入力のとき、よみで探して選べます。");
    Ok(page.body(move || {
        let tags = tags(&query, &asked);
        let narrowed = !tags.is_empty();
        let found = if rows.is_empty() {
            nothing(narrowed, may_edit).into_any()
        } else {
            view! {
                <EntryTable rows sorting/>
                <Pagination paging/>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {may_edit.then(add_links)}
                <Filters query/>
                <FilterTags tags/>
                {found}
            </div>
        }
    }))
}

fn add_links() -> impl IntoView {
    view! {
        <div class="cluster">
            <ButtonLink href=format!("{PATH}/new")>"情報項目を登録する"</ButtonLink>
            <ButtonLink href=format!("{PATH}/paste")>"表計算ソフトから貼り付ける"</ButtonLink>
        </div>
    }
}

#[component]
fn Filters(query: Posted) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let flags = FLAGS.map(|(_, code, word)| SelectOption::new(code, word));
    let flags = std::iter::once(SelectOption::new("", "すべて")).chain(flags).collect::<Vec<_>>();
    let (flag, shelf) = (field("flag"), field("shelf"));
    view! {
        <FilterPanel action=PATH query search_label="情報項目、よみで探す">
            <Select label="区分" field=flag options=flags need=Need::Unsaid/>
            <Select label="状態" field=shelf options=shelf_options() need=Need::Unsaid/>
        </FilterPanel>
    }
}

fn tags(query: &Posted, asked: &DictionaryQuery) -> Vec<FilterTag> {
    let mut tags = Vec::new();
    let mut tag = |name: &str, words: String| {
        tags.push(FilterTag::new(PATH, query, name, query.get(name), words));
    };
    if !asked.search.trim().is_empty() {
        tag("q", format!("検索：{}", asked.search));
    }
    if let Some((.., word)) = FLAGS.into_iter().find(|(flag, ..)| asked.flag == Some(*flag)) {
        tag("flag", format!("区分：{word}"));
    }
    if let Some(word) = asked.shelf.narrowed() {
        tag("shelf", format!("状態：{word}"));
    }
    tags
}

#[component]
fn EntryTable(rows: Vec<DictionaryEntry>, sorting: Sorting) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|entry| {
            let href = format!("{PATH}/{}", entry.id);
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{entry.name}</a> " " <ArchivedTag archived_on=entry.archived_on/>
                    </th>
                    <td>{entry.reading}</td>
                    <td><Flags sensitive=entry.sensitive my_number=entry.my_number/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="辞書の情報項目の一覧">
            <thead>
                <tr>
                    <SortHead label="情報項目" key="name" sorting=sorting.clone()/>
                    <SortHead label="よみ" key="reading" sorting/>
                    <th scope="col">"区分"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// The marks of an entry.
#[component]
pub(super) fn Flags(sensitive: bool, my_number: bool) -> impl IntoView {
    view! {
        <span class="tags">
            {sensitive.then(|| view! { <Tag tone=Tone::Warning text="要配慮個人情報"/> })}
            {my_number.then(|| view! { <Tag tone=Tone::Warning text="特定個人情報"/> })}
        </span>
    }
}

fn nothing(narrowed: bool, may_edit: bool) -> impl IntoView {
    if narrowed {
        return view! {
            <Empty title="条件に合う情報項目はありません">
                <p>"条件を減らすか、別の言葉でお試しください。よみでも探せます。"</p>
                <p><a href=PATH>"使用中の情報項目をすべて表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    let way = if may_edit {
        view! {
            <p>"表計算ソフトの一覧があれば、貼り付けてまとめて登録できます。"</p>
            <p>
                <ButtonLink href=format!("{PATH}/paste") kind=ButtonKind::Primary>"貼り付けて登録する"</ButtonLink>
            </p>
        }
        .into_any()
    } else {
        view! { <p>"個人情報保護担当が登録すると、ここに並びます。"</p> }.into_any()
    };
    view! { <Empty title="辞書に情報項目はまだありません">{way}</Empty> }.into_any()
}
