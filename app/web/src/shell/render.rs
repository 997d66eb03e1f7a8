use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use azukari_core::Actor;
use http::{HeaderValue, header};
use hydration_context::SsrSharedContext;
use leptos::{
    nonce::{Nonce, provide_nonce, use_nonce},
    prelude::*,
};

use super::{
    header::{Breadcrumb, Header},
    nav::{self, Nav, NavGroup},
};
use crate::{
    components::ErrorSummary,
    routing::{App, CLEAR, Page, asset_folder, has_islands, page_policy},
};

/// A page inside the frame, as the answer to a request. Everything is loaded
/// by now, so the whole document is made at once: right status, no script
/// needed to read it.
pub(crate) fn render(app: &App, actor: Option<&Actor>, path: &str, page: Page) -> Response {
    let (status, refresh, clears) = (page.status, page.refresh, page.clears);
    let frame = Frame {
        groups: actor.map(|actor| nav::groups(app, actor, path)).unwrap_or_default(),
        searchable: app.offers("/items", actor),
        actor: actor.cloned(),
    };
    let cache = if page.secret { "no-store" } else { "private, no-cache" };
    let (html, nonce) = document(frame, page);
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // Kept for the way back, asked again each time: who may see it can change.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if clears {
        headers.insert(CLEAR.0, HeaderValue::from_static(CLEAR.1));
    }
    if let Some(seconds) = refresh {
        headers.insert(header::REFRESH, HeaderValue::from(seconds));
    }
    if let Ok(policy) = HeaderValue::try_from(page_policy(nonce.as_deref())) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[derive(Default)]
pub(super) struct Frame {
    actor: Option<Actor>,
    groups: Vec<NavGroup>,
    searchable: bool,
}

/// The document, and the nonce its scripts carry, if it has any.
pub(super) fn document(frame: Frame, page: Page) -> (String, Option<Nonce>) {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    owner.with(|| {
        provide_nonce();
        let title = full_title(&page);
        let body = body(frame, page).to_html();
        // Text is escaped, so this tag can only be an island's own.
        let alive = has_islands() && body.contains("<leptos-island");
        let head = head(title, alive).to_html();
        let html = format!("<!DOCTYPE html><html lang=\"ja\"><head>{head}</head><body>{body}</body></html>");
        (html, alive.then(use_nonce).flatten())
    })
}

fn full_title(page: &Page) -> String {
    let mark = if page.faults.is_empty() { "" } else { "エラー：" };
    // Papers of one programme share their heading; what stands above it tells
    // their tabs apart.
    let kicker = page.kicker.as_ref().map(|text| format!("（{text}）")).unwrap_or_default();
    format!("{mark}{}{kicker}｜アズカリ", page.title)
}

/// Leptos puts a comment behind text, which a title would show.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn head(title: String, alive: bool) -> impl IntoView {
    let scripts = alive.then(|| {
        let options = LeptosOptions::builder().output_name("app").site_pkg_dir(asset_folder()).build();
        view! { <HydrationScripts options islands=true/> }
    });
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="format-detection" content="telephone=no"/>
        <title inner_html=escaped(&title)></title>
        <link rel="stylesheet" href=format!("/{}/app.css", asset_folder())/>
        <link rel="icon" type="image/svg+xml" href=format!("/{}/icon.svg", asset_folder())/>
        {scripts}
    }
}

fn body(frame: Frame, page: Page) -> impl IntoView {
    let nav = (!frame.groups.is_empty()).then(|| view! { <Nav groups=frame.groups/> });
    let layout = if nav.is_some() { "side" } else { "none" };
    let summary = (!page.faults.is_empty()).then(|| view! { <ErrorSummary faults=page.faults/> });
    let kicker = page.kicker.map(|text| view! { <p class="page-head-kicker">{text}</p> });
    let lead = page.lead.map(|text| view! { <p class="page-head-lead">{text}</p> });
    let history = page.history.map(|href| {
        view! { <p class="page-head-history"><a class="hit" href=href>"変更履歴を見る"</a></p> }
    });
    view! {
        <a class="skip" href="#main">"本文へ移動"</a>
        <Header actor=frame.actor searchable=frame.searchable/>
        <div class="frame" data-nav=layout>
            {nav}
            <main class="main" id="main" tabindex="-1">
                <div class="main-inner">
                    <Breadcrumb crumbs=page.crumbs title=page.title.clone()/>
                    {summary}
                    <div class="page-head">
                        {kicker}
                        <h1>{page.title}</h1>
                        {lead}
                        {history}
                    </div>
                    {(page.body)()}
                </div>
            </main>
        </div>
        <footer class="footer">
            <p>{concat!("アズカリ ", env!("CARGO_PKG_VERSION"))}</p>
        </footer>
    }
}
