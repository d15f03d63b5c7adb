//! From a document to Markdown.

mod escape;
mod inline;
mod lists;
mod marks;
mod table;

use std::borrow::Cow;

use spindle_model::convert::Job;
use spindle_model::document::{
    Align, Block, CodeBlock, Document, Inline, Paragraph, ParagraphFormat, Size, TextFormat,
};

use super::front;
use crate::html::write::{Form, Html};

/// Writes a document.
pub(super) fn document(document: &Document, job: &mut Job<'_>) -> String {
    let form = Form {
        one_line: true,
        ..Form::PAGE
    };
    let mut writing = Writing {
        // Documents of word processors say fonts and lengths on every line.
        plain: !document.styles.is_empty(),
        left_out: false,
        depth: 0,
        quotes: 0,
        html: Html::new(document, job, form),
    };
    let mut out = front::write(&document.metadata);
    let body = writing.blocks(&document.blocks, out.is_empty());
    out.push_str(&body);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    writing.notes(&mut out);
    if writing.left_out {
        writing.html.job.warn(
            "layout-dropped",
            "fonts, sizes and spacing of a word-processor document were left out of the Markdown",
        );
    }
    out
}

/// What is written with.
struct Writing<'d, 'j> {
    /// Whether fonts, sizes and lengths are left out.
    plain: bool,
    /// Whether some were.
    left_out: bool,
    depth: usize,
    /// How many quotations one stands in.
    quotes: usize,
    /// Writes what stands in the Markdown as HTML.
    html: Html<'d, 'j, 'static>,
}

impl Writing<'_, '_> {
    /// Blocks with empty lines between them, without a line end behind the last one.
    fn blocks(&mut self, blocks: &[Block], at_start: bool) -> String {
        let mut out = String::new();
        let mut markers = lists::Markers::default();
        for block in blocks {
            let first = out.is_empty();
            let Some(text) = self.block(block, &mut markers, at_start && first) else {
                continue;
            };
            if !first {
                out.push_str("\n\n");
            }
            out.push_str(&text);
        }
        out
    }

    /// A block; `None` for what Markdown has no place for.
    fn block(
        &mut self,
        block: &Block,
        markers: &mut lists::Markers,
        at_start: bool,
    ) -> Option<String> {
        markers.before(block);
        Some(match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, ""),
            Block::List(list) => {
                if !self.enter() {
                    return None;
                }
                let text = self.list(list, markers);
                self.leave();
                text
            }
            Block::Quote(blocks) => {
                if !self.enter() {
                    return None;
                }
                self.quotes = self.quotes.saturating_add(1);
                let inside = self.blocks(blocks, false);
                self.quotes = self.quotes.saturating_sub(1);
                self.leave();
                prefixed(&inside, "> ", "> ")
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
            // Hyphens at the start would be front matter, and in lists these are marks of items.
            Block::Divider if self.depth > 0 => "___".to_owned(),
            Block::Divider => if at_start { "***" } else { "---" }.to_owned(),
            Block::PageBreak => "<div style=\"break-after:page\"></div>".to_owned(),
            Block::Section(_) => return None,
        })
    }

    fn enter(&mut self) -> bool {
        if self.depth >= self.html.job.limits.depth {
            self.html.job.warn(
                "nested-too-deep",
                "lists, quotations or tables that are nested too deep were left out",
            );
            return false;
        }
        self.depth = self.depth.saturating_add(1);
        true
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// What is written as HTML by `write`.
    fn as_html(&mut self, write: impl FnOnce(&mut Html<'_, '_, '_>)) -> String {
        let before = std::mem::take(&mut self.html.out);
        write(&mut self.html);
        std::mem::replace(&mut self.html.out, before)
    }

    /// A paragraph or heading.
    fn paragraph(&mut self, paragraph: &Paragraph, class: &str) -> String {
        let paragraph = &*self.reduced(paragraph);
        if paragraph.inlines.is_empty()
            && paragraph.heading.is_none()
            && paragraph.format == ParagraphFormat::default()
        {
            return "<br>".to_owned();
        }
        if !is_plain(paragraph) {
            return self.as_html(|html| html.paragraph(paragraph, class));
        }
        match paragraph.heading {
            None => self.inlines(&paragraph.inlines, inline::Place::Paragraph),
            Some(level) => {
                let text = self.inlines(&paragraph.inlines, inline::Place::Heading);
                let marks = "#".repeat(usize::from(level.max(1)));
                if text.is_empty() {
                    marks
                } else {
                    format!("{marks} {text}")
                }
            }
        }
    }

    /// The paragraph without what is left out.
    fn reduced<'p>(&mut self, paragraph: &'p Paragraph) -> Cow<'p, Paragraph> {
        if !self.plain {
            return Cow::Borrowed(paragraph);
        }
        let mut reduced = paragraph.clone();
        reduced.format = ParagraphFormat {
            align: paragraph
                .format
                .align
                .filter(|align| *align == Align::Center || *align == Align::Right),
            rtl: paragraph.format.rtl.filter(|rtl| *rtl),
            background: paragraph.format.background,
            other: paragraph.format.other.clone(),
            ..ParagraphFormat::default()
        };
        for inline in &mut reduced.inlines {
            self.reduce(inline);
        }
        self.left_out |= reduced != *paragraph;
        Cow::Owned(reduced)
    }

    fn reduce(&self, inline: &mut Inline) {
        let format = &mut inline.format;
        if let Some(style) = format.style.take()
            && let Some(style) = self.html.document.styles.get(&style)
        {
            *format = format.over(&style.text);
        }
        let yes = |said: Option<bool>| said.filter(|said| *said);
        *format = TextFormat {
            bold: yes(format.bold),
            italic: yes(format.italic),
            underline: yes(format.underline),
            strike: yes(format.strike),
            code: yes(format.code),
            small_caps: None,
            all_caps: None,
            hidden: yes(format.hidden),
            color: format
                .color
                .filter(|color| *color != spindle_model::color::Color::BLACK),
            font: None,
            size: format.size.filter(|size| !matches!(size, Size::Points(_))),
            rtl: yes(format.rtl),
            language: None,
            style: None,
            ..std::mem::take(format)
        };
    }

    fn code(&mut self, code: &CodeBlock) -> String {
        let plain_language = code.language.as_ref().is_none_or(|language| {
            !language.is_empty()
                && language
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '-' | '.'))
        });
        if !plain_language || code.text.contains(['\r', '\0']) {
            return self.as_html(|html| html.blocks(&[Block::Code(code.clone())]));
        }
        let longest = code
            .text
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.saturating_add(1).max(3));
        let language = code.language.as_deref().unwrap_or_default();
        if code.text.is_empty() {
            format!("{fence}{language}\n{fence}")
        } else {
            format!("{fence}{language}\n{}\n{fence}", code.text)
        }
    }

    /// Writes what notes say. They may have notes, too.
    fn notes(&mut self, out: &mut String) {
        let mut at = 0_usize;
        while let Some(index) = self.html.notes.get(at).copied() {
            at = at.saturating_add(1);
            let Some(note) = self.html.document.notes.get(index) else {
                continue;
            };
            let text = self.blocks(&note.blocks, false);
            let text = prefixed(&text, &format!("[^{at}]: "), "    ");
            out.push('\n');
            out.push_str(&text);
            out.push('\n');
        }
    }
}

/// Puts something before the first line of a text and something else before the others.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(64));
    for (at, line) in text.split('\n').enumerate() {
        let prefix = if at == 0 { first } else { others };
        if at > 0 {
            out.push('\n');
        }
        if line.is_empty() {
            out.push_str(prefix.trim_end());
        } else {
            out.push_str(prefix);
            out.push_str(line);
        }
    }
    out
}

/// Whether a paragraph says nothing and looks like nothing.
fn is_empty(paragraph: &Paragraph) -> bool {
    *paragraph == Paragraph::default()
}

/// Whether a paragraph can be said in Markdown.
fn is_plain(paragraph: &Paragraph) -> bool {
    let unstyled = ParagraphFormat {
        style: paragraph.format.style.clone(),
        ..ParagraphFormat::default()
    };
    paragraph.format == unstyled && paragraph.heading.is_none_or(|level| level <= 6)
}
