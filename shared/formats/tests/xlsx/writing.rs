//! What the writer makes of workbooks that xlsx cannot say as they are.

use spindle_formats::archive::Archive;
use spindle_model::convert::Limits;
use spindle_model::workbook::{
    Cell, CellComment, CellError, CellLink, DefinedName, Range, Row, Sheet, Value, Workbook,
};

use crate::samples::{codes, read, write};

fn book(cells: Vec<Cell>) -> Workbook {
    Workbook {
        sheets: vec![Sheet {
            name: "S".to_owned(),
            rows: vec![Row {
                cells,
                ..Row::default()
            }],
            ..Sheet::default()
        }],
        ..Workbook::default()
    }
}

fn cell(column: u32, value: Value) -> Cell {
    Cell {
        column,
        value,
        ..Cell::default()
    }
}

#[test]
fn long_texts_and_wild_numbers_are_told() {
    let (bytes, warnings) = write(book(vec![
        cell(0, Value::Text("x".repeat(40_000).into())),
        cell(1, Value::Number(f64::NAN)),
        Cell {
            formula: Some("=A1".into()),
            ..cell(2, Value::Text("\u{1}".into()))
        },
        Cell {
            formula: Some("A".repeat(9000).into()),
            ..cell(3, Value::Bool(true))
        },
        cell(20_000, Value::Number(1.0)),
    ]));
    assert_eq!(
        codes(&warnings),
        [
            "text-cut",
            "number-not-finite",
            "formulas-dropped",
            "cells-beyond-sheet"
        ]
    );
    let (book, _) = read(&bytes);
    let cells = &book.sheets[0].rows[0].cells;
    assert_eq!(cells.len(), 4);
    assert_eq!(cells[0].value.text().unwrap().len(), 32_767);
    assert_eq!(cells[1].value, Value::Error(CellError::Number));
    assert_eq!(cells[2].formula.as_deref(), Some("A1"));
    assert_eq!(cells[2].value, Value::Text("\u{1}".into()));
    assert_eq!(
        (&cells[3].value, &cells[3].formula),
        (&Value::Bool(true), &None)
    );
}

#[test]
fn formulas_and_links_follow_sheets_that_are_renamed() {
    let mut workbook = book(vec![Cell {
        formula: Some("'a/b'!A1+S!A1".into()),
        ..Cell::default()
    }]);
    workbook.sheets.push(Sheet {
        name: "a/b".to_owned(),
        ..Sheet::default()
    });
    workbook.sheets[0].links.push(CellLink {
        range: Range::default(),
        href: "#'a/b'!A1".to_owned(),
    });
    let name = |name: &str| DefinedName {
        name: name.to_owned(),
        sheet: None,
        formula: "'a/b'!$A$1".to_owned(),
    };
    workbook.names = vec![name("good"), name("A1"), name("GOOD")];
    let (bytes, warnings) = write(workbook);
    assert_eq!(
        codes(&warnings),
        ["sheet-renamed", "name-dropped", "name-dropped"]
    );
    let (book, _) = read(&bytes);
    assert_eq!(book.sheets[1].name, "a_b");
    let formula = book.sheets[0].rows[0].cells[0].formula.as_deref();
    assert_eq!(formula, Some("a_b!A1+S!A1"));
    assert_eq!(book.sheets[0].links[0].href, "#a_b!A1");
    assert_eq!(book.names.len(), 1);
    assert_eq!(book.names[0].formula, "a_b!$A$1");
}

#[test]
fn a_workbook_without_sheets_or_with_hidden_ones_only_can_be_opened() {
    let (bytes, warnings) = write(Workbook::default());
    assert_eq!(codes(&warnings), ["sheet-added"]);
    assert_eq!(read(&bytes).0.sheets[0].name, "Sheet1");
    let mut workbook = book(Vec::new());
    workbook.sheets[0].hidden = true;
    let (bytes, warnings) = write(workbook);
    assert_eq!(codes(&warnings), ["sheet-shown"]);
    assert!(!read(&bytes).0.sheets[0].hidden);
}

#[test]
fn comments_of_one_cell_are_joined() {
    let comment = |author: &str, text: &str| CellComment {
        row: 1,
        column: 1,
        author: author.to_owned(),
        text: text.to_owned(),
    };
    let mut workbook = book(Vec::new());
    workbook.sheets[0].comments = vec![comment("A", "one"), comment("B", "two")];
    let (bytes, _) = write(workbook);
    let (book, _) = read(&bytes);
    assert_eq!(book.sheets[0].comments, [comment("A", "one\nB: two")]);
}

#[test]
fn equal_texts_are_written_once() {
    let text = |column| cell(column, Value::Text("again".into()));
    let (bytes, _) = write(book(vec![text(0), text(1), text(2)]));
    let mut archive = Archive::open(&bytes, &Limits::default()).unwrap();
    let strings = archive.read_text("xl/sharedStrings.xml").unwrap().unwrap();
    assert_eq!(strings.matches("again").count(), 1);
    assert!(strings.contains("count=\"3\" uniqueCount=\"1\""));
    assert_eq!(write(book(vec![text(0)])), write(book(vec![text(0)])));
}
