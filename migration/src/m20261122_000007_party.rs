//! Registered businesses, parties with their certifications, and annexes of
//! recorded items: what items refer to.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, identified, index, listed, one_of, refers, root, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let registered_business = root(
            identified("registered_business")
                .col(text("name"))
                .col(text("name_folded"))
                .col(uuid("section_id"))
                .foreign_key(&mut refers("registered_business", "section_id", "section")),
        );
        manager.create_table(registered_business).await?;
        index(manager, "registered_business", &["section_id"]).await?;
        create_party(manager).await?;
        create_annex(manager).await
    }
}

async fn create_party(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let party = root(
        identified("party")
            .col(text("kind"))
            .col(text("name"))
            .col(text("name_folded"))
            .col(text_null("corporate_number"))
            .check(one_of("kind", &["named", "class"])),
    );
    manager.create_table(party).await?;
    index(manager, "party", &["name_folded"]).await?;
    let certification = listed("certification", "party_id", "party")
        .col(text("name"))
        .col(text_null("number"))
        .col(date_null("expires_on"))
        .to_owned();
    manager.create_table(certification).await
}

async fn create_annex(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(root(identified("annex").col(text("title")))).await?;
    let entry = children("annex_entry", "annex_id", "annex").col(text("name")).to_owned();
    manager.create_table(entry).await?;
    unique(manager, "annex_entry", &["annex_id", "position"]).await
}
