use azukari_core::{
    Result,
    audit::{self, Action, TrailEntry, TrailQuery, words},
};
use chrono::NaiveDate;
use domain::date::format_date;
use leptos::prelude::*;

use super::{
    HISTORY,
    query::Asked,
    told::{action, object_name, object_path, time_in_japan, who},
};
use crate::{
    components::{
        ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Select, SelectOption, TableFrame,
        TextInput,
    },
    form::{Field, Posted},
    register::grouped,
    routing::{Cx, Page},
};

/// Entries of a page.
const ROWS: usize = 50;

/// GET /history
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let posted = cx.query().clone();
    let asked = Asked::read(&posted, ROWS as u64 + 1);
    let actor = cx.actor()?;
    let mut rows = audit::search(cx.ward(), actor, &asked.query).await?;
    let logins = audit::logins(cx.ward(), actor).await?;
    let older = (rows.len() > ROWS).then(|| rows.get(ROWS - 1).map(|row| row.entry.sequence)).flatten();
    rows.truncate(ROWS);
    Ok(Page::new("変更履歴")
        .lead("だれが、いつ、何を、どこからどう変えたか。登録は名称で、変更は変わった内容で探せます。")
        .body(move || {
            view! {
                <div class="stack">
                    <Filters posted=posted.clone() asked logins/>
                    <Rows rows filtered=!conditions(&posted).is_empty()/>
                    <Turn posted older/>
                </div>
            }
        }))
}

/// The conditions in the address, without the place in the list.
fn conditions(posted: &Posted) -> Vec<(String, String)> {
    let kept = |(name, value): &&(String, String)| {
        ["q", "login", "action", "kind", "from", "to"].contains(&name.as_str()) && !value.trim().is_empty()
    };
    posted.pairs().iter().filter(kept).cloned().collect()
}

fn address(path: &str, pairs: &[(String, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(pairs).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[component]
fn Filters(posted: Posted, asked: Asked, logins: Vec<String>) -> impl IntoView {
    let all = || std::iter::once(SelectOption::new("", "すべて"));
    let people =
        all().chain(logins.into_iter().map(|login| SelectOption::new(login.clone(), login))).collect();
    let actions = all()
        .chain(Action::ALL.into_iter().map(|action| SelectOption::new(action.code(), action.word())))
        .collect();
    let kinds =
        all().chain(words::KINDS.iter().map(|(code, word)| SelectOption::new(*code, *word))).collect();
    let tags = tags(&posted, &asked.query);
    let field = |name: &str| Field::plain(name, posted.get(name));
    let (login, action, kind) = (field("login"), field("action"), field("kind"));
    view! {
        <FilterPanel action=HISTORY query=posted search_label="対象の名称、変わった内容、理由">
            <Select label="利用者" field=login options=people need=Need::Unsaid/>
            <Select label="操作" field=action options=actions need=Need::Unsaid/>
            <Select label="対象の種類" field=kind options=kinds need=Need::Unsaid/>
            <TextInput label="この日から" field=asked.from width="date" need=Need::Unsaid/>
            <TextInput label="この日まで" field=asked.to width="date" need=Need::Unsaid/>
        </FilterPanel>
        <FilterTags tags/>
    }
}

/// The conditions that hold: not a day that could not be read.
fn tags(posted: &Posted, query: &TrailQuery) -> Vec<FilterTag> {
    let day = |day: NaiveDate, end: &str| format!("{}{end}", format_date(day));
    let told = |text: &str, head: &str| (!text.is_empty()).then(|| format!("{head}：{text}"));
    let conditions = [
        ("q", told(&query.text, "検索")),
        ("login", told(&query.login, "利用者")),
        ("action", query.action.and_then(|action| told(action.word(), "操作"))),
        ("kind", words::kind(&query.kind).and_then(|kind| told(kind, "種類"))),
        ("from", query.from.map(|first| day(first, "から"))),
        ("to", query.to.map(|last| day(last, "まで"))),
    ];
    let tag = |(name, text): (&str, Option<String>)| {
        Some(FilterTag::new(HISTORY, posted, name, posted.get(name), text?))
    };
    conditions.into_iter().filter_map(tag).collect()
}

#[component]
fn Rows(rows: Vec<TrailEntry>, filtered: bool) -> impl IntoView {
    if rows.is_empty() {
        let (title, advice) = if filtered {
            ("条件に合う変更はありません", Some(view! { <p><a href=HISTORY>"条件をすべて外す"</a></p> }))
        } else {
            ("変更はまだありません", None)
        };
        return view! { <Empty title>{advice}</Empty> }.into_any();
    }
    let rows = rows.into_iter().map(entry_row).collect_view();
    view! {
        <TableFrame label="変更履歴の一覧">
            <thead>
                <tr>
                    <th scope="col" class="number">"番号"</th>
                    <th scope="col">"日時"</th>
                    <th scope="col">"操作"</th>
                    <th scope="col">"対象"</th>
                    <th scope="col">"利用者"</th>
                    <th scope="col">"理由"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}

fn entry_row(row: TrailEntry) -> impl IntoView {
    let TrailEntry { entry, objects } = row;
    let href = format!("{HISTORY}/{}", entry.sequence);
    let shown = i64::try_from(objects.len()).unwrap_or(i64::MAX);
    let more = (entry.changes > shown).then(|| {
        let rest = grouped(u64::try_from(entry.changes - shown).unwrap_or_default());
        view! { <li class="support">{format!("ほか{rest}件")}</li> }
    });
    let objects = objects
        .iter()
        .map(|object| view! { <li><a href=object_path(object)>{object_name(object)}</a></li> })
        .collect_view();
    view! {
        <tr>
            <td class="number">{entry.sequence}</td>
            <td class="fit">{time_in_japan(entry.at)}</td>
            <th scope="row"><a href=href>{action(&entry)}</a></th>
            <td><ul class="plain-list">{objects}{more}</ul></td>
            <td>{who(&entry)}</td>
            <td class="prewrap">{if entry.reason.is_empty() { "―".to_owned() } else { entry.reason.clone() }}</td>
        </tr>
    }
}

/// To older entries, back to the newest, and out.
#[component]
fn Turn(posted: Posted, older: Option<i64>) -> impl IntoView {
    let conditions = conditions(&posted);
    let newest = posted.has("before").then(|| {
        view! { <li><a class="pagination-link" href=address(HISTORY, &conditions)>"最新へ"</a></li> }
    });
    let older = older.map(|before| {
        let mut pairs = conditions.clone();
        pairs.push(("before".to_owned(), before.to_string()));
        view! { <li><a class="pagination-link" rel="next" href=address(HISTORY, &pairs)>"前の50件"</a></li> }
    });
    let export = address("/history/export.csv", &conditions);
    view! {
        <nav class="pagination" aria-label="ページ"><ul class="pagination-list">{newest}{older}</ul></nav>
        <p><ButtonLink href=export download=true>"この条件の変更履歴を CSV で保存"</ButtonLink></p>
    }
}
