//! The one error type of the program. Which variant to use when:
//! `Invalid` for anything a person handed in (all faults at once, not the
//! first), `NotFound` for an id or a page that is not there or not theirs to
//! know of, `Forbidden` when the policy says no, `Conflict` when what was seen
//! has changed since, `Internal` for everything the person cannot mend.

use domain::Fault;

/// A failed operation. The web turns it into a status and a page, the command
/// line into an exit code and lines on stderr.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is at fault: 422, exit 1.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Invalid(Vec<Fault>),
    /// Nobody is signed in, or the session has ended: 401 or the sign-in page.
    #[error("サインインしてください。")]
    Unauthenticated,
    /// The policy does not allow it: 403.
    #[error("この操作を行う権限がありません。")]
    Forbidden,
    /// There is no such thing: 404. The text names it, in Japanese.
    #[error("{0}が見つかりません。")]
    NotFound(String),
    /// Somebody else changed it since it was read: 409.
    #[error("{0}")]
    Conflict(String),
    /// The input is larger than the limit, in bytes: 413.
    #[error("データが大きすぎます（上限 {limit} バイト）。")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The database failed: 500.
    #[error("データベースの処理に失敗しました。")]
    Database(#[from] sea_orm::DbErr),
    /// Anything else a person cannot mend: 500.
    #[error("{context}")]
    Internal {
        /// What was being done, in Japanese.
        context: &'static str,
        /// The cause, for the log.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// One fault of the input.
    pub fn invalid(fault: Fault) -> Self {
        Self::Invalid(vec![fault])
    }

    /// Wraps a cause that a person cannot mend, with what was being done.
    pub fn internal<E>(context: &'static str) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        move |source| Self::Internal { context, source: source.into() }
    }
}

/// The result of an operation of the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;
