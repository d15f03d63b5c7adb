//! What documents have and Delta has not: its visible form, or a warning.

use std::sync::Arc;

use serde_json::json;
use spindle_formats::delta;
use spindle_model::convert::{ErrorKind, Job};
use spindle_model::document::{
    Block, Cell, Change, ChangeKind, CodeBlock, Color, Document, Field, Image, ImageSource, Inline,
    InlineKind, Link, List, ListItem, ListKind, Note, NumberStyle, Paragraph, ParagraphFormat, Row,
    Size, Style, Table, TextFormat,
};

use crate::support::written;

fn line(text: &str) -> Block {
    Block::Paragraph(Paragraph::text(text))
}

fn inlines(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph {
        inlines,
        ..Paragraph::default()
    })
}

fn of(blocks: Vec<Block>) -> Document {
    Document {
        blocks,
        ..Document::default()
    }
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem {
        checked: None,
        blocks,
    }
}

#[test]
fn notes_are_listed_at_the_end() {
    let mark = |index| Inline::new(InlineKind::Note(index), TextFormat::default());
    let mut document = of(vec![inlines(vec![
        Inline::text("a"),
        mark(1),
        mark(0),
        mark(1),
    ])]);
    document.notes = vec![
        Note {
            endnote: false,
            blocks: vec![line("first"), line("more")],
        },
        Note {
            endnote: true,
            // A note that names itself ends all the same.
            blocks: vec![inlines(vec![Inline::text("second"), mark(1)])],
        },
    ];
    let sup = json!({ "script": "super" });
    let (delta, codes) = written(&document);
    assert_eq!(
        delta,
        json!([
            { "insert": "a" },
            { "insert": "[1][2][1]", "attributes": sup },
            { "insert": "\n" },
            { "insert": { "divider": true } },
            { "insert": "[1] second" },
            { "insert": "[1]", "attributes": sup },
            { "insert": "\n[2] first\nmore\n" },
        ])
    );
    assert_eq!(codes, ["notes-at-end"]);
}

#[test]
fn changes_and_hidden_text() {
    let changed = |text: &str, kind| {
        let change = Change {
            kind,
            author: "A".to_owned(),
            date: None,
        };
        let format = TextFormat {
            change: Some(Arc::new(change)),
            ..TextFormat::default()
        };
        Inline::new(InlineKind::Text(text.to_owned()), format)
    };
    let hidden = Inline::new(
        InlineKind::Text("hidden".to_owned()),
        TextFormat {
            hidden: Some(true),
            ..TextFormat::default()
        },
    );
    let document = of(vec![inlines(vec![
        changed("old", ChangeKind::Deleted),
        changed("new", ChangeKind::Inserted),
        hidden,
    ])]);
    let (delta, codes) = written(&document);
    assert_eq!(delta, json!([{ "insert": "new\n" }]));
    assert_eq!(codes, ["tracked-changes", "hidden-text-dropped"]);
}

#[test]
fn styles_are_said_of_the_text() {
    let mut document = of(vec![
        Block::Paragraph(Paragraph {
            heading: Some(1),
            inlines: vec![Inline::text("title")],
            format: ParagraphFormat {
                style: Some("h".into()),
                ..ParagraphFormat::default()
            },
        }),
        Block::Paragraph(Paragraph {
            heading: None,
            inlines: vec![
                Inline::text("a"),
                Inline::new(
                    InlineKind::Text("b".to_owned()),
                    TextFormat {
                        bold: Some(false),
                        style: Some("c".into()),
                        ..TextFormat::default()
                    },
                ),
            ],
            format: ParagraphFormat {
                style: Some("h".into()),
                ..ParagraphFormat::default()
            },
        }),
    ]);
    let font: Arc<str> = "Body".into();
    document.defaults.text.font = Some(Arc::clone(&font));
    document.styles.insert(
        "h".into(),
        Style {
            name: "H".to_owned(),
            paragraph: ParagraphFormat {
                align: Some(spindle_model::document::Align::Center),
                ..ParagraphFormat::default()
            },
            text: TextFormat {
                bold: Some(true),
                font: Some(font),
                size: Some(Size::Points(20.0)),
                ..TextFormat::default()
            },
        },
    );
    document.styles.insert(
        "c".into(),
        Style {
            name: "C".to_owned(),
            paragraph: ParagraphFormat::default(),
            text: TextFormat {
                color: Some(Color(1, 2, 3)),
                ..TextFormat::default()
            },
        },
    );
    let (delta, codes) = written(&document);
    assert_eq!(
        delta,
        json!([
            { "insert": "title" },
            { "insert": "\n", "attributes": { "header": 1, "align": "center" } },
            { "insert": "a", "attributes": { "bold": true, "size": "20pt" } },
            { "insert": "b", "attributes": { "color": "#010203", "size": "20pt" } },
            { "insert": "\n", "attributes": { "align": "center" } },
        ])
    );
    assert_eq!(codes, [""; 0]);
}

#[test]
fn items_are_one_line_each() {
    let list = Block::List(List {
        kind: ListKind::Ordered {
            start: 3,
            style: NumberStyle::LowerRoman,
        },
        tight: false,
        items: vec![
            item(vec![
                line("a"),
                line("b"),
                Block::List(List {
                    items: vec![item(vec![line("c")]), item(vec![])],
                    ..List::default()
                }),
                line("after"),
                Block::Code(CodeBlock {
                    language: None,
                    text: "x\ny".to_owned(),
                }),
            ]),
            item(vec![Block::Quote(vec![line("q"), line("r")])]),
            item(vec![Block::Divider]),
        ],
    });
    let (delta, codes) = written(&of(vec![list]));
    assert_eq!(
        delta,
        json!([
            { "insert": "a\u{2028}b" },
            { "insert": "\n", "attributes": { "list": "ordered" } },
            { "insert": "c" },
            { "insert": "\n\n", "attributes": { "list": "bullet", "indent": 1 } },
            { "insert": "after" },
            { "insert": "\n", "attributes": { "indent": 1 } },
            { "insert": "x" },
            { "insert": "\n", "attributes": { "code-block": true } },
            { "insert": "y" },
            { "insert": "\n", "attributes": { "code-block": true } },
            { "insert": "q\u{2028}r" },
            { "insert": "\n", "attributes": { "list": "ordered", "blockquote": true } },
            { "insert": "\n", "attributes": { "list": "ordered" } },
            { "insert": { "divider": true } },
            { "insert": "\n" },
        ])
    );
    assert_eq!(codes, ["list-start-dropped", "list-numbering-dropped"]);
}

#[test]
fn spans_are_empty_cells_and_cells_are_lines() {
    let cell = |blocks: Vec<Block>, column_span, row_span| Cell {
        blocks,
        column_span,
        row_span,
        ..Cell::default()
    };
    let row = |id: Option<&str>, cells| Row {
        id: id.map(str::to_owned),
        cells,
        ..Row::default()
    };
    let list = Block::List(List {
        items: vec![item(vec![line("x")]), item(vec![line("y")])],
        ..List::default()
    });
    let table = Table {
        rows: vec![
            row(
                None,
                vec![
                    cell(vec![line("a"), line("b")], 1, 2),
                    cell(vec![line("c")], 2, 1),
                ],
            ),
            row(
                Some("own"),
                vec![cell(vec![], 1, 1), cell(vec![list], 1, 1)],
            ),
            row(Some("own"), vec![cell(vec![line("z")], 1, 1)]),
        ],
        ..Table::default()
    };
    let (delta, codes) = written(&of(vec![
        Block::Table(table.clone()),
        Block::Table(Table {
            rows: table.rows[2..].to_vec(),
            ..Table::default()
        }),
    ]));
    let first = json!({ "table": "row-1" });
    let own = json!({ "table": "own" });
    let third = json!({ "table": "row-2" });
    assert_eq!(
        delta,
        json!([
            { "insert": "a\u{2028}b" }, { "insert": "\n", "attributes": first },
            { "insert": "c" }, { "insert": "\n\n", "attributes": first },
            { "insert": "\n\n", "attributes": own },
            { "insert": "• x\u{2028}• y" }, { "insert": "\n", "attributes": own },
            { "insert": "z" }, { "insert": "\n", "attributes": third },
            { "insert": "\nz" }, { "insert": "\n", "attributes": own },
        ])
    );
    assert_eq!(codes, ["table-spans-dropped"]);
}

#[test]
fn spans_that_lie_are_bounded() {
    let cell = Cell {
        column_span: u32::MAX,
        row_span: u32::MAX,
        ..Cell::default()
    };
    let row = Row {
        cells: vec![cell],
        ..Row::default()
    };
    let document = of(vec![Block::Table(Table {
        rows: vec![row; 100],
        ..Table::default()
    })]);
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    job.limits.blocks = 1000;
    let error = delta::write(&document, &mut job).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let mut block = line("deep");
    for _ in 0..300 {
        block = Block::Quote(vec![block]);
    }
    let error = delta::write(&of(vec![block]), &mut Job::new(&mut |_| {})).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
    let mut block = line("deep");
    for _ in 0..150 {
        let table = Table {
            rows: vec![Row {
                cells: vec![Cell {
                    blocks: vec![block],
                    ..Cell::default()
                }],
                ..Row::default()
            }],
            ..Table::default()
        };
        block = Block::Table(table);
    }
    let (delta, _) = written(&of(vec![block]));
    assert_eq!(delta[0]["insert"], json!("deep"));
}

#[test]
fn the_rest_is_shown_or_dropped() {
    let plain = TextFormat::default;
    let field = |field| Inline::new(InlineKind::Field(field), plain());
    let mut document = of(vec![
        inlines(vec![
            field(Field::Other {
                instruction: "DATE".to_owned(),
                shown: "today".to_owned(),
            }),
            field(Field::PageNumber),
            Inline::new(InlineKind::Bookmark("b".to_owned()), plain()),
            Inline::new(
                InlineKind::Text("caps".to_owned()),
                TextFormat {
                    all_caps: Some(true),
                    link: Some(Arc::new(Link {
                        href: "#b".to_owned(),
                        title: None,
                    })),
                    ..plain()
                },
            ),
            Inline::text("two\nlines"),
            Inline::new(
                InlineKind::Image(Image {
                    source: ImageSource::Media(0),
                    alt: "alt".to_owned(),
                    title: None,
                    width: Some(72.0),
                    height: None,
                }),
                plain(),
            ),
        ]),
        Block::PageBreak,
    ]);
    document.add_media("image/png", b"\x89PNG");
    document.page.header.default.push(line("header"));
    let (delta, codes) = written(&document);
    assert_eq!(
        delta,
        json!([
            { "insert": "today" },
            { "insert": "CAPS", "attributes": { "link": "#b" } },
            { "insert": "two\u{2028}lines" },
            { "insert": { "image": "data:image/png;base64,iVBORw==" }, "attributes": { "width": "96", "alt": "alt" } },
            { "insert": "\n" },
        ])
    );
    assert_eq!(
        codes,
        [
            "header-footer-dropped",
            "field-dropped",
            "bookmark-dropped",
            "page-break-dropped"
        ]
    );
}
