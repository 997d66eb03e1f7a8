//! From a thread that writes to a browser that reads: a few pieces wait
//! between them. Whoever reads too slowly, or has gone, is not waited for: the
//! database's snapshot is held meanwhile.

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use futures::{Stream, stream};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait.
const QUEUE: usize = 8;
/// How long a piece may wait to be taken.
const PATIENCE: Duration = Duration::from_secs(60);

type Piece = io::Result<Bytes>;

/// The end that is written to.
pub(super) struct Pipe {
    pieces: mpsc::Sender<Piece>,
    held: Vec<u8>,
    runtime: Handle,
}

/// Tells the reader that the rest will not come.
pub(super) struct End(mpsc::Sender<Piece>);

/// A pipe: what is written to, what says that it broke, what is read from.
pub(super) fn open() -> (Pipe, End, impl Stream<Item = Piece> + Send + 'static) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let read = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    let held = Vec::with_capacity(PIECE);
    (Pipe { pieces: sender.clone(), held, runtime: Handle::current() }, End(sender), read)
}

impl End {
    /// Breaks the answer off, so that no half of a file passes for the whole.
    pub(super) async fn broken(self) {
        let broken = Err(io::Error::other("the ledger ended early"));
        drop(timeout(PATIENCE, self.0.send(broken)).await);
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        match self.runtime.block_on(timeout(PATIENCE, self.pieces.send(Ok(piece.into())))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::StreamExt as _;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_written_is_read_and_a_break_is_told() {
        let (mut pipe, end, read) = open();
        let writing = tokio::task::spawn_blocking(move || {
            pipe.write_all(&vec![7; 3 * PIECE]).unwrap();
            pipe.write_all(b"end").unwrap();
            pipe.flush().unwrap();
        });
        let reading = tokio::spawn(read.collect::<Vec<_>>());
        writing.await.unwrap();
        end.broken().await;
        let mut pieces = reading.await.unwrap();
        assert!(pieces.pop().unwrap().is_err());
        let read: Vec<u8> = pieces.into_iter().flat_map(|piece| piece.unwrap().to_vec()).collect();
        assert_eq!(read.len(), 3 * PIECE + 3);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_writes_to_nobody_stops() {
        let (mut pipe, _, read) = open();
        drop(read);
        let written = tokio::task::spawn_blocking(move || pipe.write_all(&vec![7; 3 * PIECE])).await.unwrap();
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
