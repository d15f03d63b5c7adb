//! The worksheets of a workbook as formulas name them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::{Area, CellPos, SheetId, Workbook, Worksheet};

use crate::custom::{Custom, Customs};
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
    /// The cell of the formula that is read: its worksheet by its place, and where it is.
    pub home: Option<(usize, CellPos)>,
    /// Functions of the caller's own.
    pub customs: Option<&'a Customs>,
    /// The tables by their names in small letters, once a formula asks.
    tables: OnceCell<HashMap<String, Table>>,
    /// The spelling of defined names by their names in small letters.
    names: OnceCell<HashMap<String, String>>,
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
            home: None,
            customs: None,
            tables: OnceCell::new(),
            names: OnceCell::new(),
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

    fn table(&self, name: &str) -> Option<&Table> {
        let tables = self.tables.get_or_init(|| self.read_tables());
        tables.get(&name.to_lowercase())
    }

    fn custom(&self, name: &str) -> Option<Rc<Custom>> {
        self.customs?.find(name)
    }

    fn own_table(&self) -> Option<&Table> {
        let (sheet, cell) = self.home?;
        let tables = self.tables.get_or_init(|| self.read_tables());
        let mut own = tables
            .values()
            .filter(|table| table.sheet == sheet && table.area.contains(cell));
        own.next()
    }

    fn spelled(&self, name: &str) -> Option<&str> {
        let names = self.names.get_or_init(|| {
            let all = self.book.names().into_iter();
            all.map(|name| (name.name.to_lowercase(), name.name))
                .collect()
        });
        names.get(&name.to_lowercase()).map(String::as_str)
    }
}

impl Sheets<'_> {
    /// Whether a filter of the worksheet, or of a table on it, leaves rows out.
    pub fn is_filtered(&self, index: usize) -> bool {
        let package = &self.book.package;
        let dom = &package.dom;
        let filters = |home: NodeId| {
            dom.child(home, "autoFilter").is_some_and(|filter| {
                let mut columns = dom.elements(filter, "filterColumn");
                columns.any(|column| dom.child_elements(column).next().is_some())
            })
        };
        if self.cells(index).is_some_and(|cells| filters(cells.root)) {
            return true;
        }
        let part = self.list.get(index).map(|sheet| sheet.id);
        let part = part.and_then(|id| self.book.sheet_part(id).ok());
        part.is_some_and(|part| {
            let mut tables = package
                .relationships(part)
                .iter()
                .filter(|relation| relation.is("table"))
                .filter_map(|relation| package.parsed_root(relation.part.as_deref()?));
            tables.any(filters)
        })
    }

    fn read_tables(&self) -> HashMap<String, Table> {
        let package = &self.book.package;
        let mut tables = HashMap::new();
        for (index, sheet) in self.list.iter().enumerate() {
            let Ok(part) = self.book.sheet_part(sheet.id) else {
                continue;
            };
            let relations = package.relationships(part).iter();
            let found = relations
                .filter(|relation| relation.is("table"))
                .filter_map(|relation| package.parsed_root(relation.part.as_deref()?))
                .filter_map(|root| self.read_table(root, index));
            for table in found {
                // Of two with one name the first counts.
                tables.entry(table.name.to_lowercase()).or_insert(table);
            }
        }
        tables
    }

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
