//! Writing a package: the same content gives the same bytes, whenever and wherever it is saved.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::content_types::ENTRY;
use super::names::key;
use super::{Content, Package, Part};
use crate::error::OoxmlError;

/// Formats that are packed already.
const STORED: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "mp3", "mp4"];

impl Package {
    /// The package as a file. Parts that nobody changed keep their bytes, also their packed ones. Relationships that
    /// lead nowhere and that nothing mentions are left out.
    ///
    /// # Errors
    /// A packed part that is to be copied is broken in the archive it came from.
    pub fn save(&mut self) -> Result<Vec<u8>, OoxmlError> {
        self.store_custom_xml();
        self.place_pending();
        self.drop_dangling();
        let failed = |error: ZipError| OoxmlError::Zip(error.to_string());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let types = self.dom.serialize(self.content_types.root);
        let unchanged = self
            .find(ENTRY)
            .filter(|_| !self.dom.is_dirty(self.content_types.root));
        match unchanged {
            Some(part) => self.write_part(&mut writer, part)?,
            None => write_entry(&mut writer, ENTRY, &types).map_err(failed)?,
        }
        let is = |part: &&Part, name: &str| key(&part.name) == key(name);
        let first = self.parts.iter().filter(|part| is(part, "/_rels/.rels"));
        let others = self
            .parts
            .iter()
            .filter(|part| !is(part, "/_rels/.rels") && !is(part, ENTRY));
        for part in first.chain(others) {
            self.write_part(&mut writer, part)?;
        }
        writer.finish().map(Cursor::into_inner).map_err(failed)
    }

    fn write_part(
        &self,
        writer: &mut ZipWriter<Cursor<Vec<u8>>>,
        part: &Part,
    ) -> Result<(), OoxmlError> {
        let failed = |error: ZipError| OoxmlError::Unpack {
            part: part.name.clone(),
            reason: error.to_string(),
        };
        let changed = part.root.is_some_and(|root| self.dom.is_dirty(root));
        if let (Content::Packed(index), Some(archive), false) =
            (&part.content, &self.archive, changed)
        {
            let mut archive = archive.clone();
            let file = archive.by_index_raw(*index).map_err(failed)?;
            return writer
                .raw_copy_file_touch(file, DateTime::DEFAULT, None)
                .map_err(failed);
        }
        let bytes = self.read_part(&part.name)?;
        write_entry(writer, part.name.trim_start_matches('/'), &bytes).map_err(failed)
    }
}

fn write_entry(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
) -> Result<(), ZipError> {
    let extension = super::names::extension(name).unwrap_or_default();
    let packed = STORED.contains(&extension.as_str());
    let method = if packed {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    let options = SimpleFileOptions::DEFAULT
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos)
        .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
    writer.start_file(name, options)?;
    writer.write_all(bytes)?;
    Ok(())
}
