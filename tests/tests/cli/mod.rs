//! The command line, as an operator meets it.

mod audit;
mod bundles;
mod papers;
mod refused;
mod serve;
mod usage;
