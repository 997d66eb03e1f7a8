//! What the reader is not sure of.

use serde::Serialize;

/// One doubt, at a line of the text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The line, from 1.
    pub line: usize,
    /// Stable, kebab-case, ASCII.
    pub code: &'static str,
    /// A Japanese sentence a person can act on.
    pub message: String,
}

impl Warning {
    /// A doubt.
    pub fn new(line: usize, code: &'static str, message: impl Into<String>) -> Self {
        Self { line, code, message: message.into() }
    }
}

/// The beginning of a text, to find it by.
pub(super) fn start_of(text: &str) -> String {
    let start: String = text.chars().take(12).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
