//! The JSON API under `/api/v1`, for a ward's own programs: the same services,
//! policy and faults as the pages.

use std::time::Duration;

use azukari_core::{
    Error, Result, bundle,
    council::{
        paper,
        submission::{self, SubmissionQuery},
    },
    policy::Permission,
};
use domain::council::SubmissionRef;
use http::StatusCode;
use serde_json::json;

use crate::routing::{Access, Cx, FileReply, Reply, Route};

/// How long a whole register may take.
const LONG: Duration = Duration::from_secs(300);

/// The API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/submissions", Access::Needs(Permission::ReadSubmissions), submissions),
        Route::get("/api/v1/submissions/{id}/paper.pdf", Access::Needs(Permission::RenderPaper), pdf)
            .time_limit(LONG),
        Route::get("/api/v1/bundle", Access::Needs(Permission::ExportBundle), export).time_limit(LONG),
    ]
}

/// What `azukari submission list --json` prints.
async fn submissions(cx: Cx) -> Result<Reply> {
    let rows = submission::list(cx.ward(), cx.actor()?, &SubmissionQuery::default()).await?;
    let listed: Vec<_> = rows
        .into_iter()
        .map(|row| json!({ "id": row.reference, "uuid": row.id, "title": row.title, "state": row.state.code() }))
        .collect();
    Ok(Reply::Json(StatusCode::OK, listed.into()))
}

async fn pdf(cx: Cx) -> Result<FileReply> {
    let reference: SubmissionRef = cx.param("id").parse().map_err(|_| Error::NotFound("資料".to_owned()))?;
    let paper = paper::render(cx.ward(), cx.actor()?, reference).await?;
    Ok(FileReply {
        name: paper.file_name,
        media_type: "application/pdf",
        bytes: paper.bytes.into(),
        inline: false,
    })
}

/// What `azukari bundle export` prints.
async fn export(cx: Cx) -> Result<FileReply> {
    let text = bundle::to_json(&bundle::export(cx.ward(), cx.actor()?).await?)?;
    Ok(FileReply {
        name: "azukari.json".to_owned(),
        media_type: "application/json",
        bytes: text.into(),
        inline: false,
    })
}
