//! Files kept beside the database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use azukari_core::{
    Error, Result, attachment::Stored, audit::Action, on_both_engines, policy::Role, testing::TestWard,
};
use chrono::TimeDelta;

use crate::support::person;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn file(test: &TestWard) -> PathBuf {
    test.data_dir().join("attachments").join(&ABC[..2]).join(&ABC[2..])
}

async fn record(test: &TestWard, stored: &Stored) -> Result<()> {
    let attachments = test.ward.attachments();
    let name = "見本.pdf";
    test.ward
        .store()
        .write(&person(Role::Officer), Action::Create, "", async |tx| {
            attachments.record(tx, stored, name, "application/pdf").await
        })
        .await
}

/// The files under a folder, their folders' names before theirs.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap())
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

on_both_engines! {
    a_file_is_kept_under_its_digest_and_comes_back_whole(test) {
        let attachments = test.ward.attachments();
        let stored = attachments.put(b"abc".to_vec()).await.unwrap();
        assert_eq!(stored, Stored { sha256: ABC.into(), size: 3 });
        assert!(matches!(attachments.find(test.ward.store(), ABC).await, Err(Error::NotFound(_))));
        record(test, &stored).await.unwrap();
        record(test, &attachments.put(b"abc".to_vec()).await.unwrap()).await.unwrap();
        assert_eq!(attachments.get(ABC).await.unwrap(), b"abc");
        let known = attachments.find(test.ward.store(), ABC).await.unwrap();
        assert_eq!((known.size, known.name.as_str()), (3, "見本.pdf"));
        assert_eq!(files(&test.data_dir().join("attachments")), [&ABC[2..]]);
    }

    a_damaged_file_is_never_handed_out_and_is_mended_by_its_content(test) {
        let attachments = test.ward.attachments();
        attachments.put(b"abc".to_vec()).await.unwrap();
        fs::write(file(test), b"abd").unwrap();
        assert!(matches!(attachments.get(ABC).await, Err(Error::Internal { .. })));
        attachments.put(b"abc".to_vec()).await.unwrap();
        assert_eq!(attachments.get(ABC).await.unwrap(), b"abc");
    }

    what_is_no_digest_names_no_file(test) {
        for name in ["", "../../etc/passwd", &ABC[1..], &ABC.to_uppercase(), &"0".repeat(64)] {
            let missing = test.ward.attachments().get(name).await;
            assert!(matches!(missing, Err(Error::NotFound(_))), "{name}");
        }
    }

    files_that_no_commit_named_are_collected_after_seven_days(test) {
        let (attachments, store) = (test.ward.attachments(), test.ward.store());
        let named = attachments.put(b"named".to_vec()).await.unwrap();
        record(test, &named).await.unwrap();
        attachments.put(b"abc".to_vec()).await.unwrap();
        let unfinished = test.data_dir().join("attachments/incoming/unfinished");
        fs::write(&unfinished, b"a").unwrap();
        let file = fs::File::options().write(true).open(&unfinished).unwrap();
        file.set_modified(test.clock.now().into()).unwrap();

        test.clock.advance(TimeDelta::days(7));
        assert_eq!(attachments.collect_orphans(store).await.unwrap(), 0);
        test.clock.advance(TimeDelta::seconds(1));
        assert_eq!(attachments.collect_orphans(store).await.unwrap(), 2);
        assert!(matches!(attachments.get(ABC).await, Err(Error::NotFound(_))));
        assert_eq!(attachments.get(&named.sha256).await.unwrap(), b"named");
    }

    a_file_put_again_waits_another_seven_days(test) {
        let (attachments, store) = (test.ward.attachments(), test.ward.store());
        attachments.put(b"abc".to_vec()).await.unwrap();
        test.clock.advance(TimeDelta::days(8));
        attachments.put(b"abc".to_vec()).await.unwrap();
        assert_eq!(attachments.collect_orphans(store).await.unwrap(), 0);
        assert_eq!(attachments.get(ABC).await.unwrap(), b"abc");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let engine = azukari_core::testing::Engine::Sqlite;
    let test = TestWard::open(engine, "files_are_for_their_owner_alone").await.unwrap().unwrap();
    test.ward.attachments().put(b"abc".to_vec()).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file(&test)), 0o600);
    assert_eq!(mode(file(&test).parent().unwrap()), 0o700);
    let database = test.data_dir().join("fresh/azukari.db");
    let url = azukari_core::store::DatabaseUrl::sqlite(&database);
    let store = azukari_core::store::Store::connect(&url, test.clock.clone()).await.unwrap();
    store.migrate().await.unwrap();
    assert_eq!(mode(&database), 0o600);
    assert_eq!(mode(&database.with_extension("db-wal")), 0o600);
}
