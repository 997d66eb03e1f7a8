//! The form of one item.

use domain::{
    Fault,
    item::{DataGroup, Direction, FormRow, Item, ItemVersion, Protection, ProtectionBy, ProtectionKind},
    text::{annex_label, join_ja},
};
use templates::packet::{Block, Form, Row};

use super::Material;

/// The form of a version, or nothing when something it refers to is gone.
/// Faults are what the packet lacks for it.
pub(super) fn form(
    material: &Material,
    item: &Item,
    version: &ItemVersion,
    change: Option<&str>,
    part: usize,
    faults: &mut Vec<Fault>,
) -> Option<Form> {
    let basis = material.bases.get(&version.legal_basis)?;
    let mut writer = Writer { material, item, version, change, part, faults };
    let rows = FormRow::of(item.kind)
        .iter()
        .map(|row| Some(Row::new(basis.row_label(*row), writer.row(*row)?)))
        .collect::<Option<Vec<_>>>()?;
    Some(Form { form_title: basis.form_title.as_str().into(), heading: basis.form_line().into(), rows })
}

struct Writer<'a> {
    material: &'a Material,
    item: &'a Item,
    version: &'a ItemVersion,
    change: Option<&'a str>,
    /// The form's place in the packet.
    part: usize,
    faults: &'a mut Vec<Fault>,
}

impl Writer<'_> {
    fn row(&mut self, row: FormRow) -> Option<Vec<Block>> {
        let (names, version) = (self.material, self.version);
        Some(match row {
            FormRow::Title => {
                let change = self.change.map(|change| format!("（{change}）")).unwrap_or_default();
                vec![Block::paragraph(format!("{}{change}", version.title))]
            }
            FormRow::HoldingSection => {
                vec![Block::paragraph(names.sections.get(&version.holding_section.uuid())?.name.as_str())]
            }
            FormRow::RegisteredBusiness => {
                vec![Block::paragraph(names.businesses.get(&version.registered_business)?.name.as_str())]
            }
            FormRow::Party => {
                let party = names.parties.get(&version.party)?;
                vec![Block::paragraph(party.printed(version.party_short_name.as_deref()))]
            }
            FormRow::DataItems => self.data_groups(),
            FormRow::Media => {
                let media: Vec<&str> = version.media.iter().map(|medium| medium.name.as_str()).collect();
                vec![Block::paragraph(join_ja(&media))]
            }
            FormRow::Reason => lines(&version.reason),
            FormRow::Description => lines(&version.description),
            FormRow::Period => lines(&version.periods),
            FormRow::WardProtections => self.protections(ProtectionBy::Ward),
            FormRow::PartyProtections => self.protections(ProtectionBy::Party),
        })
    }

    fn data_groups(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut printed: Option<Direction> = None;
        for group in &self.version.data_groups {
            let heads = group.print_direction.then_some(group.direction);
            if heads.is_some() && heads != printed {
                blocks.push(Block::Head { text: group.direction.heading(self.item.kind).into() });
            }
            printed = heads;
            blocks.push(Block::Head { text: group.printed_subject().into() });
            let annex = self.annex(group);
            blocks.push(Block::Indented { text: group.printed_items(annex.as_deref()).into() });
            if let Some(earlier) = &group.earlier_decision {
                blocks.push(Block::Indented { text: format!("（{}）", earlier.text).into() });
            }
        }
        blocks
    }

    /// The label of the annex a group points to.
    fn annex(&mut self, group: &DataGroup) -> Option<String> {
        let id = group.annex?;
        let number = self.material.submission.annex_number(id);
        if number.is_none() {
            let title = self.material.annexes.get(&id).map_or("", |annex| annex.title.as_str());
            self.lacks(format!(
                "「{}」は記録項目「{title}」を別紙として指していますが、この資料に入っていません。資料の別紙に加えてください。",
                self.version.title
            ));
        }
        number.map(annex_label)
    }

    fn protections(&mut self, by: ProtectionBy) -> Vec<Block> {
        let lines = self.version.protections_by(by);
        let numbers = Protection::numbers(lines.clone());
        let sets = match lines.clone().any(|line| line.kind == ProtectionKind::ClauseSets) {
            true => self.clause_sets(),
            false => Vec::new(),
        };
        let printed = |(line, number): (&Protection, Option<String>)| {
            let text = line.printed(&sets);
            match number {
                Some(number) => Block::line(number, text),
                None => Block::paragraph(text),
            }
        };
        lines.zip(numbers).map(printed).collect()
    }

    /// The numbers of the item's clause sets in this packet.
    fn clause_sets(&mut self) -> Vec<u32> {
        if self.version.clause_sets.is_empty() {
            self.lacks(format!(
                "「{}」は特記事項を付すとしていますが、特記事項が選ばれていません。案件で選んでください。",
                self.version.title
            ));
        }
        let mut numbers = Vec::new();
        for used in &self.version.clause_sets {
            if let Some(number) = self.material.submission.clauses_number(used.edition) {
                numbers.push(number);
                continue;
            }
            let name = self
                .material
                .edition_names
                .get(&used.edition.uuid())
                .map_or("", |edition| edition.name.as_str());
            self.lacks(format!(
                "「{}」は特記事項「{name}」を付すとしていますが、この資料に入っていません。資料の別紙に加えてください。",
                self.version.title
            ));
        }
        numbers
    }

    fn lacks(&mut self, message: String) {
        self.faults.push(Fault::at_path("missing-annex", format!("parts[{}]", self.part), message));
    }
}

fn lines(lines: &[domain::item::Line]) -> Vec<Block> {
    let block = |line: &domain::item::Line| match &line.label {
        Some(label) => Block::line(label.as_str(), line.text.as_str()),
        None => Block::paragraph(line.text.as_str()),
    };
    lines.iter().map(block).collect()
}
