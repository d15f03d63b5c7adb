//! What single features of files are read as.

use spindle_model::convert::{ErrorKind, Limits};
use spindle_model::workbook::{
    BorderStyle, CellError, Color, HorizontalAlign, MAX_COLUMNS, Range, Value, VerticalAlign,
};

use crate::samples::{NS, archive, codes, one_sheet, read, read_with, rels};

fn text(value: &Value) -> String {
    value.text().unwrap()
}

#[test]
fn every_kind_of_value_is_read() {
    let strings = format!(
        "<sst {NS}><si><t>plain</t></si><si><t xml:space=\"preserve\"> a_x000D_&amp;b </t><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>\
         <si><r><t>x</t></r><r><rPr><b/><color rgb=\"FFFF0000\"/><rFont val=\"Arial\"/></rPr><t>y</t></r></si></sst>"
    );
    let sheet = "<sheetData><row r=\"2\">\
        <c r=\"A2\"><v>1.5</v></c><c r=\"B2\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>\
        <c r=\"F2\" t=\"b\"><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c><c t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c>\
        <c t=\"inlineStr\"><is><t>in</t></is></c><c t=\"d\"><v>2000-01-01T12:00:00</v></c><c t=\"s\"><v>9</v></c>\
        <c t=\"e\"><v>#SPILL!</v></c><c><v>NaN</v></c></row><row><c><v>-1E-7</v></c></row></sheetData>";
    let (book, warnings) = read(&one_sheet(sheet, &[("xl/sharedStrings.xml", &strings)]));
    let sheet = &book.sheets[0];
    let value = |column| &sheet.cell(1, column).unwrap().value;
    assert_eq!(*value(0), Value::Number(1.5));
    assert_eq!(text(value(1)), "plain");
    assert_eq!(text(value(2)), " a\r&b ");
    let Value::Rich(runs) = value(3) else {
        panic!("it has formats")
    };
    assert_eq!(runs[0].font, None);
    let font = runs[1].font.as_ref().unwrap();
    assert!(font.bold && font.color == Some(Color(255, 0, 0)));
    assert_eq!(*value(5), Value::Bool(true));
    assert_eq!(*value(6), Value::Error(CellError::DivisionByZero));
    assert_eq!(text(value(7)), "ab");
    let formula = sheet.cell(1, 7).unwrap().formula.as_deref();
    assert_eq!(formula, Some("\"a\"&\"b\""));
    assert_eq!(text(value(8)), "in");
    assert_eq!(*value(9), Value::Number(36_526.5));
    assert!(sheet.cell(1, 10).is_none());
    assert_eq!(text(value(11)), "#SPILL!");
    assert_eq!(text(value(12)), "NaN");
    assert_eq!(sheet.cell(2, 0).unwrap().value, Value::Number(-1e-7));
    assert_eq!(
        codes(&warnings),
        ["text-missing", "error-kept-as-text", "number-unreadable"]
    );
}

#[test]
fn shared_formulas_are_written_out_for_every_cell() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"B1\"><f t=\"shared\" ref=\"B1:B3\" si=\"0\">A1*$C$1+Sheet2!A1</f><v>1</v></c></row>\
        <row r=\"2\"><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>2</v></c><c r=\"C2\"><f t=\"array\" ref=\"C2:C3\">SUM(A1:A2)</f></c></row>\
        <row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>2</v></c><c r=\"B3\"><f t=\"dataTable\" ref=\"B3\" r1=\"A1\"/><v>7</v></c>\
        <c r=\"D3\"><f t=\"shared\" si=\"5\"/><v>4</v></c></row></sheetData>";
    let (book, warnings) = read(&one_sheet(sheet, &[]));
    let formula = |row, column| {
        let cell = book.sheets[0].cell(row, column).unwrap();
        cell.formula.as_deref()
    };
    assert_eq!(formula(0, 1), Some("A1*$C$1+Sheet2!A1"));
    assert_eq!(formula(1, 1), Some("A2*$C$1+Sheet2!A2"));
    assert_eq!(formula(2, 0), Some("#REF!*$C$1+#REF!"));
    assert_eq!(formula(1, 2), Some("SUM(A1:A2)"));
    assert_eq!(formula(2, 1), None);
    assert_eq!(formula(2, 3), None);
    assert_eq!(
        codes(&warnings),
        ["array-formula-simplified", "data-table-dropped"]
    );
}

#[test]
fn formats_are_resolved_with_theme_and_palette() {
    let styles = format!(
        "<styleSheet {NS}><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0&quot;x&quot;\"/></numFmts>\
         <fonts><font><sz val=\"11\"/><color theme=\"1\"/><name val=\"Calibri\"/></font>\
         <font><b val=\"0\"/><i/><u val=\"none\"/><strike/><vertAlign val=\"subscript\"/><sz val=\"9.5\"/><color theme=\"4\" tint=\"-0.5\"/></font></fonts>\
         <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"><fgColor indexed=\"10\"/></patternFill></fill></fills>\
         <borders><border/><border><left style=\"double\"><color rgb=\"FF00FF00\"/></left><top style=\"thin\"/></border></borders>\
         <cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"164\" fontId=\"1\" fillId=\"1\" borderId=\"1\">\
         <alignment horizontal=\"centerContinuous\" vertical=\"center\" textRotation=\"135\" wrapText=\"1\" indent=\"2\"/><protection locked=\"0\"/></xf>\
         <xf/></cellXfs></styleSheet>"
    );
    let theme = "<a:theme xmlns:a=\"http://x\"><a:themeElements><a:clrScheme><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>\
        <a:accent1><a:srgbClr val=\"808080\"/></a:accent1></a:clrScheme></a:themeElements></a:theme>";
    let sheet = "<sheetData><row r=\"1\"><c s=\"3\"><v>1</v></c><c s=\"1\"><v>1</v></c><c s=\"2\"/><c s=\"77\"><v>1</v></c><c/></row></sheetData>";
    let (book, _) = read(&one_sheet(
        sheet,
        &[("xl/styles.xml", &styles), ("xl/theme/theme1.xml", theme)],
    ));
    assert_eq!(book.styles.len(), 3);
    let style = |column| {
        let cell = book.sheets[0].cell(0, column).unwrap();
        &book.styles[cell.style as usize]
    };
    assert_eq!(book.sheets[0].cell(0, 0).unwrap().style, 0);
    assert_eq!(style(0).font.color, None);
    assert_eq!(style(1).number_format.as_deref(), Some("m/d/yyyy"));
    let full = style(2);
    assert_eq!(full.number_format.as_deref(), Some("0.0\"x\""));
    assert!(full.font.italic && full.font.strike && !full.font.bold && !full.font.underline);
    assert_eq!(full.font.color, Some(Color(0x40, 0x40, 0x40)));
    assert_eq!(full.fill, Some(Color(255, 0, 0)));
    let left = full.borders.left.unwrap();
    assert_eq!(
        (left.style, left.color),
        (BorderStyle::Double, Color(0, 255, 0))
    );
    assert_eq!(full.borders.top.unwrap().color, Color::BLACK);
    assert_eq!(full.horizontal, HorizontalAlign::CenterAcross);
    assert_eq!(full.vertical, VerticalAlign::Middle);
    assert_eq!((full.rotation, full.indent), (-45, 2));
    assert!(full.wrap && full.unlocked);
    assert_eq!(book.sheets[0].cell(0, 3).unwrap().style, 0);
    assert!(book.sheets[0].cell(0, 4).is_none());
}

#[test]
fn what_is_around_the_cells_is_read() {
    let sheet = "<sheetPr><tabColor rgb=\"FF112233\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\">\
        <pane xSplit=\"1\" ySplit=\"2\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"20\"/>\
        <cols><col min=\"3\" max=\"16384\" width=\"20\" customWidth=\"1\" hidden=\"1\"/><col min=\"1\" max=\"5\" width=\"10\"/></cols>\
        <sheetData><row r=\"3\" ht=\"30.5\" hidden=\"1\"/></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C1\"/></mergeCells>\
        <conditionalFormatting/><conditionalFormatting/><dataValidations/><hyperlinks><hyperlink ref=\"A1\" r:id=\"h\" location=\"x\"/>\
        <hyperlink ref=\"A2:A3\" location=\"'S'!B1\"/></hyperlinks>";
    let sheet_rels = rels(&[("h", "hyperlink", "http://a.example/?b=1&amp;c")]);
    let (book, warnings) = read(&one_sheet(
        sheet,
        &[("xl/worksheets/_rels/sheet1.xml.rels", &sheet_rels)],
    ));
    let sheet = &book.sheets[0];
    assert_eq!(sheet.tab_color, Some(Color(0x11, 0x22, 0x33)));
    assert!(sheet.hide_grid);
    assert_eq!((sheet.frozen_columns, sheet.frozen_rows), (1, 2));
    assert_eq!(sheet.default_height, Some(20.0));
    let columns: Vec<_> = sheet
        .columns
        .iter()
        .map(|columns| (columns.first, columns.last, columns.width, columns.hidden))
        .collect();
    assert_eq!(
        columns,
        [
            (0, 4, Some(52.5), false),
            (5, MAX_COLUMNS - 1, Some(105.0), true)
        ]
    );
    assert_eq!(sheet.rows[0].height, Some(30.5));
    assert!(sheet.rows[0].hidden && sheet.rows[0].index == 2);
    let merged = Range {
        last_row: 1,
        last_column: 1,
        ..Range::default()
    };
    assert_eq!(sheet.merges, [merged]);
    assert_eq!(sheet.links[0].href, "http://a.example/?b=1&c#x");
    assert_eq!(sheet.links[1].href, "#'S'!B1");
    assert_eq!(
        codes(&warnings),
        ["conditional-formats-dropped", "validations-dropped"]
    );
}

#[test]
fn comments_and_threads_are_read() {
    let comments = format!(
        "<comments {NS}><authors><author>Ann</author></authors><commentList>\
         <comment ref=\"B2\" authorId=\"0\"><text><r><t>old </t></r><r><t>words</t></r></text></comment>\
         <comment ref=\"A1\" authorId=\"0\"><text><t>[Threaded comment]</t></text></comment></commentList></comments>"
    );
    let threads = "<ThreadedComments><threadedComment ref=\"A1\" personId=\"1\"><text>What?</text></threadedComment>\
        <threadedComment ref=\"A1\" personId=\"2\" parentId=\"x\"><text>That.</text></threadedComment></ThreadedComments>";
    let people = "<personList><person displayName=\"Bo\" id=\"1\"/><person displayName=\"Cy\" id=\"2\"/></personList>";
    let sheet_rels = rels(&[
        ("c", "comments", "../comments1.xml"),
        ("t", "threadedComment", "/xl/ThreadedComments/t.XML"),
    ]);
    let (book, _) = read(&one_sheet(
        "<sheetData/>",
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", &sheet_rels),
            ("xl/comments1.xml", &comments),
            ("xl/threadedComments/t.xml", threads),
            ("xl/persons/person.xml", people),
        ],
    ));
    let comments: Vec<_> = book.sheets[0]
        .comments
        .iter()
        .map(|comment| (comment.row, comment.author.as_str(), comment.text.as_str()))
        .collect();
    assert_eq!(
        comments,
        [(0, "Bo", "What?\nCy: That."), (1, "Ann", "old words")]
    );
}

#[test]
fn sheets_of_other_kinds_leave_and_indexes_follow() {
    let book = "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\">\
         <x:workbookPr date1904=\"1\"/><x:bookViews><x:workbookView activeTab=\"2\"/></x:bookViews><x:sheets>\
         <x:sheet name=\"chart\" q:id=\"c\"/><x:sheet name=\"one\" q:id=\"w\" state=\"veryHidden\"/><x:sheet name=\"two\" q:id=\"W\"/></x:sheets>\
         <x:definedNames><x:definedName name=\"n\" localSheetId=\"2\">two!$A$1</x:definedName>\
         <x:definedName name=\"gone\" localSheetId=\"0\">1</x:definedName><x:definedName name=\"m\" function=\"1\">1</x:definedName></x:definedNames></x:workbook>";
    let sheet = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c t=\"d\"><x:v>1904-01-02</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let root = rels(&[
        ("a", "officeDocument", "/Book.xml"),
        ("b", "core-properties", "core.xml"),
    ]);
    let book_rels = rels(&[
        ("c", "chartsheet", "c.xml"),
        ("w", "worksheet", "w%201.xml"),
        ("W", "worksheet", "W2.xml"),
    ]);
    let core = "<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\"><dc:title>T</dc:title><dc:creator/></cp:coreProperties>";
    let (book, warnings) = read(&archive(&[
        ("_rels/.rels", &root),
        ("book.xml", book),
        ("_rels/Book.xml.rels", &book_rels),
        ("w 1.xml", sheet),
        ("w2.xml", sheet),
        ("core.xml", core),
    ]));
    assert!(book.date_1904);
    let names: Vec<_> = book
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(names, [("one", true), ("two", false)]);
    assert_eq!(book.active, 1);
    assert_eq!(book.names.len(), 1);
    assert_eq!(book.names[0].sheet, Some(1));
    assert_eq!(book.sheets[1].cell(0, 0).unwrap().value, Value::Number(1.0));
    assert_eq!(book.metadata.title.as_deref(), Some("T"));
    assert_eq!(book.metadata.author, None);
    assert_eq!(codes(&warnings), ["sheet-dropped", "macros-dropped"]);
}

#[test]
fn files_of_other_kinds_are_refused_with_a_reason() {
    let kind = |bytes: &[u8]| read_with(bytes, Limits::default()).0.unwrap_err().kind;
    let wide = |name: &str| -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(kind(b""), ErrorKind::Damaged);
    assert_eq!(kind(b"hello"), ErrorKind::Damaged);
    assert_eq!(kind(&wide("EncryptedPackage")), ErrorKind::Password);
    assert_eq!(kind(&wide("Workbook")), ErrorKind::Unsupported);
    assert_eq!(kind(&archive(&[("a", "b")])), ErrorKind::Damaged);
    let root = rels(&[("a", "officeDocument", "xl/workbook.bin")]);
    let binary = archive(&[("_rels/.rels", &root), ("xl/workbook.bin", "")]);
    assert_eq!(kind(&binary), ErrorKind::Unsupported);
    let root = rels(&[("a", "officeDocument", "word/document.xml")]);
    let text = archive(&[
        ("_rels/.rels", &root),
        ("word/document.xml", "<w:document/>"),
    ]);
    assert_eq!(kind(&text), ErrorKind::Unsupported);
}

#[test]
fn far_cells_cost_nothing_and_cells_beyond_are_refused() {
    let (book, _) = read(&one_sheet(
        "<sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></sheetData>",
        &[],
    ));
    assert_eq!(book.sheets[0].rows.len(), 2);
    assert_eq!(book.sheets[0].rows[0].index, 0);
    for sheet in [
        "<row r=\"1048577\"><c><v>1</v></c></row>",
        "<row r=\"1000000000\"/>",
        "<row r=\"0\"/>",
        "<row r=\"1\"><c r=\"XFE1\"/></row>",
        "<row r=\"1\"><c r=\"XFD1\"/><c><v>1</v></c></row>",
        "<row r=\"1048576\"/><row/>",
    ] {
        let bytes = one_sheet(&format!("<sheetData>{sheet}</sheetData>"), &[]);
        let (read, _) = read_with(&bytes, Limits::default());
        let kind = read.unwrap_err().kind;
        assert!(
            matches!(kind, ErrorKind::Limit | ErrorKind::Damaged),
            "{sheet}"
        );
    }
}

#[test]
fn cells_are_counted_while_they_are_read() {
    let limits = Limits {
        cells: 3,
        ..Limits::default()
    };
    let row = |cell: &str| format!("<sheetData><row>{}</row></sheetData>", cell.repeat(4));
    let full = one_sheet(&row("<c><v>1</v></c>"), &[]);
    let (read, _) = read_with(&full, limits);
    assert_eq!(read.unwrap_err().kind, ErrorKind::Limit);
    let styles =
        format!("<styleSheet {NS}><cellXfs><xf/><xf numFmtId=\"9\"/></cellXfs></styleSheet>");
    let blank = one_sheet(&row("<c s=\"1\"/>"), &[("xl/styles.xml", &styles)]);
    let (read, warnings) = read_with(&blank, limits);
    assert_eq!(read.unwrap().sheets[0].rows[0].cells.len(), 3);
    assert_eq!(codes(&warnings), ["blank-cells-dropped"]);
}
