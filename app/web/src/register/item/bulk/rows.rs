use azukari_core::register::item::bulk::{Effect, Row, RowItem, Verdict};
use leptos::prelude::*;

use crate::{
    components::{TableFrame, Tag, Tone},
    register::{item::href, state_tag},
};

/// Rows, with what becomes of each if a deed is chosen. What changed since it
/// was shown last is told.
#[component]
pub(super) fn RowTable(
    rows: Vec<(bool, Row)>,
    #[prop(into)] label: String,
    /// The head of the last column; without one there is none.
    #[prop(optional)]
    outcome: Option<&'static str>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(changed, row)| {
            let changed = changed.then(|| {
                view! { <p><Tag tone=Tone::Warning text="確認している間に変わりました"/></p> }
            });
            let told = outcome.map(|_| view! { <td class="outcome">{changed}{verdict(row.verdict)}</td> });
            view! { <tr>{facts(row.id, row.item)}{told}</tr> }
        })
        .collect_view();
    view! {
        <TableFrame label>
            <thead>
                <tr>
                    <th scope="col">"件名"</th>
                    <th scope="col">"種別"</th>
                    <th scope="col">"担当課"</th>
                    <th scope="col">"状態"</th>
                    {outcome.map(|head| view! { <th scope="col">{head}</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn facts(id: uuid::Uuid, item: Option<RowItem>) -> AnyView {
    match item {
        Some(RowItem { title, kind, state, section }) => view! {
            <th scope="row"><a href=href(id, None)>{title}</a></th>
            <td class="fit">{kind.word()}</td>
            <td>{section}</td>
            <td class="fit">{state_tag(state)}</td>
        }
        .into_any(),
        None => view! {
            <th scope="row">"（見つからない案件）"</th>
            <td>"－"</td>
            <td>"－"</td>
            <td>"－"</td>
        }
        .into_any(),
    }
}

fn verdict(verdict: Verdict) -> AnyView {
    match verdict {
        Verdict::Open => ().into_any(),
        Verdict::Same => "既にこのとおりです。".into_any(),
        Verdict::Refused(why) => why.into_any(),
        Verdict::Will(Effect { what, before, after }) => view! {
            <span class="support">{format!("{what}：")}</span>
            {before}
            <span aria-hidden="true">" → "</span>
            <span class="visually-hidden">"から"</span>
            <strong>{after}</strong>
        }
        .into_any(),
    }
}
