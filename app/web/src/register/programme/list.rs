use azukari_core::{
    Result,
    policy::Permission,
    register::{ProgrammeQuery, ProgrammeRow, count_programmes, list::Shelf, list_programmes},
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

/// GET /programmes
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["name", "section"]);
    let mut asked = ProgrammeQuery {
        search: query.get("q").to_owned(),
        shelf: Shelf::from_code(query.get("shelf")),
        by_section: sorting.key() == "section",
        descending: sorting.descending(),
        ..ProgrammeQuery::default()
    };
    let total = count_programmes(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = list_programmes(cx.ward(), cx.actor()?, &asked).await?;
    let may_edit = cx.may(Permission::EditProgrammes);
    let may_import = cx.may(Permission::ImportBundle) && cx.offers("/imports");
    let page = Page::new("事業").lead(
        "審議会に説明する公の事業です。案件（業務委託、再委託、外部結合）は事業ごとにまとまっています。",
    );
    Ok(page.body(move || {
        let search = query.get("q").to_owned();
        let mut tags = Vec::new();
        if !search.is_empty() {
            tags.push(FilterTag::new(PATH, &query, "q", &search, format!("検索：{search}")));
        }
        let shelf = query.get("shelf").to_owned();
        match asked.shelf {
            Shelf::InUse => {}
            Shelf::Archived => tags.push(FilterTag::new(PATH, &query, "shelf", &shelf, "状態：保管中")),
            Shelf::All => tags.push(FilterTag::new(PATH, &query, "shelf", &shelf, "状態：すべて")),
        }
        let found = if rows.is_empty() {
            nothing(!tags.is_empty(), may_import).into_any()
        } else {
            view! {
                <ProgrammeTable rows sorting/>
                <Pagination paging/>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {may_edit.then(|| view! {
                    <p><ButtonLink href=format!("{PATH}/new")>"事業を登録する"</ButtonLink></p>
                })}
                <FilterPanel action=PATH query search_label="事業名、よみ、担当課で探す">
                    <Select label="状態" field=Field::plain("shelf", shelf) options=shelf_options() need=Need::Unsaid/>
                </FilterPanel>
                <FilterTags tags/>
                {found}
            </div>
        }
    }))
}

#[component]
fn ProgrammeTable(rows: Vec<ProgrammeRow>, sorting: Sorting) -> impl IntoView {
    let papers = rows.iter().any(|row| row.submissions.is_some());
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.id);
            let count = |anchor: &str, count: u64| {
                let shown = match count {
                    0 => "0".into_any(),
                    count => view! { <a class="hit" href=format!("{href}#{anchor}")>{grouped(count)}</a> }
                        .into_any(),
                };
                view! { <td class="number">{shown}</td> }
            };
            let (items, submissions) = (
                count("items", row.items),
                row.submissions.map(|submissions| count("submissions", submissions)),
            );
            view! {
                <tr>
                    <th scope="row"><a href=href.clone()>{row.name}</a> " " <ArchivedTag archived_on=row.archived_on/></th>
                    <td>{row.section.map(|section| section.full())}</td>
                    {items}
                    {submissions}
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="事業の一覧">
            <thead>
                <tr>
                    <SortHead label="事業名" key="name" sorting=sorting.clone()/>
                    <SortHead label="担当課" key="section" sorting/>
                    <th scope="col" class="number">"案件"</th>
                    {papers.then(|| view! { <th scope="col" class="number">"資料"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn nothing(searched: bool, may_import: bool) -> impl IntoView {
    if searched {
        return view! {
            <Empty title="条件に合う事業はありません">
                <p>"言葉を短くするか、別の言葉でお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                <p><a href=PATH>"すべての事業を表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title="事業はまだありません">
            {if may_import {
                view! {
                    <p>"台帳のファイルを取り込むと、事業と案件がここに並びます。"</p>
                    <p><ButtonLink href="/imports" kind=ButtonKind::Primary>"台帳を取り込む"</ButtonLink></p>
                }
                    .into_any()
            } else {
                view! { <p>"個人情報保護担当が台帳を取り込むと、ここに並びます。"</p> }.into_any()
            }}
        </Empty>
    }
    .into_any()
}
