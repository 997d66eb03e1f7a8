//! The one island: what a typed date is understood as, while it is typed.

use azukari_core::policy::Role;
use http::StatusCode;

use super::session::{JavaScript, Window, in_browser};
use crate::support::{need, site::Site};

const FORM: &str = "/sessions/new";
const FIELD: &str = "held_on";
const TEST: &str = "a typed date is echoed";

/// Whether this build carries the browser bundle; names the skip otherwise.
async fn has_islands() -> bool {
    let site = Site::sample().await;
    let page = site.signed_in(Role::Officer).await.get(FORM).await;
    assert_eq!(page.status, StatusCode::OK);
    let alive = !page.page().all("script").is_empty();
    if !alive {
        need::skip(TEST, "this build has no islands");
    }
    alive
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_typed_date_is_echoed_in_both_calendars_and_stays_as_typed() {
    if !has_islands().await {
        return;
    }
    in_browser(TEST, JavaScript::On, async |_, window| {
        window.sign_in(Role::Officer).await;
        window.open_page(FORM).await;
        hydrated(window).await;
        for (typed, echo) in [
            ("令和8年12月1日", "2026年12月1日"),
            ("R8.12.1", "令和8年12月1日"),
            ("２０２６／１２／１", "令和8年12月1日"),
            ("平成31年5月1日", "令和元年5月1日"),
        ] {
            window.fill(FIELD, typed).await;
            window
                .wait_for(&format!("the echo of {typed}"), async || said(window).await.contains(echo))
                .await;
            let field = window.find(&format!("[name='{FIELD}']")).await;
            assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(typed));
        }
        window.fill(FIELD, "きのう").await;
        window
            .wait_for("what is wrong", async || !window.texts("[data-state=unread]").await.is_empty())
            .await;
        // The server reads the same way: nothing typed is lost.
        window.find("main form button[data-kind=primary]").await.click().await.unwrap();
        window.find(&format!("[name='{FIELD}'][aria-invalid='true']")).await;
        let kept = window.find(&format!("[name='{FIELD}']")).await;
        assert_eq!(kept.prop("value").await.unwrap().as_deref(), Some("きのう"));
        let complaints = window.complaints().await;
        assert!(complaints.iter().all(|it| it.contains("422")), "{complaints:#?}");
    })
    .await;
}

/// The bundle has taken over the field: it answers to what is typed.
async fn hydrated(window: &Window) {
    window
        .wait_for("the island", async || {
            window.fill(FIELD, "令和8年12月1日").await;
            said(window).await.contains("2026年12月1日")
        })
        .await;
}

async fn said(window: &Window) -> String {
    window.find(".echo").await.text().await.unwrap()
}
