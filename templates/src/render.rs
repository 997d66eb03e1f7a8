//! From a paper to the bytes of its PDF.

use chrono::{Datelike, NaiveDate};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::data;
use crate::glyphs::{self, MissingGlyph};
use crate::paper::Paper;
use crate::world::PaperWorld;

/// Why no PDF came out.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// No font has these characters: a person has to replace them.
    #[error("印字できない文字があります。{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    MissingGlyphs(Vec<MissingGlyph>),
    /// The data could not be handed to the template.
    #[error("文書のデータを組版に渡せません。")]
    Data(#[from] serde_json::Error),
    /// The template failed on this paper, with what Typst says.
    #[error("文書の組版に失敗しました。{0}")]
    Typeset(String),
}

/// How many further documents may be made before what was kept of one is
/// dropped. What is worth keeping (templates, glyphs) is used by each.
const KEEP: usize = 2;

/// Makes the PDF of a paper: PDF/A-2a and PDF/UA-1, tagged, all fonts
/// embedded. The same paper gives the same bytes.
///
/// Takes some tens of milliseconds of both cores: run it where blocking is
/// allowed, and outside any transaction.
///
/// # Errors
/// [`RenderError::MissingGlyphs`] names every character no font has.
pub fn render<P: Paper>(paper: &P) -> Result<Vec<u8>, RenderError> {
    let bytes = typeset(paper, typst_input(paper)?);
    typst::comemo::evict(KEEP);
    bytes
}

/// What the templates read as `/data.json`: for setting the same paper with
/// another Typst, as the measurements do.
///
/// # Errors
/// [`RenderError::MissingGlyphs`] names every character no font has.
pub fn typst_input<P: Paper>(paper: &P) -> Result<Vec<u8>, RenderError> {
    let mut value = serde_json::to_value(paper)?;
    let missing = glyphs::find(&value, P::FIELDS);
    if !missing.is_empty() {
        return Err(RenderError::MissingGlyphs(missing));
    }
    data::prepare(&mut value);
    Ok(serde_json::to_vec(&value)?)
}

fn typeset<P: Paper>(paper: &P, json: Vec<u8>) -> Result<Vec<u8>, RenderError> {
    let world = PaperWorld::new(P::TEMPLATE, json, day(paper.date()));
    let document: PagedDocument = typst::compile(&world).output.map_err(|errors| failure(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| RenderError::Typeset(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.ident().to_owned()),
        creator: Smart::Custom(Some("Azukari".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failure(&errors))
}

fn day(date: NaiveDate) -> Option<Datetime> {
    let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).ok());
    Datetime::from_ymd(date.year(), month?, day?)
}

fn failure(errors: &[SourceDiagnostic]) -> RenderError {
    RenderError::Typeset(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}
