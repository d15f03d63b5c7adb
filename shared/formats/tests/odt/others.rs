//! What other writers make of the format, in small.

use spindle_model::document::*;

use super::sample::read;

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/""#;

/// A flat file of styles and a body.
fn flat(styles: &str, body: &str) -> Document {
    let file = format!(
        r#"<?xml version="1.0"?><office:document {SPACES} office:mimetype="application/vnd.oasis.opendocument.text">{styles}<office:body><office:text>{body}</office:text></office:body></office:document>"#
    );
    read(file.as_bytes()).0
}

fn lists(document: &Document) -> Vec<(ListKind, Vec<String>)> {
    let items = |list: &List| {
        let texts = list.items.iter().map(|item| {
            let document = Document {
                blocks: item.blocks.clone(),
                ..Document::default()
            };
            document.plain_text().trim_end().replace('\n', "/")
        });
        texts.collect()
    };
    let found = document.blocks.iter().filter_map(|block| match block {
        Block::List(list) => Some((list.kind, items(list))),
        _ => None,
    });
    found.collect()
}

fn decimal(start: u32) -> ListKind {
    ListKind::Ordered {
        start,
        style: NumberStyle::Decimal,
    }
}

const NUMBERED: &str = r#"<office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style></office:automatic-styles>"#;

#[test]
fn white_space_is_taken_together() {
    let document = flat(
        "",
        "<text:p>  a\n  b <text:span> c</text:span><text:s text:c=\"2\"/> d<text:tab/>e</text:p>",
    );
    assert_eq!(document.plain_text(), "a b c   d\te\n");
}

#[test]
fn lists_go_on_and_start_anew() {
    let document = flat(
        NUMBERED,
        r#"<text:list text:style-name="L1"><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b</text:p></text:list-item></text:list>
        <text:p>between</text:p>
        <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>c</text:p><text:list><text:list-item><text:p>d</text:p></text:list-item></text:list></text:list-item>
        <text:list-item text:start-value="9"><text:p>e</text:p></text:list-item></text:list>"#,
    );
    let texts = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lists(&document),
        [
            (decimal(1), texts(&["a", "b"])),
            (decimal(3), texts(&["c/d"])),
            (decimal(9), texts(&["e"])),
        ]
    );
}

#[test]
fn a_list_that_goes_on_at_once_is_one() {
    let document = flat(
        NUMBERED,
        r#"<text:list text:style-name="L1"><text:list-item><text:p>a</text:p></text:list-item></text:list>
        <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>
        <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>c</text:p></text:list-item></text:list>"#,
    );
    let expected = vec!["a/b".to_owned(), "c".to_owned()];
    assert_eq!(lists(&document), [(decimal(1), expected)]);
}

#[test]
fn numbered_headings_are_no_lists() {
    let document = flat(
        NUMBERED,
        r#"<text:list text:style-name="L1"><text:list-item><text:list><text:list-item><text:h text:outline-level="2">One</text:h></text:list-item></text:list></text:list-item></text:list>"#,
    );
    let Some(Block::Paragraph(heading)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    assert_eq!(
        (heading.heading, heading.plain_text().as_str()),
        (Some(2), "One")
    );
}

#[test]
fn styles_inherit_and_automatic_ones_are_direct() {
    let styles = r##"<office:styles>
        <style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="de" fo:country="DE"/></style:default-style>
        <style:style style:name="Base_20_1" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="20pt"/></style:style>
        <style:style style:name="Sub" style:display-name="Sub style" style:family="paragraph" style:parent-style-name="Base_20_1"><style:text-properties fo:font-size="150%"/></style:style>
        </office:styles><office:automatic-styles>
        <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Sub"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:color="#ff0000"/></style:style>
        </office:automatic-styles>"##;
    let document = flat(styles, r#"<text:p text:style-name="P1">x</text:p>"#);
    let Some(Block::Paragraph(paragraph)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    assert_eq!(paragraph.format.style.as_deref(), Some("Sub"));
    assert_eq!(paragraph.format.align, Some(Align::Center));
    let format = &paragraph.inlines.first().unwrap().format;
    assert_eq!((format.color, format.bold), (Some(Color(255, 0, 0)), None));
    let style = document.styles.get("Sub").unwrap();
    assert_eq!(style.name, "Sub style");
    assert_eq!(
        (style.text.bold, style.text.size),
        (Some(true), Some(Size::Points(30.0)))
    );
    assert_eq!(document.defaults.text.size, Some(Size::Points(11.0)));
    assert_eq!(document.metadata.language.as_deref(), Some("de-DE"));
}

#[test]
fn boxes_follow_and_formulas_are_latex() {
    let document = flat(
        "",
        r#"<text:p>before<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame> after
        <draw:frame><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math></draw:object></draw:frame></text:p><text:p>last</text:p>"#,
    );
    assert_eq!(document.plain_text(), "before after x^{2}\nboxed\nlast\n");
}

#[test]
fn pictures_in_flat_files_are_kept() {
    let document = flat(
        "",
        r#"<text:p><draw:frame svg:width="1in" svg:height="0.5in"><draw:image><office:binary-data>R0lGODlhAQABAIAAAAUEBA==</office:binary-data></draw:image><svg:title>t</svg:title><svg:desc>d</svg:desc></draw:frame></text:p>"#,
    );
    let media = document.media.first().unwrap();
    assert_eq!(media.media_type, "image/gif");
    let Some(Block::Paragraph(paragraph)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    let Some(InlineKind::Image(image)) = paragraph.inlines.first().map(|inline| &inline.kind)
    else {
        panic!("{paragraph:#?}");
    };
    assert_eq!((image.width, image.height), (Some(72.0), Some(36.0)));
    assert_eq!(
        (image.alt.as_str(), image.title.as_deref()),
        ("d", Some("t"))
    );
}

#[test]
fn a_comment_on_a_point_is_about_what_is_before_it() {
    let document = flat(
        "",
        r#"<text:p>word<office:annotation office:name="c1"><dc:creator>Ada</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><text:p>why?</text:p></office:annotation> rest</text:p>"#,
    );
    let Some(Block::Paragraph(paragraph)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    let comments: Vec<_> = paragraph
        .inlines
        .iter()
        .map(|inline| inline.format.comments.len())
        .collect();
    assert_eq!(comments, [1, 0]);
    assert_eq!(document.comments.first().unwrap().author, "Ada");
}

#[test]
fn a_change_that_does_not_end_is_none() {
    let document = flat(
        "",
        r#"<text:tracked-changes><text:changed-region text:id="ct1"><text:insertion><office:change-info><dc:creator>A</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region>
        <text:changed-region text:id="ct2"><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info><text:p>gone</text:p><text:p>too</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p><text:change-start text:change-id="ct1"/>kept<text:change text:change-id="ct2"/></text:p>"#,
    );
    assert_eq!(document.plain_text(), "kept\n");
    let Some(Block::Paragraph(paragraph)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    let deleted = paragraph
        .inlines
        .iter()
        .filter(|inline| inline.format.is_deleted())
        .count();
    assert_eq!((paragraph.inlines.len(), deleted), (4, 3));
}

#[test]
fn first_pages_have_headers_of_their_own() {
    let styles = r#"<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="10in" fo:page-height="5in" fo:margin="1in"/><style:header-style><style:header-footer-properties fo:min-height="0.5in" fo:margin-bottom="0.25in"/></style:header-style></style:page-layout>
        <style:style style:name="P1" style:family="paragraph" style:master-page-name="First"/></office:automatic-styles>
        <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header><text:p>all</text:p></style:header></style:master-page>
        <style:master-page style:name="First" style:page-layout-name="pm1" style:next-style-name="Standard"/></office:master-styles>"#;
    let document = flat(styles, r#"<text:p text:style-name="P1">x</text:p>"#);
    let page = &document.page;
    assert_eq!((page.width, page.height), (720.0, 360.0));
    assert_eq!(page.header.first, Some(Vec::new()));
    assert_eq!(page.header.default.len(), 1);
    assert_eq!((page.header_distance, page.margins.top), (72.0, 126.0));
}

#[test]
fn other_prefixes_mean_the_same() {
    let file = r#"<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><o:body><o:text>
        <t:h xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" t:outline-level="2">x<t:s/>y</t:h></o:text></o:body></o:document>"#;
    let (document, _) = read(file.as_bytes());
    let Some(Block::Paragraph(heading)) = document.blocks.first() else {
        panic!("{:#?}", document.blocks);
    };
    assert_eq!(
        (heading.heading, heading.plain_text().as_str()),
        (Some(2), "x y")
    );
}
