//! Real addresses for the routes of the application's own table.

use std::sync::OnceLock;

use http::Method;

use crate::support::{sample, site::Visitor};

/// The pages that a role may open, with real ids in their addresses: the route
/// table walked, so that a new page is covered by itself.
pub(crate) fn pages() -> Vec<String> {
    let table = web::routes();
    let gets = table.iter().filter(|route| route.method == Method::GET && !route.path.starts_with("/assets"));
    gets.flat_map(|route| every(route.path)).collect()
}

/// One page of each route, an item of each kind and the largest submission.
pub(crate) fn one_of_each() -> Vec<String> {
    // Files, and the page that who has signed in is led away from.
    let no_page = |path: &str| {
        is_paper(path)
            || path.starts_with("/api/")
            || path.starts_with("/imports/templates/")
            || leads_on(path)
            || ["/exports/bundle.json", "/history/export.csv", "/healthz"].contains(&path)
    };
    let table = web::routes();
    let gets = table.iter().filter(|route| route.method == Method::GET && !route.path.starts_with("/assets"));
    let mut pages: Vec<String> = gets.map(|route| one(route.path)).filter(|path| !no_page(path)).collect();
    for kind in ["outsourcing", "reoutsourcing", "linkage"] {
        pages.push(format!("/items/{}", sample::item_of_kind(kind)["id"].as_str().unwrap()));
    }
    pages.push(format!("/submissions/{}", sample::submission_name(sample::whole_packet())));
    let mut seen = std::collections::BTreeSet::new();
    pages.retain(|page| seen.insert(page.clone()));
    pages
}

/// Whether an address leads on for who has signed in: what is set up already,
/// an import that is not under way.
pub(super) fn leads_on(path: &str) -> bool {
    ["/setup", "/account/recovery-codes"].contains(&path)
        || path.starts_with("/sign-in")
        || path.starts_with("/imports/lists/")
        || path.starts_with("/views/")
}

/// Whether an address gives a paper: these take their time.
pub(super) fn is_paper(path: &str) -> bool {
    path.contains("paper.pdf")
}

/// One real address of a route.
pub(super) fn one(path: &str) -> String {
    every(path).into_iter().next().unwrap()
}

/// The addresses of a route: for a path with a parameter, one for each object
/// of the sample that it can show.
pub(super) fn every(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (name, after) = rest.split_once('}').unwrap();
    let values = values(before, name);
    assert!(!values.is_empty(), "no test value for {{{name}}} of {path}: add one to http/addresses.rs");
    values.into_iter().flat_map(|value| every(&format!("{before}{value}{after}"))).collect()
}

/// Which values a parameter takes goes by what stands before it.
fn values(before: &str, name: &str) -> Vec<String> {
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    let steps: Vec<&str> = before.trim_matches('/').split('/').collect();
    if steps.len() > 2 {
        let within = sample::within(&steps);
        if !within.is_empty() {
            return within;
        }
    }
    let noun = steps.last().copied().unwrap_or_default();
    match noun {
        "submissions" => sample::submission_names(),
        "programmes" | "items" | "sessions" | "parties" | "annexes" => owned(sample::ids(noun)),
        "bodies" => owned(first_two("implementing_bodies")),
        "departments" | "sections" => owned(first_two(noun)),
        "legal-bases" => owned(first_two("legal_bases")),
        "registered-businesses" => owned(first_two("registered_businesses")),
        "dictionary" => owned(first_two("dictionary_entries")),
        "clauses" | "clause-sets" => owned(sample::ids("clause_sets")),
        "editions" => sample::list("clause_sets")
            .iter()
            .filter(|set| before.contains(set["id"].as_str().unwrap()))
            .flat_map(|set| set["editions"].as_array().unwrap())
            .map(|edition| edition["id"].as_str().unwrap().to_owned())
            .collect(),
        "history" if name == "kind" => vec!["programme".to_owned()],
        "history" => vec!["1".to_owned()],
        "programme" => owned(sample::ids("programmes")),
        "accounts" => accounts(),
        "assets" => vec![style_folder()],
        // Nobody has kept one yet: who asks is led to the list.
        "views" => vec!["01990000-0000-7000-8000-000000000000".to_owned()],
        // No import is under way: who asks is led back to the beginning.
        "lists" => vec!["01990000-0000-7000-8000-000000000000".to_owned()],
        "templates" => vec!["parties.xlsx".to_owned(), "items.csv".to_owned()],
        _ if name == "*file" => vec!["app.css".to_owned()],
        _ => Vec::new(),
    }
}

/// Two of a long list stand for all: sections are in use, and have ended.
fn first_two(list: &str) -> Vec<&'static str> {
    sample::ids(list).into_iter().take(2).collect()
}

/// The accounts of the sample ward, which each test has a copy of: the last is
/// a reader's, so that a walk changes nothing it stands on.
fn accounts() -> Vec<String> {
    use azukari_core::account;

    use crate::support::{site::Site, ward::operator};

    static IDS: OnceLock<Vec<String>> = OnceLock::new();
    let made = || {
        std::thread::spawn(|| {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let site = Site::sample().await;
                let mut listed = account::list(&site.home.ward, &operator()).await.unwrap();
                listed.sort_by_key(|account| account.login != "viewer");
                listed.into_iter().map(|account| account.id.to_string()).collect()
            })
        })
        .join()
        .unwrap()
    };
    IDS.get_or_init(made).clone()
}

/// The folder of this build's style sheet carries a hash: it is read off a page.
fn style_folder() -> String {
    std::thread::spawn(|| {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let site = crate::support::site::Site::sample().await;
            let page = site.visitor().get("/sign-in").await.page();
            let sheet = page.attributes("link[rel=stylesheet]", "href").remove(0);
            sheet.split('/').nth(2).unwrap().to_owned()
        })
    })
    .join()
    .unwrap()
}

/// Every address that this visitor can reach by following links from the start
/// page, in the order they are found; files are listed but not opened twice.
pub(super) async fn reachable(visitor: &mut Visitor<'_>) -> Vec<(String, String)> {
    let mut found = vec![("/".to_owned(), "the start page".to_owned())];
    let mut next = 0;
    while let Some((path, _)) = found.get(next).cloned() {
        next += 1;
        if is_paper(&path) {
            continue;
        }
        let answer = visitor.get(&path).await;
        if !answer.is_page() {
            continue;
        }
        for link in answer.page().links() {
            if found.iter().all(|(held, _)| *held != link) {
                found.push((link, path.clone()));
            }
        }
    }
    found
}
