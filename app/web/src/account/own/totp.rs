//! The second step: set up with a picture or a text, confirmed with a code
//! before it counts.

use azukari_core::{
    Error, Result,
    account::{self, Enrolment},
};
use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use super::{
    ACCOUNT, RECOVERY, TOTP,
    page::{CurrentPassword, under},
};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, Card, FormActions, FormFrame, Need, Notice, TextInput, Tone,
    },
    form::FormState,
    routing::{Cx, Page, Reply},
    session::{keep_once, take_once},
};

/// Under this name new codes wait to be shown.
const CODES: &str = "recovery-codes";
/// Light modules around a QR code, as readers need them.
const QUIET: usize = 4;

/// GET /account/totp
pub(super) async fn show(cx: Cx) -> Result<Page> {
    totp_page(&cx, FormState::default()).await
}

/// POST /account/totp
pub(super) async fn begin(cx: Cx) -> Result<Reply> {
    match account::begin_totp(cx.ward(), cx.actor()?, cx.form().get("current")).await {
        Ok(()) => Ok(Reply::see_other(TOTP)),
        Err(error) => again(&cx, error).await,
    }
}

/// POST /account/totp/confirm
pub(super) async fn confirm(cx: Cx) -> Result<Reply> {
    match account::confirm_totp(cx.ward(), cx.actor()?, cx.form().get("code")).await {
        Ok(codes) => show_once(&cx, &codes).await,
        Err(error) => again(&cx, error).await,
    }
}

/// POST /account/totp/change
pub(super) async fn change(cx: Cx) -> Result<Reply> {
    let (actor, current) = (cx.actor()?, cx.form().get("current"));
    let done = match cx.form().get("then") {
        "stop" => account::stop_totp(cx.ward(), actor, current).await.map(|()| None),
        _ => account::new_recovery_codes(cx.ward(), actor, current).await.map(Some),
    };
    match done {
        Ok(Some(codes)) => show_once(&cx, &codes).await,
        Ok(None) => Ok(Reply::see_other(ACCOUNT)),
        Err(error) => again(&cx, error).await,
    }
}

async fn show_once(cx: &Cx, codes: &[String]) -> Result<Reply> {
    keep_once(cx, CODES, &codes.join("\n")).await?;
    Ok(Reply::see_other(RECOVERY))
}

async fn again(cx: &Cx, error: Error) -> Result<Reply> {
    let Error::Invalid(faults) = error else { return Err(error) };
    let state = FormState::refused(cx.form(), faults).without("current").without("code");
    let shown = state.clone();
    Ok(totp_page(cx, state).await?.form(&shown).into())
}

/// GET /account/recovery-codes
pub(super) async fn recovery_codes(cx: Cx) -> Result<Reply> {
    let Some(codes) = take_once(&cx, CODES).await? else { return Ok(Reply::see_other(ACCOUNT)) };
    let codes: Vec<String> = codes.lines().map(str::to_owned).collect();
    let page = under(Page::new("予備コード"))
        .lead("認証アプリが使えなくなったとき、確認コードの代わりに使います。")
        .no_store()
        .body(move || {
            let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
            view! {
                <div class="stack narrow">
                    <Notice title="この画面は一度しか表示されません" tone=Tone::Warning>
                        <p>"印刷するか書き写して、端末とは別の安全な場所に保管してください。一つのコードは一度だけ使えます。"</p>
                    </Notice>
                    <ul class="codes">{codes}</ul>
                    <p><ButtonLink href=ACCOUNT kind=ButtonKind::Primary>"保管した"</ButtonLink></p>
                </div>
            }
        });
    Ok(page.into())
}

async fn totp_page(cx: &Cx, state: FormState) -> Result<Page> {
    let own = account::own(cx.ward(), cx.actor()?).await?;
    let page = under(Page::new("二段階認証"));
    if own.account.totp {
        let (login, left) = (own.account.login, own.recovery_codes);
        return Ok(page
            .lead("サインインのとき、パスワードに続けて確認コードを求めます。")
            .body(move || set_up(state, login, left)));
    }
    if own.setting_up {
        let enrolment = account::enrolment(cx.ward(), cx.actor()?).await?;
        let path = qr(&enrolment)?;
        return Ok(page
            .lead("認証アプリに登録し、表示された6桁の数字を入力すると、設定が終わります。")
            .no_store()
            .body(move || enrol(state, enrolment.secret, path)));
    }
    let lead =
        "パスワードのほかに、スマートフォンなどの認証アプリに表示される6桁の数字でも本人を確かめます。";
    let login = own.account.login;
    Ok(page.lead(lead).body(move || {
        let current = state.field("current");
        view! {
            <div class="narrow stack">
                <p>"認証アプリは、インターネットにつながらない端末でも使えます。端末の時計を合わせておいてください。"</p>
                <FormFrame action=TOTP state>
                    <CurrentPassword login field=current/>
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"設定を始める"</Button>
                        <ButtonLink href=ACCOUNT>"設定せずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    }))
}

fn enrol(state: FormState, secret: String, (path, size): (String, usize)) -> impl IntoView {
    let code = state.field("code");
    let frame = format!("0 0 {size} {size}");
    view! {
        <div class="stack-wide">
            <Card title="1　認証アプリに登録する">
                <p>"認証アプリで次の図を読み取ります。"</p>
                <svg
                    class="qr"
                    viewBox=frame
                    role="img"
                    aria-label="認証アプリで読み取る図。下の文字を入力しても登録できます。"
                    shape-rendering="crispEdges"
                >
                    <rect width="100%" height="100%" fill="#ffffff"></rect>
                    <path d=path fill="#000000"></path>
                </svg>
                <p>"読み取れないときは、次の文字をアプリに入力します（時間ベース、6桁）。"</p>
                <p><code class="secret">{secret}</code></p>
            </Card>
            <Card title="2　確認する">
                <FormFrame action="/account/totp/confirm" state>
                    <TextInput
                        label="確認コード"
                        field=code
                        need=Need::Required
                        width="short"
                        inputmode="numeric"
                        autocomplete="one-time-code"
                        hint="アプリに表示されている6桁の数字"
                    />
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"設定を終える"</Button>
                        <ButtonLink href=ACCOUNT>"あとで続ける"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </Card>
        </div>
    }
}

fn set_up(state: FormState, login: String, left: u64) -> impl IntoView {
    let current = state.field("current");
    view! {
        <div class="narrow stack">
            <p>{format!("使える予備コードは{left}個です。作り直すと、前のコードは使えなくなります。")}</p>
            <p>
                "解除すると、パスワードだけでサインインできるようになります。別の端末で設定し直すときも、いったん解除します。"
            </p>
            <FormFrame action="/account/totp/change" state>
                <CurrentPassword login field=current/>
                <FormActions>
                    <Button name="then" value="codes">"予備コードを作り直す"</Button>
                    <Button name="then" value="stop">"二段階認証を解除する"</Button>
                </FormActions>
            </FormFrame>
        </div>
    }
}

/// The dark modules as one path, and the width of the square.
fn qr(enrolment: &Enrolment) -> Result<(String, usize)> {
    let code = QrCode::with_error_correction_level(enrolment.url.as_bytes(), EcLevel::M)
        .map_err(Error::internal("認証アプリ用の図を作成できません。"))?;
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % width + QUIET, index / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Ok((path, width + 2 * QUIET))
}
