//! The trail: what was changed behind the program's back is found and named.

use azukari_core::{
    Actor, Error,
    audit::{self, Action, Flaw, Redaction, Verification},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _};

use crate::support::{behind_the_back, bodies, enter_body, person};

/// Five entries, a change each.
async fn five_entries(test: &TestWard) {
    for name in ["一", "二", "三", "四", "五"] {
        enter_body(test, name).await.unwrap();
    }
    let found = verify(test).await;
    assert!(found.ok, "{found:?}");
}

async fn verify(test: &TestWard) -> Verification {
    audit::verify(test.ward.store()).await.unwrap()
}

/// What is found after a statement was run behind the program's back.
async fn found_after(test: &TestWard, sql: &str) -> (Option<i64>, Option<Flaw>) {
    let conn = behind_the_back(test).await;
    let done = conn.execute_unprepared(sql).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql}");
    conn.close().await.unwrap();
    let found = verify(test).await;
    assert!(!found.ok, "{sql}");
    (found.first_bad, found.flaw)
}

/// Changes a column of the third entry, or of its change, finds it named, and
/// puts the column back.
async fn assert_covered(test: &TestWard, table: &str, column: &str, changed: &str) {
    let own = match table {
        "audit_entry" => "sequence = 3",
        _ => "entry_id = (SELECT id FROM audit_entry WHERE sequence = 3)",
    };
    let conn = behind_the_back(test).await;
    let keep = format!("CREATE TABLE kept AS SELECT * FROM {table} WHERE {own}");
    conn.execute_unprepared(&keep).await.unwrap();
    let id = match table {
        "audit_entry" => "id = (SELECT id FROM kept)",
        _ => "payload_digest = (SELECT payload_digest FROM kept)",
    };
    conn.close().await.unwrap();
    let (bad, _) = found_after(test, &format!("UPDATE {table} SET {column} = {changed} WHERE {own}")).await;
    assert_eq!(bad, Some(3), "{table}.{column}");
    let conn = behind_the_back(test).await;
    let id = if column == "id" || column == "payload_digest" { own } else { id };
    let restore = format!("UPDATE {table} SET {column} = (SELECT {column} FROM kept) WHERE {id}");
    conn.execute_unprepared(&restore).await.unwrap();
    conn.execute_unprepared("DROP TABLE kept").await.unwrap();
    conn.close().await.unwrap();
    let found = verify(test).await;
    assert!(found.ok, "{table}.{column}: {found:?}");
}

on_both_engines! {
    one_character_changed_in_a_change_is_found(test) {
        five_entries(test).await;
        assert_covered(test, "audit_change", "after", "replace(after, '三', '参')").await;
        assert_covered(test, "audit_change", "before", "''").await;
        assert_covered(test, "audit_change", "kind", "'implementing_bodz'").await;
        assert_covered(test, "audit_change", "position", "1").await;
        assert_covered(test, "audit_change", "payload_digest", "upper(payload_digest)").await;
        let other = if test.ward.store().is_shared() { "'\\x00'::bytea" } else { "x'00'" };
        assert_covered(test, "audit_change", "salt", other).await;
        let other = "(SELECT object_id FROM audit_change WHERE entry_id <> \
                     (SELECT id FROM audit_entry WHERE sequence = 3) LIMIT 1)";
        assert_covered(test, "audit_change", "object_id", other).await;
    }

    one_character_changed_in_an_entry_is_found(test) {
        five_entries(test).await;
        assert_covered(test, "audit_entry", "at_us", "at_us + 1").await;
        assert_covered(test, "audit_entry", "actor_login", "'officeR'").await;
        assert_covered(test, "audit_entry", "actor_role", "'officeR'").await;
        assert_covered(test, "audit_entry", "actor_id", "NULL").await;
        assert_covered(test, "audit_entry", "action", "'edit'").await;
        assert_covered(test, "audit_entry", "reason", "'.'").await;
        assert_covered(test, "audit_entry", "change_count", "change_count - 1").await;
        assert_covered(test, "audit_entry", "previous", "upper(previous)").await;
        assert_covered(test, "audit_entry", "digest", "upper(digest)").await;
        assert_covered(test, "audit_entry", "sequence", "33").await;
    }

    a_payload_moved_to_the_other_column_is_found(test) {
        five_entries(test).await;
        let sql = "UPDATE audit_change SET before = after, after = NULL \
                   WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 2)";
        assert_eq!(found_after(test, sql).await, (Some(2), Some(Flaw::Altered)));
    }

    an_entry_deleted_is_found(test) {
        five_entries(test).await;
        let sql = "DELETE FROM audit_entry WHERE sequence = 2";
        assert_eq!(found_after(test, sql).await, (Some(2), Some(Flaw::Missing)));
    }

    a_change_deleted_is_found(test) {
        five_entries(test).await;
        let sql = "DELETE FROM audit_change WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 5)";
        assert_eq!(found_after(test, sql).await, (Some(5), Some(Flaw::Altered)));
    }

    the_last_entries_cut_off_are_found(test) {
        five_entries(test).await;
        let changes =
            "DELETE FROM audit_change WHERE entry_id IN (SELECT id FROM audit_entry WHERE sequence >= 4)";
        behind_the_back(test).await.execute_unprepared(changes).await.unwrap();
        let sql = "DELETE FROM audit_entry WHERE sequence >= 4";
        assert_eq!(found_after(test, sql).await, (Some(4), Some(Flaw::Head)));
    }

    entries_that_changed_places_are_found(test) {
        five_entries(test).await;
        let conn = behind_the_back(test).await;
        conn.execute_unprepared("UPDATE audit_entry SET sequence = 99 WHERE sequence = 2").await.unwrap();
        conn.execute_unprepared("UPDATE audit_entry SET sequence = 2 WHERE sequence = 3").await.unwrap();
        let sql = "UPDATE audit_entry SET sequence = 3 WHERE sequence = 99";
        assert_eq!(found_after(test, sql).await, (Some(2), Some(Flaw::Unlinked)));
    }

    a_head_that_was_moved_back_is_found(test) {
        five_entries(test).await;
        let sql = "UPDATE audit_head SET sequence = 4, digest = \
                   (SELECT digest FROM audit_entry WHERE sequence = 4)";
        assert_eq!(found_after(test, sql).await, (Some(5), Some(Flaw::Head)));
    }

    a_change_of_no_entry_is_found(test) {
        five_entries(test).await;
        let sql = "INSERT INTO audit_change (entry_id, position, kind, object_id, payload_digest) \
                   SELECT object_id, 0, 'item', object_id, '' FROM audit_change LIMIT 1";
        assert_eq!(found_after(test, sql).await, (None, Some(Flaw::Orphans)));
    }

    a_payload_blanked_without_a_redaction_is_found(test) {
        five_entries(test).await;
        let sql = "UPDATE audit_change SET before = NULL, after = NULL, salt = NULL \
                   WHERE entry_id = (SELECT id FROM audit_entry WHERE sequence = 1)";
        assert_eq!(found_after(test, sql).await, (Some(1), Some(Flaw::Blanked)));
    }

    a_redaction_blanks_the_payload_and_the_chain_still_holds(test) {
        five_entries(test).await;
        let store = test.ward.store();
        audit::redact(store, &person(Role::Admin), 2, 0, "保存期間の満了").await.unwrap();
        let (entry, changes) = audit::entry(store, 2, 10).await.unwrap();
        assert_eq!((entry.changes, changes[0].redacted, &changes[0].after), (1, true, &None));
        let found = verify(test).await;
        assert!(found.ok, "{found:?}");
        assert_eq!(found.redactions, [Redaction { sequence: 2, position: 0, by: 6 }]);
        assert_eq!(bodies(test).await.len(), 5);

        let again = audit::redact(store, &person(Role::Admin), 2, 0, "").await;
        assert!(matches!(again, Err(Error::Conflict(_))));
        let of_itself = audit::redact(store, &person(Role::Admin), 6, 0, "").await;
        assert!(matches!(of_itself, Err(Error::Conflict(_))));
        let officer = audit::redact(store, &person(Role::Officer), 3, 0, "").await;
        assert!(matches!(officer, Err(Error::Forbidden)));
        let missing = audit::redact(store, &person(Role::Admin), 3, 1, "").await;
        assert!(matches!(missing, Err(Error::NotFound(_))));
    }

    the_trail_tells_who_when_and_why(test) {
        let store = test.ward.store();
        let id = enter_body(test, "見本区長").await.unwrap();
        store
            .write(&Actor::system("bundle import"), Action::Import, "移行", async |tx| {
                tx.deleted("implementing_body", id, &"x").await
            })
            .await
            .unwrap();
        let entries = audit::page(store, None, 10).await.unwrap();
        assert_eq!(entries[0].at, test.clock.now());
        assert_eq!((entries[0].login.as_str(), entries[0].role.as_str()), ("bundle import", "system"));
        assert_eq!((entries[0].action.as_str(), entries[0].reason.as_str()), ("import", "移行"));
        assert_eq!(entries[1].role, "officer");
        assert_eq!(audit::page(store, Some(2), 10).await.unwrap(), entries[1..]);
        let head = entity::audit_head::Entity::find_by_id(1).one(store.read()).await.unwrap().unwrap();
        let found = verify(test).await;
        assert_eq!((found.entries, found.head.len(), found.head), (2, 64, head.digest));
        assert!(matches!(audit::entry(store, 3, 1).await, Err(Error::NotFound(_))));
    }

    an_empty_trail_holds(test) {
        let found = verify(test).await;
        assert_eq!((found.ok, found.entries, found.head.as_str()), (true, 0, ""));
    }
}

#[tokio::test]
async fn a_damaged_row_on_sqlite_is_a_finding_not_a_failure() {
    let name = "a_damaged_row";
    let test = TestWard::open(azukari_core::testing::Engine::Sqlite, name).await.unwrap().unwrap();
    five_entries(&test).await;
    let sql = "UPDATE audit_entry SET reason = CAST(x'ff00fe' AS TEXT) WHERE sequence = 4";
    assert_eq!(found_after(&test, sql).await, (Some(4), Some(Flaw::Missing)));
}
