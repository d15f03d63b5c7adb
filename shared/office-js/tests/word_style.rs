//! `ApiStyle`, `ApiTableStylePr`, default properties, and styles of the document.

mod support;

use support::run;
use support::word::{document, expect, part, sound, style_xml};

#[test]
fn styles_are_found_by_the_names_that_scripts_know() {
    expect(
        "",
        &[
            (
                "['Normal', 'Heading 1', 'Heading 9', 'Title', 'Subtitle', 'Quote', 'Intense Quote', 'List Paragraph', 'No Spacing', 'Header', 'Footer', 'Caption', 'Hyperlink', 'footnote text', 'footnote reference', 'toc 1', 'toc 9', 'Table Grid', 'Normal Table', 'Grid Table 4 - Accent 1', 'Plain Table 5', 'Bordered & Lined - Accent 2'].filter(function (n) { return !doc.GetStyle(n) || doc.GetStyle(n).GetName() !== n; })",
                "[]",
            ),
            (
                "[doc.GetStyle('Nope'), doc.GetStyle(), doc.GetStyle('HEADING 1')]",
                "[null,null,null]",
            ),
            (
                "['paragraph', 'table', 'run', 'numbering', 'zz'].map(function (k) { var s = doc.GetDefaultStyle(k); return s && s.GetName(); })",
                "[\"Normal\",\"Normal Table\",\"Default Paragraph Font\",\"No List\",null]",
            ),
            (
                "[doc.GetStyle('Table Grid').GetType(), doc.GetStyle('Strong').GetType(), doc.GetStyle('Title').GetType()]",
                "[\"table\",\"run\",\"paragraph\"]",
            ),
            ("doc.GetAllStyles().length > 60", "true"),
        ],
    );
}

#[test]
fn files_carry_the_canonical_names() {
    let made = document("doc.GetElement(0).SetStyle(doc.GetStyle('Heading 1'));");
    let xml = style_xml(&made, "heading 1");
    assert!(
        xml.contains("w:styleId=\"Heading1\"") && xml.contains("<w:outlineLvl w:val=\"0\"/>"),
        "{xml}"
    );
}

#[test]
fn new_styles_have_properties() {
    let made = document(
        "var s = doc.CreateStyle('My Style'); s.SetBasedOn(doc.GetStyle('Heading 1')); s.GetTextPr().SetFontSize(50).SetColor(Api.RGB(1, 2, 3)); s.GetParaPr().SetSpacingAfter(77);
         var c = doc.CreateStyle('My Char', 'run'); c.GetTextPr().SetBold(true); doc.GetElement(0).SetStyle(s); doc.GetElement(0).AddText('x').SetStyle(c);",
    );
    let xml = style_xml(&made, "My Style");
    assert!(xml.contains("<w:basedOn w:val=\"Heading1\"/>"), "{xml}");
    assert!(xml.contains("<w:pPr><w:spacing w:after=\"77\"/></w:pPr><w:rPr><w:color w:val=\"010203\"/><w:sz w:val=\"50\"/><w:szCs w:val=\"50\"/></w:rPr>"), "{xml}");
    assert!(
        style_xml(&made, "My Char").contains("w:type=\"character\""),
        "{}",
        style_xml(&made, "My Char")
    );
    expect(
        "var s = doc.CreateStyle('My Style'), t = doc.CreateStyle('T', 'table');",
        &[
            (
                "[s.GetName(), s.GetType(), t.GetType(), doc.CreateStyle('N', 'numbering').GetType(), doc.CreateStyle('Z', 'zz').GetType()]",
                "[\"My Style\",\"paragraph\",\"table\",\"numbering\",\"paragraph\"]",
            ),
            (
                "[s.SetBasedOn(null), s.SetBasedOn(t), s.SetBasedOn(s), s.SetBasedOn(doc.GetStyle('Title'))]",
                "[false,false,false,true]",
            ),
            (
                "[s.SetName('Renamed'), s.GetName(), doc.GetStyle('My Style'), doc.GetStyle('Renamed')]",
                "[true,\"Renamed\",null,<style>]",
            ),
            (
                "[s.GetTablePr(), s.GetTableRowPr(), s.GetTableCellPr(), s.GetConditionalTableStyle('topRow')]",
                "[null,null,null,null]",
            ),
            (
                "doc.CreateStyle('Renamed') && doc.GetAllStyles().filter(function (x) { return x.GetName() === 'Renamed'; }).length",
                "1",
            ),
            ("s.GetClassType()", "\"style\""),
        ],
    );
}

#[test]
fn table_styles_have_parts() {
    let made = document(
        "var s = doc.CreateStyle('My Table', 'table'); s.SetBasedOn(doc.GetStyle('Bordered')); s.GetTablePr().SetTableBorderTop('single', 4, 0, 1, 1, 1); s.GetTableCellPr().SetShd('clear', 1, 2, 3);
         s.GetTableRowPr().SetHeight('atLeast', 300); var c = s.GetConditionalTableStyle('topRow'); c.GetTextPr().SetBold(true); c.GetTableCellPr().SetShd('clear', 9, 9, 9); c.GetParaPr().SetJc('center');
         c.GetTablePr().SetJc('center'); c.GetTableRowPr().SetTableHeader(true); s.GetConditionalTableStyle('wholeTable').GetTextPr().SetItalic(true); s.GetConditionalTableStyle('bandedRowEven').GetTableCellPr().SetNoWrap(true);",
    );
    let xml = style_xml(&made, "My Table");
    for fragment in [
        "<w:basedOn w:val=\"Bordered\"/>",
        "<w:rPr><w:i/><w:iCs/></w:rPr><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"010101\"/></w:tblBorders></w:tblPr><w:trPr><w:trHeight w:val=\"300\" w:hRule=\"atLeast\"/></w:trPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"010203\"/></w:tcPr>",
        "<w:tblStylePr w:type=\"firstRow\"><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr><w:jc w:val=\"center\"/></w:tblPr><w:trPr><w:tblHeader/></w:trPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"090909\"/></w:tcPr></w:tblStylePr>",
        "<w:tblStylePr w:type=\"band2Horz\">",
    ] {
        assert!(xml.contains(fragment), "{fragment}\nis not in\n{xml}");
    }
    expect(
        "var s = doc.CreateStyle('T', 'table'), kinds = ['wholeTable', 'bandedColumn', 'bandedColumnEven', 'bandedRow', 'bandedRowEven', 'bottomLeftCell', 'bottomRightCell', 'lastRow', 'firstColumn', 'lastColumn', 'topLeftCell', 'topRightCell', 'firstRow'];",
        &[
            (
                "kinds.filter(function (k) { return s.GetConditionalTableStyle(k).GetType() !== k; })",
                "[]",
            ),
            (
                "s.GetConditionalTableStyle('topRow').GetClassType()",
                "\"tableStylePr\"",
            ),
        ],
    );
}

#[test]
fn property_objects_are_taken_over() {
    let made = document(
        "var t = Api.CreateTextPr(); t.SetItalic(true); var p = Api.CreateParaPr(); p.SetJc('right'); var tp = Api.CreateTablePr(); tp.SetJc('center'); var rp = Api.CreateTableRowPr(); rp.SetTableHeader(true);
         var cp = Api.CreateTableCellPr(); cp.SetNoWrap(true); var s = doc.CreateStyle('S', 'table'); s.SetTextPr(t); s.SetParaPr(p); s.SetTablePr(tp); s.SetTableRowPr(rp); s.SetTableCellPr(cp);
         var c = s.GetConditionalTableStyle('topRow'); c.SetTextPr(t); c.SetParaPr(p); c.SetTablePr(tp); c.SetTableRowPr(rp); c.SetTableCellPr(cp);",
    );
    let xml = style_xml(&made, "S");
    let parts = "<w:pPr><w:jc w:val=\"right\"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr><w:tblPr><w:jc w:val=\"center\"/></w:tblPr><w:trPr><w:tblHeader/></w:trPr><w:tcPr><w:noWrap/></w:tcPr>";
    assert_eq!(xml.matches(parts).count(), 2, "{xml}");
}

#[test]
fn parts_are_taken_over_from_other_styles() {
    let made = document(
        "var c = Api.CreateTableStylePr('topRow'); c.GetTextPr().SetBold(true); var s = doc.CreateStyle('S', 'table'); s.GetConditionalTableStyle('topRow').GetTextPr().SetItalic(true);
         if (s.SetConditionalTableStyle(c).GetClassType() !== 'style' || s.SetConditionalTableStyle(1) !== false) throw new Error('answers');",
    );
    let xml = style_xml(&made, "S");
    assert!(
        xml.contains(
            "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>"
        ) && !xml.contains("<w:i/>"),
        "{xml}"
    );
}

#[test]
fn defaults_can_be_changed() {
    let made = document(
        "var t = doc.GetDefaultTextPr(); t.SetFontSize(24); t.SetFontFamily('Arial'); doc.GetDefaultParaPr().SetSpacingAfter(33);",
    );
    let xml = part(&made, "/word/styles.xml");
    let defaults = &xml[xml.find("<w:docDefaults>").expect("defaults")
        ..xml.find("</w:docDefaults>").expect("defaults")];
    assert!(
        defaults.contains("w:ascii=\"Arial\"")
            && !defaults.contains("asciiTheme")
            && defaults.contains("<w:sz w:val=\"24\"/>")
            && defaults.contains("w:after=\"33\""),
        "{defaults}"
    );
    expect(
        "var t = doc.GetDefaultTextPr(), p = doc.GetDefaultParaPr(), h = doc.GetStyle('Heading 1');",
        &[
            (
                "[t.GetFontSize(), t.GetFontFamily(), t.GetBold(), t.GetLanguage(), t.GetHighlight(), t.GetSpacing(), t.GetVertAlign(), t.GetColor().IsAutoColor()]",
                "[22,\"Arial\",false,\"en-US\",\"none\",0,\"baseline\",true]",
            ),
            (
                "[p.GetSpacingAfter(), p.GetSpacingLineValue(), p.GetJc(), p.GetKeepNext(), p.GetWidowControl()]",
                "[200,276,\"left\",false,true]",
            ),
            (
                "[h.GetTextPr().GetFontSize(), h.GetTextPr().GetColor().IsThemeColor(), h.GetParaPr().GetSpacingBefore(), h.GetParaPr().GetJc()]",
                "[40,true,360,undefined]",
            ),
        ],
    );
}

#[test]
fn every_style_of_the_gallery_is_valid() {
    let names = r#"
        var names = ["Table Grid Light"], doc = Api.GetDocument();
        for (var i = 1; i <= 5; i++) names.push("Plain Table " + i);
        ["Grid", "List"].forEach(function (f) { ["1 Light", "2", "3", "4", "5 Dark", "6 Colorful", "7 Colorful"].forEach(function (k) {
            names.push(f + " Table " + k); for (var a = 1; a <= 6; a++) names.push(f + " Table " + k + " - Accent " + a); }); });
        ["Lined", "Bordered & Lined"].forEach(function (f) { names.push(f + " - Accent"); for (var a = 1; a <= 6; a++) names.push(f + " - Accent " + a); });
        names.push("Bordered"); for (var a = 1; a <= 6; a++) names.push("Bordered - Accent " + a);
        names.forEach(function (n) { var t = Api.CreateTable(1, 1); if (!t.SetStyle(doc.GetStyle(n))) throw new Error(n); doc.Push(t); });
        console.log(names.length);"#;
    let outcome = run(&format!(
        "builder.CreateFile(\"docx\");\n{names}\nbuilder.SaveFile(\"docx\", \"out.docx\");\n"
    ));
    assert_eq!(outcome.printed(), ["125"]);
    sound(&outcome.file("out.docx"));
}
