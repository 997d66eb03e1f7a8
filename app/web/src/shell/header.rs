use azukari_core::Actor;
use leptos::prelude::*;

/// Brand, search over the register, account.
#[component]
pub(super) fn Header(
    actor: Option<Actor>,
    /// Whether there is a register to search.
    searchable: bool,
) -> impl IntoView {
    let search = searchable.then(|| {
        view! {
            <form class="header-search" role="search" method="get" action=crate::search::PATH aria-label="台帳全体">
                <label class="visually-hidden" for="site-search">"台帳全体から探す"</label>
                <input
                    class="input"
                    id="site-search"
                    name="q"
                    type="search"
                    placeholder="台帳全体から探す"
                />
                <button class="button" type="submit">"検索"</button>
            </form>
        }
    });
    let account = actor.map(|actor| {
        view! {
            <div class="account">
                <a class="account-name" href="/account">
                    <strong>{actor.login}</strong>
                    {actor.role.word()}
                    <span class="visually-hidden">"の利用者情報"</span>
                </a>
                <form method="post" action="/sign-out">
                    <button class="button" type="submit">"サインアウト"</button>
                </form>
            </div>
        }
    });
    view! {
        <header class="header">
            <div class="header-inner">
                <a class="brand" href="/">
                    <svg class="brand-mark" viewBox="0 0 36 36" aria-hidden="true">
                        <rect width="36" height="36" rx="8" fill="currentColor"></rect>
                        <path
                            d="M9 12.5h18M9 18h18M9 23.5h11"
                            stroke="#fff"
                            stroke-width="2.5"
                            stroke-linecap="round"
                        ></path>
                        <circle cx="26" cy="25" r="4.5" fill="#fff"></circle>
                    </svg>
                    <span>
                        <span class="brand-name">"アズカリ"</span>
                        <span class="brand-ward">"個人情報の委託・結合の台帳"</span>
                    </span>
                </a>
                {search}
                {account}
            </div>
        </header>
    }
}

/// The way here, from the outside in.
#[component]
pub(super) fn Breadcrumb(crumbs: Vec<(String, String)>, title: String) -> impl IntoView {
    (!crumbs.is_empty()).then(|| {
        let steps = crumbs
            .into_iter()
            .map(|(label, href)| view! { <li><a href=href>{label}</a></li> })
            .collect_view();
        view! {
            <nav class="breadcrumb" aria-label="現在位置">
                <ol class="breadcrumb-list">
                    <li><a href="/">"ホーム"</a></li>
                    {steps}
                    <li><span aria-current="page">{title}</span></li>
                </ol>
            </nav>
        }
    })
}
