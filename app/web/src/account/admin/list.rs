use azukari_core::{
    Result,
    account::{self, AccountOrder, AccountQuery, AccountRow},
    policy::{Permission, Role},
};
use leptos::prelude::*;

use super::ACCOUNTS;
use crate::{
    account::words,
    components::{
        ButtonKind, ButtonLink, Empty, FilterPanel, FilterTag, FilterTags, Need, Pagination, Paging, Select,
        SelectOption, SortHead, Sorting, TableFrame, Tag, Tone,
    },
    form::{Field, Posted},
    routing::{Cx, Page},
};

/// Rows a page.
const ROWS: u64 = 50;
const STATES: [(&str, &str); 2] = [("active", "利用中"), ("disabled", "停止中")];

/// GET /admin/accounts
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let asked = cx.query().clone();
    let sorting = Sorting::read(ACCOUNTS, &asked, &["login", "name", "role", "section", "signed-in"]);
    let query = AccountQuery {
        search: asked.get("q").to_owned(),
        role: Role::from_code(asked.get("role")),
        disabled: match asked.get("state") {
            "active" => Some(false),
            "disabled" => Some(true),
            _ => None,
        },
        order: match sorting.key() {
            "name" => AccountOrder::Name,
            "role" => AccountOrder::Role,
            "section" => AccountOrder::Section,
            "signed-in" => AccountOrder::SignedIn,
            _ => AccountOrder::Login,
        },
        descending: sorting.descending(),
        ..AccountQuery::default()
    };
    let total = account::count(cx.ward(), cx.actor()?, &query).await?;
    let paging = Paging::read(ACCOUNTS, &asked, ROWS, total);
    let query = AccountQuery { offset: paging.offset(), limit: paging.size(), ..query };
    let rows = account::search(cx.ward(), cx.actor()?, &query).await?;
    let may = cx.may(Permission::ManageAccounts);
    Ok(Page::new("利用者").lead("アズカリにサインインする人と、その役割・担当課です。").body(move || {
        let add = may.then(|| {
            view! { <p><ButtonLink href="/admin/accounts/new" kind=ButtonKind::Primary>"利用者を登録する"</ButtonLink></p> }
        });
        let tags = tags(&asked);
        let (role, state) =
            (Field::plain("role", asked.get("role")), Field::plain("state", asked.get("state")));
        let any = || SelectOption::new("", "すべて");
        let roles = std::iter::once(any())
            .chain(Role::ALL.map(|role| SelectOption::new(role.code(), role.word())))
            .collect();
        let states = std::iter::once(any())
            .chain(STATES.map(|(value, label)| SelectOption::new(value, label)))
            .collect();
        view! {
            <div class="stack">
                {add}
                <FilterPanel action=ACCOUNTS query=asked search_label="ログイン名・氏名・担当課">
                    <Select label="役割" field=role options=roles need=Need::Unsaid/>
                    <Select label="状態" field=state options=states need=Need::Unsaid/>
                </FilterPanel>
                <FilterTags tags/>
                {table(rows, sorting)}
                <Pagination paging/>
            </div>
        }
    }))
}

fn tags(asked: &Posted) -> Vec<FilterTag> {
    let mut tags = Vec::new();
    let q = asked.get("q");
    if !q.is_empty() {
        tags.push(FilterTag::new(ACCOUNTS, asked, "q", q, format!("検索：{q}")));
    }
    if let Some(role) = Role::from_code(asked.get("role")) {
        tags.push(FilterTag::new(ACCOUNTS, asked, "role", role.code(), format!("役割：{}", role.word())));
    }
    if let Some((value, label)) = STATES.into_iter().find(|(value, _)| *value == asked.get("state")) {
        tags.push(FilterTag::new(ACCOUNTS, asked, "state", value, format!("状態：{label}")));
    }
    tags
}

fn table(rows: Vec<AccountRow>, sorting: Sorting) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <Empty title="当てはまる利用者はいません">
                <p>"検索の語を減らすか、条件を外してください。"</p>
            </Empty>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <TableFrame label="利用者の一覧">
            <thead>
                <tr>
                    <SortHead label="ログイン名" key="login" sorting=sorting.clone()/>
                    <SortHead label="氏名" key="name" sorting=sorting.clone()/>
                    <SortHead label="役割" key="role" sorting=sorting.clone()/>
                    <SortHead label="担当課" key="section" sorting=sorting.clone()/>
                    <th scope="col">"状態"</th>
                    <th scope="col">"二段階認証"</th>
                    <SortHead label="最後のサインイン" key="signed-in" sorting/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}

fn row(row: AccountRow) -> impl IntoView {
    let state = match row.account.disabled_at {
        None => view! { <Tag tone=Tone::Success text="利用中"/> },
        Some(_) => view! { <Tag tone=Tone::Warning text="停止中"/> },
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{ACCOUNTS}/{}", row.account.id)>{row.account.login}</a>
            </th>
            <td>{row.account.name}</td>
            <td>{row.account.role.word()}</td>
            <td>{row.section.map_or_else(|| "―".to_owned(), |section| section.full())}</td>
            <td>{state}</td>
            <td>{if row.account.totp { "設定済み" } else { "未設定" }}</td>
            <td class="nowrap">{row.signed_in_at.map_or_else(|| "―".to_owned(), words::moment)}</td>
        </tr>
    }
}
