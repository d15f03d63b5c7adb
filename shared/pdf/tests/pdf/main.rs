//! Whole files. These tests need the fonts: without them they say so and pass.

mod pictures;
mod sample;
mod sheets;

use std::sync::Arc;

use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Writer};
use spindle_model::document::{
    Block, Document, Image, ImageSource, Inline, InlineKind, LineHeight, List, ListItem, ListKind,
    Row, Size, Table, TextFormat,
};
use spindle_model::warning::Warning;
use spindle_model::workbook::{Cell, Sheet, Value, Workbook};
use spindle_pdf::{FontFolder, FontSource, PdfWriter};

fn fonts() -> Option<FontFolder> {
    let folder = std::env::var("SPINDLE_FONTS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts").to_owned());
    let fonts = FontFolder::new(folder);
    if fonts.load(spindle_pdf::FACES[0].file).is_none() {
        println!("skipped: there are no fonts (SPINDLE_FONTS)");
        return None;
    }
    Some(fonts)
}

/// The PDF, and what was warned of.
type Written = (Result<Vec<u8>, ConvertError>, Vec<Warning>);

/// Writes; `None` without fonts.
fn write(content: Content, change: impl FnOnce(&mut Job<'_>)) -> Option<Written> {
    let fonts = fonts()?;
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    change(&mut job);
    let written = PdfWriter::new(fonts).write(&content, &mut job);
    Some((written, job.warnings.into_vec()))
}

fn of_document(document: Document) -> Content {
    Content::Document(Box::new(document))
}

fn count(bytes: &[u8], what: &str) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what.as_bytes())
        .count()
}

#[test]
fn everything_is_written_and_nothing_is_warned_of() {
    let Some((written, warnings)) = write(of_document(sample::everything()), |_| {}) else {
        return;
    };
    let bytes = written.unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(warnings, []);
    assert!(count(&bytes, "/StructTreeRoot") > 0);
    assert!(count(&bytes, "/FontFile2") + count(&bytes, "/FontFile3") >= 6);
    assert!(bytes.len() < 400_000, "{}", bytes.len());
}

#[test]
fn everything_keeps_to_pdf_a() {
    let Some((written, _)) = write(of_document(sample::everything()), |job| {
        job.options.pdf_a = true;
    }) else {
        return;
    };
    let bytes = written.unwrap();
    assert!(count(&bytes, "pdfaid:part") > 0);
}

#[test]
fn a_character_without_a_glyph_is_told_and_replaced() {
    let mut document = Document::default();
    document.blocks.push(sample::text(
        "Linear A: \u{10600}\u{10600}, again \u{10600}.",
    ));
    let Some((written, warnings)) = write(of_document(document), |job| job.options.pdf_a = true)
    else {
        return;
    };
    written.unwrap();
    let told: Vec<&str> = warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .collect();
    assert_eq!(told, ["U+10600 is shown as a box: no font here has it"]);
}

#[test]
fn pictures_that_cannot_be_shown_are_said_in_words() {
    let mut document = Document::default();
    let mut broken = sample::png(20, 20);
    broken.truncate(90);
    for (kind, bytes) in [
        ("image/png", broken),
        ("image/bmp", b"BM and so on".to_vec()),
        ("image/gif", b"GIF89a\xff\xff\xff\xff".to_vec()),
        ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x04".to_vec()),
    ] {
        let index = document.add_media(kind, &bytes);
        document.blocks.push(sample::paragraph(vec![Inline::new(
            InlineKind::Image(Image {
                source: ImageSource::Media(index),
                alt: kind.to_owned(),
                title: None,
                width: None,
                height: None,
            }),
            TextFormat::default(),
        )]));
    }
    let Some((written, warnings)) = write(of_document(document), |_| {}) else {
        return;
    };
    written.unwrap();
    assert_eq!(warnings.len(), 4, "{warnings:?}");
    assert!(
        warnings
            .iter()
            .all(|warning| warning.code == "picture-not-shown")
    );
}

#[test]
fn nonsense_is_written_without_harm() {
    let mut document = sample::everything();
    document.page.width = f32::NAN;
    document.page.margins.left = 1e9;
    document.page.columns = 200;
    for value in [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e30] {
        document
            .blocks
            .push(sample::formatted(sample::ENGLISH, |format| {
                format.indent_start = Some(value);
                format.indent_end = Some(value);
                format.first_line = Some(value);
                format.space_before = Some(value);
                format.line_height = Some(LineHeight::Exactly(value));
            }));
        document
            .blocks
            .push(sample::paragraph(vec![sample::styled("size", |format| {
                format.size = Some(Size::Points(value));
            })]));
        document.blocks.push(Block::Table(Table {
            columns: vec![Some(value), Some(3.0)],
            rows: vec![Row {
                height: Some(value),
                ..sample::row(vec![sample::cell("a"), sample::cell(sample::CHINESE)])
            }],
            ..Table::default()
        }));
    }
    document.blocks.push(Block::Table(Table::default()));
    document.blocks.push(Block::List(List::default()));
    let Some((written, _)) = write(of_document(document), |_| {}) else {
        return;
    };
    written.unwrap();
}

#[test]
fn deep_nesting_ends() {
    let mut list = sample::item("innermost");
    let mut quote = sample::text("innermost");
    let mut table = sample::cell("innermost");
    for _ in 0..150 {
        list = ListItem {
            checked: None,
            blocks: vec![
                sample::text("item"),
                Block::List(List {
                    kind: ListKind::Bullet,
                    tight: true,
                    items: vec![list],
                }),
            ],
        };
        quote = Block::Quote(vec![quote]);
        let inner = Table {
            rows: vec![sample::row(vec![table, sample::cell("x")])],
            ..Table::default()
        };
        table = sample::cell("cell");
        table.blocks.push(Block::Table(inner));
    }
    let mut document = Document::default();
    document.blocks.push(Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![list],
    }));
    document.blocks.push(quote);
    document.blocks.append(&mut table.blocks);
    let Some((written, warnings)) = write(of_document(document), |_| {}) else {
        return;
    };
    written.unwrap();
    assert!(
        warnings
            .iter()
            .any(|warning| warning.code == "nested-too-deep")
    );
}

#[test]
fn limits_are_kept() {
    for change in [
        |job: &mut Job<'_>| job.limits.pages = 2,
        |job: &mut Job<'_>| job.limits.output_bytes = 5_000,
        |job: &mut Job<'_>| job.limits.blocks = 20,
    ] {
        let Some((written, _)) = write(of_document(sample::ten_pages()), change) else {
            return;
        };
        assert_eq!(written.unwrap_err().kind, ErrorKind::Limit);
    }
}

#[test]
fn links_without_a_target_are_told() {
    let mut document = Document::default();
    document
        .blocks
        .push(sample::paragraph(vec![sample::link("nowhere", "#nowhere")]));
    let Some((written, warnings)) = write(of_document(document), |_| {}) else {
        return;
    };
    written.unwrap();
    assert_eq!(warnings[0].code, "link-without-target");
}

#[test]
fn workbooks_are_written() {
    let content = Content::Workbook(Box::new(sheets::everything()));
    let Some((written, warnings)) = write(content, |job| job.options.pdf_a = true) else {
        return;
    };
    written.unwrap();
    assert_eq!(warnings, []);
}

#[test]
fn a_sheet_that_is_too_long_is_an_error_before_it_is_set() {
    let mut workbook = Workbook::default();
    workbook.sheets.push(Sheet {
        rows: vec![spindle_model::workbook::Row {
            index: 1_000_000,
            cells: vec![Cell {
                value: Value::Text(Arc::from("far below")),
                ..Cell::default()
            }],
            ..spindle_model::workbook::Row::default()
        }],
        ..Sheet::default()
    });
    let Some((written, _)) = write(Content::Workbook(Box::new(workbook)), |_| {}) else {
        return;
    };
    assert_eq!(written.unwrap_err().kind, ErrorKind::Limit);
}

struct NoFonts;

impl FontSource for NoFonts {
    fn load(&self, _: &str) -> Option<Arc<Vec<u8>>> {
        None
    }
}

#[test]
fn without_fonts_there_is_a_reason() {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    let error = PdfWriter::new(NoFonts)
        .write(&of_document(Document::default()), &mut job)
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported);
}
