//! The frame around every page: head, header, navigation, heading.

mod header;
mod nav;
mod render;
#[cfg(test)]
mod tests;

pub(crate) use render::render;
