//! Where the cells of a table stand.

use spindle_model::document::{Cell, Table};

/// The most columns of a table that are laid out.
const MOST_COLUMNS: usize = 500;

/// A cell in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct GridCell<'t> {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) cell: &'t Cell,
}

/// The cells of a table in reading order, and how many columns there are. Spans reach no further than the table.
pub(super) fn grid(table: &Table) -> (Vec<GridCell<'_>>, usize) {
    let mut cells = Vec::new();
    // For each column, the first row that is free again.
    let mut free: Vec<usize> = vec![0; table.columns.len().min(MOST_COLUMNS)];
    for (row, content) in table.rows.iter().enumerate() {
        let mut column = 0_usize;
        for cell in &content.cells {
            while free.get(column).is_some_and(|until| *until > row) {
                column = column.saturating_add(1);
            }
            if column >= MOST_COLUMNS {
                break;
            }
            let columns = usize::try_from(cell.column_span.max(1))
                .unwrap_or(1)
                .min(MOST_COLUMNS.saturating_sub(column));
            let rows = usize::try_from(cell.row_span.max(1))
                .unwrap_or(1)
                .min(table.rows.len().saturating_sub(row));
            let end = column.saturating_add(columns);
            if free.len() < end {
                free.resize(end, 0);
            }
            if let Some(taken) = free.get_mut(column..end) {
                for until in taken {
                    *until = (*until).max(row.saturating_add(rows));
                }
            }
            cells.push(GridCell {
                row,
                column,
                columns,
                rows,
                cell,
            });
            column = end;
        }
    }
    (cells, free.len())
}

/// Rows that hang together by cells that span them: the first row of each group, and behind the last.
pub(super) fn groups(cells: &[GridCell<'_>], rows: usize) -> Vec<usize> {
    let mut until = vec![0_usize; rows];
    for cell in cells {
        if let Some(end) = until.get_mut(cell.row) {
            *end = (*end).max(cell.row.saturating_add(cell.rows));
        }
    }
    let mut bounds = Vec::new();
    let mut end = 0;
    for (row, reach) in until.iter().enumerate() {
        if row >= end {
            bounds.push(row);
        }
        end = end.max(*reach).max(row.saturating_add(1));
    }
    bounds.push(rows);
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use spindle_model::document::Row;

    fn cell(columns: u32, rows: u32) -> Cell {
        Cell {
            column_span: columns,
            row_span: rows,
            ..Cell::default()
        }
    }

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        Table {
            rows: rows
                .into_iter()
                .map(|cells| Row {
                    cells,
                    ..Row::default()
                })
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn cells_stand_beside_those_that_reach_down() {
        let table = table(vec![
            vec![cell(1, 2), cell(2, 1)],
            vec![cell(1, 1), cell(1, 1)],
            vec![cell(1, 1)],
        ]);
        let (cells, columns) = grid(&table);
        let places: Vec<(usize, usize)> =
            cells.iter().map(|cell| (cell.row, cell.column)).collect();
        assert_eq!(columns, 3);
        assert_eq!(places, [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0)]);
        assert_eq!(groups(&cells, 3), [0, 2, 3]);
    }

    #[test]
    fn spans_end_with_the_table() {
        let table = table(vec![vec![cell(u32::MAX, u32::MAX)]]);
        let (cells, columns) = grid(&table);
        assert_eq!(columns, MOST_COLUMNS);
        assert_eq!(cells[0].rows, 1);
    }
}
