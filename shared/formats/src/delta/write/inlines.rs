//! Inlines: text with attributes, and embeds.

use spindle_delta::Attributes;
use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Field, ImageSource, Inline, InlineKind, Paragraph, ParagraphFormat, Script, TextFormat,
};

use super::super::attributes::text_attributes;
use super::super::{LINE_BREAK, embeds};
use super::Writer;

impl Writer<'_, '_> {
    /// Writes what a paragraph says, without its end.
    pub(super) fn inlines(&mut self, paragraph: &Paragraph) -> Result<(), ConvertError> {
        let base = self.base(paragraph);
        if let Some(trace) = &mut self.trace {
            trace.paragraph();
        }
        for inline in &paragraph.inlines {
            if let Some(trace) = &mut self.trace {
                trace.inline();
            }
            if inline.format.is_deleted() {
                self.warn(
                    "tracked-changes",
                    "text that a tracked change took out was left out",
                );
                continue;
            }
            let format = self.resolved(&inline.format, base.as_ref());
            if format.hidden == Some(true) {
                self.warn("hidden-text-dropped", "hidden text was left out");
                continue;
            }
            self.inline(inline, &format)?;
        }
        if let Some(trace) = &mut self.trace {
            trace.inline();
        }
        Ok(())
    }

    fn inline(&mut self, inline: &Inline, format: &TextFormat) -> Result<(), ConvertError> {
        match &inline.kind {
            InlineKind::Text(text) if format.all_caps == Some(true) => {
                self.words(&text.to_uppercase(), format)
            }
            InlineKind::Text(text) => self.words(text, format),
            InlineKind::LineBreak => self.words("\n", format),
            InlineKind::Image(image) => {
                let address = match &image.source {
                    ImageSource::Media(index) => (self.image)(*index),
                    ImageSource::Url(url) => url.clone(),
                };
                self.spend(address.len())?;
                let mut map = text_attributes(format);
                let embed = embeds::picture(image, address, &mut map);
                self.embed(embed, map.into())
            }
            InlineKind::Formula(latex) => {
                let attributes = self.attributes(format);
                self.embed(
                    embeds::opaque("formula", &latex.as_str().into()),
                    attributes,
                )
            }
            InlineKind::Mention { id, name } => {
                let mut map = text_attributes(format);
                let embed = embeds::mention(id, name, &mut map);
                self.embed(embed, map.into())
            }
            InlineKind::Embed(name, value) => {
                let attributes = self.attributes(format);
                self.embed(embeds::opaque(name, value), attributes)
            }
            InlineKind::Note(index) => self.note_mark(*index, format),
            InlineKind::Field(Field::Other { shown, .. }) => self.words(shown, format),
            InlineKind::Field(Field::PageNumber | Field::PageCount) => {
                self.warn("field-dropped", "numbers of pages have no place in Delta");
                Ok(())
            }
            InlineKind::Bookmark(_) => {
                self.warn(
                    "bookmark-dropped",
                    "places that links name have no place in Delta",
                );
                Ok(())
            }
        }
    }

    /// Text within a line: what would end it is a line break.
    pub(super) fn words(&mut self, text: &str, format: &TextFormat) -> Result<(), ConvertError> {
        if text.is_empty() {
            return Ok(());
        }
        let attributes = self.attributes(format);
        if !text.contains('\n') {
            return self.text(text, attributes);
        }
        let line_break = LINE_BREAK.to_string();
        self.text(
            &text.replace("\r\n", "\n").replace('\n', &line_break),
            attributes,
        )
    }

    /// The mark of a note: its number in brackets.
    fn note_mark(&mut self, index: usize, format: &TextFormat) -> Result<(), ConvertError> {
        let number = self.note_number(index);
        let format = TextFormat {
            script: Some(Script::Super),
            ..format.clone()
        };
        self.words(&format!("[{number}]"), &format)
    }

    pub(super) fn attributes(&mut self, format: &TextFormat) -> Attributes {
        if let Some((known, attributes)) = &self.last
            && known == format
        {
            return attributes.clone();
        }
        if format.small_caps == Some(true) {
            self.warn(
                "small-capitals-dropped",
                "small capitals have no place in Delta",
            );
        }
        let attributes = Attributes::from(text_attributes(format));
        self.last = Some((format.clone(), attributes.clone()));
        attributes
    }

    /// What the paragraph's style says of its text beyond what holds everywhere. Of a heading nothing: it looks as
    /// headings do in the editor.
    fn base(&self, paragraph: &Paragraph) -> Option<TextFormat> {
        let style = paragraph.format.style.as_ref()?;
        if paragraph.heading.is_some() {
            return None;
        }
        self.style_text(style)
    }

    fn style_text(&self, id: &str) -> Option<TextFormat> {
        let style = self.document.styles.get(id)?;
        let defaults = &self.document.defaults.text;
        let mut text = style.text.clone();
        if text.font == defaults.font {
            text.font = None;
        }
        if text.size == defaults.size {
            text.size = None;
        }
        if text.color == defaults.color {
            text.color = None;
        }
        Some(text)
    }

    fn resolved(&self, format: &TextFormat, base: Option<&TextFormat>) -> TextFormat {
        let own = format.style.as_ref().and_then(|id| self.style_text(id));
        let format = match own {
            Some(style) => format.over(&style),
            None => format.clone(),
        };
        match base {
            Some(base) => format.over(base),
            None => format,
        }
    }

    /// How a paragraph looks, with what its style says.
    pub(super) fn paragraph_format(&mut self, paragraph: &Paragraph) -> ParagraphFormat {
        let style = paragraph.format.style.as_ref();
        let style = style.and_then(|id| self.document.styles.get(id));
        let format = match style {
            Some(style) => paragraph.format.over(&style.paragraph),
            None => paragraph.format.clone(),
        };
        if format.page_break_before == Some(true) {
            self.warn("page-break-dropped", "page breaks have no place in Delta");
        }
        let spaced = format.first_line.is_some()
            || format.space_before.is_some()
            || format.space_after.is_some()
            || format.line_height.is_some()
            || format.background.is_some();
        if spaced {
            self.warn(
                "paragraph-format-dropped",
                "spacing, line heights, first line indents and backgrounds of paragraphs have no place in Delta",
            );
        }
        format
    }
}
