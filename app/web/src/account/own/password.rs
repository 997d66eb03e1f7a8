use azukari_core::{Error, Result, account};
use domain::Fault;
use leptos::prelude::*;

use super::{
    ACCOUNT, PASSWORD,
    page::{WhosePassword, under},
};
use crate::{
    account::words,
    components::{Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, TextInput},
    form::FormState,
    routing::{Cx, Page, Reply},
    session,
};

/// GET /account/password
pub(super) async fn show(cx: Cx) -> Result<Page> {
    Ok(password_page(&cx, FormState::default()))
}

/// POST /account/password
pub(super) async fn change(cx: Cx) -> Result<Reply> {
    let [current, new, again] = ["current", "password", "again"].map(|name| cx.form().get(name));
    let actor = cx.actor()?;
    let changed = if new == again {
        account::change_password(cx.ward(), actor, current, new).await
    } else {
        Err(Error::invalid(Fault::at_field("password-again", "again", words::AGAIN)))
    };
    match changed {
        Ok(()) => {
            // Every session has ended; this one goes on under a new id.
            let own = actor.account.ok_or(Error::Unauthenticated)?;
            let by_provider = session::was_by_provider(cx.session()).await?;
            let leaving = session::take_leaving(&cx).await;
            session::begin(&cx, own).await?;
            if by_provider {
                session::by_provider(&cx, leaving.as_deref()).await?;
            }
            Ok(Reply::see_other(ACCOUNT))
        }
        Err(error) => cx.retry(error, |state| {
            password_page(&cx, state.without("current").without("password").without("again"))
        }),
    }
}

fn password_page(cx: &Cx, state: FormState) -> Page {
    let login = cx.actor().map(|actor| actor.login.clone()).unwrap_or_default();
    let lead = "変えると、ほかの端末はすべてサインアウトします。定期的に変える必要はありません。";
    under(Page::new("パスワードの変更")).lead(lead).body(move || {
        let [current, new, again] = ["current", "password", "again"].map(|name| state.field(name));
        view! {
            <div class="narrow">
                <FormFrame action=PASSWORD state>
                    <WhosePassword login/>
                    <TextInput
                        label="今のパスワード"
                        field=current
                        need=Need::Required
                        kind="password"
                        autocomplete="current-password"
                    />
                    <TextInput
                        label="新しいパスワード"
                        field=new
                        need=Need::Required
                        kind="password"
                        autocomplete="new-password"
                        hint=words::PASSWORD_HINT
                    />
                    <TextInput
                        label="新しいパスワード（確認）"
                        field=again
                        need=Need::Required
                        kind="password"
                        autocomplete="new-password"
                        hint="確かめのため、もう一度入力します。貼り付けてもかまいません。"
                    />
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"パスワードを変える"</Button>
                        <ButtonLink href=ACCOUNT>"変えずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}
