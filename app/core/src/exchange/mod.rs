//! Lists of the register out of spreadsheets: read, matched, checked, shown,
//! then taken in all at once or not at all.

mod book;
mod csv;
mod decode;
mod directory;
mod failed;
mod guard;
mod job;
mod sniff;
mod template;
mod work;
mod xlsx;

pub(crate) use decode::decode;
pub(crate) use guard::{Remedy, measure};

pub use book::{Book, Form, LIMIT, read};
pub use failed::failed_rows;
pub use job::{
    ColumnSeen, Job, LinePart, SheetSeen, State, begin_check, begin_run, find, forget_old, lines, start,
};
pub use template::{FileOut, template};
pub use work::{Difference, FieldChange, Outcome, import_file};
