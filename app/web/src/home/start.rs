//! What to do first, while the register is empty.

use azukari_core::policy::Role;
use leptos::prelude::*;

use crate::components::{ButtonKind, ButtonLink, Card};

/// The first steps of a role.
pub(super) fn first_steps(role: Role, may_import: bool) -> impl IntoView {
    match role {
        Role::Officer => view! {
            <Card title="はじめに：台帳をととのえる">
                <p>"台帳はまだ空です。次の順に進めると、案件を登録できるようになります。"</p>
                <ol class="steps">
                    <li>
                        <a href="/organisation">"組織"</a>"に実施機関、部、課を、"<a href="/legal-bases">"根拠"</a>
                        "に条例の条項を登録します。"
                    </li>
                    <li>
                        "登録業務、事業者、事業を登録します。Excel や CSV の一覧があれば、"
                        <a href="/imports">"取込・出力"</a>"の画面でまとめて取り込めます。"
                    </li>
                    <li><a href="/items">"案件"</a>"を登録します。案件の一覧も取り込めます。"</li>
                </ol>
                <p><ButtonLink href="/organisation" kind=ButtonKind::Primary>"組織を登録する"</ButtonLink></p>
                {may_import.then(|| {
                    view! { <p>"アズカリで書き出した台帳のファイル（JSON）があれば、「取込・出力」の画面で全体を一度に取り込めます。"</p> }
                })}
                {sample()}
            </Card>
        }
        .into_any(),
        Role::Admin => view! {
            <Card title="はじめに：利用者を登録する">
                <p>"台帳はまだ空です。担当する人が入れるように、利用者を登録します。"</p>
                <ol class="steps">
                    <li><a href="/admin/accounts">"利用者"</a>"に個人情報保護担当を登録し、パスワードを本人に渡します。"</li>
                    <li>"個人情報保護担当がサインインして、組織、根拠、案件を登録するか、一覧を取り込みます。"</li>
                </ol>
                <p><ButtonLink href="/admin/accounts/new" kind=ButtonKind::Primary>"利用者を登録する"</ButtonLink></p>
                {sample()}
            </Card>
        }
        .into_any(),
        Role::Secretariat | Role::Auditor | Role::Section | Role::Viewer => view! {
            <Card title="台帳はまだ空です">
                <p>"個人情報保護担当が台帳を登録すると、この画面に案件や審議会の予定が表示されます。"</p>
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
