//! The trail as people look through it.

use azukari_core::{
    Actor, Error,
    audit::{self, Action, TrailQuery},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use chrono::{NaiveDate, TimeDelta};
use entity::{audit_text, implementing_body};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _};
use uuid::Uuid;

use crate::support::{behind_the_back, enter_body, enter_section, person};

async fn rename(test: &TestWard, actor: &Actor, id: Uuid, name: &str, reason: &str) {
    let store = test.ward.store();
    let before = implementing_body::Entity::find_by_id(id).one(store.read()).await.unwrap().unwrap();
    let after = implementing_body::Model { name: name.into(), ..before.clone() };
    store
        .write(actor, Action::Edit, reason, async |tx| {
            after.clone().into_active_model().reset_all().update(tx.conn()).await?;
            tx.updated("implementing_body", id, &before, &after).await
        })
        .await
        .unwrap();
}

fn query(text: &str) -> TrailQuery {
    TrailQuery { text: text.into(), limit: 10, ..TrailQuery::default() }
}

async fn sequences(test: &TestWard, query: &TrailQuery) -> Vec<i64> {
    let found = audit::search(&test.ward, &person(Role::Auditor), query).await.unwrap();
    found.into_iter().map(|found| found.entry.sequence).collect()
}

on_both_engines! {
    the_trail_is_found_by_what_changed_who_when_and_why(test) {
        let body = enter_body(test, "見本区長").await.unwrap();
        rename(test, &person(Role::Officer), body, "見本区ﾁｮｳ", "条例の改正のため").await;
        test.clock.advance(TimeDelta::days(2));
        rename(test, &person(Role::Secretariat), body, "100%_区長", "").await;

        assert_eq!(sequences(test, &query("")).await, [3, 2, 1]);
        assert_eq!(sequences(test, &query("見本区ちょう")).await, [3, 2]);
        assert_eq!(sequences(test, &query("条例の改正")).await, [2]);
        assert_eq!(sequences(test, &query("見本区ちょう 条例")).await, [2]);
        assert_eq!(sequences(test, &query("%_")).await, [3]);
        assert_eq!(sequences(test, &query("%%")).await, [] as [i64; 0]);
        let who = TrailQuery { login: "secretariat".into(), ..query("") };
        assert_eq!(sequences(test, &who).await, [3]);
        let action = TrailQuery { action: Some(Action::Create), ..query("") };
        assert_eq!(sequences(test, &action).await, [1]);
        let kind = TrailQuery { kind: "party".into(), ..query("") };
        assert_eq!(sequences(test, &kind).await, [] as [i64; 0]);
        // The clock stands at 2026-03-31 23:43 UTC: the first of April in Japan.
        let first = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        let days = TrailQuery { from: Some(first), to: Some(first), ..query("") };
        assert_eq!(sequences(test, &days).await, [2, 1]);
        let older = TrailQuery { before: Some(3), limit: 1, ..query("") };
        assert_eq!(sequences(test, &older).await, [2]);
        assert_eq!(audit::logins(&test.ward, &person(Role::Admin)).await.unwrap(), ["officer", "secretariat"]);
        let refused = audit::search(&test.ward, &person(Role::Section), &query("")).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }

    an_object_tells_its_history_field_by_field(test) {
        let body = enter_body(test, "見本区長").await.unwrap();
        rename(test, &person(Role::Officer), body, "見本区教育委員会", "組織の変更").await;
        enter_body(test, "ほか").await.unwrap();
        let officer = person(Role::Officer);
        let history =
            audit::object_history(&test.ward, &officer, "implementing_body", body, None, 10).await.unwrap();
        let told: Vec<_> = history
            .iter()
            .map(|(entry, told)| {
                let differences: Vec<_> =
                    told.differences.iter().map(|d| (d.place_text(), d.before.clone(), d.after.clone())).collect();
                (entry.reason.as_str(), told.created, differences)
            })
            .collect();
        let field = || "名称".to_owned();
        assert_eq!(
            told,
            [
                ("組織の変更", false, vec![(field(), Some("見本区長".into()), Some("見本区教育委員会".into()))]),
                ("", true, vec![(field(), None, Some("見本区長".into()))]),
            ]
        );
        let (entry, changes) = audit::changes_of(&test.ward, &officer, 2, 0, 10).await.unwrap();
        assert_eq!((entry.sequence, changes.len(), changes[0].object.label.as_str()), (2, 1, "見本区教育委員会"));
        let hidden =
            audit::object_history(&test.ward, &person(Role::Viewer), "implementing_body", body, None, 10).await;
        assert!(matches!(hidden, Err(Error::NotFound(_))));
    }

    references_are_told_by_name(test) {
        let section = enter_section(test).await;
        let history =
            audit::object_history(&test.ward, &person(Role::Officer), "section", section, None, 1).await.unwrap();
        let department = history[0].1.differences.iter().find(|d| d.place_text() == "department_id");
        assert_eq!(department.unwrap().after.as_deref(), Some("健康部"));
    }

    a_redacted_change_is_found_no_more_and_old_entries_are_given_their_text(test) {
        let body = enter_body(test, "氏名一号").await.unwrap();
        rename(test, &person(Role::Officer), body, "氏名二号", "").await;
        behind_the_back(test).await.close().await.unwrap();
        let conn = behind_the_back(test).await;
        audit_text::Entity::delete_many().exec(&conn).await.unwrap();
        conn.close().await.unwrap();
        assert_eq!(sequences(test, &query("氏名一号")).await, [] as [i64; 0]);
        assert_eq!(audit::index_missing(test.ward.store()).await.unwrap(), 2);
        assert_eq!(audit::index_missing(test.ward.store()).await.unwrap(), 0);
        assert_eq!(sequences(test, &query("氏名一号")).await, [2, 1]);

        let store = test.ward.store();
        audit::redact(store, &person(Role::Admin), 2, 0, "保存期間の満了").await.unwrap();
        assert_eq!(sequences(test, &query("氏名一号")).await, [1]);
        assert_eq!(audit::index_missing(store).await.unwrap(), 0);
        assert_eq!(audit_text::Entity::find().count(store.read()).await.unwrap(), 3);
    }
}
