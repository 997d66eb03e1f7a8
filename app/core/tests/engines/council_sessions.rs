//! Adding and changing the council's sessions.

use azukari_core::{
    Actor, Error,
    audit::{self, Action},
    council::session::{self, SessionInput},
    on_both_engines,
    policy::Role,
    register::edit::Change,
    testing::TestWard,
};
use domain::{Id, council::Session};

use crate::{
    register::{fill, told},
    support::person,
};

fn input(fiscal_year: &str, number: &str, held_on: &str) -> SessionInput {
    SessionInput { fiscal_year: fiscal_year.into(), number: number.into(), held_on: held_on.into() }
}

async fn create(test: &TestWard, input: &SessionInput) -> azukari_core::Result<Id<Session>> {
    session::create(&test.ward, &person(Role::Secretariat), None, input).await
}

async fn seen(test: &TestWard, id: Id<Session>) -> String {
    session::page(&test.ward, &Actor::system("test"), id).await.unwrap().seen
}

async fn change(
    test: &TestWard,
    id: Id<Session>,
    seen: &str,
    input: &SessionInput,
) -> azukari_core::Result<()> {
    let change = Change { action: Action::Edit, reason: "", seen };
    session::change(&test.ward, &person(Role::Officer), id, change, input).await
}

on_both_engines! {
    what_was_typed_in_any_form_is_the_session(test) {
        let id = create(test, &input("令和８年度", "３", "令和８年１１月２２日")).await.unwrap();
        let page = session::page(&test.ward, &Actor::system("test"), id).await.unwrap();
        assert_eq!(page.session.label(), "令和8年度第3回");
        assert_eq!(page.session.held_on.unwrap().to_string(), "2026-11-22");
        let again = SessionInput::of(&page.session);
        assert_eq!(again, input("令和8年度", "3", "令和8年11月22日"));
        let (entry, changes) = audit::entry(test.ward.store(), 1, 10).await.unwrap();
        assert_eq!((entry.action.as_str(), changes[0].kind.as_str()), ("create", "council_session"));
    }

    every_field_at_fault_is_told(test) {
        let wrong = create(test, &input("むかし", "零", "2026-02-30")).await;
        let told: Vec<String> = told(wrong).into_iter().map(|(_, place)| place).collect();
        assert_eq!(told, ["fiscal_year", "number", "held_on"]);
        let both = create(test, &input("2026", "0", "2027-04-01")).await;
        let places: Vec<String> = crate::register::told(both).into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["number", "held_on"]);
        let outside = create(test, &input("2026", "1", "2027-04-01")).await;
        assert_eq!(crate::register::told(outside), [("session-day", "held_on".to_owned())]);
        for number in ["0", "100", "", "1.5", "-1"] {
            let wrong = create(test, &input("2026", number, "")).await;
            assert_eq!(crate::register::told(wrong), [("session-number", "number".to_owned())], "{number}");
        }
        let empty = create(test, &input(" ", "1", "")).await;
        assert_eq!(crate::register::told(empty), [("empty-text", "fiscal_year".to_owned())]);
    }

    a_number_is_given_once_a_year(test) {
        create(test, &input("2026", "1", "")).await.unwrap();
        let twice = create(test, &input("R8", "１", "")).await;
        assert_eq!(told(twice), [("duplicate-number", "number".to_owned())]);
        let other = create(test, &input("2027", "1", "")).await.unwrap();
        let seen = seen(test, other).await;
        let clash = change(test, other, &seen, &input("2026", "1", "")).await;
        assert_eq!(told(clash), [("duplicate-number", "number".to_owned())]);
    }

    a_form_sent_twice_makes_one_session(test) {
        let (actor, typed) = (person(Role::Secretariat), input("2026", "2", ""));
        let first = session::create(&test.ward, &actor, Some("k"), &typed).await.unwrap();
        let second = session::create(&test.ward, &actor, Some("k"), &typed).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(session::list(&test.ward, &Actor::system("test")).await.unwrap().len(), 1);
    }

    a_change_to_what_has_changed_since_is_a_conflict(test) {
        let id = create(test, &input("2026", "2", "")).await.unwrap();
        let seen = seen(test, id).await;
        let first = input("2026", "2", "2026-07-01");
        change(test, id, &seen, &first).await.unwrap();
        change(test, id, &seen, &first).await.expect("the same form sent twice");
        let late = change(test, id, &seen, &input("2026", "2", "2026-08-01")).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let page = session::page(&test.ward, &Actor::system("test"), id).await.unwrap();
        assert_eq!(page.session.held_on.unwrap().to_string(), "2026-07-01");
    }

    the_policy_and_what_is_not_there(test) {
        for role in [Role::Viewer, Role::Auditor, Role::Section] {
            let refused = session::create(&test.ward, &person(role), None, &input("2026", "1", "")).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
        let nowhere = Id::new(test.clock.new_id());
        let missing = change(test, nowhere, "", &input("2026", "1", "")).await;
        assert!(matches!(missing, Err(Error::NotFound(_))), "{missing:?}");
        assert!(matches!(session::page(&test.ward, &Actor::system("test"), nowhere).await, Err(Error::NotFound(_))));
    }

    sessions_are_listed_latest_first_with_their_papers(test) {
        fill(test).await;
        let rows = session::list(&test.ward, &Actor::system("test")).await.unwrap();
        let order: Vec<_> = rows.iter().map(|row| (row.session.fiscal_year, row.session.number)).collect();
        assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
        let papers: Vec<_> = rows.iter().flat_map(|row| &row.submissions).map(|row| row.reference.as_str()).collect();
        assert_eq!(papers.len(), crate::register::sample().submissions.len());
        assert_eq!(papers.first(), Some(&"2026-3-14"));
    }
}
