//! What editors can express comes back unchanged.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};
use spindle_model::document::*;

use crate::common::{document, read, write};

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z éß&<>\"\t漢😀-]{1,12}",
        Just(" ".to_owned()),
        Just("  two  ".to_owned()),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(true)),
        Just(json!("x <y>")),
        Just(json!({"a": [1, null, 2.5]})),
        Just(json!(7)),
    ]
}

fn others() -> impl Strategy<Value = Other> {
    of(proptest::collection::btree_map(
        "[a-z-]{1,6}",
        values(),
        1..3,
    ))
    .prop_map(|map: Option<BTreeMap<String, Value>>| map.map(Box::new))
}

fn colors() -> impl Strategy<Value = Color> {
    any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color(r, g, b))
}

fn links() -> impl Strategy<Value = Arc<Link>> {
    (
        prop_oneof![
            Just("https://example.org/a?b=c&d#e"),
            Just("#anchor"),
            Just("mailto:a@b.c"),
            Just("not a clean <address>"),
            Just(""),
            Just("#"),
        ],
        of(prop_oneof![Just("title"), Just("")]),
    )
        .prop_map(|(href, title)| {
            Arc::new(Link {
                href: href.to_owned(),
                title: title.map(str::to_owned),
            })
        })
}

fn sizes() -> impl Strategy<Value = Size> {
    prop_oneof![
        Just(Size::Small),
        Just(Size::Large),
        Just(Size::Huge),
        (2u16..80).prop_map(|quarters| Size::Points(f32::from(quarters) / 4.0 + 1.0)),
    ]
}

fn changes() -> impl Strategy<Value = Arc<Change>> {
    (
        any::<bool>(),
        of(prop_oneof![Just("2024-01-02T03:04:05Z"), Just("yesterday")]),
    )
        .prop_map(|(inserted, date)| {
            Arc::new(Change {
                kind: if inserted {
                    ChangeKind::Inserted
                } else {
                    ChangeKind::Deleted
                },
                author: "A & B".to_owned(),
                date: date.map(str::to_owned),
            })
        })
}

prop_compose! {
    fn formats()(
        switches in any::<[Option<bool>; 9]>(),
        rare in 0u8..8,
        script in of(prop_oneof![Just(Script::Super), Just(Script::Sub)]),
        color in of(colors()),
        background in of(colors()),
        font in of(prop_oneof![Just("Arial"), Just("My \"Font\"")]),
        size in of(sizes()),
        language in of(prop_oneof![Just("de-DE"), Just("no language")]),
        link in of(links()),
        change in of(changes()),
        other in others(),
    ) -> TextFormat {
        if rare > 2 {
            return TextFormat { bold: switches[0], ..TextFormat::default() };
        }
        let [bold, italic, underline, strike, code, small_caps, all_caps, hidden, rtl] = switches;
        TextFormat {
            bold, italic, underline, strike, code, script, small_caps, all_caps, hidden, color, background,
            font: font.map(Arc::from),
            size, rtl,
            language: language.map(Arc::from),
            link,
            style: None,
            change: change.filter(|_| rare == 0),
            comments: Vec::new(),
            other,
        }
    }
}

fn images() -> impl Strategy<Value = Image> {
    (
        prop_oneof![
            Just(ImageSource::Media(0)),
            Just(ImageSource::Url("https://example.org/x.png".to_owned())),
            Just(ImageSource::Url("data:image/png;base64,AA BB".to_owned())),
        ],
        prop_oneof![Just(""), Just("alt \"text\"")],
        of(prop_oneof![Just("title"), Just("")]),
        of(1u16..900),
        of(1u16..900),
    )
        .prop_map(|(source, alt, title, width, height)| Image {
            source,
            alt: alt.to_owned(),
            title: title.map(str::to_owned),
            width: width.map(|width| f32::from(width) * 0.75),
            height: height.map(|height| f32::from(height) / 3.0),
        })
}

fn kinds() -> impl Strategy<Value = InlineKind> {
    prop_oneof![
        8 => texts().prop_map(InlineKind::Text),
        1 => Just(InlineKind::LineBreak),
        1 => images().prop_map(InlineKind::Image),
        1 => prop_oneof![
            Just(r"\frac{a}{b}"), Just("e=mc^2"), Just(r"\unknown{x} "), Just(""), Just("x_{i}^{2}")
        ]
        .prop_map(|latex| InlineKind::Formula(latex.to_owned())),
        1 => texts().prop_map(|name| InlineKind::Mention { id: "id 1".to_owned(), name }),
        1 => values().prop_map(|value| InlineKind::Embed("video".to_owned(), value)),
        1 => Just(InlineKind::Field(Field::PageNumber)),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    vec(
        (kinds(), formats()).prop_map(|(kind, format)| Inline { kind, format }),
        0..5,
    )
}

prop_compose! {
    fn paragraph_formats()(
        align in of(prop_oneof![
            Just(Align::Left), Just(Align::Center), Just(Align::Right), Just(Align::Justify)
        ]),
        indent in of(1u8..=8),
        rtl in of(any::<bool>()),
        lines in of(prop_oneof![Just(1.0f32), Just(1.15), Just(1.7), Just(1.333)]),
        other in others(),
        plain in any::<bool>(),
    ) -> ParagraphFormat {
        if plain {
            return ParagraphFormat::default();
        }
        ParagraphFormat {
            align, indent, rtl,
            line_height: lines.map(LineHeight::Multiple),
            other,
            ..ParagraphFormat::default()
        }
    }
}

fn paragraphs() -> impl Strategy<Value = Paragraph> {
    (of(1u8..=6), 0u8..3, inlines(), paragraph_formats()).prop_map(
        |(heading, rare, inlines, format)| Paragraph {
            heading: heading.filter(|_| rare == 0),
            inlines,
            format,
        },
    )
}

/// Lists as editors have them: lines that each say their level.
fn lists() -> impl Strategy<Value = Vec<Block>> {
    vec(
        (
            0u8..6,
            prop_oneof![
                Just(ListKind::Bullet),
                Just(ListKind::Ordered {
                    start: 1,
                    style: NumberStyle::Decimal
                }),
                Just(ListKind::Ordered {
                    start: 1,
                    style: NumberStyle::Chinese
                }),
            ],
            of(any::<bool>()),
            paragraphs(),
        ),
        1..7,
    )
    .prop_map(|lines| {
        let mut builder = ListBuilder::default();
        for (level, kind, checked, paragraph) in lines {
            let checked = checked.filter(|_| kind == ListKind::Bullet);
            let mark = ListMark {
                level,
                kind,
                checked,
                list: 0,
            };
            builder.push_item(mark, Block::Paragraph(paragraph));
        }
        builder.finish()
    })
}

fn codes() -> impl Strategy<Value = Block> {
    (
        of(prop_oneof![
            Just("js"),
            Just("c++"),
            Just("odd, name"),
            Just("")
        ]),
        vec("[a-z {}\t]{0,8}", 1..4),
    )
        .prop_map(|(language, lines)| {
            Block::Code(CodeBlock {
                language: language.map(str::to_owned),
                text: lines.join("\n"),
            })
        })
}

fn simple_blocks() -> impl Strategy<Value = Vec<Block>> {
    prop_oneof![
        4 => paragraphs().prop_map(|paragraph| vec![Block::Paragraph(paragraph)]),
        2 => lists(),
        1 => codes().prop_map(|code| vec![code]),
    ]
}

fn some_blocks(most: usize) -> impl Strategy<Value = Vec<Block>> {
    vec(simple_blocks(), 1..most).prop_map(|blocks| blocks.concat())
}

fn tables() -> impl Strategy<Value = Block> {
    (
        1usize..4,
        vec(
            (
                of("row-[a-z]{2}"),
                any::<bool>(),
                vec((some_blocks(3), 1u32..3), 3),
            ),
            1..4,
        ),
    )
        .prop_map(|(width, rows)| {
            let rows = rows.into_iter().map(|(id, header, cells)| Row {
                id,
                header,
                height: None,
                cells: cells
                    .into_iter()
                    .take(width)
                    .map(|(blocks, column_span)| Cell {
                        blocks,
                        column_span,
                        ..Cell::default()
                    })
                    .collect(),
            });
            Block::Table(Table {
                rows: rows.collect(),
                ..Table::default()
            })
        })
}

fn all_blocks() -> impl Strategy<Value = Vec<Block>> {
    let quote = prop_oneof![
        some_blocks(4),
        some_blocks(3).prop_map(|blocks| vec![Block::Quote(blocks)]),
    ];
    let group = prop_oneof![
        6 => simple_blocks(),
        1 => quote.prop_map(|blocks| vec![Block::Quote(blocks)]),
        1 => tables().prop_map(|table| vec![table]),
        1 => Just(vec![Block::Divider]),
        1 => Just(vec![Block::PageBreak]),
    ];
    vec(group, 0..6).prop_map(|blocks| blocks.concat())
}

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
