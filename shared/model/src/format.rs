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
    /// Presentations.
    Slide,
    /// Pages as they are printed.
    Pdf,
    /// A picture of a page.
    Picture,
}

impl Family {
    /// The name in lists of formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Cell => "cell",
            Self::Slide => "slide",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
        }
    }
}

/// One file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name, which is also the extension, in lower case.
    pub name: &'static str,
    /// Further extensions of files that are read as this one.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub family: Family,
    /// What the editor can do with it, in the original's words (`view`, `edit`, ...).
    pub actions: &'static [&'static str],
    /// Whether scripts of the Document Builder create and open it.
    pub scripts: bool,
    /// Whether it can be opened to be converted.
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
        aliases: &["docm", "dotx", "dotm"],
        family: Family::Word,
        actions: &[],
        scripts: true,
        reads: true,
        writes: &[Family::Word],
        media_types: &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    },
    Format {
        name: "doc",
        aliases: &["dot"],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[],
        media_types: &["application/msword"],
    },
    Format {
        name: "odt",
        aliases: &["ott", "fodt"],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word],
        media_types: &["application/vnd.oasis.opendocument.text"],
    },
    Format {
        name: "rtf",
        aliases: &[],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word],
        media_types: &["application/rtf", "text/rtf"],
    },
    Format {
        name: "html",
        aliases: &["htm", "xhtml"],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word, Family::Cell, Family::Slide],
        media_types: &["text/html"],
    },
    Format {
        name: "md",
        aliases: &["markdown"],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word, Family::Slide],
        media_types: &["text/markdown"],
    },
    Format {
        name: "txt",
        aliases: &["text"],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word, Family::Slide],
        media_types: &["text/plain"],
    },
    Format {
        name: "epub",
        aliases: &[],
        family: Family::Word,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Word],
        media_types: &["application/epub+zip"],
    },
    Format {
        name: "xlsx",
        aliases: &["xlsm", "xltx", "xltm"],
        family: Family::Cell,
        actions: &[],
        scripts: true,
        reads: true,
        writes: &[Family::Cell],
        media_types: &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    },
    Format {
        name: "xls",
        aliases: &["xlt"],
        family: Family::Cell,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[],
        media_types: &["application/vnd.ms-excel"],
    },
    Format {
        name: "ods",
        aliases: &["ots", "fods"],
        family: Family::Cell,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Cell],
        media_types: &["application/vnd.oasis.opendocument.spreadsheet"],
    },
    Format {
        name: "csv",
        aliases: &[],
        family: Family::Cell,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Cell],
        media_types: &["text/csv"],
    },
    Format {
        name: "tsv",
        aliases: &["tab"],
        family: Family::Cell,
        actions: &[],
        scripts: false,
        reads: true,
        writes: &[Family::Cell],
        media_types: &["text/tab-separated-values"],
    },
    Format {
        name: "pptx",
        aliases: &["pptm", "potx", "potm", "ppsx", "ppsm"],
        family: Family::Slide,
        actions: &[],
        scripts: true,
        reads: true,
        writes: &[],
        media_types: &["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
    },
    Format {
        name: "pdf",
        aliases: &[],
        family: Family::Pdf,
        actions: &[],
        scripts: false,
        reads: false,
        writes: &[Family::Word, Family::Cell, Family::Slide],
        media_types: &["application/pdf"],
    },
    picture("png", &[], &["image/png"]),
    picture("jpg", &["jpeg"], &["image/jpeg"]),
    picture("gif", &[], &["image/gif"]),
    picture("bmp", &[], &["image/bmp"]),
];

/// A format that shows the first page.
const fn picture(
    name: &'static str,
    aliases: &'static [&'static str],
    media_types: &'static [&'static str],
) -> Format {
    Format {
        name,
        aliases,
        family: Family::Picture,
        actions: &[],
        scripts: false,
        reads: false,
        writes: &[Family::Word, Family::Cell, Family::Slide],
        media_types,
    }
}

impl Format {
    /// The media type to send; bytes of no particular kind where none is known.
    pub fn media_type(&self) -> &'static str {
        self.media_types
            .first()
            .copied()
            .unwrap_or("application/octet-stream")
    }

    /// Whether files of it show pages as they are printed.
    pub fn shows_pages(&self) -> bool {
        matches!(self.family, Family::Pdf | Family::Picture)
    }

    /// The other formats that a file of this one can be saved in.
    pub fn conversions(&self) -> impl Iterator<Item = &'static Format> {
        let this = *self;
        FORMATS.iter().filter(move |target| {
            this.reads && target.name != this.name && target.writes.contains(&this.family)
        })
    }
}

/// The format of that name or alias, whatever its case.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| {
        std::iter::once(&format.name)
            .chain(format.aliases)
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The format that a file name's extension says.
pub fn by_file_name(name: &str) -> Option<&'static Format> {
    name.rsplit_once('.')
        .and_then(|(_, extension)| by_name(extension))
}

/// The table of formats as Markdown, for the documentation.
pub fn formats_table_markdown() -> String {
    let mut table = String::from(
        "| format | also called | kind | read | written to |\n|---|---|---|---|---|\n",
    );
    for format in FORMATS {
        let targets: Vec<&str> = format.conversions().map(|target| target.name).collect();
        let line = format!(
            "| {} | {} | {} | {} | {} |\n",
            format.name,
            format.aliases.join(", "),
            format.family.name(),
            if format.reads { "yes" } else { "" },
            targets.join(", ")
        );
        table.push_str(&line);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_name_alias_and_file_name() {
        assert_eq!(by_name("DOCX").map(|format| format.name), Some("docx"));
        assert_eq!(by_name("htm").map(|format| format.name), Some("html"));
        assert_eq!(
            by_file_name("a.b.xlsx").map(|format| format.name),
            Some("xlsx")
        );
        assert_eq!(by_file_name("docx"), None);
        assert_eq!(by_name("exe"), None);
    }

    #[test]
    fn no_two_formats_share_a_name() {
        let mut names: Vec<&str> = FORMATS
            .iter()
            .flat_map(|format| std::iter::once(&format.name).chain(format.aliases))
            .copied()
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
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
        assert_eq!(
            names("docx"),
            [
                "odt", "rtf", "html", "md", "txt", "epub", "pdf", "png", "jpg", "gif", "bmp"
            ]
        );
        assert_eq!(
            names("xls"),
            [
                "html", "xlsx", "ods", "csv", "tsv", "pdf", "png", "jpg", "gif", "bmp"
            ]
        );
        assert!(names("pdf").is_empty());
    }
}
