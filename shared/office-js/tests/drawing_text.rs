//! What texts and tables of drawings are in files: elements in the schema's order, and nothing of how scripts see them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use spindle_ooxml::drawing::text::{para_props, run_props};
use spindle_ooxml::{Dom, NodeId, Package, PackageLimits};
use support::run;

/// The table on the slide that a script makes.
fn slide(script: &str) -> (Package, NodeId) {
    let outcome = run(&format!(
        "builder.CreateFile(\"pptx\");\n\
         const slide = Api.GetPresentation().GetSlideByIndex(0);\n\
         const table = Api.CreateTable(3, 3);\n\
         slide.AddObject(table);\n\
         const cell = (row, column) => table.GetRow(row).GetCell(column);\n\
         const content = cell(0, 0).GetContent();\n\
         {script}\n\
         builder.SaveFile(\"pptx\", \"out.pptx\");\nbuilder.CloseFile();\n"
    ));
    let bytes = outcome.file("out.pptx");
    let mut package = Package::open(bytes, &PackageLimits::default()).unwrap();
    let root = package.root("/ppt/slides/slide1.xml").unwrap();
    let table = all(&package.dom, root, "a:tbl")[0];
    (package, table)
}

fn all(dom: &Dom, root: NodeId, name: &str) -> Vec<NodeId> {
    dom.descendants(root)
        .filter(|node| dom.is(*node, name))
        .collect()
}

/// The children of an element in order, which must be that of `order`.
fn assert_order(dom: &Dom, node: NodeId, order: &[&str]) {
    let mut before = 0;
    for child in dom.child_elements(node) {
        let name = dom.name_of(child).unwrap();
        let place = order.iter().position(|known| *known == name);
        let place =
            place.unwrap_or_else(|| panic!("{name} is not known in {:?}", dom.name_of(node)));
        assert!(
            place >= before,
            "{name} is too late in {:?}",
            dom.name_of(node)
        );
        before = place;
    }
}

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    let (package, root) = slide(
        "const paragraph = content.GetElement(0);\n\
         const run = paragraph.AddText('text');\n\
         run.SetFontFamily('Georgia');\n\
         run.SetHighlight('yellow');\n\
         run.SetFill(Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)));\n\
         run.SetOutLine(Api.CreateStroke(12700, Api.CreateSolidFill(Api.CreateRGBColor(4, 5, 6))));\n\
         run.SetColor(Api.RGB(7, 8, 9));\n\
         paragraph.SetTabs([100], ['left']);\n\
         paragraph.SetOutlineLvl(2);\n\
         paragraph.SetBullet(Api.CreateNumbering('ArabicPeriod', 2));\n\
         paragraph.SetBullet(Api.CreateBullet('-'));\n\
         paragraph.SetSpacingAfter(100);\n\
         paragraph.SetSpacingBefore(100);\n\
         paragraph.SetSpacingLine(300, 'atLeast');",
    );
    let dom = &package.dom;
    let rpr = all(dom, root, "a:rPr");
    assert!(!rpr.is_empty());
    for rpr in rpr {
        assert_order(dom, rpr, run_props::ORDER);
    }
    let ppr = all(dom, root, "a:pPr")[0];
    assert_order(dom, ppr, para_props::ORDER);
    let names: Vec<&str> = dom
        .child_elements(ppr)
        .filter_map(|child| dom.name_of(child))
        .collect();
    assert_eq!(
        names,
        [
            "a:lnSpc", "a:spcBef", "a:spcAft", "a:buChar", "a:tabLst", "a:extLst"
        ]
    );
    let fills = all(dom, root, "a:rPr")
        .into_iter()
        .map(|rpr| dom.elements(rpr, "a:solidFill").count())
        .max();
    assert_eq!(fills, Some(1), "a new fill takes the place of the old one");
}

#[test]
fn a_run_of_several_lines_is_several_elements() {
    let (package, root) = slide(
        "const run = Api.CreateRun();\n\
         run.AddText('one\\ntwo\\tthree');\n\
         run.AddLineBreak();\n\
         run.SetBold(true);\n\
         const paragraph = content.GetElement(0);\n\
         paragraph.AddElement(run);\n\
         paragraph.AddElement(run.Copy());\n\
         paragraph.RemoveElement(1);\n\
         paragraph.SetItalic(true);",
    );
    let dom = &package.dom;
    let paragraph = all(dom, root, "a:p")[0];
    let pieces: Vec<&str> = dom
        .child_elements(paragraph)
        .filter_map(|child| dom.name_of(child))
        .collect();
    assert_eq!(
        pieces,
        ["a:r", "a:r", "a:br", "a:r", "a:br", "a:endParaRPr"]
    );
    for piece in dom.child_elements(paragraph).skip(1).take(4) {
        let rpr = dom.first_child(piece).unwrap();
        assert_eq!(dom.attr(rpr, "b"), Some("1"));
        assert_eq!(dom.attr(rpr, "i"), Some("1"));
    }
    let texts: Vec<String> = all(dom, root, "a:t")
        .into_iter()
        .map(|t| dom.text(t))
        .collect();
    assert_eq!(texts.concat(), "onetwo\tthree");
    let bytes = package.part_bytes("/ppt/slides/slide1.xml").unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("holder"));
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    let (package, root) = slide(
        "table.MergeCells([cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)]);\n\
         table.MergeCells([cell(2, 1), cell(2, 2)]);\n\
         table.AddRow(cell(0, 0));\n\
         table.AddColumn(cell(0, 0));\n\
         table.AddColumn(cell(2, 1), true);\n\
         table.RemoveColumn(cell(0, 0));\n\
         table.RemoveRow(cell(0, 0));\n\
         table.AddRow(cell(0, 0), true);",
    );
    let dom = &package.dom;
    let columns = all(dom, root, "a:gridCol").len();
    let rows = all(dom, root, "a:tr");
    assert_eq!(rows.len(), 4);
    let number = |cell, name| {
        dom.attr(cell, name)
            .and_then(|value| value.parse::<usize>().ok())
    };
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<NodeId> = dom.elements(*row, "a:tc").collect();
        assert_eq!(cells.len(), columns);
        for (column, cell) in cells.iter().enumerate() {
            let span = number(*cell, "gridSpan").unwrap_or(1);
            for covered in cells.iter().skip(column + 1).take(span - 1) {
                assert_eq!(dom.attr(*covered, "hMerge"), Some("1"));
            }
            for below in 1..number(*cell, "rowSpan").unwrap_or(1) {
                let cell = dom
                    .elements(rows[index + below], "a:tc")
                    .nth(column)
                    .unwrap();
                assert_eq!(dom.attr(cell, "vMerge"), Some("1"));
            }
            assert!(dom.path(*cell, &["a:txBody", "a:p"]).is_some());
        }
    }
}

#[test]
fn the_look_of_a_cell_stands_in_the_order_of_the_schema() {
    let (package, root) = slide(
        "const fill = Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3));\n\
         cell(0, 0).SetShd(fill);\n\
         cell(0, 0).SetCellBorderBottom('single', 1, fill);\n\
         cell(0, 0).SetCellBorderLeft('single', 1, fill);\n\
         cell(0, 0).SetCellMarginLeft(720);\n\
         table.SetShd(fill);",
    );
    let dom = &package.dom;
    let properties = all(dom, root, "a:tcPr")[0];
    assert_order(
        dom,
        properties,
        &["a:lnL", "a:lnR", "a:lnT", "a:lnB", "a:solidFill"],
    );
    assert_eq!(dom.child_elements(properties).count(), 3);
    assert_eq!(dom.attr(properties, "marL"), Some("457200"));
    let table = all(dom, root, "a:tblPr")[0];
    assert_order(dom, table, &["a:solidFill", "a:tableStyleId"]);
}

#[test]
fn tables_are_bounded_before_they_are_made() {
    for call in [
        "Api.CreateTable(1e9, 1e9)",
        "Api.CreateTable(1000, 1000)",
        "Api.FromJSON(JSON.stringify({type: 'graphicFrame', graphic: {tblGrid: Array(900).fill({}), content: Array(900).fill({})}}))",
    ] {
        let outcome = run(&format!(
            "builder.CreateFile(\"pptx\");\ntry {{ {call}; console.log('made'); }} catch (error) {{ console.log(error.name); }}\n\
             builder.CloseFile();\n"
        ));
        assert_eq!(outcome.printed(), ["RangeError"], "{call}");
    }
}

#[test]
fn odd_json_is_passed_over() {
    let outcome = run("builder.CreateFile(\"pptx\");\n\
         for (const json of ['null', '5', '[]', '{\"type\":\"paragraph\",\"content\":5,\"pPr\":[]}',\n\
             '{\"type\":\"run\",\"rPr\":{\"sz\":1e300,\"u\":\"<\",\"uniFill\":{\"fill\":{}}},\"content\":[null,{}]}']) {\n\
           const made = Api.FromJSON(json);\n\
           console.log(made === null ? 'null' : made.GetClassType());\n\
         }\n\
         builder.CloseFile();\n");
    assert_eq!(
        outcome.printed(),
        ["null", "null", "null", "paragraph", "run"]
    );
}
