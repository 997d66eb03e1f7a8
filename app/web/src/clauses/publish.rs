//! A draft published from a day on.

use azukari_core::{
    Result,
    audit::Action,
    clauses::{self, PublishInput, Standing},
};
use domain::{
    clauses::{ClauseSet, Edition, EditionState, reference::Reference},
    date::format_date,
    duty::waiting,
};
use leptos::prelude::*;

use super::{
    PATH,
    gone::or_gone,
    life::{deed, stored},
    new::find,
};
use crate::{
    components::{ButtonLink, CheckBox, DateInput, Need, Notice, Tone},
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /clauses/{id}/editions/{edition}/publish
pub(super) async fn ask(cx: Cx) -> Result<Page> {
    let found = find(&cx, cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?).await;
    let (set, edition) = match or_gone(&cx, found).await? {
        Ok(found) => found,
        Err(gone) => return Ok(gone),
    };
    let standing = clauses::standing(cx.ward(), cx.actor()?, &edition).await?;
    let state = stored(&cx, &set)?;
    Ok(page(&set, &edition, &standing, state))
}

/// POST /clauses/{id}/editions/{edition}/publish
pub(super) async fn publish(cx: Cx) -> Result<Reply> {
    let (id, edition) = (cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?);
    let input = PublishInput::read(|name| cx.form().get(name).to_owned());
    let change = cx.change(Action::Publish);
    let done = clauses::publish(cx.ward(), cx.actor()?, id, edition, change, &input).await;
    let (set, held) = find(&cx, id, edition).await?;
    let standing = clauses::standing(cx.ward(), cx.actor()?, &held).await?;
    let now = stored(&cx, &set);
    let to = format!("{PATH}/{id}?edition={edition}");
    cx.finish(done, |()| to, async { now }, |state| page(&set, &held, &standing, state)).await
}

fn page(set: &ClauseSet, edition: &Edition, standing: &Standing, state: FormState) -> Page {
    let at = format!("{PATH}/{}", set.id);
    let (number, back) = (edition.number, format!("{at}?edition={}", edition.id));
    let action = format!("{at}/editions/{}/publish", edition.id);
    let is_draft = edition.state == EditionState::Draft;
    let ends = set.editions.iter().find(|held| held.state == EditionState::Published).map(|held| {
        let since = held.valid_from.map(|day| format!("（{}から有効）", format_date(day)));
        format!(
            "今の第{}版{}は、有効にする日の前の日で終わり、旧版になります。",
            held.number,
            since.unwrap_or_default()
        )
    });
    let duties: usize = edition.clauses.iter().map(|clause| clause.duties.len()).sum();
    let open = waiting(edition, &set.parties);
    let confirm = format!("{at}/editions/{}/duties", edition.id);
    let dangling = dangling(edition, standing);
    Page::new(format!("{}（第{number}版）の公開", set.name))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(format!("{}（第{number}版）", set.name), back.clone())
        .lead("公開すると、契約と案件に付せるようになります。条文も義務も、以後は変えられません。")
        .body(move || {
            let inner = if is_draft {
                let title = match (duties, open) {
                    (0, _) => Some("この版の義務はまだ確かめられていません".to_owned()),
                    (_, 0) => None,
                    (_, open) => Some(format!("確認していない義務の提案が{open}件あります")),
                };
                let without = title.map(|title| view! {
                    <Notice title tone=Tone::Warning>
                        <p>"義務は、公開する前に確かめておきます。公開した後に足すには、改訂が要ります。"</p>
                        <p><a href=confirm>"義務を確かめる"</a></p>
                    </Notice>
                });
                let acknowledge = (!dangling.is_empty()).then(|| {
                    let field = state.field("acknowledged");
                    view! { <CheckBox label="指すもののない参照を残したまま公開する" field hint="理由を下に入力してください。"/> }
                });
                let day = state.field("valid_from");
                let fields = view! {
                    <DateInput label="有効にする日" field=day need=Need::Required/>
                    {acknowledge}
                };
                view! {
                    {ends.map(|title| view! { <Notice title/> })}
                    {without}
                    {broken(dangling)}
                    {deed(state, action, back, "公開する", fields)}
                }
                .into_any()
            } else {
                view! {
                    <Notice title=format!("第{number}版は既に公開されています")/>
                    <p><ButtonLink href=back>"版を見る"</ButtonLink></p>
                }
                .into_any()
            };
            view! { <div class="narrow stack">{inner}</div> }
        })
}

/// References that lead nowhere, in words.
fn dangling(edition: &Edition, standing: &Standing) -> Vec<String> {
    let told = |found: &Reference| format!("{}の「{}」", found.spot.called(edition.numbering), found.text);
    standing.dangling.iter().map(told).collect()
}

fn broken(dangling: Vec<String>) -> Option<impl IntoView> {
    let count = dangling.len();
    (count > 0).then(|| {
        let rows = dangling.into_iter().map(|told| view! { <li>{told}</li> }).collect_view();
        view! {
            <Notice title=format!("指すもののない参照が{count}か所あります") tone=Tone::Warning>
                <ul>{rows}</ul>
            </Notice>
        }
    })
}
