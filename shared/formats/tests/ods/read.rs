use spindle_model::convert::ErrorKind;
use spindle_model::workbook::{
    CellError, Color, HorizontalAlign, MAX_COLUMNS, MAX_ROWS, Range, Value,
};

use crate::built::{flat, package, rows};
use crate::{read, read_with, text, value};

#[test]
fn values_of_all_types_are_read() {
    let book = read(&rows(concat!(
        "<table:table-row>",
        "<table:table-cell office:value-type=\"float\" office:value=\"-1.5\"><text:p>-1.5</text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.25\"/>",
        "<table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"5\"/>",
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-02\"/>",
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-02T12:00:00\"/>",
        "<table:table-cell office:value-type=\"time\" office:time-value=\"PT36H00M00S\"/>",
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>",
        "<table:table-cell office:value-type=\"string\"><text:p>a</text:p><text:p>b<text:s text:c=\"2\"/></text:p></table:table-cell>",
        "<table:table-cell office:value-type=\"string\" office:string-value=\"s\"/>",
        "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>",
        "</table:table-row>"
    )));
    let expected = [
        Value::Number(-1.5),
        Value::Number(0.25),
        Value::Number(5.0),
        Value::Number(46024.0),
        Value::Number(46024.5),
        Value::Number(1.5),
        Value::Bool(true),
        text("a\nb  "),
        text("s"),
        Value::Error(CellError::DivisionByZero),
    ];
    for (column, expected) in expected.into_iter().enumerate() {
        assert_eq!(value(&book, 0, column as u32), expected, "{column}");
    }
    let format = |column| {
        let style = book.sheets[0].cell(0, column).unwrap().style;
        book.styles[style as usize].number_format.clone()
    };
    assert_eq!(format(1).as_deref(), Some("0.00%"));
    assert_eq!(format(3).as_deref(), Some("yyyy-mm-dd"));
    assert_eq!(format(4).as_deref(), Some("yyyy-mm-dd hh:mm:ss"));
    assert_eq!(format(5).as_deref(), Some("[h]:mm:ss"));
    assert_eq!(format(0), None);
    assert_eq!(
        book.sheets[0].cell(0, 9).unwrap().formula.as_deref(),
        Some("1/0")
    );
}

#[test]
fn repeated_cells_and_rows_are_made_where_they_hold_something() {
    let file = rows(concat!(
        "<table:table-column table:number-columns-repeated=\"16384\"/>",
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>",
        "<table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"float\" office:value=\"7\"/>",
        "<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>",
        "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"float\" office:value=\"8\"/></table:table-row>"
    ));
    let book = read(&file);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.rows.len(), 3);
    assert_eq!(value(&book, 1, 3), Value::Number(7.0));
    assert_eq!(
        value(&book, MAX_ROWS - 1, MAX_COLUMNS - 1),
        Value::Number(8.0)
    );
    let (limited, _) = read_with(&file, |job| job.limits.cells = 6);
    assert_eq!(limited.unwrap_err().kind, ErrorKind::Limit);
}

#[test]
fn looks_are_read_with_what_they_stand_on() {
    let styles = concat!(
        "<number:currency-style style:name=\"N1\"><number:currency-symbol number:language=\"de\" number:country=\"DE\">€</number:currency-symbol>",
        "<number:number number:decimal-places=\"2\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:currency-style>",
        "<style:style style:name=\"Default\" style:family=\"table-cell\"><style:text-properties fo:font-family=\"'Arial'\" fo:font-size=\"10pt\"/></style:style>",
        "<style:style style:name=\"base\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties fo:font-weight=\"bold\"/></style:style>",
        "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"base\" style:data-style-name=\"N1\">",
        "<style:table-cell-properties fo:background-color=\"#ffff00\" fo:border=\"0.74pt solid #ff0000\" style:vertical-align=\"middle\"/>",
        "<style:paragraph-properties fo:text-align=\"end\"/></style:style>",
        "<style:style style:name=\"co1\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"2in\"/></style:style>",
        "<style:style style:name=\"ro1\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"1in\" style:use-optimal-row-height=\"false\"/></style:style>",
        "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\" tableooo:tab-color=\"#00ff00\"/></style:style>",
        "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-style=\"italic\"/></style:style>",
    );
    let book = read(&flat(
        styles,
        concat!(
            "<table:table table:name=\"S\" table:style-name=\"ta1\"><table:table-column table:style-name=\"co1\" table:visibility=\"collapse\"/>",
            "<table:table-column table:default-cell-style-name=\"base\"/>",
            "<table:table-row table:style-name=\"ro1\"><table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"1\"/>",
            "<table:table-cell office:value-type=\"string\"><text:p>a<text:span text:style-name=\"T1\">b</text:span></text:p></table:table-cell></table:table-row></table:table>"
        ),
    ));
    let sheet = &book.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(sheet.tab_color, Some(Color(0, 255, 0)));
    assert_eq!(sheet.columns[0].width, Some(144.0));
    assert!(sheet.columns[0].hidden);
    assert_eq!(sheet.rows[0].height, Some(72.0));
    let look = &book.styles[sheet.cell(0, 0).unwrap().style as usize];
    assert_eq!(look.number_format.as_deref(), Some("[$€-407]#,##0.00"));
    assert_eq!(look.font.name.as_deref(), Some("Arial"));
    assert_eq!(look.font.size, Some(10.0));
    assert!(look.font.bold);
    assert_eq!(look.fill, Some(Color(255, 255, 0)));
    assert_eq!(look.borders.left.unwrap().color, Color(255, 0, 0));
    assert_eq!(look.horizontal, HorizontalAlign::Right);
    let second = sheet.cell(0, 1).unwrap();
    assert!(book.styles[second.style as usize].font.bold);
    let Value::Rich(runs) = &second.value else {
        panic!("{:?}", second.value)
    };
    assert_eq!(runs[0].font, None);
    assert!(runs[1].font.as_ref().unwrap().italic);
    assert_eq!(book.styles[0].font.size, Some(10.0));
}

#[test]
fn merges_comments_links_names_and_pictures_are_read() {
    let book = read(&flat(
        "",
        concat!(
            "<table:table table:name=\"S\"><table:table-row>",
            "<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"3\" office:value-type=\"string\">",
            "<office:annotation><dc:creator>Me</dc:creator><dc:date>2026-01-01</dc:date><text:p>look</text:p><text:p>here</text:p></office:annotation><text:p>m</text:p></table:table-cell>",
            "<table:covered-table-cell office:value-type=\"float\" office:value=\"1\"/>",
            "<table:table-cell><text:p><text:a xlink:href=\"#Other.B2\">x</text:a></text:p></table:table-cell>",
            "<table:table-cell><draw:frame svg:x=\"1pt\" svg:y=\"2pt\" svg:width=\"1in\" svg:height=\"0.5in\"><draw:image><office:binary-data>R0lGODdhAQABAAAAACw=</office:binary-data></draw:image><svg:desc>dot</svg:desc></draw:frame></table:table-cell>",
            "</table:table-row><table:named-expressions><table:named-range table:name=\"here\" table:cell-range-address=\"$S.$A$1\"/></table:named-expressions></table:table>",
            "<table:table table:name=\"Other\"/>",
            "<table:named-expressions><table:named-expression table:name=\"sum\" table:expression=\"of:=SUM([$S.$A$1:.$B$2])\"/></table:named-expressions>"
        ),
    ));
    let sheet = &book.sheets[0];
    assert_eq!(
        sheet.merges,
        [Range {
            first_row: 0,
            first_column: 0,
            last_row: 2,
            last_column: 1
        }]
    );
    assert_eq!(value(&book, 0, 1), Value::Number(1.0));
    assert_eq!(sheet.comments[0].author, "Me");
    assert_eq!(sheet.comments[0].text, "look\nhere");
    assert_eq!(sheet.links[0].href, "#Other!B2");
    assert_eq!(sheet.links[0].range.first_column, 2);
    assert_eq!(book.names[0].sheet, Some(0));
    assert_eq!(book.names[0].formula, "S!$A$1");
    assert_eq!(book.names[1].formula, "SUM(S!$A$1:$B$2)");
    assert_eq!(book.media[0].media_type, "image/gif");
    let image = &sheet.images[0];
    assert_eq!((image.column, image.width, image.offset_y), (3, 72.0, 2.0));
    assert_eq!(image.alt, "dot");
}

#[test]
fn what_is_no_readable_spreadsheet_is_named() {
    let kind = |bytes: &[u8]| read_with(bytes, |_| {}).0.unwrap_err();
    let content: &[u8] = b"<office:document-content><office:body><office:text/></office:body></office:document-content>";
    let text = kind(&package(&[("content.xml", content)]));
    assert_eq!(text.kind, ErrorKind::Unsupported);
    assert!(text.message.contains("text document"));
    let manifest: &[u8] = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = package(&[
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x01\x02"),
    ]);
    assert_eq!(kind(&locked).kind, ErrorKind::Password);
    let whole = package(&[("encrypted-package", b"x")]);
    assert_eq!(kind(&whole).kind, ErrorKind::Password);
    let office = package(&[("[Content_Types].xml", b"<Types/>")]);
    assert!(kind(&office).message.contains("Office Open XML"));
    assert_eq!(kind(b"hello").kind, ErrorKind::Damaged);
    assert_eq!(kind(b"<html/>").kind, ErrorKind::Damaged);
    assert_eq!(kind(b"").kind, ErrorKind::Damaged);
}

#[test]
fn changes_that_were_tracked_are_no_cells() {
    let book = read(&flat(
        "",
        concat!(
            "<table:tracked-changes><table:deletion><table:table-cell office:value-type=\"float\" office:value=\"9\"/></table:deletion></table:tracked-changes>",
            "<table:table table:name=\"S\"><table:table-header-rows>\n<table:table-row> <table:table-cell office:value-type=\"float\" office:value=\"1\"/>\n</table:table-row></table:table-header-rows>\n",
            "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"2\"/></table:table-row> </table:table>"
        ),
    ));
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(value(&book, 0, 0), Value::Number(1.0));
    assert_eq!(value(&book, 1, 0), Value::Number(2.0));
}
