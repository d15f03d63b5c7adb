//! Plain text, from the outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers are part of the tests"
)]

use spindle_formats::text::{TextReader, TextWriter};
use spindle_model::convert::{Content, ErrorKind, Job, Limits, Options, Reader, Writer};
use spindle_model::document::*;
use spindle_model::workbook;

fn read_with(bytes: &[u8], options: Options) -> (Document, Vec<&'static str>) {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    job.options = options;
    let Content::Document(document) = TextReader.read(bytes, &mut job).unwrap() else {
        panic!("a document")
    };
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (*document, codes)
}

fn write(content: Content) -> String {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    String::from_utf8(TextWriter.write(&content, &mut job).unwrap()).unwrap()
}

fn plain(bytes: &[u8]) -> String {
    read_with(bytes, Options::default()).0.plain_text()
}

#[test]
fn a_line_is_a_paragraph_whatever_ends_it() {
    let (document, codes) = read_with(b"a\r\nb\rc\n\n\td\0\x0ce", Options::default());
    assert_eq!(document.plain_text(), "a\nb\nc\n\n\td\ne\n");
    assert_eq!(document.blocks[5], Block::PageBreak);
    assert_eq!(codes, ["control-characters-dropped"]);
    assert!(read_with(b"", Options::default()).0.blocks.is_empty());
}

#[test]
fn encodings_are_found() {
    let chinese = "在中国，人们使用汉字书写文章。这是一个测试文件，用来检查编码。";
    let japanese = "これは日本語の文章です。文字コードを調べるための試験です。カタカナも。";
    let traditional = "這是一個測試檔案，用來檢查編碼是否正確。臺灣使用繁體中文字。";
    let russian = "Это проверка кодировки русского текста, написанного для примера.";
    for (text, encoding) in [
        (chinese, encoding_rs::GB18030),
        (japanese, encoding_rs::SHIFT_JIS),
        (traditional, encoding_rs::BIG5),
        (russian, encoding_rs::WINDOWS_1251),
    ] {
        let (bytes, _, _) = encoding.encode(text);
        assert_eq!(plain(&bytes).trim_end(), text, "{}", encoding.name());
    }
    let utf16: Vec<u8> = "plain text"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(plain(&utf16), "plain text\n");
    assert_eq!(plain("\u{feff}é".as_bytes()), "é\n");
}

#[test]
fn an_encoding_that_is_said_holds() {
    let options = Options {
        encoding: Some("windows-1252".to_owned()),
        ..Options::default()
    };
    assert_eq!(read_with(b"caf\xe9", options).0.plain_text(), "café\n");
    let options = Options {
        encoding: Some("no-such".to_owned()),
        ..Options::default()
    };
    assert_eq!(read_with(b"abc", options).1, ["unknown-encoding"]);
}

#[test]
fn too_many_lines_are_refused() {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    job.limits = Limits {
        blocks: 10,
        ..Limits::default()
    };
    let error = TextReader.read(&b"\n".repeat(20), &mut job).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
}

#[test]
fn everything_has_its_place_in_text() {
    let line = |text: &str| Block::Paragraph(Paragraph::text(text));
    let item = |text: &str| ListItem {
        checked: None,
        blocks: vec![line(text)],
    };
    let cell = |text: &str| Cell {
        blocks: vec![line(text)],
        ..Cell::default()
    };
    let document = Document {
        blocks: vec![
            Block::List(List {
                kind: ListKind::Ordered {
                    start: 9,
                    style: NumberStyle::Decimal,
                },
                tight: true,
                items: vec![
                    item("nine"),
                    ListItem {
                        checked: None,
                        blocks: vec![
                            line("ten"),
                            Block::List(List {
                                items: vec![item("a")],
                                ..List::default()
                            }),
                        ],
                    },
                ],
            }),
            Block::Quote(vec![line("q"), line("r")]),
            Block::Table(Table {
                column_align: vec![None, Some(Align::Right)],
                rows: vec![
                    Row {
                        header: true,
                        cells: vec![cell("名前"), cell("n")],
                        ..Row::default()
                    },
                    Row {
                        cells: vec![cell("x"), cell("100")],
                        ..Row::default()
                    },
                ],
                ..Table::default()
            }),
            Block::Paragraph(Paragraph {
                inlines: vec![
                    Inline::text("see"),
                    Inline::new(InlineKind::Note(0), TextFormat::default()),
                ],
                ..Paragraph::default()
            }),
        ],
        notes: vec![Note {
            endnote: false,
            blocks: vec![line("note")],
        }],
        ..Document::default()
    };
    assert_eq!(
        write(Content::Document(Box::new(document))),
        "9. nine\n10. ten\n    • a\n> q\n> r\n名前 |   n\n-----+----\nx    | 100\nsee[1]\n\n[1] note\n"
    );
}

#[test]
fn sheets_are_separated_by_tabs() {
    let book = workbook::Workbook {
        styles: vec![
            workbook::CellStyle::default(),
            workbook::CellStyle {
                number_format: Some("0.0%".into()),
                ..workbook::CellStyle::default()
            },
        ],
        sheets: vec![workbook::Sheet {
            rows: vec![workbook::Row {
                index: 1,
                cells: vec![
                    workbook::Cell {
                        column: 0,
                        value: workbook::Value::Text("a\tb".into()),
                        ..workbook::Cell::default()
                    },
                    workbook::Cell {
                        column: 2,
                        style: 1,
                        value: workbook::Value::Number(0.5),
                        ..workbook::Cell::default()
                    },
                ],
                ..workbook::Row::default()
            }],
            ..workbook::Sheet::default()
        }],
        ..workbook::Workbook::default()
    };
    assert_eq!(write(Content::Workbook(Box::new(book))), "\na b\t\t50.0%\n");
}
