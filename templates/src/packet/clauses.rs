//! The annex of special clauses.

use serde::{Deserialize, Serialize};

use super::{Line, Text};

/// 特記事項: one set of clauses, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clauses {
    /// （別紙１）, at the right.
    pub annex_label: Text,
    /// The title without spaces: the template spaces the letters of a short
    /// one.
    pub title: Text,
    /// Captions stand on the line of the number, not above it.
    #[serde(default)]
    pub captions_beside: bool,
    /// Paragraphs before the first clause.
    #[serde(default)]
    pub preamble: Vec<Text>,
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// Paragraphs after the last clause.
    #[serde(default)]
    pub trailing: Vec<Text>,
}

/// One clause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Headings over it, from the outermost: 第１章　総則.
    #[serde(default)]
    pub divisions: Vec<Text>,
    /// The number as printed: １, 10, 第３条.
    pub number: Text,
    /// The caption with its brackets, if it has some; none when the clause goes on under the
    /// caption before it.
    #[serde(default)]
    pub caption: Option<Text>,
    /// The text.
    pub body: Text,
    /// Drafting notes (※) under the text.
    #[serde(default)]
    pub notes: Vec<Line>,
    /// Further paragraphs and items, in order.
    #[serde(default)]
    pub items: Vec<ClauseItem>,
}

/// An item below a clause or below another item: (1) …, ア ….
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseItem {
    /// The label as printed.
    pub label: Text,
    /// The text.
    pub text: Text,
    /// Drafting notes (※) under the text.
    #[serde(default)]
    pub notes: Vec<Line>,
    /// Items below this one.
    #[serde(default)]
    pub items: Vec<ClauseItem>,
}
