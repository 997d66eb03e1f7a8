//! What the sources of the pages must not contain.

use std::{fs, path::Path};

/// Leptos does not escape the children of a raw text area, and the content
/// policy refuses inline styles and handlers.
const BANNED: [(&str, &[&str]); 5] = [
    ("<textarea", &["text_area.rs", "tests.rs"]),
    ("html::textarea", &[]),
    (" style=", &[]),
    ("onclick=", &[]),
    ("<script", &["render.rs", "text_area.rs", "tests.rs"]),
];

#[test]
fn raw_text_areas_inline_styles_and_scripts_stay_out_of_the_pages() {
    let mut found = Vec::new();
    scan(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    scan(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../islands/src")), &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

fn scan(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (banned, homes) in BANNED {
            let at_home = homes.iter().any(|home| path.ends_with(home));
            if !at_home && text.contains(banned) {
                found.push(format!("{}: {banned}", path.display()));
            }
        }
    }
}

#[test]
fn the_style_sheet_stays_small_and_loads_nothing() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/style"));
    let mut bytes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "css") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("@import") && !text.contains("url("), "{}", path.display());
            bytes += text.len();
        }
    }
    // Text of this kind shrinks to a quarter or less: 30 kB compressed.
    assert!(bytes < 100_000, "{bytes} bytes");
}
