use azukari_core::Result;
use leptos::prelude::*;

use super::{SIGN_IN, way_back};
use crate::{
    components::{Button, ButtonKind, FormActions, FormFrame, Need, Notice, TextInput, Tone},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// The sign-in page's address, with the way back.
pub(crate) fn sign_in_path(back: &str, expired: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let back = way_back::local(back);
    if back != "/" {
        query.append_pair("next", back);
    }
    if expired {
        query.append_pair("expired", "1");
    }
    let query = query.finish();
    if query.is_empty() { SIGN_IN.to_owned() } else { format!("{SIGN_IN}?{query}") }
}

/// GET /sign-in
pub(super) async fn sign_in(cx: Cx) -> Result<Reply> {
    let next = way_back::local(cx.query().get("next"));
    if cx.actor().is_ok() {
        return Ok(Reply::see_other(next));
    }
    let state = FormState::default().with("next", next);
    let notice = cx.query().has("expired").then_some(EXPIRED);
    Ok(sign_in_page(state, notice).into())
}

const EXPIRED: (&str, &str) = (
    "しばらく操作がなかったため、サインアウトしました",
    "もう一度サインインすると、開いていた画面に戻ります。",
);
const INTERRUPTED: (&str, &str) = (
    "サインインの期限が切れていたため、まだ保存していません",
    "入力した内容は残っています。もう一度サインインして、続けて送信してください。",
);
const INTERRUPTED_WITH_FILE: (&str, &str) = (
    "サインインの期限が切れていたため、まだ保存していません",
    "もう一度サインインしてから、ファイルを選び直して送信してください。",
);

/// A form came when the session had ended: sign in again and send it on.
pub(crate) fn interrupted_page(path: &str, posted: &Posted) -> Page {
    if posted.has_uploads() {
        let state = FormState::default().with("next", path);
        return sign_in_page(state, Some(INTERRUPTED_WITH_FILE));
    }
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(posted.pairs());
    let state = FormState::default().with("resume-path", path).with("resume-body", kept.finish());
    sign_in_page(state, Some(INTERRUPTED))
}

/// The sign-in form.
pub(super) fn sign_in_page(state: FormState, notice: Option<(&'static str, &'static str)>) -> Page {
    let shown = state.clone();
    Page::new("サインイン").form(&shown).body(move || {
        let hidden = kept_fields(&state);
        let notice = notice.map(|(title, text)| {
            view! { <Notice title tone=Tone::Warning><p>{text}</p></Notice> }
        });
        let (login, mut password) = (state.field("login"), state.field("password"));
        // The one thing typed that is not shown again.
        password.value.clear();
        view! {
            <div class="stack">
                {notice}
                <div class="sign-in">
                    <div class="sign-in-card">
                        <FormFrame action=SIGN_IN state>
                            {hidden}
                            <TextInput
                                label="ログイン名"
                                field=login
                                need=Need::Required
                                autocomplete="username"
                            />
                            <TextInput
                                label="パスワード"
                                field=password
                                need=Need::Required
                                kind="password"
                                autocomplete="current-password"
                            />
                            <FormActions>
                                <Button kind=ButtonKind::Primary>"サインイン"</Button>
                            </FormActions>
                        </FormFrame>
                    </div>
                    <SignInHelp/>
                </div>
            </div>
        }
    })
}

/// The way back and the form that was interrupted go along, step by step.
pub(super) const KEPT: [&str; 3] = ["next", "resume-path", "resume-body"];

/// What goes along, as hidden fields.
pub(super) fn kept_fields(state: &FormState) -> impl IntoView + use<> {
    KEPT.into_iter()
        .filter(|name| !state.value(name).is_empty())
        .map(|name| view! { <input type="hidden" name=name value=state.value(name).to_owned()/> })
        .collect_view()
}

#[component]
fn SignInHelp() -> impl IntoView {
    view! {
        <div class="stack">
            <h2>"アズカリについて"</h2>
            <p>
                "業務委託、再委託、外部結合で区の外に預ける個人情報を台帳にし、審議会の資料を作成するシステムです。"
            </p>
            <h2>"サインインできないとき"</h2>
            <ul>
                <li>"ログイン名とパスワードは、システム管理者が発行します。"</li>
                <li>"続けて間違えると、しばらくの間サインインできなくなります。時間をおいてお試しください。"</li>
                <li>"パスワードが分からないときは、システム管理者に再発行を依頼してください。"</li>
            </ul>
        </div>
    }
}

/// Signed in again: the form that was interrupted, one press away.
pub(super) fn resume_page(path: &str, posted: &Posted) -> Page {
    let action = path.to_owned();
    let fields = posted.pairs().to_vec();
    Page::new("送信の続き").lead("サインインしました。先ほど入力した内容は、まだ保存されていません。").body(
        move || {
            let fields = fields
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view();
            view! {
                <form method="post" action=action novalidate=true>
                    {fields}
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"入力した内容を送信する"</Button>
                        <a class="button" href="/">"送信せずにホームへ"</a>
                    </FormActions>
                </form>
            }
        },
    )
}
