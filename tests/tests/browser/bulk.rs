//! Several items at once: ticked, looked over, done; with scripts and without.

use azukari_core::policy::Role;

use super::{
    axe::{Findings, axe},
    look::picture,
    session::{JavaScript, Window, in_browser},
};
use crate::support::sample;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_that_are_ticked_are_put_away_together() {
    for scripts in [JavaScript::On, JavaScript::Off] {
        in_browser("several items at once", scripts, async |_, window| {
            window.sign_in(Role::Officer).await;
            walk(window, scripts).await;
        })
        .await;
    }
}

fn id(end: &str) -> &'static str {
    sample::ids("items").into_iter().find(|id| id.ends_with(end)).unwrap()
}

async fn choose(window: &Window, name: &str, value: &str) {
    window.find(&format!("select[name='{name}'] option[value='{value}']")).await.click().await.unwrap();
}

/// Looks at the page that is open, and pictures it.
async fn look(window: &Window, scripts: JavaScript, name: &str) {
    let Some(axe) = axe().filter(|_| scripts == JavaScript::On) else { return };
    let mut findings = Findings::default();
    findings.look(window, &axe, name).await;
    assert!(findings.violations.is_empty(), "{:?}", findings.violations);
    for width in [820, 1280] {
        picture(window, name, width).await;
    }
    window.size(1280, 900).await;
}

async fn walk(window: &Window, scripts: JavaScript) {
    window.open_page("/items?kind=outsourcing").await;
    for end in ["0006", "0009", "000b"] {
        window.find(&format!("input[name='pick'][value='{}']", id(end))).await.click().await.unwrap();
    }
    choose(window, "deed", "archive").await;
    look(window, scripts, "items-bulk-ticked").await;
    window.find("form#bulk button").await.click().await.unwrap();
    window.find("input[name='valid_to']").await;
    look(window, scripts, "items-bulk-asked").await;
    window.fill("valid_to", "R8.10.31").await;
    window.find("main form button[value='check']").await.click().await.unwrap();
    window.find("textarea[name='reason_for_change']").await;
    let main = window.find("main").await.text().await.unwrap();
    assert!(main.contains("行う案件（2件）") && main.contains("行わない案件（1件）"), "{main}");
    look(window, scripts, "items-bulk-shown").await;
    window.fill("reason_for_change", "契約の終わり").await;
    window.find("main .form-actions button[data-kind='primary']").await.click().await.unwrap();
    window.wait_for("what was done", async || window.path().await.starts_with("/items/bulk/done?")).await;
    let main = window.find("main").await.text().await.unwrap();
    assert!(main.contains("2件を保管しました") && main.contains("行わなかった案件（1件）"), "{main}");
    look(window, scripts, "items-bulk-done").await;
    window.follow("/items?kind=outsourcing").await;
    let left = window.texts("main tbody th").await;
    assert!(left.iter().all(|title| !title.contains("保育料の納付案内")), "{left:?}");
}
