//! Tables of slides (ECMA-376 Part 1, 21.1.3).

use spindle_model::color::Color;
use spindle_model::document::{Block, Border, Borders, Cell, Row, Table, VerticalAlign};
use spindle_ooxml::NodeId;

use super::EMU;
use super::text::{Texts, is_true};

/// Cells of one table that are read.
const MOST_CELLS: usize = 20_000;
/// The line around cells where a table's style is not read: that of the style that new tables have.
const LINE: Border = Border {
    width: 1.0,
    color: Color::WHITE,
};

/// Reads a table.
pub(super) fn read(texts: &Texts<'_>, table: NodeId) -> Block {
    let dom = &texts.package.dom;
    let length = |node: NodeId, name: &str| {
        let value = dom.attr(node, name)?.parse::<f32>().ok()?;
        (value > 0.0).then_some(value / EMU)
    };
    let look = dom.child(table, "a:tblPr");
    let wants = |name: &str| {
        look.and_then(|look| dom.attr(look, name))
            .is_some_and(is_true)
    };
    let styled = look.is_some_and(|look| dom.child(look, "a:tableStyleId").is_some());
    let accent = texts
        .theme
        .named("accent1")
        .unwrap_or(Color(0x44, 0x72, 0xC4));
    let grid = dom.child(table, "a:tblGrid");
    let columns = grid
        .into_iter()
        .flat_map(|grid| dom.elements(grid, "a:gridCol"));
    let mut count = 0_usize;
    let mut rows = Vec::new();
    for (index, row) in dom.elements(table, "a:tr").enumerate() {
        let mut cells = Vec::new();
        let is_head = index == 0 && wants("firstRow");
        for cell in dom.elements(row, "a:tc") {
            count = count.saturating_add(1);
            let merged = |name: &str| dom.attr(cell, name).is_some_and(is_true);
            if count > MOST_CELLS || merged("hMerge") || merged("vMerge") {
                continue;
            }
            let span = |name: &str| {
                dom.attr(cell, name)
                    .and_then(|span| span.parse::<u32>().ok())
                    .unwrap_or(1)
                    .clamp(1, 1000)
            };
            let properties = dom.child(cell, "a:tcPr");
            let fill = properties.and_then(|properties| dom.child(properties, "a:solidFill"));
            let own = fill.and_then(|fill| texts.theme.inside(dom, fill, None));
            let band = index % 2 == usize::from(wants("firstRow"));
            let background = match own {
                Some(paint) => Some(paint.color),
                None if !styled => None,
                None if is_head => Some(accent),
                None if wants("bandRow") && band => Some(tinted(accent, 0.6)),
                None => Some(tinted(accent, 0.8)),
            };
            let body = dom.child(cell, "a:txBody");
            let mut blocks = body.map(|body| texts.blocks(body)).unwrap_or_default();
            if is_head && styled && own.is_none() {
                emphasise(&mut blocks);
            }
            cells.push(Cell {
                blocks,
                column_span: span("gridSpan"),
                row_span: span("rowSpan"),
                background,
                vertical_align: match properties
                    .and_then(|properties| dom.attr(properties, "anchor"))
                {
                    Some("ctr") => VerticalAlign::Middle,
                    Some("b") => VerticalAlign::Bottom,
                    _ => VerticalAlign::Top,
                },
                borders: borders(texts, properties),
            });
        }
        rows.push(Row {
            header: is_head,
            height: length(row, "h"),
            cells,
            ..Row::default()
        });
    }
    Block::Table(Table {
        columns: columns.map(|column| length(column, "w")).collect(),
        rows,
        borders: if styled {
            Borders::all(LINE)
        } else {
            Borders::default()
        },
        ..Table::default()
    })
}

fn tinted(color: Color, white: f32) -> Color {
    let mix = |value: u8| (f32::from(value) * (1.0 - white) + 255.0 * white).round() as u8;
    Color(mix(color.0), mix(color.1), mix(color.2))
}

/// White and bold, as the first row of a new table is.
fn emphasise(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            for inline in &mut paragraph.inlines {
                inline.format.bold.get_or_insert(true);
                inline.format.color = Some(Color::WHITE);
            }
        }
    }
}

fn borders(texts: &Texts<'_>, properties: Option<NodeId>) -> Borders {
    let dom = &texts.package.dom;
    let side = |name: &str| {
        let line = dom.child(properties?, name)?;
        if dom.child(line, "a:noFill").is_some() {
            return Some(Border {
                width: 0.0,
                color: Color::BLACK,
            });
        }
        let fill = dom.child(line, "a:solidFill")?;
        let width = dom
            .attr(line, "w")
            .and_then(|width| width.parse::<f32>().ok());
        Some(Border {
            width: width.unwrap_or(EMU) / EMU,
            color: texts.theme.inside(dom, fill, None)?.color,
        })
    };
    Borders {
        top: side("a:lnT"),
        right: side("a:lnR"),
        bottom: side("a:lnB"),
        left: side("a:lnL"),
        ..Borders::default()
    }
}
