//! The schema: fresh and migrated are the same, and no start harms another.

use azukari_core::{
    on_both_engines,
    store::Schema,
    testing::{Engine, TestWard},
};
use futures::future::try_join_all;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

use crate::{register::fill, support::behind_the_back};

/// Every table, column, key, check and index, as the engine tells them.
async fn described(conn: &DatabaseConnection) -> Vec<String> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master \
             WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        }
        _ => {
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
                    coalesce(column_default, '') AS line \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL \
             SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY line"
        }
    };
    let query = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(query).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

on_both_engines! {
    a_fresh_schema_equals_one_migrated_step_by_step(test) {
        let fresh = described(test.ward.store().read()).await;
        assert!(fresh.iter().any(|line| line.contains("FOREIGN KEY")), "{fresh:#?}");
        let conn = behind_the_back(test).await;
        empty(&conn).await;
        assert_eq!(test.ward.store().schema().await.unwrap(), Schema::Empty);
        let steps = Migrator::migrations().len();
        for step in 1..=steps {
            Migrator::up(&conn, Some(1)).await.unwrap();
            // Behind to the last: nobody has made the index.
            assert_eq!(test.ward.store().schema().await.unwrap(), Schema::Behind, "{step}");
        }
        test.ward.store().migrate().await.unwrap();
        assert_eq!(test.ward.store().schema().await.unwrap(), Schema::Current);
        assert_eq!(described(&conn).await, fresh);
        conn.close().await.unwrap();
    }

    migrating_again_changes_nothing(test) {
        let before = described(test.ward.store().read()).await;
        test.ward.store().migrate().await.unwrap();
        assert_eq!(described(test.ward.store().read()).await, before);
    }

    an_index_made_by_other_rules_is_made_anew(test) {
        fill(test).await;
        let conn = behind_the_back(test).await;
        let entries = async || {
            let query = Statement::from_string(conn.get_database_backend(), "SELECT count(*) FROM search_body");
            let row = conn.query_one_raw(query).await.unwrap().unwrap();
            row.try_get_by_index::<i64>(0).unwrap()
        };
        let before = entries().await;
        conn.execute_unprepared("UPDATE search_state SET version = 0").await.unwrap();
        conn.execute_unprepared("DELETE FROM search_body").await.unwrap();
        assert_eq!(test.ward.store().schema().await.unwrap(), Schema::Behind);
        let opened = test.open_again().await;
        if conn.get_database_backend() == DbBackend::Postgres {
            // Other instances may use it.
            let error = opened.unwrap_err();
            assert!(error.to_string().contains("azukari migrate"), "{error}");
            test.ward.store().migrate().await.unwrap();
        } else {
            opened.unwrap().store().clone().close().await.unwrap();
        }
        assert_eq!(test.ward.store().schema().await.unwrap(), Schema::Current);
        assert_eq!(entries().await, before);
        conn.close().await.unwrap();
    }

    a_schema_of_a_newer_program_is_refused(test) {
        let conn = behind_the_back(test).await;
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_newer', 0)";
        conn.execute_unprepared(newer).await.unwrap();
        conn.close().await.unwrap();
        let error = test.open_again().await.unwrap_err();
        assert!(error.to_string().contains("より新しい版"), "{error}");
    }
}

/// Drops everything, as if nobody had migrated yet.
async fn empty(conn: &DatabaseConnection) {
    match conn.get_database_backend() {
        DbBackend::Sqlite => {
            let query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
                         AND name NOT LIKE 'search_terms_%'";
            let query = Statement::from_string(DbBackend::Sqlite, query);
            for row in conn.query_all_raw(query).await.unwrap() {
                let name: String = row.try_get_by_index(0).unwrap();
                conn.execute_unprepared(&format!("DROP TABLE \"{name}\"")).await.unwrap();
            }
        }
        _ => {
            conn.execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_instances_that_start_together_migrate_once() {
    let Some(test) = TestWard::open(Engine::Postgres, "instances_that_start_together").await.unwrap() else {
        return;
    };
    let conn = behind_the_back(&test).await;
    empty(&conn).await;
    let starts = try_join_all((0..4).map(|_| test.open_again())).await.unwrap();
    for ward in starts {
        assert_eq!(ward.store().schema().await.unwrap(), Schema::Current);
    }
    conn.close().await.unwrap();
    test.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_a_register_is_migrated_only_by_the_command() {
    let Some(test) = TestWard::open(Engine::Postgres, "migrated_only_by_the_command").await.unwrap() else {
        return;
    };
    let conn = behind_the_back(&test).await;
    empty(&conn).await;
    Migrator::up(&conn, Some(1)).await.unwrap();
    let error = test.open_again().await.unwrap_err();
    assert!(error.to_string().contains("azukari migrate"), "{error}");
    conn.close().await.unwrap();
    test.remove().await.unwrap();
}
