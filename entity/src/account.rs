//! A person who signs in.

use sea_orm::entity::prelude::*;

/// One account. Not `Serialize`: its password hash must reach no page, log or
/// audit payload.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What the person types to sign in, in small letters.
    #[sea_orm(unique)]
    pub login: String,
    /// The person's name as shown.
    pub name: String,
    /// Code of the role.
    pub role: String,
    /// The section the person belongs to.
    pub section_id: Option<Uuid>,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// When it was added.
    pub created_at: DateTimeUtc,
    /// Since when it may no longer sign in.
    pub disabled_at: Option<DateTimeUtc>,
    /// Whether the demonstration made it.
    pub demo: bool,
    /// The secret of the second step, sealed.
    pub totp_secret: Option<Vec<u8>>,
    /// Since when the second step is asked for; until then it is being set up.
    pub totp_since: Option<DateTimeUtc>,
    /// The time step of the last code that was taken: none is taken twice.
    pub totp_last_step: Option<i64>,
    /// The provider that knows this person.
    pub oidc_issuer: Option<String>,
    /// Under which name, never shown to the person.
    pub oidc_subject: Option<String>,
    /// When the person last signed in.
    pub signed_in_at: Option<DateTimeUtc>,
    /// Goes up with each change.
    pub version: i32,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("account")
            .field("id", &self.id)
            .field("login", &self.login)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ModelEx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("account").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}

impl ActiveModelBehavior for ActiveModel {}
