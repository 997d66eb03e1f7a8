//! 事業の概要.

use serde::{Deserialize, Serialize};

use super::{Line, Row, Text};

/// The outline of the programme, after the cover.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The heading (事業の概要).
    pub heading: Text,
    /// The notes on the marks, each with its ※ as label.
    pub notes: Vec<Line>,
    /// 事業名, 担当課, 目的, 対象者, 事業内容.
    pub rows: Vec<Row>,
}
