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
    components::{
        ButtonKind, ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select,
        SortHead, Sorting, TableFrame,
    },
    form::Field,
    register::{
        grouped,
        shelf::{ArchivedTag, shelf_options},
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;

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
        let mut tags = Vec::new();
        let mut tag = |name: &str, words: String| {
            tags.push(FilterTag::new(PATH, &query, name, query.get(name), words));
        };
        if !asked.search.is_empty() {
            tag("q", format!("検索：{}", asked.search));
        }
        match asked.shelf {
            Shelf::InUse => {}
            Shelf::Archived => tag("shelf", "状態：保管中".to_owned()),
            Shelf::All => tag("shelf", "状態：すべて".to_owned()),
        }
        let found = if rows.is_empty() {
            nothing(!tags.is_empty(), may_edit)
        } else {
            view! {
                <AnnexTable rows sorting/>
                <Pagination paging/>
            }
            .into_any()
        };
        let shelf = Field::plain("shelf", query.get("shelf"));
        view! {
            <div class="stack">
                {may_edit.then(|| view! {
                    <p><ButtonLink href=format!("{PATH}/new")>"別紙を作る"</ButtonLink></p>
                })}
                <FilterPanel action=PATH query search_label="標題、覚え書き、項目で探す">
                    <Select label="状態" field=shelf options=shelf_options() need=Need::Unsaid/>
                </FilterPanel>
                <FilterTags tags/>
                {found}
            </div>
        }
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

fn nothing(narrowed: bool, may_edit: bool) -> AnyView {
    if narrowed {
        return view! {
            <Empty title="条件に合う別紙はありません">
                <p>"言葉を短くするか、条件を外してお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                <p><a href=PATH>"すべての別紙を表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title="別紙はまだありません">
            {if may_edit {
                view! {
                    <p>"情報項目が長くなるときに、別紙にまとめておきます。"</p>
                    <p><ButtonLink href=format!("{PATH}/new") kind=ButtonKind::Primary>"別紙を作る"</ButtonLink></p>
                }
                    .into_any()
            } else {
                view! { <p>"個人情報保護担当が作ると、ここに並びます。"</p> }.into_any()
            }}
        </Empty>
    }
    .into_any()
}
