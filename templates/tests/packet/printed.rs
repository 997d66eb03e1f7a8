//! What a packet should print, in the order it should be read.

use templates::packet::{Block, ClauseItem, Clauses, Line, Packet, Part, Row, Text};

use crate::tools::squeezed;

/// Every text of a packet in reading order, without white space.
pub(crate) fn text(packet: &Packet) -> String {
    let mut out = Printed::default();
    let cover = &packet.cover;
    out.all([
        &packet.document_number,
        &cover.heading,
        &cover.subject_label,
        &cover.subject,
        &cover.body_line,
    ]);
    out.all([&cover.basis_label]);
    for group in cover.basis.iter().filter(|group| !group.lines.is_empty()) {
        out.all([&group.label]);
        out.all(&group.lines);
    }
    out.all([&cover.section, &packet.outline.heading]);
    packet.outline.notes.iter().for_each(|line| out.line(line));
    out.rows(&packet.outline.rows);
    for part in &packet.parts {
        match part {
            Part::Form(form) => {
                out.all([&form.form_title, &form.heading]);
                out.rows(&form.rows);
            }
            Part::RecordedItems(annex) => {
                out.all([&annex.annex_label, &annex.title]);
                out.blocks(&annex.content);
            }
            Part::Clauses(clauses) => out.clauses(clauses),
        }
    }
    squeezed(&out.0)
}

#[derive(Default)]
struct Printed(String);

impl Printed {
    fn all<'a>(&mut self, texts: impl IntoIterator<Item = &'a Text>) {
        texts.into_iter().for_each(|text| self.0.push_str(&text.plain()));
    }

    fn line(&mut self, line: &Line) {
        self.all([&line.label, &line.text]);
        self.all(&line.more);
    }

    fn rows(&mut self, rows: &[Row]) {
        for row in rows {
            self.all([&row.label]);
            self.blocks(&row.content);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Line(line) | Block::Footnote(line) => self.line(line),
                Block::Numbered { label, text } => self.all([label, text]),
                Block::Paragraph { text, .. } | Block::Head { text } | Block::Indented { text } => {
                    self.all([text]);
                }
            }
        }
    }

    fn clauses(&mut self, clauses: &Clauses) {
        self.all([&clauses.annex_label, &clauses.title]);
        self.all(&clauses.preamble);
        for clause in &clauses.clauses {
            self.all(&clause.caption);
            self.all([&clause.number, &clause.body]);
            clause.notes.iter().for_each(|line| self.line(line));
            self.items(&clause.items);
        }
        self.all(&clauses.trailing);
    }

    fn items(&mut self, items: &[ClauseItem]) {
        for item in items {
            self.all([&item.label, &item.text]);
            item.notes.iter().for_each(|line| self.line(line));
            self.items(&item.items);
        }
    }
}
