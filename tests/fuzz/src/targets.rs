//! What is fuzzed: the readers of the product, and the writers that make files for them.

use spindle_formats::registry;
use spindle_model::convert::{Reader, Writer};

/// Every reader with the name of its format.
pub fn readers() -> Vec<(&'static str, &'static dyn Reader)> {
    registry::readers().collect()
}

/// The reader of a format.
pub fn reader(name: &str) -> Option<(&'static str, &'static dyn Reader)> {
    registry::readers().find(|(known, _)| *known == name)
}

/// The writer of a format, where there is one.
pub fn writer(name: &str) -> Option<&'static dyn Writer> {
    let found = registry::writers().find(|(known, _)| *known == name);
    found.map(|(_, writer)| writer)
}

/// Extensions of files in a format, by the format's name.
pub fn extensions(name: &str) -> Vec<&str> {
    let others: &[&str] = match name {
        "text" | "txt" => &["txt"],
        "markdown" | "md" => &["md", "markdown"],
        "html" => &["htm", "xhtml"],
        "delta" => &["json"],
        "ssjson" => &["json", "sjs"],
        "doc" => &["dot"],
        "docx" => &["docm", "dotx", "dotm"],
        "xls" => &["xlt"],
        "xlsx" => &["xlsm", "xltx", "xltm"],
        "odt" => &["ott", "fodt"],
        "ods" => &["ots", "fods"],
        "csv" => &["tsv"],
        _ => &[],
    };
    std::iter::once(name)
        .chain(others.iter().copied())
        .collect()
}
