//! How parties are added, changed and put away.

use domain::{
    Fault,
    date::{format_date, parse_date},
    party::{Certification, Contact, Party, PartyKind, read_corporate_number},
    text::fold_key,
};
use entity::party;
use sea_orm::{
    EntityTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, Func},
};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        uses::{Used, unused},
    },
};

/// What a form says of a party, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyInput {
    /// Code of the kind.
    pub kind: String,
    /// The name, or the description of the class.
    pub name: String,
    /// How the name is read.
    pub reading: String,
    /// 法人番号, in any width and punctuation.
    pub corporate_number: String,
    /// 所在地.
    pub address: String,
    /// Whom to ask: department and person.
    pub person: String,
    /// Telephone number.
    pub phone: String,
    /// Mail address.
    pub mail: String,
    /// Whether the person knows that another party has the same name.
    pub same_name: bool,
}

impl PartyInput {
    /// What a form shows of a party.
    #[must_use]
    pub fn of(party: &Party) -> Self {
        let contact = party.contact.clone();
        let contact =
            contact.unwrap_or(Contact { person: String::new(), phone: String::new(), mail: String::new() });
        Self {
            kind: party.kind.code().to_owned(),
            name: party.name.clone(),
            reading: party.reading.clone(),
            corporate_number: party.corporate_number.clone().unwrap_or_default(),
            address: party.address.clone(),
            person: contact.person,
            phone: contact.phone,
            mail: contact.mail,
            same_name: false,
        }
    }

    /// Puts what was typed into a party.
    fn fill(&self, party: &mut Party) -> Result<()> {
        party.kind = PartyKind::from_code(&self.kind)
            .ok_or_else(|| Error::invalid(Fault::at_field("party-kind", "kind", "区分を選んでください。")))?;
        party.name = self.name.trim().to_owned();
        party.reading = self.reading.trim().to_owned();
        party.corporate_number = read_corporate_number(&self.corporate_number);
        party.address = self.address.trim().to_owned();
        let typed = |text: &str| text.trim().to_owned();
        let contact =
            Contact { person: typed(&self.person), phone: typed(&self.phone), mail: typed(&self.mail) };
        let empty = [&contact.person, &contact.phone, &contact.mail].iter().all(|text| text.is_empty());
        party.contact = (!empty).then_some(contact);
        Ok(())
    }
}

/// What a form says of a certification, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificationInput {
    /// プライバシーマーク.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// Last day, in any calendar.
    pub expires_on: String,
}

impl CertificationInput {
    /// What a form shows of a certification.
    #[must_use]
    pub fn of(held: &Certification) -> Self {
        Self {
            name: held.name.clone(),
            number: held.number.clone().unwrap_or_default(),
            expires_on: held.expires_on.map(format_date).unwrap_or_default(),
        }
    }

    /// Whether nothing was typed.
    fn is_empty(&self) -> bool {
        [&self.name, &self.number, &self.expires_on].iter().all(|text| text.trim().is_empty())
    }

    fn read(&self, index: usize) -> Result<Certification, Fault> {
        let typed = self.expires_on.trim();
        let day = if typed.is_empty() {
            None
        } else {
            let field = format!("certifications[{index}].expires_on");
            Some(parse_date(typed).map_err(|fault| fault.at_field(field, "有効期限"))?)
        };
        let number = self.number.trim();
        Ok(Certification {
            name: self.name.trim().to_owned(),
            number: (!number.is_empty()).then(|| number.to_owned()),
            expires_on: day,
        })
    }
}

/// Identifies what the form of a party's facts shows.
///
/// # Errors
/// `Internal`.
pub fn facts_seen(party: &Party) -> Result<String> {
    edit::digest(&facts(party)?)
}

/// Identifies what the form of a party's certifications shows.
///
/// # Errors
/// `Internal`.
pub fn certifications_seen(party: &Party) -> Result<String> {
    edit::digest(&party.certifications)
}

/// Identifies all of a party.
///
/// # Errors
/// `Internal`.
pub fn whole_seen(party: &Party) -> Result<String> {
    edit::digest(party)
}

/// All but the certifications and the day it was put away.
fn facts(party: &Party) -> Result<Party> {
    Ok(Party { certifications: Vec::new(), archived_on: None, ..party.clone() })
}

/// Adds a party, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`: also for a corporate number that another party has,
/// and for a name that one has unless that is known.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    input: &PartyInput,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditRegister)?;
    let mut party = Party {
        id: ward.clock().new_id().into(),
        kind: PartyKind::Named,
        name: String::new(),
        reading: String::new(),
        corporate_number: None,
        certifications: Vec::new(),
        address: String::new(),
        contact: None,
        archived_on: None,
    };
    input.fill(&mut party)?;
    // The second of two clicks finds the first one's party: it is the same.
    if !crate::idempotency::used(ward.store(), actor, key).await? {
        name_is_free(ward, &party, input).await?;
    }
    edit::create(ward, actor, key, reason, party).await
}

/// Changes all but a party's certifications.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict` if it changed meanwhile.
pub async fn change_facts(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &PartyInput,
) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let mut party = edit::load::<Party>(ward.store().read(), id).await?;
    if fold_key(&party.name) != fold_key(&input.name) {
        input.fill(&mut party)?;
        name_is_free(ward, &party, input).await?;
    }
    edit::change::<Party, _>(ward, actor, id, change, facts, |party| input.fill(party)).await?;
    Ok(())
}

/// Changes a party's certifications; empty rows at the end are left out.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`, by row.
pub async fn change_certifications(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &[CertificationInput],
) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    let filled = input.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    for (index, row) in input.iter().take(filled).enumerate() {
        match row.read(index) {
            Ok(certification) => read.push(certification),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let part = |party: &Party| Ok(party.certifications.clone());
    edit::change::<Party, _>(ward, actor, id, change, part, |party| {
        party.certifications = read;
        Ok(())
    })
    .await?;
    Ok(())
}

/// Puts a party away: forms offer it no more.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while items use it.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let today = ward.clock().today();
    let part = |party: &Party| Ok(party.clone());
    let apply = |party: &mut Party| {
        party.archived_on.get_or_insert(today);
        Ok(())
    };
    edit::change_asking::<Party, _>(ward, actor, id, change, part, apply, async |tx, party| {
        unused(tx.conn(), Used::Party(id), &party.name).await
    })
    .await?;
    Ok(())
}

/// Brings a party back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let part = |party: &Party| Ok(party.clone());
    edit::change::<Party, _>(ward, actor, id, change, part, |party| {
        party.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}

/// Tells of another party of the same name, and of all else that is wrong, unless
/// the person knows of it.
async fn name_is_free(ward: &Ward, party: &Party, input: &PartyInput) -> Result<()> {
    let key = fold_key(&input.name);
    if input.same_name || key.is_empty() {
        return Ok(());
    }
    let name = Expr::col((party::Entity, party::Column::NameFolded));
    let same: Vec<(Uuid, String)> = party::Entity::find()
        .select_only()
        .columns([party::Column::Id, party::Column::Name])
        .filter(Expr::expr(Func::cust("replace").args([name, Expr::val(" "), Expr::val("")])).eq(key))
        .limit(2)
        .into_tuple()
        .all(ward.store().read())
        .await?;
    let Some((_, name)) = same.into_iter().find(|(id, _)| *id != party.id.uuid()) else { return Ok(()) };
    let message = format!(
        "同じ名称の事業者「{name}」が既にあります。同じ事業者であればそちらを使ってください。\
         別の事業者であれば「同じ名称のまま保存する」を押してください。"
    );
    // All that is at fault is told at once.
    let mut faults = vec![Fault::at_field("same-name", "name", message)];
    faults.extend(edit::faults_of(ward, party.clone()).await?);
    Err(Error::Invalid(faults))
}
