//! The figures of the start page, against the register itself.

use std::collections::BTreeSet;

use azukari_core::{
    Actor,
    home::{Size, overview},
    on_both_engines,
    policy::Role,
    testing::TestWard,
};
use domain::{
    bundle::Bundle,
    council::Part,
    item::{Item, ItemKind, VersionState},
};

use crate::{
    register::{fill, held, import, sample},
    support::person,
};

/// What the register holds of the items that are told.
fn counted(bundle: &Bundle, proposals: bool, told: impl Fn(&Item) -> bool) -> Size {
    let printed: BTreeSet<_> = bundle
        .submissions
        .iter()
        .flat_map(|paper| &paper.parts)
        .filter_map(|part| if let Part::Form { version, .. } = part { Some(*version) } else { None })
        .collect();
    let items: Vec<&Item> =
        bundle.items.iter().filter(|item| item.archived_at.is_none() && told(item)).collect();
    let count = |wanted: &dyn Fn(&Item) -> bool| {
        u64::try_from(items.iter().filter(|item| wanted(item)).count()).unwrap()
    };
    let proposal = |item: &Item| proposals && item.proposal().is_some();
    Size {
        programmes: u64::try_from(bundle.programmes.len()).unwrap(),
        items: count(&|_| true),
        kinds: ItemKind::ALL.iter().map(|kind| (*kind, count(&|item| item.kind == *kind))).collect(),
        in_force: count(&|item| item.in_force().is_some()),
        proposals: count(&proposal),
        unplaced: count(&|item| proposal(item) && !printed.contains(&item.proposal().unwrap().id)),
        clause_sets: u64::try_from(bundle.clause_sets.len()).unwrap(),
    }
}

async fn size(test: &TestWard, actor: &Actor) -> Size {
    overview(&test.ward, actor).await.unwrap().size
}

on_both_engines! {
    the_start_page_counts_what_its_reader_may_see(test) {
        fill(test).await;
        let mut bundle = sample();
        let alone = bundle.items.iter_mut().find(|item| item.in_force().is_some() && item.proposal().is_none()).unwrap();
        alone.archived_at = Some(test.clock.now());
        import(test, bundle).await.unwrap();
        let bundle = held(test).await;
        let all = size(test, &person(Role::Officer)).await;
        assert_eq!(all, counted(&bundle, true, |_| true));
        assert!(all.proposals > 0 && all.in_force > 0 && all.items < u64::try_from(bundle.items.len()).unwrap());
        let in_force = |item: &Item| item.current().unwrap().state == VersionState::InForce;
        assert_eq!(size(test, &person(Role::Viewer)).await, counted(&bundle, false, in_force));
        let section = bundle.items.iter().find(|item| item.proposal().is_some()).unwrap().current().unwrap().holding_section;
        let own = Actor { sections: vec![section.uuid()], ..person(Role::Section) };
        let held = |item: &Item| item.current().unwrap().holding_section == section;
        assert_eq!(size(test, &own).await, counted(&bundle, true, held));
        assert_eq!(size(test, &person(Role::Section)).await, counted(&bundle, true, |_| false));
    }
}
