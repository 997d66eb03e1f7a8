//! Every form sent twice, as a double click sends it, is as if sent once.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use super::addresses;
use crate::support::{html::Html, site::Site};

async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

/// What somebody who fills in every field sends: a text or a day in each that
/// is empty, the first choice where none is made.
fn filled(page: &Html, form: &str) -> Vec<(String, String)> {
    let lines = page.attributes(&format!("{form} input[type=text]"), "name");
    let fill = |(name, value): (String, String)| {
        let choices = page.attributes(&format!("{form} select[name='{name}'] option"), "value");
        let helps = ["words", "moving", "lookup"].iter().any(|end| name.ends_with(end));
        let is_day =
            ["valid_from", "valid_to", "held_on", "expires_on"].iter().any(|end| name.ends_with(end));
        let typed = match name.as_str() {
            "reason_for_change" => Some("試し"),
            _ if !value.is_empty() => None,
            // No number is better than a wrong one.
            "corporate_number" => None,
            _ if is_day => Some("令和9年4月1日"),
            _ if lines.contains(&name) && !helps => Some("試し"),
            _ => choices.iter().find(|choice| !choice.is_empty()).map(String::as_str),
        };
        let typed = typed.map_or(value, str::to_owned);
        (name, typed)
    };
    page.fields(form).into_iter().map(fill).collect()
}

#[tokio::test]
async fn a_double_click_on_any_form_does_once_what_it_does() {
    let (mut done, mut wrong) = (0, Vec::new());
    for role in [Role::Officer, Role::Admin] {
        let site = Site::sample().await;
        let mut visitor = site.signed_in(role).await;
        for path in addresses::one_of_each() {
            let answer = visitor.get(&path).await;
            // The person's own password and second step have tests of their own.
            if answer.status != StatusCode::OK || !answer.is_page() || path.starts_with("/account") {
                continue;
            }
            let page = answer.page();
            let forms = ["main form#edit-form", "main form[method=post]"];
            let Some(form) = forms.into_iter().find(|form| !page.all(form).is_empty()) else { continue };
            let action = page.attributes(form, "action").remove(0);
            let sent = filled(&page, form);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
            let first = visitor.post(&action, &sent).await;
            let once = entries(&site).await;
            let second = visitor.post(&action, &sent).await;
            let told = |answer: &crate::support::site::Answer| (answer.status, answer.location().to_owned());
            if told(&first) != told(&second) || entries(&site).await != once {
                wrong.push(format!("{role:?} {path}: {:?}, then {:?}", told(&first), told(&second)));
            }
            done += usize::from(first.status == StatusCode::SEE_OTHER);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(done > 40, "only {done} forms were taken");
}
