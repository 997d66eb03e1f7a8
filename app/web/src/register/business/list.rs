use azukari_core::{
    Result,
    policy::Permission,
    register::{
        SectionName,
        business::{BusinessOrder, BusinessQuery, BusinessRow, count, list as rows_of},
        list::Shelf,
        sections,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

use super::PATH;
use crate::{
    components::{FilterPanel, Need, Paging, Select, SelectOption, SortHead, Sorting, TableFrame, or_all},
    form::{Field, Posted},
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
    noun: "登録業務",
    add: &[("/registered-businesses/new", "登録業務を登録する")],
    lead: "案件を登録するときに選ぶ登録業務を、ここに登録しておきます。",
    begin: ("/registered-businesses/new", "登録業務を登録する"),
};

/// GET /registered-businesses
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["name", "section"]);
    let mut asked = BusinessQuery {
        search: query.get("q").to_owned(),
        section: query.get("section").parse::<Uuid>().ok(),
        shelf: Shelf::from_code(query.get("shelf")),
        order: match sorting.key() {
            "section" => BusinessOrder::Section,
            _ => BusinessOrder::Name,
        },
        descending: sorting.descending(),
        ..BusinessQuery::default()
    };
    let total = count(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = rows_of(cx.ward(), cx.actor()?, &asked).await?;
    let sections = sections(cx.ward(), cx.actor()?).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new("登録業務").lead("登録された個人情報の取扱いです。案件は登録業務を一つ選びます。");
    Ok(page.body(move || {
        let tags = LIST.tags(&query, [("section", asked.section.map(|id| section_words(id, &sections)))]);
        let table = (!rows.is_empty()).then(|| view! { <BusinessTable rows sorting/> }.into_any());
        LIST.show(may_edit, view! { <Filters query sections/> }, tags, table, paging)
    }))
}

fn section_words(id: Uuid, sections: &[SectionName]) -> String {
    let named = sections.iter().find(|section| section.id == id);
    format!("担当課：{}", named.map_or_else(|| "該当なし".to_owned(), SectionName::full))
}

#[component]
fn Filters(query: Posted, sections: Vec<SectionName>) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let options = sections.iter().map(|section| SelectOption::new(section.id.to_string(), section.full()));
    let options = or_all(options);
    let section = field("section");
    view! {
        <FilterPanel action=PATH query=query.clone() search_label="名称、よみで探す">
            <Select label="担当課" field=section options need=Need::Unsaid/>
            <ShelfSelect query/>
        </FilterPanel>
    }
}

#[component]
fn BusinessTable(rows: Vec<BusinessRow>, sorting: Sorting) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.id);
            let reading = (!row.reading.is_empty())
                .then(|| view! { <span class="support">{format!("（{}）", row.reading)}</span> });
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{row.name}</a> " " {reading} " " <ArchivedTag archived_on=row.archived_on/>
                    </th>
                    <td>{row.section.map(|section| section.full())}</td>
                    <td class="number">{grouped(row.items)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="登録業務の一覧">
            <thead>
                <tr>
                    <SortHead label="名称" key="name" sorting=sorting.clone()/>
                    <SortHead label="担当課" key="section" sorting/>
                    <th scope="col" class="number">"案件"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
