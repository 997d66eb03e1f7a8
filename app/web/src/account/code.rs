//! The second step of signing in: a code of the authenticator, or one for when
//! that is lost. Plain forms, so that it needs no script.

use azukari_core::{Error, Result, account};
use leptos::prelude::*;

use super::{
    CODE, SIGN_IN, form,
    page::{KEPT, kept_fields},
};
use crate::{
    components::{Button, ButtonKind, FormActions, FormFrame, Need, TextInput},
    form::FormState,
    routing::{Cx, Page, Reply},
    session,
};

/// GET /sign-in/code
pub(super) async fn show(cx: Cx) -> Result<Reply> {
    Ok(match session::code_wanted(&cx).await? {
        Some(_) => code_page(FormState::default()).into(),
        None => Reply::see_other(SIGN_IN),
    })
}

/// POST /sign-in/code
pub(super) async fn check(cx: Cx) -> Result<Reply> {
    let Some(wanted) = session::code_wanted(&cx).await? else {
        return Ok(begin_again(&cx).into());
    };
    match account::second_step(cx.ward(), wanted, cx.form().get("code"), cx.peer()).await {
        Ok(account) => {
            session::begin(&cx, account.id).await?;
            form::after(&cx)
        }
        Err(Error::Unauthenticated) => Ok(begin_again(&cx).into()),
        Err(error) => form::refused(&cx, error, |state| code_page(without_code(state))),
    }
}

/// It took too long: the password again, with everything kept.
fn begin_again(cx: &Cx) -> Page {
    super::page::sign_in_page(
        cx.ward(),
        kept(cx),
        Some((
            "確認コードの入力に時間がかかりました".to_owned(),
            "安全のため、もう一度ログイン名とパスワードから入力してください。".to_owned(),
        )),
    )
}

/// What goes along from step to step.
pub(super) fn kept(cx: &Cx) -> FormState {
    KEPT.into_iter().fold(FormState::default(), |state, name| state.with(name, cx.form().get(name)))
}

/// A code that was refused is of no more use.
fn without_code(state: FormState) -> FormState {
    state.without("code")
}

/// The form that asks for the code.
pub(super) fn code_page(state: FormState) -> Page {
    let shown = state.clone();
    Page::new("確認コードの入力")
        .lead("パスワードを確認しました。続けて、認証アプリに表示されている6桁の数字を入力してください。")
        .form(&shown)
        .body(move || {
            let hidden = kept_fields(&state);
            let code = state.field("code");
            view! {
                <div class="narrow stack">
                    <FormFrame action=CODE state>
                        {hidden}
                        <TextInput
                            label="確認コード"
                            field=code
                            need=Need::Required
                            width="code"
                            autocomplete="one-time-code"
                            hint="認証アプリが使えないときは、保管している予備コードを一つ入力します。予備コードは一度しか使えません。"
                        />
                        <FormActions>
                            <Button kind=ButtonKind::Primary>"サインイン"</Button>
                        </FormActions>
                    </FormFrame>
                    <p><a href=SIGN_IN>"ログイン名の入力に戻る"</a></p>
                    <p class="support">
                        "認証アプリも予備コードも使えないときは、システム管理者に二段階認証の解除を依頼してください。"
                    </p>
                </div>
            }
        })
}
