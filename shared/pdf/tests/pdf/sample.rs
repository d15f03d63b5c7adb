//! A document with everything in it, and the parts that others are made of.

use std::sync::Arc;

use spindle_model::document::{
    Align, Block, Border, Borders, Cell, CodeBlock, Color, Document, Field, Image, ImageSource,
    Inline, InlineKind, LineHeight, Link, List, ListItem, ListKind, Note, NumberStyle, Paragraph,
    ParagraphFormat, Row, Script, Size, Table, TextFormat, VerticalAlign,
};

pub const ENGLISH: &str = "The shuttle crosses the warp from side to side, and with every crossing the cloth grows by \
one thread. Nobody who watches it for the first time believes that so regular a thing comes from so plain a motion; \
but that is how fields are ploughed, books are printed and walls are built: by the same small step, taken often.";
pub const CHINESE: &str = "纺锤在经线之间来回穿梭，每穿过一次，布便长出一根线。第一次看的人都不相信，如此整齐的东西竟出自如此简单的\
动作；然而耕田、印书、砌墙，莫不如此：“同样的一小步，走了许多次。”";

pub fn text(text: &str) -> Block {
    Block::Paragraph(Paragraph::text(text))
}

pub fn heading(level: u8, text: &str) -> Block {
    Block::Paragraph(Paragraph {
        heading: Some(level),
        ..Paragraph::text(text)
    })
}

pub fn item(text: &str) -> ListItem {
    ListItem {
        checked: None,
        blocks: vec![self::text(text)],
    }
}

pub fn styled(text: &str, change: impl FnOnce(&mut TextFormat)) -> Inline {
    let mut format = TextFormat::default();
    change(&mut format);
    Inline::new(InlineKind::Text(text.to_owned()), format)
}

pub fn link(text: &str, href: &str) -> Inline {
    styled(text, |format| {
        format.link = Some(Arc::new(Link {
            href: href.to_owned(),
            title: None,
        }));
    })
}

pub fn paragraph(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph {
        inlines,
        ..Paragraph::default()
    })
}

pub fn formatted(text: &str, change: impl FnOnce(&mut ParagraphFormat)) -> Block {
    let mut paragraph = Paragraph::text(text);
    change(&mut paragraph.format);
    Block::Paragraph(paragraph)
}

pub fn cell(text: &str) -> Cell {
    Cell {
        blocks: vec![self::text(text)],
        ..Cell::default()
    }
}

pub fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        ..Row::default()
    }
}

/// A picture of so many pixels: a PNG without compression.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut data = Vec::new();
    for y in 0..height {
        data.push(0);
        for x in 0..width {
            let red = u8::try_from(x * 255 / width.max(1)).unwrap_or(255);
            let blue = u8::try_from(y * 255 / height.max(1)).unwrap_or(255);
            data.extend([red, 120, blue]);
        }
    }
    let mut zlib = vec![0x78, 0x01];
    let mut blocks = data.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        zlib.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in &data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    zlib.extend(((high << 16) | low).to_be_bytes());
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    for (kind, data) in [
        (b"IHDR", header.as_slice()),
        (b"IDAT", zlib.as_slice()),
        (b"IEND", &[]),
    ] {
        png.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        let mut chunk = kind.to_vec();
        chunk.extend(data);
        png.extend(&chunk);
        png.extend(crc(&chunk).to_be_bytes());
    }
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

/// Everything, once or more.
pub fn everything() -> Document {
    let mut document = Document::default();
    document.metadata.title = Some("The cloth and the clock".to_owned());
    document.metadata.author = Some("A. Weaver".to_owned());
    document.metadata.language = Some("en-GB".to_owned());
    document.metadata.created = Some("2026-03-01T10:00:00Z".to_owned());
    running(&mut document);
    let media = document.add_media("image/png", &png(160, 90));
    document.notes = vec![
        Note {
            endnote: false,
            blocks: vec![text(
                "A footnote: it stands at the bottom of the page that its mark is on, and is long enough \
                for a second line, so that one sees how that begins below the first one.",
            )],
        },
        Note {
            endnote: false,
            blocks: vec![text("注释也可以用中文写。")],
        },
        Note {
            endnote: true,
            blocks: vec![text("An endnote stands at the end of all.")],
        },
    ];
    let mut blocks = vec![
        heading(1, "The cloth and the clock"),
        text(ENGLISH),
        text(CHINESE),
    ];
    looks(&mut blocks);
    scripts(&mut blocks);
    lists(&mut blocks);
    quotes(&mut blocks, media);
    tables(&mut blocks);
    document.blocks = blocks;
    document
}

fn running(document: &mut Document) {
    document.page.header.default = vec![formatted("The cloth and the clock", |format| {
        format.align = Some(Align::Right);
    })];
    let field = |field| Inline::new(InlineKind::Field(field), TextFormat::default());
    let mut footer = Paragraph {
        inlines: vec![
            Inline::text("Page "),
            field(Field::PageNumber),
            Inline::text(" of "),
            field(Field::PageCount),
        ],
        ..Paragraph::default()
    };
    footer.format.align = Some(Align::Center);
    document.page.footer.default = vec![Block::Paragraph(footer)];
}

fn looks(blocks: &mut Vec<Block>) {
    blocks.push(heading(2, "What letters look like"));
    blocks.push(paragraph(vec![
        Inline::text("Some words are "),
        styled("bold", |format| format.bold = Some(true)),
        Inline::text(", some "),
        styled("italic", |format| format.italic = Some(true)),
        Inline::text(", some "),
        styled("both of them", |format| {
            format.bold = Some(true);
            format.italic = Some(true);
        }),
        Inline::text(", "),
        styled("underlined", |format| format.underline = Some(true)),
        Inline::text(", "),
        styled("struck out", |format| format.strike = Some(true)),
        Inline::text(", "),
        styled("coloured", |format| {
            format.color = Some(Color(0xC0, 0x30, 0x30))
        }),
        Inline::text(" or "),
        styled("marked", |format| {
            format.background = Some(Color(0xFF, 0xF0, 0x90))
        }),
        Inline::text("; water is H"),
        styled("2", |format| format.script = Some(Script::Sub)),
        Inline::text("O, an area is measured in m"),
        styled("2", |format| format.script = Some(Script::Super)),
        Inline::text(", and "),
        styled("let shuttle = thread();", |format| format.code = Some(true)),
        Inline::text(" is code. There are "),
        styled("Small Capitals", |format| format.small_caps = Some(true)),
        Inline::text(", "),
        styled("serifs", |format| {
            format.font = Some("Times New Roman".into())
        }),
        Inline::text(" and "),
        styled("large letters", |format| format.size = Some(Size::Large)),
        Inline::text(". "),
        styled("粗体字和", |format| format.bold = Some(true)),
        styled("斜体字", |format| format.italic = Some(true)),
        Inline::text(" are made of the upright ones. A formula: "),
        Inline::new(
            InlineKind::Formula(r"E = mc^2 + \alpha_{i}".to_owned()),
            TextFormat::default(),
        ),
        Inline::text("."),
    ]));
    blocks.push(paragraph(vec![
        Inline::text("A note"),
        Inline::new(InlineKind::Note(0), TextFormat::default()),
        Inline::text(", another one"),
        Inline::new(InlineKind::Note(1), TextFormat::default()),
        Inline::text(" and one for the end"),
        Inline::new(InlineKind::Note(2), TextFormat::default()),
        Inline::text(". See "),
        link("the loom's own page", "https://example.org/loom"),
        Inline::text(", or "),
        link("the table further below", "#tables-that-are-long"),
        Inline::text(". Columns\tstand\tat\ttabs."),
    ]));
    blocks.push(formatted(ENGLISH, |format| {
        format.align = Some(Align::Justify);
        format.first_line = Some(24.0);
    }));
    blocks.push(formatted(CHINESE, |format| {
        format.align = Some(Align::Justify);
        format.first_line = Some(22.0);
        format.line_height = Some(LineHeight::Multiple(1.5));
    }));
    blocks.push(formatted("In the middle", |format| {
        format.align = Some(Align::Center)
    }));
    blocks.push(formatted("At the right", |format| {
        format.align = Some(Align::Right)
    }));
}

fn scripts(blocks: &mut Vec<Block>) {
    blocks.push(heading(2, "Scripts"));
    blocks.push(text(
        "Ελληνικά: Ἐν ἀρχῇ ἦν ὁ λόγος. Русский: ткацкий станок и часы; українська: їжак, ґанок.",
    ));
    blocks.push(formatted(
        "هذه فقرة عربية فيها رقم 123 وكلمة English في وسطها، وتمتد على أكثر من سطر لكي نرى أن الأسطر تُملأ من اليمين إلى اليسار كما ينبغي لها.",
        |format| format.rtl = Some(true),
    ));
    blocks.push(text(
        "עברית: הבד נארג חוט אחר חוט, 42 פעמים (בערך) בכל שעה.",
    ));
    blocks.push(text("Mixed: the word שלום is Hebrew and سلام is Arabic, 日本語のカナ as well; ☐ ☑ ✓ → ★ are signs."));
}

fn lists(blocks: &mut Vec<Block>) {
    blocks.push(heading(2, "Lists"));
    let mut deep = item("Second");
    let mut deeper = item(
        "Nested, and long enough to need a second line, which begins where the first one began and \
        not below its bullet",
    );
    deeper.blocks.push(Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![item("Third level"), item("第三层")],
    }));
    deep.blocks.push(Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![deeper, item("Nested again")],
    }));
    blocks.push(Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: vec![item("First"), deep, item("Third")],
    }));
    for style in [
        NumberStyle::Decimal,
        NumberStyle::LowerRoman,
        NumberStyle::Chinese,
    ] {
        blocks.push(Block::List(List {
            kind: ListKind::Ordered { start: 8, style },
            tight: true,
            items: vec![item("Eight"), item("Nine"), item("Ten")],
        }));
    }
    blocks.push(Block::List(List {
        kind: ListKind::Bullet,
        tight: true,
        items: [(true, "Done"), (false, "To do")]
            .map(|(done, words)| ListItem {
                checked: Some(done),
                blocks: vec![text(words)],
            })
            .to_vec(),
    }));
}

fn quotes(blocks: &mut Vec<Block>, media: usize) {
    blocks.push(heading(2, "Quotations, code, pictures"));
    blocks.push(Block::Quote(vec![
        text("What is worth weaving is worth weaving twice."),
        Block::Quote(vec![text("“And unravelling once,” says the weaver's cat.")]),
        text("So far the proverb."),
    ]));
    blocks.push(Block::Code(CodeBlock {
        language: Some("rust".to_owned()),
        text: "fn weave(threads: &[Thread]) -> Cloth {\n\tthreads.iter().fold(Cloth::default(), |cloth, thread| cloth.with(thread)) // a line too long for the page\n}\n\n// 注释".to_owned(),
    }));
    blocks.push(Block::Divider);
    blocks.push(paragraph(vec![
        Inline::text("A picture in the line: "),
        Inline::new(
            InlineKind::Image(Image {
                source: ImageSource::Media(media),
                alt: "Colours that run into each other".to_owned(),
                title: None,
                width: Some(96.0),
                height: None,
            }),
            TextFormat::default(),
        ),
        Inline::text(" and text behind it."),
    ]));
}

fn tables(blocks: &mut Vec<Block>) {
    blocks.push(heading(2, "Tables that are long"));
    let mut table = Table {
        column_align: vec![None, None, Some(Align::Right)],
        ..Table::default()
    };
    let mut head = row(vec![
        cell("No."),
        cell("What happened on that day"),
        cell("Threads"),
    ]);
    head.header = true;
    table.rows.push(head);
    for number in 1..=45 {
        let what = match number % 4 {
            0 => {
                "The loom was oiled, the warp was tightened, and the weft, which had been left out in the rain, was dried before the fire."
            }
            1 => "Nothing.",
            2 => "织机上了油。",
            _ => "Twelve ells of grey cloth, sold at the market.",
        };
        table.rows.push(row(vec![
            cell(&number.to_string()),
            cell(what),
            cell(&(number * 137).to_string()),
        ]));
    }
    blocks.push(Block::Table(table));
    blocks.push(text("Cells may take several rows and columns:"));
    let mut wide = cell("Two columns");
    wide.column_span = 2;
    wide.background = Some(Color(0xE3, 0xEE, 0xF9));
    let mut high = cell("Two rows, in the middle");
    high.row_span = 2;
    high.vertical_align = VerticalAlign::Middle;
    let mut nested = cell("A table in a cell:");
    nested.blocks.push(Block::Table(Table {
        rows: vec![
            row(vec![cell("a"), cell("b")]),
            row(vec![cell("c"), cell("d")]),
        ],
        ..Table::default()
    }));
    blocks.push(Block::Table(Table {
        columns: vec![Some(140.0), Some(120.0), Some(160.0)],
        align: Some(Align::Center),
        borders: Borders::all(Border {
            width: 1.0,
            color: Color(0x40, 0x60, 0x80),
        }),
        rows: vec![
            row(vec![wide, high]),
            row(vec![cell("Left"), nested]),
            row(vec![cell("The last"), cell("row"), cell("of all")]),
        ],
        ..Table::default()
    }));
    blocks.push(text("The end."));
}

/// Ten pages of text and tables in English and Chinese.
pub fn ten_pages() -> Document {
    let mut document = Document::default();
    running(&mut document);
    for chapter in 1..=5 {
        document
            .blocks
            .push(heading(1, &format!("Chapter {chapter} 第{chapter}章")));
        for _ in 0..7 {
            document.blocks.push(text(ENGLISH));
            document.blocks.push(text(CHINESE));
        }
        document.blocks.push(Block::List(List {
            kind: ListKind::Bullet,
            tight: true,
            items: (0..6).map(|_| item(ENGLISH)).collect(),
        }));
        let mut table = Table::default();
        for number in 0..12 {
            let mut cells = vec![
                cell(&number.to_string()),
                cell("Grey cloth 灰布"),
                cell("12.50"),
                cell("sold 已售"),
            ];
            if number == 0 {
                cells = ["No.", "Name", "Price", "State"].map(cell).to_vec();
            }
            let mut row = row(cells);
            row.header = number == 0;
            table.rows.push(row);
        }
        document.blocks.push(Block::Table(table));
    }
    document
}
