//! Lines into blocks: items into lists, cells into tables, lines of code and of quotations together.

use serde_json::Value;
use spindle_delta::Attributes;
use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Block, Cell, CodeBlock, Document, ListBuilder, ListMark, Paragraph, Row, Table,
};

use super::attributes::{LineFormat, line_format};
use super::read::{Formats, Piece};

/// Collects the blocks of a document.
pub(super) struct Blocks {
    done: ListBuilder,
    /// What the lines before belong to, while further ones may come.
    open: Open,
    formats: Formats,
    /// How many more blocks there may be.
    left: usize,
    limit: usize,
}

enum Open {
    None,
    Quote(Vec<Block>),
    Code(CodeBlock),
    Table(Vec<Row>),
}

/// What one line is, apart from the lines around it.
enum Line {
    Code(CodeBlock),
    Quote(Block),
    Item(ListMark, Block),
    Plain(Block),
}

impl Blocks {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            done: ListBuilder::default(),
            open: Open::None,
            formats: Formats::default(),
            left: limit,
            limit,
        }
    }

    /// Adds a line, whose pieces are taken, with the attributes of its newline; `ended` is whether it has one.
    pub(super) fn line(
        &mut self,
        pieces: &mut Vec<Piece<'_>>,
        attributes: &Attributes,
        ended: bool,
        document: &mut Document,
    ) -> Result<(), ConvertError> {
        let line = line_format(attributes);
        if let Some(id) = line.row {
            let leading = match self.goes_on(id) {
                true => 0,
                false => pieces.iter().take_while(|piece| is_divider(piece)).count(),
            };
            for _ in 0..leading {
                self.count()?;
                self.push(Line::Plain(Block::Divider));
            }
            self.count()?;
            let rest = pieces.get(leading..).unwrap_or_default();
            self.cell(id, rest, attributes, line, document);
            pieces.clear();
            return Ok(());
        }
        let mut parts = pieces.split(is_divider).peekable();
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            if !part.is_empty() || (last && ended) {
                self.count()?;
                let line = self.one(part, attributes, line_format(attributes), document);
                self.push(line);
            }
            if !last {
                self.count()?;
                self.push(Line::Plain(Block::Divider));
            }
        }
        pieces.clear();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close();
        self.done.finish()
    }

    /// Whether a cell of that row belongs to the last row.
    fn goes_on(&self, id: &str) -> bool {
        match &self.open {
            Open::Table(rows) => rows.last().is_some_and(|row| row.id.as_deref() == Some(id)),
            _ => false,
        }
    }

    fn count(&mut self) -> Result<(), ConvertError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            ConvertError::limit(format!(
                "the document has more than the {} lines allowed",
                self.limit
            ))
        })?;
        Ok(())
    }

    fn push(&mut self, line: Line) {
        match (line, &mut self.open) {
            (Line::Code(code), Open::Code(open)) if open.language == code.language => {
                open.text.push('\n');
                open.text.push_str(&code.text);
            }
            (Line::Quote(block), Open::Quote(blocks)) => blocks.push(block),
            (Line::Code(code), _) => {
                self.close();
                self.open = Open::Code(code);
            }
            (Line::Quote(block), _) => {
                self.close();
                self.open = Open::Quote(vec![block]);
            }
            (Line::Item(mark, block), _) => {
                self.close();
                self.done.push_item(mark, block);
            }
            (Line::Plain(block), _) => {
                self.close();
                self.done.push(block);
            }
        }
    }

    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::None) {
            Open::None => {}
            Open::Quote(blocks) => self.done.push(Block::Quote(blocks)),
            Open::Code(code) => self.done.push(Block::Code(code)),
            Open::Table(rows) => self.done.push(Block::Table(Table {
                rows,
                ..Table::default()
            })),
        }
    }

    fn cell(
        &mut self,
        id: &str,
        pieces: &[Piece<'_>],
        attributes: &Attributes,
        line: LineFormat<'_>,
        document: &mut Document,
    ) {
        let block = match self.one(pieces, attributes, line, document) {
            Line::Code(code) => Block::Code(code),
            Line::Quote(block) => Block::Quote(vec![block]),
            Line::Plain(block) => block,
            Line::Item(mark, block) => {
                let mut list = ListBuilder::default();
                list.push_item(mark, block);
                list.finish().pop().unwrap_or(Block::Divider)
            }
        };
        let cell = Cell {
            blocks: vec![block],
            ..Cell::default()
        };
        if !matches!(self.open, Open::Table(_)) {
            self.close();
            self.open = Open::Table(Vec::new());
        }
        let Open::Table(rows) = &mut self.open else {
            return;
        };
        match rows.last_mut() {
            Some(row) if row.id.as_deref() == Some(id) => row.cells.push(cell),
            _ => rows.push(Row {
                id: Some(id.to_owned()),
                cells: vec![cell],
                ..Row::default()
            }),
        }
    }

    /// What a line is, by its pieces and its newline.
    fn one(
        &mut self,
        pieces: &[Piece<'_>],
        attributes: &Attributes,
        line: LineFormat<'_>,
        document: &mut Document,
    ) -> Line {
        if let Some(code) = code(pieces, attributes, line.row.is_some()) {
            return Line::Code(code);
        }
        let mut block = Block::Paragraph(Paragraph {
            heading: line.heading,
            inlines: self.formats.inlines(pieces, document),
            format: line.format,
        });
        let Some((kind, checked)) = line.list else {
            return match line.quote {
                true => Line::Quote(block),
                false => Line::Plain(block),
            };
        };
        if line.quote {
            block = Block::Quote(vec![block]);
        }
        let mark = ListMark {
            level: line.indent,
            kind,
            checked,
            list: 0,
        };
        Line::Item(mark, block)
    }
}

fn is_divider(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Divider)
}

/// A line of code: plain characters, and nothing said of it but that. Others that say `code-block` keep it as an
/// attribute, for code has neither formats nor embeds.
fn code(pieces: &[Piece<'_>], attributes: &Attributes, in_cell: bool) -> Option<CodeBlock> {
    let language = match attributes.get("code-block")? {
        Value::Bool(true) => None,
        Value::String(language) if !language.is_empty() => Some(language.clone()),
        _ => return None,
    };
    if attributes.len() != 1 + usize::from(in_cell) {
        return None;
    }
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(part, attributes) if attributes.is_empty() => text.push_str(part),
            _ => return None,
        }
    }
    Some(CodeBlock { language, text })
}
