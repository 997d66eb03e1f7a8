//! An edition's text as a person edits it: clauses added, removed, moved,
//! split and joined, each as typed; what becomes of their references is shown
//! before it is saved.

mod fields;
mod ids;
mod op;
mod review;
#[cfg(test)]
mod tests;
mod text;

pub use op::{Done, Op};
pub use review::{Answer, Review, Settled, TypedReference};
pub use text::print;

use super::{CaptionPlace, Clause, Edition, EditionState};
use crate::Id;

/// The list's name in forms.
pub const LIST: &str = "clauses";
/// The field of where captions stand.
pub const CAPTIONS: &str = "captions";
/// The field of the text before the first clause.
pub const PREAMBLE: &str = "preamble";
/// The field of the text after the last clause.
pub const TRAILING: &str = "trailing";

/// A clause as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedClause {
    /// What the form calls it: the id of the clause it shows, or `n1` for the
    /// first that was added.
    pub key: String,
    /// The stored clauses that it comes from: none if it is new, several if
    /// they were joined. A clause that was split is named by each of its parts.
    pub from: Vec<Id<Clause>>,
    /// Headings over it, a line each.
    pub divisions: String,
    /// 見出し, without parentheses.
    pub caption: String,
    /// Body, items and paragraphs, a line each.
    pub text: String,
    /// The drafting note.
    pub note: String,
    /// It is to be removed, and can still be brought back.
    pub gone: bool,
    /// The lines at which it may be split are asked for.
    pub cutting: bool,
    /// The line chosen there.
    pub cut: String,
}

/// The text of an edition as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Where captions stand; as it is stored if it was not asked for.
    pub captions: Option<CaptionPlace>,
    /// Text before the first clause, a line for each paragraph.
    pub preamble: String,
    /// The clauses, in order.
    pub clauses: Vec<TypedClause>,
    /// Text after the last clause, a line for each paragraph.
    pub trailing: String,
}

impl Typed {
    /// What a form shows of an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        Self {
            captions: Some(edition.captions),
            preamble: edition.preamble.join("\n"),
            clauses: edition.clauses.iter().map(TypedClause::of).collect(),
            trailing: edition.trailing.join("\n"),
        }
    }

    /// The clauses that stay, each with its number.
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &TypedClause)> {
        (1..).zip(self.clauses.iter().filter(|clause| !clause.gone))
    }
}

impl TypedClause {
    fn of(clause: &Clause) -> Self {
        Self {
            key: clause.id.map(|id| id.to_string()).unwrap_or_default(),
            from: clause.id.into_iter().collect(),
            divisions: clause.divisions.join("\n"),
            caption: clause.caption.clone().unwrap_or_default(),
            text: print(clause),
            note: clause.note.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The lines at which a new clause may begin: all but the first, each with
    /// its place.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.split('\n').enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty())
    }

    /// What it is called in a sentence: its caption, or how it begins.
    #[must_use]
    pub fn name(&self) -> String {
        let name = if self.caption.trim().is_empty() { self.text.trim() } else { self.caption.trim() };
        if name.is_empty() {
            return "空の条".to_owned();
        }
        let short: String = name.lines().next().unwrap_or_default().chars().take(20).collect();
        let cut = if short.chars().count() < name.chars().count() { "…" } else { "" };
        format!("「{short}{cut}」")
    }
}

/// The paragraphs of a field that has a line for each; those that are stored
/// if they were not touched.
fn paragraphs(typed: &str, stored: &[String]) -> Vec<String> {
    if stored.join("\n") == typed {
        return stored.to_vec();
    }
    typed.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).map(ToOwned::to_owned).collect()
}

/// What an edition's text is, without its duties: the part that its form shows.
#[must_use]
pub fn text_of(edition: &Edition) -> (EditionState, CaptionPlace, Vec<String>, Vec<Clause>, Vec<String>) {
    let bare = |clause: &Clause| Clause { duties: Vec::new(), dismissed: Vec::new(), ..clause.clone() };
    let clauses = edition.clauses.iter().map(bare).collect();
    (edition.state, edition.captions, edition.preamble.clone(), clauses, edition.trailing.clone())
}
