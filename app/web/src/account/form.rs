use axum::response::{IntoResponse, Redirect};
use azukari_core::{Error, Result, account};
use domain::Fault;
use http::{HeaderValue, StatusCode};

use super::{SIGN_IN, page, way_back};
use crate::{
    form::Posted,
    routing::{Cx, Reply},
    session,
};

/// POST /sign-in
pub(super) async fn sign_in(cx: Cx) -> Result<Reply> {
    match open(&cx).await {
        Ok(()) => after(&cx),
        Err(error) => refuse(&cx, error),
    }
}

async fn open(cx: &Cx) -> Result<()> {
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
    let account = account::sign_in(cx.ward(), login, password, cx.peer()).await?;
    session::begin(cx.ward(), cx.session(), account.id).await
}

/// Signed in: the form that was interrupted, or the page that was wanted.
fn after(cx: &Cx) -> Result<Reply> {
    let interrupted = way_back::local(cx.form().get("resume-path"));
    if interrupted != "/" {
        let posted = Posted::parse(cx.form().get("resume-body"));
        return Ok(page::resume_page(interrupted, &posted).into());
    }
    Ok(Reply::see_other(way_back::local(cx.form().get("next"))))
}

/// The page again, the login kept. Too many wrong passwords are no fault of
/// this one form: 429.
fn refuse(cx: &Cx, error: Error) -> Result<Reply> {
    let locked =
        matches!(&error, Error::Invalid(faults) if faults.iter().any(|fault| fault.code == "sign-in-locked"));
    let reply = cx.retry(error, |state| page::sign_in_page(state, None))?;
    Ok(match reply {
        Reply::Page(page) if locked => page.status(StatusCode::TOO_MANY_REQUESTS).into(),
        reply => reply,
    })
}

/// POST /sign-out
pub(super) async fn sign_out(cx: Cx) -> Result<Reply> {
    session::end(cx.session()).await?;
    let mut response = Redirect::to(SIGN_IN).into_response();
    // On a shared machine "back" must not show what was open.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(Reply::Raw(Box::new(response)))
}
