use azukari_core::{Error, Result, account};
use leptos::prelude::*;

use super::{ACCOUNT, SESSIONS, page::under};
use crate::{
    account::SIGN_IN,
    components::{Button, ButtonKind, ButtonLink, FormActions, FormFrame},
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /account/sessions
pub(super) async fn ask(_: Cx) -> Result<Page> {
    let lead =
        "この端末を含む、すべての端末のサインインを終わらせます。続けて使うには、サインインし直します。";
    Ok(under(Page::new("すべての端末でサインアウト")).lead(lead).body(|| {
        view! {
            <FormFrame action=SESSIONS state=FormState::default()>
                <input type="hidden" name="session" value="all"/>
                <FormActions>
                    <Button kind=ButtonKind::Primary>"すべての端末でサインアウトする"</Button>
                    <ButtonLink href=ACCOUNT>"サインアウトせずに戻る"</ButtonLink>
                </FormActions>
            </FormFrame>
        }
    }))
}

/// POST /account/sessions
pub(super) async fn end(cx: Cx) -> Result<Reply> {
    let actor = cx.actor()?;
    match cx.form().get("session") {
        "" => Ok(Reply::see_other(SESSIONS)),
        "all" => {
            let own = actor.account.ok_or(Error::Unauthenticated)?;
            account::end_sessions(cx.ward(), actor, own).await?;
            Ok(Reply::see_other(SIGN_IN))
        }
        handle => {
            account::end_session(cx.ward(), actor, handle).await?;
            Ok(Reply::see_other(format!("{ACCOUNT}#sessions")))
        }
    }
}
