//! Everything that runs in the browser. A page works without any of it: an
//! island wraps what the server rendered, reads it, and only adds to it.

pub mod date_echo;
pub mod edit_keeper;
mod page;
pub mod paste;

pub use date_echo::DateEcho;
pub use edit_keeper::EditKeeper;

/// Wakes the islands of the page. Leptos calls each island's own function once
/// this has run.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
