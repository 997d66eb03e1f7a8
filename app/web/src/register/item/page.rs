use azukari_core::{
    Error, Result,
    policy::{Permission, reach},
    register::item::{self, ItemView},
};
use chrono::NaiveDate;
use domain::{
    Id,
    date::{format_date, read_date},
    item::{ItemKind, ItemVersion, VersionState},
};
use leptos::prelude::*;

use super::{PATH, council::council, facts, fit, href, life::Deed, sections::sections, tree::tree};
use crate::{
    components::{Button, ButtonKind, ButtonLink, Card, Notice, Tag, TextInput, Tone},
    form::Field,
    register::state_tag,
    routing::{Cx, Page},
};

/// What is asked of an item: one of its versions, or what held on a day.
enum Shown {
    /// A version; on a day if one was asked for.
    Version(Box<ItemVersion>, Option<NaiveDate>),
    /// Nothing held on that day.
    Nothing(NaiveDate),
}

/// GET /items/{id}, of one version with `?version=`, of a day with `?on=`.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "案件")?;
    let view = item::view(cx.ward(), cx.actor()?, id).await?;
    let mut day = Field::plain("on", cx.query().get("on"));
    let shown = chosen(&view, cx.query().find("version"), &mut day)?;
    let papers = cx.may(Permission::ReadSubmissions);
    let reach = reach(cx.actor()?, Permission::EditItems);
    let holders = view.item.current().into_iter().chain(view.item.proposal());
    let edits = holders.into_iter().all(|version| reach.holds(version.holding_section.uuid()));
    let current = view.item.current().ok_or_else(missing)?;
    let title = if let Shown::Version(version, _) = &shown { &version.title } else { &current.title };
    let page = Page::new(title.clone())
        .kicker(view.item.kind.word())
        .crumb("案件", PATH)
        .crumb(view.programme.clone(), format!("/programmes/{}", view.item.programme))
        .history(&cx, "item", id);
    Ok(page.body(move || body(&shown, &view, day, papers, edits)))
}

fn missing() -> Error {
    Error::NotFound("案件の版".to_owned())
}

/// The version asked for, that of the day asked for, or the one that stands
/// for the item.
fn chosen(view: &ItemView, asked: Option<&str>, day: &mut Field) -> Result<Shown> {
    let current = || view.item.current().cloned().ok_or_else(missing);
    if let Some(asked) = asked {
        let id: Id<ItemVersion> = asked.parse().map_err(|_| missing())?;
        let version = view.item.version(id).cloned().ok_or_else(missing)?;
        return Ok(Shown::Version(Box::new(version), None));
    }
    if day.value.trim().is_empty() {
        return Ok(Shown::Version(Box::new(current()?), None));
    }
    match read_date(&day.value) {
        Ok(reading) => Ok(match view.item.in_force_on(reading.date) {
            Some(version) => Shown::Version(Box::new(version.clone()), Some(reading.date)),
            None => Shown::Nothing(reading.date),
        }),
        Err(fault) => {
            day.errors = vec![fault.to_string()];
            Ok(Shown::Version(Box::new(current()?), None))
        }
    }
}

fn body(shown: &Shown, view: &ItemView, day: Field, papers: bool, edits: bool) -> impl IntoView + use<> {
    let tree = tree(view);
    let below =
        (edits && view.item.kind != ItemKind::Linkage && view.item.archived_at.is_none()).then(|| {
            let href = format!("{PATH}/new?kind={}&parent={}", ItemKind::Reoutsourcing.code(), view.item.id);
            view! { <p><ButtonLink href>"再委託を登録する"</ButtonLink></p> }
        });
    let tree = (tree.is_some() || below.is_some()).then(|| {
        let alone = tree.is_none().then(|| view! { <p class="support">"再委託はありません。"</p> });
        view! { <Card title="再委託の関係" id="tree">{tree}{alone}{below}</Card> }
    });
    let current = view.item.current();
    let (aside, content) = match shown {
        Shown::Version(version, on) => {
            let of_day = on.map(|day| {
                let title = format!("{}に効力のあった内容を表示しています。", format_date(day));
                view! { <Notice title/> }
            });
            let away = view.item.archived_at.is_some();
            let judged = view.fits.get(&version.id.uuid()).filter(|_| !away).and_then(|judged| {
                let open = view.item.open_version().is_some_and(|open| open.id == version.id);
                fit::card(view.item.kind, view.item.id.uuid(), version, judged, edits && open)
            });
            (
                Some(version.as_ref()),
                view! {
                    <p class="tags">
                        {state_tag(version.state)}
                        {away.then(|| view! { <Tag tone=Tone::Warning text="保管中"/> })}
                    </p>
                    {of_day}
                    {facts::notice(version, view)}
                    {sections(version, view)}
                    {judged}
                }
                .into_any(),
            )
        }
        Shown::Nothing(day) => {
            let title = format!("{}に効力のあった版はありません。", format_date(*day));
            let href = href(view.item.id.uuid(), None);
            (
                current,
                view! { <Notice title tone=Tone::Warning><p><a class="hit" href=href>"いまの内容を見る"</a></p></Notice> }
                    .into_any(),
            )
        }
    };
    view! {
        <div class="stack-wide">
            <div class="with-aside">
                <aside class="aside-cards" aria-label="版と所属">
                    {edits.then(|| actions(view, aside))}
                    {aside.map(|version| facts::versions(version, view))}
                    {on_day(view, day)}
                    {aside.map(|version| facts::place(version, view))}
                </aside>
                <div class="stack">
                    {content}
                    {tree}
                </div>
            </div>
            {papers.then(|| council(view))}
        </div>
    }
}

/// What the person may do next.
fn actions(view: &ItemView, shown: Option<&ItemVersion>) -> impl IntoView + use<> {
    let id = view.item.id.uuid();
    let edit = (view.item.archived_at.is_none() && view.item.open_version().is_some()).then(|| {
        let word = if view.item.proposal().is_some() { "改正案を編集する" } else { "編集する" };
        view! { <ButtonLink href=format!("{PATH}/{id}/edit") kind=ButtonKind::Primary>{word}</ButtonLink> }
    });
    // Of what is shown; of what is past nothing changes any more.
    let drafted = || view.item.proposal().or_else(|| view.item.in_force());
    let promised = shown.filter(|version| version.state != VersionState::Past).or_else(drafted);
    let promised =
        promised.filter(|version| view.item.archived_at.is_none() && !version.protections.is_empty());
    let duties = promised.map(|version| {
        let href = format!("{PATH}/{id}/duties?version={}", version.id);
        view! { <ButtonLink href>"対策の義務を確かめる"</ButtonLink> }
    });
    let deeds = Deed::ALL
        .into_iter()
        .filter(|deed| deed.offered(&view.item))
        .map(|deed| view! { <ButtonLink href=deed.path(id)>{deed.word()}</ButtonLink> })
        .collect_view();
    view! { <Card title="操作"><div class="actions">{edit}{duties}{deeds}</div></Card> }
}

/// The way to any day, and to what changed between versions.
fn on_day(view: &ItemView, day: Field) -> impl IntoView + use<> {
    let id = view.item.id.uuid();
    let compare = (view.item.versions.len() > 1)
        .then(|| view! { <p><a class="hit" href=format!("{PATH}/{id}/compare")>"版を比べる"</a></p> });
    view! {
        <Card title="ある日の内容">
            <form class="form" action=href(id, None) novalidate=true>
                <TextInput label="日付" field=day hint="例：令和5年4月1日、R5.4.1" width="date"/>
                <p><Button>"その日の内容を見る"</Button></p>
            </form>
            {compare}
        </Card>
    }
}
