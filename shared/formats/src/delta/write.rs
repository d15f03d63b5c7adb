//! From a document to Delta: every paragraph a line.

mod cells;
mod inlines;
mod notes;
mod table;
mod trace;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use spindle_delta::{Attributes, Content, Delta, Op, Text};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{
    Block, CodeBlock, Document, List, ListItem, ListKind, NumberStyle, Paragraph, TextFormat,
};

use super::attributes::{MAX_INDENT, line_attributes};
use super::{LINE_BREAK, embeds, too_large};
use trace::Trace;
pub(crate) use trace::{Part, Parts};

/// Where blocks stand.
#[derive(Clone, Copy, Default)]
struct Place {
    /// In a quotation.
    quote: bool,
    /// The level that the items of a list have here.
    level: usize,
    /// What lines that are no items are indented by, so that they stand under the item that they belong to.
    indent: usize,
    /// How deep they are nested.
    depth: usize,
}

struct Writer<'w, 'j> {
    document: &'w Document,
    job: &'w mut Job<'j>,
    image: &'w mut dyn FnMut(usize) -> String,
    delta: Delta,
    /// Bytes of text and addresses so far.
    bytes: usize,
    /// The last format and its attributes: most inlines have that of the one before.
    last: Option<(TextFormat, Attributes)>,
    /// The id of the row that the last line is a cell of, if it is one.
    last_row: Option<String>,
    /// How many rows got an id here.
    rows: usize,
    /// The notes that were met, in their order, and the number of each.
    notes: Vec<usize>,
    numbers: BTreeMap<usize, usize>,
    /// Cells that spans may still add.
    fill: usize,
    /// Where what is written comes from, where that is asked.
    trace: Option<Trace>,
}

pub(super) fn delta(
    document: &Document,
    job: &mut Job<'_>,
    image: &mut dyn FnMut(usize) -> String,
) -> Result<Delta, ConvertError> {
    let mut writer = Writer::new(document, job, image);
    writer.warn_of_pages();
    let total = document.blocks.len().max(1) as f32;
    for (index, block) in document.blocks.iter().enumerate() {
        if index.is_multiple_of(256) {
            (writer.job.progress)(index as f32 / total);
        }
        writer.block(block, Place::default())?;
    }
    writer.end_notes()?;
    let ends = matches!(
        writer.delta.ops().last(),
        Some(Op::Insert(Content::Text(text), _)) if text.as_str().ends_with('\n')
    );
    if !ends {
        writer.newline(Map::new())?;
    }
    (writer.job.progress)(1.0);
    Ok(writer.delta)
}

impl<'w, 'j> Writer<'w, 'j> {
    fn new(
        document: &'w Document,
        job: &'w mut Job<'j>,
        image: &'w mut dyn FnMut(usize) -> String,
    ) -> Self {
        let fill = job.limits.blocks;
        Self {
            document,
            job,
            image,
            delta: Delta::new(),
            bytes: 0,
            last: None,
            last_row: None,
            rows: 0,
            notes: Vec::new(),
            numbers: BTreeMap::new(),
            fill,
            trace: None,
        }
    }
}

impl Writer<'_, '_> {
    fn blocks(&mut self, blocks: &[Block], place: Place) -> Result<(), ConvertError> {
        if place.depth > self.job.limits.depth {
            return Err(ConvertError::limit(format!(
                "blocks are nested more than the {} levels allowed",
                self.job.limits.depth
            )));
        }
        for block in blocks {
            self.block(block, place)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, place: Place) -> Result<(), ConvertError> {
        match block {
            Block::Paragraph(paragraph) => {
                self.inlines(paragraph)?;
                let attributes = self.line(paragraph, place, None);
                self.newline(attributes)
            }
            Block::List(list) => {
                self.warn_of_numbers(list);
                for item in &list.items {
                    self.item(list.kind, item, place)?;
                }
                Ok(())
            }
            Block::Quote(blocks) => {
                let inner = Place {
                    quote: true,
                    depth: place.depth.saturating_add(1),
                    ..place
                };
                self.blocks(blocks, inner)
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table, place),
            Block::Divider => {
                self.last_row = None;
                self.embed(embeds::divider(), Attributes::none())
            }
            Block::PageBreak => {
                self.warn("page-break-dropped", "page breaks have no place in Delta");
                Ok(())
            }
            Block::Section(_) => {
                self.warn("page-setup-dropped", "sections have no place in Delta");
                Ok(())
            }
        }
    }

    /// The attributes of a paragraph's newline; `item` is its kind where it is the first of an item.
    fn line(
        &mut self,
        paragraph: &Paragraph,
        place: Place,
        item: Option<&'static str>,
    ) -> Map<String, Value> {
        let format = self.paragraph_format(paragraph);
        let indent = match item {
            Some(_) => place.level,
            None => place.indent.saturating_add(usize::from(steps(&format))),
        };
        if indent > usize::from(MAX_INDENT) {
            self.warn(
                "indent-limited",
                format!(
                    "what is indented by more than {MAX_INDENT} steps is indented by {MAX_INDENT}"
                ),
            );
        }
        let indent = u8::try_from(indent).unwrap_or(u8::MAX).min(MAX_INDENT);
        if paragraph.heading.is_some_and(|level| level > 6) {
            self.warn("heading-level", "headings below level 6 became level 6");
        }
        let mut map = line_attributes(paragraph.heading, &format, indent);
        if place.quote {
            map.insert("blockquote".to_owned(), Value::Bool(true));
        }
        if let Some(kind) = item {
            map.insert("list".to_owned(), kind.into());
        }
        map
    }

    fn item(&mut self, kind: ListKind, item: &ListItem, place: Place) -> Result<(), ConvertError> {
        let name = item_name(kind, item.checked);
        let inner = Place {
            level: place.level.saturating_add(1),
            indent: place.level.saturating_add(1),
            depth: place.depth.saturating_add(1),
            ..place
        };
        let quote = Place {
            quote: true,
            ..place
        };
        match item.blocks.as_slice() {
            // A list that begins deeper: the item has no line of its own.
            [Block::List(_), ..] => self.blocks(&item.blocks, inner),
            [Block::Paragraph(first), rest @ ..] => {
                let rest = self.joined(first, rest)?;
                let attributes = self.line(first, place, Some(name));
                self.newline(attributes)?;
                self.blocks(rest, inner)
            }
            [Block::Quote(quoted), rest @ ..] if starts_with_paragraph(quoted) => {
                if let [Block::Paragraph(first), more @ ..] = quoted.as_slice() {
                    let more = self.joined(first, more)?;
                    let attributes = self.line(first, quote, Some(name));
                    self.newline(attributes)?;
                    let inner = Place {
                        quote: true,
                        ..inner
                    };
                    self.blocks(more, inner)?;
                }
                self.blocks(rest, inner)
            }
            blocks => {
                let attributes = self.line(&Paragraph::default(), place, Some(name));
                self.newline(attributes)?;
                self.blocks(blocks, inner)
            }
        }
    }

    /// Writes the paragraphs that an item begins with as one line, without its end; answers the blocks after them.
    fn joined<'b>(
        &mut self,
        first: &Paragraph,
        mut rest: &'b [Block],
    ) -> Result<&'b [Block], ConvertError> {
        self.inlines(first)?;
        while let [Block::Paragraph(paragraph), after @ ..] = rest
            && paragraph.heading.is_none()
        {
            self.filler(&LINE_BREAK.to_string())?;
            self.inlines(paragraph)?;
            rest = after;
        }
        Ok(rest)
    }

    fn code(&mut self, code: &CodeBlock) -> Result<(), ConvertError> {
        for line in code.text.split('\n') {
            self.text(line, Attributes::none())?;
            self.newline(code_attributes(code))?;
        }
        Ok(())
    }

    /// Ends a line that is no cell.
    fn newline(&mut self, attributes: Map<String, Value>) -> Result<(), ConvertError> {
        self.last_row = None;
        self.text("\n", attributes.into())
    }

    fn text(&mut self, text: &str, attributes: Attributes) -> Result<(), ConvertError> {
        self.spend(text.len())?;
        if let Some(trace) = &mut self.trace {
            trace.text(text);
        }
        let text = Content::Text(Text::new(text));
        self.delta.push(Op::Insert(text, attributes));
        Ok(())
    }

    fn embed(&mut self, embed: Value, attributes: Attributes) -> Result<(), ConvertError> {
        self.spend(1)?;
        if let Some(trace) = &mut self.trace {
            trace.embed();
        }
        self.delta
            .push(Op::Insert(Content::Embed(embed), attributes));
        Ok(())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ConvertError> {
        self.bytes = self.bytes.saturating_add(bytes);
        match self.bytes > self.job.limits.output_bytes {
            true => Err(too_large(self.job.limits.output_bytes)),
            false => Ok(()),
        }
    }

    fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.job.warn(code, message);
    }

    fn warn_of_numbers(&mut self, list: &List) {
        let ListKind::Ordered { start, style } = list.kind else {
            return;
        };
        if start != 1 {
            self.warn(
                "list-start-dropped",
                "lists that begin at another number begin at 1",
            );
        }
        if style != NumberStyle::Decimal {
            self.warn(
                "list-numbering-dropped",
                "the way in which the numbers of lists are written was dropped",
            );
        }
    }

    fn warn_of_pages(&mut self) {
        let page = &self.document.page;
        let any = [&page.header, &page.footer]
            .into_iter()
            .any(|part| !part.default.is_empty() || part.first.is_some() || part.even.is_some());
        if any {
            self.warn(
                "header-footer-dropped",
                "headers and footers have no place in Delta",
            );
        }
        if !self.document.comments.is_empty() {
            self.warn("comments-dropped", "comments have no place in Delta");
        }
    }
}

/// Steps of indentation of a paragraph: those it says, or its indentation in points by the width of a tab.
fn steps(format: &spindle_model::document::ParagraphFormat) -> u8 {
    const STEP: f32 = 36.0;
    format.indent.unwrap_or_else(|| {
        let points = format.indent_start.unwrap_or(0.0);
        (points / STEP).round().clamp(0.0, f32::from(MAX_INDENT)) as u8
    })
}

fn item_name(kind: ListKind, checked: Option<bool>) -> &'static str {
    match (checked, kind) {
        (Some(true), _) => "checked",
        (Some(false), _) => "unchecked",
        (None, ListKind::Bullet) => "bullet",
        (None, ListKind::Ordered { .. }) => "ordered",
    }
}

fn code_attributes(code: &CodeBlock) -> Map<String, Value> {
    let value = match code.language.as_deref() {
        None | Some("") => Value::Bool(true),
        Some(language) => language.into(),
    };
    Map::from_iter([("code-block".to_owned(), value)])
}

fn starts_with_paragraph(blocks: &[Block]) -> bool {
    matches!(blocks.first(), Some(Block::Paragraph(_)))
}
