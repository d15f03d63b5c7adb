//! Core properties (ECMA-376 Part 2, clause 8).

use spindle_model::convert::ConvertError;
use spindle_model::document::Metadata;

use super::package::Package;

/// Reads the part of core properties.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Metadata, ConvertError> {
    let mut metadata = Metadata::default();
    let Some((mut xml, _)) = package.xml(part)? else {
        return Ok(metadata);
    };
    while xml.child(0)?.is_some() {
        while let Some(tag) = xml.child(1)? {
            let slot = match tag.name() {
                "title" => &mut metadata.title,
                "creator" => &mut metadata.author,
                "subject" => &mut metadata.subject,
                "keywords" => &mut metadata.keywords,
                "language" => &mut metadata.language,
                "created" => &mut metadata.created,
                "modified" => &mut metadata.modified,
                _ => continue,
            };
            let text = xml.text()?;
            if !text.is_empty() {
                *slot = Some(text);
            }
        }
    }
    Ok(metadata)
}
