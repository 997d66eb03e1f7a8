//! What the tests here share.

use azukari_core::{Actor, Result, audit::Action, policy::Role, testing::TestWard};
use entity::{department, implementing_body, section};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, DatabaseConnection, EntityTrait as _, IntoActiveModel as _,
};
use uuid::Uuid;

/// A person with a role, whose account need not exist.
pub(crate) fn person(role: Role) -> Actor {
    Actor { account: Some(Uuid::from_u128(7)), login: role.code().into(), role, sections: Vec::new() }
}

/// An implementing body's row.
pub(crate) fn body(id: Uuid, name: impl Into<String>) -> implementing_body::Model {
    implementing_body::Model { id, name: name.into(), valid_from: None, valid_to: None, successor_id: None }
}

/// Enters an implementing body and returns its id.
pub(crate) async fn enter_body(test: &TestWard, name: &str) -> Result<Uuid> {
    let body = body(test.clock.new_id(), name);
    let store = test.ward.store();
    store
        .write(&person(Role::Officer), Action::Create, "", async |tx| {
            body.clone().into_active_model().insert(tx.conn()).await?;
            tx.created("implementing_body", body.id, &body).await
        })
        .await?;
    Ok(body.id)
}

/// Enters a body, a department and a section, and returns the section's id.
pub(crate) async fn enter_section(test: &TestWard) -> Uuid {
    let body_id = enter_body(test, "見本区長").await.unwrap();
    let (department_id, id) = (test.clock.new_id(), test.clock.new_id());
    let store = test.ward.store();
    let department = department::Model {
        id: department_id,
        body_id,
        name: "健康部".into(),
        valid_from: None,
        valid_to: None,
        successor_id: None,
    };
    let section = section::Model {
        id,
        department_id,
        name: "健康推進課".into(),
        reading: String::new(),
        valid_from: None,
        valid_to: None,
        successor_id: None,
    };
    store
        .write(&person(Role::Officer), Action::Create, "", async |tx| {
            department.into_active_model().insert(tx.conn()).await?;
            section.clone().into_active_model().insert(tx.conn()).await?;
            tx.created("section", id, &section).await
        })
        .await
        .unwrap();
    id
}

/// The names of all implementing bodies.
pub(crate) async fn bodies(test: &TestWard) -> Vec<String> {
    let rows = implementing_body::Entity::find().all(test.ward.store().read()).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// A connection that goes behind the program's back, without its checks.
pub(crate) async fn behind_the_back(test: &TestWard) -> DatabaseConnection {
    let url = test.database_url();
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let conn = sea_orm::Database::connect(options).await.unwrap();
    if test.engine == azukari_core::testing::Engine::Sqlite {
        conn.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    } else {
        conn.execute_unprepared("SET session_replication_role = replica").await.unwrap();
    }
    conn
}
