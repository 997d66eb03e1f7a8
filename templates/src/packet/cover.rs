//! The first page.

use serde::{Deserialize, Serialize};

use super::Text;

/// The cover: what is put to the council, and on which legal basis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The council's name and the kind of matters, centred.
    pub heading: Text,
    /// The label of the boxed title (件名).
    pub subject_label: Text,
    /// The boxed title.
    pub subject: Text,
    /// The line below the box (内容は別紙のとおり).
    pub body_line: Text,
    /// The label above the legal bases (条例の根拠).
    pub basis_label: Text,
    /// The legal bases by route, in printed order. A group without lines is
    /// not printed.
    pub basis: Vec<BasisGroup>,
    /// The line at the bottom right （担当部課：…）.
    pub section: Text,
}

/// The legal bases of one route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisGroup {
    /// The route as printed: 【諮問】, 【報告】.
    pub label: Text,
    /// One line each, with its ◇.
    pub lines: Vec<Text>,
}
