//! A workbook with everything in it.

use spindle_model::workbook::{
    BorderLine, BorderStyle, Cell, CellBorders, CellFont, CellStyle, Color, Columns,
    HorizontalAlign, Range, Row, Sheet, Value, Workbook,
};

fn cell(column: u32, style: u32, value: Value) -> Cell {
    Cell {
        column,
        style,
        value,
        formula: None,
    }
}

fn words(words: &str) -> Value {
    Value::Text(words.into())
}

/// Two sheets: one of styles, one that is long and wide.
pub fn everything() -> Workbook {
    let line = Some(BorderLine {
        style: BorderStyle::Thin,
        color: Color(0x33, 0x55, 0x77),
    });
    let boxed = CellBorders {
        top: line,
        right: line,
        bottom: line,
        left: line,
    };
    let styles = vec![
        CellStyle::default(),
        CellStyle {
            font: CellFont {
                bold: true,
                color: Some(Color::WHITE),
                ..CellFont::default()
            },
            fill: Some(Color(0x2F, 0x55, 0x80)),
            borders: boxed,
            horizontal: HorizontalAlign::Center,
            ..CellStyle::default()
        },
        CellStyle {
            number_format: Some("#,##0.00".into()),
            borders: boxed,
            ..CellStyle::default()
        },
        CellStyle {
            number_format: Some("yyyy-mm-dd".into()),
            borders: boxed,
            ..CellStyle::default()
        },
        CellStyle {
            wrap: true,
            borders: boxed,
            ..CellStyle::default()
        },
        CellStyle {
            number_format: Some("0.0%".into()),
            fill: Some(Color(0xFF, 0xF2, 0xCC)),
            borders: boxed,
            ..CellStyle::default()
        },
    ];
    let mut workbook = Workbook {
        styles,
        ..Workbook::default()
    };
    workbook.sheets.push(styled());
    workbook.sheets.push(long());
    workbook
}

fn styled() -> Sheet {
    let mut rows = vec![
        Row {
            index: 0,
            cells: vec![cell(0, 1, words("Household 家庭账本"))],
            height: Some(28.0),
            ..Row::default()
        },
        Row {
            index: 1,
            cells: ["Month", "Income", "Date", "Remark", "Share"]
                .iter()
                .zip(0..)
                .map(|(head, column)| cell(column, 1, words(head)))
                .collect(),
            ..Row::default()
        },
    ];
    for index in 2..14 {
        let number = f64::from(index);
        rows.push(Row {
            index,
            cells: vec![
                cell(0, 4, words("January")),
                cell(1, 2, Value::Number(number * 1234.5)),
                cell(2, 3, Value::Number(46000.0 + number)),
                cell(
                    3,
                    4,
                    words("A remark that is long enough to need two lines 备注"),
                ),
                cell(4, 5, Value::Number(number / 14.0)),
            ],
            ..Row::default()
        });
    }
    rows.push(Row {
        index: 15,
        cells: vec![cell(
            0,
            0,
            words("This text reaches over the cells at its right, which are empty"),
        )],
        ..Row::default()
    });
    rows.push(Row {
        index: 16,
        cells: vec![
            cell(0, 0, words("This one is cut off by its neighbour")),
            cell(1, 0, Value::Bool(true)),
            cell(2, 2, Value::Number(123_456_789_012.0)),
        ],
        ..Row::default()
    });
    rows.push(Row {
        index: 17,
        hidden: true,
        cells: vec![cell(0, 0, words("hidden"))],
        ..Row::default()
    });
    Sheet {
        name: "Household".to_owned(),
        rows,
        columns: vec![
            Columns {
                first: 0,
                last: 0,
                width: Some(80.0),
                ..Columns::default()
            },
            Columns {
                first: 3,
                last: 3,
                width: Some(150.0),
                ..Columns::default()
            },
        ],
        merges: vec![Range {
            first_row: 0,
            first_column: 0,
            last_row: 0,
            last_column: 4,
        }],
        ..Sheet::default()
    }
}

fn long() -> Sheet {
    let mut rows = vec![Row {
        index: 0,
        cells: (0..30)
            .map(|column| cell(column, 1, words(&format!("Column {column}"))))
            .collect(),
        ..Row::default()
    }];
    for index in 1..120 {
        rows.push(Row {
            index,
            cells: (0..30)
                .map(|column| cell(column, 0, Value::Number(f64::from(index * 100 + column))))
                .collect(),
            ..Row::default()
        });
    }
    Sheet {
        name: "Long and wide".to_owned(),
        rows,
        frozen_rows: 1,
        frozen_columns: 1,
        ..Sheet::default()
    }
}
