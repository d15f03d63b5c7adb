//! Control words of the text: how letters and paragraphs look, signs, sections.

use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Align, Block, Color, Field, InlineKind, PageSetup, Script, SectionStart, Size,
};

use super::parser::Parser;
use super::state::{OldList, ParagraphState, TextState};
use crate::doc::codepage;

impl Parser<'_, '_> {
    fn color_at(&self, index: i32) -> Option<Color> {
        self.colors
            .get(usize::try_from(index).ok()?)
            .copied()
            .flatten()
    }

    /// Words of the body.
    pub(super) fn body_word(
        &mut self,
        word: &str,
        number: i32,
        on: bool,
    ) -> Result<(), ConvertError> {
        if let Some(letter) = sign(word) {
            self.letter(letter);
            return Ok(());
        }
        match word {
            "par" => self.end_paragraph()?,
            "line" | "softline" | "lbr" => self.push_inline(InlineKind::LineBreak),
            "chpgn" => self.push_inline(InlineKind::Field(Field::PageNumber)),
            "page" | "softpage" if word == "page" => {
                if self.target().is_some_and(|target| target.has_inlines()) {
                    self.end_paragraph()?;
                }
                let depth = self.depth();
                if let Some(target) = self.target().filter(|_| depth == 0) {
                    target.page_break();
                }
            }
            "cell" => {
                self.state.paragraph.depth = None;
                self.state.paragraph.in_table = true;
                self.end_paragraph()?;
                if let Some(target) = self.target() {
                    target.end_cell(1);
                }
            }
            "nestcell" => {
                let depth = self.depth().max(2);
                self.state.paragraph.in_table = true;
                self.state.paragraph.depth = i32::try_from(depth).ok();
                self.end_paragraph()?;
                let depth = self.depth();
                if let Some(target) = self.target() {
                    target.end_cell(depth);
                }
            }
            "row" => self.end_row(false),
            "sect" => self.end_section()?,
            "ansi" => self.page = 1252,
            "mac" => self.page = 10000,
            "pc" => self.page = 437,
            "pca" => self.page = 850,
            "ansicpg" => {
                let page = u32::try_from(number).unwrap_or(0);
                // Nothing and the code page of symbols are said where nobody knew.
                if page > 42 {
                    self.page = page;
                }
            }
            "deff" => {
                self.default_font = number;
                self.state.text.font = number;
            }
            "deflang" => {
                let language = u16::try_from(number).ok().and_then(codepage::language);
                self.document.metadata.language = language.map(str::to_owned);
                self.document.defaults.text.language = language.map(Arc::from);
            }
            "ftnalt" => {
                if let Some(target) = self.target() {
                    target.endnote = true;
                }
            }
            _ => {
                let _ = self.text_word(word, number, on)
                    || self.paragraph_word(word, number, on)
                    || self.row_word(word, number, false)
                    || self.page_word(word, number, on);
            }
        }
        Ok(())
    }

    /// Words of letters; answers whether it was one.
    pub(super) fn text_word(&mut self, word: &str, number: i32, on: bool) -> bool {
        let color = self.color_at(number);
        let on = on.then_some(true);
        let state = &mut self.state.text;
        let format = &mut state.format;
        match word {
            "plain" => {
                let link = format.link.take();
                *state = TextState {
                    font: self.default_font,
                    ..TextState::default()
                };
                // Where it leads is what the field says, not the text.
                state.format.link = link;
            }
            "b" => format.bold = on,
            "i" => format.italic = on,
            "ulnone" => format.underline = None,
            "ul" | "uld" | "uldb" | "ulw" | "uldash" | "uldashd" | "uldashdd" | "ulth"
            | "ulwave" | "ulhwave" | "ululdbwave" | "ulldash" | "ulthd" | "ulthdash" => {
                format.underline = on
            }
            "strike" | "striked" => format.strike = on,
            "super" => format.script = on.map(|_| Script::Super),
            "sub" => format.script = on.map(|_| Script::Sub),
            "nosupersub" => format.script = None,
            "scaps" => format.small_caps = on,
            "caps" => format.all_caps = on,
            "v" => format.hidden = on,
            "cf" => format.color = color,
            "cb" | "chcbpat" | "highlight" => format.background = color,
            "fs" => format.size = (number > 0).then_some(Size::Points(number as f32 / 2.0)),
            "f" => state.font = number,
            "dbch" => state.east = true,
            "loch" | "hich" => state.east = false,
            "af" if state.east => state.east_font = Some(number),
            "rtlch" => format.rtl = Some(true),
            "ltrch" => format.rtl = None,
            "lang" => {
                let language = u16::try_from(number).ok().and_then(codepage::language);
                format.language = language.map(Arc::from);
            }
            "cs" => {
                if let Some(style) = self.styles.get_mut(&('c', number)) {
                    style.used = true;
                    state.style = Some(number);
                    let id = Arc::clone(&style.id);
                    format.style = (!id.is_empty() && &*id != "DefaultParagraphFont").then_some(id);
                }
            }
            "revised" => state.inserted = on.map(|_| state.inserted.unwrap_or_default()),
            "revauth" => state.inserted.get_or_insert_default().0 = number,
            "revdttm" => state.inserted.get_or_insert_default().1 = number,
            "deleted" => state.deleted = on.map(|_| state.deleted.unwrap_or_default()),
            "revauthdel" => state.deleted.get_or_insert_default().0 = number,
            "revdttmdel" => state.deleted.get_or_insert_default().1 = number,
            _ => return false,
        }
        true
    }

    /// Words of paragraphs; answers whether it was one.
    pub(super) fn paragraph_word(&mut self, word: &str, number: i32, on: bool) -> bool {
        let color = self.color_at(number);
        let state = &mut self.state.paragraph;
        let format = &mut state.format;
        let points = Some(number as f32 / 20.0);
        let on = on.then_some(true);
        match word {
            "pard" => *state = ParagraphState::default(),
            "s" => state.style = Some(number),
            "ql" => format.align = Some(Align::Left),
            "qr" => format.align = Some(Align::Right),
            "qc" => format.align = Some(Align::Center),
            "qj" | "qd" => format.align = Some(Align::Justify),
            "li" | "lin" => format.indent_start = points,
            "ri" | "rin" => format.indent_end = points,
            "fi" => format.first_line = points,
            "sb" => format.space_before = points,
            "sa" => format.space_after = points,
            "sl" => state.line = number,
            "slmult" => state.multiple = number == 1,
            "keep" => format.keep_lines = on,
            "keepn" => format.keep_next = on,
            "pagebb" => format.page_break_before = on,
            "rtlpar" => format.rtl = Some(true),
            "ltrpar" => format.rtl = None,
            "cbpat" => format.background = color,
            "outlinelevel" => state.outline = u8::try_from(number).ok(),
            "intbl" => state.in_table = on.is_some(),
            "itap" => {
                state.depth = Some(number);
                state.in_table |= number > 0;
            }
            "ls" => state.list = number,
            "ilvl" => state.level = u8::try_from(number).unwrap_or(0),
            _ => return false,
        }
        true
    }

    /// Words of pages and sections, and of dates in what is said of the document.
    fn page_word(&mut self, word: &str, number: i32, on: bool) -> bool {
        let points = number as f32 / 20.0;
        let setup = &mut self.setup;
        match word {
            "sectd" => {
                let (header, footer) = (
                    std::mem::take(&mut setup.header),
                    std::mem::take(&mut setup.footer),
                );
                *setup = PageSetup {
                    header,
                    footer,
                    ..self.paper.clone()
                };
                self.title_page = false;
            }
            "paperw" | "pghsxn" | "pgwsxn" | "paperh" | "margl" | "margr" | "margt" | "margb"
            | "marglsxn" | "margrsxn" | "margtsxn" | "margbsxn" | "landscape" | "lndscpsxn" => {
                let section = word.ends_with("sxn");
                measure(setup, word, points);
                if !section {
                    measure(&mut self.paper, word, points);
                }
            }
            "headery" => setup.header_distance = points,
            "footery" => setup.footer_distance = points,
            "cols" => setup.columns = u8::try_from(number.clamp(1, 45)).unwrap_or(1),
            "pgnrestart" => {
                setup.first_number.get_or_insert(1);
            }
            "pgnstarts" => setup.first_number = u32::try_from(number).ok(),
            "pgncont" => setup.first_number = None,
            "sbknone" => setup.start = SectionStart::Continuous,
            "sbkpage" | "sbkodd" | "sbkeven" | "sbkcol" => setup.start = SectionStart::NewPage,
            "titlepg" => self.title_page = on,
            "facingp" => self.facing = on,
            _ => return false,
        }
        true
    }

    /// The pages of the section that ends.
    pub(super) fn finished_setup(&mut self) -> PageSetup {
        let mut setup = self.setup.clone();
        if self.title_page {
            setup.header.first.get_or_insert_default();
            setup.footer.first.get_or_insert_default();
        } else {
            setup.header.first = None;
            setup.footer.first = None;
        }
        if !self.facing {
            setup.header.even = None;
            setup.footer.even = None;
        }
        setup
    }

    fn end_section(&mut self) -> Result<(), ConvertError> {
        if self.targets.len() > 1 {
            return Ok(());
        }
        if self.target().is_some_and(|target| target.has_inlines()) {
            self.end_paragraph()?;
        }
        let setup = self.finished_setup();
        // As many sections as a document may have blocks would be too many copies of headers.
        if self.setups.len() < 10_000 {
            self.setups.push(setup);
            if let Some(target) = self.target() {
                target.push_block(Block::Section(Box::default()));
            }
        }
        Ok(())
    }

    /// Numbering of the group that ends holds for the paragraph around.
    pub(super) fn old_list_around(&mut self, list: Option<OldList>) {
        if let Some(state) = self.state_around() {
            state.paragraph.old_list = list;
        }
    }

    /// Numbers of a date.
    pub(super) fn date_word(&mut self, word: &str, number: i32) {
        let [year, month, day, hour, minute, second] = &mut self.date;
        match word {
            "yr" => *year = number,
            "mo" => *month = number,
            "dy" => *day = number,
            "hr" => *hour = number,
            "min" => *minute = number,
            "sec" => *second = number,
            _ => {}
        }
    }
}

fn measure(setup: &mut PageSetup, word: &str, points: f32) {
    let place = match word {
        "paperw" | "pgwsxn" => &mut setup.width,
        "paperh" | "pghsxn" => &mut setup.height,
        "margl" | "marglsxn" => &mut setup.margins.left,
        "margr" | "margrsxn" => &mut setup.margins.right,
        "margt" | "margtsxn" => &mut setup.margins.top,
        "margb" | "margbsxn" => &mut setup.margins.bottom,
        _ => return,
    };
    if points >= 0.0 {
        *place = points;
    }
}

/// The letter that a word stands for.
fn sign(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        "zwbo" => '\u{200b}',
        "zwnbo" => '\u{2060}',
        "ltrmark" => '\u{200e}',
        "rtlmark" => '\u{200f}',
        _ => return None,
    })
}
