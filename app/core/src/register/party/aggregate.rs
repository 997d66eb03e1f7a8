//! How parties are read and written.

use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    party::{Certification, Contact, Party, PartyKind},
    text::fold,
};
use entity::{certification, party};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, children, decoded, delete, insert, placed, roots, upsert},
};

impl Aggregate for Party {
    const NOUN: Noun = Noun::Party;
    const KIND: &'static str = "party";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<party::Entity>(db, scope, party::Column::Id).await?;
        let owner = (certification::Column::PartyId, |row: &certification::Model| row.party_id);
        let mut certifications =
            children::<certification::Entity, _>(db, scope, owner, certification::Column::Position, |row| {
                Ok(Certification { name: row.name, number: row.number, expires_on: row.expires_on })
            })
            .await?;
        let mut party = |row: party::Model| {
            Ok(Self {
                certifications: certifications.remove(&row.id).unwrap_or_default(),
                id: row.id.into(),
                kind: decoded(&row.kind, PartyKind::from_code)?,
                contact: contact(row.contact_person, row.contact_phone, row.contact_mail),
                name: row.name,
                reading: row.reading,
                corporate_number: row.corporate_number,
                address: row.address,
                archived_on: row.archived_on,
            })
        };
        rows.into_iter().map(&mut party).collect()
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |party: &&Self| party::Model {
            id: party.id.uuid(),
            kind: party.kind.code().to_owned(),
            name: party.name.clone(),
            name_folded: fold(&party.name),
            reading: party.reading.clone(),
            reading_folded: fold(&party.reading),
            address: party.address.clone(),
            contact_person: party.contact.as_ref().map(|contact| contact.person.clone()),
            contact_phone: party.contact.as_ref().map(|contact| contact.phone.clone()),
            contact_mail: party.contact.as_ref().map(|contact| contact.mail.clone()),
            archived_on: party.archived_on,
            corporate_number: party.corporate_number.clone(),
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<party::Entity>(db, aggregates.iter().map(row).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|party| party.id()));
        delete::<certification::Entity>(db, &scope, certification::Column::PartyId).await?;
        let mut held = Vec::new();
        for party in aggregates {
            held.extend(placed(&party.certifications).map(|(position, certification)| {
                certification::Model {
                    party_id: party.id.uuid(),
                    position,
                    name: certification.name.clone(),
                    number: certification.number.clone(),
                    expires_on: certification.expires_on,
                }
            }));
        }
        insert::<certification::Entity>(db, held).await
    }
}

fn contact(person: Option<String>, phone: Option<String>, mail: Option<String>) -> Option<Contact> {
    (person.is_some() || phone.is_some() || mail.is_some()).then(|| Contact {
        person: person.unwrap_or_default(),
        phone: phone.unwrap_or_default(),
        mail: mail.unwrap_or_default(),
    })
}
