//! A page as a reader sees it.

use std::collections::BTreeSet;

use scraper::{ElementRef, Node, Selector};

/// A parsed page.
pub(crate) struct Html(scraper::Html);

impl Html {
    /// Reads a document.
    pub(crate) fn read(text: &str) -> Self {
        Self(scraper::Html::parse_document(text))
    }

    /// The elements that a CSS selector picks.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// An attribute of every element that a CSS selector picks.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.all(selector).iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The text of the first element that a CSS selector picks; empty without one.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.all(selector)
            .first()
            .map(|element| line(&element.text().collect::<String>()))
            .unwrap_or_default()
    }

    /// The text of each element, spaces made one.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let text = |element: ElementRef<'_>| {
            element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        };
        self.all(selector).into_iter().map(text).collect()
    }

    /// The browser's title.
    pub(crate) fn title(&self) -> String {
        self.text("title")
    }

    /// The addresses on our own site that this page links to, without
    /// fragments.
    pub(crate) fn links(&self) -> BTreeSet<String> {
        let hrefs = self.attributes("a[href]", "href");
        let paths = hrefs.iter().map(|href| href.split('#').next().unwrap());
        paths.filter(|path| path.starts_with('/')).map(str::to_owned).collect()
    }

    /// The first form of the main part that is posted: where to, and what a
    /// browser would send of it untouched.
    pub(crate) fn form(&self) -> Option<(String, Vec<(String, String)>)> {
        let form = *self.all("main form[method=post]").first()?;
        Some((form.attr("action").unwrap_or_default().to_owned(), fields_of(form)))
    }

    /// What a browser would send of the first form that a CSS selector picks.
    pub(crate) fn fields(&self, selector: &str) -> Vec<(String, String)> {
        fields_of(self.all(selector)[0])
    }

    /// What stands in the main part, a line for each block of text.
    pub(crate) fn main(&self) -> String {
        let main = self.all("main");
        let mut lines = Lines::default();
        lines.read(main.first().unwrap());
        lines.finish()
    }
}

fn fields_of(form: ElementRef<'_>) -> Vec<(String, String)> {
    let controls = Selector::parse("input[name], select[name], textarea[name]").unwrap();
    form.select(&controls)
        .filter_map(|control| {
            let kind = control.attr("type").unwrap_or_default();
            if ["checkbox", "radio"].contains(&kind) && control.attr("checked").is_none() {
                return None;
            }
            let value = match control.value().name() {
                "select" => chosen(control),
                "textarea" => control.text().collect::<String>().trim_start_matches('\n').to_owned(),
                _ => control.attr("value").unwrap_or_default().to_owned(),
            };
            Some((control.attr("name")?.to_owned(), value))
        })
        .collect()
}

/// The option that is chosen, or the first.
fn chosen(select: ElementRef<'_>) -> String {
    let options = Selector::parse("option").unwrap();
    let held = select.select(&options).find(|option| option.attr("selected").is_some());
    let option = held.or_else(|| select.select(&options).next());
    option.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
}

/// Collects text, breaking it where a browser would.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    open: String,
}

impl Lines {
    fn read(&mut self, element: &ElementRef<'_>) {
        const INLINE: [&str; 12] =
            ["a", "abbr", "b", "bdi", "code", "em", "mark", "small", "span", "strong", "time", "u"];
        let name = element.value().name();
        if ["script", "style", "svg", "template"].contains(&name) {
            return;
        }
        let block = !INLINE.contains(&name);
        if block {
            self.end_line();
        }
        if ["td", "th", "dt", "dd"].contains(&name) {
            self.open.push_str("| ");
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.open.push_str(text),
                Node::Element(_) => self.read(&ElementRef::wrap(child).unwrap()),
                _ => {}
            }
        }
        if block {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let text = line(&std::mem::take(&mut self.open));
        if !text.is_empty() && text != "|" {
            self.done.push(text);
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.done.join("\n")
    }
}

/// Runs of white space become one space, as on the screen.
fn line(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
