//! What of the data is printed, and what cannot be.

use templates::packet::{Block, Part, Row, Run, Text};
use templates::{MissingGlyph, RenderError, missing_glyphs, render};

use crate::{fixture, printed, tools};

#[test]
fn every_character_is_there_in_reading_order() {
    let packet = fixture::packet();
    let pdf = render(&packet).expect("rendered");
    let Some(text) = tools::text(&pdf, None) else { return };
    assert_eq!(text, printed::text(&packet));
}

#[test]
fn a_character_no_font_has_is_named_with_its_field() {
    let mut packet = fixture::packet();
    let Part::Form(form) = &mut packet.parts[0] else { panic!("a form") };
    form.rows[1] = Row::new("委託先", vec![Block::paragraph("𠮷野𠮷商店")]);
    let expected = MissingGlyph {
        field: "parts[0].rows[1].content[0].text".into(),
        label: "別紙（業務委託）／委託先".into(),
        character: '𠮷',
    };
    assert_eq!(missing_glyphs(&packet), [expected]);
    let Err(RenderError::MissingGlyphs(missing)) = render(&packet) else { panic!("refused") };
    assert_eq!(
        missing[0].to_string(),
        "「別紙（業務委託）／委託先」の「𠮷」（U+20BB7）は印字できません（parts[0].rows[1].content[0].text）。"
    );
}

#[test]
fn private_characters_and_variants_of_a_name_are_named_too() {
    let mut packet = fixture::packet();
    packet.cover.section = "渡邉\u{E0101}\u{E000}".into();
    let missing = missing_glyphs(&packet);
    let characters: Vec<char> = missing.iter().map(|missing| missing.character).collect();
    assert_eq!(characters, ['\u{E0101}', '\u{E000}']);
    assert_eq!(missing[0].label, "表紙");
    assert!(missing[1].to_string().contains("文字 U+E000"), "{}", missing[1]);
}

#[test]
fn the_sample_has_no_missing_character() {
    assert_eq!(missing_glyphs(&fixture::packet()), []);
}

#[test]
fn controls_and_marks_of_direction_are_left_out() {
    let mut packet = fixture::packet();
    packet.cover.section = "（担当\u{202E}部\u{0}課：\u{FEFF}福祉\u{200B}部\u{2066}）".into();
    packet.title = "件\u{202E}名\u{7}".into();
    let pdf = render(&packet).expect("rendered");
    let Some(text) = tools::text(&pdf, Some((1, 1))) else { return };
    assert!(text.ends_with("（担当部課：福祉部）"), "{text}");
    let info = tools::read("pdfinfo", &[], &pdf).expect("poppler");
    assert!(info.contains("件名\n"), "{info}");
}

#[test]
fn what_looks_like_markup_is_printed_as_typed() {
    let typed = "#eval(\"1+1\") *太* _字_ $x$ @label <a> `b` \\ // 注 /* 注 */ [c] ~ -- --- ... \"q\" 'q'";
    let mut packet = fixture::packet();
    packet.cover.subject = typed.into();
    let pdf = render(&packet).expect("rendered");
    let Some(text) = tools::text(&pdf, Some((1, 1))) else { return };
    assert!(text.contains(&tools::squeezed(typed)), "{text}");
}

#[test]
fn a_line_feed_starts_a_line() {
    let mut packet = fixture::packet();
    packet.cover.subject = "上の行\n下の行".into();
    let pdf = render(&packet).expect("rendered");
    let Some(text) = tools::read("pdftotext", &["-raw", "-l", "1", "-"], &pdf) else { return };
    assert!(text.contains("上の行\n下の行\n"), "{text}");
}

#[test]
fn bold_is_gothic_and_underline_is_tagged() {
    let pdf = render(&fixture::packet()).expect("rendered");
    let Some(xml) = tools::read("pdftohtml", &["-xml", "-i", "-stdout"], &pdf) else { return };
    let bold: Vec<&str> = xml.split("<b>").skip(1).filter_map(|rest| rest.split("</b>").next()).collect();
    assert_eq!(bold, ["太字", fixture::BOTH_MARKS, fixture::BOLD]);

    let tree = tools::read("pdfinfo", &["-struct-text"], &pdf).expect("poppler");
    let underlined: Vec<String> = tree
        .split("/TextDecorationType /Underline\n")
        .skip(1)
        .map(|rest| rest.lines().take_while(|line| line.trim().starts_with('"')).collect::<String>())
        .map(|text| text.chars().filter(|character| !" \"".contains(*character)).collect())
        .collect();
    for mark in ["下線", fixture::UNDERLINED, fixture::BOTH_MARKS] {
        assert!(underlined.iter().any(|text| text.starts_with(mark)), "{mark}: {underlined:?}");
    }
    assert_eq!(underlined.len(), 3);
}

#[test]
fn the_templates_evaluate_nothing_and_import_only_each_other() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/typ");
    for entry in std::fs::read_dir(folder).expect("templates") {
        let path = entry.expect("entry").path();
        let source = std::fs::read_to_string(&path).expect("UTF-8");
        for banned in ["eval", "@preview", "@local", "sys.inputs", "plugin(", "read(", "markup"] {
            assert!(!source.contains(banned), "{} has {banned}", path.display());
        }
        let imports = source.lines().filter_map(|line| line.strip_prefix("#import \"")?.split('"').next());
        for import in imports {
            assert!(std::path::Path::new(folder).join(import).is_file(), "{import}");
        }
    }
}

#[test]
fn texts_survive_as_json() {
    let text = Text::from(vec![Run { text: "下".into(), underline: true, bold: false }, Run::default()]);
    let json = serde_json::to_string(&text).expect("JSON");
    assert_eq!(serde_json::from_str::<Text>(&json).expect("a text"), text);
    let packet = fixture::packet();
    let json = serde_json::to_string(&packet).expect("JSON");
    assert_eq!(serde_json::from_str::<templates::Packet>(&json).expect("a packet"), packet);
}
