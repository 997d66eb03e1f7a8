//! Clause sets, and the duties of clauses and protections.

use super::{LONG, Seen, Walk, each};
use crate::{
    bundle::Noun,
    clauses::{ClauseItem, ClauseSet},
    duty::{Dismissed, Duty},
};

impl<'a> Walk<'_, 'a> {
    pub(super) fn clause_set(&mut self, path: &str, set: &'a ClauseSet) {
        self.object(path, Noun::ClauseSet, set.id);
        self.short(path, "name", &set.name);
        self.short(path, "variant", &set.variant);
        self.short(path, "title", &set.title);
        self.short(path, "parties.ward", &set.parties.ward);
        self.short(path, "parties.contractor", &set.parties.contractor);
        self.optional(path, "parties.subcontractor", &set.parties.subcontractor);
        each(&set.editions, &format!("{path}.editions"), |path, edition| {
            self.object(path, Noun::Edition, edition.id);
            for (list, texts) in [("preamble", &edition.preamble), ("trailing", &edition.trailing)] {
                for (index, text) in texts.iter().enumerate() {
                    self.long(path, &format!("{list}[{index}]"), text);
                }
            }
            each(&edition.clauses, &format!("{path}.clauses"), |path, clause| {
                self.child(path, clause.id);
                if let Some(caption) = &clause.caption {
                    self.short(path, "caption", caption);
                }
                for (index, heading) in clause.divisions.iter().enumerate() {
                    self.short(path, &format!("divisions[{index}]"), heading);
                }
                self.line(path, "paragraph", &clause.paragraph);
                self.text_over(path, "body", &clause.body, &clause.items);
                self.optional(path, "note", clause.note.as_deref().unwrap_or_default());
                self.clause_items(path, &clause.items);
                self.duties(path, &clause.duties, &clause.dismissed);
            });
        });
    }

    pub(super) fn duties(&mut self, path: &str, duties: &'a [Duty], dismissed: &'a [Dismissed]) {
        each(duties, &format!("{path}.duties"), |path, duty| {
            self.child(path, duty.id);
            self.short(path, "text", &duty.text);
            each(&duty.evidence, &format!("{path}.evidence"), |path, evidence| {
                self.short(path, "name", &evidence.name);
            });
        });
        each(dismissed, &format!("{path}.dismissed"), |path, dismissed| {
            self.short(path, "text", &dismissed.text);
            for (index, word) in dismissed.words.iter().enumerate() {
                self.short(path, &format!("words[{index}]"), word);
            }
        });
    }

    /// A text that may be empty where items stand under it.
    fn text_over(&mut self, path: &str, field: &str, text: &'a str, items: &[ClauseItem]) {
        (self.see)(&format!("{path}.{field}"), Seen::Text(text, LONG, !items.is_empty()));
    }

    fn clause_items(&mut self, path: &str, items: &'a [ClauseItem]) {
        each(items, &format!("{path}.items"), |path, item| {
            self.child(path, item.id);
            self.line(path, "label", &item.label);
            self.text_over(path, "text", &item.text, &item.items);
            self.optional(path, "note", item.note.as_deref().unwrap_or_default());
            self.clause_items(path, &item.items);
        });
    }
}
