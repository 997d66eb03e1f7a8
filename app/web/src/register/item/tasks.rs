//! What of an item is complete, and the way to each of its parts.

use azukari_core::{
    Result,
    register::item::edit::{self, ItemEdit},
};
use domain::item::{ItemKind, ItemPart, PartState, Surroundings, VersionState, completeness};
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, href, life::Deed};
use crate::{
    components::{ButtonLink, Card, Notice, Tag, Tone},
    register::state_tag,
    routing::{Cx, Page},
};

/// The page of a part.
pub(super) fn part_path(item: Uuid, part: ItemPart) -> String {
    format!("{PATH}/{item}/edit/{}", part.code())
}

/// GET /items/{id}/edit
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "案件")?;
    let edited = edit::open(cx.ward(), cx.actor()?, id).await?;
    let today = cx.ward().clock().today();
    let opens: Vec<ItemPart> =
        ItemPart::ALL.iter().copied().filter(|part| cx.opens(&part_path(id, *part))).collect();
    let title = edited.item.current().map(|version| version.title.clone()).unwrap_or_default();
    let page = Page::new(format!("{title}の編集")).kicker(edited.item.kind.word()).crumb("案件", PATH);
    Ok(page.crumb(title, href(id, None)).body(move || {
        let around = Surroundings { basis: edited.basis.as_ref(), today, fit: &edited.fit };
        let parts = edited.version().map(|version| completeness(edited.item.kind, version, around));
        let list = parts.map(|parts| tasks(id, edited.item.kind, &parts, &opens));
        view! {
            <div class="stack">
                {state(&edited)}
                <div class="narrow">{list}</div>
                <Card title="この案件の扱い">{deeds(&edited)}</Card>
            </div>
        }
    }))
}

/// Which version is edited, or why none is.
pub(super) fn state(edited: &ItemEdit) -> AnyView {
    let id = edited.item.id.uuid();
    let Some(version) = edited.version() else {
        let (title, words) = if edited.item.archived_at.is_some() {
            ("この案件は保管されています。", "編集するときは、先に台帳に戻してください。")
        } else {
            (
                "編集できる版がありません。",
                "議決等を経た現行の版は、直接には変えられません。改正案を作ると、現行はそのままで、改正案を編集できます。",
            )
        };
        return view! { <Notice title tone=Tone::Warning><p>{words}</p></Notice> }.into_any();
    };
    let printed = edited.printed.iter().filter(|printed| printed.version == version.id.uuid());
    let papers = printed
        .map(|printed| {
            let href = format!("/submissions/{}", printed.paper.id);
            view! { <li><a class="hit" href=href>{format!("{}　{}", printed.paper.session.label, printed.paper.title)}</a></li> }
        })
        .collect::<Vec<_>>();
    let papers = (!papers.is_empty()).then(|| {
        view! {
            <Notice title="この版は次の資料に載っています。変えると、資料の内容も変わります。">
                <ul class="link-list">{papers}</ul>
            </Notice>
        }
    });
    let words = match version.state {
        VersionState::Proposal => "改正案を編集します。現行の内容は変わりません。",
        _ => "現行の版を直接編集します（議決等の記録がないため）。",
    };
    view! {
        <p class="tags">
            {state_tag(version.state)}
            <span>{words}</span>
            <a class="hit" href=href(id, Some(version.id.uuid()))>"内容を見る"</a>
        </p>
        {papers}
    }
    .into_any()
}

fn tasks(id: Uuid, kind: ItemKind, parts: &[(ItemPart, PartState)], opens: &[ItemPart]) -> AnyView {
    let done = parts.iter().filter(|(_, state)| !matches!(state, PartState::Missing(_))).count();
    let rows = parts
        .iter()
        .map(|(part, state)| {
            let (tone, word, missing) = match state {
                PartState::Complete => (Tone::Success, "入力済み", None),
                PartState::Optional => (Tone::Plain, "任意", None),
                PartState::Missing(missing) => {
                    (Tone::Warning, "不足あり", Some(format!("足りないもの：{}", missing.join("、"))))
                }
            };
            let label = part.label(kind);
            let name = if opens.contains(part) {
                view! { <a class="hit" href=part_path(id, *part)>{label}</a> }.into_any()
            } else {
                view! { <span>{label}</span> }.into_any()
            };
            let missing = missing.map(|missing| view! { <span class="support">{missing}</span> });
            view! { <li><span class="task">{name}{missing}</span><Tag tone text=word/></li> }
        })
        .collect_view();
    let total = parts.len();
    view! {
        <h2 class="section-head">{format!("入力する項目（{total}件中{done}件が済み）")}</h2>
        <ul class="link-list tasks">{rows}</ul>
    }
    .into_any()
}

/// What can be done with the item now, each on a page that says what it does.
pub(super) fn deeds(edited: &ItemEdit) -> impl IntoView + use<> {
    let id = edited.item.id.uuid();
    let links = Deed::ALL
        .into_iter()
        .filter(|deed| deed.offered(&edited.item))
        .map(|deed| view! { <ButtonLink href=deed.path(id)>{deed.word()}</ButtonLink> })
        .collect_view();
    let compare = (edited.item.versions.len() > 1)
        .then(|| view! { <ButtonLink href=format!("{PATH}/{id}/compare")>"版を比べる"</ButtonLink> });
    let entrusted = edited.item.kind != ItemKind::Linkage && edited.item.archived_at.is_none();
    let below = entrusted.then(|| {
        let href = format!("{PATH}/new?kind={}&parent={id}", ItemKind::Reoutsourcing.code());
        view! { <ButtonLink href>"再委託を登録する"</ButtonLink> }
    });
    view! { <div class="cluster">{compare}{below}{links}</div> }
}
