//! The structure that programs read aloud by: sections with their headings,
//! tables with rows and cells. Elements go out as soon as all within them is
//! known: a row's with the row, a table's body with its page.

use std::io;

use pdf_writer::types::StructRole;
use pdf_writer::writers::StructElement;
use pdf_writer::{Finish as _, Name, Ref};

use super::file::Target;

/// Pages a leaf of the tree that leads from pages to elements.
const LEAF: usize = 64;

/// A piece of a page that an element holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) page: Ref,
    pub(super) number: i32,
}

/// The structure so far.
pub(super) struct Tags {
    pub(super) root: Ref,
    pub(super) document: Ref,
    /// What the document holds.
    parts: Vec<Ref>,
    section: Option<Section>,
    /// For each page the array of the elements of its marks.
    pages: Vec<Ref>,
    of_column: Ref,
    of_row: Ref,
}

struct Section {
    part: Ref,
    heading: Ref,
    table: Ref,
    /// Head and bodies.
    groups: Vec<Ref>,
    /// The body on the page being filled, with its rows.
    body: Option<(Ref, Vec<Ref>)>,
}

impl Tags {
    pub(super) fn new(target: &mut impl Target) -> io::Result<Self> {
        let (of_column, of_row) = (target.take(), target.take());
        for (id, scope) in [(of_column, b"Column".as_slice()), (of_row, b"Row")] {
            target.object(id, |chunk| {
                let mut attributes = chunk.indirect(id).dict();
                attributes.pair(Name(b"O"), Name(b"Table")).pair(Name(b"Scope"), Name(scope));
            })?;
        }
        Ok(Self {
            root: target.take(),
            document: target.take(),
            parts: Vec::new(),
            section: None,
            pages: Vec::new(),
            of_column,
            of_row,
        })
    }

    /// A paragraph or heading of the document itself.
    pub(super) fn part(
        &mut self,
        id: Ref,
        role: StructRole,
        marks: &[Mark],
        target: &mut impl Target,
    ) -> io::Result<()> {
        self.parts.push(id);
        leaf(target, id, role, self.document, marks, None)
    }

    /// Begins a section; its heading has the number given back.
    pub(super) fn begin_section(&mut self, target: &mut impl Target) -> Ref {
        let (part, heading, table) = (target.take(), target.take(), target.take());
        self.parts.push(part);
        self.section = Some(Section { part, heading, table, groups: Vec::new(), body: None });
        heading
    }

    /// The heading of the section.
    pub(super) fn heading(&mut self, mark: Mark, target: &mut impl Target) -> io::Result<()> {
        let Some(section) = &self.section else { return Ok(()) };
        leaf(target, section.heading, StructRole::H2, section.part, &[mark], None)
    }

    /// The head of the section's table: its cells, of which each has a mark.
    pub(super) fn table_head(&mut self, cells: &[(Ref, Mark)], target: &mut impl Target) -> io::Result<()> {
        let Some(section) = &mut self.section else { return Ok(()) };
        let (group, row) = (target.take(), target.take());
        section.groups.push(group);
        branch(target, group, StructRole::THead, section.table, &[row])?;
        let ids: Vec<Ref> = cells.iter().map(|(id, _)| *id).collect();
        branch(target, row, StructRole::TR, group, &ids)?;
        cells.iter().try_for_each(|(id, mark)| {
            leaf(target, *id, StructRole::TH, row, std::slice::from_ref(mark), Some(self.of_column))
        })
    }

    /// Begins a row in the page's body of the table, and gives its number.
    pub(super) fn begin_row(&mut self, target: &mut impl Target) -> Ref {
        let row = target.take();
        if let Some(section) = &mut self.section {
            let (_, rows) = section.body.get_or_insert_with(|| {
                let body = target.take();
                section.groups.push(body);
                (body, Vec::new())
            });
            rows.push(row);
        }
        row
    }

    /// The body that rows go into, once one was begun on this page.
    pub(super) fn body(&self) -> Option<Ref> {
        self.section.as_ref()?.body.as_ref().map(|(body, _)| *body)
    }

    /// A row with its cells; of each, whether it heads the row.
    pub(super) fn row(
        &self,
        row: Ref,
        body: Ref,
        cells: impl Iterator<Item = (Ref, Vec<Mark>, bool)> + Clone,
        target: &mut impl Target,
    ) -> io::Result<()> {
        let ids: Vec<Ref> = cells.clone().map(|(id, _, _)| id).collect();
        branch(target, row, StructRole::TR, body, &ids)?;
        for (id, marks, heads) in cells {
            let (role, scope) =
                if heads { (StructRole::TH, Some(self.of_row)) } else { (StructRole::TD, None) };
            leaf(target, id, role, row, &marks, scope)?;
        }
        Ok(())
    }

    /// A page is full: the elements of its marks, in the order of their
    /// numbers. The number given back is the page's key.
    pub(super) fn end_page(&mut self, owners: &[Ref], target: &mut impl Target) -> io::Result<i32> {
        self.end_body(target)?;
        let id = target.take();
        target.object(id, |chunk| {
            chunk.indirect(id).array().items(owners);
        })?;
        self.pages.push(id);
        Ok(i32::try_from(self.pages.len() - 1).unwrap_or(i32::MAX))
    }

    fn end_body(&mut self, target: &mut impl Target) -> io::Result<()> {
        let Some(section) = &mut self.section else { return Ok(()) };
        match section.body.take() {
            Some((body, rows)) => branch(target, body, StructRole::TBody, section.table, &rows),
            None => Ok(()),
        }
    }

    /// Ends the section, if one is open.
    pub(super) fn end_section(&mut self, target: &mut impl Target) -> io::Result<()> {
        self.end_body(target)?;
        let Some(section) = self.section.take() else { return Ok(()) };
        branch(target, section.part, StructRole::Sect, self.document, &[section.heading, section.table])?;
        branch(target, section.table, StructRole::Table, section.part, &section.groups)
    }

    /// Writes the root of it all.
    pub(super) fn finish(self, target: &mut impl Target) -> io::Result<()> {
        branch(target, self.document, StructRole::Document, self.root, &self.parts)?;
        let mut leaves = Vec::new();
        for (first, pages) in (0_i32..).step_by(LEAF).zip(self.pages.chunks(LEAF)) {
            let id = target.take();
            leaves.push(id);
            target.object(id, |chunk| {
                let mut node = chunk.indirect(id).start::<pdf_writer::writers::NumberTree<'_, Ref>>();
                let last = first + i32::try_from(pages.len() - 1).unwrap_or_default();
                node.limits(first, last);
                let mut entries = node.nums();
                for (key, page) in (first..).zip(pages) {
                    entries.insert(key, *page);
                }
            })?;
        }
        let next = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        target.object(self.root, |chunk| {
            let mut root = chunk.indirect(self.root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
            root.child(self.document);
            root.parent_tree().kids().items(leaves);
            root.parent_tree_next_key(next);
        })
    }
}

fn branch(
    target: &mut impl Target,
    id: Ref,
    role: StructRole,
    parent: Ref,
    children: &[Ref],
) -> io::Result<()> {
    target.object(id, |chunk| {
        let mut element = chunk.struct_element(id);
        element.kind(role).parent(parent);
        let mut kids = element.children();
        for child in children {
            kids.struct_element(*child);
        }
    })
}

fn leaf(
    target: &mut impl Target,
    id: Ref,
    role: StructRole,
    parent: Ref,
    marks: &[Mark],
    attributes: Option<Ref>,
) -> io::Result<()> {
    target.object(id, |chunk| {
        let mut element = chunk.struct_element(id);
        element.kind(role).parent(parent);
        if let Some(attributes) = attributes {
            element.pair(Name(b"A"), attributes);
        }
        held(&mut element, marks);
    })
}

fn held(element: &mut StructElement<'_>, marks: &[Mark]) {
    let Some(first) = marks.first() else { return };
    element.page(first.page);
    if let [only] = marks {
        element.pair(Name(b"K"), only.number);
        return;
    }
    let mut kids = element.children();
    for mark in marks {
        if mark.page == first.page {
            kids.marked_content_id(mark.number);
        } else {
            kids.marked_content_ref().page(mark.page).marked_content_id(mark.number).finish();
        }
    }
}
