//! `ApiTable`, `ApiTableRow`, `ApiTableCell` and their property classes.

mod support;

use support::word::{body, body_has, document, expect, printed};

const T: &str = "var t = Api.CreateTable(2, 3); doc.Push(t);";

#[test]
fn a_new_table_has_cells_and_a_paragraph_after_it() {
    let xml = body(&document(T));
    assert_eq!(
        (
            xml.matches("<w:tr>").count(),
            xml.matches("<w:tc>").count(),
            xml.matches("<w:gridCol").count()
        ),
        (2, 6, 3)
    );
    assert!(xml.contains("</w:tbl><w:p/><w:sectPr>"), "{xml}");
    expect(
        T,
        &[
            (
                "[t.GetRowsCount(), t.GetRow(1).GetCellsCount(), t.GetAllCells().length, doc.GetElementsCount()]",
                "[2,3,6,3]",
            ),
            (
                "[t.GetRow(1), t.GetCell(1, 2), t.GetRow(0).GetCell(0).GetContent()]",
                "[<tableRow>,<tableCell>,<documentContent>]",
            ),
            (
                "t.GetCell(0, 0).GetContent().GetElement(0).GetElementsCount()",
                "1",
            ),
        ],
    );
    for (call, message) in [
        (
            "Api.CreateTable(0, 4)",
            "rows must be a positive integer, got 0",
        ),
        (
            "Api.CreateTable(1)",
            "cols must be a positive integer, got undefined",
        ),
        ("Api.CreateTable(1, 64)", "at most 63 columns"),
        ("Api.CreateTable(1e9, 60)", "at most 100000 cells"),
        ("t.GetRow(9)", "Row index 9 is out of bounds [0, 1]"),
        ("t.GetCell(0, -1)", "Cell index -1 is out of bounds [0, 2]"),
    ] {
        let lines = printed(&format!(
            "{T} try {{ {call}; }} catch (e) {{ console.log(e.message); }}"
        ));
        assert!(lines.concat().contains(message), "{call}: {lines:?}");
    }
}

#[test]
fn table_properties_are_written_in_schema_order() {
    body_has(
        &format!(
            "{T} t.SetTableDescription('dsc'); t.SetTableTitle('ttl'); t.SetTableLook(true, true, false, true, false, true); t.SetTableCellMarginRight(4);
             t.SetTableCellMarginLeft(3); t.SetTableCellMarginBottom(2); t.SetTableCellMarginTop(1); t.SetTableLayout('fixed'); t.SetShd('clear', 10, 20, 30);
             t.SetTableBorderAll('single', 8, 0, 1, 2, 3); t.SetTableBorderTop('single', 4, 0, Api.RGB(9, 9, 9)); t.SetTableBorderBottom('none', 0, 0, 0, 0, 0);
             t.SetTableInd(144); t.SetCellSpacing(20); t.SetJc('center'); t.SetWidth('percent', 100); t.SetStyleRowBandSize(2); t.SetStyleColBandSize(3); t.SetStyle(doc.GetStyle('Table Grid'));"
        ),
        &["<w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblStyleRowBandSize w:val=\"2\"/><w:tblStyleColBandSize w:val=\"3\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
           <w:jc w:val=\"center\"/><w:tblCellSpacing w:w=\"10\" w:type=\"dxa\"/><w:tblInd w:w=\"144\" w:type=\"dxa\"/><w:tblBorders>\
           <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"090909\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"010203\"/>\
           <w:bottom w:val=\"none\" w:sz=\"0\" w:space=\"0\" w:color=\"auto\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"010203\"/>\
           <w:insideH w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"010203\"/><w:insideV w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"010203\"/></w:tblBorders>\
           <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"0A141E\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"1\" w:type=\"dxa\"/><w:left w:w=\"3\" w:type=\"dxa\"/>\
           <w:bottom w:w=\"2\" w:type=\"dxa\"/><w:right w:w=\"4\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"02E0\" w:firstRow=\"1\" w:lastRow=\"1\" w:firstColumn=\"1\" \
           w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"0\"/><w:tblCaption w:val=\"ttl\"/><w:tblDescription w:val=\"dsc\"/></w:tblPr>"],
    );
    expect(
        T,
        &[
            (
                "[t.SetStyle(null), t.SetStyle('Table Grid'), t.SetStyle(doc.GetStyle('Heading 1')), t.SetStyle(doc.GetStyle('Table Grid'))]",
                "[false,false,false,true]",
            ),
            (
                "[t.SetWidth('zz', 1), t.SetJc('zz'), t.SetTableLayout('zz'), t.SetHAlign('right'), t.SetVAlign('zz')]",
                "[true,true,true,true,false]",
            ),
            (
                "[t.SetTableTitle('a'), t.GetTableTitle(), t.SetTableDescription('b'), t.GetTableDescription()]",
                "[true,\"a\",true,\"b\"]",
            ),
        ],
    );
    for (side, name) in [
        ("Left", "left"),
        ("Right", "right"),
        ("InsideH", "insideH"),
        ("InsideV", "insideV"),
    ] {
        body_has(
            &format!("{T} t.SetTableBorder{side}('single', 4, 0, 1, 2, 3);"),
            &[&format!("<w:tblBorders><w:{name} w:val=\"single\"")],
        );
    }
}

#[test]
fn rows_and_cells_have_properties() {
    body_has(
        &format!(
            "{T} t.GetRow(0).SetHeight('atLeast', 720); t.GetRow(0).SetTableHeader(true); t.GetRow(1).SetHeight('auto'); var c = t.GetCell(0, 0);
             c.SetVerticalAlign('center'); c.SetTextDirection('btlr'); c.SetCellMarginTop(720); c.SetCellMarginLeft(1); c.SetCellMarginBottom(2); c.SetCellMarginRight(3); c.SetNoWrap(true);
             c.SetShd('clear', 255, 0, 255, false); c.SetCellBorderTop('single', 32, 0, 51, 51, 51); c.SetCellBorderBottom('single', 4, 0, 1, 1, 1); c.SetCellBorderLeft('single', 4, 0, 1, 1, 1);
             c.SetCellBorderRight('single', 4, 0, 1, 1, 1); c.SetWidth('twips', 2000); t.GetCell(0, 1).SetWidth('percent', 40); t.GetCell(0, 2).SetCellMarginLeft(9); t.GetCell(0, 2).SetCellMarginLeft(null);"
        ),
        &[
            "<w:trPr><w:trHeight w:val=\"720\" w:hRule=\"atLeast\"/><w:tblHeader/></w:trPr>",
            "<w:trPr><w:trHeight w:val=\"0\" w:hRule=\"auto\"/></w:trPr>",
            "<w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/><w:tcBorders><w:top w:val=\"single\" w:sz=\"32\" w:space=\"0\" w:color=\"333333\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"010101\"/>\
             <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"010101\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"010101\"/></w:tcBorders>\
             <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FF00FF\"/><w:noWrap/><w:tcMar><w:top w:w=\"720\" w:type=\"dxa\"/><w:left w:w=\"1\" w:type=\"dxa\"/><w:bottom w:w=\"2\" w:type=\"dxa\"/>\
             <w:right w:w=\"3\" w:type=\"dxa\"/></w:tcMar><w:textDirection w:val=\"btLr\"/><w:vAlign w:val=\"center\"/></w:tcPr>",
            "<w:tcW w:w=\"2000\" w:type=\"pct\"/>",
            "<w:tcPr><w:tcMar/></w:tcPr>",
        ],
    );
    expect(
        T,
        &[
            (
                "[t.GetRow(0).SetHeight('zz', 1), t.GetCell(0, 0).SetVerticalAlign('zz'), t.GetCell(0, 0).SetTextDirection('zz')]",
                "[false,false,false]",
            ),
            (
                "[t.GetRow(0).GetClassType(), t.GetCell(0, 0).GetClassType(), t.GetClassType()]",
                "[\"tableRow\",\"tableCell\",\"table\"]",
            ),
            (
                "[Api.CreateTablePr(), Api.CreateTableRowPr(), Api.CreateTableCellPr(), Api.CreateTableStylePr('firstRow').GetType()]",
                "[<tablePr>,<tableRowPr>,<tableCellPr>,\"firstRow\"]",
            ),
        ],
    );
}

#[test]
fn cells_hold_text_and_know_their_place() {
    expect(
        &format!("{T} var c = t.GetCell(0, 1);"),
        &[
            ("[c.SetText('a\\nb'), c.AddText('c')]", "[<run>,<run>]"),
            (
                "[c.GetText(), t.GetCell(0, 2).GetText(), c.GetContent().GetText()]",
                "[\"a\\rbc\\t\",\"\\r\\n\",\"a\\rbc\\t\"]",
            ),
            (
                "[c.GetIndex(), c.GetRowIndex(), t.GetRow(1).GetIndex()]",
                "[1,0,1]",
            ),
            (
                "[c.GetNext().GetIndex(), c.GetPrevious().GetIndex(), t.GetCell(0, 0).GetPrevious(), t.GetCell(1, 2).GetNext(), t.GetCell(0, 2).GetNext()]",
                "[2,0,null,null,null]",
            ),
            (
                "[t.GetRow(0).GetNext().GetIndex(), t.GetRow(0).GetPrevious(), t.GetRow(1).GetPrevious().GetIndex(), t.GetRow(1).GetNext()]",
                "[1,null,0,null]",
            ),
            (
                "[c.GetParentRow(), c.GetParentTable(), t.GetRow(0).GetParentTable(), t.GetParentTable(), t.GetParentTableCell()]",
                "[<tableRow>,<table>,<table>,null,null]",
            ),
            (
                "[c.GetContent().GetElement(0).GetParentTable(), c.GetContent().GetElement(0).GetParentTableCell().GetIndex()]",
                "[<table>,1]",
            ),
            ("c.AddElement(0, Api.CreateParagraph())", "true"),
            ("c.GetContent().GetElementsCount()", "2"),
            ("t.AddElement(c, 9, Api.CreateParagraph())", "true"),
            ("t.AddElement(c, 0, Api.CreateTable(1, 1))", "true"),
            ("t.GetTables().length", "1"),
            (
                "[c.Clear(), c.GetContent().GetElementsCount(), c.GetText()]",
                "[true,1,\"\\t\"]",
            ),
            ("[t.GetRow(0).Clear(), t.Clear()]", "[true,true]"),
            ("c.GetBackgroundColor()", "null"),
            (
                "[c.SetBackgroundColor(1, 2, 3), c.GetBackgroundColor().GetHex(), c.SetBackgroundColor(Api.AutoColor()), c.GetBackgroundColor()]",
                "[true,\"#010203\",true,null]",
            ),
        ],
    );
    body_has(
        &format!("{T} t.SetBackgroundColor(255, 1, 2); t.GetRow(0).SetBackgroundColor(Api.RGB(3, 3, 3)); t.GetCell(1, 2).SetColumnBackgroundColor(5, 5, 5); t.SetVAlign('bottom');
                  var pr = Api.CreateTextPr(); pr.SetBold(true); t.GetCell(0, 0).SetText('x'); t.SetTextPr(pr); var cp = Api.CreateTableCellPr(); cp.SetNoWrap(true); t.GetCell(1, 1).SetCellPr(cp);"),
        &["<w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FF0102\"/>", "w:fill=\"030303\"", "w:fill=\"050505\"", "<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">x</w:t>", "<w:noWrap/>"],
    );
}

#[test]
fn rows_and_columns_come_and_go() {
    expect(
        T,
        &[
            (
                "[t.AddRow(), t.AddRow(t.GetCell(0, 0), true), t.GetRowsCount()]",
                "[<tableRow>,<tableRow>,4]",
            ),
            (
                "[t.AddColumn(t.GetCell(0, 0), true), t.AddColumn(), t.GetRow(0).GetCellsCount(), t.GetRow(3).GetCellsCount()]",
                "[true,true,5,5]",
            ),
            (
                "[t.AddRows(t.GetCell(0, 0), 2, true).GetRowsCount(), t.AddColumns(t.GetCell(0, 0), 2, false).GetRow(0).GetCellsCount()]",
                "[6,7]",
            ),
            (
                "[t.RemoveRow(t.GetCell(0, 0)), t.RemoveColumn(t.GetCell(0, 4)), t.GetRowsCount(), t.GetRow(0).GetCellsCount()]",
                "[true,true,5,6]",
            ),
            (
                "[() => t.RemoveRow(null), () => t.RemoveColumn(Api.CreateTable(1, 1).GetCell(0, 0))].map((f) => { try { return f(); } catch (e) { return 'throws'; } })",
                "[\"throws\",\"throws\"]",
            ),
            (
                "[t.GetRow(0).AddRows(2, true), t.GetCell(0, 0).AddRows(1), t.GetCell(0, 0).AddColumns(1, true), t.GetRowsCount(), t.GetRow(0).GetCellsCount()]",
                "[<table>,<table>,<table>,8,7]",
            ),
            (
                "[t.GetCell(0, 0).RemoveRow(), t.GetCell(0, 0).RemoveColumn(), t.GetRow(0).Remove(), t.GetRowsCount(), t.GetRow(0).GetCellsCount()]",
                "[true,true,true,6,6]",
            ),
            (
                "[t.Copy().GetRowsCount(), t.GetPosInParent(), t.Copy().GetPosInParent(), t.GetInternalId() === t.GetInternalId()]",
                "[6,1,-1,true]",
            ),
            (
                "[t.ReplaceByElement(Api.CreateParagraph()), doc.GetAllTables().length]",
                "[true,0]",
            ),
            (
                "[t.Delete(), doc.Push(t), t.Delete(), doc.GetAllTables().length]",
                "[false,true,true,0]",
            ),
        ],
    );
    expect(
        "var t = Api.CreateTable(1, 1); doc.Push(t);",
        &[
            ("t.RemoveRow(t.GetCell(0, 0))", "true"),
            ("doc.GetAllTables().length", "0"),
        ],
    );
}

#[test]
fn cells_merge_and_split() {
    body_has(
        &format!(
            "{T} t.GetCell(0, 0).SetText('a'); t.GetCell(0, 1).SetText('b'); t.GetCell(1, 0).SetText('c'); t.MergeCells([t.GetCell(0, 0), t.GetCell(0, 1), t.GetCell(1, 0), t.GetCell(1, 1)]);"
        ),
        &[
            "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">a</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">b</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">c</w:t></w:r></w:p></w:tc>",
            "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p/></w:tc>",
        ],
    );
    expect(
        T,
        &[
            (
                "[t.MergeCells([]), t.MergeCells([t.GetCell(0, 0), t.GetCell(1, 1)]), t.MergeCells([1])]",
                "[null,null,null]",
            ),
            (
                "[t.GetRow(0).MergeCells(), t.GetRow(0).GetCellsCount(), t.GetRow(1).GetCellsCount()]",
                "[<tableCell>,1,3]",
            ),
            (
                "[t.Split(t.GetCell(0, 0), 1, 3), t.GetRow(0).GetCellsCount(), t.Split(t.GetCell(0, 0), 0, 1)]",
                "[<table>,3,null]",
            ),
            (
                "[t.GetCell(0, 0).Split(2, 1).GetRowsCount(), t.GetCell(0, 0).Split(1, 2).GetRow(0).GetCellsCount()]",
                "[3,4]",
            ),
        ],
    );
    let xml = body(&document(
        "var t = Api.CreateTable(1, 2); doc.Push(t); t.GetCell(0, 0).Split(2, 1);",
    ));
    assert!(
        xml.contains("<w:vMerge w:val=\"restart\"/>") && xml.contains("<w:vMerge/>"),
        "the other column goes on over both rows: {xml}"
    );
}

#[test]
fn sizes_are_bounded_before_memory_is_spent() {
    for (call, message) in [
        ("t.AddRows(t.GetCell(0, 0), 1e8)", "at most 100000 cells"),
        ("t.GetRow(0).AddRows(50000)", "at most 100000 cells"),
        ("t.GetCell(0, 0).AddRows(50000)", "at most 100000 cells"),
        ("t.GetCell(0, 0).AddColumns(62)", "at most 63 columns"),
        ("t.AddColumns(t.GetCell(0, 0), 1e6)", "at most"),
        ("t.GetCell(0, 0).Split(1, 63)", "at most 63 columns"),
        ("t.Split(t.GetCell(0, 0), 1e7, 1)", "at most 100000 cells"),
        (
            "var u = t; for (var i = 0; i < 40; i++) { var o = Api.CreateTable(1, 1); o.GetCell(0, 0).AddElement(0, i ? u : Api.CreateTable(1, 1)); u = o; }",
            "nested 32 deep",
        ),
        (
            "var c = t.GetCell(0, 0); for (var i = 0; i < 40; i++) { var n = Api.CreateTable(1, 1); c.AddElement(0, n); c = n.GetCell(0, 0); }",
            "nested 32 deep",
        ),
    ] {
        let lines = printed(&format!(
            "{T} try {{ {call}; console.log('no error'); }} catch (e) {{ console.log(e.message); }}"
        ));
        assert!(lines.concat().contains(message), "{call}: {lines:?}");
    }
    expect(
        "var t = Api.CreateTable(1, 1);",
        &[(
            "[t.GetCell(0, 0).AddElement(0, t), t.GetCell(0, 0).GetContent().Push(t), t.GetRowsCount()]",
            "[false,false,1]",
        )],
    );
}
