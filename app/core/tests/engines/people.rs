//! The second step, the first account, accounts administered, sections that
//! have gone into others.

use azukari_core::{
    Actor, Error, Result,
    account::{self, AccountInput, AccountOrder, AccountQuery, NewAccount, SignIn, setup},
    audit, on_both_engines,
    policy::Role,
    testing::TestWard,
};
use chrono::TimeDelta;
use entity::section;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use totp_rs::{Algorithm, Builder, Secret};
use uuid::Uuid;

use crate::support::{enter_section, person};

const PASSWORD: &str = "tall harbour counting lamps";

/// The operator.
pub(crate) fn operator() -> Actor {
    Actor::system("test")
}

/// Adds an account with the password all have here.
pub(crate) async fn add(test: &TestWard, login: &str, role: Role, section: Option<Uuid>) -> Actor {
    let new = NewAccount {
        login: login.into(),
        name: String::new(),
        role,
        section,
        password: Some(PASSWORD.into()),
    };
    let added = account::add(&test.ward, &operator(), new).await.unwrap();
    account::active(&test.ward, added.account.id).await.unwrap().unwrap()
}

/// The codes of the faults of a result that must have some.
pub(crate) fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Invalid(faults)) = result else { panic!("{result:?}") };
    faults.into_iter().map(|fault| fault.code).collect()
}

/// What an authenticator shows now.
fn shown(test: &TestWard, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(secret);
    let now = u64::try_from(test.clock.now().timestamp()).unwrap();
    totp.build_noncompliant().generate(now).to_string()
}

/// Sets the second step up. Returns the secret and the other codes.
async fn enrol(test: &TestWard, actor: &Actor) -> (String, Vec<String>) {
    account::begin_totp(&test.ward, actor, PASSWORD).await.unwrap();
    let secret = account::enrolment(&test.ward, actor).await.unwrap().secret;
    let codes = account::confirm_totp(&test.ward, actor, &shown(test, &secret)).await.unwrap();
    test.clock.advance(TimeDelta::seconds(30));
    (secret, codes)
}

async fn code(test: &TestWard, actor: &Actor, code: &str) -> Result<account::Account> {
    account::second_step(&test.ward, actor.account.unwrap(), code, None).await
}

async fn successor(test: &TestWard, of: Uuid, name: &str) -> Uuid {
    let row = section::Entity::find_by_id(of).one(test.ward.store().read()).await.unwrap().unwrap();
    let new =
        section::Model { id: test.clock.new_id(), name: name.into(), successor_id: None, ..row.clone() };
    let id = new.id;
    test.ward
        .store()
        .exempt_write(async |tx| {
            new.into_active_model().insert(tx.conn()).await?;
            let mut old = row.into_active_model();
            old.successor_id = Set(Some(id));
            old.update(tx.conn()).await?;
            Ok(())
        })
        .await
        .unwrap();
    id
}

on_both_engines! {
    a_section_owns_what_those_it_succeeded_held(test) {
        let first = enter_section(test).await;
        let other = successor(test, first, "別の課").await;
        let second = successor(test, other, "新しい課").await;
        let mut own = add(test, "new", Role::Section, Some(second)).await.sections;
        own.sort();
        let mut expected = vec![first, other, second];
        expected.sort();
        assert_eq!(own, expected);
        assert_eq!(add(test, "old", Role::Section, Some(first)).await.sections, [first]);
        assert!(add(test, "none", Role::Officer, None).await.sections.is_empty());
    }

    a_circle_of_successors_ends(test) {
        let first = enter_section(test).await;
        let second = successor(test, first, "二つ目").await;
        test.ward.store().exempt_write(async |tx| {
            let row = section::Entity::find_by_id(second).one(tx.conn()).await?.unwrap();
            let mut row = row.into_active_model();
            row.successor_id = Set(Some(first));
            row.update(tx.conn()).await?;
            Ok(())
        }).await.unwrap();
        assert_eq!(add(test, "new", Role::Section, Some(second)).await.sections.len(), 2);
    }

    a_second_step_counts_once_it_was_confirmed(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        assert_eq!(codes(account::begin_totp(&test.ward, &actor, "wrong password").await), ["password-wrong"]);
        account::begin_totp(&test.ward, &actor, PASSWORD).await.unwrap();
        assert!(matches!(account::sign_in(&test.ward, "tanaka", PASSWORD, None).await.unwrap(), SignIn::Done(_)));
        let enrolment = account::enrolment(&test.ward, &actor).await.unwrap();
        assert!(enrolment.url.starts_with("otpauth://totp/"), "{}", enrolment.url);
        assert_eq!(codes(account::confirm_totp(&test.ward, &actor, "000000").await), ["code-wrong"]);
        let spare = account::confirm_totp(&test.ward, &actor, &shown(test, &enrolment.secret)).await.unwrap();
        assert_eq!(spare.len(), 10);
        let wanted = account::sign_in(&test.ward, "tanaka", PASSWORD, None).await.unwrap();
        assert_eq!(wanted, SignIn::CodeWanted(actor.account.unwrap()));
        assert!(matches!(account::enrolment(&test.ward, &actor).await, Err(Error::NotFound(_))));
        assert!(matches!(account::begin_totp(&test.ward, &actor, PASSWORD).await, Err(Error::Conflict(_))));
        assert!(account::own(&test.ward, &actor).await.unwrap().account.totp);
    }

    a_code_is_taken_once_and_only_near_its_time(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let (secret, _) = enrol(test, &actor).await;
        let now = shown(test, &secret);
        code(test, &actor, &format!(" {}-{} ", &now[..3], &now[3..])).await.unwrap();
        assert_eq!(codes(code(test, &actor, &now).await), ["code-used"]);
        test.clock.advance(TimeDelta::seconds(30));
        assert_eq!(codes(code(test, &actor, &now).await), ["code-used"], "the step before is still near");
        let next = shown(test, &secret);
        test.clock.advance(TimeDelta::seconds(30));
        code(test, &actor, &next).await.unwrap();
        let late = shown(test, &secret);
        test.clock.advance(TimeDelta::seconds(61));
        assert_eq!(codes(code(test, &actor, &late).await), ["code-wrong"]);
    }

    of_two_with_the_same_code_at_once_one_is_let_in(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let (secret, spare) = enrol(test, &actor).await;
        for typed in [shown(test, &secret), spare[0].clone()] {
            let (one, other) = tokio::join!(code(test, &actor, &typed), code(test, &actor, &typed));
            assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
        }
    }

    a_recovery_code_works_once_however_it_is_typed(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let (_, spare) = enrol(test, &actor).await;
        code(test, &actor, &spare[3].to_uppercase().replace('-', " ")).await.unwrap();
        assert_eq!(codes(code(test, &actor, &spare[3]).await), ["code-wrong"]);
        assert_eq!(account::own(&test.ward, &actor).await.unwrap().recovery_codes, 9);
        let fresh = account::new_recovery_codes(&test.ward, &actor, PASSWORD).await.unwrap();
        assert_eq!(codes(code(test, &actor, &spare[4]).await), ["code-wrong"]);
        code(test, &actor, &fresh[0]).await.unwrap();
        account::stop_totp(&test.ward, &actor, PASSWORD).await.unwrap();
        let signed_in = account::sign_in(&test.ward, "tanaka", PASSWORD, None).await.unwrap();
        assert!(matches!(signed_in, SignIn::Done(_)));
        assert_eq!(account::own(&test.ward, &actor).await.unwrap().recovery_codes, 0);
    }

    guesses_at_the_code_lock_the_login_and_right_passwords_do_not(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let (secret, _) = enrol(test, &actor).await;
        for _ in 0..7 {
            let wanted = account::sign_in(&test.ward, "tanaka", PASSWORD, None).await.unwrap();
            assert!(matches!(wanted, SignIn::CodeWanted(_)));
        }
        for round in 0..4 {
            assert_eq!(codes(code(test, &actor, "wrong-code").await), ["code-wrong"]);
            if round < 3 {
                // The right password in between forgets nothing.
                account::sign_in(&test.ward, "tanaka", PASSWORD, None).await.unwrap();
            }
        }
        assert_eq!(codes(code(test, &actor, "wrong-code").await), ["sign-in-locked"]);
        assert_eq!(codes(code(test, &actor, &shown(test, &secret)).await), ["sign-in-locked"]);
        assert_eq!(codes(account::sign_in(&test.ward, "tanaka", PASSWORD, None).await), ["sign-in-locked"]);
        test.clock.advance(TimeDelta::minutes(16));
        code(test, &actor, &shown(test, &secret)).await.unwrap();
    }

    neither_secret_nor_codes_stand_in_the_database_or_the_trail(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let (secret, spare) = enrol(test, &actor).await;
        let row = entity::account::Entity::find_by_id(actor.account.unwrap());
        let row = row.one(test.ward.store().read()).await.unwrap().unwrap();
        let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
        let sealed = row.totp_secret.clone().unwrap();
        assert!(!sealed.windows(20).any(|part| part == secret.as_bytes()));
        assert!(!format!("{row:?}").contains("totp_secret"));
        let kept = entity::recovery_code::Entity::find().all(test.ward.store().read()).await.unwrap();
        let changes = entity::audit_change::Entity::find().all(test.ward.store().read()).await.unwrap();
        let text = format!("{kept:?} {changes:?}");
        for code in spare {
            assert!(!text.contains(&code) && !text.contains(&code.replace('-', "")));
        }
        assert!(audit::verify(test.ward.store()).await.unwrap().ok);
    }

    the_first_account_is_an_administrator_made_by_who_has_the_server(test) {
        let ward = &test.ward;
        let token = setup::token(ward).unwrap();
        assert_eq!(setup::token(&test.open_again().await.unwrap()).unwrap(), token, "the same on each instance");
        assert!(setup::needed(ward).await.unwrap());
        let wrong = setup::create(ward, "aaaa-bbbb-cccc-dddd", "田中", "", "short").await;
        assert_eq!(codes(wrong), ["setup-token", "account-login", "password-short"]);
        assert_eq!(codes(setup::create(ward, "", "kanri", "", PASSWORD).await), ["setup-token"]);
        assert!(setup::needed(ward).await.unwrap());
        let typed = token.to_uppercase().replace('-', " ");
        let (one, other) = tokio::join!(
            setup::create(ward, &typed, "kanri", "管理 花子", PASSWORD),
            setup::create(ward, &typed, "kanri2", "", PASSWORD)
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
        assert_eq!(one.or(other).unwrap().role, Role::Admin);
        assert!(!setup::needed(ward).await.unwrap());
        assert!(matches!(setup::create(ward, &token, "late", "", PASSWORD).await, Err(Error::NotFound(_))));
        let trail = audit::page(ward.store(), None, 9).await.unwrap();
        assert_eq!((trail.len(), trail[0].login.as_str(), trail[0].action.as_str()), (1, "setup", "account-add"));
    }

    accounts_are_found_by_words_role_and_state_in_any_order(test) {
        let section = enter_section(test).await;
        let admin = add(test, "admin", Role::Admin, None).await;
        for (login, role) in [("b.viewer", Role::Viewer), ("a.section", Role::Section), ("c.auditor", Role::Auditor)] {
            add(test, login, role, (role == Role::Section).then_some(section)).await;
        }
        let logins = async |query: AccountQuery| {
            let rows = account::search(&test.ward, &admin, &AccountQuery { limit: 50, ..query.clone() }).await.unwrap();
            assert_eq!(account::count(&test.ward, &admin, &query).await.unwrap(), rows.len() as u64);
            rows.into_iter().map(|row| row.account.login).collect::<Vec<_>>()
        };
        let query = AccountQuery::default();
        assert_eq!(logins(query.clone()).await, ["a.section", "admin", "b.viewer", "c.auditor"]);
        assert_eq!(logins(AccountQuery { search: "ＳＥＣ".into(), ..query.clone() }).await, ["a.section"]);
        assert_eq!(logins(AccountQuery { search: "健康推進".into(), ..query.clone() }).await, ["a.section"]);
        assert_eq!(logins(AccountQuery { role: Some(Role::Viewer), ..query.clone() }).await, ["b.viewer"]);
        let by_role = AccountQuery { order: AccountOrder::Role, descending: true, ..query.clone() };
        assert_eq!(logins(by_role).await, ["b.viewer", "admin", "a.section", "c.auditor"]);
        let paged = AccountQuery { offset: 1, limit: 2, ..query.clone() };
        assert_eq!(account::search(&test.ward, &admin, &paged).await.unwrap().len(), 2);
        let officer = account::search(&test.ward, &person(Role::Officer), &query).await;
        assert!(matches!(officer, Err(Error::Forbidden)));
    }

    an_administrator_changes_others_and_not_their_own_role(test) {
        let section = enter_section(test).await;
        let admin = add(test, "admin", Role::Admin, None).await;
        let other = add(test, "other", Role::Viewer, None).await;
        let id = other.account.unwrap();
        let input = AccountInput {
            name: "佐藤 一".into(),
            role: Role::Section,
            section: Some(section),
            reason: "異動".into(),
        };
        account::change(&test.ward, &admin, id, 1, &input).await.unwrap();
        assert_eq!(account::active(&test.ward, id).await.unwrap().unwrap().sections, [section]);
        // Sent twice it is done once; what differs from what was seen is a conflict.
        account::change(&test.ward, &admin, id, 1, &input).await.unwrap();
        let late = AccountInput { name: "佐藤 二".into(), ..input.clone() };
        let stale = account::change(&test.ward, &admin, id, 1, &late).await;
        assert!(matches!(stale, Err(Error::Conflict(_))));
        let wrong = AccountInput {
            name: "a\nb".into(),
            section: Some(test.clock.new_id()),
            reason: "x".repeat(501),
            ..input.clone()
        };
        let all = ["account-name", "account-section", "text-too-long"];
        assert_eq!(codes(account::change(&test.ward, &admin, id, 2, &wrong).await), all);
        let own = account::change(&test.ward, &admin, admin.account.unwrap(), 1, &input).await;
        assert_eq!(codes(own), ["account-own-role"]);
        let forbidden = account::change(&test.ward, &other, id, 2, &input).await;
        assert!(matches!(forbidden, Err(Error::Forbidden)));
        let trail = audit::page(test.ward.store(), None, 1).await.unwrap();
        assert_eq!((trail[0].action.as_str(), trail[0].reason.as_str()), ("account-edit", "異動"));
    }

    a_password_is_made_anew_once_for_each_form(test) {
        let admin = add(test, "admin", Role::Admin, None).await;
        let id = add(test, "other", Role::Viewer, None).await.account.unwrap();
        let made = account::reset_password(&test.ward, &admin, id, Some("k"), "忘れた").await.unwrap().unwrap();
        assert!(account::reset_password(&test.ward, &admin, id, Some("k"), "忘れた").await.unwrap().is_none());
        assert_eq!(codes(account::sign_in(&test.ward, "other", PASSWORD, None).await), ["sign-in-failed"]);
        account::sign_in(&test.ward, "other", made.reveal(), None).await.unwrap();
        let row = account::get(&test.ward, &admin, id).await.unwrap();
        assert_eq!(row.signed_in_at, Some(test.clock.now()));
    }

    a_lost_authenticator_is_taken_away_by_an_administrator(test) {
        let admin = add(test, "admin", Role::Admin, None).await;
        let other = add(test, "other", Role::Viewer, None).await;
        enrol(test, &other).await;
        let id = other.account.unwrap();
        assert!(matches!(account::reset_totp(&test.ward, &other, id, "").await, Err(Error::Forbidden)));
        account::reset_totp(&test.ward, &admin, id, "紛失").await.unwrap();
        assert!(matches!(account::sign_in(&test.ward, "other", PASSWORD, None).await.unwrap(), SignIn::Done(_)));
    }

    people_change_their_own_password_knowing_the_old_one(test) {
        let actor = add(test, "tanaka.h", Role::Officer, None).await;
        let change = async |old: &str, new: &str| account::change_password(&test.ward, &actor, old, new).await;
        assert_eq!(codes(change("wrong password", "とつぜん青い自転車が歌う").await), ["password-wrong"]);
        assert_eq!(codes(change("", "とつぜん青い自転車が歌う").await), ["password-missing"]);
        assert_eq!(codes(change(PASSWORD, "tanaka.h-2026").await), ["password-common"]);
        assert_eq!(codes(change(PASSWORD, PASSWORD).await), ["password-same"]);
        change(PASSWORD, "とつぜん青い自転車が歌う").await.unwrap();
        account::sign_in(&test.ward, "tanaka.h", "とつぜん青い自転車が歌う", None).await.unwrap();
    }
}
