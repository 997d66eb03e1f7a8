//! Giving the register out: the same register gives the same bytes.

use domain::bundle::{Bundle, FORMAT, VERSION};

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        organisation,
        rows::{Aggregate as _, Scope},
    },
};

/// The whole register as it stands at one moment, each noun by id.
///
/// # Errors
/// `Forbidden`, `Database`.
pub async fn export(ward: &Ward, actor: &Actor) -> Result<Bundle> {
    policy::require(actor, Permission::ExportBundle)?;
    let snapshot = ward.store().snapshot().await?;
    let (db, all) = (snapshot.conn(), &Scope::All);
    Ok(Bundle {
        format: FORMAT.to_owned(),
        version: VERSION,
        ward: organisation::ward(db).await?,
        implementing_bodies: domain::organisation::ImplementingBody::load(db, all).await?,
        departments: domain::organisation::Department::load(db, all).await?,
        sections: domain::organisation::Section::load(db, all).await?,
        legal_bases: domain::legal::LegalBasis::load(db, all).await?,
        registered_businesses: domain::programme::RegisteredBusiness::load(db, all).await?,
        dictionary_entries: domain::dictionary::DictionaryEntry::load(db, all).await?,
        parties: domain::party::Party::load(db, all).await?,
        annexes: domain::annex::Annex::load(db, all).await?,
        clause_sets: domain::clauses::ClauseSet::load(db, all).await?,
        programmes: domain::programme::Programme::load(db, all).await?,
        items: domain::item::Item::load(db, all).await?,
        sessions: domain::council::Session::load(db, all).await?,
        submissions: domain::council::Submission::load(db, all).await?,
        outcomes: domain::council::Outcome::load(db, all).await?,
    })
}

/// A bundle in its canonical form: two spaces an indent, a line end at the end.
///
/// # Errors
/// `Internal` if it cannot be written as JSON.
pub fn to_json(bundle: &Bundle) -> Result<String> {
    let mut json =
        serde_json::to_string_pretty(bundle).map_err(Error::internal("ファイルを書き出せません。"))?;
    json.push('\n');
    Ok(json)
}
