use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Bundle,
    check::organisation::{named, successions},
};
use crate::{council::OutcomeResult, item::ItemKind};

/// The nouns a bundle can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// 実施機関.
    ImplementingBody,
    /// 部.
    Department,
    /// 課.
    Section,
    /// 根拠.
    LegalBasis,
    /// 登録業務.
    RegisteredBusiness,
    /// 情報項目の辞書.
    DictionaryEntry,
    /// 事業者.
    Party,
    /// 別紙 (記録項目).
    Annex,
    /// 特記事項.
    ClauseSet,
    /// 特記事項の版.
    Edition,
    /// 事業.
    Programme,
    /// 案件.
    Item,
    /// 案件の版.
    ItemVersion,
    /// 審議会の回.
    Session,
    /// 資料.
    Submission,
    /// 議決等.
    Outcome,
}

impl Noun {
    /// The Japanese word in messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ImplementingBody => "実施機関",
            Self::Department => "部",
            Self::Section => "課",
            Self::LegalBasis => "根拠",
            Self::RegisteredBusiness => "登録業務",
            Self::DictionaryEntry => "辞書の情報項目",
            Self::Party => "事業者",
            Self::Annex => "記録項目の別紙",
            Self::ClauseSet => "特記事項",
            Self::Edition => "特記事項の版",
            Self::Programme => "事業",
            Self::Item => "案件",
            Self::ItemVersion => "案件の版",
            Self::Session => "審議会の回",
            Self::Submission => "資料",
            Self::Outcome => "議決等",
        }
    }
}

/// What the register holds already, as far as a bundle's check needs it.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Ids by noun.
    pub ids: BTreeMap<Noun, BTreeSet<Uuid>>,
    /// Whether the ward is described.
    pub ward: bool,
    /// The session that holds each (fiscal year, number).
    pub sessions: BTreeMap<(i32, u32), Uuid>,
    /// The submission that holds each (session, document number).
    pub documents: BTreeMap<(Uuid, u32), Uuid>,
    /// The party, and its name, that holds each corporate number.
    pub corporate_numbers: BTreeMap<String, (Uuid, String)>,
    /// The parent of each re-outsourcing item.
    pub parents: BTreeMap<Uuid, Uuid>,
    /// Items that are put away.
    pub archived: BTreeSet<Uuid>,
    /// The successor of each body, department, section and legal basis that
    /// has one.
    pub successors: BTreeMap<Uuid, Uuid>,
    /// The kind of item that each legal basis is for.
    pub basis_kinds: BTreeMap<Uuid, ItemKind>,
    /// Decisions by which nothing may come into force: 継続審議, 取下げ.
    pub halting: BTreeMap<Uuid, OutcomeResult>,
    /// Decisions by which versions came into force, each with the item.
    pub grounds: BTreeSet<(Uuid, Uuid)>,
    /// Who bears a name that only one may bear at a time.
    pub names: BTreeMap<NameKey, Vec<Bearer>>,
}

/// A name and where it may be borne once: in a department, in a ward.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    /// Of what.
    pub noun: Noun,
    /// Below what; none for what stands at the top.
    pub under: Option<Uuid>,
    /// The name as [`crate::text::fold_key`] has it.
    pub key: String,
}

/// What bears a name, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// Its id.
    pub id: Uuid,
    /// First day, if known.
    pub from: Option<NaiveDate>,
    /// Last day, when it has ended.
    pub to: Option<NaiveDate>,
}

impl Bearer {
    /// Whether both are there on some day.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let before = |to: Option<NaiveDate>, from: Option<NaiveDate>| matches!((to, from), (Some(to), Some(from)) if to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

impl Known {
    /// Whether the register holds it.
    pub fn has(&self, noun: Noun, id: Uuid) -> bool {
        self.ids.get(&noun).is_some_and(|ids| ids.contains(&id))
    }

    /// Notes that the register, or the bundle before, holds it.
    pub fn add(&mut self, noun: Noun, id: Uuid) -> bool {
        self.ids.entry(noun).or_default().insert(id)
    }

    /// Notes what follows what, who bears which name and which items a basis is
    /// for, of the things in a bundle that the register holds.
    pub fn note_lives(&mut self, held: &Bundle) {
        self.successors.extend(successions(held));
        self.basis_kinds.extend(held.legal_bases.iter().map(|basis| (basis.id.uuid(), basis.item_kind)));
        for named in named(held) {
            self.names.entry(named.key).or_default().push(named.bearer);
        }
    }
}
