//! `ApiWorksheet`, `ApiWorkbook`, `ApiName`, `ApiFreezePanes` and what `Api` has to do with them.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use support::run;

#[test]
fn sheets_are_added_named_moved_and_deleted() {
    let outcome = run(&script(
        r##"
        p([s.SetName("Bud"), s.GetName(), s.Name]);
        s.Name = "Q'x"; p(s.Name); s.SetName("Bud");
        ["", "a/b", "0123456789012345678901234567890123456789"].forEach(function (n) { s.SetName(n); p(s.GetName()); });
        p([Api.AddSheet("Sum").GetName(), Api.GetActiveSheet().GetName(), Api.ActiveSheet.Name, Api.AddSheet().GetName()]);
        try { Api.AddSheet("Sum"); } catch (e) { p(e.message); }
        p([Api.GetSheets().map(function (x) { return x.GetName(); }), Api.Sheets.length, Api.GetActiveWorkbook().GetSheets().length, Api.GetActiveWorkbook().GetActiveSheet().Name]);
        p([Api.GetSheet("nope"), Api.GetSheet(0).GetName(), Api.GetSheet(1).GetName(), Api.GetSheet(9), Api.GetSheet("SUM")]);
        p([s.GetIndex(), Api.GetSheet("Sum").Index]);
        p([s.SetActive(), Api.GetActiveSheet().GetName(), s.GetVisible(), Api.GetSheet("Sum").SetVisible(false), Api.GetSheet("Sum").GetVisible(), s.Visible]);
        Api.GetSheet("Sheet1").Active = true; p(Api.ActiveSheet.Name); s.SetActive();
        var sum = Api.GetSheet("Sum");
        p([sum.Move(s), Api.GetSheets().map(function (x) { return x.GetName(); }), sum.Move(null, s), Api.GetSheets().map(function (x) { return x.GetName(); })]);
        s.GetRange("A1").SetValue("=Sum!B2");
        p([sum.Delete(), Api.GetSheets().length, s.GetRange("A1").GetFormula()]);
        try { sum.GetName(); } catch (e) { p(e.message); }
        Api.GetSheet("Sheet1").Delete();
        p([s.Delete(), s.SetVisible(false), s.GetVisible()]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[null,"Bud","Bud"]"##,
            r##""Q'x""##,
            r##""Bud""##,
            r##""Bud""##,
            r##""Bud""##,
            r##"["Sum","Sum","Sum","Sheet1"]"##,
            r##""Api.AddSheet: Worksheet with such a name already exists.""##,
            r##"[["Bud","Sum","Sheet1"],3,3,"Sheet1"]"##,
            r##"[null,"Bud","Sum",null,null]"##,
            "[0,1]",
            r##"[true,"Bud",true,true,false,true]"##,
            r##""Sheet1""##,
            r##"[null,["Sum","Bud","Sheet1"],null,["Bud","Sum","Sheet1"]]"##,
            r##"[true,2,"=#REF!"]"##,
            r##""ApiWorksheet.GetName: the worksheet was deleted, or it has no cells""##,
            "[false,true,true]",
        ]
    );
    assert_eq!(Book::open(&outcome.file("o.xlsx")).names(), ["Bud"]);
}

#[test]
fn renaming_follows_into_formulas() {
    let outcome = run(&script(
        r##"
        var o = Api.AddSheet("Data");
        s.GetRange("A1").SetValue("=Data!A1+SUM(Data!B:B)");
        Api.AddDefName("d", "Data!$A$1");
        o.SetName("My data");
        p([s.GetRange("A1").GetFormula(), Api.GetDefName("d").GetRefersTo()]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [r##"["='My data'!A1+SUM('My data'!B:B)","'My data'!$A$1"]"##]
    );
}

#[test]
fn cells_are_found_in_many_ways() {
    let outcome = run(&script(
        r##"
        p(a(s.GetUsedRange()));
        s.GetRange("B2").SetValue(1); s.GetRange("D5").SetBold(true);
        p([a(s.GetUsedRange()), a(s.UsedRange)]);
        s.GetRange("C4:F6").Merge(false); p(a(s.GetUsedRange())); s.GetRange("C4:F6").UnMerge(); s.GetRange("F6").Clear();
        p([a(s.GetRange("A1:B2")), a(s.GetRange("A1", "B2")), a(s.GetRange(s.GetRange("A1"), s.GetRange("C3"))), a(s.GetRange("$A$1:$B$2")), a(s.GetRange("A:B")), a(s.GetRange("1:2")), a(s.GetRange("C3:A1")), a(s.GetRange("a1:b2"))]);
        ["bogus!!", "", undefined, "XFE1", "A0", "A1,C3"].forEach(function (n) { try { s.GetRange(n); } catch (e) { p(e.message); } });
        p([a(s.GetRangeByNumber(1, 2)), a(s.GetCells(1, 2)), a(s.GetCells(3)), a(s.GetCells()), a(s.Cells), a(s.Rows), a(s.Cols), a(Api.GetRange("A1:C1"))]);
        p([a(s.GetRows("1:3")), a(s.GetRows(2)), a(s.GetCols("A:C")), a(s.GetCols("A"))]);
        try { s.GetRows(0); } catch (e) { p(e.name); }
        try { s.GetCells(0, 0); } catch (e) { p(e.name); }
        p([a(Api.Intersect(s.GetRange("A1:C5"), s.GetRange("B2:B9")))]);
        try { Api.Intersect(s.GetRange("A1"), s.GetRange("B2")); } catch (e) { p(e.message); }"##,
    ));
    let wrong = r##""ApiWorksheet.GetRange: Incorrect \"Range1\" or it is empty.""##;
    assert_eq!(
        outcome.printed(),
        [
            r##""A1""##,
            r##"["A1:D5","A1:D5"]"##,
            r##""A1:F6""##,
            r##"["A1:B2","A1:B2","A1:C3","A1:B2","A1:B1048576","A1:XFD2","A1:C3","A1:B2"]"##,
            wrong,
            wrong,
            wrong,
            wrong,
            wrong,
            wrong,
            r##"["C2","B1","C1","A1:XFD1048576","A1:XFD1048576","A1:XFD1048576","A1:XFD1048576","A1:C1"]"##,
            r##"["A1:XFD3","2:2","A1:C1048576","A:A"]"##,
            r##""RangeError""##,
            r##""Error""##,
            r##"["B2:B5"]"##,
            r##""Api.Intersect: Ranges do not intersect.""##,
        ]
    );
}

#[test]
fn pages_and_views() {
    let outcome = run(&script(
        r##"
        p([s.GetPageOrientation(), s.SetPageOrientation("xlLandscape"), s.GetPageOrientation(), s.PageOrientation]);
        p([s.GetTopMargin(), s.SetTopMargin(20), s.GetTopMargin(), s.TopMargin, s.GetLeftMargin(), s.SetLeftMargin(36), s.LeftMargin, s.SetRightMargin(10), s.GetRightMargin(), s.SetBottomMargin(11), s.GetBottomMargin()]);
        s.BottomMargin = 12; s.RightMargin = 25.4; p([s.BottomMargin, s.RightMargin]);
        p([s.GetPrintGridlines(), s.SetPrintGridlines(true), s.PrintGridlines, s.GetPrintHeadings(), s.SetPrintHeadings(true), s.PrintHeadings]);
        p([s.SetDisplayGridlines(false), s.SetDisplayHeadings(false)]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"["xlPortrait",true,"xlLandscape","xlLandscape"]"##,
            "[19.049999999999997,true,20,20,17.779999999999998,true,36,true,10,true,11]",
            "[12,25.4]",
            "[false,true,true,false,true,true]",
            "[true,true]",
        ]
    );
    let xml = Book::open(&outcome.file("o.xlsx")).xml();
    for part in [
        "<sheetView workbookViewId=\"0\" showGridLines=\"0\" showRowColHeaders=\"0\"/>",
        "<printOptions gridLines=\"1\" headings=\"1\"/><pageMargins left=\"1.4173228346456694\"",
        "<pageSetup orientation=\"landscape\"/>",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
}

#[test]
fn hyperlinks_lead_out_and_inside() {
    let outcome = run(&script(
        r##"
        p([s.SetHyperlink("A1", "https://example.org/?a=1&b=2", "", "tip", "text"), s.GetRange("A1").GetValue()]);
        p([s.SetHyperlink("A2", "", "Sheet1!B2"), s.GetRange("A2").GetValue(), s.SetHyperlink("A3", "", "")]);
        s.SetHyperlink("A1", "https://example.net");"##,
    ));
    assert_eq!(
        outcome.printed(),
        [r##"[true,"text"]"##, r##"[true,"Sheet1!B2",false]"##]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    let part = saved.book.sheet_part(saved.id).unwrap().to_owned();
    let links: Vec<&str> = saved
        .book
        .package
        .relationships(&part)
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    assert!(links.contains(&"https://example.net"), "{links:?}");
    let xml = saved.xml();
    assert_eq!(xml.matches("<hyperlink ").count(), 2);
    assert!(
        xml.contains("<hyperlink ref=\"A2\" location=\"Sheet1!B2\"/>"),
        "{xml}"
    );
    assert_eq!(saved.format("A1").underline, "single");
}

#[test]
fn names_of_the_book_and_of_sheets() {
    let outcome = run(&script(
        r##"
        p([Api.AddDefName("nm", "Sheet1!$A$1:$B$2"), s.AddDefName("loc", "=Sheet1!$C$1")]);
        p([Api.GetDefNames().map(function (n) { return n.GetName(); }), s.GetDefNames().map(function (n) { return n.Name; }), s.DefNames.length]);
        var n = Api.GetDefName("nm");
        p([n.GetRefersTo(), a(n.GetRefersToRange()), a(n.RefersToRange), n.RefersTo, s.GetDefName("loc").GetRefersTo(), s.GetRange("A1:B2").GetDefName().GetName(), s.GetRange("A1:B2").DefName.Name, s.GetRange("A1").GetDefName()]);
        p([n.SetRefersTo("Sheet1!$A$5"), n.GetRefersTo(), n.SetName("other"), n.GetName()]);
        n.Name = "third"; n.RefersTo = "Sheet1!$A$6"; p([n.Name, n.RefersTo]);
        ["1x", "A1", "third", "a b"].forEach(function (x) { try { Api.AddDefName(x, "Sheet1!$A$1"); } catch (e) { p(e.message); } });
        try { Api.GetDefName("nope"); } catch (e) { p(e.message); }
        p([s.GetDefName("loc").Delete(), Api.GetDefNames().length]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "[true,true]",
            r##"[["nm","loc"],["loc"],1]"##,
            r##"["Sheet1!$A$1:$B$2","A1:B2","A1:B2","Sheet1!$A$1:$B$2","Sheet1!$C$1","nm","nm",{}]"##,
            r##"[true,"Sheet1!$A$5",true,"other"]"##,
            r##"["third","Sheet1!$A$6"]"##,
            r##""Api.AddDefName: \"1x\" cannot be a defined name""##,
            r##""Api.AddDefName: \"A1\" cannot be a defined name""##,
            r##""Api.AddDefName: \"third\" cannot be a defined name""##,
            r##""Api.AddDefName: \"a b\" cannot be a defined name""##,
            r##""Api.GetDefName: Defined name does not exist: nope""##,
            "[true,1]",
        ]
    );
    let xml = Book::open(&outcome.file("o.xlsx")).part("/xl/workbook.xml");
    assert!(
        xml.contains(
            "<definedNames><definedName name=\"third\">Sheet1!$A$6</definedName></definedNames>"
        ),
        "{xml}"
    );
}

#[test]
fn panes_freeze_and_thaw() {
    let outcome = run(&script(
        r##"
        var f = s.GetFreezePanes();
        p([f.GetLocation(), f.FreezeRows(1), a(f.GetLocation()), Api.GetFreezePanesType()]);
        p([f.FreezeColumns(2), a(f.GetLocation()), Api.FreezePanes]);
        p([f.FreezeAt(s.GetRange("A1:B2")), a(f.GetLocation()), Api.FreezePanes, s.FreezePanes.Unfreeze(), f.GetLocation()]);
        Api.SetFreezePanesType("row"); p(Api.GetFreezePanesType()); Api.FreezePanes = null; p(Api.FreezePanes);
        f.FreezeAt("B2");"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[null,null,"1:1","row"]"##,
            r##"[null,"A1:B1048576","column"]"##,
            r##"[null,"A1:B2","cell",null,null]"##,
            r##""row""##,
            "null",
        ]
    );
    let xml = Book::open(&outcome.file("o.xlsx")).xml();
    let pane = "<pane xSplit=\"2\" ySplit=\"2\" topLeftCell=\"C3\" activePane=\"bottomRight\" state=\"frozen\"/>";
    assert!(xml.contains(pane), "{xml}");
}

#[test]
fn properties_of_the_document() {
    let outcome = run(&script(
        r##"
        var c = Api.GetCore();
        ["Title", "Creator", "Subject", "Keywords", "Description", "Category", "ContentStatus", "Language", "LastModifiedBy", "Revision", "Version", "Identifier"].forEach(function (n, i) {
            c["Set" + n](n + "&" + i);
            p([c.GetClassType(), c["Get" + n]()]);
        });
        var q = Api.GetCustomProperties();
        p([q.Add("a", "x"), q.Add("b", 5), q.Add("c", true), q.Add("f", 1.5), q.Add("a", "y"), q.Get("a"), q.Get("b"), q.Get("c"), q.Get("f"), q.Get("zz"), q.GetClassType()]);
        p(Api.GetActiveWorkbook().GetCustomProperties().Get("b"));
        p([Api.Format("123456", "$#,##0"), Api.Format("0.5", "0%")]);
        p([Api.MillimetersToEmus(10), Api.PixelsToEmus(10), Api.PointsToEmus(2), Api.EmusToPoints(12700), Api.EmusToMillimeters(36000), Api.InchesToPoints(1), Api.LinesToPoints(1), Api.PicasToPoints(1),
            Api.PixelsToPoints(10), Api.PointsToInches(72), Api.PointsToLines(12), Api.PointsToPicas(12), Api.PointsToTwips(10), Api.TwipsToPoints(20)]);
        p([Api.CentimetersToPoints(1), Api.MillimetersToPoints(10), Api.MillimetersToPixels(10), Api.PointsToCentimeters(10), Api.PointsToMillimeters(10), Api.PointsToPixels(10)].map(function (x) { return x.toFixed(6); }));"##,
    ));
    let printed = outcome.printed();
    assert_eq!(printed[0], r##"["core","Title&0"]"##);
    assert_eq!(printed[11], r##"["core","Identifier&11"]"##);
    assert_eq!(
        printed[12..],
        [
            r##"[true,true,true,true,true,"y",5,true,1.5,null,"customProperties"]"##,
            "5",
            r##"["$123,456","50%"]"##,
            "[360000,95250,25400,1.0000000000000002,1,72,12,12,7.500000000000001,1,1,1,200,1]",
            r##"["28.346457","28.346457","37.795276","0.352778","3.527778","13.333333"]"##,
        ]
    );
    let saved = Book::open(&outcome.file("o.xlsx"));
    assert!(
        saved
            .part("/docProps/core.xml")
            .contains("<dc:title>Title&amp;0</dc:title>")
    );
    let custom = saved.part("/docProps/custom.xml");
    assert!(
        custom.contains("pid=\"2\" name=\"a\"><vt:lpwstr>y</vt:lpwstr>"),
        "{custom}"
    );
}

#[test]
fn tables_have_different_headers() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:D3").SetValue([["n", "N", 5, ""], [1, 2, 3, 4], [4, 5, 6, 7]]);
        p([s.FormatAsTable("A1:D3"), s.FormatAsTable("A1:D3"), s.FormatAsTable("F1:G1"), s.GetRange("A1:D1").GetValue(), s.GetRange("F1:G2").GetValue()]);
        try { s.FormatAsTable("C3:E5"); } catch (e) { p(e.message); }
        try { s.FormatAsTable("zz"); } catch (e) { p(e.message); }
        s.GetRows("2:2").Insert();"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[true,true,true,[["n","N2","5","Column1"]],[["Column1","Column2"],["",""]]]"##,
            r##""ApiWorksheet.FormatAsTable: the table cannot be made: it would overlap another one""##,
            r##""ApiWorksheet.FormatAsTable: Incorrect \"sRange\" or it is empty.""##,
        ]
    );
    let saved = Book::open(&outcome.file("o.xlsx"));
    assert!(saved.xml().contains("<tableParts count=\"2\">"));
    let table = saved.part("/xl/tables/table1.xml");
    assert!(table.contains("id=\"1\" name=\"Table1\" displayName=\"Table1\" ref=\"A1:D4\"><autoFilter ref=\"A1:D4\"/>"), "{table}");
    assert!(
        table.contains("<tableColumn id=\"2\" name=\"N2\"/><tableColumn id=\"3\" name=\"5\"/>"),
        "{table}"
    );
    assert!(
        saved
            .part("/xl/tables/table2.xml")
            .contains("displayName=\"Table2\" ref=\"F1:G3\"")
    );
}

#[test]
fn defined_names_stand_for_formulas() {
    let outcome = run(&script(
        r##"
        function tried(f) { try { return f(); } catch (e) { return e.message; } }
        p(tried(function () { return Api.AddDefName("n", "=SUM("); }));
        p(tried(function () { return Api.AddDefName("n", "A1)+(B1"); }));
        p(Api.AddDefName("n", "=sum(Sheet1!$A$1:$A$3)"));
        p(Api.AddDefName("areas", "Sheet1!$A:$A,Sheet1!$1:$1"));
        var n = Api.GetDefName("n");
        p(tried(function () { return n.SetRefersTo("=1+"); }));
        p([n.GetRefersTo(), Api.GetDefName("areas").GetRefersTo()]);
        ["R1C1", "rc", "R2C", "c"].forEach(function (x) { p(tried(function () { return Api.AddDefName(x, "Sheet1!$A$1"); })); });
        p([Api.AddDefName("RCX", "1"), Api.AddDefName("cash", "1")]);"##,
    ));
    let printed = outcome.printed();
    for index in [0, 1, 4] {
        assert!(printed[index].contains("no formula"), "{}", printed[index]);
    }
    assert_eq!(printed[2..=3], ["true", "true"]);
    assert_eq!(
        printed[5],
        r##"["SUM(Sheet1!$A$1:$A$3)","Sheet1!$A:$A,Sheet1!$1:$1"]"##
    );
    for line in &printed[6..10] {
        assert!(line.contains("cannot be a defined name"), "{line}");
    }
    assert_eq!(printed[10], "[true,true]");
}
