//! From what holds to inlines and paragraphs, and the document at the end.

use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Document, Inline, InlineKind, LineHeight, Paragraph, Size};

use super::parser::Parser;
use super::state::{difference, paragraph_difference};
use super::target::Target;

impl Parser<'_, '_> {
    /// Adds an inline with the format that holds.
    pub(super) fn push_inline(&mut self, kind: InlineKind) {
        let state = &self.state.text;
        let mut format = state.format.clone();
        let paragraph = self
            .state
            .paragraph
            .style
            .and_then(|style| self.styles.get(&('s', style)));
        let mut font = self.fonts.get(&state.font);
        if let InlineKind::Text(text) = &kind
            && let Some(east) = state.east_font.and_then(|east| self.fonts.get(&east))
            && text
                .chars()
                .any(|letter| matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
        {
            font = Some(east);
        }
        format.font = font
            .map(|font| Arc::clone(&font.name))
            .filter(|name| !name.is_empty());
        let default = &self.document.defaults.text;
        let mut base = match paragraph {
            Some(style) => style.text.over(default),
            None => default.clone(),
        };
        if let Some(style) = state.style.and_then(|style| self.styles.get(&('c', style))) {
            base = style.text.over(&base);
        }
        let mut format = difference(&format, &base);
        format.change = self.change();
        format.comments.clone_from(&self.comments);
        if let Some(target) = self.targets.last_mut() {
            target.push(Inline::new(kind, format));
        }
    }

    /// Ends the paragraph.
    ///
    /// # Errors
    /// `Limit` when there are more than allowed.
    pub(super) fn end_paragraph(&mut self) -> Result<(), ConvertError> {
        self.flush();
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            ConvertError::limit(format!(
                "the document has more than the {} paragraphs allowed",
                self.job.limits.blocks
            ))
        })?;
        let depth = self.depth();
        let paragraph = &self.state.paragraph;
        let style = paragraph
            .style
            .and_then(|style| self.styles.get(&('s', style)));
        let outline = paragraph
            .outline
            .filter(|level| *level < 9)
            .map(|level| level.saturating_add(1));
        let heading = style.and_then(|style| style.heading).or(outline);
        let default = &self.document.defaults.paragraph;
        let base = style.map_or_else(|| default.clone(), |style| style.paragraph.over(default));
        let mut format = paragraph.format.clone();
        if paragraph.line != 0 {
            let points = paragraph.line as f32 / 20.0;
            format.line_height = Some(if paragraph.multiple {
                LineHeight::Multiple(paragraph.line.unsigned_abs() as f32 / 240.0)
            } else if paragraph.line < 0 {
                LineHeight::Exactly(-points)
            } else {
                LineHeight::AtLeast(points)
            });
        }
        let mut format = paragraph_difference(&format, &base);
        format.style = style
            .filter(|_| paragraph.style != Some(0))
            .map(|style| Arc::clone(&style.id));
        let mark = if heading.is_none() {
            self.lists.mark(paragraph)
        } else {
            None
        };
        if mark.is_some() {
            // How far items stand in is what their level says.
            format.indent_start = None;
            format.first_line = None;
        }
        let shape = Paragraph {
            heading,
            inlines: Vec::new(),
            format,
        };
        if let Some(style) = self.state.paragraph.style
            && let Some(style) = self.styles.get_mut(&('s', style))
        {
            style.used = true;
        }
        if let Some(target) = self.targets.last_mut() {
            target.end_paragraph(shape, mark, depth);
        }
        Ok(())
    }

    /// How deep in tables the paragraph stands.
    pub(super) fn depth(&mut self) -> usize {
        let paragraph = &self.state.paragraph;
        let depth = match paragraph.depth {
            Some(depth) if depth > 0 => usize::try_from(depth).unwrap_or(0),
            _ => usize::from(paragraph.in_table),
        };
        depth.min((self.job.limits.depth / 4).clamp(1, 32))
    }

    pub(super) fn finish(mut self) -> Result<Document, ConvertError> {
        if self.targets.first().is_some_and(Target::has_inlines) {
            self.end_paragraph()?;
        }
        let body = self.targets.drain(..).next().unwrap_or_default();
        let mut blocks = body.finish();
        let last = self.finished_setup();
        self.setups.push(last);
        let mut setups = std::mem::take(&mut self.setups).into_iter();
        let mut document = self.document;
        document.page = setups.next().unwrap_or_default();
        if matches!(blocks.last(), Some(Block::Section(_))) {
            blocks.pop();
        }
        for block in &mut blocks {
            if let Block::Section(setup) = block
                && let Some(next) = setups.next()
            {
                **setup = next;
            }
        }
        document.blocks = blocks;
        let used = std::mem::take(&mut self.styles);
        document.styles = used
            .into_values()
            .filter(|style| style.used && !style.id.is_empty())
            .map(|style| (Arc::clone(&style.id), style.into_style(&document.defaults)))
            .collect();
        Ok(document)
    }

    /// What holds where nothing is said: the default font in 12 points.
    pub(super) fn set_defaults(&mut self) {
        let font = self.fonts.get(&self.default_font);
        let text = &mut self.document.defaults.text;
        text.font = font
            .map(|font| Arc::clone(&font.name))
            .filter(|name| !name.is_empty());
        text.size = Some(Size::Points(12.0));
    }
}
