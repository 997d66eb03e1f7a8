//! Pages one after the other, and what leads to them.

use std::{io::Write, ops::Range};

use pdf_writer::types::StructRole;
use pdf_writer::{Finish as _, Ref};

use super::draw::{Length, Type, width};
use super::file::{File, Target as _};
use super::letters::{Letters, Style};
use super::page::{BOTTOM, FOOT, HEAD, HEIGHT, LEFT, Page, RIGHT, WIDTH};
use super::table::{Cut, Grid, PAD, ROW, ROW_HEAD, tall};
use super::tags::{Mark, Tags};
use super::wrap::wrap;
use super::{Cells, Ledger, LedgerError};

mod end;
mod section;

const TITLE: Type = Type { style: Style::Strong, size: 1_600, lead: 2_400 };
const NOTE: Type = Type { style: Style::Plain, size: 850, lead: 1_250 };
const HEADING: Type = Type { style: Style::Strong, size: 1_000, lead: 1_600 };
const SMALL: Type = Type { style: Style::Plain, size: 700, lead: 1_000 };
/// Rows of more lines than this may go on on the next page.
const WHOLE: usize = 24;
/// Lines of a row that stay together at least.
const FEW: usize = 3;
/// Pages under a node of the tree of pages.
const NODE: usize = 64;
/// Unprintable characters that the last page lists.
const LISTED: usize = 200;

/// A ledger being written.
pub(super) struct Book<W: Write> {
    file: File<W>,
    letters: Letters,
    ledger: Ledger,
    grid: Grid,
    tags: Option<Tags>,
    page: Page,
    tree: Tree,
    /// The section to begin with the next row.
    announced: Option<String>,
    /// The section of the rows.
    section: String,
    bookmarks: Vec<Bookmark>,
    rows: u64,
    /// The row being set.
    cut: Cut,
    /// « / 345ページ»: known at the end.
    total: Ref,
}

struct Bookmark {
    title: String,
    page: Ref,
    top: Length,
}

/// The pages written, in nodes.
struct Tree {
    root: Ref,
    node: Ref,
    kids: Vec<Ref>,
    nodes: Vec<Ref>,
    pages: u32,
}

impl<W: Write> Book<W> {
    pub(super) fn begin(ledger: Ledger, out: W) -> Result<Self, LedgerError> {
        let mut file = File::begin(out)?;
        let mut letters = Letters::new()?;
        let grid = Grid::new(ledger.columns.clone(), &mut letters);
        let tags = if ledger.tagged { Some(Tags::new(&mut file)?) } else { None };
        let tree =
            Tree { root: file.take(), node: file.take(), kids: Vec::new(), nodes: Vec::new(), pages: 0 };
        let (page, total) = (Page::new(file.take(), tags.is_some()), file.take());
        let mut book = Self {
            file,
            letters,
            grid,
            tags,
            page,
            tree,
            announced: None,
            section: String::new(),
            bookmarks: Vec::new(),
            rows: 0,
            cut: Cut::default(),
            total,
            ledger,
        };
        book.title()?;
        Ok(book)
    }

    pub(super) fn announce(&mut self, name: &str) {
        self.announced = Some(name.to_owned());
    }

    fn title(&mut self) -> Result<(), LedgerError> {
        self.page.y = HEIGHT - 3_000;
        let (title, notes) = (self.ledger.title.clone(), self.ledger.notes.clone());
        self.paragraph(StructRole::H1, b"H1", TITLE, &title)?;
        for note in &notes {
            self.paragraph(StructRole::P, b"P", NOTE, note)?;
        }
        self.page.y -= 600;
        Ok(())
    }

    /// Text over the whole width, on as many pages as it takes.
    fn paragraph(
        &mut self,
        role: StructRole,
        mark: &[u8],
        kind: Type,
        text: &str,
    ) -> Result<(), LedgerError> {
        let mut lines = Vec::new();
        let letters = &mut self.letters;
        let measure = |character| {
            let letter = letters.letter(character, kind.style);
            (letter.class, u32::from(letter.width))
        };
        wrap(text, kind.room(RIGHT - LEFT), measure, &mut lines);
        let id = self.tags.as_ref().map_or(self.page.id, |_| self.file.take());
        let mut marks = Vec::with_capacity(lines.len());
        for line in lines {
            if self.page.y - kind.lead < BOTTOM {
                self.turn(false)?;
            }
            marks.push(self.page.mark(mark, id));
            let at = (LEFT, self.page.y - kind.drop());
            self.page.ops.lines(&mut self.letters, kind, at, text, std::slice::from_ref(&line));
            self.page.end();
            self.page.y -= kind.lead;
        }
        match &mut self.tags {
            Some(tags) => Ok(tags.part(id, role, &marks, &mut self.file)?),
            None => Ok(()),
        }
    }

    pub(super) fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), LedgerError> {
        self.cut.clear();
        for at in 0..self.grid.columns.len() {
            let text = cells.get(at).map(AsRef::as_ref).unwrap_or_default();
            self.cut.add(text, self.grid.room(at), self.kind(at), &mut self.letters);
        }
        if let Some(name) = self.announced.take() {
            self.begin_section(name)?;
        } else if self.bookmarks.is_empty() {
            self.begin_section(self.ledger.title.clone())?;
        }
        self.rows += 1;
        let mut parts = Parts::default();
        let height = self.cut.height();
        let mut from = 0;
        loop {
            let room = self.lines_left();
            if height - from <= room {
                self.part(cells, from, height, &mut parts)?;
                break;
            }
            let fits_elsewhere = from == 0 && height <= WHOLE;
            if !fits_elsewhere && room >= FEW {
                self.part(cells, from, from + room, &mut parts)?;
                from += room;
            }
            self.turn(true)?;
        }
        self.tag_row(parts)
    }

    fn kind(&self, column: usize) -> Type {
        if self.grid.role(column) == Cells::Heads { ROW_HEAD } else { ROW }
    }

    fn lines_left(&self) -> usize {
        usize::try_from((self.page.y - BOTTOM - 2 * PAD) / ROW.lead).unwrap_or_default()
    }

    /// Some lines of a row.
    fn part<S: AsRef<str>>(
        &mut self,
        cells: &[S],
        from: usize,
        to: usize,
        parts: &mut Parts,
    ) -> Result<(), LedgerError> {
        parts.begin(self.tags.as_mut(), &mut self.file, self.grid.columns.len());
        let top = self.page.y;
        for at in 0..self.grid.columns.len() {
            let lines = self.cut.of(at, from..to);
            let text = cells.get(at).map(AsRef::as_ref).unwrap_or_default();
            if lines.iter().all(Range::is_empty) {
                continue;
            }
            let (kind, role) = (self.kind(at), self.grid.role(at));
            let mut x = self.grid.edges[at] + PAD;
            if role == Cells::Figures {
                x = self.grid.edges[at + 1] - PAD - width(&mut self.letters, kind, text);
            }
            let mark = if role == Cells::Heads { b"TH" } else { b"TD" };
            let made = self.page.mark(mark, parts.owner(at));
            self.page.ops.lines(&mut self.letters, kind, (x, top - PAD - kind.drop()), text, lines);
            self.page.end();
            parts.add(at, made);
        }
        self.page.y -= tall(to - from);
        self.page.rules.rule((LEFT, self.page.y), (RIGHT, self.page.y));
        Ok(())
    }

    fn tag_row(&mut self, parts: Parts) -> Result<(), LedgerError> {
        let (Some(tags), Some((row, body))) = (&self.tags, parts.row) else { return Ok(()) };
        let roles = self.grid.columns.iter().map(|column| column.role == Cells::Heads);
        let cells = parts.cells.into_iter().zip(roles).map(|((id, marks), heads)| (id, marks, heads));
        Ok(tags.row(row, body, cells, &mut self.file)?)
    }

    /// Ends the page and begins the next, within a table or not.
    fn turn(&mut self, within: bool) -> Result<(), LedgerError> {
        self.end_page()?;
        self.page = Page::new(self.file.take(), self.tags.is_some());
        self.page.ornament();
        let title = self.ledger.title.as_str();
        self.page.ops.text(&mut self.letters, SMALL, (LEFT, HEAD), title);
        if within {
            let x = RIGHT - width(&mut self.letters, SMALL, &self.section);
            self.page.ops.text(&mut self.letters, SMALL, (x, HEAD), &self.section);
        }
        self.page.end();
        if within { self.table_head(true) } else { Ok(()) }
    }

    fn end_page(&mut self) -> Result<(), LedgerError> {
        self.page.end_table(&self.grid.edges);
        self.page.draw_rules();
        self.tree.pages += 1;
        let number = self.tree.pages.to_string();
        let x = WIDTH / 2 - width(&mut self.letters, SMALL, &number);
        self.page.ornament();
        self.page.ops.text(&mut self.letters, SMALL, (x, FOOT), &number);
        self.page.ops.raw(b"q 1 0 0 1 ");
        self.page.ops.length(WIDTH / 2);
        self.page.ops.length(FOOT);
        self.page.ops.raw(b"cm /T Do Q\n");
        self.page.end();
        let key = match &mut self.tags {
            Some(tags) => Some(tags.end_page(&self.page.owners, &mut self.file)?),
            None => None,
        };
        let (id, content, node) = (self.page.id, self.file.take(), self.tree.node);
        self.file.stream(content, self.page.ops.bytes(), |_| {})?;
        self.file.object(id, |chunk| {
            let mut page = chunk.page(id);
            page.parent(node).contents(content);
            if let Some(key) = key {
                page.struct_parents(key);
            }
        })?;
        self.tree.kids.push(id);
        if self.tree.kids.len() == NODE { self.end_node() } else { Ok(()) }
    }

    fn end_node(&mut self) -> Result<(), LedgerError> {
        let (id, root, next) = (self.tree.node, self.tree.root, self.file.take());
        let kids = std::mem::take(&mut self.tree.kids);
        self.file.object(id, |chunk| {
            let count = i32::try_from(kids.len()).unwrap_or_default();
            chunk.pages(id).parent(root).count(count).kids(kids).finish();
        })?;
        self.tree.nodes.push(id);
        self.tree.node = next;
        Ok(())
    }
}

/// A row's elements while it is set.
#[derive(Default)]
struct Parts {
    /// The row and the body it belongs to.
    row: Option<(Ref, Ref)>,
    cells: Vec<(Ref, Vec<Mark>)>,
}

impl Parts {
    /// Numbers the elements, once.
    fn begin<W: Write>(&mut self, tags: Option<&mut Tags>, file: &mut File<W>, columns: usize) {
        let Some(tags) = tags.filter(|_| self.row.is_none()) else { return };
        let row = tags.begin_row(file);
        self.row = tags.body().map(|body| (row, body));
        self.cells = (0..columns).map(|_| (file.take(), Vec::new())).collect();
    }

    fn owner(&self, column: usize) -> Ref {
        self.cells.get(column).map_or(Ref::new(1), |(id, _)| *id)
    }

    fn add(&mut self, column: usize, mark: Mark) {
        if let Some((_, marks)) = self.cells.get_mut(column) {
            marks.push(mark);
        }
    }
}
