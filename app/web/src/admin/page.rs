use azukari_core::Result;
use leptos::prelude::*;

use crate::{
    components::Card,
    routing::{Cx, Page},
};

struct Entry {
    label: &'static str,
    href: &'static str,
    about: &'static str,
}

/// What the page lists; what a role may not open is left out.
const GROUPS: &[(&str, &[Entry])] = &[
    (
        "台帳のもと",
        &[
            Entry {
                label: "組織",
                href: "/organisation",
                about: "実施機関、部、課。改正のときの廃止と引継ぎ。",
            },
            Entry {
                label: "登録業務",
                href: "/registered-businesses",
                about: "案件が選ぶ、登録された個人情報の取扱い。",
            },
            Entry {
                label: "根拠", href: "/legal-bases", about: "条例の条項と、表紙・様式に印字する語。"
            },
            Entry {
                label: "情報項目の辞書",
                href: "/dictionary",
                about: "よく使う情報項目。案件の入力で選べます。",
            },
        ],
    ),
    (
        "区と利用者",
        &[
            Entry {
                label: "区の設定",
                href: "/settings",
                about: "自治体の名前、審議会の名前、資料に印字する語。",
            },
            Entry {
                label: "利用者", href: "/admin/accounts", about: "サインインする人と、その役割、所属。"
            },
        ],
    ),
    (
        "記録とデータ",
        &[
            Entry {
                label: "変更履歴", href: "/history", about: "だれが、いつ、何を、なぜ変えたか。"
            },
            Entry {
                label: "取込・出力",
                href: "/imports",
                about: "台帳をファイルから取り込み、ファイルに出します。",
            },
        ],
    ),
];

/// GET /admin
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|(title, entries)| (*title, entries.iter().filter(|entry| cx.offers(entry.href)).collect()))
        .filter(|(_, entries): &(&str, Vec<&Entry>)| !entries.is_empty())
        .collect();
    let page = Page::new("管理").lead("台帳のもとになる情報と、この仕組みの設定です。");
    Ok(page.body(move || {
        let cards = groups
            .into_iter()
            .map(|(title, entries)| {
                let rows = entries
                    .into_iter()
                    .map(|entry| {
                        view! {
                            <li>
                                <a href=entry.href>{entry.label}</a>
                                <span class="support">{entry.about}</span>
                            </li>
                        }
                    })
                    .collect_view();
                view! { <Card title><ul class="link-list">{rows}</ul></Card> }
            })
            .collect_view();
        view! { <div class="stack-wide">{cards}</div> }
    }))
}
