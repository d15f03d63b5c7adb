use super::*;

const PART: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"0.0&quot; kg&quot;\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><color theme=\"1\"/><name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/></font>\
<font>\n <b/><sz val=\"11\"/><color theme=\"1\"/><name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/></font></fonts>\
<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"170\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"><protection locked=\"0\"/></xf></cellXfs></styleSheet>";

fn styles() -> (Dom, NodeId, Styles) {
    let mut dom = Dom::new();
    let root = dom
        .parse_part(PART.as_bytes(), &crate::XmlLimits::default())
        .unwrap();
    let styles = Styles::read(&mut dom, root);
    (dom, root, styles)
}

#[test]
fn equal_changes_are_one_format() {
    let (mut dom, root, mut styles) = styles();
    assert!(!dom.is_dirty(root), "reading changes nothing");
    let bold = styles.change(&mut dom, 0, &Change::Bold(true)).unwrap();
    assert_eq!(
        styles.change(&mut dom, 0, &Change::Bold(true)).unwrap(),
        bold
    );
    assert_eq!(
        styles.fonts.items.len(),
        2,
        "the part's own bold font is used"
    );
    let red = styles
        .change(&mut dom, bold, &Change::FontColor(Color::Rgb(0xff0000)))
        .unwrap();
    let plain = styles.change(&mut dom, red, &Change::Bold(false)).unwrap();
    let other_way = styles
        .change(&mut dom, 0, &Change::FontColor(Color::Rgb(0xff0000)))
        .unwrap();
    let back = styles
        .change(&mut dom, other_way, &Change::Bold(true))
        .unwrap();
    assert_eq!(back, red);
    let format = styles.format(&dom, plain);
    assert!(!format.bold);
    assert_eq!(format.font_color, Some(Color::Rgb(0xff0000)));
    assert_eq!(
        dom.attr(styles.formats.list, "count"),
        Some(styles.len().to_string().as_str())
    );
}

#[test]
fn what_a_format_has_beside_the_change_stays() {
    let (mut dom, _, mut styles) = styles();
    let id = styles
        .change(&mut dom, 1, &Change::Horizontal("center"))
        .unwrap();
    let xf = styles.formats.get(id).unwrap();
    assert_eq!(
        dom.serialize_fragment(xf)
            .split_once("<alignment")
            .unwrap()
            .1,
        " horizontal=\"center\"/><protection locked=\"0\"/></xf>"
    );
    assert_eq!(styles.format(&dom, id).number_format, "0.0\" kg\"");
    let back = styles
        .change(&mut dom, id, &Change::Horizontal("general"))
        .unwrap();
    assert!(
        dom.child(styles.formats.get(back).unwrap(), "alignment")
            .is_none()
    );
    let reset = styles.change(&mut dom, id, &Change::Reset).unwrap();
    assert_eq!(reset, 0);
}

#[test]
fn number_formats_are_found_before_they_are_made() {
    let (mut dom, _, mut styles) = styles();
    let mut id = |styles: &mut Styles, code: &str| {
        let format = styles
            .change(&mut dom, 0, &Change::NumberFormat(code.into()))
            .unwrap();
        let xf = styles.formats.get(format).unwrap();
        Styles::number(&dom, xf, "numFmtId")
    };
    assert_eq!(id(&mut styles, "#,##0.00"), 4);
    assert_eq!(id(&mut styles, "0.0\" kg\""), 170);
    assert_eq!(id(&mut styles, "yyyy"), 171);
    assert_eq!(id(&mut styles, "yyyy"), 171);
    assert_eq!(id(&mut styles, "general"), 0);
}

#[test]
fn fills_borders_and_a_part_without_lists() {
    let mut dom = Dom::new();
    let root = dom.fragment("<styleSheet/>");
    let mut styles = Styles::read(&mut dom, root);
    let id = styles
        .change(&mut dom, 0, &Change::Fill(Some(Color::Rgb(0xddebf7))))
        .unwrap();
    let id = styles
        .change(
            &mut dom,
            id,
            &Change::Border(BorderSide::Bottom, "thick", Color::Rgb(1)),
        )
        .unwrap();
    let id = styles
        .change(
            &mut dom,
            id,
            &Change::Border(BorderSide::DiagonalUp, "thin", Color::Auto),
        )
        .unwrap();
    assert_eq!(styles.format(&dom, id).fill, Some(Color::Rgb(0xddebf7)));
    let text = dom.serialize_fragment(root);
    assert!(
        text.contains("<bottom style=\"thick\"><color rgb=\"FF000001\"/></bottom>"),
        "{text}"
    );
    assert!(text.contains("<border diagonalUp=\"1\">"), "{text}");
    let none = styles.change(&mut dom, id, &Change::Fill(None)).unwrap();
    assert_eq!(styles.format(&dom, none).fill, None);
    // An id beyond the list, as broken files have it, is the first format.
    assert!(styles.change(&mut dom, 999, &Change::Bold(true)).is_ok());
}

#[test]
fn tints_scale_the_luminance() {
    assert_eq!(tinted(0x5b9bd5, 0), 0x5b9bd5);
    assert_eq!(tinted(0x000000, 500), 0x808080);
    assert_eq!(tinted(0xffffff, -500), 0x808080);
    assert_eq!(tinted(0x4472c4, 800) >> 16, 0xda);
}
