//! Forms sent twice.

use std::sync::atomic::{AtomicUsize, Ordering};

use azukari_core::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency::{forget_old, once},
    on_both_engines,
    policy::Role,
};
use chrono::TimeDelta;
use futures::future::try_join_all;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use crate::support::{self, bodies, person};

/// Enters a body as a form does, and leads to its page.
async fn send(ward: &Ward, actor: &Actor, key: Option<&str>) -> Result<String> {
    once(ward.store(), actor, key, Action::Create, "", async |tx| {
        let body = support::body(ward.clock().new_id(), "一度");
        body.clone().into_active_model().insert(tx.conn()).await?;
        tx.created("implementing_body", body.id, &body).await?;
        Ok(format!("/bodies/{}", body.id))
    })
    .await
}

on_both_engines! {
    a_form_sent_many_times_at_once_does_its_work_once(test) {
        let sent = (0..20).map(|_| {
            let ward = test.ward.clone();
            tokio::spawn(async move { send(&ward, &person(Role::Officer), Some("key")).await })
        });
        let answers = try_join_all(sent.collect::<Vec<_>>()).await.unwrap();
        let answers: Vec<String> = answers.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(bodies(test).await, ["一度"]);
    }

    keys_of_others_and_no_key_do_the_work_each_time(test) {
        let other = Actor { account: Some(Uuid::from_u128(8)), ..person(Role::Officer) };
        for (actor, key) in [
            (&person(Role::Officer), Some("key")),
            (&other, Some("key")),
            (&other, Some("other key")),
            (&other, None),
            (&other, None),
            (&other, Some("")),
        ] {
            send(&test.ward, actor, key).await.unwrap();
        }
        assert_eq!(bodies(test).await.len(), 6);
    }

    an_attempt_that_failed_uses_no_key_up(test) {
        let tried = AtomicUsize::new(0);
        let actor = person(Role::Officer);
        for _ in 0..2 {
            let failed = once(test.ward.store(), &actor, Some("key"), Action::Create, "", async |_| {
                tried.fetch_add(1, Ordering::SeqCst);
                Err(Error::Conflict("no".into()))
            });
            assert!(matches!(failed.await, Err(Error::Conflict(_))));
        }
        assert_eq!(tried.load(Ordering::SeqCst), 2);
        send(&test.ward, &actor, Some("key")).await.unwrap();
        assert_eq!(bodies(test).await.len(), 1);
    }

    keys_are_forgotten_after_a_week(test) {
        let actor = person(Role::Officer);
        send(&test.ward, &actor, Some("key")).await.unwrap();
        test.clock.advance(TimeDelta::days(7));
        assert_eq!(forget_old(test.ward.store()).await.unwrap(), 0);
        test.clock.advance(TimeDelta::seconds(1));
        assert_eq!(forget_old(test.ward.store()).await.unwrap(), 1);
    }
}
