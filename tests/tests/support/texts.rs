//! Every text that a submission's paper has to hold, walked out of the bundle
//! and not out of the program's own mapping.

use serde_json::Value;

use super::sample;

/// A text and where in the bundle it stands.
pub(crate) struct Text {
    pub(crate) place: String,
    pub(crate) text: String,
}

/// All texts of one submission, in the order of its paper.
pub(crate) fn of_submission(submission: &Value) -> Vec<Text> {
    let mut texts = Texts(Vec::new());
    texts.text("title", &submission["title"]);
    let outline = &submission["outline"];
    for field in ["programme_name", "section", "purpose", "subjects"] {
        texts.text(&format!("outline.{field}"), &outline[field]);
    }
    texts.labelled("outline.description", &outline["description"]);
    for (index, part) in submission["parts"].as_array().unwrap().iter().enumerate() {
        let place = format!("parts[{index}]");
        match part["kind"].as_str().unwrap() {
            "form" => texts.form(&place, version(&part["version"])),
            "recorded_items" => texts.annex(&place, sample::object("annexes", &part["annex"])),
            "clauses" => texts.edition(&place, &part["edition"]),
            other => panic!("a part of another kind: {other}"),
        }
    }
    texts.0
}

fn version(id: &Value) -> &'static Value {
    let versions = sample::list("items").iter().flat_map(|item| item["versions"].as_array().unwrap());
    versions.into_iter().find(|version| version["id"] == *id).unwrap()
}

struct Texts(Vec<Text>);

impl Texts {
    fn text(&mut self, place: &str, value: &Value) {
        if let Some(text) = value.as_str() {
            self.0.push(Text { place: place.to_owned(), text: text.to_owned() });
        }
    }

    fn each(&mut self, place: &str, list: &Value, mut read: impl FnMut(&mut Self, &str, &Value)) {
        for (index, value) in list.as_array().into_iter().flatten().enumerate() {
            read(self, &format!("{place}[{index}]"), value);
        }
    }

    /// Lines and blocks: a mark and a text.
    fn labelled(&mut self, place: &str, list: &Value) {
        self.each(place, list, |texts, place, line| {
            texts.text(&format!("{place}.label"), &line["label"]);
            texts.text(&format!("{place}.text"), &line["text"]);
        });
    }

    fn form(&mut self, place: &str, version: &Value) {
        self.text(&format!("{place}.title"), &version["title"]);
        let section = sample::object("sections", &version["holding_section"]);
        self.text(&format!("{place}.holding_section"), &section["name"]);
        let business = sample::object("registered_businesses", &version["registered_business"]);
        self.text(&format!("{place}.registered_business"), &business["name"]);
        let basis = sample::object("legal_bases", &version["legal_basis"]);
        for field in ["form_title", "form_heading", "form_article"] {
            self.text(&format!("{place}.legal_basis.{field}"), &basis[field]);
        }
        let party = sample::object("parties", &version["party"]);
        self.text(&format!("{place}.party"), &party["name"]);
        self.text(&format!("{place}.party_short_name"), &version["party_short_name"]);
        self.each(&format!("{place}.certifications"), &party["certifications"], |texts, place, held| {
            texts.text(place, &held["name"]);
        });
        for list in ["reason", "description", "periods"] {
            self.labelled(&format!("{place}.{list}"), &version[list]);
        }
        self.each(&format!("{place}.data_groups"), &version["data_groups"], |texts, place, group| {
            texts.text(&format!("{place}.subject"), &group["subject"]);
            texts.each(&format!("{place}.items"), &group["items"], |texts, place, item| {
                texts.text(place, &item["name"]);
            });
            texts.text(&format!("{place}.earlier_decision"), &group["earlier_decision"]["text"]);
        });
        self.each(&format!("{place}.media"), &version["media"], |texts, place, medium| {
            texts.text(place, &medium["name"]);
        });
        self.labelled(&format!("{place}.protections"), &version["protections"]);
    }

    fn annex(&mut self, place: &str, annex: &Value) {
        self.text(&format!("{place}.title"), &annex["title"]);
        self.each(&format!("{place}.entries"), &annex["entries"], |texts, place, entry| {
            texts.text(place, &entry["name"]);
        });
    }

    fn edition(&mut self, place: &str, id: &Value) {
        let mut editions =
            sample::list("clause_sets").iter().flat_map(|set| set["editions"].as_array().unwrap());
        let edition = editions.find(|edition| edition["id"] == *id).unwrap();
        self.each(&format!("{place}.preamble"), &edition["preamble"], |texts, place, text| {
            texts.text(place, text)
        });
        self.each(&format!("{place}.clauses"), &edition["clauses"], |texts, place, clause| {
            texts.text(&format!("{place}.caption"), &clause["caption"]);
            texts.text(&format!("{place}.body"), &clause["body"]);
            texts.clause_items(place, &clause["items"]);
        });
        self.each(&format!("{place}.trailing"), &edition["trailing"], |texts, place, text| {
            texts.text(place, text)
        });
    }

    fn clause_items(&mut self, place: &str, items: &Value) {
        self.each(&format!("{place}.items"), items, |texts, place, item| {
            texts.text(&format!("{place}.label"), &item["label"]);
            texts.text(&format!("{place}.text"), &item["text"]);
            texts.clause_items(place, &item["items"]);
        });
    }
}
