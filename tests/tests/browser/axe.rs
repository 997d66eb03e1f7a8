//! axe-core on every page: all default rules, target size and the experimental
//! ones, none switched off.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use azukari_core::policy::Role;
use serde_json::Value;

use super::{
    is_for_administrators,
    session::{JavaScript, Window, in_browser},
};
use crate::{http::one_of_each, support::need};

const VERSION: &str = "4.14.1";
const TEST: &str = "axe-core finds nothing";

/// The source of axe-core, fetched once with npm; nothing once the skip has
/// been named. Tests that run side by side wait for one fetch.
pub(super) fn axe() -> Option<String> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    SOURCE.get_or_init(fetched).clone()
}

fn fetched() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("axe-core-{VERSION}"));
    let file: PathBuf = folder.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        let npm = need::program("npm", TEST)?;
        let mut install = Command::new(npm);
        install.args(["install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix"]);
        let installed = install.arg(&folder).arg(format!("axe-core@{VERSION}")).output().unwrap();
        if !installed.status.success() {
            need::skip(
                TEST,
                &format!("npm cannot fetch axe-core: {}", String::from_utf8_lossy(&installed.stderr)),
            );
            return None;
        }
    }
    Some(fs::read_to_string(file).unwrap())
}

const RUN: &str = "const done = arguments[arguments.length - 1];
    const more = axe.getRules().filter(r => r.tags.includes('experimental') || r.ruleId === 'target-size');
    axe.run(document, { rules: Object.fromEntries(more.map(r => [r.ruleId, { enabled: true }])) })
        .then(found => {
            const short = list => list.map(r => r.id + ' (' + r.help + '): '
                + r.nodes.map(n => n.target.join(' ')).join(', '));
            done({ violations: short(found.violations), incomplete: short(found.incomplete),
                   passes: found.passes.length });
        }, error => done({ violations: [String(error)], incomplete: [], passes: 0 }));";

/// What was found on all pages.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) violations: Vec<String>,
    incomplete: Vec<String>,
}

impl Findings {
    /// Looks at the page that is open.
    pub(super) async fn look(&mut self, window: &Window, axe: &str, name: &str) {
        window.driver.execute(axe, Vec::new()).await.unwrap();
        let found = window.driver.execute_async(RUN, Vec::new()).await.unwrap().json().clone();
        assert!(found["passes"].as_u64().unwrap() > 5, "{name}: axe-core did not run: {found}");
        let lines = |list: &Value| -> Vec<String> {
            let list = list.as_array().unwrap();
            list.iter().map(|line| format!("{name}: {}", line.as_str().unwrap())).collect()
        };
        self.violations.extend(lines(&found["violations"]));
        self.incomplete.extend(lines(&found["incomplete"]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_any_page() {
    let Some(axe) = axe() else { return };
    in_browser(TEST, JavaScript::On, async |_, window| {
        let mut findings = Findings::default();
        window.open_page("/sign-in").await;
        findings.look(window, &axe, "/sign-in").await;
        window.find("main form button[type=submit]").await.click().await.unwrap();
        window.find("[aria-invalid='true']").await;
        findings.look(window, &axe, "/sign-in refused").await;
        window.sign_in(Role::Officer).await;
        for path in one_of_each().iter().map(String::as_str).chain(["/no-such-page", "/items?q=nothing"]) {
            window.open_page(path).await;
            window.find("h1").await;
            findings.look(window, &axe, path).await;
        }
        window.driver.delete_all_cookies().await.unwrap();
        window.sign_in(Role::Admin).await;
        for path in one_of_each().iter().filter(|path| is_for_administrators(path)) {
            window.open_page(path).await;
            window.find("h1").await;
            findings.look(window, &axe, &format!("{path} as admin")).await;
        }
        for role in [Role::Viewer, Role::Auditor, Role::Secretariat] {
            window.driver.delete_all_cookies().await.unwrap();
            window.sign_in(role).await;
            findings.look(window, &axe, &format!("/ as {}", role.code())).await;
        }
        window.size(320, 800).await;
        window.open_page("/items").await;
        findings.look(window, &axe, "/items at 320 pixels").await;
        let list = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe-incomplete.txt");
        fs::write(list, findings.incomplete.join("\n")).unwrap();
        assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
    })
    .await;
}
