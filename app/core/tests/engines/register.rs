//! What the tests of the register share.

use azukari_core::{
    Actor, Error, Result,
    bundle::{self, ImportReport, Mode},
    testing::TestWard,
};
use domain::{Fault, bundle::Bundle};

/// The operator.
pub(crate) fn operator() -> Actor {
    Actor::system("test")
}

/// The sample ward, as its file says it.
pub(crate) fn sample() -> Bundle {
    bundle::parse(bundle::SAMPLE).unwrap()
}

/// Takes a bundle in.
pub(crate) async fn import(test: &TestWard, bundle: Bundle) -> Result<ImportReport> {
    bundle::import(&test.ward, &operator(), bundle, Mode::Write).await
}

/// A ward that holds the sample.
pub(crate) async fn fill(test: &TestWard) {
    import(test, sample()).await.unwrap();
}

/// The whole register.
pub(crate) async fn held(test: &TestWard) -> Bundle {
    bundle::export(&test.ward, &operator()).await.unwrap()
}

/// The whole register as a file.
pub(crate) async fn file(test: &TestWard) -> String {
    bundle::to_json(&held(test).await).unwrap()
}

/// The faults of a result that must have some.
pub(crate) fn faults<T: std::fmt::Debug>(result: Result<T>) -> Vec<Fault> {
    match result {
        Err(Error::Invalid(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

/// Code and place of each fault.
pub(crate) fn told<T: std::fmt::Debug>(result: Result<T>) -> Vec<(&'static str, String)> {
    faults(result).into_iter().map(|fault| (fault.code, fault.place.to_string())).collect()
}
