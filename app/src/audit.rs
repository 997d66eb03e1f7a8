//! `azukari audit`.

use azukari_core::audit;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{
    cli::Place,
    output::{Failure, Result, print_json, print_line},
    ward,
};

/// What can be done with the audit trail.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 変更履歴が書き換えられていないか、初めから確かめる
    Verify(Verify),
}

/// How to tell.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// JSON で出す
    #[arg(long)]
    json: bool,
}

/// Runs one of the commands.
pub(crate) async fn run(place: &Place, command: Command) -> Result {
    let Command::Verify(arguments) = command;
    let ward = ward::open(place).await?;
    let found = audit::verify(ward.store()).await?;
    ward::close(ward).await?;
    if arguments.json {
        print_json(&json!({
            "ok": found.ok,
            "entries": found.entries,
            "head": found.head,
            "first_bad": found.first_bad,
            "flaw": found.flaw,
            "redactions": found.redactions,
        }))?;
    } else if found.ok {
        let blanked = match found.redactions.len() {
            0 => String::new(),
            blanked => format!("（抹消の記録 {blanked} 件）"),
        };
        print_line(&format!(
            "変更履歴 {} 件は正しくつながっています{blanked}。末尾 {}",
            found.entries, found.head
        ))?;
    }
    match (found.ok, found.first_bad) {
        (true, _) => Ok(()),
        (false, entry) => {
            let why = found.flaw.map(|flaw| flaw.to_string()).unwrap_or_default();
            let place =
                entry.map(|entry| format!("{entry}番目の履歴")).unwrap_or_else(|| "変更履歴".to_owned());
            Err(Failure::Core(azukari_core::Error::invalid(domain::Fault::at_path(
                "audit-broken",
                place,
                why,
            ))))
        }
    }
}
