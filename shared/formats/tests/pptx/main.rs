//! Presentations that are read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use spindle_formats::pptx::PptxReader;
use spindle_model::color::Color;
use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Reader as _};
use spindle_model::document::{Align, Block, Paragraph, Size};
use spindle_model::presentation::{Anchor, Presentation, Segment, Shape};
use spindle_ooxml::slide;

fn read(bytes: &[u8]) -> Result<Presentation, ConvertError> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    match PptxReader.read(bytes, &mut job)? {
        Content::Presentation(presentation) => Ok(*presentation),
        _ => panic!("a presentation"),
    }
}

/// A presentation whose only slide has these shapes.
fn with(shapes: &str) -> Presentation {
    let mut deck = slide::Presentation::create().unwrap();
    let root = deck.slides()[0];
    let tree = deck.dom().path(root, &["p:cSld", "p:spTree"]).unwrap();
    let drawn: Vec<_> = deck
        .dom()
        .child_elements(tree)
        .filter(|node| deck.dom().is(*node, "p:sp"))
        .collect();
    for node in drawn {
        deck.dom_mut().detach(node);
    }
    let group = deck
        .dom_mut()
        .fragment(&format!("<p:grpSp>{shapes}</p:grpSp>"));
    for child in deck.dom().child_ids(group) {
        deck.dom_mut().detach(child);
        deck.dom_mut().append(tree, child);
    }
    read(&deck.save().unwrap()).unwrap()
}

fn shape(properties: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"9\" name=\"\" descr=\"a box\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{properties}</p:spPr>\
         <p:txBody>{text}</p:txBody></p:sp>"
    )
}

const PLACE: &str = "<a:xfrm rot=\"5400000\"><a:off x=\"127000\" y=\"254000\"/><a:ext cx=\"1270000\" cy=\"635000\"/></a:xfrm>";

fn paragraphs(shape: &Shape) -> Vec<&Paragraph> {
    shape
        .text
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_shape_says_its_place_and_paint() {
    let deck = with(&shape(
        &format!(
            "{PLACE}<a:prstGeom prst=\"triangle\"/><a:solidFill><a:srgbClr val=\"FF0000\"><a:alpha val=\"50000\"/></a:srgbClr></a:solidFill>\
             <a:ln w=\"25400\"><a:solidFill><a:prstClr val=\"blue\"/></a:solidFill><a:prstDash val=\"dash\"/></a:ln>"
        ),
        "<a:bodyPr lIns=\"0\" anchor=\"ctr\"/><a:p><a:r><a:t>x</a:t></a:r></a:p>",
    ));
    let slide = &deck.slides[0];
    let found = slide.shapes.last().unwrap();
    assert_eq!(
        (found.place, found.size, found.turn),
        ((10.0, 20.0), (100.0, 50.0), 90.0)
    );
    assert_eq!(found.outline[0], Segment::Move(0.5, 0.0));
    let fill = found.fill.unwrap();
    assert_eq!((fill.color, fill.opacity), (Color(255, 0, 0), 0.5));
    let line = found.line.unwrap();
    assert_eq!(
        (line.paint.color, line.width, line.dashed),
        (Color(0, 0, 255), 2.0, true)
    );
    assert_eq!(found.text_box.insets, [0.0, 3.6, 7.2, 3.6]);
    assert_eq!(found.text_box.anchor, Anchor::Middle);
    assert_eq!(found.alt, "a box");
}

#[test]
fn text_says_what_it_looks_like_and_what_stands_before_it() {
    let deck = with(&shape(
        PLACE,
        "<a:bodyPr><a:normAutofit fontScale=\"50000\"/></a:bodyPr><a:lstStyle><a:lvl1pPr algn=\"r\"><a:defRPr sz=\"4000\" b=\"1\"/></a:lvl1pPr></a:lstStyle>\
         <a:p><a:pPr><a:buAutoNum type=\"alphaLcParenR\" startAt=\"2\"/></a:pPr><a:r><a:t>one</a:t></a:r></a:p>\
         <a:p><a:pPr><a:buAutoNum type=\"alphaLcParenR\" startAt=\"2\"/></a:pPr><a:r><a:rPr b=\"0\"/><a:t>two</a:t></a:r></a:p>\
         <a:p><a:pPr algn=\"ctr\"><a:buChar char=\"–\"/></a:pPr><a:r><a:t>three</a:t></a:r><a:br/><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld></a:p>",
    ));
    let found = deck.slides[0].shapes.last().unwrap();
    let said = paragraphs(found);
    let texts: Vec<String> = said
        .iter()
        .map(|paragraph| paragraph.plain_text())
        .collect();
    assert_eq!(texts, ["b)\tone", "c)\ttwo", "–\tthree\n"]);
    let first = &said[0].inlines[1].format;
    assert_eq!(
        (first.size, first.bold),
        (Some(Size::Points(20.0)), Some(true))
    );
    assert_eq!(said[0].format.align, Some(Align::Right));
    assert_eq!(said[1].inlines[1].format.bold, Some(false));
    assert_eq!(said[2].format.align, Some(Align::Center));
}

#[test]
fn groups_are_taken_apart_in_their_places() {
    let inner = shape(
        "<a:xfrm><a:off x=\"1000\" y=\"0\"/><a:ext cx=\"1000\" cy=\"1000\"/></a:xfrm>",
        "<a:bodyPr/><a:p><a:r><a:t>in</a:t></a:r></a:p>",
    );
    let deck = with(&format!(
        "<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x=\"127000\" y=\"127000\"/><a:ext cx=\"254000\" cy=\"254000\"/>\
         <a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"2000\" cy=\"2000\"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    ));
    let found = deck.slides[0].shapes.last().unwrap();
    assert_eq!(found.place, (20.0, 10.0));
    assert_eq!(found.size, (10.0, 10.0));
}

#[test]
fn a_table_is_read_with_its_merged_cells() {
    let cell = |attributes: &str, text: &str| {
        format!(
            "<a:tc {attributes}><a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>"
        )
    };
    let deck = with(&format!(
        "<p:graphicFrame><p:nvGraphicFramePr/><p:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"2540000\" cy=\"254000\"/></p:xfrm><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w=\"1270000\"/>\
         <a:gridCol w=\"1270000\"/></a:tblGrid><a:tr h=\"127000\">{}{}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        cell("gridSpan=\"2\"", "wide"),
        cell("hMerge=\"1\"", "gone")
    ));
    let found = deck.slides[0].shapes.last().unwrap();
    let [Block::Table(table)] = found.text.as_slice() else {
        panic!("{:?}", found.text)
    };
    assert_eq!(table.columns, [Some(100.0), Some(100.0)]);
    assert_eq!(
        (
            table.rows[0].cells.len(),
            table.rows[0].cells[0].column_span
        ),
        (1, 2)
    );
    assert_eq!(deck.plain_text(), "wide\n\n");
}

#[test]
fn placeholders_take_after_layout_and_master() {
    let mut deck = slide::Presentation::create().unwrap();
    let root = deck.slides()[0];
    let tree = deck.dom().path(root, &["p:cSld", "p:spTree"]).unwrap();
    let title = deck
        .dom()
        .elements(tree, "p:sp")
        .find(|shape| {
            let dom = deck.dom();
            let found = dom.path(*shape, &["p:nvSpPr", "p:nvPr", "p:ph"]);
            found.is_some_and(|found| {
                dom.attr(found, "type")
                    .is_some_and(|kind| kind.ends_with("itle"))
            })
        })
        .expect("a new presentation has a title");
    let body = deck.dom().child(title, "p:txBody").unwrap();
    let paragraph = deck
        .dom_mut()
        .fragment("<a:p><a:r><a:t>The title</a:t></a:r></a:p>");
    deck.dom_mut().append(body, paragraph);
    let read = read(&deck.save().unwrap()).unwrap();
    let found = read.slides[0]
        .shapes
        .iter()
        .find(|shape| shape.is_title)
        .unwrap();
    assert!(
        found.size.0 > 100.0 && found.size.1 > 20.0,
        "{:?}",
        found.size
    );
    let inline = paragraphs(found)[0..]
        .iter()
        .flat_map(|paragraph| &paragraph.inlines)
        .next()
        .unwrap();
    let Some(Size::Points(size)) = inline.format.size else {
        panic!("no size")
    };
    assert!(size > 30.0, "the master's titles are large: {size}");
    assert!(read.into_document().plain_text().contains("The title"));
}

#[test]
fn what_is_no_presentation_is_refused_in_words() {
    for (bytes, kind, words) in [
        (&b""[..], ErrorKind::Damaged, "empty"),
        (b"PK nothing", ErrorKind::Damaged, ""),
        (b"text", ErrorKind::Damaged, "pptx"),
    ] {
        let refused = read(bytes).unwrap_err();
        assert_eq!(refused.kind, kind, "{refused}");
        assert!(refused.message.contains(words), "{refused}");
    }
}
