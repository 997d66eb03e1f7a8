use std::collections::{BTreeMap, BTreeSet};

use azukari_core::{
    Result,
    council::{
        outcome::OutcomeRow,
        session::{self, SessionPage, SessionRow},
    },
    policy::Permission,
    register::item::openable,
};
use domain::{council::Session, text};
use leptos::prelude::*;
use uuid::Uuid;

use super::{SESSIONS, SUBMISSIONS, words};
use crate::{
    components::{
        ButtonKind, ButtonLink, Description, DescriptionRow, Empty, FilterPanel, FilterTag, FilterTags, Need,
        Pagination, Paging, SectionHead, Select, SelectOption, SortHead, Sorting, TableFrame,
    },
    form::{Field, Posted},
    routing::{Cx, Page},
};

/// Rows a page of the list.
const ROWS: u64 = 50;

/// GET /sessions
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let all = session::list(cx.ward(), cx.actor()?).await?;
    let years: BTreeMap<i32, String> =
        all.iter().map(|row| (row.session.fiscal_year.year(), row.session.fiscal_year.label())).collect();
    let none_yet = all.is_empty();
    let sorting = Sorting::read(SESSIONS, &query, &["-number", "held_on"]);
    let rows = sorted(filtered(all, &query), &sorting);
    let paging = Paging::read(SESSIONS, &query, ROWS, rows.len() as u64);
    let rows: Vec<SessionRow> = rows
        .into_iter()
        .skip(usize::try_from(paging.offset()).unwrap_or(usize::MAX))
        .take(usize::try_from(paging.size()).unwrap_or(usize::MAX))
        .collect();
    let may_edit = cx.may(Permission::EditSessions);
    Ok(Page::new("審議会の回").body(move || {
        let add = may_edit.then(|| {
            view! { <p><ButtonLink href="/sessions/new" kind=ButtonKind::Primary>"回を登録する"</ButtonLink></p> }
        });
        if none_yet {
            return view! {
                <Empty title="審議会の回はまだありません">
                    <p>"年度と回を登録すると、資料をその回に付議できます。"</p>
                    {add}
                </Empty>
            }
            .into_any();
        }
        view! {
            <div class="stack">
                {add}
                <Filters query years/>
                <SessionTable rows sorting/>
                <Pagination paging/>
            </div>
        }
        .into_any()
    }))
}

fn filtered(rows: Vec<SessionRow>, query: &Posted) -> Vec<SessionRow> {
    let wanted = text::fold(query.get("q").trim());
    let year = query.get("year").parse::<i32>().ok();
    rows.into_iter()
        .filter(|row| year.is_none_or(|year| row.session.fiscal_year.year() == year))
        .filter(|row| {
            wanted.is_empty()
                || text::fold(&row.session.label()).contains(&wanted)
                || row.submissions.iter().any(|submission| text::fold(&submission.title).contains(&wanted))
        })
        .collect()
}

fn sorted(mut rows: Vec<SessionRow>, sorting: &Sorting) -> Vec<SessionRow> {
    let order = |session: &Session| (session.fiscal_year.year(), session.number);
    if sorting.key() == "held_on" {
        rows.sort_by_key(|row| (row.session.held_on, order(&row.session)));
    } else {
        rows.sort_by_key(|row| order(&row.session));
    }
    if sorting.descending() {
        rows.reverse();
    }
    rows
}

#[component]
fn Filters(query: Posted, years: BTreeMap<i32, String>) -> impl IntoView {
    let year = query.get("year").to_owned();
    let mut tags = Vec::new();
    if !query.get("q").is_empty() {
        let words = format!("検索：{}", query.get("q"));
        tags.push(FilterTag::new(SESSIONS, &query, "q", query.get("q"), words));
    }
    if let Some(label) = year.parse().ok().and_then(|year: i32| years.get(&year)) {
        tags.push(FilterTag::new(SESSIONS, &query, "year", &year, format!("年度：{label}")));
    }
    let options = std::iter::once(SelectOption::new("", "すべて"))
        .chain(years.iter().rev().map(|(year, label)| SelectOption::new(year.to_string(), label.clone())))
        .collect();
    view! {
        <FilterPanel action=SESSIONS query search_label="回、資料の件名">
            <Select label="年度" field=Field::plain("year", year) options need=Need::Unsaid/>
        </FilterPanel>
        <FilterTags tags/>
    }
}

#[component]
fn SessionTable(rows: Vec<SessionRow>, sorting: Sorting) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <Empty title="条件に合う回はありません">
                <p><a href=SESSIONS>"条件をすべて外す"</a></p>
            </Empty>
        }
        .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let papers = match row.submissions.len() {
                0 => "なし".to_owned(),
                count => format!("{count}件"),
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("{SESSIONS}/{}", row.session.id)>{row.session.label()}</a></th>
                    <td>{words::day(row.session.held_on)}</td>
                    <td class="number">{papers}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="審議会の回の一覧">
            <thead>
                <tr>
                    <SortHead label="年度・回" key="number" sorting=sorting.clone()/>
                    <SortHead label="開催日" key="held_on" sorting/>
                    <th scope="col" class="number">"資料"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}

/// GET /sessions/{id}
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let page = session::page(cx.ward(), cx.actor()?, cx.id("id", "審議会の回")?.into()).await?;
    let items = page.outcomes.iter().filter_map(|row| row.item);
    let open = openable(cx.ward(), cx.actor()?, items).await?;
    let may_edit = cx.may(Permission::EditSessions);
    Ok(Page::new(page.session.label())
        .kicker("審議会の回")
        .crumb("審議会の回", SESSIONS)
        .history(&cx, "council_session", page.session.id)
        .body(move || session_view(page, may_edit, open)))
}

fn session_view(page: SessionPage, may_edit: bool, open: BTreeSet<Uuid>) -> impl IntoView {
    let edit = may_edit.then(|| {
        let href = format!("{SESSIONS}/{}/edit", page.session.id);
        view! { <p><ButtonLink href>"年度・回・開催日を変更する"</ButtonLink></p> }
    });
    let submissions = if page.submissions.is_empty() {
        view! {
            <Empty title="この回に付議する資料はまだありません">
                <p>"資料は、台帳の取込で登録できます。"</p>
            </Empty>
        }
        .into_any()
    } else {
        view! { <words::SubmissionTable label="この回の資料" rows=page.submissions/> }.into_any()
    };
    let outcomes = (!page.outcomes.is_empty()).then(|| view! { <Outcomes rows=page.outcomes open/> });
    view! {
        <div class="stack">
            <Description>
                <DescriptionRow term="年度">{page.session.fiscal_year.label()}</DescriptionRow>
                <DescriptionRow term="回">{format!("第{}回", page.session.number)}</DescriptionRow>
                <DescriptionRow term="開催日">{words::day(page.session.held_on)}</DescriptionRow>
            </Description>
            {edit}
            <SectionHead title="資料"/>
            {submissions}
            {outcomes}
        </div>
    }
}

#[component]
fn Outcomes(rows: Vec<OutcomeRow>, open: BTreeSet<Uuid>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let (history, about) =
                (format!("/history/outcome/{}", row.id), format!("「{}」の議決等の変更履歴", row.title));
            // Another section's item is named, not opened.
            let title = match row.item.filter(|item| open.contains(item)) {
                Some(item) => view! { <a href=format!("/items/{item}")>{row.title}</a> }.into_any(),
                None => row.title.into_any(),
            };
            let paper = row.submission.map(|id| view! { <a href=format!("{SUBMISSIONS}/{id}")>"資料"</a> });
            view! {
                <tr>
                    <th scope="row">{title}</th>
                    <td class="nowrap">{row.result.word()}</td>
                    <td>{words::day(row.decided_on)}</td>
                    <td>{paper}</td>
                    <td><a href=history aria-label=about>"変更履歴"</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <SectionHead title="議決等"/>
        <TableFrame label="この回の議決等">
            <thead>
                <tr>
                    <th scope="col">"件名"</th>
                    <th scope="col">"結果"</th>
                    <th scope="col">"議決等の日"</th>
                    <th scope="col">"資料"</th>
                    <th scope="col">"履歴"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
