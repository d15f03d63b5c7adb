//! Random documents of what a Delta can say.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};
use spindle_model::document::*;

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

pub fn all_blocks() -> impl Strategy<Value = Vec<Block>> {
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
