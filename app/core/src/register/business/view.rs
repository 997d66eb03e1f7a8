use domain::programme::RegisteredBusiness;
use serde::Serialize;
use uuid::Uuid;

use super::edit::facts;
use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit,
        lookup::{self, SectionName},
        uses::{ItemUse, Used, uses},
    },
};

/// Items shown at most.
const SHOWN: u64 = 200;

/// A business and the items that pick it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BusinessView {
    /// The business.
    pub business: RegisteredBusiness,
    /// The section that registered it.
    pub section: Option<SectionName>,
    /// The items that pick it, those in force first.
    pub items: Vec<ItemUse>,
    /// The digest of what its form shows.
    pub facts_seen: String,
    /// The digest of all of it.
    pub whole_seen: String,
}

/// One business.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<BusinessView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let business = edit::load::<RegisteredBusiness>(db, id).await?;
    let section = business.section.uuid();
    Ok(BusinessView {
        section: lookup::sections_by_id(db, [section]).await?.remove(&section),
        items: uses(db, Used::Business(id), actor, SHOWN).await?,
        facts_seen: edit::digest(&facts(&business))?,
        whole_seen: edit::digest(&business)?,
        business,
    })
}
