//! A party with what uses it.

use chrono::NaiveDate;
use domain::party::Party;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit,
        item::sees_proposals,
        uses::{ItemUse, Used, uses},
    },
};

/// Items shown at most.
const SHOWN: u64 = 200;

/// A party and the items that name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyView {
    /// The party; without its contact for those who see only what is public.
    pub party: Party,
    /// Whether the contact may be shown at all.
    pub contact_visible: bool,
    /// The items that name it, those in force first.
    pub items: Vec<ItemUse>,
    /// Today, to tell what expires.
    pub today: NaiveDate,
}

/// One party.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<PartyView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let mut party = edit::load::<Party>(db, id).await?;
    let inside = sees_proposals(actor);
    if !inside {
        party.contact = None;
    }
    Ok(PartyView {
        items: uses(db, Used::Party(id), actor, SHOWN).await?,
        party,
        contact_visible: inside,
        today: ward.clock().today(),
    })
}
