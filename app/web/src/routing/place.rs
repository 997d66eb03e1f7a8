use uuid::Uuid;

/// The page of an object of a kind, as the trail names it.
pub(crate) fn place(kind: &str, id: Uuid) -> Option<String> {
    let list = match kind {
        "item" => "/items",
        "programme" => "/programmes",
        "party" => "/parties",
        "annex" => "/annexes",
        "registered_business" => "/registered-businesses",
        "dictionary_entry" => "/dictionary",
        "legal_basis" => "/legal-bases",
        "clause_set" => "/clauses",
        "council_session" => "/sessions",
        "submission" => "/submissions",
        "implementing_body" => "/organisation/bodies",
        "department" => "/organisation/departments",
        "section" => "/organisation/sections",
        "account" => "/admin/accounts",
        "ward" => return Some("/settings".to_owned()),
        _ => return None,
    };
    Some(format!("{list}/{id}"))
}
