//! People: from the first page of a new ward to signing in with a code, with
//! scripts and without; and each page on the way looked at.

use azukari_core::account::setup;
use chrono::TimeDelta;
use thirtyfour::By;

use super::{
    Server,
    axe::{Findings, axe},
    look::look,
    session::{JavaScript, Window, in_new_ward},
};
use crate::support::{authenticator::code, ward::PASSWORD};

const NEW: &str = "とつぜん青い自転車が歌う";

/// What is looked for on each page, where scripts run.
pub(super) struct Eye {
    axe: Option<String>,
    findings: Findings,
    wide: Vec<String>,
}

impl Eye {
    /// Nothing is looked at without scripts: axe-core is one.
    pub(super) fn open(scripts: JavaScript) -> Self {
        let axe = (scripts == JavaScript::On).then(axe).flatten();
        Self { axe, findings: Findings::default(), wide: Vec::new() }
    }

    /// Looks at the page that is open: axe-core, 320 pixels, pictures.
    pub(super) async fn see(&mut self, window: &Window, name: &str) {
        let Some(axe) = &self.axe else { return };
        self.findings.look(window, axe, name).await;
        look(window, name, &mut self.wide).await;
        window.size(1280, 900).await;
    }

    /// Nothing was found.
    pub(super) fn close(self) {
        assert!(self.findings.violations.is_empty(), "{}", self.findings.violations.join("\n"));
        assert!(self.wide.is_empty(), "these scroll sideways at 320 pixels:\n{}", self.wide.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_added_changes_the_password_and_signs_in_with_a_code() {
    in_new_ward("from the first page to a code", JavaScript::On, async |server, window| {
        walk(server, window, JavaScript::On).await;
        let complaints = window.complaints().await;
        // A form that was refused is an answer too.
        let strange: Vec<_> =
            complaints.iter().filter(|it| !it.contains("422") && !it.contains("\"INFO\"")).collect();
        assert!(strange.is_empty(), "{strange:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_added_and_signs_in_with_a_code_with_javascript_off() {
    in_new_ward("from the first page to a code without scripts", JavaScript::Off, async |server, window| {
        walk(server, window, JavaScript::Off).await;
    })
    .await;
}

async fn walk(server: &Server, window: &Window, scripts: JavaScript) {
    let mut eye = Eye::open(scripts);
    first_run(server, window, &mut eye).await;
    let password = add_officer(window, &mut eye).await;
    window.sign_in_as("yamada", &password).await;
    change_password(window, &mut eye, &password).await;
    let (secret, spare) = set_up_codes(server, window, &mut eye).await;
    sign_out(window).await;
    // A code that was used is worth nothing: wait for the next.
    server.home.clock.advance(TimeDelta::seconds(60));
    sign_in_with_code(server, window, &mut eye, &secret).await;
    sign_out(window).await;
    with_password(window, "yamada", NEW).await;
    window.find("[name=code]").await;
    window.fill("code", &spare).await;
    save(window).await;
    at(window, "/").await;
    window.open_page("/account").await;
    assert!(window.find("main").await.text().await.unwrap().contains("使える予備コード 9個"));
    let devices = window.texts("#sessions tbody tr").await;
    assert_eq!(devices.len(), 1, "{devices:?}");
    eye.close();
}

async fn save(window: &Window) {
    window.find("main form button[data-kind=primary]").await.click().await.unwrap();
}

async fn at(window: &Window, path: &str) {
    window.wait_for(path, async || window.path().await == path).await;
    window.find("h1").await;
}

async fn sign_out(window: &Window) {
    window.find("form[action='/sign-out'] button").await.click().await.unwrap();
    at(window, "/sign-in").await;
}

async fn with_password(window: &Window, login: &str, password: &str) {
    window.open_page("/sign-in").await;
    window.fill("login", login).await;
    window.fill("password", password).await;
    save(window).await;
}

async fn refused(window: &Window, field: &str) {
    window.find(&format!("[name={field}][aria-invalid=true]")).await;
    window.find(&format!(".error-summary a[href='#f-{field}']")).await;
}

async fn first_run(server: &Server, window: &Window, eye: &mut Eye) {
    window.open_page("/").await;
    at(window, "/setup").await;
    eye.see(window, "setup").await;
    window.fill("token", "0000-0000-0000-0000").await;
    window.fill("login", "管理者").await;
    window.fill("password", "azukari").await;
    window.fill("again", "azukari").await;
    save(window).await;
    for field in ["token", "login", "password"] {
        refused(window, field).await;
    }
    eye.see(window, "setup-refused").await;
    window.fill("token", &setup::token(&server.home.ward).unwrap()).await;
    window.fill("login", "kanri").await;
    for field in ["password", "again"] {
        window.fill(field, PASSWORD).await;
    }
    save(window).await;
    at(window, "/").await;
    eye.see(window, "home-admin-new-ward").await;
}

/// Adds an officer, keeps the password that is shown once, and signs out.
async fn add_officer(window: &Window, eye: &mut Eye) -> String {
    window.find("nav a[href='/admin/accounts']").await.click().await.unwrap();
    at(window, "/admin/accounts").await;
    window.follow("/admin/accounts/new").await;
    save(window).await;
    for field in ["login", "name", "role"] {
        refused(window, field).await;
    }
    eye.see(window, "admin-accounts-new-refused").await;
    window.fill("login", "yamada").await;
    window.fill("name", "山田 太郎").await;
    for option in window.find("select[name=role]").await.find_all(By::Css("option")).await.unwrap() {
        if option.text().await.unwrap() == "個人情報保護担当" {
            option.click().await.unwrap();
        }
    }
    save(window).await;
    window.wait_for("the account", async || window.heading().await == "山田 太郎").await;
    let password = window.find("code.secret").await.text().await.unwrap();
    eye.see(window, "admin-accounts-password").await;
    sign_out(window).await;
    password
}

async fn change_password(window: &Window, eye: &mut Eye, password: &str) {
    window.open_page("/account").await;
    eye.see(window, "account-own").await;
    window.follow("/account/password").await;
    window.fill("current", password).await;
    window.fill("password", "password1234").await;
    window.fill("again", "password1234").await;
    save(window).await;
    refused(window, "password").await;
    eye.see(window, "account-password-refused").await;
    window.fill("current", password).await;
    window.fill("password", NEW).await;
    window.fill("again", NEW).await;
    save(window).await;
    at(window, "/account").await;
}

/// Sets codes up. Returns the secret, and a code for when it is lost.
async fn set_up_codes(server: &Server, window: &Window, eye: &mut Eye) -> (String, String) {
    window.follow("/account/totp").await;
    eye.see(window, "account-totp-begin").await;
    window.fill("current", NEW).await;
    save(window).await;
    let secret = window.find("code.secret").await.text().await.unwrap();
    window.find("svg.qr").await;
    eye.see(window, "account-totp-enrol").await;
    window.fill("code", "000000").await;
    save(window).await;
    refused(window, "code").await;
    eye.see(window, "account-totp-refused").await;
    window.fill("code", &code(&server.home.clock, &secret)).await;
    save(window).await;
    at(window, "/account/recovery-codes").await;
    let codes = window.texts("ul.codes li").await;
    assert_eq!(codes.len(), 10, "{codes:?}");
    eye.see(window, "account-recovery-codes").await;
    window.follow("/account").await;
    window.follow("/account/totp").await;
    eye.see(window, "account-totp-set-up").await;
    (secret, codes[0].clone())
}

async fn sign_in_with_code(server: &Server, window: &Window, eye: &mut Eye, secret: &str) {
    with_password(window, "yamada", NEW).await;
    window.find("[name=code]").await;
    eye.see(window, "sign-in-code").await;
    window.fill("code", "000000").await;
    save(window).await;
    refused(window, "code").await;
    eye.see(window, "sign-in-code-refused").await;
    // Not in yet.
    window.open_page("/items").await;
    window.wait_for("the sign-in page", async || window.path().await.starts_with("/sign-in?")).await;
    with_password(window, "yamada", NEW).await;
    window.find("[name=code]").await;
    window.fill("code", &code(&server.home.clock, secret)).await;
    save(window).await;
    at(window, "/").await;
}
