//! The handle everything hangs on: one ward, one database, one attachment store.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use crate::{
    Result,
    account::{Passwords, oidc::Provider},
    attachment::Attachments,
    audit,
    clauses::Profiles,
    clock::Clock,
    config::Config,
    files,
    renderer::Renderer,
    seal::Seal,
    store::{DatabaseUrl, Schema, Store},
};

/// What a ward is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the register is kept.
    pub database: DatabaseUrl,
    /// Where attachments are kept.
    pub data_dir: PathBuf,
    /// The operator's settings.
    pub config: Config,
    /// The clock; `Clock::system()` but in tests.
    pub clock: Clock,
}

/// One ward. Clones are the same ward.
#[derive(Debug, Clone)]
pub struct Ward(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    attachments: Attachments,
    config: Config,
    renderer: Renderer,
    ledgers: Renderer,
    passwords: Passwords,
    seal: Seal,
    oidc: Option<Provider>,
    peopled: AtomicBool,
    profiles: Profiles,
}

impl Ward {
    /// Opens a ward. The schema is brought up to date on SQLite, and on a
    /// PostgreSQL database that holds nothing yet; one that holds a register is
    /// migrated by `azukari migrate` alone, since other instances may use it.
    ///
    /// # Errors
    /// `Internal` if the database or the data directory cannot be opened, or
    /// the schema is not this program's.
    pub async fn open(options: Options) -> Result<Self> {
        let ward = Self::open_as_is(options).await?;
        let store = ward.store();
        match store.schema().await? {
            Schema::Current => {}
            Schema::Behind if store.is_shared() => {
                return Err(crate::Error::internal(
                    "データベースの形式が古いため開けません。azukari migrate を実行してください。",
                )("migrations are pending"));
            }
            Schema::Behind | Schema::Empty => {
                store.migrate().await?;
                audit::index_missing(store).await?;
            }
        }
        Ok(ward)
    }

    /// Opens a ward whatever its schema: for `azukari migrate`.
    ///
    /// # Errors
    /// `Internal` if the database or the data directory cannot be opened.
    pub async fn open_as_is(options: Options) -> Result<Self> {
        files::create_private_dir(&options.data_dir)
            .map_err(crate::Error::internal("データディレクトリを作成できません。"))?;
        let store = Store::connect(&options.database, options.clock).await?;
        let attachments = Attachments::open(&options.data_dir, store.clock().clone())?;
        let origin = options.config.base_url.origin();
        let oidc = options.config.oidc.clone().map(|oidc| Provider::new(oidc, origin));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self(Arc::new(Inner {
            store,
            attachments,
            config: options.config,
            renderer: Renderer::new(cores),
            ledgers: Renderer::new(cores),
            passwords: Passwords::new(cores),
            seal: Seal::at(&options.data_dir),
            oidc,
            peopled: AtomicBool::new(false),
            profiles: Profiles::default(),
        })))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        self.0.store.clock()
    }

    /// The files kept beside the database.
    pub fn attachments(&self) -> &Attachments {
        &self.0.attachments
    }

    /// The operator's settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The pool on which papers are made.
    pub fn renderer(&self) -> &Renderer {
        &self.0.renderer
    }

    /// The pool on which ledgers are written. Not that of papers: a ledger waits
    /// for whoever reads it.
    pub(crate) fn ledgers(&self) -> &Renderer {
        &self.0.ledgers
    }

    /// The pool on which passwords are hashed.
    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// The key that seals what a copy of the database must not give away.
    pub fn seal(&self) -> &Seal {
        &self.0.seal
    }

    /// The provider that signs people in, if the ward has one.
    pub(crate) fn oidc(&self) -> Option<&Provider> {
        self.0.oidc.as_ref()
    }

    /// What was read of published editions.
    pub(crate) fn profiles(&self) -> &Profiles {
        &self.0.profiles
    }

    /// Set once an account has been seen: there is one from then on.
    pub(crate) fn peopled(&self) -> &AtomicBool {
        &self.0.peopled
    }
}
