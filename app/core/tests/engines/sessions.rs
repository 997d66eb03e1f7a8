//! Sessions of browsers.

use std::collections::HashMap;

use azukari_core::{
    Actor,
    account::{self, NewAccount},
    housekeeping::{Forgotten, clean_up},
    on_both_engines,
    policy::Role,
    testing::TestWard,
    web_session::{self, ACCOUNT_KEY, DbSessionStore},
};
use chrono::TimeDelta;
use entity::web_session as table;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore as _,
    session::{Id, Record},
};

/// A record that ends an hour from now.
fn record(test: &TestWard, account: Option<&str>) -> Record {
    let mut data = HashMap::from([("back".to_owned(), json!("/items"))]);
    if let Some(account) = account {
        data.insert(ACCOUNT_KEY.to_owned(), json!(account));
    }
    Record { id: Id::default(), data, expiry_date: ends(test) }
}

fn ends(test: &TestWard) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp((test.clock.now() + TimeDelta::hours(1)).timestamp()).unwrap()
}

fn sessions(test: &TestWard) -> DbSessionStore {
    DbSessionStore::new(test.ward.store().clone())
}

async fn rows(test: &TestWard) -> Vec<table::Model> {
    table::Entity::find().all(test.ward.store().read()).await.unwrap()
}

on_both_engines! {
    a_session_is_kept_until_it_ends(test) {
        let sessions = sessions(test);
        let mut kept = record(test, None);
        sessions.create(&mut kept).await.unwrap();
        assert_eq!(sessions.load(&kept.id).await.unwrap(), Some(kept.clone()));
        test.clock.advance(TimeDelta::minutes(59));
        assert!(sessions.load(&kept.id).await.unwrap().is_some());
        test.clock.advance(TimeDelta::minutes(1));
        assert_eq!(sessions.load(&kept.id).await.unwrap(), None);
        assert_eq!(web_session::delete_expired(test.ward.store()).await.unwrap(), 1);
        assert!(rows(test).await.is_empty());
    }

    a_sign_in_that_nobody_went_on_with_is_forgotten_after_an_hour(test) {
        let sessions = sessions(test);
        let new = NewAccount {
            login: "tanaka".into(),
            name: String::new(),
            role: Role::Officer,
            section: None,
            password: None,
        };
        let added = account::add(&test.ward, &Actor::system("account add"), new).await.unwrap().account;
        let (mut nobodys, mut somebodys) = (record(test, None), record(test, Some(&added.id.to_string())));
        for record in [&mut nobodys, &mut somebodys] {
            record.expiry_date += std::time::Duration::from_secs(86_400);
            sessions.create(record).await.unwrap();
        }
        test.clock.advance(TimeDelta::minutes(59));
        assert_eq!(web_session::delete_expired(test.ward.store()).await.unwrap(), 0);
        test.clock.advance(TimeDelta::minutes(1));
        assert_eq!(web_session::delete_expired(test.ward.store()).await.unwrap(), 1);
        assert!(sessions.load(&somebodys.id).await.unwrap().is_some());
    }

    the_table_does_not_hold_the_cookie(test) {
        let mut kept = record(test, None);
        sessions(test).create(&mut kept).await.unwrap();
        let shown = format!("{:?}", rows(test).await);
        assert!(!shown.contains(&kept.id.to_string()) && !shown.contains(&kept.id.0.to_string()), "{shown}");
    }

    a_session_merely_used_is_written_every_five_minutes(test) {
        let sessions = sessions(test);
        let mut kept = record(test, None);
        sessions.create(&mut kept).await.unwrap();
        let created = rows(test).await;
        test.clock.advance(TimeDelta::minutes(4));
        kept.expiry_date = ends(test);
        sessions.save(&kept).await.unwrap();
        assert_eq!(rows(test).await, created);
        test.clock.advance(TimeDelta::minutes(1));
        kept.expiry_date = ends(test);
        sessions.save(&kept).await.unwrap();
        assert_eq!(rows(test).await[0].expires_at.timestamp(), kept.expiry_date.unix_timestamp());
    }

    a_session_whose_content_changed_is_written_at_once(test) {
        let sessions = sessions(test);
        let mut kept = record(test, None);
        sessions.create(&mut kept).await.unwrap();
        kept.data.insert("back".into(), json!("/sessions"));
        sessions.save(&kept).await.unwrap();
        assert_eq!(sessions.load(&kept.id).await.unwrap(), Some(kept));
    }

    a_session_that_was_ended_is_not_brought_back_by_a_late_answer(test) {
        let sessions = sessions(test);
        let mut kept = record(test, None);
        sessions.create(&mut kept).await.unwrap();
        sessions.delete(&kept.id).await.unwrap();
        kept.data.insert("back".into(), json!("/late"));
        sessions.save(&kept).await.unwrap();
        assert_eq!(sessions.load(&kept.id).await.unwrap(), None);
    }

    an_account_that_is_disabled_loses_its_sessions(test) {
        let operator = Actor::system("test");
        let new = NewAccount {
            login: "tanaka".into(),
            name: String::new(),
            role: Role::Officer,
            section: None,
            password: None,
        };
        let added = account::add(&test.ward, &operator, new).await.unwrap().account;
        let sessions = sessions(test);
        let (mut theirs, mut nobodys) = (record(test, Some(&added.id.to_string())), record(test, None));
        sessions.create(&mut theirs).await.unwrap();
        sessions.create(&mut nobodys).await.unwrap();
        account::set_disabled(&test.ward, &operator, added.id, true, "").await.unwrap();
        assert_eq!(sessions.load(&theirs.id).await.unwrap(), None);
        assert!(sessions.load(&nobodys.id).await.unwrap().is_some());
        assert_eq!(account::active(&test.ward, added.id).await.unwrap(), None);
    }

    cleaning_up_forgets_what_is_due_and_nothing_else(test) {
        let ward = &test.ward;
        sessions(test).create(&mut record(test, None)).await.unwrap();
        ward.attachments().put(b"unnamed".to_vec()).await.unwrap();
        let nobody = account::sign_in(ward, "nobody", "wrong", None).await;
        assert!(nobody.is_err());
        let nothing = Forgotten { sessions: 0, form_keys: 0, drafts: 0, imports: 0, sign_in_failures: 0, files: 0 };
        assert_eq!(clean_up(ward).await.unwrap(), nothing);
        test.clock.advance(TimeDelta::days(8));
        let all = Forgotten { sessions: 1, form_keys: 0, drafts: 0, imports: 0, sign_in_failures: 1, files: 1 };
        assert_eq!(clean_up(ward).await.unwrap(), all);
        assert_eq!(clean_up(ward).await.unwrap(), nothing);
    }

    sessions_leave_no_audit_entry(test) {
        sessions(test).create(&mut record(test, None)).await.unwrap();
        let entries = entity::audit_entry::Entity::find().count(test.ward.store().read()).await.unwrap();
        assert_eq!(entries, 0);
    }
}
