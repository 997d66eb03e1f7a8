//! The policy as a table for people, kept beside the code, and the promise that
//! no form, however broken, breaks the program.

use std::{fs, path::Path};

use axum::body::Body;
use azukari_core::policy::{Role, allows};
use http::Method;
use web::Access;

use super::addresses;
use crate::support::site::{ADDRESS, Site};

/// Written anew under `INSTA_UPDATE=always`, like the snapshots.
#[test]
fn the_printed_matrix_is_that_of_the_routes() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/policy.md");
    let matrix = matrix();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&file, &matrix).unwrap();
    }
    let printed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        printed == matrix,
        "docs/policy.md is stale: run this test with INSTA_UPDATE=always and look at the difference"
    );
}

fn matrix() -> String {
    let mut text = String::from(
        "# Who may open what\n\nMade from the route table by a test; see `tests/tests/http/matrix.rs`. A section's \
         account\nsees only what its own sections hold, and those they have succeeded; of their history\n\
         too: `/history/{kind}/{id}` tells everyone who reads drafts what happened to what they\nread, of accounts and \
         kept filters only who has ReadAudit.\n\n| route | needs |",
    );
    for role in Role::ALL {
        text.push_str(&format!(" {} |", role.code()));
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(Role::ALL.len()));
    let mut table = web::routes();
    table.sort_by_key(|route| (route.path, route.method.to_string()));
    for route in table.iter().filter(|route| !route.path.starts_with("/assets")) {
        let needs = match route.access {
            Access::Public => "nothing".to_owned(),
            Access::SignedIn => "an account".to_owned(),
            Access::Needs(permission) => format!("{permission:?}"),
        };
        text.push_str(&format!("\n| {} `{}` | {needs} |", route.method, route.path));
        for role in Role::ALL {
            let may = match route.access {
                Access::Public | Access::SignedIn => true,
                Access::Needs(permission) => allows(role, permission),
            };
            text.push_str(if may { " yes |" } else { " – |" });
        }
    }
    text.push('\n');
    text
}

/// Bodies that no page of ours sends.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let names = [
        "login",
        "name",
        "title",
        "password",
        "current",
        "code",
        "session",
        "role",
        "section",
        "seen",
        "page",
        "number",
        "fiscal_year",
        "reason_for_change",
        "form-key",
        "then",
        "next",
        "resume-path",
        "resume-body",
    ];
    let each = |value: &str| names.map(|name| format!("{name}={value}")).join("&").into_bytes();
    vec![
        (FORM, each("%00%01%E2%80%AE%ED%A0%80")),
        (FORM, each("%3Cscript%3Ealert(1)%3C%2Fscript%3E")),
        (FORM, each(&"9".repeat(2_000))),
        (FORM, b"%FF%FE=%C3%28&&&=&[0].x[9999999999]=1".to_vec()),
        (FORM, vec![0xFF, 0xFE, 0x00]),
        ("multipart/form-data", b"--x".to_vec()),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--".to_vec(),
        ),
        ("application/json", b"{\"a\":[".to_vec()),
    ]
}

#[tokio::test]
async fn no_form_however_broken_breaks_the_program() {
    let mut wrong = Vec::new();
    let mut sent = 0;
    for role in [Role::Officer, Role::Admin, Role::Section] {
        let site = Site::sample().await;
        let mut visitor = site.signed_in(role).await;
        for route in web::routes().iter().filter(|route| route.method == Method::POST) {
            // It would end the walk.
            if route.path == "/sign-out" || !route.access.admits(Some(role)) {
                continue;
            }
            let path = addresses::one(route.path);
            for (kind, body) in hostile() {
                let headers = [("content-type", kind), ("origin", ADDRESS)];
                let answer = visitor.ask(Method::POST, &path, &headers, Body::from(body)).await;
                sent += 1;
                if answer.status.is_server_error() {
                    wrong.push(format!("{role:?} POST {path} ({kind}): {}", answer.status));
                }
            }
        }
    }
    assert!(sent > 100, "only {sent} forms were sent");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
