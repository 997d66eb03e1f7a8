//! Backups and what they hold beside the database.

use std::{io::Read as _, path::Path};

use azukari_core::{
    Actor, Error, Result,
    account::{self, NewAccount},
    audit,
    backup::{self, Key, KeyState, Manifest, Restored},
    policy::Role,
    testing::{Engine, TestWard},
};
use entity::{account as account_entity, web_session};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};

use crate::support::{enter_body, person};

async fn ward() -> TestWard {
    let test = TestWard::open(Engine::Sqlite, "backup").await.unwrap().unwrap();
    enter_body(&test, "見本区長").await.unwrap();
    let attachments = test.ward.attachments();
    let stored = attachments.put(b"certificate".to_vec()).await.unwrap();
    let store = test.ward.store();
    store
        .write(&person(Role::Officer), audit::Action::Create, "", async |tx| {
            attachments.record(tx, &stored, "証明書.pdf", "application/pdf").await
        })
        .await
        .unwrap();
    // Nothing names this one: it is no part of the register.
    attachments.put(b"orphan".to_vec()).await.unwrap();
    test
}

async fn saved(test: &TestWard) -> (std::path::PathBuf, Manifest) {
    let file = test.data_dir().join("backup.azukari");
    let manifest = Box::pin(backup::save(&test.ward, &file, Key::LeaveOut)).await.unwrap();
    (file, manifest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_named_by_the_register_come_back_whole() {
    let test = ward().await;
    let (file, manifest) = Box::pin(saved(&test)).await;
    assert_eq!((manifest.entries, manifest.attachments.len()), (2, 1));

    let folder = tempfile::tempdir().unwrap();
    let restored = backup::restore(&file, folder.path(), test.clock.clone()).await.unwrap();
    assert_eq!((restored.manifest, restored.key), (manifest.clone(), KeyState::NotNeeded));
    let sha256 = &manifest.attachments[0].sha256;
    let path = folder.path().join("attachments").join(&sha256[..2]).join(&sha256[2..]);
    assert_eq!(std::fs::read(path).unwrap(), b"certificate");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_ins_are_not_in_a_backup() {
    let test = ward().await;
    let now = test.clock.now();
    let session = web_session::Model {
        id_hash: "5e551017".repeat(8),
        account_id: None,
        record: Vec::new(),
        touched_at: now,
        expires_at: now,
    };
    test.ward
        .store()
        .exempt_write(async |tx| {
            session.into_active_model().insert(tx.conn()).await?;
            Ok(())
        })
        .await
        .unwrap();
    let (file, _) = Box::pin(saved(&test)).await;
    let mut database = Vec::new();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    archive.by_name(backup::DATABASE).unwrap().read_to_end(&mut database).unwrap();
    assert!(database.windows(9).any(|bytes| bytes == "見本区".as_bytes()));
    assert!(!database.windows(16).any(|bytes| bytes == b"5e5510175e551017"));
}

/// A ward in which somebody is asked for a code.
async fn ward_with_codes() -> TestWard {
    let test = ward().await;
    let new = NewAccount {
        login: "tanaka".into(),
        name: String::new(),
        role: Role::Officer,
        section: None,
        password: None,
    };
    let added = account::add(&test.ward, &Actor::system("account add"), new).await.unwrap().account;
    let sealed = test.ward.seal().seal(&format!("totp:{}", added.id), &[7; 20]).unwrap();
    let row =
        account_entity::Entity::find_by_id(added.id).one(test.ward.store().read()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.totp_secret = Set(Some(sealed));
    row.totp_since = Set(Some(test.clock.now()));
    let store = test.ward.store();
    store.exempt_write(async |tx| Ok(row.update(tx.conn()).await?)).await.unwrap();
    test
}

async fn restored(test: &TestWard, file: &Path, folder: &Path) -> Result<Restored> {
    Box::pin(backup::restore(file, folder, test.clock.clone())).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_is_in_a_backup_only_when_asked_for_and_told_of_when_missing() {
    let test = ward_with_codes().await;
    let key = std::fs::read(test.data_dir().join("azukari.key")).unwrap();
    let (file, manifest) = Box::pin(saved(&test)).await;
    assert_eq!(manifest.key, None);
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(11).any(|part| part == b"azukari.key"));

    let without = tempfile::tempdir().unwrap();
    assert_eq!(restored(&test, &file, without.path()).await.unwrap().key, KeyState::Missing(1));
    assert!(!without.path().join("azukari.key").exists(), "none is made up");
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("azukari.key"), "0".repeat(64)).unwrap();
    assert_eq!(restored(&test, &file, other.path()).await.unwrap().key, KeyState::Missing(1));
    let right = tempfile::tempdir().unwrap();
    std::fs::write(right.path().join("azukari.key"), &key).unwrap();
    assert_eq!(restored(&test, &file, right.path()).await.unwrap().key, KeyState::Held);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_asked_for_comes_back_for_the_owner_alone_and_pushes_none_aside() {
    use std::os::unix::fs::PermissionsExt as _;

    let test = ward_with_codes().await;
    let key = std::fs::read(test.data_dir().join("azukari.key")).unwrap();
    let file = test.data_dir().join("whole.azukari");
    let manifest = Box::pin(backup::save(&test.ward, &file, Key::Include)).await.unwrap();
    assert!(manifest.key.is_some());
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(restored(&test, &file, folder.path()).await.unwrap().key, KeyState::Restored);
    let placed = folder.path().join("azukari.key");
    assert_eq!(std::fs::read(&placed).unwrap(), key);
    assert_eq!(std::fs::metadata(&placed).unwrap().permissions().mode() & 0o777, 0o600);

    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("azukari.key"), "0".repeat(64)).unwrap();
    let Err(Error::Invalid(faults)) = restored(&test, &file, other.path()).await else {
        panic!("not refused")
    };
    assert_eq!(faults[0].code, "restore-key-differs");
    assert_eq!(std::fs::read(other.path().join("azukari.key")).unwrap(), "0".repeat(64).as_bytes());
    assert!(!other.path().join(backup::DATABASE).exists());
    // Its own key is no other.
    std::fs::write(other.path().join("azukari.key"), &key).unwrap();
    assert_eq!(restored(&test, &file, other.path()).await.unwrap().key, KeyState::Restored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ward_without_a_key_has_none_to_back_up() {
    let test = ward().await;
    let file = test.data_dir().join("whole.azukari");
    let manifest = Box::pin(backup::save(&test.ward, &file, Key::Include)).await.unwrap();
    assert_eq!(manifest.key, None);
    assert!(!test.ward.seal().is_made());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attachment_that_is_lost_stops_the_backup() {
    let test = ward().await;
    let (file, manifest) = Box::pin(saved(&test)).await;
    std::fs::remove_file(&file).unwrap();
    let sha256 = &manifest.attachments[0].sha256;
    std::fs::remove_file(test.data_dir().join("attachments").join(&sha256[..2]).join(&sha256[2..])).unwrap();
    let refused = Box::pin(backup::save(&test.ward, &file, Key::LeaveOut)).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_is_backed_up_by_its_own_tool() {
    let Some(test) = TestWard::open(Engine::Postgres, "backup::postgres").await.unwrap() else { return };
    let file = test.data_dir().join("backup.azukari");
    let Err(Error::Invalid(faults)) = Box::pin(backup::save(&test.ward, &file, Key::LeaveOut)).await else {
        panic!("not refused")
    };
    assert_eq!(faults[0].code, "backup-engine");
    test.remove().await.unwrap();
}
