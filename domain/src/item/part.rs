//! The parts of an item that people edit one at a time.

use serde::Serialize;

use super::{ClauseSetUse, DataGroup, FormRow, Item, ItemKind, ItemVersion, Line, Medium, Protection};
use crate::{
    Id,
    legal::LegalBasis,
    organisation::Section,
    party::Party,
    programme::{Programme, RegisteredBusiness},
    record::{coded, record},
};

record! {
    /// A part of an item, edited on a page of its own.
    pub enum ItemPart {
        /// Title, holding section, registered business, legal basis, party.
        Basics,
        /// 情報項目.
        DataItems,
        /// 記録媒体.
        Media,
        /// 理由.
        Reason,
        /// 内容.
        Description,
        /// 開始時期及び期限.
        Periods,
        /// 情報保護対策.
        Protections,
        /// 付す特記事項.
        ClauseSets,
    }
}

coded!(ItemPart {
    Basics = "basics", "基本情報";
    DataItems = "data-items", "情報項目";
    Media = "media", "記録媒体";
    Reason = "reason", "理由";
    Description = "description", "内容";
    Periods = "periods", "開始時期及び期限";
    Protections = "protections", "情報保護対策";
    ClauseSets = "clauses", "付す特記事項";
});

impl ItemPart {
    /// What a kind's form calls the part.
    pub const fn label(self, kind: ItemKind) -> &'static str {
        match self {
            Self::Reason => FormRow::Reason.label(kind),
            Self::Description => FormRow::Description.label(kind),
            Self::Periods => FormRow::Period.label(kind),
            _ => self.word(),
        }
    }

    /// The part that follows it on the task list.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|part| *part == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

/// [`ItemPart::Basics`]: what an item is about, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basics {
    /// 件名.
    pub title: String,
    /// 事業.
    pub programme: Id<Programme>,
    /// もとの委託, of a re-outsourcing.
    pub parent: Option<Id<Item>>,
    /// 保有課.
    pub holding_section: Id<Section>,
    /// 登録業務.
    pub registered_business: Id<RegisteredBusiness>,
    /// 根拠.
    pub legal_basis: Id<LegalBasis>,
    /// 委託先・相手方.
    pub party: Id<Party>,
    /// What the text calls the party from here on.
    pub party_short_name: Option<String>,
}

/// What a part says in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartValue {
    /// 基本情報.
    Basics(Basics),
    /// 情報項目.
    DataItems(Vec<DataGroup>),
    /// 記録媒体.
    Media(Vec<Medium>),
    /// 理由.
    Reason(Vec<Line>),
    /// 内容.
    Description(Vec<Line>),
    /// 開始時期及び期限.
    Periods(Vec<Line>),
    /// 情報保護対策.
    Protections(Vec<Protection>),
    /// 付す特記事項.
    ClauseSets(Vec<ClauseSetUse>),
}

impl PartValue {
    /// What a part of a version says.
    pub fn of(item: &Item, version: &ItemVersion, part: ItemPart) -> Self {
        let version = version.clone();
        match part {
            ItemPart::Basics => Self::Basics(Basics {
                title: version.title,
                programme: item.programme,
                parent: item.parent,
                holding_section: version.holding_section,
                registered_business: version.registered_business,
                legal_basis: version.legal_basis,
                party: version.party,
                party_short_name: version.party_short_name,
            }),
            ItemPart::DataItems => Self::DataItems(version.data_groups),
            ItemPart::Media => Self::Media(version.media),
            ItemPart::Reason => Self::Reason(version.reason),
            ItemPart::Description => Self::Description(version.description),
            ItemPart::Periods => Self::Periods(version.periods),
            // The duties of protections have a page of their own.
            ItemPart::Protections => Self::Protections(version.without_duties().protections),
            ItemPart::ClauseSets => Self::ClauseSets(version.clause_sets),
        }
    }

    /// Which part it is.
    pub const fn part(&self) -> ItemPart {
        match self {
            Self::Basics(_) => ItemPart::Basics,
            Self::DataItems(_) => ItemPart::DataItems,
            Self::Media(_) => ItemPart::Media,
            Self::Reason(_) => ItemPart::Reason,
            Self::Description(_) => ItemPart::Description,
            Self::Periods(_) => ItemPart::Periods,
            Self::Protections(_) => ItemPart::Protections,
            Self::ClauseSets(_) => ItemPart::ClauseSets,
        }
    }

    /// Puts it into a version of an item; false if there is no such version.
    #[must_use]
    pub fn put(self, item: &mut Item, version: Id<ItemVersion>) -> bool {
        let Some(held) = item.versions.iter_mut().find(|held| held.id == version) else { return false };
        match self {
            Self::Basics(basics) => {
                held.title = basics.title;
                held.holding_section = basics.holding_section;
                held.registered_business = basics.registered_business;
                held.legal_basis = basics.legal_basis;
                held.party = basics.party;
                held.party_short_name = basics.party_short_name;
                (item.programme, item.parent) = (basics.programme, basics.parent);
            }
            Self::DataItems(groups) => held.data_groups = groups,
            Self::Media(media) => held.media = media,
            Self::Reason(lines) => held.reason = lines,
            Self::Description(lines) => held.description = lines,
            Self::Periods(lines) => held.periods = lines,
            Self::Protections(mut lines) => {
                let before = std::mem::take(&mut held.protections);
                for line in &mut lines {
                    let same = before.iter().find(|old| old.id.is_some() && old.id == line.id);
                    line.duties = same.map(|old| old.duties.clone()).unwrap_or_default();
                    line.dismissed = same.map(|old| old.dismissed.clone()).unwrap_or_default();
                }
                held.protections = lines;
            }
            Self::ClauseSets(sets) => held.clause_sets = sets,
        }
        true
    }
}
