//! Random documents come back as they were written.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use spindle_model::document::*;

use super::sample::{PIXEL, forget_builtin_styles, read, write};

/// What lines of text are made of: white space at all places, what XML escapes, other scripts.
fn words() -> impl Strategy<Value = String> {
    "[a-c<&>\" \t'é中\u{1f600}]{1,12}"
}

fn text_format() -> impl Strategy<Value = TextFormat> {
    let toggles = (
        option::of(any::<bool>()),
        option::of(any::<bool>()),
        option::of(any::<bool>()),
        option::of(any::<bool>()),
        option::of(Just(true)),
    );
    let rest = (
        option::of(prop_oneof![Just(Script::Super), Just(Script::Sub)]),
        option::of(any::<[u8; 3]>()),
        option::of(prop_oneof![
            (10u8..60).prop_map(|half| Size::Points(f32::from(half) / 2.0)),
            Just(Size::Small),
            Just(Size::Large),
            Just(Size::Huge),
        ]),
        option::of("[a-z]{1,6}"),
    );
    (toggles, rest).prop_map(
        |((bold, italic, underline, strike, code), (script, color, size, link))| TextFormat {
            bold,
            italic,
            underline,
            strike,
            code,
            script,
            color: color.map(|[red, green, blue]| Color(red, green, blue)),
            size,
            link: link.map(|name| {
                Arc::new(Link {
                    href: name,
                    title: None,
                })
            }),
            ..TextFormat::default()
        },
    )
}

fn inline() -> impl Strategy<Value = Inline> {
    let kind = prop_oneof![
        6 => words().prop_map(InlineKind::Text),
        1 => Just(InlineKind::LineBreak),
        1 => Just(InlineKind::Note(0)),
        1 => Just(InlineKind::Field(Field::PageNumber)),
        1 => "[a-z]{1,5}".prop_map(InlineKind::Bookmark),
        1 => "[a-z^_{}]{1,5}".prop_map(InlineKind::Formula),
        1 => ("[a-z ]{0,5}", 1u8..99, 1u8..99).prop_map(|(alt, width, height)| {
            InlineKind::Image(Image {
                source: ImageSource::Media(0),
                alt,
                title: None,
                width: Some(f32::from(width)),
                height: Some(f32::from(height)),
            })
        }),
    ];
    (kind, text_format()).prop_map(|(kind, format)| {
        // Only text and line breaks have formats of their own in the file.
        let kept = match &kind {
            InlineKind::Text(_) | InlineKind::LineBreak => format,
            InlineKind::Formula(_) | InlineKind::Field(_) => TextFormat {
                code: None,
                ..format
            },
            InlineKind::Image(_) | InlineKind::Note(_) => TextFormat {
                link: format.link,
                ..TextFormat::default()
            },
            _ => TextFormat::default(),
        };
        Inline::new(kind, kept)
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    (
        vec(inline(), 0..5),
        option::of(0u8..40),
        option::of(prop_oneof![
            Just(Align::Left),
            Just(Align::Center),
            Just(Align::Right)
        ]),
    )
        .prop_map(|(inlines, before, align)| Paragraph {
            heading: None,
            inlines,
            format: ParagraphFormat {
                space_before: before.map(f32::from),
                align,
                ..ParagraphFormat::default()
            },
        })
}

fn leaf() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => paragraph().prop_map(Block::Paragraph),
        1 => (paragraph(), 1u8..=9).prop_map(|(paragraph, level)| {
            Block::Paragraph(Paragraph { heading: Some(level), ..paragraph })
        }),
        1 => (option::of("[a-z+]{1,4}"), vec("[ -~]{0,8}", 1..4)).prop_map(|(language, lines)| {
            Block::Code(CodeBlock { language, text: lines.join("\n") })
        }),
        1 => Just(Block::Divider),
    ]
}

fn kind() -> impl Strategy<Value = ListKind> {
    let style = prop_oneof![
        Just(NumberStyle::Decimal),
        Just(NumberStyle::LowerAlpha),
        Just(NumberStyle::UpperAlpha),
        Just(NumberStyle::LowerRoman),
        Just(NumberStyle::UpperRoman),
        Just(NumberStyle::Chinese),
    ];
    prop_oneof![
        Just(ListKind::Bullet),
        (1u32..9, style).prop_map(|(start, style)| ListKind::Ordered { start, style }),
    ]
}

/// Items hold paragraphs and lists, which is all that lists of the format can hold.
fn list() -> impl Strategy<Value = Block> {
    let item = (paragraph(), option::of(any::<bool>())).prop_map(|(paragraph, checked)| ListItem {
        checked,
        blocks: vec![Block::Paragraph(paragraph)],
    });
    let flat = (kind(), vec(item, 1..4)).prop_map(|(kind, items)| (kind, items));
    flat.prop_recursive(3, 12, 3, |inner| {
        let item = (paragraph(), option::of(any::<bool>()), option::of(inner)).prop_map(
            |(paragraph, checked, inner)| ListItem {
                checked,
                blocks: std::iter::once(Block::Paragraph(paragraph))
                    .chain(inner.map(|(kind, items)| as_list(kind, items)))
                    .collect(),
            },
        );
        (kind(), vec(item, 1..4))
    })
    .prop_map(|(kind, items)| as_list(kind, items))
}

fn as_list(kind: ListKind, mut items: Vec<ListItem>) -> Block {
    // Whichever: what counts is that both occur.
    let tight = items.len() != 2;
    if kind != ListKind::Bullet {
        for item in &mut items {
            item.checked = None;
        }
    }
    Block::List(List { kind, tight, items })
}

fn block() -> impl Strategy<Value = Block> {
    let start = prop_oneof![4 => leaf(), 1 => list()];
    start.prop_recursive(3, 16, 4, |inner| {
        let cell = (vec(inner.clone(), 1..3), 1u32..3).prop_map(|(blocks, column_span)| Cell {
            blocks,
            column_span,
            ..Cell::default()
        });
        let row = (vec(cell, 1..3), any::<bool>()).prop_map(|(cells, header)| Row {
            header,
            cells,
            ..Row::default()
        });
        prop_oneof![
            vec(inner, 1..3).prop_map(Block::Quote),
            vec(row, 1..3).prop_map(|rows| Block::Table(Table {
                rows,
                ..Table::default()
            })),
        ]
    })
}

/// What two documents have to have in common.
fn comparable(mut document: Document) -> Document {
    forget_builtin_styles(&mut document);
    document.for_each_paragraph_mut(&mut joined);
    document.blocks = document.blocks.into_iter().map(plain_tables).collect();
    document.blocks = join_code(document.blocks);
    for note in &mut document.notes {
        note.blocks = std::mem::take(&mut note.blocks);
    }
    Document {
        blocks: document.blocks,
        notes: document.notes,
        media: document.media,
        ..Document::default()
    }
}

/// Pieces of one format are one piece; an alternative text of spaces is one.
fn joined(paragraph: &mut Paragraph) {
    let mut inlines: Vec<Inline> = Vec::new();
    for inline in paragraph.inlines.drain(..) {
        match (inlines.last_mut(), &inline.kind) {
            (
                Some(Inline {
                    kind: InlineKind::Text(before),
                    format,
                }),
                InlineKind::Text(text),
            ) if *format == inline.format => before.push_str(text),
            _ => inlines.push(inline),
        }
    }
    paragraph.inlines = inlines;
}

/// Tables without lines get some, rows get their missing cells, and only the first rows are headers.
fn plain_tables(block: Block) -> Block {
    match block {
        Block::Table(mut table) => {
            let width = |row: &Row| row.cells.iter().map(|cell| cell.column_span).sum::<u32>();
            let columns = table.rows.iter().map(width).max().unwrap_or(0);
            let all = table.rows.iter().all(|row| row.header);
            let mut header = !all;
            table.columns.clear();
            table.align = None;
            for row in &mut table.rows {
                header &= row.header;
                row.header = header;
                for _ in width(row)..columns {
                    row.cells.push(Cell {
                        blocks: vec![Block::Paragraph(Paragraph::default())],
                        ..Cell::default()
                    });
                }
                for cell in &mut row.cells {
                    cell.borders = Borders::default();
                    let blocks = std::mem::take(&mut cell.blocks);
                    cell.blocks = join_code(blocks.into_iter().map(plain_tables).collect());
                }
            }
            Block::Table(table)
        }
        Block::Quote(blocks) => {
            Block::Quote(join_code(blocks.into_iter().map(plain_tables).collect()))
        }
        block => block,
    }
}

/// Code after code of one language is one.
fn join_code(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    for block in blocks {
        match (joined.last_mut(), block) {
            (Some(Block::Code(before)), Block::Code(code)) if before.language == code.language => {
                before.text.push('\n');
                before.text.push_str(&code.text);
            }
            (_, block) => joined.push(block),
        }
    }
    joined
}

/// A note stands at one place: every mark gets one of its own.
fn number_notes(document: &mut Document) {
    let mut count = 0;
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Note(index) = &mut inline.kind {
                *index = count;
                count += 1;
            }
        }
    });
    document.notes = (0..count)
        .map(|index| Note {
            endnote: index % 3 == 0,
            blocks: vec![Block::Paragraph(Paragraph::text(format!("note {index}")))],
        })
        .collect();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(blocks in vec(block(), 0..6)) {
        let mut document = Document { blocks, ..Document::default() };
        document.add_media("image/png", PIXEL);
        number_notes(&mut document);
        let (mut again, _) = read(&write(&document));
        if again.media.is_empty() {
            again.media.clone_from(&document.media);
        }
        if document.blocks.is_empty() {
            document.blocks.push(Block::Paragraph(Paragraph::default()));
        }
        prop_assert_eq!(comparable(again), comparable(document));
    }
}
