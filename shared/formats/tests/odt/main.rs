//! OpenDocument text: what is written is read again, files of others are read, hostile ones are refused.

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod others;
#[cfg(test)]
mod random;
#[cfg(test)]
mod sample;

use std::sync::Arc;

use sample::{everything, read, text, write};
use spindle_model::document::*;

#[test]
fn a_rich_document_comes_back() {
    let (document, _) = read(&write(&everything()));
    let blocks = &document.blocks;
    let plain = document.plain_text();
    assert_eq!(plain, everything().plain_text());

    let Some(Block::Paragraph(heading)) = blocks.first() else {
        panic!("{blocks:#?}");
    };
    assert_eq!(heading.heading, Some(1));
    assert_eq!(document.metadata, everything().metadata);
    assert_eq!(document.media, everything().media);
    assert_eq!(document.notes.len(), 2);
    assert!(document.notes.iter().any(|note| note.endnote));
    assert_eq!(document.comments.len(), 1);
    let comment = document.comments.first().unwrap();
    assert_eq!(comment.author, "Ada");
    assert_eq!(comment.date.as_deref(), Some("2024-05-06T07:08:09Z"));
    assert_eq!(comment.blocks.len(), 1);
}

#[test]
fn formats_come_back() {
    let format = TextFormat {
        bold: Some(true),
        italic: Some(false),
        underline: Some(true),
        strike: Some(true),
        script: Some(Script::Super),
        small_caps: Some(true),
        color: Some(Color(1, 2, 3)),
        background: Some(Color(250, 240, 230)),
        font: Some(Arc::from("Noto Serif")),
        size: Some(Size::Points(13.5)),
        language: Some(Arc::from("de-CH")),
        ..TextFormat::default()
    };
    let relative = TextFormat {
        size: Some(Size::Large),
        code: Some(true),
        ..TextFormat::default()
    };
    let paragraph = Paragraph {
        heading: None,
        inlines: vec![
            Inline::new(InlineKind::Text("one".into()), format),
            Inline::new(InlineKind::Text(" two".into()), relative),
        ],
        format: ParagraphFormat {
            align: Some(Align::Justify),
            indent_start: Some(20.0),
            indent_end: Some(10.5),
            first_line: Some(-12.0),
            space_before: Some(3.0),
            space_after: Some(0.0),
            line_height: Some(LineHeight::Multiple(1.5)),
            keep_next: Some(true),
            keep_lines: Some(false),
            background: Some(Color(9, 9, 9)),
            ..ParagraphFormat::default()
        },
    };
    let document = Document {
        blocks: vec![Block::Paragraph(paragraph)],
        ..Document::default()
    };
    let (again, _) = read(&write(&document));
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn right_to_left_sides_are_kept() {
    let paragraph = Paragraph {
        format: ParagraphFormat {
            rtl: Some(true),
            align: Some(Align::Right),
            indent_start: Some(20.0),
            ..ParagraphFormat::default()
        },
        ..Paragraph::text("שלום")
    };
    let document = Document {
        blocks: vec![Block::Paragraph(paragraph)],
        ..Document::default()
    };
    let (again, _) = read(&write(&document));
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn styles_come_back_under_names_that_the_format_allows() {
    let mut document = Document::default();
    let id: Arc<str> = Arc::from("custom-1");
    let style = Style {
        name: "My style (1)".into(),
        paragraph: ParagraphFormat {
            space_before: Some(18.0),
            ..ParagraphFormat::default()
        },
        text: TextFormat {
            italic: Some(true),
            ..TextFormat::default()
        },
    };
    document.styles.insert(Arc::clone(&id), style.clone());
    let mut paragraph = Paragraph::text("styled");
    paragraph.format.style = Some(id);
    document.blocks.push(Block::Paragraph(paragraph));
    let (again, _) = read(&write(&document));
    let Some(Block::Paragraph(paragraph)) = again.blocks.first() else {
        panic!("{:#?}", again.blocks);
    };
    let found = again.styles.get(paragraph.format.style.as_ref().unwrap());
    assert_eq!(found, Some(&style));
}

#[test]
fn tables_keep_spans_widths_and_lines() {
    let line = |width| {
        Some(Border {
            width,
            color: Color(10, 20, 30),
        })
    };
    let cell = |name: &str, columns, rows| Cell {
        blocks: text(name),
        column_span: columns,
        row_span: rows,
        borders: Borders {
            top: line(1.0),
            right: line(0.5),
            bottom: line(2.0),
            left: line(0.0),
            ..Borders::default()
        },
        background: Some(Color(200, 210, 220)),
        vertical_align: VerticalAlign::Middle,
    };
    let row = |header, cells| Row {
        header,
        height: Some(30.0),
        cells,
        id: None,
    };
    let table = Table {
        columns: vec![Some(100.0), Some(50.5), Some(80.0)],
        rows: vec![
            row(true, vec![cell("a", 2, 1), cell("b", 1, 2)]),
            row(false, vec![cell("c", 1, 2), cell("d", 1, 1)]),
            row(false, vec![cell("e", 2, 1)]),
        ],
        align: Some(Align::Center),
        ..Table::default()
    };
    let document = Document {
        blocks: vec![Block::Table(table)],
        ..Document::default()
    };
    let (mut again, _) = read(&write(&document));
    sample::forget_builtin_styles(&mut again);
    // A line without width has no colour to keep.
    let mut expected = document.blocks.clone();
    for block in &mut expected {
        if let Block::Table(table) = block {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                cell.borders.left = Some(Border {
                    width: 0.0,
                    color: Color::BLACK,
                });
            }
        }
    }
    assert_eq!(again.blocks, expected);
}

#[test]
fn pages_headers_and_sections_come_back() {
    let number = Inline::new(InlineKind::Field(Field::PageNumber), TextFormat::default());
    let count = Inline::new(InlineKind::Field(Field::PageCount), TextFormat::default());
    let line = |inlines| {
        vec![Block::Paragraph(Paragraph {
            inlines,
            ..Paragraph::default()
        })]
    };
    let page = PageSetup {
        width: 400.0,
        height: 600.0,
        header: HeaderFooter {
            default: text("every page"),
            first: Some(text("first page")),
            even: Some(text("even page")),
        },
        footer: HeaderFooter {
            default: line(vec![number, Inline::text(" of "), count]),
            ..HeaderFooter::default()
        },
        ..PageSetup::default()
    };
    let wide = PageSetup {
        width: 800.0,
        height: 500.0,
        columns: 2,
        first_number: Some(7),
        ..PageSetup::default()
    };
    let mut blocks = text("one");
    blocks.push(Block::PageBreak);
    blocks.extend(text("two"));
    blocks.push(Block::Section(Box::new(wide)));
    blocks.extend(text("three"));
    let document = Document {
        page,
        blocks,
        ..Document::default()
    };
    let (mut again, _) = read(&write(&document));
    sample::forget_builtin_styles(&mut again);
    assert_eq!(again.page, document.page);
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn columns_in_the_middle_of_a_page_come_back() {
    let columns = |columns| {
        Block::Section(Box::new(PageSetup {
            columns,
            start: SectionStart::Continuous,
            ..PageSetup::default()
        }))
    };
    let mut blocks = text("one");
    blocks.push(columns(3));
    blocks.extend(text("two"));
    blocks.push(columns(1));
    blocks.extend(text("three"));
    let document = Document {
        blocks,
        ..Document::default()
    };
    let (again, _) = read(&write(&document));
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn changes_and_comments_keep_their_ranges() {
    let change = |kind| {
        Some(Arc::new(Change {
            kind,
            author: "Bob & Co".into(),
            date: Some("2024-01-02T03:04:05Z".into()),
        }))
    };
    let piece = |text: &str, format| Inline::new(InlineKind::Text(text.into()), format);
    let with = |comments: &[usize], kind: Option<ChangeKind>| TextFormat {
        comments: comments.to_vec(),
        change: kind.and_then(change),
        ..TextFormat::default()
    };
    let first = vec![
        piece("a", with(&[], None)),
        piece("b", with(&[0], None)),
        piece("c", with(&[0, 1], Some(ChangeKind::Inserted))),
        piece("d", with(&[], Some(ChangeKind::Deleted))),
    ];
    let second = vec![piece("e", with(&[1], None)), piece("f", with(&[], None))];
    let paragraph = |inlines| {
        Block::Paragraph(Paragraph {
            inlines,
            ..Paragraph::default()
        })
    };
    let comment = |words: &str| Comment {
        author: words.to_uppercase(),
        date: None,
        blocks: text(words),
    };
    let document = Document {
        blocks: vec![paragraph(first), paragraph(second)],
        comments: vec![comment("one"), comment("two")],
        ..Document::default()
    };
    let (again, warnings) = read(&write(&document));
    assert_eq!(again.blocks, document.blocks);
    assert_eq!(again.comments, document.comments);
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_table_in_an_item_goes_between_the_halves_of_the_list() {
    let item = |blocks| ListItem {
        checked: None,
        blocks,
    };
    let table = Block::Table(Table {
        rows: vec![Row {
            cells: vec![Cell {
                blocks: text("cell"),
                ..Cell::default()
            }],
            ..Row::default()
        }],
        ..Table::default()
    });
    let mut first = text("one");
    first.push(table);
    first.extend(text("more of one"));
    let list = List {
        kind: ListKind::Ordered {
            start: 1,
            style: NumberStyle::Decimal,
        },
        tight: true,
        items: vec![item(first), item(text("two"))],
    };
    let document = Document {
        blocks: vec![Block::List(list)],
        ..Document::default()
    };
    let (again, _) = read(&write(&document));
    assert_eq!(again.plain_text(), "one\ncell\nmore of one\ntwo\n");
    let starts: Vec<_> = again
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::List(list) => Some((list.kind, list.items.len())),
            _ => None,
        })
        .collect();
    let decimal = |start| ListKind::Ordered {
        start,
        style: NumberStyle::Decimal,
    };
    assert_eq!(starts, [(decimal(1), 1), (decimal(2), 1)]);
}

#[test]
fn a_workbook_is_no_text() {
    let content = spindle_model::convert::Content::Workbook(Box::default());
    let mut progress = |_: f32| {};
    let mut job = spindle_model::convert::Job::new(&mut progress);
    let error =
        spindle_model::convert::Writer::write(&spindle_formats::odt::OdtWriter, &content, &mut job);
    assert!(error.is_err());
}
