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
    components::{
        ButtonKind, ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select,
        SelectOption, SortHead, Sorting, TableFrame,
    },
    form::{Field, Posted},
    register::{
        grouped,
        shelf::{ArchivedTag, shelf_options},
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;

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
        let tags = tags(&query, &asked);
        let narrowed = !tags.is_empty();
        let found = if rows.is_empty() {
            nothing(narrowed, may_edit).into_any()
        } else {
            view! {
                <PartyTable rows sorting today/>
                <Pagination paging/>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {may_edit.then(|| view! {
                    <p><ButtonLink href=format!("{PATH}/new")>"事業者を登録する"</ButtonLink></p>
                })}
                <Filters query/>
                <FilterTags tags/>
                {found}
            </div>
        }
    }))
}

#[component]
fn Filters(query: Posted) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let kinds = PartyKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word()));
    let kinds = std::iter::once(SelectOption::new("", "すべて")).chain(kinds).collect::<Vec<_>>();
    let expires =
        vec![SelectOption::new("", "すべて"), SelectOption::new("soon", "90日以内に切れる・切れた")];
    let (kind, expiry, shelf) = (field("kind"), field("expires"), field("shelf"));
    view! {
        <FilterPanel action=PATH query search_label="名称、よみ、法人番号で探す">
            <Select label="区分" field=kind options=kinds need=Need::Unsaid/>
            <Select label="認証の期限" field=expiry options=expires need=Need::Unsaid/>
            <Select label="状態" field=shelf options=shelf_options() need=Need::Unsaid/>
        </FilterPanel>
    }
}

fn tags(query: &Posted, asked: &PartyQuery) -> Vec<FilterTag> {
    let mut tags = Vec::new();
    let mut tag = |name: &str, words: String| {
        tags.push(FilterTag::new(PATH, query, name, query.get(name), words));
    };
    if !asked.search.is_empty() {
        tag("q", format!("検索：{}", asked.search));
    }
    if let Some(kind) = asked.kind {
        tag("kind", format!("区分：{}", kind.word()));
    }
    if asked.expiring {
        tag("expires", "認証の期限：90日以内".to_owned());
    }
    match asked.shelf {
        Shelf::InUse => {}
        Shelf::Archived => tag("shelf", "状態：保管中".to_owned()),
        Shelf::All => tag("shelf", "状態：すべて".to_owned()),
    }
    tags
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

fn nothing(narrowed: bool, may_edit: bool) -> AnyView {
    if narrowed {
        return view! {
            <Empty title="条件に合う事業者はありません">
                <p>"言葉を短くするか、条件を外してお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                <p><a href=PATH>"すべての事業者を表示"</a></p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title="事業者はまだありません">
            {if may_edit {
                view! {
                    <p>"案件の委託先や相手方を、ここに登録しておきます。"</p>
                    <p><ButtonLink href=format!("{PATH}/new") kind=ButtonKind::Primary>"事業者を登録する"</ButtonLink></p>
                }
                    .into_any()
            } else {
                view! { <p>"個人情報保護担当が登録すると、ここに並びます。"</p> }.into_any()
            }}
        </Empty>
    }
    .into_any()
}
