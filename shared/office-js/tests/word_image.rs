//! `Api.CreateImage`, `ApiImage` and `ApiDrawing`.

mod support;

use support::word::{body, body_has, document, expect, open, sound};
use support::{run, run_with};

const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn setup(rest: &str) -> String {
    format!(
        "var im = Api.CreateImage('{DOT}', 360000, 720000); var p = Api.CreateParagraph(); doc.Push(p); {rest}"
    )
}

#[test]
fn pictures_stand_in_the_line() {
    let made = document(&setup("p.AddDrawing(im);"));
    let xml = body(&made);
    for fragment in [
        "<w:r><w:drawing><wp:inline ",
        "<wp:extent cx=\"360000\" cy=\"720000\"/>",
        "<a:ext cx=\"360000\" cy=\"720000\"/>",
        "<wp:docPr id=\"1\" name=\"Picture 1\"/>",
    ] {
        assert!(xml.contains(fragment), "{fragment} in {xml}");
    }
    let link = made
        .package
        .relationships("/word/document.xml")
        .iter()
        .find(|found| found.is("image"))
        .cloned()
        .expect("an image");
    assert!(xml.contains(&format!("r:embed=\"{}\"", link.id)), "{xml}");
    assert!(
        made.package
            .read_part(link.part.as_deref().expect("a part"))
            .expect("its bytes")
            .starts_with(b"\x89PNG")
    );
    expect(
        &setup("var r = Api.CreateRun();"),
        &[
            (
                "[im.GetWidth(), im.GetHeight(), im.GetName(), im.GetClassType(), im.GetParentParagraph()]",
                "[360000,720000,\"Picture 1\",\"image\",null]",
            ),
            (
                "[p.AddDrawing(null), p.AddDrawing(im), p.AddDrawing(im)]",
                "[null,<run>,null]",
            ),
            (
                "[r.AddDrawing(im.Copy()), r.AddDrawing(1), p.AddElement(r)]",
                "[true,false,true]",
            ),
            (
                "[im.GetParentParagraph(), im.GetParentTable(), im.GetParentTableCell(), doc.GetAllImages().length, doc.GetAllDrawingObjects().length, p.GetAllImages().length, p.GetAllDrawingObjects().length]",
                "[<paragraph>,null,null,2,2,2,2]",
            ),
            (
                "[im.GetNextImage(), im.GetPrevImage(), im.GetNextDrawing().GetPrevDrawing().GetName()]",
                "[<image>,null,\"Picture 1\"]",
            ),
            (
                "[im.SetSize(36000, 72000), im.ScaleWidth(2), im.ScaleHeight(0.5), im.GetWidth(), im.GetHeight(), im.SetSize('x', 1), im.ScaleWidth(0)]",
                "[true,true,true,72000,36000,true,true]",
            ),
            (
                "[im.SetName('nm'), im.GetName(), im.SetName(1)]",
                "[true,\"nm\",true]",
            ),
            (
                "[im.SetRotation(45), im.GetRotation(), im.SetRotation('x')]",
                "[true,45,true]",
            ),
            (
                "[im.SetFlipH(true), im.GetFlipH(), im.SetFlipV(true), im.GetFlipV(), im.SetHorFlip(false), im.GetFlipH(), im.SetVertFlip(false), im.GetFlipV()]",
                "[true,true,true,true,true,false,true,false]",
            ),
            (
                "[im.Delete(), im.Delete(), doc.GetAllImages().length]",
                "[true,false,1]",
            ),
        ],
    );
}

#[test]
fn pictures_float() {
    body_has(
        &setup(
            "im.SetWrappingStyle('square'); im.SetDistances(100, 200, 300, 400); im.SetHorPosition('page', 36000); im.SetVerAlign('margin', 'bottom'); im.SetRotation(90); p.AddDrawing(im);",
        ),
        &[
            "<wp:anchor distT=\"200\" distB=\"400\" distL=\"100\" distR=\"300\" simplePos=\"0\" relativeHeight=\"251658240\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/>\
           <wp:positionH relativeFrom=\"page\"><wp:posOffset>36000</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"margin\"><wp:align>bottom</wp:align></wp:positionV>\
           <wp:extent cx=\"360000\" cy=\"720000\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:wrapSquare wrapText=\"bothSides\"/><wp:docPr ",
            "<a:xfrm rot=\"5400000\">",
        ],
    );
    for (style, fragment) in [
        ("tight", "<wp:wrapTight "),
        ("through", "<wp:wrapThrough "),
        ("topAndBottom", "<wp:wrapTopAndBottom/>"),
        ("behind", "behindDoc=\"1\""),
        ("inFront", "<wp:wrapNone/>"),
    ] {
        body_has(
            &setup(&format!(
                "im.SetWrappingStyle('{style}'); p.AddDrawing(im);"
            )),
            &[fragment],
        );
    }
    let xml = body(&document(&setup(
        "im.SetWrappingStyle('square'); im.SetWrappingStyle('inline'); p.AddDrawing(im);",
    )));
    assert!(
        xml.contains("<wp:inline ") && !xml.contains("wrapSquare") && !xml.contains("positionH"),
        "{xml}"
    );
    expect(
        &setup(""),
        &[(
            "[im.SetWrappingStyle('zz'), im.SetHorAlign('page', 'zz'), im.SetVerPosition('zz', 1), im.SetVerPosition('page', 1), im.SetHorAlign('margin', 'center')]",
            "[false,true,true,true,true]",
        )],
    );
}

#[test]
fn pictures_are_fetched_and_checked() {
    let script = "builder.CreateFile(\"docx\");\nvar im = Api.CreateImage('https://host.example/a.gif');\nApi.GetDocument().GetFinalSection().GetHeader('default', true).GetElement(0).AddDrawing(im); console.log(im.GetWidth());\nbuilder.SaveFile(\"docx\", \"out.docx\");\n";
    let gif = b"GIF89a\x02\x00\x01\x00\x00\x00\x00";
    let outcome = run_with(script, None, &[("https://host.example/a.gif", gif)]);
    assert_eq!(outcome.printed(), ["19050"]);
    let bytes = outcome.file("out.docx");
    sound(&bytes);
    assert!(
        open(&bytes)
            .package
            .relationships("/word/header1.xml")
            .iter()
            .any(|found| found.is("image")),
        "the header has the picture"
    );
    // What is no picture, or cannot be had, leaves an empty frame: the script goes on.
    let outcome = run_with(script, None, &[("https://host.example/a.gif", b"<html>")]);
    assert_eq!(outcome.printed(), ["0"]);
    sound(&outcome.file("out.docx"));
    assert_eq!(run(script).printed(), ["0"]);
}
