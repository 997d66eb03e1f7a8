//! The route table: what it admits is what the router admits.

use azukari_core::policy::Role;
use http::{Method, StatusCode};

use crate::browser::{HTTP, Site};

#[tokio::test]
async fn the_navigation_shows_a_role_only_what_it_may_open() {
    let site = Site::open(HTTP).await;
    for role in Role::ALL {
        let mut browser = site.signed_in(role).await;
        let home = browser.get("/").await;
        let links = scraper::Html::parse_document(&home.body)
            .select(&scraper::Selector::parse(".nav-link, main .card a").unwrap())
            .filter_map(|link| link.value().attr("href").map(ToOwned::to_owned))
            .collect::<Vec<_>>();
        for link in links {
            assert_eq!(browser.get(&link).await.status, StatusCode::OK, "{} {link}", role.code());
        }
    }
}

#[tokio::test]
async fn a_role_without_the_permission_gets_403_and_with_it_does_not() {
    let site = Site::open(HTTP).await;
    for role in Role::ALL {
        let mut browser = site.signed_in(role).await;
        for route in web::routes().into_iter().filter(|route| route.path != "/sign-out") {
            let path = fill(route.path);
            let answer = if route.method == Method::GET {
                browser.get(&path).await
            } else {
                browser.post(&path, &[]).await
            };
            let forbidden = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(
                forbidden,
                !route.access.admits(Some(role)),
                "{} {} {path}",
                role.code(),
                route.method
            );
            assert!(!answer.status.is_server_error(), "{} {} {path}", role.code(), route.method);
        }
    }
}

#[tokio::test]
async fn nobody_gets_further_than_the_public_routes() {
    let site = Site::open(HTTP).await;
    for route in web::routes().into_iter().filter(|route| route.access != web::Access::Public) {
        let path = fill(route.path);
        let mut browser = site.browser();
        if route.method == Method::GET {
            let answer = browser.get(&path).await;
            if path.starts_with("/api/") {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            } else {
                assert!(answer.location().starts_with("/sign-in"), "{path}");
            }
        } else {
            assert_eq!(browser.post(&path, &[]).await.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
}

/// A path with an id nobody has in the place of each parameter.
fn fill(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "018f0000-0000-7000-8000-000000000000" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}
