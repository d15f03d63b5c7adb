//! The cells of pivot tables: those that they are made of, and those that they show.

use spindle_calc::Value as Calc;
use spindle_ooxml::sheet::pivot::{Item, Shown, Source};
use spindle_ooxml::sheet::{Area, CellPos, CellView, Change, Content, ContentView, SheetId};

use super::super::CellEditor;
use super::super::calculation;
use super::super::editor::fault;
use super::table;
use crate::class::ApiError;

/// Values that the source of one table may have.
const MAX_SOURCE: u64 = 4_000_000;

/// The value of a cell as an item; a formula counts by its last result.
fn item(
    doc: &CellEditor,
    sheet: SheetId,
    cell: CellPos,
    view: &CellView<'_>,
) -> Result<Item, ApiError> {
    let text = |id: u32| match doc.book.strings.text(id) {
        "" => Item::Blank,
        text => Item::Text(text.to_owned()),
    };
    Ok(match view.content {
        ContentView::Blank => Item::Blank,
        ContentView::Number(number) => Item::Number(number),
        ContentView::Text(id) => text(id),
        ContentView::Bool(value) => Item::Bool(value),
        ContentView::Error(error) => Item::Error(error.to_owned()),
        ContentView::Date(date) => Item::Text(date.to_owned()),
        ContentView::Formula(_) => match calculation::value(doc, sheet, cell, view.content)? {
            Calc::Num(number) => Item::Number(number),
            Calc::Bool(value) => Item::Bool(value),
            Calc::Err(error) => Item::Error(error.text().to_owned()),
            other => match calculation::plain(&other) {
                text if text.is_empty() => Item::Blank,
                text => Item::Text(text),
            },
        },
    })
}

/// The value of a cell as an item.
pub fn item_at(doc: &mut CellEditor, sheet: SheetId, cell: CellPos) -> Result<Item, ApiError> {
    doc.book.sheet(sheet).map_err(fault)?;
    calculation::load(doc)?;
    let doc = &*doc;
    let view = doc
        .book
        .loaded(sheet)
        .and_then(|sheet| sheet.grid.get(cell));
    view.map_or(Ok(Item::Blank), |view| item(doc, sheet, cell, &view))
}

/// Reads the source of a table; what cannot be one answers `None`.
pub fn read(doc: &mut CellEditor, sheet: SheetId, area: Area) -> Result<Option<Source>, ApiError> {
    let bounds = doc
        .book
        .sheet(sheet)
        .map_err(fault)?
        .grid
        .bounds(|view| !view.is_blank());
    // Whole rows and columns end where the sheet does.
    let area = match bounds {
        Some(bounds) if area.is_cols() || area.is_rows() => match area.intersect(bounds) {
            Some(area) => area,
            None => return Ok(None),
        },
        Some(_) => area,
        None => return Ok(None),
    };
    if area.count() > MAX_SOURCE {
        return Err(ApiError::Range(format!(
            "{} cells are more than the {MAX_SOURCE} that a pivot table can be made of",
            area.count()
        )));
    }
    if area.rows() < 2 {
        return Ok(None);
    }
    calculation::load(doc)?;
    let Some(loaded) = doc.book.loaded(sheet) else {
        return Ok(None);
    };
    let mut source = Source::default();
    let mut styles = Vec::new();
    for row in area.first.row..=area.last.row {
        let mut items = Vec::new();
        for col in area.first.col..=area.last.col {
            let cell = CellPos::new(row, col);
            let view = loaded.grid.get(cell);
            items.push(match &view {
                Some(view) => item(doc, sheet, cell, view)?,
                None => Item::Blank,
            });
            if row == area.first.row + 1 {
                styles.push(view.map_or(0, |view| view.style));
            }
        }
        if row == area.first.row {
            if items.contains(&Item::Blank) {
                return Ok(None);
            }
            source.names = items.iter().map(Item::caption).collect();
        } else {
            source.rows.push(items);
        }
    }
    for style in styles {
        let code = doc
            .book
            .styles()
            .number_format(&doc.book.package.dom, style)
            .to_owned();
        source.styles.push(format(doc, &code)?);
    }
    Ok(Some(source))
}

/// The number of the cell format that is nothing but a number format.
fn format(doc: &mut CellEditor, code: &str) -> Result<u32, ApiError> {
    if code == "General" {
        return Ok(0);
    }
    let change = Change::NumberFormat(code.into());
    doc.book
        .restyle(0, &change)
        .map_err(|error| fault(error.into()))
}

/// Lays a table out anew and writes its cells over those that it had.
pub fn redraw(doc: &mut CellEditor, id: u32) -> Result<(), ApiError> {
    let table = table(doc, id)?;
    let sheet = table.sheet;
    let too_large = || ApiError::Range("the pivot table does not fit on its worksheet".to_owned());
    let layout = table.layout().ok_or_else(too_large)?;
    let old = std::mem::replace(&mut table.shown, vec![layout.ranges.whole]);
    let codes: Vec<Option<String>> = table
        .data
        .iter()
        .map(|data| data.number_format.clone())
        .collect();
    for area in old {
        doc.book.clear(sheet, area).map_err(fault)?;
    }
    let mut formats = Vec::new();
    for (number, code) in codes.into_iter().enumerate() {
        let style = format(doc, code.as_deref().unwrap_or("General"))?;
        formats.push(style);
        let id_of = doc
            .book
            .styles()
            .number_format_of(&doc.book.package.dom, style);
        if let Some(data) = super::table(doc, id)?.data.get_mut(number) {
            data.format_id = code.is_some().then_some(id_of);
        }
    }
    for (cell, shown) in layout.cells {
        put(doc, sheet, cell, shown, &formats)?;
    }
    doc.book.touch_formulas();
    Ok(())
}

fn put(
    doc: &mut CellEditor,
    sheet: SheetId,
    cell: CellPos,
    shown: Shown,
    formats: &[u32],
) -> Result<(), ApiError> {
    let (item, style) = match shown {
        Shown::Item(item, style) => (item, style),
        Shown::Text(text) => (Item::Text(text), 0),
        Shown::Value(number, data) => (
            Item::Number(number),
            formats.get(data).copied().unwrap_or(0),
        ),
        Shown::DivisionByZero => (Item::Error("#DIV/0!".to_owned()), 0),
    };
    let text = match &item {
        Item::Text(text) => Some(doc.book.strings.add(text)),
        _ => None,
    };
    let content = match (&item, text) {
        (_, Some(text)) => Content::Text(text),
        (Item::Number(number), _) => Content::Number(*number),
        (Item::Bool(value), _) => Content::Bool(*value),
        (Item::Error(error), _) => Content::Error(error),
        _ => Content::Blank,
    };
    let loaded = doc.book.sheet_mut(sheet).map_err(fault)?;
    loaded
        .grid
        .set(cell, content, style)
        .map_err(|error| fault(error.into()))
}
