//! Files made to hurt: each is refused in words, before the memory is spent.

use spindle_ooxml::{Dom, OoxmlError, Package, PackageKind, PackageLimits, XmlError, XmlLimits};

use super::samples::{RELS, TYPES, archive, document};

fn refusal(bytes: Vec<u8>, limits: &PackageLimits) -> String {
    Package::open(bytes, limits)
        .expect_err("it should be refused")
        .to_string()
}

#[test]
fn what_is_no_package_is_said_to_be_none() {
    let limits = PackageLimits::default();
    let ole = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &[0; 600],
    ]
    .concat();
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let whole = document(&[]);
    let cases = [
        (Vec::new(), "does not start like a ZIP archive"),
        (b"hello".to_vec(), "does not start like a ZIP archive"),
        (b"PK".to_vec(), "not a readable ZIP archive"),
        (ole.clone(), "formats before 2007"),
        ([ole, name].concat(), "password protected"),
        (
            whole[..whole.len() / 2].to_vec(),
            "not a readable ZIP archive",
        ),
        (archive(&[]), "[Content_Types].xml is missing"),
        (
            archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
            "[Content_Types].xml is missing",
        ),
        (
            archive(&[("[Content_Types].xml", TYPES.as_bytes())]),
            "no main part",
        ),
        (
            archive(&[
                ("[Content_Types].xml", TYPES.as_bytes()),
                ("_rels/.rels", RELS.as_bytes()),
            ]),
            "no main part",
        ),
        (
            archive(&[("[Content_Types].xml", b"<Types")]),
            "the part [Content_Types].xml cannot be read",
        ),
        (
            archive(&[
                (
                    "[Content_Types].xml",
                    TYPES.replace("/word/document.xml", "/other.xml").as_bytes(),
                ),
                ("_rels/.rels", RELS.as_bytes()),
                ("word/document.xml", b"<html/>"),
            ]),
            "its main part is html",
        ),
        (
            document(&[("../../etc/passwd", b"x")]),
            "points outside of the package",
        ),
        (
            document(&[("word\\..\\..\\x", b"x")]),
            "points outside of the package",
        ),
        (document(&[("c:/x", b"x")]), "points outside of the package"),
        (document(&[("WORD/Document.XML", b"x")]), "is there twice"),
    ];
    for (bytes, words) in cases {
        let said = refusal(bytes, &limits);
        assert!(said.contains(words), "{said} should say {words}");
    }
}

#[test]
fn sizes_are_checked_before_unpacking() {
    let limits = PackageLimits::default();
    let zeros = vec![b' '; 8 << 20];
    let bomb = document(&[("word/media/a.bin", &zeros)]);
    assert!(bomb.len() < 20_000);
    let cases = [
        (
            limits,
            "the compression ratio of /word/media/a.bin is over the limit of 200",
        ),
        (
            PackageLimits {
                entry_bytes: 1 << 20,
                ..limits
            },
            "the unpacked size of /word/media/a.bin",
        ),
        (
            PackageLimits {
                ratio: 2000,
                total_bytes: 8 << 20,
                ..limits
            },
            "the unpacked size of all parts",
        ),
        (
            PackageLimits {
                ratio: 2000,
                entries: 3,
                ..limits
            },
            "the number of parts is over the limit of 3",
        ),
    ];
    for (limits, words) in cases {
        let said = refusal(bomb.clone(), &limits);
        assert!(said.contains(words), "{said} should say {words}");
    }
    assert!(
        Package::open(
            bomb,
            &PackageLimits {
                ratio: 2000,
                ..limits
            }
        )
        .is_ok()
    );
}

#[test]
fn a_part_larger_than_declared_is_refused() {
    let text = vec![b'a'; 3000];
    let mut bytes = document(&[("word/media/a.bin", &text)]);
    // The unpacked size in the local header and in the central directory.
    let size = 3000u32.to_le_bytes();
    let small = 30u32.to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == size)
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() >= 2);
    for place in places {
        bytes[place..place + 4].copy_from_slice(&small);
    }
    let package = Package::open(bytes, &PackageLimits::default()).unwrap();
    let said = package
        .read_part("/word/media/a.bin")
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("/word/media/a.bin cannot be unpacked"),
        "{said}"
    );
    assert_eq!(package.part_bytes("/word/media/a.bin"), None);
}

#[test]
fn an_encrypted_entry_is_a_password() {
    let mut bytes = document(&[]);
    let mut marked = 0;
    for at in 0..bytes.len() - 10 {
        let flags = match &bytes[at..at + 4] {
            b"PK\x03\x04" => at + 6,
            b"PK\x01\x02" => at + 8,
            _ => continue,
        };
        bytes[flags] |= 1;
        marked += 1;
    }
    assert_eq!(marked, 6);
    assert_eq!(
        Package::open(bytes, &PackageLimits::default()).unwrap_err(),
        OoxmlError::PasswordProtected
    );
}

#[test]
fn ill_formed_xml_is_refused_with_its_place() {
    let cases = [
        ("", "no root element"),
        ("<!-- -->", "no root element"),
        ("<a>", "ends inside an element"),
        ("<a></b>", "not well-formed at byte 3"),
        ("</a>", "not well-formed"),
        ("<a/><b/>", "more than one root element"),
        ("x<a/>", "text outside the root element"),
        ("<a/>x", "text outside the root element"),
        ("<a/>&amp;", "text outside the root element"),
        ("<a/><![CDATA[x]]>", "text outside the root element"),
        ("<a b='1' b='2'/>", "not well-formed"),
        ("<a b='<'/>", "contains <"),
        ("<a b=1/>", "not well-formed"),
        ("<a>&nope;</a>", "entity \"nope\" is not declared"),
        ("<a b='&nope;'/>", "entity \"nope\" is not declared"),
        ("<a b='&'/>", "not the start of a reference"),
        ("<a>&#0;</a>", "is not a character"),
        ("<a>&#xD800;</a>", "is not a character"),
        ("<a>\u{1}</a>", "U+0001 is not allowed"),
        ("<a>\u{ffff}</a>", "U+FFFF is not allowed"),
        ("<x:a/>", "prefix \"x\" is not declared"),
        ("<a x:b='1'/>", "prefix \"x\" is not declared"),
        ("<a xmlns:x=''/>", "cannot be declared so"),
        ("<a xmlns:xmlns='urn:x'/>", "cannot be declared so"),
        ("<a:b:c xmlns:a='urn:a'/>", "is not a name"),
        ("<1/>", "is not a name"),
        (" <?xml version='1.0'?><a/>", "not at the start"),
        ("<a><!DOCTYPE a></a>", "misplaced"),
    ];
    for (xml, words) in cases {
        let said = Dom::new()
            .parse_part(xml.as_bytes(), &XmlLimits::default())
            .expect_err(xml)
            .to_string();
        assert!(said.contains(words), "{xml}: {said} should say {words}");
    }
}

#[test]
fn document_types_are_refused_unless_they_mean_nothing() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
    let cases = [
        (laughs, "gives an entity a value"),
        (
            "<!DOCTYPE l [<!ENTITY % p SYSTEM 'http://example.com/x'> %p;]><l/>",
            "parameter entity",
        ),
        (
            "<!DOCTYPE l [<!ATTLIST l a CDATA 'x'>]><l/>",
            "only declarations of external entities",
        ),
        (
            "<!DOCTYPE l [<!ENTITY x SYSTEM 'a'>]><l b='&x;'/>",
            "refers to an external entity",
        ),
    ];
    for (xml, words) in cases {
        let said = Dom::new()
            .parse_part(xml.as_bytes(), &XmlLimits::default())
            .expect_err(xml)
            .to_string();
        assert!(said.contains(words), "{xml}: {said} should say {words}");
    }
    let xml = "<?xml version='1.0'?>\n<!DOCTYPE l [\n<!ENTITY x SYSTEM 'http://example.com/]>'>\n]>\n<l>a&x;b<m>&x;</m></l>";
    let mut dom = Dom::new();
    let root = dom
        .parse_part(xml.as_bytes(), &XmlLimits::default())
        .unwrap();
    assert_eq!(dom.text(root), "ab");
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    assert!(
        text.ends_with("<l>ab<m></m></l>"),
        "the declaration is gone, and so are its entities: {text}"
    );
}

#[test]
fn limits_of_a_part() {
    let limits = XmlLimits {
        bytes: 1000,
        nodes: 10,
        depth: 4,
        attributes: 3,
    };
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let cases = [
        (deep(4), None),
        (deep(5), Some("levels of elements")),
        (format!("<a>{}</a>", "<b/>".repeat(9)), None),
        (format!("<a>{}</a>", "<b/>".repeat(10)), Some("nodes")),
        ("<a b='' c='' d=''/>".to_owned(), None),
        (
            "<a b='' c='' d='' e=''/>".to_owned(),
            Some("attributes of one element"),
        ),
        (format!("<a>{}</a>", " ".repeat(1000)), Some("bytes")),
    ];
    for (xml, over) in cases {
        let result = Dom::new().parse_part(xml.as_bytes(), &limits);
        match (result, over) {
            (Ok(_), None) => {}
            (Err(XmlError::Limit { what, .. }), Some(over)) => assert_eq!(what, over, "{xml}"),
            (result, over) => panic!("{xml}: {result:?} instead of {over:?}"),
        }
    }
    let deepest = deep(100_000);
    let said = Dom::new()
        .parse_part(deepest.as_bytes(), &XmlLimits::default())
        .unwrap_err()
        .to_string();
    assert_eq!(said, "the XML has more than 256 levels of elements");
}

#[test]
fn trees_that_scripts_make_very_deep_do_not_overflow_the_stack() {
    let mut dom = Dom::new();
    let root = dom.element("w:p");
    let mut inner = root;
    for _ in 0..20_000 {
        let next = dom.element("w:r");
        // The deepest node has no child yet, so no ancestor is searched for.
        assert!(dom.append(inner, next));
        inner = next;
    }
    let copy = dom.deep_clone(root);
    assert_eq!(dom.descendants(copy).count(), 20_000);
    assert!(dom.serialize(copy).len() > 20_000 * 9);
    assert_eq!(dom.text(copy), "");
}

#[test]
fn hostile_relationships_lead_nowhere() {
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="t/image" Target="../../../../etc/passwd"/><Relationship Id="x" Type="t/self" Target=""/><Relationship Id="rId99999999999" Type="t/n" Target="NULL" TargetMode="External"/></Relationships>"#;
    let bytes = document(&[
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/_rels/broken.xml.rels", b"<"),
    ]);
    let mut package = Package::open(bytes, &PackageLimits::default()).unwrap();
    assert_eq!(package.kind(), PackageKind::Word);
    assert_eq!(
        package.relationships("/word/document.xml")[0]
            .part
            .as_deref(),
        Some("/etc/passwd")
    );
    assert_eq!(package.related("/word/document.xml", "image"), None);
    assert_eq!(
        package.add_relationship("/word/document.xml", "styles", "/word/styles.xml", false),
        "rId8"
    );
    assert_eq!(package.relationships("/word/broken.xml"), &[]);
    assert!(package.save().is_ok());
}
