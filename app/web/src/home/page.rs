use azukari_core::{
    Result,
    home::{Overview, OwnSection, overview},
    policy::{Permission, Role},
};
use leptos::prelude::*;

use super::{
    council::{conditional, next_session},
    figures,
    start::first_steps,
    steps::{Step, steps},
    trail,
};
use crate::{
    components::{ButtonKind, ButtonLink, Card, Empty, Notice, SectionHead, Tone},
    register::{ItemTable, grouped},
    routing::{Cx, Page},
};

/// GET /
pub(super) async fn start(cx: Cx) -> Result<Page> {
    let role = cx.actor()?.role;
    let shown = overview(cx.ward(), cx.actor()?).await?;
    let steps: Vec<Step> = steps(role).iter().filter(|step| cx.offers(step.href)).copied().collect();
    let may_import = cx.may(Permission::ImportBundle) && cx.offers("/imports");
    let page = Page::new("ホーム").lead(lead(role, shown.ward.as_deref()));
    Ok(page.body(move || {
        let empty = shown.ward.is_none() && shown.size.items == 0 && shown.size.programmes == 0;
        let parts = if empty { vec![first_steps(role, may_import).into_any()] } else { parts(role, &shown) };
        view! {
            <div class="stack-wide">
                {parts}
                {(!empty).then(|| view! { <Steps steps/> })}
                {admin(role, &shown)}
            </div>
        }
    }))
}

/// What the role works with, in the order it needs it.
fn parts(role: Role, shown: &Overview) -> Vec<AnyView> {
    let register = || figures::register(&shown.size).into_any();
    let next = || next_session(shown.next.as_ref()).into_any();
    let changes = || trail::changes(&shown.changes).into_any();
    let mut parts = Vec::new();
    match role {
        Role::Officer => {
            parts.extend([figures::proposals(&shown.size).into_any(), next()]);
            parts.extend(conditional(&shown.conditional));
            parts.extend([register(), changes()]);
        }
        Role::Secretariat => {
            parts.push(next());
            parts.push(figures::proposals(&shown.size).into_any());
            parts.extend(conditional(&shown.conditional));
            parts.push(register());
        }
        Role::Auditor => {
            parts.push(register());
            parts.extend(conditional(&shown.conditional));
            parts.extend([next(), changes()]);
        }
        Role::Section => {
            parts.push(own_section(shown.own.as_ref()));
            parts.extend([next(), register()]);
        }
        Role::Admin | Role::Viewer => parts.push(register()),
    }
    parts
}

/// Accounts and the trail, which are there before any register is.
fn admin(role: Role, shown: &Overview) -> Option<impl IntoView + use<>> {
    (role == Role::Admin).then(|| {
        view! {
            {trail::accounts(&shown.accounts)}
            {trail::changes(&shown.changes)}
        }
    })
}

fn own_section(own: Option<&OwnSection>) -> AnyView {
    let Some(own) = own else {
        return view! {
            <Notice title="担当課が設定されていません" tone=Tone::Warning>
                <p>"担当する課の案件をここに表示するには、システム管理者に担当課の設定を依頼してください。"</p>
            </Notice>
        }
        .into_any();
    };
    let list = format!("/items?section={}", own.section.id);
    let total = format!("{}件{}", grouped(own.total), if own.more { "以上" } else { "" });
    let table = if own.items.is_empty() {
        view! {
            <Empty title="この課が保有する案件はまだありません">
                <p>"新しい委託、再委託、外部結合は、案件として登録します。事業がまだないときは、先に事業を登録します。"</p>
                <div class="cluster">
                    <ButtonLink href="/items/new" kind=ButtonKind::Primary>"案件を登録する"</ButtonLink>
                    <ButtonLink href="/programmes/new">"事業を登録する"</ButtonLink>
                </div>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <ItemTable rows=own.items.clone() label="担当する課の案件"/>
            <p><ButtonLink href="/items/new">"案件を登録する"</ButtonLink></p>
        }
        .into_any()
    };
    let more = (own.total > u64::try_from(own.items.len()).unwrap_or(u64::MAX)).then(|| {
        view! { <p><a class="hit" href=list>{format!("すべての案件（{total}）を表示")}</a></p> }
    });
    view! {
        <section class="stack">
            <SectionHead title=format!("{}の案件（{total}）", own.section.full())/>
            {table}
            {more}
        </section>
    }
    .into_any()
}

/// What the role looks after, in one sentence.
fn lead(role: Role, ward: Option<&str>) -> String {
    let work = match role {
        Role::Officer => "区が外に預けている個人情報と、その委託先・結合先を確かめます。",
        Role::Secretariat => "審議会の開催回と、諮問・報告の資料を整えます。",
        Role::Auditor => "台帳と審議会の決定を、立入調査のために確かめます。",
        Role::Section => "担当する事業と案件の、いまの内容と審議会での扱いを確かめます。",
        Role::Admin => "利用者と組織、区の設定を受け持ちます。",
        Role::Viewer => "公開されている台帳を閲覧できます。",
    };
    ward.map_or_else(|| work.to_owned(), |ward| format!("{ward}の台帳です。{work}"))
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let cards = steps
            .into_iter()
            .map(|step| {
                view! {
                    <Card title=step.title>
                        <p>{step.text}</p>
                        <p><a class="hit" href=step.href>{step.link}</a></p>
                    </Card>
                }
            })
            .collect_view();
        view! {
            <section>
                <SectionHead title="できること"/>
                <div class="grid">{cards}</div>
            </section>
        }
    })
}
