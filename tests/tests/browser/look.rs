//! What pages look like, and that they fit small screens.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use azukari_core::policy::Role;

use super::{
    is_for_administrators,
    session::{JavaScript, Window, in_browser},
};
use crate::http::one_of_each;

/// Where pictures go: beside what is built, never into the repository.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("screenshots");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// `/items/{id}` becomes `items-id`.
fn file_name(path: &str) -> String {
    let name = path.trim_matches('/').replace(['/', '?', '=', '&', '%'], "-");
    if name.is_empty() { "home".to_owned() } else { name }
}

/// The whole page in a window of this width.
pub(super) async fn picture(window: &Window, name: &str, width: u32) {
    window.size(width, 900).await;
    if window.value("return document.querySelector('object') !== null").await == true {
        // A viewer of the browser's own paints the paper when it comes to it.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    }
    let height = window.value("return document.documentElement.scrollHeight").await.as_u64().unwrap();
    window.size(width, u32::try_from(height.clamp(900, 12_000)).unwrap()).await;
    window.picture(&folder().join(format!("{name}-{width}.png"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_fits_a_screen_of_320_pixels_and_is_pictured_at_1280_and_820() {
    in_browser("pages fit small screens", JavaScript::On, async |_, window| {
        let mut wide = Vec::new();
        window.open_page("/sign-in").await;
        look(window, "sign-in", &mut wide).await;
        window.fill("login", "officer").await;
        window.find("main form button[type=submit]").await.click().await.unwrap();
        window.find("[aria-invalid='true']").await;
        look(window, "sign-in-refused", &mut wide).await;
        window.sign_in(Role::Officer).await;
        for path in
            one_of_each().iter().map(String::as_str).chain(["/no-such-page", "/items?q=%E5%A7%94%E8%A8%97"])
        {
            window.open_page(path).await;
            window.find("h1").await;
            look(window, &file_name(path), &mut wide).await;
        }
        window.driver.delete_all_cookies().await.unwrap();
        window.sign_in(Role::Admin).await;
        for path in one_of_each().iter().filter(|path| is_for_administrators(path)) {
            window.open_page(path).await;
            window.find("h1").await;
            look(window, &file_name(path), &mut wide).await;
        }
        assert!(wide.is_empty(), "these scroll sideways at 320 pixels:\n{}", wide.join("\n"));
    })
    .await;
}

/// Pictures a page, and tells whether a small screen has to scroll sideways.
pub(super) async fn look(window: &Window, name: &str, wide: &mut Vec<String>) {
    window.size(320, 800).await;
    // What sticks out, to tell where to look.
    let script = "const root = document.documentElement;
        if (root.scrollWidth <= 320) return '';
        const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 321);
        return root.scrollWidth + ' ' + out.slice(0, 4).map(e => e.tagName + '.' + e.className).join(' ');";
    let found = window.value(script).await.as_str().unwrap_or_default().to_owned();
    if !found.is_empty() {
        wide.push(format!("{name}: {found}"));
    }
    for width in [1280, 820] {
        picture(window, name, width).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_key_offers_the_way_to_the_content_and_focus_is_seen() {
    use thirtyfour::Key;

    in_browser("focus is seen", JavaScript::On, async |_, window| {
        window.sign_in(Role::Officer).await;
        window.open_page("/sessions").await;
        window.find("body").await.send_keys(Key::Tab).await.unwrap();
        let focused = window.driver.active_element().await.unwrap();
        assert_eq!(focused.attr("href").await.unwrap().as_deref(), Some("#main"));
        assert!(focused.is_displayed().await.unwrap());
        focused.send_keys(Key::Enter).await.unwrap();
        window.wait_for("the content", async || window.path().await.ends_with("#main")).await;
        for _ in 0..8 {
            window.driver.active_element().await.unwrap().send_keys(Key::Tab).await.unwrap();
            let script = "const e = document.activeElement, s = getComputedStyle(e);
                return [e.tagName, s.outlineStyle, parseFloat(s.outlineWidth)];";
            let seen = window.value(script).await;
            assert_eq!(seen[1], "solid", "{seen}");
            assert!(seen[2].as_f64().unwrap() >= 2.0, "{seen}");
        }
    })
    .await;
}
