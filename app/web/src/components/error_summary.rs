use domain::{Fault, Place};
use leptos::prelude::*;

use crate::form::control_id;

/// All faults of a form, above the heading and focused, in the same words as
/// at the fields.
#[component]
pub(crate) fn ErrorSummary(faults: Vec<Fault>) -> impl IntoView {
    let count = faults.len();
    let items = faults
        .into_iter()
        .map(|fault| {
            let message = fault.message;
            match fault.place {
                Place::Field(name) => {
                    view! { <li><a href=format!("#{}", control_id(&name))>{message}</a></li> }.into_any()
                }
                Place::Whole => view! { <li>{message}</li> }.into_any(),
                place => view! { <li>{format!("{place}：{message}")}</li> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{format!("入力内容に{count}件の誤りがあります")}</h2>
            <ul>{items}</ul>
        </div>
    }
}
