//! 組織: implementing bodies, departments, sections.

mod end_form;
mod tree;
mod unit_form;
mod unit_page;

use azukari_core::{
    policy::Permission,
    register::organisation::UnitKind::{self, Body, Department, Section},
};
use uuid::Uuid;

use crate::routing::{Access, Route};

/// The tree.
const PATH: &str = "/organisation";

/// Tree, pages and forms.
pub(crate) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditOrganisation);
    let mut routes = vec![Route::get(PATH, read, tree::tree)];
    for (kind, [new, one, change, end, restore]) in TIERS {
        routes.extend([
            Route::get(new, edit, move |cx| unit_form::new(cx, kind)),
            Route::post(new, edit, move |cx| unit_form::create(cx, kind)),
            Route::get(one, read, move |cx| unit_page::show(cx, kind)),
            Route::get(change, edit, move |cx| unit_form::edit(cx, kind)),
            Route::post(change, edit, move |cx| unit_form::update(cx, kind)),
            Route::get(end, edit, move |cx| end_form::end(cx, kind)),
            Route::post(end, edit, move |cx| end_form::ended(cx, kind)),
            Route::get(restore, edit, move |cx| end_form::restore(cx, kind)),
            Route::post(restore, edit, move |cx| end_form::restored(cx, kind)),
        ]);
    }
    routes
}

const TIERS: [(UnitKind, [&str; 5]); 3] = [
    (
        Body,
        [
            "/organisation/bodies/new",
            "/organisation/bodies/{id}",
            "/organisation/bodies/{id}/edit",
            "/organisation/bodies/{id}/end",
            "/organisation/bodies/{id}/restore",
        ],
    ),
    (
        Department,
        [
            "/organisation/departments/new",
            "/organisation/departments/{id}",
            "/organisation/departments/{id}/edit",
            "/organisation/departments/{id}/end",
            "/organisation/departments/{id}/restore",
        ],
    ),
    (
        Section,
        [
            "/organisation/sections/new",
            "/organisation/sections/{id}",
            "/organisation/sections/{id}/edit",
            "/organisation/sections/{id}/end",
            "/organisation/sections/{id}/restore",
        ],
    ),
];

/// Where the units of a tier are.
fn folder(kind: UnitKind) -> &'static str {
    match kind {
        Body => "/organisation/bodies",
        Department => "/organisation/departments",
        Section => "/organisation/sections",
    }
}

/// A unit's page.
fn href(kind: UnitKind, id: Uuid) -> String {
    format!("{}/{id}", folder(kind))
}
