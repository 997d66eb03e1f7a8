//! The council's paper of a submission: from the register to PDF.

mod form;
mod front;
mod material;

pub(crate) use material::{Material, load};

use domain::{
    Fault,
    council::{Part, SubmissionRef},
    text::annex_label,
};
use sha2::{Digest as _, Sha256};
use templates::{
    MissingGlyph, Packet, RenderError,
    packet::{self, RecordedItems},
};

use super::submission::find;
use crate::{
    Actor, Error, Result, Ward, clauses,
    policy::{self, Permission},
    register::scope,
};

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its title.
    pub title: String,
    /// A name for the file: 資料３５.pdf.
    pub file_name: String,
}

/// Makes the paper of a submission. Reads in a fixed number of queries, then
/// typesets on the ward's pool, outside any transaction.
///
/// # Errors
/// `Forbidden` without `RenderPaper`; `NotFound`, also for a paper of others;
/// `Invalid` with all faults when the paper lacks an annex that a
/// form points to, or no font has a character; `Internal`.
pub async fn render(ward: &Ward, actor: &Actor, wanted: SubmissionRef) -> Result<Rendered> {
    policy::require(actor, Permission::RenderPaper)?;
    let material = gather(ward, wanted).await?;
    scope::require_paper(ward.store().read(), actor, material.submission.id.uuid()).await?;
    let packet = compose(&material).map_err(Error::Invalid)?;
    let title = packet.title.clone();
    let file_name = format!("{}.pdf", packet.document_number.plain());
    let bytes = ward.renderer().run(move || templates::render(&packet)).await?.map_err(failed)?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Rendered { bytes, sha256, title, file_name })
}

/// The paper as plain data, before it is typeset.
///
/// # Errors
/// `NotFound`; `Invalid` with all faults when the paper lacks an annex that a
/// form points to; `Database`.
pub async fn packet(ward: &Ward, wanted: SubmissionRef) -> Result<Packet> {
    let material = gather(ward, wanted).await?;
    compose(&material).map_err(Error::Invalid)
}

/// What keeps a submission from being printed; nothing when it can be.
///
/// # Errors
/// `NotFound`, `Database`.
pub async fn check(ward: &Ward, wanted: SubmissionRef) -> Result<Vec<Fault>> {
    let material = gather(ward, wanted).await?;
    match compose(&material) {
        Err(faults) => Ok(faults),
        Ok(packet) => {
            let missing = ward.renderer().run(move || templates::missing_glyphs(&packet)).await?;
            Ok(missing.iter().map(missing_glyph).collect())
        }
    }
}

async fn gather(ward: &Ward, wanted: SubmissionRef) -> Result<Material> {
    let snapshot = ward.store().snapshot().await?;
    let submission = find(snapshot.conn(), wanted).await?;
    load(snapshot.conn(), submission).await
}

/// The packet as plain data, or all that it lacks.
fn compose(material: &Material) -> Result<Packet, Vec<Fault>> {
    let Material { submission, session, ward, .. } = material;
    let number = submission.printed_number(&ward.document_prefix);
    let mut faults = Vec::new();
    let parts = parts(material, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Packet {
        title: format!("{number} {}", submission.title),
        author: ward.name.clone(),
        date: session.held_on.unwrap_or_else(|| session.fiscal_year.start()),
        ident: submission.id.to_string(),
        cover: front::cover(material),
        outline: front::outline(&submission.outline),
        document_number: number.into(),
        parts,
    })
}

fn parts(material: &Material, faults: &mut Vec<Fault>) -> Vec<packet::Part> {
    let mut annexes = 0;
    let mut parts = Vec::with_capacity(material.submission.parts.len());
    for (index, part) in material.submission.parts.iter().enumerate() {
        if !matches!(part, Part::Form { .. }) {
            annexes += 1;
        }
        let label = || format!("（{}）", annex_label(annexes)).into();
        let printed = match part {
            Part::Form { version, change } => material.versions.get(version).and_then(|(item, version)| {
                let form = form::form(material, item, version, change.as_deref(), index, faults);
                form.map(packet::Part::Form)
            }),
            Part::RecordedItems { annex } => material.annexes.get(annex).map(|annex| {
                let names: Vec<&str> = annex.entries.iter().map(|entry| entry.name.as_str()).collect();
                packet::Part::RecordedItems(RecordedItems {
                    annex_label: label(),
                    title: annex.title.as_str().into(),
                    content: vec![packet::Block::paragraph(names.join("、"))],
                })
            }),
            Part::Clauses { edition } => material
                .editions
                .get(edition)
                .map(|(set, edition)| packet::Part::Clauses(clauses::printed(label(), set, edition))),
        };
        match printed {
            Some(part) => parts.push(part),
            None => faults.push(Fault::at_path(
                "missing-part",
                format!("parts[{index}]"),
                "印字するものが台帳に見つかりません。資料の様式と別紙を確かめてください。",
            )),
        }
    }
    parts
}

pub(crate) fn failed(error: RenderError) -> Error {
    match error {
        RenderError::MissingGlyphs(missing) => Error::Invalid(missing.iter().map(missing_glyph).collect()),
        other @ (RenderError::Data(_) | RenderError::Typeset(_)) => {
            Error::internal("資料を作成できませんでした。")(other)
        }
    }
}

pub(crate) fn missing_glyph(glyph: &MissingGlyph) -> Fault {
    Fault::at_path("missing-glyph", glyph.field.clone(), glyph.to_string())
}
