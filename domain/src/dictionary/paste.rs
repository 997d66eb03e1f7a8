//! Words as they come from a spreadsheet: one a line, name, reading and marks
//! in columns.

use crate::text::fold_key;

/// Lines taken at once.
pub const PASTED_AT_MOST: usize = 1_000;

/// One pasted word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedWord {
    /// Its line, from 1.
    pub line: usize,
    /// The data item.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// 要配慮個人情報.
    pub sensitive: bool,
    /// 特定個人情報.
    pub my_number: bool,
    /// What stands in the columns behind but is no mark.
    pub unread: Vec<String>,
}

/// Reads pasted lines: tab-separated, with a spreadsheet's quotes. The third
/// column on holds marks: 要配慮, 特定 (マイナンバー); ○ and the like in the
/// third column is sensitive, in the fourth My-Number. A first line of heads
/// and empty lines are passed over.
#[must_use]
pub fn read_pasted(text: &str) -> Vec<PastedWord> {
    let rows = rows(text).into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let words = rows.enumerate().filter(|(index, (_, cells))| *index > 0 || !is_head(cells));
    words.map(|(_, (line, cells))| word(line, &cells)).collect()
}

fn word(line: usize, cells: &[String]) -> PastedWord {
    let cell = |index: usize| cells.get(index).cloned().unwrap_or_default();
    let mut word = PastedWord {
        line,
        name: cell(0),
        reading: cell(1),
        sensitive: false,
        my_number: false,
        unread: Vec::new(),
    };
    for (column, text) in cells.iter().enumerate().skip(2) {
        match mark(&fold_key(text), column) {
            Some(Mark::Sensitive) => word.sensitive = true,
            Some(Mark::MyNumber) => word.my_number = true,
            Some(Mark::Both) => (word.sensitive, word.my_number) = (true, true),
            Some(Mark::Nothing) => {}
            None => word.unread.push(text.clone()),
        }
    }
    word
}

enum Mark {
    Sensitive,
    MyNumber,
    Both,
    Nothing,
}

fn mark(key: &str, column: usize) -> Option<Mark> {
    let sensitive = key.contains("要配慮");
    let my_number = ["特定", "まいなんばー", "個人番号"].iter().any(|word| key.contains(word));
    match (sensitive, my_number) {
        (true, true) => return Some(Mark::Both),
        (true, false) => return Some(Mark::Sensitive),
        (false, true) => return Some(Mark::MyNumber),
        (false, false) => {}
    }
    let yes = ["○", "〇", "◯", "●", "レ", "れ", "✓", "✔", "1", "true", "はい", "有", "あり", "該当"];
    let no = ["", "-", "×", "0", "false", "いいえ", "無", "なし"];
    match column {
        2 if yes.contains(&key) => Some(Mark::Sensitive),
        3 if yes.contains(&key) => Some(Mark::MyNumber),
        2 | 3 if no.contains(&key) => Some(Mark::Nothing),
        _ if key.is_empty() => Some(Mark::Nothing),
        _ => None,
    }
}

fn is_head(cells: &[String]) -> bool {
    let heads = ["情報項目", "項目", "項目名", "名称", "名前"];
    cells.first().is_some_and(|cell| heads.contains(&fold_key(cell).as_str()))
}

/// Lines and their cells, without the blanks at the ends of a cell. A cell in
/// quotes may hold tabs and line breaks, and quotes twice.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut line, mut began) = (1, 1);
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' => {
                line += 1;
                if quoted {
                    cell.push(c);
                } else {
                    cells.push(std::mem::take(&mut cell));
                    rows.push((began, std::mem::take(&mut cells)));
                    began = line;
                }
            }
            '\r' => {}
            _ => cell.push(c),
        }
    }
    cells.push(cell);
    rows.push((began, cells));
    let trimmed = |cells: Vec<String>| cells.into_iter().map(|cell| cell.trim().to_owned()).collect();
    rows.into_iter().map(|(line, cells)| (line, trimmed(cells))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<(usize, String, String, bool, bool)> {
        read_pasted(text)
            .into_iter()
            .map(|word| (word.line, word.name, word.reading, word.sensitive, word.my_number))
            .collect()
    }

    #[test]
    fn columns_are_name_reading_and_marks() {
        assert_eq!(
            told("氏名\tしめい\r\n\n病歴\tびょうれき\t要配慮\n個人番号\tこじんばんごう\t\t○\n口座\t\t×\n"),
            [
                (1, "氏名".into(), "しめい".into(), false, false),
                (3, "病歴".into(), "びょうれき".into(), true, false),
                (4, "個人番号".into(), "こじんばんごう".into(), false, true),
                (5, "口座".into(), String::new(), false, false),
            ]
        );
    }

    #[test]
    fn a_line_of_heads_is_no_word() {
        assert_eq!(
            told("情報項目\tよみ\t要配慮\t特定\n氏名"),
            [(2, "氏名".into(), String::new(), false, false)]
        );
        assert_eq!(told("氏名\n項目").len(), 2);
    }

    #[test]
    fn quoted_cells_keep_what_is_in_them() {
        let words = read_pasted("\"支援の記録\n（\"\"面談\"\"）\"\tしえん\n次");
        assert_eq!(words[0].name, "支援の記録\n（\"面談\"）");
        assert_eq!((words[1].line, words[1].name.as_str()), (3, "次"));
    }

    #[test]
    fn what_is_no_mark_is_told() {
        let words = read_pasted("氏名\tしめい\tたぶん\t\t備考欄");
        assert_eq!(words[0].unread, ["たぶん", "備考欄"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_loss_of_lines(text in any::<String>()) {
            let words = read_pasted(&text);
            prop_assert!(words.len() <= text.split('\n').count());
            prop_assert!(words.windows(2).all(|pair| pair[0].line < pair[1].line));
        }

        #[test]
        fn a_name_alone_is_the_word(name in "[ぁ-んァ-ヶ一-龠a-z]{1,20}") {
            prop_assume!(!is_head(std::slice::from_ref(&name)));
            prop_assert_eq!(&read_pasted(&name)[0].name, &name);
        }
    }
}
