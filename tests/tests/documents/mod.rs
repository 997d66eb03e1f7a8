//! The council's papers, looked at by programs that know nothing of ours.

mod archive;
mod characters;

use std::{path::PathBuf, sync::OnceLock};

use tempfile::TempDir;

use crate::support::{cli::Office, sample};

/// Every paper of the sample ward, rendered once by the program.
struct Papers {
    folder: TempDir,
}

impl Papers {
    fn all() -> &'static Self {
        static PAPERS: OnceLock<Papers> = OnceLock::new();
        PAPERS.get_or_init(|| {
            let (office, folder) = (Office::with_sample(), tempfile::tempdir().unwrap());
            let papers = Self { folder };
            for name in sample::submission_names() {
                let file = papers.file(&name);
                office.run(&["submission", "render", &name, "-o", file.to_str().unwrap()]).done();
            }
            papers
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.pdf"))
    }
}
