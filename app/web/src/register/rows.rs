//! Lists in a form: rows that submit buttons add, remove and move. Nothing is
//! saved by them; without scripts each is a page of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    components::Button,
    form::{FormState, OP_FIELD, Posted},
};

/// Rows that a form may have: beyond it none is added.
pub(crate) const MOST: usize = 3_000;

/// The rows of a list, named `list[0].field`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    list: &'static str,
    fields: &'static [&'static str],
    /// The texts of each row, in the order of the fields.
    pub(crate) rows: Vec<Vec<String>>,
}

/// What a button did, to be told and looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// The row that the person looks at next.
    pub(crate) focus: Option<usize>,
    /// In a sentence.
    pub(crate) said: String,
}

impl Rows {
    /// Rows of stored texts.
    pub(crate) fn of(list: &'static str, fields: &'static [&'static str], rows: Vec<Vec<String>>) -> Self {
        Self { list, fields, rows }
    }

    /// The rows that were posted, in the order of their numbers.
    pub(crate) fn read(posted: &Posted, list: &'static str, fields: &'static [&'static str]) -> Self {
        let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (name, value) in posted.pairs() {
            let Some((index, field)) = place(name, list) else { continue };
            let Some(column) = fields.iter().position(|known| *known == field) else { continue };
            let row = found.entry(index).or_insert_with(|| vec![String::new(); fields.len()]);
            if let Some(cell) = row.get_mut(column) {
                cell.clone_from(value);
            }
        }
        Self { list, fields, rows: found.into_values().collect() }
    }

    /// Fills a form with the rows.
    pub(crate) fn fill(&self, mut state: FormState) -> FormState {
        for (index, row) in self.rows.iter().enumerate() {
            for (field, value) in self.fields.iter().zip(row) {
                state = state.with(&format!("{}[{index}].{field}", self.list), value);
            }
        }
        state
    }

    /// The form as posted, but with these rows, and without what was pasted.
    pub(crate) fn form(&self, posted: &Posted) -> FormState {
        let kept = |name: &str| place(name, self.list).is_none() && name != "paste" && name != OP_FIELD;
        let pairs = posted.pairs().iter().filter(|(name, _)| kept(name)).cloned().collect();
        self.fill(FormState::refused(&Posted::of(pairs, Vec::new()), Vec::new()))
    }

    /// Rows of a form that is shown.
    pub(crate) fn shown(state: &FormState, list: &'static str, fields: &'static [&'static str]) -> Self {
        Self::read(&Posted::of(state.values().to_vec(), Vec::new()), list, fields)
    }

    /// Does what a button says: `add`, `add:2` (below it), `remove:2`, `up:2`,
    /// `down:2`. A button of rows that are no longer there does nothing.
    pub(crate) fn apply(&mut self, op: &str) -> Done {
        let (verb, index) = op.split_once(':').unwrap_or((op, ""));
        let index = index.parse::<usize>().ok().filter(|index| *index < self.rows.len());
        match (verb, index) {
            ("add", below) if self.rows.len() < MOST => {
                let at = below.map_or(self.rows.len(), |index| index + 1);
                self.rows.insert(at, vec![String::new(); self.fields.len()]);
                done(at, format!("{}番目に空の欄を加えました。", at + 1))
            }
            ("remove", Some(index)) => {
                self.rows.remove(index);
                let said = format!("{}番目を取り除きました。保存するまで台帳は変わりません。", index + 1);
                Done { focus: (!self.rows.is_empty()).then(|| index.min(self.rows.len() - 1)), said }
            }
            ("up", Some(index)) if index > 0 => {
                self.rows.swap(index, index - 1);
                done(index - 1, format!("{index}番目に動かしました。"))
            }
            ("down", Some(index)) if index + 1 < self.rows.len() => {
                self.rows.swap(index, index + 1);
                done(index + 1, format!("{}番目に動かしました。", index + 2))
            }
            _ => Done::default(),
        }
    }
}

fn done(focus: usize, said: String) -> Done {
    Done { focus: Some(focus), said }
}

/// `list[3].name` is the field `name` of the row 3.
fn place<'n>(name: &'n str, list: &str) -> Option<(usize, &'n str)> {
    let (index, field) = name.strip_prefix(list)?.strip_prefix('[')?.split_once("].")?;
    Some((index.parse().ok()?, field))
}

/// A row with the buttons that move it.
#[component]
pub(crate) fn RowFrame(
    /// What the row is called: 「3番目の認証」.
    #[prop(into)]
    title: String,
    index: usize,
    count: usize,
    /// Looked at next.
    focus: bool,
    children: Children,
) -> impl IntoView {
    let button = |verb: &'static str, words: &'static str| {
        let hidden = format!("（{title}）");
        view! {
            <Button name=OP_FIELD value=format!("{verb}:{index}")>
                {words}<span class="visually-hidden">{hidden}</span>
            </Button>
        }
    };
    let up = (index > 0).then(|| button("up", "上へ"));
    let down = (index + 1 < count).then(|| button("down", "下へ"));
    let (below, remove) = (button("add", "下に追加"), button("remove", "取り除く"));
    view! {
        <fieldset class="row" tabindex="-1" autofocus=focus>
            <legend class="row-title">{title}</legend>
            <div class="row-fields">{children()}</div>
            <div class="row-buttons">{up} {down} {below} {remove}</div>
        </fieldset>
    }
}

/// What a button did, in words.
#[component]
pub(crate) fn Said(done: Done) -> impl IntoView {
    (!done.said.is_empty())
        .then(|| view! { <p class="row-said" role="status" data-announce="">{done.said}</p> })
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::form::Posted;

    const FIELDS: &[&str] = &["name", "number"];

    fn read(form: &str) -> Rows {
        Rows::read(&Posted::parse(form), "held", FIELDS)
    }

    #[test]
    fn rows_are_read_in_the_order_of_their_numbers_and_strangers_left_out() {
        let rows = read("held[10].name=b&held[2].name=a&held[2].number=1&held[x].name=c&held[3].other=d&x=1");
        assert_eq!(rows.rows, [vec!["a", "1"], vec!["b", ""]]);
    }

    #[test]
    fn buttons_move_add_and_remove_and_nonsense_does_nothing() {
        let mut rows = read("held[0].name=a&held[1].name=b&held[2].name=c");
        assert_eq!(rows.apply("up:2").focus, Some(1));
        assert_eq!(rows.apply("down:0").focus, Some(1));
        let names = |rows: &Rows| rows.rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>().concat();
        assert_eq!(names(&rows), "cab");
        assert_eq!(rows.apply("add:0").focus, Some(1));
        assert_eq!(rows.apply("add").focus, Some(4));
        assert_eq!(rows.apply("remove:4").focus, Some(3));
        for nonsense in ["up:0", "down:3", "remove:99", "remove:", "remove:-1", "", "drop:1", "up"] {
            let before = rows.clone();
            assert_eq!(rows.apply(nonsense).focus, None, "{nonsense}");
            assert_eq!(rows, before);
        }
    }

    #[test]
    fn a_form_keeps_all_but_its_old_rows_and_what_was_pasted() {
        let posted = Posted::parse("seen=s&held[0].name=a&held[7].name=b&paste=x&op=up%3A1&form-key=k");
        let mut rows = Rows::read(&posted, "held", FIELDS);
        rows.apply("up:1");
        let state = rows.form(&posted);
        assert_eq!((state.value("held[0].name"), state.value("held[1].name")), ("b", "a"));
        assert_eq!((state.value("held[7].name"), state.value("paste"), state.value("op")), ("", "", ""));
        assert_eq!((state.value("seen"), state.key()), ("s", "k"));
        assert_eq!(Rows::shown(&state, "held", FIELDS), rows);
    }
}
