//! Between axum and the pages: the route table and its policy, what a handler
//! gets and gives, errors as pages, and the layers around everything.

mod app;
mod assets;
mod cx;
mod dispatch;
mod error;
mod headers;
mod layers;
mod origin;
mod page;
mod place;
mod reply;
mod route;
#[cfg(test)]
mod tests;

pub(crate) use app::App;
pub(crate) use assets::{folder as asset_folder, has_islands, routes as asset_routes};
pub(crate) use cx::Cx;
pub(crate) use headers::page_policy;
pub(crate) use layers::build;
pub(crate) use page::{CLEAR, Page};
pub(crate) use place::place;
pub(crate) use reply::{FileReply, Reply, file_response};
pub(crate) use route::Route;
pub use route::{Access, RouteInfo};
