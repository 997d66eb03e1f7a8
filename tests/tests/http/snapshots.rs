//! What the main pages say, as a reader sees it. A change of these files is a
//! change of what people read.

use azukari_core::policy::Role;

use super::addresses;
use crate::support::{sample, site::Site};

/// What stands in the main part of a page.
async fn main_of(role: Role, path: &str) -> String {
    let site = Site::sample().await;
    site.signed_in(role).await.get(path).await.page().main()
}

fn item(kind: &str) -> String {
    format!("/items/{}", sample::item_of_kind(kind)["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_page_of_an_outsourcing() {
    insta::assert_snapshot!(main_of(Role::Officer, &item("outsourcing")).await);
}

#[tokio::test]
async fn the_page_of_a_re_outsourcing() {
    insta::assert_snapshot!(main_of(Role::Officer, &item("reoutsourcing")).await);
}

#[tokio::test]
async fn the_page_of_a_linkage() {
    insta::assert_snapshot!(main_of(Role::Officer, &item("linkage")).await);
}

#[tokio::test]
async fn the_page_of_a_programme() {
    insta::assert_snapshot!(main_of(Role::Officer, &addresses::one("/programmes/{id}")).await);
}

#[tokio::test]
async fn the_page_of_a_submission() {
    let path = format!("/submissions/{}", sample::submission_name(sample::whole_packet()));
    insta::assert_snapshot!(main_of(Role::Officer, &path).await);
}

#[tokio::test]
async fn the_page_of_a_session() {
    let id = sample::whole_packet()["session"].as_str().unwrap();
    insta::assert_snapshot!(main_of(Role::Secretariat, &format!("/sessions/{id}")).await);
}

#[tokio::test]
async fn the_list_of_items_as_a_reader_of_what_is_public_sees_it() {
    insta::assert_snapshot!(main_of(Role::Viewer, "/items").await);
}
