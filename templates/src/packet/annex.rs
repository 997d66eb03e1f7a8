//! The annex of recorded items.

use serde::{Deserialize, Serialize};

use super::{Block, Text};

/// 記録項目: a list the forms point to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedItems {
    /// （別紙２）, at the right.
    pub annex_label: Text,
    /// The title (記録項目), centred.
    pub title: Text,
    /// The list.
    pub content: Vec<Block>,
}
