//! The first account. There is no default password: whoever opens an empty
//! ward makes its administrator, and shows with a number from the server's
//! terminal that the server is theirs.

use std::sync::atomic::Ordering;

use domain::Fault;
use entity::{account, audit_head};
use sea_orm::{EntityTrait as _, QuerySelect as _};

use super::{Account, NewAccount, add, password};
use crate::{Actor, Error, Result, Ward, audit::Action, policy::Role};

/// Letters of the number: 80 bits, beyond guessing.
const LETTERS: usize = 16;
const GROUP: usize = 4;

/// Whether there is no account yet. Once there is one this is answered without
/// asking the database.
///
/// # Errors
/// `Database`.
pub async fn needed(ward: &Ward) -> Result<bool> {
    if ward.peopled().load(Ordering::Relaxed) {
        return Ok(false);
    }
    let any = account::Entity::find().one(ward.store().read()).await?.is_some();
    if any {
        ward.peopled().store(true, Ordering::Relaxed);
    }
    Ok(!any)
}

/// The number that the operator reads on the server's terminal. It follows from
/// the ward's key, so that it is the same on every instance and at each start,
/// until the first account makes it worthless.
///
/// # Errors
/// `Internal` if the key cannot be used.
pub fn token(ward: &Ward) -> Result<String> {
    Ok(password::spelled(&ward.seal().derive("setup")?[..LETTERS], GROUP))
}

/// Makes the administrator of a ward without accounts.
///
/// # Errors
/// `NotFound` if there is an account; `Invalid` with every fault of the fields
/// `token`, `login`, `name`, `password`.
pub async fn create(ward: &Ward, shown: &str, login: &str, name: &str, password: &str) -> Result<Account> {
    if !needed(ward).await? {
        return Err(missing());
    }
    let new = NewAccount {
        login: login.to_owned(),
        name: name.to_owned(),
        role: Role::Admin,
        section: None,
        password: Some(password.to_owned()),
    };
    let right = same(&token(ward)?, shown);
    let (account, password) = match (right, add::checked(ward, &new).await) {
        (true, checked) => checked?,
        (false, Err(Error::Invalid(mut faults))) => {
            faults.insert(0, wrong());
            return Err(Error::Invalid(faults));
        }
        (false, _) => return Err(Error::invalid(wrong())),
    };
    let hash = ward.passwords().hash(&password).await?;
    ward.store()
        .write(&Actor::system("setup"), Action::AccountAdd, "", async |tx| {
            // Two at once wait for each other here, and the second is too late.
            audit_head::Entity::find_by_id(1).lock_exclusive().one(tx.conn()).await?;
            if account::Entity::find().one(tx.conn()).await?.is_some() {
                return Err(missing());
            }
            add::insert(tx, &account, &hash).await
        })
        .await?;
    Ok(account)
}

fn wrong() -> Fault {
    let message = "設定番号が違います。サーバーの起動時に画面（ログ）に表示された番号を入力してください。";
    Fault::at_field("setup-token", "token", message)
}

fn missing() -> Error {
    Error::NotFound("ページ".into())
}

/// Whether the typed number is the right one, in whatever width, case and
/// groups; in the same time whatever it is.
fn same(token: &str, typed: &str) -> bool {
    let bare = |text: &str| -> Vec<u8> {
        domain::text::fold_width(text)
            .to_ascii_lowercase()
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .collect()
    };
    let (token, typed) = (bare(token), bare(typed));
    token.len() == typed.len() && token.iter().zip(&typed).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}
