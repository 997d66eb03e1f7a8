//! One row: a version in the words of a list.

use domain::item::{Direction, ItemKind};

use crate::{
    Result,
    register::rows::{corrupt, decoded},
};

/// What parts the fields of a row, the groups of its data, and a group's own
/// fields on their way from the database: characters that no text may hold.
pub(super) const FIELD: char = '\u{1C}';
pub(super) const GROUP: char = '\u{1D}';
pub(super) const PART: char = '\u{1E}';

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LedgerRow {
    /// Department and section.
    pub(super) section: String,
    /// In the order of [`super::sheet::HEADS`].
    pub(super) cells: [String; 7],
}

impl LedgerRow {
    /// Reads a row as `read` asks for it.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut fields = text.split(FIELD);
        let mut next = || fields.next().ok_or_else(|| corrupt("a row of the ledger is short"));
        let (department, section, title, kind) = (next()?, next()?, next()?, next()?);
        let (business, party, data, media, periods) = (next()?, next()?, next()?, next()?, next()?);
        Ok(Self {
            section: format!("{department}{section}"),
            cells: [
                title.to_owned(),
                decoded(kind, ItemKind::from_code)?.word().to_owned(),
                business.to_owned(),
                party.to_owned(),
                groups(data)?,
                media.replace(GROUP, "、"),
                periods.replace(GROUP, "\n").replace(PART, ""),
            ],
        })
    }
}

/// The data groups, one a line: 【提供する】対象者：氏名、住所.
fn groups(text: &str) -> Result<String> {
    let mut lines = String::with_capacity(text.len());
    for group in text.split(GROUP).filter(|group| !group.is_empty()) {
        let mut parts = group.split(PART);
        let mut next = || parts.next().ok_or_else(|| corrupt("a data group of the ledger is short"));
        let (direction, subject, annex, items, flags) = (next()?, next()?, next()?, next()?, next()?);
        if !lines.is_empty() {
            lines.push('\n');
        }
        let direction = decoded(direction, Direction::from_code)?.word();
        lines.push_str(&format!("【{direction}】{subject}：{items}"));
        if !annex.is_empty() {
            let and = if items.is_empty() { "" } else { "及び" };
            lines.push_str(&format!("{and}「{annex}」のとおり"));
        }
        lines.push_str(match flags {
            "1" => "（要配慮個人情報を含む）",
            "2" => "（特定個人情報を含む）",
            "3" => "（要配慮個人情報、特定個人情報を含む）",
            _ => "",
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_put_into_words() {
        let data = "provided\u{1E}受診者\u{1E}健診の項目\u{1E}氏名、住所\u{1E}1\u{1D}collected\u{1E}職員\u{1E}\u{1E}氏名\u{1E}0";
        let text = [
            "健康部",
            "健康推進課",
            "件名",
            "outsourcing",
            "業務",
            "株式会社",
            data,
            "紙\u{1D}電磁的媒体",
            "１\u{1E}毎年度\u{1D}\u{1E}以降同様",
        ]
        .join("\u{1C}");
        let row = LedgerRow::parse(&text).unwrap();
        assert_eq!(row.section, "健康部健康推進課");
        assert_eq!(
            row.cells,
            [
                "件名",
                "業務委託",
                "業務",
                "株式会社",
                "【提供する】受診者：氏名、住所及び「健診の項目」のとおり（要配慮個人情報を含む）\n【収集させる】職員：氏名",
                "紙、電磁的媒体",
                "１毎年度\n以降同様",
            ]
        );
        assert!(LedgerRow::parse("健康部").is_err());
    }
}
