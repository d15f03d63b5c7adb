//! Tables: columns, cells, lines, and the rows that are said again on every page.

use std::rc::Rc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Align, Block, Border, Borders, Color, Table, TextFormat};

use super::grid::{GridCell, grid, groups};
use super::widths::{Wants, fit, said};
use super::{Body, CellBox, Layout, NodeId, NodeKind, Place, Stack, TableRow, row_piece};

/// Space at the left and right of a cell's text.
const PADDING: f32 = 5.4;
const GRID: Border = Border {
    width: 0.5,
    color: Color(0xB9, 0xBF, 0xC9),
};
const HEADER: Color = Color(0xEF, 0xF1, 0xF4);

impl Layout<'_, '_, '_> {
    /// Lays out a table.
    ///
    /// # Errors
    /// What [`Layout::blocks`] says.
    pub(super) fn table(
        &mut self,
        table: &Table,
        within: &Place,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        let (cells, columns) = grid(table);
        if columns == 0 {
            return Ok(());
        }
        let plain = self.document.styles.is_empty();
        let padding = if plain { 3.5 } else { 1.5 };
        let nodes = self.cell_nodes(table, &cells, within);
        let mut places: Vec<(GridCell<'_>, Place)> = cells
            .iter()
            .zip(nodes)
            .map(|(cell, node)| (*cell, self.cell_place(table, cell, node, within)))
            .collect();
        let widths = match said(table, columns, within.width) {
            Some(widths) => widths,
            None => {
                let wants: Vec<(GridCell<'_>, Wants)> = places
                    .iter()
                    .map(|(cell, place)| {
                        let wants = self.wants(&cell.cell.blocks, place);
                        (*cell, wants.more(2.0 * PADDING + 0.5))
                    })
                    .collect();
                fit(&wants, columns, within.width)
            }
        };
        let total: f32 = widths.iter().sum();
        let left = within.x
            + match table.align {
                Some(Align::Center) => (within.width - total) / 2.0,
                Some(Align::Right) => within.width - total,
                _ => 0.0,
            }
            .max(0.0);
        let mut edges = vec![left];
        for width in &widths {
            edges.push(edges.last().copied().unwrap_or(left) + width);
        }
        let edge = |column: usize| edges.get(column).copied().unwrap_or(left + total);
        for (cell, place) in &mut places {
            let right = edge(cell.column.saturating_add(cell.columns));
            place.x = edge(cell.column) + PADDING;
            place.width = (right - edge(cell.column) - 2.0 * PADDING).max(8.0);
        }
        let lines = Lines::new(self, table, &cells, columns);
        let bounds = groups(&cells, table.rows.len());
        let header_rows = header_rows(table, &bounds);
        let mut header: Option<Rc<Vec<super::Piece>>> = None;
        let mut heads = Vec::new();
        let before = stack.space(if plain { 5.0 } else { 0.0 });
        let start = stack.pieces.len();
        let mut boxes = Vec::new();
        let mut places = places.into_iter().peekable();
        for (from, to) in bounds.iter().zip(bounds.iter().skip(1)) {
            boxes.clear();
            while let Some((cell, place)) = places.next_if(|(cell, _)| cell.row < *to) {
                let x = edge(cell.column);
                let mut inner = self.stack();
                self.cell_blocks(&cell.cell.blocks, &place, &mut inner)?;
                let is_header = table.rows.get(cell.row).is_some_and(|row| row.header);
                let [top, right, bottom, left] = lines.around(&cell);
                boxes.push(CellBox {
                    row: cell.row.saturating_sub(*from),
                    rows: cell.rows,
                    x,
                    width: edge(cell.column.saturating_add(cell.columns)) - x,
                    padding,
                    pieces: inner.pieces,
                    background: cell
                        .cell
                        .background
                        .or((is_header && plain).then_some(HEADER)),
                    align: cell.cell.vertical_align,
                    top,
                    right,
                    bottom,
                    left,
                });
            }
            let heights = table
                .rows
                .get(*from..*to)
                .unwrap_or_default()
                .iter()
                .map(|row| {
                    row.height
                        .filter(|height| height.is_finite())
                        .map_or(2.0 * padding, |height| height.clamp(0.0, 2000.0))
                })
                .collect();
            let mut row = TableRow {
                heights,
                cells: std::mem::take(&mut boxes),
                first: *from == 0,
                header: header.clone(),
                front: Vec::new(),
            };
            row.fit();
            let above = if *from == 0 { before } else { 0.0 };
            let mut piece = row_piece(row, above, Vec::new());
            if *to <= header_rows {
                piece.keep = *to < table.rows.len();
                heads.push(piece.as_artifact());
                if *to == header_rows {
                    for head in &mut heads {
                        head.before = 0.0;
                    }
                    header = Some(Rc::new(std::mem::take(&mut heads)));
                }
            }
            stack.pieces.push(piece);
        }
        if stack.pieces.len() > start {
            stack.after = if plain { 10.0 } else { 0.0 };
        }
        Ok(())
    }

    fn cell_blocks(
        &mut self,
        blocks: &[Block],
        place: &Place,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        self.blocks(blocks, place, stack)?;
        // A cell's own table does not take its header along to further pages: the page has the outer one's.
        for piece in &mut stack.pieces {
            if let Body::Row(row) = &mut piece.body {
                row.header = None;
            }
        }
        Ok(())
    }

    /// Elements for the table, its rows and cells.
    fn cell_nodes(&mut self, table: &Table, cells: &[GridCell<'_>], within: &Place) -> Vec<NodeId> {
        if within.node == NodeId::ARTIFACT {
            return vec![NodeId::ARTIFACT; cells.len()];
        }
        let node = self.tree.add(within.node, NodeKind::Table);
        let mut row = (usize::MAX, node);
        let mut nodes = Vec::with_capacity(cells.len());
        for cell in cells {
            if row.0 != cell.row {
                row = (cell.row, self.tree.add(node, NodeKind::Row));
            }
            let header = table.rows.get(cell.row).is_some_and(|row| row.header);
            let span = |count: usize| u32::try_from(count).unwrap_or(1);
            let kind = NodeKind::Cell(header, span(cell.columns), span(cell.rows));
            nodes.push(self.tree.add(row.1, kind));
        }
        nodes
    }

    /// Where a cell's blocks are measured: its place between left and right comes later.
    fn cell_place(
        &self,
        table: &Table,
        cell: &GridCell<'_>,
        node: NodeId,
        within: &Place,
    ) -> Place {
        let header = table.rows.get(cell.row).is_some_and(|row| row.header);
        let mut around = within.around.clone();
        if header && self.document.styles.is_empty() {
            around.text = TextFormat {
                bold: Some(true),
                ..TextFormat::default()
            }
            .over(&around.text);
        }
        if let Some(style) = table
            .style
            .as_ref()
            .and_then(|id| self.document.styles.get(id))
        {
            around.text = style.text.over(&around.text);
        }
        around.align = table
            .column_align
            .get(cell.column)
            .copied()
            .flatten()
            .or(within.around.align);
        around.tight = true;
        Place {
            x: within.x,
            width: (within.width - 2.0 * PADDING).max(20.0),
            node,
            around,
            depth: within.depth.saturating_add(1),
            in_list: false,
        }
    }
}

/// How many rows at the beginning are said again on every page: those that are headers, if others follow.
fn header_rows(table: &Table, bounds: &[usize]) -> usize {
    let marked = table.rows.iter().take_while(|row| row.header).count();
    if marked == table.rows.len() {
        return 0;
    }
    // Not through cells that reach out of the header.
    bounds
        .iter()
        .copied()
        .filter(|bound| *bound <= marked)
        .max()
        .unwrap_or(0)
}

/// Which line is drawn at each side of each cell: of two that meet, the wider one.
struct Lines {
    table: Borders,
    rows: usize,
    columns: usize,
    /// What the cell at a place says, for each place of the grid.
    said: Vec<Option<Borders>>,
}

impl Lines {
    fn new(
        layout: &Layout<'_, '_, '_>,
        table: &Table,
        cells: &[GridCell<'_>],
        columns: usize,
    ) -> Self {
        let silent = table.borders == Borders::default()
            && cells
                .iter()
                .all(|cell| cell.cell.borders == Borders::default());
        let house = silent && (table.style.is_some() || layout.document.styles.is_empty());
        let rows = table.rows.len();
        let mut said = vec![None; rows.saturating_mul(columns)];
        for cell in cells {
            for row in cell.row..cell.row.saturating_add(cell.rows) {
                let from = row.saturating_mul(columns).saturating_add(cell.column);
                if let Some(places) = said.get_mut(from..from.saturating_add(cell.columns)) {
                    places.fill(Some(cell.cell.borders));
                }
            }
        }
        Self {
            table: if house {
                Borders::all(GRID)
            } else {
                table.borders
            },
            rows,
            columns,
            said,
        }
    }

    fn at(&self, row: Option<usize>, column: Option<usize>) -> Borders {
        let (Some(row), Some(column)) = (row, column) else {
            return Borders::default();
        };
        if row >= self.rows || column >= self.columns {
            return Borders::default();
        }
        let index = row.saturating_mul(self.columns).saturating_add(column);
        self.said.get(index).copied().flatten().unwrap_or_default()
    }

    fn has_cell(&self, row: usize, column: usize) -> bool {
        let index = row.saturating_mul(self.columns).saturating_add(column);
        self.said.get(index).is_some_and(Option::is_some)
    }

    /// The lines above, at the right, below and at the left of a cell.
    fn around(&self, cell: &GridCell<'_>) -> [Option<Border>; 4] {
        let own = cell.cell.borders;
        let (row, column) = (Some(cell.row), Some(cell.column));
        let below = cell.row.saturating_add(cell.rows);
        let right = cell.column.saturating_add(cell.columns);
        let above = self.at(cell.row.checked_sub(1), column).bottom;
        let before = self.at(row, cell.column.checked_sub(1)).right;
        let behind = self.at(row, Some(right)).left;
        let under = self.at(Some(below), column).top;
        let inside = |at_edge: bool, edge: Option<Border>, inner: Option<Border>| {
            if at_edge { edge } else { inner }
        };
        let table = &self.table;
        let across = table.inside_horizontal;
        let along = table.inside_vertical;
        [
            wider(own.top, above).or(inside(cell.row == 0, table.top, across)),
            // The line between two cells is drawn by the one at its right.
            if right >= self.columns || !self.has_cell(cell.row, right) {
                own.right.or(table.right)
            } else if own.right.is_some() && behind.is_none() {
                own.right
            } else {
                None
            },
            wider(own.bottom, under).or(inside(below >= self.rows, table.bottom, across)),
            wider(own.left, before).or(inside(cell.column == 0, table.left, along)),
        ]
    }
}

fn wider(one: Option<Border>, other: Option<Border>) -> Option<Border> {
    match (one, other) {
        (Some(one), Some(other)) if other.width > one.width => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}
