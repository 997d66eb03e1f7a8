//! Visits everything in a bundle that a check looks at: ids, references and
//! texts, each with its JSON path.

mod clauses;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{Bundle, Noun};
use crate::{
    Id,
    council::{Part, Submission},
    item::{DataGroup, Item, ItemVersion, Line},
    programme::Block,
};

/// Longest single-line text, in characters.
pub(crate) const SHORT: usize = 500;
/// Longest running text, in characters.
pub(crate) const LONG: usize = 10_000;

/// One thing seen on the walk.
pub(super) enum Seen<'a> {
    /// An object of a noun.
    Object(Noun, Uuid),
    /// A child's own id.
    Child(Uuid),
    /// A reference to an object of a noun.
    Reference(Noun, Uuid),
    /// A text of at most so many characters; whether it may be empty.
    Text(&'a str, usize, bool),
}

/// Calls `see` with every path and thing, in file order.
pub(super) fn walk<'a>(bundle: &'a Bundle, see: &mut dyn FnMut(&str, Seen<'a>)) {
    Walk { see }.bundle(bundle);
}

/// The objects of a bundle and those that it refers to, by noun.
pub fn named(bundle: &Bundle) -> BTreeMap<Noun, BTreeSet<Uuid>> {
    let mut named = BTreeMap::<Noun, BTreeSet<Uuid>>::new();
    walk(bundle, &mut |_, thing| {
        if let Seen::Object(noun, id) | Seen::Reference(noun, id) = thing {
            named.entry(noun).or_default().insert(id);
        }
    });
    named
}

struct Walk<'s, 'a> {
    see: &'s mut dyn FnMut(&str, Seen<'a>),
}

impl<'a> Walk<'_, 'a> {
    fn object<T>(&mut self, path: &str, noun: Noun, id: Id<T>) {
        (self.see)(&format!("{path}.id"), Seen::Object(noun, id.uuid()));
    }

    fn child<T>(&mut self, path: &str, id: Option<Id<T>>) {
        if let Some(id) = id {
            (self.see)(&format!("{path}.id"), Seen::Child(id.uuid()));
        }
    }

    fn refers<T>(&mut self, path: &str, field: &str, noun: Noun, id: impl Into<Option<Id<T>>>) {
        if let Some(id) = id.into() {
            (self.see)(&format!("{path}.{field}"), Seen::Reference(noun, id.uuid()));
        }
    }

    fn short(&mut self, path: &str, field: &str, text: &'a str) {
        (self.see)(&format!("{path}.{field}"), Seen::Text(text, SHORT, false));
    }

    /// A single line that may be empty.
    fn line(&mut self, path: &str, field: &str, text: &'a str) {
        (self.see)(&format!("{path}.{field}"), Seen::Text(text, SHORT, true));
    }

    fn long(&mut self, path: &str, field: &str, text: &'a str) {
        (self.see)(&format!("{path}.{field}"), Seen::Text(text, LONG, false));
    }

    fn optional(&mut self, path: &str, field: &str, text: &'a str) {
        (self.see)(&format!("{path}.{field}"), Seen::Text(text, LONG, true));
    }

    fn reading(&mut self, path: &str, text: &'a str) {
        (self.see)(&format!("{path}.reading"), Seen::Text(text, SHORT, true));
    }

    fn bundle(&mut self, bundle: &'a Bundle) {
        if let Some(ward) = &bundle.ward {
            self.short("$.ward", "name", &ward.name);
            self.short("$.ward", "council_name", &ward.council_name);
            self.short("$.ward", "basis_label", &ward.basis_label);
            self.short("$.ward", "document_prefix", &ward.document_prefix);
        }
        self.organisation(bundle);
        self.bases(bundle);
        self.parties(bundle);
        each(&bundle.clause_sets, "$.clause_sets", |path, set| self.clause_set(path, set));
        each(&bundle.programmes, "$.programmes", |path, programme| {
            self.object(path, Noun::Programme, programme.id);
            self.short(path, "name", &programme.name);
            self.line(path, "reading", &programme.reading);
            self.refers(path, "section", Noun::Section, programme.section);
            self.optional(path, "purpose", &programme.purpose);
            self.optional(path, "subjects", &programme.subjects);
            self.blocks(&format!("{path}.description"), &programme.description);
        });
        each(&bundle.items, "$.items", |path, item| self.item(path, item));
        self.council(bundle);
    }

    fn organisation(&mut self, bundle: &'a Bundle) {
        each(&bundle.implementing_bodies, "$.implementing_bodies", |path, body| {
            self.object(path, Noun::ImplementingBody, body.id);
            self.short(path, "name", &body.name);
            self.refers(path, "successor", Noun::ImplementingBody, body.successor);
        });
        each(&bundle.departments, "$.departments", |path, department| {
            self.object(path, Noun::Department, department.id);
            self.refers(path, "body", Noun::ImplementingBody, department.body);
            self.short(path, "name", &department.name);
            self.refers(path, "successor", Noun::Department, department.successor);
        });
        each(&bundle.sections, "$.sections", |path, section| {
            self.object(path, Noun::Section, section.id);
            self.refers(path, "department", Noun::Department, section.department);
            self.short(path, "name", &section.name);
            self.reading(path, &section.reading);
            self.refers(path, "successor", Noun::Section, section.successor);
        });
        each(&bundle.registered_businesses, "$.registered_businesses", |path, business| {
            self.object(path, Noun::RegisteredBusiness, business.id);
            self.short(path, "name", &business.name);
            self.reading(path, &business.reading);
            self.refers(path, "section", Noun::Section, business.section);
        });
        each(&bundle.dictionary_entries, "$.dictionary_entries", |path, entry| {
            self.object(path, Noun::DictionaryEntry, entry.id);
            self.short(path, "name", &entry.name);
            self.reading(path, &entry.reading);
        });
    }

    fn bases(&mut self, bundle: &'a Bundle) {
        each(&bundle.legal_bases, "$.legal_bases", |path, basis| {
            self.object(path, Noun::LegalBasis, basis.id);
            self.short(path, "instrument", &basis.instrument);
            self.short(path, "article", &basis.article);
            self.short(path, "cover_label", &basis.cover_label);
            self.short(path, "form_title", &basis.form_title);
            self.short(path, "form_heading", &basis.form_heading);
            self.optional(path, "form_article", &basis.form_article);
            self.refers(path, "successor", Noun::LegalBasis, basis.successor);
            each(&basis.row_labels, &format!("{path}.row_labels"), |path, own| {
                self.short(path, "label", &own.label);
            });
        });
    }

    fn parties(&mut self, bundle: &'a Bundle) {
        each(&bundle.parties, "$.parties", |path, party| {
            self.object(path, Noun::Party, party.id);
            self.short(path, "name", &party.name);
            self.line(path, "reading", &party.reading);
            self.line(path, "address", &party.address);
            if let Some(contact) = &party.contact {
                self.line(path, "contact.person", &contact.person);
                self.line(path, "contact.phone", &contact.phone);
                self.line(path, "contact.mail", &contact.mail);
            }
            each(&party.certifications, &format!("{path}.certifications"), |path, held| {
                self.short(path, "name", &held.name);
                self.line(path, "number", held.number.as_deref().unwrap_or_default());
            });
        });
        each(&bundle.annexes, "$.annexes", |path, annex| {
            self.object(path, Noun::Annex, annex.id);
            self.short(path, "title", &annex.title);
            self.optional(path, "note", &annex.note);
            each(&annex.entries, &format!("{path}.entries"), |path, entry| {
                self.child(path, entry.id);
                self.short(path, "name", &entry.name);
            });
        });
    }

    fn blocks(&mut self, path: &str, blocks: &'a [Block]) {
        each(blocks, path, |path, block| {
            self.child(path, block.id);
            self.optional(path, "label", block.label.as_deref().unwrap_or_default());
            self.long(path, "text", &block.text);
        });
    }

    fn item(&mut self, path: &str, item: &'a Item) {
        self.object(path, Noun::Item, item.id);
        self.refers(path, "programme", Noun::Programme, item.programme);
        self.refers(path, "parent", Noun::Item, item.parent);
        self.refers(path, "origin", Noun::Item, item.origin);
        each(&item.versions, &format!("{path}.versions"), |path, version| self.version(path, version));
    }

    fn version(&mut self, path: &str, version: &'a ItemVersion) {
        self.object(path, Noun::ItemVersion, version.id);
        self.refers(path, "decided_by", Noun::Outcome, version.decided_by);
        self.short(path, "title", &version.title);
        self.refers(path, "holding_section", Noun::Section, version.holding_section);
        self.refers(path, "registered_business", Noun::RegisteredBusiness, version.registered_business);
        self.refers(path, "legal_basis", Noun::LegalBasis, version.legal_basis);
        self.refers(path, "party", Noun::Party, version.party);
        self.optional(path, "party_short_name", version.party_short_name.as_deref().unwrap_or_default());
        self.lines(path, "reason", &version.reason);
        self.lines(path, "description", &version.description);
        self.lines(path, "periods", &version.periods);
        each(&version.data_groups, &format!("{path}.data_groups"), |path, group| self.group(path, group));
        each(&version.media, &format!("{path}.media"), |path, medium| {
            self.child(path, medium.id);
            self.short(path, "name", &medium.name);
        });
        each(&version.protections, &format!("{path}.protections"), |path, protection| {
            self.child(path, protection.id);
            self.long(path, "text", &protection.text);
            self.duties(path, &protection.duties, &protection.dismissed);
        });
        each(&version.clause_sets, &format!("{path}.clause_sets"), |path, used| {
            self.refers(path, "edition", Noun::Edition, used.edition);
        });
    }

    fn lines(&mut self, path: &str, list: &str, lines: &'a [Line]) {
        each(lines, &format!("{path}.{list}"), |path, line| {
            self.child(path, line.id);
            self.optional(path, "label", line.label.as_deref().unwrap_or_default());
            self.long(path, "text", &line.text);
        });
    }

    fn group(&mut self, path: &str, group: &'a DataGroup) {
        self.child(path, group.id);
        self.short(path, "subject", &group.subject);
        each(&group.items, &format!("{path}.items"), |path, item| {
            self.child(path, item.id);
            self.short(path, "name", &item.name);
        });
        self.refers(path, "annex", Noun::Annex, group.annex);
        if let Some(earlier) = &group.earlier_decision {
            self.refers(path, "earlier_decision.outcome", Noun::Outcome, earlier.outcome);
            self.long(path, "earlier_decision.text", &earlier.text);
        }
    }

    fn council(&mut self, bundle: &'a Bundle) {
        each(&bundle.sessions, "$.sessions", |path, session| self.object(path, Noun::Session, session.id));
        each(&bundle.submissions, "$.submissions", |path, submission| self.submission(path, submission));
        each(&bundle.outcomes, "$.outcomes", |path, outcome| {
            self.object(path, Noun::Outcome, outcome.id);
            self.refers(path, "session", Noun::Session, outcome.session);
            self.refers(path, "submission", Noun::Submission, outcome.submission);
            self.refers(path, "item", Noun::Item, outcome.item);
            self.short(path, "title", &outcome.title);
            for (index, condition) in outcome.conditions.iter().enumerate() {
                self.long(path, &format!("conditions[{index}]"), condition);
            }
        });
    }

    fn submission(&mut self, path: &str, submission: &'a Submission) {
        self.object(path, Noun::Submission, submission.id);
        self.refers(path, "session", Noun::Session, submission.session);
        self.short(path, "title", &submission.title);
        self.refers(path, "programme", Noun::Programme, submission.programme);
        self.refers(path, "section", Noun::Section, submission.section);
        let outline = format!("{path}.outline");
        self.short(&outline, "programme_name", &submission.outline.programme_name);
        self.short(&outline, "section", &submission.outline.section);
        self.optional(&outline, "purpose", &submission.outline.purpose);
        self.optional(&outline, "subjects", &submission.outline.subjects);
        self.blocks(&format!("{outline}.description"), &submission.outline.description);
        each(&submission.parts, &format!("{path}.parts"), |path, part| match part {
            Part::Form { version, change } => {
                self.refers(path, "version", Noun::ItemVersion, *version);
                self.optional(path, "change", change.as_deref().unwrap_or_default());
            }
            Part::RecordedItems { annex } => self.refers(path, "annex", Noun::Annex, *annex),
            Part::Clauses { edition } => self.refers(path, "edition", Noun::Edition, *edition),
        });
    }
}

fn each<'a, T>(list: &'a [T], path: &str, mut visit: impl FnMut(&str, &'a T)) {
    for (index, entry) in list.iter().enumerate() {
        visit(&format!("{path}[{index}]"), entry);
    }
}
