//! Items from their three sheets.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    super::{
        Assigned, Field, Row, Sheet,
        cell::Said,
        children,
        item::{new_item, set_basis, set_item, set_version, state, version_at},
        place::at,
    },
    Build, child,
};
use crate::{
    Id,
    item::{DataGroup, Item, ItemKind, Protection, VersionState},
    text::fold_key,
};

/// What a new item cannot do without.
const NEEDED: &[Field] =
    &[Field::Title, Field::ItemKind, Field::Programme, Field::Section, Field::Business, Field::Party];

/// Where an item stands in the bundle, and which of its versions is meant.
#[derive(Clone, Copy)]
struct Place {
    item: usize,
    version: usize,
}

/// Where the protections of an item stand, its owner, and the lines with their rows.
type Made = (Place, Uuid, Vec<(Protection, usize)>);

impl Build<'_> {
    pub(super) fn items(&mut self) {
        let mut places = BTreeMap::new();
        if let Some((index, table)) = self.table(Sheet::Items) {
            let parents = titles(self, index, table);
            for (place, row) in table.rows() {
                let Some(target) = self.targets.get(index, place) else { continue };
                if let Some((item, version)) = self.item(table, row, target, &parents) {
                    let at = self.bundle.items.len();
                    self.origins.note(format!("$.items[{at}]"), index, place);
                    places.insert(target, Place { item: at, version });
                    self.bundle.items.push(item);
                }
            }
        }
        self.data_groups(&mut places);
        self.protections(&mut places);
    }

    fn item(
        &mut self,
        table: &Assigned,
        row: &Row,
        target: Uuid,
        parents: &BTreeMap<String, Vec<Uuid>>,
    ) -> Option<(Item, usize)> {
        let held = self.held.items.remove(&target);
        let new = held.is_none();
        if held.as_ref().is_some_and(|item| item.archived_at.is_some()) {
            let message =
                "保管した案件は変えられません。変えるなら、先に案件の画面で保管から戻してください。";
            self.faults.push(at(table, row, Some(Field::Title), "archived", message));
            return None;
        }
        let said = state(table.cell(row, Field::State).unwrap_or_default());
        let wanted = match said {
            Ok(wanted) => wanted,
            Err((code, message)) => {
                self.faults.push(at(table, row, Some(Field::State), code, message));
                None
            }
        };
        let id = self.row_id(Sheet::Items, row);
        let mut item = held.unwrap_or_else(|| {
            let version = Id::<()>::of_child(id, "versions", 0).uuid();
            new_item(target, version, wanted.unwrap_or(VersionState::InForce))
        });
        let version = match version_at(&item, wanted) {
            Ok(version) => version,
            Err((code, message)) => {
                self.faults.push(at(table, row, Some(Field::State), code, message));
                return None;
            }
        };
        let (directory, make) = (self.directory, child(id));
        self.set(table, row, new, NEEDED, |field, text| {
            set_item(&mut item, field, text, directory)?;
            match item.versions.get_mut(version) {
                Some(version) => set_version(version, field, text, directory, &make),
                None => Ok(()),
            }
        });
        self.parent(&mut item, table, row, parents);
        // After the kind, which decides which bases fit; not again where the
        // kind itself is at fault.
        let kind_known = !new || table.cell(row, Field::ItemKind).is_some_and(|text| !text.is_empty());
        if kind_known && let Some(version) = item.versions.get_mut(version) {
            let said = set_basis(version, item.kind, table.cell(row, Field::Basis), directory);
            self.note(said, table, row, Field::Basis);
        }
        Some((item, version))
    }

    fn parent(
        &mut self,
        item: &mut Item,
        table: &Assigned,
        row: &Row,
        parents: &BTreeMap<String, Vec<Uuid>>,
    ) {
        let Some(text) = table.cell(row, Field::Parent) else { return };
        let said: Said<()> = (|| {
            if text.is_empty() {
                item.parent = None;
                return Ok(());
            }
            let held = item.parent.map(Id::uuid);
            let called = self.directory.items.called(text);
            if called.iter().any(|entry| Some(entry.id) == held) {
                return Ok(());
            }
            let own = item.id.uuid();
            let in_file: Vec<Uuid> =
                parents.get(&fold_key(text)).into_iter().flatten().copied().filter(|id| *id != own).collect();
            item.parent = Some(match in_file.as_slice() {
                [only] => (*only).into(),
                [] => self.directory.items.resolve("案件", text, Some(item.programme.uuid()))?.into(),
                _ => {
                    let message = format!(
                        "「{text}」という案件がファイルに二つ以上あります。整理番号で指してください。"
                    );
                    return Err(("ambiguous-name", message));
                }
            });
            Ok(())
        })();
        self.note(said, table, row, Field::Parent);
        let missing = item.kind == ItemKind::Reoutsourcing && item.parent.is_none();
        if missing {
            let message = "再委託には、もとの案件が要ります。もとの委託の件名か整理番号を書いてください。";
            self.faults.push(at(table, row, Some(Field::Parent), "missing-parent", message));
        }
    }

    /// The item a row of another sheet belongs to, taken into the bundle if
    /// the main sheet does not have it.
    fn place(
        &mut self,
        places: &mut BTreeMap<Uuid, Place>,
        owner: Uuid,
        origin: (usize, usize),
    ) -> Option<Place> {
        if let Some(place) = places.get(&owner) {
            return Some(*place);
        }
        let item = self.held.items.remove(&owner)?;
        let version = version_at(&item, None).ok()?;
        let place = Place { item: self.bundle.items.len(), version };
        self.origins.note(format!("$.items[{}]", place.item), origin.0, origin.1);
        self.bundle.items.push(item);
        places.insert(owner, place);
        Some(place)
    }

    fn data_groups(&mut self, places: &mut BTreeMap<Uuid, Place>) {
        let Some((index, table)) = self.table(Sheet::DataGroups) else { return };
        let mut made: BTreeMap<Uuid, (Place, Uuid, Vec<DataGroup>)> = BTreeMap::new();
        for (row_place, row) in table.rows() {
            let Some(owner) = self.targets.get(index, row_place) else { continue };
            let Some(place) = self.place(places, owner, (index, row_place)) else { continue };
            let row_id = self.row_id(Sheet::DataGroups, row);
            let held = self.version_groups(place).to_vec();
            match children::data_group(table, row, &held) {
                Ok(group) => {
                    let (_, _, groups) = made.entry(owner).or_insert_with(|| (place, row_id, Vec::new()));
                    let group_at = children::add_group(groups, group);
                    let path = format!(
                        "$.items[{}].versions[{}].data_groups[{group_at}]",
                        place.item, place.version
                    );
                    self.origins.note(path, index, row_place);
                }
                Err((field, code, message)) => self.faults.push(at(table, row, Some(field), code, message)),
            }
        }
        for (place, row_id, mut groups) in made.into_values() {
            let held = self.version_groups(place).to_vec();
            children::settle_groups(&held, &mut groups, &child(row_id));
            if let Some(version) = self.version_mut(place) {
                version.data_groups = groups;
            }
        }
    }

    fn protections(&mut self, places: &mut BTreeMap<Uuid, Place>) {
        let Some((index, table)) = self.table(Sheet::Protections) else { return };
        let mut made = BTreeMap::<Uuid, Made>::new();
        for (row_place, row) in table.rows() {
            let Some(owner) = self.targets.get(index, row_place) else { continue };
            let Some(place) = self.place(places, owner, (index, row_place)) else { continue };
            let row_id = self.row_id(Sheet::Protections, row);
            match children::protection(table, row) {
                Ok(protection) => {
                    let (_, _, list) = made.entry(owner).or_insert_with(|| (place, row_id, Vec::new()));
                    list.push((protection, row_place));
                }
                Err((field, code, message)) => self.faults.push(at(table, row, Some(field), code, message)),
            }
        }
        for (place, row_id, mut list) in made.into_values() {
            list.sort_by_key(|(protection, _)| protection.by);
            for (at_list, (_, row_place)) in list.iter().enumerate() {
                let path =
                    format!("$.items[{}].versions[{}].protections[{at_list}]", place.item, place.version);
                self.origins.note(path, index, *row_place);
            }
            let mut new: Vec<Protection> = list.into_iter().map(|(protection, _)| protection).collect();
            if let Some(version) = self.version_mut(place) {
                let held = std::mem::take(&mut version.protections);
                children::settle_protections(&held, &mut new, &child(row_id));
                version.protections = new;
            }
        }
    }

    fn version_groups(&self, place: Place) -> &[DataGroup] {
        let version = self.bundle.items.get(place.item).and_then(|item| item.versions.get(place.version));
        version.map(|version| version.data_groups.as_slice()).unwrap_or_default()
    }

    fn version_mut(&mut self, place: Place) -> Option<&mut crate::item::ItemVersion> {
        self.bundle.items.get_mut(place.item).and_then(|item| item.versions.get_mut(place.version))
    }
}

/// The items of the file by number and title, for naming parents.
fn titles(build: &Build<'_>, index: usize, table: &Assigned) -> BTreeMap<String, Vec<Uuid>> {
    let mut titles: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (place, row) in table.rows() {
        let Some(id) = build.targets.get(index, place) else { continue };
        for field in [Field::Key, Field::Title] {
            let text = table.cell(row, field).unwrap_or_default();
            if !text.is_empty() {
                titles.entry(fold_key(text)).or_default().push(id);
            }
        }
    }
    titles.values_mut().for_each(|ids| ids.dedup());
    titles
}
