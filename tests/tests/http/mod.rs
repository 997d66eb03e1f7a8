//! The web application over HTTP, in process.

mod accessible;
mod addresses;
mod basics;
mod bulk;
mod clause_papers;
mod clause_references;
mod clause_sets;
pub(crate) mod clause_text;
pub(crate) mod data_items;
pub(crate) mod duties;
mod exchange;
mod fields;
mod forms;
mod headers;
mod history;
mod hostile;
mod items;
mod ledger;
mod links;
mod lists;
mod matrix;
mod nouns;
mod oidc;
mod oidc_ends;
mod others;
mod pages;
mod people;
mod policy;
mod queries;
mod reasons;
mod sign_in;
mod snapshots;
mod twice;
mod weight;

pub(crate) use addresses::{one_of_each, pages};
