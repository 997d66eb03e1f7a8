//! People whom the ward's own provider knows: who is linked to which account.

use std::net::IpAddr;

use domain::{
    Fault, Place,
    text::{check_forbidden, check_length},
};
use entity::account;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::{Account, edit, fold_login, sign_in};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::edit::check_reason,
};

/// Characters of a subject at most, by the standard.
const MAX_SUBJECT: usize = 255;

/// Somebody, as the provider vouches for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Its own name for the person: never given to another.
    pub subject: String,
    /// The login, where the ward lets a claim name it.
    pub login: Option<String>,
}

/// Signs in whom the provider vouches for: the account that is linked to the
/// subject, or where a login is named the first time the account of that login.
///
/// # Errors
/// `Invalid`: `oidc-unknown` if no account is theirs, `oidc-taken` if the login
/// is linked to another subject, `account-disabled`.
pub async fn sign_in_external(ward: &Ward, identity: &Identity, from: Option<IpAddr>) -> Result<Account> {
    let linked = linked_to(ward, &identity.issuer, &identity.subject).await?;
    let account = match linked {
        Some(row) => usable(row)?,
        None => first_time(ward, identity).await?,
    };
    sign_in::record(ward, &account, from, 0, Some("oidc")).await?;
    Ok(account)
}

async fn linked_to(ward: &Ward, issuer: &str, subject: &str) -> Result<Option<account::Model>> {
    let found = account::Entity::find()
        .filter(account::Column::OidcIssuer.eq(issuer))
        .filter(account::Column::OidcSubject.eq(subject));
    Ok(found.one(ward.store().read()).await?)
}

async fn first_time(ward: &Ward, identity: &Identity) -> Result<Account> {
    let login = identity.login.as_deref().map(fold_login).filter(|login| !login.is_empty());
    let found = match login {
        None => None,
        Some(login) => {
            let found = account::Entity::find().filter(account::Column::Login.eq(&login));
            found.one(ward.store().read()).await?
        }
    };
    let row = found.ok_or_else(|| unknown(ward, identity))?;
    if row.oidc_subject.is_some() {
        let label = label(ward);
        let message = format!(
            "このログイン名は、{label}の別の人と結び付いています。システム管理者に連絡してください。"
        );
        return Err(refused("oidc-taken", message));
    }
    let account = usable(row)?;
    let (issuer, subject) = (identity.issuer.clone(), identity.subject.clone());
    edit::change(ward, &account.named(), account.id, "", edit::Sessions::Keep, move |row| {
        row.oidc_issuer = Set(Some(issuer));
        row.oidc_subject = Set(Some(subject));
    })
    .await?;
    let row = account::Entity::find_by_id(account.id).one(ward.store().read()).await?;
    Account::from_row(row.ok_or_else(edit::missing)?)
}

/// Links an account to a person of the ward's provider, or with an empty text
/// to nobody; its sessions end, since they may be another's.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `NotFound` if there is no such account
/// or the ward has no provider; `Invalid` with the faults of the field `subject`
/// and the reason.
pub async fn link(ward: &Ward, actor: &Actor, id: Uuid, subject: &str, reason: &str) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    let subject = subject.trim();
    let linked = if subject.is_empty() {
        None
    } else {
        let issuer = ward.config().oidc.as_ref().map(|oidc| oidc.issuer.clone());
        let issuer = issuer.ok_or_else(|| Error::NotFound("職員認証の設定".into()))?;
        check_subject(subject).map_err(Error::invalid)?;
        if let Some(other) = linked_to(ward, &issuer, subject).await?.filter(|row| row.id != id) {
            let message =
                format!("この識別子は、利用者「{}」と結び付いています。先に解除してください。", other.login);
            return Err(Error::invalid(Fault::at_field("oidc-subject-taken", "subject", message)));
        }
        Some((issuer, subject.to_owned()))
    };
    check_reason(reason)?;
    let (issuer, subject) = linked.unzip();
    edit::change(ward, actor, id, reason.trim(), edit::Sessions::End, move |row| {
        row.oidc_issuer = Set(issuer);
        row.oidc_subject = Set(subject);
    })
    .await
}

fn check_subject(subject: &str) -> Result<(), Fault> {
    let place = || Place::Field("subject".into());
    check_length(place(), "識別子", subject, MAX_SUBJECT)?;
    check_forbidden(place(), subject)?;
    if subject.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Ok(());
    }
    let message =
        "識別子は半角の英数字と記号です。サインインできなかった画面に表示されたとおりに入力してください。";
    Err(Fault::at_field("oidc-subject", "subject", message))
}

fn usable(row: account::Model) -> Result<Account> {
    let account = Account::from_row(row)?;
    if account.disabled_at.is_some() {
        return Err(refused(
            "account-disabled",
            "この利用者登録は停止されています。システム管理者に連絡してください。",
        ));
    }
    Ok(account)
}

/// The subject is told: an administrator needs it to link it.
fn unknown(ward: &Ward, identity: &Identity) -> Error {
    let (label, subject) = (label(ward), &identity.subject);
    let message = format!(
        "{label}は済みましたが、結び付いた利用者登録がアズカリにありません。システム管理者に、次の識別子を伝えて、利用者登録との結び付けを依頼してください。\n識別子：{subject}"
    );
    refused("oidc-unknown", message)
}

fn label(ward: &Ward) -> &str {
    ward.config().oidc.as_ref().map_or("職員認証", |oidc| &oidc.label)
}

fn refused(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid(Fault::whole(code, message))
}
