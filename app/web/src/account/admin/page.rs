use azukari_core::{Result, account, policy::Permission, web_session::OpenSession};
use leptos::prelude::*;

use super::ACCOUNTS;
use crate::{
    account::{oidc::label, words},
    components::{ButtonLink, Card, Description, DescriptionRow, Empty, Notice, TableFrame, Tag, Tone},
    routing::{Cx, Page},
    session::take_once,
};

/// Under this name, with the account's id behind it, a new password waits to be
/// shown.
pub(super) const PASSWORD: &str = "password-of-";

/// GET /admin/accounts/{id}
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let (id, actor) = (cx.id("id", "利用者")?, cx.actor()?);
    let row = account::get(cx.ward(), actor, id).await?;
    let sessions = account::open_sessions(cx.ward(), actor, id).await?;
    let password = take_once(&cx, &format!("{PASSWORD}{id}")).await?;
    let (may, own) = (cx.may(Permission::ManageAccounts), actor.account == Some(id));
    let (at, configured) = (format!("{ACCOUNTS}/{id}"), cx.ward().config().oidc.is_some());
    let label = label(&cx);
    let page = Page::new(row.account.name.clone()).kicker("利用者").crumb("利用者", ACCOUNTS);
    let page = page.history(&cx, "account", id);
    let page = if password.is_some() { page.no_store() } else { page };
    Ok(page.body(move || {
        let shown = password.map(|password| {
            let login = row.account.login.clone();
            view! {
                <Notice title="パスワードはこの画面に一度だけ表示されます" tone=Tone::Warning>
                    <p>"本人に安全な方法で渡し、サインインしたら変えるように伝えてください。"</p>
                    <Description>
                        <DescriptionRow term="ログイン名"><code>{login}</code></DescriptionRow>
                        <DescriptionRow term="パスワード"><code class="secret">{password}</code></DescriptionRow>
                    </Description>
                </Notice>
            }
        });
        let disabled = row.account.disabled_at;
        let state = match disabled {
            None => view! { <Tag tone=Tone::Success text="利用中"/> }.into_any(),
            Some(since) => view! {
                <Tag tone=Tone::Warning text="停止中"/>
                <span>{format!("　{}から", words::moment(since))}</span>
            }
            .into_any(),
        };
        let totp = row.account.totp;
        let external = row.account.external_subject().map(str::to_owned);
        let linkable = configured || external.is_some();
        let actions = may.then(|| {
            let link = |path: &str, text: &str| {
                let text = text.to_owned();
                view! { <ButtonLink href=format!("{at}/{path}")>{text}</ButtonLink> }
            };
            view! {
                <div class="cluster">
                    {link("edit", "登録内容を変える")}
                    {linkable.then(|| link("external", &format!("{label}と結び付ける")))}
                    {(!own).then(|| link("password", "パスワードを再発行する"))}
                    {(!own && totp).then(|| link("totp", "二段階認証を解除する"))}
                    {(!own && disabled.is_none()).then(|| link("disable", "利用を停止する"))}
                    {disabled.is_some().then(|| link("enable", "利用を再開する"))}
                </div>
            }
        });
        let by_provider = linkable.then(|| {
            let linked = external
                .map_or_else(|| "結び付けなし".to_owned(), |subject| format!("結び付け済み（{subject}）"));
            view! { <DescriptionRow term=label>{linked}</DescriptionRow> }
        });
        let sign_out = (may && !sessions.is_empty())
            .then(|| view! { <p><ButtonLink href=format!("{at}/sign-out")>"すべての端末でサインアウトさせる"</ButtonLink></p> });
        view! {
            <div class="stack-wide">
                {shown}
                <Card title="登録内容">
                    <Description>
                        <DescriptionRow term="ログイン名">{row.account.login}</DescriptionRow>
                        <DescriptionRow term="氏名">{row.account.name}</DescriptionRow>
                        <DescriptionRow term="役割">{row.account.role.word()}</DescriptionRow>
                        <DescriptionRow term="担当課">
                            {row.section.map_or_else(|| "なし".to_owned(), |section| section.full())}
                        </DescriptionRow>
                        <DescriptionRow term="状態">{state}</DescriptionRow>
                        <DescriptionRow term="二段階認証">{if totp { "設定済み" } else { "未設定" }}</DescriptionRow>
                        {by_provider}
                        <DescriptionRow term="登録">{words::moment(row.account.created_at)}</DescriptionRow>
                        <DescriptionRow term="最後のサインイン">
                            {row.signed_in_at.map_or_else(|| "なし".to_owned(), words::moment)}
                        </DescriptionRow>
                    </Description>
                    {actions}
                </Card>
                <Card title="サインイン中の端末">
                    {open(sessions)}
                    {sign_out}
                </Card>
            </div>
        }
    }))
}

fn open(sessions: Vec<OpenSession>) -> impl IntoView {
    if sessions.is_empty() {
        return view! { <Empty title="サインイン中の端末はありません"/> }.into_any();
    }
    let rows = sessions
        .into_iter()
        .map(|open| {
            view! {
                <tr>
                    <th scope="row">{words::device(&open.agent)}</th>
                    <td>{open.address}</td>
                    <td class="nowrap">{words::moment(open.since)}</td>
                    <td class="nowrap">{words::moment(open.seen)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="サインイン中の端末">
            <thead>
                <tr>
                    <th scope="col">"端末"</th>
                    <th scope="col">"接続元"</th>
                    <th scope="col">"サインイン"</th>
                    <th scope="col">"最後の操作"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}
