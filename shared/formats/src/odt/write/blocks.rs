//! Blocks.

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Align, Block, CodeBlock, List, ListItem, ListKind, NumberStyle, PageSetup, Paragraph,
    ParagraphFormat, SectionStart,
};

use super::super::names;
use super::builtin::{BULLETS, NUMBERS};
use super::escape::{escape, paragraph_text};
use super::{Writing, pages};

/// Where blocks stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// How deep they are nested; 0 is the body itself.
    pub depth: usize,
    /// The style of paragraphs that name none.
    pub style: &'static str,
    /// How the text of paragraphs stands that say nothing of it.
    pub align: Option<Align>,
    /// Whether they stand in a section that is a quotation.
    pub quoted: bool,
    /// Whether only paragraphs and lists may stand there: items of lists, comments.
    pub simple: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            depth: 0,
            style: "Standard",
            align: None,
            quoted: false,
            simple: false,
        }
    }
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenList {
    style: &'static str,
    /// Whether its item is written as a header, which has no number, because it was begun before.
    header: bool,
}

/// The longest name of a language of code that is kept.
const LONGEST_LANGUAGE: usize = 40;

impl<'d> Writing<'d, '_, '_> {
    /// Writes blocks.
    pub(super) fn blocks(
        &mut self,
        blocks: &'d [Block],
        place: Place,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        if place.depth > self.job.limits.depth {
            return Err(ConvertError::limit(format!(
                "lists, quotations or tables are nested more than {} deep",
                self.job.limits.depth
            )));
        }
        let mut after_quote = false;
        for block in blocks {
            self.check_size(out.len())?;
            let was_quote = std::mem::replace(&mut after_quote, matches!(block, Block::Quote(_)));
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, place, "", out)?,
                Block::List(list) => self.list(list, place, out)?,
                Block::Quote(blocks) => self.quote(blocks, place, was_quote, out)?,
                Block::Code(code) => self.code(code, out),
                Block::Table(table) => self.table_anywhere(table, place, out)?,
                Block::Divider => self.plain_paragraph("Horizontal_20_Line", "", out),
                Block::PageBreak => self.page_break = !self.in_header,
                Block::Section(page) => self.section(page, place, out),
            }
        }
        Ok(())
    }

    /// A paragraph with `before` in front of its text.
    pub(super) fn paragraph(
        &mut self,
        paragraph: &'d Paragraph,
        place: Place,
        before: &str,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let heading = paragraph.heading.filter(|_| !self.in_comment);
        let heading = heading.map(|level| level.clamp(1, 9));
        let own = self.names.get(paragraph.format.style.as_ref());
        let parent = match (own, heading) {
            (Some(own), _) => own.to_owned(),
            (None, Some(level)) => format!("Heading_20_{level}"),
            (None, None) => place.style.to_owned(),
        };
        let mut format = ParagraphFormat {
            style: None,
            align: paragraph.format.align.or(place.align),
            ..paragraph.format.clone()
        };
        if !self.lists.is_empty() {
            // The list indents; steps beside that are how editors say the level of the item.
            format.indent = None;
        }
        let style = self.paragraph_style(&parent, &format);
        let element = match heading {
            Some(level) => {
                out.push_str(&format!(
                    "<text:h text:style-name=\"{style}\" text:outline-level=\"{level}\">"
                ));
                "text:h"
            }
            None => {
                out.push_str(&format!("<text:p text:style-name=\"{style}\">"));
                "text:p"
            }
        };
        paragraph_text(before, out);
        self.inlines(&paragraph.inlines, out)?;
        out.push_str(&format!("</{element}>"));
        Ok(())
    }

    /// A paragraph of a style and of text.
    pub(super) fn plain_paragraph(&mut self, style: &str, text: &str, out: &mut String) {
        let style = self.paragraph_style(style, &ParagraphFormat::default());
        out.push_str(&format!("<text:p text:style-name=\"{style}\">"));
        paragraph_text(text, out);
        out.push_str("</text:p>");
    }

    fn code(&mut self, code: &CodeBlock, out: &mut String) {
        let style = match code.language.as_deref().map(str::trim) {
            Some(language) if !language.is_empty() => {
                let language: String = language.chars().take(LONGEST_LANGUAGE).collect();
                let name = format!("{} ({language})", names::PREFORMATTED);
                self.languages.insert(language);
                names::encode(&name)
            }
            _ => names::encode(names::PREFORMATTED),
        };
        for line in code.text.split('\n') {
            self.plain_paragraph(&style, line, out);
        }
    }

    /// A quotation of paragraphs alone is known by their style; what else there is needs a section around it.
    fn quote(
        &mut self,
        blocks: &'d [Block],
        place: Place,
        after_quote: bool,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let paragraphs = blocks.iter().all(|block| match block {
            Block::Paragraph(paragraph) => {
                paragraph.heading.is_none() && paragraph.format.style.is_none()
            }
            _ => false,
        });
        let styled = paragraphs && !blocks.is_empty() && !place.quoted && !after_quote;
        let inside = Place {
            depth: place.depth.saturating_add(1),
            style: "Quotations",
            quoted: place.quoted || !styled,
            ..place
        };
        if styled || place.simple {
            return self.blocks(blocks, inside, out);
        }
        let number = self.next_number();
        let style = self.section_style(" fo:margin-left=\"0pt\"", "");
        out.push_str(&format!(
            "<text:section text:style-name=\"{style}\" text:name=\"Quotation {number}\">"
        ));
        let before = out.len();
        self.blocks(blocks, inside, out)?;
        if out.len() == before {
            self.plain_paragraph("Quotations", "", out);
        }
        out.push_str("</text:section>");
        Ok(())
    }

    fn section_style(&mut self, attributes: &str, inner: &str) -> String {
        let inner = format!(
            "<style:section-properties{attributes} style:editable=\"false\">{inner}</style:section-properties>"
        );
        self.automatic().style("Sect", "section", "", &inner)
    }

    fn section(&mut self, page: &'d PageSetup, place: Place, out: &mut String) {
        if place.depth > 0 {
            self.job.warn(
                "section-dropped",
                "a page setup inside of a list, a quotation or a table was left out",
            );
            return;
        }
        if self.columns.take().is_some() {
            out.push_str("</text:section>");
        }
        if page.start == SectionStart::NewPage {
            self.next_page = Some(self.pages.len());
            self.pages.push(page);
            return;
        }
        let around = self.pages.last().map_or(1, |page| page.columns);
        if page.columns != around {
            let style = self.section_style("", &pages::columns(page.columns.max(1)));
            let number = self.next_number();
            out.push_str(&format!(
                "<text:section text:style-name=\"{style}\" text:name=\"Section {number}\">"
            ));
            self.columns = Some(page.columns);
        }
    }

    fn list(&mut self, list: &'d List, place: Place, out: &mut String) -> Result<(), ConvertError> {
        let (style, start) = match list.kind {
            ListKind::Bullet => (BULLETS, 1),
            ListKind::Ordered { start, style } => (number_style(style), start),
        };
        self.open_list(style, false, out);
        self.lists.push(OpenList {
            style,
            header: false,
        });
        let inside = Place {
            depth: place.depth.saturating_add(1),
            style: if list.tight {
                "Tight_20_List"
            } else {
                "Standard"
            },
            simple: true,
            ..place
        };
        for (index, item) in list.items.iter().enumerate() {
            if index == 0 && start != 1 {
                out.push_str(&format!("<text:list-item text:start-value=\"{start}\">"));
            } else {
                out.push_str("<text:list-item>");
            }
            self.item(item, inside, out)?;
            out.push_str(self.item_end());
            if let Some(list) = self.lists.last_mut() {
                list.header = false;
            }
        }
        self.lists.pop();
        out.push_str("</text:list>");
        Ok(())
    }

    fn item(
        &mut self,
        item: &'d ListItem,
        place: Place,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let mark = match item.checked {
            Some(true) => "☑ ",
            Some(false) => "☐ ",
            None => "",
        };
        match item.blocks.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                self.paragraph(first, place, mark, out)?;
                self.blocks(rest, place, out)
            }
            Some(_) if mark.is_empty() => self.blocks(&item.blocks, place, out),
            _ => {
                self.plain_paragraph(place.style, mark, out);
                self.blocks(&item.blocks, place, out)
            }
        }
    }

    fn open_list(&self, style: &str, continued: bool, out: &mut String) {
        let on = if continued {
            " text:continue-numbering=\"true\""
        } else {
            ""
        };
        out.push_str(&format!(
            "<text:list text:style-name=\"{}\"{on}>",
            escape(style)
        ));
    }

    /// Ends all lists around, writes what may not stand in one, and begins them again where they were.
    pub(super) fn outside_lists(
        &mut self,
        out: &mut String,
        write: impl FnOnce(&mut Self, &mut String) -> Result<(), ConvertError>,
    ) -> Result<(), ConvertError> {
        let mut ends = Vec::new();
        let mut lists = Vec::new();
        while !self.lists.is_empty() {
            ends.push(self.item_end());
            lists.extend(self.lists.pop());
        }
        for end in ends {
            out.push_str(end);
            out.push_str("</text:list>");
        }
        write(self, out)?;
        while let Some(list) = lists.pop() {
            self.open_list(list.style, true, out);
            out.push_str("<text:list-header>");
            self.lists.push(OpenList {
                header: true,
                ..list
            });
        }
        Ok(())
    }

    /// The end of the item that is open.
    fn item_end(&self) -> &'static str {
        match self.lists.last() {
            Some(list) if list.header => "</text:list-header>",
            _ => "</text:list-item>",
        }
    }
}

fn number_style(style: NumberStyle) -> &'static str {
    let index = match style {
        NumberStyle::Decimal => 0,
        NumberStyle::LowerAlpha => 1,
        NumberStyle::UpperAlpha => 2,
        NumberStyle::LowerRoman => 3,
        NumberStyle::UpperRoman => 4,
        NumberStyle::Chinese => 5,
    };
    NUMBERS
        .get(index)
        .map_or("Numbering_20_123", |(name, _)| name)
}
