use azukari_core::{Result, Ward};
use leptos::prelude::*;

use super::{SIGN_IN, oidc::OIDC, way_back};
use crate::{
    components::{Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, Notice, TextInput, Tone},
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
    let notice = [("expired", EXPIRED), ("signed-out", SIGNED_OUT)];
    let notice = notice.into_iter().find(|(name, _)| cx.query().has(name)).map(|(_, words)| owned(words));
    Ok(sign_in_page(cx.ward(), state, notice).into())
}

const EXPIRED: (&str, &str) = (
    "しばらく操作がなかったため、サインアウトしました",
    "もう一度サインインすると、開いていた画面に戻ります。",
);
const SIGNED_OUT: (&str, &str) = (
    "アズカリからサインアウトしました",
    "認証サーバーでのサインインは続いています。ほかの人も使う端末では、そちらからもサインアウトするか、ブラウザーを閉じてください。",
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
pub(crate) fn interrupted_page(ward: &Ward, path: &str, posted: &Posted) -> Page {
    if posted.has_uploads() {
        let state = FormState::default().with("next", path);
        return sign_in_page(ward, state, Some(owned(INTERRUPTED_WITH_FILE)));
    }
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(posted.pairs());
    let state = FormState::default().with("resume-path", path).with("resume-body", kept.finish());
    sign_in_page(ward, state, Some(owned(INTERRUPTED)))
}

fn owned((title, text): (&str, &str)) -> (String, String) {
    (title.to_owned(), text.to_owned())
}

/// The sign-in form.
pub(super) fn sign_in_page(ward: &Ward, state: FormState, notice: Option<(String, String)>) -> Page {
    let shown = state.clone();
    let label = ward.config().oidc.as_ref().map(|oidc| oidc.label.clone());
    Page::new("サインイン").form(&shown).body(move || {
        let hidden = kept_fields(&state);
        let notice = notice.map(|(title, text)| {
            view! { <Notice title tone=Tone::Warning><p class="prewrap">{text}</p></Notice> }
        });
        let kind = if label.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
        let provider = label.clone().map(|label| by_provider(&label, &state));
        let (login, mut password) = (state.field("login"), state.field("password"));
        // The one thing typed that is not shown again.
        password.value.clear();
        view! {
            <div class="stack">
                {notice}
                <div class="sign-in">
                    <div class="sign-in-card stack">
                        {provider}
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
                                <Button kind>"サインイン"</Button>
                            </FormActions>
                        </FormFrame>
                    </div>
                    <SignInHelp label/>
                </div>
            </div>
        }
    })
}

/// The way to the ward's own provider: a link, or where a form was interrupted
/// a form that takes it along.
fn by_provider(label: &str, state: &FormState) -> impl IntoView + use<> {
    let text = format!("{label}でサインイン");
    let way = if state.value("resume-path").is_empty() {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let next = way_back::local(state.value("next"));
        if next != "/" {
            query.append_pair("next", next);
        }
        let query = query.finish();
        let href = if query.is_empty() { OIDC.to_owned() } else { format!("{OIDC}?{query}") };
        view! { <p><ButtonLink href kind=ButtonKind::Primary>{text}</ButtonLink></p> }.into_any()
    } else {
        view! {
            <form method="post" action=OIDC novalidate=true>
                {kept_fields(state)}
                <Button kind=ButtonKind::Primary>{text}</Button>
            </form>
        }
        .into_any()
    };
    view! {
        {way}
        <h2 class="sign-in-or">"ログイン名とパスワードでサインイン"</h2>
    }
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
fn SignInHelp(
    /// What the ward's own provider is called.
    label: Option<String>,
) -> impl IntoView {
    let provider = label.map(|label| {
        view! {
            <li>
                {format!("ふだんは「{label}でサインイン」を使います。ログイン名とパスワードは、{label}が使えないときのためのものです。")}
            </li>
        }
    });
    view! {
        <div class="stack">
            <h2>"アズカリについて"</h2>
            <p>
                "業務委託、再委託、外部結合で区の外に預ける個人情報を台帳にし、審議会の資料を作成するシステムです。"
            </p>
            <h2>"サインインできないとき"</h2>
            <ul>
                {provider}
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
