//! What the right side of a row is made of.

use serde::{Deserialize, Serialize};

use super::Text;

/// One piece of running content, in the outline and in the rows of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Text,
        /// Whether its first line starts one character in (字下げ).
        #[serde(default)]
        indent: bool,
    },
    /// A line whose label hangs: １ …, ・…, ※….
    Line(Line),
    /// A numbered part of a description, which heads what follows.
    Numbered {
        /// The number as printed, such as １.
        label: Text,
        /// The part's title.
        text: Text,
    },
    /// A head such as 【…】 or 《…》: never the last line of a page.
    Head {
        /// The head, with its brackets.
        text: Text,
    },
    /// A paragraph set one character in, such as the data items of a group.
    Indented {
        /// Its text.
        text: Text,
    },
    /// A footnote at the end of a description: ※１ ….
    Footnote(Line),
}

/// A label that hangs, and text that wraps under itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The label as printed, without the space after it.
    pub label: Text,
    /// The text of the line.
    pub text: Text,
    /// Lines that continue it, each starting under the text.
    #[serde(default)]
    pub more: Vec<Text>,
}

impl Block {
    /// A paragraph whose first line starts at the margin.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph { text: text.into(), indent: false }
    }

    /// A line with a hanging label.
    pub fn line(label: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self::Line(Line::new(label, text))
    }
}

impl Line {
    /// A line without continuation.
    pub fn new(label: impl Into<Text>, text: impl Into<Text>) -> Self {
        Self { label: label.into(), text: text.into(), more: Vec::new() }
    }
}
