//! The reader proper: follows groups and control words, and puts text where it belongs.

use std::collections::BTreeMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Color, Document, PageSetup};

use super::fields::FieldState;
use super::lists::Lists;
use super::pictures::PictureState;
use super::rows::Rows;
use super::state::{AtEnd, Collect, Destination, Font, State};
use super::styles::StyleEntry;
use super::target::Target;
use super::token::{Token, Tokens};

/// What is known while a file is read.
pub(super) struct Parser<'a, 'j> {
    pub(super) job: &'a mut Job<'j>,
    pub(super) state: State,
    /// States of the groups around, and what is to be done when the group in them ends.
    stack: Vec<(State, AtEnd)>,
    pub(super) at_end: AtEnd,
    /// Groups that are open beyond the deepest allowed.
    flattened: usize,
    pub(super) fonts: BTreeMap<i32, Font>,
    /// The font that is being read.
    pub(super) font: (i32, Font),
    pub(super) colors: Vec<Option<Color>>,
    pub(super) color: Option<[u8; 3]>,
    pub(super) styles: BTreeMap<(char, i32), StyleEntry>,
    pub(super) style: (char, i32),
    pub(super) in_style: bool,
    pub(super) authors: Vec<String>,
    /// The code page where no font says one.
    pub(super) page: u32,
    pub(super) default_font: i32,
    /// Bytes and units of text that are not decoded yet, and text that is not put in place yet.
    pub(super) raw: Vec<u8>,
    pub(super) units: Vec<u16>,
    pub(super) text: String,
    /// Letters to be skipped after a Unicode one.
    pub(super) skip: usize,
    star: bool,
    /// The texts that are open; the first is the body.
    pub(super) targets: Vec<Target>,
    pub(super) collected: Vec<String>,
    pub(super) fields: Vec<FieldState>,
    pub(super) lists: Lists,
    pub(super) rows: Rows,
    pub(super) picture: PictureState,
    /// The words for the next picture of a shape.
    pub(super) alt: String,
    pub(super) property: String,
    pub(super) setup: PageSetup,
    /// The paper of the document, which sections begin with.
    pub(super) paper: PageSetup,
    pub(super) setups: Vec<PageSetup>,
    pub(super) title_page: bool,
    pub(super) facing: bool,
    pub(super) comments: Vec<usize>,
    pub(super) comment_refs: BTreeMap<i32, usize>,
    pub(super) comment_author: String,
    pub(super) date: [i32; 6],
    pub(super) picture_bytes: u64,
    pub(super) left: usize,
    pub(super) document: Document,
}

impl<'a, 'j> Parser<'a, 'j> {
    /// A reader with nothing read.
    pub(super) fn new(job: &'a mut Job<'j>) -> Self {
        let paper = PageSetup {
            width: 612.0,
            height: 792.0,
            margins: spindle_model::document::Margins {
                top: 72.0,
                right: 90.0,
                bottom: 72.0,
                left: 90.0,
            },
            ..PageSetup::default()
        };
        Self {
            left: job.limits.blocks,
            picture_bytes: job.limits.expanded_bytes,
            job,
            state: State {
                skip: 1,
                ..State::default()
            },
            stack: Vec::new(),
            at_end: AtEnd::Nothing,
            flattened: 0,
            fonts: BTreeMap::new(),
            font: (0, Font::default()),
            colors: Vec::new(),
            color: None,
            styles: BTreeMap::new(),
            style: ('s', 0),
            in_style: false,
            authors: Vec::new(),
            page: 1252,
            default_font: 0,
            raw: Vec::new(),
            units: Vec::new(),
            text: String::new(),
            skip: 0,
            star: false,
            targets: vec![Target::default()],
            collected: Vec::new(),
            fields: Vec::new(),
            lists: Lists::default(),
            rows: Rows::default(),
            picture: PictureState::default(),
            alt: String::new(),
            property: String::new(),
            setup: paper.clone(),
            paper,
            setups: Vec::new(),
            title_page: false,
            facing: false,
            comments: Vec::new(),
            comment_refs: BTreeMap::new(),
            comment_author: String::new(),
            date: [0; 6],
            document: Document::default(),
        }
    }

    /// Reads all pieces and answers the document.
    ///
    /// # Errors
    /// `Limit` when there are more paragraphs than allowed.
    pub(super) fn read(mut self, bytes: &[u8]) -> Result<Document, ConvertError> {
        let mut tokens = Tokens::new(bytes);
        let mut count = 0_u32;
        while let Some(token) = tokens.next() {
            self.token(token)?;
            count = count.wrapping_add(1);
            if count.is_multiple_of(1 << 18) {
                let share = tokens.left() as f32 / bytes.len().max(1) as f32;
                (self.job.progress)(1.0 - share);
            }
        }
        if !self.stack.is_empty() {
            self.job.warn(
                "text-cut",
                "the file ends within a group: a part of it is missing",
            );
        }
        while !self.stack.is_empty() {
            self.close()?;
        }
        self.flush();
        self.finish()
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), ConvertError> {
        let star = std::mem::take(&mut self.star);
        match token {
            Token::Open => self.open(),
            Token::Close => self.close()?,
            Token::Word(word, number) => self.word(word, number, star)?,
            Token::Symbol(b'*') => self.star = true,
            Token::Symbol(sign) => self.symbol(sign)?,
            Token::Hex(byte) | Token::Byte(byte) => self.byte(byte),
            Token::Binary(bytes) => {
                if self.state.destination == Destination::Picture {
                    self.picture.bytes.extend_from_slice(bytes);
                } else if self.skip > 0 {
                    self.skip = self.skip.saturating_sub(1);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        if self.stack.len() >= self.job.limits.depth {
            self.flattened = self.flattened.saturating_add(1);
            self.job.warn(
                "groups-flattened",
                "groups that are nested too deep were joined with those around them",
            );
            return;
        }
        let at_end = std::mem::replace(&mut self.at_end, AtEnd::Nothing);
        self.stack.push((self.state.clone(), at_end));
        match self.state.destination {
            Destination::Styles if !self.in_style => {
                self.in_style = true;
                self.at_end = AtEnd::Style;
                self.style = ('s', 0);
                self.state.text = super::state::TextState {
                    font: self.default_font,
                    ..Default::default()
                };
                self.state.paragraph = super::state::ParagraphState::default();
                self.text.clear();
            }
            Destination::Fonts => self.text.clear(),
            _ => {}
        }
    }

    fn close(&mut self) -> Result<(), ConvertError> {
        self.flush();
        self.skip = 0;
        if self.flattened > 0 {
            self.flattened = self.flattened.saturating_sub(1);
            return Ok(());
        }
        let at_end = std::mem::replace(&mut self.at_end, AtEnd::Nothing);
        match at_end {
            AtEnd::OldList => {
                let list = self.state.paragraph.old_list;
                self.old_list_around(list);
            }
            at_end => self.at_group_end(at_end)?,
        }
        if let Some((state, around)) = self.stack.pop() {
            self.state = state;
            self.at_end = around;
        }
        Ok(())
    }

    /// The nearest destination around that is not skipped.
    pub(super) fn destination_around(&self) -> Destination {
        let mut around = self.stack.iter().rev().map(|(state, _)| state.destination);
        around
            .find(|destination| *destination != Destination::Skip)
            .unwrap_or_default()
    }

    /// The state of the group around the one that ends.
    pub(super) fn state_around(&mut self) -> Option<&mut State> {
        self.stack.last_mut().map(|(state, _)| state)
    }

    fn word(&mut self, word: &str, number: Option<i32>, star: bool) -> Result<(), ConvertError> {
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return Ok(());
        }
        if word == "uc" {
            self.state.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16);
            return Ok(());
        }
        if self.skip > 0 {
            // A control word counts as one letter.
            self.skip = self.skip.saturating_sub(1);
            return Ok(());
        }
        if self.state.destination == Destination::Skip && word != "ud" {
            return Ok(());
        }
        self.flush();
        if self.begin_destination(word, number) {
            return Ok(());
        }
        let on = number != Some(0);
        let number = number.unwrap_or(0);
        match self.state.destination {
            Destination::Fonts => self.font_word(word, number),
            Destination::Colors => self.color_word(word, number),
            Destination::Styles => {
                if !self.style_word(word, number) && star {
                    self.state.destination = Destination::Skip;
                } else {
                    let _ =
                        self.text_word(word, number, on) || self.paragraph_word(word, number, on);
                }
            }
            Destination::Lists | Destination::ListOverrides => self.list_word(word, number),
            Destination::Picture => self.picture_word(word, number),
            Destination::OldList => self.old_list_word(word, number),
            Destination::NestedRow => {
                self.row_word(word, number, true);
                if word == "nestrow" {
                    self.end_row(true);
                }
            }
            Destination::Body
            | Destination::Collect(_)
            | Destination::Shape
            | Destination::Skip
            | Destination::Authors => {
                if star {
                    // Nothing that has to be known.
                    self.state.destination = Destination::Skip;
                } else if self.state.destination == Destination::Shape {
                    self.date_word(word, number);
                } else {
                    self.body_word(word, number, on)?;
                }
            }
        }
        Ok(())
    }

    fn symbol(&mut self, sign: u8) -> Result<(), ConvertError> {
        if self.skip > 0 {
            self.skip = self.skip.saturating_sub(1);
            return Ok(());
        }
        match sign {
            b'~' => self.letter('\u{a0}'),
            b'-' => self.letter('\u{ad}'),
            b'_' => self.letter('\u{2011}'),
            b'{' | b'}' | b'\\' => self.byte(sign),
            b'\r' | b'\n' => return self.word("par", None, false),
            b'\t' => self.letter('\t'),
            _ => {}
        }
        Ok(())
    }

    /// Begins to collect text for some use.
    pub(super) fn collect(&mut self, what: Collect) {
        self.state.destination = Destination::Collect(what);
        self.at_end = AtEnd::Collected(what);
        self.collected.push(String::new());
    }

    /// Begins another text than the one that is open.
    pub(super) fn begin_target(&mut self, at_end: AtEnd) {
        self.state.destination = Destination::Body;
        self.state.paragraph = super::state::ParagraphState::default();
        self.state.text = super::state::TextState {
            font: self.default_font,
            ..Default::default()
        };
        self.at_end = at_end;
        self.targets.push(Target::default());
    }

    /// Ends such a text and answers its blocks.
    pub(super) fn end_target(&mut self) -> Result<Target, ConvertError> {
        if self.targets.last().is_some_and(Target::has_inlines) {
            self.end_paragraph()?;
        }
        if self.targets.len() > 1 {
            return Ok(self.targets.pop().unwrap_or_default());
        }
        Ok(Target::default())
    }

    /// The text that is open.
    pub(super) fn target(&mut self) -> Option<&mut Target> {
        self.targets.last_mut()
    }
}
