//! `ApiRange` and `ApiAreas`: places, copies, insertions, merges.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use spindle_ooxml::sheet::Area;
use support::run;

#[test]
fn places_and_counts() {
    let outcome = run(&script(
        r##"
        var r = s.GetRange("B2:D4");
        p([r.GetRow(), r.GetCol(), r.GetCount(), r.Count, r.GetRowsCount(), r.GetColumnsCount(), r.GetCellsCount(), r.Row, r.Col, r.RowsCount, r.ColumnsCount, r.CellsCount]);
        p([a(r.GetRows()), a(r.GetRows(2)), a(r.GetRows(5)), a(r.GetRows(0)), a(r.Rows)]);
        p([a(r.GetCols()), a(r.GetCols(2)), a(r.GetCols(9)), a(r.Cols), a(r.Columns)]);
        p([a(r.GetCells()), a(r.GetCells(1, 1)), a(r.GetCells(2)), a(r.GetCells(4)), a(r.GetCells(5, 5)), a(r.GetCells(0, 0)), a(r.Cells)]);
        p([a(r.GetEntireRow()), a(r.EntireRow), a(r.GetEntireColumn()), a(r.EntireColumn)]);
        p([a(r.Offset(1, 1)), r.Offset(-5, 0), a(r.Resize(2, 2)), a(r.Resize(1, 1)), a(r.GetRange("A1:B2")), a(r.GetRange("A1", "C1"))]);
        p([r.SetOffset(2, 2), a(r), r.SetOffset(-9, 0), a(r)]);
        p([r.GetClassType(), r.GetWorksheet().GetName(), r.Worksheet.Name, r.GetAreas().GetCount(), a(r.Areas.GetItem(1)), a(r.GetAreas().GetParent()), r.GetAreas().Count]);
        p(a(s.GetRange("A1").GetCells(-5, 1)));
        s.GetRange("A1:B2").SetValue(1); s.GetRange("C3").SetValue(1); s.GetRange("E1").SetValue(1);
        p([a(s.GetRange("B2").GetCurrentRegion()), a(s.GetRange("E1").CurrentRegion), a(s.GetRange("H9").CurrentRegion)]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "[2,2,9,9,3,3,9,2,2,3,3,9]",
            r##"["B2:D2","B3:D3","B6:D6","B1:D1","B2:D2"]"##,
            r##"["B2:B4","C2:C4","J2:J4","B2:B4","B2:B4"]"##,
            r##"["B2:D4","B2","C2","B3","F6","A1","B2:D4"]"##,
            r##"["A2:XFD4","A2:XFD4","B1:D1048576","B1:D1048576"]"##,
            r##"["C3:E5",null,"B2:C3","B2","B2:C3","B2:D2"]"##,
            r##"[true,"D4:F6",true,"D1:F3"]"##,
            r##"["range","Sheet1","Sheet1",1,"D1:F3","D1:F3",1]"##,
            r##""A1""##,
            r##"["A1:C3","E1","H9"]"##,
        ]
    );
}

#[test]
fn addresses_in_both_styles() {
    let outcome = run(&script(
        r##"
        var r = s.GetRange("B2:D4");
        p([r.GetAddress(), r.Address, r.GetAddress(true, false, "xlA1", true), r.GetAddress(true, true, "xlR1C1", false), r.GetAddress(false, false, "xlR1C1", false, s.GetRange("C3"))]);
        p([s.GetRange("A:A").GetAddress(true, true), s.GetRange("1:1").GetAddress(true, true), s.GetRows(3).GetAddress(false, true), s.GetCols("A:C").GetAddress()]);
        s.SetName("My sheet");
        p(r.GetAddress(false, false, "xlA1", true));"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"["B2:D4","$B$2:$D$4","[]Sheet1!B$2:D$4","R2C2:R4C4","R[-1]C[-1]:R[1]C[1]"]"##,
            r##"["$A:$A","$1:$1","3:3","A1:C1048576"]"##,
            r##""[]'My sheet'!B2:D4""##,
        ]
    );
}

#[test]
fn copies_move_relative_references() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:C3").SetValue([[1, 2, 3], ["=A1+1", "=$A$1", "x"], [4, 5, "=SUM(A1:B3)"]]);
        s.GetRange("A1").SetBold(true);
        s.GetRange("A1:C3").Copy(s.GetRange("E1"));
        s.GetRange("I1").Paste(s.GetRange("A2:C2"));
        var o = Api.AddSheet("Other");
        s.GetRange("A1:A2").Copy(o.GetRange("B2"));
        s.GetRange("A20:B20").SetValue([1, "=A20"]);
        p([s.GetRange("A20:B22").FillDown(), s.GetRange("B20:D20").FillRight()]);
        s.GetRange("A30").SetValue(7); s.GetRange("D30").SetValue(8); s.GetRange("A33").SetValue(9);
        p([s.GetRange("A30:D30").FillLeft(), s.GetRange("A31:A33").FillUp()]);
        try { s.GetRange("A1").Copy("B1"); } catch (e) { p(e.name); }"##,
    ));
    assert_eq!(
        outcome.printed(),
        ["[true,true]", "[true,true]", r##""TypeError""##]
    );
    let bytes = outcome.file("o.xlsx");
    let mut saved = Book::open(&bytes).on("Sheet1");
    assert_eq!(
        saved.cells("E1:G3"),
        "1|2|3/=E1+1|=$A$1|\"x\"/4|5|=SUM(E1:F3)"
    );
    assert!(saved.format("E1").bold);
    assert_eq!(saved.cells("I1:K1"), "=#REF!+1|=$A$1|\"x\"");
    assert_eq!(saved.cells("A20:D22"), "1|=A20|=B20|=C20/1|=A21||/1|=A22||");
    assert_eq!(saved.cells("A30:D30"), "8|8|8|8");
    assert_eq!(saved.cells("A31:A33"), "9/9/9");
    let mut other = Book::open(&bytes).on("Other");
    assert_eq!(other.cells("B2:B3"), "1/=B2+1");
}

#[test]
fn cells_are_inserted_and_deleted() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:C3").SetValue([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
        s.GetRange("A1:B1").Insert(); p(s.GetRange("A1:D4").GetValue());
        s.GetRange("A1:A2").Insert(); p(s.GetRange("A1:D4").GetValue());
        s.GetRange("A1:A2").Delete(); s.GetRange("A1:B1").Delete("up"); p(s.GetRange("A1:C3").GetValue());
        s.GetRange("A1").Insert("right"); p(s.GetRange("A1:D1").GetValue());
        s.GetRange("A1").Delete("left");
        s.GetRange("F1").SetValue("=SUM(A1:A3)+A3"); s.GetRange("F2").SetValue("=A2");
        s.GetRows("2:2").Insert(); p(s.GetRange("F1:F3").GetFormula());
        s.GetRows(3).Delete(); p(s.GetRange("F1:F3").GetFormula());
        s.GetCols("A").Delete(); p(s.GetRange("E1").GetFormula());
        s.GetRange("A1048576").SetValue(1);
        try { s.GetRange("A1").Insert("down"); } catch (e) { p(e.message); }"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[["","",3,""],[1,2,6,""],[4,5,9,""],[7,8,"",""]]"##,
            r##"[["","","",3],["",1,2,6],[4,5,9,""],[7,8,"",""]]"##,
            "[[1,2,3],[4,5,6],[7,8,9]]",
            r##"[["",1,2,3]]"##,
            r##"[["=SUM(A1:A4)+A4"],[""],["=A3"]]"##,
            r##"[["=SUM(A1:A3)+A3"],[""],[""]]"##,
            r##""=SUM(#REF!)+#REF!""##,
            r##""ApiRange.Insert: cells with content would be pushed off the worksheet""##,
        ]
    );
}

#[test]
fn merging_keeps_the_first_value() {
    let outcome = run(&script(
        r##"
        s.GetRange("B2:D4").SetValue(5);
        p([s.GetRange("B2:D4").Merge(false), s.GetRange("B2:D4").GetValue(), a(s.GetRange("C3").MergeArea), a(s.GetRange("A1").MergeArea)]);
        s.GetRange("A70:C71").SetValue("m");
        p(s.GetRange("A70:C71").Merge(true));
        s.GetRange("F1:G2").Merge(false);
        p(s.GetRange("F1").UnMerge());"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[true,[[5,"",""],["","",""],["","",""]],"B2:D4","A1"]"##,
            "true",
            "true"
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    let merges: Vec<String> = saved
        .sheet()
        .merges
        .iter()
        .map(|area: &Area| area.name())
        .collect();
    assert_eq!(merges, ["B2:D4", "A70:C70", "A71:C71"]);
    assert_eq!(saved.cells("A70:C71"), "\"m\"||/\"m\"||");
}

#[test]
fn clearing_takes_what_it_says() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:A3").SetValue(1); s.GetRange("A1:A3").SetBold(true);
        s.SetHyperlink("B1", "https://example.org");
        p([s.GetRange("A1").Clear(), s.GetRange("A2").ClearContents(), s.GetRange("A3").ClearFormats(), s.GetRange("B1").ClearHyperlinks()]);
        p([s.GetRange("C3:D4").Select(), a(s.GetSelection()), a(s.ActiveCell), a(Api.Selection), a(Api.GetSelection()), a(s.Selection), a(s.GetActiveCell())]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "[true,null,null,null]",
            r##"[true,"C3:D4","C3","C3:D4","C3:D4","C3:D4","C3"]"##
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(saved.cells("A1:A3"), "//1");
    assert!(saved.format("A2").bold && !saved.format("A3").bold && !saved.format("A1").bold);
    assert!(!saved.xml().contains("hyperlink"));
}
