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
        FilterPanel, Need, Paging, Select, SelectOption, SortHead, Sorting, TableFrame, Tag, Tone, or_all,
    },
    form::{Field, Posted},
    register::{
        noun_list::{NounList, ShelfSelect},
        shelf::ArchivedTag,
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;
const LIST: NounList = NounList {
    path: PATH,
    noun: "辞書の情報項目",
    add: &[("/dictionary/new", "情報項目を登録する"), ("/dictionary/paste", "表計算ソフトから貼り付ける")],
    lead: "表計算ソフトの一覧があれば、貼り付けてまとめて登録できます。",
    begin: ("/dictionary/paste", "貼り付けて登録する"),
};

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
        let flag = FLAGS.into_iter().find(|(flag, ..)| asked.flag == Some(*flag));
        let tags = LIST.tags(&query, [("flag", flag.map(|(.., word)| format!("区分：{word}")))]);
        let table = (!rows.is_empty()).then(|| view! { <EntryTable rows sorting/> }.into_any());
        LIST.show(may_edit, view! { <Filters query/> }, tags, table, paging)
    }))
}

#[component]
fn Filters(query: Posted) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let flags = FLAGS.map(|(_, code, word)| SelectOption::new(code, word));
    let flags = or_all(flags);
    let flag = field("flag");
    view! {
        <FilterPanel action=PATH query=query.clone() search_label="情報項目、よみで探す">
            <Select label="区分" field=flag options=flags need=Need::Unsaid/>
            <ShelfSelect query/>
        </FilterPanel>
    }
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
