use domain::legal::LegalBasis;
use serde::Serialize;
use uuid::Uuid;

use super::edit::facts;
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit,
        list::Link,
        rows::{Aggregate as _, Scope},
        uses::{ItemUse, Used, uses},
    },
};

/// Items shown at most.
const SHOWN: u64 = 200;

/// A legal basis and the items that rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalView {
    /// The basis.
    pub basis: LegalBasis,
    /// The article that took its place.
    pub successor: Option<Link>,
    /// The articles it took the place of.
    pub predecessors: Vec<Link>,
    /// The items that rest on it, those in force first.
    pub items: Vec<ItemUse>,
    /// The digest of what its form shows.
    pub facts_seen: String,
    /// The digest of all of it.
    pub whole_seen: String,
}

/// One legal basis.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<LegalView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let all = LegalBasis::load(db, &Scope::All).await?;
    let link = |basis: &LegalBasis| Link {
        id: basis.id.uuid(),
        name: format!("{}{}", basis.instrument, basis.article),
    };
    let basis = all.iter().find(|basis| basis.id.uuid() == id).cloned();
    let basis = basis.ok_or_else(|| Error::NotFound("根拠".to_owned()))?;
    Ok(LegalView {
        successor: all.iter().find(|other| Some(other.id) == basis.successor).map(link),
        predecessors: all.iter().filter(|other| other.successor == Some(basis.id)).map(link).collect(),
        items: uses(db, Used::Basis(id), actor, SHOWN).await?,
        facts_seen: edit::digest(&facts(&basis))?,
        whole_seen: edit::digest(&basis)?,
        basis,
    })
}
