//! The first page of a new ward: it makes the administrator. Without an
//! account every page leads here; with one this leads away for good.

use azukari_core::{
    Error, Result,
    account::setup::{self, needed},
};
use domain::Fault;
use leptos::prelude::*;

use super::SETUP;
use crate::{
    components::{Button, ButtonKind, FormActions, FormFrame, Need, TextInput},
    form::FormState,
    routing::{Cx, Page, Reply},
    session,
};

/// GET /setup
pub(super) async fn show(cx: Cx) -> Result<Reply> {
    Ok(if needed(cx.ward()).await? { setup_page(FormState::default()).into() } else { Reply::see_other("/") })
}

/// POST /setup
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let form = cx.form();
    let created = if form.get("again") == form.get("password") {
        let [token, login, name, password] =
            ["token", "login", "name", "password"].map(|name| form.get(name));
        setup::create(cx.ward(), token, login, name, password).await
    } else if needed(cx.ward()).await? {
        Err(Error::invalid(Fault::at_field("password-again", "again", super::words::AGAIN)))
    } else {
        Err(Error::NotFound("ページ".into()))
    };
    match created {
        Ok(account) => {
            session::begin(&cx, account.id).await?;
            Ok(Reply::see_other("/"))
        }
        Err(error) => cx.retry(error, |state| setup_page(state.without("password").without("again"))),
    }
}

fn setup_page(state: FormState) -> Page {
    let lead = "このアズカリには、まだ利用者がいません。はじめに、利用者を登録・管理するシステム管理者を登録します。";
    Page::new("はじめの設定").lead(lead).body(move || {
        let [token, login, name, password, again] =
            ["token", "login", "name", "password", "again"].map(|name| state.field(name));
        view! {
            <div class="narrow">
                <FormFrame action=SETUP state>
                    <TextInput
                        label="設定番号"
                        field=token
                        need=Need::Required
                        autocomplete="off"
                        hint="アズカリを起動した端末（サーバーのログ）に表示された番号です。設置した本人であることを確かめます。"
                    />
                    <TextInput
                        label="ログイン名"
                        field=login
                        need=Need::Required
                        autocomplete="username"
                        hint="半角の英数字と . _ - が使えます。例：yamada"
                    />
                    <TextInput
                        label="氏名"
                        field=name
                        autocomplete="name"
                        hint="省くと、ログイン名を表示します。"
                    />
                    <TextInput
                        label="パスワード"
                        field=password
                        need=Need::Required
                        kind="password"
                        autocomplete="new-password"
                        hint=super::words::PASSWORD_HINT
                    />
                    <TextInput
                        label="パスワード（確認）"
                        field=again
                        need=Need::Required
                        kind="password"
                        autocomplete="new-password"
                        hint="確かめのため、もう一度入力します。貼り付けてもかまいません。"
                    />
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"システム管理者を登録する"</Button>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}
