//! What tests of text documents read from saved files.

use spindle_ooxml::word::TextDocument;
use spindle_ooxml::{NodeId, Package, PackageLimits};

use super::run;

/// Runs the lines of a script on a new document and answers the saved file, opened.
#[allow(dead_code)]
pub fn document(script: &str) -> TextDocument {
    let source = format!(
        "builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument();\n{script}\nbuilder.SaveFile(\"docx\", \"out.docx\");\n"
    );
    open(&run(&source).file("out.docx"))
}

/// What a script on a new document prints.
#[allow(dead_code)]
pub fn printed(script: &str) -> Vec<String> {
    let source = format!("builder.CreateFile(\"docx\");\nvar doc = Api.GetDocument();\n{script}\n");
    run(&source).printed().to_vec()
}

/// What expressions on a new document give, as JSON; objects of the API by their class type.
#[allow(dead_code)]
pub fn values(setup: &str, expressions: &[&str]) -> Vec<String> {
    let mut script = format!(
        "function show(v) {{ if (v && v.GetClassType) return '<' + v.GetClassType() + '>'; if (Array.isArray(v)) return '[' + v.map(show).join(',') + ']'; return v === undefined ? 'undefined' : JSON.stringify(v); }}\n{setup}\n"
    );
    for expression in expressions {
        script.push_str(&format!("console.log(show({expression}));\n"));
    }
    printed(&script)
}

/// Checks expressions against what they have to give; see [`values`].
#[allow(dead_code)]
pub fn expect(setup: &str, cases: &[(&str, &str)]) {
    let expressions: Vec<&str> = cases.iter().map(|case| case.0).collect();
    let found = values(setup, &expressions);
    for ((expression, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, *expected, "{expression}");
    }
}

/// Opens a saved file.
#[allow(dead_code)]
pub fn open(bytes: &[u8]) -> TextDocument {
    TextDocument::open(bytes.to_vec(), &PackageLimits::default()).expect("the saved file opens")
}

/// The text of a part of a saved document.
#[allow(dead_code)]
pub fn part(document: &TextDocument, name: &str) -> String {
    String::from_utf8(document.package.read_part(name).expect(name).into_owned()).expect("UTF-8")
}

/// What is in the body of a saved document.
#[allow(dead_code)]
pub fn body(document: &TextDocument) -> String {
    let xml = part(document, "/word/document.xml");
    let start = xml.find("<w:body>").expect("a body") + 8;
    xml[start..xml.rfind("</w:body>").expect("a body")].to_owned()
}

/// Checks that each fragment is in the body that a script makes.
#[allow(dead_code)]
pub fn body_has(script: &str, fragments: &[&str]) {
    let xml = body(&document(script));
    for fragment in fragments {
        assert!(xml.contains(fragment), "{fragment}\nis not in\n{xml}");
    }
}

/// The text of all styles of a saved document.
#[allow(dead_code)]
pub fn style_xml(document: &TextDocument, name: &str) -> String {
    let xml = part(document, "/word/styles.xml");
    let at = xml
        .find(&format!("<w:name w:val=\"{name}\"/>"))
        .unwrap_or_else(|| panic!("no style {name} in {xml}"));
    let start = xml[..at].rfind("<w:style ").expect("a style");
    let end = at + xml[at..].find("</w:style>").expect("its end");
    xml[start..end].to_owned()
}

/// Package-level checks that every saved document has to pass: parts that relationships name exist, and every part that
/// is read parses.
#[allow(dead_code)]
pub fn sound(bytes: &[u8]) {
    let mut package = Package::open(bytes.to_vec(), &PackageLimits::default()).expect("opens");
    let names: Vec<String> = package.part_names().map(str::to_owned).collect();
    for name in &names {
        if name.ends_with(".xml") {
            let root: NodeId = package
                .root(name)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let order = package.dom.descendants(root).chain([root]).filter(|node| {
                let Some(sequence) = package
                    .dom
                    .name_of(*node)
                    .and_then(spindle_ooxml::word::order::children_of)
                else {
                    return false;
                };
                let places: Vec<usize> = package
                    .dom
                    .child_elements(*node)
                    .filter_map(|child| {
                        sequence
                            .iter()
                            .position(|known| package.dom.is(child, known))
                    })
                    .collect();
                !places.is_sorted()
            });
            let wrong: Vec<String> = order
                .filter_map(|node| package.dom.name_of(node).map(str::to_owned))
                .collect();
            assert!(
                wrong.is_empty(),
                "{name}: children out of sequence in {wrong:?}"
            );
        }
        for relationship in package.relationships(name) {
            assert!(
                relationship.external
                    || relationship
                        .part
                        .as_deref()
                        .is_some_and(|part| package.has_part(part)),
                "{name}: {relationship:?}"
            );
        }
    }
}
