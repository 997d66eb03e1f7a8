use axum::response::{IntoResponse, Redirect};
use azukari_core::{
    Error, Result,
    account::{self, SignIn},
};
use domain::Fault;
use http::{HeaderValue, StatusCode};

use super::{SIGN_IN, code, oidc, page, way_back};
use crate::{
    form::{FormState, Posted},
    routing::{CLEAR, Cx, Page, Reply},
    session,
};

/// The sign-in page, saying that the provider still knows the person.
const SIGNED_OUT: &str = "/sign-in?signed-out=1";

/// POST /sign-in
pub(super) async fn sign_in(cx: Cx) -> Result<Reply> {
    match open(&cx).await {
        Ok(true) => after(&cx),
        Ok(false) => Ok(code::code_page(code::kept(&cx)).into()),
        Err(error) => refuse(&cx, error),
    }
}

/// Whether the person is in; otherwise a code is wanted too.
async fn open(cx: &Cx) -> Result<bool> {
    let (login, password) = (cx.form().get("login").trim(), cx.form().get("password"));
    let mut faults = Vec::new();
    if login.is_empty() {
        faults.push(Fault::at_field("login-missing", "login", "ログイン名を入力してください。"));
    }
    if password.is_empty() {
        faults.push(Fault::at_field("password-missing", "password", "パスワードを入力してください。"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    match account::sign_in(cx.ward(), login, password, cx.peer()).await? {
        SignIn::Done(account) => session::begin(cx, account.id).await.map(|()| true),
        SignIn::CodeWanted(account) => session::want_code(cx, account).await.map(|()| false),
    }
}

/// Signed in: the form that was interrupted, or the page that was wanted.
pub(super) fn after(cx: &Cx) -> Result<Reply> {
    let form = cx.form();
    Ok(onward(form.get("next"), form.get("resume-path"), form.get("resume-body")))
}

/// The form that was interrupted, or the page that was wanted.
pub(super) fn onward(next: &str, resume_path: &str, resume_body: &str) -> Reply {
    let interrupted = way_back::local(resume_path);
    if interrupted != "/" {
        return page::resume_page(interrupted, &Posted::parse(resume_body)).into();
    }
    Reply::see_other(way_back::local(next))
}

/// The page again, the login kept. Too many wrong passwords are no fault of
/// this one form: 429.
fn refuse(cx: &Cx, error: Error) -> Result<Reply> {
    refused(cx, error, |state| page::sign_in_page(cx.ward(), state, None))
}

/// A page of the way in, shown again.
pub(super) fn refused(cx: &Cx, error: Error, page: impl FnOnce(FormState) -> Page) -> Result<Reply> {
    let locked =
        matches!(&error, Error::Invalid(faults) if faults.iter().any(|fault| fault.code == "sign-in-locked"));
    let reply = cx.retry(error, page)?;
    Ok(match reply {
        Reply::Page(page) if locked => page.status(StatusCode::TOO_MANY_REQUESTS).into(),
        reply => reply,
    })
}

/// POST /sign-out
pub(super) async fn sign_out(cx: Cx) -> Result<Reply> {
    let by_provider = session::was_by_provider(cx.session()).await?;
    let leaving = if by_provider { session::take_leaving(&cx).await } else { None };
    session::end(cx.session()).await?;
    if let Some(leaving) = leaving {
        return Ok(oidc::left_page(&cx, leaving).into());
    }
    let to = if by_provider { SIGNED_OUT } else { SIGN_IN };
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().insert(CLEAR.0, HeaderValue::from_static(CLEAR.1));
    Ok(Reply::Raw(Box::new(response)))
}
