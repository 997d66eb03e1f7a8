//! Linking an account to a person of the ward's own provider.

use azukari_core::{
    Result,
    account::{self, AccountRow},
    register::edit::REASON_FIELD,
};
use leptos::prelude::*;

use super::ACCOUNTS;
use crate::{
    account::oidc::label,
    components::{
        Button, ButtonKind, ButtonLink, Description, DescriptionRow, FormActions, FormFrame, Need, Notice,
        TextInput, Tone,
    },
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /admin/accounts/{id}/external
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let row = row(&cx).await?;
    // Without a provider there is nothing to link to, only what is left of one.
    if cx.ward().config().oidc.is_none() && row.account.external.is_none() {
        return Ok(nothing_set(&cx, &row));
    }
    let linked = row.account.external_subject().unwrap_or_default().to_owned();
    let state = cx.new_form().with("subject", linked);
    Ok(link_page(&cx, &row, state))
}

/// POST /admin/accounts/{id}/external
pub(super) async fn link(cx: Cx) -> Result<Reply> {
    let (id, actor, form) = (cx.id("id", "利用者")?, cx.actor()?, cx.form());
    match account::link(cx.ward(), actor, id, form.get("subject"), form.get(REASON_FIELD)).await {
        // One's own session has ended with the others.
        Ok(()) if actor.account == Some(id) => Ok(Reply::see_other("/sign-in")),
        Ok(()) => Ok(Reply::see_other(format!("{ACCOUNTS}/{id}"))),
        Err(error) => {
            let row = row(&cx).await?;
            cx.retry(error, |state| link_page(&cx, &row, state))
        }
    }
}

async fn row(cx: &Cx) -> Result<AccountRow> {
    account::get(cx.ward(), cx.actor()?, cx.id("id", "利用者")?).await
}

fn nothing_set(cx: &Cx, row: &AccountRow) -> Page {
    let (at, page) = head(cx, row);
    page.body(move || {
        view! {
            <div class="stack">
                <Notice title="認証サーバーが設定されていません">
                    <p>"職員認証を使うには、アズカリの設定（oidc_issuer など）が必要です。システムの担当者に依頼してください。"</p>
                </Notice>
                <p><ButtonLink href=at>"利用者の画面に戻る"</ButtonLink></p>
            </div>
        }
    })
}

fn head(cx: &Cx, row: &AccountRow) -> (String, Page) {
    let (at, name) = (format!("{ACCOUNTS}/{}", row.account.id), row.account.name.clone());
    let page = Page::new(format!("{}との結び付け：{name}", label(cx)));
    (at.clone(), page.crumb("利用者", ACCOUNTS).crumb(name, at))
}

fn link_page(cx: &Cx, row: &AccountRow, state: FormState) -> Page {
    let (at, page) = head(cx, row);
    let (login, label) = (row.account.login.clone(), label(cx));
    let linked = row.account.external.clone().unwrap_or_else(|| "なし".to_owned());
    let issuer = cx.ward().config().oidc.as_ref().map(|oidc| oidc.issuer.clone());
    let lead = format!(
        "認証サーバーがこの人に付けた識別子（sub）を登録すると、{label}でサインインできるようになります。"
    );
    page.lead(lead).body(move || {
        let (subject, reason) = (state.field("subject"), state.field(REASON_FIELD));
        view! {
            <div class="narrow stack">
                <Notice title="本人であることを確かめてから結び付けてください" tone=Tone::Warning>
                    <p>
                        {format!("識別子は、結び付けのない人が{label}でサインインしようとしたときの画面に表示されます。")}
                        "結び付けを変えると、この利用者のサインイン中の端末はすべてサインアウトします。"
                    </p>
                </Notice>
                <Description>
                    <DescriptionRow term="ログイン名">{login}</DescriptionRow>
                    <DescriptionRow term="認証サーバー">{issuer.unwrap_or_else(|| "設定なし".to_owned())}</DescriptionRow>
                    <DescriptionRow term="今の結び付け">{linked}</DescriptionRow>
                </Description>
                <FormFrame action=format!("{at}/external") state>
                    <TextInput
                        label="識別子"
                        field=subject
                        need=Need::Optional
                        autocomplete="off"
                        hint="表示されたとおりに、大文字と小文字を区別して入力します。空にすると、結び付けを解除します。"
                    />
                    <TextInput
                        label="変更の理由"
                        field=reason
                        need=Need::Optional
                        hint="変更履歴に残ります。500文字まで。"
                    />
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"保存する"</Button>
                        <ButtonLink href=at>"保存せずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}
