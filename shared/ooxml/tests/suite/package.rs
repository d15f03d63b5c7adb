//! Parts, content types and relationships: reading, patching, saving.

use spindle_ooxml::{OoxmlError, Package, PackageKind, PackageLimits};

use super::samples::{DOCUMENT, RELS, TYPES, archive, corpus, document, unpacked};

const MAIN: &str = "/word/document.xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";

fn open(bytes: Vec<u8>) -> Package {
    Package::open(bytes, &PackageLimits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn entry(bytes: &[u8], name: &str) -> String {
    let content = unpacked(bytes)
        .remove(name)
        .unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(content.unwrap()).unwrap()
}

#[test]
fn parts_are_found_without_regard_to_case() {
    let package = open(document(&[("word/Styles.xml", b"<s/>")]));
    assert_eq!(
        (package.kind(), package.main_part()),
        (PackageKind::Word, MAIN)
    );
    for name in ["/word/Styles.xml", "/WORD/styles.XML", "word/styles.xml"] {
        assert_eq!(
            package.part_bytes(name).as_deref(),
            Some(&b"<s/>"[..]),
            "{name}"
        );
    }
    assert_eq!(
        package.content_type("/word/styles.xml"),
        Some("application/xml")
    );
    assert_eq!(
        package.part_names().collect::<Vec<_>>(),
        [MAIN, "/word/Styles.xml"]
    );
    assert!(!package.has_part("/word/nothing.xml"));
    assert_eq!(
        package.read_part("/x"),
        Err(OoxmlError::Missing("/x".to_owned()))
    );
}

#[test]
fn targets_are_seen_from_the_part_that_names_them() {
    let cases = [
        ("styles.xml", Some("/word/styles.xml")),
        ("./styles.xml", Some("/word/styles.xml")),
        ("STYLES.XML", Some("/word/styles.xml")),
        ("/word/styles.xml", Some("/word/styles.xml")),
        ("../word/styles.xml", Some("/word/styles.xml")),
        ("..\\word\\styles.xml", Some("/word/styles.xml")),
        ("styles.xml#here", Some("/word/styles.xml")),
        ("my%20styles.xml", Some("/word/my styles.xml")),
        ("other.xml", None),
        ("../styles.xml", None),
    ];
    for (target, part) in cases {
        let rels = RELS
            .replace("officeDocument\"", "styles\"")
            .replace("word/document.xml", target);
        let package = open(document(&[
            ("word/_rels/document.xml.rels", rels.as_bytes()),
            ("word/styles.xml", b"<s/>"),
            ("word/my styles.xml", b"<s/>"),
        ]));
        assert_eq!(package.related(MAIN, "styles").as_deref(), part, "{target}");
        assert_eq!(
            package.related_by_id(MAIN, "rId1").as_deref(),
            part,
            "{target}"
        );
        assert_eq!(package.related(MAIN, "tyles"), None);
    }
}

#[test]
fn the_main_part_is_where_the_relationship_says() {
    let Some(files) = corpus(&["docx"]) else {
        return;
    };
    let (_, bytes) = files
        .into_iter()
        .find(|(name, _)| name == "alternate_document_path.docx")
        .unwrap();
    let mut package = open(bytes);
    assert_ne!(package.main_part(), MAIN);
    let main = package.main_part().to_owned();
    let root = package.root(&main).unwrap();
    assert!(package.dom.is(root, "w:document"));
}

#[test]
fn a_changed_part_is_written_from_its_tree_and_the_others_as_they_were() {
    let bytes = document(&[("word/media/x.bin", &[0, 1, 2, 255])]);
    let mut package = open(bytes.clone());
    let root = package.root(MAIN).unwrap();
    assert_eq!(package.save().unwrap(), package.save().unwrap());
    assert_eq!(
        entry(&package.save().unwrap(), "word/document.xml"),
        DOCUMENT
    );
    let body = package.dom.child(root, "w:body").unwrap();
    let paragraph = package
        .dom
        .fragment("<w:p><w:r><w:t>three</w:t></w:r></w:p>");
    package.dom.append(body, paragraph);
    let saved = package.save().unwrap();
    let expected = DOCUMENT.replace(
        "</w:body>",
        "<w:p><w:r><w:t>three</w:t></w:r></w:p></w:body>",
    );
    assert_eq!(entry(&saved, "word/document.xml"), expected);
    assert_eq!(
        package.part_bytes(MAIN).as_deref(),
        Some(expected.as_bytes())
    );
    let (mut before, mut after) = (unpacked(&bytes), unpacked(&saved));
    before.remove("word/document.xml");
    after.remove("word/document.xml");
    assert_eq!(before, after);
}

#[test]
fn parts_come_and_go_with_their_types_and_relationships() {
    let mut package = open(document(&[]));
    package.set_part("/word/styles.xml", STYLES, "<w:styles/>");
    let id = package.add_relationship(MAIN, "styles", "/word/styles.xml", false);
    assert_eq!(id, "rId2", "rId1 is in use elsewhere in the package");
    assert_eq!(
        package.add_relationship(MAIN, "styles", "/word/styles.xml", false),
        id,
        "the same one"
    );
    let link = package.add_relationship(MAIN, "hyperlink", "https://example.com/?a=1&b=2", true);
    package.set_part("/docProps/app.xml", "application/xml", "<Properties/>");
    let saved = package.save().unwrap();
    assert_eq!(
        entry(&saved, "[Content_Types].xml"),
        TYPES.replace(
            "</Types>",
            &format!("<Override PartName=\"/word/styles.xml\" ContentType=\"{STYLES}\"/></Types>")
        )
    );
    let rels = entry(&saved, "word/_rels/document.xml.rels");
    assert!(
        rels.contains("Target=\"styles.xml\"")
            && rels.contains("?a=1&amp;b=2\" TargetMode=\"External\""),
        "{rels}"
    );

    let mut package = open(saved);
    assert_eq!(
        package.related(MAIN, "styles").as_deref(),
        Some("/word/styles.xml")
    );
    assert_eq!(
        package.relationship(MAIN, &link).map(|r| r.target.as_str()),
        Some("https://example.com/?a=1&b=2")
    );
    assert!(package.remove_part("/word/Styles.xml"));
    assert!(!package.remove_part("/word/styles.xml"));
    assert!(package.remove_relationship(MAIN, &link));
    let saved = package.save().unwrap();
    assert_eq!(entry(&saved, "[Content_Types].xml"), TYPES);
    assert!(!entry(&saved, "word/_rels/document.xml.rels").contains("<Relationship "));
    let names: Vec<String> = unpacked(&saved).into_keys().collect();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml"
        ]
    );
}

#[test]
fn pending_relationships_go_to_the_parts_that_mention_them() {
    let mut package = open(document(&[]));
    let header = package.dom.fragment("<w:hdr><w:p/></w:hdr>");
    package.add_part_tree("/word/header1.xml", "application/x-header+xml", header);
    let used = package.pending_relationship("hyperlink", "https://example.com/", true);
    let unused = package.pending_relationship("hyperlink", "https://example.com/unused", true);
    assert_eq!(
        package.pending_relationship("hyperlink", "https://example.com/", true),
        used
    );
    assert_ne!(used, unused);
    let link = package.dom.element_with("w:hyperlink", &[("r:id", &used)]);
    let copy = package.dom.deep_clone(link);
    let root = package.root(MAIN).unwrap();
    let body = package.dom.child(root, "w:body").unwrap();
    package.dom.append(body, link);
    let paragraph = package.dom.child(header, "w:p").unwrap();
    package.dom.append(paragraph, copy);
    let image = package.add_media(b"\x89PNG 1", "PNG");
    let embed = package.pending_relationship("image", &image, false);
    let blip = package.dom.element_with("a:blip", &[("r:embed", &embed)]);
    package.dom.append(paragraph, blip);

    let saved = package.save().unwrap();
    assert_eq!(saved, package.save().unwrap(), "placed once");
    let main = entry(&saved, "word/_rels/document.xml.rels");
    let header = entry(&saved, "word/_rels/header1.xml.rels");
    assert!(
        main.contains(&format!("Id=\"{used}\"")) && !main.contains("image"),
        "{main}"
    );
    assert!(
        header.contains(&format!("Id=\"{used}\""))
            && header.contains("Target=\"media/image1.png\""),
        "{header}"
    );
    assert!(!main.contains("unused") && !header.contains("unused"));
}

#[test]
fn relationships_that_lead_nowhere_are_not_saved_unless_something_stands_for_them() {
    let rels = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="t/webSettings" Target="webSettings.xml"/><Relationship Id="rId2" Type="t/image" Target="media/lost.png"/><Relationship Id="rId3" Type="t/hyperlink" Target="https://example.com/" TargetMode="External"/><Relationship Id="rId4" Type="t/styles" Target="styles.xml"/></Relationships>"#;
    let with_picture = DOCUMENT.replace("<w:t>one</w:t>", r#"<w:pict xmlns:r="x" r:id="rId2"/>"#);
    let mut package = open(archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("word/document.xml", with_picture.as_bytes()),
        ("word/styles.xml", b"<w:styles/>"),
        ("word/_rels/document.xml.rels", rels),
    ]));
    let saved = package.save().unwrap();
    let left = entry(&saved, "word/_rels/document.xml.rels");
    assert!(!left.contains("rId1"), "{left}");
    for kept in ["rId2", "rId3", "rId4"] {
        assert!(left.contains(kept), "{kept}: {left}");
    }
}

#[test]
fn media_of_one_content_are_one_part() {
    let mut package = open(document(&[
        ("word/media/image7.png", b"seven"),
        ("word/media/odd.gif", b"seven"),
    ]));
    assert_eq!(package.add_media(b"seven", "png"), "/word/media/image7.png");
    assert_eq!(package.add_media(b"SEVEN", "png"), "/word/media/image8.png");
    assert_eq!(
        package.add_media(b"SEVEN", ".Png"),
        "/word/media/image8.png"
    );
    assert_eq!(
        package.add_media(b"seven", "jpeg"),
        "/word/media/image9.jpeg"
    );
    assert_eq!(
        package.content_type("/word/media/image9.jpeg"),
        Some("image/jpeg")
    );
    assert_eq!(package.add_media(b"x", "../../a"), "/word/media/image10.a");
    assert_eq!(
        package.free_name("/word/media/image", ".png"),
        "/word/media/image1.png"
    );
}

#[test]
fn a_package_from_nothing() {
    let cases = [
        (
            PackageKind::Word,
            "w:document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        ),
        (
            PackageKind::Sheet,
            "workbook",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        ),
        (
            PackageKind::Slides,
            "p:presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        ),
    ];
    for (kind, root, content_type) in cases {
        let mut package = Package::new(kind);
        let main = package.main_part().to_owned();
        let tree = package.dom.element(root);
        package.add_part_tree(&main, content_type, tree);
        let saved = package.save().unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&saved)).unwrap();
        assert_eq!(
            archive.by_index(0).unwrap().name().unwrap(),
            "[Content_Types].xml"
        );
        assert_eq!(archive.by_index(1).unwrap().name().unwrap(), "_rels/.rels");
        let mut again = open(saved);
        assert_eq!((again.kind(), again.main_part()), (kind, main.as_str()));
        let read = again.root(&main).unwrap();
        assert_eq!(again.dom.name_of(read), Some(root));
    }
}

#[test]
fn parts_put_as_bytes_replace_trees_and_relationships() {
    let mut package = open(document(&[]));
    let root = package.root(MAIN).unwrap();
    package.dom.clear(root);
    package.set_part(
        MAIN,
        package.content_type(MAIN).unwrap().to_owned().as_str(),
        DOCUMENT,
    );
    assert_eq!(
        package.part_bytes(MAIN).as_deref(),
        Some(DOCUMENT.as_bytes())
    );
    assert_ne!(package.root(MAIN).unwrap(), root);
    let rels = RELS.replace("rId1", "rId40");
    package.set_part("/word/_rels/document.xml.rels", "", rels.as_str());
    assert_eq!(package.relationships(MAIN)[0].id, "rId40");
    assert_eq!(
        package.add_relationship(MAIN, "image", "/word/a.png", false),
        "rId41"
    );
}

#[test]
fn strict_packages_keep_their_names() {
    let strict = RELS.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    );
    let mut package = open(archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", strict.as_bytes()),
        ("word/document.xml", DOCUMENT.as_bytes()),
    ]));
    assert!(package.is_strict());
    package.add_relationship(MAIN, "image", "/word/a.png", false);
    assert!(
        package.relationships(MAIN)[0]
            .rel_type
            .starts_with("http://purl.oclc.org/")
    );
}
