//! Random documents of what editors can say, and what two of them must have in common.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;
use spindle_model::document::{
    Align, Block, Cell, CodeBlock, Color, Document, Image, ImageSource, Inline, InlineKind,
    LineHeight, Link, List, ListItem, ListKind, NumberStyle, Paragraph, ParagraphFormat, Row,
    Script, Size, Table, TextFormat,
};

/// The smallest picture there is.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9]{1,6}( [a-zA-Z]{1,5})?",
        2 => "[ a-z]{1,5}",
        2 => "[*_`~$|<>&!#+=:.()@\\[\\]\\\\\"'/-]{1,4}",
        2 => "[a1*_ `\\\\.)~$|<#&-]{1,8}",
        1 => Just("http://a.b/c?d=e&f".to_owned()),
        1 => Just("&amp; &#35; <b>".to_owned()),
        1 => Just("日本語，文字。".to_owned()),
        1 => Just("a@b.org www.x.y".to_owned()),
        1 => "[\t\u{a0}é ]{1,3}",
        1 => Just("1. x".to_owned()),
        1 => Just("- x".to_owned()),
    ]
}

fn flag() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![6 => Just(None), 1 => Just(Some(true))]
}

fn color() -> impl Strategy<Value = Option<Color>> {
    prop_oneof![8 => Just(None), 1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Some(Color(r, g, b)))]
}

fn href() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("https://example.org/a(b)?c=d&copy=e#f".to_owned()),
        Just("#there".to_owned()),
        Just("a b\\c<d>".to_owned()),
        Just("http://a.b/c?d=e&f".to_owned()),
        Just("mailto:a@b.org".to_owned()),
        Just("é/日".to_owned()),
    ]
}

fn format() -> impl Strategy<Value = TextFormat> {
    let marks = (flag(), flag(), flag(), flag(), flag());
    let colors = (color(), color());
    let font = prop_oneof![
        9 => Just(None),
        1 => Just(Some("serif")),
        1 => Just(Some("Times New Roman")),
        1 => Just(Some("a';<\"b\\c")),
    ];
    let size = prop_oneof![
        9 => Just(None),
        1 => Just(Some(Size::Small)),
        1 => Just(Some(Size::Large)),
        1 => Just(Some(Size::Huge)),
        1 => (1_u16..999).prop_map(|points| Some(Size::Points(f32::from(points) / 7.0))),
    ];
    let script =
        prop_oneof![8 => Just(None), 1 => Just(Some(Script::Super)), 1 => Just(Some(Script::Sub))];
    let link = prop_oneof![
        6 => Just(None),
        1 => (href(), prop_oneof![Just(None), Just(Some("a \"title\" & <more>".to_owned()))])
            .prop_map(|(href, title)| Some(Arc::new(Link { href, title }))),
    ];
    let other = prop_oneof![
        12 => Just(None),
        1 => Just(Some(Box::new(BTreeMap::from([("x-y".to_owned(), json!({"a": [1, "\"<&>'", null]}))])))),
    ];
    let rtl = prop_oneof![12 => Just(None), 1 => any::<bool>().prop_map(Some)];
    (marks, colors, font, size, script, link, other, rtl).prop_map(
        |(
            (bold, italic, underline, strike, code),
            (color, background),
            font,
            size,
            script,
            link,
            other,
            rtl,
        )| TextFormat {
            bold,
            italic,
            underline,
            strike,
            code,
            color,
            background,
            font: font.map(Arc::from),
            size,
            script,
            link,
            other,
            rtl,
            ..TextFormat::default()
        },
    )
}

fn image() -> impl Strategy<Value = Image> {
    let source = prop_oneof![
        Just(ImageSource::Media(0)),
        Just(ImageSource::Url("https://x.y/z (1).png?a=b&c".to_owned())),
    ];
    let length = || prop_oneof![2 => Just(None), 1 => (1_u16..999).prop_map(|points| Some(f32::from(points) / 3.0))];
    let title = prop_oneof![Just(None), Just(Some("t\"<".to_owned()))];
    (source, text(), title, length(), length()).prop_map(|(source, alt, title, width, height)| {
        Image {
            source,
            alt,
            title,
            width,
            height,
        }
    })
}

fn kind() -> impl Strategy<Value = InlineKind> {
    prop_oneof![
        12 => text().prop_map(InlineKind::Text),
        1 => Just(InlineKind::LineBreak),
        1 => image().prop_map(InlineKind::Image),
        1 => prop_oneof![Just("x^2".to_owned()), Just("a<b & {c|d}$".to_owned()), Just("\\frac{1}{2}".to_owned())]
            .prop_map(InlineKind::Formula),
        1 => (text(), text()).prop_map(|(id, name)| InlineKind::Mention { id, name }),
        1 => text().prop_map(|value| InlineKind::Embed("video".to_owned(), json!(value))),
        1 => Just(InlineKind::Embed("poll".to_owned(), json!({"q": "a|b\"<", "n": [1, 2]}))),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    (kind(), format()).prop_map(|(kind, format)| Inline { kind, format })
}

fn paragraph_format() -> impl Strategy<Value = ParagraphFormat> {
    let align = prop_oneof![
        8 => Just(None),
        1 => Just(Some(Align::Center)),
        1 => Just(Some(Align::Right)),
        1 => Just(Some(Align::Justify)),
    ];
    let indent = prop_oneof![8 => Just(None), 1 => (1_u8..9).prop_map(Some)];
    let rtl = prop_oneof![8 => Just(None), 1 => Just(Some(true))];
    let line_height = prop_oneof![12 => Just(None), 1 => Just(Some(LineHeight::Multiple(1.5)))];
    let other = prop_oneof![
        12 => Just(None),
        1 => Just(Some(Box::new(BTreeMap::from([("k".to_owned(), json!("v\n\nw"))])))),
    ];
    (align, indent, rtl, line_height, other).prop_map(|(align, indent, rtl, line_height, other)| {
        ParagraphFormat {
            align,
            indent,
            rtl,
            line_height,
            other,
            ..ParagraphFormat::default()
        }
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let heading = prop_oneof![4 => Just(None), 1 => (1_u8..7).prop_map(Some)];
    let format = prop_oneof![3 => Just(ParagraphFormat::default()), 1 => paragraph_format()];
    (heading, prop::collection::vec(inline(), 0..6), format).prop_map(
        |(heading, inlines, format)| Paragraph {
            heading,
            inlines,
            format,
        },
    )
}

fn code() -> impl Strategy<Value = CodeBlock> {
    let language = prop_oneof![2 => Just(None), 1 => Just(Some("rust".to_owned())), 1 => Just(Some("a b`".to_owned()))];
    (language, "[a-z `~\n\t<&*]{0,20}").prop_map(|(language, text)| CodeBlock { language, text })
}

fn list_kind() -> impl Strategy<Value = ListKind> {
    let style = prop_oneof![6 => Just(NumberStyle::Decimal), 1 => Just(NumberStyle::UpperRoman), 1 => Just(NumberStyle::Chinese)];
    prop_oneof![
        Just(ListKind::Bullet),
        (prop_oneof![Just(1_u32), 0_u32..20], style)
            .prop_map(|(start, style)| ListKind::Ordered { start, style }),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    let row_id = prop_oneof![
        Just(None),
        Just(Some("row-1a2b".to_owned())),
        Just(Some("a b--".to_owned()))
    ];
    (1_usize..4, 1_usize..4).prop_flat_map(move |(rows, columns)| {
        let cell = prop::collection::vec(
            prop_oneof![
                6 => prop::collection::vec(inline(), 0..3).prop_map(|inlines| Paragraph { inlines, ..Paragraph::default() }),
                1 => paragraph(),
            ],
            1..2,
        );
        let rows = prop::collection::vec(
            (row_id.clone(), prop::collection::vec(cell, columns..=columns)),
            rows..=rows,
        );
        let aligns = prop_oneof![
            Just(Vec::new()),
            prop::collection::vec(prop_oneof![Just(None), Just(Some(Align::Right))], columns..=columns),
        ];
        (any::<bool>(), rows, aligns).prop_map(|(header, rows, column_align)| Table {
            column_align,
            rows: rows
                .into_iter()
                .enumerate()
                .map(|(at, (id, cells))| Row {
                    id,
                    header: header && at == 0,
                    cells: cells
                        .into_iter()
                        .map(|blocks| Cell {
                            blocks: blocks.into_iter().map(Block::Paragraph).collect(),
                            ..Cell::default()
                        })
                        .collect(),
                    ..Row::default()
                })
                .collect(),
            ..Table::default()
        })
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        8 => paragraph().prop_map(Block::Paragraph),
        1 => code().prop_map(Block::Code),
        1 => Just(Block::Divider),
        1 => Just(Block::PageBreak),
        1 => table().prop_map(Block::Table),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let item = (
            prop_oneof![4 => Just(None), 1 => any::<bool>().prop_map(Some)],
            prop_oneof![
                3 => paragraph().prop_map(|paragraph| vec![Block::Paragraph(paragraph)]),
                1 => prop::collection::vec(inner.clone(), 1..4),
            ],
        )
            .prop_map(|(checked, blocks)| ListItem { checked, blocks });
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Block::Quote),
            (
                list_kind(),
                any::<bool>(),
                prop::collection::vec(item, 1..4)
            )
                .prop_map(|(kind, tight, items)| Block::List(List {
                    kind,
                    tight,
                    items
                })),
        ]
    })
}

/// A document that does not fill the screen when it is shown.
#[derive(Clone)]
pub struct Random(pub Document);

impl std::fmt::Debug for Random {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(see the text)")
    }
}

/// The first difference between two documents, without what neither says.
pub fn difference(one: &Document, other: &Document) -> Option<String> {
    let (one, other) = (normal(one), normal(other));
    let at = (0..one.len().max(other.len())).find(|at| one.get(*at) != other.get(*at))?;
    let brief = |blocks: &[Block]| {
        let mut text = format!("{:?}", blocks.get(at));
        for field in [
            "align",
            "style",
            "indent",
            "indent_start",
            "indent_end",
            "first_line",
            "space_before",
            "space_after",
            "line_height",
            "rtl",
            "keep_next",
            "keep_lines",
            "page_break_before",
            "background",
            "other",
            "bold",
            "italic",
            "underline",
            "strike",
            "code",
            "script",
            "small_caps",
            "all_caps",
            "hidden",
            "color",
            "font",
            "size",
            "language",
            "link",
            "change",
            "heading",
        ] {
            text = text
                .replace(&format!("{field}: None, "), "")
                .replace(&format!("{field}: None "), "");
        }
        text.replace("comments: [], ", "")
    };
    Some(format!("\n{}\n{}", brief(&one), brief(&other)))
}

/// A document.
pub fn document() -> impl Strategy<Value = Random> {
    prop::collection::vec(block(), 0..6).prop_map(|blocks| {
        let mut document = Document {
            blocks,
            ..Document::default()
        };
        document.add_media("image/png", PNG);
        Random(document)
    })
}

/// What counts of a document: adjacent texts of one format are one, a picture is its bytes.
pub fn normal(document: &Document) -> Vec<Block> {
    let mut document = document.clone();
    let media = document.media.clone();
    document.for_each_paragraph_mut(&mut |paragraph| {
        let mut inlines: Vec<Inline> = Vec::new();
        for mut inline in std::mem::take(&mut paragraph.inlines) {
            if let InlineKind::Image(image) = &mut inline.kind
                && let ImageSource::Media(index) = image.source
            {
                image.source = ImageSource::Url(format!("{:?}", media[index].bytes));
            }
            match (&inline.kind, inlines.last_mut()) {
                (InlineKind::Text(text), _) if text.is_empty() => continue,
                (
                    InlineKind::Text(text),
                    Some(Inline {
                        kind: InlineKind::Text(last),
                        format,
                    }),
                ) if *format == inline.format => {
                    last.push_str(text);
                }
                _ => inlines.push(inline),
            }
        }
        paragraph.inlines = inlines;
    });
    each_table(&mut document.blocks);
    document.blocks
}

/// Columns that say nothing of themselves are not said.
fn each_table(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                let said = table.column_align.iter().any(Option::is_some);
                table.column_align.retain(|_| said);
            }
            Block::Quote(blocks) => each_table(blocks),
            Block::List(list) => {
                for item in &mut list.items {
                    each_table(&mut item.blocks);
                }
            }
            _ => {}
        }
    }
}
