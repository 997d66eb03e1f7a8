//! The black-box tests of the product are in `tests/all.rs` and below it. This
//! library is empty: it makes the tests' dependencies part of every build of
//! the workspace, so that none is built twice with other features.
