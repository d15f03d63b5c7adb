//! The reader of Word documents, on files made here.

use super::builder::{Builder, line, row_end};
use spindle_formats::doc::DocReader;
use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Reader};
use spindle_model::document::{
    Block, Document, InlineKind, List, ListKind, NumberStyle, Paragraph, Size, Table,
};

const BOLD: &[u8] = &[0x35, 0x08, 1];

fn try_read(bytes: &[u8], password: Option<&str>) -> Result<Document, ConvertError> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.password = password.map(str::to_owned);
    match DocReader.read(bytes, &mut job)? {
        Content::Document(document) => Ok(*document),
        _ => panic!("a document was expected"),
    }
}

fn read(builder: &Builder) -> Document {
    try_read(&builder.build(), None).unwrap()
}

fn paragraph(block: &Block) -> &Paragraph {
    match block {
        Block::Paragraph(paragraph) => paragraph,
        other => panic!("a paragraph was expected, not {other:?}"),
    }
}

fn list(block: &Block) -> &List {
    match block {
        Block::List(list) => list,
        other => panic!("a list was expected, not {other:?}"),
    }
}

fn table(block: &Block) -> &Table {
    match block {
        Block::Table(table) => table,
        other => panic!("a table was expected, not {other:?}"),
    }
}

/// One of everything.
fn sample() -> Builder {
    let mut builder = Builder::default()
        .line(line("Title here").style(1))
        .line(line("Plain ").run("bold", BOLD).run(" costs 5 €", &[]))
        .line(line("中文 and 😀").wide())
        .line(line("dot").properties(&[0x0B, 0x46, 1, 0]))
        .line(line("three").properties(&[0x0B, 0x46, 2, 0]))
        .line(line("four").properties(&[0x0B, 0x46, 2, 0]))
        .line(line("a1").cell())
        .line(line("b1").cell())
        .line(row_end(&[0, 1440, 2880], &[0x60, 0]))
        .line(line("").cell())
        .line(line("b2").cell())
        .line(row_end(&[0, 1440, 2880], &[0x20, 0]));
    let at = builder.position();
    builder.note_refs = vec![at + 6];
    builder
        .line(
            line("Noted:")
                .run("\u{2}", &[0x55, 0x08, 1])
                .run(" end", &[]),
        )
        .note(line("\u{2}").run(" In the note", &[]))
}

#[test]
fn headings_formats_and_pieces_of_both_widths_are_read() {
    let document = read(&sample());
    let title = paragraph(&document.blocks[0]);
    assert_eq!(
        (title.heading, title.plain_text().as_str()),
        (Some(1), "Title here")
    );
    assert_eq!(title.format.style.as_deref(), Some("Heading1"));
    let style = &document.styles["Heading1"];
    assert_eq!(
        (style.text.bold, style.text.size),
        (Some(true), Some(Size::Points(16.0)))
    );
    let formats: Vec<(String, Option<bool>)> = paragraph(&document.blocks[1])
        .inlines
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) => (text.clone(), inline.format.bold),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [("Plain ", None), ("bold", Some(true)), (" costs 5 €", None)];
    assert_eq!(
        formats,
        expected.map(|(text, bold)| (text.to_owned(), bold))
    );
    assert_eq!(paragraph(&document.blocks[2]).plain_text(), "中文 and 😀");
}

#[test]
fn a_style_has_what_it_is_based_on() {
    let document = read(&Builder::default().line(line("Second").style(2)));
    assert_eq!(paragraph(&document.blocks[0]).heading, Some(2));
    assert_eq!(document.styles["Heading2"].text.bold, Some(true));
}

#[test]
fn lists_are_bullets_or_numbers_from_their_start_on() {
    let document = read(&sample());
    let bullets = list(&document.blocks[3]);
    assert_eq!((bullets.kind, bullets.items.len()), (ListKind::Bullet, 1));
    let numbers = list(&document.blocks[4]);
    let kind = ListKind::Ordered {
        start: 3,
        style: NumberStyle::Decimal,
    };
    assert_eq!((numbers.kind, numbers.items.len()), (kind, 2));
}

#[test]
fn a_list_that_is_not_described_is_one_still() {
    let document = read(&Builder::default().line(line("x").properties(&[0x0B, 0x46, 9, 0])));
    assert_eq!(list(&document.blocks[0]).items.len(), 1);
}

#[test]
fn tables_have_widths_and_cells_over_rows() {
    let document = read(&sample());
    let table = table(&document.blocks[5]);
    assert_eq!(table.columns, [Some(72.0), Some(72.0)]);
    let shape: Vec<Vec<(u32, u32)>> = table
        .rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| (cell.column_span, cell.row_span))
                .collect()
        })
        .collect();
    assert_eq!(shape, [vec![(1, 2), (1, 1)], vec![(1, 1)]]);
    assert_eq!(
        paragraph(&table.rows[1].cells[0].blocks[0]).plain_text(),
        "b2"
    );
}

#[test]
fn rows_with_other_edges_share_one_grid() {
    let document = read(
        &Builder::default()
            .line(line("wide").cell())
            .line(row_end(&[0, 2880], &[0]))
            .line(line("a").cell())
            .line(line("b").cell())
            .line(row_end(&[0, 1440, 2880], &[0, 0])),
    );
    let table = table(&document.blocks[0]);
    assert_eq!(table.rows[0].cells[0].column_span, 2);
    assert_eq!(table.rows[1].cells.len(), 2);
}

#[test]
fn notes_hang_on_their_marks() {
    let document = read(&sample());
    let noted = paragraph(&document.blocks[6]);
    assert!(
        matches!(noted.inlines[1].kind, InlineKind::Note(0)),
        "{noted:?}"
    );
    assert_eq!(noted.plain_text(), "Noted: end");
    assert_eq!(document.notes.len(), 1);
    assert_eq!(
        paragraph(&document.notes[0].blocks[0]).plain_text(),
        "In the note"
    );
}

#[test]
fn links_pages_and_bookmarks_are_told_from_text() {
    let mut builder = Builder::default().line(line(
        "See \u{13} HYPERLINK \"http://e.org/\" \u{14}there\u{15}, page \u{13} PAGE \u{14}7\u{15}.",
    ));
    builder.bookmarks = vec![(4, "here".to_owned())];
    let document = read(&builder);
    let line = paragraph(&document.blocks[0]);
    assert_eq!(line.plain_text(), "See there, page .");
    let link = line
        .inlines
        .iter()
        .find_map(|inline| inline.format.link.as_ref())
        .unwrap();
    assert_eq!(link.href, "http://e.org/");
    let kinds = |wanted: fn(&InlineKind) -> bool| {
        line.inlines
            .iter()
            .filter(|inline| wanted(&inline.kind))
            .count()
    };
    assert_eq!(kinds(|kind| matches!(kind, InlineKind::Field(_))), 1);
    assert_eq!(
        kinds(|kind| matches!(kind, InlineKind::Bookmark(name) if name == "here")),
        1
    );
}

#[test]
fn a_field_that_never_ends_swallows_nothing() {
    let document = read(
        &Builder::default()
            .line(line("a \u{13} PAGE b"))
            .line(line("c")),
    );
    assert_eq!(document.plain_text(), "a  PAGE b\nc\n");
}

#[test]
fn a_page_breaks_between_paragraphs_and_within() {
    let document = read(
        &Builder::default()
            .line(line("a\u{c}b"))
            .line(line("\u{c}"))
            .line(line("c")),
    );
    let kinds: Vec<bool> = document
        .blocks
        .iter()
        .map(|block| *block == Block::PageBreak)
        .collect();
    assert_eq!(kinds, [false, true, false, true, false]);
}

#[test]
fn a_picture_is_kept_with_its_size() {
    let png = b"\x89PNG\r\n\x1a\n0123456789";
    let mut data = vec![0; 68];
    data[4] = 68;
    data[6] = 0x64;
    data[28..32].copy_from_slice(&[0xA0, 0x05, 0xD0, 0x02]);
    // A container, in it a PNG with one hash and a byte before it.
    let size = u32::try_from(17 + png.len()).unwrap();
    data.extend([0x0F, 0, 0x04, 0xF0]);
    data.extend((size + 8).to_le_bytes());
    data.extend([0x00, 0x6E, 0x1E, 0xF0]);
    data.extend(size.to_le_bytes());
    data.extend([0; 17]);
    data.extend(png);
    let whole = u32::try_from(data.len()).unwrap();
    data[..4].copy_from_slice(&whole.to_le_bytes());
    let mut builder = Builder::default().line(line("x").run("\u{1}", &[0x03, 0x6A, 0, 0, 0, 0]));
    builder.data = data;
    let document = read(&builder);
    assert_eq!(
        (
            document.media[0].media_type.as_str(),
            &*document.media[0].bytes
        ),
        ("image/png", &png[..])
    );
    let InlineKind::Image(image) = &paragraph(&document.blocks[0]).inlines[1].kind else {
        panic!("a picture was expected");
    };
    assert_eq!((image.width, image.height), (Some(72.0), Some(36.0)));
}

#[test]
fn tracked_text_that_is_gone_does_not_count() {
    let document = read(
        &Builder::default().line(
            line("keep")
                .run(" gone", &[0x00, 0x08, 1])
                .run(" new", &[0x01, 0x08, 1]),
        ),
    );
    assert_eq!(document.plain_text(), "keep new\n");
    assert_eq!(paragraph(&document.blocks[0]).inlines.len(), 3);
}

#[test]
fn reasons_are_said_for_what_is_not_read() {
    let kind = |bytes: &[u8]| {
        let error = try_read(bytes, None).unwrap_err();
        (error.kind, error.message)
    };
    let (rtf, words) = kind(b"{\\rtf1 x}");
    assert_eq!(rtf, ErrorKind::Damaged);
    assert!(words.contains("Rich Text"), "{words}");
    assert!(kind(b"<html><body>x").1.contains("web page"));
    assert_eq!(kind(&[0xDB, 0xA5, 0x2D, 0, 0, 0]).0, ErrorKind::Unsupported);
    let mut encrypted = sample();
    encrypted.flags = 0x100;
    assert_eq!(kind(&encrypted.build()).0, ErrorKind::Password);
    assert_eq!(kind(b"").0, ErrorKind::Damaged);
}

#[test]
fn cut_files_are_errors_or_a_part_of_the_text() {
    let whole = sample().build();
    let mut read = 0_usize;
    for length in 0..whole.len() {
        if let Ok(document) = try_read(&whole[..length], None) {
            read += 1;
            assert!(document.plain_text().len() < 4096);
        }
    }
    // The last sectors are the data of nothing.
    assert!(read > 0);
}

#[test]
fn wrong_bytes_do_no_harm() {
    let whole = sample().build();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap()
    };
    let mut readable = 0_usize;
    for _ in 0..4000 {
        let mut bytes = whole.clone();
        for _ in 0..=random() % 8 {
            let at = random() % bytes.len();
            bytes[at] = u8::try_from(random() & 0xFF).unwrap();
        }
        readable += usize::from(try_read(&bytes, None).is_ok());
    }
    assert!(readable > 0);
}

/// Every file of a folder of other people's files, which `SPINDLE_CORPUS` names, is read or told why not.
#[test]
fn foreign_files_do_no_harm() {
    let Some(folder) = std::env::var_os("SPINDLE_CORPUS") else {
        println!("skipped: SPINDLE_CORPUS does not name a folder of sample files");
        return;
    };
    let folder = std::path::Path::new(&folder).join("doc/poi");
    let mut read = 0_usize;
    let mut all = 0_usize;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let start = std::time::Instant::now();
        read += usize::from(try_read(&bytes, None).is_ok());
        all += 1;
        assert!(start.elapsed().as_secs() < 2);
    }
    assert!(read * 10 >= all * 9, "{read} of {all} are read");
}
