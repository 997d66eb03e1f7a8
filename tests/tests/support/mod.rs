//! What the tests have in common.

pub(crate) mod authenticator;
pub(crate) mod cli;
pub(crate) mod html;
pub(crate) mod need;
pub(crate) mod pdf;
pub(crate) mod provider;
pub(crate) mod sample;
pub(crate) mod site;
pub(crate) mod texts;
pub(crate) mod ward;
