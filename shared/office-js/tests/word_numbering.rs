//! `ApiNumbering` and `ApiNumberingLevel`.

mod support;

use support::word::{body_has, document, expect, part, style_xml};

#[test]
fn lists_have_nine_levels() {
    let made = document(
        "doc.GetElement(0).SetNumbering(doc.CreateNumbering('numbered').GetLevel(0)); doc.CreateNumbering('bullet');",
    );
    let xml = part(&made, "/word/numbering.xml");
    assert_eq!(
        (
            xml.matches("<w:abstractNum ").count(),
            xml.matches("<w:lvl ").count(),
            xml.matches("<w:num ").count()
        ),
        (2, 18, 2)
    );
    assert!(xml.contains("<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:suff w:val=\"tab\"/><w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr></w:lvl>"), "{xml}");
    assert!(
        xml.rfind("<w:abstractNum ") < xml.find("<w:num "),
        "definitions come first"
    );
    expect(
        "var n = doc.CreateNumbering('numbered');",
        &[
            (
                "[n, n.GetLevel(0), n.GetLevel(3).GetLevelIndex(), n.GetLevel(9).GetLevelIndex(), n.GetLevel(0).GetNumbering(), Api.CreateNumbering('bullet')]",
                "[<numbering>,<numberingLevel>,3,8,<numbering>,<numbering>]",
            ),
            (
                "[n.GetClassType(), n.GetLevel(0).GetClassType()]",
                "[\"numbering\",\"numberingLevel\"]",
            ),
        ],
    );
}

#[test]
fn levels_are_formatted() {
    let made = document(
        "var n = doc.CreateNumbering('bullet'), l = n.GetLevel(1); l.SetCustomType('lowerRoman', '%1.%2)', 'right'); l.SetSuff('space'); l.SetStart(5); l.SetRestart(false);
         l.GetTextPr().SetBold(true); l.GetParaPr().SetIndLeft(999); l.LinkWithStyle(doc.GetStyle('Heading 3')); n.GetLevel(2).SetTemplateType('bullet', '*'); n.GetLevel(3).SetTemplateType('a)');",
    );
    let xml = part(&made, "/word/numbering.xml");
    for fragment in [
        "<w:lvl w:ilvl=\"1\"><w:start w:val=\"5\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlRestart w:val=\"0\"/><w:pStyle w:val=\"Heading3\"/><w:suff w:val=\"space\"/><w:lvlText w:val=\"%1.%2)\"/><w:lvlJc w:val=\"right\"/><w:pPr><w:ind w:left=\"999\" w:hanging=\"360\"/></w:pPr>",
        "<w:b/><w:bCs/>",
        "<w:numFmt w:val=\"bullet\"/><w:suff w:val=\"tab\"/><w:lvlText w:val=\"*\"/>",
        "<w:numFmt w:val=\"lowerLetter\"/><w:suff w:val=\"tab\"/><w:lvlText w:val=\"%4)\"/>",
    ] {
        assert!(xml.contains(fragment), "{fragment}\nis not in\n{xml}");
    }
    assert!(
        style_xml(&made, "heading 3")
            .contains("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>")
    );
    expect(
        "var l = doc.CreateNumbering('numbered').GetLevel(0);",
        &[
            (
                "['none', 'bullet', '1)', '1.', 'I.', 'A.', 'a)', 'a.', 'i.', 'zz'].map(function (k) { return l.SetTemplateType(k); })",
                "[true,true,true,true,true,true,true,true,true,false]",
            ),
            (
                "[l.SetCustomType('zz', '%1', 'left'), l.SetSuff('zz'), l.SetSuff('none'), l.SetStart('x')]",
                "[false,false,true,false]",
            ),
        ],
    );
}

#[test]
fn paragraphs_join_lists_and_leave_them() {
    body_has(
        "var n = doc.CreateNumbering('numbered'); var p = Api.CreateParagraph(); p.SetNumbering(n.GetLevel(2)); doc.Push(p); var q = Api.CreateParagraph(); q.SetNumPr(n, 1); doc.Push(q);",
        &[
            "<w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr>",
            "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>",
        ],
    );
    expect(
        "var n = doc.CreateNumbering('numbered'); var p = Api.CreateParagraph(); p.AddText('x'); doc.Push(p);",
        &[
            ("[p.GetNumbering(), p.GetNumPr()]", "[null,undefined]"),
            (
                "[p.SetNumbering(n.GetLevel(2)), p.GetNumbering().GetLevelIndex(), p.GetNumPr().GetLevelIndex(), p.GetIndLeft(), p.GetIndFirstLine()]",
                "[true,2,2,2160,-180]",
            ),
            ("doc.GetAllNumberedParagraphs().length", "1"),
            (
                "[p.SetNumPr(n, 9), p.SetNumPr(null), p.GetNumPr()]",
                "[false,true,undefined]",
            ),
            (
                "[p.SetNumbering(n.GetLevel(0)), p.SetNumbering(null), p.GetNumbering()]",
                "[true,true,null]",
            ),
        ],
    );
}

#[test]
fn labels_are_counted() {
    let setup = "var n = doc.CreateNumbering('numbered'), b = doc.CreateNumbering('bullet'); n.GetLevel(1).SetCustomType('lowerRoman', '%1.%2)', 'left'); n.GetLevel(1).SetSuff('space'); n.GetLevel(1).SetStart(5);
         doc.RemoveAllElements(); var first = doc.GetElement(0); [[n, 0, 'one'], [n, 1, 'sub'], [n, 1, 'sub'], [n, 0, 'two'], [n, 1, 'sub'], [b, 0, 'dot'], [n, 0, 'three']].forEach(function (e) { var p = Api.CreateParagraph(); p.AddText(e[2]); p.SetNumbering(e[0].GetLevel(e[1])); doc.Push(p); });";
    expect(
        setup,
        &[
            (
                "doc.GetText()",
                "\"\\r\\n1.\\tone\\r\\n1.v) sub\\r\\n1.vi) sub\\r\\n2.\\ttwo\\r\\n2.v) sub\\r\\n·\\tdot\\r\\n3.\\tthree\\r\\n\"",
            ),
            (
                "doc.GetText({Numbering: false, ParaSeparator: '|'})",
                "\"|one|sub|sub|two|sub|dot|three|\"",
            ),
            ("doc.GetElement(4).GetText()", "\"2.\\ttwo\\r\\n\""),
        ],
    );
    let text = String::from_utf8(document(setup).plain_text()).expect("UTF-8");
    assert_eq!(
        text,
        "\u{FEFF}\r\n1. one\r\n\t1.v) sub\r\n\t1.vi) sub\r\n2. two\r\n\t2.v) sub\r\n* dot\r\n3. three"
    );
}
