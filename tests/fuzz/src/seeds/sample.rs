//! A document and a workbook with something of everything.

use std::sync::Arc;

use spindle_model::document::{
    Block, Border, Borders, Cell, Change, ChangeKind, CodeBlock, Color, Comment, Document, Field,
    Image, ImageSource, Inline, InlineKind, Link, List, ListItem, ListKind, Note, NumberStyle,
    PageSetup, Paragraph, Row, Size, Table, TextFormat,
};
use spindle_model::workbook::{
    self, CellComment, CellError, CellLink, CellStyle, Columns, DefinedName, Range, Sheet, Value,
    Workbook,
};

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

fn text(words: &str) -> Vec<Block> {
    vec![Block::Paragraph(Paragraph::text(words))]
}

fn piece(words: &str, format: TextFormat) -> Inline {
    Inline::new(InlineKind::Text(words.to_owned()), format)
}

fn plain(kind: InlineKind) -> Inline {
    Inline::new(kind, TextFormat::default())
}

fn paragraph(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph {
        inlines,
        ..Paragraph::default()
    })
}

fn item(blocks: Vec<Block>, checked: Option<bool>) -> ListItem {
    ListItem { checked, blocks }
}

fn change(kind: ChangeKind) -> TextFormat {
    TextFormat {
        change: Some(Arc::new(Change {
            kind,
            author: "Ada".into(),
            date: Some("2024-01-02T03:04:05Z".into()),
        })),
        ..TextFormat::default()
    }
}

fn line(picture: usize) -> Vec<Inline> {
    let bold = TextFormat {
        bold: Some(true),
        color: Some(Color(200, 0, 0)),
        size: Some(Size::Points(14.0)),
        font: Some("Serif".into()),
        ..TextFormat::default()
    };
    let link = TextFormat {
        link: Some(Arc::new(Link {
            href: "https://example.com/".into(),
            title: None,
        })),
        ..TextFormat::default()
    };
    let commented = TextFormat {
        comments: vec![0],
        ..TextFormat::default()
    };
    let code = TextFormat {
        code: Some(true),
        ..TextFormat::default()
    };
    vec![
        plain(InlineKind::Bookmark("place".into())),
        piece("Text ", TextFormat::default()),
        piece("bold", bold),
        piece(" and a link", link),
        piece("code", code),
        plain(InlineKind::LineBreak),
        piece("commented", commented),
        piece("put in", change(ChangeKind::Inserted)),
        piece("taken out", change(ChangeKind::Deleted)),
        plain(InlineKind::Note(0)),
        plain(InlineKind::Note(1)),
        plain(InlineKind::Field(Field::PageNumber)),
        plain(InlineKind::Formula("\\frac{a}{b^2}".into())),
        plain(InlineKind::Image(Image {
            source: ImageSource::Media(picture),
            alt: "a pixel".into(),
            title: None,
            width: Some(50.0),
            height: Some(40.0),
        })),
    ]
}

fn lists() -> Block {
    let inner = List {
        kind: ListKind::Ordered {
            start: 3,
            style: NumberStyle::LowerRoman,
        },
        tight: true,
        items: vec![item(text("three"), None), item(text("four"), None)],
    };
    let mut outer = text("outer");
    outer.push(Block::List(inner));
    Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![
            item(outer, None),
            item(text("done"), Some(true)),
            item(text("open"), Some(false)),
        ],
    })
}

fn table() -> Block {
    let cell = |words: &str, column_span, row_span| Cell {
        blocks: text(words),
        column_span,
        row_span,
        background: Some(Color(230, 230, 230)),
        ..Cell::default()
    };
    let row = |header, cells| Row {
        header,
        cells,
        ..Row::default()
    };
    Block::Table(Table {
        columns: vec![Some(80.0), Some(60.0), Some(60.0)],
        rows: vec![
            row(true, vec![cell("a", 1, 1), cell("b", 2, 1)]),
            row(
                false,
                vec![cell("c", 1, 2), cell("d", 1, 1), cell("e", 1, 1)],
            ),
            row(false, vec![cell("f", 1, 1), cell("g", 1, 1)]),
        ],
        borders: Borders::all(Border {
            width: 0.5,
            color: Color::BLACK,
        }),
        ..Table::default()
    })
}

/// A text.
pub(super) fn document() -> Document {
    let mut document = Document::default();
    let picture = document.add_media("image/png", PIXEL);
    let note = |endnote, words: &str| Note {
        endnote,
        blocks: text(words),
    };
    document.notes = vec![note(false, "a footnote"), note(true, "an endnote")];
    document.comments = vec![Comment {
        author: "Ada".into(),
        date: Some("2024-01-02T03:04:05Z".into()),
        blocks: text("a comment"),
    }];
    document.metadata.title = Some("Sample".into());
    document.metadata.language = Some("en".into());
    document.page.header.default = text("header");
    document.page.footer.default =
        vec![paragraph(vec![plain(InlineKind::Field(Field::PageCount))])];
    let heading = Paragraph {
        heading: Some(1),
        ..Paragraph::text("Heading")
    };
    let mut quoted = text("quoted");
    quoted.push(Block::Quote(text("quoted again")));
    document.blocks = vec![
        Block::Paragraph(heading),
        paragraph(line(picture)),
        lists(),
        Block::Quote(quoted),
        Block::Code(CodeBlock {
            language: Some("rust".into()),
            text: "fn main() {\n    run();\n}".into(),
        }),
        table(),
        Block::Divider,
        Block::PageBreak,
        Block::Section(Box::new(PageSetup {
            columns: 2,
            ..PageSetup::default()
        })),
        Block::Paragraph(Paragraph::text("中文 עברית \u{1f600} end.")),
    ];
    document
}

/// A workbook.
pub(super) fn workbook() -> Workbook {
    let cell = |column, value, formula: Option<&str>| workbook::Cell {
        column,
        style: u32::from(column == 1),
        value,
        formula: formula.map(Into::into),
    };
    let row = |index, cells| workbook::Row {
        index,
        cells,
        ..workbook::Row::default()
    };
    let range = Range {
        first_row: 3,
        first_column: 0,
        last_row: 4,
        last_column: 2,
    };
    let sheet = Sheet {
        name: "First".into(),
        rows: vec![
            row(
                0,
                vec![
                    cell(0, Value::Text("name".into()), None),
                    cell(1, Value::Number(45_000.5), None),
                ],
            ),
            row(
                1,
                vec![
                    cell(0, Value::Bool(true), None),
                    cell(1, Value::Number(3.0), Some("SUM(1,2)")),
                ],
            ),
            row(
                7,
                vec![cell(
                    2,
                    Value::Error(CellError::DivisionByZero),
                    Some("1/0"),
                )],
            ),
        ],
        columns: vec![Columns {
            first: 0,
            last: 1,
            width: Some(90.0),
            ..Columns::default()
        }],
        merges: vec![range],
        frozen_rows: 1,
        comments: vec![CellComment {
            row: 0,
            column: 0,
            author: "Ada".into(),
            text: "a comment".into(),
        }],
        links: vec![CellLink {
            range: Range::default(),
            href: "https://example.com/".into(),
        }],
        ..Sheet::default()
    };
    let date = CellStyle {
        number_format: Some("yyyy-mm-dd".into()),
        wrap: true,
        ..CellStyle::default()
    };
    let second = Sheet {
        name: "Second sheet".into(),
        rows: vec![row(
            0,
            vec![cell(0, Value::Number(-1.5), Some("First!B1*2"))],
        )],
        ..Sheet::default()
    };
    Workbook {
        sheets: vec![sheet, second],
        styles: vec![CellStyle::default(), date],
        names: vec![DefinedName {
            name: "area".into(),
            sheet: None,
            formula: "First!$A$1:$B$2".into(),
        }],
        ..Workbook::default()
    }
}
