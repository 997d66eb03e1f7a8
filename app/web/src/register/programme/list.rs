use azukari_core::{
    Result,
    policy::Permission,
    register::{ProgrammeQuery, ProgrammeRow, count_programmes, list::Shelf, list_programmes},
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
    noun: "事業",
    add: &[("/programmes/new", "事業を登録する")],
    lead: "審議会に説明する事業を、ここに登録しておきます。",
    begin: ("/programmes/new", "事業を登録する"),
};
/// With leave to import everything at once.
const IMPORTED: NounList = NounList {
    lead: "一件ずつ登録するほか、Excel や CSV の一覧を「取込・出力」の画面でまとめて取り込めます。",
    ..LIST
};

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
        let tags = LIST.tags(&query, []);
        let table = (!rows.is_empty()).then(|| view! { <ProgrammeTable rows sorting/> }.into_any());
        let filters = view! {
            <FilterPanel action=PATH query=query.clone() search_label="事業名、よみ、担当課で探す">
                <ShelfSelect query/>
            </FilterPanel>
        };
        let list = if may_import { IMPORTED } else { LIST };
        list.show(may_edit, filters, tags, table, paging)
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
