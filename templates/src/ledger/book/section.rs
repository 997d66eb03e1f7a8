//! Sections: a heading, a bookmark, and the head of a table.

use std::io::Write;

use super::{Book, Bookmark, HEADING, WHOLE};
use crate::ledger::LedgerError;
use crate::ledger::file::Target as _;
use crate::ledger::page::{BOTTOM, LEFT, RIGHT, TOP};
use crate::ledger::table::{PAD, ROW_HEAD, tall};

impl<W: Write> Book<W> {
    /// Heading, bookmark, table head; on a new page unless the first row fits.
    pub(super) fn begin_section(&mut self, name: String) -> Result<(), LedgerError> {
        self.end_section()?;
        let heads = tall(self.grid.heads.height());
        let gap = if self.page.y == TOP { 0 } else { 900 };
        let first = tall(self.cut.height().min(WHOLE));
        if self.page.y - gap - HEADING.lead - heads - first < BOTTOM {
            self.turn(false)?;
        } else {
            self.page.y -= gap;
        }
        self.bookmarks.push(Bookmark { title: name.clone(), page: self.page.id, top: self.page.y });
        let owner = self.tags.as_mut().map_or(self.page.id, |tags| tags.begin_section(&mut self.file));
        let mark = self.page.mark(b"H2", owner);
        self.page.ops.text(&mut self.letters, HEADING, (LEFT, self.page.y - HEADING.drop()), &name);
        self.page.end();
        self.page.y -= HEADING.lead;
        if let Some(tags) = &mut self.tags {
            tags.heading(mark, &mut self.file)?;
        }
        self.section = name;
        self.table_head(false)
    }

    pub(super) fn end_section(&mut self) -> Result<(), LedgerError> {
        self.page.end_table(&self.grid.edges);
        if let Some(tags) = &mut self.tags {
            tags.end_section(&mut self.file)?;
        }
        Ok(())
    }

    /// The heads of the columns; said once a section, shown on each page.
    pub(super) fn table_head(&mut self, again: bool) -> Result<(), LedgerError> {
        let height = tall(self.grid.heads.height());
        let top = self.page.y;
        self.page.table = Some(top);
        self.page.ornament();
        self.page.ops.ground((LEFT, top - height), (RIGHT - LEFT, height));
        self.page.end();
        self.page.rules.rule((LEFT, top), (RIGHT, top));
        let mut cells = Vec::new();
        if again {
            self.page.ornament();
        }
        for (at, column) in self.grid.columns.iter().enumerate() {
            let point = (self.grid.edges[at] + PAD, top - PAD - ROW_HEAD.drop());
            let lines = self.grid.heads.of(at, 0..usize::MAX);
            if !again {
                let id = self.tags.as_ref().map_or(self.page.id, |_| self.file.take());
                cells.push((id, self.page.mark(b"TH", id)));
            }
            self.page.ops.lines(&mut self.letters, ROW_HEAD, point, &column.head, lines);
            if !again {
                self.page.end();
            }
        }
        if again {
            self.page.end();
        }
        self.page.y -= height;
        self.page.rules.rule((LEFT, self.page.y), (RIGHT, self.page.y));
        match &mut self.tags {
            Some(tags) if !again => Ok(tags.table_head(&cells, &mut self.file)?),
            _ => Ok(()),
        }
    }
}
