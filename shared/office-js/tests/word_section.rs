//! `ApiSection`, headers and footers.

mod support;

use support::run;
use support::word::{body, body_has, document, expect, part, sound};

#[test]
fn pages_have_size_margins_and_columns() {
    expect(
        "var s = doc.GetFinalSection();",
        &[
            (
                "[s.GetPageWidth(), s.GetPageHeight(), s.GetPageMarginTop(), s.GetPageMarginBottom(), s.GetPageMarginLeft(), s.GetPageMarginRight()]",
                "[12240,15840,1440,1440,1440,1440]",
            ),
            (
                "[s.GetHeaderDistance(), s.GetFooterDistance(), s.GetStartPageNumber(), s.GetType(), s.GetClassType()]",
                "[720,720,-1,\"nextPage\",\"section\"]",
            ),
            (
                "[s.GetColumnsCount(), s.GetColumnsSpaces(), s.GetColumnsWidths()]",
                "[1,[720],[9360]]",
            ),
            (
                "[s.SetPageSize(11906, 16838), s.SetPageMargins(1, 2, 3, 4), s.SetMargins(5, 6, 7, 8), s.SetHeaderDistance(100), s.SetFooterDistance(101), s.SetEqualColumns(2, 720)]",
                "[true,true,true,true,true,true]",
            ),
            (
                "[s.GetPageWidth(), s.GetPageHeight(), s.GetPageMarginLeft(), s.GetPageMarginTop(), s.GetPageMarginRight(), s.GetPageMarginBottom(), s.GetHeaderDistance(), s.GetFooterDistance()]",
                "[11906,16838,5,6,7,8,100,101]",
            ),
            ("[s.GetColumnsCount(), s.GetColumnsWidths()]", "[2,[5587]]"),
            (
                "[s.SetNotEqualColumns([2880, 1440], [720]), s.GetColumnsCount(), s.GetColumnsWidths(), s.GetColumnsSpaces()]",
                "[true,2,[2880,1440],[720]]",
            ),
            (
                "[s.SetNotEqualColumns([1], [1]), s.SetEqualColumns(0, 1), s.SetPageSize('x', 1)]",
                "[false,false,false]",
            ),
            (
                "[s.SetType('zz'), s.SetType('continuous'), s.GetType()]",
                "[false,true,\"continuous\"]",
            ),
            (
                "[s.SetStartPageNumber(5), s.GetStartPageNumber(), s.SetStartPageNumber(-1), s.GetStartPageNumber()]",
                "[true,5,true,-1]",
            ),
            ("[s.GetNext(), s.GetPrevious()]", "[null,null]"),
        ],
    );
    body_has(
        "var s = doc.GetFinalSection(); s.SetPageSize(16838, 11906, false); s.SetTitlePage(true); s.SetStartPageNumber(3); s.SetNotEqualColumns([2880, 1440], [720]); s.SetType('evenPage');",
        &[
            "<w:sectPr><w:type w:val=\"evenPage\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
           <w:pgNumType w:start=\"3\"/><w:cols w:space=\"720\" w:num=\"2\" w:equalWidth=\"0\"><w:col w:w=\"2880\" w:space=\"720\"/><w:col w:w=\"1440\" w:space=\"0\"/></w:cols><w:titlePg/></w:sectPr>",
        ],
    );
}

#[test]
fn sections_end_after_paragraphs() {
    expect(
        "var p = Api.CreateParagraph(); p.AddText('two'); doc.Push(p); var last = Api.CreateParagraph(); doc.Push(last); doc.GetFinalSection().GetHeader('default', true); var s = doc.CreateSection(p);",
        &[
            (
                "[s, doc.GetSections().length, doc.CreateSection(null), doc.CreateSection(Api.CreateParagraph())]",
                "[<section>,2,null,null]",
            ),
            (
                "[s.SetType('continuous'), doc.GetSections()[0].GetType(), doc.GetFinalSection().GetType()]",
                "[true,\"continuous\",\"nextPage\"]",
            ),
            (
                "[s.GetNext().GetType(), s.GetPrevious(), doc.GetFinalSection().GetPrevious().GetType()]",
                "[\"nextPage\",null,\"continuous\"]",
            ),
            (
                "[p.GetSection().GetType(), last.GetSection().GetType(), doc.GetElement(0).GetSection().GetType()]",
                "[\"continuous\",\"nextPage\",\"continuous\"]",
            ),
            (
                "[s.GetHeader('default'), doc.GetFinalSection().GetHeader('default').GetClassType()]",
                "[<documentContent>,\"documentContent\"]",
            ),
            ("[last.SetSection(s), doc.GetSections().length]", "[true,3]"),
        ],
    );
    let xml = body(&document(
        "var p = Api.CreateParagraph(); doc.Push(p); doc.CreateSection(p).SetPageSize(10000, 9000); p.SetJc('center');",
    ));
    assert!(xml.contains("<w:pPr><w:jc w:val=\"center\"/><w:sectPr><w:pgSz w:w=\"10000\" w:h=\"9000\" w:orient=\"landscape\"/>"), "{xml}");
}

#[test]
fn headers_and_footers_are_parts() {
    let script = "builder.CreateFile(\"docx\");
var doc = Api.GetDocument(), s = doc.GetFinalSection();
s.GetHeader('default', true).GetElement(0).AddText('Head');
s.GetHeader('title', true).AddText('First');
var f = s.GetFooter('even', true); f.GetElement(0).AddText('Even'); f.Push(Api.CreateTable(1, 2));
s.SetTitlePage(true); doc.SetEvenAndOddHdrFtr(true);
console.log([s.GetHeader('zz', true), s.GetFooter('default'), s.GetFooter('default', false), s.RemoveHeader('title'), s.GetHeader('title'), s.RemoveFooter('zz')].map(String).join());
builder.SaveFile(\"docx\", \"out.docx\");
";
    let outcome = run(script);
    assert_eq!(outcome.printed(), ["null,null,null,true,null,false"]);
    let bytes = outcome.file("out.docx");
    sound(&bytes);
    let made = support::word::open(&bytes);
    assert!(part(&made, "/word/header1.xml").contains("<w:t xml:space=\"preserve\">Head</w:t>"));
    assert!(part(&made, "/word/footer1.xml").contains("<w:tbl>"));
    assert!(part(&made, "/word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let xml = body(&made);
    assert!(
        xml.contains("<w:sectPr><w:headerReference w:type=\"default\"")
            && xml.contains("<w:footerReference w:type=\"even\"")
            && !xml.contains("w:type=\"first\""),
        "{xml}"
    );
    expect(
        "var h = doc.GetFinalSection().GetHeader('default', true);",
        &[(
            "[h.GetElementsCount(), h.GetText(), h.AddParagraph(), h.GetElementsCount(), h.GetClassType()]",
            "[1,\"\\r\\n\",<paragraph>,2,\"documentContent\"]",
        )],
    );
}
