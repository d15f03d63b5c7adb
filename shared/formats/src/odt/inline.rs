//! What stands in a paragraph (ODF 1.3 part 3, 6).

use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Field, Inline, InlineKind, Link, Note, TextFormat};

use super::lines::Flow;
use super::read::Reading;
use super::xml::{Node, Tag, Xml};

/// Spaces that one element may stand for.
const MOST_SPACES: u32 = 10_000;

/// A paragraph that is being read.
#[derive(Debug)]
pub(super) struct Line {
    pub inlines: Vec<Inline>,
    /// What stood in boxes in it.
    pub after: Vec<Block>,
    /// Whether the text so far ends with white space, so that more of it says nothing.
    space: bool,
    /// Comments on a point, that wait for something to be about.
    waiting: Vec<usize>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            inlines: Vec::new(),
            after: Vec::new(),
            space: true,
            waiting: Vec::new(),
        }
    }
}

impl Line {
    /// Adds something that is no text.
    pub fn push(&mut self, kind: InlineKind, mut format: TextFormat) {
        self.space = matches!(kind, InlineKind::LineBreak) && self.space;
        format.comments.append(&mut self.waiting);
        self.inlines.push(Inline::new(kind, format));
    }

    /// Adds text as it is.
    fn push_exact(&mut self, text: &str, mut format: TextFormat) {
        if text.is_empty() {
            return;
        }
        format.comments.append(&mut self.waiting);
        match self.inlines.last_mut() {
            Some(Inline {
                kind: InlineKind::Text(before),
                format: known,
            }) if *known == format => before.push_str(text),
            _ => self
                .inlines
                .push(Inline::new(InlineKind::Text(text.to_owned()), format)),
        }
    }

    /// Adds a comment on the point reached.
    pub fn comment(&mut self, index: usize) {
        match self.inlines.last_mut() {
            Some(inline) => inline.format.comments.push(index),
            None => self.waiting.push(index),
        }
    }

    /// The paragraph ends: comments in an empty one need something to hold to.
    pub fn end(&mut self) {
        if !self.waiting.is_empty() {
            let comments = std::mem::take(&mut self.waiting);
            let format = TextFormat {
                comments,
                ..TextFormat::default()
            };
            self.inlines
                .push(Inline::new(InlineKind::Text(String::new()), format));
        }
    }
}

impl Reading<'_, '_> {
    /// Everything up to the end of the element that was opened last, in the format of `base`.
    pub fn inlines(
        &mut self,
        xml: &mut Xml<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        loop {
            match xml.next()? {
                Node::Text(text) => self.text(&text, base, line),
                Node::Open(tag) => self.inline(xml, &tag, base, line)?,
                Node::Close => return Ok(()),
            }
        }
    }

    fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        match tag.name() {
            "text:span" => self.span(xml, tag, base, line),
            "text:a" | "draw:a" => self.link(xml, tag, base, line),
            "text:s" => {
                let count = tag.number("text:c").unwrap_or(1).clamp(1, MOST_SPACES) as usize;
                if count > 1 {
                    self.count_copied(count)?;
                }
                line.push_exact(&" ".repeat(count), self.now(base));
                line.space = false;
                xml.skip()
            }
            "text:tab" => {
                line.push_exact("\t", self.now(base));
                line.space = false;
                xml.skip()
            }
            "text:line-break" => {
                line.push(InlineKind::LineBreak, self.now(base));
                xml.skip()
            }
            "text:bookmark" | "text:bookmark-start" => {
                if let Some(name) = tag.get("text:name").filter(|name| !name.is_empty()) {
                    let space = line.space;
                    line.push(InlineKind::Bookmark(name), self.now(&TextFormat::default()));
                    line.space = space;
                }
                xml.skip()
            }
            "text:note" => self.note(xml, tag, base, line),
            "office:annotation" => self.annotation(xml, tag, line),
            "office:annotation-end" => {
                self.annotation_end(tag);
                xml.skip()
            }
            "text:change-start" | "text:change-end" => {
                self.change_mark(tag);
                xml.skip()
            }
            "text:change" => {
                line.inlines.append(&mut self.deleted(tag));
                xml.skip()
            }
            "text:page-number" => {
                line.push(InlineKind::Field(Field::PageNumber), self.now(base));
                xml.skip()
            }
            "text:page-count" => {
                line.push(InlineKind::Field(Field::PageCount), self.now(base));
                xml.skip()
            }
            // Reading help stands above the text; the text is what counts.
            "text:ruby-text"
            | "text:script"
            | "office:event-listeners"
            | "text:soft-page-break"
            | "text:bookmark-end"
            | "text:reference-mark"
            | "text:reference-mark-start"
            | "text:reference-mark-end" => xml.skip(),
            "text:ruby" | "text:ruby-base" | "text:meta" | "text:meta-field" => {
                self.inlines(xml, base, line)
            }
            name if name.starts_with("draw:") => self.drawing(xml, tag, base, line),
            name if name.starts_with("text:") => self.field(xml, tag, base, line),
            _ => self.inlines(xml, base, line),
        }
    }

    fn span(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let Some(name) = tag.get("text:style-name") else {
            return self.inlines(xml, base, line);
        };
        let style = self.span_style(&name);
        if style.formula {
            let latex = xml.text()?;
            line.push(InlineKind::Formula(latex), self.now(base));
            return Ok(());
        }
        let format = style.format.over(base);
        self.inlines(xml, &format, line)
    }

    fn link(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let Some(href) = tag.get("xlink:href").filter(|href| !href.is_empty()) else {
            return self.inlines(xml, base, line);
        };
        let mut format = base.clone();
        format.link = Some(Arc::new(Link {
            href: target(&href, self.archive.is_some()),
            title: tag.get("office:title").filter(|title| !title.is_empty()),
        }));
        self.inlines(xml, &format, line)
    }

    fn note(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let endnote = tag.get("text:note-class").as_deref() == Some("endnote");
        let index = self.document.notes.len();
        // Its place is taken before its content is read, which may hold notes.
        self.document.notes.push(Note {
            endnote,
            blocks: Vec::new(),
        });
        line.push(InlineKind::Note(index), self.now(base));
        let mut flow = Flow::default();
        self.aside(|reading| {
            xml.children(|xml, tag| match tag.name() {
                "text:note-body" => reading.blocks(xml, &mut flow),
                _ => xml.skip(),
            })
        })?;
        if let Some(note) = self.document.notes.get_mut(index) {
            note.blocks = flow.finish();
        }
        Ok(())
    }

    /// White space is one space, and none at the start or after other white space (ODF 1.3 part 3, 6.1.2).
    pub fn text(&mut self, text: &str, base: &TextFormat, line: &mut Line) {
        let mut plain = String::with_capacity(text.len());
        for char in text.chars() {
            if matches!(char, ' ' | '\t' | '\r' | '\n') {
                if !line.space {
                    plain.push(' ');
                }
                line.space = true;
            } else {
                plain.push(char);
                line.space = false;
            }
        }
        if !plain.is_empty() {
            line.push_exact(&plain, self.now(base));
        }
    }

    /// The format of what is added now: with the change and the comments that it stands in.
    pub fn now(&self, base: &TextFormat) -> TextFormat {
        let mut format = base.clone();
        if let Some(change) = self.changes.current() {
            format.change = Some(Arc::clone(change));
        }
        format.comments.extend(self.changes.open_comments());
        format
    }
}

/// Where a link leads. In a package, what is relative starts from inside of it; the office suite adds to the names of
/// headings and other things of what kind they are.
fn target(href: &str, package: bool) -> String {
    if let Some(name) = href.strip_prefix('#') {
        return match name.rsplit_once('|') {
            Some((name, "outline" | "region" | "table" | "frame" | "graphic" | "sequence")) => {
                format!(
                    "#{}",
                    name.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.')
                )
            }
            _ => href.to_owned(),
        };
    }
    match href.strip_prefix("../") {
        Some(rest) if package => rest.to_owned(),
        _ => href.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn links_lead_out_of_the_package() {
        assert_eq!(target("../a.odt", true), "a.odt");
        assert_eq!(target("../a.odt", false), "../a.odt");
        assert_eq!(target("#1.2.Heading|outline", true), "#Heading");
        assert_eq!(target("#a|b", true), "#a|b");
    }
}
