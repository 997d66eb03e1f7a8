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
    components::{
        ButtonKind, ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select,
        SelectOption, SortHead, Sorting, TableFrame,
    },
    form::{Field, Posted},
    register::{
        grouped,
        shelf::{ArchivedTag, shelf_options},
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;

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
        let tags = tags(&query, &asked, &sections);
        let narrowed = !tags.is_empty();
        let found = if rows.is_empty() {
            nothing(narrowed, may_edit).into_any()
        } else {
            view! {
                <BusinessTable rows sorting/>
                <Pagination paging/>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {may_edit.then(|| view! {
                    <p><ButtonLink href=format!("{PATH}/new")>"登録業務を登録する"</ButtonLink></p>
                })}
                <Filters query sections/>
                <FilterTags tags/>
                {found}
            </div>
        }
    }))
}

#[component]
fn Filters(query: Posted, sections: Vec<SectionName>) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let options = sections.iter().map(|section| SelectOption::new(section.id.to_string(), section.full()));
    let options = std::iter::once(SelectOption::new("", "すべて")).chain(options).collect::<Vec<_>>();
    let (section, shelf) = (field("section"), field("shelf"));
    view! {
        <FilterPanel action=PATH query search_label="名称、よみで探す">
            <Select label="担当課" field=section options need=Need::Unsaid/>
            <Select label="状態" field=shelf options=shelf_options() need=Need::Unsaid/>
        </FilterPanel>
    }
}

fn tags(query: &Posted, asked: &BusinessQuery, sections: &[SectionName]) -> Vec<FilterTag> {
    let mut tags = Vec::new();
    let mut tag = |name: &str, words: String| {
        tags.push(FilterTag::new(PATH, query, name, query.get(name), words));
    };
    if !asked.search.trim().is_empty() {
        tag("q", format!("検索：{}", asked.search));
    }
    if let Some(id) = asked.section {
        let named = sections.iter().find(|section| section.id == id);
        tag("section", format!("担当課：{}", named.map_or_else(|| "該当なし".to_owned(), SectionName::full)));
    }
    if let Some(word) = asked.shelf.narrowed() {
        tag("shelf", format!("状態：{word}"));
    }
    tags
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

fn nothing(narrowed: bool, may_edit: bool) -> impl IntoView {
    if narrowed {
        return view! {
            <Empty title="条件に合う登録業務はありません">
                <p>"条件を減らすか、別の言葉でお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                <p><a href=PATH>"使用中の登録業務をすべて表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    let way = if may_edit {
        view! {
            <p><ButtonLink href=format!("{PATH}/new") kind=ButtonKind::Primary>"登録業務を登録する"</ButtonLink></p>
        }
        .into_any()
    } else {
        view! { <p>"個人情報保護担当が登録すると、ここに並びます。"</p> }.into_any()
    };
    view! { <Empty title="登録業務はまだありません">{way}</Empty> }.into_any()
}
