//! A clause set as papers print it: the annex of a packet, the attachment of a
//! contract.

use domain::clauses::{ClauseItem, ClauseSet, Edition};
use templates::packet::{self, Clause, Clauses, Line, Text};

/// An edition as it is printed.
pub(crate) fn printed(annex_label: Text, set: &ClauseSet, edition: &Edition) -> Clauses {
    let clause = |clause: &domain::clauses::Clause| Clause {
        divisions: clause.divisions.iter().map(|heading| heading.as_str().into()).collect(),
        number: edition.numbering.label(clause.number).into(),
        caption: clause.caption.as_ref().map(|caption| edition.captions.caption(caption).into()),
        body: if clause.paragraph.is_empty() {
            clause.body.as_str().into()
        } else {
            format!("{}　{}", clause.paragraph, clause.body).into()
        },
        notes: clause.note.iter().map(|note| drafting_note(note)).collect(),
        items: clause.items.iter().map(item).collect(),
    };
    let texts = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect();
    Clauses {
        annex_label,
        title: set.title.as_str().into(),
        captions_beside: edition.captions.is_beside(),
        preamble: texts(&edition.preamble),
        clauses: edition.clauses.iter().map(clause).collect(),
        trailing: texts(&edition.trailing),
    }
}

fn item(item: &ClauseItem) -> packet::ClauseItem {
    packet::ClauseItem {
        label: item.label.as_str().into(),
        text: item.text.as_str().into(),
        notes: item.note.iter().map(|note| drafting_note(note)).collect(),
        items: item.items.iter().map(self::item).collect(),
    }
}

/// A note, whether it was typed with its mark or without.
fn drafting_note(note: &str) -> Line {
    Line::new("※", note.trim_start_matches('※').trim_start())
}
