use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

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
    /// The parent of each re-outsourcing item.
    pub parents: BTreeMap<Uuid, Uuid>,
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
}
