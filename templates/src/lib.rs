//! The papers: plain data in, PDF bytes out, the same bytes each time. Knows
//! neither the database nor HTTP.
//!
//! [`render`] makes the council packet, and the clause set to be attached to a
//! contract. [`missing_glyphs`] tells beforehand
//! which characters it could not print.

mod data;
mod fonts;
mod glyphs;
pub mod ledger;
pub mod packet;
mod paper;
mod render;
mod world;

pub use glyphs::{MissingGlyph, missing_glyphs};
pub use packet::Packet;
pub use paper::{Attachment, Paper};
pub use render::{RenderError, render, typst_input};
