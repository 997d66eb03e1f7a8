//! Two versions of an item side by side: which lines are new, changed, gone.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use uuid::Uuid;

use super::{
    DataGroup, FormRow, Item, ItemKind, ItemVersion, Line, ProtectionBy, ProtectionKind, life::copy_of,
};
use crate::{
    Id,
    text::{Piece, diff, likeness},
};

/// What the objects a version refers to are called.
pub type Names = BTreeMap<Uuid, String>;

/// A row of the form in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedRow {
    /// Its label.
    pub label: String,
    /// Its lines: those of the new version in their order, and among them
    /// those that are gone.
    pub lines: Vec<Vec<Piece>>,
}

impl ComparedRow {
    /// Whether anything of it is new or gone.
    pub fn differs(&self) -> bool {
        self.lines.iter().flatten().any(|piece| !matches!(piece, Piece::Same(_)))
    }
}

/// Lines longer apart than this, in percent, are not one that was changed.
const ALIKE: usize = 50;

/// More lines than this are not compared each with each.
const EACH_WITH_EACH: usize = 60;

/// The rows of two versions of an item, the later against the earlier; rows
/// that are empty in both are left out.
pub fn compare(item: &Item, earlier: &ItemVersion, later: &ItemVersion, names: &Names) -> Vec<ComparedRow> {
    let old = sheet(item.kind, earlier, names);
    let new = sheet(item.kind, later, names);
    let carried = |id: Uuid| carried(item, earlier, later, id);
    old.into_iter()
        .zip(new)
        .filter(|((_, old), (_, new))| !old.is_empty() || !new.is_empty())
        .map(|((label, old), (_, new))| ComparedRow { label, lines: lines(&old, &new, &carried) })
        .collect()
}

/// A line as the form shows it.
struct Entry {
    id: Option<Uuid>,
    text: String,
}

fn sheet(kind: ItemKind, version: &ItemVersion, names: &Names) -> Vec<(String, Vec<Entry>)> {
    let named = |id: Uuid| vec![Entry { id: None, text: names.get(&id).cloned().unwrap_or_default() }];
    let mut rows = vec![
        ("根拠".to_owned(), named(version.legal_basis.uuid())),
        (label(FormRow::Title, kind), vec![Entry { id: None, text: version.title.clone() }]),
        (label(FormRow::HoldingSection, kind), named(version.holding_section.uuid())),
        (label(FormRow::RegisteredBusiness, kind), named(version.registered_business.uuid())),
        (label(FormRow::Party, kind), vec![party(version, names)]),
    ];
    let groups = version.data_groups.iter().map(|group| data_group(kind, group, names)).collect();
    rows.push((label(FormRow::DataItems, kind), groups));
    let media =
        version.media.iter().map(|medium| Entry { id: medium.id.map(Id::uuid), text: medium.name.clone() });
    rows.push((label(FormRow::Media, kind), media.collect()));
    for (row, lines) in [
        (FormRow::Reason, &version.reason),
        (FormRow::Description, &version.description),
        (FormRow::Period, &version.periods),
    ] {
        rows.push((label(row, kind), lines.iter().map(line).collect()));
    }
    for (row, by) in
        [(FormRow::WardProtections, ProtectionBy::Ward), (FormRow::PartyProtections, ProtectionBy::Party)]
    {
        rows.push((label(row, kind), protections(version, by)));
    }
    let sets = version.clause_sets.iter().map(|used| {
        let name = names.get(&used.edition.uuid()).map_or("", String::as_str);
        Entry { id: None, text: format!("{}：{name}", used.role.word()) }
    });
    rows.push(("付す特記事項".to_owned(), sets.collect()));
    rows
}

fn label(row: FormRow, kind: ItemKind) -> String {
    row.label(kind).to_owned()
}

fn party(version: &ItemVersion, names: &Names) -> Entry {
    let mut text = names.get(&version.party.uuid()).cloned().unwrap_or_default();
    if let Some(short) = &version.party_short_name {
        text.push_str(&format!("（以下「{short}」という）"));
    }
    Entry { id: None, text }
}

fn line(line: &Line) -> Entry {
    let text = match &line.label {
        Some(label) => format!("{label}　{}", line.text),
        None => line.text.clone(),
    };
    Entry { id: line.id.map(Id::uuid), text }
}

fn protections(version: &ItemVersion, by: ProtectionBy) -> Vec<Entry> {
    version
        .protections_by(by)
        .map(|line| {
            let text = match line.kind {
                ProtectionKind::Text => line.text.clone(),
                ProtectionKind::ClauseSets => format!("{}、「特記事項」を付す。", line.text),
            };
            // Numbers follow from the order: the line itself did not change.
            let text = if line.numbered { text } else { format!("（番号なし）{text}") };
            Entry { id: line.id.map(Id::uuid), text }
        })
        .collect()
}

fn data_group(kind: ItemKind, group: &DataGroup, names: &Names) -> Entry {
    let items: Vec<String> = group
        .items
        .iter()
        .map(|item| {
            let mut name = item.name.clone();
            if item.sensitive {
                name.push_str("（要配慮）");
            }
            if item.my_number {
                name.push_str("（特定個人情報）");
            }
            name
        })
        .collect();
    let mut text =
        format!("{}{}\n{}", group.direction.heading(kind), group.printed_subject(), items.join("、"));
    if let Some(annex) = group.annex {
        let name = names.get(&annex.uuid()).map_or("", String::as_str);
        text.push_str(&format!("\n別紙「{name}」のとおり"));
    }
    if let Some(people) = group.people {
        text.push_str(&format!("\n対象人数 {people}人"));
    }
    if let Some(earlier) = &group.earlier_decision {
        text.push_str(&format!("\n（{}）", earlier.text));
    }
    Entry { id: group.id.map(Id::uuid), text }
}

/// What a child of the earlier version may be called in the later one: copied
/// there straight, or from version to version.
fn carried(item: &Item, earlier: &ItemVersion, later: &ItemVersion, id: Uuid) -> Vec<Uuid> {
    let copy = |version: &ItemVersion, child: Uuid| copy_of(version.id.uuid(), Id::<Item>::new(child)).uuid();
    let mut names = vec![id, copy(later, id)];
    let place = |version: &ItemVersion| item.versions.iter().position(|held| held.id == version.id);
    let (Some(from), Some(to)) = (place(earlier), place(later)) else { return names };
    let mut last = id;
    for version in item.versions.iter().take(to + 1).skip(from + 1) {
        last = copy(version, last);
        names.push(last);
    }
    names
}

fn lines(old: &[Entry], new: &[Entry], carried: &dyn Fn(Uuid) -> Vec<Uuid>) -> Vec<Vec<Piece>> {
    let partners = pair(old, new, carried);
    let gone = |at: usize| !partners.contains(&Some(at));
    let mut out: Vec<(Option<usize>, Vec<Piece>)> = Vec::with_capacity(new.len());
    for (entry, partner) in new.iter().zip(&partners) {
        let pieces = match partner {
            Some(at) => diff(&old[*at].text, &entry.text),
            None => vec![Piece::New(entry.text.clone())],
        };
        out.push((*partner, pieces));
    }
    for (at, entry) in old.iter().enumerate().filter(|(at, _)| gone(*at)) {
        // Behind what stood before it.
        let after = out.iter().rposition(|(partner, _)| partner.is_some_and(|partner| partner < at));
        out.insert(after.map_or(0, |after| after + 1), (Some(at), vec![Piece::Gone(entry.text.clone())]));
    }
    out.into_iter().map(|(_, pieces)| pieces).collect()
}

/// For each new line the old one it continues: by id, else by the same text,
/// else by being like it.
fn pair(old: &[Entry], new: &[Entry], carried: &dyn Fn(Uuid) -> Vec<Uuid>) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    for (at, id) in old.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.id?))) {
        let called = carried(id);
        let found = new.iter().position(|entry| entry.id.is_some_and(|id| called.contains(&id)));
        if let Some(found) = found {
            partners[found] = Some(at);
        }
    }
    let mut old_left: Vec<usize> = (0..old.len()).filter(|at| !partners.contains(&Some(*at))).collect();
    let new_left: Vec<usize> = (0..new.len()).filter(|at| partners[*at].is_none()).collect();
    let old_texts: Vec<&str> = old_left.iter().map(|at| old[*at].text.as_str()).collect();
    let new_texts: Vec<&str> = new_left.iter().map(|at| new[*at].text.as_str()).collect();
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                partners[new_left[new_index + step]] = Some(old_left[old_index + step]);
            }
        }
    }
    old_left.retain(|at| !partners.contains(&Some(*at)));
    if old_left.len() > EACH_WITH_EACH || new_left.len() > EACH_WITH_EACH {
        return partners;
    }
    for at in new_left {
        if partners[at].is_some() {
            continue;
        }
        let like = |old_at: &usize| likeness(&old[*old_at].text, &new[at].text) >= ALIKE;
        if let Some(found) = old_left.iter().position(like) {
            partners[at] = Some(old_left.remove(found));
        }
    }
    partners
}

#[cfg(test)]
mod tests;
