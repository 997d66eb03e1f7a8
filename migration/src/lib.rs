//! The schema, one file a change, named by what it adds. A file that has been
//! released is never edited: the next change is the next file. Two were written
//! side by side and share the number 25; both have run under their names, so
//! they keep them, and the list below is the order.

mod build;
mod m20261122_000001_organisation;
mod m20261122_000002_account;
mod m20261122_000003_audit;
mod m20261122_000004_web;
mod m20261122_000005_attachment;
mod m20261122_000006_legal;
mod m20261122_000007_party;
mod m20261122_000008_clauses;
mod m20261122_000009_council;
mod m20261122_000010_item;
mod m20261122_000011_version;
mod m20261122_000012_submission;
mod m20261122_000013_lives;
mod m20261122_000014_draft;
mod m20261122_000015_search;
mod m20261122_000016_people;
mod m20261122_000017_import;
mod m20261122_000018_history;
mod m20261122_000019_item_archive;
mod m20261122_000020_nouns;
mod m20261122_000021_word;
mod m20261122_000022_saved_view;
mod m20261122_000023_ledger;
mod m20261122_000024_tally;
mod m20261122_000025_days;
mod m20261122_000025_duty;
mod m20261122_000026_numbering;
mod m20261122_000027_protection_duty;
mod m20261122_000028_origin;
mod m20261122_000029_dismissed;
mod m20261123_000030_sample;
mod m20261123_000031_sieve;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::MigratorTrait;

/// All changes, in the order they are applied.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_organisation::Migration),
            Box::new(m20261122_000002_account::Migration),
            Box::new(m20261122_000003_audit::Migration),
            Box::new(m20261122_000004_web::Migration),
            Box::new(m20261122_000005_attachment::Migration),
            Box::new(m20261122_000006_legal::Migration),
            Box::new(m20261122_000007_party::Migration),
            Box::new(m20261122_000008_clauses::Migration),
            Box::new(m20261122_000009_council::Migration),
            Box::new(m20261122_000010_item::Migration),
            Box::new(m20261122_000011_version::Migration),
            Box::new(m20261122_000012_submission::Migration),
            Box::new(m20261122_000013_lives::Migration),
            Box::new(m20261122_000014_draft::Migration),
            Box::new(m20261122_000016_people::Migration),
            Box::new(m20261122_000018_history::Migration),
            Box::new(m20261122_000020_nouns::Migration),
            Box::new(m20261122_000019_item_archive::Migration),
            Box::new(m20261122_000021_word::Migration),
            Box::new(m20261122_000017_import::Migration),
            Box::new(m20261122_000015_search::Migration),
            Box::new(m20261122_000022_saved_view::Migration),
            Box::new(m20261122_000023_ledger::Migration),
            Box::new(m20261122_000024_tally::Migration),
            Box::new(m20261122_000025_duty::Migration),
            Box::new(m20261122_000025_days::Migration),
            Box::new(m20261122_000026_numbering::Migration),
            Box::new(m20261122_000027_protection_duty::Migration),
            Box::new(m20261122_000029_dismissed::Migration),
            Box::new(m20261122_000028_origin::Migration),
            Box::new(m20261123_000030_sample::Migration),
            Box::new(m20261123_000031_sieve::Migration),
        ]
    }
}
