//! What is left to say when an edition is not there to be changed any more:
//! somebody discarded or published it meanwhile.

use azukari_core::{Error, Result, clauses};
use domain::clauses::revise::{PREAMBLE, TRAILING};
use http::StatusCode;
use leptos::prelude::*;

use super::{PATH, desk::TEXT};
use crate::{
    components::{ButtonLink, Card, Notice, Tone},
    form::Posted,
    routing::{Cx, Page},
};

/// What was asked for or, if its edition is not there, where to go instead,
/// with what was typed for it.
///
/// # Errors
/// Every error but `NotFound`, and that where the set is not there either and
/// nothing was typed.
pub(super) async fn or_gone<T, P: From<Page>>(
    cx: &Cx,
    found: Result<T>,
) -> Result<std::result::Result<T, P>> {
    match found {
        Err(missing @ Error::NotFound(_)) => Ok(Err(page(cx, missing).await?.into())),
        found => found.map(Ok),
    }
}

async fn page(cx: &Cx, missing: Error) -> Result<Page> {
    let id = cx.id("id", "特記事項")?;
    let set = clauses::view(cx.ward(), cx.actor()?, id).await.ok().map(|view| view.set.name);
    let typed = typed(cx.form());
    let trail = cx.opens(&format!("/history/clause_set/{id}"));
    let trail = trail.then(|| view! { <p>"捨てられた版の内容は、変更履歴に残っています。"</p> });
    if set.is_none() && typed.is_none() {
        return Err(missing);
    }
    let (words, href) = match set {
        Some(name) => (format!("特記事項「{name}」の今の版を見る"), format!("{PATH}/{id}")),
        None => ("特記事項の一覧へ".to_owned(), PATH.to_owned()),
    };
    let page = Page::new("この版はありません").kicker("特記事項").crumb("特記事項", PATH);
    Ok(page.status(StatusCode::NOT_FOUND).body(move || {
        view! {
            <div class="narrow stack">
                <Notice title="作成中の版が捨てられたか、まだ公開されていないか、アドレスが間違っています。" tone=Tone::Warning>
                    {trail}
                </Notice>
                <p><ButtonLink href>{words}</ButtonLink></p>
                {typed}
            </div>
        }
    }))
}

/// What was typed into a form that cannot be saved any more.
pub(super) fn typed(form: &Posted) -> Option<AnyView> {
    let is_text = |name: &str| {
        [TEXT, PREAMBLE, TRAILING].contains(&name) || name.ends_with(".caption") || name.ends_with(".text")
    };
    let texts = form.pairs().iter().filter(|(name, text)| is_text(name) && !text.trim().is_empty());
    let texts: Vec<AnyView> =
        texts.map(|(_, text)| view! { <p class="prewrap">{text.clone()}</p> }.into_any()).collect();
    (!texts.is_empty()).then(|| {
        view! {
            <Card title="入力していた文章（保存していません）">
                <p class="support">"要るところを写して、ほかの版でお使いください。"</p>
                {texts}
            </Card>
        }
        .into_any()
    })
}
