//! The router: made of the route table alone, inside the layers that guard it.

use std::any::Any;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    middleware,
    response::Response,
};
use azukari_core::web_session::DbSessionStore;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    csrf::{CsrfLayer, ProtectionError},
    trace::TraceLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use super::{App, Route, dispatch, error, headers, origin};

/// Builds the router. Outermost first: trace, headers, panics, compression,
/// origin of posts, session, routes.
pub(crate) fn build(app: App, routes: Vec<Route>) -> Router {
    let mut router: Router = Router::new();
    for route in routes {
        router = router.route(route.info.path, dispatch::method_router(app.clone(), route));
    }
    let missing = app.clone();
    let not_allowed = app.clone();
    let panicked = app.clone();
    router
        .fallback(move |request: Request| dispatch::not_found(missing.clone(), request))
        .method_not_allowed_fallback(move |request: Request| {
            dispatch::method_not_allowed(not_allowed.clone(), request)
        })
        .layer(DefaultBodyLimit::disable())
        .layer(session_layer(&app))
        .layer(csrf_layer(&app))
        .layer(middleware::from_fn_with_state(app.clone(), origin::check_referer))
        .layer(compression())
        .layer(CatchPanicLayer::custom(move |_: Box<dyn Any + Send>| error::panicked(&panicked)))
        .layer(middleware::from_fn_with_state(app, headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            // Paths hold ids; queries and bodies hold names: they stay out.
            tracing::info_span!("request", method = %request.method(), path = %request.uri().path())
        }))
}

/// Papers and pictures are compressed already.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"));
    CompressionLayer::new().gzip(true).compress_when(worth)
}

/// The session ends with the browser; how long it may rest is checked against
/// our own clock.
fn session_layer(app: &App) -> SessionManagerLayer<DbSessionStore> {
    SessionManagerLayer::new(DbSessionStore::new(app.ward().store().clone()))
        .with_name(app.base().cookie_name())
        .with_secure(app.base().secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

fn csrf_layer(app: &App) -> CsrfLayer<impl Fn(ProtectionError) -> Response<Body> + Clone + use<>> {
    let layer = CsrfLayer::new();
    let layer = match layer.clone().add_trusted_origin(app.base().origin()) {
        Ok(layer) => layer,
        Err(error) => {
            tracing::warn!(%error, "the base URL is no origin; only the Host header is compared");
            layer
        }
    };
    let app = app.clone();
    layer.with_rejection_response(move |_| error::foreign_origin(&app, ""))
}
