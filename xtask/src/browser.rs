//! The program that drives a headless Chromium, for the length of a test run.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::child::{self, Running, free_port, on_path};
use crate::http::Client;
use crate::need;

/// A running chromedriver. Dropped, it closes its browsers and ends.
pub(crate) struct Driver {
    _driver: Running,
    client: Client,
    port: u16,
    chromium: PathBuf,
}

impl Driver {
    /// Starts it on a free port of this machine.
    pub(crate) fn start() -> Result<Self> {
        need::ensure(&[&need::BROWSER])?;
        let program = on_path("chromedriver").context("chromedriver was here a moment ago")?;
        let chromium = on_path("chromium").context("chromium was here a moment ago")?;
        let port = free_port()?;
        let mut command = child::tied(program);
        command.arg(format!("--port={port}")).arg("--log-level=SEVERE").stdout(Stdio::null());
        let mut driver = Running::start(&mut command)?;
        let client = Client::new(port);
        driver
            .wait_until(Duration::from_secs(30), || client.get("/status").is_ok_and(|it| it.status == 200))?;
        Ok(Self { _driver: driver, client, port, chromium })
    }

    /// Where tests send their commands.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The browser to name in a session.
    pub(crate) fn chromium(&self) -> &PathBuf {
        &self.chromium
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Closes the browsers of tests that failed; the driver itself ends
        // with its field.
        let _ = self.client.get("/shutdown");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_answers_until_it_is_dropped() {
        if !need::BROWSER.is_there_for("a_driver_answers_until_it_is_dropped") {
            return;
        }
        let driver = Driver::start().unwrap();
        let client = driver.client.clone();
        assert!(driver.url().starts_with("http://127.0.0.1:"));
        assert_eq!(client.get("/status").unwrap().status, 200);
        drop(driver);
        assert!(client.get("/status").is_err());
    }
}
