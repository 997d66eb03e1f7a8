//! What the register holds of things that begin and end, and of names that only
//! one may bear: a ward's organisation, articles and words, which are few.

use std::collections::BTreeSet;

use domain::{
    bundle::{Bundle, Noun},
    dictionary::DictionaryEntry,
    legal::LegalBasis,
    organisation::{Department, ImplementingBody, Section},
    programme::RegisteredBusiness,
};
use entity::registered_business;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate as _, Scope},
};

/// All of them.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Bundle> {
    Ok(Bundle {
        implementing_bodies: ImplementingBody::load(db, &Scope::All).await?,
        departments: Department::load(db, &Scope::All).await?,
        sections: Section::load(db, &Scope::All).await?,
        legal_bases: LegalBasis::load(db, &Scope::All).await?,
        registered_businesses: RegisteredBusiness::load(db, &Scope::All).await?,
        dictionary_entries: DictionaryEntry::load(db, &Scope::All).await?,
        ..Bundle::default()
    })
}

/// Those that an object of a noun, which names these ids, has to be compared
/// with.
pub(super) async fn beside(db: &impl ConnectionTrait, noun: Noun, named: &BTreeSet<Uuid>) -> Result<Bundle> {
    let mut beside = Bundle::default();
    match noun {
        Noun::ImplementingBody => {
            beside.implementing_bodies = ImplementingBody::load(db, &Scope::All).await?;
        }
        Noun::Department => beside.departments = Department::load(db, &Scope::All).await?,
        Noun::Section => beside.sections = Section::load(db, &Scope::All).await?,
        Noun::LegalBasis => beside.legal_bases = LegalBasis::load(db, &Scope::All).await?,
        Noun::RegisteredBusiness => {
            let section = registered_business::Column::SectionId.is_in(named.iter().copied());
            let scope = Scope::select::<registered_business::Entity>(
                registered_business::Column::Id,
                Condition::all().add(section),
            );
            beside.registered_businesses = RegisteredBusiness::load(db, &scope).await?;
        }
        Noun::DictionaryEntry => {
            beside.dictionary_entries = DictionaryEntry::load(db, &Scope::All).await?;
        }
        Noun::Item => {
            beside.legal_bases = LegalBasis::load(db, &Scope::ids(named.iter().copied())).await?;
        }
        _ => {}
    }
    Ok(beside)
}
