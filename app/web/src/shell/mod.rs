//! The frame around every page: head, header, navigation, heading.

mod header;
mod nav;
mod render;

pub(crate) use render::render;
