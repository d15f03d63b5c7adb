//! Write-once blobs, cut into chunks.
//!
//! A blob gets a new random name and a row that says when it may be swept away before its first chunk is
//! written; whatever points at it is written last. So it is never overwritten, never half visible, and what a
//! dead writer left is found.

use std::io::{self, Read};

use super::{Statements as _, Store, StoreError, Transaction};
use crate::ports::{BlobStore, CHUNK_BYTES, Ports, SqlError};

/// Names the bytes of a finished blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRef {
    /// Its random name.
    pub id: String,
    /// Its length in bytes.
    pub length: u64,
}

pub(super) fn chunk_key(id: &str, index: u64) -> String {
    format!("blob/{id}/{index}")
}

/// `bytes` random bytes as lower-case hexadecimal digits.
pub(crate) fn random_hex(ports: &Ports<'_>, bytes: usize) -> String {
    let mut noise = vec![0; bytes];
    ports.random.fill(&mut noise);
    hex(&noise)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How long a blob that nothing names yet is left alone, in milliseconds: longer than any lease.
pub(crate) const UNFINISHED_MS: i64 = 6 * 3_600_000;

/// How long a blob outlives what named it: downloads under way finish.
pub(super) const GRACE_MS: i64 = 3_600_000;

/// Keeps a finished blob until `expires`, for what is about to name it. One that is swept away, or may be by now, fails
/// the transaction: nothing ever names bytes that are gone.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    blob: &BlobRef,
    expires: i64,
    now: i64,
) -> Result<(), StoreError> {
    let is_there = transaction.any(
        "UPDATE blobs SET length = ?2, expires = ?3 WHERE id = ?1 AND expires > ?4 RETURNING id",
        &[
            blob.id.as_str().into(),
            i64::try_from(blob.length).unwrap_or(i64::MAX).into(),
            expires.into(),
            now.into(),
        ],
    )?;
    if is_there {
        return Ok(());
    }
    let words = "a file's bytes were swept away before the file was named";
    Err(SqlError::Other(words.to_owned()).into())
}

/// Lets a blob go that nothing names any more; downloads under way finish.
pub(super) fn release(transaction: &Transaction<'_>, id: &str, now: i64) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE blobs SET expires = ?2 WHERE id = ?1",
        &[id.into(), now.saturating_add(GRACE_MS).into()],
    )?;
    Ok(())
}

impl<'a> Store<'a> {
    /// Begins a blob that is swept away at `expires` (milliseconds since 1970) unless a file points at it by then.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn begin_blob(&self, expires: i64) -> Result<BlobWriter<'a>, StoreError> {
        let id = random_hex(&self.ports, 16);
        self.run(
            "INSERT INTO blobs (id, created, expires) VALUES (?1, ?2, ?3)",
            &[
                id.as_str().into(),
                self.ports.clock.now_ms().into(),
                expires.into(),
            ],
        )?;
        Ok(BlobWriter {
            blobs: self.ports.blobs,
            id,
            chunks: 0,
            length: 0,
            pending: Vec::new(),
        })
    }

    /// Writes a whole blob; see [`Store::begin_blob`].
    ///
    /// # Errors
    /// [`StoreError`] when the database or the blobs failed.
    pub fn write_blob(&self, bytes: &[u8], expires: i64) -> Result<BlobRef, StoreError> {
        let mut writer = self.begin_blob(expires)?;
        writer.write(bytes)?;
        writer.finish()
    }

    /// Reads `length` bytes of a blob from `start`.
    pub fn read_blob(&self, blob: &BlobRef, start: u64, length: u64) -> BlobReader<'a> {
        BlobReader {
            blobs: self.ports.blobs,
            id: blob.id.clone(),
            position: start.min(blob.length),
            end: start.saturating_add(length).min(blob.length),
            chunk: None,
        }
    }

    /// All bytes of a blob; `what` they are, for the reason in words.
    pub(crate) fn whole_blob(
        &self,
        blob: &BlobRef,
        what: &'static str,
    ) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        self.read_blob(blob, 0, blob.length)
            .read_to_end(&mut bytes)
            .map_err(|error| StoreError::Damaged {
                what,
                reason: error.to_string(),
            })?;
        Ok(bytes)
    }

    /// Removes a blob that nothing points at: its chunks, then its row.
    ///
    /// # Errors
    /// [`StoreError`] when the database or the blobs failed; the sweeper tries again.
    pub fn remove_blob(&self, id: &str) -> Result<(), StoreError> {
        // A writer that died did not say how far it came. Chunks are written upwards and removed downwards, so
        // the first gap is the end, also when a removal was cut short.
        let mut chunks = 0;
        while self.ports.blobs.exists(&chunk_key(id, chunks))? {
            chunks += 1;
        }
        for index in (0..chunks).rev() {
            self.ports.blobs.delete(&chunk_key(id, index))?;
        }
        self.run("DELETE FROM blobs WHERE id = ?1", &[id.into()])?;
        Ok(())
    }
}

/// Writes a blob as its bytes come.
pub struct BlobWriter<'a> {
    blobs: &'a dyn BlobStore,
    id: String,
    chunks: u64,
    length: u64,
    pending: Vec<u8>,
}

impl BlobWriter<'_> {
    /// The name that the blob will have.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Takes more bytes.
    ///
    /// # Errors
    /// [`StoreError`] when the blobs failed.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), StoreError> {
        self.length = self.length.saturating_add(bytes.len() as u64);
        while self.pending.len() + bytes.len() >= CHUNK_BYTES {
            let (head, rest) = bytes
                .split_at_checked(CHUNK_BYTES - self.pending.len())
                .unwrap_or((bytes, &[]));
            bytes = rest;
            // A whole chunk of the caller's bytes goes out as it is.
            if self.pending.is_empty() {
                self.put(head)?;
            } else {
                let mut chunk = std::mem::take(&mut self.pending);
                chunk.extend_from_slice(head);
                self.put(&chunk)?;
                chunk.clear();
                self.pending = chunk;
            }
        }
        self.pending.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes what is left and names the blob.
    ///
    /// # Errors
    /// [`StoreError`] when the blobs failed.
    pub fn finish(mut self) -> Result<BlobRef, StoreError> {
        if !self.pending.is_empty() {
            let chunk = std::mem::take(&mut self.pending);
            self.put(&chunk)?;
        }
        Ok(BlobRef {
            id: self.id,
            length: self.length,
        })
    }

    fn put(&mut self, chunk: &[u8]) -> Result<(), StoreError> {
        self.blobs.set(&chunk_key(&self.id, self.chunks), chunk)?;
        self.chunks += 1;
        Ok(())
    }
}

/// Reads a part of a blob, one chunk in memory at a time.
pub struct BlobReader<'a> {
    blobs: &'a dyn BlobStore,
    id: String,
    position: u64,
    end: u64,
    chunk: Option<(u64, Vec<u8>)>,
}

impl Read for BlobReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.end.saturating_sub(self.position);
        if left == 0 || into.is_empty() {
            return Ok(0);
        }
        let wanted = self.position / CHUNK_BYTES as u64;
        if self
            .chunk
            .as_ref()
            .is_none_or(|(index, _)| *index != wanted)
        {
            self.chunk = None;
            let bytes = self
                .blobs
                .get(&chunk_key(&self.id, wanted))
                .map_err(io::Error::other)?
                .ok_or_else(|| {
                    io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        format!("chunk {wanted} of blob {} is gone", self.id),
                    )
                })?;
            self.chunk = Some((wanted, bytes));
        }
        let offset = usize::try_from(self.position % CHUNK_BYTES as u64).unwrap_or(usize::MAX);
        let available = self
            .chunk
            .as_ref()
            .and_then(|(_, bytes)| bytes.get(offset..))
            .unwrap_or_default();
        let count = available
            .len()
            .min(into.len())
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        match (into.get_mut(..count), available.get(..count)) {
            (Some(target), Some(source)) if count > 0 => target.copy_from_slice(source),
            _ => {
                let words = format!("chunk {wanted} of blob {} is shorter than written", self.id);
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, words));
            }
        }
        self.position += count as u64;
        Ok(count)
    }
}
