//! What is wrong with an input, where, and how to mend it. One type serves
//! forms, the command line and the API.

use std::fmt;

use serde::Serialize;

/// The place of a fault in what the person handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "at")]
pub enum Place {
    /// The input as a whole.
    Whole,
    /// A JSON path such as `$.items[2].versions[0].title`.
    Path(String),
    /// A form field, by its `name`.
    Field(String),
    /// A line of a text, counted from 1.
    Line(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("全体"),
            Self::Path(path) => f.write_str(path),
            Self::Field(name) => f.write_str(name),
            Self::Line(line) => write!(f, "{line}行目"),
        }
    }
}

/// One fault: a stable ASCII code for programs, a Japanese sentence that says
/// what is wrong and how to mend it, and the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Stable, kebab-case, ASCII; never reworded once released.
    pub code: &'static str,
    /// A Japanese sentence a person can act on.
    pub message: String,
    /// Where in the input.
    pub place: Place,
}

impl Fault {
    /// A fault of the input as a whole.
    pub fn whole(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: Place::Whole }
    }

    /// A fault at a JSON path.
    pub fn at_path(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: Place::Path(path.into()) }
    }

    /// A fault of a form field.
    pub fn at_field(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: Place::Field(field.into()) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] {}", self.message, self.code, self.place)
    }
}
