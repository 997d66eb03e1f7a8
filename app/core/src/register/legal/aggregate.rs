//! Legal bases.

use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    item::{FormRow, ItemKind},
    legal::{LegalBasis, Route, RowLabel},
};
use entity::{legal_basis, row_label};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use crate::Result;
use crate::register::rows::{
    Aggregate, Scope, children, code_of, corrupt, decoded, delete, insert, placed, roots, upsert,
};

impl Aggregate for LegalBasis {
    const NOUN: Noun = Noun::LegalBasis;
    const KIND: &'static str = "legal_basis";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<legal_basis::Entity>(db, scope, legal_basis::Column::Id).await?;
        let owner = (row_label::Column::LegalBasisId, |row: &row_label::Model| row.legal_basis_id);
        let mut labels =
            children::<row_label::Entity, _>(db, scope, owner, row_label::Column::Position, |row| {
                Ok(RowLabel { row: form_row(&row.form_row)?, label: row.label })
            })
            .await?;
        rows.into_iter()
            .map(|row| legal_basis(row, &mut |id| labels.remove(&id).unwrap_or_default()))
            .collect()
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        upsert::<legal_basis::Entity>(db, aggregates.iter().map(|basis| row(basis, at)).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|basis| basis.id()));
        delete::<row_label::Entity>(db, &scope, row_label::Column::LegalBasisId).await?;
        let mut labels = Vec::new();
        for basis in aggregates {
            for (position, own) in placed(&basis.row_labels) {
                labels.push(row_label::Model {
                    legal_basis_id: basis.id.uuid(),
                    position,
                    form_row: code_of(&own.row)?,
                    label: own.label.clone(),
                });
            }
        }
        insert::<row_label::Entity>(db, labels).await
    }
}

fn legal_basis(row: legal_basis::Model, labels: &mut dyn FnMut(Uuid) -> Vec<RowLabel>) -> Result<LegalBasis> {
    Ok(LegalBasis {
        row_labels: labels(row.id),
        id: row.id.into(),
        instrument: row.instrument,
        article: row.article,
        cover_label: row.cover_label,
        form_title: row.form_title,
        form_heading: row.form_heading,
        form_article: row.form_article,
        item_kind: decoded(&row.item_kind, ItemKind::from_code)?,
        route: decoded(&row.route, Route::from_code)?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        successor: row.successor_id.map(Into::into),
        archived_on: row.archived_on,
    })
}

fn row(basis: &LegalBasis, at: DateTime<Utc>) -> legal_basis::Model {
    legal_basis::Model {
        id: basis.id.uuid(),
        instrument: basis.instrument.clone(),
        article: basis.article.clone(),
        cover_label: basis.cover_label.clone(),
        form_title: basis.form_title.clone(),
        form_heading: basis.form_heading.clone(),
        form_article: basis.form_article.clone(),
        item_kind: basis.item_kind.code().to_owned(),
        route: basis.route.code().to_owned(),
        valid_from: basis.valid_from,
        valid_to: basis.valid_to,
        successor_id: basis.successor.map(domain::Id::uuid),
        archived_on: basis.archived_on,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn form_row(code: &str) -> Result<FormRow> {
    serde_json::from_value(Value::String(code.to_owned())).map_err(|e| corrupt(e.to_string()))
}
