//! Failed attempts to sign in, counted for each login typed, known or not.

use sea_orm::entity::prelude::*;

/// The count of one login.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_failure")]
pub struct Model {
    /// SHA-256 of the login in small letters: people type passwords there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub login_hash: String,
    /// Attempts since the last success or lock.
    pub failures: i32,
    /// The latest attempt.
    pub last_at: DateTimeUtc,
    /// Until when every attempt is refused.
    pub locked_until: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
