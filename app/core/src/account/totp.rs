//! The second step: codes of an authenticator (RFC 6238), and codes for when
//! that is lost. The secret is kept sealed, the codes as hashes.

use domain::{Fault, text::fold_width};
use entity::{account, recovery_code};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _, sea_query::Expr,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use uuid::Uuid;

use super::{edit, edit::Sessions, own, password};
use crate::{
    Actor, Error, Result, Ward,
    audit::{Action, chain},
    seal::Seal,
    store::WriteTx,
};

/// Who the authenticator says the code is for.
const ISSUER: &str = "アズカリ";
/// Bytes of a secret: what RFC 4226 recommends.
const SECRET: usize = 20;
const DIGITS: u8 = 6;
/// Codes for when the authenticator is lost, and how long each is: 80 bits.
const RECOVERY_CODES: usize = 10;
const RECOVERY_GROUPS: usize = 4;
const RECOVERY_GROUP: usize = 4;
const CONTEXT: &str = "確認コードを処理できません。";

/// What an authenticator is given.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, to be typed: groups of four.
    pub secret: String,
    /// The same as an address that authenticators read from a QR code.
    pub url: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

/// A code that was right.
#[derive(Debug)]
pub(super) enum Used {
    /// Of the authenticator, for this time step.
    Step(i64),
    /// One of the others, by its hash.
    Recovery(String),
}

impl Used {
    /// The word in the trail.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Step(_) => "totp",
            Self::Recovery(_) => "recovery-code",
        }
    }
}

/// What the trail records of codes: how many, never which.
#[derive(Serialize)]
struct Made {
    count: usize,
}

/// Begins to set the second step up: makes a secret, which counts once a code
/// of it was confirmed.
///
/// # Errors
/// `Invalid` for the field `current` if the password is wrong; `Conflict` if
/// the second step is set up already.
pub async fn begin_totp(ward: &Ward, actor: &Actor, current: &str) -> Result<()> {
    let row = own::confirmed(ward, actor, current).await?;
    if row.totp_since.is_some() {
        return Err(Error::Conflict(
            "二段階認証はすでに設定されています。設定し直すには、先に解除してください。".into(),
        ));
    }
    let mut secret = [0; SECRET];
    getrandom::fill(&mut secret).map_err(Error::internal("乱数を取得できません。"))?;
    let sealed = ward.seal().seal(&purpose(row.id), &secret)?;
    edit::change(ward, actor, row.id, "", Sessions::Keep, move |row| {
        row.totp_secret = Set(Some(sealed));
        row.totp_last_step = Set(None);
    })
    .await
}

/// What the authenticator is to be given, while the second step is being set
/// up.
///
/// # Errors
/// `NotFound` if nothing is being set up.
pub async fn enrolment(ward: &Ward, actor: &Actor) -> Result<Enrolment> {
    let row = own::row(ward, actor).await?;
    let totp = match row.totp_since {
        None => generator(ward, &row)?,
        Some(_) => None,
    };
    let totp = totp.ok_or_else(|| Error::NotFound("設定中の二段階認証".into()))?;
    let secret: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups: Vec<String> = secret.chunks(4).map(|group| group.iter().collect()).collect();
    let url = totp.to_url().map_err(|cause| Error::internal(CONTEXT)(cause.to_string()))?;
    Ok(Enrolment { secret: groups.join(" "), url })
}

/// Turns the second step on, once a code shows that the authenticator works.
/// Returns the codes for when it is lost.
///
/// # Errors
/// `Invalid` for the field `code`; `NotFound` if nothing is being set up.
pub async fn confirm_totp(ward: &Ward, actor: &Actor, code: &str) -> Result<Vec<String>> {
    let row = own::row(ward, actor).await?;
    if row.totp_since.is_some() || row.totp_secret.is_none() {
        return Err(Error::NotFound("設定中の二段階認証".into()));
    }
    let step = match check(ward, &row, code)? {
        Ok(Used::Step(step)) => step,
        Ok(Used::Recovery(_)) => return Err(Error::invalid(wrong())),
        Err(fault) => return Err(Error::invalid(fault)),
    };
    let (codes, now) = (recovery_codes()?, ward.clock().now());
    ward.store()
        .write(actor, Action::AccountEdit, "", async |tx| {
            edit::apply(tx, row.id, |row| {
                row.totp_since = Set(Some(now));
                row.totp_last_step = Set(Some(step));
            })
            .await?;
            replace_codes(ward, tx, row.id, &codes).await
        })
        .await?;
    Ok(codes)
}

/// Turns the second step off.
///
/// # Errors
/// `Invalid` for the field `current` if the password is wrong.
pub async fn stop_totp(ward: &Ward, actor: &Actor, current: &str) -> Result<()> {
    let row = own::confirmed(ward, actor, current).await?;
    ward.store().write(actor, Action::AccountEdit, "", async |tx| forget(tx, row.id).await).await
}

/// Makes new codes for when the authenticator is lost; the old ones are worth
/// nothing.
///
/// # Errors
/// `Invalid` for the field `current` if the password is wrong; `Conflict`
/// without a second step.
pub async fn new_recovery_codes(ward: &Ward, actor: &Actor, current: &str) -> Result<Vec<String>> {
    let row = own::confirmed(ward, actor, current).await?;
    if row.totp_since.is_none() {
        return Err(Error::Conflict("二段階認証が設定されていません。先に設定してください。".into()));
    }
    let codes = recovery_codes()?;
    ward.store()
        .write(actor, Action::AccountEdit, "", async |tx| replace_codes(ward, tx, row.id, &codes).await)
        .await?;
    Ok(codes)
}

/// Forgets an account's second step and its codes.
pub(super) async fn forget(tx: &WriteTx, id: Uuid) -> Result<()> {
    edit::apply(tx, id, |row| {
        row.totp_secret = Set(None);
        row.totp_since = Set(None);
        row.totp_last_step = Set(None);
    })
    .await?;
    delete_codes(tx, id).await
}

/// Judges a typed code: six digits are the authenticator's, letters are one of
/// the others. It is not used up yet.
pub(super) fn check(ward: &Ward, row: &account::Model, typed: &str) -> Result<Result<Used, Fault>> {
    let code: String = fold_width(typed)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect::<String>()
        .to_ascii_lowercase();
    if code.is_empty() {
        return Ok(Err(Fault::at_field("code-missing", "code", "確認コードを入力してください。")));
    }
    if code.len() != usize::from(DIGITS) {
        return Ok(Ok(Used::Recovery(hash(row.id, &code))));
    }
    let now = u64::try_from(ward.clock().now().timestamp()).unwrap_or_default();
    let step = generator(ward, row)?.and_then(|totp| totp.check(&code, now));
    let step = step.and_then(|step| i64::try_from(step).ok());
    Ok(match step {
        None => Err(wrong()),
        Some(step) if row.totp_last_step.is_some_and(|last| step <= last) => Err(used()),
        Some(step) => Ok(Used::Step(step)),
    })
}

/// Uses a code up. Of two who send the same one, the second is refused.
///
/// # Errors
/// `Invalid` for the field `code`; `Database`.
pub(super) async fn use_up(
    tx: &WriteTx,
    id: Uuid,
    code: &Used,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let (taken, fault) = match code {
        Used::Step(step) => {
            let later = Condition::any()
                .add(account::Column::TotpLastStep.is_null())
                .add(account::Column::TotpLastStep.lt(*step));
            let update = account::Entity::update_many()
                .col_expr(account::Column::TotpLastStep, Expr::value(*step))
                .filter(account::Column::Id.eq(id))
                .filter(later);
            (update.exec(tx.conn()).await?.rows_affected, used())
        }
        Used::Recovery(hash) => {
            let update = recovery_code::Entity::update_many()
                .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
                .filter(recovery_code::Column::AccountId.eq(id))
                .filter(recovery_code::Column::CodeHash.eq(hash))
                .filter(recovery_code::Column::UsedAt.is_null());
            (update.exec(tx.conn()).await?.rows_affected, wrong())
        }
    };
    if taken == 1 { Ok(()) } else { Err(Error::invalid(fault)) }
}

fn wrong() -> Fault {
    let message =
        "確認コードが違います。認証アプリに表示されている6桁の数字、または予備コードを入力してください。";
    Fault::at_field("code-wrong", "code", message)
}

fn used() -> Fault {
    let message =
        "この確認コードは使用済みです。認証アプリの表示が変わるのを待って、新しい数字を入力してください。";
    Fault::at_field("code-used", "code", message)
}

/// How many people are asked for a code, and how many of them a key lets in:
/// without the one that sealed their secrets no code of theirs is right.
pub(crate) async fn openable(db: &impl ConnectionTrait, seal: &Seal) -> Result<(usize, usize)> {
    // No more than is needed: the table may be an older program's.
    let rows: Vec<(Uuid, Option<Vec<u8>>)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::TotpSecret])
        .filter(account::Column::TotpSince.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    // Asked of a seal without a key, opening would make one.
    if !seal.is_made() {
        return Ok((rows.len(), 0));
    }
    let opens = |(id, sealed): &&(Uuid, Option<Vec<u8>>)| {
        sealed.as_ref().is_some_and(|sealed| seal.open(&purpose(*id), sealed).is_ok())
    };
    Ok((rows.len(), rows.iter().filter(opens).count()))
}

/// The generator of an account's codes, if it has a secret.
fn generator(ward: &Ward, row: &account::Model) -> Result<Option<Totp>> {
    let Some(sealed) = &row.totp_secret else { return Ok(None) };
    let secret = ward.seal().open(&purpose(row.id), sealed)?;
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(Secret::new(secret.into_boxed_slice()))
        .with_account_name(row.login.clone())
        .with_issuer(Some(ISSUER))
        .build();
    totp.map(Some).map_err(|cause| Error::internal(CONTEXT)(cause.to_string()))
}

fn purpose(id: Uuid) -> String {
    format!("totp:{id}")
}

fn recovery_codes() -> Result<Vec<String>> {
    (0..RECOVERY_CODES).map(|_| password::made_up(RECOVERY_GROUPS, RECOVERY_GROUP)).collect()
}

async fn replace_codes(ward: &Ward, tx: &WriteTx, id: Uuid, codes: &[String]) -> Result<()> {
    delete_codes(tx, id).await?;
    let rows = codes.iter().map(|code| {
        let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let row = recovery_code::Model {
            id: ward.clock().new_id(),
            account_id: id,
            code_hash: hash(id, &bare),
            used_at: None,
        };
        row.into_active_model()
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    tx.created("recovery_codes", id, &Made { count: codes.len() }).await
}

async fn delete_codes(tx: &WriteTx, id: Uuid) -> Result<()> {
    let codes = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(id));
    codes.exec(tx.conn()).await?;
    Ok(())
}

/// 80 random bits need no slow hash.
fn hash(id: Uuid, code: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(id.as_bytes());
    hash.update(code.as_bytes());
    chain::hex(&hash.finalize())
}
