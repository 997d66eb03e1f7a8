use azukari_core::{
    Result,
    policy::Permission,
    register::{
        item::{self, ItemOrder},
        sections,
    },
};
use leptos::prelude::*;

use super::{
    PATH,
    filters::{self, ItemFilters},
    table::ItemTable,
};
use crate::{
    components::{ButtonKind, ButtonLink, Empty, FilterTags, Pagination, Paging, Sorting},
    register::ledger,
    routing::{Cx, Page},
};

const ROWS: u64 = 50;

/// GET /items
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["title", "kind", "section", "party", "state"]);
    let mut asked = filters::read(&query);
    asked.order = order(sorting.key());
    asked.descending = sorting.descending();
    let total = item::count(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = item::list(cx.ward(), cx.actor()?, &asked).await?;
    let sections = sections(cx.ward(), cx.actor()?).await?;
    let proposals = cx.may(Permission::ReadSubmissions);
    let may_import = cx.may(Permission::ImportBundle) && cx.offers("/imports");
    let page = Page::new("案件").lead("業務委託、再委託、外部結合の台帳です。");
    let ledger = ledger::href(&query);
    Ok(page.body(move || {
        let tags = filters::tags(&query, &asked, &sections);
        let found = if rows.is_empty() {
            nothing(!tags.is_empty(), may_import).into_any()
        } else {
            view! {
                <ItemTable rows label="案件の一覧" sorting/>
                <Pagination paging/>
                <p><a href=ledger>"この条件の台帳を印刷・書き出し"</a></p>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                <ItemFilters query asked sections proposals/>
                <FilterTags tags/>
                {found}
            </div>
        }
    }))
}

fn order(key: &str) -> ItemOrder {
    match key {
        "kind" => ItemOrder::Kind,
        "section" => ItemOrder::Section,
        "party" => ItemOrder::Party,
        "state" => ItemOrder::State,
        _ => ItemOrder::Title,
    }
}

fn nothing(filtered: bool, may_import: bool) -> impl IntoView {
    if filtered {
        return view! {
            <Empty title="条件に合う案件はありません">
                <p>"条件を減らすか、別の言葉でお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                <p><a href=PATH>"すべての案件を表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title="案件はまだありません">
            {if may_import {
                view! {
                    <p>"台帳のファイルを取り込むと、案件がここに並びます。"</p>
                    <p><ButtonLink href="/imports" kind=ButtonKind::Primary>"台帳を取り込む"</ButtonLink></p>
                }
                    .into_any()
            } else {
                view! { <p>"個人情報保護担当が台帳を取り込むと、ここに並びます。"</p> }.into_any()
            }}
        </Empty>
    }
    .into_any()
}
