//! Submissions as a whole: outline and parts.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    bundle::Noun,
    council::{Outline, Part, Submission, SubmissionState},
    programme::Block,
};
use entity::{outline_block, submission, submission_part};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::{
        programme::block,
        rows::{
            Aggregate, Scope, child_id, children, corrupt, decoded, delete, insert, number, placed, roots,
            upsert,
        },
    },
};

const FORM: &str = "form";
const RECORDED_ITEMS: &str = "recorded_items";
const CLAUSES: &str = "clauses";

impl Aggregate for Submission {
    const NOUN: Noun = Noun::Submission;
    const KIND: &'static str = "submission";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<submission::Entity>(db, scope, submission::Column::Id).await?;
        let owner = (outline_block::Column::SubmissionId, |row: &outline_block::Model| row.submission_id);
        let mut blocks =
            children::<outline_block::Entity, _>(db, scope, owner, outline_block::Column::Position, |row| {
                block(row.id, &row.kind, row.label, row.text)
            })
            .await?;
        let owner = (submission_part::Column::SubmissionId, |row: &submission_part::Model| row.submission_id);
        let mut parts =
            children::<submission_part::Entity, _>(db, scope, owner, submission_part::Column::Position, part)
                .await?;
        rows.into_iter()
            .map(|row| {
                let (blocks, parts) = (blocks.remove(&row.id), parts.remove(&row.id));
                submission(row, blocks.unwrap_or_default(), parts.unwrap_or_default())
            })
            .collect()
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        upsert::<submission::Entity>(db, aggregates.iter().map(|submission| row(submission, at)).collect())
            .await?;
        let scope = Scope::ids(aggregates.iter().map(|submission| submission.id()));
        delete::<outline_block::Entity>(db, &scope, outline_block::Column::SubmissionId).await?;
        delete::<submission_part::Entity>(db, &scope, submission_part::Column::SubmissionId).await?;
        let (mut blocks, mut parts) = (Vec::new(), Vec::new());
        for submission in aggregates {
            for (position, block) in placed(&submission.outline.description) {
                blocks.push(outline_block::Model {
                    id: child_id(block.id)?,
                    submission_id: submission.id.uuid(),
                    position,
                    kind: block.kind.code().to_owned(),
                    label: block.label.clone(),
                    text: block.text.clone(),
                });
            }
            parts.extend(
                placed(&submission.parts).map(|(position, part)| part_row(submission.id, position, part)),
            );
        }
        insert::<outline_block::Entity>(db, blocks).await?;
        insert::<submission_part::Entity>(db, parts).await
    }
}

fn submission(row: submission::Model, description: Vec<Block>, parts: Vec<Part>) -> Result<Submission> {
    Ok(Submission {
        id: row.id.into(),
        session: row.session_id.into(),
        document_number: number(row.document_number)?,
        title: row.title,
        programme: row.programme_id.into(),
        section: row.section_id.into(),
        state: decoded(&row.state, SubmissionState::from_code)?,
        outline: Outline {
            programme_name: row.outline_programme_name,
            section: row.outline_section,
            purpose: row.outline_purpose,
            subjects: row.outline_subjects,
            description,
        },
        parts,
    })
}

fn row(submission: &Submission, at: DateTime<Utc>) -> submission::Model {
    submission::Model {
        id: submission.id.uuid(),
        session_id: submission.session.uuid(),
        document_number: i64::from(submission.document_number),
        title: submission.title.clone(),
        programme_id: submission.programme.uuid(),
        section_id: submission.section.uuid(),
        state: submission.state.code().to_owned(),
        outline_programme_name: submission.outline.programme_name.clone(),
        outline_section: submission.outline.section.clone(),
        outline_purpose: submission.outline.purpose.clone(),
        outline_subjects: submission.outline.subjects.clone(),
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn part(row: submission_part::Model) -> Result<Part> {
    match (row.kind.as_str(), row.version_id, row.annex_id, row.edition_id) {
        (FORM, Some(version), _, _) => Ok(Part::Form { version: version.into(), change: row.change }),
        (RECORDED_ITEMS, _, Some(annex), _) => Ok(Part::RecordedItems { annex: annex.into() }),
        (CLAUSES, _, _, Some(edition)) => Ok(Part::Clauses { edition: edition.into() }),
        (kind, ..) => Err(corrupt(format!("part {kind:?} without what it prints"))),
    }
}

fn part_row(submission: Id<Submission>, position: i32, part: &Part) -> submission_part::Model {
    let (kind, version_id, change, annex_id, edition_id) = match part {
        Part::Form { version, change } => (FORM, Some(version.uuid()), change.clone(), None, None),
        Part::RecordedItems { annex } => (RECORDED_ITEMS, None, None, Some(annex.uuid()), None),
        Part::Clauses { edition } => (CLAUSES, None, None, None, Some(edition.uuid())),
    };
    submission_part::Model {
        submission_id: submission.uuid(),
        position,
        kind: kind.to_owned(),
        version_id,
        change,
        annex_id,
        edition_id,
    }
}
