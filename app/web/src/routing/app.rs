use std::sync::Arc;

use azukari_core::{Actor, Ward};
use http::Method;

use super::{Access, RouteInfo, origin::Base};

/// What every request shares: the ward and what follows from its configuration.
#[derive(Clone)]
pub(crate) struct App {
    ward: Ward,
    base: Base,
    routes: Arc<[RouteInfo]>,
}

impl App {
    pub(crate) fn new(ward: Ward, routes: Vec<RouteInfo>) -> Self {
        let base = Base::read(ward.config());
        Self { ward, base, routes: routes.into() }
    }

    pub(crate) fn ward(&self) -> &Ward {
        &self.ward
    }

    pub(crate) fn base(&self) -> &Base {
        &self.base
    }

    /// Whether a page is there and this actor may open it.
    pub(crate) fn opens(&self, path: &str, actor: Option<&Actor>) -> bool {
        self.routes.iter().any(|route| {
            route.method == Method::GET
                && is_at(route.path, path)
                && route.access.admits(actor.map(|actor| actor.role))
                && route.access != Access::Public
        })
    }

    /// As [`App::opens`], of a path of the table: what the navigation shows
    /// follows from the policy.
    pub(crate) fn offers(&self, path: &str, actor: Option<&Actor>) -> bool {
        self.routes.iter().any(|route| {
            route.method == Method::GET
                && route.path == path
                && route.access.admits(actor.map(|actor| actor.role))
                && route.access != Access::Public
        })
    }
}

/// Whether a path is one of a route's.
fn is_at(route: &str, path: &str) -> bool {
    let (mut of_route, mut of_path) = (route.split('/'), path.split('/'));
    loop {
        match (of_route.next(), of_path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || (part.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_parameter_takes_one_part_of_a_path() {
        assert!(is_at("/items/{id}/edit", "/items/1/edit"));
        assert!(!is_at("/items/{id}/edit", "/items//edit"));
        assert!(!is_at("/items/{id}", "/items/1/edit"));
        assert!(!is_at("/items/{id}", "https://elsewhere.example/items/1"));
    }
}
