//! A new text document: the parts that Word expects, with the page, fonts and spacing of the original's empty document.

use crate::{Package, PackageKind};

const STYLES: &str = include_str!("template/styles.xml");
const SETTINGS: &str = include_str!("template/settings.xml");
const FONTS: &str = include_str!("template/fonts.xml");
const THEME: &str = include_str!("template/theme.xml");

/// Letter, one inch margins.
pub(super) const SECTION: &str = "<w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" \
    w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/><w:cols w:space=\"720\"/></w:sectPr>";

/// Styles for a document that came without any.
pub(super) const EMPTY_STYLES: &str = "<w:styles><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
    <w:name w:val=\"Normal\"/><w:qFormat/></w:style></w:styles>";

const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
    xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Template>Normal.dotm</Template>\
    <Application>Spindle</Application><DocSecurity>0</DocSecurity></Properties>";

const CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
    xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator></dc:creator>\
    <cp:lastModifiedBy></cp:lastModifiedBy></cp:coreProperties>";

/// A complete package with one empty paragraph.
///
/// The paragraph has one empty run, as scripts of the original find it.
#[must_use]
pub fn new_document() -> Package {
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut package = Package::new(PackageKind::Word);
    let document = package.dom.fragment(&format!(
        "<w:document><w:body><w:p><w:r/></w:p>{SECTION}</w:body></w:document>"
    ));
    package.add_part_tree(
        "/word/document.xml",
        &format!("{MAIN}.document.main+xml"),
        document,
    );
    for (name, kind, content_type, text) in [
        (
            "/word/styles.xml",
            "styles",
            format!("{MAIN}.styles+xml"),
            STYLES,
        ),
        (
            "/word/settings.xml",
            "settings",
            format!("{MAIN}.settings+xml"),
            SETTINGS,
        ),
        (
            "/word/fontTable.xml",
            "fontTable",
            format!("{MAIN}.fontTable+xml"),
            FONTS,
        ),
        (
            "/word/theme/theme1.xml",
            "theme",
            "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
            THEME,
        ),
    ] {
        package.set_part(name, &content_type, text);
        package.add_relationship("/word/document.xml", kind, name, false);
    }
    package.set_part(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        CORE,
    );
    package.add_relationship(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "/docProps/core.xml",
        false,
    );
    package.set_part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        APP,
    );
    package.add_relationship("", "extended-properties", "/docProps/app.xml", false);
    package
}
