//! Submissions, their own copy of the programme's text, the parts of their
//! packet, and what each outcome is about.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, identified, index, listed, one_of, owned_by, refers, root, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_submission(manager).await?;
        create_part(manager).await?;
        create_subject(manager).await
    }
}

async fn create_submission(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let submission = root(
        identified("submission")
            .col(uuid("session_id"))
            .col(big_integer("document_number"))
            .col(text("title"))
            .col(uuid("programme_id"))
            .col(uuid("section_id"))
            .col(text("state"))
            .col(text("outline_programme_name"))
            .col(text("outline_section"))
            .col(text("outline_purpose"))
            .col(text("outline_subjects"))
            .check(one_of("state", &["draft", "submitted"]))
            .foreign_key(&mut refers("submission", "session_id", "council_session"))
            .foreign_key(&mut refers("submission", "programme_id", "programme"))
            .foreign_key(&mut refers("submission", "section_id", "section")),
    );
    manager.create_table(submission).await?;
    unique(manager, "submission", &["session_id", "document_number"]).await?;
    index(manager, "submission", &["programme_id"]).await?;
    index(manager, "submission", &["section_id"]).await?;
    let block = children("outline_block", "submission_id", "submission")
        .col(text("kind"))
        .col(text_null("label"))
        .col(text("text"))
        .check(one_of("kind", &["numbered", "heading", "paragraph", "bullet", "footnote"]))
        .to_owned();
    manager.create_table(block).await?;
    unique(manager, "outline_block", &["submission_id", "position"]).await
}

async fn create_part(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let is = |kind: &'static str, column: &'static str| {
        Expr::col("kind").eq(kind).and(Expr::col(column).is_not_null())
    };
    let part = listed("submission_part", "submission_id", "submission")
        .col(text("kind"))
        .col(uuid_null("version_id"))
        .col(text_null("change"))
        .col(uuid_null("annex_id"))
        .col(uuid_null("edition_id"))
        .check(is("form", "version_id").or(is("recorded_items", "annex_id")).or(is("clauses", "edition_id")))
        .foreign_key(&mut refers("submission_part", "version_id", "item_version"))
        .foreign_key(&mut refers("submission_part", "annex_id", "annex"))
        .foreign_key(&mut refers("submission_part", "edition_id", "clause_edition"))
        .to_owned();
    manager.create_table(part).await?;
    index(manager, "submission_part", &["version_id"]).await?;
    index(manager, "submission_part", &["annex_id"]).await?;
    index(manager, "submission_part", &["edition_id"]).await
}

async fn create_subject(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let subject = Table::create()
        .table("outcome_subject")
        .col(uuid("outcome_id").primary_key())
        .col(uuid_null("submission_id"))
        .col(uuid_null("item_id"))
        .foreign_key(&mut owned_by("outcome_subject", "outcome_id", "outcome"))
        .foreign_key(&mut refers("outcome_subject", "submission_id", "submission"))
        .foreign_key(&mut refers("outcome_subject", "item_id", "item"))
        .to_owned();
    manager.create_table(subject).await?;
    index(manager, "outcome_subject", &["submission_id"]).await?;
    index(manager, "outcome_subject", &["item_id"]).await
}
