use std::collections::BTreeMap;

use azukari_core::{
    Result,
    council::submission::{self, SubmissionQuery, SubmissionRow},
};
use domain::council::SubmissionState;
use leptos::prelude::*;

use super::{SESSIONS, SUBMISSIONS, words::StateTag};
use crate::{
    components::{
        Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select, SelectOption, SortHead,
        Sorting, TableFrame,
    },
    form::{Field, Posted},
    routing::{Cx, Page},
};

/// Rows a page.
const ROWS: u64 = 50;

/// What the list is narrowed by, as choices.
struct Choices {
    sessions: BTreeMap<String, String>,
}

/// GET /submissions
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let wanted = SubmissionQuery {
        text: query.get("q").trim().to_owned(),
        session: query.get("session").parse().ok(),
        programme: query.get("programme").parse().ok(),
        state: SubmissionState::from_code(query.get("state")),
    };
    let all = submission::list(cx.ward(), cx.actor()?, &SubmissionQuery::default()).await?;
    let none_yet = all.is_empty();
    let sessions = all.iter().map(|row| (row.session.id.to_string(), row.session.name.clone())).collect();
    let rows = submission::list(cx.ward(), cx.actor()?, &wanted).await?;
    let sorting = Sorting::read(SUBMISSIONS, &query, &["-session", "title"]);
    let paging = Paging::read(SUBMISSIONS, &query, ROWS, rows.len() as u64);
    let rows: Vec<SubmissionRow> = sorted(rows, &sorting)
        .into_iter()
        .skip(usize::try_from(paging.offset()).unwrap_or(usize::MAX))
        .take(usize::try_from(paging.size()).unwrap_or(usize::MAX))
        .collect();
    Ok(Page::new("審議会の資料").body(move || {
        if none_yet {
            return view! {
                <Empty title="資料はまだありません">
                    <p>"事業、案件、資料を入れたファイルを"<a href="/imports">"取り込む"</a>"と、ここに並びます。"</p>
                </Empty>
            }
            .into_any();
        }
        view! {
            <div class="stack">
                <Filters query choices=Choices { sessions }/>
                <Rows rows sorting/>
                <Pagination paging/>
            </div>
        }
        .into_any()
    }))
}

/// Rows come the latest session first, which is the order by session reversed.
fn sorted(mut rows: Vec<SubmissionRow>, sorting: &Sorting) -> Vec<SubmissionRow> {
    if sorting.key() == "title" {
        rows.sort_by(|a, b| a.title.cmp(&b.title));
    }
    if sorting.descending() == (sorting.key() == "title") {
        rows.reverse();
    }
    rows
}

#[component]
fn Filters(query: Posted, choices: Choices) -> impl IntoView {
    let (session, state) = (query.get("session").to_owned(), query.get("state").to_owned());
    let mut tags = Vec::new();
    if !query.get("q").is_empty() {
        let words = format!("検索：{}", query.get("q"));
        tags.push(FilterTag::new(SUBMISSIONS, &query, "q", query.get("q"), words));
    }
    if let Some(label) = choices.sessions.get(&session) {
        tags.push(FilterTag::new(SUBMISSIONS, &query, "session", &session, format!("回：{label}")));
    }
    if let Some(known) = SubmissionState::from_code(&state) {
        tags.push(FilterTag::new(SUBMISSIONS, &query, "state", &state, format!("状態：{}", known.word())));
    }
    let all = || std::iter::once(SelectOption::new("", "すべて"));
    let sessions =
        all().chain(choices.sessions.into_iter().map(|(id, label)| SelectOption::new(id, label))).collect();
    let states = all()
        .chain(SubmissionState::ALL.iter().map(|state| SelectOption::new(state.code(), state.word())))
        .collect();
    view! {
        <FilterPanel action=SUBMISSIONS query search_label="件名、事業">
            <Select label="回" field=Field::plain("session", session) options=sessions need=Need::Unsaid/>
            <Select label="状態" field=Field::plain("state", state) options=states need=Need::Unsaid/>
        </FilterPanel>
        <FilterTags tags/>
    }
}

#[component]
fn Rows(rows: Vec<SubmissionRow>, sorting: Sorting) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <Empty title="条件に合う資料はありません">
                <p><a href=SUBMISSIONS>"条件をすべて外す"</a></p>
            </Empty>
        }
        .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td class="nowrap">{row.printed_number}</td>
                    <th scope="row"><a href=format!("{SUBMISSIONS}/{}", row.reference)>{row.title}</a></th>
                    <td class="nowrap"><a href=format!("{SESSIONS}/{}", row.session.id)>{row.session.name}</a></td>
                    <td>{row.section}</td>
                    <td class="nowrap"><StateTag state=row.state/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="審議会の資料の一覧">
            <thead>
                <tr>
                    <th scope="col">"資料番号"</th>
                    <SortHead label="件名" key="title" sorting=sorting.clone()/>
                    <SortHead label="回" key="session" sorting/>
                    <th scope="col">"担当部課"</th>
                    <th scope="col">"状態"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}
