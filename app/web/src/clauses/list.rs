use azukari_core::{
    Result,
    clauses::{ClauseSetRow, EditionRow, list as clause_sets},
    policy::Permission,
};
use leptos::prelude::*;

use super::{PATH, edition_tag};
use crate::{
    components::{ButtonKind, ButtonLink, Empty, TableFrame},
    register::{grouped, term},
    routing::{Cx, Page},
};

/// GET /clauses
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let sets = clause_sets(cx.ward(), cx.actor()?).await?;
    let may_import = cx.may(Permission::ImportBundle) && cx.offers("/imports");
    let page = Page::new("特記事項")
        .lead("個人情報を扱う契約に付す条文のひな形です。版ごとに残り、公開した版は変わりません。");
    Ok(page.body(move || {
        if sets.is_empty() {
            nothing(may_import).into_any()
        } else {
            view! { <ClauseSetTable sets/> }.into_any()
        }
    }))
}

#[component]
fn ClauseSetTable(sets: Vec<ClauseSetRow>) -> impl IntoView {
    let rows = sets.into_iter().map(set_rows).collect_view();
    view! {
        <TableFrame label="特記事項の一覧">
            <thead>
                <tr>
                    <th scope="col">"名称"</th>
                    <th scope="col">"版"</th>
                    <th scope="col">"状態"</th>
                    <th scope="col">"有効な期間"</th>
                    <th scope="col" class="number">"条の数"</th>
                </tr>
            </thead>
            {rows}
        </TableFrame>
    }
}

/// A body of its own for each set, its name beside all its editions.
fn set_rows(set: ClauseSetRow) -> impl IntoView {
    let span = set.editions.len().to_string();
    let id = set.id;
    let mut head = Some(set.name);
    let rows = set
        .editions
        .into_iter()
        .map(|edition| {
            let head = head.take().map(|name| {
                view! {
                    <th scope="rowgroup" rowspan=span.clone()>
                        <a href=format!("{PATH}/{id}")>{name}</a>
                    </th>
                }
            });
            view! { <tr>{head}{edition_cells(id, &edition)}</tr> }
        })
        .collect_view();
    view! { <tbody>{rows}</tbody> }
}

fn edition_cells(set: uuid::Uuid, edition: &EditionRow) -> impl IntoView + use<> {
    let href = format!("{PATH}/{set}?edition={}", edition.id);
    view! {
        <td class="fit"><a class="hit" href=href>{format!("第{}版", edition.number)}</a></td>
        <td class="fit">{edition_tag(edition.state)}</td>
        <td>{term(edition.valid_from, edition.valid_to).unwrap_or_else(|| "期間の記録なし".to_owned())}</td>
        <td class="number">{grouped(edition.clauses)}</td>
    }
}

fn nothing(may_import: bool) -> impl IntoView {
    view! {
        <Empty title="特記事項はまだありません">
            {if may_import {
                view! {
                    <p>"台帳のファイルを取り込むと、特記事項もここに並びます。"</p>
                    <p><ButtonLink href="/imports" kind=ButtonKind::Primary>"台帳を取り込む"</ButtonLink></p>
                }
                    .into_any()
            } else {
                view! { <p>"個人情報保護担当が台帳を取り込むと、ここに並びます。"</p> }.into_any()
            }}
        </Empty>
    }
}
