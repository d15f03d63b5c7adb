use spindle_model::convert::ErrorKind;
use spindle_model::workbook::{
    BorderStyle, CellError, Color, HorizontalAlign, Range, Value, VerticalAlign,
};

use crate::built::{cell, compound, formula, long, record, short, stream, words, workbook};
use crate::{formula_of, read, read_with, text, value};

#[test]
fn cells_of_all_kinds_are_read() {
    let mut strings = [2_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
    strings.extend(long("shared 中"));
    // The second one goes on in another record, in bytes.
    strings.extend(words(&[4]));
    strings.push(1);
    strings.extend(words(&[u16::from(b'a'), u16::from(b'b')]));
    let globals = [record(0x00fc, &strings), record(0x003c, b"\0cd")].concat();
    let mut rks = words(&[1, 0]);
    for packed in [1234_u32 << 2 | 3, 7 << 2 | 2] {
        rks.extend(words(&[0]));
        rks.extend(packed.to_le_bytes());
    }
    rks.extend(words(&[1]));
    let sheet = [
        cell(0x00fd, 0, 0, 0, &0_u32.to_le_bytes()),
        cell(0x00fd, 0, 1, 0, &1_u32.to_le_bytes()),
        cell(0x0203, 0, 2, 0, &1.25_f64.to_le_bytes()),
        cell(0x0205, 0, 3, 0, &[1, 0]),
        cell(0x0205, 0, 4, 0, &[0x2a, 1]),
        cell(0x0204, 0, 5, 0, &long("own")),
        cell(0x0201, 0, 6, 0, &[]),
        cell(0x00fd, 0, 7, 0, &99_u32.to_le_bytes()),
        record(0x00bd, &rks),
    ]
    .concat();
    let book = read(&workbook(&globals, &sheet));
    assert_eq!(book.sheets[0].name, "One");
    assert_eq!(value(&book, 0, 0), text("shared 中"));
    assert_eq!(value(&book, 0, 1), text("abcd"));
    assert_eq!(value(&book, 0, 2), Value::Number(1.25));
    assert_eq!(value(&book, 0, 3), Value::Bool(true));
    assert_eq!(value(&book, 0, 4), Value::Error(CellError::NotAvailable));
    assert_eq!(value(&book, 0, 5), text("own"));
    assert_eq!(value(&book, 0, 7), Value::Empty);
    assert_eq!(value(&book, 1, 0), Value::Number(12.34));
    assert_eq!(value(&book, 1, 1), Value::Number(7.0));
}

#[test]
fn formulas_have_their_text_and_what_they_came_to() {
    let number = 3.0_f64.to_le_bytes();
    let text_follows = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let shared = {
        let mut body = words(&[1, 2]);
        body.extend([1, 1, 0, 2]);
        // One cell to the left.
        let tokens = [0x4c, 0, 0, 0xff, 0xc0];
        body.extend(words(&[tokens.len() as u16]));
        body.extend(tokens);
        record(0x04bc, &body)
    };
    let refers = [0x01, 1, 0, 1, 0];
    let sheet = [
        formula(0, 0, number, &[0x44, 0, 0, 1, 0xc0, 0x1e, 2, 0, 0x05], &[]),
        formula(0, 1, text_follows, &[0x17, 1, 0, b'x'], &[]),
        record(0x0207, &long("result")),
        formula(1, 1, number, &refers, &[]),
        shared,
        formula(2, 1, number, &refers, &[]),
        // A token that means nothing.
        formula(3, 0, number, &[0x18, 0], &[]),
    ]
    .concat();
    let (book, warned) = read_with(&workbook(&[], &sheet), |_| {});
    let book = book.unwrap();
    assert_eq!(formula_of(&book, 0, 0), Some("B1*2"));
    assert_eq!(value(&book, 0, 0), Value::Number(3.0));
    assert_eq!(formula_of(&book, 0, 1), Some("\"x\""));
    assert_eq!(value(&book, 0, 1), text("result"));
    assert_eq!(formula_of(&book, 1, 1), Some("A2"));
    assert_eq!(formula_of(&book, 2, 1), Some("A3"));
    assert_eq!(formula_of(&book, 3, 0), None);
    assert_eq!(value(&book, 3, 0), Value::Number(3.0));
    assert_eq!(warned, ["formula-dropped"]);
}

fn font(height: u16, weight: u16, color: u16, name: &str) -> Vec<u8> {
    let mut body = words(&[height, 0, color, weight, 0]);
    body.extend([0; 4]);
    body.extend(short(name));
    record(0x0031, &body)
}

#[test]
fn looks_are_read() {
    let mut format = words(&[164]);
    format.extend(long("0.000"));
    let xf = |font: u16, format: u16, align: u8, lines: u32, more: u32, fill: u16| {
        let mut body = words(&[font, format, 1]);
        body.extend([align, 45, 2, 0]);
        body.extend(lines.to_le_bytes());
        body.extend(more.to_le_bytes());
        body.extend(words(&[fill]));
        record(0x00e0, &body)
    };
    let globals = [
        font(200, 400, 0x7fff, "Arial"),
        font(280, 700, 10, "Song"),
        record(0x041e, &format),
        xf(0, 0, 0x20, 0, 0, 0),
        // Left thin in red, solid fill in yellow.
        xf(1, 164, 0x1a, 1 | 10 << 16, 1 << 26, 13),
    ]
    .concat();
    let columns = words(&[0, 1, 2560, 1, 1]);
    let row = [words(&[4, 0, 1, 600, 0, 0]), vec![0x60, 0, 0, 0]].concat();
    let sheet = [
        record(0x007d, &columns),
        record(0x0208, &row),
        cell(0x0203, 0, 0, 1, &1.0_f64.to_le_bytes()),
        record(0x00e5, &words(&[1, 2, 3, 0, 1])),
        record(0x023e, &words(&[0x08])),
        record(0x0041, &words(&[1, 2, 2, 1])),
    ]
    .concat();
    let book = read(&workbook(&globals, &sheet));
    let sheet = &book.sheets[0];
    let look = &book.styles[sheet.cell(0, 0).unwrap().style as usize];
    assert_eq!(look.font.name.as_deref(), Some("Song"));
    assert_eq!(look.font.size, Some(14.0));
    assert!(look.font.bold);
    assert_eq!(look.font.color, Some(Color(255, 0, 0)));
    assert_eq!(look.number_format.as_deref(), Some("0.000"));
    assert_eq!(look.fill, Some(Color(255, 255, 0)));
    let left = look.borders.left.unwrap();
    assert_eq!(
        (left.style, left.color),
        (BorderStyle::Thin, Color(255, 0, 0))
    );
    assert_eq!(look.horizontal, HorizontalAlign::Center);
    assert_eq!(look.vertical, VerticalAlign::Middle);
    assert!(look.wrap);
    assert_eq!((look.rotation, look.indent), (45, 2));
    assert_eq!(book.styles[0].font.name.as_deref(), Some("Arial"));
    assert_eq!(book.styles[0].number_format, None);
    assert_eq!(sheet.columns[0].width, Some(52.5));
    assert!(sheet.columns[0].hidden);
    let row = sheet.row(4).unwrap();
    assert_eq!((row.height, row.hidden), (Some(30.0), true));
    assert_eq!(
        sheet.merges,
        [Range {
            first_row: 2,
            first_column: 0,
            last_row: 3,
            last_column: 1
        }]
    );
    assert_eq!((sheet.frozen_rows, sheet.frozen_columns), (2, 1));
    assert!(sheet.hide_grid);
}

#[test]
fn comments_names_and_dates_are_read() {
    let object = [words(&[0x15, 0x12, 0x19, 7]), vec![0; 14]].concat();
    let text_object = [vec![0; 10], words(&[5, 0]), vec![0; 6]].concat();
    let note = [words(&[2, 3, 0, 7]), long("Me")].concat();
    let sheet = [
        record(0x005d, &object),
        record(0x01b6, &text_object),
        record(0x003c, b"\0he"),
        record(0x003c, b"\0llo"),
        record(0x001c, &note),
    ]
    .concat();
    let name = |flags: u16, sheet: u16, name: &[u8], tokens: &[u8]| {
        let mut body = words(&[flags]);
        body.extend([0, name.len() as u8]);
        body.extend(words(&[tokens.len() as u16, 0, sheet]));
        body.extend([0; 5]);
        body.extend(name);
        body.extend(tokens);
        record(0x0018, &body)
    };
    let area = [0x3b, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0];
    let globals = [
        record(0x0022, &words(&[1])),
        record(0x01ae, &[1, 0, 1, 4]),
        record(0x0017, &words(&[1, 0, 0, 0])),
        name(0, 0, b"here", &area),
        name(0x20, 1, b"\x06", &area),
    ]
    .concat();
    let book = read(&workbook(&globals, &sheet));
    assert!(book.date_1904);
    let comment = &book.sheets[0].comments[0];
    assert_eq!((comment.row, comment.column), (2, 3));
    assert_eq!(
        (comment.author.as_str(), comment.text.as_str()),
        ("Me", "hello")
    );
    assert_eq!(book.names[0].name, "here");
    assert_eq!(book.names[0].formula, "One!$A$1:$C$2");
    assert_eq!(book.names[1].name, "_xlnm.Print_Area");
    assert_eq!(book.names[1].sheet, Some(0));
}

#[test]
fn biff5_has_strings_of_its_code_page() {
    let globals = record(0x0042, &words(&[936]));
    let sheet = [
        cell(0x0204, 0, 0, 0, &[4, 0, 0xd6, 0xd0, 0xce, 0xc4]),
        formula(0, 1, 2.0_f64.to_le_bytes(), &[0x44, 0, 0xc0, 0], &[]),
    ]
    .concat();
    let records = stream(0x0500, &globals, &[("S", sheet)]);
    for file in [compound("/Book", &records), records] {
        let book = read(&file);
        assert_eq!(value(&book, 0, 0), text("中文"));
        assert_eq!(formula_of(&book, 0, 1), Some("A1"));
    }
}

#[test]
fn what_is_not_read_is_named() {
    let error = |bytes: &[u8]| read_with(bytes, |_| {}).0.unwrap_err();
    let locked = error(&workbook(&record(0x002f, &[0; 6]), &[]));
    assert_eq!(locked.kind, ErrorKind::Password);
    for (bytes, word) in [
        (&b"<html><table><tr><td>1</td></tr></table></html>"[..], "web page"),
        (b"PK\x03\x04", "xlsx"),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "2003"),
        (b"name\tvalue\r\n", "csv"),
        (&[9, 0, 4, 0, 2, 0, 16, 0], "BIFF2"),
        (&[9, 2, 6, 0, 0, 3, 16, 0, 0, 0], "BIFF3"),
        (&[9, 4, 6, 0, 0, 4, 16, 0, 0, 0], "BIFF4"),
    ] {
        let error = error(bytes);
        assert_eq!(error.kind, ErrorKind::Unsupported);
        assert!(error.message.contains(word), "{}", error.message);
    }
    let word = error(&compound("/WordDocument", b"x"));
    assert!(word.message.contains("Word"));
    assert_eq!(error(b"").kind, ErrorKind::Damaged);
    assert_eq!(error(&compound("/Workbook", b"x")).kind, ErrorKind::Damaged);
}
