use azukari_core::{
    Error, Result,
    bundle::{self, ImportReport, Mode},
};
use bytes::Bytes;
use domain::{Fault, Place};

use super::{IMPORTS, page};
use crate::{
    form::FormState,
    routing::{Cx, FileReply, Reply},
};

/// The form field of the file.
pub(super) const FILE: &str = "file";
/// The hidden field that names the checked file by the SHA-256 of its content.
pub(super) const CHECKED: &str = "checked";

/// POST /imports: checks a file and shows what it would do. The file is kept,
/// so that nobody has to choose it again; what no import came to use is
/// collected after some days.
pub(super) async fn check(cx: Cx) -> Result<Reply> {
    let Some(upload) = cx.form().upload(FILE).cloned() else {
        let message = "ファイルが選ばれていません。取り込むファイル（.json）を選んでください。";
        let missing = Error::invalid(Fault::at_field("file-missing", FILE, message));
        return cx.retry(missing, page::upload_page);
    };
    match import(&cx, upload.bytes.clone(), Mode::DryRun).await {
        Ok(report) => {
            let stored = cx.ward().attachments().put(upload.bytes.to_vec()).await?;
            let state = cx.new_form().with(CHECKED, stored.sha256);
            Ok(page::confirm_page(state, upload.file_name, &report).into())
        }
        Err(error) => refuse(&cx, error, upload.file_name),
    }
}

/// POST /imports/run: takes in the file that was checked. The register may have
/// changed since, so it is checked again.
pub(super) async fn run(cx: Cx) -> Result<Reply> {
    let bytes = cx.ward().attachments().get(cx.form().get(CHECKED)).await?;
    match import(&cx, bytes.into(), Mode::Write).await {
        Ok(report) => Ok(Reply::see_other(format!("{IMPORTS}?written={}", report.written()))),
        Err(error) => refuse(&cx, error, "確認したファイル".to_owned()),
    }
}

async fn import(cx: &Cx, bytes: Bytes, mode: Mode) -> Result<ImportReport> {
    let read = tokio::task::spawn_blocking(move || bundle::read(bytes.as_ref())).await;
    let bundle = read.map_err(Error::internal("ファイルを読めませんでした。"))??;
    bundle::import(cx.ward(), cx.actor()?, bundle, mode).await
}

/// The faults of the file in a table, the summary pointing to the field.
fn refuse(cx: &Cx, error: Error, file_name: String) -> Result<Reply> {
    let Error::Invalid(faults) = error else { return Err(error) };
    let message = format!(
        "「{file_name}」に誤りが{}件あります。下の表の箇所を直して、もう一度選んでください。",
        faults.len()
    );
    let summary = Fault { code: "file-invalid", message, place: Place::Field(FILE.to_owned()) };
    let state = FormState::refused(cx.form(), vec![summary]);
    let shown = state.clone();
    Ok(page::refused_page(state, faults).form(&shown).into())
}

/// GET /exports/bundle.json
pub(super) async fn export(cx: Cx) -> Result<FileReply> {
    let bundle = bundle::export(cx.ward(), cx.actor()?).await?;
    let text = bundle::to_json(&bundle)?;
    let day = cx.ward().clock().today();
    Ok(FileReply {
        name: format!("azukari-{day}.json"),
        media_type: "application/json",
        bytes: text.into(),
        inline: false,
    })
}
