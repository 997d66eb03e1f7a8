//! The form of one item: 業務委託, 再委託, 外部結合.

use serde::{Deserialize, Serialize};

use super::{Block, Text};

/// One form. The kinds differ in their labels and rows only, and those are
/// data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The first line: 別紙（業務委託）.
    pub form_title: Text,
    /// The ◇ heading, with its article and route.
    pub heading: Text,
    /// The rows, in printed order.
    pub rows: Vec<Row>,
}

/// A row of a form: a label and what is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The left cell.
    pub label: Text,
    /// The right cell. It may be empty.
    pub content: Vec<Block>,
}

impl Row {
    /// A row from its label and its content.
    pub fn new(label: impl Into<Text>, content: Vec<Block>) -> Self {
        Self { label: label.into(), content }
    }
}
