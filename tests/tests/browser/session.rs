//! One browser with a fresh profile, and what a person does in it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use azukari_core::policy::Role;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    BrowserCapabilitiesHelper as _, By, CapabilitiesHelper as _, ChromiumLikeCapabilities as _,
    DesiredCapabilities, WebDriver, WebElement,
};

use super::{Server, browser};
use crate::support::ward::{PASSWORD, TestWard};

/// How long a page may take to answer, on a machine that builds beside it.
const PATIENCE: Duration = Duration::from_secs(20);

const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
];

/// Whether scripts run in the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum JavaScript {
    On,
    Off,
}

/// A browser window.
pub(super) struct Window {
    pub(super) driver: WebDriver,
    address: String,
    profile: TempDir,
}

/// Runs a test in a browser on a server of its own with the sample ward. The
/// browser is closed whatever the test does; without one, the skip is named.
pub(super) async fn in_browser<F>(test: &str, scripts: JavaScript, body: F)
where
    F: AsyncFnOnce(&Server, &Window),
{
    in_browser_on(test, scripts, async |address| TestWard::sample_at(address).await, body).await;
}

/// The same on a ward in which nothing is yet.
pub(super) async fn in_new_ward<F>(test: &str, scripts: JavaScript, body: F)
where
    F: AsyncFnOnce(&Server, &Window),
{
    in_browser_on(test, scripts, async |address| TestWard::empty_at(address).await, body).await;
}

/// The same on the ward that is made for the server's address.
pub(super) async fn in_browser_on<F>(
    test: &str,
    scripts: JavaScript,
    home: impl AsyncFnOnce(&str) -> TestWard,
    body: F,
) where
    F: AsyncFnOnce(&Server, &Window),
{
    let Some((driver, chromium)) = browser(test) else { return };
    let server = Server::start(home).await;
    let window = Window::open(&driver, &chromium, &server, scripts).await;
    let driver = window.driver.clone();
    // A failed assertion must not leave the browser behind.
    let outcome = std::panic::AssertUnwindSafe(body(&server, &window));
    let outcome = futures::FutureExt::catch_unwind(outcome).await;
    driver.quit().await.unwrap();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl Window {
    async fn open(driver: &str, chromium: &str, server: &Server, scripts: JavaScript) -> Self {
        // reqwest is built without one; the first test to come installs it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(chromium).unwrap();
        for flag in FLAGS {
            wanted.add_arg(flag).unwrap();
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().join("profile").display())).unwrap();
        let downloads = profile.path().join("downloads");
        std::fs::create_dir(&downloads).unwrap();
        let mut preferences = json!({ "download.default_directory": downloads });
        if scripts == JavaScript::Off {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        wanted.set_browser_option("prefs", preferences).unwrap();
        wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" })).unwrap();
        let driver = WebDriver::new(driver, wanted).await.unwrap();
        let window = Self { driver, address: server.address.clone(), profile };
        window.size(1280, 900).await;
        window
    }

    /// The one file of this kind that was downloaded, once it is whole.
    pub(super) async fn downloaded(&self, kind: &str) -> PathBuf {
        let folder = self.profile.path().join("downloads");
        // While it is written there is an empty file of its name, and another with what
        // has come.
        let finished = || {
            let files: Vec<PathBuf> =
                std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            let is = |file: &&PathBuf, kind: &str| file.extension().is_some_and(|found| found == kind);
            let coming = files.iter().any(|file| is(&file, "crdownload"));
            let whole = |file: &&PathBuf| file.metadata().is_ok_and(|file| file.len() > 0);
            files.iter().find(|file| !coming && is(file, kind) && whole(file)).cloned()
        };
        self.wait_for("the download", async || finished().is_some()).await;
        finished().unwrap()
    }

    /// Gives the page so many CSS pixels.
    pub(super) async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
    }

    /// Opens a page by its path.
    pub(super) async fn open_page(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.unwrap();
    }

    /// The path that is open.
    pub(super) async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap().to_string();
        url.strip_prefix(&self.address).unwrap_or(&url).to_owned()
    }

    /// The one element that a CSS selector picks, as soon as it is there.
    pub(super) async fn find(&self, selector: &str) -> WebElement {
        use thirtyfour::prelude::ElementQueryable as _;

        let query = self.driver.query(By::Css(selector)).wait(PATIENCE, Duration::from_millis(50));
        match query.first().await {
            Ok(element) => element,
            Err(error) => panic!("{selector} is not on {}: {error}", self.path().await),
        }
    }

    /// The heading of the page; of the next one, when the one that was open
    /// went while it was read.
    pub(super) async fn heading(&self) -> String {
        loop {
            if let Ok(heading) = self.find("h1").await.text().await {
                return heading;
            }
        }
    }

    /// Follows the link to this path from the page that is open.
    pub(super) async fn follow(&self, path: &str) {
        self.find(&format!("main a[href='{path}']")).await.click().await.unwrap();
        self.wait_for(&format!("the page {path}"), async || self.path().await == path).await;
        self.find("h1").await;
    }

    /// Types into a field, over what stands in it.
    pub(super) async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Picks the option of a form's list whose text holds the words.
    pub(super) async fn choose(&self, name: &str, words: &str) {
        let select = self.find(&format!("main form[method=post] select[name='{name}']")).await;
        for option in select.find_all(By::Css("option")).await.unwrap() {
            if option.text().await.unwrap().contains(words) {
                return option.click().await.unwrap();
            }
        }
        panic!("{name} offers no {words} on {}", self.path().await);
    }

    /// Signs in as a role and waits for the start page.
    pub(super) async fn sign_in(&self, role: Role) {
        self.sign_in_as(role.code(), PASSWORD).await;
    }

    /// Signs in with a password and waits for the start page.
    pub(super) async fn sign_in_as(&self, login: &str, password: &str) {
        self.open_page("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.find("main form button[type=submit]").await.click().await.unwrap();
        self.wait_for("the start page", async || self.path().await == "/").await;
    }

    /// Waits until something holds.
    pub(super) async fn wait_for(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let tries = PATIENCE.as_millis() / 50;
        for _ in 0..tries {
            if holds().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{what} did not come; open is {}", self.path().await);
    }

    /// The texts of all elements that a CSS selector picks now; none of a page
    /// that went while they were read.
    pub(super) async fn texts(&self, selector: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await.unwrap() {
            texts.extend(element.text().await);
        }
        texts
    }

    /// Runs a script that returns a value.
    pub(super) async fn value(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// What the browser complained about since it was last asked.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap();
        log.iter().map(|entry| format!("{:?}: {}", entry.level, entry.message)).collect()
    }

    /// Writes what the whole page looks like into a file.
    pub(super) async fn picture(&self, file: &Path) {
        self.driver.screenshot(file).await.unwrap();
    }
}
