//! What an account may be called, and where it may belong.

use domain::{
    Fault, Place,
    text::{check_forbidden, check_length},
};
use entity::section;
use sea_orm::{ConnectionTrait, EntityTrait as _};
use uuid::Uuid;

use crate::{Error, Result};

/// Characters of a login at most.
const MAX_LOGIN: usize = 64;
/// Characters of a name at most.
const MAX_NAME: usize = 100;

/// A login, folded already.
pub(super) fn login(login: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if !login.is_empty() && login.len() <= MAX_LOGIN && login.chars().all(fits) {
        return Ok(());
    }
    let message = format!("ログイン名は半角の英数字と . _ - を使い、{MAX_LOGIN}文字以内にしてください。");
    Err(Fault::at_field("account-login", "login", message))
}

/// A person's name, as typed.
pub(super) fn name(name: &str) -> Result<(), Fault> {
    let place = || Place::Field("name".into());
    check_length(place(), "氏名", name, MAX_NAME)?;
    check_forbidden(place(), name)?;
    if name.chars().any(char::is_control) {
        let message = "氏名は改行などを含めずに入力してください。";
        return Err(Fault::at_field("account-name", "name", message));
    }
    Ok(())
}

/// The section must be there.
///
/// # Errors
/// `Invalid` for the field `section`; `Database`.
pub(super) async fn section(db: &impl ConnectionTrait, id: Option<Uuid>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    if section::Entity::find_by_id(id).one(db).await?.is_some() {
        return Ok(());
    }
    let message = "指定した担当課がありません。一覧から選び直してください。";
    Err(Error::invalid(Fault::at_field("account-section", "section", message)))
}
