//! Tables.

use spindle_model::document::{Align, Block, Cell, ParagraphFormat, Row, Table, VerticalAlign};

use super::inline::Place;
use super::{Writing, is_empty};

impl Writing<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) -> String {
        if !self.is_simple(table) {
            if !self.enter() {
                return String::new();
            }
            let text = self.as_html(|html| html.table(table));
            self.leave();
            return text;
        }
        let columns = table.rows.first().map_or(0, |row| row.cells.len());
        let mut rows: Vec<Vec<String>> = Vec::new();
        if !table.rows.first().is_some_and(|row| row.header) {
            // Without a head, an empty one stands there.
            rows.push(vec![String::new(); columns]);
        }
        for row in &table.rows {
            rows.push(self.cells(row));
        }
        let mut widths: Vec<usize> = vec![3; columns];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(crate::text::width(cell)).min(60);
            }
        }
        let mut out = String::new();
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            out.push('|');
            for (width, cell) in widths.iter().zip(row) {
                out.push(' ');
                out.push_str(cell);
                let missing = width.saturating_sub(crate::text::width(cell));
                out.extend(std::iter::repeat_n(' ', missing));
                out.push_str(" |");
            }
            if at == 0 {
                out.push_str("\n|");
                for (column, width) in widths.iter().enumerate() {
                    let said = table.column_align.get(column).copied().flatten();
                    let (left, right) = match said {
                        Some(Align::Left) => (':', '-'),
                        Some(Align::Center) => (':', ':'),
                        Some(Align::Right) => ('-', ':'),
                        Some(Align::Justify) | None => ('-', '-'),
                    };
                    out.push(' ');
                    out.push(left);
                    out.extend(std::iter::repeat_n('-', width.saturating_sub(2)));
                    out.push(right);
                    out.push_str(" |");
                }
            }
        }
        out
    }

    fn cells(&mut self, row: &Row) -> Vec<String> {
        let mut cells = Vec::with_capacity(row.cells.len());
        for (at, cell) in row.cells.iter().enumerate() {
            let mut text = String::new();
            if at == 0
                && let Some(id) = &row.id
            {
                // An editor's name for the row, which nobody sees.
                text.push_str("<!--row:");
                text.push_str(id);
                text.push_str("-->");
            }
            if let [Block::Paragraph(paragraph)] = cell.blocks.as_slice() {
                let paragraph = self.reduced(paragraph).into_owned();
                text.push_str(&self.inlines(&paragraph.inlines, Place::Cell));
            }
            cells.push(text);
        }
        cells
    }

    /// Whether a table is one that Markdown has: cells of one line, none of which spans others, and at most one row
    /// of heads.
    fn is_simple(&mut self, table: &Table) -> bool {
        let columns = table.rows.first().map_or(0, |row| row.cells.len());
        let heads_right = table.rows.iter().skip(1).all(|row| !row.header);
        let empty_head = table
            .rows
            .first()
            .is_some_and(|row| row.header && row.cells.iter().all(is_blank));
        let aligns_right = table.column_align.len() <= columns
            && !table.column_align.contains(&Some(Align::Justify));
        if columns == 0 || !heads_right || empty_head || !aligns_right {
            return false;
        }
        // Lengths and lines are how it looks, of which word processors say too much for Markdown.
        let looks = table.rows.iter().any(|row| row.height.is_some())
            || table.columns.iter().any(Option::is_some)
            || table.align.is_some()
            || table.borders != Default::default();
        if looks {
            if !self.plain {
                return false;
            }
            self.left_out = true;
        }
        for row in &table.rows {
            let id_fits = row.id.as_ref().is_none_or(|id| {
                id.chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
                    || !id.contains("--")
                        && !id.starts_with('-')
                        && !id.ends_with('-')
                        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
            if row.cells.len() != columns || !id_fits {
                return false;
            }
            for cell in &row.cells {
                if !self.is_simple_cell(cell) {
                    return false;
                }
            }
        }
        true
    }

    fn is_simple_cell(&mut self, cell: &Cell) -> bool {
        let looks = cell.background.is_some()
            || cell.vertical_align != VerticalAlign::Top
            || cell.borders != Default::default();
        if cell.column_span != 1 || cell.row_span != 1 || looks && !self.plain {
            return false;
        }
        match cell.blocks.as_slice() {
            [Block::Paragraph(paragraph)] => {
                let paragraph = self.reduced(paragraph);
                paragraph.heading.is_none() && paragraph.format == ParagraphFormat::default()
            }
            blocks => blocks.is_empty(),
        }
    }
}

fn is_blank(cell: &Cell) -> bool {
    match cell.blocks.as_slice() {
        [] => true,
        [Block::Paragraph(paragraph)] => is_empty(paragraph),
        _ => false,
    }
}
