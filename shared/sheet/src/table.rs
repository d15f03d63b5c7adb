//! The cells of a sheet: `data.dataTable[row][column]`.

use std::collections::BTreeMap;

use crate::args::{Range, Span};
use crate::json::{Node, Object};

/// Changes of cells, collected until all of them are known to be possible.
///
/// Nothing of the sheet changes before [`Edit::commit`], which cannot fail.
pub(crate) struct Edit<'s> {
    sheet: &'s mut Object,
    /// Where the rows within reach stand among the entries of the table.
    places: BTreeMap<u32, usize>,
    rows: BTreeMap<u32, Row>,
}

/// One row: as it is, and what is to change.
struct Row {
    base: Object,
    /// Where the cells stand among the entries, in ascending order.
    places: Vec<(u32, usize)>,
    changes: BTreeMap<u32, Option<Node>>,
}

/// The table of a sheet, opened; nothing where there is none, the reason where another kind stands there.
pub(crate) fn table<'s>(
    sheet: &'s mut Object,
    area: &str,
) -> Result<Option<&'s mut Object>, String> {
    let Some(data) = sheet.get_mut(area).filter(|data| !data.is_null()) else {
        return Ok(None);
    };
    let data = data
        .object()
        .ok_or_else(|| format!("`{area}` of the sheet is not an object"))?;
    let Some(table) = data.get_mut("dataTable").filter(|table| !table.is_null()) else {
        return Ok(None);
    };
    table
        .object()
        .map(Some)
        .ok_or_else(|| format!("`{area}.dataTable` of the sheet is not an object"))
}

impl<'s> Edit<'s> {
    /// Begins to change cells within these rows of a sheet.
    pub(crate) fn begin(sheet: &'s mut Object, rows: Span) -> Result<Self, String> {
        let places = match table(sheet, "data")? {
            Some(table) => table.indexed(rows).into_iter().collect(),
            None => BTreeMap::new(),
        };
        Ok(Self {
            sheet,
            places,
            rows: BTreeMap::new(),
        })
    }

    /// The rows within reach that have cells, in order.
    fn used_rows(&self, rows: Span) -> Vec<u32> {
        let mut used: Vec<u32> = self
            .places
            .keys()
            .copied()
            .filter(|row| rows.holds(*row))
            .collect();
        used.extend(self.rows.keys().filter(|row| rows.holds(**row)));
        used.sort_unstable();
        used.dedup();
        used
    }

    fn row(&mut self, row: u32) -> Result<&mut Row, String> {
        let loaded = match self.rows.get(&row) {
            Some(_) => None,
            None => Some(self.load(row)?),
        };
        let empty = || Row::of(Object::default());
        let place = self.rows.entry(row);
        Ok(place.or_insert_with(|| loaded.unwrap_or_else(empty)))
    }

    fn load(&mut self, row: u32) -> Result<Row, String> {
        let Some(place) = self.places.get(&row).copied() else {
            return Ok(Row::of(Object::default()));
        };
        let table = table(self.sheet, "data")?;
        let Some(node) = table.and_then(|table| table.entries.get(place)) else {
            return Ok(Row::of(Object::default()));
        };
        if node.value.is_null() {
            return Ok(Row::of(Object::default()));
        }
        let base = node
            .value
            .as_object()
            .ok_or_else(|| format!("row {row} is not an object"))?;
        Ok(Row::of(base.into_owned()))
    }

    /// Goes through the cells within a range, in order of rows and columns. What `change` gives back is set in the
    /// place of the cell; an empty one goes away.
    pub(crate) fn each(
        &mut self,
        range: Range,
        mut change: impl FnMut(u32, u32, Object) -> Option<Object>,
    ) -> Result<(), String> {
        for row in self.used_rows(range.rows) {
            // A row that is only looked at is not kept in memory.
            let mut loaded = match self.rows.remove(&row) {
                Some(known) => known,
                None => self.load(row)?,
            };
            for column in loaded.used(range.columns) {
                if let Some(cell) = loaded.cell(row, column)?
                    && let Some(changed) = change(row, column, cell)
                {
                    loaded.put(column, changed);
                }
            }
            if !loaded.changes.is_empty() {
                self.rows.insert(row, loaded);
            }
        }
        Ok(())
    }

    /// Changes one cell in place; it need not be there, and goes away where nothing is left of it.
    pub(crate) fn change(
        &mut self,
        row: u32,
        column: u32,
        change: impl FnOnce(&mut Object),
    ) -> Result<(), String> {
        let loaded = self.row(row)?;
        let mut cell = loaded.cell(row, column)?.unwrap_or_default();
        change(&mut cell);
        loaded.put(column, cell);
        Ok(())
    }

    /// Makes the changes.
    pub(crate) fn commit(self) {
        let mut changes = BTreeMap::new();
        for (index, mut row) in self.rows {
            if row.changes.is_empty() {
                continue;
            }
            row.base.merge(row.changes);
            let node = (!row.base.is_empty()).then(|| Node::Object(row.base).closed());
            changes.insert(index, node);
        }
        let existing = self.places;
        changes.retain(|row, node| node.is_some() || existing.contains_key(row));
        if changes.is_empty() {
            return;
        }
        let Some(data) = member(self.sheet, "data", Object::set) else {
            return;
        };
        // Where the control writes it: before what is said of all cells.
        if let Some(table) = member(data, "dataTable", Object::set_first) {
            table.merge(changes);
        }
    }
}

/// A member that is an object, made where it is not there.
fn member<'o>(
    object: &'o mut Object,
    name: &str,
    set: fn(&mut Object, &str, Node),
) -> Option<&'o mut Object> {
    if object.get(name).is_none_or(Node::is_null) {
        set(object, name, Node::Object(Object::default()));
    }
    object.get_mut(name)?.object()
}

impl Row {
    fn of(base: Object) -> Self {
        let all = Span {
            start: 0,
            count: u32::MAX,
        };
        Self {
            places: base.indexed(all),
            base,
            changes: BTreeMap::new(),
        }
    }

    fn put(&mut self, column: u32, cell: Object) {
        let node = (!cell.is_empty()).then(|| Node::Object(cell).closed());
        self.changes.insert(column, node);
    }

    fn used(&self, columns: Span) -> Vec<u32> {
        let known = self.places.iter().map(|(column, _)| *column);
        let indices = known.chain(self.changes.keys().copied());
        let mut used: Vec<u32> = indices.filter(|column| columns.holds(*column)).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    fn cell(&self, row: u32, column: u32) -> Result<Option<Object>, String> {
        let node = match self.changes.get(&column) {
            Some(change) => change.as_ref(),
            None => {
                let place = self
                    .places
                    .binary_search_by_key(&column, |(column, _)| *column);
                let place = place.ok().and_then(|at| self.places.get(at));
                let entry = place.and_then(|(_, place)| self.base.entries.get(*place));
                entry.map(|entry| &entry.value)
            }
        };
        match node.filter(|node| !node.is_null()) {
            None => Ok(None),
            Some(node) => node
                .as_object()
                .map(|cell| Some(cell.into_owned()))
                .ok_or_else(|| format!("the cell in row {row}, column {column} is not an object")),
        }
    }
}
