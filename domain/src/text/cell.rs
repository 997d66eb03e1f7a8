use std::borrow::Cow;

/// A text that a spreadsheet shows and does not run: one that begins like a
/// formula gets an apostrophe before it, which spreadsheets take as "this is
/// text".
pub fn spreadsheet_safe(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{text}"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::spreadsheet_safe;

    #[test]
    fn what_begins_like_a_formula_is_marked_as_text_and_nothing_else_is_touched() {
        for text in ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "＝１"] {
            assert_eq!(spreadsheet_safe(text), format!("'{text}"));
        }
        for text in ["", "委託", "1=1", "'=1"] {
            assert_eq!(spreadsheet_safe(text), text);
        }
    }
}
