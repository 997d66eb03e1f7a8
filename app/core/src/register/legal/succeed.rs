use domain::{Fault, legal::LegalBasis};
use uuid::Uuid;

use super::edit::LegalInput;
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        rows::Aggregate as _,
    },
};

/// Enters the article that takes another's place, and ends the other the day
/// before: both or neither, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` if the old one changed meanwhile;
/// `Invalid`, by field.
pub async fn succeed(
    ward: &Ward,
    actor: &Actor,
    old: Uuid,
    key: Option<&str>,
    change: Change<'_>,
    input: &LegalInput,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditRegister)?;
    let new = input.basis(ward.clock().new_id())?;
    let Some(last) = new.valid_from.and_then(|day| day.pred_opt()) else {
        let message = "改正後の根拠がいつからのものか、始まりの日を入力してください。";
        return Err(Error::invalid(Fault::at_field("empty-day", "valid_from", message)));
    };
    let at = ward.clock().now();
    let done =
        idempotency::once(ward.store(), actor, key, Action::Create, change.reason.trim(), async |tx| {
            let before = edit::locked::<LegalBasis>(tx.conn(), old).await?;
            if edit::digest(&before)? != change.seen {
                return Err(Error::Conflict(
                "もとの根拠は、開いている間に他の人が変えました。内容を確かめて、もう一度保存してください。"
                    .to_owned(),
            ));
            }
            if before.successor.is_some() {
                let message = "この根拠には、改正後の根拠が既にあります。そちらを変更してください。";
                return Err(Error::invalid(Fault::whole("already-followed", message)));
            }
            if before.valid_from.is_some_and(|from| last < from) {
                let message = "もとの根拠の始まりの日より後の日を入力してください。";
                return Err(Error::invalid(Fault::at_field("validity-order", "valid_from", message)));
            }
            edit::hold_rules(tx, &new).await?;
            edit::check_reason(change.reason)?;
            LegalBasis::save(tx.conn(), &[&new], at).await?;
            tx.created(LegalBasis::KIND, new.id.uuid(), &new).await?;
            let after = LegalBasis { valid_to: Some(last), successor: Some(new.id), ..before.clone() };
            edit::hold_rules(tx, &after).await?;
            LegalBasis::save(tx.conn(), &[&after], at).await?;
            tx.updated(LegalBasis::KIND, old, &before, &after).await?;
            Ok(new.id.to_string())
        })
        .await?;
    done.parse().map_err(Error::internal("登録したものを開けません。"))
}
