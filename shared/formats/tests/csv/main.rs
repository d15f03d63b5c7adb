//! Separated values: files as programs make them, what a workbook comes back as, and what must do no harm.

// The helpers beside the tests may stop them as the tests themselves may.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use proptest::prelude::*;
use spindle_formats::csv::{CsvReader, CsvWriter, TsvReader, TsvWriter};
use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Reader, Writer};
use spindle_model::workbook::{
    Cell, CellError, CellStyle, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Value, Workbook,
};

fn read_with(
    bytes: &[u8],
    set: impl FnOnce(&mut Job<'_>),
) -> (Result<Workbook, ConvertError>, Vec<&'static str>) {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    set(&mut job);
    let result = CsvReader.read(bytes, &mut job).map(workbook);
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (result, codes)
}

fn read(text: &str) -> Workbook {
    read_with(text.as_bytes(), |_| {}).0.unwrap()
}

fn workbook(content: Content) -> Workbook {
    match content {
        Content::Workbook(book) => *book,
        _ => panic!("a workbook was to be read"),
    }
}

fn write_with(
    book: Workbook,
    set: impl FnOnce(&mut Job<'_>),
) -> (Result<String, ConvertError>, Vec<&'static str>) {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    set(&mut job);
    let result = CsvWriter
        .write(&Content::Workbook(Box::new(book)), &mut job)
        .map(|bytes| String::from_utf8(bytes).unwrap());
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (result, codes)
}

fn value(book: &Workbook, row: u32, column: u32) -> Value {
    book.sheets[0]
        .cell(row, column)
        .map(|cell| cell.value.clone())
        .unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn sheet_of(rows: Vec<Vec<Value>>) -> Sheet {
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(index, cells)| Row {
            index: index as u32,
            cells: cells
                .into_iter()
                .enumerate()
                .filter(|(_, value)| *value != Value::Empty)
                .map(|(column, value)| Cell {
                    column: column as u32,
                    value,
                    ..Cell::default()
                })
                .collect(),
            ..Row::default()
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    Sheet {
        name: "Sheet1".to_owned(),
        rows,
        ..Sheet::default()
    }
}

fn book_of(rows: Vec<Vec<Value>>) -> Workbook {
    Workbook {
        sheets: vec![sheet_of(rows)],
        styles: vec![CellStyle::default()],
        ..Workbook::default()
    }
}

#[test]
fn a_file_becomes_cells_of_their_kinds() {
    let book = read(
        "name;amount;rate;day;paid;id\r\n\"Meier; Otto\";12.5;7%;2026-01-02;TRUE;000123\r\n\r\n=1+1;+49 30 1234;#N/A;\"two\r\nlines\";12345678901234567;\"say \"\"so\"\"\"\r\n",
    );
    assert_eq!(value(&book, 1, 0), text("Meier; Otto"));
    assert_eq!(value(&book, 1, 1), Value::Number(12.5));
    assert_eq!(value(&book, 1, 2), Value::Number(0.07));
    assert_eq!(value(&book, 1, 3), Value::Number(46024.0));
    assert_eq!(value(&book, 1, 4), Value::Bool(true));
    assert_eq!(value(&book, 1, 5), text("000123"));
    let style = book.sheets[0].cell(1, 3).unwrap().style;
    assert_eq!(
        book.styles[style as usize].number_format.as_deref(),
        Some("yyyy-mm-dd")
    );
    assert_eq!(value(&book, 2, 0), Value::Empty);
    assert_eq!(value(&book, 3, 0), text("=1+1"));
    assert!(book.sheets[0].cell(3, 0).unwrap().formula.is_none());
    assert_eq!(value(&book, 3, 1), text("+49 30 1234"));
    assert_eq!(value(&book, 3, 2), Value::Error(CellError::NotAvailable));
    assert_eq!(value(&book, 3, 3), text("two\nlines"));
    assert_eq!(value(&book, 3, 4), text("12345678901234567"));
    assert_eq!(value(&book, 3, 5), text("say \"so\""));
}

#[test]
fn the_delimiter_is_said_in_the_options_or_the_file() {
    let (book, _) = read_with(b"a,b;c", |job| job.options.delimiter = Some(';'));
    assert_eq!(value(&book.unwrap(), 0, 0), text("a,b"));
    let book = read("sep=;\r\na,b;c\r\n");
    assert_eq!(value(&book, 0, 0), text("a,b"));
    assert_eq!(value(&book, 0, 1), text("c"));
    let (quote, _) = read_with(b"a", |job| job.options.delimiter = Some('"'));
    assert_eq!(quote.unwrap_err().kind, ErrorKind::Unsupported);
}

#[test]
fn tabs_separate_whatever_is_asked() {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.delimiter = Some(',');
    let book = workbook(TsvReader.read(b"a,b\tc\n", &mut job).unwrap());
    assert_eq!(value(&book, 0, 0), text("a,b"));
    let bytes = TsvWriter
        .write(&Content::Workbook(Box::new(book)), &mut job)
        .unwrap();
    assert_eq!(bytes, b"\xef\xbb\xbfa,b\tc\r\n");
}

#[test]
fn limits_hold() {
    let (few, _) = read_with(b"a,b\nc,d\n", |job| job.limits.cells = 3);
    assert_eq!(few.unwrap_err().kind, ErrorKind::Limit);
    let wide = ",".repeat(MAX_COLUMNS as usize) + "x";
    let (book, warned) = read_with(wide.as_bytes(), |_| {});
    assert!(book.unwrap().sheets[0].rows.is_empty());
    assert_eq!(warned, ["columns-dropped"]);
    let long = "\n".repeat(MAX_ROWS as usize) + "x";
    let (book, warned) = read_with(long.as_bytes(), |_| {});
    assert!(book.unwrap().sheets[0].rows.is_empty());
    assert_eq!(warned, ["rows-dropped"]);
    let (open, warned) = read_with(b"a,\"b\nc,d", |_| {});
    assert_eq!(value(&open.unwrap(), 0, 1), text("b\nc,d"));
    assert_eq!(warned, ["open-quote"]);
}

#[test]
fn values_are_written_as_they_are_shown() {
    let mut book = book_of(vec![
        vec![
            Value::Number(1234.5),
            Value::Number(46024.0),
            Value::Number(0.256),
        ],
        vec![text("a,b"), text("say \"so\""), text("two\nlines")],
        vec![],
        vec![
            Value::Empty,
            Value::Bool(false),
            Value::Error(CellError::DivisionByZero),
        ],
    ]);
    for (index, code) in ["#,##0.00", "yyyy-mm-dd", "0%"].into_iter().enumerate() {
        book.styles.push(CellStyle {
            number_format: Some(code.into()),
            ..CellStyle::default()
        });
        book.sheets[0].rows[0].cells[index].style = index as u32 + 1;
    }
    book.sheets[0].rows[0].cells[2].formula = Some("A1*2".into());
    let (written, warned) = write_with(book, |_| {});
    assert_eq!(
        written.unwrap(),
        "\u{feff}\"1,234.50\",2026-01-02,26%\r\n\"a,b\",\"say \"\"so\"\"\",\"two\nlines\"\r\n,,\r\n,FALSE,#DIV/0!\r\n"
    );
    assert!(warned.is_empty(), "{warned:?}");
}

#[test]
fn one_sheet_is_written_and_the_others_are_told() {
    let mut book = book_of(vec![vec![text("first")]]);
    book.sheets
        .push(sheet_of(vec![vec![text("=second"), text("x")]]));
    book.active = 1;
    let (written, warned) = write_with(book.clone(), |_| {});
    assert_eq!(written.unwrap(), "\u{feff}=second,x\r\n");
    assert_eq!(warned, ["sheets-dropped", "formula-like-text"]);
    let (written, _) = write_with(book.clone(), |job| {
        job.options.sheet = Some(0);
        job.options.delimiter = Some(';');
    });
    assert_eq!(written.unwrap(), "\u{feff}first\r\n");
    let (missing, _) = write_with(book, |job| job.options.sheet = Some(2));
    assert_eq!(missing.unwrap_err().kind, ErrorKind::Unsupported);
}

#[test]
fn a_lone_cell_far_away_makes_no_giant_file() {
    let mut book = book_of(vec![]);
    book.sheets[0].rows.push(Row {
        index: MAX_ROWS - 1,
        cells: vec![Cell {
            column: MAX_COLUMNS - 1,
            value: Value::Bool(true),
            ..Cell::default()
        }],
        ..Row::default()
    });
    let (written, _) = write_with(book.clone(), |_| {});
    assert!(written.unwrap().len() < 3 << 20);
    let (limited, _) = write_with(book, |job| job.limits.output_bytes = 1 << 20);
    assert_eq!(limited.unwrap_err().kind, ErrorKind::Limit);
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(Value::Empty),
        3 => "[^0-9\\-.#\\r\\x00tTfF\\u{feff}]?[a-zA-Z ,;\"\t\n=@|é中😀]{1,12}x".prop_map(|text| Value::Text(text.into())),
        2 => (-999_999_999_i64..999_999_999, 0_u32..6)
            .prop_map(|(digits, places)| Value::Number(digits as f64 / 10_f64.powi(places as i32))),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => prop::sample::select(CellError::ALL.to_vec()).prop_map(Value::Error),
    ]
}

proptest! {
    #[test]
    fn what_can_be_said_comes_back(
        rows in prop::collection::vec(prop::collection::vec(values(), 0..6), 0..12),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let book = book_of(rows);
        let (written, _) = write_with(book.clone(), |job| job.options.delimiter = Some(delimiter));
        let written = written.unwrap();
        let (back, warned) = read_with(written.as_bytes(), |job| job.options.delimiter = Some(delimiter));
        prop_assert!(warned.is_empty());
        prop_assert_eq!(&back.unwrap().sheets, &book.sheets, "{:?}", written);
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), mark in any::<bool>()) {
        let mut file = if mark { b"\xff\xfe".to_vec() } else { Vec::new() };
        file.extend(bytes);
        let (result, _) = read_with(&file, |job| job.limits.cells = 100);
        if let Err(error) = result {
            prop_assert!(!error.message.is_empty());
        }
    }
}

#[test]
fn every_beginning_of_a_file_is_read() {
    let text = "sep=;\r\nа;\"b\"\"c\nd\";é\r\n1;2,5;\"open\r\n";
    for end in 0..text.len() {
        let (result, _) = read_with(&text.as_bytes()[..end], |_| {});
        let book = result.unwrap();
        let cells: usize = book.sheets[0].rows.iter().map(|row| row.cells.len()).sum();
        assert!(cells <= 6, "{end}");
    }
}
