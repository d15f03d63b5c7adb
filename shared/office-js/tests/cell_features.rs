//! What features of a workbook leave in its parts: relationships, content types, order of elements.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use support::run;

const PIVOT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml";

fn text(book: &Book, part: &str) -> String {
    String::from_utf8_lossy(&book.book.package.part_bytes(part).unwrap_or_default()).into_owned()
}

#[test]
fn a_pivot_table_has_its_three_parts_and_cells() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:B4").SetValue([["Region", "Qty"], ["East", 1], ["West", 2], ["East", 3]]);
        var t = Api.InsertPivotNewWorksheet(s.GetRange("A1:B4"));
        t.AddFields({ rows: "Region" }); t.AddDataField("Qty");
        "##,
    ));
    let mut book = Book::open(&outcome.file("o.xlsx")).on("Sheet2");
    assert_eq!(book.cell("A4"), "\"East\"");
    assert_eq!(book.cell("B4"), "4");
    assert_eq!(book.cell("B6"), "6");
    let package = &book.book.package;
    let table = "/xl/pivotTables/pivotTable1.xml";
    assert_eq!(package.content_type(table), Some(PIVOT));
    let cache = package
        .related(table, "pivotCacheDefinition")
        .unwrap_or_default();
    assert!(package.related(&cache, "pivotCacheRecords").is_some());
    let definition = text(&book, table);
    let order = [
        "<location",
        "<pivotFields",
        "<rowFields",
        "<rowItems",
        "<colItems",
        "<dataFields",
        "<pivotTableStyleInfo",
    ];
    let places: Vec<_> = order.iter().map(|name| definition.find(name)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{definition}"
    );
    assert!(text(&book, "/xl/workbook.xml").contains("<pivotCaches><pivotCache "));
}

#[test]
fn comments_have_notes_threads_persons_and_boxes() {
    let outcome = run(&script(
        r##"var c = s.GetRange("B2").AddComment("Hi", "Ann"); c.AddReply("Yes", "Bob", "b1");"##,
    ));
    let book = Book::open(&outcome.file("o.xlsx"));
    let sheet = "/xl/worksheets/sheet1.xml";
    let package = &book.book.package;
    let notes = package.related(sheet, "comments").unwrap_or_default();
    let threads = package
        .related(sheet, "threadedComment")
        .unwrap_or_default();
    let boxes = package.related(sheet, "vmlDrawing").unwrap_or_default();
    let persons = package
        .related("/xl/workbook.xml", "person")
        .unwrap_or_default();
    assert!(text(&book, &notes).contains("<comment ref=\"B2\""));
    assert!(text(&book, &threads).contains("parentId="));
    assert!(text(&book, &boxes).contains("<x:Row>1</x:Row>"));
    assert!(text(&book, &persons).contains("displayName=\"Bob\""));
    assert!(text(&book, sheet).contains("<legacyDrawing "));
}

#[test]
fn rules_of_a_sheet_stand_where_the_schema_has_them() {
    let outcome = run(&script(
        r##"
        var f = s.GetRange("A1:A5").GetFormatConditions();
        f.Add("xlCellValue", "xlGreater", "3").SetFillColor(Api.CreateColorFromRGB(1, 2, 3));
        f.AddDatabar().SetAxisColor(Api.CreateColorFromRGB(1, 2, 3));
        s.GetRange("B1").GetValidation().Add("xlValidateList", "xlValidAlertStop", "xlBetween", "a,b");
        s.AddProtectedRange("t", "A1:B2");
        s.GetRange("D1:E3").SetAutoFilter();
        "##,
    ));
    let book = Book::open(&outcome.file("o.xlsx"));
    let sheet = text(&book, "/xl/worksheets/sheet1.xml");
    let order = [
        "<sheetData",
        "<protectedRanges",
        "<autoFilter",
        "<conditionalFormatting",
        "<dataValidations",
        "<extLst",
    ];
    // A bar names its further format in a list of its own: the sheet's list is the last one.
    let places: Vec<_> = order.iter().map(|name| sheet.rfind(name)).collect();
    assert!(
        places.is_sorted() && places.last().is_some_and(Option::is_some),
        "{sheet}"
    );
    assert!(
        sheet.contains("dxfId=\"0\"") && sheet.contains("<x14:axisColor "),
        "{sheet}"
    );
    assert!(text(&book, "/xl/styles.xml").contains("<dxfs count=\"1\"><dxf><fill>"));
}
