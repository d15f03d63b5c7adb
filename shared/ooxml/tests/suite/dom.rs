//! Operations on trees, as tables of values.

use spindle_ooxml::{Dom, NodeId, NodeKind, XmlError, XmlLimits};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const W_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const S: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn parse(dom: &mut Dom, xml: &str) -> NodeId {
    dom.parse_part(xml.as_bytes(), &XmlLimits::default())
        .unwrap_or_else(|error| panic!("{error}: {xml}"))
}

fn written(dom: &Dom, root: NodeId) -> String {
    String::from_utf8(dom.serialize(root)).unwrap()
}

#[test]
fn names_are_canonical_whatever_the_file_calls_them() {
    let cases = [
        (format!("<w:p xmlns:w='{W}'/>"), "w:p"),
        (format!("<ns0:p xmlns:ns0='{W}'/>"), "w:p"),
        (format!("<p xmlns='{W}'/>"), "w:p"),
        (format!("<w:p xmlns:w='{W_STRICT}'/>"), "w:p"),
        (format!("<row xmlns='{S}'/>"), "row"),
        (format!("<x:row xmlns:x='{S}'/>"), "row"),
        ("<foo:bar xmlns:foo='urn:foo'/>".to_owned(), "foo:bar"),
        ("<bar xmlns='urn:foo'/>".to_owned(), "bar"),
        ("<bar/>".to_owned(), "bar"),
    ];
    for (xml, name) in cases {
        let mut dom = Dom::new();
        let root = parse(&mut dom, &xml);
        assert_eq!(dom.name_of(root), Some(name), "{xml}");
        assert!(dom.is(root, name));
        let interned = dom.name(name);
        assert!(dom.is_name(root, interned));
        assert_eq!(written(&dom, root), xml, "untouched");
        assert!(!dom.is_dirty(root));
    }
}

#[test]
fn attributes_are_named_by_vocabulary_and_decoded() {
    let mut dom = Dom::new();
    let xml = format!(
        "<a:p xmlns:a='{W}' a:id='1' id='2' xml:space='preserve' a:t='&lt;&#x41;&amp;&quot;\t\n&#10;' e=''/>"
    );
    let root = parse(&mut dom, &xml);
    let cases = [
        ("w:id", Some("1")),
        ("id", Some("2")),
        ("a:id", None),
        ("xml:space", Some("preserve")),
        ("w:t", Some("<A&\"  \n")),
        ("e", Some("")),
        ("xmlns:a", Some(W)),
        ("nothing", None),
    ];
    for (name, value) in cases {
        assert_eq!(dom.attr(root, name), value, "{name}");
    }
    assert_eq!(dom.attributes(root).count(), 6);
}

#[test]
fn texts_are_decoded_and_joined() {
    let cases = [
        ("<a>x</a>", "x"),
        ("<a>x &amp; y</a>", "x & y"),
        ("<a>&#65;&#x42;</a>", "AB"),
        ("<a>1<b>2</b>3</a>", "123"),
        ("<a>1<![CDATA[<&]]>2</a>", "1<&2"),
        ("<a>1<!-- no -->2<?no no?>3</a>", "123"),
        ("<a>l1\r\nl2\rl3</a>", "l1\nl2\nl3"),
        ("<a> </a>", " "),
        ("<a/>", ""),
        ("<a>\u{1F600}\u{fffd}</a>", "\u{1F600}\u{fffd}"),
    ];
    for (xml, text) in cases {
        let mut dom = Dom::new();
        let root = parse(&mut dom, xml);
        assert_eq!(dom.text(root), text, "{xml}");
        assert_eq!(written(&dom, root), xml);
        // The same after everything is written anew.
        dom.set_attr(root, "touched", "1");
        let copy = dom.element("copy");
        for child in dom.child_ids(root) {
            dom.append(copy, child);
        }
        let mut again = Dom::new();
        let root = parse(&mut again, &written(&dom, copy));
        assert_eq!(again.text(root), text, "{xml}");
    }
}

#[test]
fn changes_are_written_and_nothing_else() {
    type Change = fn(&mut Dom, NodeId);
    let cases: [(&str, Change, &str); 16] = [
        (
            "<r><a  b = '1' /><c/></r>",
            |dom, r| dom.set_attr(r, "x", "1"),
            "<r x=\"1\"><a  b = '1' /><c/></r>",
        ),
        (
            "<r><a  b = '1' /><c d='2'></c></r>",
            |dom, r| dom.set_attr(dom.first_child(r).unwrap(), "b", "2"),
            "<r><a b=\"2\"/><c d='2'></c></r>",
        ),
        (
            "<r><a b='1'/></r>",
            |dom, r| dom.set_attr(dom.first_child(r).unwrap(), "b", "1"),
            "<r><a b='1'/></r>",
        ),
        (
            "<r><a b='1' c='2'/></r>",
            |dom, r| assert!(dom.remove_attr(dom.first_child(r).unwrap(), "b")),
            "<r><a c=\"2\"/></r>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| assert!(dom.detach(dom.first_child(r).unwrap())),
            "<r><b/></r>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| assert!(dom.detach(dom.last_child(r).unwrap())),
            "<r><a/></r>",
        ),
        (
            "<r><a/></r>",
            |dom, r| assert!(dom.detach(dom.last_child(r).unwrap())),
            "<r/>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| {
                let (a, b) = (dom.first_child(r).unwrap(), dom.last_child(r).unwrap());
                assert!(dom.insert_before(b, a));
            },
            "<r><b/><a/></r>",
        ),
        (
            "<r><a/><b/><c/></r>",
            |dom, r| {
                let (a, c) = (dom.first_child(r).unwrap(), dom.last_child(r).unwrap());
                assert!(dom.insert_after(a, c));
            },
            "<r><b/><c/><a/></r>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| {
                let b = dom.last_child(r).unwrap();
                assert!(dom.prepend(r, b));
                assert!(dom.prepend(r, b), "already there");
            },
            "<r><b/><a/></r>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| {
                let a = dom.first_child(r).unwrap();
                assert!(dom.append(r, a));
            },
            "<r><b/><a/></r>",
        ),
        (
            "<r><a/><b/></r>",
            |dom, r| {
                let (a, b) = (dom.first_child(r).unwrap(), dom.last_child(r).unwrap());
                assert!(dom.append(b, a));
                assert!(!dom.append(a, b), "into itself");
                assert!(!dom.append(a, a), "into itself");
                assert!(!dom.append(a, r), "into what is below it");
            },
            "<r><b><a/></b></r>",
        ),
        (
            "<r><a>1<b/>2</a></r>",
            |dom, r| dom.set_text(dom.first_child(r).unwrap(), "<&>"),
            "<r><a>&lt;&amp;&gt;</a></r>",
        ),
        (
            "<r>1<a/></r>",
            |dom, r| dom.set_text(dom.first_child(r).unwrap(), "2"),
            "<r>2<a/></r>",
        ),
        (
            "<r><a/></r>",
            |dom, r| {
                let new = dom.element_with("b", &[("c", "1"), ("d", "\"<\t\n\r&")]);
                assert!(dom.replace(dom.first_child(r).unwrap(), new));
            },
            "<r><b c=\"1\" d=\"&quot;&lt;&#9;&#10;&#13;&amp;\"/></r>",
        ),
        (
            "<r><a b='1'>x&amp;y<c  /></a></r>",
            |dom, r| {
                let copy = dom.deep_clone(dom.first_child(r).unwrap());
                dom.append(r, copy);
                dom.set_text(dom.first_child(copy).unwrap(), "z");
            },
            "<r><a b='1'>x&amp;y<c  /></a><a b=\"1\">z<c  /></a></r>",
        ),
    ];
    for (before, change, after) in cases {
        let (before, after) = (
            before.replacen("<r", "<r xmlns='urn:r'", 1),
            after.replacen("<r", "<r xmlns=\"urn:r\"", 1),
        );
        let mut dom = Dom::new();
        let root = parse(&mut dom, &before);
        change(&mut dom, root);
        let after = if dom.is_dirty(root) {
            after
        } else {
            before.clone()
        };
        // A created name without prefix takes the namespace of its parent.
        assert_eq!(written(&dom, root), after, "{before}");
    }
}

#[test]
fn what_stands_around_the_root_is_kept() {
    let xml =
        "\u{feff}<?xml version='1.0' standalone='yes'?>\r\n<!-- c -->\n<a><b/></a>\n<!-- d -->\n";
    let mut dom = Dom::new();
    let root = parse(&mut dom, xml);
    assert_eq!(written(&dom, root), xml);
    dom.set_attr(root, "x", "y");
    assert_eq!(written(&dom, root), xml.replace("<a>", "<a x=\"y\">"));
}

#[test]
fn scripts_cannot_break_the_file() {
    let mut dom = Dom::new();
    let root = dom.element("w:p");
    let nasty = "a\0b\u{1}c\u{b}d\u{fffe}e\u{ffff}f]]>g<&>\"'\u{7f}\u{85}";
    dom.set_attr(root, "w:val", nasty);
    dom.set_attr(root, "not a name", "1");
    dom.set_attr(root, "9:8", "2");
    dom.set_attr(root, "", "3");
    dom.set_attr(root, "unknown:prefix", "4");
    dom.set_attr(root, "xmlns:xml", "urn:no");
    dom.set_attr(root, "xmlns:empty", "");
    let text = dom.text_node(nasty);
    dom.append(root, text);
    let odd = dom.element("<script>");
    dom.set_text(odd, nasty);
    dom.append(root, odd);
    let mut again = Dom::new();
    let read = parse(&mut again, &written(&dom, root));
    let clean = "abcdef]]>g<&>\"'\u{7f}\u{85}";
    assert_eq!(again.attr(read, "w:val"), Some(clean));
    assert_eq!(again.attr(read, "not_a_name"), Some("1"));
    assert_eq!(again.text(read), clean.repeat(2));
}

#[test]
fn made_trees_declare_what_they_use_on_the_root() {
    let mut dom = Dom::new();
    let root = dom.fragment("<w:document><w:body><w:p r:id='rId1'/></w:body></w:document>");
    let text = written(&dom, root);
    let r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    assert!(text.ends_with(&format!(
        "<w:document xmlns:w=\"{W}\" xmlns:r=\"{r}\"><w:body><w:p r:id=\"rId1\"/></w:body></w:document>"
    )));
    let sheet = dom.fragment("<worksheet><sheetData/></worksheet>");
    assert!(written(&dom, sheet).ends_with(&format!(
        "<worksheet xmlns=\"{S}\"><sheetData/></worksheet>"
    )));
    assert_eq!(
        dom.serialize_fragment(sheet),
        format!("<worksheet xmlns=\"{S}\"><sheetData/></worksheet>")
    );
}

#[test]
fn fragments_drop_indentation_only() {
    let mut dom = Dom::new();
    let root = dom.fragment(
        "<w:r>\n  <w:t xml:space='preserve'>\n </w:t>\n  <w:t> a\n</w:t><w:t> </w:t>\n</w:r>",
    );
    assert_eq!(dom.children(root).count(), 3);
    assert_eq!(dom.text(root), "\n  a\n ");
    assert!(dom.try_fragment("<w:r>").is_err());
    assert!(dom.try_fragment("").is_err());
    let control = dom.fragment("<w:t>a\u{1}b</w:t>");
    assert_eq!(dom.text(control), "ab");
}

#[test]
fn children_are_made_at_their_place_in_the_sequence() {
    let order = ["a", "b", "c", "d"];
    let cases = [
        ("<r/>", "b", "<r><b/></r>"),
        ("<r><a/><c/></r>", "b", "<r><a/><b/><c/></r>"),
        ("<r><c/></r>", "a", "<r><a/><c/></r>"),
        ("<r><a/></r>", "d", "<r><a/><d/></r>"),
        (
            "<r><a/><other/><d/></r>",
            "c",
            "<r><a/><other/><c/><d/></r>",
        ),
        ("<r><a/><b/></r>", "unknown", "<r><a/><b/><unknown/></r>"),
        ("<r><b/></r>", "b", "<r><b/></r>"),
    ];
    for (before, name, after) in cases {
        let mut dom = Dom::new();
        let root = parse(&mut dom, before);
        let made = dom.ensure_child(root, name, &order);
        assert!(dom.is(made, name));
        assert_eq!(dom.ensure_child(root, name, &order), made);
        let names = |xml: &str| {
            let mut dom = Dom::new();
            let root = parse(&mut dom, xml);
            dom.child_elements(root)
                .map(|n| dom.name_of(n).unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&written(&dom, root)), names(after), "{before} {name}");
    }
}

#[test]
fn unknown_nodes_are_nothing() {
    let mut dom = Dom::new();
    let root = dom.element("w:p");
    for index in [1, 77, u32::MAX] {
        let n = NodeId::from_index(index);
        assert_eq!(dom.kind(n), None);
        assert_eq!(dom.name_of(n), None);
        assert_eq!(dom.parent(n), None);
        assert_eq!(
            dom.children(n).count() + dom.descendants(n).count() + dom.attributes(n).count(),
            0
        );
        assert_eq!(dom.text(n), "");
        assert!(
            !dom.append(root, n)
                && !dom.append(n, root)
                && !dom.insert_before(root, n)
                && !dom.detach(n)
        );
        dom.set_text(n, "x");
        dom.set_attr(n, "a", "b");
        dom.rename(n, "w:r");
        assert!(!dom.remove_attr(n, "a"));
        let copy = dom.deep_clone(n);
        assert_eq!(dom.kind(copy), Some(NodeKind::Text));
        let _ = dom.serialize(n);
        dom = Dom::new();
        dom.element("w:p");
    }
}

#[test]
fn walking() {
    let mut dom = Dom::new();
    let root = parse(&mut dom, "<a><b><c/>t</b><d/><b/></a>");
    let names: Vec<_> = dom
        .descendants(root)
        .map(|n| dom.name_of(n).unwrap_or("text"))
        .collect();
    assert_eq!(names, ["b", "c", "text", "d", "b"]);
    assert_eq!(dom.elements(root, "b").count(), 2);
    let c = dom.path(root, &["b", "c"]).unwrap();
    assert_eq!(dom.ancestor(c, "a"), Some(root));
    assert_eq!(dom.root_of(c), root);
    assert_eq!(dom.ancestors(c).count(), 2);
    let b = dom.parent(c).unwrap();
    let below: Vec<_> = dom
        .descendants(b)
        .map(|n| dom.name_of(n).unwrap_or("text"))
        .collect();
    assert_eq!(below, ["c", "text"]);
    assert_eq!(
        dom.next_sibling(dom.prev_sibling(dom.last_child(b).unwrap()).unwrap()),
        dom.last_child(b)
    );
}

#[test]
fn a_failed_parse_leaves_the_arena_as_it_was() {
    let mut dom = Dom::new();
    let root = parse(&mut dom, "<a b='&amp;'>x</a>");
    let nodes = dom.len();
    assert!(
        dom.parse_part(
            &b"<c xmlns:q='urn:q'><q:d e='&lt;'>y</c>"[..],
            &XmlLimits::default()
        )
        .is_err()
    );
    assert_eq!(dom.len(), nodes);
    assert_eq!(written(&dom, root), "<a b='&amp;'>x</a>");
}

#[test]
fn encodings() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b='ä'>ö<c/></a>";
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [little, big, bare] {
        let mut dom = Dom::new();
        let root = dom.parse_part(bytes, &XmlLimits::default()).unwrap();
        assert_eq!(
            (dom.text(root).as_str(), dom.attr(root, "b")),
            ("ö", Some("ä"))
        );
        assert!(written(&dom, root).starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\""));
        assert!(written(&dom, root).ends_with("<a b='ä'>ö<c/></a>"));
    }
    let refused: [&[u8]; 5] = [
        b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        b"<?xml version='1.0' encoding='utf-16'?><a/>",
        b"<a>\xff</a>",
        b"\xff\xfe\0\0<\0\0\0",
        b"\xff\xfe<\0a\0\0\xd8",
    ];
    for bytes in refused {
        let error = Dom::new()
            .parse_part(bytes, &XmlLimits::default())
            .unwrap_err();
        assert!(matches!(error, XmlError::Encoding(_)), "{error}");
    }
}
