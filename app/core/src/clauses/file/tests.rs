use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{FileText, read_file};
use crate::Error;

fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<w:numbering xmlns:w="w">
 <w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:pStyle w:val="Clause"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="aiueoFullWidth"/><w:lvlText w:val="%3"/></w:lvl>
 </w:abstractNum>
 <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
 <w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
 <w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w">
 <w:style w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
 <w:style w:styleId="Clause2"><w:basedOn w:val="Clause"/></w:style>
</w:styles>"#;

fn document(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    container(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>秘</w:t></w:r></w:p></w:hdr>"),
    ])
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn numbered(list: u8, level: u8, text: &str) -> String {
    let number = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    paragraph(&number, text)
}

fn lines(body: &str) -> Vec<String> {
    read_file(&document(body)).unwrap().text.lines().map(str::to_owned).collect()
}

#[track_caller]
fn refused(bytes: &[u8], code: &str) {
    let Err(Error::Invalid(faults)) = read_file(bytes) else { panic!("{code}: it was read") };
    assert_eq!(faults[0].code, code, "{faults:?}");
}

#[test]
fn numbers_that_word_gives_are_written_out() {
    let body = [
        paragraph(r#"<w:pStyle w:val="Clause"/>"#, "乙は、守る。"),
        numbered(1, 1, "名簿"),
        numbered(1, 2, "氏名"),
        numbered(1, 2, "所属"),
        numbered(1, 1, "記録"),
        paragraph(r#"<w:pStyle w:val="Clause2"/>"#, "乙は、届け出る。"),
        numbered(2, 1, "様式"),
        numbered(3, 1, "別の列記"),
        numbered(4, 0, "点"),
        numbered(0, 0, "番号のない段落"),
        numbered(1, 0, ""),
        numbered(1, 0, "乙は、返す。"),
    ];
    assert_eq!(
        lines(&body.concat()),
        [
            "第１条　乙は、守る。",
            "(1)　名簿",
            "ア　氏名",
            "イ　所属",
            "(2)　記録",
            "第２条　乙は、届け出る。",
            "(1)　様式",
            "(5)　別の列記",
            "・　点",
            "番号のない段落",
            "",
            "第３条　乙は、返す。",
        ]
    );
}

#[test]
fn what_reads_as_text_is_read_and_nothing_else() {
    let body = concat!(
        r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲&amp;乙&#x306F;、</w:t></w:r><w:r><w:br/><w:t>守る</w:t><w:tab/><w:t>。</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:t>残る</w:t></w:r><w:del><w:r><w:delText>消えた</w:delText><w:t>消えた</w:t></w:r></w:del><w:ins><w:r><w:t>文</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#,
        r#"<w:p><w:r><w:br w:type="page"/><w:t>次の頁</w:t><w:ruby><w:rt><w:r><w:t>ぺーじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>終</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"#,
        r#"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>役割</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>氏名</w:t></w:r></w:p><w:p><w:r><w:t>連絡先</w:t></w:r></w:p></w:tc></w:tr>"#,
        r#"<w:tr><w:tc><w:p><w:r><w:t>一つの枠</w:t></w:r></w:p><w:p><w:r><w:t>二行目</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
    );
    let FileText { text, notes } = read_file(&document(body)).unwrap();
    assert_eq!(text, "甲&乙は、\n守る\t。\n残る文\n\u{c}次の頁終\n役割\t氏名 連絡先\n一つの枠\n二行目");
    assert!(notes.iter().any(|note| note.contains("ヘッダー")));
    assert!(notes.iter().any(|note| note.contains("脚注") && note.contains("1か所")));
    assert!(notes.iter().any(|note| note.contains("変更履歴")));
}

#[test]
fn what_is_lost_or_moved_is_said_with_how_often() {
    let ruby = "<w:ruby><w:rt><w:r><w:t>こう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby>";
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let body = [
        format!("<w:p><w:r><w:t>１　</w:t></w:r><w:r>{ruby}</w:r><w:r><w:t>は、守る。</w:t></w:r></w:p>"),
        r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>済み</w:t></w:r></w:p>"#.to_owned(),
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("用語"), cell("意味")),
        format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("枠の中の文")),
        format!(
            "<w:p><w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r></w:p>",
            paragraph("", "注意")
        ),
        "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:commentReference/></w:r></w:p>".to_owned(),
    ];
    let FileText { text, notes } = read_file(&document(&body.concat())).unwrap();
    for kept in ["甲は、守る。", "〓済み", "用語\t意味", "枠の中の文", "注意"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    for said in ["ふりがな", "記号", "表", "テキストボックス", "図", "コメント"] {
        assert!(notes.iter().any(|note| note.contains(said) && note.contains("1か所")), "{said}: {notes:?}");
    }
    let FileText { notes, .. } = read_file(&document(&paragraph("", "１　甲は、守る。"))).unwrap();
    assert_eq!(notes, ["ヘッダーとフッターは読みません。"]);
    let declared = r#"<!DOCTYPE w [<!ENTITY a "あ">]><w:document xmlns:w="w"><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>"#;
    refused(&container(&[("word/document.xml", declared)]), "file-broken");
}

#[test]
fn text_in_every_usual_encoding_is_read() {
    let text = "特記事項\n１　乙は、守る。\n";
    let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &shift_jis, &wide, format!("\u{feff}{text}").as_bytes()] {
        assert_eq!(read_file(bytes).unwrap().text, text);
    }
}

#[test]
fn what_is_no_text_is_refused_in_words() {
    refused(b" \n", "file-empty");
    refused(b"%PDF-1.7\n", "file-pdf");
    refused(b"{\\rtf1\\ansi", "file-rtf");
    refused(b"<!DOCTYPE html><html>", "file-html");
    refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "file-old-doc");
    refused(b"PK\x03\x04", "file-broken");
    refused(&[0, 1, 2, 3], "file-unknown");
    refused(&[0xFF, 0x80, 0xFF, 0x81, 0xA0, 0xFD], "text-encoding");
    refused(&vec![b'a'; super::LIMIT + 1], "file-too-large");
    refused(&container(&[("xl/workbook.xml", "<workbook/>")]), "file-not-docx");
    refused(&container(&[("word/document.xml", "<w:p></w:r>")]), "file-broken");
    refused(&container(&[("word/document.xml", &" ".repeat(30 * 1024 * 1024))]), "file-bomb");
    let whole = document(&paragraph("", "乙は、守る。"));
    for cut in [whole.len() / 2, whole.len() - 1] {
        refused(&whole[..cut], "file-broken");
    }
}
