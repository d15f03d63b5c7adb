//! Takes the body of a save. Small ones are held and written with their version; larger ones go into a blob as they come.

use std::io::{self, Read};

use super::error::WopiError;
use crate::http::{Request, declared_length};
use crate::store::contents::{Bytes, INLINE_BYTES};
use crate::store::{Store, UNFINISHED_MS};

/// How much is read at a time.
const PART: usize = 64 * 1024;
/// Bytes of one file at most, and the variable that says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    pub bytes: u64,
    pub name: &'static str,
}

impl Most {
    fn exceeded(self) -> WopiError {
        WopiError::TooLarge {
            limit: self.bytes,
            name: self.name,
        }
    }
}

/// Refuses a body that says it is too large before any of it is read.
pub(crate) fn check_declared(request: &Request, most: Most) -> Result<(), WopiError> {
    match declared_length(&request.headers) {
        Some(length) if length > most.bytes => Err(most.exceeded()),
        _ => Ok(()),
    }
}

/// Reads the whole body.
///
/// # Errors
/// 413 beyond the limit, 400 when fewer bytes come than were said: then nothing has changed.
pub(crate) fn receive(
    store: &Store<'_>,
    request: &mut Request,
    most: Most,
    now: i64,
) -> Result<Bytes, WopiError> {
    check_declared(request, most)?;
    let declared = declared_length(&request.headers);
    let mut body = std::mem::replace(&mut request.body, Box::new(io::empty()));
    let first = read_part(&mut body, INLINE_BYTES + 1)?;
    if first.len() <= INLINE_BYTES {
        check_end(declared, first.len() as u64)?;
        if first.len() as u64 > most.bytes {
            return Err(most.exceeded());
        }
        return Ok(Bytes::Inline(first));
    }
    let mut writer = store.begin_blob(now.saturating_add(UNFINISHED_MS))?;
    writer.write(&first)?;
    let mut length = first.len() as u64;
    drop(first);
    loop {
        let part = read_part(&mut body, PART)?;
        if part.is_empty() {
            break;
        }
        length = length.saturating_add(part.len() as u64);
        if length > most.bytes {
            return Err(most.exceeded());
        }
        writer.write(&part)?;
    }
    check_end(declared, length)?;
    Ok(Bytes::Blob(writer.finish()?))
}

/// Reads at most so many bytes.
pub(crate) fn read_part(body: &mut impl Read, most: usize) -> Result<Vec<u8>, WopiError> {
    let mut part = Vec::new();
    body.take(most as u64)
        .read_to_end(&mut part)
        .map_err(|error| WopiError::Request(format!("the body cannot be read: {error}")))?;
    Ok(part)
}

fn check_end(declared: Option<u64>, length: u64) -> Result<(), WopiError> {
    match declared {
        Some(declared) if declared != length => Err(WopiError::Request(format!(
            "the body ended after {length} of {declared} bytes"
        ))),
        _ => Ok(()),
    }
}
