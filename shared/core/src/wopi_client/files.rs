//! Which files are opened, and in which of the editor's pages.

use spindle_model::format::{self, FORMATS, Family, Format};

/// Further names of formats that are written as they came: what they name is the same, while a `docm` is no `docx`.
const SAME: &[&str] = &["htm", "markdown", "text"];

/// What is done with files of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub format: &'static Format,
    pub ext: &'static str,
    /// Whether such files are edited, and saved as what they are.
    pub edits: bool,
}

/// Every extension that is opened.
pub(super) fn all() -> impl Iterator<Item = Kind> {
    FORMATS
        .iter()
        .filter(|format| opens(format))
        .flat_map(|format| {
            std::iter::once(format.name)
                .chain(format.aliases.iter().copied())
                .map(move |ext| Kind {
                    format,
                    ext,
                    edits: edits(format, ext),
                })
        })
}

/// What is done with files of that extension; `None`: they are not opened.
pub(super) fn by_extension(ext: &str) -> Option<Kind> {
    let format = format::by_name(ext).filter(|format| opens(format))?;
    let names = std::iter::once(format.name).chain(format.aliases.iter().copied());
    names
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(ext))
        .map(|ext| Kind {
            format,
            ext,
            edits: edits(format, ext),
        })
}

/// Whether a file of that extension may be saved with bytes of that format.
pub(super) fn takes(ext: &str, file_type: &str) -> bool {
    by_extension(ext).is_some_and(|kind| kind.edits && kind.format.name == file_type)
}

fn opens(format: &Format) -> bool {
    format.reads || format.family == Family::Pdf
}

fn edits(format: &Format, ext: &str) -> bool {
    format.reads
        && matches!(format.family, Family::Word | Family::Cell)
        && format.writes.contains(&format.family)
        && (ext == format.name || SAME.contains(&ext))
}

/// The name of an app in discovery.
pub(super) fn app_name(family: Family) -> &'static str {
    match family {
        Family::Word => "Word",
        Family::Cell => "Excel",
        Family::Slide => "PowerPoint",
        Family::Pdf | Family::Picture => "Pdf",
    }
}

/// The page that shows such documents, below `/web-apps/`.
pub(super) fn page(family: Family) -> &'static str {
    match family {
        Family::Word => "apps/documenteditor/main/",
        Family::Cell => "apps/spreadsheeteditor/main/",
        Family::Slide => "apps/presentationeditor/main/",
        Family::Pdf | Family::Picture => "apps/pdfeditor/main/",
    }
}

/// The extension of a file's name, in small letters and without a dot.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, ext)| ext.to_ascii_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_become_something_else_is_only_shown() {
        for (ext, edits) in [
            ("docx", true),
            ("DOCX", true),
            ("docm", false),
            ("doc", false),
            ("odt", true),
            ("ott", false),
            ("markdown", true),
            ("xlsx", true),
            ("csv", true),
            ("pptx", false),
            ("pdf", false),
        ] {
            assert_eq!(by_extension(ext).unwrap().edits, edits, "{ext}");
        }
        assert_eq!(by_extension("exe"), None);
        assert!(takes("docx", "docx") && !takes("docm", "docx") && !takes("odt", "docx"));
    }

    #[test]
    fn extensions_are_what_follows_on_the_last_dot() {
        assert_eq!(extension("a.b.DocX"), "docx");
        assert_eq!(extension("a"), "");
    }
}
