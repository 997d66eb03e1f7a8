//! The article that takes another's place: a copy to be changed.

use azukari_core::{
    Result,
    audit::Action,
    register::legal::{self, LegalInput, LegalView},
};
use leptos::prelude::*;

use super::{
    PATH,
    form::{BasisForm, filled, input},
    page::name,
};
use crate::{
    components::Notice,
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /legal-bases/{id}/successor
pub(super) async fn new(cx: Cx) -> Result<Page> {
    let view = legal::view(cx.ward(), cx.actor()?, cx.id("id", "根拠")?).await?;
    let state = cx.edit_form(copied(&cx, &view)).await?;
    Ok(page(&view, state))
}

/// POST /legal-bases/{id}/successor
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "根拠")?;
    let change = cx.change(Action::Create);
    let done = legal::succeed(cx.ward(), cx.actor()?, id, cx.key(), change, &input(cx.form())).await;
    let view = legal::view(cx.ward(), cx.actor()?, id).await?;
    let now = copied(&cx, &view);
    cx.finish(done, |new| format!("{PATH}/{new}"), async { Ok(now) }, |state| page(&view, state)).await
}

/// The old article's words; its days are to be told anew.
fn copied(cx: &Cx, view: &LegalView) -> FormState {
    let mut copy = LegalInput::of(&view.basis);
    copy.facts.valid_from.clear();
    copy.facts.valid_to.clear();
    filled(cx.new_form(), &copy).seen(view.whole_seen.clone())
}

fn page(view: &LegalView, state: FormState) -> Page {
    let (at, name) = (format!("{PATH}/{}", view.basis.id), name(&view.basis));
    let count = view.items.iter().filter(|item| item.is_live()).count();
    Page::new(format!("{name}の改正後の根拠"))
        .crumb("管理", "/admin")
        .crumb("根拠", PATH)
        .crumb(name, at.clone())
        .lead("もとの根拠の写しです。改正されたところを直して登録します。")
        .body(move || {
            let action = format!("{at}/successor");
            view! {
                <div class="narrow stack">
                    <Notice title="もとの根拠は、始まりの日の前の日で終わります">
                        <p>
                            {format!(
                                "もとの根拠による案件（{count}件）は、もとの根拠のまま残ります。これから付議する改正案で、新しい根拠を選びます。",
                            )}
                        </p>
                    </Notice>
                    <BasisForm action back=at state submit="登録する" ask_reason=true/>
                </div>
            }
        })
}
