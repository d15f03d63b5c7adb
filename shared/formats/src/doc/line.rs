//! From the letters of a paragraph to inlines: runs of one format, fields, marks that stand for something else.

use std::collections::BTreeSet;
use std::sync::Arc;

use spindle_model::document::{
    Block, Change, ChangeKind, Field, Image, ImageSource, Inline, InlineKind, TextFormat,
};

use super::character::{self, Character, Mark};
use super::fields::{self, Open};
use super::pieces::{Modifier, Run};
use super::sprm::{Sprm, Sprms};
use super::story::{Event, Reading};
use super::symbols;

/// The paragraph that is being read, and what goes on over paragraphs: fields and comments.
pub(super) struct Line {
    /// Its inlines, a new part after each page break.
    parts: Vec<Vec<Inline>>,
    /// Letters that are not yet an inline.
    letters: Vec<u16>,
    /// Positions of marks that belong to whole fields.
    matched: BTreeSet<u32>,
    fields: Vec<Open>,
    /// Comments on the text that is being read.
    comments: Vec<usize>,
    /// What text boxes say that hang on the paragraph.
    boxes: Vec<Block>,
    /// Whether the paragraph ends a cell of a nested table.
    pub(super) inner_cell_end: bool,
}

impl Line {
    /// For a text with these fields.
    pub(super) fn new(matched: BTreeSet<u32>) -> Self {
        Self {
            parts: vec![Vec::new()],
            letters: Vec::new(),
            matched,
            fields: Vec::new(),
            comments: Vec::new(),
            boxes: Vec::new(),
            inner_cell_end: false,
        }
    }

    /// The inlines, apart where a page breaks.
    pub(super) fn take(&mut self) -> Vec<Vec<Inline>> {
        std::mem::replace(&mut self.parts, vec![Vec::new()])
    }

    /// The blocks of text boxes that hang on the paragraph.
    pub(super) fn take_boxes(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.boxes)
    }

    /// Reads the letters between two positions, of a paragraph of a style.
    pub(super) fn read(&mut self, reading: &mut Reading<'_, '_>, start: u32, end: u32, style: u16) {
        let characters = reading.characters;
        let runs = reading
            .pieces
            .runs(start, end, |place| characters.boundary(place));
        let mut event = reading
            .events
            .partition_point(|(position, _)| *position < start);
        for run in runs {
            let (character, base) = properties(reading, &run, style);
            let format = self.format(reading, &character, &base);
            let pieces = reading.pieces;
            for (position, unit) in (run.start..).zip(pieces.between(run.start, run.end)) {
                while let Some((at, what)) = reading.events.get(event)
                    && *at <= position
                {
                    let what = what.clone();
                    self.happen(what, &format);
                    event = event.saturating_add(1);
                }
                self.unit(reading, position, *unit, &character, &format);
            }
            self.flush(&format, &character);
        }
        // What happens at the mark belongs to this paragraph still.
        while let Some((at, what)) = reading.events.get(event)
            && *at <= end
        {
            let what = what.clone();
            self.happen(what, &TextFormat::default());
            event = event.saturating_add(1);
        }
    }

    fn happen(&mut self, event: Event, format: &TextFormat) {
        match event {
            Event::Bookmark(name) => {
                self.flush_with(format);
                self.push(Inline::new(
                    InlineKind::Bookmark(name),
                    TextFormat::default(),
                ));
            }
            Event::CommentStart(index) => {
                self.flush_with(format);
                if !self.comments.contains(&index) {
                    self.comments.push(index);
                }
            }
            Event::CommentEnd(index) => {
                self.flush_with(format);
                self.comments.retain(|open| *open != index);
            }
        }
    }

    fn unit(
        &mut self,
        reading: &mut Reading<'_, '_>,
        position: u32,
        unit: u16,
        character: &Character,
        format: &TextFormat,
    ) {
        if matches!(unit, fields::BEGIN..=fields::END) {
            if self.matched.contains(&position) {
                self.flush(format, character);
                self.field_mark(unit, format);
            }
            return;
        }
        if let Some(index) = reading.notes.get(&position).copied() {
            self.flush(format, character);
            let mut format = self.complete(format);
            // The writer raises the mark.
            format.script = None;
            format.style = None;
            self.push(Inline::new(InlineKind::Note(index), format));
            if unit == 2 {
                return;
            }
        }
        if let Some(open) = self.fields.iter_mut().rev().find(|open| !open.in_result) {
            if let Some(letter) = char::from_u32(u32::from(unit)).filter(|letter| *letter >= ' ') {
                open.instruct(letter);
            }
            return;
        }
        if self.fields.iter().any(|open| open.field.is_some()) {
            return;
        }
        match unit {
            0x09 | 0x20..=0x27 | 0x29..=0x7E => self.letters.push(unit),
            0x28 => match character.symbol.filter(|_| character.special) {
                Some(symbol) => self.symbol(reading, symbol, character, format),
                None => self.letters.push(unit),
            },
            0x0B => {
                self.flush(format, character);
                self.push(Inline::new(InlineKind::LineBreak, self.complete(format)));
            }
            0x0C => {
                self.flush(format, character);
                self.parts.push(Vec::new());
            }
            0x1E => self.letters.push(0x2011),
            0x1F => self.letters.push(0xAD),
            0x01 => {
                if let Some(place) = character.picture.filter(|_| !character.data) {
                    self.flush(format, character);
                    self.picture(reading, place, format);
                }
            }
            0x05 => {
                if let Some(index) = reading.comments.get(&position).copied() {
                    self.flush(format, character);
                    self.comment_mark(reading, index, format);
                }
            }
            0x08 => {
                self.flush(format, character);
                self.shape(reading, position, format);
            }
            0x00 if character.special => {
                self.flush(format, character);
                let field = InlineKind::Field(Field::PageNumber);
                self.push(Inline::new(field, self.complete(format)));
            }
            0x00..=0x1F => {}
            0xF020..=0xF0FF => {
                let font = format
                    .font
                    .as_deref()
                    .filter(|font| symbols::is_symbol_font(font));
                match font.and_then(|font| symbols::unicode(font, unit)) {
                    Some(letter) => {
                        let mut buffer = [0; 2];
                        self.letters
                            .extend_from_slice(letter.encode_utf16(&mut buffer));
                    }
                    None => self.letters.push(unit),
                }
            }
            _ => self.letters.push(unit),
        }
    }

    fn field_mark(&mut self, unit: u16, format: &TextFormat) {
        match unit {
            fields::BEGIN => self.fields.push(Open::default()),
            fields::SEPARATOR => {
                if let Some(open) = self.fields.last_mut() {
                    open.begin_result();
                }
            }
            _ => {
                if let Some(mut open) = self.fields.pop() {
                    if !open.in_result {
                        open.begin_result();
                    }
                    let hidden = self
                        .fields
                        .iter()
                        .any(|open| !open.in_result || open.field.is_some());
                    if let Some(field) = open.field.filter(|_| !hidden) {
                        self.push(Inline::new(InlineKind::Field(field), self.complete(format)));
                    }
                }
            }
        }
    }

    fn symbol(
        &mut self,
        reading: &Reading<'_, '_>,
        (font, code): (u16, u16),
        character: &Character,
        format: &TextFormat,
    ) {
        let font = reading
            .styles
            .fonts
            .get(usize::from(font))
            .cloned()
            .unwrap_or_default();
        if let Some(letter) = symbols::unicode(&font, code) {
            let mut buffer = [0; 2];
            self.letters
                .extend_from_slice(letter.encode_utf16(&mut buffer));
            return;
        }
        self.flush(format, character);
        if let Some(letter) = char::from_u32(u32::from(code)) {
            let mut format = self.complete(format);
            format.font = (!font.is_empty()).then_some(font);
            self.push(Inline::new(InlineKind::Text(letter.to_string()), format));
        }
    }

    fn picture(&mut self, reading: &mut Reading<'_, '_>, place: u32, format: &TextFormat) {
        let Some((index, width, height, alt)) = reading.inline_picture(place) else {
            reading.job.warn(
                "picture-unreadable",
                "a picture was left out: it is of a kind that is not read, or lies outside of the file",
            );
            return;
        };
        self.push_image(index, width, height, alt, format);
    }

    fn push_image(
        &mut self,
        index: usize,
        width: f32,
        height: f32,
        alt: String,
        format: &TextFormat,
    ) {
        let image = Image {
            source: ImageSource::Media(index),
            alt,
            title: None,
            width: (width > 0.0).then_some(width),
            height: (height > 0.0).then_some(height),
        };
        self.push(Inline::new(InlineKind::Image(image), self.complete(format)));
    }

    fn shape(&mut self, reading: &mut Reading<'_, '_>, position: u32, format: &TextFormat) {
        let Some((shape, width, height)) = reading.anchors.get(&position).copied() else {
            return;
        };
        if let Some(blocks) = reading.boxes.remove(&shape) {
            self.boxes.extend(blocks);
        }
        if let Some(picture) = reading.drawings.picture(reading.fib, shape)
            && let Some(index) = reading.keep_picture(picture.media_type, &picture.bytes)
        {
            self.push_image(index, width, height, picture.alt, format);
        }
    }

    /// A comment without a range of text is about what stands before its mark.
    fn comment_mark(&mut self, reading: &Reading<'_, '_>, index: usize, format: &TextFormat) {
        if !reading.at_mark.contains(&index) {
            return;
        }
        match self.parts.last_mut().and_then(|part| part.last_mut()) {
            Some(last) => last.format.comments.push(index),
            None => {
                let mut format = self.complete(format);
                format.comments.push(index);
                self.push(Inline::new(InlineKind::Text(String::new()), format));
            }
        }
    }

    /// The format of a run without what changes within it.
    fn format(
        &self,
        reading: &mut Reading<'_, '_>,
        character: &Character,
        base: &TextFormat,
    ) -> TextFormat {
        let mut format = character.format.clone();
        if let Some(style) = character.style {
            let id = reading.styles.get(style).map(|entry| Arc::clone(&entry.id));
            format.style = id.filter(|id| !id.is_empty());
            if format.style.is_some() {
                reading.used.insert(style);
            }
        }
        // What the style says already need not be said again.
        if format.font == base.font {
            format.font = None;
        }
        if format.size == base.size {
            format.size = None;
        }
        if format.language == reading.document.defaults.text.language {
            format.language = None;
        }
        if base.color.is_none() && format.color == Some(spindle_model::document::Color::BLACK) {
            format.color = None;
        }
        let change = |mark: Mark, kind| {
            Arc::new(Change {
                kind,
                author: reading
                    .authors
                    .get(usize::from(mark.author))
                    .cloned()
                    .unwrap_or_default(),
                date: character::date(mark.date),
            })
        };
        format.change = match (character.deleted, character.inserted) {
            (Some(mark), _) => Some(change(mark, ChangeKind::Deleted)),
            (None, Some(mark)) => Some(change(mark, ChangeKind::Inserted)),
            (None, None) => None,
        };
        format
    }

    /// A run's format with what holds just here.
    fn complete(&self, format: &TextFormat) -> TextFormat {
        let mut format = format.clone();
        format.link = self.fields.iter().rev().find_map(|open| open.link.clone());
        format.comments.clone_from(&self.comments);
        format
    }

    fn flush(&mut self, format: &TextFormat, character: &Character) {
        if self.letters.is_empty() {
            return;
        }
        if let Some(font) = &character.east_font
            && self.letters.iter().copied().any(is_east_asian)
        {
            let mut format = format.clone();
            format.font = Some(Arc::clone(font));
            self.flush_with(&format);
        } else {
            self.flush_with(format);
        }
    }

    fn flush_with(&mut self, format: &TextFormat) {
        if self.letters.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&self.letters);
        self.letters.clear();
        let format = self.complete(format);
        if let Some(last) = self.parts.last_mut().and_then(|part| part.last_mut())
            && let InlineKind::Text(before) = &mut last.kind
            && last.format == format
        {
            before.push_str(&text);
            return;
        }
        self.push(Inline::new(InlineKind::Text(text), format));
    }

    fn push(&mut self, inline: Inline) {
        if let Some(part) = self.parts.last_mut() {
            part.push(inline);
        }
    }
}

fn is_east_asian(unit: u16) -> bool {
    matches!(unit, 0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

/// The properties of a run, and what its styles say.
fn properties(reading: &Reading<'_, '_>, run: &Run, style: u16) -> (Character, TextFormat) {
    let (_, list) = reading.characters.at(reading.fib, run.offset);
    let old = reading.fib.old;
    let paragraph = &reading.styles.get_or_none(style).character;
    let modifier = reading.pieces.modifier(run.piece);
    let more = match modifier {
        Modifier::Many(list) => list,
        Modifier::One(..) | Modifier::None => &[],
    };
    let all = || Sprms::new(list, old).chain(Sprms::new(more, old));
    let named = all()
        .filter(|sprm| sprm.code == 0x4A30)
        .last()
        .map(|sprm| sprm.word());
    let base = match named.and_then(|named| reading.styles.get(named)) {
        Some(named) => named.character.format.over(&paragraph.format),
        None => paragraph.format.clone(),
    };
    let mut character = Character {
        east_font: paragraph.east_font.clone(),
        ..Character::default()
    };
    for sprm in all() {
        character.apply(&sprm, &base, &reading.styles.fonts);
    }
    if let Modifier::One(code, value) = &modifier {
        let sprm = Sprm { code: *code, value };
        character.apply(&sprm, &base, &reading.styles.fonts);
    }
    if character.east_font == character.format.font.clone().or_else(|| base.font.clone()) {
        character.east_font = None;
    }
    // A font of symbols counts even where it is the style that says it.
    if character.format.font.is_none()
        && let Some(font) = base
            .font
            .as_ref()
            .filter(|font| symbols::is_symbol_font(font))
    {
        character.format.font = Some(Arc::clone(font));
    }
    (character, base)
}
