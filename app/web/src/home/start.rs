//! What to do first, while the register is empty.

use azukari_core::policy::Role;
use leptos::prelude::*;

use crate::components::{ButtonKind, ButtonLink, Card};

/// The first steps of a role.
pub(super) fn first_steps(role: Role, may_import: bool) -> impl IntoView {
    match role {
        Role::Officer => view! {
            <Card title="はじめに：台帳を取り込む">
                <p>"台帳はまだ空です。事業、案件、特記事項、審議会の記録を一つのファイル（JSON）から取り込みます。"</p>
                <ol class="steps">
                    <li>"台帳のファイルを用意します。"</li>
                    <li>"「取込・出力」の画面でファイルを選びます。書き込む前に内容が検査され、結果を確かめられます。"</li>
                    <li>"取り込むと、案件の一覧や審議会の資料がすぐに見られます。"</li>
                </ol>
                {may_import.then(|| {
                    view! { <p><ButtonLink href="/imports" kind=ButtonKind::Primary>"台帳を取り込む"</ButtonLink></p> }
                })}
                {sample()}
            </Card>
        }
        .into_any(),
        Role::Admin => view! {
            <Card title="はじめに：台帳を取り込む">
                <p>"台帳はまだ空です。個人情報保護担当が「取込・出力」の画面で取り込むか、サーバーのコマンドで取り込みます。"</p>
                <p><code class="command">"azukari bundle import 台帳.json"</code></p>
                {sample()}
            </Card>
        }
        .into_any(),
        Role::Secretariat | Role::Auditor | Role::Section | Role::Viewer => view! {
            <Card title="台帳はまだ空です">
                <p>"個人情報保護担当が台帳を取り込むと、この画面に案件や審議会の予定が表示されます。"</p>
            </Card>
        }
        .into_any(),
    }
}

fn sample() -> impl IntoView {
    view! {
        <p>"画面を試すだけのときは、架空の「見本区」の台帳を使えます。サーバーで次のコマンドを実行すると取り込まれます。"</p>
        <p><code class="command">"azukari bundle sample | azukari bundle import -"</code></p>
    }
}
