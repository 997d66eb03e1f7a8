//! What is in the sample ward, by the names and ids that ship with it.

use std::sync::LazyLock;

use domain::{
    bundle::{Bundle, give_ids},
    item::ProtectionKind,
};
use serde_json::Value;

/// The sample as the program prints it.
pub(crate) const TEXT: &str = azukari_core::bundle::SAMPLE;

static SAMPLE: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap());

/// The sample as plain JSON.
pub(crate) fn json() -> &'static Value {
    &SAMPLE
}

/// The objects of a list.
pub(crate) fn list(name: &str) -> &'static [Value] {
    json()[name].as_array().unwrap()
}

/// The ids of a list's objects, in order.
pub(crate) fn ids(name: &str) -> Vec<&'static str> {
    list(name).iter().map(|object| object["id"].as_str().unwrap()).collect()
}

/// The object with this id.
pub(crate) fn object(name: &str, id: &Value) -> &'static Value {
    list(name).iter().find(|object| object["id"] == *id).unwrap()
}

/// How people name a submission: fiscal year, session, document number.
pub(crate) fn submission_name(submission: &Value) -> String {
    let session = object("sessions", &submission["session"]);
    format!("{}-{}-{}", session["fiscal_year"], session["number"], submission["document_number"])
}

/// The names of all submissions, in file order.
pub(crate) fn submission_names() -> Vec<String> {
    list("submissions").iter().map(submission_name).collect()
}

/// The first item of a kind.
pub(crate) fn item_of_kind(kind: &str) -> &'static Value {
    list("items").iter().find(|item| item["kind"] == kind).unwrap()
}

/// The submission shaped like a real packet: an outsourcing, a linkage, an
/// outsourcing that points to recorded items, one that may re-outsource, its
/// re-outsourcing, and all three clause sets.
pub(crate) fn whole_packet() -> &'static Value {
    list("submissions").iter().max_by_key(|submission| submission["parts"].as_array().unwrap().len()).unwrap()
}

/// The section that holds the first item now.
pub(crate) fn holder_of_first_item() -> &'static str {
    let versions = list("items")[0]["versions"].as_array().unwrap();
    versions.last().unwrap()["holding_section"].as_str().unwrap()
}

/// The sections that hold an item in force, proposed, or last.
pub(crate) fn holding(item: &Value) -> Vec<&'static str> {
    let versions = object("items", &item["id"])["versions"].as_array().unwrap();
    let live = versions.iter().filter(|version| version["state"] != "past");
    live.map(|version| version["holding_section"].as_str().unwrap()).collect()
}

/// What stands under an edition of a clause set or a version of an item: for
/// the steps of an address the ids that may follow, of long lists the first
/// two. Children have the ids that an import gives them.
pub(crate) fn within(steps: &[&str]) -> Vec<String> {
    let ids = |list: &[String]| list.iter().take(2).cloned().collect::<Vec<_>>();
    match steps {
        ["clauses", set, "editions"] => {
            let set = whole().clause_sets.iter().find(|held| held.id.to_string() == *set);
            set.into_iter().flat_map(|set| &set.editions).map(|edition| edition.id.to_string()).collect()
        }
        ["clauses", _, "editions", edition, "clauses"] => {
            let mut editions = whole().clause_sets.iter().flat_map(|set| &set.editions);
            let edition = editions.find(|held| held.id.to_string() == *edition);
            let clauses = edition.into_iter().flat_map(|edition| &edition.clauses);
            ids(&clauses.filter_map(|clause| clause.id).map(|id| id.to_string()).collect::<Vec<_>>())
        }
        ["items", item, "versions"] => {
            let item = whole().items.iter().find(|held| held.id.to_string() == *item);
            let versions = item.into_iter().flat_map(|item| item.versions.iter().rev());
            ids(&versions.map(|version| version.id.to_string()).collect::<Vec<_>>())
        }
        ["items", _, "versions", version, "protections"] => {
            let mut versions = whole().items.iter().flat_map(|item| &item.versions);
            let version = versions.find(|held| held.id.to_string() == *version);
            let lines = version.into_iter().flat_map(|version| &version.protections);
            let lines = lines.filter(|line| line.kind == ProtectionKind::Text);
            ids(&lines.filter_map(|line| line.id).map(|id| id.to_string()).collect::<Vec<_>>())
        }
        [.., "duties"] => vec!["new".to_owned()],
        _ => Vec::new(),
    }
}

/// The sample as the register holds it, with an id for each child.
pub(crate) fn whole() -> &'static Bundle {
    static WHOLE: LazyLock<Bundle> = LazyLock::new(|| {
        let mut bundle = azukari_core::bundle::parse(TEXT).unwrap();
        give_ids(&mut bundle);
        bundle
    });
    &WHOLE
}
