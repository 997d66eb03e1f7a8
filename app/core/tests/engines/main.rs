//! The store and what stands on it, told once and run on SQLite and on
//! PostgreSQL.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod basics;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod bundle_faults;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod clause_sets;
#[cfg(test)]
mod clause_text;
#[cfg(test)]
mod council_sessions;
#[cfg(test)]
mod dictionary;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod duties;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod exchange_files;
#[cfg(test)]
mod external;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod fits;
#[cfg(test)]
mod home;
#[cfg(test)]
mod idempotency;
#[cfg(test)]
mod item_edit;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod ledger_rows;
#[cfg(test)]
mod lives;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod people;
#[cfg(test)]
mod programmes;
#[cfg(test)]
mod register;
#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod search;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod support;
#[cfg(test)]
mod trail;
#[cfg(test)]
mod writes;
