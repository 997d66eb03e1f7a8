//! Backups: made beside a running server, restored elsewhere, never half.

use std::{fs, os::unix::fs::PermissionsExt as _, sync::atomic::AtomicUsize, sync::atomic::Ordering};

use super::serve::{Demo, header, record_sessions};
use crate::support::cli::Office;

#[test]
fn a_backup_taken_while_people_write_holds_what_was_acknowledged_before_it() {
    let office = Office::empty();
    let demo = Demo::start(&office);
    let (login, password) = demo.accounts[0].clone();
    let answer = demo.sign_in(&login, &password);
    let cookie = header(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    let (address, recorded) = (demo.address.clone(), AtomicUsize::new(0));
    let file = office.folder().join("backup.azukari");
    let before = std::thread::scope(|scope| {
        let writer = scope.spawn(|| record_sessions(&address, &cookie, &recorded));
        while recorded.load(Ordering::Relaxed) < 10 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let before = recorded.load(Ordering::Relaxed);
        office.run(&["backup", file.to_str().unwrap()]).done();
        // The writer ends with the server.
        demo.stop();
        let ids = writer.join().unwrap();
        ids[..before].to_vec()
    });
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let names: Vec<_> = fs::read_dir(office.folder()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".azukari-")), "{names:?}");

    let elsewhere = Office::empty();
    let said = elsewhere.run(&["restore", file.to_str().unwrap()]).done();
    let found = elsewhere.audit();
    assert_eq!(found["ok"], true);
    assert!(said.text().contains(found["head"].as_str().unwrap()), "{}", said.text());
    let register = String::from_utf8(elsewhere.export()).unwrap();
    let lost: Vec<_> = before.iter().filter(|id| !register.contains(id.as_str())).collect();
    assert!(lost.is_empty(), "acknowledged before the backup and not in it: {lost:?}");
}

#[test]
fn a_restored_register_is_the_same_byte_for_byte() {
    let office = Office::with_sample();
    let file = office.folder().join("one.azukari");
    office.run(&["backup", file.to_str().unwrap()]).done();
    let elsewhere = Office::empty();
    elsewhere.run(&["restore", file.to_str().unwrap()]).done();
    assert!(office.export() == elsewhere.export());
    assert_eq!(office.audit(), elsewhere.audit());

    // Neither overwrites anything.
    let again = office.run(&["backup", file.to_str().unwrap()]).refused();
    assert!(again.stderr.contains("backup-exists"), "{}", again.stderr);
    let again = elsewhere.run(&["restore", file.to_str().unwrap()]).refused();
    assert!(again.stderr.contains("restore-occupied"), "{}", again.stderr);
}

#[test]
fn what_is_not_in_a_backup_is_said_when_it_is_made_and_when_it_is_restored() {
    let office = Office::with_sample();
    let path = |name: &str| office.folder().join(name).to_str().unwrap().to_owned();
    let said = office.run(&["backup", &path("none.azukari"), "--with-key"]).done().text().to_owned();
    assert!(said.contains("サインインの状態は入っていません"), "{said}");
    assert!(!said.contains("二段階認証"), "there is no key yet: {said}");

    fs::write(office.folder().join("azukari.key"), "5e".repeat(32)).unwrap();
    let said = office.run(&["backup", &path("without.azukari")]).done().text().to_owned();
    assert!(said.contains("鍵は入っていません") && said.contains("--with-key"), "{said}");
    assert!(said.contains(&path("azukari.key")), "{said}");
    let said = office.run(&["backup", &path("with.azukari"), "--with-key"]).done().text().to_owned();
    assert!(said.contains("鍵が入っています"), "{said}");

    let elsewhere = Office::empty();
    let said = elsewhere.run(&["restore", &path("with.azukari")]).done().text().to_owned();
    assert!(
        said.contains("全員がサインインし直します") && said.contains("azukari.key に戻しました"),
        "{said}"
    );
    let key = elsewhere.folder().join("azukari.key");
    assert_eq!(fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
    let elsewhere = Office::empty();
    let said = elsewhere.run(&["restore", &path("without.azukari")]).done().text().to_owned();
    assert!(!said.contains("二段階認証"), "nobody needs the key: {said}");
    assert!(!elsewhere.folder().join("azukari.key").exists());
}

#[test]
fn a_backup_that_is_not_whole_changes_nothing() {
    let office = Office::with_sample();
    let file = office.folder().join("one.azukari");
    office.run(&["backup", file.to_str().unwrap()]).done();
    let whole = fs::read(&file).unwrap();
    let mut bent = whole.clone();
    let middle = bent.len() / 3;
    bent[middle] ^= 0x20;
    let faults: [(&[u8], &str); 5] = [
        (&whole[..whole.len() / 2], "backup-unreadable"),
        (&bent, "backup-damaged"),
        (b"", "backup-unreadable"),
        (b"PK\x05\x06 not an archive", "backup-unreadable"),
        (b"{}", "backup-unreadable"),
    ];
    for (bytes, code) in faults {
        let elsewhere = Office::empty();
        let bad = office.folder().join("bad.azukari");
        fs::write(&bad, bytes).unwrap();
        let refused = elsewhere.run(&["restore", bad.to_str().unwrap()]).refused();
        assert!(refused.stderr.contains(code), "{code}: {}", refused.stderr);
        assert!(!elsewhere.database_file().exists());
        let left: Vec<_> = fs::read_dir(elsewhere.folder()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }
    let missing = Office::empty().run(&["restore", "no such file"]).refused();
    assert!(missing.stderr.contains("no such file"), "{}", missing.stderr);
}
