//! The ZIP archive under a package: measured before it is unpacked, unpacked piece by piece.

use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{PackageLimits, RATIO_FROM};
use super::names::{key, part_name};
use crate::error::OoxmlError;

/// The bytes of the archive, shared by readers.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

pub(super) type Archive = ZipArchive<Cursor<Shared>>;

/// One file of the archive.
pub(super) struct Entry {
    pub index: usize,
    pub name: String,
    pub size: u64,
}

/// Opens an archive and lists its files, without unpacking any.
pub(super) fn open(
    bytes: Vec<u8>,
    limits: &PackageLimits,
) -> Result<(Archive, Vec<Entry>), OoxmlError> {
    refuse_compound_file(&bytes)?;
    if !bytes.starts_with(b"PK") {
        return Err(OoxmlError::NotOoxml(
            "it does not start like a ZIP archive".to_owned(),
        ));
    }
    let archive = ZipArchive::new(Cursor::new(Shared(Arc::new(bytes))))
        .map_err(|error| unreadable(&error))?;
    if archive.len() > limits.entries {
        return Err(OoxmlError::Limit {
            what: "the number of parts".to_owned(),
            limit: limits.entries as u64,
        });
    }
    if archive.has_duplicate_names() {
        return Err(OoxmlError::Name("two entries have one name".to_owned()));
    }
    let mut names = HashSet::new();
    let mut entries = Vec::with_capacity(archive.len());
    let mut total = 0u64;
    for index in 0..archive.len() {
        let file = archive
            .by_index_data(index)
            .map_err(|error| unreadable(&error))?;
        let entry = file
            .name()
            .map_err(|error| unreadable(&error))?
            .into_owned();
        let Some(name) = part_name(&entry)? else {
            continue;
        };
        if file.encrypted() {
            return Err(OoxmlError::PasswordProtected);
        }
        if !names.insert(key(&name)) {
            return Err(OoxmlError::Name(format!(
                "\"{}\" is there twice",
                name.escape_debug()
            )));
        }
        let size = file.size();
        total = total.saturating_add(size);
        let over = |what: &str, limit| {
            Err(OoxmlError::Limit {
                what: format!("{what} of {name}"),
                limit,
            })
        };
        if size > limits.entry_bytes {
            return over("the unpacked size", limits.entry_bytes);
        }
        if size > RATIO_FROM && size / file.compressed_size().max(1) > limits.ratio {
            return over("the compression ratio", limits.ratio);
        }
        if total > limits.total_bytes {
            return Err(OoxmlError::Limit {
                what: "the unpacked size of all parts".to_owned(),
                limit: limits.total_bytes,
            });
        }
        entries.push(Entry { index, name, size });
    }
    Ok((archive, entries))
}

/// Unpacks one file; never more than the archive declares.
pub(super) fn unpack(
    archive: &Archive,
    index: usize,
    size: u64,
    part: &str,
) -> Result<Vec<u8>, OoxmlError> {
    let failed = |reason: String| OoxmlError::Unpack {
        part: part.to_owned(),
        reason,
    };
    let mut archive = archive.clone();
    let file = archive
        .by_index(index)
        .map_err(|error| failed(error.to_string()))?;
    // A file cannot unpack to more than 1032 times its packed size: a lying header reserves nothing.
    let likely = size.min(file.compressed_size().saturating_mul(1032));
    let mut bytes = Vec::with_capacity(likely as usize);
    file.take(size + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(error.to_string()))?;
    if bytes.len() as u64 > size {
        return Err(failed("it is larger than the archive declares".to_owned()));
    }
    Ok(bytes)
}

fn unreadable(error: &ZipError) -> OoxmlError {
    OoxmlError::Zip(error.to_string())
}

/// Tells an encrypted package (ECMA-376 documents are encrypted inside an OLE file, MS-OFFCRYPTO 2.3) and the binary
/// formats before 2007 from garbage.
fn refuse_compound_file(bytes: &[u8]) -> Result<(), OoxmlError> {
    if !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(());
    }
    let stream: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if memchr::memmem::find(bytes, &stream).is_some() {
        Err(OoxmlError::PasswordProtected)
    } else {
        Err(OoxmlError::NotOoxml(
            "it is an OLE file, as the binary formats before 2007 are".to_owned(),
        ))
    }
}
