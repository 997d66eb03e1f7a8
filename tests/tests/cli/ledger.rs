use std::process::Command;

use crate::support::{
    cli::Office,
    need,
    pdf::{self, Paper},
    sample,
};

fn files(office: &Office) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(office.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_format_is_written_where_asked_and_the_same_twice() {
    let office = Office::with_sample();
    for (format, begins) in [("pdf", b"%PDF".as_slice()), ("xlsx", b"PK"), ("csv", b"\xEF\xBB\xBF")] {
        let file = office.folder().join(format!("台帳.{format}"));
        let arguments = ["ledger", "--format", format, "--on", "令和8年4月1日"];
        let quiet = office.run(&[&arguments[..], &["-o", file.to_str().unwrap()]].concat()).done();
        assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty(), "{}", quiet.stderr);
        let written = std::fs::read(&file).unwrap();
        assert!(written.starts_with(begins), "{format}");
        assert!(office.run(&arguments).done().stdout == written, "{format}");
    }
}

#[test]
fn the_printed_list_is_tagged_with_its_fonts_inside() {
    const TEST: &str = "the_printed_list_is_tagged_with_its_fonts_inside";
    if pdf::programs(TEST).is_none() {
        return;
    }
    let office = Office::with_sample();
    let file = office.folder().join("台帳.pdf");
    office.run(&["ledger", "--format", "pdf", "-o", file.to_str().unwrap()]).done();
    let printed = Paper::at(&file);
    printed.check();
    assert_eq!(printed.info("Tagged"), "yes");
    assert!(printed.text().contains("個人情報の外部委託・外部結合の台帳"));
}

#[test]
fn libreoffice_reads_in_the_table_what_the_csv_says() {
    const TEST: &str = "libreoffice_reads_in_the_table_what_the_csv_says";
    let Some(soffice) = need::program("soffice", TEST) else { return };
    let office = Office::empty();
    // What a spreadsheet would take for a formula is text in both.
    let text = sample::TEXT.replace("株式会社", "=1+1,\\\"株式会社\\\"");
    office.run_with(&["bundle", "import", "-"], text.as_bytes()).done();
    let table = office.folder().join("ledger.xlsx");
    office.run(&["ledger", "--format", "xlsx", "-o", table.to_str().unwrap()]).done();
    let csv = office.run(&["ledger", "--format", "csv"]).done().stdout;
    let read = office.folder().join("read");
    let profile = format!("-env:UserInstallation=file://{}", office.folder().join("profile").display());
    let mut convert = Command::new(soffice);
    convert.args(["--headless", &profile, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"]);
    let converted = convert.arg("--outdir").arg(&read).arg(&table).output().unwrap();
    assert!(converted.status.success(), "{converted:?}");
    let (read, ours) =
        (std::fs::read_to_string(read.join("ledger.csv")).unwrap(), String::from_utf8(csv).unwrap());
    let (read, ours) = (cells(&read), cells(&ours));
    assert!(ours.len() > 10 && ours.iter().flatten().any(|cell| cell.contains("=1+1")));
    assert_eq!(read, ours);
}

/// The cells of a CSV, without the quote that keeps a formula from being one.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
    let mut letters = csv.trim_start_matches('\u{FEFF}').trim_end().chars().filter(|c| *c != '\r').peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => row.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    for cell in rows.iter_mut().flatten() {
        *cell = cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    }
    rows
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing() {
    let office = Office::with_sample();
    let before = files(&office);
    let folder = office.folder().join("ない").join("台帳.pdf");
    let refused = office.run(&["ledger", "--format", "pdf", "-o", folder.to_str().unwrap()]).refused();
    assert!(refused.stderr.contains("書き込めません"), "{}", refused.stderr);
    // A folder stands where the file should.
    let taken = office.folder().join("台帳");
    std::fs::create_dir(&taken).unwrap();
    office.run(&["ledger", "--format", "csv", "-o", taken.to_str().unwrap()]).refused();
    std::fs::remove_dir(taken).unwrap();
    assert_eq!(files(&office), before);
}

#[test]
fn what_cannot_be_shown_is_told_and_what_is_no_day_is_wrong_usage() {
    let text = sample::TEXT.replace("株式会社", "𠮷式会社");
    let office = Office::empty();
    office.run_with(&["bundle", "import", "-"], text.as_bytes()).done();
    for arguments in [&["--format", "pdf"][..], &["--format", "csv", "--encoding", "shift_jis"]] {
        let told = office.run(&[&["ledger"], arguments].concat()).done();
        assert!(told.stderr.contains("「𠮷」（U+20BB7）"), "{}", told.stderr);
    }
    let quiet = office.run(&["ledger", "--format", "csv"]).done();
    assert!(quiet.stderr.is_empty(), "{}", quiet.stderr);
    assert_eq!(office.run(&["ledger", "--format", "csv", "--on", "2026-02-30"]).code, Some(2));
    assert_eq!(office.run(&["ledger", "--format", "docx"]).code, Some(2));
    assert_eq!(office.run(&["ledger"]).code, Some(2));
}
