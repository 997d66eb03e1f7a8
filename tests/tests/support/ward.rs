//! A ward of its own for each test: the sample register, made once and copied.

use std::{fs, path::Path, sync::OnceLock};

use azukari_core::{
    Actor, Options, Ward,
    account::{self, NewAccount},
    bundle,
    clock::Clock,
    config::{BaseUrl, Config},
    policy::Role,
    store::DatabaseUrl,
};
use tempfile::TempDir;

use super::sample;

/// The moment at which every test begins: half past noon in Japan.
pub(crate) const NOW: &str = "2026-11-22T03:30:00Z";

/// Where the ward is reached in tests, unless a test says otherwise.
pub(crate) const ADDRESS: &str = "http://azukari.test";

/// A ward and the folder it lives in.
pub(crate) struct TestWard {
    pub(crate) ward: Ward,
    pub(crate) clock: Clock,
    _folder: TempDir,
}

impl TestWard {
    /// The sample ward with an account for each role, reached at an address.
    pub(crate) async fn sample_at(address: &str) -> Self {
        Self::sample_with(|config| config.base_url = BaseUrl::parse(address).unwrap()).await
    }

    /// The sample ward with an account for each role, its settings changed.
    pub(crate) async fn sample_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), sample_database()).unwrap();
        let clock = Clock::fixed(NOW.parse().unwrap());
        let ward = open(folder.path(), file(folder.path()), clock.clone(), change).await;
        Self { ward, clock, _folder: folder }
    }

    /// A ward in which nothing is yet, not even an account.
    pub(crate) async fn empty() -> Self {
        Self::empty_at(ADDRESS).await
    }

    /// The same, reached at an address.
    pub(crate) async fn empty_at(address: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(NOW.parse().unwrap());
        let change = |config: &mut Config| config.base_url = BaseUrl::parse(address).unwrap();
        let ward = open(folder.path(), file(folder.path()), clock.clone(), change).await;
        Self { ward, clock, _folder: folder }
    }

    /// The same in an empty PostgreSQL database.
    pub(crate) async fn sample_on(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(NOW.parse().unwrap());
        let ward = open(folder.path(), DatabaseUrl::parse(url).unwrap(), clock.clone(), |_| {}).await;
        fill(&ward).await;
        Self { ward, clock, _folder: folder }
    }
}

/// The login of a role is its code; this is everybody's password.
pub(crate) const PASSWORD: &str = "tall harbour counting lamps";

/// The operator, as the tests act.
pub(crate) fn operator() -> Actor {
    Actor::system("tests")
}

const FILE: &str = "azukari.db";

fn file(folder: &Path) -> DatabaseUrl {
    DatabaseUrl::sqlite(folder.join(FILE))
}

async fn open(folder: &Path, database: DatabaseUrl, clock: Clock, change: impl FnOnce(&mut Config)) -> Ward {
    let mut config = Config::load(None, |_| None, None).unwrap();
    config.base_url = BaseUrl::parse(ADDRESS).unwrap();
    change(&mut config);
    Ward::open(Options { database, config, data_dir: folder.to_owned(), clock }).await.unwrap()
}

/// The bytes of a database with the sample and the accounts. Hashing six
/// passwords and importing takes longer than most tests.
fn sample_database() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        // A runtime of its own: connections do not outlive the one they were
        // made on, and tests each have theirs.
        let made = std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(make_database()));
        made.join().unwrap()
    })
}

async fn make_database() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(NOW.parse().unwrap());
    let ward = open(folder.path(), file(folder.path()), clock, |_| {}).await;
    fill(&ward).await;
    ward.store().clone().close().await.unwrap();
    fs::read(folder.path().join(FILE)).unwrap()
}

/// The sample register and an account for each role.
async fn fill(ward: &Ward) {
    let bundle = bundle::parse(sample::TEXT).unwrap();
    bundle::import(ward, &operator(), bundle, bundle::Mode::Write).await.unwrap();
    for role in Role::ALL {
        let account = NewAccount {
            login: role.code().to_owned(),
            name: role.word().to_owned(),
            role,
            // Who holds the first item of the sample.
            section: (role == Role::Section).then(|| sample::holder_of_first_item().parse().unwrap()),
            password: Some(PASSWORD.to_owned()),
        };
        account::add(ward, &operator(), account).await.unwrap();
    }
}
