//! Writes: all or nothing, one after the other, none lost.

use azukari_core::{
    Error, Result, Ward,
    audit::{self, Action},
    on_both_engines,
    policy::Role,
};
use entity::{audit_change, implementing_body};
use futures::future::try_join_all;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::support::{self, bodies, enter_body, person};

/// Adds one to a number kept as a name, as an edit does: reads, then updates
/// what it saw.
async fn count_up(ward: &Ward, id: Uuid) -> Result<()> {
    loop {
        let seen = implementing_body::Entity::find_by_id(id).one(ward.store().read()).await?.unwrap();
        let mut next = seen.clone();
        next.name = (seen.name.parse::<u32>().unwrap() + 1).to_string();
        let outcome = ward
            .store()
            .write(&person(Role::Officer), Action::Edit, "", async |tx| {
                let updated = implementing_body::Entity::update_many()
                    .set(implementing_body::ActiveModel {
                        name: Set(next.name.clone()),
                        ..Default::default()
                    })
                    .filter(implementing_body::Column::Id.eq(id))
                    .filter(implementing_body::Column::Name.eq(&seen.name))
                    .exec(tx.conn())
                    .await?;
                if updated.rows_affected == 0 {
                    return Err(Error::Conflict("changed".into()));
                }
                tx.updated("implementing_body", id, &seen, &next).await
            })
            .await;
        match outcome {
            Err(Error::Conflict(_)) => {}
            outcome => return outcome,
        }
    }
}

on_both_engines! {
    readers_cannot_write(test) {
        let refused = test.ward.store().read().execute_unprepared("DELETE FROM role").await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains("readonly") || refused.contains("read-only"), "{refused}");
    }

    fifty_writers_at_once_lose_no_update_and_the_chain_holds(test) {
        let id = enter_body(test, "0").await.unwrap();
        let other = test.open_again().await.unwrap();
        let writers = (0..50).map(|index| {
            let ward = if index % 2 == 0 { test.ward.clone() } else { other.clone() };
            tokio::spawn(async move {
                for _ in 0..4 {
                    count_up(&ward, id).await?;
                }
                Ok::<(), Error>(())
            })
        });
        for outcome in try_join_all(writers.collect::<Vec<_>>()).await.unwrap() {
            outcome.unwrap();
        }
        assert_eq!(bodies(test).await, ["200"]);
        let found = audit::verify(test.ward.store()).await.unwrap();
        assert_eq!((found.ok, found.entries, found.first_bad), (true, 201, None));
    }

    a_write_that_fails_leaves_nothing(test) {
        let store = test.ward.store();
        let id = test.clock.new_id();
        let failed: Result<()> = store
            .write(&person(Role::Officer), Action::Create, "", async |tx| {
                let body = support::body(id, "消える");
                body.clone().into_active_model().insert(tx.conn()).await?;
                tx.created("implementing_body", id, &body).await?;
                Err(Error::Conflict("no".into()))
            })
            .await;
        assert!(matches!(failed, Err(Error::Conflict(_))));
        assert!(bodies(test).await.is_empty());
        assert_eq!(audit_change::Entity::find().count(store.read()).await.unwrap(), 0);
        enter_body(test, "残る").await.unwrap();
        assert!(audit::verify(store).await.unwrap().ok);
    }

    a_write_that_is_dropped_half_way_leaves_nothing_and_blocks_nobody(test) {
        let ward = test.ward.clone();
        let id = test.clock.new_id();
        let (told, started) = tokio::sync::oneshot::channel();
        let stuck = tokio::spawn(async move {
            ward.store()
                .write(&person(Role::Officer), Action::Create, "", async |tx| {
                    let body = support::body(id, "途中");
                    body.clone().into_active_model().insert(tx.conn()).await?;
                    tx.created("implementing_body", id, &body).await?;
                    told.send(()).unwrap();
                    std::future::pending::<Result<()>>().await
                })
                .await
        });
        started.await.unwrap();
        stuck.abort();
        assert!(stuck.await.unwrap_err().is_cancelled());
        enter_body(test, "次").await.unwrap();
        assert_eq!(bodies(test).await, ["次"]);
    }

    what_is_uncommitted_is_seen_by_nobody(test) {
        let store = test.ward.store();
        store
            .write(&person(Role::Officer), Action::Create, "", async |tx| {
                let body = support::body(test.clock.new_id(), "未");
                body.clone().into_active_model().insert(tx.conn()).await?;
                assert!(bodies(test).await.is_empty());
                tx.created("implementing_body", body.id, &body).await
            })
            .await
            .unwrap();
        assert_eq!(bodies(test).await, ["未"]);
    }

    a_snapshot_stands_still(test) {
        let snapshot = test.ward.store().snapshot().await.unwrap();
        let count = async || implementing_body::Entity::find().count(snapshot.conn()).await.unwrap();
        assert_eq!(count().await, 0);
        enter_body(test, "あと").await.unwrap();
        assert_eq!(count().await, 0);
        assert_eq!(bodies(test).await, ["あと"]);
    }

    a_write_that_changes_nothing_leaves_no_entry(test) {
        enter_body(test, "見本区長").await.unwrap();
        let body = implementing_body::Entity::find().one(test.ward.store().read()).await.unwrap().unwrap();
        let store = test.ward.store();
        store
            .write(&person(Role::Officer), Action::Edit, "", async |tx| {
                tx.updated("implementing_body", body.id, &body, &body).await
            })
            .await
            .unwrap();
        assert_eq!(audit::page(store, None, 10).await.unwrap().len(), 1);
    }

    a_large_write_is_one_entry(test) {
        let store = test.ward.store();
        let made: Vec<_> = (0..2_345)
            .map(|index| support::body(test.clock.new_id(), format!("実施機関{index}")))
            .collect();
        store
            .write(&person(Role::Officer), Action::Import, "まとめて", async |tx| {
                for rows in made.chunks(500) {
                    let rows = rows.iter().cloned().map(|row| row.into_active_model());
                    implementing_body::Entity::insert_many(rows).exec(tx.conn()).await?;
                }
                for row in &made {
                    tx.created("implementing_body", row.id, row).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let entries = audit::page(store, None, 10).await.unwrap();
        assert_eq!((entries.len(), entries[0].changes, entries[0].reason.as_str()), (1, 2_345, "まとめて"));
        assert!(audit::verify(store).await.unwrap().ok);
        let (_, changes) = audit::entry(store, 1, 3).await.unwrap();
        let after = format!("{{\"id\":\"{}\",\"name\":\"実施機関2\",\"successor_id\":null,\"valid_from\":null,\"valid_to\":null}}", made[2].id);
        assert_eq!(changes[2].after.as_ref(), Some(&after));
    }

    foreign_keys_are_kept(test) {
        let broken = test
            .ward
            .store()
            .exempt_write(async |tx| {
                let orphan = entity::department::Model {
                    id: test.clock.new_id(),
                    body_id: test.clock.new_id(),
                    name: "みなしご".into(),
                    valid_from: None,
                    valid_to: None,
                    successor_id: None,
                };
                orphan.into_active_model().insert(tx.conn()).await?;
                Ok(())
            })
            .await;
        let Err(Error::Database(cause)) = broken else { panic!("{broken:?}") };
        assert!(matches!(cause.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))), "{cause}");
    }
}

#[tokio::test]
async fn on_sqlite_writes_are_durable() {
    use azukari_core::testing::{Engine, TestWard};

    let test = TestWard::open(Engine::Sqlite, "pragmas").await.unwrap().unwrap();
    let store = test.ward.store();
    let pragma = async |name: &str| {
        let tx = store.snapshot().await.unwrap();
        let row = tx.conn().query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            format!("PRAGMA {name}"),
        ));
        row.await.unwrap().unwrap()
    };
    assert_eq!(pragma("journal_mode").await.try_get_by_index::<String>(0).unwrap(), "wal");
    assert_eq!(pragma("foreign_keys").await.try_get_by_index::<i32>(0).unwrap(), 1);
    let full = store
        .exempt_write(async |tx| {
            let query = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA synchronous");
            Ok(tx.conn().query_one_raw(query).await?.unwrap().try_get_by_index::<i32>(0)?)
        })
        .await
        .unwrap();
    assert_eq!(full, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_writers_that_wait_for_each_other_are_a_conflict_not_a_failure() {
    use azukari_core::testing::{Engine, TestWard};

    let Some(test) = TestWard::open(Engine::Postgres, "writers_that_wait_for_each_other").await.unwrap()
    else {
        return;
    };
    let ids = [enter_body(&test, "一").await.unwrap(), enter_body(&test, "二").await.unwrap()];
    let both_hold_one = tokio::sync::Barrier::new(2);
    let rename = async |first: Uuid, second: Uuid, name: &str| {
        let set = async |tx: &azukari_core::store::WriteTx, id: Uuid| {
            let row = implementing_body::ActiveModel {
                id: Set(id),
                name: Set(name.to_owned()),
                ..Default::default()
            };
            row.update(tx.conn()).await?;
            Ok::<(), Error>(())
        };
        let officer = person(Role::Officer);
        let store = test.ward.store();
        store
            .write(&officer, Action::Edit, "", async |tx| {
                set(tx, first).await?;
                both_hold_one.wait().await;
                set(tx, second).await?;
                tx.updated("implementing_body", first, &"", &name).await
            })
            .await
    };
    let (one, other) = futures::join!(rename(ids[0], ids[1], "甲"), rename(ids[1], ids[0], "乙"));
    let (lost, won) = if one.is_err() { (one, "乙") } else { (other, "甲") };
    assert!(matches!(lost, Err(Error::Conflict(_))), "{lost:?}");
    assert_eq!(bodies(&test).await, [won, won]);
    test.remove().await.unwrap();
}
