//! Text that comes from a spreadsheet or a sentence, taken apart.

/// The rows and cells of a block copied from a spreadsheet: cells between tabs,
/// rows between line breaks; a cell in quotes may hold both, and two quotes are
/// one. Rows without any text are left out.
#[must_use]
pub fn pasted_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted => {
                if chars.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            '"' if cell.is_empty() && closes(chars.clone()) => quoted = true,
            '\t' if !quoted => end_cell(&mut rows, &mut cell),
            '\n' | '\r' if !quoted => {
                end_cell(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            c => cell.push(c),
        }
    }
    end_cell(&mut rows, &mut cell);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// Whether a cell that begins with a quote ends with one: otherwise the quote
/// is a letter like any other, and nothing behind it is swallowed.
fn closes(mut rest: impl Iterator<Item = char> + Clone) -> bool {
    while let Some(c) = rest.next() {
        if c == '"' {
            match rest.clone().next() {
                Some('"') => {
                    rest.next();
                }
                next => return matches!(next, None | Some('\t' | '\n' | '\r')),
            }
        }
    }
    false
}

fn end_cell(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}

/// The words of a list such as 「氏名、住所（都道府県、市区町村）、電話番号」: taken apart at
/// 、 and line breaks, not inside brackets. Space around a word is left out,
/// and so are empty words.
#[must_use]
pub fn split_list(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    let balanced = is_balanced(text);
    for c in text.chars() {
        if balanced && opens(c) {
            depth += 1;
        } else if balanced && shuts(c) {
            depth = depth.saturating_sub(1);
        }
        match c {
            '、' | '\n' | '\r' if depth == 0 => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Brackets that do not match hold nothing together.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0_usize;
    for c in text.chars() {
        if opens(c) {
            depth += 1;
        } else if shuts(c) {
            match depth.checked_sub(1) {
                Some(left) => depth = left,
                None => return false,
            }
        }
    }
    depth == 0
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '「' | '『' | '【' | '［' | '〔')
}

fn shuts(c: char) -> bool {
    matches!(c, '）' | ')' | '」' | '』' | '】' | '］' | '〕')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_block_from_a_spreadsheet_keeps_quotes_tabs_and_lines_of_a_cell() {
        let text = "氏名\t○\r\n\"住所\n（\"\"番地\"\"まで）\"\t\r\n\r\n生年月日\t";
        let rows = pasted_rows(text);
        assert_eq!(rows, [vec!["氏名", "○"], vec!["住所\n（\"番地\"まで）", ""], vec!["生年月日", ""]]);
        assert_eq!(pasted_rows("5\" 画面\t\"開いたまま"), [vec!["5\" 画面", "\"開いたまま"]]);
        assert!(pasted_rows(" \r\n\t\n").is_empty());
    }

    #[test]
    fn a_list_is_taken_apart_outside_brackets() {
        assert_eq!(
            split_list("氏名、住所（都道府県、市区町村）、\n 電話番号、"),
            ["氏名", "住所（都道府県、市区町村）", "電話番号"]
        );
        assert_eq!(split_list("氏名（漢字、住所"), ["氏名（漢字", "住所"]);
    }

    proptest! {
        #[test]
        fn nothing_written_is_lost(text in "[あ-ん「」（）、\"\t\n ]{0,60}") {
            let seen = |text: &str| -> String {
                text.chars().filter(|c| !c.is_whitespace() && !"、\"".contains(*c)).collect()
            };
            let cells: String = pasted_rows(&text).concat().concat();
            prop_assert_eq!(seen(&cells), seen(&text));
            prop_assert_eq!(seen(&split_list(&text).concat()), seen(&text));
        }

        #[test]
        fn what_a_spreadsheet_writes_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[あ-ん\"\t\n]{1,6}[あ-ん]", 1..4), 1..5)
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines: Vec<String> =
                rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t")).collect();
            prop_assert_eq!(pasted_rows(&lines.join("\r\n")), rows);
        }
    }
}
