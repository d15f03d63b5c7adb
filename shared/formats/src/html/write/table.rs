//! Tables.

use spindle_model::document::{Align, Block, Border, Borders, Cell, Row, Table, VerticalAlign};

use super::Html;
use super::blocks::needs_no_element;
use super::escape::attribute;
use super::style::{align, declare};

impl Html<'_, '_, '_> {
    pub(crate) fn table(&mut self, table: &Table) {
        self.out.push_str("<table");
        let mut css = String::new();
        match table.align {
            Some(Align::Center) => declare("margin-left", "auto;margin-right:auto", &mut css),
            Some(Align::Right) => declare("margin-left", "auto", &mut css),
            Some(Align::Left | Align::Justify) => declare("margin-right", "auto", &mut css),
            None => {}
        }
        borders(&table.borders, &mut css);
        if !css.is_empty() {
            attribute("style", &css, &mut self.out);
        }
        for (name, line) in [
            ("data-inside-horizontal", table.borders.inside_horizontal),
            ("data-inside-vertical", table.borders.inside_vertical),
        ] {
            if let Some(line) = line {
                attribute(name, &border(line), &mut self.out);
            }
        }
        self.out.push('>');
        self.end_line();
        self.columns(table);
        let heads = table.rows.iter().take_while(|row| row.header).count();
        let (head, body) = table.rows.split_at_checked(heads).unwrap_or_default();
        self.rows("thead", head, table);
        self.rows("tbody", body, table);
        self.out.push_str("</table>");
        self.end_line();
    }

    fn columns(&mut self, table: &Table) {
        // Where cells span columns they cannot say how each is aligned.
        let spans = table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| cell.column_span > 1);
        let aligns = spans && table.column_align.iter().any(Option::is_some);
        if table.columns.iter().all(Option::is_none) && !aligns {
            return;
        }
        self.out.push_str("<colgroup>");
        let count = if aligns {
            table.columns.len().max(table.column_align.len())
        } else {
            table.columns.len()
        };
        for column in 0..count {
            self.out.push_str("<col");
            if let Some(Some(points)) = table.columns.get(column) {
                attribute("style", &format!("width:{points}pt"), &mut self.out);
            }
            if aligns && let Some(Some(said)) = table.column_align.get(column) {
                attribute("data-align", align(*said), &mut self.out);
            }
            self.end_void();
        }
        self.out.push_str("</colgroup>");
        self.end_line();
    }

    fn rows(&mut self, group: &str, rows: &[Row], table: &Table) {
        if rows.is_empty() {
            return;
        }
        self.out.push('<');
        self.out.push_str(group);
        self.out.push('>');
        self.end_line();
        // How many rows further down each column is taken.
        let mut taken: Vec<u32> = Vec::new();
        for row in rows {
            self.out.push_str("<tr");
            if let Some(id) = &row.id {
                attribute("data-row", id, &mut self.out);
            }
            if let Some(points) = row.height {
                attribute("style", &format!("height:{points}pt"), &mut self.out);
            }
            self.out.push('>');
            self.end_line();
            let mut column = 0_usize;
            for cell in &row.cells {
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    column = column.saturating_add(1);
                }
                let said = table.column_align.get(column).copied().flatten();
                self.cell(cell, row.header, said);
                let end = column.saturating_add(cell.column_span.clamp(1, 1_000) as usize);
                if taken.len() < end {
                    taken.resize(end, 0);
                }
                for rows in taken.iter_mut().take(end).skip(column) {
                    *rows = cell.row_span;
                }
                column = end;
            }
            for rows in &mut taken {
                *rows = rows.saturating_sub(1);
            }
            self.out.push_str("</tr>");
            self.end_line();
        }
        self.out.push_str("</");
        self.out.push_str(group);
        self.out.push('>');
        self.end_line();
    }

    fn cell(&mut self, cell: &Cell, header: bool, said: Option<Align>) {
        let name = if header { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(name);
        if cell.column_span > 1 {
            attribute("colspan", &cell.column_span.to_string(), &mut self.out);
        }
        if cell.row_span > 1 {
            attribute("rowspan", &cell.row_span.to_string(), &mut self.out);
        }
        let mut css = String::new();
        if let Some(said) = said {
            declare("text-align", align(said), &mut css);
        }
        if let Some(color) = cell.background {
            declare("background-color", color, &mut css);
        }
        match cell.vertical_align {
            VerticalAlign::Top => {}
            VerticalAlign::Middle => declare("vertical-align", "middle", &mut css),
            VerticalAlign::Bottom => declare("vertical-align", "bottom", &mut css),
        }
        borders(&cell.borders, &mut css);
        if !css.is_empty() {
            attribute("style", &css, &mut self.out);
        }
        self.out.push('>');
        match cell.blocks.as_slice() {
            [Block::Paragraph(paragraph)] if needs_no_element(paragraph) => {
                self.inlines(&paragraph.inlines);
            }
            [Block::Paragraph(paragraph)] if *paragraph == Default::default() => {}
            blocks => self.blocks(blocks),
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.end_line();
    }
}

fn borders(borders: &Borders, css: &mut String) {
    for (property, line) in [
        ("border-top", borders.top),
        ("border-right", borders.right),
        ("border-bottom", borders.bottom),
        ("border-left", borders.left),
    ] {
        if let Some(line) = line {
            declare(property, border(line), css);
        }
    }
}

fn border(line: Border) -> String {
    if line.width > 0.0 {
        format!("{}pt solid {}", line.width, line.color)
    } else {
        "none".to_owned()
    }
}
