//! Rules between the fields of one object, and between objects.

mod duties;
mod grounds;
mod lists;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::organisation::leads_back;
use crate::{
    Fault,
    bundle::{Bundle, Known},
    clauses::{Clause, ClauseItem, ClauseSet},
    council::{Part, Submission},
    item::{Item, ItemKind, VersionState},
};

/// How deep items under a clause may nest: (1) → ア → (ｱ) → a, and whatever
/// else the reader of texts tells apart.
const CLAUSE_DEPTH: usize = 8;

pub(super) fn check(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    lists::check(bundle, register, faults);
    for (index, set) in bundle.clause_sets.iter().enumerate() {
        editions(&format!("$.clause_sets[{index}]"), set, faults);
    }
    items(bundle, register, faults);
    duties::check(bundle, faults);
    grounds::check(bundle, register, faults);
    sessions(bundle, register, faults);
    submissions(bundle, register, faults);
    if bundle.ward.is_none() && !register.ward && !bundle.submissions.is_empty() {
        let message = "資料を取り込むには、区（ward）の情報が必要です。ward をファイルに入れてください。";
        faults.push(Fault::at_path("missing-ward", "$.ward", message));
    }
}

fn editions(path: &str, set: &ClauseSet, faults: &mut Vec<Fault>) {
    let mut numbers = BTreeSet::new();
    for (index, edition) in set.editions.iter().enumerate() {
        let path = format!("{path}.editions[{index}]");
        if !numbers.insert(edition.number) {
            let message = format!("版の番号 {} が二度使われています。", edition.number);
            faults.push(Fault::at_path("duplicate-number", format!("{path}.number"), message));
        }
        clause_numbers(&path, &edition.clauses, faults);
        for (index, clause) in edition.clauses.iter().enumerate() {
            depth(&format!("{path}.clauses[{index}]"), &clause.items, 1, faults);
        }
    }
}

fn clause_numbers(path: &str, clauses: &[Clause], faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for (index, (clause, expected)) in clauses.iter().zip(1..).enumerate() {
        let path = format!("{path}.clauses[{index}].number");
        if !seen.insert(clause.number) {
            let message = format!("条項の番号 {} が二度使われています。", clause.number);
            faults.push(Fault::at_path("duplicate-number", path, message));
        } else if clause.number != expected {
            let message = format!("条項の番号は1から順に付けます。ここは {expected} のはずです。");
            faults.push(Fault::at_path("clause-number", path, message));
        }
    }
}

fn depth(path: &str, items: &[ClauseItem], level: usize, faults: &mut Vec<Fault>) {
    if !items.is_empty() && level > CLAUSE_DEPTH {
        let message = format!("号の入れ子が深すぎます（{CLAUSE_DEPTH}段まで）。");
        faults.push(Fault::at_path("clause-depth", format!("{path}.items"), message));
        return;
    }
    for (index, item) in items.iter().enumerate() {
        depth(&format!("{path}.items[{index}]"), &item.items, level + 1, faults);
    }
}

fn items(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let mut kinds = register.basis_kinds.clone();
    kinds.extend(bundle.legal_bases.iter().map(|basis| (basis.id.uuid(), basis.item_kind)));
    let mut parents = register.parents.clone();
    let mut archived = register.archived.clone();
    for item in &bundle.items {
        match item.parent {
            Some(parent) => parents.insert(item.id.uuid(), parent.uuid()),
            None => parents.remove(&item.id.uuid()),
        };
        match item.archived_at {
            Some(_) => archived.insert(item.id.uuid()),
            None => archived.remove(&item.id.uuid()),
        };
    }
    for (index, item) in bundle.items.iter().enumerate() {
        let path = format!("$.items[{index}]");
        parent(&path, item, &parents, faults);
        put_away(&path, item, &parents, &archived, faults);
        versions(&path, item, &kinds, faults);
    }
}

fn parent(path: &str, item: &Item, parents: &BTreeMap<Uuid, Uuid>, faults: &mut Vec<Fault>) {
    let path = format!("{path}.parent");
    match (item.kind, item.parent) {
        (ItemKind::Reoutsourcing, None) => {
            let message = "再委託には、もとの委託（parent）が要ります。もとの案件の id を入れてください。";
            faults.push(Fault::at_path("missing-parent", path, message));
        }
        (ItemKind::Outsourcing | ItemKind::Linkage, Some(_)) => {
            let message = "もとの委託（parent）を持てるのは再委託だけです。kind か parent を直してください。";
            faults.push(Fault::at_path("unexpected-parent", path, message));
        }
        (_, Some(_)) if leads_back(item.id.uuid(), parents) => {
            let message = "再委託をさかのぼると自分自身に戻ります。もとの委託（parent）を直してください。";
            faults.push(Fault::at_path("parent-cycle", path, message));
        }
        _ => {}
    }
}

/// What goes on may not hang under what is put away.
fn put_away(
    path: &str,
    item: &Item,
    parents: &BTreeMap<Uuid, Uuid>,
    archived: &BTreeSet<Uuid>,
    faults: &mut Vec<Fault>,
) {
    let id = item.id.uuid();
    if item.archived_at.is_none() {
        if item.parent.is_some_and(|parent| archived.contains(&parent.uuid())) {
            let message = "もとの委託は保管されています。先に台帳に戻すか、ほかの案件を選んでください。";
            faults.push(Fault::at_path("archived-parent", format!("{path}.parent"), message));
        }
        return;
    }
    let live = parents.iter().filter(|(child, parent)| **parent == id && !archived.contains(*child)).count();
    if live > 0 {
        let message = format!("保管されていない再委託が{live}件あります。先にそれらを保管してください。");
        faults.push(Fault::at_path("live-children", format!("{path}.archived_at"), message));
    }
}

fn versions(path: &str, item: &Item, kinds: &BTreeMap<Uuid, ItemKind>, faults: &mut Vec<Fault>) {
    for state in [VersionState::InForce, VersionState::Proposal] {
        if item.versions.iter().filter(|version| version.state == state).count() > 1 {
            let message = format!("{}の版が二つ以上あります。一つにしてください。", state.word());
            faults.push(Fault::at_path("too-many-versions", format!("{path}.versions"), message));
        }
    }
    if item.versions.is_empty() {
        let message = "版がありません。案件には、現行か改正案の版を一つ以上入れてください。";
        faults.push(Fault::at_path("no-version", format!("{path}.versions"), message));
    }
    for (index, version) in item.versions.iter().enumerate() {
        let path = format!("{path}.versions[{index}]");
        if let Some(kind) = kinds.get(&version.legal_basis.uuid()).filter(|kind| **kind != item.kind) {
            let message = format!(
                "この根拠は{}のためのものです。案件の種別（{}）に合うものを選んでください。",
                kind.word(),
                item.kind.word()
            );
            faults.push(Fault::at_path("basis-kind", format!("{path}.legal_basis"), message));
        }
        if let (Some(from), Some(to)) = (version.valid_from, version.valid_to)
            && to < from
        {
            let message = "終わりの日（valid_to）が始まりの日（valid_from）より前です。";
            faults.push(Fault::at_path("validity-order", format!("{path}.valid_to"), message));
        }
    }
}

fn sessions(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let mut holders = register.sessions.clone();
    for (index, session) in bundle.sessions.iter().enumerate() {
        let key = (session.fiscal_year.year(), session.number);
        let path = format!("$.sessions[{index}].number");
        if session.number == 0 {
            faults.push(Fault::at_path("session-number", &path, "回の番号は1から始まります。"));
        }
        if holders.insert(key, session.id.uuid()).is_some_and(|holder| holder != session.id.uuid()) {
            let message = format!("{}は既にあります。回の番号を確かめてください。", session.label());
            faults.push(Fault::at_path("duplicate-number", path, message));
        }
    }
}

fn submissions(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let mut holders = register.documents.clone();
    for (index, submission) in bundle.submissions.iter().enumerate() {
        let path = format!("$.submissions[{index}]");
        let key = (submission.session.uuid(), submission.document_number);
        if submission.document_number == 0 {
            let message = "資料の番号は1から始まります。";
            faults.push(Fault::at_path("document-number", format!("{path}.document_number"), message));
        }
        if holders.insert(key, submission.id.uuid()).is_some_and(|holder| holder != submission.id.uuid()) {
            let message = format!("同じ回に資料の番号 {} が既にあります。", submission.document_number);
            faults.push(Fault::at_path("duplicate-number", format!("{path}.document_number"), message));
        }
        parts(&path, submission, faults);
    }
}

fn parts(path: &str, submission: &Submission, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for (index, part) in submission.parts.iter().enumerate() {
        let id = match part {
            Part::Form { version, .. } => version.uuid(),
            Part::RecordedItems { annex } => annex.uuid(),
            Part::Clauses { edition } => edition.uuid(),
        };
        if !seen.insert(id) {
            let message = "同じ様式又は別紙が二度入っています。一つにしてください。";
            faults.push(Fault::at_path("duplicate-part", format!("{path}.parts[{index}]"), message));
        }
    }
}
