//! Printed text, and the marks it carries.

use serde::{Deserialize, Serialize};

/// A line or a paragraph of text as typed, cut into runs where a mark begins
/// or ends. A line feed in it starts a new line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

/// A stretch of text with the same marks. One run may carry both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The characters, as typed.
    pub text: String,
    /// 下線: changed since the latest paper of this fiscal year.
    #[serde(default)]
    pub underline: bool,
    /// 太字: changed since what an earlier fiscal year approved.
    #[serde(default)]
    pub bold: bool,
}

impl Text {
    /// Whether nothing would be printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }

    /// The characters without their marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Run { text, ..Run::default() }])
    }
}

impl From<Vec<Run>> for Text {
    fn from(runs: Vec<Run>) -> Self {
        Self(runs)
    }
}
