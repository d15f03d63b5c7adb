//! Charts in saved files: their parts, what leads to them, and the workbooks behind them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod support;

use spindle_ooxml::{Package, PackageLimits};
use support::run;

const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

fn saved(kind: &str, script: &str) -> Package {
    let script = format!(
        "builder.CreateFile('{kind}');\n{script}\nbuilder.SaveFile('{kind}', 'out.{kind}');\nbuilder.CloseFile();"
    );
    let outcome = run(&script);
    Package::open(
        outcome.file(&format!("out.{kind}")),
        &PackageLimits::default(),
    )
    .expect("a package")
}

/// Follows the relationships from a part to its charts, and from each to its embedded workbook.
fn charts(package: &Package, part: &str, embedded: bool) -> Vec<String> {
    let mut found = Vec::new();
    let text =
        String::from_utf8(package.read_part(part).expect("a part").into_owned()).expect("text");
    for link in package
        .relationships(part)
        .iter()
        .filter(|link| link.is("chart"))
    {
        assert!(text.contains(&format!("r:id=\"{}\"", link.id)), "{text}");
        let chart = link.part.clone().expect("a part");
        assert_eq!(package.content_type(&chart), Some(CHART));
        let xml = String::from_utf8(package.read_part(&chart).expect("a chart").into_owned())
            .expect("text");
        assert!(xml.contains("<c:chartSpace"), "{xml}");
        let books: Vec<_> = package
            .relationships(&chart)
            .iter()
            .filter(|link| link.is("package"))
            .collect();
        assert_eq!(books.len(), usize::from(embedded));
        for book in books {
            assert!(
                xml.contains(&format!("<c:externalData r:id=\"{}\"", book.id)),
                "{xml}"
            );
            let bytes = package
                .read_part(book.part.as_deref().expect("a part"))
                .expect("a workbook")
                .into_owned();
            Package::open(bytes, &PackageLimits::default()).expect("a workbook");
        }
        found.push(chart);
    }
    found
}

const MAKE: &str = "const chart = Api.CreateChart('bar', [[1, 2], [3, 4]], ['a', 'b'], ['x', 'y'], 1000000, 500000, 2);";

#[test]
fn in_text() {
    let package = saved(
        "docx",
        &format!(
            "{MAKE} const p = Api.GetDocument().GetElement(0); p.AddDrawing(chart); p.AddDrawing(chart.Copy());\n\
             chart.SetSeriaName('only here', 0);"
        ),
    );
    let found = charts(&package, "/word/document.xml", true);
    assert_eq!(found.len(), 2);
    let with_name = found
        .iter()
        .filter(|part| {
            String::from_utf8_lossy(&package.read_part(part).expect("a part")).contains("only here")
        })
        .count();
    assert_eq!(with_name, 1, "a copy is a chart of its own");
}

#[test]
fn on_slides() {
    let package = saved(
        "pptx",
        &format!("{MAKE} Api.GetPresentation().GetSlideByIndex(0).AddObject(chart);"),
    );
    assert_eq!(charts(&package, "/ppt/slides/slide1.xml", true).len(), 1);
}

#[test]
fn in_sheets() {
    let package = saved(
        "xlsx",
        "const sheet = Api.GetActiveSheet(); sheet.GetRange('A1').SetValue('n'); sheet.GetRange('A2').SetValue('5');\n\
         sheet.GetRange('A2').SetNumberFormat('0.00');\n\
         sheet.AddChart('A1:A2', false, 'bar', 2, 1000000, 500000, 3, 0, 4, 0);",
    );
    let sheet = package
        .related("/xl/workbook.xml", "worksheet")
        .expect("a sheet");
    let drawing = package.related(&sheet, "drawing").expect("a drawing");
    let found = charts(&package, &drawing, false);
    assert_eq!(found.len(), 1);
    let xml = String::from_utf8_lossy(&package.read_part(&found[0]).expect("a chart")).into_owned();
    for piece in [
        "<c:f>Sheet1!$A$1</c:f>",
        "<c:f>Sheet1!$A$2</c:f>",
        "<c:formatCode>0.00</c:formatCode>",
        "<c:v>5</c:v>",
    ] {
        assert!(xml.contains(piece), "{piece} in {xml}");
    }
}

#[test]
fn limits_are_met_before_they_are_spent() {
    let outcome = run(
        "builder.CreateFile('docx');\nconst many = new Array(300).fill([1]); const long = [new Array(200000).fill(1)];\n\
         for (const data of [many, long]) { try { Api.CreateChart('bar', data, [], []); console.log('made'); } catch (error) { console.log(error.name); } }\n\
         builder.CloseFile();",
    );
    assert_eq!(outcome.printed(), ["RangeError", "RangeError"]);
}
