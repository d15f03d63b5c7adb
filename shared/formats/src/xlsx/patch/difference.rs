//! What two workbooks differ in.

use std::cell::RefCell;
use std::collections::HashMap;

use spindle_model::workbook::{Cell, CellStyle, Row, Sheet, Value, Workbook};

/// What a workbook differs in.
#[derive(Debug, Default)]
pub(super) struct Difference<'w> {
    /// For each sheet of the new one.
    pub(super) sheets: Vec<SheetDifference<'w>>,
    /// Sheets that came, went or are called otherwise.
    names: usize,
}

/// What a sheet differs in.
#[derive(Debug, Default)]
pub(super) struct SheetDifference<'w> {
    /// Rows, in rising order.
    pub(super) rows: Vec<RowDifference<'w>>,
    pub(super) columns: bool,
    pub(super) merges: bool,
    pub(super) frozen: bool,
    pub(super) grid: bool,
    pub(super) sizes: bool,
    pub(super) tab: bool,
    pub(super) links: bool,
    pub(super) comments: bool,
    pub(super) images: bool,
}

/// What a row differs in.
#[derive(Debug)]
pub(super) struct RowDifference<'w> {
    pub(super) index: u32,
    /// Height, whether it is hidden, and style, where one of them differs.
    pub(super) settings: Option<&'w Row>,
    pub(super) height: bool,
    pub(super) hidden: bool,
    pub(super) style: bool,
    /// Cells, in rising order.
    pub(super) cells: Vec<CellDifference<'w>>,
}

/// What a cell differs in.
#[derive(Debug)]
pub(super) struct CellDifference<'w> {
    pub(super) column: u32,
    /// The cell; `None` where there is none any more.
    pub(super) cell: Option<&'w Cell>,
    pub(super) value: bool,
    pub(super) formula: bool,
    /// There was none.
    pub(super) is_new: bool,
    /// There was a formula.
    pub(super) had_formula: bool,
}

/// A row of which nothing is said.
static PLAIN: Row = Row {
    index: 0,
    cells: Vec::new(),
    height: None,
    hidden: false,
    style: 0,
};

/// Compares styles by their indexes, each pair once.
struct Styles<'s> {
    old: &'s [CellStyle],
    new: &'s [CellStyle],
    known: RefCell<HashMap<(u32, u32), bool>>,
}

impl Styles<'_> {
    fn same(&self, old: u32, new: u32) -> bool {
        *self
            .known
            .borrow_mut()
            .entry((old, new))
            .or_insert_with(|| {
                let plain = CellStyle::default();
                let old = self.old.get(old as usize).unwrap_or(&plain);
                old == self.new.get(new as usize).unwrap_or(&plain)
            })
    }
}

impl<'w> Difference<'w> {
    /// Compares sheets of one name.
    pub(super) fn of(old: &Workbook, new: &'w Workbook) -> Self {
        let same = |sheet: &Sheet| old.sheets.iter().position(|other| other.name == sheet.name);
        let pairs: Vec<Option<usize>> = new.sheets.iter().map(same).collect();
        Self::matched(old, new, &pairs)
    }

    /// Compares sheets with those that they come from.
    pub(super) fn matched(old: &Workbook, new: &'w Workbook, pairs: &[Option<usize>]) -> Self {
        let styles = Styles {
            old: &old.styles,
            new: &new.styles,
            known: RefCell::default(),
        };
        let empty = Sheet::default();
        let sheets = new
            .sheets
            .iter()
            .zip(pairs)
            .map(|(sheet, pair)| {
                let was = pair.and_then(|pair| old.sheets.get(pair)).unwrap_or(&empty);
                sheets(was, sheet, &styles)
            })
            .collect();
        let kept = pairs.iter().flatten().count();
        Self {
            sheets,
            names: old
                .sheets
                .len()
                .abs_diff(kept)
                .saturating_add(new.sheets.len().abs_diff(kept)),
        }
    }

    /// What a sheet of a workbook differs in from none.
    pub(super) fn sheet(
        empty: &Workbook,
        workbook: &Workbook,
        sheet: &'w Sheet,
    ) -> SheetDifference<'w> {
        let styles = Styles {
            old: &empty.styles,
            new: &workbook.styles,
            known: RefCell::default(),
        };
        sheets(&Sheet::default(), sheet, &styles)
    }

    /// How much it is.
    pub(super) fn count(&self) -> usize {
        let sheets: usize = self.sheets.iter().map(SheetDifference::count).sum();
        sheets.saturating_add(self.names)
    }

    /// Whether values or formulas differ, so that results of others may be out of date.
    pub(super) fn recalculates(&self) -> bool {
        self.names > 0
            || self
                .sheets
                .iter()
                .flat_map(|sheet| &sheet.rows)
                .flat_map(|row| &row.cells)
                .any(|cell| cell.value || cell.formula)
    }
}

impl SheetDifference<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn count(&self) -> usize {
        let rows = self
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .len()
                    .saturating_add(usize::from(row.settings.is_some()))
            })
            .sum::<usize>();
        let settings = [
            self.columns,
            self.merges,
            self.frozen,
            self.grid,
            self.sizes,
            self.tab,
            self.links,
            self.comments,
            self.images,
        ];
        rows.saturating_add(settings.into_iter().filter(|differs| *differs).count())
    }
}

fn sheets<'w>(old: &Sheet, new: &'w Sheet, styles: &Styles<'_>) -> SheetDifference<'w> {
    let mut difference = SheetDifference {
        columns: old.columns.len() != new.columns.len()
            || old.columns.iter().zip(&new.columns).any(|(old, new)| {
                (old.first, old.last, old.width, old.hidden)
                    != (new.first, new.last, new.width, new.hidden)
                    || !styles.same(old.style, new.style)
            }),
        merges: old.merges != new.merges,
        frozen: (old.frozen_rows, old.frozen_columns) != (new.frozen_rows, new.frozen_columns),
        grid: old.hide_grid != new.hide_grid,
        sizes: (old.default_width, old.default_height) != (new.default_width, new.default_height),
        tab: old.tab_color != new.tab_color,
        links: old.links != new.links,
        comments: old.comments != new.comments,
        images: old.images.len() != new.images.len()
            || old.images.iter().zip(&new.images).any(|(old, new)| {
                (old.row, old.column, old.width, old.height)
                    != (new.row, new.column, new.width, new.height)
            }),
        ..SheetDifference::default()
    };
    let (mut old, mut new) = (old.rows.iter().peekable(), new.rows.iter().peekable());
    loop {
        let (was, is) = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(was), Some(is)) if was.index == is.index => (old.next(), new.next()),
            (Some(was), is) if is.is_none_or(|is| was.index < is.index) => (old.next(), None),
            _ => (None, new.next()),
        };
        let Some(index) = was.or(is).map(|row| row.index) else {
            break;
        };
        let row = rows(index, was.unwrap_or(&PLAIN), is.unwrap_or(&PLAIN), styles);
        if row.settings.is_some() || !row.cells.is_empty() {
            difference.rows.push(row);
        }
    }
    difference
}

fn rows<'w>(index: u32, old: &Row, new: &'w Row, styles: &Styles<'_>) -> RowDifference<'w> {
    let height = old.height != new.height;
    let hidden = old.hidden != new.hidden;
    let style = !styles.same(old.style, new.style);
    let mut difference = RowDifference {
        index,
        settings: (height || hidden || style).then_some(new),
        height,
        hidden,
        style,
        cells: Vec::new(),
    };
    let (mut old, mut new) = (old.cells.iter().peekable(), new.cells.iter().peekable());
    loop {
        let (was, is) = match (old.peek(), new.peek()) {
            (None, None) => return difference,
            (Some(was), Some(is)) if was.column == is.column => (old.next(), new.next()),
            (Some(was), is) if is.is_none_or(|is| was.column < is.column) => (old.next(), None),
            _ => (None, new.next()),
        };
        let Some(column) = was.or(is).map(|cell| cell.column) else {
            return difference;
        };
        let nothing = Cell::default();
        let (old, new) = (was.unwrap_or(&nothing), is.unwrap_or(&nothing));
        let value = !same_value(&old.value, &new.value);
        let formula = old.formula != new.formula;
        let style = was.is_some() != is.is_some() || !styles.same(old.style, new.style);
        if value || formula || style {
            difference.cells.push(CellDifference {
                column,
                cell: is,
                value,
                formula,
                is_new: was.is_none(),
                had_formula: old.formula.is_some(),
            });
        }
    }
}

fn same_value(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => old == new || (old.is_nan() && new.is_nan()),
        _ => old == new,
    }
}
