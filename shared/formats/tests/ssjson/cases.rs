//! What files say, case by case.

use serde_json::json;
use spindle_formats::ssjson::{SsjsonReader, SsjsonWriter};
use spindle_model::convert::{Content, ErrorKind, Job, Reader, Writer};
use spindle_model::document::{Media, Script};
use spindle_model::workbook::{
    BorderStyle, Cell, CellError, CellLink, CellStyle, Color, Columns, HorizontalAlign, Range,
    RichRun, Row, Sheet, SheetImage, Value, VerticalAlign, Workbook,
};

use crate::support::{read, sheet, tree, try_read, write};

/// An empty workbook as the application makes one.
const EMPTY: &str = r##"{"version":"14.0.1","colWidth":106,"sheets":{"sheet0":{"name":"工作表1","isSelected":true,"theme":"Office2007","data":{"rowMetaData":[],"columnMetaData":[],"defaultDataNode":{"style":{"foreColor":"#545454","vAlign":1,"font":{"json":{"fontStyle":"normal","fontWeight":"normal","fontSize":"9pt","fontFamily":"PingFangSC-Regular, PingFang SC, Tahoma"}},"typeName":"style","cfid":null}}},"defaults":{"colHeaderRowHeight":26,"colWidth":106,"rowHeaderColWidth":51,"rowHeight":26},"selections":{"length":0},"rowOutlines":{"items":[]},"index":0}},"sdkVersion":"1.1.8","_v":1}"##;

#[test]
fn an_empty_workbook_has_its_looks() {
    let workbook = read(EMPTY);
    let style = &workbook.styles[0];
    assert_eq!(style.font.name.as_deref(), Some("PingFangSC-Regular"));
    assert_eq!(style.font.size, Some(9.0));
    assert_eq!(style.font.color, Some(Color(0x54, 0x54, 0x54)));
    assert_eq!(style.vertical, VerticalAlign::Middle);
    let [sheet] = workbook.sheets.as_slice() else {
        panic!("{workbook:?}");
    };
    assert_eq!(sheet.name, "工作表1");
    assert_eq!(
        (sheet.default_width, sheet.default_height),
        (Some(79.5), Some(19.5))
    );
    assert_eq!(read(&write(&workbook)), workbook);
}

#[test]
fn values_of_every_kind() {
    let workbook = sheet(
        r##""data":{"dataTable":{"1":{"2":{"value":1.5},"0":{"value":"a","tag":"t"}},"0":{
            "0":{"value":true},"1":{"value":"/OADate(43831)/"},"2":{"value":"/OADate(43831.5)/","style":{"formatter":"m/d"}},
            "3":{"value":{"_error":"#N/A","_code":42}},"4":{"value":{"_error":"#SPILL!"}},
            "5":{"value":{"richText":[{"text":"a"},{"text":"b","style":{"font":"bold 12px Arial","vertAlign":1,"foreColor":"red"}}]}},
            "6":{"value":null,"formula":"=SUM(A1)"},"7":{"value":[1]},"8":null,"9":{"value":""},"x":{"value":1},"16384":{"value":1}
        },"2":null,"1048576":{"0":{"value":1}}}}"##,
    );
    let sheet = &workbook.sheets[0];
    let value = |row, column| sheet.cell(row, column).map(|cell| cell.value.clone());
    assert_eq!(
        sheet.rows.iter().map(|row| row.index).collect::<Vec<_>>(),
        [0, 1]
    );
    assert_eq!(value(1, 0), Some(Value::Text("a".into())));
    assert_eq!(value(1, 2), Some(Value::Number(1.5)));
    assert_eq!(value(0, 0), Some(Value::Bool(true)));
    assert_eq!(value(0, 1), Some(Value::Number(43831.0)));
    assert_eq!(value(0, 3), Some(Value::Error(CellError::NotAvailable)));
    assert_eq!(value(0, 4), Some(Value::Text("#SPILL!".into())));
    let Some(Value::Rich(runs)) = value(0, 5) else {
        panic!("{sheet:?}");
    };
    let [plain, bold] = &*runs else {
        panic!("{runs:?}");
    };
    assert_eq!(
        plain,
        &RichRun {
            text: "a".to_owned(),
            font: None
        }
    );
    let font = bold.font.as_ref().unwrap();
    assert!(font.bold);
    assert_eq!(
        (font.size, font.script, font.color),
        (Some(9.0), Some(Script::Super), Some(Color(255, 0, 0)))
    );
    assert_eq!(
        sheet.cell(0, 6).unwrap().formula.as_deref(),
        Some("SUM(A1)")
    );
    assert_eq!((value(0, 7), value(0, 8), value(0, 9)), (None, None, None));
    let format = |column| {
        let style = sheet.cell(0, column).unwrap().style;
        workbook.styles[style as usize].number_format.clone()
    };
    assert_eq!(format(1).as_deref(), Some("yyyy/m/d"));
    assert_eq!(format(2).as_deref(), Some("m/d"));
    assert_eq!(format(0), None);
    assert_eq!(read(&write(&workbook)).sheets[0].rows.len(), 2);
}

#[test]
fn styles_are_laid_over_one_another() {
    let workbook = read(
        r##"{"version":"14","namedStyles":[{"name":"base","hAlign":1,"backColor":"Accent 1 0"},{"name":"child","parentName":"base","hAlign":2,"wordWrap":true},
            {"name":"loop","parentName":"loop","textIndent":3}],
            "sheets":{"S":{"theme":"Office","data":{"defaultDataNode":{"style":{"vAlign":1,"textDecoration":3}},
            "rowDataArray":[null,{"style":"base"}],"columnDataArray":[null,null,{"style":{"hAlign":4}}],
            "dataTable":{"0":{"0":{"value":1,"style":"child"},"1":{"value":1,"style":"loop"},"2":{"value":1},"3":{"value":1,"style":"none"},
            "4":{"value":1,"style":{"borderTop":{"color":"blue","style":6},"borderLeft":null,"locked":false,"textOrientation":45,"formatter":"0.00"}}},
            "1":{"0":{"value":1}}}}}}}"##,
    );
    let style = |row, column| {
        let cell = workbook.sheets[0].cell(row, column).unwrap();
        &workbook.styles[cell.style as usize]
    };
    let child = style(0, 0);
    assert_eq!(child.horizontal, HorizontalAlign::Right);
    assert_eq!(child.fill, Some(Color(0x5b, 0x9b, 0xd5)));
    assert_eq!(child.vertical, VerticalAlign::Middle);
    assert!(child.wrap && child.font.underline && child.font.strike);
    assert_eq!(style(0, 1).indent, 3);
    assert_eq!(style(0, 2).horizontal, HorizontalAlign::CenterAcross);
    assert_eq!(style(0, 3), &workbook.styles[0]);
    let last = style(0, 4);
    let top = last.borders.top.unwrap();
    assert_eq!(
        (top.style, top.color),
        (BorderStyle::Double, Color(0, 0, 255))
    );
    assert!(last.unlocked);
    assert_eq!(
        (last.rotation, last.number_format.as_deref()),
        (45, Some("0.00"))
    );
    // A cell of a row that looks like something, and the row itself.
    assert_eq!(style(1, 0).horizontal, HorizontalAlign::Center);
    let row = workbook.sheets[0].row(1).unwrap();
    assert_eq!(
        workbook.styles[row.style as usize].horizontal,
        HorizontalAlign::Center
    );
    assert_eq!(workbook.sheets[0].columns.len(), 1);
}

#[test]
fn what_is_around_the_cells() {
    let workbook = sheet(
        r##""index":3,"visible":false,"frozenRowCount":1,"frozenColCount":2,"sheetTabColor":"#ff0000",
        "rows":[null,{"size":40},{"visible":false}],"columns":{"2":{"size":100},"3":{"size":100}},
        "spans":[{"row":1,"rowCount":2,"col":0,"colCount":3},{"row":-1,"rowCount":1,"col":5,"colCount":1},{"row":1,"rowCount":0,"col":0,"colCount":1}],
        "comments":[{"text":"hm","rowIndex":1,"colIndex":2},{"text":1}],
        "gridline":{"showVerticalGridline":false,"showHorizontalGridline":false},
        "names":[{"name":"own","formula":"S!$A$1"}],
        "floatingObjects":[{"name":"p","typeName":"1","x":250,"y":30,"width":40,"height":20,"src":"data:image/png;base64,iVBORw=="},{"name":"chart"}],
        "validations":[{}],"tables":[],
        "data":{"dataTable":{"0":{"0":{"value":"x","hyperlink":{"url":"sjs://S!B2"}},"1":{"hyperlink":{"url":"https://example.org"}}}}}"##,
    );
    let sheet = &workbook.sheets[0];
    assert!(sheet.hidden && sheet.hide_grid);
    assert_eq!((sheet.frozen_rows, sheet.frozen_columns), (1, 2));
    assert_eq!(sheet.tab_color, Some(Color(255, 0, 0)));
    assert_eq!(sheet.row(1).unwrap().height, Some(30.0));
    assert!(sheet.row(2).unwrap().hidden);
    let columns = Columns {
        first: 2,
        last: 3,
        width: Some(75.0),
        hidden: false,
        style: 0,
    };
    assert_eq!(sheet.columns, [columns]);
    assert_eq!(sheet.merges.len(), 2);
    assert_eq!(
        sheet.merges[1],
        Range {
            first_row: 0,
            first_column: 5,
            last_row: 1_048_575,
            last_column: 5
        }
    );
    assert_eq!(sheet.comments.len(), 1);
    let hrefs: Vec<&str> = sheet.links.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(hrefs, ["#S!B2", "https://example.org"]);
    // 62 pixels a column and 20 a row, but for those of other sizes.
    let image = &sheet.images[0];
    assert_eq!((image.row, image.column), (1, 3));
    assert_eq!((image.offset_y, image.offset_x), (7.5, 19.5));
    assert_eq!(*workbook.media[0].bytes, *b"\x89PNG");
    assert_eq!(workbook.names[0].sheet, Some(0));
    assert_eq!(read(&write(&workbook)), workbook);
}

#[test]
fn warnings_say_what_was_dropped() {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    let json = r#"{"sheets":{"S":{"validations":[{}],"charts":[{}],"tables":[],"floatingObjects":[{"name":"x"}],
        "data":{"dataTable":{"0":{"0":{"value":[1],"style":{"cellType":{"typeName":"5"}}}}}}}}}"#;
    spindle_formats::ssjson::read(json, &mut job).unwrap();
    let codes: Vec<&str> = job.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(
        codes,
        [
            "sheet-parts-dropped",
            "sheet-parts-dropped",
            "floating-objects-dropped",
            "cell-values-dropped",
            "cell-types-dropped"
        ]
    );
}

#[test]
fn sheets_come_in_their_order() {
    let workbook = read(
        r#"{"activeSheetIndex":1,"sheets":{"a":{"index":2},"b":{"name":"B","index":0},"c":{"index":1}}}"#,
    );
    let names: Vec<&str> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["B", "c", "a"]);
    assert_eq!(workbook.active, 1);
    assert_eq!(read(r#"{"sheets":{}}"#).sheets.len(), 1);
    assert_eq!(read(r#"{"version":"14"}"#).sheets.len(), 1);
}

#[test]
fn what_is_no_workbook_is_refused() {
    for broken in [
        "",
        "{",
        "[]",
        "1",
        "{}",
        r#"{"sheets":[]}"#,
        r#"{"sheets":{"a":1}}"#,
        r#"{"sheets":{}} x"#,
        r#"{"sheets":{"a":{"data":{"dataTable":{"0":{"0":{"value":1}}"#,
    ] {
        assert_eq!(
            try_read(broken).unwrap_err().kind,
            ErrorKind::Damaged,
            "{broken}"
        );
    }
    let deep = format!(
        r#"{{"sheets":{{"a":{{"x":{0}1{1},"spans":{0}1{1},"data":{{"dataTable":{{"0":{{"0":{{"value":{0}1{1}}}}}}}}}}}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    // What nobody looks into may be as deep as it likes.
    assert!(try_read(&deep).is_ok());
    assert!(
        SsjsonReader
            .read(b"{\"sheets\":{\"\xff\":{}}}", &mut Job::new(&mut |_| {}))
            .is_err()
    );
}

#[test]
fn limits_hold() {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    job.limits.cells = 2;
    job.limits.entries = 2;
    let cells = |count: usize, cell: &str| {
        let cells: Vec<String> = (0..count).map(|at| format!("\"{at}\":{cell}")).collect();
        format!(
            r#"{{"sheets":{{"a":{{"data":{{"dataTable":{{"0":{{{}}}}}}}}}}}}}"#,
            cells.join(",")
        )
    };
    let mut kind = |json: &str| {
        spindle_formats::ssjson::read(json, &mut job)
            .err()
            .map(|error| error.kind)
    };
    assert_eq!(kind(&cells(2, r#"{"value":1}"#)), None);
    assert_eq!(kind(&cells(3, r#"{"value":1}"#)), Some(ErrorKind::Limit));
    assert_eq!(kind(&cells(8, r#"{"style":"s"}"#)), None);
    assert_eq!(kind(&cells(9, r#"{"style":"s"}"#)), Some(ErrorKind::Limit));
    assert_eq!(
        kind(r#"{"sheets":{"a":{},"b":{},"c":{}}}"#),
        Some(ErrorKind::Limit)
    );
    let workbook = sheet(r#""data":{"dataTable":{"0":{"0":{"value":"0123456789"}}}}"#);
    job.limits.output_bytes = 100;
    let content = Content::Workbook(Box::new(workbook));
    assert_eq!(
        SsjsonWriter.write(&content, &mut job).unwrap_err().kind,
        ErrorKind::Limit
    );
    let error = SsjsonWriter
        .write(&Content::Document(Box::default()), &mut job)
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported);
}

fn number(column: u32, style: u32, number: f64) -> Cell {
    Cell {
        column,
        style,
        value: Value::Number(number),
        formula: None,
    }
}

#[test]
fn what_is_written_has_the_shape_of_the_control() {
    let date = CellStyle {
        number_format: Some("yyyy-mm-dd".into()),
        ..CellStyle::default()
    };
    let fill = CellStyle {
        fill: Some(Color(1, 2, 3)),
        ..CellStyle::default()
    };
    let workbook = Workbook {
        sheets: vec![Sheet {
            name: "A \"b\"".to_owned(),
            rows: vec![
                Row {
                    index: 0,
                    cells: vec![number(0, 1, 1.0), number(1, 0, 0.5)],
                    style: 2,
                    ..Row::default()
                },
                Row {
                    index: 300,
                    cells: vec![Cell {
                        column: 30,
                        style: 9,
                        value: Value::Text("/OADate(1)/".into()),
                        formula: Some("A1&\"x\"".into()),
                    }],
                    height: Some(30.0),
                    ..Row::default()
                },
            ],
            links: vec![CellLink {
                range: Range {
                    first_row: 2,
                    first_column: 0,
                    last_row: 2,
                    last_column: 1,
                },
                href: "#A!A1".to_owned(),
            }],
            images: vec![SheetImage {
                media: 0,
                row: 1,
                column: 1,
                width: 75.0,
                height: 15.0,
                ..SheetImage::default()
            }],
            ..Sheet::default()
        }],
        styles: vec![CellStyle::default(), date, fill],
        media: vec![Media {
            media_type: "image/png".to_owned(),
            bytes: (*b"\x89PNG").into(),
        }],
        date_1904: true,
        ..Workbook::default()
    };
    let written = tree(&workbook);
    let sheet = &written["sheets"]["sheet0"];
    assert_eq!(sheet["name"], json!("A \"b\""));
    assert_eq!(
        (&sheet["rowCount"], &sheet["columnCount"]),
        (&json!(301), &json!(31))
    );
    let table = &sheet["data"]["dataTable"];
    assert_eq!(
        table["0"]["0"],
        json!({ "value": "/OADate(1463)/", "style": "s1" })
    );
    // The row is filled, so the cell says that it is not.
    assert_eq!(table["0"]["1"], json!({ "value": 0.5, "style": "s0" }));
    assert_eq!(sheet["data"]["rowDataArray"], json!([{ "style": "s2" }]));
    assert_eq!(written["namedStyles"][0]["backColor"], json!(null));
    assert_eq!(
        table["2"]["1"],
        json!({ "hyperlink": { "url": "sjs://A!A1" } })
    );
    assert_eq!(
        table["300"]["30"],
        json!({ "value": { "richText": [{ "text": "/OADate(1)/" }] }, "formula": "A1&\"x\"" })
    );
    assert_eq!(sheet["rows"][300], json!({ "size": 40 }));
    let picture = &sheet["floatingObjects"][0];
    assert_eq!((&picture["x"], &picture["y"]), (&json!(62.0), &json!(20.0)));
    assert_eq!(picture["src"], json!("data:image/png;base64,iVBORw=="));
}
