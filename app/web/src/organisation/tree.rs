use azukari_core::{
    Result,
    policy::Permission,
    register::organisation::{
        self, BodyNode, DepartmentNode, OrganisationQuery, SectionNode,
        UnitKind::{Body, Department, Section},
    },
};
use chrono::NaiveDate;
use domain::{
    date::{format_date, parse_date},
    organisation::holds_on,
};
use leptos::prelude::*;

use super::{PATH, folder, href};
use crate::{
    components::{
        ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Select, SelectOption, TableFrame, Tag,
        TextInput, Tone,
    },
    form::{Field, Posted},
    register::{grouped, term},
    routing::{Cx, Page},
};

/// `show=all`: what has ended too.
const ALL: &str = "all";

/// GET /organisation
pub(super) async fn tree(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let today = cx.ward().clock().today();
    let asked = Asked::read(&query, today);
    let found = organisation::tree(cx.ward(), cx.actor()?, &asked.query).await?;
    let may_edit = cx.may(Permission::EditOrganisation);
    let page = Page::new("組織").crumb("管理", "/admin").lead(
        "実施機関、部、課です。組織の改正では、もとの課を廃止して引き継ぐ課を示します。記録は残ります。",
    );
    Ok(page.body(move || {
        let tags = asked.tags(&query);
        let nothing = found.is_empty();
        let bodies = found.into_iter().map(|body| view! { <BodyTable body today/> }).collect_view();
        let shown = if nothing { empty(!tags.is_empty(), may_edit).into_any() } else { bodies.into_any() };
        view! {
            <div class="stack">
                {may_edit.then(add_links)}
                <Filters query asked/>
                <FilterTags tags/>
                {shown}
            </div>
        }
    }))
}

fn add_links() -> impl IntoView {
    let links = [Section, Department, Body]
        .map(|kind| {
            let href = format!("{}/new", folder(kind));
            view! { <ButtonLink href>{format!("{}を登録する", kind.word())}</ButtonLink> }
        })
        .collect_view();
    view! { <div class="cluster">{links}</div> }
}

/// What the address asks for.
#[derive(Clone)]
struct Asked {
    query: OrganisationQuery,
    all: bool,
    day: Field,
}

impl Asked {
    fn read(query: &Posted, today: NaiveDate) -> Self {
        let mut day = Field::plain("on", query.get("on"));
        let on = match parse_date(&day.value) {
            Ok(day) => Some(day),
            Err(_) if day.value.trim().is_empty() => None,
            Err(fault) => {
                day.errors.push(fault.to_string());
                None
            }
        };
        let all = query.get("show") == ALL;
        let shown_on = on.or((!all).then_some(today));
        let search = query.get("q").to_owned();
        Self { query: OrganisationQuery { search, on: shown_on }, all, day }
    }

    fn tags(&self, query: &Posted) -> Vec<FilterTag> {
        let mut tags = Vec::new();
        let mut tag = |name: &str, text: String| {
            tags.push(FilterTag::new(PATH, query, name, query.get(name), text));
        };
        if !self.query.search.trim().is_empty() {
            tag("q", format!("検索：{}", self.query.search));
        }
        if self.day.errors.is_empty() && !self.day.value.trim().is_empty() {
            tag("on", format!("{}にあるもの", self.query.on.map(format_date).unwrap_or_default()));
        } else if self.all {
            tag("show", "廃止したものも表示".to_owned());
        }
        tags
    }
}

#[component]
fn Filters(query: Posted, asked: Asked) -> impl IntoView {
    let options = vec![SelectOption::new("", "現在あるもの"), SelectOption::new(ALL, "廃止したものも")];
    let show = Field::plain("show", if asked.all { ALL } else { "" });
    view! {
        <FilterPanel action=PATH query search_label="名前、よみで探す">
            <Select label="表示" field=show options need=Need::Unsaid/>
            <TextInput label="ある日の組織" field=asked.day width="date" need=Need::Unsaid hint="例：令和8年4月1日"/>
        </FilterPanel>
    }
}

#[component]
fn BodyTable(body: BodyNode, today: NaiveDate) -> impl IntoView {
    let BodyNode { body, departments } = body;
    let head = view! {
        <div class="cluster">
            <h2 class="section-head"><a href=href(Body, body.id.uuid())>{body.name.clone()}</a></h2>
            <Life from=body.valid_from to=body.valid_to today/>
        </div>
    };
    if departments.is_empty() {
        return view! { <section class="stack">{head}<p class="support">"部はありません。"</p></section> }
            .into_any();
    }
    let groups =
        departments.into_iter().map(|department| view! { <DepartmentRows department today/> }).collect_view();
    view! {
        <section class="stack">
            {head}
            <TableFrame label=format!("{}の部と課", body.name)>
                <thead>
                    <tr>
                        <th scope="col">"部"</th>
                        <th scope="col">"課"</th>
                        <th scope="col">"よみ"</th>
                        <th scope="col">"期間"</th>
                        <th scope="col" class="number">"案件"</th>
                    </tr>
                </thead>
                {groups}
            </TableFrame>
        </section>
    }
    .into_any()
}

#[component]
fn DepartmentRows(department: DepartmentNode, today: NaiveDate) -> impl IntoView {
    let DepartmentNode { department, sections } = department;
    let span = sections.len().max(1);
    let head = view! {
        <th scope="rowgroup" rowspan=span>
            <a href=href(Department, department.id.uuid())>{department.name}</a>
            " "
            <Life from=department.valid_from to=department.valid_to today/>
        </th>
    };
    let mut head = Some(head);
    if sections.is_empty() {
        return view! { <tbody><tr>{head}<td colspan="4" class="support">"課はありません。"</td></tr></tbody> }
            .into_any();
    }
    let rows = sections
        .into_iter()
        .map(|node| {
            let SectionNode { section, items } = node;
            let id = section.id.uuid();
            let items = match items {
                0 => "0".into_any(),
                items => view! { <a class="hit" href=format!("/items?section={id}")>{grouped(items)}</a> }
                    .into_any(),
            };
            view! {
                <tr>
                    {head.take()}
                    <th scope="row"><a href=href(Section, id)>{section.name}</a></th>
                    <td>{section.reading}</td>
                    <td><Life from=section.valid_from to=section.valid_to today/></td>
                    <td class="number">{items}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <tbody>{rows}</tbody> }.into_any()
}

/// From when to when, and whether that is past or still to come.
#[component]
pub(super) fn Life(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> impl IntoView {
    let tag = match (from, to) {
        (_, Some(to)) if to < today => Some((Tone::Plain, "廃止")),
        (Some(from), _) if from > today => Some((Tone::Info, "開始前")),
        (_, Some(_)) if holds_on(from, to, today) => Some((Tone::Warning, "廃止予定")),
        _ => None,
    };
    let tag = tag.map(|(tone, text)| view! { <Tag tone text/> });
    view! {
        <span class="tags">
            {tag}
            {term(from, to).map(|term| view! { <span class="support">{term}</span> })}
        </span>
    }
}

fn empty(filtered: bool, may_edit: bool) -> impl IntoView {
    if filtered {
        return view! {
            <Empty title="条件に合う組織はありません">
                <p>"条件を減らすか、「廃止したものも」を選んでお試しください。"</p>
                <p><a href=PATH>"現在の組織をすべて表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    let way = if may_edit {
        "実施機関、部、課の順に登録します。台帳のファイルの取込でも入ります。"
    } else {
        "個人情報保護担当かシステム管理者が登録すると、ここに並びます。"
    };
    view! { <Empty title="組織はまだ登録されていません"><p>{way}</p></Empty> }.into_any()
}
