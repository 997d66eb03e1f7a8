//! Signing in with the ward's own provider: there by a link, back by a page of
//! ours that shows what went wrong and the way on.

use azukari_core::{
    Error, Result,
    account::oidc::{self, Answer, SignedIn},
};
use http::StatusCode;
use leptos::prelude::*;

use super::{code, form, page, way_back};
use crate::{
    components::{ButtonKind, ButtonLink},
    form::FormState,
    routing::{Cx, Page, Reply},
    session::{self, Begun},
};

/// Where signing in with the provider begins.
pub(super) const OIDC: &str = "/sign-in/oidc";

/// The state is none that this browser was given.
const STRANGE: &str = "職員認証の開始を確かめられませんでした。時間がたったか、別の画面で始めた可能性があります。もう一度サインインしてください。";

/// GET /sign-in/oidc: on to the provider.
pub(super) async fn start(cx: Cx) -> Result<Reply> {
    let next = way_back::local(cx.query().get("next"));
    if cx.actor().is_ok() {
        return Ok(Reply::see_other(next));
    }
    let kept = FormState::default().with("next", next);
    match begin(&cx, &kept).await {
        Ok(url) => Ok(Reply::see_other(url)),
        Err(error) => failed(&cx, error, kept),
    }
}

/// POST /sign-in/oidc: the same with a form that was interrupted, which comes
/// back afterwards. Browsers follow no redirect of a form to another site, so
/// the way there is a link.
pub(super) async fn carry(cx: Cx) -> Result<Reply> {
    if cx.actor().is_ok() {
        return form::after(&cx);
    }
    let kept = code::kept(&cx);
    let url = match begin(&cx, &kept).await {
        Ok(url) => url,
        Err(error) => return failed(&cx, error, kept),
    };
    let label = label(&cx);
    let lead = "入力した内容は残っています。サインインすると、続けて送信できます。";
    Ok(Page::new(format!("{label}に進む"))
        .lead(lead)
        .body(move || {
            view! {
                <p><ButtonLink href=url kind=ButtonKind::Primary>{format!("{label}でサインイン")}</ButtonLink></p>
            }
        })
        .into())
}

async fn begin(cx: &Cx, kept: &FormState) -> Result<String> {
    let (url, asked) = Box::pin(oidc::begin(cx.ward(), cx.peer())).await?;
    let kept = page::KEPT.map(|name| kept.value(name).to_owned());
    session::ask_provider(cx, Begun { asked, kept }).await?;
    Ok(url)
}

/// GET /sign-in/oidc/callback: back from the provider.
pub(super) async fn callback(cx: Cx) -> Result<Reply> {
    let query = cx.query();
    let begun = session::take_asked(&cx, query.get("state")).await?;
    // Opened again by the way back: who is in stays in.
    if cx.actor().is_ok() {
        let next = begun.as_ref().map_or("/", |begun| begun.next());
        return Ok(Reply::see_other(way_back::local(next)));
    }
    let Some(Begun { asked, kept }) = begun else {
        if cx.ward().config().oidc.is_none() {
            return Err(Error::NotFound("ページ".into()));
        }
        return Ok(refused(&cx, STRANGE.to_owned(), StatusCode::BAD_REQUEST, FormState::default()));
    };
    let answer = Answer { code: query.get("code"), error: query.get("error"), issuer: query.get("iss") };
    let kept = page::KEPT.into_iter().zip(kept);
    let kept = kept.fold(FormState::default(), |state, (name, value)| state.with(name, value));
    match Box::pin(oidc::finish(cx.ward(), asked, answer, cx.peer())).await {
        Ok(SignedIn { account, leaving }) => {
            session::begin(&cx, account.id).await?;
            session::by_provider(&cx, leaving.as_deref()).await?;
            Ok(form::onward(kept.value("next"), kept.value("resume-path"), kept.value("resume-body")))
        }
        Err(error) => failed(&cx, error, kept),
    }
}

/// Signed out here, and asked whether to sign out there too. Only asked: other
/// systems may be in use, and a form is not redirected to another site.
pub(super) fn left_page(cx: &Cx, leaving: String) -> Page {
    let label = label(cx);
    let lead = format!(
        "{label}でのサインインは続いています。ほかの人も使う端末では、{label}からもサインアウトしてください。"
    );
    Page::new("アズカリからサインアウトしました").lead(lead).no_store().clear_cache().body(move || {
        view! {
            <div class="cluster">
                <ButtonLink href=leaving kind=ButtonKind::Primary>{format!("{label}からもサインアウト")}</ButtonLink>
                <ButtonLink href=super::SIGN_IN>"サインインの画面へ"</ButtonLink>
            </div>
        }
    })
}

/// The sign-in page says what went wrong, with everything kept.
fn failed(cx: &Cx, error: Error, kept: FormState) -> Result<Reply> {
    let Error::Invalid(faults) = error else { return Err(error) };
    let status = match faults.first().map(|fault| fault.code) {
        Some("sign-in-busy") => StatusCode::TOO_MANY_REQUESTS,
        Some("oidc-unreachable" | "oidc-token") => StatusCode::BAD_GATEWAY,
        Some("oidc-unknown" | "oidc-taken" | "account-disabled") => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    };
    let messages: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
    Ok(refused(cx, messages.join(""), status, kept))
}

fn refused(cx: &Cx, message: String, status: StatusCode, kept: FormState) -> Reply {
    let title = format!("{}でサインインできませんでした", label(cx));
    page::sign_in_page(cx.ward(), kept, Some((title, message))).status(status).into()
}

/// What people call the provider.
pub(super) fn label(cx: &Cx) -> String {
    cx.ward().config().oidc.as_ref().map_or_else(|| "職員認証".to_owned(), |oidc| oidc.label.clone())
}
