use azukari_core::{Result, policy::Role};
use leptos::prelude::*;

use super::steps::{Step, steps};
use crate::{
    components::{Card, Empty, SectionHead},
    routing::{Cx, Page},
};

/// GET /
pub(super) async fn start(cx: Cx) -> Result<Page> {
    let role = cx.actor()?.role;
    let steps: Vec<Step> = steps(role).iter().filter(|step| cx.offers(step.href)).copied().collect();
    Ok(Page::new("ホーム").lead(lead(role)).body(move || {
        view! {
            <div class="stack-wide">
                <section>
                    <SectionHead title="できること"/>
                    <Steps steps/>
                </section>
            </div>
        }
    }))
}

/// What the role looks after, in one sentence.
fn lead(role: Role) -> &'static str {
    match role {
        Role::Officer => "区が外に預けている個人情報と、その委託先・結合先を確かめます。",
        Role::Secretariat => "審議会の回と、諮問・報告の資料を整えます。",
        Role::Auditor => "台帳と審議会の決定を、立入調査のために確かめます。",
        Role::Section => "担当する事業と案件の、いまの内容と審議会での扱いを確かめます。",
        Role::Admin => "利用者とデータの出し入れを受け持ちます。",
        Role::Viewer => "公開されている台帳を閲覧できます。",
    }
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    if steps.is_empty() {
        return view! { <Empty title="この役割で開ける画面は、まだありません。"/> }.into_any();
    }
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
    view! { <div class="grid">{cards}</div> }.into_any()
}
