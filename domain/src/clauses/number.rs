use crate::text::paper_number;

/// A clause number as a paper prints it: full width to ９, half width from 10.
pub fn printed_number(number: u32) -> String {
    paper_number(number)
}
