use azukari_core::{
    Result,
    policy::Permission,
    register::{
        annex::{AnnexOrder, AnnexQuery, AnnexRow, count, list as rows_of},
        list::Shelf,
    },
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{FilterPanel, Paging, SortHead, Sorting, TableFrame},
    register::{
        grouped,
        noun_list::{NounList, ShelfSelect},
        shelf::ArchivedTag,
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;
const LIST: NounList = NounList {
    path: PATH,
    noun: "別紙",
    add: &[("/annexes/new", "別紙を作る")],
    lead: "情報項目が長くなるときに、別紙にまとめておきます。",
    begin: ("/annexes/new", "別紙を作る"),
};

/// GET /annexes
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["title", "entries"]);
    let mut asked = AnnexQuery {
        search: query.get("q").to_owned(),
        shelf: Shelf::from_code(query.get("shelf")),
        order: if sorting.key() == "entries" { AnnexOrder::Entries } else { AnnexOrder::Title },
        descending: sorting.descending(),
        ..AnnexQuery::default()
    };
    let total = count(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = rows_of(cx.ward(), cx.actor()?, &asked).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new("別紙（記録項目）")
        .lead("長い情報項目の一覧を別紙にしたものです。一つの別紙を、複数の案件から指せます。");
    Ok(page.body(move || {
        let tags = LIST.tags(&query, []);
        let table = (!rows.is_empty()).then(|| view! { <AnnexTable rows sorting/> }.into_any());
        let filters = view! {
            <FilterPanel action=PATH query=query.clone() search_label="標題、覚え書き、項目で探す">
                <ShelfSelect query/>
            </FilterPanel>
        };
        LIST.show(may_edit, filters, tags, table, paging)
    }))
}

#[component]
fn AnnexTable(rows: Vec<AnnexRow>, sorting: Sorting) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let more = if row.first.len() < usize::try_from(row.entries).unwrap_or(usize::MAX) { " ほか" } else { "" };
            let first = format!("{}{more}", row.first.join("、"));
            let note = (!row.note.is_empty()).then(|| view! { <p class="support">{row.note}</p> });
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{PATH}/{}", row.id)>{row.title}</a> " " <ArchivedTag archived_on=row.archived_on/>
                        {note}
                    </th>
                    <td>{first}</td>
                    <td class="number">{grouped(row.entries)}</td>
                    <td class="number">{grouped(row.items)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="別紙の一覧">
            <thead>
                <tr>
                    <SortHead label="標題" key="title" sorting=sorting.clone()/>
                    <th scope="col">"はじめの項目"</th>
                    <SortHead label="項目数" key="entries" sorting/>
                    <th scope="col" class="number">"案件"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
