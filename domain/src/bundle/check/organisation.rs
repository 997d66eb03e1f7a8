//! Rules of what begins, ends and is followed by something else, and of names
//! that only one may bear.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    Fault,
    bundle::{Bearer, Bundle, Known, NameKey, Noun},
    text::fold_key,
};

/// An object that begins and ends.
struct Ending {
    path: String,
    id: Uuid,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    successor: Option<Uuid>,
}

pub(super) fn check(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let endings = endings(bundle);
    let mut successors = register.successors.clone();
    for ending in &endings {
        match ending.successor {
            Some(next) => successors.insert(ending.id, next),
            None => successors.remove(&ending.id),
        };
    }
    for ending in &endings {
        order(ending, faults);
        succession(ending, &successors, faults);
    }
    names(bundle, register, faults);
}

fn order(ending: &Ending, faults: &mut Vec<Fault>) {
    if let (Some(from), Some(to)) = (ending.from, ending.to)
        && to < from
    {
        let message = "終わりの日が始まりの日より前です。どちらかの日付を直してください。";
        faults.push(Fault::at_path("validity-order", format!("{}.valid_to", ending.path), message));
    }
}

fn succession(ending: &Ending, successors: &BTreeMap<Uuid, Uuid>, faults: &mut Vec<Fault>) {
    let path = format!("{}.successor", ending.path);
    if ending.successor.is_some() && ending.to.is_none() {
        let message = "引き継ぐ先を選ぶときは、終わりの日（廃止の日）も入れてください。";
        faults.push(Fault::at_path("successor-without-end", format!("{}.valid_to", ending.path), message));
    }
    if ending.successor.is_some() && leads_back(ending.id, successors) {
        let message = "引き継ぐ先をたどると自分自身に戻ります。別の引き継ぐ先を選んでください。";
        faults.push(Fault::at_path("successor-cycle", path, message));
    }
}

/// Whether following the links from a thing comes back to it. A ring further on
/// is its members' fault.
pub(super) fn leads_back(id: Uuid, links: &BTreeMap<Uuid, Uuid>) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = id;
    while let Some(&next) = links.get(&at) {
        if next == id {
            return true;
        }
        if !seen.insert(next) {
            return false;
        }
        at = next;
    }
    false
}

/// What follows what.
pub(in crate::bundle) fn successions(bundle: &Bundle) -> BTreeMap<Uuid, Uuid> {
    endings(bundle).into_iter().filter_map(|ending| Some((ending.id, ending.successor?))).collect()
}

fn endings(bundle: &Bundle) -> Vec<Ending> {
    macro_rules! of {
        ($list:ident) => {
            bundle.$list.iter().enumerate().map(|(index, thing)| Ending {
                path: format!(concat!("$.", stringify!($list), "[{}]"), index),
                id: thing.id.uuid(),
                from: thing.valid_from,
                to: thing.valid_to,
                successor: thing.successor.map(crate::Id::uuid),
            })
        };
    }
    of!(implementing_bodies).chain(of!(departments)).chain(of!(sections)).chain(of!(legal_bases)).collect()
}

/// A name in the bundle.
pub(in crate::bundle) struct Named {
    path: String,
    pub(in crate::bundle) key: NameKey,
    pub(in crate::bundle) bearer: Bearer,
}

fn names(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let named = named(bundle);
    // What the bundle says of an object replaces what the register says.
    let told: BTreeSet<Uuid> = all_ids(bundle);
    let mut borne: BTreeMap<NameKey, Vec<Bearer>> = BTreeMap::new();
    for (key, bearers) in &register.names {
        let others: Vec<Bearer> =
            bearers.iter().filter(|bearer| !told.contains(&bearer.id)).cloned().collect();
        borne.insert(key.clone(), others);
    }
    for Named { path, key, bearer } in named {
        let word = key.noun.word();
        let bearers = borne.entry(key).or_default();
        if bearers.iter().any(|other| other.meets(&bearer)) {
            let message = format!(
                "同じ名前の{word}が既にあります（全角と半角、空白の違いは区別しません）。名前を変えるか、既にあるものを使ってください。"
            );
            faults.push(Fault::at_path("duplicate-name", format!("{path}.name"), message));
        }
        bearers.push(bearer);
    }
}

fn all_ids(bundle: &Bundle) -> BTreeSet<Uuid> {
    let bodies = bundle.implementing_bodies.iter().map(|body| body.id.uuid());
    let departments = bundle.departments.iter().map(|department| department.id.uuid());
    let sections = bundle.sections.iter().map(|section| section.id.uuid());
    let businesses = bundle.registered_businesses.iter().map(|business| business.id.uuid());
    let entries = bundle.dictionary_entries.iter().map(|entry| entry.id.uuid());
    bodies.chain(departments).chain(sections).chain(businesses).chain(entries).collect()
}

/// Names that are in use; what is archived leaves its name free.
pub(in crate::bundle) fn named(bundle: &Bundle) -> Vec<Named> {
    let mut named = Vec::new();
    let mut add = |path: String, noun, under, name: &str, bearer| {
        let key = NameKey { noun, under, key: fold_key(name) };
        if !key.key.is_empty() {
            named.push(Named { path, key, bearer });
        }
    };
    let lasting = |id| Bearer { id, from: None, to: None };
    for (index, body) in bundle.implementing_bodies.iter().enumerate() {
        let bearer = Bearer { id: body.id.uuid(), from: body.valid_from, to: body.valid_to };
        add(format!("$.implementing_bodies[{index}]"), Noun::ImplementingBody, None, &body.name, bearer);
    }
    for (index, department) in bundle.departments.iter().enumerate() {
        let bearer =
            Bearer { id: department.id.uuid(), from: department.valid_from, to: department.valid_to };
        let under = Some(department.body.uuid());
        add(format!("$.departments[{index}]"), Noun::Department, under, &department.name, bearer);
    }
    for (index, section) in bundle.sections.iter().enumerate() {
        let bearer = Bearer { id: section.id.uuid(), from: section.valid_from, to: section.valid_to };
        let under = Some(section.department.uuid());
        add(format!("$.sections[{index}]"), Noun::Section, under, &section.name, bearer);
    }
    for (index, business) in bundle.registered_businesses.iter().enumerate() {
        if business.archived_on.is_none() {
            let (path, under) = (format!("$.registered_businesses[{index}]"), Some(business.section.uuid()));
            add(path, Noun::RegisteredBusiness, under, &business.name, lasting(business.id.uuid()));
        }
    }
    for (index, entry) in bundle.dictionary_entries.iter().enumerate() {
        if entry.archived_on.is_none() {
            let path = format!("$.dictionary_entries[{index}]");
            add(path, Noun::DictionaryEntry, None, &entry.name, lasting(entry.id.uuid()));
        }
    }
    named
}
