//! Pages, headers and footers.

use std::fmt::Write;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, PageSetup, SectionStart};

use super::{Out, Place, twips};

impl Out<'_, '_, '_> {
    /// The words that begin a section, with its headers.
    pub(super) fn section(&mut self, setup: &PageSetup) -> Result<(), ConvertError> {
        let margins = &setup.margins;
        let _ = write!(
            self.text,
            "\\sectd\\pgwsxn{}\\pghsxn{}\\marglsxn{}\\margrsxn{}\\margtsxn{}\\margbsxn{}\\headery{}\\footery{}",
            twips(setup.width),
            twips(setup.height),
            twips(margins.left),
            twips(margins.right),
            twips(margins.top),
            twips(margins.bottom),
            twips(setup.header_distance),
            twips(setup.footer_distance),
        );
        if setup.width > setup.height {
            self.text.push_str("\\lndscpsxn");
        }
        self.text.push_str(match setup.start {
            SectionStart::NewPage => "\\sbkpage",
            SectionStart::Continuous => "\\sbknone",
        });
        if setup.columns > 1 {
            let _ = write!(self.text, "\\cols{}", setup.columns);
        }
        if let Some(first) = setup.first_number {
            let _ = write!(self.text, "\\pgnrestart\\pgnstarts{first}");
        }
        if setup.header.first.is_some() || setup.footer.first.is_some() {
            self.text.push_str("\\titlepg");
        }
        self.text.push('\n');
        let facing = self.facing();
        for (word, part) in [("header", &setup.header), ("footer", &setup.footer)] {
            let side = if facing { "r" } else { "" };
            self.header(&format!("{word}{side}"), &part.default)?;
            let even = part.even.as_ref().or(facing.then_some(&part.default));
            if let Some(even) = even {
                self.header(&format!("{word}l"), even)?;
            }
            if let Some(first) = &part.first {
                self.header(&format!("{word}f"), first)?;
            }
        }
        Ok(())
    }

    /// Whether even pages differ anywhere.
    pub(super) fn facing(&self) -> bool {
        let sections = self.document.blocks.iter().filter_map(|block| match block {
            Block::Section(setup) => Some(&**setup),
            _ => None,
        });
        std::iter::once(&self.document.page)
            .chain(sections)
            .any(|setup| setup.header.even.is_some() || setup.footer.even.is_some())
    }

    fn header(&mut self, word: &str, blocks: &[Block]) -> Result<(), ConvertError> {
        let _ = write!(self.text, "{{\\{word} ");
        self.beside(blocks, Place::default())?;
        self.text.push_str("\\par}\n");
        Ok(())
    }
}
