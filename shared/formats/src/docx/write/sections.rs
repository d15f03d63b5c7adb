//! Sections, headers and footers (ISO/IEC 29500-1, 17.6 and 17.10).

use std::fmt::Write;

use spindle_model::document::{Block, PageSetup, SectionStart};

use super::properties::twips;
use super::{NAMESPACES, Writing};
use crate::docx::styles::StyleKey;

const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

impl Writing<'_> {
    /// The next section begins.
    pub(super) fn begin_section(&mut self, setup: &PageSetup) {
        let before = std::mem::replace(&mut self.page, setup.clone());
        self.page_before = Some(before);
    }

    /// The `w:sectPr` of the section that is written; it stands at its end.
    pub(in crate::docx) fn section_properties(&mut self) -> String {
        let page = self.page.clone();
        let before = self.page_before.clone();
        let mut xml = "<w:sectPr>".to_owned();
        for header in [true, false] {
            let of = |setup: &PageSetup| {
                if header {
                    setup.header.clone()
                } else {
                    setup.footer.clone()
                }
            };
            let now = of(&page);
            let earlier = before.as_ref().map(of).unwrap_or_default();
            if now.even.is_some() {
                self.even = true;
            }
            // What a section does not name goes on from the one before.
            let empty = Vec::new();
            let kinds = [
                ("default", Some(&now.default), Some(&earlier.default)),
                ("first", now.first.as_ref(), earlier.first.as_ref()),
                ("even", now.even.as_ref(), earlier.even.as_ref()),
            ];
            for (kind, blocks, known) in kinds {
                let Some(blocks) = blocks else { continue };
                if blocks == known.unwrap_or(&empty) {
                    continue;
                }
                let id = self.header_part(header, blocks);
                let name = if header { "header" } else { "footer" };
                let _ = write!(xml, "<w:{name}Reference w:type=\"{kind}\" r:id=\"{id}\"/>");
            }
        }
        if page.start == SectionStart::Continuous {
            xml.push_str("<w:type w:val=\"continuous\"/>");
        }
        let landscape = if page.width > page.height {
            " w:orient=\"landscape\""
        } else {
            ""
        };
        let _ = write!(
            xml,
            "<w:pgSz w:w=\"{}\" w:h=\"{}\"{landscape}/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" \
             w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>",
            twips(page.width),
            twips(page.height),
            twips(page.margins.top),
            twips(page.margins.right),
            twips(page.margins.bottom),
            twips(page.margins.left),
            twips(page.header_distance),
            twips(page.footer_distance),
        );
        if let Some(number) = page.first_number {
            let _ = write!(xml, "<w:pgNumType w:start=\"{number}\"/>");
        }
        if page.columns > 1 {
            let _ = write!(xml, "<w:cols w:num=\"{}\" w:space=\"720\"/>", page.columns);
        }
        if page.header.first.is_some() || page.footer.first.is_some() {
            xml.push_str("<w:titlePg/>");
        }
        xml.push_str("</w:sectPr>");
        xml
    }

    /// Writes a header or footer as a part and answers the relationship to it.
    fn header_part(&mut self, header: bool, blocks: &[Block]) -> String {
        let (name, root, key) = if header {
            ("header", "hdr", StyleKey::Header)
        } else {
            ("footer", "ftr", StyleKey::Footer)
        };
        let part = self.package.free_name(&format!("/word/{name}"), ".xml");
        // The name is taken before the content is written, which may itself ask for names.
        self.package
            .set_part(&part, &format!("{TYPES}{name}+xml"), Vec::new());
        let outer = std::mem::replace(&mut self.part, part.clone());
        let usual = self.usual.replace(key);
        let mut inner = String::new();
        self.note_part = true;
        self.blocks(&mut inner, blocks);
        self.note_part = false;
        if inner.is_empty() || matches!(blocks.last(), Some(Block::Table(_))) {
            let separator = self.separator();
            inner.push_str(&separator);
        }
        self.usual = usual;
        self.part = outer;
        let xml = format!("{DECLARATION}<w:{root}{NAMESPACES}>{inner}</w:{root}>");
        self.package
            .set_part(&part, &format!("{TYPES}{name}+xml"), xml.into_bytes());
        let main = self.package.main_part().to_owned();
        self.package.add_relationship(&main, name, &part, false)
    }
}

/// What parts begin with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
