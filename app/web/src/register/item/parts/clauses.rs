//! 付す特記事項: which editions govern the contract, and which flow down.

use azukari_core::{
    Result,
    register::item::edit::{self, Choice},
};
use domain::item::{ClauseSetRole, ClauseSetUse, ItemPart, PartValue};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::fit;
use super::{Opened, closed, open, refused, renamed};
use crate::{
    components::{EditFrame, Need, Select, SelectOption},
    form::FormState,
    register::{
        list_editor::ListEditor,
        rows::{Done, List, Row, at_rows, operated},
    },
    routing::{Access, Cx, Page, Reply, Route},
};

const SETS: List = List { name: "clause_sets", fields: &["edition", "role"], typed: &["edition"] };

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/edit/clauses", edit, show),
        Route::post("/items/{id}/edit/clauses", edit, save),
    ]
}

/// GET /items/{id}/edit/clauses
async fn show(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::ClauseSets).await? else {
        return closed(&cx, ItemPart::ClauseSets).await;
    };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    let offered = offered(&cx, &opened).await?;
    Ok(page(&opened, state, offered, Done::default()).into())
}

async fn offered(cx: &Cx, opened: &Opened) -> Result<Vec<Choice>> {
    let held: Vec<Uuid> = opened.version.clause_sets.iter().map(|used| used.edition.uuid()).collect();
    edit::editions(cx.ward(), cx.actor()?, &held).await
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let row = |used: &ClauseSetUse| vec![used.edition.to_string(), used.role.code().to_owned()];
    let rows = SETS.of(opened.version.clause_sets.iter().map(row).collect());
    Ok(rows.fill(opened.form(cx)?))
}

/// POST /items/{id}/edit/clauses
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::ClauseSets).await? else {
        return refused(&cx, ItemPart::ClauseSets).await;
    };
    let offered = offered(&cx, &opened).await?;
    if let Some((state, done)) = operated(cx.form(), &[SETS], |_, _, _| Done::default()) {
        return Ok(page(&opened, state, offered, done).into());
    }
    let typed = SETS.posted(cx.form()).typed();
    let used = |(_, row): &(usize, Row)| {
        Some(ClauseSetUse {
            edition: row[0].parse().ok()?,
            role: ClauseSetRole::from_code(&row[1]).unwrap_or(ClauseSetRole::Governing),
        })
    };
    let saved = opened.save(&cx, PartValue::ClauseSets(typed.iter().filter_map(used).collect())).await;
    let places = |at: usize| Some((SETS, typed.get(at)?.0));
    let saved = renamed(saved, |faults| at_rows(faults, SETS.name, places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state, offered, Done::default())).await
}

fn page(opened: &Opened, state: FormState, offered: Vec<Choice>, done: Done) -> Page {
    let (action, back) = (opened.action(), opened.back());
    let notice = fit::notice(&opened.edited.fit);
    let lead = "公開されている特記事項から選びます。並びは、資料が特記事項を挙げる順です。";
    opened.page().lead(lead).body(move || {
        let fields = move |state: &FormState, at: usize| {
            let editions = std::iter::once(SelectOption::new("", "選んでください"))
                .chain(
                    offered
                        .iter()
                        .map(|choice| SelectOption::new(choice.id.to_string(), choice.name.clone())),
                )
                .collect::<Vec<_>>();
            let roles: Vec<_> =
                ClauseSetRole::ALL.iter().map(|role| SelectOption::new(role.code(), role.word())).collect();
            let of = |column| state.field(&SETS.field(at, column));
            view! {
                <Select label="特記事項" field=of("edition") options=editions need=Need::Required/>
                <Select label="使いみち" field=of("role") options=roles/>
            }
            .into_any()
        };
        view! {
            <div class="narrow stack">
                {notice}
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    <ListEditor list=SETS state done word="特記事項" row=fields/>
                </EditFrame>
            </div>
        }
    })
}
