//! Content controls, forms and custom XML: what they leave in the file.

mod support;

use support::run;
use support::word::{body_has, document, expect, open, part, sound};

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    let script = "builder.CreateFile(\"docx\");
        var doc = Api.GetDocument();
        var c = Api.CreateComboBoxContentControl([{display: 'Yes', value: 'y'}], 0);
        c.SetColor(Api.HexColor('#FF0000')); c.SetLock('sdtLocked'); c.SetPlaceholderText('Pick'); c.SetBorderColor(Api.HexColor('#00FF00'));
        c.SetDataBinding({prefixMapping: 'xmlns:a=\"urn:a\"', storeItemID: '{A}', xpath: '/a:b'}); c.SetLabel(3); c.SetId(2); c.SetTag('t'); c.SetAlias('n');
        doc.GetElement(0).AddInlineLvlSdt(c);
        var d = Api.CreateDatePickerContentControl({format: 'yyyy'}); d.SetDate(new Date(0)); doc.GetElement(0).AddInlineLvlSdt(d);
        var b = Api.CreateBlockLvlSdt(); b.Push(Api.CreateTable(1, 1)); doc.Push(b);
        [Api.CreateTextForm({key: 'a', comb: true, maxCharacters: 5}), Api.CreateCheckBoxForm({key: 'b', radio: true}), Api.CreatePictureForm({key: 'c'}),
         Api.CreateSignatureForm({key: 'd'}), Api.CreateDateForm({key: 'e', placeholder: 'When'}), Api.CreateComplexForm({key: 'f'})].forEach(function (f) { doc.GetElement(0).AddElement(f); });
        doc.GetFormRoles().Add('Buyer'); doc.SetFormsHighlight(Api.HexColor('#FF0000'));
        doc.GetCustomXmlParts().Add('<a xmlns=\"urn:a\">text<b/>tail</a>');
        builder.SaveFile(\"docx\", \"out.docx\");";
    let bytes = run(script).file("out.docx").to_vec();
    sound(&bytes);
    let made = open(&bytes);
    let glossary = part(&made, "/word/glossary/document.xml");
    assert!(
        glossary.contains("Pick") && glossary.contains("When"),
        "{glossary}"
    );
    let custom: Vec<_> = made
        .package
        .relationships("/word/document.xml")
        .iter()
        .filter(|found| found.is("customXml"))
        .filter_map(|found| found.part.clone())
        .collect();
    assert_eq!(custom.len(), 2, "data and settings");
    let texts: Vec<String> = custom.iter().map(|name| part(&made, name)).collect();
    // Elements and texts stay in their order in the file, whatever getters answer.
    assert!(
        texts
            .iter()
            .any(|text| text == "<a xmlns=\"urn:a\">text<b></b>tail</a>"),
        "{texts:?}"
    );
}

#[test]
fn custom_xml_is_kept_and_taken_away() {
    let made = document(
        "var parts = doc.GetCustomXmlParts(); parts.Add('<gone/>').Delete(); parts.Add('no xml'); var kept = parts.Add('<kept/>'); kept.InsertAttribute('/kept', 'a', '<1>');",
    );
    let names: Vec<&str> = made
        .package
        .part_names()
        .filter(|name| name.starts_with("/customXml/item") && !name.contains("Props"))
        .collect();
    assert_eq!(names, ["/customXml/item1.xml"]);
    assert_eq!(part(&made, names[0]), "<kept a=\"&lt;1&gt;\"></kept>");
    let properties = part(&made, "/customXml/itemProps1.xml");
    assert!(properties.contains("ds:itemID=\"{"), "{properties}");
}

#[test]
fn controls_nest_only_so_deep() {
    expect(
        "var o = Api.CreateInlineLvlSdt(), n = 0, refused = false;
         try { for (; n < 1000; n++) { var c = Api.CreateInlineLvlSdt(); c.AddElement(o, 0); o = c; } } catch (e) { refused = e instanceof RangeError; }",
        &[("[refused, n < 100]", "[true,true]")],
    );
    expect(
        "var xml = '', refused = false; for (var i = 0; i < 5000; i++) xml += '<a>'; try { doc.GetCustomXmlParts().Add(xml); } catch (e) { refused = e instanceof RangeError; }
         var p = doc.GetCustomXmlParts().Add('<a/>'), node = p.GetNodes('/a')[0], grown = false;
         try { for (var i = 0; i < 1000; i++) node = node.Add('b'); } catch (e) { grown = e instanceof RangeError; }",
        &[("[refused, grown]", "[true,true]")],
    );
}

#[test]
fn forms_are_text_documents_for_scripts() {
    for format in ["pdf", "docxf", "oform", "form"] {
        let script = format!(
            "builder.CreateFile(\"{format}\");\nvar f = Api.CreateTextForm({{key: 'k'}}); f.SetText('filled'); Api.GetDocument().GetElement(0).AddElement(f);\nbuilder.SaveFile(\"docx\", \"out.docx\");\n"
        );
        let made = open(run(&script).file("out.docx"));
        let xml = part(&made, "/word/document.xml");
        assert!(
            xml.contains("<w:formPr w:key=\"k\" w:required=\"0\"/>"),
            "{xml}"
        );
    }
}

#[test]
fn text_of_controls_is_text_of_the_paragraph() {
    body_has(
        "var c = Api.CreateInlineLvlSdt(); c.AddText('in'); c.SetTag('t'); var p = doc.GetElement(0); p.AddText('before '); p.AddInlineLvlSdt(c);",
        &[
            "<w:sdt><w:sdtPr><w:tag w:val=\"t\"/><w15:appearance w15:val=\"boundingBox\"/></w:sdtPr><w:sdtContent>",
            ">in</w:t></w:r></w:sdtContent></w:sdt><w:r/>",
        ],
    );
}

#[test]
fn dates_are_told_as_the_original_tells_them() {
    expect(
        "var core = doc.GetCore(); core.SetCreated(new Date(Date.UTC(2020, 4, 6, 0, 7, 8)));",
        &[
            (
                "String(core.GetCreated())",
                "\"Wed May 06 2020 00:07:08 GMT+0000 (Coordinated Universal Time)\"",
            ),
            (
                "core.GetCreated().toLocaleString()",
                "\"5/6/2020, 12:07:08 AM\"",
            ),
            (
                "core.GetCreated().toLocaleDateString('en-US', {year: 'numeric', month: 'long', day: 'numeric'})",
                "\"May 6, 2020\"",
            ),
            ("(1234567.891).toLocaleString()", "\"1,234,567.891\""),
            ("new Date(NaN).toLocaleString()", "\"Invalid Date\""),
        ],
    );
}
