//! What editors can express comes back unchanged.

use proptest::prelude::*;
use spindle_model::document::*;

use crate::common::{document, read, write};
use crate::random::all_blocks;

/// Joins what is the same in two pieces: neighbouring texts of one format, neighbouring quotations.
fn normalized(blocks: &[Block]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        let block = match block {
            Block::Paragraph(paragraph) => {
                let mut inlines: Vec<Inline> = Vec::new();
                for inline in &paragraph.inlines {
                    if let (InlineKind::Text(text), Some(last)) = (&inline.kind, inlines.last_mut())
                        && let InlineKind::Text(before) = &mut last.kind
                        && last.format == inline.format
                    {
                        before.push_str(text);
                        continue;
                    }
                    inlines.push(inline.clone());
                }
                Block::Paragraph(Paragraph {
                    inlines,
                    ..paragraph.clone()
                })
            }
            Block::List(list) => Block::List(List {
                tight: true,
                items: list
                    .items
                    .iter()
                    .map(|item| ListItem {
                        blocks: normalized(&item.blocks),
                        ..item.clone()
                    })
                    .collect(),
                ..list.clone()
            }),
            Block::Quote(blocks) => {
                let blocks = normalized(blocks);
                // Quotations of nothing but plain paragraphs are one.
                let plain = |blocks: &[Block]| {
                    blocks
                        .iter()
                        .all(|block| matches!(block, Block::Paragraph(p) if p.heading.is_none()))
                };
                if let Some(Block::Quote(before)) = out.last_mut()
                    && plain(before)
                    && plain(&blocks)
                {
                    before.extend(blocks);
                    continue;
                }
                Block::Quote(blocks)
            }
            Block::Table(table) => {
                let mut table = table.clone();
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell.blocks = normalized(&cell.blocks);
                }
                Block::Table(table)
            }
            block => block.clone(),
        };
        out.push(block);
    }
    out
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x06\0\0\0";

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_editors_express_comes_back(blocks in all_blocks()) {
        let mut document = document(blocks);
        document.add_media("image/png", PNG);
        let back = read(&write(&document));
        prop_assert_eq!(normalized(&back.blocks), normalized(&document.blocks));
    }
}

#[test]
fn notes_comments_sections_and_metadata_come_back() {
    let mut document = Document::default();
    let note = |endnote| Note {
        endnote,
        blocks: vec![
            Block::Paragraph(Paragraph::text("note")),
            Block::Paragraph(Paragraph::text("more")),
        ],
    };
    document.notes = vec![note(false), note(true)];
    document.comments = vec![Comment {
        author: "Ann Other".to_owned(),
        date: Some("2024-01-02T03:04:05Z".to_owned()),
        blocks: vec![Block::Paragraph(Paragraph::text("why?"))],
    }];
    let commented = |text: &str| {
        Inline::new(
            InlineKind::Text(text.to_owned()),
            TextFormat {
                comments: vec![0],
                ..TextFormat::default()
            },
        )
    };
    let line = |inlines| {
        Block::Paragraph(Paragraph {
            inlines,
            ..Paragraph::default()
        })
    };
    let mark = |index| Inline::new(InlineKind::Note(index), TextFormat::default());
    let mut second = PageSetup {
        width: 841.9,
        height: 595.3,
        columns: 2,
        first_number: Some(5),
        start: SectionStart::Continuous,
        ..PageSetup::default()
    };
    second.footer.first = Some(vec![line(vec![
        Inline::text("Page "),
        Inline::new(InlineKind::Field(Field::PageNumber), TextFormat::default()),
    ])]);
    document.page.header.default = vec![Block::Paragraph(Paragraph::text("head"))];
    second.header = document.page.header.clone();
    second.header.first = Some(Vec::new());
    document.blocks = vec![
        line(vec![Inline::text("a"), mark(0), commented("b")]),
        line(vec![commented("c"), Inline::text("d"), mark(1)]),
        line(vec![
            Inline::new(
                InlineKind::Bookmark("place".to_owned()),
                TextFormat::default(),
            ),
            Inline::text("e"),
        ]),
        Block::Section(Box::new(second)),
        Block::Paragraph(Paragraph::text("f")),
    ];
    document.metadata.title = Some("A & B".to_owned());
    document.metadata.language = Some("de".to_owned());
    let back = read(&write(&document));
    assert_eq!(back.blocks, document.blocks);
    assert_eq!(back.notes, document.notes);
    assert_eq!(back.comments, document.comments);
    assert_eq!(back.page, document.page);
    assert_eq!(back.metadata, document.metadata);
}

#[test]
fn spans_borders_and_widths_of_tables_come_back() {
    let cell = |text: &str, column_span, row_span| Cell {
        blocks: vec![Block::Paragraph(Paragraph::text(text))],
        column_span,
        row_span,
        background: Some(Color(1, 2, 3)),
        vertical_align: VerticalAlign::Middle,
        borders: Borders {
            top: Some(Border {
                width: 1.5,
                color: Color(9, 9, 9),
            }),
            ..Borders::default()
        },
    };
    let table = Table {
        columns: vec![Some(100.0), Some(50.5), Some(20.0)],
        rows: vec![
            Row {
                header: true,
                cells: vec![cell("a", 1, 3), cell("b", 2, 1)],
                ..Row::default()
            },
            Row {
                height: Some(30.0),
                cells: vec![cell("c", 1, 2), cell("d", 1, 1)],
                ..Row::default()
            },
            Row {
                id: Some("r3".to_owned()),
                cells: vec![cell("e", 1, 1)],
                ..Row::default()
            },
        ],
        borders: Borders::all(Border {
            width: 0.5,
            color: Color::BLACK,
        }),
        align: Some(Align::Center),
        ..Table::default()
    };
    let blocks = vec![Block::Table(table.clone()), Block::Table(table)];
    assert_eq!(read(&write(&document(blocks.clone()))).blocks, blocks);
}

#[test]
fn items_may_hold_anything() {
    let text = |text: &str| Block::Paragraph(Paragraph::text(text));
    let item = |blocks| ListItem {
        checked: None,
        blocks,
    };
    let inner = Block::List(List {
        kind: ListKind::Ordered {
            start: 4,
            style: NumberStyle::UpperRoman,
        },
        tight: true,
        items: vec![item(vec![text("i")]), item(vec![])],
    });
    let code = Block::Code(CodeBlock {
        language: None,
        text: "x\ny".to_owned(),
    });
    let list = Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![
            item(vec![
                text("a"),
                text("a2"),
                inner.clone(),
                text("a3"),
                code.clone(),
            ]),
            item(vec![code, Block::Quote(vec![text("q")])]),
            item(vec![inner]),
        ],
    });
    let blocks = vec![list.clone(), list, text("end")];
    assert_eq!(read(&write(&document(blocks.clone()))).blocks, blocks);
}

#[test]
fn the_text_of_a_comment_is_not_commented_on() {
    let commented = || {
        let format = TextFormat {
            comments: vec![0],
            ..TextFormat::default()
        };
        Block::Paragraph(Paragraph {
            inlines: vec![Inline::new(InlineKind::Text("text".to_owned()), format)],
            ..Paragraph::default()
        })
    };
    let mut document = document(vec![commented()]);
    document.comments = vec![Comment {
        blocks: vec![commented()],
        ..Comment::default()
    }];
    let back = read(&write(&document));
    assert_eq!(back.blocks, document.blocks);
    let [comment] = &back.comments[..] else {
        panic!("{:?}", back.comments)
    };
    assert_eq!(comment.blocks, [Block::Paragraph(Paragraph::text("text"))]);
}
