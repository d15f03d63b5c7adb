//! The writer, whose files the reader reads.

use spindle_formats::rtf::RtfWriter;
use spindle_model::convert::{Content, ErrorKind, Job, Writer};
use spindle_model::document::{Block, CodeBlock, Document, List, ListItem, Paragraph};

use super::reading::{paragraph, read, read_bytes};

/// Writes and reads again.
fn again(document: &Document) -> (String, Document) {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.options.comments = true;
    let content = Content::Document(Box::new(document.clone()));
    let bytes = RtfWriter.write(&content, &mut job).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.is_ascii());
    let document = read_bytes(text.as_bytes());
    (text, document)
}

#[test]
fn what_is_written_is_read_again() {
    let whole = read(concat!(
        "{\\info{\\title T \\u20013?}{\\creatim\\yr2020\\mo2\\dy3\\hr4\\min5}}",
        "{\\*\\listtable{\\list{\\listlevel\\levelnfc4\\levelstartat3{\\leveltext x;}}{\\listlevel\\levelnfc23{\\leveltext x;}}\\listid7}}{\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}",
        "{\\header Top\\par}\\pard\\s1\\b\\fs32 Head\\par\\pard\\plain\\qc\\sb240 a{\\b b \\{\\u-10179?\\u-8704?}{\\cf1\\super c}{\\cs5\\i d}\\line e\\tab f\\par",
        "\\pard\\plain\\ls1\\ilvl0 one\\par\\pard\\ls1\\ilvl1 deep\\par\\pard\\ls1\\ilvl0 two\\par",
        "\\trowd\\trhdr\\clvmgf\\cellx1440\\cellx2880\\pard\\intbl a\\par a2\\cell b\\cell\\row",
        "\\trowd\\clvmrg\\cellx1440\\cellx2880\\pard\\intbl\\cell ",
        "\\pard\\intbl\\itap2 in\\nestcell{\\*\\nesttableprops\\trowd\\cellx700\\nestrow}{\\nonesttables\\par}\\pard\\intbl c\\cell\\row",
        "\\pard{\\field{\\*\\fldinst HYPERLINK \"http://e.org/?a\"}{\\fldrslt there}}{\\*\\bkmkstart bm}{\\footnote Note {\\i x}}{\\*\\atrfstart 1}c{\\*\\atrfend 1}{\\*\\atnauthor Ann}{\\*\\annotation{\\*\\atnref 1}Why?}{\\field{\\*\\fldinst PAGE}}\\par",
        "{\\revised\\revauth1\\revdttm1133789380 new}{\\deleted\\revauthdel1 old}{\\pict\\pngblip\\picwgoal200\\pichgoal100 89504e470d0a1a0a}\\par\\page x\\par",
        "\\sect\\sectd\\pgwsxn12000\\sbknone last\\par",
    ));
    let (text, read) = again(&whole);
    assert!(
        text.contains("\\fldinst HYPERLINK \"http://e.org/?a\""),
        "{text}"
    );
    assert_eq!(read.blocks, whole.blocks);
    assert_eq!(read.notes, whole.notes);
    assert_eq!(read.comments, whole.comments);
    assert_eq!(read.media, whole.media);
    assert_eq!(read.page, whole.page);
    assert_eq!(read.metadata, whole.metadata);
    assert_eq!(read.styles["Heading1"].text, whole.styles["Heading1"].text);
}

#[test]
fn code_quotations_and_boxes_become_what_rtf_has() {
    let item = |checked| ListItem {
        checked,
        blocks: vec![Block::Paragraph(Paragraph::text("do"))],
    };
    let document = Document {
        blocks: vec![
            Block::Code(CodeBlock {
                language: None,
                text: "a\n b".to_owned(),
            }),
            Block::Quote(vec![Block::Paragraph(Paragraph::text("q"))]),
            Block::List(List {
                items: vec![item(Some(true)), item(Some(false))],
                ..List::default()
            }),
            Block::Divider,
        ],
        ..Document::default()
    };
    let (_, read) = again(&document);
    assert_eq!(read.plain_text(), "a\n b\nq\n\u{2611} do\n\u{2610} do\n\n");
    assert_eq!(paragraph(&read.blocks[1]).format.indent_start, Some(36.0));
}

#[test]
fn a_file_that_grows_too_large_is_refused() {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    job.limits.output_bytes = 100;
    let document = Document {
        blocks: vec![Block::Paragraph(Paragraph::text("x".repeat(200)))],
        ..Document::default()
    };
    let error = RtfWriter
        .write(&Content::Document(Box::new(document)), &mut job)
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
}
