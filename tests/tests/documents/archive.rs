use super::Papers;
use crate::support::{
    pdf::{self, Paper},
    sample,
};

#[test]
fn every_paper_is_tagged_titled_and_sound() {
    if pdf::programs("papers are tagged and titled").is_none() {
        return;
    }
    for submission in sample::list("submissions") {
        let name = sample::submission_name(submission);
        let file = Papers::all().file(&name);
        let paper = Paper::at(&file);
        assert_eq!(paper.info("Tagged"), "yes", "{name}");
        let title = paper.info("Title");
        assert!(title.contains(submission["title"].as_str().unwrap()), "{name}: {title}");
        assert!(paper.info("Page size").ends_with("(A4)"), "{name}");
        assert_eq!(paper.info("JavaScript"), "no", "{name}");
        assert_eq!(paper.info("Encrypted"), "no", "{name}");
        paper.check();
    }
}

#[test]
fn every_paper_says_it_is_pdf_a_2a_and_pdf_ua_1_in_japanese() {
    if pdf::programs("papers are PDF/A-2a and PDF/UA-1").is_none() {
        return;
    }
    for name in sample::submission_names() {
        let file = Papers::all().file(&name);
        let metadata = Paper::at(&file).metadata();
        for (label, value) in [("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")] {
            assert!(metadata.contains(&format!("<{label}>{value}</{label}>")), "{name}: {label}\n{metadata}");
        }
        assert!(metadata.contains("ja"), "{name}: {metadata}");
    }
}

#[test]
fn every_font_is_embedded_and_every_glyph_can_be_read_back() {
    if pdf::programs("fonts are embedded").is_none() {
        return;
    }
    for name in sample::submission_names() {
        let file = Papers::all().file(&name);
        let fonts = Paper::at(&file).fonts();
        assert!(!fonts.is_empty(), "{name}");
        for (font, embedded, readable) in fonts {
            assert!(embedded && readable, "{name}: {font}");
            assert!(font.contains("BIZUD"), "{name}: {font}");
        }
    }
}

#[test]
fn a_screen_reader_finds_headings_tables_and_lists() {
    if pdf::programs("papers have a structure").is_none() {
        return;
    }
    let file = Papers::all().file(&sample::submission_name(sample::whole_packet()));
    let structure = Paper::at(&file).structure();
    for tag in ["Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody"] {
        let held =
            structure.lines().any(|line| line.split([' ', ':']).find(|word| !word.is_empty()) == Some(tag));
        assert!(held, "no {tag} in\n{structure}");
    }
}

#[test]
fn pages_are_numbered_through_and_each_part_begins_one() {
    if pdf::programs("pages are numbered").is_none() {
        return;
    }
    let submission = sample::whole_packet();
    let file = Papers::all().file(&sample::submission_name(submission));
    let pages = Paper::at(&file).pages();
    assert_eq!(Paper::at(&file).info("Pages"), pages.len().to_string());
    // Cover and outline come before the parts.
    assert!(pages.len() >= submission["parts"].as_array().unwrap().len() + 2);
    for (index, page) in pages.iter().enumerate() {
        let number = (index + 1).to_string();
        let said: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert!(said.last().is_some_and(|line| line.contains(&number)), "page {number}: {:?}", said.last());
    }
}
