use domain::programme::RegisteredBusiness;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        typed::{Reader, typed_input},
        uses::{Used, unused},
    },
};

typed_input! {
    /// What a form says of a registered business, as typed.
    pub struct BusinessInput {
        /// Its name.
        name,
        /// How it is read.
        reading,
        /// The section that registered it.
        section,
    }
}

impl BusinessInput {
    /// What a form shows of a business.
    #[must_use]
    pub fn of(business: &RegisteredBusiness) -> Self {
        Self {
            name: business.name.clone(),
            reading: business.reading.clone(),
            section: business.section.to_string(),
        }
    }

    fn business(&self, id: Uuid) -> Result<RegisteredBusiness> {
        let mut reader = Reader::default();
        let name = reader.needed("name", "登録業務の名称", &self.name);
        let reading = reader.line("reading", "よみ", &self.reading);
        let section = reader.needed_choice("section", "担当課", &self.section);
        reader.finish(section.map(|section| RegisteredBusiness {
            id: id.into(),
            name,
            reading,
            section,
            archived_on: None,
        }))
    }
}

/// What the form of a business shows.
pub(super) fn facts(business: &RegisteredBusiness) -> RegisteredBusiness {
    RegisteredBusiness { archived_on: None, ..business.clone() }
}

/// Adds a business, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`, by field.
pub async fn create(ward: &Ward, actor: &Actor, key: Option<&str>, input: &BusinessInput) -> Result<Uuid> {
    policy::require(actor, Permission::EditRegister)?;
    let business = input.business(ward.clock().new_id())?;
    edit::create(ward, actor, key, "", business).await
}

/// Changes a business.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict`.
pub async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &BusinessInput,
) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let read = input.business(id)?;
    let part = |business: &RegisteredBusiness| Ok(facts(business));
    edit::change::<RegisteredBusiness, _>(ward, actor, id, change, part, |business| {
        *business = RegisteredBusiness { archived_on: business.archived_on, ..read };
        Ok(())
    })
    .await?;
    Ok(())
}

/// Puts a business away: forms offer it no more.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while items use it.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let today = ward.clock().today();
    let part = |business: &RegisteredBusiness| Ok(business.clone());
    let apply = |business: &mut RegisteredBusiness| {
        business.archived_on.get_or_insert(today);
        Ok(())
    };
    edit::change_asking::<RegisteredBusiness, _>(
        ward,
        actor,
        id,
        change,
        part,
        apply,
        async |tx, business| unused(tx.conn(), Used::Business(id), &business.name).await,
    )
    .await?;
    Ok(())
}

/// Brings a business back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let part = |business: &RegisteredBusiness| Ok(business.clone());
    edit::change::<RegisteredBusiness, _>(ward, actor, id, change, part, |business| {
        business.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}
