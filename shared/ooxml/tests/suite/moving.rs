//! Subtrees that leave the part they were parsed from: prefixes must mean there what they meant at home.

use spindle_ooxml::{Dom, NodeId, XmlLimits};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const W_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn parse(dom: &mut Dom, xml: &str) -> NodeId {
    dom.parse_part(xml.as_bytes(), &XmlLimits::default())
        .unwrap_or_else(|error| panic!("{error}: {xml}"))
}

/// Moves the first child of `from` to the end of `to` and writes `to`.
fn moved(from: &str, to: &str) -> String {
    let mut dom = Dom::new();
    let (from, to) = (parse(&mut dom, from), parse(&mut dom, to));
    let child = dom.first_child(from).unwrap();
    dom.append(to, child);
    let text = String::from_utf8(dom.serialize(to)).unwrap();
    let mut again = Dom::new();
    let root = parse(&mut again, &text);
    let (moved, read) = (dom.last_child(to).unwrap(), again.last_child(root).unwrap());
    let read: Vec<String> = names(&again, read)
        .into_iter()
        .map(|name| name.replace("ns1:", "f:"))
        .collect();
    assert_eq!(names(&dom, moved), read, "{text}");
    // The part that was left is still well-formed.
    let left = dom.serialize(from);
    parse(&mut Dom::new(), std::str::from_utf8(&left).unwrap());
    text
}

fn names(dom: &Dom, root: NodeId) -> Vec<String> {
    let all = std::iter::once(root).chain(dom.descendants(root));
    all.map(|n| dom.name_of(n).unwrap_or("text").to_owned())
        .collect()
}

#[test]
fn a_subtree_is_copied_where_its_prefixes_mean_the_same() {
    let to = format!("<w:hdr xmlns:w='{W}' xmlns:r='{R}'/>");
    let text = moved(
        &format!("<w:body xmlns:w='{W}'><w:p  w:a = '1' ><w:r/></w:p></w:body>"),
        &to,
    );
    assert!(
        text.ends_with("<w:p  w:a = '1' ><w:r/></w:p></w:hdr>"),
        "{text}"
    );
}

#[test]
fn a_subtree_is_written_anew_where_they_do_not() {
    let cases = [
        // Another prefix at home.
        (
            format!("<b:body xmlns:b='{W}'><b:p b:x='1'/></b:body>"),
            format!("<w:hdr xmlns:w='{W}'/>"),
            "<w:p w:x=\"1\"/></w:hdr>",
        ),
        // Another prefix in the target.
        (
            format!("<w:body xmlns:w='{W}'><w:p w:x='1'/></w:body>"),
            format!("<q:hdr xmlns:q='{W}'/>"),
            "<q:p q:x=\"1\"/></q:hdr>",
        ),
        // The target's prefix means something else.
        (
            format!("<w:body xmlns:w='{W}'><w:p/></w:body>"),
            format!("<z:hdr xmlns:w='urn:else' xmlns:z='{W}'/>"),
            "<z:p/></z:hdr>",
        ),
        // No prefix in the target: attributes need one.
        (
            format!("<w:body xmlns:w='{W}'><w:p w:x='1'/></w:body>"),
            format!("<hdr xmlns='{W}'/>"),
            "<p w:x=\"1\"/></hdr>",
        ),
        // No namespace, into a default namespace.
        (
            "<r><plain><deep/></plain></r>".to_owned(),
            "<t xmlns='urn:t'/>".to_owned(),
            "<plain xmlns=\"\"><deep/></plain></t>",
        ),
        // A default namespace, into none.
        (
            "<r xmlns='urn:r'><plain><deep/></plain></r>".to_owned(),
            "<t/>".to_owned(),
            "<plain xmlns=\"urn:r\"><deep/></plain></t>",
        ),
        // A foreign prefix that is taken.
        (
            "<r xmlns:f='urn:f'><f:e/></r>".to_owned(),
            "<t xmlns:f='urn:other'/>".to_owned(),
            "<t xmlns:f=\"urn:other\" xmlns:ns1=\"urn:f\"><ns1:e/></t>",
        ),
        // Strict into transitional: one vocabulary, the target's own name for it.
        (
            format!("<w:body xmlns:w='{W_STRICT}'><w:p/></w:body>"),
            format!("<w:hdr xmlns:w='{W}'/>"),
            "<w:p/></w:hdr>",
        ),
    ];
    for (from, to, end) in cases {
        let text = moved(&from, &to);
        assert!(text.ends_with(end), "{text}\n{end}");
    }
}

#[test]
fn own_declarations_travel_with_a_subtree() {
    let from = format!(
        "<w:body xmlns:w='{W}'><w:p><a:x xmlns:a='urn:a' a:y='1'><a:z/></a:x></w:p></w:body>"
    );
    let text = moved(&from, &format!("<w:hdr xmlns:w='{W}'/>"));
    assert!(
        text.ends_with("<w:p><a:x xmlns:a='urn:a' a:y='1'><a:z/></a:x></w:p></w:hdr>"),
        "{text}"
    );
    let text = moved(&from, &format!("<q:hdr xmlns:q='{W}'/>"));
    assert!(
        text.ends_with("<q:p><a:x xmlns:a=\"urn:a\" a:y=\"1\"><a:z/></a:x></q:p></q:hdr>"),
        "{text}"
    );
}

#[test]
fn a_declaration_below_the_root_is_in_scope_again() {
    let mut dom = Dom::new();
    let xml = format!("<w:a xmlns:w='{W}'><w:b xmlns:q='urn:q'><q:c  /><w:d/></w:b></w:a>");
    let root = parse(&mut dom, &xml);
    let d = dom.path(root, &["w:b", "w:d"]).unwrap();
    dom.set_attr(d, "w:x", "1");
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    assert!(
        text.ends_with("<w:b xmlns:q=\"urn:q\"><q:c  /><w:d w:x=\"1\"/></w:b></w:a>"),
        "{text}"
    );
}

#[test]
fn created_nodes_use_the_prefix_that_the_file_uses() {
    let mut dom = Dom::new();
    let root = parse(
        &mut dom,
        &format!("<n:body xmlns:n='{W_STRICT}'><n:p/></n:body>"),
    );
    let p = dom.fragment("<w:p><w:r r:id='rId9'/></w:p>");
    dom.append(root, p);
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    let r_strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    assert_eq!(
        text,
        format!(
            "<n:body xmlns:n=\"{W_STRICT}\" xmlns:r=\"{r_strict}\"><n:p/><n:p><n:r r:id=\"rId9\"/></n:p></n:body>"
        )
    );
}

#[test]
fn a_removed_declaration_is_made_up_for() {
    let mut dom = Dom::new();
    let root = parse(
        &mut dom,
        &format!("<q:body xmlns:q='{W}'><q:p q:x='1'/></q:body>"),
    );
    assert!(dom.remove_attr(root, "xmlns:q"));
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    assert_eq!(
        text,
        format!("<w:body xmlns:w=\"{W}\"><w:p w:x=\"1\"/></w:body>")
    );
    dom.set_attr(root, "xmlns:w", "urn:else");
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    let mut again = Dom::new();
    let read = parse(&mut again, &text);
    assert_eq!(names(&again, read), ["w:body", "w:p"], "{text}");
}

#[test]
fn a_copy_of_a_root_is_a_part_of_its_own() {
    let mut dom = Dom::new();
    let xml = format!("<?xml version='1.0'?><!-- head --><w:hdr xmlns:w='{W}'><w:p  /></w:hdr>");
    let root = parse(&mut dom, &xml);
    let copy = dom.deep_clone(root);
    let text = String::from_utf8(dom.serialize(copy)).unwrap();
    assert_eq!(
        text,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:hdr xmlns:w='{W}'><w:p  /></w:hdr>"
        )
    );
    dom.clear(copy);
    assert_eq!(dom.serialize(root), xml.as_bytes());
}

#[test]
fn prefixes_that_are_required_are_declared() {
    const WPS: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
    const MC: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    let mut dom = Dom::new();
    let root = parse(&mut dom, &format!("<w:hdr xmlns:w='{W}' xmlns:mc='{MC}'/>"));
    let choice = dom.fragment("<mc:Choice Requires=\"wps other\"/>");
    let shape = parse(
        &mut dom,
        &format!("<w:drawing xmlns:w='{W}' xmlns:wps='{WPS}'><wps:wsp/></w:drawing>"),
    );
    dom.append(choice, shape);
    dom.append(root, choice);
    let text = String::from_utf8(dom.serialize(root)).unwrap();
    let (declared, _) = text.split_once('>').unwrap();
    assert!(declared.contains(&format!("xmlns:wps=\"{WPS}\"")), "{text}");
    assert!(!text.contains("xmlns:other"), "{text}");
}
