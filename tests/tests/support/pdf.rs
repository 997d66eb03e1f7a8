//! A PDF as independent programs see it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::need;

/// A paper on disk and the programs that look at it.
pub(crate) struct Paper<'a> {
    file: &'a Path,
}

/// Whether all programs are here; names the skip otherwise.
pub(crate) fn programs(test: &str) -> Option<Vec<PathBuf>> {
    ["pdfinfo", "pdffonts", "pdftotext", "qpdf"].iter().map(|name| need::program(name, test)).collect()
}

impl<'a> Paper<'a> {
    pub(crate) fn at(file: &'a Path) -> Self {
        Self { file }
    }

    fn ask(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(program).args(before).arg(self.file).args(after).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} on {}: {said}", self.file.display());
        // Titles of tags come as the file has them: not all of it is UTF-8.
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// One line of `pdfinfo`, by its label.
    pub(crate) fn info(&self, label: &str) -> String {
        let said = self.ask("pdfinfo", &[], &[]);
        let line = said.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(':'));
        line.unwrap_or_default().trim().to_owned()
    }

    /// The metadata: XMP.
    pub(crate) fn metadata(&self) -> String {
        self.ask("pdfinfo", &["-meta"], &[])
    }

    /// The tags, a line each, indented by depth.
    pub(crate) fn structure(&self) -> String {
        self.ask("pdfinfo", &["-struct"], &[])
    }

    /// Name, and whether it is embedded and can be read back, of each font.
    pub(crate) fn fonts(&self) -> Vec<(String, bool, bool)> {
        let said = self.ask("pdffonts", &[], &[]);
        said.lines()
            .skip(2)
            .map(|line| {
                // From the right: object, generation, uni, sub, emb.
                let fields: Vec<&str> = line.split_whitespace().rev().collect();
                (line.split_whitespace().next().unwrap().to_owned(), fields[4] == "yes", fields[2] == "yes")
            })
            .collect()
    }

    /// All text, without white space.
    pub(crate) fn text(&self) -> String {
        let said = self.ask("pdftotext", &["-raw", "-enc", "UTF-8"], &["-"]);
        said.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// The text of each page, lines kept.
    pub(crate) fn pages(&self) -> Vec<String> {
        let said = self.ask("pdftotext", &["-layout", "-enc", "UTF-8"], &["-"]);
        said.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
    }

    /// The file is sound.
    pub(crate) fn check(&self) {
        let said = self.ask("qpdf", &["--check"], &[]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
    }
}
