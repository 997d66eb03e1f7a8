//! People whom the ward's own provider knows.

use std::net::IpAddr;

use domain::Fault;
use entity::account;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{Account, NewAccount, add, edit, fold_login, sign_in};
use crate::{Actor, Error, Result, Ward, audit::Action, policy::Role};

/// Somebody, as the provider vouches for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Its own name for the person: never given to another.
    pub subject: String,
    /// The claim that names the login, if the provider sent it.
    pub login: Option<String>,
    /// The person's name, if the provider sent it.
    pub name: Option<String>,
}

/// Signs in whom the provider vouches for: the account that is linked to the
/// subject, or the first time the one whose login the claim names. With
/// `create` an account of that role is made where there is none.
///
/// # Errors
/// `Invalid`: `oidc-unknown` if no account is theirs, `oidc-taken` if the login
/// is linked to another subject, `account-disabled`.
pub async fn sign_in_external(
    ward: &Ward,
    identity: &Identity,
    create: Option<Role>,
    from: Option<IpAddr>,
) -> Result<Account> {
    let linked = account::Entity::find()
        .filter(account::Column::OidcIssuer.eq(&identity.issuer))
        .filter(account::Column::OidcSubject.eq(&identity.subject))
        .one(ward.store().read())
        .await?;
    let account = match linked {
        Some(row) => usable(row)?,
        None => first_time(ward, identity, create).await?,
    };
    sign_in::record(ward, &account, from, 0, Some("oidc")).await?;
    Ok(account)
}

async fn first_time(ward: &Ward, identity: &Identity, create: Option<Role>) -> Result<Account> {
    let login = identity.login.as_deref().map(fold_login).filter(|login| !login.is_empty());
    let Some(login) = login else {
        return Err(refused(
            "oidc-unknown",
            "職員認証から、ログイン名にあたる情報が届きませんでした。システム管理者に連絡してください。",
        ));
    };
    let found = account::Entity::find().filter(account::Column::Login.eq(&login)).one(ward.store().read());
    let id = match (found.await?, create) {
        (Some(row), _) => {
            if row.oidc_subject.is_some() {
                return Err(refused(
                    "oidc-taken",
                    "このログイン名は、職員認証の別の人と結び付いています。システム管理者に連絡してください。",
                ));
            }
            usable(row)?.id
        }
        (None, Some(role)) => {
            let new = NewAccount {
                login,
                name: identity.name.clone().unwrap_or_default(),
                role,
                section: None,
                password: None,
            };
            add::add(ward, &Actor::system("oidc"), new).await?.account.id
        }
        (None, None) => {
            return Err(refused(
                "oidc-unknown",
                "職員認証は済みましたが、アズカリに利用者登録がありません。システム管理者に登録を依頼してください。",
            ));
        }
    };
    let row = account::Entity::find_by_id(id).one(ward.store().read()).await?.ok_or_else(edit::missing)?;
    let actor = Account::from_row(row)?.named();
    ward.store()
        .write(&actor, Action::AccountEdit, "", async |tx| {
            edit::apply(tx, id, |row| {
                row.oidc_issuer = Set(Some(identity.issuer.clone()));
                row.oidc_subject = Set(Some(identity.subject.clone()));
            })
            .await
        })
        .await?;
    let row = account::Entity::find_by_id(id).one(ward.store().read()).await?.ok_or_else(edit::missing)?;
    Account::from_row(row)
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

fn refused(code: &'static str, message: &str) -> Error {
    Error::invalid(Fault::whole(code, message))
}
