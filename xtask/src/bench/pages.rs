//! Pages as a browser gets them: how long the server takes, and what is sent.

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, VecDeque};

use anyhow::{Result, bail};

use super::figure::{Figures, Times, kilobytes};
use crate::http::Client;

const RUNS: usize = 20;
const MOST_PAGES: usize = 16;

/// Follows the links from the start page, one page of each kind.
pub(crate) fn measure(clerk: &Client, figures: &mut Figures) -> Result<()> {
    let compressed = clerk.with("Accept-Encoding", "gzip");
    let mut queue = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut files = BTreeMap::new();
    let mut measured = 0;
    while let Some(path) = queue.pop_front() {
        let page = clerk.get(&path)?;
        let is_page = page.header("content-type").is_some_and(|it| it.starts_with("text/html"));
        if page.status != 200 || !is_page || measured == MOST_PAGES {
            continue;
        }
        measured += 1;
        let html = page.text()?;
        for link in links(html) {
            if seen.insert(kind(&link)) {
                queue.push_back(link);
            }
        }
        for file in assets(html) {
            if let Entry::Vacant(new) = files.entry(file) {
                let size = size(&compressed, new.key())?;
                new.insert(size);
            }
        }
        let sent = size(&compressed, &path)?;
        let times = Times::of(RUNS, || size(&compressed, &path).map(drop))?;
        let islands = if assets(html).iter().any(|file| is_script(file)) { ", with islands" } else { "" };
        figures.add(
            format!("page {}", kind(&path)),
            format!("{times}, HTML {}{islands}", kilobytes(sent)),
            "—",
        );
    }
    let sum = |wanted: fn(&str) -> bool| -> usize {
        files.iter().filter(|(file, _)| wanted(file)).map(|(_, size)| size).sum()
    };
    figures.add("style sheets, gzipped", kilobytes(sum(|file| file.ends_with(".css"))), "—");
    figures.add(
        "WASM and JavaScript, gzipped",
        kilobytes(sum(is_script)),
        "read pages 0, edit pages ≤ 150 kB",
    );
    Ok(())
}

fn size(client: &Client, path: &str) -> Result<usize> {
    let answer = client.get(path)?;
    if answer.status != 200 {
        bail!("{path} was answered with {}", answer.status);
    }
    Ok(answer.body.len())
}

fn is_script(file: &str) -> bool {
    file.ends_with(".js") || file.ends_with(".wasm")
}

/// The values of an attribute that point into this server.
fn local<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(attribute)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| path.starts_with('/'))
}

/// Other pages.
fn links(html: &str) -> Vec<String> {
    let anchors = html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    let paths = anchors.filter_map(|anchor| local(anchor, "href=\"").next());
    paths.map(|path| path.split('#').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// Style sheets and what runs in the browser.
fn assets(html: &str) -> Vec<String> {
    let linked = local(html, "href=\"").chain(local(html, "src=\""));
    let wanted = |path: &&str| path.ends_with(".css") || is_script(path);
    linked.filter(wanted).map(str::to_owned).collect()
}

/// A path with its ids taken out, without its query: pages of one kind.
fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        let is_id = part.len() > 3 && part.bytes().any(|byte| byte.is_ascii_digit());
        if is_id { "{id}".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<link rel="stylesheet" href="/assets/ab12/app.css"/>
        <a class="x" href="/items/0199-1?a=1&amp;b=2#part">x</a><a href="https://example.com/">y</a>
        <link rel="modulepreload" href="/assets/ab12/app.js">"##;

    #[test]
    fn links_lead_to_pages_of_this_server() {
        assert_eq!(links(PAGE), ["/items/0199-1?a=1&b=2"]);
    }

    #[test]
    fn assets_are_styles_and_scripts() {
        assert_eq!(assets(PAGE), ["/assets/ab12/app.css", "/assets/ab12/app.js"]);
    }

    #[test]
    fn pages_of_one_kind_are_one() {
        assert_eq!(kind("/items/0199-1?a=1"), kind("/items/0199-2"));
        assert_ne!(kind("/items"), kind("/items/0199-2"));
    }
}
