use azukari_core::{
    Result,
    policy::Permission,
    register::item::{self, ItemPage},
    saved_view,
};
use leptos::prelude::*;

use super::{
    PATH,
    bulk::{BULK, Bar, BulkBar},
    filters::{self, ORDERS},
    panel::ItemFilters,
    table::ItemTable,
};
use crate::{
    components::{ButtonLink, FilterTags, KeyPages, KeyPaging, Sorting},
    form::Posted,
    register::{ledger, noun_list::NounList},
    routing::{Cx, Page},
    views::SavedViews,
};

/// Rows of a page.
pub(super) const ROWS: u64 = 50;

/// GET /items
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &ORDERS);
    let mut asked = filters::read(&query);
    asked.limit = ROWS;
    let (ward, actor) = (cx.ward(), cx.actor()?);
    // What can be chosen is read while the items are looked for.
    let (found, choices, views) = tokio::try_join!(
        item::page(ward, actor, &asked),
        filters::choices(&cx),
        saved_view::list(ward, actor)
    )?;
    let proposals = cx.may(Permission::ReadSubmissions);
    let may_import = cx.may(Permission::ImportBundle) && cx.offers("/imports");
    let may_enter = cx.may(Permission::EditItems);
    let key = cx.new_form().key().to_owned();
    let page = Page::new("案件").lead("業務委託、再委託、外部結合の台帳です。");
    let ledger = ledger::href(&query);
    Ok(page.body(move || {
        let tags = filters::tags(&query, &asked, &choices);
        let kept = filters::kept(&query);
        let table = if found.rows.is_empty() {
            empty(may_import).nothing(!tags.is_empty(), may_enter).into_any()
        } else {
            let paging = paging(&query, &found);
            let bar = Bar::new(&query, &asked, &found, may_enter);
            let ItemPage { rows, words, .. } = found;
            view! {
                <ItemTable rows words label="案件の一覧" sorting picks=BULK/>
                <BulkBar bar/>
                <KeyPages paging/>
                <p><a href=ledger>"この条件の台帳を印刷・書き出し"</a></p>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {may_enter.then(|| view! { <p><ButtonLink href=format!("{PATH}/new")>"案件を登録する"</ButtonLink></p> })}
                <ItemFilters query asked choices proposals/>
                <FilterTags tags/>
                <SavedViews views query=kept key/>
                {table}
            </div>
        }
    }))
}

fn paging(query: &Posted, found: &ItemPage) -> KeyPaging {
    let id = |row: Option<&item::ItemRow>, there: bool| row.filter(|_| there).map(|row| row.id);
    KeyPaging::new(
        PATH,
        query,
        (found.total, found.more),
        id(found.rows.first(), found.before),
        id(found.rows.last(), found.after),
    )
}

/// What is said while there is no item.
const fn empty(may_import: bool) -> NounList {
    let lead = if may_import {
        "一件ずつ登録するほか、Excel や CSV の一覧を「取込・出力」の画面でまとめて取り込めます。"
    } else {
        "登録した案件が、ここに並びます。"
    };
    NounList { path: PATH, noun: "案件", add: &[], lead, begin: ("/items/new", "案件を登録する") }
}
