//! Clause sets as a whole: editions, clauses, nested items.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    clauses::{CaptionPlace, Clause, ClauseItem, ClauseSet, Edition, EditionState, Numbering, PartyLabels},
};
use entity::{clause, clause_duty, clause_edition, clause_item, clause_set, edition_text};
use sea_orm::{ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

use super::duties;
use crate::{
    Result,
    register::{
        duty,
        rows::{
            Aggregate, Scope, child_id, children, corrupt, decoded, delete, insert, number, placed, roots,
            upsert,
        },
    },
};

/// `edition_text.place`: before the first clause.
const PREAMBLE: &str = "preamble";
/// `edition_text.place`: after the last clause.
const TRAILING: &str = "trailing";

impl Aggregate for ClauseSet {
    const NOUN: Noun = Noun::ClauseSet;
    const KIND: &'static str = "clause_set";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<clause_set::Entity>(db, scope, clause_set::Column::Id).await?;
        let mut editions = editions(db, scope, clause_edition::Column::ClauseSetId).await?;
        let set = |row: clause_set::Model| Self {
            editions: editions.remove(&row.id).unwrap_or_default(),
            id: row.id.into(),
            name: row.name,
            variant: row.variant,
            title: row.title,
            parties: PartyLabels {
                ward: row.ward_label,
                contractor: row.contractor_label,
                subcontractor: row.subcontractor_label,
            },
        };
        Ok(rows.into_iter().map(set).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        upsert::<clause_set::Entity>(db, aggregates.iter().map(|set| set_row(set, at)).collect()).await?;
        let mut rows = Lists::default();
        for set in aggregates {
            rows.add(set)?;
        }
        let scope = Scope::ids(rows.editions.iter().map(|edition| edition.id));
        upsert::<clause_edition::Entity>(db, std::mem::take(&mut rows.editions)).await?;
        delete::<edition_text::Entity>(db, &scope, edition_text::Column::EditionId).await?;
        // Their items and duties go with them.
        delete::<clause::Entity>(db, &scope, clause::Column::EditionId).await?;
        insert::<edition_text::Entity>(db, rows.texts).await?;
        insert::<clause::Entity>(db, rows.clauses).await?;
        insert::<clause_item::Entity>(db, rows.items).await?;
        insert::<clause_duty::Entity>(db, rows.duties).await
    }
}

/// Reads editions with their clauses, grouped by clause set. The scope is
/// that of `column`: the edition itself, or its set.
pub(crate) async fn editions(
    db: &impl ConnectionTrait,
    scope: &Scope,
    column: clause_edition::Column,
) -> Result<BTreeMap<Uuid, Vec<Edition>>> {
    let of_editions = scope.under::<clause_edition::Entity>(clause_edition::Column::Id, column);
    let of_clauses = of_editions.under::<clause::Entity>(clause::Column::Id, clause::Column::EditionId);
    let items = clause_items(db, &of_clauses).await?;
    let mut of_clause = duties::load(db, &of_editions).await?;
    let owner = (clause::Column::EditionId, |row: &clause::Model| row.edition_id);
    let mut clauses =
        children::<clause::Entity, _>(db, &of_editions, owner, clause::Column::Position, |row| {
            Ok(Clause {
                items: nested(&items, row.id, None),
                duties: of_clause.remove(&row.id).unwrap_or_default(),
                dismissed: duty::dismissed(&row.dismissed)?,
                id: Some(row.id.into()),
                origin: row.origin.map(Into::into),
                number: number(row.number)?,
                divisions: serde_json::from_str(&row.divisions)
                    .map_err(|error| corrupt(error.to_string()))?,
                caption: row.caption,
                paragraph: row.paragraph,
                body: row.body,
                note: row.note,
            })
        })
        .await?;
    let owner = (edition_text::Column::EditionId, |row: &edition_text::Model| row.edition_id);
    let mut texts =
        children::<edition_text::Entity, _>(db, &of_editions, owner, edition_text::Column::Position, Ok)
            .await?;
    let owner = (column, |row: &clause_edition::Model| row.clause_set_id);
    children::<clause_edition::Entity, _>(db, scope, owner, clause_edition::Column::Position, |row| {
        let (preamble, trailing): (Vec<_>, Vec<_>) =
            texts.remove(&row.id).unwrap_or_default().into_iter().partition(|text| text.place == PREAMBLE);
        Ok(Edition {
            clauses: clauses.remove(&row.id).unwrap_or_default(),
            preamble: preamble.into_iter().map(|text| text.text).collect(),
            trailing: trailing.into_iter().map(|text| text.text).collect(),
            id: row.id.into(),
            number: number(row.number)?,
            state: decoded(&row.state, EditionState::from_code)?,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            numbering: decoded(&row.numbering, Numbering::from_code)?,
            captions: decoded(&row.captions, CaptionPlace::from_code)?,
        })
    })
    .await
}

type Nested = BTreeMap<(Uuid, Option<Uuid>), Vec<clause_item::Model>>;

async fn clause_items(db: &impl ConnectionTrait, of_clauses: &Scope) -> Result<Nested> {
    let rows = clause_item::Entity::find()
        .filter(of_clauses.filter(clause_item::Column::ClauseId))
        .order_by_asc(clause_item::Column::Position)
        .all(db)
        .await?;
    let mut nested = Nested::new();
    for row in rows {
        nested.entry((row.clause_id, row.parent_id)).or_default().push(row);
    }
    Ok(nested)
}

fn nested(items: &Nested, clause: Uuid, parent: Option<Uuid>) -> Vec<ClauseItem> {
    let rows = items.get(&(clause, parent)).map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .map(|row| ClauseItem {
            id: Some(row.id.into()),
            label: row.label.clone(),
            text: row.text.clone(),
            note: row.note.clone(),
            items: nested(items, clause, Some(row.id)),
        })
        .collect()
}

fn set_row(set: &ClauseSet, at: DateTime<Utc>) -> clause_set::Model {
    clause_set::Model {
        id: set.id.uuid(),
        name: set.name.clone(),
        variant: set.variant.clone(),
        title: set.title.clone(),
        ward_label: set.parties.ward.clone(),
        contractor_label: set.parties.contractor.clone(),
        subcontractor_label: set.parties.subcontractor.clone(),
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

/// The rows under clause sets, table by table.
#[derive(Default)]
struct Lists {
    editions: Vec<clause_edition::Model>,
    texts: Vec<edition_text::Model>,
    clauses: Vec<clause::Model>,
    items: Vec<clause_item::Model>,
    duties: Vec<clause_duty::Model>,
}

impl Lists {
    fn add(&mut self, set: &ClauseSet) -> Result<()> {
        for (position, edition) in placed(&set.editions) {
            let edition_id = edition.id.uuid();
            self.editions.push(clause_edition::Model {
                id: edition_id,
                clause_set_id: set.id.uuid(),
                position,
                number: i64::from(edition.number),
                state: edition.state.code().to_owned(),
                valid_from: edition.valid_from,
                valid_to: edition.valid_to,
                numbering: edition.numbering.code().to_owned(),
                captions: edition.captions.code().to_owned(),
            });
            for (place, texts) in [(PREAMBLE, &edition.preamble), (TRAILING, &edition.trailing)] {
                self.texts.extend(placed(texts).map(|(position, text)| edition_text::Model {
                    edition_id,
                    place: place.to_owned(),
                    position,
                    text: text.clone(),
                }));
            }
            for (position, clause) in placed(&edition.clauses) {
                self.add_clause(edition_id, position, clause)?;
            }
        }
        Ok(())
    }

    fn add_clause(&mut self, edition_id: Uuid, position: i32, clause: &Clause) -> Result<()> {
        let id = child_id(clause.id)?;
        self.clauses.push(clause::Model {
            id,
            edition_id,
            position,
            number: i64::from(clause.number),
            caption: clause.caption.clone(),
            body: clause.body.clone(),
            note: clause.note.clone(),
            divisions: serde_json::to_string(&clause.divisions)
                .map_err(|error| corrupt(error.to_string()))?,
            paragraph: clause.paragraph.clone(),
            dismissed: duty::dismissed_column(&clause.dismissed)?,
            origin: clause.origin.map(|origin| origin.uuid()),
        });
        self.duties.extend(duty::clause_rows(id, &clause.duties)?);
        self.add_items(id, None, &clause.items)
    }

    fn add_items(&mut self, clause_id: Uuid, parent_id: Option<Uuid>, items: &[ClauseItem]) -> Result<()> {
        for (position, item) in placed(items) {
            let id = child_id(item.id)?;
            self.items.push(clause_item::Model {
                id,
                clause_id,
                parent_id,
                position,
                label: item.label.clone(),
                text: item.text.clone(),
                note: item.note.clone(),
            });
            self.add_items(clause_id, Some(id), &item.items)?;
        }
        Ok(())
    }
}
