//! Lists on their way into the register: what was read of a file, what it
//! would do, how far it is. Forgotten after a day.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, index, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut job = identified("import_job")
            .col(uuid_null("account_id"))
            .col(text("kind"))
            .col(text("file_name"))
            .col(text("sha256"))
            .col(text("state"))
            .col(text("seen"))
            .col(text("outcome"))
            .col(text("digest"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("touched_at"))
            .to_owned();
        manager.create_table(job.to_owned()).await?;
        index(manager, "import_job", &["created_at"]).await?;
        job = Table::create()
            .table("import_line")
            .col(uuid("job_id"))
            .col(text("part"))
            .col(integer("position"))
            .col(text("content"))
            .primary_key(Index::create().name("pk_import_line").col("job_id").col("part").col("position"))
            .foreign_key(&mut owned_by("import_line", "job_id", "import_job"))
            .to_owned();
        manager.create_table(job).await
    }
}
