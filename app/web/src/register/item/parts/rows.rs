//! Ordered lists in a form: each row's fields are named `list[0].column`, and
//! rows are added, moved and removed by submit buttons. Nothing is saved by
//! these.

use domain::{Fault, Place};

use crate::form::{FormState, OP_FIELD, Posted};

/// One row: its texts, column by column.
type Row = Vec<String>;

/// A list of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// Its name in field names.
    pub(super) name: &'static str,
    /// Its columns. The first is always posted and says that there is a row.
    pub(super) columns: &'static [&'static str],
    /// Those that a new row may leave empty: such a row is none yet.
    pub(super) typed: &'static [&'static str],
}

/// The name of a field in a row.
pub(super) fn field(list: &str, row: usize, column: &str) -> String {
    format!("{list}[{row}].{column}")
}

impl Rows {
    /// The rows in a form.
    pub(super) fn read<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> Vec<Row> {
        (0..)
            .map_while(|row| {
                value(&field(self.name, row, self.columns[0]))?;
                let of = |column: &&str| value(&field(self.name, row, column)).unwrap_or_default().to_owned();
                Some(self.columns.iter().map(of).collect())
            })
            .collect()
    }

    /// The rows of a posted form that something was typed into, each with its
    /// place in the form.
    pub(super) fn typed(&self, posted: &Posted) -> Vec<(usize, Row)> {
        let rows = self.read(|name| posted.find(name)).into_iter().enumerate();
        rows.filter(|(_, row)| self.is_typed(row)).collect()
    }

    fn is_typed(&self, row: &[String]) -> bool {
        let mut columns = self.columns.iter().zip(row);
        columns.any(|(column, value)| self.typed.contains(column) && !value.trim().is_empty())
    }

    /// Puts rows into a form.
    pub(super) fn fill(&self, state: FormState, rows: &[Row]) -> FormState {
        rows.iter().enumerate().fold(state, |state, (at, row)| {
            let columns = self.columns.iter().zip(row);
            columns.fold(state, |state, (column, value)| {
                state.with(&field(self.name, at, column), value.as_str())
            })
        })
    }

    /// How many rows a form holds.
    pub(super) fn count(&self, state: &FormState) -> usize {
        let names = state.values();
        (0..)
            .take_while(|row| {
                let first = field(self.name, *row, self.columns[0]);
                names.iter().any(|(name, _)| *name == first)
            })
            .count()
    }

    /// Whether a field belongs to the list.
    fn has(&self, name: &str) -> bool {
        name.strip_prefix(self.name).is_some_and(|rest| rest.starts_with('['))
    }

    /// The value of a button that does something to the list.
    pub(super) fn op(&self, what: &str) -> String {
        format!("{}:{what}", self.name)
    }

    /// Does what a button of the list asks; `paste` makes rows of pasted text.
    fn done(&self, what: &str, mut rows: Vec<Row>, paste: impl FnOnce() -> Vec<Row>) -> Vec<Row> {
        let (verb, at) = what.split_once(':').unwrap_or((what, ""));
        let at: usize = at.parse().unwrap_or(usize::MAX);
        match verb {
            "add" => rows.push(self.columns.iter().map(|_| String::new()).collect()),
            "remove" if at < rows.len() => drop(rows.remove(at)),
            "up" if at > 0 && at < rows.len() => rows.swap(at - 1, at),
            "down" if at + 1 < rows.len() => rows.swap(at, at + 1),
            "paste" => {
                rows.retain(|row| self.is_typed(row));
                rows.extend(paste());
            }
            _ => {}
        }
        rows
    }
}

/// The form after the button that was pressed changed one of its lists; none
/// if it was another button. `paste` makes rows of the text that was pasted
/// for a list; its field is emptied.
pub(super) fn operated(
    posted: &Posted,
    lists: &[Rows],
    paste: impl Fn(&Rows, &str) -> Vec<Row>,
) -> Option<FormState> {
    let (name, what) = posted.get(OP_FIELD).split_once(':')?;
    let list = lists.iter().find(|list| list.name == name)?;
    let pasted = paste_field(list.name);
    let rows = list.read(|name| posted.find(name));
    let rows = list.done(what, rows, || paste(list, posted.get(&pasted)));
    let others = posted.pairs().iter().filter(|(name, _)| !list.has(name) && name != OP_FIELD);
    let kept: Vec<(String, String)> =
        others.filter(|(name, _)| what != "paste" || *name != pasted).cloned().collect();
    Some(list.fill(FormState::refused(&Posted::of(kept, Vec::new()), Vec::new()), &rows))
}

/// The field that takes pasted text for a list.
pub(super) fn paste_field(list: &str) -> String {
    format!("{list}-paste")
}

/// Names the rows of faults by their place in the form. `places` tells for a
/// list of the register and a place in it the list and the place in the form.
pub(super) fn at_rows(
    faults: Vec<Fault>,
    list: &str,
    places: impl Fn(usize) -> Option<(&'static str, usize)>,
) -> Vec<Fault> {
    let renamed = |fault: Fault| {
        let Place::Field(name) = &fault.place else { return fault };
        let inside = name.strip_prefix(list).and_then(|rest| rest.strip_prefix('['));
        let Some((at, column)) = inside.and_then(|rest| rest.split_once("].")) else { return fault };
        let Some((list, row)) = at.parse().ok().and_then(&places) else { return fault };
        let place = Place::Field(field(list, row, column));
        Fault { place, ..fault }
    };
    faults.into_iter().map(renamed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: Rows = Rows { name: "reason", columns: &["text", "label"], typed: &["text", "label"] };

    fn after(op: &str, form: &str) -> Vec<String> {
        let posted = Posted::parse(&format!("{form}&op={op}&title=keep&form-key=k"));
        let split =
            |_: &Rows, text: &str| text.split('/').map(|text| vec![text.to_owned(), String::new()]).collect();
        let state = operated(&posted, &[LINES], split).unwrap();
        assert_eq!((state.value("title"), state.key()), ("keep", "k"));
        let rows =
            LINES.read(|name| state.values().iter().find(|(held, _)| held == name).map(|(_, v)| v.as_str()));
        assert_eq!(rows.len(), LINES.count(&state));
        rows.into_iter().map(|row| row.concat()).collect()
    }

    #[test]
    fn rows_are_added_moved_removed_and_pasted() {
        let form = "reason[0].text=a&reason[0].label=1&reason[1].text=b&reason[2].text=";
        assert_eq!(after("reason:add", form), ["a1", "b", "", ""]);
        assert_eq!(after("reason:remove:0", form), ["b", ""]);
        assert_eq!(after("reason:up:1", form), ["b", "a1", ""]);
        assert_eq!(after("reason:down:0", form), ["b", "a1", ""]);
        assert_eq!(after("reason:paste", &format!("{form}&reason-paste=c/d")), ["a1", "b", "c", "d"]);
        for harmless in ["reason:up:0", "reason:down:2", "reason:remove:9", "reason:up:x", "reason:other"] {
            assert_eq!(after(harmless, form), ["a1", "b", ""], "{harmless}");
        }
        assert!(operated(&Posted::parse("op=other:add"), &[LINES], |_, _| Vec::new()).is_none());
    }

    #[test]
    fn faults_find_the_row_in_the_form() {
        let posted = Posted::parse("reason[0].text=&reason[1].text=b");
        let typed = LINES.typed(&posted);
        assert_eq!(typed, [(1, vec!["b".to_owned(), String::new()])]);
        let fault = Fault::at_field("empty-text", "reason[0].text", "空です。");
        let faults = at_rows(vec![fault], "reason", |at| Some(("reason", typed.get(at)?.0)));
        assert_eq!(faults[0].place, Place::Field("reason[1].text".into()));
    }
}
