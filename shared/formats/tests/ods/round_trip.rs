use std::sync::Arc;

use proptest::prelude::*;
use spindle_model::document::{Media, Metadata, Script};
use spindle_model::workbook::{
    BorderLine, BorderStyle, Cell, CellBorders, CellComment, CellError, CellFont, CellLink,
    CellStyle, Color, Columns, DefinedName, HorizontalAlign, MAX_ROWS, Range, RichRun, Row, Sheet,
    SheetImage, Value, VerticalAlign, Workbook,
};

use crate::{read, read_with, text, write};

fn cell(column: u32, value: Value) -> Cell {
    Cell {
        column,
        value,
        ..Cell::default()
    }
}

/// A workbook with something of everything.
fn full() -> Workbook {
    let bold = CellFont {
        name: Some("Noto Sans".into()),
        size: Some(14.0),
        bold: true,
        italic: true,
        underline: true,
        strike: true,
        script: Some(Script::Sub),
        color: Some(Color(1, 2, 3)),
    };
    let line = |style| {
        Some(BorderLine {
            style,
            color: Color(9, 8, 7),
        })
    };
    let default = CellStyle {
        font: CellFont {
            name: Some("Arial".into()),
            size: Some(10.0),
            ..CellFont::default()
        },
        ..CellStyle::default()
    };
    let look = CellStyle {
        font: bold.clone(),
        fill: Some(Color(255, 255, 0)),
        borders: CellBorders {
            top: line(BorderStyle::Thin),
            right: line(BorderStyle::Double),
            bottom: line(BorderStyle::MediumDashed),
            left: None,
        },
        number_format: Some("#,##0.00;[Red]-#,##0.00".into()),
        horizontal: HorizontalAlign::Center,
        vertical: VerticalAlign::Top,
        wrap: true,
        indent: 2,
        rotation: -45,
        unlocked: true,
    };
    let date = CellStyle {
        number_format: Some("yyyy-mm-dd".into()),
        ..default.clone()
    };
    let mut formula = cell(3, Value::Number(3.0));
    formula.formula = Some("SUM(A1:B1,'My sheet'!$A$1)".into());
    let mut styled = cell(1, Value::Number(46024.0));
    styled.style = 2;
    let first = Sheet {
        name: "It's".to_owned(),
        rows: vec![
            Row {
                cells: vec![
                    cell(0, Value::Number(0.1)),
                    styled,
                    cell(2, text("a  b\n\tc < & \"")),
                    formula,
                    cell(
                        4,
                        Value::Rich(Arc::from([
                            RichRun {
                                text: "x".to_owned(),
                                font: None,
                            },
                            RichRun {
                                text: "y z".to_owned(),
                                font: Some(bold),
                            },
                        ])),
                    ),
                ],
                height: Some(30.5),
                ..Row::default()
            },
            Row {
                index: 3,
                cells: vec![
                    Cell {
                        column: 1,
                        style: 1,
                        ..Cell::default()
                    },
                    cell(2, text("hidden by the merge")),
                    cell(9, Value::Bool(true)),
                ],
                ..Row::default()
            },
            Row {
                index: 7,
                hidden: true,
                ..Row::default()
            },
            Row {
                index: MAX_ROWS - 1,
                cells: vec![cell(16_383, Value::Error(CellError::NotAvailable))],
                ..Row::default()
            },
        ],
        columns: vec![
            Columns {
                first: 0,
                last: 1,
                width: Some(99.5),
                hidden: false,
                style: 0,
            },
            Columns {
                first: 3,
                last: 3,
                width: None,
                hidden: true,
                style: 1,
            },
        ],
        merges: vec![
            Range {
                first_row: 3,
                first_column: 1,
                last_row: 5,
                last_column: 3,
            },
            Range {
                first_row: 10,
                first_column: 0,
                last_row: 10,
                last_column: 1,
            },
        ],
        frozen_rows: 1,
        frozen_columns: 2,
        comments: vec![CellComment {
            row: 4,
            column: 8,
            author: "Me & you".to_owned(),
            text: "one\ntwo".to_owned(),
        }],
        links: vec![CellLink {
            range: Range {
                first_row: 0,
                first_column: 2,
                last_row: 0,
                last_column: 2,
            },
            href: "#'My sheet'!A1".to_owned(),
        }],
        images: vec![SheetImage {
            media: 0,
            row: 20,
            column: 2,
            offset_x: 1.5,
            offset_y: 2.5,
            width: 72.0,
            height: 36.0,
            alt: "a <picture>".to_owned(),
        }],
        hide_grid: true,
        tab_color: Some(Color(255, 0, 0)),
        ..Sheet::default()
    };
    let second = Sheet {
        name: "My sheet".to_owned(),
        hidden: true,
        ..Sheet::default()
    };
    Workbook {
        sheets: vec![first, second],
        styles: vec![default, look, date],
        names: vec![
            DefinedName {
                name: "local".to_owned(),
                sheet: Some(0),
                formula: "'My sheet'!$A$1:$B$2".to_owned(),
            },
            DefinedName {
                name: "everywhere".to_owned(),
                sheet: None,
                formula: "SUM('It''s'!$A$1,2)".to_owned(),
            },
        ],
        media: vec![Media {
            media_type: "image/gif".to_owned(),
            bytes: Arc::from(*b"GIF89a\x01\0\x01\0"),
        }],
        metadata: Metadata {
            title: Some("Title & more".to_owned()),
            author: Some("Me".to_owned()),
            created: Some("2026-01-02T03:04:05Z".to_owned()),
            ..Metadata::default()
        },
        date_1904: true,
        active: 1,
    }
}

#[test]
fn everything_comes_back() {
    let book = full();
    let back = read(&write(&book));
    assert_eq!(back.metadata, book.metadata);
    assert_eq!(back.names, book.names);
    assert_eq!(back.media, book.media);
    assert_eq!(back.active, book.active);
    assert!(back.date_1904);
    let resolved = |book: &Workbook, row, column| {
        let style = book.sheets[0].cell(row, column).unwrap().style;
        book.styles[style as usize].clone()
    };
    for (row, column) in [(0, 0), (0, 1), (3, 1)] {
        assert_eq!(resolved(&back, row, column), resolved(&book, row, column));
    }
    let plain = |mut sheet: Sheet| {
        // Styles are numbered anew; what they look like is compared above.
        for row in &mut sheet.rows {
            row.cells.iter_mut().for_each(|cell| cell.style = 0);
        }
        sheet
            .columns
            .iter_mut()
            .for_each(|columns| columns.style = 0);
        sheet
    };
    for (back, sheet) in back.sheets.into_iter().zip(book.sheets) {
        assert_eq!(plain(back), plain(sheet));
    }
}

#[test]
fn the_package_can_be_told_by_its_first_bytes() {
    let bytes = write(&full());
    assert_eq!(&bytes[30..38], b"mimetype");
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    assert_eq!(&bytes[38..38 + mime.len()], mime);
    assert_eq!(bytes, write(&full()));
}

#[test]
fn strange_workbooks_are_written() {
    let mut book = full();
    let sheet = &mut book.sheets[0];
    sheet.merges.push(Range {
        first_row: 3,
        first_column: 2,
        last_row: 9,
        last_column: 9,
    });
    sheet.merges.push(Range {
        first_row: 9,
        first_column: 9,
        last_row: 1,
        last_column: 1,
    });
    sheet.merges.push(Range {
        first_row: 12,
        first_column: 0,
        last_row: u32::MAX,
        last_column: u32::MAX,
    });
    sheet.images.push(SheetImage {
        media: 99,
        ..SheetImage::default()
    });
    sheet.rows[0].cells[0].style = 77;
    sheet.columns.push(Columns {
        first: 2,
        last: u32::MAX,
        ..Columns::default()
    });
    book.active = 9;
    let (back, _) = read_with(&write(&book), |_| {});
    assert_eq!(back.unwrap().sheets[0].images.len(), 1);
    assert!(read_with(&write(&Workbook::default()), |_| {}).0.is_ok());
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[ -~é中😀\t\n]{1,12}".prop_map(|text| Value::Text(text.into())),
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(Value::Number),
        (0_i64..5_000_000).prop_map(|number| Value::Number(number as f64 / 64.0)),
        any::<bool>().prop_map(Value::Bool),
        prop::sample::select(CellError::ALL.to_vec()).prop_map(Value::Error),
    ]
}

fn sheets() -> impl Strategy<Value = Sheet> {
    let cells = prop::collection::btree_map(0_u32..300, (values(), 0_u32..4), 1..6);
    prop::collection::btree_map(0_u32..2000, cells, 0..8).prop_map(|rows| Sheet {
        name: "Sheet 1".to_owned(),
        rows: rows
            .into_iter()
            .map(|(index, cells)| Row {
                index,
                cells: cells
                    .into_iter()
                    .map(|(column, (value, style))| Cell {
                        column,
                        style,
                        value,
                        formula: None,
                    })
                    .collect(),
                ..Row::default()
            })
            .collect(),
        ..Sheet::default()
    })
}

proptest! {
    #[test]
    fn cells_come_back(sheet in sheets()) {
        let formats = [None, Some("0.00%"), Some("yyyy-mm-dd hh:mm:ss"), Some("[h]:mm:ss")];
        let book = Workbook {
            sheets: vec![sheet],
            styles: formats
                .into_iter()
                .map(|code| CellStyle {
                    number_format: code.map(Into::into),
                    ..CellStyle::default()
                })
                .collect(),
            ..Workbook::default()
        };
        let back = read(&write(&book));
        let cells = |book: &Workbook| -> Vec<(u32, u32, Value, Option<Arc<str>>)> {
            let rows = book.sheets[0].rows.iter();
            rows.flat_map(|row| row.cells.iter().map(|cell| {
                let style = &book.styles[cell.style as usize];
                (row.index, cell.column, cell.value.clone(), style.number_format.clone())
            })).collect()
        };
        prop_assert_eq!(cells(&back), cells(&book));
    }
}
