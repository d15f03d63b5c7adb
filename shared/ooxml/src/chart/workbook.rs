//! The workbook behind a chart in texts and slides: its first sheet holds what the chart shows.

use super::series;
use crate::dom::{Dom, NodeId};
use crate::package::{Package, PackageLimits};
use crate::sheet::{
    Area, CellPos, Change, Content, SheetError, SheetLimits, Workbook, new_workbook,
};

/// The content type of embedded workbooks.
pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The cells of a formula that a chart refers to: the sheet's name and the area.
#[must_use]
pub fn parse_reference(formula: &str) -> Option<(String, Area)> {
    let formula = formula.trim().trim_start_matches('=');
    let (sheet, area) = formula.rsplit_once('!')?;
    let sheet = match sheet
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
    {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    Some((sheet, Area::parse(area)?))
}

/// The cells of an area, along its only row or column.
fn cell(area: Area, index: u32) -> Option<CellPos> {
    let cell = if area.rows() == 1 {
        CellPos::new(area.first.row, area.first.col.checked_add(index)?)
    } else {
        CellPos::new(area.first.row.checked_add(index)?, area.first.col)
    };
    area.contains(cell).then_some(cell)
}

/// One piece of the data of a chart with the cells behind it.
struct Piece {
    sheet: String,
    area: Area,
    points: Vec<(u32, String)>,
    format: Option<String>,
    numbers: bool,
}

fn piece(dom: &Dom, holder: Option<NodeId>) -> Option<Piece> {
    let (cache, formula) = series::cache(dom, holder?)?;
    let (sheet, area) = parse_reference(&formula?)?;
    Some(Piece {
        sheet,
        area,
        points: series::points(dom, cache),
        format: dom
            .child(cache, "c:formatCode")
            .map(|format| dom.text(format))
            .filter(|format| format != "General"),
        numbers: dom.is(cache, "c:numCache"),
    })
}

/// All that the caches of a chart hold, by the cells it comes from.
fn pieces(dom: &Dom, space: NodeId) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for one in series::all(dom, space) {
        let holders = [
            dom.child(one, "c:tx"),
            series::categories(dom, one),
            series::values(dom, one),
        ];
        for found in holders.into_iter().filter_map(|holder| piece(dom, holder)) {
            // Every series names the same categories.
            let same = out
                .iter()
                .any(|piece| piece.area == found.area && piece.sheet == found.sheet);
            if !same {
                out.push(found);
            }
        }
    }
    out
}

fn fill(book: &mut Workbook, pieces: &[Piece]) -> Result<(), SheetError> {
    for piece in pieces {
        let Some(id) = book.find_sheet(&piece.sheet) else {
            continue;
        };
        let style = match &piece.format {
            Some(format) => Some(book.restyle(0, &Change::NumberFormat(format.as_str().into()))?),
            None => None,
        };
        for (index, text) in &piece.points {
            let Some(at) = cell(piece.area, *index) else {
                continue;
            };
            let number = text
                .parse::<f64>()
                .ok()
                .filter(|number| piece.numbers && number.is_finite());
            let content = match number {
                Some(number) => Content::Number(number),
                None => Content::Text(book.strings.add(text)),
            };
            let sheet = book.sheet_mut(id)?;
            sheet.set(at, content)?;
            if let Some(style) = style {
                sheet.grid.set_style(at, style)?;
            }
        }
    }
    Ok(())
}

/// A new workbook with what the caches of a chart hold.
///
/// # Errors
/// As [`Workbook::save`].
pub fn create(dom: &Dom, space: NodeId) -> Result<Vec<u8>, SheetError> {
    let mut book = new_workbook(SheetLimits::default())?;
    fill(&mut book, &pieces(dom, space))?;
    book.save()
}

/// A workbook with its cells brought to what the caches of the chart hold now.
///
/// # Errors
/// The bytes are no workbook, or as [`Workbook::save`].
pub fn update(bytes: &[u8], dom: &Dom, space: NodeId) -> Result<Vec<u8>, SheetError> {
    let package = Package::open(bytes.to_vec(), &PackageLimits::default())?;
    let mut book = Workbook::open(package, SheetLimits::default())?;
    fill(&mut book, &pieces(dom, space))?;
    book.save()
}
