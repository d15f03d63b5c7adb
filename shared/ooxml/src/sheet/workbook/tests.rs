use super::*;
use crate::sheet::formula::{Shift, ShiftKind};
use crate::sheet::{Area, Cached, CellPos, Content, ContentView};

fn at(name: &str) -> CellPos {
    CellPos::parse(name).unwrap()
}

fn new() -> (Workbook, SheetId) {
    let book = new_workbook(SheetLimits::default()).unwrap();
    let sheet = book.active_sheet().unwrap();
    (book, sheet)
}

fn reopened(book: &mut Workbook) -> Workbook {
    let bytes = book.save().unwrap();
    let package = Package::open(bytes, &crate::PackageLimits::default()).unwrap();
    Workbook::open(package, SheetLimits::default()).unwrap()
}

fn formula(text: &str) -> Content<'_> {
    Content::Formula {
        text,
        attributes: "",
        cached: Cached::None,
    }
}

#[test]
fn a_new_workbook_is_filled_saved_and_read() {
    let (mut book, id) = new();
    assert_eq!(book.sheet_name(id).unwrap(), "Sheet1");
    let text = book.strings.add("Total");
    let bold = book.restyle(0, &Change::Bold(true)).unwrap();
    let sheet = book.sheet_mut(id).unwrap();
    sheet.grid.set(at("A1"), Content::Text(text), bold).unwrap();
    sheet.set(at("B1"), Content::Number(2.5)).unwrap();
    sheet.set(at("B2"), formula("SUM(B1:B1)")).unwrap();
    sheet
        .columns
        .change(0, 0, |column| column.width = Some(14.7));
    sheet.merges.push(Area::parse("C1:D2").unwrap());
    book.touch_formulas();
    let mut again = reopened(&mut book);
    let id = again.active_sheet().unwrap();
    let sheet = again.sheet(id).unwrap();
    assert_eq!(sheet.grid.len(), 3);
    assert_eq!(sheet.columns.get(0).unwrap().width, Some(14.7));
    assert_eq!(sheet.merges, [Area::parse("C1:D2").unwrap()]);
    assert_eq!(
        sheet.grid.formula(at("B2")).unwrap().as_deref(),
        Some("SUM(B1:B1)")
    );
    let ContentView::Text(text) = sheet.grid.get(at("A1")).unwrap().content else {
        panic!()
    };
    let style = sheet.style_at(at("A1"));
    assert_eq!(again.strings.text(text), "Total");
    assert!(again.format(style).bold);
    let part = again.package.part_bytes("/xl/workbook.xml").unwrap();
    assert!(String::from_utf8_lossy(&part).contains("fullCalcOnLoad=\"1\""));
    // Saved once more, nothing is written anew.
    let before = again
        .package
        .part_bytes("/xl/worksheets/sheet1.xml")
        .unwrap()
        .into_owned();
    again.save().unwrap();
    assert_eq!(
        again
            .package
            .part_bytes("/xl/worksheets/sheet1.xml")
            .unwrap(),
        before
    );
}

#[test]
fn sheets_come_go_and_are_renamed() {
    let (mut book, first) = new();
    let second = book.add_sheet("Data").unwrap();
    book.sheet_mut(first)
        .unwrap()
        .set(at("A1"), formula("Data!A1+SUM(data!B:B)"))
        .unwrap();
    book.add_name("all", "Data!$A$1", None, false).unwrap();
    book.add_name("local", "Data!$A$2", Some(second), false)
        .unwrap();
    book.rename_sheet(second, "My data").unwrap();
    assert_eq!(
        book.sheet(first)
            .unwrap()
            .grid
            .formula(at("A1"))
            .unwrap()
            .unwrap(),
        "'My data'!A1+SUM('My data'!B:B)"
    );
    assert_eq!(
        book.find_name("ALL", None).unwrap().formula,
        "'My data'!$A$1"
    );
    book.move_sheet(second, 0).unwrap();
    assert_eq!(book.sheets(), [second, first]);
    assert_eq!(book.active_sheet(), Some(first));
    assert_eq!(
        book.find_name("local", Some(second)).unwrap().scope,
        Some(second)
    );
    for (name, reason) in [
        ("", "empty"),
        ("a:b", "characters"),
        ("MY DATA", "of that name"),
        ("'x", "apostrophe"),
    ] {
        let error = book.add_sheet(name).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
    assert!(book.add_sheet(&"x".repeat(32)).is_err());
    book.set_sheet_state(first, SheetState::Hidden).unwrap();
    assert_eq!(book.active_sheet(), Some(second));
    assert_eq!(book.delete_sheet(second), Err(SheetError::LastSheet));
    book.set_sheet_state(first, SheetState::Visible).unwrap();
    book.delete_sheet(second).unwrap();
    assert_eq!(book.sheet_name(second), Err(SheetError::NoSheet));
    assert_eq!(
        book.sheet(first)
            .unwrap()
            .grid
            .formula(at("A1"))
            .unwrap()
            .unwrap(),
        "#REF!+SUM(#REF!)"
    );
    assert_eq!(book.names().len(), 1);
    let again = reopened(&mut book);
    assert_eq!(again.sheets().len(), 1);
    assert!(!again.package.has_part("/xl/worksheets/sheet2.xml"));
}

#[test]
fn inserted_rows_move_what_is_below() {
    let (mut book, id) = new();
    let other = book.add_sheet("Other").unwrap();
    book.sheet_mut(other)
        .unwrap()
        .set(at("A1"), formula("Sheet1!A3"))
        .unwrap();
    let sheet = book.sheet_mut(id).unwrap();
    sheet.set(at("A3"), Content::Number(3.0)).unwrap();
    sheet.set(at("B1"), formula("A3*2")).unwrap();
    sheet.merges.push(Area::parse("A3:B3").unwrap());
    let root = sheet.root;
    let link = book
        .package
        .dom
        .fragment("<hyperlinks><hyperlink ref=\"A3\" location=\"Other!A1\"/></hyperlinks>");
    book.package
        .dom
        .insert_ordered(root, link, crate::sheet::worksheet::ORDER);
    let rows = Area::parse("2:3").unwrap();
    book.shift(
        id,
        Shift {
            at: rows,
            kind: ShiftKind::Down,
        },
    )
    .unwrap();
    let sheet = book.sheet(id).unwrap();
    assert_eq!(
        sheet.grid.get(at("A5")).unwrap().content,
        ContentView::Number(3.0)
    );
    assert_eq!(sheet.grid.formula(at("B1")).unwrap().unwrap(), "A5*2");
    assert_eq!(sheet.merges, [Area::parse("A5:B5").unwrap()]);
    assert_eq!(
        book.sheet(other)
            .unwrap()
            .grid
            .formula(at("A1"))
            .unwrap()
            .unwrap(),
        "Sheet1!A5"
    );
    let node = book
        .package
        .dom
        .path(root, &["hyperlinks", "hyperlink"])
        .unwrap();
    assert_eq!(book.package.dom.attr(node, "ref"), Some("A5"));
    book.shift(
        id,
        Shift {
            at: Area::parse("5:5").unwrap(),
            kind: ShiftKind::Up,
        },
    )
    .unwrap();
    assert!(book.package.dom.child(root, "hyperlinks").is_none());
    assert_eq!(
        book.sheet(other)
            .unwrap()
            .grid
            .formula(at("A1"))
            .unwrap()
            .unwrap(),
        "#REF!"
    );
}

#[test]
fn a_million_cells_fit() {
    let (mut book, id) = new();
    let sheet = book.sheet_mut(id).unwrap();
    for row in 0..100_000 {
        for col in 0..10 {
            sheet
                .set(
                    CellPos::new(row, col),
                    Content::Number(f64::from(row * col)),
                )
                .unwrap();
        }
    }
    assert!(book.weight() < 60 << 20, "{} bytes", book.weight());
}

/// A workbook as another program left it: formulas in A1 and B1 of a selected sheet, and the order of their calculation.
fn calculated() -> Workbook {
    let (mut book, _) = new();
    let kind =
        |name| format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml");
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
        <sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c>\
        <c r=\"B1\"><f>A1</f><v>2</v></c></row></sheetData></worksheet>";
    book.package
        .set_part("/xl/worksheets/sheet1.xml", &kind("worksheet"), sheet);
    book.package.set_part(
        "/xl/calcChain.xml",
        &kind("calcChain"),
        "<calcChain><c r=\"A1\" i=\"1\"/><c r=\"B1\"/></calcChain>",
    );
    book.package
        .add_relationship("/xl/workbook.xml", "calcChain", "/xl/calcChain.xml", false);
    let book = reopened(&mut book);
    assert!(book.package.has_part("/xl/calcChain.xml"));
    book
}

#[test]
fn the_order_of_calculation_goes_with_the_formulas() {
    let mut untouched = calculated();
    assert!(
        reopened(&mut untouched)
            .package
            .has_part("/xl/calcChain.xml")
    );

    let mut cleared = calculated();
    let id = cleared.active_sheet().unwrap();
    cleared.clear_contents(id, Area::sheet()).unwrap();
    assert!(!reopened(&mut cleared).package.has_part("/xl/calcChain.xml"));

    let mut deleted = calculated();
    let id = deleted.active_sheet().unwrap();
    deleted.add_sheet("Other").unwrap();
    deleted.delete_sheet(id).unwrap();
    assert!(!reopened(&mut deleted).package.has_part("/xl/calcChain.xml"));

    let mut merged = calculated();
    let id = merged.active_sheet().unwrap();
    merged.merge(id, Area::parse("A1:B1").unwrap()).unwrap();
    assert!(!reopened(&mut merged).package.has_part("/xl/calcChain.xml"));
}

#[test]
fn one_tab_is_selected_after_another_is_chosen() {
    let mut book = calculated();
    let added = book.add_sheet("Other").unwrap();
    book.set_active_sheet(added).unwrap();
    let book = reopened(&mut book);
    let part = book
        .package
        .part_bytes("/xl/worksheets/sheet1.xml")
        .unwrap();
    assert!(!String::from_utf8_lossy(&part).contains("tabSelected"));
}
