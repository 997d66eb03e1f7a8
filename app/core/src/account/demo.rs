//! The accounts of the demonstration. They mark its database: one that holds
//! anything and none of them is somebody's register, and is refused.

use domain::Fault;
use entity::{account, audit_head, item_version, section};
use futures::future::try_join_all;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::{Account, Password, add, edit};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    policy::Role,
    store::{Store, WriteTx},
};

/// Prepares a demonstration: accounts of all roles with new passwords, and the
/// sample, brought in by `import` if it is not there. Tells logins and
/// passwords.
///
/// # Errors
/// `Invalid` (`demo-refused`) if the database is not a demonstration's; what
/// `import` returns.
pub async fn prepare<F>(ward: &Ward, import: F) -> Result<Vec<(String, Password)>>
where
    F: AsyncFnOnce(&Actor) -> Result<()>,
{
    refuse_a_register(ward.store()).await?;
    let actor = Actor::system("serve --demo");
    let made = Role::ALL.iter().map(|role| async move {
        let password = Password::generate()?;
        let hash = ward.passwords().hash(&password).await?;
        Ok::<_, Error>((*role, password, hash))
    });
    let made = try_join_all(made).await?;
    ward.store()
        .write(&actor, Action::Demo, "", async |tx| {
            for (role, _, hash) in &made {
                set(ward, tx, *role, hash).await?;
            }
            Ok(())
        })
        .await?;
    if section::Entity::find().count(ward.store().read()).await? == 0 {
        import(&actor).await?;
    }
    place_in_section(ward.store(), &actor).await?;
    Ok(made.into_iter().map(|(role, password, _)| (role.code().to_owned(), password)).collect())
}

async fn refuse_a_register(store: &Store) -> Result<()> {
    let demo = account::Entity::find().filter(account::Column::Demo.eq(true)).count(store.read()).await? > 0;
    let head = audit_head::Entity::find_by_id(1).one(store.read()).await?;
    let empty = head.is_none_or(|head| head.sequence == 0);
    if demo || empty {
        return Ok(());
    }
    Err(Error::invalid(Fault::whole(
        "demo-refused",
        "このデータベースにはデモ以外のデータがあります。デモには空のデータベースを指定してください。",
    )))
}

async fn set(ward: &Ward, tx: &WriteTx, role: Role, hash: &str) -> Result<()> {
    let login = role.code();
    let found = account::Entity::find().filter(account::Column::Login.eq(login)).one(tx.conn()).await?;
    if let Some(row) = found {
        edit::apply(tx, row.id, |row| {
            row.password_hash = Set(hash.to_owned());
            row.disabled_at = Set(None);
            row.totp_secret = Set(None);
            row.totp_since = Set(None);
            row.demo = Set(true);
        })
        .await?;
        return edit::end_sessions(tx, row.id).await.map(drop);
    }
    let account = Account {
        id: ward.clock().new_id(),
        login: login.to_owned(),
        name: format!("見本 {}", role.word()),
        role,
        section: None,
        created_at: ward.clock().now(),
        disabled_at: None,
        demo: true,
        totp: false,
        external: None,
        version: 1,
    };
    add::insert(tx, &account, hash).await
}

/// The one who drafts belongs to the section that holds most items, or the
/// first.
async fn place_in_section(store: &Store, actor: &Actor) -> Result<()> {
    let busiest: Option<Uuid> = item_version::Entity::find()
        .select_only()
        .column(item_version::Column::HoldingSectionId)
        .filter(item_version::Column::IsCurrent.eq(true))
        .group_by(item_version::Column::HoldingSectionId)
        .order_by_desc(item_version::Column::Id.count())
        .order_by_asc(item_version::Column::HoldingSectionId)
        .into_tuple()
        .one(store.read())
        .await?;
    let first = section::Entity::find().order_by_asc(section::Column::Id).one(store.read()).await?;
    let section = busiest.or(first.map(|section| section.id));
    let drafter = account::Entity::find()
        .filter(account::Column::Login.eq(Role::Section.code()))
        .filter(account::Column::SectionId.is_null())
        .one(store.read())
        .await?;
    let (Some(section), Some(drafter)) = (section, drafter) else {
        return Ok(());
    };
    store
        .write(actor, Action::Demo, "", async |tx| {
            edit::apply(tx, drafter.id, |row| row.section_id = Set(Some(section))).await
        })
        .await
}
