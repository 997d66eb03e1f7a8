//! One row: a version in the words of a list.

use domain::item::{DataGroup, ItemKind, ItemVersion};

use crate::{
    Result,
    register::{index::Names, rows::corrupt},
};

/// What parts the cells of a row, and the rows of a batch: characters that no
/// text may hold.
const CELL: char = '\u{1C}';
pub(super) const ROW: char = '\u{1D}';

/// A row of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LedgerRow<'a> {
    /// Department and section.
    pub(super) section: &'a str,
    /// In the order of [`super::sheet::HEADS`].
    pub(super) cells: [&'a str; 7],
}

impl<'a> LedgerRow<'a> {
    /// Reads a row that [`body`] has put together.
    pub(super) fn parse(section: &'a str, body: &'a str) -> Result<Self> {
        let mut parts = body.split(CELL);
        let mut cells = [""; 7];
        for cell in &mut cells {
            *cell = parts.next().ok_or_else(|| corrupt("a row of the ledger is short"))?;
        }
        Ok(Self { section, cells })
    }
}

/// The cells of a version, as they are kept. Words that change here change in
/// registers that are there only once the index's rules go up.
pub(crate) fn body(kind: ItemKind, version: &ItemVersion, names: &Names) -> String {
    let named = |name: Option<&String>| name.cloned().unwrap_or_default();
    let lines = |lines: Vec<String>| lines.join("\n");
    let media: Vec<&str> = version.media.iter().map(|medium| medium.name.as_str()).collect();
    let period = |line: &domain::item::Line| format!("{}{}", line.label.as_deref().unwrap_or(""), line.text);
    let cells: [String; 7] = [
        version.title.clone(),
        kind.word().to_owned(),
        named(names.businesses.get(&version.registered_business.uuid())),
        named(names.parties.get(&version.party.uuid())),
        lines(version.data_groups.iter().map(|it| group(it, names)).collect()),
        media.join("、"),
        lines(version.periods.iter().map(period).collect()),
    ];
    cells.join(CELL.encode_utf8(&mut [0; 4]))
}

/// A data group in a line: 【提供する】対象者：氏名、住所.
fn group(group: &DataGroup, names: &Names) -> String {
    let items: Vec<&str> = group.items.iter().map(|item| item.name.as_str()).collect();
    let mut line = format!("【{}】{}：{}", group.direction.word(), group.subject, items.join("、"));
    let annex = group.annex.and_then(|annex| names.annexes.get(&annex.uuid()));
    if let Some(annex) = annex.filter(|annex| !annex.is_empty()) {
        let and = if items.is_empty() { "" } else { "及び" };
        line.push_str(&format!("{and}「{annex}」のとおり"));
    }
    let sensitive = group.items.iter().any(|item| item.sensitive);
    line.push_str(match (sensitive, group.items.iter().any(|item| item.my_number)) {
        (true, false) => "（要配慮個人情報を含む）",
        (false, true) => "（特定個人情報を含む）",
        (true, true) => "（要配慮個人情報、特定個人情報を含む）",
        (false, false) => "",
    });
    line
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_row_is_put_into_words() {
        let nil = Uuid::nil();
        let version: ItemVersion = serde_json::from_value(json!({
            "id": nil, "state": "in_force", "title": "件名", "holding_section": nil,
            "registered_business": nil, "legal_basis": nil, "party": nil, "reason": [], "description": [],
            "periods": [{"label": "１", "text": "毎年度"}, {"text": "以降同様"}], "protections": [],
            "data_groups": [
                {"direction": "provided", "print_direction": true, "subject": "受診者",
                 "subject_style": "bullet", "annex": nil,
                 "items": [{"name": "氏名", "sensitive": true}, {"name": "住所"}]},
                {"direction": "collected", "print_direction": true, "subject": "職員",
                 "subject_style": "bullet", "items": [{"name": "氏名"}]},
            ],
            "media": [{"name": "紙"}, {"name": "電磁的媒体"}],
        }))
        .unwrap();
        let mut names = Names::default();
        names.businesses.insert(nil, "業務".into());
        names.parties.insert(nil, "株式会社".into());
        names.annexes.insert(nil, "健診の項目".into());
        let body = body(ItemKind::Outsourcing, &version, &names);
        // Other words than these: raise `RULES` of the index, too.
        assert_eq!(
            LedgerRow::parse("健康推進課", &body).unwrap().cells,
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
        assert!(LedgerRow::parse("健康推進課", "件名").is_err());
    }
}
