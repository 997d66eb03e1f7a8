//! What an administrator does to an account, each with a page that says
//! beforehand what happens.

use azukari_core::{
    Error, Result,
    account::{self, AccountRow},
    register::edit::REASON_FIELD,
};
use leptos::prelude::*;

use super::{ACCOUNTS, page::PASSWORD};
use crate::{
    components::{Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, Notice, TextInput},
    form::FormState,
    routing::{Cx, Page, Reply},
    session::keep_once,
};

/// Something that is asked about before it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Password,
    Totp,
    Disable,
    Enable,
    SignOut,
}

/// What a page says of an action.
struct Words {
    title: &'static str,
    lead: &'static str,
    button: &'static str,
    path: &'static str,
}

impl Action {
    fn words(self) -> Words {
        let words = |title, lead, button, path| Words { title, lead, button, path };
        match self {
            Self::Password => words(
                "パスワードの再発行",
                "新しいパスワードを作り、次の画面に一度だけ表示します。今のパスワードは使えなくなり、サインイン中の端末はすべてサインアウトします。",
                "パスワードを再発行する",
                "password",
            ),
            Self::Totp => words(
                "二段階認証の解除",
                "認証アプリも予備コードも使えなくなった人のために、二段階認証を解除します。本人であることを確かめてから行ってください。サインイン中の端末はすべてサインアウトします。",
                "二段階認証を解除する",
                "totp",
            ),
            Self::Disable => words(
                "利用の停止",
                "この人はサインインできなくなり、サインイン中の端末はすべてサインアウトします。これまでの記録は残り、いつでも再開できます。",
                "利用を停止する",
                "disable",
            ),
            Self::Enable => words(
                "利用の再開",
                "この人は、停止する前のパスワードでまたサインインできるようになります。",
                "利用を再開する",
                "enable",
            ),
            Self::SignOut => words(
                "すべての端末のサインアウト",
                "この人がサインイン中の端末をすべてサインアウトさせます。パスワードは変わりません。",
                "すべてサインアウトさせる",
                "sign-out",
            ),
        }
    }

    /// Whether it has been done: by the first of two clicks, say.
    const fn is_done(self, row: &AccountRow) -> bool {
        match self {
            Self::Disable => row.account.disabled_at.is_some(),
            Self::Enable => row.account.disabled_at.is_none(),
            Self::Totp => !row.account.totp,
            Self::Password | Self::SignOut => false,
        }
    }

    /// Why there is nothing to do, if so.
    fn needless(self, row: &AccountRow, own: bool) -> Option<&'static str> {
        match self {
            Self::Disable if own => Some("自分の利用は停止できません。ほかの管理者に依頼してください。"),
            Self::Disable if row.account.disabled_at.is_some() => Some("すでに停止しています。"),
            Self::Enable if row.account.disabled_at.is_none() => Some("停止していません。"),
            Self::Totp if !row.account.totp => Some("二段階認証は設定されていません。"),
            Self::Password | Self::Totp if own => {
                Some("自分の設定は、画面右上の自分の利用者情報から変えてください。")
            }
            _ => None,
        }
    }
}

/// GET: what would happen.
pub(super) async fn ask(cx: Cx, action: Action) -> Result<Page> {
    let state = cx.new_form();
    ask_page(&cx, action, state).await
}

/// POST: it is done.
pub(super) async fn act(cx: Cx, action: Action) -> Result<Reply> {
    let (id, actor) = (cx.id("id", "利用者")?, cx.actor()?);
    let reason = cx.form().get(REASON_FIELD);
    let row = account::get(cx.ward(), actor, id).await?;
    if actor.account != Some(id) && action.is_done(&row) {
        return Ok(Reply::see_other(format!("{ACCOUNTS}/{id}")));
    }
    if let Some(why) = action.needless(&row, actor.account == Some(id)) {
        return Err(Error::Conflict(why.to_owned()));
    }
    let done = match action {
        Action::Password => match account::reset_password(cx.ward(), actor, id, cx.key(), reason).await {
            Ok(Some(password)) => keep_once(&cx, &format!("{PASSWORD}{id}"), password.reveal()).await,
            other => other.map(drop),
        },
        Action::Totp => account::reset_totp(cx.ward(), actor, id, reason).await,
        Action::Disable => account::set_disabled(cx.ward(), actor, id, true, reason).await,
        Action::Enable => account::set_disabled(cx.ward(), actor, id, false, reason).await,
        Action::SignOut => account::end_sessions(cx.ward(), actor, id).await,
    };
    match done {
        Ok(()) if actor.account == Some(id) => Ok(Reply::see_other("/sign-in")),
        Ok(()) => Ok(Reply::see_other(format!("{ACCOUNTS}/{id}"))),
        Err(Error::Invalid(faults)) => {
            let state = FormState::refused(cx.form(), faults);
            let shown = state.clone();
            Ok(ask_page(&cx, action, state).await?.form(&shown).into())
        }
        Err(other) => Err(other),
    }
}

async fn ask_page(cx: &Cx, action: Action, state: FormState) -> Result<Page> {
    let id = cx.id("id", "利用者")?;
    let actor = cx.actor()?;
    let row = account::get(cx.ward(), actor, id).await?;
    let words = action.words();
    let (at, name) = (format!("{ACCOUNTS}/{id}"), row.account.name.clone());
    let page =
        Page::new(format!("{}：{name}", words.title)).crumb("利用者", ACCOUNTS).crumb(name, at.clone());
    if let Some(why) = action.needless(&row, actor.account == Some(id)) {
        return Ok(page.body(move || {
            view! {
                <div class="stack">
                    <Notice title=why/>
                    <p><ButtonLink href=at>"利用者の画面に戻る"</ButtonLink></p>
                </div>
            }
        }));
    }
    Ok(page.lead(words.lead).body(move || {
        let reason = state.field(REASON_FIELD);
        let why = (action != Action::SignOut).then(|| {
            view! {
                <TextInput
                    label="変更の理由"
                    field=reason
                    need=Need::Optional
                    hint="変更履歴に残ります。500文字まで。"
                />
            }
        });
        view! {
            <div class="narrow">
                <FormFrame action=format!("{at}/{}", words.path) state>
                    {why}
                    <FormActions>
                        <Button kind=ButtonKind::Primary>{words.button}</Button>
                        <ButtonLink href=at>"行わずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    }))
}
