use axum::body::Body;
use azukari_core::{
    Result,
    register::ledger::{self, LedgerRequest},
};
use domain::date::format_date;

use super::pipe;
use crate::routing::{Cx, Reply, file_response};

/// The file itself, sent while it is written.
pub(super) async fn send(cx: &Cx, request: LedgerRequest) -> Result<Reply> {
    let format = request.format;
    let name = format!("台帳（{}現在）.{}", format_date(request.on), format.extension());
    let open = ledger::open(cx.ward(), cx.actor()?, request).await?;
    let (pipe, end, chunks) = pipe::open();
    tokio::spawn(async move {
        if let Err(error) = open.write(pipe).await {
            tracing::warn!(error.cause = ?error, "a ledger ended early");
            end.broken().await;
        }
    });
    let response = file_response(&name, format.media_type(), false, Body::from_stream(chunks));
    Ok(Reply::Raw(Box::new(response)))
}
