//! One request: who asks, may they, what was posted, what is answered.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Body,
    extract::{ConnectInfo, FromRequestParts, RawPathParams, Request},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use azukari_core::{Actor, Error, Result, account::setup};
use http::{HeaderMap, Method, StatusCode, request::Parts};
use tower_sessions::Session;

use super::{
    Access, App, Cx, Reply, Route,
    error::{Failure, is_api},
};
use crate::{
    account,
    form::{self, DRAFT_FIELD, Posted, read_posted},
    session::{self, Visitor},
    shell,
};

/// Characters kept of what a browser calls itself.
const AGENT: usize = 300;

/// The route as axum takes it.
pub(super) fn method_router(app: App, route: Route) -> MethodRouter {
    let filter = if route.info.method == Method::POST { MethodFilter::POST } else { MethodFilter::GET };
    let route = Arc::new(route);
    on(filter, move |request: Request| run(app.clone(), Arc::clone(&route), request))
}

async fn run(app: App, route: Arc<Route>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    match leads_to_setup(&app, &route, &path).await {
        Ok(false) => {}
        Ok(true) => return Redirect::to(account::SETUP).into_response(),
        Err(error) => return Failure::of(&app, error).into_response(&app, None, &path),
    }
    let visitor = match visitor(&app, &parts, route.wants_actor).await {
        Ok(visitor) => visitor,
        Err(error) => return Failure::of(&app, error).into_response(&app, None, &path),
    };
    let role = visitor.actor().map(|actor| actor.role);
    if !route.info.access.admits(role) {
        return match visitor.actor() {
            Some(actor) => Failure::of(&app, Error::Forbidden).into_response(&app, Some(actor), &path),
            None => ask_to_sign_in(&app, &route, &visitor, &parts, body).await,
        };
    }
    let actor = visitor.actor().cloned();
    let work = answer(&app, &route, &mut parts, body, actor.clone());
    match tokio::time::timeout(route.time_limit, work).await {
        Ok(Ok(reply)) => show(&app, actor.as_ref(), &path, reply),
        Ok(Err(Error::Unauthenticated)) if !is_api(&path) => {
            Redirect::to(&account::sign_in_path(&path, false)).into_response()
        }
        Ok(Err(error)) => Failure::of(&app, error).into_response(&app, actor.as_ref(), &path),
        Err(_) => Failure::timed_out().into_response(&app, actor.as_ref(), &path),
    }
}

/// Without an account every page leads to the one that makes the first.
async fn leads_to_setup(app: &App, route: &Route, path: &str) -> Result<bool> {
    let page = route.info.access != Access::Public || path == account::SIGN_IN;
    Ok(page && !is_api(path) && setup::needed(app.ward()).await?)
}

async fn answer(
    app: &App,
    route: &Route,
    parts: &mut Parts,
    body: Body,
    actor: Option<Actor>,
) -> Result<Reply> {
    let form = match route.info.method {
        Method::POST => read_posted(parts, body, route.body_limit).await?,
        _ => Posted::default(),
    };
    let cx = Cx {
        app: app.clone(),
        actor,
        session: session_of(parts)?,
        peer: peer(app, parts),
        path: parts.uri.path().to_owned(),
        agent: agent(&parts.headers),
        params: params(parts).await?,
        query: Posted::parse(parts.uri.query().unwrap_or_default()),
        form,
    };
    // Any form may be left as a draft; its handler need not know.
    if cx.form.has(DRAFT_FIELD) && cx.actor.is_some() {
        return form::keep(&cx).await;
    }
    (route.handler)(cx).await
}

fn show(app: &App, actor: Option<&Actor>, path: &str, reply: Reply) -> Response {
    match reply {
        Reply::Page(page) => shell::render(app, actor, path, *page),
        Reply::SeeOther(path) => Redirect::to(&path).into_response(),
        Reply::File(file) => file.into_response(),
        Reply::Json(status, value) => (status, axum::Json(value)).into_response(),
        Reply::Raw(response) => *response,
    }
}

/// Nobody has signed in, or not for long enough. A page is asked for again
/// afterwards; what was posted is kept and sent again.
async fn ask_to_sign_in(app: &App, route: &Route, visitor: &Visitor, parts: &Parts, body: Body) -> Response {
    let path = parts.uri.path();
    if is_api(path) {
        return Failure::of(app, Error::Unauthenticated).into_response(app, None, path);
    }
    let expired = matches!(visitor, Visitor::Expired);
    if route.info.method == Method::GET {
        let back = parts.uri.path_and_query().map_or(path, |whole| whole.as_str());
        return Redirect::to(&account::sign_in_path(back, expired)).into_response();
    }
    match read_posted(parts, body, route.body_limit).await {
        Ok(posted) => {
            let page = account::interrupted_page(app.ward(), path, &posted).status(StatusCode::UNAUTHORIZED);
            shell::render(app, None, account::SIGN_IN, page)
        }
        Err(error) => Failure::of(app, error).into_response(app, None, path),
    }
}

async fn visitor(app: &App, parts: &Parts, wanted: bool) -> Result<Visitor> {
    if !wanted {
        return Ok(Visitor::Nobody);
    }
    session::visitor(app.ward(), &session_of(parts)?).await
}

fn session_of(parts: &Parts) -> Result<Session> {
    parts.extensions.get::<Session>().cloned().ok_or_else(|| {
        Error::internal("セッションを読み取れませんでした。")("the session layer is missing")
    })
}

async fn params(parts: &mut Parts) -> Result<Vec<(String, String)>> {
    let params = RawPathParams::from_request_parts(parts, &())
        .await
        .map_err(|_| Error::NotFound("ページ".to_owned()))?;
    Ok(params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// The caller's address: the connection's, or behind a trusted proxy what that
/// says, read from the nearest hop outwards.
fn peer(app: &App, parts: &Parts) -> Option<std::net::IpAddr> {
    let trusted = |address| app.ward().config().trusted_proxies.iter().any(|proxy| proxy.contains(address));
    let mut address = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    for hop in forwarded(&parts.headers).into_iter().rev() {
        if !trusted(address) {
            break;
        }
        address = hop;
    }
    Some(address)
}

/// What the browser calls itself, in so many characters at most.
fn agent(headers: &HeaderMap) -> String {
    let said =
        headers.get(http::header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.chars().take(AGENT).collect()
}

fn forwarded(headers: &HeaderMap) -> Vec<std::net::IpAddr> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map_while(|part| part.trim().parse().ok())
        .collect()
}

/// No route: a page that says so, with the navigation if somebody is signed in.
pub(super) async fn not_found(app: App, request: Request) -> Response {
    stray(app, request, |app| Failure::of(app, Error::NotFound("ページ".to_owned()))).await
}

/// The path exists, but not for this method.
pub(super) async fn method_not_allowed(app: App, request: Request) -> Response {
    stray(app, request, |_| Failure::method_not_allowed()).await
}

async fn stray(app: App, request: Request, failure: impl FnOnce(&App) -> Failure) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = visitor(&app, &parts, true).await.unwrap_or(Visitor::Nobody);
    failure(&app).into_response(&app, visitor.actor(), parts.uri.path())
}

#[cfg(test)]
mod tests {
    use super::forwarded;

    #[test]
    fn forwarded_addresses_are_read_in_order_and_nonsense_ends_them() {
        let mut headers = http::HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.9, 10.0.0.1, unknown, 10.0.0.2".parse().unwrap());
        assert_eq!(forwarded(&headers).len(), 2);
    }
}
