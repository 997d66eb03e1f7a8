//! Lists in a form: rows that submit buttons add, remove, move and paste.
//! Nothing is saved by them; without scripts each is a page of its own.

use std::collections::BTreeMap;

use domain::{Fault, Place};

use crate::form::{FormState, OP_FIELD, Posted};

/// Rows that a form may have: beyond it none is added.
pub(crate) const MOST: usize = 3_000;

/// What the button does that puts the pasted text among the rows.
pub(crate) const PASTE: &str = "paste";

/// One row: its texts, in the order of the list's fields.
pub(crate) type Row = Vec<String>;

/// A list of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// Its name in field names: the one it has in the register.
    pub(crate) name: &'static str,
    /// Its fields. The first always comes, and says that there is a row.
    pub(crate) fields: &'static [&'static str],
    /// Those without which a row is none yet.
    pub(crate) typed: &'static [&'static str],
}

impl List {
    /// The name of a field in a row: `list[0].field`.
    pub(crate) fn field(self, row: usize, field: &str) -> String {
        format!("{}[{row}].{field}", self.name)
    }

    /// The field that takes pasted text.
    pub(crate) fn paste_field(self) -> String {
        format!("{}-paste", self.name)
    }

    /// The value of a button that does something to the list.
    pub(crate) fn op(self, what: &str) -> String {
        format!("{}:{what}", self.name)
    }

    /// Rows of stored texts.
    pub(crate) fn of(self, rows: Vec<Row>) -> Rows {
        Rows { list: self, rows }
    }

    /// The rows that were posted, in the order of their numbers.
    pub(crate) fn posted(self, posted: &Posted) -> Rows {
        self.read(posted.pairs())
    }

    /// The rows of a form that is shown.
    pub(crate) fn shown(self, state: &FormState) -> Rows {
        self.read(state.values())
    }

    fn read(self, pairs: &[(String, String)]) -> Rows {
        let mut found: BTreeMap<usize, Row> = BTreeMap::new();
        for (name, value) in pairs {
            let Some((index, field)) = self.place(name) else { continue };
            let Some(column) = self.fields.iter().position(|known| *known == field) else { continue };
            let row = found.entry(index).or_insert_with(|| self.blank());
            if let Some(cell) = row.get_mut(column) {
                cell.clone_from(value);
            }
        }
        self.of(found.into_values().collect())
    }

    /// A row that nothing was typed into.
    pub(crate) fn blank(self) -> Row {
        vec![String::new(); self.fields.len()]
    }

    fn is_typed(self, row: &[String]) -> bool {
        let mut fields = self.fields.iter().zip(row);
        fields.any(|(field, value)| self.typed.contains(field) && !value.trim().is_empty())
    }

    /// `list[3].name` is the field `name` of the row 3.
    fn place(self, name: &str) -> Option<(usize, &str)> {
        let (index, field) = name.strip_prefix(self.name)?.strip_prefix('[')?.split_once("].")?;
        Some((index.parse().ok()?, field))
    }
}

/// The rows of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    list: List,
    /// The texts of each row.
    pub(crate) rows: Vec<Row>,
}

/// What a button did, to be told and looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// The list.
    pub(crate) list: &'static str,
    /// The row that the person looks at next.
    pub(crate) focus: Option<usize>,
    /// In a sentence.
    pub(crate) said: String,
}

impl Rows {
    /// Fills a form with the rows.
    pub(crate) fn fill(&self, state: FormState) -> FormState {
        self.rows.iter().enumerate().fold(state, |state, (at, row)| {
            let fields = self.list.fields.iter().zip(row);
            fields.fold(state, |state, (field, value)| state.with(&self.list.field(at, field), value))
        })
    }

    /// The rows that something was typed into, each with its place in the form.
    pub(crate) fn typed(&self) -> Vec<(usize, Row)> {
        let rows = self.rows.iter().cloned().enumerate();
        rows.filter(|(_, row)| self.list.is_typed(row)).collect()
    }

    /// The list they are of.
    pub(crate) fn list(&self) -> List {
        self.list
    }

    /// Puts the rows of a pasted text at the end, where there is room for all.
    pub(crate) fn paste(&mut self, new: Vec<Row>, most: usize) -> Done {
        let said = |said: String| Done { list: self.list.name, focus: None, said };
        // Empty rows at the end were only a place to type in.
        let kept = self.rows.iter().rposition(|row| self.list.is_typed(row)).map_or(0, |last| last + 1);
        let (count, room) = (new.len(), most.saturating_sub(kept));
        if count == 0 {
            return said("貼り付けた文章がありません。".to_owned());
        }
        if count > room {
            return said(format!("{count}件に分かれ、入りきりません（あと{room}件）。加えていません。"));
        }
        self.rows.truncate(kept);
        self.rows.extend(new);
        let told = "下で確かめてください。保存するまで台帳は変わりません。";
        self.done(kept, format!("{count}件を{}番目から加えました。{told}", kept + 1))
    }

    /// Does what a button says: `add`, `add:2` (below it), `remove:2`, `up:2`,
    /// `down:2`. A button of rows that are no longer there does nothing.
    fn apply(&mut self, what: &str) -> Done {
        let (verb, index) = what.split_once(':').unwrap_or((what, ""));
        let index = index.parse::<usize>().ok().filter(|index| *index < self.rows.len());
        match (verb, index) {
            ("add", below) if self.rows.len() < MOST => {
                let at = below.map_or(self.rows.len(), |index| index + 1);
                self.rows.insert(at, self.list.blank());
                self.done(at, format!("{}番目に空の欄を加えました。", at + 1))
            }
            ("remove", Some(index)) => {
                self.rows.remove(index);
                let said = format!("{}番目を取り除きました。保存するまで台帳は変わりません。", index + 1);
                let focus = (!self.rows.is_empty()).then(|| index.min(self.rows.len() - 1));
                Done { list: self.list.name, focus, said }
            }
            ("up", Some(index)) if index > 0 => {
                self.rows.swap(index, index - 1);
                self.done(index - 1, format!("{index}番目に動かしました。"))
            }
            ("down", Some(index)) if index + 1 < self.rows.len() => {
                self.rows.swap(index, index + 1);
                self.done(index + 1, format!("{}番目に動かしました。", index + 2))
            }
            _ => Done::default(),
        }
    }

    fn done(&self, focus: usize, said: String) -> Done {
        Done { list: self.list.name, focus: Some(focus), said }
    }
}

/// What is told when saving found a text that waits to be put among the rows.
pub(crate) const NOT_YET: &str = "まだ保存していません。確かめてから、もう一度保存してください。";

/// The form after the button that was pressed changed one of its lists, and
/// what it did; none if it was another button. Who saves while a text waits in
/// the box for pasting sees it put among the rows first. Whatever it does to a list that
/// no list knows is told to `other`: what to do with the text that was pasted,
/// which stays where it is until it was put among the rows.
pub(crate) fn operated(
    posted: &Posted,
    lists: &[List],
    other: impl FnOnce(&mut Rows, &str, &str) -> Done,
) -> Option<(FormState, Done)> {
    let waits = |list: &&List| !posted.get(&list.paste_field()).trim().is_empty();
    let waiting = if posted.has(OP_FIELD) { None } else { lists.iter().find(waits) };
    let (list, what) = match waiting {
        Some(list) => (*list, PASTE),
        None => {
            let (name, what) = posted.get(OP_FIELD).split_once(':')?;
            (*lists.iter().find(|list| list.name == name)?, what)
        }
    };
    let (mut rows, pasted) = (list.posted(posted), list.paste_field());
    let is_own = ["add", "remove", "up", "down"].contains(&what.split(':').next().unwrap_or_default());
    let mut done = if is_own { rows.apply(what) } else { other(&mut rows, what, posted.get(&pasted)) };
    if waiting.is_some() {
        done.said.push_str(NOT_YET);
    }
    let is_spent = !is_own && done.focus.is_some();
    let kept = posted
        .pairs()
        .iter()
        .filter(|(name, _)| list.place(name).is_none() && name != OP_FIELD && !(is_spent && *name == pasted));
    let kept = Posted::of(kept.cloned().collect(), Vec::new());
    Some((rows.fill(FormState::refused(&kept, Vec::new())), done))
}

/// Names the rows of faults by their place in the form. `places` tells for a
/// list of the register and a place in it the list and the place in the form.
pub(crate) fn at_rows(
    faults: Vec<Fault>,
    list: &str,
    places: impl Fn(usize) -> Option<(List, usize)>,
) -> Vec<Fault> {
    let renamed = |fault: Fault| {
        let Place::Field(name) = &fault.place else { return fault };
        let inside = name.strip_prefix(list).and_then(|rest| rest.strip_prefix('['));
        let Some((at, field)) = inside.and_then(|rest| rest.split_once("].")) else { return fault };
        let Some((list, row)) = at.parse().ok().and_then(&places) else { return fault };
        let place = Place::Field(list.field(row, field));
        Fault { place, ..fault }
    };
    faults.into_iter().map(renamed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELD: List = List { name: "held", fields: &["name", "number"], typed: &["name", "number"] };

    fn read(form: &str) -> Rows {
        HELD.posted(&Posted::parse(form))
    }

    fn names(rows: &Rows) -> String {
        rows.rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>().concat()
    }

    #[test]
    fn rows_are_read_in_the_order_of_their_numbers_and_strangers_left_out() {
        let rows = read("held[10].name=b&held[2].name=a&held[2].number=1&held[x].name=c&held[3].other=d&x=1");
        assert_eq!(rows.rows, [vec!["a", "1"], vec!["b", ""]]);
        assert_eq!(read("held[0].name=&held[1].name=b").typed(), [(1, vec!["b".to_owned(), String::new()])]);
    }

    #[test]
    fn buttons_move_add_and_remove_and_nonsense_does_nothing() {
        let mut rows = read("held[0].name=a&held[1].name=b&held[2].name=c");
        assert_eq!(rows.apply("up:2").focus, Some(1));
        assert_eq!(rows.apply("down:0").focus, Some(1));
        assert_eq!(names(&rows), "cab");
        assert_eq!(rows.apply("add:0").focus, Some(1));
        assert_eq!(rows.apply("add").focus, Some(4));
        assert_eq!(rows.apply("remove:4").focus, Some(3));
        for nonsense in ["up:0", "down:3", "remove:99", "remove:", "remove:-1", "", "drop:1", "up", "up:x"] {
            let before = rows.clone();
            assert_eq!(rows.apply(nonsense).focus, None, "{nonsense}");
            assert_eq!(rows, before);
        }
    }

    #[test]
    fn what_is_pasted_comes_behind_the_last_row_or_waits_where_it_is() {
        let new = |names: &[&str]| names.iter().map(|name| vec![(*name).to_owned(), String::new()]).collect();
        let mut rows = read("held[0].name=a&held[1].name=&held[2].name=c&held[3].name=");
        assert_eq!(rows.paste(new(&["d", "e"]), 5).focus, Some(3));
        assert_eq!(names(&rows), "acde");
        let before = rows.clone();
        for (names, most) in [(&["f"][..], 5), (&[], 9)] {
            let done = rows.paste(new(names), most);
            assert!(done.focus.is_none() && !done.said.is_empty());
            assert_eq!(rows, before);
        }
    }

    #[test]
    fn a_form_keeps_all_but_its_old_rows_and_what_was_put_among_them() {
        let form = "seen=s&held[0].name=a&held[7].name=b&held-paste=x&form-key=k&op=held%3A";
        let press = |what: &str, done: Option<usize>| {
            let posted = Posted::parse(&format!("{form}{what}"));
            let other = |_: &mut Rows, _: &str, _: &str| Done { focus: done, ..Done::default() };
            operated(&posted, &[HELD], other).unwrap().0
        };
        let state = press("up%3A1", None);
        assert_eq!((state.value("held[0].name"), state.value("held[1].name")), ("b", "a"));
        assert_eq!(
            (state.value("held[7].name"), state.value("held-paste"), state.value("op")),
            ("", "x", "")
        );
        assert_eq!((state.value("seen"), state.key()), ("s", "k"));
        assert_eq!(press("paste", Some(0)).value("held-paste"), "");
        assert_eq!(press("paste", None).value("held-paste"), "x");
        // Saved instead: the text comes among the rows, to be looked at.
        let saved = Posted::parse("seen=s&held[0].name=a&held-paste=x");
        let paste = |rows: &mut Rows, what: &str, text: &str| {
            assert_eq!((what, text), (PASTE, "x"));
            rows.paste(vec![vec![text.to_owned(), String::new()]], 5)
        };
        let (state, done) = operated(&saved, &[HELD], paste).unwrap();
        assert_eq!((state.value("held[1].name"), state.value("held-paste")), ("x", ""));
        assert!(done.said.ends_with(NOT_YET), "{}", done.said);
        let plain = Posted::parse("held[0].name=a&held-paste=+");
        assert!(operated(&plain, &[HELD], |_, _, _| Done::default()).is_none());
        let no_list = Posted::parse("op=other%3Aadd");
        assert!(operated(&no_list, &[HELD], |_, _, _| Done::default()).is_none());
    }

    #[test]
    fn faults_find_the_row_in_the_form() {
        let typed = read("held[0].name=&held[1].name=b").typed();
        let fault = Fault::at_field("empty-text", "certifications[0].number", "空です。");
        let faults = at_rows(vec![fault], "certifications", |at| Some((HELD, typed.get(at)?.0)));
        assert_eq!(faults[0].place, Place::Field("held[1].number".into()));
    }
}
