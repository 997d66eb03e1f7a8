//! A walk that is gone twice: with JavaScript on, where axe-core looks at each
//! state and the guide's pictures are taken, and with JavaScript off.

use std::{fs, path::Path};

use super::{
    Server,
    axe::{Findings, axe},
    session::{JavaScript, Window, in_browser},
};

/// Looks at pages where scripts may run.
pub(super) struct Eyes {
    axe: Option<String>,
    findings: Findings,
    scripts: JavaScript,
}

impl Eyes {
    /// Looks at the page that is open.
    pub(super) async fn look(&mut self, window: &Window, name: &str) {
        if let Some(axe) = &self.axe {
            self.findings.look(window, axe, name).await;
        }
    }

    /// A picture for the guide, from a part of the page on. It goes beside what
    /// is built; with `convert FILE -colors 128 PNG8:docs/pictures/…` it
    /// becomes one of the guide's.
    pub(super) async fn picture(&self, window: &Window, name: &str, from: &str) {
        if self.scripts == JavaScript::Off {
            return;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("guide");
        fs::create_dir_all(&folder).unwrap();
        window.size(900, 760).await;
        let script = format!(
            "const top = document.querySelector(\"{from}\").getBoundingClientRect().top;
            window.scrollBy(0, top - 16); document.activeElement.blur();"
        );
        window.value(&script).await;
        window.picture(&folder.join(format!("{name}.png"))).await;
        window.size(1280, 900).await;
    }
}

/// Goes a walk with JavaScript on. In no state may axe-core find anything.
pub(super) async fn seen(name: &str, walk: impl AsyncFnOnce(&Server, &Window, &mut Eyes)) {
    in_browser(name, JavaScript::On, async move |server, window| {
        let mut eyes = Eyes { axe: axe(), findings: Findings::default(), scripts: JavaScript::On };
        walk(server, window, &mut eyes).await;
        let found = eyes.findings.violations;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

/// Goes a walk with JavaScript off.
pub(super) async fn without_scripts(name: &str, walk: impl AsyncFnOnce(&Server, &Window, &mut Eyes)) {
    in_browser(&format!("{name} with JavaScript off"), JavaScript::Off, async move |server, window| {
        let mut eyes = Eyes { axe: None, findings: Findings::default(), scripts: JavaScript::Off };
        walk(server, window, &mut eyes).await;
    })
    .await;
}
