//! 情報項目: by direction, whose and which.

use azukari_core::{council::OutcomeLine, register::item::ItemView};
use domain::item::{DataGroup, DataItem, Direction, ItemKind};
use leptos::prelude::*;

use crate::{
    components::{Tag, Tone},
    register::grouped,
};

/// The data groups of a version, those of one direction that follow each other
/// under one head.
pub(super) fn data(groups: &[DataGroup], view: &ItemView) -> impl IntoView + use<> {
    let runs = groups.chunk_by(|a, b| a.direction == b.direction);
    let runs = runs
        .map(|run| {
            let head = run.first().map(|group| direction_words(group.direction, view.item.kind));
            let hidden = run.first().is_some_and(|group| !group.print_direction).then(|| {
                view! { <span class="support">"（様式には、この見出しを印字しません）"</span> }
            });
            let groups = run.iter().map(|group| data_group(group, view)).collect_view();
            view! {
                <div class="data-run">
                    <h3>{head}{hidden}</h3>
                    {groups}
                </div>
            }
        })
        .collect_view();
    let flags = legend(groups);
    view! { {flags}{runs} }
}

fn direction_words(direction: Direction, kind: ItemKind) -> String {
    direction.heading(kind).trim_matches(['《', '》']).to_owned()
}

/// What the flags mean, where one is used.
fn legend(groups: &[DataGroup]) -> Option<impl IntoView + use<>> {
    let items = || groups.iter().flat_map(|group| &group.items);
    let (sensitive, my_number) =
        (items().filter(|item| item.sensitive).count(), items().filter(|item| item.my_number).count());
    (sensitive + my_number > 0).then(|| {
        let line = |count: usize, tag: AnyView, words: &'static str| {
            (count > 0).then(
                || view! { <span class="tags">{tag}<span>{format!("{words} {count}項目")}</span></span> },
            )
        };
        view! {
            <p class="data-legend">
                {line(sensitive, sensitive_tag().into_any(), "要配慮個人情報")}
                {line(my_number, my_number_tag().into_any(), "特定個人情報")}
            </p>
        }
    })
}

fn sensitive_tag() -> impl IntoView {
    view! { <Tag tone=Tone::Warning text="要配慮"/> }
}

fn my_number_tag() -> impl IntoView {
    view! { <Tag tone=Tone::Error text="特定個人情報"/> }
}

fn data_group(group: &DataGroup, view: &ItemView) -> impl IntoView + use<> {
    let people = group.people.map(|people| format!("{}人", grouped(people.into())));
    let count = (!group.items.is_empty()).then(|| format!("{}項目", group.items.len()));
    let measure = [count, people].into_iter().flatten().collect::<Vec<_>>().join("、");
    let items = group.items.iter().map(data_item).collect_view();
    let list = (!group.items.is_empty()).then(|| view! { <ul class="data-items">{items}</ul> });
    let annex = group.annex.and_then(|id| view.annexes.get(&id.uuid())).map(|annex| {
        let lead = if group.items.is_empty() { "" } else { "及び" };
        let words = format!("別紙「{}」（{}項目）のとおり", annex.title, annex.entries.len());
        view! { <p>{lead}<a href=format!("#annex-{}", annex.id)>{words}</a></p> }
    });
    let earlier = group.earlier_decision.as_ref().map(|earlier| {
        let outcome = view.outcomes.iter().find(|line| line.outcome.id == earlier.outcome);
        let cited = outcome.map(session_link);
        view! { <p class="data-earlier">{format!("（{}）", earlier.text)}{cited}</p> }
    });
    view! {
        <div class="data-group">
            <h4>{group.subject.clone()}<span class="data-measure">{measure}</span></h4>
            {list}
            {annex}
            {earlier}
        </div>
    }
}

fn data_item(item: &DataItem) -> impl IntoView + use<> {
    view! {
        <li class="data-item">
            {item.name.clone()}
            {item.sensitive.then(sensitive_tag)}
            {item.my_number.then(my_number_tag)}
        </li>
    }
}

/// The way to the session that decided, with its result.
pub(super) fn session_link(line: &OutcomeLine) -> impl IntoView + use<> {
    let words = format!("{}（{}）", line.session.label, line.outcome.result.word());
    view! { <a class="hit" href=format!("/sessions/{}", line.session.id)>{words}</a> }
}
