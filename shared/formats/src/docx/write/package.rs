//! The parts around the text.

use std::fmt::Write;

use spindle_model::document::{Metadata, Style};
use spindle_ooxml::dom::escape::escape_text;

use super::inlines::is_date;
use super::properties::{paragraph_properties, text_properties};
use super::sections::DECLARATION;
use super::{NAMESPACES, Writing};

const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

impl Writing<'_> {
    /// Puts the body and all that it refers to into the package.
    pub(super) fn finish_body(&mut self, body: String) {
        let section = self.section_properties();
        let xml = format!(
            "{DECLARATION}<w:document{NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
        );
        let main = self.package.main_part().to_owned();
        self.package.set_part(
            &main,
            &format!("{TYPES}document.main+xml"),
            xml.into_bytes(),
        );
        let notes = self.note_parts();
        self.comment_part();
        self.put_numbering();
        self.put_styles();
        self.put_settings(notes);
        let metadata = self.document.metadata.clone();
        self.put_core(&metadata);
        let carrier = std::mem::take(&mut self.carrier);
        carrier.finish(&mut self.package);
    }

    fn put(&mut self, name: &str, root: &str, inner: &str) {
        let main = self.package.main_part().to_owned();
        let part = format!("/word/{name}.xml");
        let xml = format!("{DECLARATION}<w:{root}{NAMESPACES}>{inner}</w:{root}>");
        self.package
            .set_part(&part, &format!("{TYPES}{name}+xml"), xml.into_bytes());
        self.package.add_relationship(&main, name, &part, false);
    }

    /// Which kinds of notes there are: footnotes, endnotes.
    fn note_parts(&mut self) -> [bool; 2] {
        let mut found = [false, false];
        for (slot, (endnote, root, name)) in found.iter_mut().zip([
            (false, "footnotes", "footnote"),
            (true, "endnotes", "endnote"),
        ]) {
            let inner = self.note_elements(endnote, &format!("/word/{root}.xml"));
            if inner.is_empty() {
                continue;
            }
            *slot = true;
            let mut all = String::new();
            for (id, kind, mark) in [
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            ] {
                let _ = write!(
                    all,
                    "<w:{name} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:{name}>"
                );
            }
            all.push_str(&inner);
            self.put(root, root, &all);
        }
        found
    }

    fn comment_part(&mut self) {
        let count = self.document.comments.len();
        let mut inner = String::new();
        for index in 0..count {
            if let Some(id) = self.comments.id(index) {
                let element = self.comment_element(index, id, "/word/comments.xml");
                inner.push_str(&element);
            }
        }
        if !inner.is_empty() {
            self.put("comments", "comments", &inner);
        }
    }

    fn put_numbering(&mut self) {
        let (definitions, nums) = self.nums.elements();
        if nums.is_empty() {
            return;
        }
        let inner = definitions.concat() + &nums.concat();
        self.put("numbering", "numbering", &inner);
    }

    fn put_styles(&mut self) {
        let mut inner = "<w:docDefaults><w:rPrDefault><w:rPr>".to_owned();
        let defaults = &self.document.defaults;
        let nothing = Style {
            name: defaults.name.clone(),
            ..Style::default()
        };
        if *defaults == nothing {
            inner.push_str(concat!(
                "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/>",
                "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>",
                "<w:spacing w:after=\"160\" w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
            ));
        } else {
            let _ = write!(
                inner,
                "{}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{}</w:pPr></w:pPrDefault>",
                text_properties(&defaults.text, None),
                paragraph_properties(&defaults.paragraph, "")
            );
        }
        inner.push_str("</w:docDefaults>");
        inner.push_str(&self.styles.definitions());
        self.put("styles", "styles", &inner);
    }

    fn put_settings(&mut self, notes: [bool; 2]) {
        let mut inner = String::new();
        if self.even {
            inner.push_str("<w:evenAndOddHeaders/>");
        }
        for (there, name) in notes.into_iter().zip(["footnote", "endnote"]) {
            if there {
                let _ = write!(
                    inner,
                    "<w:{name}Pr><w:{name} w:id=\"-1\"/><w:{name} w:id=\"0\"/></w:{name}Pr>"
                );
            }
        }
        inner.push_str(concat!(
            "<w:compat><w:compatSetting w:name=\"compatibilityMode\" ",
            "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
        ));
        self.put("settings", "settings", &inner);
    }

    fn put_core(&mut self, metadata: &Metadata) {
        let inner = core_elements(metadata);
        if inner.is_empty() {
            return;
        }
        let xml = format!(
            "{DECLARATION}<cp:coreProperties \
             xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{inner}</cp:coreProperties>"
        );
        self.package.set_part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            xml.into_bytes(),
        );
        self.package.add_relationship(
            "/",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "/docProps/core.xml",
            false,
        );
    }
}

/// The properties that a document has.
fn core_elements(metadata: &Metadata) -> String {
    let mut inner = String::new();
    for (name, value) in [
        ("dc:title", &metadata.title),
        ("dc:subject", &metadata.subject),
        ("dc:creator", &metadata.author),
        ("cp:keywords", &metadata.keywords),
        ("dc:language", &metadata.language),
    ] {
        if let Some(value) = value {
            let _ = write!(inner, "<{name}>{}</{name}>", escape_text(value));
        }
    }
    for (name, value) in [
        ("dcterms:created", &metadata.created),
        ("dcterms:modified", &metadata.modified),
    ] {
        if let Some(value) = value.as_deref().filter(|value| is_date(value)) {
            let _ = write!(
                inner,
                "<{name} xsi:type=\"dcterms:W3CDTF\">{}</{name}>",
                escape_text(value)
            );
        }
    }
    inner
}
