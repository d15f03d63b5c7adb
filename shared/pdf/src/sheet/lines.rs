//! Backgrounds, the lines between cells, and borders.

use spindle_model::document::Color;
use spindle_model::workbook::{BorderLine, BorderStyle, CellBorders, Range};

use super::{GRID_COLOR, Part, Setter};
use crate::layout::{Dash, Item, ItemKind, NodeId};

/// A box on the page: left, top, right, bottom.
pub(super) type Corners = (f32, f32, f32, f32);

impl Part<'_> {
    /// The part of a range that is on this page.
    pub(super) fn corners(&self, range: &Range) -> Option<Corners> {
        let inside = |from: u32, to: u32, places: &[(u32, f32)], end: f32| {
            let first = places.partition_point(|(index, _)| *index < from);
            let behind = places.partition_point(|(index, _)| *index <= to);
            let (_, start) = places.get(first).filter(|_| first < behind)?;
            let stop = places.get(behind).map_or(end, |(_, place)| *place);
            Some((*start, stop))
        };
        let (left, right) = inside(
            range.first_column,
            range.last_column,
            &self.columns,
            self.right,
        )?;
        let (top, bottom) = inside(range.first_row, range.last_row, &self.rows, self.bottom)?;
        Some((left, top, right, bottom))
    }
}

impl Setter<'_, '_, '_> {
    /// Backgrounds and the grid, merged cells as one.
    pub(super) fn ground(&self, part: &Part<'_>, merges: &[&Range], out: &mut Vec<Item>) {
        if !part.sheet.hide_grid {
            self.grid_lines(part, out);
        }
        for (row, _) in &part.rows {
            for (column, _) in &part.columns {
                let style = self.style_at(part.sheet, *row, *column);
                if let Some(color) = style.fill
                    && let Some(corners) = part.corners(&one(*row, *column))
                {
                    out.push(fill(corners, color));
                }
            }
        }
        for range in merges {
            let style = self.style_at(part.sheet, range.first_row, range.first_column);
            if let Some(corners) = part.corners(range) {
                let (left, top, right, bottom) = corners;
                let inner = (left + 0.25, top + 0.25, right - 0.25, bottom - 0.25);
                out.push(fill(inner, style.fill.unwrap_or(Color::WHITE)));
            }
        }
    }

    fn grid_lines(&self, part: &Part<'_>, out: &mut Vec<Item>) {
        let (left, top) = (part.grid.paper.left, part.grid.paper.top);
        let ends = |places: &[(u32, f32)], end: f32| -> Vec<f32> {
            places
                .iter()
                .map(|(_, place)| *place)
                .chain([end])
                .collect()
        };
        for x in ends(&part.columns, part.right) {
            out.push(stroke(
                (x, top),
                (0.0, part.bottom - top),
                0.35,
                GRID_COLOR,
                Dash::Solid,
            ));
        }
        for y in ends(&part.rows, part.bottom) {
            out.push(stroke(
                (left, y),
                (part.right - left, 0.0),
                0.35,
                GRID_COLOR,
                Dash::Solid,
            ));
        }
    }

    /// The borders of all cells.
    pub(super) fn borders(&self, part: &Part<'_>, merges: &[&Range], out: &mut Vec<Item>) {
        for (row, _) in &part.rows {
            for (column, _) in &part.columns {
                let borders = self.style_at(part.sheet, *row, *column).borders;
                if borders == CellBorders::default() {
                    continue;
                }
                let Some((left, top, right, bottom)) = part.corners(&one(*row, *column)) else {
                    continue;
                };
                let merge = merges.iter().find(|range| {
                    (range.first_row..=range.last_row).contains(row)
                        && (range.first_column..=range.last_column).contains(column)
                });
                // Lines between cells that are one are not seen.
                let seen =
                    |edge: fn(&Range) -> u32, at: u32| merge.is_none_or(|range| edge(range) == at);
                let (across, down) = (right - left, bottom - top);
                if seen(|range| range.first_row, *row) {
                    border(borders.top, (left, top), (across, 0.0), out);
                }
                if seen(|range| range.last_row, *row) {
                    border(borders.bottom, (left, bottom), (across, 0.0), out);
                }
                if seen(|range| range.first_column, *column) {
                    border(borders.left, (left, top), (0.0, down), out);
                }
                if seen(|range| range.last_column, *column) {
                    border(borders.right, (right, top), (0.0, down), out);
                }
            }
        }
    }
}

fn one(row: u32, column: u32) -> Range {
    Range {
        first_row: row,
        first_column: column,
        last_row: row,
        last_column: column,
    }
}

fn fill((left, top, right, bottom): Corners, color: Color) -> Item {
    Item {
        x: left,
        y: top,
        node: NodeId::ARTIFACT,
        kind: ItemKind::Fill {
            width: (right - left).max(0.0),
            height: (bottom - top).max(0.0),
            color,
        },
    }
}

fn stroke((x, y): (f32, f32), (dx, dy): (f32, f32), width: f32, color: Color, dash: Dash) -> Item {
    Item {
        x,
        y,
        node: NodeId::ARTIFACT,
        kind: ItemKind::Stroke {
            dx,
            dy,
            width,
            color,
            dash,
        },
    }
}

fn border(line: Option<BorderLine>, (x, y): (f32, f32), along: (f32, f32), out: &mut Vec<Item>) {
    let Some(line) = line else { return };
    let (width, dash) = match line.style {
        BorderStyle::Thin => (0.6, Dash::Solid),
        BorderStyle::Hair => (0.3, Dash::Solid),
        BorderStyle::Dotted => (0.6, Dash::Dots),
        BorderStyle::Dashed | BorderStyle::DashDot | BorderStyle::DashDotDot => (0.6, Dash::Dashes),
        BorderStyle::Medium => (1.2, Dash::Solid),
        BorderStyle::MediumDashed => (1.2, Dash::Dashes),
        BorderStyle::Thick => (1.9, Dash::Solid),
        BorderStyle::Double => (0.5, Dash::Solid),
    };
    if line.style != BorderStyle::Double {
        out.push(stroke((x, y), along, width, line.color, dash));
        return;
    }
    for away in [-0.8, 0.8] {
        let start = if along.0 > 0.0 {
            (x, y + away)
        } else {
            (x + away, y)
        };
        out.push(stroke(start, along, width, line.color, dash));
    }
}
