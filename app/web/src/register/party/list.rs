use azukari_core::{
    Result,
    policy::Permission,
    register::{
        list::Shelf,
        party::{PartyOrder, PartyQuery, PartyRow, count, list as rows_of},
    },
};
use chrono::NaiveDate;
use domain::party::PartyKind;
use leptos::prelude::*;

use super::{Expiry, PATH};
use crate::{
    components::{FilterPanel, Need, Paging, Select, SelectOption, SortHead, Sorting, TableFrame, or_all},
    form::{Field, Posted},
    register::{
        grouped,
        noun_list::{NounList, ShelfSelect},
        shelf::ArchivedTag,
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;
const LIST: NounList = NounList {
    path: PATH,
    noun: "事業者",
    add: &[("/parties/new", "事業者を登録する")],
    lead: "案件の委託先や相手方を、ここに登録しておきます。",
    begin: ("/parties/new", "事業者を登録する"),
};

/// GET /parties
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["name", "number", "expires"]);
    let mut asked = PartyQuery {
        search: query.get("q").to_owned(),
        kind: PartyKind::from_code(query.get("kind")),
        expiring: query.get("expires") == "soon",
        shelf: Shelf::from_code(query.get("shelf")),
        order: match sorting.key() {
            "number" => PartyOrder::Number,
            "expires" => PartyOrder::Expiry,
            _ => PartyOrder::Name,
        },
        descending: sorting.descending(),
        ..PartyQuery::default()
    };
    let total = count(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, total);
    (asked.offset, asked.limit) = (paging.offset(), paging.size());
    let rows = rows_of(cx.ward(), cx.actor()?, &asked).await?;
    let today = cx.ward().clock().today();
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new("事業者").lead("委託先、再委託先、外部結合の相手方です。");
    Ok(page.body(move || {
        let others = [
            ("kind", asked.kind.map(|kind| format!("区分：{}", kind.word()))),
            ("expires", asked.expiring.then(|| "認証の期限：90日以内".to_owned())),
        ];
        let tags = LIST.tags(&query, others);
        let table = (!rows.is_empty()).then(|| view! { <PartyTable rows sorting today/> }.into_any());
        LIST.show(may_edit, view! { <Filters query/> }, tags, table, paging)
    }))
}

#[component]
fn Filters(query: Posted) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let kinds = PartyKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word()));
    let kinds = or_all(kinds);
    let expires =
        vec![SelectOption::new("", "すべて"), SelectOption::new("soon", "90日以内に切れる・切れた")];
    let (kind, expiry) = (field("kind"), field("expires"));
    view! {
        <FilterPanel action=PATH query=query.clone() search_label="名称、よみ、法人番号で探す">
            <Select label="区分" field=kind options=kinds need=Need::Unsaid/>
            <Select label="認証の期限" field=expiry options=expires need=Need::Unsaid/>
            <ShelfSelect query/>
        </FilterPanel>
    }
}

#[component]
fn PartyTable(rows: Vec<PartyRow>, sorting: Sorting, today: NaiveDate) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.id);
            let held = row
                .certifications
                .into_iter()
                .map(|held| view! { <li>{held.name} " " <Expiry day=held.expires_on today/></li> })
                .collect_view();
            let reading = (!row.reading.is_empty())
                .then(|| view! { <span class="support">{format!("（{}）", row.reading)}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=href.clone()>{row.name}</a> " " {reading} " " <ArchivedTag archived_on=row.archived_on/></th>
                    <td>{row.kind.word()}</td>
                    <td class="fit numeric">{row.corporate_number}</td>
                    <td><ul class="plain-list">{held}</ul></td>
                    <td class="number">{grouped(row.items)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="事業者の一覧">
            <thead>
                <tr>
                    <SortHead label="名称" key="name" sorting=sorting.clone()/>
                    <th scope="col">"区分"</th>
                    <SortHead label="法人番号" key="number" sorting=sorting.clone()/>
                    <SortHead label="認証と期限" key="expires" sorting/>
                    <th scope="col" class="number">"案件"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
