//! A PDF file that is written as it grows: each object goes out when it is
//! complete, small ones packed together, and the table that says where they
//! are comes last.

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Chunk, Filter, Finish as _, Name, Ref, Settings, Stream};

/// Objects packed together at most: a reader unpacks all to reach one.
const PACK: usize = 200;
const SETTINGS: Settings = Settings { pretty: false };

/// Where the parts of a document are written.
pub(super) trait Target {
    /// A number for an object.
    fn take(&mut self) -> Ref;
    /// Writes an object that is no stream.
    fn object(&mut self, id: Ref, write: impl FnOnce(&mut Chunk)) -> io::Result<()>;
    /// Writes a stream, compressed.
    fn stream(&mut self, id: Ref, bytes: &[u8], entries: impl FnOnce(&mut Stream<'_>)) -> io::Result<()>;
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// Numbered, not written.
    Nowhere,
    /// So many bytes from the start.
    At(u64),
    /// In a pack, at an index.
    In(u32, u16),
}

/// A file in the making.
pub(super) struct File<W> {
    out: W,
    written: u64,
    /// By number; 0 is none.
    places: Vec<Place>,
    pack: Pack,
    squeezed: Squeezer,
}

/// Objects that wait to go out together.
struct Pack {
    chunk: Chunk,
    /// Each one's number, and where it begins and ends in the chunk.
    objects: Vec<(Ref, usize, usize)>,
}

impl Pack {
    fn new() -> Self {
        Self { chunk: Chunk::with_settings_and_capacity(SETTINGS, 32 * 1024), objects: Vec::new() }
    }
}

impl<W: Write> File<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Self> {
        // The second line tells programs that the file is not text.
        let head = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
        out.write_all(head)?;
        Ok(Self {
            out,
            written: head.len() as u64,
            places: vec![Place::Nowhere],
            pack: Pack::new(),
            squeezed: Squeezer::new(),
        })
    }

    /// Writes what waits, the table, and the end.
    pub(super) fn finish(mut self, catalog: Ref, info: Ref) -> io::Result<W> {
        self.write_pack()?;
        let table = self.take();
        let start = self.written;
        self.places[index(table)] = Place::At(start);
        let mut rows = Vec::with_capacity(self.places.len() * 8);
        for place in &self.places {
            let (kind, first, second) = match *place {
                Place::Nowhere => (0, 0, 0xFFFF),
                Place::At(offset) => (1, offset, 0),
                Place::In(pack, at) => (2, u64::from(pack), at),
            };
            rows.push(kind);
            rows.extend_from_slice(&first.to_be_bytes()[3..]);
            rows.extend_from_slice(&second.to_be_bytes());
        }
        let size = i32::try_from(self.places.len()).unwrap_or(i32::MAX);
        self.put_stream(table, &rows, |stream| {
            stream.pair(Name(b"Type"), Name(b"XRef")).pair(Name(b"Size"), size);
            stream.insert(Name(b"W")).array().items([1, 5, 2]);
            stream.pair(Name(b"Root"), catalog).pair(Name(b"Info"), info);
        })?;
        write!(self.out, "startxref\n{start}\n%%EOF\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put_stream(&mut self, id: Ref, bytes: &[u8], entries: impl FnOnce(&mut Stream<'_>)) -> io::Result<()> {
        let squeezed = self.squeezed.squeeze(bytes)?;
        let mut chunk = Chunk::with_settings_and_capacity(SETTINGS, squeezed.len() + 256);
        let mut stream = chunk.stream(id, squeezed);
        entries(&mut stream);
        stream.filter(Filter::FlateDecode);
        stream.finish();
        self.places[index(id)] = Place::At(self.written);
        self.out.write_all(chunk.as_bytes())?;
        self.written += chunk.len() as u64;
        Ok(())
    }

    /// Sends the waiting objects out.
    fn write_pack(&mut self) -> io::Result<()> {
        let pack = std::mem::replace(&mut self.pack, Pack::new());
        if pack.objects.is_empty() {
            return Ok(());
        }
        let (mut head, mut body) = (Vec::new(), Vec::with_capacity(pack.chunk.len()));
        let id = self.take();
        for (at, (object, start, end)) in (0_u16..).zip(&pack.objects) {
            write!(head, "{} {} ", object.get(), body.len())?;
            body.extend_from_slice(bare(&pack.chunk.as_bytes()[*start..*end]));
            body.push(b'\n');
            self.places[index(*object)] = Place::In(u32::try_from(id.get()).unwrap_or_default(), at);
        }
        let (count, first) = (pack.objects.len(), head.len());
        head.append(&mut body);
        let number = |size: usize| i32::try_from(size).unwrap_or(i32::MAX);
        self.put_stream(id, &head, |stream| {
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), number(count)).pair(Name(b"First"), number(first));
        })
    }
}

impl<W: Write> Target for File<W> {
    fn take(&mut self) -> Ref {
        self.places.push(Place::Nowhere);
        Ref::new(i32::try_from(self.places.len() - 1).unwrap_or(i32::MAX))
    }

    fn object(&mut self, id: Ref, write: impl FnOnce(&mut Chunk)) -> io::Result<()> {
        let start = self.pack.chunk.len();
        write(&mut self.pack.chunk);
        self.pack.objects.push((id, start, self.pack.chunk.len()));
        if self.pack.objects.len() >= PACK { self.write_pack() } else { Ok(()) }
    }

    fn stream(&mut self, id: Ref, bytes: &[u8], entries: impl FnOnce(&mut Stream<'_>)) -> io::Result<()> {
        self.put_stream(id, bytes, entries)
    }
}

fn index(id: Ref) -> usize {
    usize::try_from(id.get()).unwrap_or_default()
}

/// An object without the `1 0 obj` and `endobj` around it, which a pack leaves
/// out.
fn bare(object: &[u8]) -> &[u8] {
    let start = object.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let end = object.windows(6).rposition(|word| word == b"endobj").unwrap_or(object.len());
    object[start..end].trim_ascii_end()
}

/// Deflates one stream after another with the same tables.
struct Squeezer {
    deflate: Compress,
    out: Vec<u8>,
}

impl Squeezer {
    fn new() -> Self {
        Self { deflate: Compress::new(Compression::fast(), true), out: Vec::new() }
    }

    fn squeeze(&mut self, bytes: &[u8]) -> io::Result<&[u8]> {
        self.deflate.reset();
        self.out.clear();
        loop {
            self.out.reserve(bytes.len() / 2 + 256);
            let taken = usize::try_from(self.deflate.total_in()).unwrap_or(bytes.len());
            let status = self
                .deflate
                .compress_vec(&bytes[taken..], &mut self.out, FlushCompress::Finish)
                .map_err(io::Error::other)?;
            if status == Status::StreamEnd {
                return Ok(&self.out);
            }
        }
    }
}
