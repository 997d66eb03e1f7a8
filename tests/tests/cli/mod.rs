//! The command line, as an operator meets it.

mod audit;
mod backup;
mod bundles;
mod clauses;
mod ledger;
mod papers;
mod refused;
mod serve;
mod usage;
