//! Japanese dates: eras, fiscal years, dates and period lines as people type
//! them.
//!
//! Reading is generous (any width, any dash, 和暦 and 西暦) and never guesses a
//! day that was not written; writing has one form for screens (half width) and
//! one for official papers (full width). Nothing here knows what day it is.

mod cursor;
mod era;
mod fault;
mod fiscal_year;
mod parse;
mod period;

pub use era::{Era, EraYear, echo, format_date, format_date_wide, weekday, weekday_long};
pub use fault::{DateFault, DatePart};
pub use fiscal_year::FiscalYear;
pub use parse::{DateReading, parse_date, read_date};
pub use period::{PeriodReading, Precision, read_period};
