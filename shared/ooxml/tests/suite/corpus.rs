//! Every file of the corpus, when it is there: what is untouched keeps its bytes.

use super::samples::{corpus, unpacked};
use spindle_ooxml::{Dom, OoxmlError, Package, PackageLimits, XmlLimits};

/// Why a corpus file is refused, for those that are meant to be.
fn expected(name: &str, error: &OoxmlError) -> bool {
    match error {
        OoxmlError::PasswordProtected => name.contains("protect") || name == "58616.xlsx",
        OoxmlError::Name(_) => name == "duplicate-filename.xlsx",
        // Content types with an entity; a theme as the main part.
        OoxmlError::Xml { .. } => name == "54764-2.xlsx",
        OoxmlError::NotOoxml(_) => name == "stress025.docx",
        _ => name.contains("clusterfuzz"),
    }
}

#[test]
fn every_part_of_a_saved_file_keeps_its_bytes() {
    let Some(files) = corpus(&["docx", "xlsx"]) else {
        return;
    };
    let mut refused = Vec::new();
    for (name, bytes) in &files {
        let mut package = match Package::open(bytes.clone(), &PackageLimits::default()) {
            Ok(package) => package,
            Err(error) => {
                refused.push(format!("{name}: {error}"));
                assert!(expected(name, &error), "{name}: {error}");
                continue;
            }
        };
        let before = unpacked(bytes);
        let saved = package
            .save()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(before, unpacked(&saved), "{name}");
        assert_eq!(
            saved,
            package.save().unwrap(),
            "{name} saves the same twice"
        );
    }
    println!("{} files, refused: {refused:#?}", files.len());
    assert!(files.len() > 2 * refused.len());
}

#[test]
fn parsing_and_writing_a_part_gives_its_bytes() {
    let Some(files) = corpus(&["docx", "xlsx"]) else {
        return;
    };
    let (mut same, mut refused) = (0, Vec::new());
    for (file, bytes) in &files {
        let Ok(package) = Package::open(bytes.clone(), &PackageLimits::default()) else {
            continue;
        };
        let names: Vec<String> = package.part_names().map(str::to_owned).collect();
        for name in names
            .iter()
            .filter(|name| name.ends_with(".xml") || name.ends_with(".rels"))
        {
            let Some(bytes) = package.part_bytes(name) else {
                continue;
            };
            let mut dom = Dom::new();
            match dom.parse_part(&*bytes, &XmlLimits::default()) {
                Ok(root)
                    if bytes.starts_with(&[0xff, 0xfe])
                        || bytes.windows(9).any(|w| w == b"<!DOCTYPE") =>
                {
                    let again = dom.serialize(root);
                    Dom::new().parse_part(again, &XmlLimits::default()).unwrap();
                }
                Ok(root) => {
                    assert!(dom.serialize(root) == *bytes, "{file} {name}");
                    same += 1;
                }
                Err(error) => refused.push(format!("{file} {name}: {error}")),
            }
        }
    }
    println!("{same} parts are the same; refused: {refused:#?}");
    assert!(same > 1000 && refused.len() < 20, "{same} {refused:#?}");
}

#[test]
fn a_touched_paragraph_leaves_the_others_alone() {
    let Some(files) = corpus(&["docx"]) else {
        return;
    };
    let mut checked = 0;
    for (name, bytes) in &files {
        let Ok(mut package) = Package::open(bytes.clone(), &PackageLimits::default()) else {
            continue;
        };
        let main = package.main_part().to_owned();
        let Ok(root) = package.root(&main) else {
            continue;
        };
        let before = package.part_bytes(&main).unwrap().into_owned();
        if before.windows(9).any(|window| window == b"<!DOCTYPE") {
            continue;
        }
        let dom = &mut package.dom;
        let Some(body) = dom.child(root, "w:body") else {
            continue;
        };
        let paragraphs: Vec<_> = dom.elements(body, "w:p").collect();
        let [first, others @ ..] = paragraphs.as_slice() else {
            continue;
        };
        let pieces: Vec<String> = others
            .iter()
            .map(|paragraph| source_of(&before, dom, *paragraph))
            .collect();
        let added = dom.fragment("<w:r><w:t>A &amp; B</w:t></w:r>");
        dom.append(*first, added);
        let after = String::from_utf8(dom.serialize(root)).unwrap();
        let mut rest = after.as_str();
        for piece in &pieces {
            let at = rest
                .find(piece.as_str())
                .unwrap_or_else(|| panic!("{name}: {piece} is lost"));
            rest = &rest[at + piece.len()..];
        }
        let mut again = Dom::new();
        let root_again = again
            .parse_part(after.as_bytes(), &XmlLimits::default())
            .unwrap();
        assert_eq!(
            again.text(root_again).replace("A & B", ""),
            package.dom.text(root).replace("A & B", ""),
            "{name}"
        );
        checked += pieces.len();
    }
    println!("{checked} paragraphs kept their bytes");
    assert!(checked > 500);
}

/// The bytes of a clean element, found by writing it in a copy of its part that is otherwise emptied.
fn source_of(part: &[u8], dom: &Dom, n: spindle_ooxml::NodeId) -> String {
    let (start, end) = dom.source_span(n).expect("a parsed node has a place");
    String::from_utf8(part[start..end].to_vec()).unwrap()
}

/// Every element moved into a part of other declarations says the same there.
#[test]
fn a_subtree_moved_to_another_part_keeps_its_meaning() {
    let Some(files) = corpus(&["docx"]) else {
        return;
    };
    let mut moved = 0;
    for (name, bytes) in &files {
        let Ok(mut package) = Package::open(bytes.clone(), &PackageLimits::default()) else {
            continue;
        };
        let main = package.main_part().to_owned();
        let Ok(root) = package.root(&main) else {
            continue;
        };
        let dom = &mut package.dom;
        let Some(body) = dom.child(root, "w:body") else {
            continue;
        };
        let target = dom.element("w:hdr");
        for child in dom.child_ids(body) {
            dom.append(target, child);
            moved += 1;
        }
        let written = dom.serialize(target);
        let mut again = Dom::new();
        let read = again
            .parse_part(written, &XmlLimits::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(outline(dom, target), outline(&again, read), "{name}");
        let emptied = dom.serialize(root);
        Dom::new()
            .parse_part(emptied, &XmlLimits::default())
            .unwrap();
    }
    println!("{moved} elements moved");
    assert!(moved > 500);
}

/// Names, attributes (but declarations) and texts of a tree.
fn outline(dom: &Dom, root: spindle_ooxml::NodeId) -> Vec<String> {
    std::iter::once(root)
        .chain(dom.descendants(root))
        .map(|n| match dom.name_of(n) {
            Some(name) => {
                let attributes = dom
                    .attributes(n)
                    .filter(|(key, _)| !key.starts_with("xmlns"));
                let mut attributes: Vec<String> = attributes
                    .map(|(key, value)| format!("{key}={value:?}"))
                    .collect();
                attributes.sort();
                format!("<{name} {}>", attributes.join(" "))
            }
            None => dom.text_of(n).unwrap_or_default().to_owned(),
        })
        .collect()
}
