use azukari_core::{Result, audit};
use leptos::prelude::*;

use super::{
    HISTORY,
    told::{Differences, action, object_name, time_in_japan, who},
};
use crate::{
    components::Card,
    routing::{Cx, Page, place},
};

/// Changes of a page.
const ROWS: usize = 50;

/// GET /history/{kind}/{id}
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "変更履歴")?;
    let kind = cx.param("kind").to_owned();
    let before = cx.query().get("before").parse().ok();
    let mut history =
        audit::object_history(cx.ward(), cx.actor()?, &kind, id, before, ROWS as u64 + 1).await?;
    let older =
        (history.len() > ROWS).then(|| history.get(ROWS - 1).map(|(entry, _)| entry.sequence)).flatten();
    history.truncate(ROWS);
    let name = history.first().map(|(_, told)| object_name(&told.object)).unwrap_or_default();
    let mut page = Page::new(format!("{name}の変更履歴"));
    if cx.offers(HISTORY) {
        page = page.crumb("変更履歴", HISTORY);
    }
    let gone = before.is_none() && history.first().is_some_and(|(_, told)| told.deleted);
    if let Some(path) = place(&kind, id)
        && !gone
        && cx.opens(&path)
    {
        page = page.crumb(name, path);
    }
    Ok(page.body(move || {
        let cards = history
            .into_iter()
            .map(|(entry, told)| {
                let title = format!("{} {}", time_in_japan(entry.at), action(&entry));
                let label = format!("{title}で変わった項目");
                let reason = (!entry.reason.is_empty()).then(|| format!("理由：{}", entry.reason));
                view! {
                    <Card title>
                        <p>{who(&entry)}</p>
                        {reason.map(|reason| view! { <p class="prewrap">{reason}</p> })}
                        <Differences told label/>
                    </Card>
                }
            })
            .collect_view();
        let older = older.map(|before| {
            let href = format!("{HISTORY}/{kind}/{id}?before={before}");
            view! { <p><a class="pagination-link" rel="next" href=href>"前の50件"</a></p> }
        });
        view! { <div class="stack-wide">{cards}{older}</div> }
    }))
}
