//! Parties, annexes.

use chrono::{DateTime, Utc};
use domain::{
    annex::{Annex, AnnexEntry},
    bundle::Noun,
    party::{Certification, Party, PartyKind},
    text::fold,
};
use entity::{annex, annex_entry, certification, party};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, child_id, children, decoded, delete, insert, placed, roots, upsert},
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
                name: row.name,
                corporate_number: row.corporate_number,
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

impl Aggregate for Annex {
    const NOUN: Noun = Noun::Annex;
    const KIND: &'static str = "annex";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<annex::Entity>(db, scope, annex::Column::Id).await?;
        let owner = (annex_entry::Column::AnnexId, |row: &annex_entry::Model| row.annex_id);
        let mut entries =
            children::<annex_entry::Entity, _>(db, scope, owner, annex_entry::Column::Position, |row| {
                Ok(AnnexEntry { id: Some(row.id.into()), name: row.name })
            })
            .await?;
        let annex = |row: annex::Model| Self {
            entries: entries.remove(&row.id).unwrap_or_default(),
            id: row.id.into(),
            title: row.title,
        };
        Ok(rows.into_iter().map(annex).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |annex: &&Self| annex::Model {
            id: annex.id.uuid(),
            title: annex.title.clone(),
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<annex::Entity>(db, aggregates.iter().map(row).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|annex| annex.id()));
        delete::<annex_entry::Entity>(db, &scope, annex_entry::Column::AnnexId).await?;
        let mut entries = Vec::new();
        for annex in aggregates {
            for (position, entry) in placed(&annex.entries) {
                let (id, name) = (child_id(entry.id)?, entry.name.clone());
                entries.push(annex_entry::Model { id, annex_id: annex.id.uuid(), position, name });
            }
        }
        insert::<annex_entry::Entity>(db, entries).await
    }
}
