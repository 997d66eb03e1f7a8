//! Who may do what: every route of the application's own table, with every
//! role and with nobody, against the one policy.

use axum::body::Body;
use azukari_core::policy::{Permission, Role, allows};
use http::{Method, StatusCode};
use web::{Access, RouteInfo};

use super::addresses;
use crate::support::{
    sample,
    site::{ADDRESS, Answer, Site, Visitor},
};

/// What the policy, asked here and not by the route, says of a role.
fn allowed(route: &RouteInfo, role: Role) -> bool {
    match route.access {
        Access::Public | Access::SignedIn => true,
        Access::Needs(permission) => allows(role, permission),
    }
}

/// Signing out ends the walk of a role, so it comes last.
fn table() -> Vec<RouteInfo> {
    let mut table = web::routes();
    assert!(table.len() > 10, "the table is nearly empty");
    table.sort_by_key(|route| route.path == "/sign-out");
    table
}

async fn knock(visitor: &mut Visitor<'_>, route: &RouteInfo, path: &str) -> Answer {
    if route.method == Method::GET {
        return visitor.get(path).await;
    }
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", ADDRESS)];
    visitor.ask(route.method.clone(), path, &headers, Body::empty()).await
}

#[tokio::test]
async fn every_role_gets_from_every_route_what_the_policy_says() {
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let site = Site::sample().await;
        let mut visitor = site.signed_in(role).await;
        for route in table() {
            let path = addresses::one(route.path);
            let answer = knock(&mut visitor, &route, &path).await;
            let expected = allowed(&route, role);
            let status = answer.status;
            let as_said = match (expected, &route.method) {
                (false, _) => status == StatusCode::FORBIDDEN,
                (true, &Method::GET) => status == StatusCode::OK || status == StatusCode::SEE_OTHER,
                // An empty form is let in and then found wanting.
                (true, _) => [200, 303, 404, 409, 422].contains(&status.as_u16()),
            };
            // Nobody who is signed in is asked to sign in.
            let leaving = ["/sign-out", "/sign-in/code"].contains(&route.path);
            let asked = answer.location().starts_with("/sign-in") && !leaving;
            if !as_said || asked {
                let word = if expected { "allowed" } else { "refused" };
                wrong.push(format!("{role:?} {} {path}: {word} by policy, got {status}", route.method));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn nobody_gets_anything_but_the_way_in() {
    let site = Site::sample().await;
    let mut wrong = Vec::new();
    for route in table() {
        let path = addresses::one(route.path);
        let answer = knock(&mut site.visitor(), &route, &path).await;
        let as_said = match (&route.access, &route.method) {
            (Access::Public, _) => {
                answer.status != StatusCode::UNAUTHORIZED && !answer.status.is_server_error()
            }
            _ if path.starts_with("/api/") => answer.status == StatusCode::UNAUTHORIZED && !answer.is_page(),
            (_, &Method::GET) => {
                answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in")
            }
            _ => {
                answer.status == StatusCode::UNAUTHORIZED
                    && !answer.page().all("form[action='/sign-in']").is_empty()
            }
        };
        if !as_said {
            wrong.push(format!("{} {path}: {} {}", route.method, answer.status, answer.location()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_needs_no_account_is_the_way_in_and_what_every_page_is_made_of() {
    let table = web::routes();
    let public: Vec<String> = table
        .iter()
        .filter(|route| route.access == Access::Public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    for route in &public {
        let (_, path) = route.split_once(' ').unwrap();
        let known = ["/healthz", "/setup", "/sign-in", "/sign-in/code", "/sign-out"].contains(&path)
            || ["/sign-in/oidc", "/sign-in/oidc/callback"].contains(&path);
        assert!(known || route.starts_with("GET /assets/"), "{route} is open to everybody");
    }
}

#[test]
fn what_changes_something_needs_more_than_leave_to_read() {
    for route in web::routes().iter().filter(|route| route.method != Method::GET) {
        // Drafts and kept filters are a person's own, and of pages they may open; so is
        // the account.
        let way_in = [
            "/setup",
            "/sign-in",
            "/sign-in/code",
            "/sign-in/oidc",
            "/sign-out",
            "/drafts",
            "/drafts/discard",
        ];
        if way_in.contains(&route.path)
            || route.path.starts_with("/account/")
            || route.path.starts_with("/views")
        {
            continue;
        }
        let Access::Needs(permission) = route.access else {
            panic!("POST {} needs no permission", route.path)
        };
        let reads = [
            Permission::ReadRegister,
            Permission::ReadSubmissions,
            Permission::RenderPaper,
            Permission::ReadAudit,
            Permission::ReadAccounts,
        ];
        assert!(!reads.contains(&permission), "POST {} needs only {permission:?}", route.path);
    }
}

#[tokio::test]
async fn a_page_shows_a_role_only_what_it_may_open() {
    for role in Role::ALL {
        let site = Site::sample().await;
        let mut visitor = site.signed_in(role).await;
        let reachable = addresses::reachable(&mut visitor).await;
        assert!(reachable.len() > 10, "{role:?} finds only {reachable:?}");
        for (path, on) in reachable {
            // Papers are made once each, by the officer: they take their time.
            if addresses::is_paper(&path) && role != Role::Officer {
                continue;
            }
            let status = visitor.get(&path).await.status;
            assert_eq!(status, StatusCode::OK, "{role:?} finds {path} on {on}");
        }
    }
}

#[tokio::test]
async fn a_section_sees_its_own_items_and_papers_and_those_of_nobody_else() {
    let site = Site::sample().await;
    let own = sample::holder_of_first_item();
    let mut section = site.signed_in(Role::Section).await;
    let (mut seen, mut kept_out) = (0, 0);
    let mut wrong = Vec::new();
    let mut expect = async |path: String, theirs: bool| {
        let status = section.get(&path).await.status;
        if theirs {
            seen += 1;
        } else {
            kept_out += 1;
        }
        if (status == StatusCode::OK) != theirs || (!theirs && status != StatusCode::NOT_FOUND) {
            wrong.push(format!("{path}: {status}, own: {theirs}"));
        }
    };
    for item in sample::list("items") {
        let theirs = sample::holding(item).contains(&own);
        expect(format!("/items/{}", item["id"].as_str().unwrap()), theirs).await;
    }
    for paper in sample::list("submissions") {
        let about = sample::object("programmes", &paper["programme"]);
        let theirs = paper["section"] == own || about["section"] == own;
        let name = sample::submission_name(paper);
        expect(format!("/submissions/{name}"), theirs).await;
        if !theirs {
            expect(format!("/submissions/{name}/paper.pdf"), theirs).await;
            expect(format!("/api/v1/submissions/{name}/paper.pdf"), theirs).await;
        }
    }
    assert!(seen > 3 && kept_out > 10, "{seen} own, {kept_out} of others");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let others: Vec<&str> = sample::list("items")
        .iter()
        .filter(|item| !sample::holding(item).contains(&own))
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    for (path, on) in addresses::reachable(&mut section).await {
        assert!(!others.iter().any(|id| path.contains(id)), "{on} leads a section to {path}");
    }
}

#[tokio::test]
async fn every_route_keeps_other_sections_items_and_papers_from_a_section() {
    let site = Site::sample().await;
    let own = sample::holder_of_first_item();
    let foreign = sample::list("items").iter().find(|item| !sample::holding(item).contains(&own)).unwrap();
    let paper = sample::list("submissions").iter().find(|paper| {
        paper["section"] != own && sample::object("programmes", &paper["programme"])["section"] != own
    });
    let names = [
        ("/items/{id}", format!("/items/{}", foreign["id"].as_str().unwrap())),
        ("/submissions/{id}", format!("/submissions/{}", sample::submission_name(paper.unwrap()))),
    ];
    let mut section = site.signed_in(Role::Section).await;
    let (mut wrong, mut driven) = (Vec::new(), 0);
    for route in table() {
        let Some((pattern, at)) = names.iter().find(|(pattern, _)| route.path.contains(pattern)) else {
            continue;
        };
        let path = addresses::one(&route.path.replace(pattern, at));
        let status = knock(&mut section, &route, &path).await.status;
        driven += 1;
        if ![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status) {
            wrong.push(format!("{} {path}: {status}", route.method));
        }
    }
    assert!(driven > 10, "only {driven} routes take an item or a paper");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
