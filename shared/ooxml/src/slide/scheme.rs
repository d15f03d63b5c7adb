//! The schemes of a theme: colours, fonts, formats (20.1.6.2, 20.1.4.1.18, 20.1.4.1.14).

use crate::dom::{Dom, NodeId};
use crate::drawing::color;

/// The colours of a scheme in the order in which scripts number them.
pub const SLOTS: [&str; 12] = [
    "a:accent1",
    "a:accent2",
    "a:accent3",
    "a:accent4",
    "a:accent5",
    "a:accent6",
    "a:dk1",
    "a:dk2",
    "a:folHlink",
    "a:hlink",
    "a:lt1",
    "a:lt2",
];

/// The colours of a scheme in the order in which they are written.
pub const SEQUENCE: [&str; 12] = [
    "a:dk1",
    "a:lt1",
    "a:dk2",
    "a:lt2",
    "a:accent1",
    "a:accent2",
    "a:accent3",
    "a:accent4",
    "a:accent5",
    "a:accent6",
    "a:hlink",
    "a:folHlink",
];

const FONTS: [&str; 3] = ["a:latin", "a:ea", "a:cs"];

const FORMATS: [&str; 4] = [
    "a:fillStyleLst",
    "a:lnStyleLst",
    "a:effectStyleLst",
    "a:bgFillStyleLst",
];

/// A scheme of twelve black colours.
pub fn new_colors(dom: &mut Dom, name: &str) -> NodeId {
    let scheme = dom.element_with("a:clrScheme", &[("name", name)]);
    for slot in SEQUENCE {
        let holder = dom.element(slot);
        let black = color::rgb(dom, 0);
        dom.append(holder, black);
        dom.append(scheme, holder);
    }
    scheme
}

/// Puts a copy of a colour into the slot of this number; `false` when the scheme has none.
pub fn set_color(dom: &mut Dom, scheme: NodeId, index: usize, value: NodeId) -> bool {
    let Some(slot) = SLOTS.get(index) else {
        return false;
    };
    let holder = dom.ensure_child(scheme, slot, &SEQUENCE);
    dom.clear(holder);
    let copy = dom.deep_clone(value);
    dom.append(holder, copy)
}

/// A scheme of six fonts without names.
pub fn new_fonts(dom: &mut Dom, name: &str) -> NodeId {
    let scheme = dom.element_with("a:fontScheme", &[("name", name)]);
    for group in ["a:majorFont", "a:minorFont"] {
        let holder = dom.element(group);
        for font in FONTS {
            let font = dom.element_with(font, &[("typeface", "")]);
            dom.append(holder, font);
        }
        dom.append(scheme, holder);
    }
    scheme
}

/// Sets Latin, East Asian and complex fonts of headings, then of text; `None` leaves one as it is.
pub fn set_fonts(dom: &mut Dom, scheme: NodeId, fonts: &[Option<String>; 6]) {
    let groups = ["a:majorFont", "a:minorFont"];
    let places = groups
        .into_iter()
        .flat_map(|group| FONTS.into_iter().map(move |font| (group, font)));
    for ((group, font), name) in places.zip(fonts) {
        let Some(name) = name else {
            continue;
        };
        let holder = dom.ensure_child(scheme, group, &groups);
        let node = dom.ensure_child(holder, font, &FONTS);
        dom.set_attr(node, "typeface", name);
    }
}

/// A scheme of formats with flat effects; its lists of fills and lines are to be set.
pub fn new_formats(dom: &mut Dom, name: &str) -> NodeId {
    let scheme = dom.element_with("a:fmtScheme", &[("name", name)]);
    for list in FORMATS {
        let node = if list == "a:effectStyleLst" {
            let flat = "<a:effectStyle><a:effectLst/></a:effectStyle>";
            dom.fragment(&format!(
                "<a:effectStyleLst>{flat}{flat}{flat}</a:effectStyleLst>"
            ))
        } else {
            dom.element(list)
        };
        dom.append(scheme, node);
    }
    scheme
}

/// Fills a list of a scheme of formats with copies of fills or lines.
pub fn set_styles(dom: &mut Dom, scheme: NodeId, list: &str, styles: &[NodeId]) {
    let holder = dom.ensure_child(scheme, list, &FORMATS);
    dom.clear(holder);
    for style in styles {
        let copy = dom.deep_clone(*style);
        dom.append(holder, copy);
    }
}

/// A theme of copies of a scheme of colours, of fonts and of formats.
pub fn new_theme(dom: &mut Dom, name: &str, schemes: [NodeId; 3]) -> NodeId {
    let theme = dom.element_with("a:theme", &[("name", name)]);
    let elements = dom.element("a:themeElements");
    for scheme in schemes {
        let copy = dom.deep_clone(scheme);
        dom.append(elements, copy);
    }
    dom.append(theme, elements);
    let defaults = dom.element("a:objectDefaults");
    dom.append(theme, defaults);
    theme
}
