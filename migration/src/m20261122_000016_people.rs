//! A second step at sign-in, its recovery codes, and the identity by which a
//! provider of the ward's own knows a person.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, index, owned_by, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            binary_null("totp_secret"),
            timestamp_with_time_zone_null("totp_since"),
            big_integer_null("totp_last_step"),
            text_null("oidc_issuer"),
            text_null("oidc_subject"),
            timestamp_with_time_zone_null("signed_in_at"),
        ] {
            manager.alter_table(Table::alter().table("account").add_column(column).to_owned()).await?;
        }
        unique(manager, "account", &["oidc_issuer", "oidc_subject"]).await?;
        manager
            .create_table(
                identified("recovery_code")
                    .col(uuid("account_id"))
                    .col(text("code_hash"))
                    .col(timestamp_with_time_zone_null("used_at"))
                    .foreign_key(&mut owned_by("recovery_code", "account_id", "account"))
                    .to_owned(),
            )
            .await?;
        index(manager, "recovery_code", &["account_id"]).await
    }
}
