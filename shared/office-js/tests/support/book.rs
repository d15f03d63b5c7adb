//! Saved workbooks, read back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper of tests: what is missing stops the test"
)]
#![allow(dead_code, reason = "every test file uses a part of it")]

use spindle_ooxml::sheet::styles::CellFormat;
use spindle_ooxml::sheet::{Area, CellPos, ContentView, SheetId, SheetLimits, Workbook, Worksheet};
use spindle_ooxml::{Package, PackageLimits};

/// A workbook and one of its sheets.
pub struct Book {
    pub book: Workbook,
    pub id: SheetId,
}

impl Book {
    /// Reads a file and looks at its active sheet.
    pub fn open(bytes: &[u8]) -> Self {
        let package = Package::open(bytes.to_vec(), &PackageLimits::default()).unwrap();
        let book = Workbook::open(package, SheetLimits::default()).unwrap();
        let id = book.active_sheet().unwrap();
        Self { book, id }
    }

    /// Looks at another sheet.
    pub fn on(mut self, name: &str) -> Self {
        self.id = self.book.find_sheet(name).unwrap();
        self
    }

    pub fn sheet(&mut self) -> &Worksheet {
        self.book.sheet(self.id).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        self.book
            .sheets()
            .iter()
            .map(|id| self.book.sheet_name(*id).unwrap().to_owned())
            .collect()
    }

    /// A cell's content in a word: `=A1+1`, `"text"`, `5`, `TRUE`, `#N/A`, nothing.
    pub fn cell(&mut self, name: &str) -> String {
        let cell = CellPos::parse(name).unwrap();
        let sheet = self.sheet();
        let formula = sheet.grid.formula(cell).unwrap();
        let content = sheet.grid.get(cell).map(|view| match view.content {
            ContentView::Blank => String::new(),
            ContentView::Number(number) => number.to_string(),
            ContentView::Text(id) => format!("\"{id}"),
            ContentView::Bool(value) => value.to_string().to_uppercase(),
            ContentView::Error(text) | ContentView::Date(text) => text.to_owned(),
            ContentView::Formula(_) => format!("={}", formula.unwrap()),
        });
        match content {
            Some(text) if text.starts_with('"') => {
                format!("\"{}\"", self.book.strings.text(text[1..].parse().unwrap()))
            }
            content => content.unwrap_or_default(),
        }
    }

    /// The contents of an area, cells divided by `|`, rows by `/`.
    pub fn cells(&mut self, name: &str) -> String {
        let area = Area::parse(name).unwrap();
        let rows: Vec<String> = (area.first.row..=area.last.row)
            .map(|row| {
                let line: Vec<String> = (area.first.col..=area.last.col)
                    .map(|col| self.cell(&CellPos::new(row, col).name()))
                    .collect();
                line.join("|")
            })
            .collect();
        rows.join("/")
    }

    pub fn format(&mut self, name: &str) -> CellFormat {
        let style = self.sheet().style_at(CellPos::parse(name).unwrap());
        self.book.format(style)
    }

    /// A part of the package as text.
    pub fn part(&self, name: &str) -> String {
        String::from_utf8(self.book.package.part_bytes(name).unwrap().into_owned()).unwrap()
    }

    /// The worksheet's part as text.
    pub fn xml(&self) -> String {
        self.part(self.book.sheet_part(self.id).unwrap())
    }
}

/// A script over a new workbook with its sheet in `s`, saved as `o.xlsx`.
pub fn script(body: &str) -> String {
    format!(
        "builder.CreateFile(\"xlsx\");\nvar s = Api.GetActiveSheet();\n\
         function a(r) {{ return r ? r.GetAddress(false, false, \"xlA1\", false) : r; }}\n\
         function p(x) {{ console.log(JSON.stringify(x)); }}\n{body}\nbuilder.SaveFile(\"xlsx\", \"o.xlsx\");\nbuilder.CloseFile();\n"
    )
}
