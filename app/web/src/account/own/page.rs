use azukari_core::{Result, account, web_session::OpenSession};
use leptos::prelude::*;

use super::{ACCOUNT, PASSWORD, SESSIONS, TOTP};
use crate::{
    account::{oidc::label, words},
    components::{ButtonLink, Card, Description, DescriptionRow, Need, TableFrame, Tag, TextInput, Tone},
    form::Field,
    routing::{Cx, Page},
    session,
};

/// GET /account
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let actor = cx.actor()?;
    let own = account::own(cx.ward(), actor).await?;
    let sessions = account::open_sessions(cx.ward(), actor, own.account.id).await?;
    let here = session::handle(cx.session());
    let (account, left) = (own.account, own.recovery_codes);
    let section = own.section.map_or_else(|| "なし".to_owned(), |section| section.full());
    let totp = if account.totp {
        view! {
            <Tag tone=Tone::Success text="設定済み"/>
            <span>{format!("　使える予備コード {left}個")}</span>
        }
        .into_any()
    } else if own.setting_up {
        view! { <Tag tone=Tone::Warning text="設定の途中"/> }.into_any()
    } else {
        view! { <Tag tone=Tone::Plain text="未設定"/> }.into_any()
    };
    let by_provider = account.external.is_some().then(|| {
        let label = label(&cx);
        view! { <DescriptionRow term=label>"結び付け済み"</DescriptionRow> }
    });
    Ok(Page::new("自分の利用者情報")
        .lead("氏名・役割・担当課の変更は、システム管理者に依頼してください。")
        .body(move || {
            view! {
                <div class="stack-wide">
                    <Card title="登録内容">
                        <Description>
                            <DescriptionRow term="ログイン名">{account.login}</DescriptionRow>
                            <DescriptionRow term="氏名">{account.name}</DescriptionRow>
                            <DescriptionRow term="役割">{account.role.word()}</DescriptionRow>
                            <DescriptionRow term="担当課">{section}</DescriptionRow>
                            <DescriptionRow term="二段階認証">{totp}</DescriptionRow>
                            {by_provider}
                        </Description>
                        <div class="cluster">
                            <ButtonLink href=PASSWORD>"パスワードを変える"</ButtonLink>
                            <ButtonLink href=TOTP>"二段階認証を設定する"</ButtonLink>
                        </div>
                    </Card>
                    {open(sessions, here)}
                </div>
            }
        }))
}

fn open(sessions: Vec<OpenSession>, here: Option<String>) -> impl IntoView {
    let rows = sessions
        .into_iter()
        .map(|open| {
            let own = Some(&open.handle) == here.as_ref();
            let action = if own {
                view! { <Tag tone=Tone::Info text="この端末"/> }.into_any()
            } else {
                let label = format!("{}のサインインを終わらせる", words::device(&open.agent));
                view! {
                    <form method="post" action=SESSIONS>
                        <input type="hidden" name="session" value=open.handle/>
                        <button class="button" type="submit" aria-label=label>"サインアウトさせる"</button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{words::device(&open.agent)}</th>
                    <td>{open.address}</td>
                    <td class="nowrap">{words::moment(open.since)}</td>
                    <td class="nowrap">{words::moment(open.seen)}</td>
                    <td>{action}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title="サインイン中の端末" id="sessions">
            <p>"身に覚えのない端末があれば、サインアウトさせ、パスワードを変えてください。"</p>
            <TableFrame label="サインイン中の端末">
                <thead>
                    <tr>
                        <th scope="col">"端末"</th>
                        <th scope="col">"接続元"</th>
                        <th scope="col">"サインイン"</th>
                        <th scope="col">"最後の操作"</th>
                        <th scope="col">"操作"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
            <p><ButtonLink href=SESSIONS>"すべての端末でサインアウトする"</ButtonLink></p>
        </Card>
    }
}

/// Back to one's own account, for the pages under it.
pub(super) fn under(page: Page) -> Page {
    page.crumb("自分の利用者情報", ACCOUNT)
}

/// Whose password a form asks for: nobody sees it but the browser's own keeper
/// of passwords.
#[component]
pub(super) fn WhosePassword(login: String) -> impl IntoView {
    view! { <input type="text" name="username" value=login autocomplete="username" hidden/> }
}

/// The password, asked for before something that keeps others out.
#[component]
pub(super) fn CurrentPassword(login: String, field: Field) -> impl IntoView {
    view! {
        <WhosePassword login/>
        <TextInput
            label="今のパスワード"
            field
            need=Need::Required
            kind="password"
            autocomplete="current-password"
            hint="本人が操作していることを確かめるために入力します。"
        />
    }
}
