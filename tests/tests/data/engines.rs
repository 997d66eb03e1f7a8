use azukari_core::policy::Role;
use http::StatusCode;
use sea_orm::{ConnectionTrait as _, Database};

use super::postgres;
use crate::support::{
    cli::{Office, sha256},
    sample,
    site::Site,
    ward::TestWard,
};

#[tokio::test]
async fn the_sample_exports_the_same_bytes_from_both_engines() {
    let Some(url) = postgres("export", "the sample exports the same on both engines").await else { return };
    let (file, server) = (Office::with_sample(), Office::on(url));
    server.run(&["migrate"]).done();
    server.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
    let exported = server.export();
    assert!(exported == file.export(), "PostgreSQL and SQLite export different bytes");
    // And from one engine to the other.
    let moved = Office::empty();
    moved.run_with(&["bundle", "import", "-"], &exported).done();
    assert!(moved.export() == exported);
}

#[tokio::test]
async fn a_paper_is_the_same_bytes_from_both_engines() {
    let Some(url) = postgres("paper", "a paper is the same on both engines").await else { return };
    let (file, server) = (Office::with_sample(), Office::on(url));
    server.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
    for name in sample::submission_names() {
        let render = |office: &Office| sha256(&office.run(&["submission", "render", &name]).done().stdout);
        assert_eq!(render(&server), render(&file), "{name}");
    }
}

#[tokio::test]
async fn a_refused_bundle_leaves_postgresql_as_it_was() {
    let Some(url) = postgres("refused", "a refused bundle leaves PostgreSQL alone").await else { return };
    let server = Office::on(url);
    server.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
    let (register, trail) = (server.export(), server.audit());
    let mut bundle = sample::json().clone();
    bundle["programmes"][0]["name"] = "別の名前".into();
    bundle["outcomes"][0]["session"] = "01990000-0000-7000-8000-ffffffffffff".into();
    let refused = server.run_with(&["bundle", "import", "-"], bundle.to_string().as_bytes()).refused();
    assert!(refused.stderr.contains("dangling-reference"), "{}", refused.stderr);
    assert!(server.export() == register);
    assert_eq!(server.audit(), trail);
}

#[tokio::test]
async fn one_byte_changed_in_postgresql_is_found() {
    let Some(url) = postgres("audit", "one byte changed in PostgreSQL is found").await else { return };
    let server = Office::on(url.clone());
    server.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
    assert_eq!(server.audit()["ok"], true);
    let database = Database::connect(&url).await.unwrap();
    let statement = "UPDATE audit_change SET after = replace(after, '粗大ごみ', '粗大ゴミ') WHERE after LIKE '%粗大ごみ%'";
    assert!(database.execute_unprepared(statement).await.unwrap().rows_affected() > 0);
    database.close().await.unwrap();
    let verified = server.run(&["audit", "verify", "--json"]);
    assert_eq!(verified.code, Some(1));
    assert_eq!(verified.json()["first_bad"], 1);
}

#[tokio::test]
async fn every_page_reads_the_same_on_both_engines() {
    let Some(url) = postgres("pages", "pages read the same on both engines").await else { return };
    let (file, server) = (Site::sample().await, Site::of(TestWard::sample_on(&url).await));
    let mut on_file = file.signed_in(Role::Officer).await;
    let mut on_server = server.signed_in(Role::Officer).await;
    for path in crate::http::pages() {
        let (one, other) = (on_file.get(&path).await, on_server.get(&path).await);
        assert_eq!(one.status, other.status, "{path}");
        if one.status == StatusCode::OK && one.is_page() {
            assert_eq!(one.page().main(), other.page().main(), "{path}");
        }
    }
}
