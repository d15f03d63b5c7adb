//! HTML, from the outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers are part of the tests"
)]

mod documents;

use proptest::prelude::*;
use spindle_formats::html::{HtmlReader, HtmlWriter};
use spindle_model::convert::{Content, Job, Options, Reader, Writer};
use spindle_model::document::*;

fn read_warned(html: &[u8]) -> (Document, Vec<&'static str>) {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let Content::Document(document) = HtmlReader.read(html, &mut job).unwrap() else {
        panic!("a document")
    };
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (*document, codes)
}

fn read(html: &str) -> Document {
    read_warned(html.as_bytes()).0
}

fn write_with(document: &Document, options: Options) -> String {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    job.options = options;
    let content = Content::Document(Box::new(document.clone()));
    String::from_utf8(HtmlWriter.write(&content, &mut job).unwrap()).unwrap()
}

fn write(document: &Document) -> String {
    write_with(document, Options::default())
}

fn paragraph(block: &Block) -> &Paragraph {
    match block {
        Block::Paragraph(paragraph) => paragraph,
        other => panic!("a paragraph, not {other:?}"),
    }
}

fn lines(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| paragraph(block).plain_text())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_written_is_read_again(document in documents::document()) {
        let html = write(&document.0);
        let difference = documents::difference(&read(&html), &document.0);
        prop_assert!(difference.is_none(), "{}\n{}", html.split_once("<body>").unwrap().1, difference.unwrap());
    }

    #[test]
    fn nothing_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_warned(&bytes);
    }

    #[test]
    fn no_tag_soup_makes_the_reader_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td colspan=3>", "</table>", "<ul>", "<li>", "</ul>", "<a href=x>",
        "</a>", "<pre>", "x ", "<br>", "<h1>", "<sup><a href=#n>", "<li id=n>", "<section class=footnotes>", "<template>",
        "<select>", "<svg>", "<math>", "<li data-list=bullet class=ql-indent-3>", "<p style='mso-list:l0 level3 lfo1'>", "<input type=checkbox>",
        "<blockquote>", "<details>", "<caption>", "<col span=5>", "<img src=x>", "&#0;",
    ]), 0..60)) {
        read(&parts.concat());
    }
}

#[test]
fn white_space_collapses_as_in_browsers() {
    let document =
        read("<p> a  b\n c </p>\n<p>x <b> y</b> z<br> w</p><div>one<p>two</p> three </div>");
    assert_eq!(
        lines(&document),
        ["a b c", "x y z\nw", "one", "two", "three"]
    );
}

#[test]
fn nothing_that_runs_survives() {
    let (document, codes) = read_warned(
        b"<p onclick=x()>a<script>alert(1)</script><iframe src=x></iframe><object data=x>y</object>\
          <a href=' java\nscript:x'>b</a><a href='data:text/html,x'>c</a><img src='javascript:x' alt=d onerror=y></p>",
    );
    assert_eq!(document.plain_text().trim(), "abcd");
    for code in [
        "script-dropped",
        "frame-dropped",
        "embedded-object-dropped",
        "unsafe-link-dropped",
        "picture-dropped",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    let html = write(&document);
    for bad in [
        "javascript",
        "onclick",
        "onerror",
        "<script",
        "<iframe",
        "data:text",
    ] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
}

#[test]
fn the_writer_drops_unsafe_links_of_other_formats() {
    let mut inline = Inline::text("x");
    inline.format.link = Some(std::sync::Arc::new(Link {
        href: "JavaScript:alert(1)".to_owned(),
        title: None,
    }));
    let document = Document {
        blocks: vec![Block::Paragraph(Paragraph {
            inlines: vec![inline],
            ..Paragraph::default()
        })],
        ..Document::default()
    };
    assert!(write(&document).contains("<p>x</p>"));
}

#[test]
fn lists_of_quill_nest_by_their_classes() {
    let document = read(
        "<ol><li data-list=bullet><span class=ql-ui></span>a</li><li data-list=bullet class=ql-indent-1>b</li>\
         <li data-list=checked class='ql-align-center'>c</li><li data-list=ordered>d</li></ol>",
    );
    let [Block::List(first), Block::List(second)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(first.kind, ListKind::Bullet);
    assert_eq!(first.items.len(), 2);
    assert!(matches!(first.items[0].blocks[1], Block::List(_)));
    assert_eq!(first.items[1].checked, Some(true));
    assert_eq!(
        paragraph(&first.items[1].blocks[0]).format.align,
        Some(Align::Center)
    );
    assert!(matches!(second.kind, ListKind::Ordered { start: 1, .. }));
}

#[test]
fn code_of_quill_is_one_block() {
    let document = read(
        "<div class=ql-code-block-container><div class=ql-code-block data-language=rust>a</div>\
         <div class=ql-code-block data-language=rust>  b</div></div><pre class=ql-syntax>x\ny\n</pre>",
    );
    assert_eq!(
        document.blocks,
        [
            Block::Code(CodeBlock {
                language: Some("rust".to_owned()),
                text: "a\n  b".to_owned()
            }),
            Block::Code(CodeBlock {
                language: None,
                text: "x\ny".to_owned()
            }),
        ]
    );
}

#[test]
fn notes_of_programs_are_notes() {
    for html in [
        // pandoc
        "<p>a<a href='#fn1' class=footnote-ref id=fnref1 role=doc-noteref><sup>1</sup></a></p>\
         <section class=footnotes role=doc-endnotes><hr><ol><li id=fn1><p>n<a href='#fnref1' class=footnote-back role=doc-backlink>x</a></p></li></ol></section>",
        // GitHub
        "<p>a<sup><a href='#user-content-fn-1' id=user-content-fnref-1 data-footnote-ref>1</a></sup></p>\
         <section data-footnotes class=footnotes><h2 class=sr-only>Footnotes</h2><ol><li id=user-content-fn-1><p>n <a href='#user-content-fnref-1' data-footnote-backref>x</a></p></li></ol></section>",
        // Word
        "<p>a<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p>\
         <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> n</p></div></div>",
        // EPUB
        "<p>a<a epub:type=noteref href='#n1'>1</a></p><aside epub:type=footnote id=n1><p>n</p></aside>",
        // Google Docs
        "<p>a<sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup></p><hr><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a> n</p></div>",
    ] {
        let document = read(html);
        let first = paragraph(&document.blocks[0]);
        assert!(
            matches!(
                first.inlines.as_slice(),
                [
                    Inline {
                        kind: InlineKind::Text(_),
                        ..
                    },
                    Inline {
                        kind: InlineKind::Note(0),
                        ..
                    }
                ]
            ),
            "{html}: {:?}",
            document.blocks
        );
        assert_eq!(
            paragraph(&document.notes[0].blocks[0]).plain_text(),
            "n",
            "{html}"
        );
        assert!(!document.plain_text().contains('n'), "{html}");
    }
}

#[test]
fn notes_comments_and_changes_come_back() {
    let note = |text: &str| Note {
        endnote: text == "end",
        blocks: vec![Block::Paragraph(Paragraph::text(text)), Block::Divider],
    };
    let mut commented = Inline::text("seen");
    commented.format.comments = vec![0];
    let mut deleted = Inline::text("gone");
    deleted.format.change = Some(std::sync::Arc::new(Change {
        kind: ChangeKind::Deleted,
        author: String::new(),
        date: Some("2020-01-02T03:04:05Z".to_owned()),
    }));
    let document = Document {
        blocks: vec![Block::Paragraph(Paragraph {
            inlines: vec![
                Inline::text("a"),
                Inline::new(InlineKind::Note(0), TextFormat::default()),
                commented,
                Inline::new(InlineKind::Note(1), TextFormat::default()),
                Inline::new(InlineKind::Note(0), TextFormat::default()),
                deleted,
            ],
            ..Paragraph::default()
        })],
        notes: vec![note("foot"), note("end")],
        comments: vec![Comment {
            author: "A <B>".to_owned(),
            date: Some("2020-01-02T03:04:05Z".to_owned()),
            blocks: vec![Block::Paragraph(Paragraph::text("why"))],
        }],
        metadata: Metadata {
            title: Some("T & <t>".to_owned()),
            author: Some("Me \"x\"".to_owned()),
            language: Some("de".to_owned()),
            ..Metadata::default()
        },
        ..Document::default()
    };
    let html = write_with(
        &document,
        Options {
            comments: true,
            ..Options::default()
        },
    );
    let again = read(&html);
    assert_eq!(again.blocks, document.blocks, "{html}");
    assert_eq!(again.notes, document.notes);
    assert_eq!(again.comments, document.comments);
    assert_eq!(again.metadata, document.metadata);
}

#[test]
fn encodings_are_told_or_found() {
    let text = "<meta charset=gb18030><p>中文的文字";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(read_warned(&gb).0.plain_text(), "中文的文字\n");
    let utf16: Vec<u8> = "\u{feff}<p>é"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(read_warned(&utf16).0.plain_text(), "é\n");
}

#[test]
fn items_and_notes_of_word_are_understood() {
    let document = read(
        "<p class=MsoListParagraph style='margin-left:36pt;text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]>\
         <span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>one</p>\
         <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>two</p>\
         <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>end</p>",
    );
    let [Block::List(list), empty, end] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert!(matches!(list.kind, ListKind::Ordered { .. }));
    assert!(
        matches!(&list.items[0].blocks[1], Block::List(inner) if inner.kind == ListKind::Bullet)
    );
    assert!(paragraph(empty).inlines.is_empty());
    assert_eq!(paragraph(end).plain_text(), "end");
}

#[test]
fn tables_keep_their_shape() {
    let document = read(
        "<table><caption>C</caption><colgroup><col style='width:100px'><col></colgroup><thead><tr><th>a<th align=right>b</thead>\
         <tr data-row=r1><td rowspan=2>c<td align=right><p>d</p><ul><li>e</ul></tr><tr><td align=right>f</table>",
    );
    let [caption, Block::Table(table)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(paragraph(caption).plain_text(), "C");
    assert_eq!(table.columns, [Some(75.0), None]);
    assert_eq!(table.column_align, [None, Some(Align::Right)]);
    assert!(table.rows[0].header && !table.rows[1].header);
    assert_eq!(table.rows[1].id.as_deref(), Some("r1"));
    assert_eq!(table.rows[1].cells[0].row_span, 2);
    assert_eq!(table.rows[1].cells[1].blocks.len(), 2);
    assert_eq!(
        paragraph(&table.rows[1].cells[1].blocks[0]).format.align,
        None
    );
}

#[test]
fn formulas_of_many_kinds_are_latex() {
    for (html, latex) in [
        ("<span class=ql-formula data-value='x^2'>x</span>", "x^2"),
        ("<span class='math inline'>\\(a\\)</span>", "a"),
        (
            "<math><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math>",
            "\\frac{a}{b^{2}}",
        ),
        (
            "<math><semantics><mi>q</mi><annotation encoding='application/x-tex'>Q_1</annotation></semantics></math>",
            "Q_1",
        ),
    ] {
        let document = read(html);
        assert_eq!(
            paragraph(&document.blocks[0]).inlines[0].kind,
            InlineKind::Formula(latex.to_owned()),
            "{html}"
        );
    }
}

#[test]
fn deep_nesting_is_no_harm() {
    for tag in ["div", "blockquote", "b", "ul><li", "table><tr><td"] {
        let html = format!("{}x", format!("<{tag}>").repeat(30_000));
        let document = read(&html);
        assert_eq!(document.plain_text().trim(), "x", "{tag}");
        assert!(write(&document).contains('x'), "{tag}");
    }
}

#[test]
fn a_workbook_is_a_table_for_each_sheet() {
    use spindle_model::workbook;
    let cell = |column, style, value| workbook::Cell {
        column,
        style,
        value,
        formula: None,
    };
    let bold = workbook::CellStyle {
        font: workbook::CellFont {
            bold: true,
            ..workbook::CellFont::default()
        },
        number_format: Some("0.00".into()),
        ..workbook::CellStyle::default()
    };
    let book = workbook::Workbook {
        styles: vec![workbook::CellStyle::default(), bold],
        sheets: vec![workbook::Sheet {
            name: "A & B".to_owned(),
            rows: vec![workbook::Row {
                cells: vec![
                    cell(0, 1, workbook::Value::Number(1.5)),
                    cell(1, 0, workbook::Value::Text("<x>".into())),
                    cell(2, 0, workbook::Value::Empty),
                ],
                ..workbook::Row::default()
            }],
            merges: vec![workbook::Range {
                first_row: 0,
                first_column: 1,
                last_row: 0,
                last_column: 2,
            }],
            ..workbook::Sheet::default()
        }],
        ..workbook::Workbook::default()
    };
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let content = Content::Workbook(Box::new(book));
    let html = String::from_utf8(HtmlWriter.write(&content, &mut job).unwrap()).unwrap();
    assert!(html.contains("<h2>A &amp; B</h2>"), "{html}");
    assert!(
        html.contains("text-align:right\">1.50</td><td colspan=\"2\">&lt;x&gt;</td></tr>"),
        "{html}"
    );
    let document = read(&html);
    let Block::Table(table) = &document.blocks[1] else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(
        paragraph(&table.rows[0].cells[0].blocks[0]).inlines[0]
            .format
            .bold,
        Some(true)
    );
    assert_eq!(table.rows[0].cells[1].column_span, 2);
}
