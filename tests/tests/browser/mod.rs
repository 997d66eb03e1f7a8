//! A real browser on a real server.

mod axe;
mod bulk;
mod clause_editor;
mod clause_life;
mod clause_paper;
mod clauses;
mod data_items;
mod dates;
mod duties;
mod eyes;
mod items;
mod journey;
mod lists;
mod look;
mod nouns;
mod people;
mod provider;
mod register;
mod session;
mod states;

use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

use crate::support::{need, ward::TestWard};

/// The application on a free port of this machine, for as long as it is kept.
struct Server {
    home: TestWard,
    address: String,
    task: tokio::task::JoinHandle<io::Result<()>>,
}

impl Server {
    /// On the ward that is made for the server's address.
    async fn start(home: impl AsyncFnOnce(&str) -> TestWard) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let home = home(&address).await;
        let service = web::router(home.ward.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, service).await });
        Self { home, address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Where a browser can be had: the driver's address and the browser's path, or
/// nothing once the skip has been named.
fn browser(test: &str) -> Option<(String, String)> {
    Some((need::variable("AZUKARI_TEST_WEBDRIVER", test)?, need::variable("AZUKARI_TEST_CHROMIUM", test)?))
}

/// Whether an officer is kept out of a page that an administrator may open.
fn is_for_administrators(path: &str) -> bool {
    path.starts_with("/admin/")
}
