//! The registry of file formats: what `/meta/formats`, the READMEs' tables and every lookup are printed from.
//!
//! It holds what the service truly reads and writes; a format comes in with its reader or writer.

/// What kind of document a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Text documents.
    Word,
    /// Spreadsheets.
    Cell,
}

impl Family {
    /// The name in lists of formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Cell => "cell",
        }
    }
}

/// One file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name, which is also the extension, in lower case.
    pub name: &'static str,
    /// What it holds.
    pub family: Family,
    /// What the editor can do with it, in the original's words (`view`, `edit`, ...).
    pub actions: &'static [&'static str],
    /// Whether it can be opened.
    pub reads: bool,
    /// The families of documents that can be saved in it.
    pub writes: &'static [Family],
    /// Its media types, the one to send first.
    pub media_types: &'static [&'static str],
}

/// Every format.
pub static FORMATS: &[Format] = &[
    Format {
        name: "docx",
        family: Family::Word,
        actions: &[],
        reads: true,
        writes: &[Family::Word],
        media_types: &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    },
    Format {
        name: "txt",
        family: Family::Word,
        actions: &[],
        reads: false,
        writes: &[Family::Word],
        media_types: &["text/plain"],
    },
    Format {
        name: "xlsx",
        family: Family::Cell,
        actions: &[],
        reads: true,
        writes: &[Family::Cell],
        media_types: &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    },
];

impl Format {
    /// The media type to send; bytes of no particular kind where none is known.
    pub fn media_type(&self) -> &'static str {
        self.media_types
            .first()
            .copied()
            .unwrap_or("application/octet-stream")
    }

    /// The other formats that a file of this one can be saved in.
    pub fn conversions(&self) -> impl Iterator<Item = &'static Format> {
        let this = *self;
        FORMATS.iter().filter(move |target| {
            this.reads && target.name != this.name && target.writes.contains(&this.family)
        })
    }
}

/// The format of that name, whatever its case.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format that a file name's extension says.
pub fn by_file_name(name: &str) -> Option<&'static Format> {
    name.rsplit_once('.')
        .and_then(|(_, extension)| by_name(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_name_and_file_name() {
        assert_eq!(by_name("DOCX").map(|format| format.name), Some("docx"));
        assert_eq!(
            by_file_name("a.b.xlsx").map(|format| format.name),
            Some("xlsx")
        );
        assert_eq!(by_file_name("docx"), None);
        assert_eq!(by_name("doc"), None);
    }

    #[test]
    fn conversions_are_what_is_read_and_written() {
        let names = |name: &str| -> Vec<&str> {
            by_name(name)
                .unwrap()
                .conversions()
                .map(|target| target.name)
                .collect()
        };
        assert_eq!(names("docx"), ["txt"]);
        assert!(names("txt").is_empty());
        assert!(names("xlsx").is_empty());
    }
}
