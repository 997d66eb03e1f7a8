//! 事業: the public business that a submission explains.

mod notes;
mod split;

use chrono::NaiveDate;

use crate::{
    Id,
    organisation::Section,
    record::{coded, record},
};

pub use notes::{Hint, hints};
pub use split::split;

record! {
    /// What a block of structured text is.
    pub enum BlockKind {
        /// A numbered part: １ …
        Numbered,
        /// A head: 【…】
        Heading,
        /// Running text, first line indented.
        Paragraph,
        /// A list entry: ・ …
        Bullet,
        /// A note: ※１ …
        Footnote,
    }
}

coded!(BlockKind {
    Numbered = "numbered", "番号";
    Heading = "heading", "見出し";
    Paragraph = "paragraph", "本文";
    Bullet = "bullet", "箇条書き";
    Footnote = "footnote", "注";
});

record! {
    /// One block of structured text. Line breaks in the text are kept.
    pub struct Block {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Block>>,
        /// What it is.
        pub kind: BlockKind,
        /// The mark before it, as typed: １, ・, ※１.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The text as typed.
        pub text: String,
    }
}

record! {
    /// 登録業務: a registered handling of personal data that items pick.
    pub struct RegisteredBusiness {
        /// Identity.
        pub id: Id<RegisteredBusiness>,
        /// Its name.
        pub name: String,
        /// How its name is read.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reading: String,
        /// The section that registered it.
        pub section: Id<Section>,
        /// Since when it is no longer picked for items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}

record! {
    /// 事業.
    pub struct Programme {
        /// Identity.
        pub id: Id<Programme>,
        /// 事業名.
        pub name: String,
        /// How the name is read, in kana.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reading: String,
        /// 担当課.
        pub section: Id<Section>,
        /// 目的.
        pub purpose: String,
        /// 対象者.
        pub subjects: String,
        /// 事業内容.
        pub description: Vec<Block>,
        /// The day it was put away, once nothing uses it any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}
