//! Forgets what has expired, a bounded number at a time.

use serde::Serialize;

use super::nodes::{self, anywhere};
use super::{Statements as _, Store, StoreError, contents};
use crate::ports::Rows;

/// How much was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// Job rows.
    pub jobs: usize,
    /// File rows.
    pub files: usize,
    /// Saves that were refused and kept aside.
    pub recoveries: usize,
    /// Blobs with all their chunks.
    pub blobs: usize,
}

impl Store<'_> {
    /// Forgets at most `most` of each kind. Rows go before the bytes they name.
    ///
    /// # Errors
    /// [`StoreError`] when the database or the blobs failed; what was forgotten until then stays so.
    pub fn sweep(&self, most: i64) -> Result<Swept, StoreError> {
        let now = self.ports.clock.now_ms();
        let due = self.number(
            "SELECT EXISTS (SELECT 1 FROM files WHERE expires <= ?1) OR EXISTS (SELECT 1 FROM jobs WHERE expires <= ?1)
               OR EXISTS (SELECT 1 FROM blobs WHERE expires <= ?1) OR EXISTS (SELECT 1 FROM recoveries WHERE expires <= ?1)",
            &[now.into()],
        )?;
        // Mostly there is nothing to do, and then no writer is kept waiting.
        if due == Some(0) {
            return Ok(Swept::default());
        }
        let count = |rows: Rows| rows.rows.len();
        let files = count(self.run(
            "DELETE FROM files WHERE path IN (SELECT path FROM files WHERE expires <= ?1 LIMIT ?2) RETURNING path",
            &[now.into(), most.into()],
        )?);
        let jobs = count(self.run(
            "DELETE FROM jobs WHERE rowid IN (
               SELECT rowid FROM jobs WHERE expires <= ?1 AND NOT (state = 'running' AND lease_until > ?1) LIMIT ?2
             ) RETURNING key",
            &[now.into(), most.into()],
        )?);
        let recoveries = self.transaction(|transaction| contents::sweep(transaction, now, most))?;
        let expired = self.run(
            "SELECT id FROM blobs WHERE expires <= ?1 LIMIT ?2",
            &[now.into(), most.into()],
        )?;
        let mut blobs = 0;
        for id in expired.rows.iter().filter_map(|row| row.text(0)) {
            self.remove_blob(id)?;
            blobs += 1;
        }
        Ok(Swept {
            jobs,
            files,
            recoveries,
            blobs,
        })
    }

    /// Ends at most `most` of the operator's files and folders that lie in the bin since before `before` (milliseconds since
    /// 1970), and answers how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn empty_bin(&self, before: i64, most: i64) -> Result<usize, StoreError> {
        let old = anywhere::binned_before(self, before, most)?;
        for fid in &old {
            self.transaction(|transaction| {
                nodes::purge(transaction, fid, 0, transaction.now_ms())
            })?;
        }
        Ok(old.len())
    }
}
