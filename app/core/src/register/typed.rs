//! What forms send: texts by the names of their fields, read one by one so
//! that all faults are told at once.

use chrono::NaiveDate;
use domain::{
    Fault, Id, Place,
    date::{format_date, parse_date},
    text::{check_forbidden, check_length},
};
use uuid::Uuid;

use crate::{Error, Result};

/// The longest line of a form, in characters: as a bundle's check has it.
const LINE: usize = 500;

/// What a ticked box sends.
const TICKED: &str = "true";

/// Declares what a form of some fields sends, as typed.
macro_rules! typed_input {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* $field:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name { $($(#[$field_meta])* pub $field: String),+ }

        impl $name {
            /// What came under the names of the fields.
            pub fn read(get: impl Fn(&str) -> String) -> Self {
                Self { $($field: get(stringify!($field))),+ }
            }

            /// The fields by name.
            pub fn fields(&self) -> Vec<(&'static str, String)> {
                vec![$((stringify!($field), self.$field.clone())),+]
            }
        }
    };
}
pub(crate) use typed_input;

/// Reads fields and keeps what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    /// A line that has to be filled. Blanks at its ends are slips of the hand.
    pub(crate) fn needed(&mut self, field: &str, label: &str, typed: &str) -> String {
        if typed.trim().is_empty() {
            let message = format!("{label}を入力してください。");
            self.faults.push(Fault::at_field("empty-text", field, message));
        }
        self.line(field, label, typed)
    }

    /// A line that may be empty.
    pub(crate) fn line(&mut self, field: &str, label: &str, typed: &str) -> String {
        let text = typed.trim().to_owned();
        let place = || Place::Field(field.to_owned());
        self.faults.extend(check_length(place(), label, &text, LINE).err());
        self.faults.extend(check_forbidden(place(), &text).err());
        text
    }

    /// A day, or nothing.
    pub(crate) fn day(&mut self, field: &str, label: &str, typed: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            return None;
        }
        parse_date(typed).map_err(|fault| self.faults.push(fault.at_field(field, label))).ok()
    }

    /// A day that has to be given.
    pub(crate) fn needed_day(&mut self, field: &str, label: &str, typed: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            let message = format!("{label}を入力してください。");
            self.faults.push(Fault::at_field("empty-day", field, message));
        }
        self.day(field, label, typed)
    }

    /// One thing of a list, or nothing.
    pub(crate) fn chosen<T>(&mut self, field: &str, label: &str, typed: &str) -> Option<Id<T>> {
        if typed.is_empty() {
            return None;
        }
        let id = typed.parse::<Uuid>().ok().map(Id::new);
        if id.is_none() {
            self.missing_choice(field, label);
        }
        id
    }

    /// One thing of a list.
    pub(crate) fn needed_choice<T>(&mut self, field: &str, label: &str, typed: &str) -> Option<Id<T>> {
        if typed.is_empty() {
            self.missing_choice(field, label);
        }
        self.chosen(field, label, typed)
    }

    /// One of a few words, by its code.
    pub(crate) fn code<T>(
        &mut self,
        field: &str,
        label: &str,
        typed: &str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = from_code(typed);
        if value.is_none() {
            self.missing_choice(field, label);
        }
        value
    }

    /// Notes what is wrong between fields.
    pub(crate) fn refuse(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// What was read, if nothing was wrong.
    ///
    /// # Errors
    /// `Invalid` with every fault.
    pub(crate) fn finish<T>(self, read: Option<T>) -> Result<T> {
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(Error::Invalid(self.faults)),
        }
    }

    fn missing_choice(&mut self, field: &str, label: &str) {
        let message = format!("{label}を一覧から選んでください。");
        self.faults.push(Fault::at_field("no-choice", field, message));
    }
}

/// A day as forms show it.
pub(crate) fn shown(day: Option<NaiveDate>) -> String {
    day.map(format_date).unwrap_or_default()
}

/// A box as forms show it.
pub(crate) fn box_of(ticked: bool) -> String {
    if ticked { TICKED.to_owned() } else { String::new() }
}

/// Whether a box was ticked.
pub(crate) fn is_ticked(typed: &str) -> bool {
    typed == TICKED
}
