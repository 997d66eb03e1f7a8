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

    /// Whether a page is there and this actor may open it: what the navigation
    /// shows follows from the policy.
    pub(crate) fn offers(&self, path: &str, actor: Option<&Actor>) -> bool {
        self.routes.iter().any(|route| {
            route.method == Method::GET
                && route.path == path
                && route.access.admits(actor.map(|actor| actor.role))
                && route.access != Access::Public
        })
    }
}
