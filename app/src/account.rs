//! `azukari account`.

use std::io::{self, BufRead as _};

use azukari_core::{
    Actor, Error, Ward,
    account::{self, NewAccount},
    policy::Role,
    register,
};
use clap::{Args, Subcommand, builder::PossibleValuesParser};
use domain::{Fault, Id, organisation::Section};

use crate::{
    cli::Place,
    output::{Failure, Result, print_line},
    ward,
};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 利用者を登録する。パスワードを渡さなければ作って表示する
    Add(Add),
}

/// The account to add.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// サインインに使う名前
    login: String,
    /// 役割
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.map(Role::code)))]
    role: String,
    /// 氏名。省くとサインインの名前
    #[arg(long, default_value = "")]
    name: String,
    /// 所属する課（名前又は id）
    #[arg(long)]
    section: Option<String>,
    /// パスワードを標準入力の一行目から読む
    #[arg(long)]
    password_stdin: bool,
}

/// Runs one of the commands.
pub(crate) async fn run(place: &Place, command: Command) -> Result {
    let Command::Add(add) = command;
    let actor = Actor::system("account add");
    let password = if add.password_stdin { Some(password()?) } else { None };
    let ward = ward::open(place).await?;
    let section = match &add.section {
        Some(named) => Some(section(&ward, &actor, named).await?.uuid()),
        None => None,
    };
    let role = Role::from_code(&add.role).ok_or(Error::NotFound("役割".into()))?;
    let new = NewAccount { login: add.login, name: add.name, role, section, password };
    let added = account::add(&ward, &actor, new).await?;
    // Told before anything else may fail: a generated password is shown once.
    match added.generated {
        Some(password) => print_line(&format!("{} {}", added.account.login, password.reveal()))?,
        None => print_line(&added.account.login)?,
    }
    ward::close(ward).await
}

fn password() -> Result<String> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| Failure::File {
            context: "パスワードを標準入力から読めません。".into(), source
        })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn section(ward: &Ward, actor: &Actor, named: &str) -> Result<Id<Section>> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let sections = register::sections(ward, actor).await?;
    let found: Vec<_> =
        sections.iter().filter(|section| section.name == named || section.full() == named).collect();
    match found.as_slice() {
        [section] => Ok(section.id.into()),
        [] => Err(Error::NotFound(format!("課「{named}」")).into()),
        [_, ..] => {
            let message =
                format!("「{named}」という課が二つ以上あります。部の名前から書くか、id で指定してください。");
            Err(Error::invalid(Fault::at_field("ambiguous-section", "section", message)).into())
        }
    }
}
