//! Adding and changing the council's sessions.

use azukari_core::{
    Actor, Error, audit,
    council::session::{self, SessionInput},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use domain::{Id, council::Session};

use crate::{
    register::{fill, told},
    support::person,
};

fn input(fiscal_year: &str, number: &str, held_on: &str) -> SessionInput {
    SessionInput {
        fiscal_year: fiscal_year.into(),
        number: number.into(),
        held_on: held_on.into(),
        ..SessionInput::default()
    }
}

async fn create(test: &TestWard, input: &SessionInput) -> azukari_core::Result<Id<Session>> {
    session::create(&test.ward, &person(Role::Secretariat), input, None).await
}

on_both_engines! {
    what_was_typed_in_any_form_is_the_session(test) {
        let id = create(test, &input("令和８年度", "３", "令和８年１１月２２日")).await.unwrap();
        let page = session::page(&test.ward, &Actor::system("test"), id).await.unwrap();
        assert_eq!((page.session.label().as_str(), page.version), ("令和8年度第3回", 1));
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
        let outside = create(test, &input("2026", "1", "2027-04-01")).await;
        assert_eq!(crate::register::told(outside), [("session-day", "held_on".to_owned())]);
        for number in ["0", "100", "", "1.5", "-1"] {
            let wrong = create(test, &input("2026", number, "")).await;
            assert_eq!(crate::register::told(wrong), [("session-number", "number".to_owned())], "{number}");
        }
    }

    a_number_is_given_once_a_year(test) {
        create(test, &input("2026", "1", "")).await.unwrap();
        let twice = create(test, &input("R8", "１", "")).await;
        assert_eq!(told(twice), [("duplicate-number", "number".to_owned())]);
        let other = create(test, &input("2027", "1", "")).await.unwrap();
        let clash = session::update(&test.ward, &person(Role::Officer), other, 1, &input("2026", "1", "")).await;
        assert_eq!(told(clash), [("duplicate-number", "number".to_owned())]);
    }

    a_form_sent_twice_makes_one_session(test) {
        let (actor, typed) = (person(Role::Secretariat), input("2026", "2", ""));
        let first = session::create(&test.ward, &actor, &typed, Some("k")).await.unwrap();
        let second = session::create(&test.ward, &actor, &typed, Some("k")).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(session::list(&test.ward, &Actor::system("test")).await.unwrap().len(), 1);
    }

    a_change_to_what_has_changed_since_is_a_conflict(test) {
        let id = create(test, &input("2026", "2", "")).await.unwrap();
        let actor = person(Role::Secretariat);
        session::update(&test.ward, &actor, id, 1, &input("2026", "2", "2026-07-01")).await.unwrap();
        let late = session::update(&test.ward, &actor, id, 1, &input("2026", "2", "2026-08-01")).await;
        let Err(Error::Conflict(sentence)) = late else { panic!("{late:?}") };
        assert!(sentence.contains("令和8年7月1日"), "{sentence}");
        let page = session::page(&test.ward, &Actor::system("test"), id).await.unwrap();
        assert_eq!((page.version, page.session.held_on.unwrap().to_string()), (2, "2026-07-01".to_owned()));
    }

    the_policy_and_what_is_not_there(test) {
        for role in [Role::Viewer, Role::Auditor, Role::Section] {
            let refused = session::create(&test.ward, &person(role), &input("2026", "1", ""), None).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
        let nowhere = Id::new(test.clock.new_id());
        let missing = session::update(&test.ward, &person(Role::Officer), nowhere, 1, &input("2026", "1", "")).await;
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
