//! A file as the parts that are worth changing.

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use spindle_formats::archive::{Archive, ArchiveWriter};
use spindle_model::convert::Limits;

/// Bytes of a part that are kept: larger ones make few runs.
const MOST_BYTES: usize = 1 << 20;

/// How a file is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// It is one part.
    Plain,
    /// A ZIP archive: its parts are the entries.
    Zip,
    /// A compound file: its parts are the streams.
    Compound,
}

/// A file and its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// How the parts make the file.
    pub packing: Packing,
    /// Names and bytes of the parts.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Input {
    /// The parts of a file. One that looks packed and cannot be unpacked is one part.
    pub fn of(bytes: &[u8]) -> Self {
        let unpacked = if bytes.starts_with(b"PK") {
            unzip(bytes).map(|parts| (Packing::Zip, parts))
        } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            streams(bytes).map(|parts| (Packing::Compound, parts))
        } else {
            None
        };
        let (packing, parts) = match unpacked {
            Some((packing, parts)) if !parts.is_empty() => (packing, parts),
            _ => (Packing::Plain, vec![(String::new(), bytes.to_vec())]),
        };
        Self { packing, parts }
    }

    /// The file; what cannot be packed is left out.
    pub fn pack(&self) -> Vec<u8> {
        match self.packing {
            Packing::Plain => {
                let parts = self.parts.iter().map(|(_, bytes)| bytes.as_slice());
                parts.collect::<Vec<_>>().concat()
            }
            Packing::Zip => zip(&self.parts).unwrap_or_default(),
            Packing::Compound => compound(&self.parts).unwrap_or_default(),
        }
    }
}

fn unzip(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = Archive::open(bytes, &Limits::default()).ok()?;
    let mut names: Vec<String> = archive.names().collect();
    // The order in the archive is not told, and the same seed has to make the same file.
    names.sort_by_key(|name| (name != "mimetype", name.clone()));
    let mut parts = Vec::new();
    for name in names.into_iter().filter(|name| !name.ends_with('/')) {
        if let Ok(Some(bytes)) = archive.read(&name)
            && bytes.len() <= MOST_BYTES
        {
            parts.push((name, bytes));
        }
    }
    Some(parts)
}

fn zip(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut writer = ArchiveWriter::default();
    for (name, bytes) in parts {
        // Packing costs more than reading; only what is said to need it is packed.
        if name.ends_with(".xml") {
            writer.add(name, bytes).ok()?;
        } else {
            writer.add_stored(name, bytes).ok()?;
        }
    }
    writer.finish().ok()
}

fn streams(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let entries = file.walk().filter(cfb::Entry::is_stream);
    let paths: Vec<PathBuf> = entries.map(|entry| entry.path().to_path_buf()).collect();
    let mut parts = Vec::new();
    for path in paths {
        let mut bytes = Vec::new();
        let stream = file.open_stream(&path).ok()?;
        stream
            .take(MOST_BYTES as u64)
            .read_to_end(&mut bytes)
            .ok()?;
        parts.push((path.to_str()?.to_owned(), bytes));
    }
    Some(parts)
}

fn compound(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, bytes) in parts {
        let path = PathBuf::from(name);
        if let Some(parent) = path.parent() {
            file.create_storage_all(parent).ok()?;
        }
        let mut stream = file.create_stream(&path).ok()?;
        stream.write_all(bytes).ok()?;
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<(String, Vec<u8>)> {
        vec![
            ("/a".into(), b"one".to_vec()),
            ("/b/c".into(), vec![7; 5000]),
        ]
    }

    #[test]
    fn packed_files_come_apart_again() {
        for packing in [Packing::Zip, Packing::Compound] {
            let input = Input {
                packing,
                parts: parts(),
            };
            assert_eq!(Input::of(&input.pack()), input);
        }
        let plain = Input::of(b"PK is no archive");
        assert_eq!(plain.packing, Packing::Plain);
        assert_eq!(plain.pack(), b"PK is no archive");
    }
}
