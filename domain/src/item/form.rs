//! The rows of the council's forms, by kind of item.

use super::ItemKind;
use crate::record::record;

record! {
    /// One row of a form.
    pub enum FormRow {
        /// 件名.
        Title,
        /// 保有課（担当課）.
        HoldingSection,
        /// 登録業務の名称.
        RegisteredBusiness,
        /// 委託先, 結合の相手方.
        Party,
        /// だれの、どのような項目か.
        DataItems,
        /// 記録媒体.
        Media,
        /// 理由.
        Reason,
        /// 委託の内容, 結合の形態.
        Description,
        /// 開始時期及び期限.
        Period,
        /// What the ward does to protect the data.
        WardProtections,
        /// What the party is made to do.
        PartyProtections,
    }
}

const ENTRUSTED: &[FormRow] = &[
    FormRow::Title,
    FormRow::HoldingSection,
    FormRow::RegisteredBusiness,
    FormRow::Party,
    FormRow::DataItems,
    FormRow::Media,
    FormRow::Reason,
    FormRow::Description,
    FormRow::Period,
    FormRow::WardProtections,
    FormRow::PartyProtections,
];

const LINKED: &[FormRow] = &[
    FormRow::Title,
    FormRow::HoldingSection,
    FormRow::RegisteredBusiness,
    FormRow::DataItems,
    FormRow::Party,
    FormRow::Reason,
    FormRow::Description,
    FormRow::Period,
    FormRow::WardProtections,
];

impl FormRow {
    /// The rows of a kind's form, in the order they are printed.
    pub const fn of(kind: ItemKind) -> &'static [Self] {
        match kind {
            ItemKind::Outsourcing | ItemKind::Reoutsourcing => ENTRUSTED,
            ItemKind::Linkage => LINKED,
        }
    }

    /// The row's usual label; a legal basis may word it in the ward's own way.
    pub const fn label(self, kind: ItemKind) -> &'static str {
        use ItemKind::{Linkage, Outsourcing, Reoutsourcing};
        match (self, kind) {
            (Self::Title, _) => "件名",
            (Self::HoldingSection, _) => "保有課（担当課）",
            (Self::RegisteredBusiness, _) => "登録業務の名称",
            (Self::Party, Outsourcing) => "委託先",
            (Self::Party, Reoutsourcing) => "委託先（再委託先）",
            (Self::Party, Linkage) => "結合の相手方",
            (Self::DataItems, Outsourcing) => {
                "委託に伴い事業者に処理させる情報項目（だれの、どのような項目か）"
            }
            (Self::DataItems, Reoutsourcing) => {
                "委託（再委託）に伴い事業者に処理させる情報項目（だれの、どのような項目か）"
            }
            (Self::DataItems, Linkage) => "結合される情報項目（だれの、どのような項目か）",
            (Self::Media, _) => "処理させる情報項目の記録媒体",
            (Self::Reason, Outsourcing) => "委託理由",
            (Self::Reason, Reoutsourcing) => "委託（再委託）理由",
            (Self::Reason, Linkage) => "結合する理由",
            (Self::Description, Outsourcing) => "委託の内容",
            (Self::Description, Reoutsourcing) => "委託（再委託）の内容",
            (Self::Description, Linkage) => "結合の形態",
            (Self::Period, Outsourcing) => "委託の開始時期及び期限",
            (Self::Period, Reoutsourcing) => "委託（再委託）の開始時期及び期限",
            (Self::Period, Linkage) => "結合の開始時期と期間",
            (Self::WardProtections, Outsourcing) => "委託にあたり区が行う情報保護対策",
            (Self::WardProtections, Reoutsourcing) => "委託（再委託）にあたり区が行う情報保護対策",
            (Self::WardProtections, Linkage) => "情報保護対策",
            (Self::PartyProtections, Reoutsourcing) => "再委託の受託事業者に行わせる情報保護対策",
            (Self::PartyProtections, Outsourcing | Linkage) => "受託事業者に行わせる情報保護対策",
        }
    }
}
