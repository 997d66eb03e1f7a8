//! What can only be written at the end: how many pages there are, the fonts,
//! the bookmarks, and what says where everything is.

use std::io::Write;

use pdf_writer::types::{PageMode, StructRole};
use pdf_writer::writers::{Catalog, DocumentInfo, Outline, OutlineItem};
use pdf_writer::{Finish as _, Name, Rect, Ref, TextStr};

use super::{Book, HEIGHT, LISTED, NOTE, SMALL, WIDTH};
use crate::ledger::draw::{Length, Ops, width};
use crate::ledger::file::Target as _;
use crate::ledger::letters::FaceName;
use crate::ledger::{LedgerError, Printed};

impl<W: Write> Book<W> {
    pub(in crate::ledger) fn finish(mut self) -> Result<(Printed, W), LedgerError> {
        self.end_section()?;
        if self.rows == 0 {
            let empty = self.ledger.empty.clone();
            self.paragraph(StructRole::P, b"P", NOTE, &empty)?;
        }
        let unprintable: Vec<char> = self.letters.missing().collect();
        if !unprintable.is_empty() {
            self.page.y -= 600;
            self.paragraph(StructRole::P, b"P", NOTE, &told(&unprintable))?;
        }
        self.end_page()?;
        if !self.tree.kids.is_empty() {
            self.end_node()?;
        }
        let pages = self.tree.pages;
        self.resources()?;
        let outline = self.outline()?;
        let metadata = self.file.take();
        let xmp = xmp(&self.ledger.title);
        let catalog = self.file.take();
        self.file.stream(metadata, xmp.as_bytes(), |stream| {
            stream.pair(Name(b"Type"), Name(b"Metadata")).pair(Name(b"Subtype"), Name(b"XML"));
        })?;
        let tags = self.tags.take();
        let structure = tags.as_ref().map(|tags| tags.root);
        if let Some(tags) = tags {
            tags.finish(&mut self.file)?;
        }
        let root = self.tree.root;
        self.file.object(catalog, |chunk| {
            let mut written = chunk.indirect(catalog).start::<Catalog<'_>>();
            written.pages(root).lang(TextStr("ja")).metadata(metadata);
            written.viewer_preferences().display_doc_title(true);
            if let Some(outline) = outline {
                written.outlines(outline).page_mode(PageMode::UseOutlines);
            }
            if let Some(structure) = structure {
                written.mark_info().marked(true);
                written.pair(Name(b"StructTreeRoot"), structure);
            }
        })?;
        let info = self.file.take();
        self.file.object(info, |chunk| {
            let mut written = chunk.indirect(info).start::<DocumentInfo<'_>>();
            written.title(TextStr(&self.ledger.title)).creator(TextStr("Azukari"));
        })?;
        Ok((Printed { pages, unprintable }, self.file.finish(catalog, info)?))
    }

    /// The number of pages, the fonts, and the root of the tree of pages,
    /// which hands both down.
    fn resources(&mut self) -> Result<(), LedgerError> {
        let text = format!(" / {}ページ", self.tree.pages);
        let mut ops = Ops::default();
        ops.text(&mut self.letters, SMALL, (0, 0), &text);
        let across = width(&mut self.letters, SMALL, &text);
        let fonts = self.letters.write(&mut self.file)?;
        let total = self.total;
        self.file.stream(total, ops.bytes(), |stream| {
            stream.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
            stream.pair(Name(b"BBox"), Rect::new(0.0, -3.0, points(across), 10.0));
            let mut resources = stream.insert(Name(b"Resources")).dict();
            list(&mut resources, &fonts);
        })?;
        let nodes = std::mem::take(&mut self.tree.nodes);
        let (root, pages) = (self.tree.root, i32::try_from(self.tree.pages).unwrap_or(i32::MAX));
        Ok(self.file.object(root, |chunk| {
            let mut written = chunk.pages(root);
            written.kids(nodes).count(pages);
            written.media_box(Rect::new(0.0, 0.0, points(WIDTH), points(HEIGHT)));
            let mut resources = written.insert(Name(b"Resources")).dict();
            list(&mut resources, &fonts);
            resources.insert(Name(b"XObject")).dict().pair(Name(b"T"), total);
        })?)
    }

    fn outline(&mut self) -> Result<Option<Ref>, LedgerError> {
        if self.bookmarks.is_empty() {
            return Ok(None);
        }
        let root = self.file.take();
        let items: Vec<Ref> = self.bookmarks.iter().map(|_| self.file.take()).collect();
        for (at, bookmark) in self.bookmarks.iter().enumerate() {
            self.file.object(items[at], |chunk| {
                let mut item = chunk.indirect(items[at]).start::<OutlineItem<'_>>();
                item.title(TextStr(&bookmark.title)).parent(root);
                if let Some(previous) = at.checked_sub(1).and_then(|at| items.get(at)) {
                    item.prev(*previous);
                }
                if let Some(next) = items.get(at + 1) {
                    item.next(*next);
                }
                item.dest().page(bookmark.page).xyz(0.0, points(bookmark.top), None);
            })?;
        }
        let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
        self.file.object(root, |chunk| {
            let mut written = chunk.indirect(root).start::<Outline<'_>>();
            written.count(count);
            if let (Some(first), Some(last)) = (items.first(), items.last()) {
                written.first(*first).last(*last);
            }
        })?;
        Ok(Some(root))
    }
}

fn list(resources: &mut pdf_writer::Dict<'_>, fonts: &[(FaceName, Ref)]) {
    let mut written = resources.insert(Name(b"Font")).dict();
    for (name, font) in fonts {
        written.pair(name.resource(), *font);
    }
    written.finish();
}

#[expect(clippy::cast_precision_loss, reason = "a page is some ten thousand hundredths wide")]
fn points(length: Length) -> f32 {
    length as f32 / 100.0
}

/// Names the characters by number: they cannot be printed.
fn told(unprintable: &[char]) -> String {
    let numbers: Vec<String> =
        unprintable.iter().take(LISTED).map(|character| format!("U+{:04X}", u32::from(*character))).collect();
    let rest = unprintable.len().saturating_sub(LISTED);
    let rest = if rest > 0 { format!("ほか{rest}文字") } else { String::new() };
    format!("印字できない文字を〓で表しています（{}{rest}）。", numbers.join("、"))
}

fn xmp(title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        concat!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
            "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><dc:format>application/pdf</dc:format>",
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
            "<dc:language><rdf:Bag><rdf:li>ja</rdf:li></rdf:Bag></dc:language>",
            "<xmp:CreatorTool>Azukari</xmp:CreatorTool></rdf:Description></rdf:RDF></x:xmpmeta>",
            "<?xpacket end=\"r\"?>"
        ),
        title
    )
}
