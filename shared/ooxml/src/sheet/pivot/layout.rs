//! Where everything of a pivot table stands: labels, values, filters.

use std::rc::Rc;

use super::aggregate::Accumulator;
use super::axis::{Builder, Label, Line, LineKind};
use super::{AxisField, Item, PivotTable, SortOrder};
use crate::sheet::reference::{Area, CellPos, MAX_COLS, MAX_ROWS};

/// Values that one table may have.
const MAX_VALUES: usize = 4_000_000;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// An item; the number of the cell format that its numbers have in the source.
    Item(Item, u32),
    /// A text.
    Text(String),
    /// A value of the data field of this number.
    Value(f64, usize),
    /// A division by zero.
    DivisionByZero,
}

/// The parts of a table that was laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranges {
    /// All below the filters.
    pub table: Area,
    /// All with the filters.
    pub whole: Area,
    /// Labels of rows with their heading.
    pub rows: Option<Area>,
    /// Labels of columns.
    pub columns: Option<Area>,
    /// Values.
    pub body: Area,
}

/// A table that was laid out.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its parts.
    pub ranges: Ranges,
    /// Its lines of rows.
    pub rows: Vec<Line>,
    /// Its lines of columns.
    pub columns: Vec<Line>,
    /// Rows above the values.
    pub header_rows: usize,
    /// Columns left of the values.
    pub label_columns: usize,
    /// For every line of rows the value of each line of columns.
    pub values: Vec<Vec<Option<Shown>>>,
    /// What its cells show.
    pub cells: Vec<(CellPos, Shown)>,
}

impl PivotTable {
    /// Whether nothing is laid out yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.columns.is_empty() && self.data.is_empty()
    }

    /// The column of each field of the rows.
    fn row_offsets(&self) -> Vec<usize> {
        let mut column = 0;
        self.rows
            .iter()
            .map(|entry| {
                let at = column;
                let shares = match entry {
                    AxisField::Field(number) => self
                        .fields
                        .get(*number)
                        .is_some_and(|field| field.compact && field.outline),
                    AxisField::Values => self.compact,
                };
                column += usize::from(!shares);
                at
            })
            .collect()
    }

    /// Puts items whose order is by a data field into it.
    fn order_items(&mut self) {
        let all: Vec<usize> = (0..self.records.len()).collect();
        for number in 0..self.fields.len() {
            let Some(field) = self.fields.get(number) else {
                continue;
            };
            let (Some(data), true) = (field.sort_by, field.sort != SortOrder::Manual) else {
                continue;
            };
            let totals = self.totals(number, data, &all);
            if let Some(field) = self.fields.get_mut(number) {
                let descending = field.sort == SortOrder::Descending;
                field.sort_items(false);
                let at = |item: &usize| totals.get(*item).copied().unwrap_or(0.0);
                field.order.sort_by(|a, b| {
                    let order = at(a).total_cmp(&at(b));
                    if descending { order.reverse() } else { order }
                });
            }
        }
    }

    /// Rows that the filters take: all but the empty one between them and the table.
    fn page_rows(&self) -> usize {
        let count = self.pages.len();
        match self.page_wrap {
            0 => count,
            wrap if self.page_over => count.div_ceil(wrap),
            wrap => count.min(wrap),
        }
    }

    /// Lays the table out; one that would leave the sheet or is too large answers `None`.
    #[must_use]
    pub fn layout(&mut self) -> Option<Layout> {
        let page_rows = u32::try_from(self.page_rows()).ok()?;
        if page_rows > 0 && self.at.row < page_rows + 1 {
            self.at.row = page_rows + 1;
        }
        self.order_items();
        let (shown, records) = self.visible();
        let records = Rc::new(records);
        let build = |axis, is_columns, grand| {
            Builder {
                table: self,
                axis,
                is_columns,
                shown: &shown,
                lines: Vec::new(),
                overflow: false,
            }
            .build(Rc::clone(&records), grand)
        };
        let (rows, rows_overflow) = build(&self.rows, false, self.row_grand);
        let (columns, columns_overflow) = build(&self.columns, true, self.column_grand);
        if rows_overflow || columns_overflow {
            return None;
        }
        let mut layout = self.arrange(rows, columns)?;
        self.pages(&mut layout);
        Some(layout)
    }

    fn arrange(&self, rows: Vec<Line>, columns: Vec<Line>) -> Option<Layout> {
        let has_rows = !self.rows.is_empty();
        let has_columns = !self.columns.is_empty();
        let one = self.data.len() == 1;
        let offsets = self.row_offsets();
        let label_columns = match offsets.last() {
            Some(last) => last + 1,
            None => usize::from(has_columns && one),
        };
        let header_rows = if has_columns {
            1 + self.columns.len()
        } else {
            1
        };
        let has_values = !self.data.is_empty();
        let body_rows = if has_rows || has_values {
            rows.len()
        } else {
            0
        };
        let body_columns = if has_columns || has_values {
            columns.len()
        } else {
            0
        };
        if body_rows.checked_mul(body_columns)? > MAX_VALUES {
            return None;
        }
        let height = u32::try_from(header_rows + body_rows).ok()?;
        let width = u32::try_from(label_columns + body_columns).ok()?;
        let empty = self.is_empty();
        let (height, width) = if empty {
            (18, 3)
        } else {
            (height, width.max(1))
        };
        let table = Area::sized(self.at.row, self.at.col, height, width)?;
        if table.last.row >= MAX_ROWS || table.last.col >= MAX_COLS {
            return None;
        }
        let values = if has_values && body_rows > 0 {
            self.values(&rows, &columns)
        } else {
            Vec::new()
        };
        let mut layout = Layout {
            ranges: self.ranges(table, header_rows, label_columns),
            rows,
            columns,
            header_rows,
            label_columns,
            values,
            cells: Vec::new(),
        };
        if !empty {
            self.headings(&mut layout, &offsets);
            self.column_labels(&mut layout);
            self.row_labels(&mut layout, &offsets);
            self.place_values(&mut layout);
        }
        Some(layout)
    }

    fn ranges(&self, table: Area, header_rows: usize, label_columns: usize) -> Ranges {
        let at = |row: usize, col: usize| self.cell(row, col);
        let last_label = label_columns.saturating_sub(1);
        let body_first = if self.is_empty() {
            at(1, 0)
        } else if self.data.is_empty() && self.rows.is_empty() {
            at(header_rows.saturating_sub(1), 0)
        } else {
            let has_body = !(self.data.is_empty() && self.columns.is_empty());
            at(header_rows, if has_body { label_columns } else { 0 })
        };
        let mut body_last = table.last;
        if !self.is_empty() && self.data.is_empty() {
            // Without data fields the original counts one line more than there is.
            body_last = if self.rows.is_empty() {
                CellPos::new(table.last.row + 1, table.last.col)
            } else if self.columns.is_empty() {
                CellPos::new(table.last.row, table.last.col + 1)
            } else {
                table.last
            };
        }
        Ranges {
            table,
            whole: table,
            rows: (!self.rows.is_empty()).then(|| {
                let first = at(header_rows.saturating_sub(1), 0);
                Area::new(first, CellPos::new(table.last.row, at(0, last_label).col))
            }),
            columns: (!self.columns.is_empty()).then(|| {
                let last = at(header_rows.saturating_sub(1), 0);
                Area::new(at(0, label_columns), CellPos::new(last.row, table.last.col))
            }),
            body: Area::new(body_first, body_last),
        }
    }

    /// A cell of the table counted from its first one; both counts are within a sheet.
    fn cell(&self, row: usize, col: usize) -> CellPos {
        let add =
            |base: u32, more: usize| base.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        CellPos::new(add(self.at.row, row), add(self.at.col, col))
    }

    /// The names above labels, and of the only data field.
    fn headings(&self, layout: &mut Layout, offsets: &[usize]) {
        let (has_rows, has_columns) = (!self.rows.is_empty(), !self.columns.is_empty());
        let (header_rows, labels) = (layout.header_rows, layout.label_columns);
        if let [data] = self.data.as_slice() {
            let name = Shown::Text(data.name.clone());
            match (has_rows, has_columns) {
                (_, false) => layout.cells.push((self.cell(0, labels), name)),
                (true, true) => layout.cells.push((self.cell(0, 0), name)),
                (false, true) => layout.cells.push((self.cell(header_rows, 0), name)),
            }
        }
        if !self.captions {
            return;
        }
        let caption = |entry: &AxisField| match entry {
            AxisField::Values => "Values".to_owned(),
            AxisField::Field(number) => self
                .fields
                .get(*number)
                .map_or_else(String::new, |field| field.name().to_owned()),
        };
        let mut columns_seen = 0;
        for (entry, offset) in self.rows.iter().zip(offsets) {
            if *offset < columns_seen {
                continue;
            }
            columns_seen = offset + 1;
            let text = if *offset == 0 && self.compact {
                "Row Labels".to_owned()
            } else {
                caption(entry)
            };
            layout
                .cells
                .push((self.cell(header_rows - 1, *offset), Shown::Text(text)));
        }
        for (number, entry) in self.columns.iter().enumerate() {
            let text = match entry {
                _ if self.compact && number > 0 => break,
                AxisField::Field(_) if self.compact => "Column Labels".to_owned(),
                entry => caption(entry),
            };
            layout
                .cells
                .push((self.cell(0, labels + number), Shown::Text(text)));
        }
    }

    fn shown(&self, label: &Label) -> Shown {
        match label {
            Label::Text(text) => Shown::Text(text.clone()),
            Label::Item(field, item) => {
                let field = self.fields.get(*field);
                let found = field.and_then(|field| Some((field.items.get(*item)?, field.style)));
                match found {
                    Some((Item::Blank, _)) | None => Shown::Text("(blank)".to_owned()),
                    Some((item, style)) => Shown::Item(item.clone(), style),
                }
            }
        }
    }

    fn column_labels(&self, layout: &mut Layout) {
        let mut cells = Vec::new();
        if !self.columns.is_empty() {
            for (number, line) in layout.columns.iter().enumerate() {
                for (level, label) in &line.labels {
                    let cell = self.cell(1 + level, layout.label_columns + number);
                    cells.push((cell, self.shown(label)));
                }
            }
        }
        layout.cells.append(&mut cells);
    }

    fn row_labels(&self, layout: &mut Layout, offsets: &[usize]) {
        let mut cells = Vec::new();
        if !self.rows.is_empty() {
            for (number, line) in layout.rows.iter().enumerate() {
                for (level, label) in &line.labels {
                    let column = offsets.get(*level).copied().unwrap_or(0);
                    let cell = self.cell(layout.header_rows + number, column);
                    cells.push((cell, self.shown(label)));
                }
            }
        }
        layout.cells.append(&mut cells);
    }

    fn place_values(&self, layout: &mut Layout) {
        let mut cells = Vec::new();
        for (row, values) in layout.values.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                if let Some(value) = value {
                    let cell = self.cell(layout.header_rows + row, layout.label_columns + column);
                    cells.push((cell, value.clone()));
                }
            }
        }
        layout.cells.append(&mut cells);
    }

    fn values(&self, rows: &[Line], columns: &[Line]) -> Vec<Vec<Option<Shown>>> {
        // The columns that each record counts in.
        let mut columns_of: Vec<Vec<usize>> = vec![Vec::new(); self.records.len()];
        for (number, line) in columns.iter().enumerate() {
            for record in line.records.iter() {
                if let Some(list) = columns_of.get_mut(*record) {
                    list.push(number);
                }
            }
        }
        rows.iter()
            .map(|line| {
                if !line.valued || line.kind == LineKind::Blank {
                    return Vec::new();
                }
                let mut sums = vec![Accumulator::default(); columns.len()];
                for record in line.records.iter() {
                    for column in columns_of.get(*record).into_iter().flatten() {
                        let data = columns
                            .get(*column)
                            .and_then(|column| column.data)
                            .or(line.data)
                            .unwrap_or(0);
                        if let (Some(sum), Some(data)) =
                            (sums.get_mut(*column), self.data.get(data))
                        {
                            sum.take(self.value(*record, data.field));
                        }
                    }
                }
                let value = |(column, sum): (&Line, &Accumulator)| {
                    let number = column.data.or(line.data).unwrap_or(0);
                    let data = self.data.get(number)?;
                    let function = line.function.or(column.function).unwrap_or(data.function);
                    Some(match sum.value(function)? {
                        Some(value) => Shown::Value(value, number),
                        None => Shown::DivisionByZero,
                    })
                };
                columns.iter().zip(&sums).map(value).collect()
            })
            .collect()
    }

    /// What a filter above the table shows: all, the only item, or that there are several.
    #[must_use]
    pub fn page_value(&self, field: usize) -> Shown {
        let Some(field) = self.fields.get(field) else {
            return Shown::Text(String::new());
        };
        let mut shown = field
            .order
            .iter()
            .filter(|item| !field.hidden.contains(item));
        match (shown.next(), shown.next()) {
            _ if field.hidden.is_empty() => Shown::Text("(All)".to_owned()),
            (Some(item), None) => match field.items.get(*item) {
                Some(Item::Blank) | None => Shown::Text("(blank)".to_owned()),
                Some(item) => Shown::Item(item.clone(), field.style),
            },
            _ => Shown::Text("(Multiple Items)".to_owned()),
        }
    }

    fn pages(&self, layout: &mut Layout) {
        let rows = self.page_rows();
        if rows == 0 {
            return;
        }
        let top = self.at.row - u32::try_from(rows).unwrap_or(0) - 1;
        let mut whole = layout.ranges.table;
        for (number, field) in self.pages.iter().enumerate() {
            let (row, block) = match self.page_wrap {
                0 => (number, 0),
                wrap if self.page_over => (number / wrap, number % wrap),
                wrap => (number % wrap, number / wrap),
            };
            let label = self.cell(0, block * 3);
            let label = CellPos::new(
                top.saturating_add(u32::try_from(row).unwrap_or(0)),
                label.col,
            );
            let value = CellPos::new(label.row, label.col + 1);
            if value.col >= MAX_COLS {
                continue;
            }
            let name = self.fields.get(*field).map_or("", |field| field.name());
            layout.cells.push((label, Shown::Text(name.to_owned())));
            layout.cells.push((value, self.page_value(*field)));
            whole = whole.union(Area::new(label, value));
        }
        layout.ranges.whole = whole;
    }
}
