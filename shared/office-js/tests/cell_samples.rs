//! The samples for spreadsheets, run as they are.

mod support;

use spindle_ooxml::sheet::{CellPos, SheetLimits, Workbook};
use spindle_ooxml::{Package, PackageLimits};

#[test]
fn the_budget_has_its_sheets_values_formulas_and_formats() {
    let script = include_str!("../../../samples/budget.docbuilder");
    let outcome = support::run(script);
    let bytes: &[u8] = &outcome.file("budget.xlsx");
    if let Some(folder) = std::env::var_os("SPINDLE_KEEP") {
        std::fs::write(std::path::Path::new(&folder).join("budget.xlsx"), bytes).unwrap();
    }
    let package = Package::open(bytes.to_vec(), &PackageLimits::default()).unwrap();
    let mut book = Workbook::open(package, SheetLimits::default()).unwrap();
    let names: Vec<String> = book
        .sheets()
        .iter()
        .map(|id| book.sheet_name(*id).unwrap().to_owned())
        .collect();
    assert_eq!(names, ["Household", "Year"]);
    let id = book.find_sheet("Household").unwrap();
    let sheet = book.sheet(id).unwrap();
    let at = |name| CellPos::parse(name).unwrap();
    assert_eq!(
        sheet.grid.formula(at("E2")).unwrap().as_deref(),
        Some("B2-C2-D2")
    );
    assert_eq!(
        sheet.grid.formula(at("E14")).unwrap().as_deref(),
        Some("SUM(E2:E13)")
    );
    let style = sheet.style_at(at("B5"));
    let head = sheet.style_at(at("A1"));
    assert_eq!(book.format(style).number_format, "#,##0.00");
    assert!(book.format(head).bold);
}

#[test]
fn ten_thousand_cells_are_all_there() {
    let script = include_str!("../../../samples/cells-10000.docbuilder");
    let outcome = support::run(script);
    let bytes: &[u8] = &outcome.file("cells-10000.xlsx");
    if let Some(folder) = std::env::var_os("SPINDLE_KEEP") {
        std::fs::write(
            std::path::Path::new(&folder).join("cells-10000.xlsx"),
            bytes,
        )
        .unwrap();
    }
    let package = Package::open(bytes.to_vec(), &PackageLimits::default()).unwrap();
    let mut book = Workbook::open(package, SheetLimits::default()).unwrap();
    let id = book.active_sheet().unwrap();
    let sheet = book.sheet(id).unwrap();
    assert_eq!(sheet.grid.len(), 10_000);
    assert_eq!(sheet.grid.formulas(), 1_000);
}
