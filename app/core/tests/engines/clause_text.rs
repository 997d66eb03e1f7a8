//! The text of a draft edition, changed as its editor does.

use azukari_core::{
    Error,
    audit::Action,
    clauses::{self, FactsInput},
    on_both_engines,
    policy::Role,
    register::edit::Change,
    testing::TestWard,
};
use domain::clauses::{
    CaptionPlace,
    revise::{Op, Review, Typed},
};
use uuid::Uuid;

use crate::{register::faults, support::person};

const TEXT: &str = "特記事項\n（秘密の保持）\n第１条　乙は、秘密を守る。\n（返還）\n第２条　乙は、前条に従い、返還する。\n（公表）\n第３条　甲は、前２条に反したとき、公表する。";

async fn draft(test: &TestWard) -> (Uuid, Uuid) {
    let facts = FactsInput {
        name: "見本型".into(),
        variant: "own".into(),
        variant_own: "見本".into(),
        title: "特記事項".into(),
        ward_label: "甲".into(),
        contractor_label: "乙".into(),
        ..FactsInput::default()
    };
    let officer = person(Role::Officer);
    let set = clauses::create(&test.ward, &officer, None, TEXT, &facts).await.unwrap();
    let view = clauses::view(&test.ward, &officer, set).await.unwrap();
    (set, view.set.editions[0].id.uuid())
}

fn change(seen: &str) -> Change<'_> {
    Change { action: Action::Edit, reason: "条の整理", seen }
}

fn review(edit: &clauses::EditionEdit, typed: &Typed) -> Review {
    typed.review(&edit.edition, edit.wording())
}

on_both_engines! {
    a_text_is_saved_once_and_only_by_who_saw_it(test) {
        let officer = person(Role::Officer);
        let (set, edition) = draft(test).await;
        let edit = clauses::edition_edit(&test.ward, &officer, set, edition).await.unwrap();
        let (before, seen) = (edit.edition.clone(), edit.seen().unwrap());
        let mut typed = Typed::of(&before);
        typed.apply(&Op::Up(before.clauses[1].id.unwrap().to_string()));
        typed.preamble = "前文".into();
        typed.captions = Some(CaptionPlace::Behind);
        let moved = review(&edit, &typed);
        assert!(moved.decisions.is_empty());
        for _ in 0..2 {
            clauses::save_text(&test.ward, &officer, &edit, change(&seen), &moved).await.unwrap();
        }
        let now = clauses::edition_edit(&test.ward, &officer, set, edition).await.unwrap();
        assert_eq!(now.edition.clauses[0].id, before.clauses[1].id);
        assert_eq!(now.edition.clauses[0].body, "乙は、第２条に従い、返還する。");
        assert_eq!(now.edition.preamble, ["前文"]);
        assert_eq!(now.edition.captions, CaptionPlace::Behind);
        typed.preamble = "別の前文".into();
        let late = clauses::save_text(&test.ward, &officer, &edit, change(&seen), &review(&edit, &typed)).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        let foreign = person(Role::Viewer);
        let refused = clauses::save_text(&test.ward, &foreign, &edit, change(&seen), &moved).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }

    what_the_rules_refuse_names_the_clause(test) {
        let officer = person(Role::Officer);
        let (set, edition) = draft(test).await;
        let edit = clauses::edition_edit(&test.ward, &officer, set, edition).await.unwrap();
        let mut typed = Typed::of(&edit.edition);
        typed.clauses[2].text = String::new();
        let checked = clauses::check_text(&test.ward, &officer, &edit, &review(&edit, &typed)).await;
        let places: Vec<String> = faults(checked).into_iter().map(|fault| fault.place.to_string()).collect();
        assert_eq!(places, ["clauses[2].body"]);
    }
}
