//! The body of a Word document as lines.

use super::{
    FileText,
    losses::{Losses, SYMBOL},
    numbering::Numbering,
    xml::{Node, attribute, walk},
};

/// What is not the text as it reads now: what was deleted or moved away, the
/// second form of a drawing, readings above kanji.
const SKIPPED: [&str; 8] =
    ["del", "moveFrom", "Fallback", "rt", "instrText", "pPrChange", "rPrChange", "sectPr"];

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    list: Option<String>,
    level: Option<usize>,
    style: Option<String>,
    indent: usize,
    /// Runs that are open in it.
    runs: usize,
}

#[derive(Default)]
struct Body {
    numbering: Numbering,
    /// Where finished lines go: the document, or the cell that is open.
    lines: Vec<Vec<String>>,
    rows: Vec<Vec<Vec<String>>>,
    /// Tables that are open, and whether a row of several cells stood in each.
    tables: Vec<bool>,
    paragraphs: Vec<Paragraph>,
    skipped: usize,
    in_text: bool,
    losses: Losses,
}

/// The text of `document.xml`; `None` if it is no XML.
pub(super) fn read(xml: &str, numbering: Numbering) -> Option<FileText> {
    let mut body = Body { numbering, lines: vec![Vec::new()], ..Body::default() };
    walk(xml, |node| body.take(node))?;
    let notes = body.losses.told();
    let lines = body.lines.into_iter().next().unwrap_or_default();
    Some(FileText { text: lines.join("\n"), notes })
}

impl Body {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(name, _) if self.skipped > 0 || SKIPPED.contains(&name) => {
                if self.skipped == 0 {
                    self.losses.met(name);
                }
                self.skipped += 1;
            }
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Open(name, start) => {
                self.losses.met(name);
                self.open(name, |key| attribute(start, key));
            }
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text && self.skipped == 0 => self.write(text),
            Node::Text(_) => {}
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn in_run(&self) -> bool {
        self.paragraphs.last().is_some_and(|paragraph| paragraph.runs > 0)
    }

    fn runs(&mut self, change: impl Fn(usize) -> usize) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.runs = change(paragraph.runs);
        }
    }

    fn open(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        let value = || attribute("val");
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.runs(|runs| runs + 1),
            "t" => self.in_text = true,
            "tab" if self.in_run() => self.write("\t"),
            "br" | "cr" => {
                self.write(if attribute("type").as_deref() == Some("page") { "\u{c}" } else { "\n" })
            }
            "pageBreakBefore" if value().as_deref() != Some("0") => self.write("\u{c}"),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.write(SYMBOL),
            "tbl" => self.tables.push(false),
            "tr" => self.rows.push(Vec::new()),
            "tc" => self.lines.push(Vec::new()),
            "numId" | "ilvl" | "pStyle" | "ind" => {
                let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.runs == 0)
                else {
                    return;
                };
                match name {
                    "numId" => paragraph.list = value(),
                    "ilvl" => paragraph.level = value().and_then(|level| level.parse().ok()),
                    "pStyle" => paragraph.style = value(),
                    _ => {
                        let twips = attribute("left")
                            .or_else(|| attribute("start"))
                            .and_then(|left| left.parse().ok());
                        // Half a character of the usual 10.5 points.
                        paragraph.indent = twips.map_or(0, |twips: usize| (twips / 105).min(60));
                    }
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "r" => self.runs(|runs| runs.saturating_sub(1)),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.lines.len() > 1 => {
                let cell = self.lines.pop().unwrap_or_default();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            "tr" => self.end_row(),
            "tbl" => self.losses.tables += usize::from(self.tables.pop().unwrap_or_default()),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let number = if paragraph.text.trim().is_empty() {
            String::new()
        } else {
            self.numbering.next(paragraph.list.as_deref(), paragraph.level, paragraph.style.as_deref())
        };
        let gap = if number.is_empty() { "" } else { "\u{3000}" };
        let indent = " ".repeat(paragraph.indent);
        if let Some(lines) = self.lines.last_mut() {
            lines.push(format!("{indent}{number}{gap}{}", paragraph.text));
        }
    }

    /// A row of one cell is a frame around text; one of several is a row of a
    /// table.
    fn end_row(&mut self) {
        let Some(mut cells) = self.rows.pop() else { return };
        let Some(lines) = self.lines.last_mut() else { return };
        if cells.len() == 1 {
            lines.append(&mut cells.remove(0));
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            *table = true;
        }
        let one_line = |cell: &Vec<String>| {
            cell.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").replace(['\n', '\t'], " ")
        };
        lines.push(cells.iter().map(one_line).collect::<Vec<_>>().join("\t"));
    }
}
