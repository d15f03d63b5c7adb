//! A document with something of everything, and how it goes through the format.

use std::sync::Arc;

use spindle_formats::odt::{OdtReader, OdtWriter};
use spindle_model::convert::{Content, Job, Reader, Writer};
use spindle_model::document::*;
use spindle_model::warning::Warning;

/// A picture of one pixel.
pub const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

pub fn write(document: &Document) -> Vec<u8> {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    job.options.comments = true;
    let content = Content::Document(Box::new(document.clone()));
    OdtWriter.write(&content, &mut job).unwrap()
}

pub fn read(bytes: &[u8]) -> (Document, Vec<Warning>) {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let content = OdtReader.read(bytes, &mut job).unwrap();
    (content.document().unwrap().clone(), job.warnings.into_vec())
}

pub fn text(words: &str) -> Vec<Block> {
    vec![Block::Paragraph(Paragraph::text(words))]
}

/// Takes the names of the styles away that the writer gives to blocks without one.
pub fn forget_builtin_styles(document: &mut Document) {
    let forget = |paragraph: &mut Paragraph| {
        let style = paragraph.format.style.as_deref().unwrap_or_default();
        let builtin = style.starts_with("Heading_20_")
            || [
                "Table_20_Contents",
                "Table_20_Heading",
                "Footnote",
                "Endnote",
                "Header",
                "Footer",
                "Quotations",
            ]
            .contains(&style);
        if builtin {
            paragraph.format.style = None;
        }
    };
    document.for_each_paragraph_mut(&mut |paragraph| forget(paragraph));
    let mut pages = vec![std::mem::take(&mut document.page)];
    for page in &mut pages {
        for part in [&mut page.header, &mut page.footer] {
            let others = part.first.iter_mut().chain(&mut part.even);
            for blocks in std::iter::once(&mut part.default).chain(others) {
                for block in blocks {
                    if let Block::Paragraph(paragraph) = block {
                        forget(paragraph);
                    }
                }
            }
        }
    }
    document.page = pages.remove(0);
}

pub fn everything() -> Document {
    let mut document = Document::default();
    let picture = document.add_media("image/png", PIXEL);
    document.metadata = Metadata {
        title: Some("A <sample> & more".into()),
        author: Some("Grace".into()),
        subject: Some("Samples".into()),
        keywords: Some("one, two".into()),
        language: Some("en-GB".into()),
        created: Some("2024-05-06T07:08:09Z".into()),
        modified: Some("2024-05-07T07:08:09Z".into()),
    };
    document.notes = vec![
        Note {
            endnote: false,
            blocks: text("A footnote."),
        },
        Note {
            endnote: true,
            blocks: text("An endnote."),
        },
    ];
    document.comments = vec![Comment {
        author: "Ada".into(),
        date: Some("2024-05-06T07:08:09Z".into()),
        blocks: text("Is that so?"),
    }];
    let plain = TextFormat::default;
    let bold = TextFormat {
        bold: Some(true),
        ..plain()
    };
    let link = TextFormat {
        link: Some(Arc::new(Link {
            href: "https://example.com/?a=1&b=2".into(),
            title: Some("An example".into()),
        })),
        ..plain()
    };
    let commented = TextFormat {
        comments: vec![0],
        ..plain()
    };
    let code = TextFormat {
        code: Some(true),
        ..plain()
    };
    let image = Image {
        source: ImageSource::Media(picture),
        alt: "a pixel".into(),
        title: None,
        width: Some(60.0),
        height: Some(40.0),
    };
    let word = |text: &str, format: TextFormat| Inline::new(InlineKind::Text(text.into()), format);
    let heading = Paragraph {
        heading: Some(1),
        ..Paragraph::text("The heading")
    };
    let rich = Paragraph {
        inlines: vec![
            Inline::new(InlineKind::Bookmark("here".into()), plain()),
            word("Plain, ", plain()),
            word("bold", bold),
            word(", ", plain()),
            word("a link", link),
            word(" and  two  spaces,\ta tab ", plain()),
            word("let x = 1;", code),
            Inline::new(InlineKind::LineBreak, plain()),
            word("a comment", commented),
            Inline::new(InlineKind::Note(0), plain()),
            Inline::new(InlineKind::Note(1), plain()),
            Inline::new(InlineKind::Image(image), plain()),
            Inline::new(InlineKind::Formula("\\frac{a}{b}".into()), plain()),
        ],
        ..Paragraph::default()
    };
    let item = |blocks, checked| ListItem { checked, blocks };
    let nested = List {
        kind: ListKind::Ordered {
            start: 3,
            style: NumberStyle::LowerRoman,
        },
        tight: true,
        items: vec![item(text("three"), None), item(text("four"), None)],
    };
    let mut outer = text("outer");
    outer.push(Block::List(nested));
    let list = List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![
            item(outer, None),
            item(text("done"), Some(true)),
            item(text("to do"), Some(false)),
        ],
    };
    let cell = |words: &str, columns, rows| Cell {
        blocks: text(words),
        column_span: columns,
        row_span: rows,
        ..Cell::default()
    };
    let row = |header, cells| Row {
        header,
        cells,
        ..Row::default()
    };
    let table = Table {
        rows: vec![
            row(true, vec![cell("Name", 1, 1), cell("Values", 2, 1)]),
            row(
                false,
                vec![cell("tall", 1, 2), cell("1", 1, 1), cell("2", 1, 1)],
            ),
            row(false, vec![cell("3", 1, 1), cell("4", 1, 1)]),
        ],
        ..Table::default()
    };
    let mut quoted = text("Quoted, with a list:");
    quoted.push(Block::List(List {
        tight: true,
        items: vec![item(text("in a quotation"), None)],
        ..List::default()
    }));
    document.blocks = vec![
        Block::Paragraph(heading),
        Block::Paragraph(rich),
        Block::List(list),
        Block::Quote(text("To be or not to be.")),
        Block::Quote(quoted),
        Block::Code(CodeBlock {
            language: Some("rust".into()),
            text: "fn main() {\n    println!(\"<hi>\");\n}".into(),
        }),
        Block::Table(table),
        Block::Divider,
        Block::PageBreak,
        Block::Paragraph(Paragraph::text("The end.")),
    ];
    document
}
