//! 事業者.

mod certifications;
mod form;
mod list;
mod page;

use azukari_core::{policy::Permission, register::party::EXPIRES_SOON};
use chrono::NaiveDate;
use domain::date::format_date;
use leptos::prelude::*;

use crate::{
    components::{Tag, Tone},
    routing::{Access, Route},
};

/// The list of parties.
pub(super) const PATH: &str = "/parties";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/parties/new", edit, form::new),
        Route::post(PATH, edit, form::create),
        Route::get("/parties/{id}", read, page::page),
        Route::get("/parties/{id}/edit", edit, form::edit),
        Route::post("/parties/{id}/edit", edit, form::update),
        Route::get("/parties/{id}/certifications", edit, certifications::edit),
        Route::post("/parties/{id}/certifications", edit, certifications::update),
        Route::get("/parties/{id}/archive", edit, page::archive),
        Route::post("/parties/{id}/archive", edit, page::shelve),
    ]
}

/// The last day of a certification, and that it is near or past.
#[component]
fn Expiry(day: Option<NaiveDate>, today: NaiveDate) -> impl IntoView {
    let day = day?;
    let tag = match u64::try_from((day - today).num_days()) {
        Err(_) => Some(view! { <Tag tone=Tone::Error text="期限切れ".to_owned()/> }),
        Ok(left) if left <= EXPIRES_SOON => {
            Some(view! { <Tag tone=Tone::Warning text=format!("あと{left}日")/> })
        }
        Ok(_) => None,
    };
    Some(view! { <span class="nowrap">{format_date(day)}</span> " " {tag} })
}
