//! Every field of every form: what cannot be kept is told at the field, what
//! was typed stays, nothing is changed.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use super::{addresses, duties};
use crate::support::{html::Html, site::Site};

/// Fields whose text only helps to fill others, and is not kept.
fn helps(name: &str) -> bool {
    ["paste", ".moving", ".lookup", "-words", "query"].iter().any(|end| name.ends_with(end))
}

/// A form: where it is sent, what it holds, its fields for text.
struct Form {
    action: String,
    held: Vec<(String, String)>,
    lines: Vec<String>,
}

/// The form of a page.
fn form_of(page: &Html) -> Option<Form> {
    let form = ["main form#edit-form", "main form[method=post]"];
    let form = form.into_iter().find(|form| !page.all(form).is_empty())?;
    let lines = page.attributes(&format!("{form} input[type=text], {form} textarea"), "name");
    let action = page.attributes(form, "action").remove(0);
    let lines = lines.into_iter().filter(|name| !helps(name)).collect();
    Some(Form { action, held: page.fields(form), lines })
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_at_its_field_and_stays() {
    let site = Site::sample().await;
    let draft = duties::with_a_draft(&site.home.ward).await;
    let long = "長".repeat(10_001);
    let (mut tried, mut wrong) = (0, Vec::new());
    for role in [Role::Officer, Role::Admin] {
        let mut visitor = site.signed_in(role).await;
        let before = audit::verify(site.home.ward.store()).await.unwrap().entries;
        let drafted = ["text", "duties"].map(|page| format!("{draft}/{page}"));
        for path in addresses::one_of_each().into_iter().chain(drafted) {
            let answer = visitor.get(&path).await;
            // Texts of clauses may be as long as a book, and passwords are not shown
            // again: they have tests of their own.
            let own_tests = path == "/clauses/new" || path.starts_with("/account/");
            if answer.status != StatusCode::OK || !answer.is_page() || own_tests {
                continue;
            }
            let Some(Form { action, held, lines }) = form_of(&answer.page()) else { continue };
            // Too long, and what cannot be stored: one kind of it in each field in turn.
            let unstorable = ["見本\u{202e}", "見本\u{7}", "見本\u{fffd}"].into_iter().cycle();
            let each = lines.iter().zip(unstorable);
            for (name, bad) in each.flat_map(|(name, bad)| [(name, long.as_str()), (name, bad)]) {
                let mut sent = held.clone();
                sent.iter_mut()
                    .filter(|(field, _)| field == name)
                    .for_each(|(_, value)| bad.clone_into(value));
                let sent: Vec<(&str, &str)> =
                    sent.iter().map(|(field, value)| (&**field, &**value)).collect();
                let refused = visitor.post(&action, &sent).await;
                tried += 1;
                let what = format!("{role:?} {path} {name} {:?}", bad.chars().take(4).collect::<String>());
                if refused.status != StatusCode::UNPROCESSABLE_ENTITY {
                    wrong.push(format!("{what}: {}", refused.status));
                    continue;
                }
                let page = refused.page();
                let told = page.attributes(".error-summary a", "href");
                if !told.contains(&format!("#f-{name}")) {
                    wrong.push(format!("{what}: told at {told:?}"));
                }
                let kept = form_of(&page).unwrap().held;
                if kept.iter().all(|(field, value)| field != name || value != bad) {
                    wrong.push(format!("{what}: not kept"));
                }
            }
        }
        assert_eq!(audit::verify(site.home.ward.store()).await.unwrap().entries, before);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 300, "only {tried} fields were tried");
}
