//! Tables (ODF 1.3 part 3, 9).

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Cell, Inline, InlineKind, List, Row, Table};

use super::lines::Flow;
use super::read::Reading;
use super::style::Family;
use super::xml::{Tag, Xml};

/// Columns of a table that are kept.
const MOST_COLUMNS: usize = 1024;

/// How often a row that says the same may stand in a table.
const MOST_REPEATED: u32 = 10_000;

impl Reading<'_, '_> {
    /// `table:table`, behind its end.
    pub fn table(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        self.count_block()?;
        let mut table = Table::default();
        let style = tag.get("table:style-name");
        let style = style.and_then(|name| self.styles.find(self.part, Family::Table, &name));
        let mut breaks = (false, false);
        let mut master = None;
        if let Some(style) = style {
            table.align = style.align;
            breaks.0 = style.paragraph.break_before == Some(true) && self.started;
            breaks.1 = style.paragraph.break_after == Some(true);
            master = style
                .master_page
                .clone()
                .map(|name| (name, style.paragraph.page_number));
        }
        let number = master.as_ref().and_then(|(_, number)| *number);
        let begins = self.begin_pages(master.as_ref().map(|(name, _)| &**name), number, flow)?;
        if breaks.0 && !begins && self.nesting == 0 {
            flow.push(Block::PageBreak);
        }
        self.nested(|reading| reading.rows(xml, false, &mut table))?;
        while table.columns.last() == Some(&None) && table.columns.iter().all(Option::is_none) {
            table.columns.pop();
        }
        let rows = table.rows.len();
        for (index, row) in table.rows.iter_mut().enumerate() {
            let below = u32::try_from(rows.saturating_sub(index)).unwrap_or(u32::MAX);
            for cell in &mut row.cells {
                cell.row_span = cell.row_span.clamp(1, below.max(1));
            }
        }
        flow.push(Block::Table(table));
        if breaks.1 && self.nesting == 0 {
            flow.push(Block::PageBreak);
        }
        Ok(())
    }

    fn rows(
        &mut self,
        xml: &mut Xml<'_>,
        header: bool,
        table: &mut Table,
    ) -> Result<(), ConvertError> {
        xml.children(|xml, tag| match tag.name() {
            "table:table-header-rows" => self.rows(xml, true, table),
            "table:table-rows"
            | "table:table-row-group"
            | "table:table-columns"
            | "table:table-header-columns"
            | "table:table-column-group" => self.rows(xml, header, table),
            "table:table-column" => {
                let style = tag.get("table:style-name");
                let style =
                    style.and_then(|name| self.styles.find(self.part, Family::Column, &name));
                let width = style.and_then(|style| style.extent);
                let repeated = tag
                    .number("table:number-columns-repeated")
                    .unwrap_or(1)
                    .max(1);
                let free = MOST_COLUMNS.saturating_sub(table.columns.len());
                let count = free.min(repeated as usize);
                table.columns.extend(std::iter::repeat_n(width, count));
                xml.skip()
            }
            "table:table-row" => self.row(xml, &tag, header, table),
            _ => xml.skip(),
        })
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        header: bool,
        table: &mut Table,
    ) -> Result<(), ConvertError> {
        let style = tag.get("table:style-name");
        let style = style.and_then(|name| self.styles.find(self.part, Family::Row, &name));
        let mut row = Row {
            header,
            height: style.and_then(|style| style.extent),
            ..Row::default()
        };
        xml.children(|xml, tag| match tag.name() {
            "table:table-cell" => self.cell(xml, &tag, &mut row),
            // What a spanning cell covers is in no row of the model.
            _ => xml.skip(),
        })?;
        let repeated = tag.number("table:number-rows-repeated").unwrap_or(1);
        let repeated = repeated.clamp(1, MOST_REPEATED) as usize;
        if repeated > 1 {
            let cells = row.cells.len().saturating_add(1);
            self.count_cells(cells.saturating_mul(repeated))?;
            let weight: usize = row.cells.iter().map(|cell| weight(&cell.blocks)).sum();
            self.count_copied(weight.saturating_mul(repeated))?;
        }
        table.rows.extend(std::iter::repeat_n(row, repeated));
        Ok(())
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        row: &mut Row,
    ) -> Result<(), ConvertError> {
        let span = |name: &str, most: usize| {
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            tag.number(name).unwrap_or(1).clamp(1, most)
        };
        let mut cell = Cell {
            column_span: span("table:number-columns-spanned", MOST_COLUMNS),
            row_span: span("table:number-rows-spanned", u32::MAX as usize),
            ..Cell::default()
        };
        let repeated = span("table:number-columns-repeated", MOST_COLUMNS) as usize;
        let style = tag.get("table:style-name");
        if let Some(style) = style.and_then(|name| self.styles.find(self.part, Family::Cell, &name))
        {
            cell.background = style.cell.background;
            cell.borders = style.cell.borders;
            cell.vertical_align = style.cell.vertical_align.unwrap_or_default();
        }
        let mut flow = Flow::default();
        self.blocks(xml, &mut flow)?;
        cell.blocks = flow.finish();
        self.count_cells(repeated)?;
        if repeated > 1 {
            self.count_copied(weight(&cell.blocks).saturating_mul(repeated))?;
        }
        let free = MOST_COLUMNS.saturating_sub(row.cells.len());
        row.cells
            .extend(std::iter::repeat_n(cell, repeated.min(free)));
        Ok(())
    }
}

/// About how many bytes a block takes beside what it holds.
const BLOCK_BYTES: usize = 200;

/// About how many bytes blocks take.
pub(super) fn weight(blocks: &[Block]) -> usize {
    let sum = |all: &mut dyn Iterator<Item = usize>| all.fold(0usize, usize::saturating_add);
    sum(&mut blocks.iter().map(|block| {
        let inside = match block {
            Block::Paragraph(paragraph) => sum(&mut paragraph.inlines.iter().map(inline_weight)),
            Block::List(List { items, .. }) => {
                sum(&mut items.iter().map(|item| weight(&item.blocks)))
            }
            Block::Quote(blocks) => weight(blocks),
            Block::Code(code) => code.text.len(),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                sum(&mut cells.map(|cell| weight(&cell.blocks).saturating_add(BLOCK_BYTES)))
            }
            Block::Divider | Block::PageBreak | Block::Section(_) => 0,
        };
        inside.saturating_add(BLOCK_BYTES)
    }))
}

fn inline_weight(inline: &Inline) -> usize {
    let text = match &inline.kind {
        InlineKind::Text(text) | InlineKind::Formula(text) => text.len(),
        InlineKind::Image(image) => image.alt.len(),
        _ => 0,
    };
    text.saturating_add(BLOCK_BYTES)
}
