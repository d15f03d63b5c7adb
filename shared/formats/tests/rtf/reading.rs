//! The reader of Rich Text Format, on texts made here.

use spindle_formats::rtf::RtfReader;
use spindle_model::convert::{Content, ErrorKind, Job, Reader};
use spindle_model::document::{
    Align, Block, ChangeKind, Document, Field, InlineKind, List, ListKind, NumberStyle, Paragraph,
    Script, Size, Table,
};

pub(crate) fn read_bytes(bytes: &[u8]) -> Document {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    match RtfReader.read(bytes, &mut job).unwrap() {
        Content::Document(document) => *document,
        _ => panic!("a document was expected"),
    }
}

pub(crate) fn read(body: &str) -> Document {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset128 Mincho;}{\\f3\\fcharset204 Arial Cyr;}{\\f4\\fcharset134 SimSun;}}{\\colortbl;\\red255\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\b\\fs32 heading 1;}{\\*\\cs5\\i Strong;}}{\\*\\revtbl{Unknown;}{Ann;}}";
    read_bytes(format!("{head}{body}}}").as_bytes())
}

pub(crate) fn paragraph(block: &Block) -> &Paragraph {
    match block {
        Block::Paragraph(paragraph) => paragraph,
        other => panic!("a paragraph was expected, not {other:?}"),
    }
}

fn first(document: &Document) -> &Paragraph {
    paragraph(&document.blocks[0])
}

fn list(block: &Block) -> &List {
    match block {
        Block::List(list) => list,
        other => panic!("a list was expected, not {other:?}"),
    }
}

fn table(block: &Block) -> &Table {
    match block {
        Block::Table(table) => table,
        other => panic!("a table was expected, not {other:?}"),
    }
}

#[test]
fn letters_of_all_code_pages_are_read() {
    let text = |body: &str| read(body).plain_text();
    assert_eq!(
        text("caf\\'e9 \\emdash \\ldblquote x\\rdblquote\\~\\_\\-\\{\\par"),
        "café —“x”\u{a0}\u{2011}\u{ad}{\n"
    );
    assert_eq!(
        text("{\\f2 \\'93\\'fa\\'83S}{\\f3 \\'cf\\'f0}{\\f4 \\'d6\\'d0}\\par"),
        "日ゴПр中\n"
    );
    assert_eq!(
        text("\\uc1\\u20013?\\u-10179?\\u-8704?{\\uc2\\u233\\'c3\\'a9}\\uc0\\u8364 .\\par"),
        "中😀é€.\n"
    );
    assert_eq!(text("{\\f1 a\\'b7}{\\f1\\u-3999?}\\par"), "α•α\n");
    assert_eq!(
        text("{\\upr{old}{\\*\\ud{new \\u26032?}}}\\par"),
        "new 新\n"
    );
}

#[test]
fn eastern_programs_call_their_fonts_western() {
    let document = read_bytes(
        b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset0 X;}}\\f0 \\'d6\\'d0\\'ce\\'c4\\par}",
    );
    assert_eq!(document.plain_text(), "中文\n");
}

#[test]
fn formats_hold_within_their_groups() {
    let document = read("\\pard\\qc a{\\b\\i b}{\\cf1\\super\\fs48 c}\\ul d\\ulnone e\\par");
    let line = first(&document);
    assert_eq!(line.format.align, Some(Align::Center));
    let format = |index: usize| &line.inlines[index].format;
    assert_eq!((format(1).bold, format(1).italic), (Some(true), Some(true)));
    assert_eq!(format(2).color.unwrap().hex(), "FF0000");
    assert_eq!(
        (format(2).script, format(2).size),
        (Some(Script::Super), Some(Size::Points(24.0)))
    );
    assert_eq!(
        (format(3).underline, format(4).underline),
        (Some(true), None)
    );
}

#[test]
fn what_a_style_says_is_not_said_again_but_taken_back() {
    let document = read("\\pard\\plain\\s1\\b\\fs32 Head {\\b0 light}\\par");
    let line = first(&document);
    assert_eq!(
        (line.heading, line.format.style.as_deref()),
        (Some(1), Some("Heading1"))
    );
    assert_eq!(
        (line.inlines[0].format.bold, line.inlines[0].format.size),
        (None, None)
    );
    assert_eq!(line.inlines[1].format.bold, Some(false));
    assert_eq!(document.styles["Heading1"].text.bold, Some(true));
}

#[test]
fn an_outline_level_makes_a_heading() {
    assert_eq!(
        first(&read("\\pard\\outlinelevel2 x\\par")).heading,
        Some(3)
    );
}

#[test]
fn lists_nest_and_count() {
    let tables = "{\\*\\listtable{\\list{\\listlevel\\levelnfc0\\levelstartat4{\\leveltext\\'02\\'00.;}}{\\listlevel\\levelnfc23{\\leveltext x;}}\\listid7}}{\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}";
    let item = |level: u8, text: &str| {
        format!("\\pard\\ls1\\ilvl{level}{{\\listtext {level}.\\tab}}{text}\\par ")
    };
    let document = read(
        &[
            tables,
            &item(0, "a"),
            &item(1, "b"),
            &item(0, "c"),
            "\\pard end\\par",
        ]
        .concat(),
    );
    let outer = list(&document.blocks[0]);
    let kind = ListKind::Ordered {
        start: 4,
        style: NumberStyle::Decimal,
    };
    assert_eq!((outer.kind, outer.items.len()), (kind, 2));
    assert_eq!(paragraph(&outer.items[0].blocks[0]).plain_text(), "a");
    assert_eq!(list(&outer.items[0].blocks[1]).kind, ListKind::Bullet);
    assert_eq!(paragraph(&document.blocks[1]).plain_text(), "end");
}

#[test]
fn the_older_numbering_is_read() {
    let document = read(
        "\\pard{\\pntext 1.\\tab}{\\*\\pn\\pnlvlbody\\pnlcltr\\pnstart2}b\\par{\\pntext 2.\\tab}c\\par\\pard d\\par",
    );
    let list = list(&document.blocks[0]);
    let kind = ListKind::Ordered {
        start: 2,
        style: NumberStyle::LowerAlpha,
    };
    assert_eq!((list.kind, list.items.len()), (kind, 2));
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn tables_have_widths_merges_and_tables_in_them() {
    let document = read(concat!(
        "\\trowd\\trhdr\\clvmgf\\cellx1440\\cellx2880\\pard\\intbl a\\cell b\\cell\\row",
        "\\trowd\\clvmrg\\cellx1440\\cellx2880\\pard\\intbl\\cell ",
        "\\pard\\intbl\\itap2 in\\nestcell{\\*\\nesttableprops\\trowd\\cellx700\\nestrow}{\\nonesttables\\par}",
        "\\pard\\intbl c\\cell\\row",
        "\\trowd\\cellx2880\\pard\\intbl wide\\cell\\row\\pard after\\par",
    ));
    let table = table(&document.blocks[0]);
    assert_eq!(table.columns, [Some(72.0), Some(72.0)]);
    assert!(table.rows[0].header);
    assert_eq!(table.rows[0].cells[0].row_span, 2);
    assert_eq!(table.rows[1].cells.len(), 1);
    let inner = &table.rows[1].cells[0].blocks;
    assert!(
        matches!(&inner[0], Block::Table(inner) if inner.rows.len() == 1),
        "{inner:?}"
    );
    assert_eq!(paragraph(&inner[1]).plain_text(), "c");
    assert_eq!(table.rows[2].cells[0].column_span, 2);
    assert_eq!(paragraph(&document.blocks[1]).plain_text(), "after");
}

#[test]
fn fields_lead_somewhere_or_are_filled_in() {
    let document = read(
        "{\\field{\\*\\fldinst HYPERLINK \"http://e.org\" \\\\l \"x\"}{\\fldrslt{\\ul there}}} {\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}\\par",
    );
    let line = first(&document);
    assert_eq!(
        line.inlines[0].format.link.as_ref().unwrap().href,
        "http://e.org#x"
    );
    assert_eq!(line.plain_text(), "there ");
    assert!(matches!(
        line.inlines[2].kind,
        InlineKind::Field(Field::PageNumber)
    ));
}

#[test]
fn notes_headers_and_comments_are_beside_the_text() {
    let document = read(
        "{\\header\\pard Top\\par}a{\\super\\chftn{\\footnote\\pard\\plain{\\super\\chftn} Note\\par}}b{\\super{\\footnote\\ftnalt End}}{\\*\\atrfstart 1}c{\\*\\atrfend 1}{\\*\\atnid A}{\\*\\atnauthor Ann}{\\*\\annotation{\\*\\atnref 1}Why?}\\par",
    );
    assert_eq!(document.plain_text(), "abc\n");
    assert_eq!(paragraph(&document.notes[0].blocks[0]).plain_text(), "Note");
    assert_eq!(
        (document.notes[0].endnote, document.notes[1].endnote),
        (false, true)
    );
    assert_eq!(
        paragraph(&document.page.header.default[0]).plain_text(),
        "Top"
    );
    assert_eq!(
        (
            document.comments[0].author.as_str(),
            document.comments.len()
        ),
        ("Ann", 1)
    );
    assert_eq!(
        paragraph(&document.comments[0].blocks[0]).plain_text(),
        "Why?"
    );
    let last = first(&document).inlines.last().unwrap();
    assert_eq!(last.format.comments, [0]);
}

#[test]
fn pictures_are_read_from_digits_and_from_bytes() {
    let document =
        read("{\\pict\\pngblip\\picwgoal1440\\pichgoal720\\picscalex50 89504e470d0a1a0a 00}\\par");
    assert_eq!(
        (
            document.media[0].media_type.as_str(),
            document.media[0].bytes.len()
        ),
        ("image/png", 9)
    );
    let InlineKind::Image(image) = &first(&document).inlines[0].kind else {
        panic!("a picture was expected");
    };
    assert_eq!((image.width, image.height), (Some(36.0), Some(36.0)));
    let document = read_bytes(
        b"{\\rtf1{\\pict\\jpegblip\\bin5 \xff\xd8\xff}{}{\\nonshppict{\\pict\\pngblip 00}}\\par}",
    );
    assert_eq!(&*document.media[0].bytes, b"\xff\xd8\xff}{");
    assert_eq!(document.media.len(), 1);
}

#[test]
fn tracked_changes_have_their_author() {
    let document = read("a{\\revised\\revauth1\\revdttm1 new}{\\deleted\\revauthdel1 old}\\par");
    let change = |index: usize| {
        first(&document).inlines[index]
            .format
            .change
            .clone()
            .unwrap()
    };
    assert_eq!(
        (change(1).kind, change(1).author.as_str()),
        (ChangeKind::Inserted, "Ann")
    );
    assert_eq!(change(2).kind, ChangeKind::Deleted);
    assert_eq!(document.plain_text(), "anew\n");
}

#[test]
fn pages_sections_and_metadata_are_read() {
    let document = read(
        "{\\info{\\title A \\'e9}{\\author B}{\\creatim\\yr2020\\mo2\\dy3\\hr4\\min5}{\\*\\company x}}\\paperw10000\\margl720\\sectd a\\par\\sect\\sectd\\pgwsxn12000\\sbknone b\\page c\\par",
    );
    assert_eq!(document.metadata.title.as_deref(), Some("A é"));
    assert_eq!(
        document.metadata.created.as_deref(),
        Some("2020-02-03T04:05:00Z")
    );
    assert_eq!(
        (document.page.width, document.page.margins.left),
        (500.0, 36.0)
    );
    assert!(matches!(&document.blocks[1], Block::Section(setup) if setup.width == 600.0));
    assert_eq!(document.blocks[3], Block::PageBreak);
    assert_eq!(document.plain_text(), "a\nb\nc\n");
}

#[test]
fn unknown_destinations_are_left_out() {
    assert_eq!(
        read("a{\\*\\unheardof b{c}}{\\unheardof d}\\par").plain_text(),
        "ad\n"
    );
}

#[test]
fn other_files_are_told() {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    let error = RtfReader.read(b"hello", &mut job).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Damaged);
}

#[test]
fn deep_groups_and_cut_files_do_no_harm() {
    let deep = format!(
        "{{\\rtf1 {}x{}\\par}}",
        "{\\b ".repeat(100_000),
        "}".repeat(100_000)
    );
    assert_eq!(read_bytes(deep.as_bytes()).plain_text(), "x\n");
    let tables = format!(
        "{{\\rtf1 {}",
        "\\pard\\intbl\\itap2000000000 x\\nestcell\\nestrow".repeat(1000)
    );
    assert!(!read_bytes(tables.as_bytes()).blocks.is_empty());
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\stylesheet{\\s1 heading 1;}}{\\footnote x}\\trowd\\cellx9\\intbl\\cell\\row{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}{\\pict\\pngblip 8950}{\\*\\annotation y}\\u200?\\'e9\\sect\\par}";
    for length in 5..whole.len() {
        read_bytes(&whole.as_bytes()[..length]);
    }
}

#[test]
fn wrong_bytes_do_no_harm() {
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset128 A;}}{\\*\\listtable{\\list{\\listlevel\\levelnfc0}\\listid1}}{\\footnote x{\\footnote y}}\\trowd\\clvmgf\\cellx9\\intbl a\\cell\\row{\\header h\\par}{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv{\\pict\\pngblip 8950}}}{\\shptxt t}}}\\u-200?\\'e9\\bin3 abc\\sect\\par}";
    let mut seed = 88_172_645_463_325_252_u64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap()
    };
    for _ in 0..20_000 {
        let mut bytes = whole.as_bytes().to_vec();
        for _ in 0..=random() % 6 {
            let at = 5 + random() % (bytes.len() - 5);
            bytes[at] = *b"{}\\ 0a1'*;".get(random() % 10).unwrap();
        }
        let document = read_bytes(&bytes);
        assert!(document.plain_text().len() <= whole.len() * 4);
    }
}
