//! `ApiParagraph` and `ApiParaPr`.

mod support;

use support::word::{body, body_has, document, expect, part};

const P: &str = "var p = Api.CreateParagraph(); doc.Push(p);";

#[test]
fn text_becomes_runs_with_tabs_and_breaks() {
    body_has(
        "var p = Api.CreateParagraph(); p.AddText('a\\tb\\nc & <d>'); p.AddLineBreak(); p.AddTabStop(); p.AddPageBreak(); p.AddColumnBreak(); doc.Push(p);",
        &[
            "<w:p><w:r><w:t xml:space=\"preserve\">a</w:t><w:tab/><w:t xml:space=\"preserve\">b</w:t><w:br/><w:t xml:space=\"preserve\">c &amp; &lt;d&gt;</w:t></w:r>\
             <w:r><w:br/></w:r><w:r><w:tab/></w:r><w:r><w:br w:type=\"page\"/></w:r><w:r><w:br w:type=\"column\"/></w:r></w:p>",
        ],
    );
}

#[test]
fn text_goes_on_in_the_look_of_what_is_before_it() {
    body_has(
        "var p = Api.CreateParagraph(); p.AddText('n'); p.AddText('b').SetBold(true); p.AddText('after'); doc.Push(p);
         var q = Api.CreateParagraph(); q.SetItalic(true); q.AddText('seeded'); doc.Push(q);
         var r = Api.CreateParagraph(); r.GetParagraphMarkTextPr().SetCaps(true); r.AddText('mark'); doc.Push(r);",
        &[
            "<w:r><w:t xml:space=\"preserve\">n</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">b</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">after</w:t></w:r>",
            "<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">seeded</w:t></w:r>",
            "<w:p><w:pPr><w:rPr><w:caps/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">mark</w:t></w:r></w:p>",
        ],
    );
}

#[test]
fn elements_are_added_found_and_removed() {
    expect(
        "var p = Api.CreateParagraph(); doc.Push(p); var one = p.AddText('one'); var two = Api.CreateRun(); two.AddText('two');",
        &[
            ("p.AddElement(two, 0)", "true"),
            ("p.AddElement(two)", "false"),
            ("p.AddElement(Api.CreateParagraph())", "false"),
            ("p.AddElement(Api.CreateRun(), 9)", "false"),
            ("p.GetText()", "\"twoone\\r\\n\""),
            ("p.GetElementsCount()", "2"),
            ("p.GetElement(0).GetText()", "\"two\""),
            ("p.GetElement(2)", "null"),
            ("p.GetElement(-1)", "null"),
            ("p.Last().GetText()", "\"one\""),
            ("p.GetLastRunWithText().GetText()", "\"one\""),
            ("p.RemoveElement(5)", "false"),
            ("p.RemoveElement(0)", "true"),
            ("p.GetText()", "\"one\\r\\n\""),
            ("p.SetText('new').GetText()", "\"new\""),
            ("p.GetText({NewLineSeparator: '|'})", "\"new\\r\\n\""),
            ("p.Push(Api.CreateRun())", "undefined"),
            ("p.RemoveAllElements()", "true"),
            ("p.GetElementsCount()", "1"),
            ("p.AddText(12).GetText()", "\"\""),
        ],
    );
}

#[test]
fn paragraph_formats_are_written() {
    body_has(
        &format!(
            "{P} p.SetJc('both'); p.SetIndLeft(720); p.SetIndRight('144'); p.SetIndFirstLine(-360); p.SetSpacingBefore(120); p.SetSpacingAfter(240, true);
             p.SetSpacingLine(300, 'exact'); p.SetKeepLines(true); p.SetKeepNext(false); p.SetPageBreakBefore(true); p.SetWidowControl(false);
             p.SetContextualSpacing(true); p.SetShd('clear', 1, 2, 3); p.SetTopBorder('single', 8, 1, 4, 5, 6); p.SetBottomBorder('none', 0, 0, 0, 0, 0);
             p.SetLeftBorder('single', 4, 0, Api.RGB(7, 8, 9)); p.SetRightBorder('single', 4, 0, 0, 0, 0); p.SetBetweenBorder('single', 24, 0, 1, 1, 1);
             p.SetTabs([1440, 2880], ['left', 'right']); p.SetOutlineLvl(2); p.SetStyle(doc.GetStyle('Heading 3')); p.SetReadingOrder('rtl');"
        ),
        &["<w:pPr><w:pStyle w:val=\"Heading3\"/><w:keepNext w:val=\"0\"/><w:keepLines/><w:pageBreakBefore/><w:widowControl w:val=\"0\"/>\
           <w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"040506\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"070809\"/>\
           <w:bottom w:val=\"none\" w:sz=\"0\" w:space=\"0\" w:color=\"auto\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
           <w:between w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"010101\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"010203\"/>\
           <w:tabs><w:tab w:val=\"left\" w:pos=\"1440\"/><w:tab w:val=\"right\" w:pos=\"2880\"/></w:tabs><w:bidi/>\
           <w:spacing w:before=\"120\" w:after=\"240\" w:afterAutospacing=\"1\" w:line=\"300\" w:lineRule=\"exact\"/>\
           <w:ind w:left=\"720\" w:right=\"144\" w:hanging=\"360\"/><w:contextualSpacing/><w:jc w:val=\"both\"/><w:outlineLvl w:val=\"1\"/></w:pPr>"],
    );
}

#[test]
fn getters_answer_what_is_in_effect() {
    expect(
        "var p = Api.CreateParagraph(); doc.Push(p); var h = Api.CreateParagraph(); h.SetStyle(doc.GetStyle('Heading 1')); doc.Push(h); var loose = Api.CreateParagraph();
         p.SetTopBorder('single', 8, 1, 4, 5, 6); p.SetTabs([100], ['center']);",
        &[
            ("[p.GetJc(), p.GetSpacingAfter(), p.GetSpacingBefore(), p.GetSpacingLineValue(), p.GetSpacingLineRule()]", "[\"left\",200,0,276,\"auto\"]"),
            ("[h.GetSpacingBefore(), h.GetSpacingAfter(), h.GetKeepNext(), h.GetKeepLines(), h.GetOutlineLvl()]", "[360,80,true,true,1]"),
            ("[loose.GetSpacingAfter(), loose.GetSpacingLineValue(), loose.GetWidowControl(), loose.GetPageBreakBefore(), loose.GetStyle()]", "[0,240,true,false,null]"),
            ("[p.GetIndLeft(), p.GetIndRight(), p.GetIndFirstLine(), p.GetContextualSpacing()]", "[0,0,0,false]"),
            ("h.GetStyle().GetName()", "\"Heading 1\""),
            ("h.GetParaPr().GetSpacingBefore()", "360"),
            ("p.GetTabs()", "[{\"Pos\":100,\"Val\":\"center\",\"Leader\":\"none\"}]"),
            ("[p.GetTopBorder().Type, p.GetTopBorder().Size, p.GetTopBorder().Space, p.GetTopBorder().Color.GetHex()]", "[\"single\",8,1,\"#040506\"]"),
            ("[p.GetBottomBorder().Type, p.GetLeftBorder().Type, p.GetRightBorder().Type, p.GetBetweenBorder().Type]", "[\"none\",\"none\",\"none\",\"none\"]"),
            ("Api.CreateParaPr().GetJc()", "undefined"),
        ],
    );
}

#[test]
fn wrong_values_change_nothing() {
    expect(
        "var p = Api.CreateParagraph(); doc.Push(p);",
        &[
            ("p.SetJc('middle')", "true"),
            ("p.SetSpacingLine(100, 'zz')", "true"),
            ("p.SetTabs([1], ['left', 'right'])", "false"),
            ("p.SetVertAlign('zz')", "null"),
            ("p.SetNumPr(7)", "false"),
        ],
    );
    let xml = body(&document(
        "var p = Api.CreateParagraph(); doc.Push(p); p.SetJc('middle'); p.SetSpacingLine(100, 'zz');",
    ));
    assert!(!xml.contains("w:jc") && !xml.contains("w:spacing"), "{xml}");
    expect(
        "var message = ''; try { Api.CreateParagraph().SetStyle(doc.GetStyle('Table Grid')); } catch (e) { message = e.message; }",
        &[(
            "message.indexOf('Style \"Table Grid\" is not a paragraph style') >= 0",
            "true",
        )],
    );
}

#[test]
fn text_setters_act_on_all_runs() {
    let xml = body(&document(
        "var p = Api.CreateParagraph(); p.AddText('a'); p.AddText('b'); doc.Push(p);
         p.SetBold(true).SetItalic(true).SetUnderline(true).SetStrikeout(true).SetDoubleStrikeout(false).SetCaps(true).SetSmallCaps(false)
          .SetFontFamily('Arial').SetFontSize(30).SetColor(255, 0, 0).SetHighlight('yellow').SetSpacing(20).SetPosition(4).SetVertAlign('superscript');",
    ));
    let rpr = "<w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:b/><w:bCs/><w:i/><w:iCs/><w:caps w:val=\"0\"/><w:smallCaps w:val=\"0\"/>\
               <w:strike/><w:dstrike w:val=\"0\"/><w:color w:val=\"FF0000\"/><w:spacing w:val=\"20\"/><w:position w:val=\"4\"/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>\
               <w:highlight w:val=\"yellow\"/><w:u w:val=\"single\"/><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    assert_eq!(xml.matches(rpr).count(), 3, "two runs and the mark: {xml}");
}

#[test]
fn paragraphs_move_copy_and_go() {
    expect(
        "var a = doc.GetElement(0); a.AddText('a'); var b = Api.CreateParagraph(); b.AddText('b'); doc.Push(b); var c = b.Copy();",
        &[
            ("c.GetPosInParent()", "-1"),
            ("c.GetText()", "\"b\\r\\n\""),
            (
                "[a.GetNext().GetText(), b.GetPrevious().GetText(), a.GetPrevious(), b.GetNext()]",
                "[\"b\\r\\n\",\"a\\r\\n\",null,null]",
            ),
            ("b.GetPosInParent()", "1"),
            (
                "b.InsertParagraph('before b', 'before', true).GetText()",
                "\"before b\\r\\n\"",
            ),
            (
                "b.InsertParagraph(c, 'after', false).GetText()",
                "\"b\\r\\n\"",
            ),
            ("doc.GetElementsCount()", "4"),
            ("b.ReplaceByElement(Api.CreateTable(1, 1))", "true"),
            ("doc.GetElement(2)", "<table>"),
            ("a.Delete()", "true"),
            ("doc.GetElementsCount()", "3"),
            ("Api.CreateParagraph().Delete()", "false"),
            ("c.GetInternalId() !== a.GetInternalId()", "true"),
            (
                "[c.GetParentTable(), c.GetParentTableCell()]",
                "[null,null]",
            ),
            ("c.AddPageBreakBefore().GetPageBreakBefore()", "true"),
            ("c.GetFontNames()", "[\"Arial\"]"),
        ],
    );
}

#[test]
fn page_numbers_are_fields_without_text_of_their_own() {
    let made = document(
        "var p = Api.CreateParagraph(); p.AddText('Page '); p.AddPageNumber(); p.AddText(' of '); p.AddPagesCount(); doc.Push(p); doc.GetElement(0).AddText(p.GetText());",
    );
    let xml = body(&made);
    for fragment in [
        "<w:fldSimple w:instr=\"PAGE \\* MERGEFORMAT\">",
        "<w:fldSimple w:instr=\"NUMPAGES \\* MERGEFORMAT\">",
        "Page  of ",
    ] {
        assert!(xml.contains(fragment), "{fragment} in {xml}");
    }
    assert!(part(&made, "/word/document.xml").starts_with("<?xml"));
}

#[test]
fn a_link_wraps_what_the_paragraph_holds() {
    let made = document(
        "var p = Api.CreateParagraph(); p.AddText('before '); p.AddText('b').SetBold(true); doc.Push(p); p.AddHyperlink('https://a.example/?x=1&y=2', 'tip');",
    );
    let xml = body(&made);
    assert!(xml.contains("w:tooltip=\"tip\""), "{xml}");
    assert!(xml.contains("<w:rStyle w:val=\"Hyperlink\"/>"), "{xml}");
    assert!(part(&made, "/word/styles.xml").contains("w:styleId=\"Hyperlink\""));
    let main = made.package.relationships("/word/document.xml");
    assert!(
        main.iter()
            .any(|found| found.external && found.target == "https://a.example/?x=1&y=2"),
        "{main:?}"
    );
    expect(
        "var p = Api.CreateParagraph();",
        &[
            ("p.AddHyperlink('')", "null"),
            ("p.AddHyperlink('https://a.example')", "<hyperlink>"),
            ("p.GetElementsCount()", "1"),
        ],
    );
}

#[test]
fn text_properties_are_merged_into_runs() {
    body_has(
        "var t = Api.CreateTextPr(); t.SetBold(true); t.SetFontSize(40); var p = Api.CreateParagraph(); p.AddText('x').SetItalic(true); doc.Push(p); p.SetTextPr(t);",
        &[
            "<w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/></w:rPr><w:t xml:space=\"preserve\">x</w:t></w:r>",
        ],
    );
}
