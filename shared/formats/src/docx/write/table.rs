//! Tables (ISO/IEC 29500-1, 17.4).

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};
use spindle_model::document::{Align, Block, Border, Borders, Cell, Row, Table, VerticalAlign};
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;
use super::properties::twips;
use crate::docx::carry::Tie;
use crate::docx::styles::StyleKey;

/// The width of the text of a page, in twentieths of a point, where columns have none.
const TEXT_WIDTH: i64 = 9_026;

/// Columns that are written; Word opens no more.
const MOST_COLUMNS: u32 = 63;

/// Cells that go on in the rows below: by column, the rows that are left and the columns that they take.
type Going = BTreeMap<u32, (u32, u32)>;

/// What all rows have in common.
struct Grid<'t> {
    /// Widths of the columns, in twentieths of a point.
    widths: &'t [i64],
    /// Alignments of the columns.
    aligns: &'t [Option<Align>],
}

impl Writing<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, out: &mut String, table: &Table) {
        let count = columns(table);
        if count == 0 {
            return;
        }
        if count > MOST_COLUMNS {
            self.warn(
                "many-columns",
                "Word shows no more than 63 columns of a table",
            );
        }
        let widths = widths(table, count);
        let style = match &table.style {
            Some(style) => style.to_string(),
            None => self.styles.id(&StyleKey::TableGrid),
        };
        let _ = write!(
            out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"0\" w:type=\"auto\"/>",
            escape_attribute(&style)
        );
        let alignment = match table.align {
            Some(Align::Left) => Some("left"),
            Some(Align::Center) => Some("center"),
            Some(Align::Right) => Some("right"),
            _ => None,
        };
        if let Some(alignment) = alignment {
            let _ = write!(out, "<w:jc w:val=\"{alignment}\"/>");
        }
        borders(out, "tblBorders", &table.borders, true);
        out.push_str("<w:tblLook w:val=\"04A0\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
        }
        out.push_str("</w:tblGrid>");
        let mut carried = table_carried(table, &widths);
        let grid = Grid {
            widths: &widths,
            aligns: &table.column_align,
        };
        let mut going = Going::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut tied = std::mem::take(&mut carried);
            if let Some(id) = &row.id {
                tied.insert("id".to_owned(), json!(id));
            }
            let below = table.rows.len().saturating_sub(index).saturating_sub(1);
            self.row(out, row, tied, &mut going, &grid, below as u32);
        }
        out.push_str("</w:tbl>");
    }

    fn row(
        &mut self,
        out: &mut String,
        row: &Row,
        tied: Map<String, Value>,
        going: &mut Going,
        grid: &Grid<'_>,
        below: u32,
    ) {
        let Grid { widths, aligns } = *grid;
        out.push_str("<w:tr>");
        let mut properties = String::new();
        if let Some(height) = row.height {
            let _ = write!(
                properties,
                "<w:trHeight w:val=\"{}\"/>",
                twips(height).max(0)
            );
        }
        if row.header {
            properties.push_str("<w:tblHeader/>");
        }
        if !properties.is_empty() {
            let _ = write!(out, "<w:trPr>{properties}</w:trPr>");
        }
        let mut tie = (!tied.is_empty()).then(|| {
            let name = self.carrier.add(Tie::Row, &Value::Object(tied));
            let id = self.id();
            format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
            )
        });
        let mut column = 0u32;
        let mut cells = row.cells.iter();
        loop {
            if let Some((left, span)) = going.get_mut(&column) {
                *left = left.saturating_sub(1);
                let (span, over) = (*span, *left == 0);
                if over {
                    going.remove(&column);
                }
                let properties = format!(
                    "{}<w:vMerge/>",
                    cell_start(width_of(widths, column, span), span)
                );
                let _ = write!(
                    out,
                    "<w:tc><w:tcPr>{properties}</w:tcPr>{}<w:p/></w:tc>",
                    tie.take().unwrap_or_default()
                );
                column = column.saturating_add(span);
                continue;
            }
            let Some(cell) = cells.next() else {
                // What goes on further right has a place of its own, which something has to lead to.
                match going.range(column..).next() {
                    Some((next, _)) => {
                        let span = next.saturating_sub(column);
                        let start = cell_start(width_of(widths, column, span), span);
                        let _ = write!(out, "<w:tc><w:tcPr>{start}</w:tcPr><w:p/></w:tc>");
                        column = *next;
                        continue;
                    }
                    None => break,
                }
            };
            // A cell ends where one that goes on from above begins.
            let room = going
                .range(column..)
                .next()
                .map_or(u32::MAX, |(next, _)| next.saturating_sub(column));
            let span = cell.column_span.clamp(1, room.max(1));
            let rows = cell.row_span.clamp(1, below.saturating_add(1));
            if rows > 1 {
                going.insert(column, (rows.saturating_sub(1), span));
            }
            let align = aligns.get(column as usize).copied().flatten();
            let start = cell_start(width_of(widths, column, span), span);
            self.cell(out, cell, start, rows > 1, tie.take(), align);
            column = column.saturating_add(span);
        }
        if column == 0 {
            let start = cell_start(width_of(widths, 0, 1), 1);
            let _ = write!(
                out,
                "<w:tc><w:tcPr>{start}</w:tcPr>{}<w:p/></w:tc>",
                tie.take().unwrap_or_default()
            );
        }
        out.push_str("</w:tr>");
    }

    fn cell(
        &mut self,
        out: &mut String,
        cell: &Cell,
        start: String,
        merges: bool,
        tie: Option<String>,
        align: Option<Align>,
    ) {
        let _ = write!(out, "<w:tc><w:tcPr>{start}");
        if merges {
            out.push_str("<w:vMerge w:val=\"restart\"/>");
        }
        borders(out, "tcBorders", &cell.borders, false);
        if let Some(color) = cell.background {
            let _ = write!(
                out,
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
                color.hex()
            );
        }
        match cell.vertical_align {
            VerticalAlign::Top => {}
            VerticalAlign::Middle => out.push_str("<w:vAlign w:val=\"center\"/>"),
            VerticalAlign::Bottom => out.push_str("<w:vAlign w:val=\"bottom\"/>"),
        }
        out.push_str("</w:tcPr>");
        out.push_str(&tie.unwrap_or_default());
        self.cell_content(out, &cell.blocks, align);
        out.push_str("</w:tc>");
    }

    /// The blocks of a cell, which must end with a paragraph.
    fn cell_content(&mut self, out: &mut String, blocks: &[Block], align: Option<Align>) {
        let in_quote = std::mem::replace(&mut self.in_quote, false);
        let outer = std::mem::replace(&mut self.column_align, align);
        let start = out.len();
        self.blocks(out, blocks);
        self.column_align = outer;
        self.in_quote = in_quote;
        if out.len() == start {
            out.push_str("<w:p/>");
        } else if !out.ends_with("</w:p>") && !out.ends_with("</w:sdt>") {
            let separator = self.separator();
            out.push_str(&separator);
        }
    }
}

/// How many columns the rows take.
fn columns(table: &Table) -> u32 {
    let mut most = 0u32;
    let mut going: Going = BTreeMap::new();
    for row in &table.rows {
        let mut column = 0u32;
        let mut cells = row.cells.iter();
        loop {
            if let Some((left, span)) = going.get_mut(&column) {
                *left = left.saturating_sub(1);
                let (span, over) = (*span, *left == 0);
                if over {
                    going.remove(&column);
                }
                column = column.saturating_add(span);
                continue;
            }
            let Some(cell) = cells.next() else {
                match going.range(column..).next() {
                    Some((next, _)) => {
                        column = *next;
                        continue;
                    }
                    None => break,
                }
            };
            let room = going
                .range(column..)
                .next()
                .map_or(u32::MAX, |(next, _)| next.saturating_sub(column));
            let span = cell.column_span.clamp(1, room.max(1));
            if cell.row_span > 1 {
                going.insert(column, (cell.row_span.saturating_sub(1), span));
            }
            column = column.saturating_add(span);
        }
        most = most.max(column);
    }
    if table.rows.is_empty() {
        return 0;
    }
    most.clamp(1, MOST_GRID)
}

/// Columns of the grid that are said; spans beyond are written without them.
const MOST_GRID: u32 = 1_000;

fn widths(table: &Table, count: u32) -> Vec<i64> {
    let even = (TEXT_WIDTH / i64::from(count)).max(100);
    (0..count as usize)
        .map(|column| {
            let width = table.columns.get(column).copied().flatten();
            width.map_or(even, |width| twips(width).max(1))
        })
        .collect()
}

/// What the grid cannot say of the table.
fn table_carried(table: &Table, widths: &[i64]) -> Map<String, Value> {
    let mut carried = Map::new();
    let read: Vec<Option<f32>> = widths
        .iter()
        .map(|width| Some((*width as f64 / 20.0) as f32))
        .collect();
    if read != table.columns {
        carried.insert("columns".to_owned(), json!(table.columns));
    }
    if !table.column_align.is_empty() {
        let names: Vec<Value> = table
            .column_align
            .iter()
            .map(|align| match align {
                Some(Align::Left) => json!("left"),
                Some(Align::Center) => json!("center"),
                Some(Align::Right) => json!("right"),
                Some(Align::Justify) => json!("justify"),
                None => Value::Null,
            })
            .collect();
        carried.insert("column-align".to_owned(), Value::Array(names));
    }
    carried
}

fn width_of(widths: &[i64], column: u32, span: u32) -> i64 {
    widths
        .iter()
        .skip(column as usize)
        .take(span as usize)
        .sum()
}

fn cell_start(width: i64, span: u32) -> String {
    let mut xml = format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if span > 1 {
        let _ = write!(xml, "<w:gridSpan w:val=\"{span}\"/>");
    }
    xml
}

fn borders(out: &mut String, name: &str, borders: &Borders, inside: bool) {
    let sides: [(&str, Option<Border>); 6] = [
        ("top", borders.top),
        ("left", borders.left),
        ("bottom", borders.bottom),
        ("right", borders.right),
        ("insideH", borders.inside_horizontal.filter(|_| inside)),
        ("insideV", borders.inside_vertical.filter(|_| inside)),
    ];
    if sides.iter().all(|(_, border)| border.is_none()) {
        return;
    }
    let _ = write!(out, "<w:{name}>");
    for (side, border) in sides {
        let Some(border) = border else { continue };
        if border.width <= 0.0 {
            let _ = write!(out, "<w:{side} w:val=\"nil\"/>");
            continue;
        }
        let size = (border.width * 8.0).round().clamp(1.0, 800.0) as i64;
        let _ = write!(
            out,
            "<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{}\"/>",
            border.color.hex()
        );
    }
    let _ = write!(out, "</w:{name}>");
}
