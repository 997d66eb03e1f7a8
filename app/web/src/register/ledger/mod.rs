//! 台帳の印刷: the register in force on a day as a file, under the filters of
//! the list it was asked from.

mod file;
mod page;
mod pipe;

use azukari_core::policy::Permission;

use crate::{
    form::Posted,
    routing::{Access, Route},
};

/// The page, and with a format the file.
const PATH: &str = "/ledger";
const FORMAT: &str = "format";
const ON: &str = "on";

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, Access::Needs(Permission::ReadRegister), page::page)]
}

/// The ledger's page, for what a list shows under this query.
pub(super) fn href(query: &Posted) -> String {
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(filters(query));
    kept.extend_pairs(query.find(ON).filter(|day| !day.is_empty()).map(|day| (ON, day)));
    let kept = kept.finish();
    if kept.is_empty() { PATH.to_owned() } else { format!("{PATH}?{kept}") }
}

/// What of a query narrows the list.
fn filters(query: &Posted) -> impl Iterator<Item = &(String, String)> {
    let of_the_list = ["page", "after", "before", "sort", FORMAT, ON];
    query
        .pairs()
        .iter()
        .filter(move |(name, value)| !of_the_list.contains(&name.as_str()) && !value.is_empty())
}
