//! People: adding, signing in, being locked out, the demonstration.

use std::net::IpAddr;

use azukari_core::{
    Actor, Error, Result,
    account::{self, Account, NewAccount, Password, SignIn, demo},
    audit, on_both_engines,
    policy::Role,
    testing::TestWard,
};
use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::EntityTrait as _;

use crate::support::{bodies, enter_body, enter_section, person};

const FROM: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7)));
const RIGHT: &str = "ねこ と 青い 自転車の歌";

fn tanaka() -> NewAccount {
    NewAccount {
        login: "Ｔanaka".into(),
        name: "田中 一".into(),
        role: Role::Officer,
        section: None,
        password: Some(RIGHT.into()),
    }
}

async fn add(test: &TestWard) -> Account {
    account::add(&test.ward, &Actor::system("account add"), tanaka()).await.unwrap().account
}

fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Invalid(faults)) = result else { panic!("{result:?}") };
    faults.into_iter().map(|fault| fault.code).collect()
}

async fn sign_in(test: &TestWard, login: &str, password: &str) -> Result<Account> {
    match account::sign_in(&test.ward, login, password, FROM).await? {
        SignIn::Done(account) => Ok(account),
        wanted => panic!("{wanted:?}"),
    }
}

async fn actions(test: &TestWard) -> Vec<(String, String)> {
    let entries = audit::page(test.ward.store(), None, 100).await.unwrap();
    entries.into_iter().map(|entry| (entry.action, entry.login)).collect()
}

on_both_engines! {
    the_roles_of_the_policy_are_those_of_the_database(test) {
        let rows = entity::role::Entity::find().all(test.ward.store().read()).await.unwrap();
        let mut kept: Vec<_> = rows.iter().map(|row| (row.position, &*row.code, &*row.label)).collect();
        kept.sort_unstable();
        let ours: Vec<_> = (0..).zip(Role::ALL).map(|(position, role)| (position, role.code(), role.word())).collect();
        assert_eq!(kept, ours);
    }

    whoever_was_added_signs_in_and_the_trail_says_so(test) {
        let added = add(test).await;
        assert_eq!((added.login.as_str(), added.role), ("tanaka", Role::Officer));
        let entered = sign_in(test, " TANAKA ", RIGHT).await.unwrap();
        assert_eq!(entered, added);
        assert_eq!(account::active(&test.ward, added.id).await.unwrap().unwrap().login, "tanaka");
        let expected = [("sign-in", "tanaka"), ("account-add", "account add")];
        assert_eq!(actions(test).await, expected.map(|(action, login)| (action.into(), login.into())));
        let (_, changes) = audit::entry(test.ward.store(), 2, 1).await.unwrap();
        assert_eq!(changes[0].after.as_deref(), Some(r#"{"failures":0,"from":"10.0.0.7"}"#));
    }

    no_secret_reaches_the_trail(test) {
        let added = add(test).await;
        let password = Password::chosen("とてもあたらしい合言葉です", &["tanaka"]).unwrap();
        account::set_password(&test.ward, &Actor::system("test"), added.id, &password).await.unwrap();
        sign_in(test, "tanaka", password.reveal()).await.unwrap();
        let rows = entity::audit_change::Entity::find().all(test.ward.store().read()).await.unwrap();
        let shown = format!("{rows:?}");
        assert_eq!(rows.len(), 3);
        assert!(!shown.contains("argon2") && !shown.contains("合言葉") && !shown.contains(RIGHT), "{shown}");
    }

    a_password_is_made_up_if_none_is_given(test) {
        let new = NewAccount { password: None, ..tanaka() };
        let added = account::add(&test.ward, &Actor::system("test"), new).await.unwrap();
        let password = added.generated.unwrap();
        assert_eq!(sign_in(test, "tanaka", password.reveal()).await.unwrap(), added.account);
    }

    everything_wrong_with_an_account_is_told_at_once(test) {
        let operator = Actor::system("test");
        let new = NewAccount {
            login: "田中".into(),
            name: "一\n二".into(),
            password: Some("short".into()),
            ..tanaka()
        };
        let wrong = account::add(&test.ward, &operator, new).await;
        assert_eq!(codes(wrong), ["account-login", "account-name", "password-short"]);
        let new = NewAccount { section: Some(test.clock.new_id()), ..tanaka() };
        assert_eq!(codes(account::add(&test.ward, &operator, new).await), ["account-section"]);
        add(test).await;
        assert_eq!(codes(account::add(&test.ward, &operator, tanaka()).await), ["account-login-taken"]);
        let forbidden = account::add(&test.ward, &person(Role::Officer), tanaka()).await;
        assert!(matches!(forbidden, Err(Error::Forbidden)));
        let section = Some(enter_section(test).await);
        let new = NewAccount { login: "suzuki".into(), section, ..tanaka() };
        assert_eq!(account::add(&test.ward, &operator, new).await.unwrap().account.section, section);
    }

    five_failures_lock_a_login_for_fifteen_minutes_known_or_not(test) {
        add(test).await;
        for login in ["tanaka", "nobody"] {
            for _ in 0..4 {
                assert_eq!(codes(sign_in(test, login, "wrong").await), ["sign-in-failed"], "{login}");
            }
            assert_eq!(codes(sign_in(test, login, "wrong").await), ["sign-in-locked"], "{login}");
            assert_eq!(codes(sign_in(test, login, RIGHT).await), ["sign-in-locked"], "{login}");
        }
        let trail: Vec<_> = actions(test).await.into_iter().filter(|(a, _)| a == "lockout").collect();
        assert_eq!(trail, [("lockout".into(), "?".into()), ("lockout".into(), "tanaka".into())]);
        test.clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        let still = sign_in(test, "tanaka", RIGHT).await.unwrap_err();
        assert!(still.to_string().contains("約1分間"), "{still}");
        test.clock.advance(TimeDelta::seconds(1));
        sign_in(test, "tanaka", RIGHT).await.unwrap();
    }

    a_success_forgets_the_failures_before_it(test) {
        add(test).await;
        for _ in 0..3 {
            for _ in 0..4 {
                assert_eq!(codes(sign_in(test, "tanaka", "wrong").await), ["sign-in-failed"]);
            }
            sign_in(test, "tanaka", RIGHT).await.unwrap();
        }
        let failures = entity::sign_in_failure::Entity::find().all(test.ward.store().read()).await.unwrap();
        assert!(failures.is_empty(), "{failures:?}");
    }

    guesses_at_once_get_no_more_tries_than_one_by_one(test) {
        add(test).await;
        let other = test.open_again().await.unwrap();
        let guesses = (0..20).map(|index| {
            let ward = if index % 2 == 0 { &test.ward } else { &other };
            account::sign_in(ward, "tanaka", "wrong", FROM)
        });
        let answers = join_all(guesses).await.into_iter().flat_map(codes).collect::<Vec<_>>();
        assert_eq!(answers.iter().filter(|code| **code == "sign-in-failed").count(), 4);
        assert_eq!(answers.iter().filter(|code| **code == "sign-in-locked").count(), 16);
        test.clock.advance(TimeDelta::minutes(16));
        assert_eq!(account::forget_old_failures(test.ward.store()).await.unwrap(), 1);
    }

    a_disabled_account_is_out_and_can_be_let_in_again(test) {
        let added = add(test).await;
        let operator = Actor::system("test");
        account::set_disabled(&test.ward, &operator, added.id, true, "").await.unwrap();
        assert_eq!(codes(sign_in(test, "tanaka", RIGHT).await), ["sign-in-failed"]);
        account::set_disabled(&test.ward, &operator, added.id, false, "").await.unwrap();
        sign_in(test, "tanaka", RIGHT).await.unwrap();
        let actor = account::active(&test.ward, added.id).await.unwrap().unwrap();
        let admin = Actor { role: Role::Admin, ..actor };
        let themselves = account::set_disabled(&test.ward, &admin, added.id, true, "").await;
        assert!(matches!(themselves, Err(Error::Conflict(_))));
    }

    a_password_is_changed_by_its_owner_or_an_administrator(test) {
        let added = add(test).await;
        let password = Password::generate().unwrap();
        let others = account::set_password(&test.ward, &person(Role::Officer), added.id, &password).await;
        assert!(matches!(others, Err(Error::Forbidden)));
        let actor = account::active(&test.ward, added.id).await.unwrap().unwrap();
        account::set_password(&test.ward, &actor, added.id, &password).await.unwrap();
        assert_eq!(codes(sign_in(test, "tanaka", RIGHT).await), ["sign-in-failed"]);
        sign_in(test, "tanaka", password.reveal()).await.unwrap();
    }

    a_demonstration_has_all_roles_and_new_passwords_at_each_start(test) {
        let import = async |_: &Actor| enter_section(test).await;
        let first = demo::prepare(&test.ward, async |actor| { import(actor).await; Ok(()) }).await.unwrap();
        let logins: Vec<&str> = first.iter().map(|(login, _)| login.as_str()).collect();
        assert_eq!(logins, ["officer", "secretariat", "auditor", "section", "admin", "viewer"]);
        for (login, password) in &first {
            let account = sign_in(test, login, password.reveal()).await.unwrap();
            assert_eq!(account.role.code(), login);
            assert_eq!(account.section.is_some(), login == "section");
        }
        let second = demo::prepare(&test.ward, async |_| panic!("imported twice")).await.unwrap();
        assert_eq!(codes(sign_in(test, "viewer", first[5].1.reveal()).await), ["sign-in-failed"]);
        sign_in(test, "viewer", second[5].1.reveal()).await.unwrap();
        assert!(audit::verify(test.ward.store()).await.unwrap().ok);
    }

    a_register_is_no_demonstration(test) {
        enter_body(test, "見本区長").await.unwrap();
        let refused = demo::prepare(&test.ward, async |_| Ok(())).await;
        assert_eq!(codes(refused), ["demo-refused"]);
        assert_eq!(bodies(test).await.len(), 1);
    }
}
