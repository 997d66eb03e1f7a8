//! The pool on which papers are made: heavy work that must neither block the
//! server's threads nor run in a transaction.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Runs heavy work, so many pieces at a time; the others wait in line. Clones
/// share the pool.
#[derive(Debug, Clone)]
pub struct Renderer {
    permits: Arc<Semaphore>,
}

impl Renderer {
    /// A pool for this many pieces of work at a time, at least one.
    pub fn new(limit: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(limit.max(1))) }
    }

    /// Runs `work` on a thread of its own and waits for it.
    ///
    /// # Errors
    /// `Internal` if the work panics or the program is ending.
    pub async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let context = "文書を作成できませんでした。";
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(Error::internal(context))?;
        // The permit goes with the work: whoever asked may stop waiting, the
        // thread is busy all the same.
        let handle = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        handle.await.map_err(Error::internal(context))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn no_more_than_the_limit_run_at_once() {
        let renderer = Renderer::new(2);
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let works = (0..8).map(|_| {
            let (renderer, running, most) = (renderer.clone(), Arc::clone(&running), Arc::clone(&most));
            tokio::spawn(async move {
                renderer
                    .run(move || {
                        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(std::time::Duration::from_millis(5));
                        running.fetch_sub(1, Ordering::SeqCst);
                    })
                    .await
            })
        });
        for work in works.collect::<Vec<_>>() {
            work.await.unwrap().unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_panic_in_the_work_is_an_error_and_frees_its_place() {
        let renderer = Renderer::new(1);
        assert!(matches!(renderer.run(|| panic!("broken")).await, Err::<(), _>(Error::Internal { .. })));
        assert_eq!(renderer.run(|| 7).await.unwrap(), 7);
    }
}
