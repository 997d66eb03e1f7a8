//! Items keep their ids through an edit of the text they stand in.

use std::collections::HashSet;

use crate::{
    Id,
    clauses::{Clause, ClauseItem},
};

/// Gives items that changed the id of the one they were: of the same text,
/// else of the same label in the same place.
pub(super) fn keep_ids(items: &mut [ClauseItem], old: &[&Clause]) {
    let mut left = Vec::new();
    for clause in old {
        known_items(&clause.items, &mut Vec::new(), &mut left);
    }
    let mut taken = HashSet::new();
    each(items, &mut Vec::new(), &mut |_, item| taken.extend(item.id));
    left.retain(|known| !taken.contains(&known.id));
    for by_text in [true, false] {
        each(items, &mut Vec::new(), &mut |labels, item| {
            if item.id.is_some() || (item.label.is_empty() && !by_text) {
                return;
            }
            let fits = |known: &Known<'_>| {
                if by_text { known.text == item.text } else { known.labels == labels }
            };
            if let Some(at) = left.iter().position(fits) {
                item.id = Some(left.remove(at).id);
            }
        });
    }
}

/// An item that was stored.
struct Known<'a> {
    id: Id<ClauseItem>,
    labels: Vec<String>,
    text: &'a str,
}

fn known_items<'a>(items: &'a [ClauseItem], labels: &mut Vec<String>, out: &mut Vec<Known<'a>>) {
    for item in items {
        labels.push(item.label.clone());
        if let Some(id) = item.id {
            out.push(Known { id, labels: labels.clone(), text: &item.text });
        }
        known_items(&item.items, labels, out);
        labels.pop();
    }
}

/// Calls for each item with the labels that lead to it, its own the last.
pub(super) fn each(
    items: &mut [ClauseItem],
    labels: &mut Vec<String>,
    call: &mut dyn FnMut(&[String], &mut ClauseItem),
) {
    for item in items {
        labels.push(item.label.clone());
        call(labels, item);
        each(&mut item.items, labels, call);
        labels.pop();
    }
}
