//! What Word writes is read as what it means.

use spindle_model::document::*;

use crate::common::{body, package, read};

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
}

fn inlines(content: &str) -> Vec<Inline> {
    let document = body(&format!("<w:p>{content}</w:p>"));
    match &document.blocks[..] {
        [Block::Paragraph(paragraph)] => paragraph.inlines.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn runs_are_joined_and_their_properties_read() {
    let content = format!(
        "{}{}<w:r><w:rPr><w:b/><w:i w:val=\"0\"/><w:sz w:val=\"21\"/><w:color w:val=\"FF0000\"/>\
         <w:highlight w:val=\"yellow\"/></w:rPr><w:t>c</w:t><w:tab/><w:noBreakHyphen/><w:br/></w:r>",
        run("a "),
        run("b")
    );
    let inlines = inlines(&content);
    assert_eq!(inlines[0], Inline::text("a b"));
    assert_eq!(inlines[1].kind, InlineKind::Text("c\t\u{2011}".to_owned()));
    let format = &inlines[1].format;
    assert_eq!((format.bold, format.italic), (Some(true), Some(false)));
    assert_eq!(format.size, Some(Size::Points(10.5)));
    assert_eq!(format.color, Some(Color(255, 0, 0)));
    assert_eq!(format.background, Some(Color(255, 255, 0)));
    assert_eq!(inlines[2].kind, InlineKind::LineBreak);
}

#[test]
fn fields_become_fields_links_or_what_they_show() {
    let field = |instruction: &str, shown: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{shown}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let page = inlines(&field(" PAGE ", &run("3")));
    assert_eq!(page[0].kind, InlineKind::Field(Field::PageNumber));
    let link = inlines(&field("HYPERLINK \"http://a/\" \\l \"b\"", &run("x")));
    assert_eq!(link[0].format.link.as_ref().unwrap().href, "http://a/#b");
    let other = inlines(&field("REF x \\h", &run("seen")));
    assert_eq!(
        other[0].kind,
        InlineKind::Field(Field::Other {
            instruction: "REF x \\h".to_owned(),
            shown: "seen".to_owned()
        })
    );
    let nested = inlines(&field(
        &format!("IF {} = 1", field("PAGE", &run("1"))),
        &run("y"),
    ));
    assert_eq!(nested.len(), 1, "{nested:?}");
}

#[test]
fn links_lead_where_relationships_say() {
    let inlines = inlines(&format!(
        "<w:hyperlink r:id=\"link\" w:tooltip=\"t\">{}</w:hyperlink><w:hyperlink w:anchor=\"b\">{}</w:hyperlink>",
        run("x"),
        run("y")
    ));
    let link = inlines[0].format.link.as_ref().unwrap();
    assert_eq!(
        (link.href.as_str(), link.title.as_deref()),
        ("http://example.org/", Some("t"))
    );
    assert_eq!(inlines[1].format.link.as_ref().unwrap().href, "#b");
}

#[test]
fn changes_are_kept_and_deleted_ends_join_paragraphs() {
    let document = body(&format!(
        "{}{}",
        paragraph(
            "<w:rPr><w:del w:id=\"1\" w:author=\"A\"/></w:rPr>",
            &format!(
                "{}<w:del w:id=\"2\" w:author=\"A\"><w:r><w:delText>gone</w:delText></w:r></w:del>",
                run("a")
            )
        ),
        paragraph(
            "",
            &format!("<w:ins w:id=\"3\" w:author=\"B\">{}</w:ins>", run("b"))
        ),
    ));
    assert_eq!(document.plain_text(), "ab\n");
    let Block::Paragraph(paragraph) = &document.blocks[0] else {
        panic!()
    };
    let kinds: Vec<_> = paragraph
        .inlines
        .iter()
        .map(|inline| inline.format.change.as_ref().map(|change| change.kind))
        .collect();
    assert_eq!(
        kinds,
        [None, Some(ChangeKind::Deleted), Some(ChangeKind::Inserted)]
    );
}

#[test]
fn only_one_alternative_is_read_and_text_boxes_follow() {
    let text_box = |text: &str| format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run(text));
    let document = body(&format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData>\
         <wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r>{}</w:p>",
        run("before"),
        text_box("inside"),
        text_box("again"),
        run(" after"),
    ));
    assert_eq!(document.plain_text(), "before after\ninside\n");
}

const NUMBERING: &str = concat!(
    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>",
    "<w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/>",
    "<w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>",
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/>",
    "</w:lvlOverride></w:num>"
);

#[test]
fn lists_count_on_and_begin_anew() {
    let item = |num: u8, level: u8, text: &str| {
        paragraph(
            &format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr>"),
            &run(text),
        )
    };
    let text = [
        item(1, 0, "one"),
        item(1, 1, "i"),
        item(1, 0, "two"),
        paragraph("", &run("between")),
        item(1, 0, "three"),
        item(2, 0, "seven"),
    ]
    .concat();
    let document = read(&package(&text, &[("numbering", "numbering", NUMBERING)]));
    let starts: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::List(list) => Some((list.kind, list.items.len())),
            _ => None,
        })
        .collect();
    let ordered = |start| ListKind::Ordered {
        start,
        style: NumberStyle::Decimal,
    };
    assert_eq!(starts, [(ordered(1), 2), (ordered(3), 1), (ordered(7), 1)]);
    let Block::List(first) = &document.blocks[0] else {
        panic!()
    };
    let Block::List(nested) = &first.items[0].blocks[1] else {
        panic!()
    };
    assert_eq!(
        nested.kind,
        ListKind::Ordered {
            start: 1,
            style: NumberStyle::LowerRoman
        }
    );
}

#[test]
fn styles_say_headings_quotations_and_code() {
    let styles = concat!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"20\"/></w:rPr></w:rPrDefault></w:docDefaults>",
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"N\"/>",
        "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"Mine\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"H\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"Q\"><w:name w:val=\"Quote\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"HTML Preformatted\"/></w:style>"
    );
    let styled =
        |id: &str, text: &str| paragraph(&format!("<w:pStyle w:val=\"{id}\"/>"), &run(text));
    let text = [
        styled("Mine", "head"),
        styled("Q", "said"),
        styled("Q", "more"),
        styled("C", "line 1"),
        styled("C", "line 2"),
    ]
    .concat();
    let document = read(&package(&text, &[("styles", "styles", styles)]));
    assert!(matches!(&document.blocks[0], Block::Paragraph(p) if p.heading == Some(2)));
    assert!(matches!(&document.blocks[1], Block::Quote(blocks) if blocks.len() == 2));
    assert!(matches!(&document.blocks[2], Block::Code(code) if code.text == "line 1\nline 2"));
    assert_eq!(document.styles["Mine"].text.bold, Some(true));
    assert_eq!(document.defaults.text.size, Some(Size::Points(10.0)));
}

#[test]
fn tables_span_and_wrappers_are_transparent() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>",
            run(text)
        )
    };
    let document = body(&format!(
        "<w:tbl><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>\
         <w:sdt><w:sdtContent><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr></w:sdtContent></w:sdt>\
         <w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "a"),
        cell("<w:shd w:val=\"clear\" w:fill=\"00FF00\"/>", "b"),
        cell("<w:vMerge/>", ""),
        cell("", "d"),
    ));
    let [Block::Table(table)] = &document.blocks[..] else {
        panic!()
    };
    assert_eq!(table.columns, [Some(50.0), Some(100.0)]);
    assert!(table.rows[0].header);
    assert_eq!(table.rows[0].cells[0].row_span, 2);
    assert_eq!(table.rows[0].cells[1].background, Some(Color(0, 255, 0)));
    assert_eq!(table.rows[1].cells.len(), 1);
}

#[test]
fn tables_take_their_share_of_the_width_between_the_margins() {
    let table = |width: &str| {
        format!(
            "<w:tbl><w:tblPr>{width}</w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>\
             <w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        )
    };
    let section = |width: u32| {
        format!(
            "<w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"9000\"/>\
             <w:pgMar w:left=\"1000\" w:right=\"1000\" w:top=\"1000\" w:bottom=\"1000\"/></w:sectPr>"
        )
    };
    let document = body(&format!(
        "{}<w:p><w:pPr>{}</w:pPr></w:p>{}{}{}{}",
        table("<w:tblW w:w=\"5000\" w:type=\"pct\"/>"),
        section(10_000),
        table("<w:tblW w:w=\"50%\"/>"),
        table("<w:tblW w:w=\"0\" w:type=\"auto\"/>"),
        table("<w:tblW w:w=\"9e99\" w:type=\"pct\"/>"),
        section(18_000),
    ));
    let columns: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.columns.clone()),
            _ => None,
        })
        .collect();
    let expected: [[Option<f32>; 2]; 4] = [
        [Some(100.0), Some(300.0)],
        [Some(100.0), Some(300.0)],
        [Some(50.0), Some(150.0)],
        [Some(50.0), Some(150.0)],
    ];
    assert_eq!(columns, expected);
}

#[test]
fn page_breaks_part_paragraphs() {
    let document = body(&format!(
        "<w:p>{}<w:r><w:br w:type=\"page\"/></w:r>{}</w:p>",
        run("a"),
        run("b")
    ));
    assert!(matches!(
        &document.blocks[..],
        [Block::Paragraph(_), Block::PageBreak, Block::Paragraph(_)]
    ));
}

#[test]
fn formulas_are_latex() {
    let inlines = inlines(
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
    );
    assert_eq!(
        inlines[0].kind,
        InlineKind::Formula(r"\frac{a}{b}".to_owned())
    );
}
