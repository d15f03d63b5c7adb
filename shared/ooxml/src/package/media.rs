//! Images and other binary parts: one part for one content.

use super::{Package, PackageKind};

/// Content types of media by extension (ECMA-376 part 1, 15.2).
const TYPES: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
    ("ico", "image/x-icon"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
];

impl Package {
    /// Puts an image or other binary file into the package and answers its part name. Equal content is kept once,
    /// also when the package came with it.
    pub fn add_media(&mut self, bytes: &[u8], extension: &str) -> String {
        let folder = match self.kind {
            PackageKind::Word => "/word/media/",
            PackageKind::Sheet => "/xl/media/",
            PackageKind::Slides => "/ppt/media/",
        };
        let mut extension: String = extension
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if extension.is_empty() {
            extension.push_str("bin");
        }
        let ending = format!(".{extension}");
        let mut last = 0u32;
        let mut same_size = Vec::new();
        for part in &self.parts {
            let Some(file) = part
                .name
                .get(..folder.len())
                .filter(|start| start.eq_ignore_ascii_case(folder))
            else {
                continue;
            };
            let file = part.name.get(file.len()..).unwrap_or_default();
            let stem = file.split('.').next().unwrap_or_default();
            let digits = stem.trim_start_matches(|c: char| !c.is_ascii_digit());
            last = last.max(
                digits
                    .parse()
                    .ok()
                    .filter(|number| *number < u32::MAX)
                    .unwrap_or(0),
            );
            if part.size == bytes.len() as u64 && file.to_ascii_lowercase().ends_with(&ending) {
                same_size.push(part.name.clone());
            }
        }
        if let Some(same) = same_size
            .into_iter()
            .find(|name| self.part_bytes(name).is_some_and(|old| *old == *bytes))
        {
            return same;
        }
        let name = format!("{folder}image{}{ending}", last + 1);
        let known = TYPES
            .iter()
            .find(|(known, _)| *known == extension)
            .map(|(_, content_type)| *content_type);
        let content_type = known.unwrap_or("application/octet-stream");
        self.content_types
            .set_default(&mut self.dom, &extension, content_type);
        self.set_part(&name, content_type, bytes.to_vec());
        self.media_bytes = self.media_bytes.saturating_add(bytes.len());
        name
    }
}
