//! The outside tools that read a PDF back.

use std::io::Write;
use std::process::Command;

/// What a tool of poppler says of a PDF, or nothing when the tool is not
/// installed: the test then says so and ends, unless AZUKARI_TEST_REQUIRE=1.
pub(crate) fn read(tool: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(pdf).expect("written");
    let mut command = Command::new(tool);
    let (before, after): (Vec<&str>, Vec<&str>) = options.iter().partition(|option| **option != "-");
    match command.args(before).arg(file.path()).args(after).output() {
        Ok(output) if output.status.success() => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => panic!("{tool}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            let required = std::env::var("AZUKARI_TEST_REQUIRE").is_ok_and(|value| value == "1");
            assert!(!required, "{tool} is required: {error}");
            eprintln!("skipped: {tool} is not installed");
            None
        }
    }
}

/// The text of a PDF in the order it is written, page numbers left out,
/// without any white space.
pub(crate) fn text(pdf: &[u8], pages: Option<(u32, u32)>) -> Option<String> {
    let (first, last) = pages.unwrap_or((1, u32::MAX >> 1));
    let (first, last) = (first.to_string(), last.to_string());
    let body = ["-raw", "-x", "0", "-y", "0", "-W", "596", "-H", "780", "-f", &first, "-l", &last, "-"];
    Some(squeezed(&read("pdftotext", &body, pdf)?))
}

/// A text without white space.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
