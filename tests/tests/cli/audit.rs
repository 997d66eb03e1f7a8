use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};

use crate::support::{
    cli::{Office, sha256},
    sample,
};

/// A register with three entries in its trail: the sample, and two changes.
fn office_with_a_history() -> Office {
    let office = Office::with_sample();
    for name in ["粗大ごみ受付センターの運営（一）", "粗大ごみ受付センターの運営（二）"]
    {
        let mut programme = sample::list("programmes")[1].clone();
        programme["name"] = name.into();
        let part = serde_json::json!({ "format": "azukari", "version": 1, "programmes": [programme] });
        office.run_with(&["bundle", "import", "-"], part.to_string().as_bytes()).done();
    }
    office
}

/// Opens the database behind the program's back.
async fn behind_its_back(office: &Office) -> DatabaseConnection {
    let url = format!("sqlite:{}?mode=rw", office.database_file().display());
    Database::connect(url).await.unwrap()
}

/// Moves what stands in SQLite's log into the file, so that the file is all.
async fn fold_log(office: &Office) {
    let database = behind_its_back(office).await;
    database.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    database.close().await.unwrap();
}

#[test]
fn the_trail_holds_and_says_how_long_it_is() {
    let office = office_with_a_history();
    let found = office.audit();
    assert_eq!(found["ok"], true);
    assert_eq!(found["entries"], 3);
    assert_eq!(found["first_bad"], serde_json::Value::Null);
    assert_eq!(found["head"].as_str().unwrap().len(), sha256(b"").len());
    office.run(&["audit", "verify"]).done();
}

/// Each of these changes one byte, or one thing, of the second entry.
const TAMPERING: [&str; 6] = [
    "UPDATE audit_change SET after = replace(after, '（一）', '（二）') WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
    "UPDATE audit_change SET before = substr(before, 1, length(before) - 1) WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
    "UPDATE audit_change SET object_id = (SELECT id FROM audit_entry WHERE sequence = 1) WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
    "UPDATE audit_entry SET actor_login = actor_login || '.' WHERE sequence = 2",
    "UPDATE audit_entry SET at_us = at_us + 1 WHERE sequence = 2",
    "DELETE FROM audit_change WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)",
];

#[tokio::test]
async fn one_byte_changed_behind_its_back_is_found_and_its_entry_named() {
    let office = office_with_a_history();
    fold_log(&office).await;
    let clean = std::fs::read(office.database_file()).unwrap();
    for statement in TAMPERING {
        let database = behind_its_back(&office).await;
        let changed = database.execute_unprepared(statement).await.unwrap().rows_affected();
        database.close().await.unwrap();
        assert!(changed > 0, "{statement}");

        let verified = office.run(&["audit", "verify", "--json"]);
        assert_eq!(verified.code, Some(1), "{statement}");
        assert_eq!(verified.json()["ok"], false, "{statement}");
        assert_eq!(verified.json()["first_bad"], 2, "{statement}");
        let said = office.run(&["audit", "verify"]);
        assert_eq!(said.code, Some(1), "{statement}");
        assert!(format!("{}{}", said.text(), said.stderr).contains('2'), "{statement}: {said:?}");
        fold_log(&office).await;
        std::fs::write(office.database_file(), &clean).unwrap();
    }
    assert_eq!(office.audit()["ok"], true);
}

#[tokio::test]
async fn an_entry_cut_off_the_end_is_missed() {
    let office = office_with_a_history();
    let database = behind_its_back(&office).await;
    for statement in [
        "DELETE FROM audit_change WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 3)",
        "DELETE FROM audit_entry WHERE sequence = 3",
    ] {
        database.execute_unprepared(statement).await.unwrap();
    }
    database.close().await.unwrap();
    let found = office.run(&["audit", "verify", "--json"]);
    assert_eq!(found.code, Some(1));
    assert_eq!(found.json()["first_bad"], 3);
}
