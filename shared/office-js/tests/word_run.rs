//! `ApiRun`, `ApiTextPr`, `ApiHyperlink` and colours.

mod support;

use support::word::{body_has, document, expect, part};

#[test]
fn looks_are_written_in_schema_order() {
    body_has(
        "var r = Api.CreateRun(); r.AddText('t');
         r.SetVertAlign('subscript').SetShd('clear', 1, 2, 4).SetLanguage('de-DE').SetPosition(10).SetSpacing(40).SetHighlight('lightGray').SetFontFamily('Comic Sans MS')
          .SetFontSize(31).SetColor(1, 2, 3, false).SetSmallCaps(true).SetCaps(true).SetDoubleStrikeout(true).SetStrikeout(true).SetUnderline(true).SetItalic(true).SetBold(true)
          .SetStyle(doc.GetStyle('Strong'));
         doc.GetElement(0).AddElement(r);",
        &["<w:rPr><w:rStyle w:val=\"Strong\"/><w:rFonts w:ascii=\"Comic Sans MS\" w:hAnsi=\"Comic Sans MS\" w:eastAsia=\"Comic Sans MS\" w:cs=\"Comic Sans MS\"/>\
           <w:b/><w:bCs/><w:i/><w:iCs/><w:caps/><w:smallCaps/><w:strike/><w:dstrike/><w:color w:val=\"010203\"/><w:spacing w:val=\"40\"/><w:position w:val=\"10\"/>\
           <w:sz w:val=\"31\"/><w:szCs w:val=\"31\"/><w:highlight w:val=\"lightGray\"/><w:u w:val=\"single\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"010204\"/>\
           <w:vertAlign w:val=\"subscript\"/><w:lang w:val=\"de-DE\"/></w:rPr>"],
    );
}

#[test]
fn getters_answer_what_was_set() {
    expect(
        "var r = Api.CreateRun(); r.AddText('a\\tb'); var plain = Api.CreateRun();
         r.SetBold(true).SetItalic(false).SetUnderline(true).SetStrikeout(true).SetDoubleStrikeout(true).SetCaps(true).SetSmallCaps(true).SetFontFamily('Arial').SetFontSize(31);
         r.SetColor(Api.HexColor('#FF0102')); r.SetHighlight('red'); r.SetSpacing(40); r.SetPosition(-10); r.SetVertAlign('superscript'); r.SetLanguage('fr-FR'); r.SetStyle(doc.GetStyle('Emphasis'));",
        &[
            ("[r.GetBold(), r.GetItalic(), r.GetUnderline(), r.GetStrikeout(), r.GetDoubleStrikeout(), r.GetCaps(), r.GetSmallCaps()]", "[true,false,true,true,true,true,true]"),
            ("[r.GetFontFamily(), r.GetFontSize(), r.GetColor().GetHex(), r.GetHighlight()]", "[\"Arial\",31,\"#FF0102\",\"red\"]"),
            ("[r.GetSpacing(), r.GetPosition(), r.GetVertAlign(), r.GetLanguage(), r.GetStyle().GetName()]", "[40,-10,\"superscript\",\"fr-FR\",\"Emphasis\"]"),
            ("[plain.GetBold(), plain.GetFontSize(), plain.GetFontFamily(), plain.GetHighlight(), plain.GetColor(), plain.GetStyle()]", "[undefined,undefined,undefined,undefined,null,null]"),
            ("r.GetTextPr().GetFontSize()", "31"),
            ("r.GetFontNames()", "[\"Arial\"]"),
            ("r.SetHighlight('nonsense').GetHighlight()", "undefined"),
            ("r.SetVertAlign('nonsense').GetVertAlign()", "\"superscript\""),
            ("r.SetFontSize('x').GetFontSize()", "31"),
            ("r.SetBold().GetBold()", "undefined"),
            ("r.GetClassType() + r.GetTextPr().GetClassType()", "\"runtextPr\""),
        ],
    );
}

#[test]
fn runs_hold_text_breaks_and_tabs() {
    expect(
        "var r = Api.CreateRun(); var p = Api.CreateParagraph(); p.AddElement(r); doc.Push(p);",
        &[
            ("r.AddText('a\\tb\\nc')", "true"),
            (
                "[r.AddLineBreak(), r.AddTabStop(), r.AddPageBreak(), r.AddColumnBreak()]",
                "[true,true,true,true]",
            ),
            ("r.GetText()", "\"a\\tb\\rc\\r\\t\\r\\r\""),
            (
                "r.GetText({NewLineSeparator: '|', TabSymbol: '>'})",
                "\"a>b|c|>||\"",
            ),
            ("r.GetParentParagraph().GetText() === p.GetText()", "true"),
            (
                "[r.GetParentTable(), r.GetParentTableCell()]",
                "[null,null]",
            ),
            ("r.Copy().GetText() === r.GetText()", "true"),
            ("r.ClearContent()", "true"),
            ("r.GetText()", "\"\""),
            ("r.SetBold(true).RemoveAllElements()", "true"),
            ("r.GetBold()", "true"),
            ("r.Delete()", "true"),
            ("r.Delete()", "false"),
            ("p.GetElementsCount()", "0"),
        ],
    );
}

#[test]
fn text_properties_are_copied_to_runs() {
    expect(
        "var t = Api.CreateTextPr(); t.SetBold(true); t.SetFontSize(50); var r = Api.CreateRun(); r.SetItalic(true);",
        &[
            ("r.SetTextPr(t)", "<textPr>"),
            (
                "[r.GetBold(), r.GetItalic(), r.GetFontSize()]",
                "[true,true,50]",
            ),
        ],
    );
}

#[test]
fn colours_are_values() {
    expect(
        "var c = Api.RGB(10, 20, 30), t = Api.ThemeColor('accent1'), a = Api.AutoColor();",
        &[
            (
                "[c.GetHex(), c.GetRGB(), c.GetRGBA(), c.IsAutoColor(), c.IsThemeColor(), c.GetThemeName()]",
                "[\"#0A141E\",{\"r\":10,\"g\":20,\"b\":30},{\"r\":10,\"g\":20,\"b\":30,\"a\":255},false,false,null]",
            ),
            (
                "[t.GetHex(), t.IsThemeColor(), t.GetThemeName(), Api.ThemeColor('zz').GetThemeName()]",
                "[\"#5B9BD5\",true,\"accent1\",\"tx1\"]",
            ),
            ("[a.GetHex(), a.IsAutoColor()]", "[\"#000000\",true]"),
            (
                "[Api.HexColor('#abc').GetHex(), Api.HexColor('A1B2C3').GetHex()]",
                "[\"#000ABC\",\"#A1B2C3\"]",
            ),
            (
                "[Api.Color('red').GetHex(), Api.Color(1, 2, 3).GetHex(), Api.Color('#010203').GetHex(), Api.Color('accent2').GetThemeName()]",
                "[\"#FF0000\",\"#010203\",\"#010203\",\"accent2\"]",
            ),
            (
                "Api.RGBA(1, 2, 3, 4).GetRGBA()",
                "{\"r\":1,\"g\":2,\"b\":3,\"a\":4}",
            ),
            (
                "[Api.CreateRGBColor(1, 2, 3).GetRGB(), Api.CreateRGBColor(1, 2, 3)]",
                "[66051,<rgbColor>]",
            ),
            ("Api.RGB(999, -5, 30).GetHex()", "\"#E7FB1E\""),
        ],
    );
    body_has(
        "var p = doc.GetElement(0); p.AddText('theme').SetColor(Api.ThemeColor('accent1')); p.AddText('auto').SetColor(0, 0, 0, true); p.AddText('old').SetColor(Api.CreateRGBColor(7, 8, 9));",
        &[
            "<w:color w:val=\"5B9BD5\" w:themeColor=\"accent1\"/>",
            "<w:color w:val=\"auto\"/>",
            "<w:color w:val=\"070809\"/>",
        ],
    );
}

#[test]
fn links_have_address_text_and_tip() {
    expect(
        "var h = Api.CreateHyperlink('https://b.example', 'shown', 'tip'); var p = Api.CreateParagraph(); p.AddElement(h); doc.Push(p); var r = Api.CreateParagraph(); var run = r.AddText('rl'); doc.Push(r);",
        &[
            (
                "[h.GetLinkedText(), h.GetDisplayedText(), h.GetScreenTipText(), h.GetElementsCount(), h.GetElement(0)]",
                "[\"https://b.example\",\"shown\",\"tip\",1,<run>]",
            ),
            (
                "[h.SetLink('www.c.example'), h.SetDisplayedText('other'), h.SetScreenTipText('T'), h.SetDefaultStyle()]",
                "[true,true,true,true]",
            ),
            (
                "[h.GetLinkedText(), h.GetDisplayedText(), h.GetScreenTipText()]",
                "[\"http://www.c.example\",\"other\",\"T\"]",
            ),
            ("p.GetText()", "\"other\\r\\n\""),
            ("[p.GetElement(0), p.GetElement(1)]", "[<run>,<hyperlink>]"),
            (
                "run.AddHyperlink('mailto:a@b.example', 'write').GetLinkedText()",
                "\"mailto:a@b.example\"",
            ),
            ("run.AddHyperlink('https://again.example')", "null"),
        ],
    );
    let made = document(
        "var h = doc.GetFinalSection().GetHeader('default', true); h.GetElement(0).AddElement(Api.CreateHyperlink('https://h.example', 'x'));",
    );
    assert!(
        part(&made, "/word/header1.xml").contains("<w:hyperlink"),
        "the link is in the header"
    );
    assert!(
        made.package
            .relationships("/word/header1.xml")
            .iter()
            .any(|found| found.target == "https://h.example"),
        "and so is its address"
    );
}
