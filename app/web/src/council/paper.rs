use azukari_core::{Error, Result, council::paper};
use domain::council::SubmissionRef;

use crate::routing::{Cx, FileReply};

/// The submission a path names: its number in the council's year, or its id.
pub(super) fn reference(cx: &Cx) -> Result<SubmissionRef> {
    cx.param("id").parse().map_err(|_| Error::NotFound("資料".to_owned()))
}

/// GET /submissions/{id}/paper.pdf
pub(super) async fn pdf(cx: Cx) -> Result<FileReply> {
    let paper = paper::render(cx.ward(), cx.actor()?, reference(&cx)?).await?;
    Ok(FileReply {
        name: paper.file_name,
        media_type: "application/pdf",
        bytes: paper.bytes.into(),
        inline: !cx.query().has("download"),
    })
}
