//! `azukari`: the register of personal data a local government has in others'
//! hands, on the command line and as a web application.

mod account;
mod audit;
mod backup;
mod bundle;
mod clauses;
mod cli;
mod import;
mod ledger;
mod migrate;
mod output;
mod serve;
mod submission;
mod ward;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    output::log(matches!(cli.command, Command::Serve(_) | Command::Migrate));
    match Box::pin(run(cli)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

async fn run(cli: Cli) -> output::Result {
    let Cli { place, command } = cli;
    match command {
        Command::Serve(arguments) => serve::run(&place, arguments).await,
        Command::Migrate => migrate::run(&place).await,
        Command::Account(command) => account::run(&place, command).await,
        Command::Bundle(command) => bundle::run(&place, command).await,
        Command::Clauses(command) => clauses::run(&command),
        Command::Import(arguments) => import::run(&place, arguments).await,
        Command::Submission(command) => submission::run(&place, command).await,
        Command::Ledger(arguments) => ledger::run(&place, arguments).await,
        Command::Audit(command) => audit::run(&place, command).await,
        Command::Backup(arguments) => backup::save(&place, &arguments).await,
        Command::Restore(arguments) => backup::restore(&place, &arguments).await,
    }
}
