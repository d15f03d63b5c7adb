//! Instances that die in the middle.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind, set_hook, take_hook};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use spindle_core::ports::{BlobError, BlobStore, Rows, Sql, SqlConnection, SqlError, Value};

/// What an instance's death looks like to `catch_unwind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crash;

/// Whether `work` dies of a [`Crash`]; any other panic is the test's.
pub fn dies(work: impl FnOnce()) -> bool {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(()) => false,
        Err(cause) if cause.is::<Crash>() => true,
        Err(cause) => resume_unwind(cause),
    }
}

/// Keeps crashes, which tests cause on purpose, out of what tests say.
pub fn silence_crashes() {
    let usual = take_hook();
    set_hook(Box::new(move |info| {
        if !info.payload().is::<Crash>() {
            usual(info);
        }
    }));
}

/// Counts uses of the stores and kills at the given one.
#[derive(Debug, Clone)]
pub(super) struct Tripwire(Arc<AtomicI64>);

impl Default for Tripwire {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MAX)))
    }
}

impl Tripwire {
    pub(super) fn set(&self, calls: i64) {
        self.0.store(calls, Ordering::SeqCst);
    }

    pub(super) fn disarm(&self) {
        self.set(i64::MAX);
    }

    fn touch(&self) {
        if self.0.fetch_sub(1, Ordering::SeqCst) <= 1 {
            panic_any(Crash);
        }
    }
}

/// A store whose uses count.
#[derive(Debug)]
pub struct Counted<S> {
    inner: S,
    tripwire: Tripwire,
}

impl<S> Counted<S> {
    pub(super) fn new(inner: S, tripwire: &Tripwire) -> Self {
        Self {
            inner,
            tripwire: tripwire.clone(),
        }
    }
}

impl<S> std::ops::Deref for Counted<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.inner
    }
}

impl<S: Sql> Sql for Counted<S> {
    fn open(&self) -> Result<Box<dyn SqlConnection>, SqlError> {
        Ok(Box::new(CountedConnection {
            inner: self.inner.open()?,
            tripwire: self.tripwire.clone(),
        }))
    }
}

struct CountedConnection {
    inner: Box<dyn SqlConnection>,
    tripwire: Tripwire,
}

impl SqlConnection for CountedConnection {
    fn execute(&self, statement: &str, parameters: &[Value]) -> Result<Rows, SqlError> {
        self.tripwire.touch();
        self.inner.execute(statement, parameters)
    }
}

impl<S: BlobStore> BlobStore for Counted<S> {
    fn set(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        self.tripwire.touch();
        self.inner.set(key, bytes)
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError> {
        self.tripwire.touch();
        self.inner.get(key)
    }

    fn exists(&self, key: &str) -> Result<bool, BlobError> {
        self.tripwire.touch();
        self.inner.exists(key)
    }

    fn delete(&self, key: &str) -> Result<(), BlobError> {
        self.tripwire.touch();
        self.inner.delete(key)
    }
}
