//! ZIP archives under formats: measured before they are unpacked, unpacked one entry at a time.

use std::io::{Cursor, Read, Write};

use spindle_model::convert::{ConvertError, Limits};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// An entry smaller than this may be compressed as well as it likes.
const RATIO_FROM: u64 = 1 << 20;

/// Deflate never packs better than this: a lying header reserves nothing.
const BEST_RATIO: u64 = 1032;

/// An archive that is read.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    limits: Limits,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive, without unpacking anything.
    ///
    /// # Errors
    /// `Damaged` when it is no archive or names an entry twice, `Limit` when it has too many entries.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ConvertError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        if zip.len() > limits.entries {
            return Err(ConvertError::limit(format!(
                "the archive has {} entries, more than the {} allowed",
                zip.len(),
                limits.entries
            )));
        }
        // Programs differ in which one they take, and so in what the file says (ECMA-376 part 2, 6.2.2.3 forbids it).
        if zip.has_duplicate_names() {
            return Err(ConvertError::damaged(
                "two entries of the archive have one name: it cannot be told which one counts",
            ));
        }
        Ok(Self {
            zip,
            limits: *limits,
            left: limits.expanded_bytes,
        })
    }

    /// The names of all entries that have a readable one.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.zip
            .file_names()
            .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
    }

    /// Whether there is an entry of that name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks an entry; `None` when there is none of that name.
    ///
    /// # Errors
    /// `Damaged` when it cannot be unpacked, `Password` when it is encrypted, `Limit` when it or all that was unpacked
    /// so far is too large.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ConvertError> {
        let Some(mut reader) = self.reader(name)? else {
            return Ok(None);
        };
        let mut bytes = Vec::with_capacity(reader.likely_bytes() as usize);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| ConvertError::damaged(format!("{name}: {error}")))?;
        Ok(Some(bytes))
    }

    /// The same as a text; a byte order mark is taken off, what is not UTF-8 is replaced.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn read_text(&mut self, name: &str) -> Result<Option<String>, ConvertError> {
        Ok(self.read(name)?.map(|bytes| {
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            String::from_utf8_lossy(text).into_owned()
        }))
    }

    /// An entry to be unpacked piece by piece; `None` when there is none of that name. Its declared size is taken off
    /// what may be unpacked, and no more than that is handed out.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn reader(&mut self, name: &str) -> Result<Option<Entry<'_>>, ConvertError> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let file = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                ConvertError::password(format!("{name} is encrypted"))
            }
            error => ConvertError::damaged(format!("{name}: {error}")),
        })?;
        let (size, packed) = (file.size(), file.compressed_size());
        if size > RATIO_FROM && size / packed.max(1) > self.limits.ratio {
            return Err(ConvertError::limit(format!(
                "{name} unpacks to more than {} times its size",
                self.limits.ratio
            )));
        }
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            ConvertError::limit(format!(
                "the archive unpacks to more than the {} bytes allowed",
                self.limits.expanded_bytes
            ))
        })?;
        Ok(Some(Entry {
            likely: size.min(packed.saturating_mul(BEST_RATIO)),
            left: size,
            inner: Box::new(file),
        }))
    }
}

/// An entry that is unpacked piece by piece.
pub struct Entry<'a> {
    inner: Box<dyn Read + 'a>,
    left: u64,
    likely: u64,
}

impl Entry<'_> {
    /// How many bytes it will give, going by its header and by what its packed size allows.
    pub fn likely_bytes(&self) -> u64 {
        self.likely
    }
}

impl Read for Entry<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| std::io::Error::other("it is larger than the archive declares"))?;
        Ok(count)
    }
}

/// An archive that is written. Entries have no date, so that equal contents make equal files.
pub struct ArchiveWriter {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for ArchiveWriter {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
        }
    }
}

impl ArchiveWriter {
    /// Adds an entry, packed.
    ///
    /// # Errors
    /// `Limit` when the archive grows beyond what the format of archives can say.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ConvertError> {
        self.put(name, bytes, CompressionMethod::Deflated)
    }

    /// Adds an entry as it is: for pictures, which are packed already, and for the `mimetype` entry of ODF and EPUB.
    ///
    /// # Errors
    /// As [`ArchiveWriter::add`].
    pub fn add_stored(&mut self, name: &str, bytes: &[u8]) -> Result<(), ConvertError> {
        self.put(name, bytes, CompressionMethod::Stored)
    }

    /// Begins a packed entry that is written piece by piece; it lasts until the next one begins.
    ///
    /// # Errors
    /// As [`ArchiveWriter::add`].
    pub fn begin(&mut self, name: &str) -> Result<&mut dyn Write, ConvertError> {
        self.start(name, CompressionMethod::Deflated)?;
        Ok(&mut self.zip)
    }

    /// The whole archive.
    ///
    /// # Errors
    /// As [`ArchiveWriter::add`].
    pub fn finish(self) -> Result<Vec<u8>, ConvertError> {
        let cursor = self.zip.finish().map_err(|error| unwritable(&error))?;
        Ok(cursor.into_inner())
    }

    fn put(
        &mut self,
        name: &str,
        bytes: &[u8],
        method: CompressionMethod,
    ) -> Result<(), ConvertError> {
        self.start(name, method)?;
        self.zip
            .write_all(bytes)
            .map_err(|error| ConvertError::limit(format!("{name}: {error}")))
    }

    fn start(&mut self, name: &str, method: CompressionMethod) -> Result<(), ConvertError> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::DEFAULT);
        self.zip
            .start_file(name, options)
            .map_err(|error| unwritable(&error))
    }
}

fn unreadable(error: &ZipError) -> ConvertError {
    ConvertError::damaged(format!("it is no readable ZIP archive: {error}"))
}

fn unwritable(error: &ZipError) -> ConvertError {
    ConvertError::limit(format!("the archive cannot be written: {error}"))
}
