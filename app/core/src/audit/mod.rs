//! The audit trail: who changed what, when and why, in a chain of digests.

pub mod canonical;
pub(crate) mod chain;
mod difference;
mod export;
mod names;
mod read;
mod redact;
pub(crate) mod text;
mod trail;
mod verify;
mod wanted;
pub mod words;

pub use difference::{Difference, Names, differences};
pub use export::export_csv;
pub use read::{Change, Entry, entry, page};
pub use redact::redact;
pub use text::index_missing;
pub use trail::{Changed, Told, TrailEntry, changes_of, follows, logins, object_history, search};
pub use verify::{Flaw, Redaction, Verification, verify};
pub use wanted::TrailQuery;

/// What was done. The codes stand in the trail: never reword one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A bundle was brought in.
    Import,
    /// Something new was entered.
    Create,
    /// Something was changed.
    Edit,
    /// Something was ended: a section, an article.
    End,
    /// Something was put away; nothing of it is lost.
    Archive,
    /// Something ended or put away was brought back.
    Restore,
    /// Something was deleted.
    Delete,
    /// A proposal was drafted beside what is in force.
    Propose,
    /// A proposal came into force.
    Enforce,
    /// A proposal was taken back.
    Withdraw,
    /// An edition of a clause set came into force.
    Publish,
    /// An edition of a clause set was copied to be changed.
    Revise,
    /// A council's outcome was recorded.
    Decide,
    /// An account was added.
    AccountAdd,
    /// An account was changed or disabled.
    AccountEdit,
    /// Someone signed in.
    SignIn,
    /// A login was locked after failed attempts.
    Lockout,
    /// The content of an earlier entry was blanked.
    Redact,
    /// The demonstration was set up.
    Demo,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 19] = [
        Self::Import,
        Self::Create,
        Self::Edit,
        Self::End,
        Self::Archive,
        Self::Restore,
        Self::Delete,
        Self::Propose,
        Self::Enforce,
        Self::Withdraw,
        Self::Publish,
        Self::Revise,
        Self::Decide,
        Self::AccountAdd,
        Self::AccountEdit,
        Self::SignIn,
        Self::Lockout,
        Self::Redact,
        Self::Demo,
    ];

    /// The code in the trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Create => "create",
            Self::Edit => "edit",
            Self::End => "end",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Delete => "delete",
            Self::Propose => "propose",
            Self::Enforce => "enforce",
            Self::Withdraw => "withdraw",
            Self::Publish => "publish",
            Self::Revise => "revise",
            Self::Decide => "decide",
            Self::AccountAdd => "account-add",
            Self::AccountEdit => "account-edit",
            Self::SignIn => "sign-in",
            Self::Lockout => "lockout",
            Self::Redact => "redact",
            Self::Demo => "demo",
        }
    }

    /// The Japanese word on screens.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Import => "取込",
            Self::Create => "登録",
            Self::Edit => "変更",
            Self::End => "廃止",
            Self::Archive => "保管",
            Self::Restore => "保管・廃止の取消し",
            Self::Delete => "削除",
            Self::Propose => "改正案の作成",
            Self::Enforce => "改正案を現行に",
            Self::Withdraw => "改正案の取下げ",
            Self::Publish => "特記事項の公開",
            Self::Revise => "特記事項の改訂",
            Self::Decide => "答申等の記録",
            Self::AccountAdd => "利用者の追加",
            Self::AccountEdit => "利用者の変更",
            Self::SignIn => "サインイン",
            Self::Lockout => "サインインの一時停止",
            Self::Redact => "履歴内容の抹消",
            Self::Demo => "デモの準備",
        }
    }

    /// The action with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}
