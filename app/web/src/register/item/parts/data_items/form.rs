use azukari_core::{
    Error, Result,
    audit::Action,
    register::{
        dictionary,
        item::edit::{self, ItemEdit, Offered, offered, part_seen, save_data_items},
    },
};
use domain::{
    Fault, Place,
    dictionary::DictionaryEntry,
    item::{
        ItemPart, ItemVersion,
        typed::{self, Done, LIST, Op, TypedGroup, TypedItem},
    },
};
use http::StatusCode;

use super::page;
use crate::{
    components::TICKED,
    form::{FormState, OP_FIELD},
    register::rows::NOT_YET,
    routing::{Cx, Page, Reply},
};

/// How many entries of the dictionary a search shows.
const FOUND: u64 = 40;
/// The button that takes what is stored, in a conflict.
pub(super) const TAKE: &str = "take:";
/// The button that moves items to another group: with the group's place.
pub(super) const MOVE: &str = "move-items:";
/// Says that the form stands in a conflict.
pub(super) const CONFLICT: &str = "conflict";

/// Everything the page shows.
pub(super) struct Sheet {
    /// The item.
    pub(super) edit: ItemEdit,
    /// What can be chosen.
    pub(super) offered: Offered,
    /// What stands in the form.
    pub(super) groups: Vec<TypedGroup>,
    /// What the last button did.
    pub(super) done: Done,
    /// What the dictionary has, and for which group.
    pub(super) found: Option<(usize, Vec<DictionaryEntry>)>,
    /// What somebody else has saved meanwhile.
    pub(super) stored: Option<Vec<TypedGroup>>,
}

impl Sheet {
    async fn open(cx: &Cx) -> Result<Self> {
        let edit = edit::open(cx.ward(), cx.actor()?, cx.id("id", "案件")?).await?;
        let offered = match edit.version() {
            Some(version) => offered(cx.ward(), cx.actor()?, &edit.item, version).await?,
            None => Offered::default(),
        };
        Ok(Self { edit, offered, groups: Vec::new(), done: Done::default(), found: None, stored: None })
    }

    fn version(&self) -> Result<&ItemVersion> {
        self.edit.version().ok_or_else(|| Error::NotFound("編集できる版".to_owned()))
    }

    fn seen(&self) -> Result<String> {
        part_seen(&self.edit.item, self.version()?, ItemPart::DataItems)
    }

    fn held(&self) -> Result<Vec<TypedGroup>> {
        Ok(self.version()?.data_groups.iter().map(TypedGroup::of).collect())
    }
}

/// GET /items/{id}/edit/data-items
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let mut sheet = Sheet::open(&cx).await?;
    if sheet.edit.version().is_none() {
        return Ok(page::closed(&sheet.edit));
    }
    let held = TypedGroup::fields(&sheet.held()?);
    let stored = held.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(&name, value));
    let state = cx.edit_form(stored.seen(sheet.seen()?)).await?;
    sheet.groups = read(state.values());
    Ok(page::page(sheet, state))
}

/// POST /items/{id}/edit/data-items: a button of the list, or saving.
pub(super) async fn save(cx: Cx) -> Result<Reply> {
    let mut sheet = Sheet::open(&cx).await?;
    let version = sheet.version()?.id;
    sheet.groups = read(cx.form().pairs());
    if cx.form().has(CONFLICT) {
        sheet.stored = Some(sheet.held()?);
    }
    if let Some(op) = cx.form().find(OP_FIELD) {
        operate(&cx, &mut sheet, op).await?;
        return Ok(page::page(sheet, FormState::refused(cx.form(), Vec::new())).into());
    }
    let misplaced = typed::misplaced(&sheet.groups);
    // What was pasted, ticked or numbered and waits is put in first, and looked at.
    if let Some(op) = waiting(&cx, &sheet.groups) {
        let as_typed = sheet.groups.clone();
        operate(&cx, &mut sheet, &op).await?;
        let mut faults = misplaced;
        faults.extend(still_waiting(&sheet, &op));
        if faults.is_empty() {
            sheet.done.said.push_str(NOT_YET);
        } else {
            (sheet.groups, sheet.done) = (as_typed, Done::default());
        }
        let state = FormState::refused(cx.form(), faults.into_iter().map(told_where).collect());
        let shown = state.clone();
        return Ok(page::page(sheet, state).form(&shown).into());
    }
    if misplaced.is_empty() {
        sheet.groups = typed::settled(sheet.groups);
    }
    let read = TypedGroup::to_groups(&sheet.groups);
    let saved = match read {
        _ if !misplaced.is_empty() => {
            let others = read.err().unwrap_or_else(|| typed::unfit(&sheet.groups));
            Err(Error::Invalid(misplaced.into_iter().chain(others).collect()))
        }
        Ok(groups) => {
            let change = cx.change(Action::Edit);
            save_data_items(cx.ward(), cx.actor()?, &sheet.edit.item, version, change, groups).await
        }
        Err(faults) => Err(Error::Invalid(faults)),
    };
    match saved {
        Ok(()) => cx.done(format!("/items/{}/edit", sheet.edit.item.id)).await,
        Err(Error::Conflict(_)) => {
            let now = Sheet::open(&cx).await?;
            sheet.stored = Some(now.held()?);
            let stored = FormState::default().seen(now.seen()?);
            let state = FormState::conflict(cx.form(), stored);
            Ok(page::page(sheet, state).status(StatusCode::CONFLICT).into())
        }
        Err(Error::Invalid(faults)) => {
            let faults = faults.into_iter().map(told_where).collect();
            let state = FormState::refused(cx.form(), faults);
            let shown = state.clone();
            Ok(page::page(sheet, state).form(&shown).into())
        }
        Err(error) => Err(error),
    }
}

/// The button that would have put in what waits: pasted text, ticked entries of
/// the dictionary, the numbers of items that are to go to another group.
fn waiting(cx: &Cx, groups: &[TypedGroup]) -> Option<String> {
    let ticked = |at: usize| {
        let entries = format!("{LIST}[{at}].entry.");
        cx.form().pairs().iter().any(|(name, value)| name.starts_with(&entries) && value == TICKED)
    };
    groups.iter().enumerate().find_map(|(at, group)| {
        if !group.paste.trim().is_empty() {
            return Some(format!("paste:{at}"));
        }
        if ticked(at) {
            return Some(format!("insert:{at}"));
        }
        let asked = !group.moving.trim().is_empty() || !group.target.is_empty();
        (asked && !group.items.is_empty()).then(|| format!("{MOVE}{at}"))
    })
}

/// Why items that are to go to another group are still where they were: the
/// numbers, or the group they are to go to, stay as typed.
fn still_waiting(sheet: &Sheet, op: &str) -> Option<Fault> {
    let at: usize = op.strip_prefix(MOVE)?.parse().ok()?;
    let group = sheet.groups.get(at)?;
    if group.moving.is_empty() && group.target.is_empty() {
        return None;
    }
    let done = &sheet.done;
    let message = format!("{}移さないときは、移す項目の番号と移す先の組を空に戻してください。", done.said);
    Some(Fault::at_field("items-not-moved", done.focus.clone(), message))
}

/// Does what a button says, without saving.
async fn operate(cx: &Cx, sheet: &mut Sheet, op: &str) -> Result<()> {
    if let Some(id) = op.strip_prefix(TAKE) {
        let held = sheet.held()?;
        typed::take(&mut sheet.groups, &held, id);
        sheet.done.said = "保存されている内容にしました。".to_owned();
        return Ok(());
    }
    let Some(op) = Op::parse(op) else { return Ok(()) };
    let mut chosen = Vec::new();
    if let Op::LookUp(at) | Op::Insert(at) = op {
        let words = sheet.groups.get(at).map(|group| group.lookup.clone()).unwrap_or_default();
        let found = dictionary::search(cx.ward(), cx.actor()?, &words, FOUND).await?;
        if op == Op::LookUp(at) {
            sheet.done.said = format!("辞書に{}件あります。", found.len());
            sheet.found = Some((at, found));
        } else {
            chosen = found.into_iter().filter(|entry| is_ticked(cx, at, entry)).map(item_of).collect();
        }
    }
    let done = typed::apply(&mut sheet.groups, op, chosen);
    sheet.done =
        Done { said: if done.said.is_empty() { sheet.done.said.clone() } else { done.said }, ..done };
    Ok(())
}

fn is_ticked(cx: &Cx, group: usize, entry: &DictionaryEntry) -> bool {
    cx.form().get(&entry_field(group, entry)) == TICKED
}

/// The box of an entry of the dictionary.
pub(super) fn entry_field(group: usize, entry: &DictionaryEntry) -> String {
    format!("{LIST}[{group}].entry.{}", entry.id)
}

fn item_of(entry: DictionaryEntry) -> TypedItem {
    TypedItem { sensitive: entry.sensitive, my_number: entry.my_number, ..TypedItem::named(entry.name) }
}

fn read(values: &[(String, String)]) -> Vec<TypedGroup> {
    TypedGroup::read(values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Says in words which row a fault is about: the summary stands far from it.
fn told_where(fault: Fault) -> Fault {
    let Place::Field(name) = &fault.place else { return fault };
    let Some(words) = row_words(name) else { return fault };
    Fault { message: format!("{words}：{}", fault.message), ..fault }
}

/// `data_groups[0].items[2].name` is 1組目の3番目の項目.
fn row_words(name: &str) -> Option<String> {
    let (group, rest) = name.strip_prefix(LIST)?.strip_prefix('[')?.split_once(']')?;
    let group = group.parse::<usize>().ok()? + 1;
    let item = rest.strip_prefix(".items[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
    Some(match (item, rest) {
        (Some(item), _) => format!("{group}組目の{}番目の項目", item + 1),
        (None, ".place") => format!("{group}組目の番号"),
        (None, ".moving") => format!("{group}組目の「移す項目の番号」"),
        (None, ".target") => format!("{group}組目の「移す先の組」"),
        (None, ".subject") => format!("{group}組目の「だれの」"),
        (None, _) => format!("{group}組目"),
    })
}

#[cfg(test)]
mod tests {
    use super::row_words;

    #[test]
    fn a_fault_is_told_with_its_row() {
        assert_eq!(row_words("data_groups[0].items[2].name").unwrap(), "1組目の3番目の項目");
        assert_eq!(row_words("data_groups[1].subject").unwrap(), "2組目の「だれの」");
        assert_eq!(row_words("data_groups[1].people").unwrap(), "2組目");
        assert_eq!(row_words("reason_for_change"), None);
    }
}
