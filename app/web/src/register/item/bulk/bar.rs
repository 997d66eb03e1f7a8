use azukari_core::register::item::{ItemPage, ItemQuery};
use leptos::prelude::*;

use super::{DEED, OF, PATH, deed::Kind};
use crate::{
    components::{Button, Need, Select, SelectOption},
    form::{Field, Posted},
    register::grouped,
};

/// The `id` of the form to which the boxes of the rows belong.
pub(in super::super) const BULK: &str = "bulk";

/// `of=page`: all rows of the page.
pub(super) const OF_PAGE: &str = "page";
/// `of=all`: all rows of all pages.
pub(super) const OF_ALL: &str = "all";
/// `deed=export`: taken out, not changed.
pub(super) const EXPORT: &str = "export";

/// What can be done with rows of the list.
#[derive(Clone, Debug)]
pub(in super::super) struct Bar {
    query: Vec<(String, String)>,
    meant: Vec<SelectOption>,
    deeds: Vec<SelectOption>,
}

impl Bar {
    /// What can be done with the rows that were found, by who may change items
    /// or may not.
    pub(in super::super) fn new(
        query: &Posted,
        asked: &ItemQuery,
        found: &ItemPage,
        may_change: bool,
    ) -> Self {
        let all = if found.more {
            format!("{}件以上", grouped(found.total))
        } else {
            format!("{}件", found.total)
        };
        let deeds = Kind::ALL.into_iter().filter(|kind| may_change && kind.is_for(asked.archived));
        let deeds = deeds.map(|kind| SelectOption::new(kind.code(), kind.word()));
        let of_export = SelectOption::new(EXPORT, "台帳の印刷・書き出し");
        Self {
            query: query.pairs().iter().filter(|(_, value)| !value.is_empty()).cloned().collect(),
            meant: vec![
                SelectOption::new("", "選んだ案件"),
                SelectOption::new(OF_PAGE, format!("このページの案件すべて（{}件）", found.rows.len())),
                SelectOption::new(OF_ALL, format!("条件に合う案件すべて（{all}）")),
            ],
            deeds: deeds.chain([of_export]).collect(),
        }
    }
}

/// What is done with the rows that are picked, or with all. Nothing happens
/// before it has been shown what will.
#[component]
pub(in super::super) fn BulkBar(bar: Bar) -> impl IntoView {
    let Bar { query, meant, deeds } = bar;
    let kept = query
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form id=BULK class="bulk-bar" method="get" action=PATH aria-label="まとめて行う" novalidate=true>
            {kept}
            <Select label="対象" field=Field::plain(OF, "") options=meant need=Need::Unsaid/>
            <Select label="行うこと" field=Field::plain(DEED, "") options=deeds need=Need::Unsaid/>
            <Button>"確認の画面へ"</Button>
        </form>
    }
}
