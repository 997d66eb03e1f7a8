use azukari_core::{Error, Result, audit};
use leptos::prelude::*;

use super::{
    HISTORY,
    told::{Differences, action, object_name, object_path, time_in_japan, who},
};
use crate::{
    components::{Card, Description, DescriptionRow},
    register::grouped,
    routing::{Cx, Page},
};

/// Objects of a page.
const ROWS: i64 = 50;

/// GET /history/{sequence}
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let missing = || Error::NotFound("変更履歴".into());
    let sequence: i64 = cx.param("sequence").parse().map_err(|_| missing())?;
    let from: i64 = cx.query().get("from").parse().unwrap_or_default();
    let limit = u64::try_from(ROWS).unwrap_or(u64::MAX);
    let (entry, changes) = audit::changes_of(cx.ward(), cx.actor()?, sequence, from.max(0), limit).await?;
    let title = format!("変更履歴 {sequence}番 {}", action(&entry));
    let count = grouped(u64::try_from(entry.changes).unwrap_or_default());
    let next = (entry.changes > from + ROWS).then_some(from + ROWS);
    let reason = if entry.reason.is_empty() { "（入力なし）".to_owned() } else { entry.reason.clone() };
    let (at, person) = (time_in_japan(entry.at), who(&entry));
    Ok(Page::new(title).crumb("変更履歴", HISTORY).body(move || {
        let cards = changes
            .into_iter()
            .map(|told| {
                let name = object_name(&told.object);
                let href = object_path(&told.object);
                let label = format!("{name}の変わった項目（{}件目）", told.position + 1);
                view! {
                    <Card title=name>
                        <Differences told label/>
                        <p><a href=href>"この対象の変更履歴をすべて見る"</a></p>
                    </Card>
                }
            })
            .collect_view();
        let next = next.map(|from| {
            view! { <p><a class="pagination-link" rel="next" href=format!("{HISTORY}/{sequence}?from={from}")>"次の50件"</a></p> }
        });
        view! {
            <div class="stack-wide">
                <Description>
                    <DescriptionRow term="日時">{at}</DescriptionRow>
                    <DescriptionRow term="利用者">{person}</DescriptionRow>
                    <DescriptionRow term="理由">{reason}</DescriptionRow>
                    <DescriptionRow term="変わった記録の数">{count}</DescriptionRow>
                </Description>
                {cards}
                {next}
            </div>
        }
    }))
}
