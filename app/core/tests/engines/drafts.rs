//! What a person has typed and not saved yet.

use azukari_core::{
    Actor,
    account::{self, NewAccount},
    draft::{discard, find, forget_old, save},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use chrono::TimeDelta;

const PAGE: &str = "/items/1/edit";

async fn somebody(test: &TestWard, login: &str) -> Actor {
    let new = NewAccount {
        login: login.into(),
        name: String::new(),
        role: Role::Officer,
        section: None,
        password: Some("Mihon-2026-tanuki".into()),
    };
    let added = account::add(&test.ward, &Actor::system("test"), new).await.unwrap();
    account::active(&test.ward, added.account.id).await.unwrap().unwrap()
}

async fn kept(test: &TestWard, actor: &Actor, page: &str) -> Option<String> {
    find(&test.ward, actor, page).await.unwrap().map(|draft| draft.fields)
}

on_both_engines! {
    a_draft_is_one_for_each_person_and_page_and_holds_the_latest_text(test) {
        let (one, other) = (somebody(test, "one").await, somebody(test, "other").await);
        save(&test.ward, &one, PAGE, "title=a").await.unwrap();
        save(&test.ward, &other, PAGE, "title=b").await.unwrap();
        test.clock.advance(TimeDelta::minutes(3));
        let at = save(&test.ward, &one, PAGE, "title=%E6%B0%8F%E5%90%8D").await.unwrap();
        let found = find(&test.ward, &one, PAGE).await.unwrap().unwrap();
        assert_eq!((found.fields.as_str(), found.saved_at), ("title=%E6%B0%8F%E5%90%8D", at));
        assert_eq!(kept(test, &other, PAGE).await.as_deref(), Some("title=b"));
        assert_eq!(kept(test, &one, "/items/2/edit").await, None);
        discard(&test.ward, &one, PAGE).await.unwrap();
        discard(&test.ward, &one, PAGE).await.unwrap();
        assert_eq!(kept(test, &one, PAGE).await, None);
        assert!(kept(test, &other, PAGE).await.is_some());
    }

    drafts_leave_no_trace_in_the_trail(test) {
        let one = somebody(test, "one").await;
        let before = azukari_core::audit::verify(test.ward.store()).await.unwrap().entries;
        save(&test.ward, &one, PAGE, "title=a").await.unwrap();
        assert_eq!(azukari_core::audit::verify(test.ward.store()).await.unwrap().entries, before);
        assert!(save(&test.ward, &Actor::system("test"), PAGE, "title=a").await.is_err());
    }

    a_person_keeps_the_latest_hundred(test) {
        let one = somebody(test, "one").await;
        for number in 0..102 {
            test.clock.advance(TimeDelta::seconds(1));
            save(&test.ward, &one, &format!("/items/{number}"), "a=b").await.unwrap();
        }
        assert_eq!(kept(test, &one, "/items/1").await, None);
        assert!(kept(test, &one, "/items/2").await.is_some());
        assert!(kept(test, &one, "/items/101").await.is_some());
    }

    a_draft_is_forgotten_after_a_month(test) {
        let one = somebody(test, "one").await;
        save(&test.ward, &one, PAGE, "a=b").await.unwrap();
        test.clock.advance(TimeDelta::days(30));
        assert_eq!(forget_old(test.ward.store()).await.unwrap(), 0);
        test.clock.advance(TimeDelta::seconds(1));
        assert_eq!(forget_old(test.ward.store()).await.unwrap(), 1);
        assert_eq!(kept(test, &one, PAGE).await, None);
    }
}
