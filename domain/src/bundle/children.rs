//! Ids for children that were handed in without one.

use uuid::Uuid;

use super::Bundle;
use crate::{
    Id,
    clauses::{ClauseItem, Edition},
    item::ItemVersion,
    programme::Block,
};

/// Gives every child without an id one that follows from its parent and its
/// place, so that the same file always gives the same register.
pub fn give_ids(bundle: &mut Bundle) {
    for annex in &mut bundle.annexes {
        fill(annex.id.uuid(), "entries", annex.entries.iter_mut().map(|entry| &mut entry.id));
    }
    for edition in bundle.clause_sets.iter_mut().flat_map(|set| &mut set.editions) {
        edition_ids(edition);
    }
    for programme in &mut bundle.programmes {
        block_ids(programme.id.uuid(), &mut programme.description);
    }
    for version in bundle.items.iter_mut().flat_map(|item| &mut item.versions) {
        version_ids(version);
    }
    for submission in &mut bundle.submissions {
        block_ids(submission.id.uuid(), &mut submission.outline.description);
    }
}

fn fill<'a, T: 'a>(parent: Uuid, list: &str, ids: impl Iterator<Item = &'a mut Option<Id<T>>>) {
    for (index, id) in ids.enumerate() {
        id.get_or_insert_with(|| Id::of_child(parent, list, index));
    }
}

fn block_ids(parent: Uuid, blocks: &mut [Block]) {
    fill(parent, "description", blocks.iter_mut().map(|block| &mut block.id));
}

fn edition_ids(edition: &mut Edition) {
    let parent = edition.id.uuid();
    fill(parent, "clauses", edition.clauses.iter_mut().map(|clause| &mut clause.id));
    for clause in &mut edition.clauses {
        let parent = clause.id.map_or(parent, Id::uuid);
        clause_item_ids(parent, &mut clause.items);
    }
}

fn clause_item_ids(parent: Uuid, items: &mut [ClauseItem]) {
    fill(parent, "items", items.iter_mut().map(|item| &mut item.id));
    for item in items {
        let parent = item.id.map_or(parent, Id::uuid);
        clause_item_ids(parent, &mut item.items);
    }
}

fn version_ids(version: &mut ItemVersion) {
    let parent = version.id.uuid();
    fill(parent, "reason", version.reason.iter_mut().map(|line| &mut line.id));
    fill(parent, "description", version.description.iter_mut().map(|line| &mut line.id));
    fill(parent, "periods", version.periods.iter_mut().map(|line| &mut line.id));
    fill(parent, "media", version.media.iter_mut().map(|medium| &mut medium.id));
    fill(parent, "protections", version.protections.iter_mut().map(|line| &mut line.id));
    fill(parent, "data_groups", version.data_groups.iter_mut().map(|group| &mut group.id));
    for group in &mut version.data_groups {
        let parent = group.id.map_or(parent, Id::uuid);
        fill(parent, "items", group.items.iter_mut().map(|item| &mut item.id));
    }
}
