//! Backups and what they hold beside the database.

use std::io::Read as _;

use azukari_core::{
    Error, audit, backup,
    backup::Manifest,
    policy::Role,
    testing::{Engine, TestWard},
};
use entity::web_session;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

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
    let manifest = Box::pin(backup::save(&test.ward, &file)).await.unwrap();
    (file, manifest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_named_by_the_register_come_back_whole() {
    let test = ward().await;
    let (file, manifest) = Box::pin(saved(&test)).await;
    assert_eq!((manifest.entries, manifest.attachments.len()), (2, 1));

    let folder = tempfile::tempdir().unwrap();
    let restored = backup::restore(&file, folder.path(), test.clock.clone()).await.unwrap();
    assert_eq!(restored, manifest);
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attachment_that_is_lost_stops_the_backup() {
    let test = ward().await;
    let (file, manifest) = Box::pin(saved(&test)).await;
    std::fs::remove_file(&file).unwrap();
    let sha256 = &manifest.attachments[0].sha256;
    std::fs::remove_file(test.data_dir().join("attachments").join(&sha256[..2]).join(&sha256[2..])).unwrap();
    let refused = Box::pin(backup::save(&test.ward, &file)).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_is_backed_up_by_its_own_tool() {
    let Some(test) = TestWard::open(Engine::Postgres, "backup::postgres").await.unwrap() else { return };
    let file = test.data_dir().join("backup.azukari");
    let Err(Error::Invalid(faults)) = Box::pin(backup::save(&test.ward, &file)).await else {
        panic!("not refused")
    };
    assert_eq!(faults[0].code, "backup-engine");
    test.remove().await.unwrap();
}
