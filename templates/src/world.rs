//! What Typst sees: the embedded templates and fonts, and one file of data.
//! No file system, no network, no packages, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use crate::fonts::FONTS;

/// The templates, by the path they import each other with.
pub(crate) const TEMPLATES: [(&str, &str); 9] = [
    ("/packet.typ", include_str!("../typ/packet.typ")),
    ("/attachment.typ", include_str!("../typ/attachment.typ")),
    ("/sheet.typ", include_str!("../typ/sheet.typ")),
    ("/text.typ", include_str!("../typ/text.typ")),
    ("/blocks.typ", include_str!("../typ/blocks.typ")),
    ("/cover.typ", include_str!("../typ/cover.typ")),
    ("/form.typ", include_str!("../typ/form.typ")),
    ("/annex.typ", include_str!("../typ/annex.typ")),
    ("/clauses.typ", include_str!("../typ/clauses.typ")),
];

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    TEMPLATES.iter().map(|(path, text)| Source::new(file_id(path), (*text).to_owned())).collect()
});

/// One path for the data of every document: file ids are never freed.
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("/data.json"));

/// Row headers of tables need the extra accessibility functions.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features: Features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

#[expect(clippy::expect_used, reason = "the paths are constants of this file")]
fn file_id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a rooted path")).intern()
}

/// The world of one document.
pub(crate) struct PaperWorld {
    main: FileId,
    data: Bytes,
    today: Option<Datetime>,
}

impl PaperWorld {
    /// A world with this template as the document, this JSON as its data and
    /// this day as its date.
    pub(crate) fn new(template: &str, json: Vec<u8>, today: Option<Datetime>) -> Self {
        Self { main: file_id(template), data: Bytes::new(json), today }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.iter().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(not_found(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.face(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
