//! The worksheets of a workbook as formulas name them.

use spindle_ooxml::sheet::{SheetId, Workbook, Worksheet};

use crate::parse::Names;

/// One sheet; charts have no cells.
pub(crate) struct Sheet<'a> {
    pub id: SheetId,
    pub name: &'a str,
    pub cells: Option<&'a Worksheet>,
}

/// All sheets in their order.
pub(crate) struct Sheets<'a> {
    pub book: &'a Workbook,
    pub list: Vec<Sheet<'a>>,
}

impl<'a> Sheets<'a> {
    pub fn new(book: &'a Workbook) -> Self {
        let list = book.sheets().into_iter().map(|id| Sheet {
            id,
            name: book.sheet_name(id).unwrap_or_default(),
            cells: book.loaded(id),
        });
        Self {
            book,
            list: list.collect(),
        }
    }

    pub fn index(&self, id: SheetId) -> Option<usize> {
        self.list.iter().position(|sheet| sheet.id == id)
    }

    pub fn cells(&self, index: usize) -> Option<&'a Worksheet> {
        self.list.get(index)?.cells
    }
}

impl Names for Sheets<'_> {
    fn sheet(&self, name: &str) -> Option<usize> {
        let lower = name.to_lowercase();
        self.list
            .iter()
            .position(|sheet| sheet.name == name || sheet.name.to_lowercase() == lower)
    }
}
