//! Ids for children that were handed in without one.

use uuid::Uuid;

use super::Bundle;
use crate::{
    Id,
    clauses::{ClauseItem, Edition},
    item::ItemVersion,
    programme::Block,
};

/// Makes the id of a child from its parent, its list and its place there.
type Make<'a> = &'a mut dyn FnMut(Uuid, &str, usize) -> Uuid;

/// Gives every child without an id one that follows from its parent and its
/// place, so that the same file always gives the same register.
pub fn give_ids(bundle: &mut Bundle) {
    give(bundle, &mut |parent, list, index| Id::<Bundle>::of_child(parent, list, index).uuid());
}

/// Gives every child without an id a new one: in a form that is saved again
/// and again, a place may have been another child's before.
pub fn give_new_ids(bundle: &mut Bundle, mut new: impl FnMut() -> Uuid) {
    give(bundle, &mut |_, _, _| new());
}

fn give(bundle: &mut Bundle, make: Make<'_>) {
    for annex in &mut bundle.annexes {
        fill(make, annex.id.uuid(), "entries", annex.entries.iter_mut().map(|entry| &mut entry.id));
    }
    for edition in bundle.clause_sets.iter_mut().flat_map(|set| &mut set.editions) {
        edition_ids(make, edition);
    }
    for programme in &mut bundle.programmes {
        block_ids(make, programme.id.uuid(), &mut programme.description);
    }
    for version in bundle.items.iter_mut().flat_map(|item| &mut item.versions) {
        version_ids(make, version);
    }
    for submission in &mut bundle.submissions {
        block_ids(make, submission.id.uuid(), &mut submission.outline.description);
    }
}

fn fill<'a, T: 'a>(
    make: Make<'_>,
    parent: Uuid,
    list: &str,
    ids: impl Iterator<Item = &'a mut Option<Id<T>>>,
) {
    for (index, id) in ids.enumerate() {
        id.get_or_insert_with(|| Id::new(make(parent, list, index)));
    }
}

fn block_ids(make: Make<'_>, parent: Uuid, blocks: &mut [Block]) {
    fill(make, parent, "description", blocks.iter_mut().map(|block| &mut block.id));
}

fn edition_ids(make: Make<'_>, edition: &mut Edition) {
    let parent = edition.id.uuid();
    fill(make, parent, "clauses", edition.clauses.iter_mut().map(|clause| &mut clause.id));
    for clause in &mut edition.clauses {
        let parent = clause.id.map_or(parent, Id::uuid);
        clause_item_ids(make, parent, &mut clause.items);
        fill(make, parent, "duties", clause.duties.iter_mut().map(|duty| &mut duty.id));
    }
}

fn clause_item_ids(make: Make<'_>, parent: Uuid, items: &mut [ClauseItem]) {
    fill(make, parent, "items", items.iter_mut().map(|item| &mut item.id));
    for item in items {
        let parent = item.id.map_or(parent, Id::uuid);
        clause_item_ids(make, parent, &mut item.items);
    }
}

fn version_ids(make: Make<'_>, version: &mut ItemVersion) {
    let parent = version.id.uuid();
    fill(make, parent, "reason", version.reason.iter_mut().map(|line| &mut line.id));
    fill(make, parent, "description", version.description.iter_mut().map(|line| &mut line.id));
    fill(make, parent, "periods", version.periods.iter_mut().map(|line| &mut line.id));
    fill(make, parent, "media", version.media.iter_mut().map(|medium| &mut medium.id));
    fill(make, parent, "protections", version.protections.iter_mut().map(|line| &mut line.id));
    for line in &mut version.protections {
        let parent = line.id.map_or(parent, Id::uuid);
        fill(make, parent, "duties", line.duties.iter_mut().map(|duty| &mut duty.id));
    }
    fill(make, parent, "data_groups", version.data_groups.iter_mut().map(|group| &mut group.id));
    for group in &mut version.data_groups {
        let parent = group.id.map_or(parent, Id::uuid);
        fill(make, parent, "items", group.items.iter_mut().map(|item| &mut item.id));
    }
}
