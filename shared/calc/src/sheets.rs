//! The worksheets of a workbook as formulas name them.

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::{Area, SheetId, Workbook, Worksheet};

use crate::parse::Names;
use crate::parse::table::Table;

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

    fn table(&self, name: &str) -> Option<Table> {
        let package = &self.book.package;
        let lower = name.to_lowercase();
        self.list.iter().enumerate().find_map(|(index, sheet)| {
            let part = self.book.sheet_part(sheet.id).ok()?;
            let relations = package.relationships(part).iter();
            relations
                .filter(|relation| relation.is("table"))
                .filter_map(|relation| package.parsed_root(relation.part.as_deref()?))
                .filter(|root| self.table_name(*root).to_lowercase() == lower)
                .find_map(|root| self.read_table(root, index))
        })
    }
}

impl Sheets<'_> {
    /// The name that formulas use for a table.
    fn table_name(&self, root: NodeId) -> &str {
        let dom = &self.book.package.dom;
        dom.attr(root, "displayName")
            .or_else(|| dom.attr(root, "name"))
            .unwrap_or_default()
    }

    fn read_table(&self, root: NodeId, sheet: usize) -> Option<Table> {
        let dom = &self.book.package.dom;
        let count = |name: &str, default: u32| {
            let text = dom.attr(root, name);
            text.and_then(|text| text.parse().ok()).unwrap_or(default)
        };
        let columns = dom.child(root, "tableColumns").map(|list| {
            dom.elements(list, "tableColumn")
                .map(|column| dom.attr(column, "name").unwrap_or_default().to_owned())
                .collect()
        });
        Some(Table {
            name: self.table_name(root).to_owned(),
            sheet,
            area: dom.attr(root, "ref").and_then(Area::parse)?,
            headers: count("headerRowCount", 1) > 0,
            totals: count("totalsRowCount", 0) > 0,
            columns: columns.unwrap_or_default(),
        })
    }
}
