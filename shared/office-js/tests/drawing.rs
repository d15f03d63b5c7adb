//! Drawings in the files that scripts save: elements in the schema's order, relationships, parts.

mod support;

use spindle_ooxml::{Dom, NodeId, Package, PackageLimits};
use support::run;
use support::word::{body, document, expect, open, part, sound};

const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn workbook(script: &str) -> Package {
    let source = format!(
        "builder.CreateFile(\"xlsx\");\nvar sheet = Api.GetActiveSheet(), none = Api.CreateNoFill(), line = Api.CreateStroke(0, none);\n{script}\nbuilder.SaveFile(\"xlsx\", \"out.xlsx\");\n"
    );
    let bytes = run(&source).file("out.xlsx").to_vec();
    Package::open(bytes, &PackageLimits::default()).expect("the saved file opens")
}

fn text(package: &Package, name: &str) -> String {
    String::from_utf8(package.read_part(name).expect(name).into_owned()).expect("UTF-8")
}

/// The names of the children of the first element of a name.
fn children(dom: &Dom, root: NodeId, name: &str) -> Vec<String> {
    let found = dom
        .descendants(root)
        .find(|node| dom.is(*node, name))
        .expect(name);
    dom.child_elements(found)
        .filter_map(|child| dom.name_of(child).map(str::to_owned))
        .collect()
}

#[test]
fn a_shape_in_text_is_in_the_order_of_its_schema() {
    let mut made = document(
        "var fill = Api.CreateLinearGradientFill([Api.CreateGradientStop(Api.CreateRGBColor(1, 2, 3), 0), Api.CreateGradientStop(Api.CreateSchemeColor('accent1'), 100000)], 5400000);
         var s = Api.CreateShape('star5', 360000, 360000); doc.GetElement(0).AddDrawing(s); s.GetContent().GetElement(0).AddText('in'); s.SetRotation(30);
         s.SetLine(Api.CreateStroke(9525, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), 'dash')); s.SetFill(fill); s.SetGeometry(Api.CreatePresetGeometry('heart')); s.SetLockValue('noRot', true);",
    );
    let root = made.package.root("/word/document.xml").expect("the body");
    let dom = &made.package.dom;
    assert_eq!(
        children(dom, root, "wps:wsp"),
        [
            "wps:cNvPr",
            "wps:cNvSpPr",
            "wps:spPr",
            "wps:style",
            "wps:txbx",
            "wps:bodyPr"
        ]
    );
    assert_eq!(
        children(dom, root, "wps:spPr"),
        ["a:xfrm", "a:prstGeom", "a:gradFill", "a:ln"]
    );
    assert_eq!(children(dom, root, "a:ln"), ["a:solidFill", "a:prstDash"]);
    assert_eq!(children(dom, root, "a:gradFill"), ["a:gsLst", "a:lin"]);
    let xml = body(&made);
    assert!(
        xml.contains(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline "
        ),
        "{xml}"
    );
    assert!(part(&made, "/word/document.xml").contains("xmlns:wps="));
}

#[test]
fn an_anchor_is_in_the_order_of_its_schema() {
    let mut made = document(
        "var s = Api.CreateShape(); s.SetWrappingStyle('tight'); s.SetHorPosition('page', 10, true); s.SetVerAlign('margin', 'bottom'); s.SetRelativeWidth('page', 50); s.SetRelativeHeight('page', 25);
         doc.GetElement(0).AddDrawing(s);",
    );
    let root = made.package.root("/word/document.xml").expect("the body");
    assert_eq!(
        children(&made.package.dom, root, "wp:anchor"),
        [
            "wp:simplePos",
            "mc:AlternateContent",
            "wp:positionV",
            "wp:extent",
            "wp:effectExtent",
            "wp:wrapTight",
            "wp:docPr",
            "wp:cNvGraphicFramePr",
            "a:graphic",
            "wp14:sizeRelH",
            "wp14:sizeRelV"
        ]
    );
    assert!(body(&made).contains("<wp14:pctPosHOffset>10000</wp14:pctPosHOffset>"));
    assert!(body(&made).contains("<wp14:pctWidth>50000</wp14:pctWidth>"));
}

#[test]
fn pictures_of_fills_and_data_of_objects_are_parts() {
    let made = document(&format!(
        "var s = Api.CreateShape('rect', 360000, 360000, Api.CreateBlipFill('{DOT}', 'tile'), Api.CreateStroke(0, Api.CreateNoFill()));
         var o = Api.CreateOleObject('{DOT}', 360000, 360000, 'the data', 'asc.1'); doc.GetElement(0).AddDrawing(s); doc.GetElement(0).AddDrawing(o);"
    ));
    let relations = made.package.relationships("/word/document.xml");
    let image = relations
        .iter()
        .find(|found| found.is("image"))
        .expect("an image");
    assert!(body(&made).contains(&format!("<a:blip r:embed=\"{}\"/><a:tile/>", image.id)));
    let object = relations
        .iter()
        .find(|found| found.is("oleObject"))
        .expect("an object");
    let name = object.part.as_deref().expect("a part");
    assert_eq!(
        *made.package.read_part(name).expect("its data"),
        *b"the data"
    );
    assert_eq!(
        made.package.content_type(name),
        Some("application/vnd.openxmlformats-officedocument.oleObject")
    );
    assert!(body(&made).contains(&format!(
        "<w:objectEmbed w:drawAspect=\"content\" r:id=\"{}\" w:progId=\"asc.1\"",
        object.id
    )));
}

#[test]
fn groups_keep_what_is_drawn_and_give_it_back() {
    let script = "var a = Api.CreateShape('rect', 360000, 360000), b = Api.CreateImage('', 720000, 360000); var p = doc.GetElement(0); p.AddDrawing(a); p.AddDrawing(b); var g = doc.GroupDrawings([a, b]);";
    let mut made = document(script);
    let root = made.package.root("/word/document.xml").expect("the body");
    assert_eq!(
        children(&made.package.dom, root, "wpg:wgp"),
        ["wpg:cNvGrpSpPr", "wpg:grpSpPr", "wps:wsp", "pic:pic"]
    );
    let xml = body(&made);
    assert!(xml.contains("<mc:Choice Requires=\"wpg\">"), "{xml}");
    assert_eq!(xml.matches("<w:drawing>").count(), 1, "{xml}");
    expect(
        script,
        &[
            ("[g.GetWidth(), g.GetHeight()]", "[1080000,360000]"),
            ("g.Ungroup()", "[<shape>,<image>]"),
            ("doc.GetAllDrawingObjects()", "[<shape>,<image>]"),
        ],
    );
}

#[test]
fn nesting_has_a_limit() {
    for (script, message) in [
        (
            "var s = Api.CreateShape(); for (var i = 0; i < 20; i++) { var outer = Api.CreateShape(); outer.GetContent().GetElement(0).AddDrawing(s); s = outer; }",
            "in the text of each other",
        ),
        (
            "var g = Api.CreateShape(); for (var i = 0; i < 50; i++) g = Api.CreateGroup([g, Api.CreateShape()]);",
            "groups can stand 32 deep",
        ),
    ] {
        let source =
            format!("builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument();\n{script}\n");
        let failure = run(&source).result.expect_err("too deep");
        assert!(failure.message.contains(message), "{}", failure.message);
    }
}

#[test]
fn a_watermark_is_in_the_header() {
    let source = "builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument(); doc.InsertWatermark('Secret', true);\nbuilder.SaveFile(\"docx\", \"out.docx\");\ndoc.RemoveWatermark();\nbuilder.SaveFile(\"docx\", \"none.docx\");\n";
    let outcome = run(source);
    let with = outcome.file("out.docx");
    sound(&with);
    let made = open(&with);
    let header = part(&made, "/word/header1.xml");
    for fragment in [
        "behindDoc=\"1\"",
        "name=\"PowerPlusWaterMarkObject",
        "rot=\"18900000\"",
        ">Secret</w:t>",
        "<wp:positionH relativeFrom=\"margin\"><wp:align>center</wp:align></wp:positionH>",
        "<w14:alpha w14:val=\"50196\"/>",
    ] {
        assert!(header.contains(fragment), "{fragment} in {header}");
    }
    let without = open(&outcome.file("none.docx"));
    assert!(!part(&without, "/word/header1.xml").contains("PowerPlus"));
}

#[test]
fn drawings_of_a_sheet_are_a_part_of_anchors() {
    let mut made = workbook(&format!(
        "sheet.AddShape('heart', 360000, 720000, none, line, 2, 100, 3, 200); sheet.AddImage('{DOT}', 360000, 360000, 1, 0, 1, 0); var moved = sheet.AddShape('rect', 1, 1, none, line, 0, 0, 0, 0); moved.SetSize(7, 9); moved.SetPosition(4, 5, 6, 7);"
    ));
    let sheet = text(&made, "/xl/worksheets/sheet1.xml");
    let relation = made
        .relationships("/xl/worksheets/sheet1.xml")
        .iter()
        .find(|found| found.is("drawing"))
        .cloned()
        .expect("the drawings");
    assert!(
        sheet.contains(&format!("<drawing r:id=\"{}\"/>", relation.id)),
        "{sheet}"
    );
    let name = relation.part.expect("a part");
    assert_eq!(
        made.content_type(&name),
        Some("application/vnd.openxmlformats-officedocument.drawing+xml")
    );
    let xml = text(&made, &name);
    for fragment in [
        "<xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>100</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>200</xdr:rowOff></xdr:from><xdr:ext cx=\"360000\" cy=\"720000\"/><xdr:sp>",
        "<xdr:col>4</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:from><xdr:ext cx=\"7\" cy=\"9\"/>",
    ] {
        assert!(xml.contains(fragment), "{fragment} in {xml}");
    }
    assert!(
        made.relationships(&name)
            .iter()
            .any(|found| found.is("image"))
    );
    let root = made.root(&name).expect("the drawings");
    assert_eq!(
        children(&made.dom, root, "xdr:sp"),
        ["xdr:nvSpPr", "xdr:spPr", "xdr:style"]
    );
    assert_eq!(
        children(&made.dom, root, "xdr:pic"),
        ["xdr:nvPicPr", "xdr:blipFill", "xdr:spPr"]
    );
}

#[test]
fn an_object_of_another_program_is_told_by_the_sheet() {
    let mut made = workbook(
        "var o = sheet.AddOleObject('', 360000, 360000, 'first', 'asc.1', 1, 0, 1, 0); o.SetData('second'); o.SetApplicationId('asc.2'); sheet.AddOleObject('', 1, 1, 'x', 'y', 0, 0, 0, 0).Delete();",
    );
    let name = "/xl/worksheets/sheet1.xml";
    let root = made.root(name).expect("the sheet");
    let order: Vec<String> = made
        .dom
        .child_elements(root)
        .filter_map(|node| made.dom.name_of(node).map(str::to_owned))
        .skip_while(|name| name != "drawing")
        .collect();
    assert_eq!(order, ["drawing", "legacyDrawing", "oleObjects"]);
    let objects: Vec<NodeId> = made
        .dom
        .descendants(root)
        .filter(|node| made.dom.is(*node, "oleObject"))
        .collect();
    assert_eq!(objects.len(), 1);
    let id = made.dom.attr(objects[0], "r:id").expect("its data");
    assert_eq!(made.dom.attr(objects[0], "progId"), Some("asc.2"));
    let data = made.related_by_id(name, id).expect("a part");
    assert_eq!(*made.read_part(&data).expect("its data"), *b"second");
    let vml = made.related(name, "vmlDrawing").expect("the older drawing");
    let shape = made
        .dom
        .attr(objects[0], "shapeId")
        .expect("its shape")
        .to_owned();
    assert!(text(&made, &vml).contains(&format!("id=\"_x0000_s{shape}\"")));
}
