//! What was done, and what was not.

use azukari_core::{
    Error, Result,
    policy::Permission,
    register::item::bulk::{self, Done, Row, Verdict},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{back, deed, page::nothing_page};
use crate::{
    components::{ButtonKind, ButtonLink, Notice, SectionHead, TableFrame, Tone},
    register::item::{filters, href},
    routing::{Cx, Page},
    session::{keep_once, take_once},
};

/// Rows kept of those to which nothing was done: they were shown before.
const KEPT: usize = 100;

/// A row to which nothing was done.
#[derive(serde::Serialize, serde::Deserialize)]
struct Left {
    id: Uuid,
    title: String,
    why: String,
}

fn name(entry: Uuid) -> String {
    format!("bulk-left:{entry}")
}

/// Keeps the rows to which nothing was done until they have been shown.
pub(super) async fn keep(cx: &Cx, entry: Uuid, rows: Vec<Row>) -> Result<()> {
    let left = rows.into_iter().take(KEPT).map(|row| Left {
        id: row.id,
        title: row.item.map(|item| item.title).unwrap_or_default(),
        why: match row.verdict {
            Verdict::Refused(why) => why,
            Verdict::Same => "既にこのとおりです。".to_owned(),
            Verdict::Open | Verdict::Will(_) => "行うものとして示していませんでした。".to_owned(),
        },
    });
    let left: Vec<Left> = left.collect();
    if left.is_empty() {
        return Ok(());
    }
    let text = serde_json::to_string(&left).map_err(Error::internal("行わなかった案件を示せません。"))?;
    keep_once(cx, &name(entry), &text).await
}

/// GET /items/bulk/done
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let query = cx.query();
    let list = filters::kept(query);
    if query.get("entry").is_empty() {
        let page = nothing_page("どの結果かが示されていません", &list);
        return Ok(Page { title: "まとめて行った結果".to_owned(), ..page });
    }
    let missing = || Error::NotFound("行ったことの記録".to_owned());
    let entry: Uuid = query.get("entry").parse().map_err(|_| missing())?;
    let done = bulk::done(cx.ward(), cx.actor()?, entry).await?;
    let left = take_once(&cx, &name(entry)).await?;
    let left: Vec<Left> = left.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let history = cx.may(Permission::ReadAudit).then(|| format!("/history/{}", done.sequence));
    let title = deed::done(done.action, done.items.len());
    let page = Page::new(title.clone()).kicker("案件にまとめて行う").crumb("案件", back(&list));
    let reason = (!done.reason.is_empty()).then(|| format!("理由：{}", done.reason));
    Ok(page.body(move || {
        view! {
            <div class="stack">
                <Notice title=format!("{title}。") tone=Tone::Success>
                    {reason.map(|reason| view! { <p>{reason}</p> })}
                    {history.map(|href| view! { <p><a class="hit" href=href>"変更履歴で見る"</a></p> })}
                </Notice>
                <p><ButtonLink href=back(&list) kind=ButtonKind::Primary>"案件の一覧へ戻る"</ButtonLink></p>
                {not_done(left)}
                {items(done)}
            </div>
        }
    }))
}

fn items(done: Done) -> impl IntoView {
    let rows = done
        .items
        .into_iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row"><a href=href(item.id, None)>{item.title}</a></th>
                    <td class="fit">{item.kind.word()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <SectionHead title="行った案件"/>
        <TableFrame label="行った案件">
            <thead>
                <tr><th scope="col">"件名"</th><th scope="col">"種別"</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn not_done(left: Vec<Left>) -> Option<AnyView> {
    let title = format!("行わなかった案件（{}件）", left.len());
    let more = (left.len() == KEPT)
        .then(|| view! { <p class="support">{format!("はじめの{KEPT}件を示しています。")}</p> });
    let rows: Vec<_> = left
        .into_iter()
        .map(|row| {
            let item = if row.title.is_empty() {
                "（見つからない案件）".into_any()
            } else {
                view! { <a href=href(row.id, None)>{row.title}</a> }.into_any()
            };
            view! { <tr><th scope="row">{item}</th><td>{row.why}</td></tr> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <SectionHead title=title.clone()/>
            {more}
            <TableFrame label=title>
                <thead>
                    <tr><th scope="col">"件名"</th><th scope="col">"理由"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    })
}
