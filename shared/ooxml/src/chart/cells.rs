//! Charts of cells: which cells are names, categories and values, and what they hold.

use super::data::{Labels, SeriesData, Values};
use super::series as view;
use super::workbook::parse_reference;
use crate::NodeId;
use crate::sheet::formula::quoted_sheet;
use crate::sheet::reference::{col_name, parse_col};
use crate::sheet::{Area, Cached, CellPos, ContentView, SheetError, SheetId, Workbook, display};

/// What a cell holds, as charts see it.
enum Held {
    Nothing,
    Number(f64),
    Text(String),
}

/// A formula for cells as charts have it: `Sheet1!$B$2:$D$2`.
///
/// # Errors
/// [`SheetError::NoSheet`].
pub fn reference(book: &Workbook, id: SheetId, area: Area) -> Result<String, SheetError> {
    let cell = |cell: CellPos| format!("${}${}", col_name(cell.col), cell.row + 1);
    let sheet = quoted_sheet(book.sheet_name(id)?);
    let first = cell(area.first);
    Ok(if area.is_cell() {
        format!("{sheet}!{first}")
    } else {
        format!("{sheet}!{first}:{}", cell(area.last))
    })
}

/// The cells that a script means: with a sheet's name, or those of `active`. Whole rows and columns end where the sheet's
/// content ends.
///
/// # Errors
/// The worksheet cannot be read.
pub fn parse(
    book: &mut Workbook,
    text: &str,
    active: SheetId,
) -> Result<Option<(SheetId, Area)>, SheetError> {
    let text = text
        .trim()
        .trim_start_matches(['=', '('])
        .trim_end_matches(')');
    let found = match parse_reference(text) {
        Some((sheet, area)) => book.find_sheet(&sheet).map(|id| (id, area)),
        None if text.contains('!') => None,
        None => Area::parse(text).map(|area| (active, area)),
    };
    let Some((id, area)) = found else {
        return Ok(None);
    };
    // What reads as a column alone is a name to scripts.
    if !text.contains([':', '!']) && parse_col(text).is_some() {
        return Ok(None);
    }
    if !area.is_rows() && !area.is_cols() {
        return Ok(Some((id, area)));
    }
    let used = book.sheet(id)?.grid.bounds(|cell| !cell.is_blank());
    let used = used.map_or(Area::cell(0, 0), |used| {
        Area::new(CellPos::new(0, 0), used.last)
    });
    Ok(area.intersect(used).map(|area| (id, area)))
}

fn held(book: &mut Workbook, id: SheetId, cell: CellPos) -> Result<(Held, u32), SheetError> {
    // It is read on first use.
    book.sheet(id)?;
    let view = book.loaded(id).and_then(|sheet| sheet.grid.get(cell));
    let Some(view) = view else {
        return Ok((Held::Nothing, 0));
    };
    let truth = |value: bool| Held::Number(f64::from(u8::from(value)));
    let text = |id: u32| Held::Text(book.strings.text(id).to_owned());
    let held = match view.content {
        ContentView::Number(number) => Held::Number(number),
        ContentView::Text(id) => text(id),
        ContentView::Bool(value) => truth(value),
        ContentView::Date(date) => Held::Text(date.to_owned()),
        ContentView::Formula(formula) => match formula.cached {
            Cached::Number(number) => Held::Number(number),
            Cached::Text(id) => text(id),
            Cached::Plain(text) => Held::Text(text.to_owned()),
            Cached::Bool(value) => truth(value),
            Cached::Error(_) | Cached::None => Held::Nothing,
        },
        ContentView::Blank | ContentView::Error(_) => Held::Nothing,
    };
    Ok((held, view.style))
}

fn cells(area: Area) -> impl Iterator<Item = CellPos> {
    (area.first.row..=area.last.row).flat_map(move |row| {
        (area.first.col..=area.last.col).map(move |col| CellPos::new(row, col))
    })
}

fn code(book: &Workbook, style: u32) -> String {
    book.styles()
        .number_format(&book.package.dom, style)
        .to_owned()
}

/// Cells as names or categories: what they show.
///
/// # Errors
/// The worksheet cannot be read.
pub fn labels(book: &mut Workbook, id: SheetId, area: Area) -> Result<Labels, SheetError> {
    let mut points = Vec::new();
    for cell in cells(area) {
        let (held, style) = held(book, id, cell)?;
        points.push(match held {
            Held::Nothing => None,
            Held::Text(text) => Some(text),
            Held::Number(number) => {
                Some(display::number(number, &code(book, style), book.is_1904()))
            }
        });
    }
    Ok(Labels {
        reference: Some(reference(book, id, area)?),
        points,
        format: None,
    })
}

/// Cells as values: texts count as 0.
///
/// # Errors
/// The worksheet cannot be read.
pub fn values(book: &mut Workbook, id: SheetId, area: Area) -> Result<Values, SheetError> {
    let mut points = Vec::new();
    let mut format = None;
    for cell in cells(area) {
        let (held, style) = held(book, id, cell)?;
        points.push(match held {
            Held::Nothing => None,
            Held::Text(_) => Some(0.0),
            Held::Number(number) => Some(number),
        });
        if format.is_none() && style != 0 {
            format = Some(code(book, style));
        }
    }
    Ok(Values {
        reference: Some(reference(book, id, area)?),
        points,
        format: format.unwrap_or_default(),
    })
}

/// How many of the last cells of a line, from the end, come before its first text: what is before that is heads.
fn heads(
    book: &mut Workbook,
    id: SheetId,
    line: impl Iterator<Item = CellPos>,
) -> Result<u32, SheetError> {
    let all: Vec<CellPos> = line.collect();
    for (place, cell) in all.iter().enumerate().rev() {
        if matches!(held(book, id, *cell)?.0, Held::Text(_)) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            return Ok(place.saturating_add(1));
        }
    }
    Ok(0)
}

/// How many rows and columns of an area are names and categories. Texts are looked for in the last column and row; an empty
/// first cell says that there are both.
fn head_size(book: &mut Workbook, id: SheetId, area: Area) -> Result<(u32, u32), SheetError> {
    let last = area.last;
    let mut rows = heads(
        book,
        id,
        (area.first.row..=last.row).map(|row| CellPos::new(row, last.col)),
    )?;
    let mut cols = heads(
        book,
        id,
        (area.first.col..=last.col).map(|col| CellPos::new(last.row, col)),
    )?;
    if matches!(held(book, id, area.first)?.0, Held::Nothing) {
        (rows, cols) = (rows.max(1), cols.max(1));
    }
    Ok((rows.min(area.rows() - 1), cols.min(area.cols() - 1)))
}

/// How the cells of an area make series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Each row is a series; else each column.
    pub in_rows: bool,
    /// Points have two numbers.
    pub scatter: bool,
    /// Names and categories are looked for in the first rows and columns.
    pub with_heads: bool,
}

/// The series of an area, each in a row or in a column. Points of scatter charts take their first numbers from the first row
/// or column where no categories are found.
///
/// # Errors
/// The worksheet cannot be read.
pub fn series(
    book: &mut Workbook,
    id: SheetId,
    area: Area,
    shape: Shape,
) -> Result<Vec<SeriesData>, SheetError> {
    let Shape {
        in_rows, scatter, ..
    } = shape;
    let (rows, cols) = if shape.with_heads {
        head_size(book, id, area)?
    } else {
        (0, 0)
    };
    let (first, last) = (area.first, area.last);
    let corner = CellPos::new(first.row + rows, first.col + cols);
    let lines = if in_rows {
        corner.row..=last.row
    } else {
        corner.col..=last.col
    };
    let row_of =
        |line: u32, from: u32, to: u32| Area::new(CellPos::new(line, from), CellPos::new(line, to));
    let col_of =
        |line: u32, from: u32, to: u32| Area::new(CellPos::new(from, line), CellPos::new(to, line));
    let value_area = |line: u32| {
        if in_rows {
            row_of(line, corner.col, last.col)
        } else {
            col_of(line, corner.row, last.row)
        }
    };
    let mut across = match (in_rows, rows, cols) {
        (true, 1.., _) => Some(Area::new(
            CellPos::new(first.row, corner.col),
            CellPos::new(corner.row - 1, last.col),
        )),
        (false, _, 1..) => Some(Area::new(
            CellPos::new(corner.row, first.col),
            CellPos::new(last.row, corner.col - 1),
        )),
        _ => None,
    };
    let mut lines: Vec<u32> = lines.collect();
    if scatter && across.is_none() && lines.len() > 1 {
        across = Some(value_area(lines.remove(0)));
    }
    let categories = across.map(|area| labels(book, id, area)).transpose()?;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let name = match (in_rows, rows, cols) {
            (true, _, 1..) => Some(row_of(line, first.col, corner.col - 1)),
            (false, 1.., _) => Some(col_of(line, first.row, corner.row - 1)),
            _ => None,
        };
        out.push(SeriesData {
            name: name.map(|area| labels(book, id, area)).transpose()?,
            categories: categories.clone(),
            values: values(book, id, value_area(line))?,
        });
    }
    Ok(out)
}

/// Brings what a chart shows to what its cells hold now. Cells that are no more keep what was last seen of them.
///
/// # Errors
/// A worksheet cannot be read.
pub fn refresh(book: &mut Workbook, space: NodeId) -> Result<(), SheetError> {
    for one in view::all(&book.package.dom, space) {
        let dom = &book.package.dom;
        let formula = |holder: Option<NodeId>| view::cache(dom, holder?)?.1;
        let name = formula(dom.child(one, "c:tx"));
        let categories = formula(view::categories(dom, one));
        let numbers = formula(view::values(dom, one));
        if let Some((id, area)) = known(book, name)? {
            let labels = labels(book, id, area)?;
            // What was read is not too much to be written again.
            let _ = view::put_name(&mut book.package.dom, one, &labels);
        }
        if let Some((id, area)) = known(book, categories)? {
            let labels = labels(book, id, area)?;
            let _ = view::put_categories(&mut book.package.dom, one, &labels);
        }
        if let Some((id, area)) = known(book, numbers)? {
            let values = values(book, id, area)?;
            let _ = view::put_values(&mut book.package.dom, one, &values);
        }
    }
    Ok(())
}

/// The cells of a chart's formula, when they are there and not too many.
fn known(
    book: &mut Workbook,
    formula: Option<String>,
) -> Result<Option<(SheetId, Area)>, SheetError> {
    let found = formula.as_deref().and_then(parse_reference);
    let Some((sheet, area)) = found.filter(|(_, area)| area.count() <= MAX_CELLS) else {
        return Ok(None);
    };
    Ok(book.find_sheet(&sheet).map(|id| (id, area)))
}

/// Cells that are read for one name, category list or value list at most.
const MAX_CELLS: u64 = 100_000;
