//! Every form that asks why: what is wrong with the reason is told together
//! with all else that is wrong, and everything typed stays.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use super::addresses;
use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
};

const REASON: &str = "reason_for_change";
/// Turns the direction of what follows.
const BAD: &str = "\u{202e}";

/// What a browser would send of a form, with the reason and other fields typed
/// over.
fn typed(
    page: &Html,
    form: &str,
    over: impl Fn(&str, &str) -> Option<&'static str>,
) -> Vec<(String, String)> {
    let retype = |(name, value): (String, String)| {
        let value = over(&name, &value).map_or(value, str::to_owned);
        (name, value)
    };
    page.fields(form).into_iter().map(retype).collect()
}

async fn send(visitor: &mut Visitor<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    visitor.post(path, &fields).await
}

/// The selector of the form that asks for a reason.
fn asking(page: &Html) -> Option<&'static str> {
    ["main form#edit-form", "main form[method=post]"]
        .into_iter()
        .find(|form| !page.all(&format!("{form} [name={REASON}]:not([type=hidden])")).is_empty())
}

#[tokio::test]
async fn no_form_keeps_what_is_wrong_with_the_reason_for_the_next_time() {
    let site = Site::sample().await;
    let mut seen = Vec::new();
    for role in [Role::Officer, Role::Admin] {
        let mut visitor = site.signed_in(role).await;
        let before = audit::verify(site.home.ward.store()).await.unwrap().entries;
        for path in addresses::one_of_each() {
            let answer = visitor.get(&path).await;
            if answer.status != StatusCode::OK || !answer.is_page() {
                continue;
            }
            let page = answer.page();
            let Some(form) = asking(&page) else { continue };
            let action = page.attributes(form, "action").remove(0);
            let lines = page.attributes(&format!("{form} input[type=text], {form} textarea"), "name");
            let is_line = |name: &str| {
                let waits = ["paste", ".moving", ".lookup", "-words"].iter().any(|end| name.ends_with(end));
                name != REASON && !waits && lines.iter().any(|line| line == name)
            };
            let alone = typed(&page, form, |name, _| (name == REASON).then_some(BAD));
            let all = typed(&page, form, |name, _| (name == REASON || is_line(name)).then_some(BAD));
            let empty = typed(&page, form, |name, _| match name {
                REASON => Some(BAD),
                name if is_line(name) && !name.ends_with(".place") => Some(""),
                _ => None,
            });
            for (fields, others) in
                [(alone, false), (all, lines.iter().any(|name| is_line(name))), (empty, false)]
            {
                let refused = send(&mut visitor, &action, &fields).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", refused.text());
                let refused = refused.page();
                let told = refused.attributes(".error-summary a", "href");
                assert!(told.contains(&format!("#f-{REASON}")), "{path}: {told:?}");
                assert!(!others || told.len() > 1, "{path}: {told:?}");
                let form = asking(&refused).unwrap();
                for (name, value) in refused.fields(form) {
                    let sent = fields.iter().find(|(field, _)| *field == name);
                    assert!(sent.is_none_or(|(_, sent)| *sent == value), "{path}: {name} is {value:?}");
                }
            }
            seen.push(path);
        }
        assert_eq!(audit::verify(site.home.ward.store()).await.unwrap().entries, before);
    }
    assert!(seen.len() > 30, "{seen:?}");
}

#[tokio::test]
async fn a_missing_day_and_a_box_that_is_not_ticked_are_told_with_the_reason() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let proposed = sample::list("items").iter().find(|item| {
        item["versions"].as_array().unwrap().iter().any(|version| version["state"] == "proposal")
    });
    let item = proposed.unwrap()["id"].as_str().unwrap();
    let section = sample::ids("sections")[0];
    for (path, field) in [
        (format!("/items/{item}/enforce"), "valid_from"),
        (format!("/organisation/sections/{section}/end"), "valid_to"),
    ] {
        let page = officer.get(&path).await.page();
        let form = asking(&page).unwrap();
        let fields = typed(&page, form, |name, _| match name {
            REASON => Some(BAD),
            name if name == field => Some(""),
            _ => None,
        });
        let refused = send(&mut officer, &path, &fields).await.page();
        let told = refused.attributes(".error-summary a", "href");
        assert_eq!(told, [format!("#f-{field}"), format!("#f-{REASON}")], "{path}");
    }
    let edition = super::duties::with_a_draft(&site.home.ward).await;
    let path = format!("{edition}/duties");
    let page = officer.get(&path).await.page();
    let fields = typed(&page, asking(&page).unwrap(), |name, _| (name == REASON).then_some(BAD));
    let refused = send(&mut officer, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.page().texts(".error-summary li");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("チェック"), "{told:?}");
}
