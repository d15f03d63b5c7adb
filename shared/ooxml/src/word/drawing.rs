//! Drawings in text: `w:drawing` with `wp:inline` or `wp:anchor` (ISO/IEC 29500-1, 20.4).

use super::props::number;
use crate::dom::{Dom, NodeId, escape};
use crate::drawing::make::Made;

/// How text runs around a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// In the line, as a character.
    Inline,
    /// Around its box.
    Square,
    /// Around its outline.
    Tight,
    /// Around its outline and through its gaps.
    Through,
    /// Above and below only.
    TopAndBottom,
    /// Over the drawing.
    Behind,
    /// Under the drawing.
    InFront,
}

impl Wrapping {
    /// The wrapping that scripts call by this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "inline" => Self::Inline,
            "square" => Self::Square,
            "tight" => Self::Tight,
            "through" => Self::Through,
            "topAndBottom" => Self::TopAndBottom,
            "behind" => Self::Behind,
            "inFront" => Self::InFront,
            _ => return None,
        })
    }

    fn element(self) -> String {
        const OUTLINE: &str = "<wp:wrapPolygon edited=\"0\"><wp:start x=\"0\" y=\"0\"/><wp:lineTo x=\"0\" y=\"21600\"/>\
            <wp:lineTo x=\"21600\" y=\"21600\"/><wp:lineTo x=\"21600\" y=\"0\"/><wp:lineTo x=\"0\" y=\"0\"/></wp:wrapPolygon>";
        match self {
            Self::Square => "<wp:wrapSquare wrapText=\"bothSides\"/>".to_owned(),
            Self::Tight => format!("<wp:wrapTight wrapText=\"bothSides\">{OUTLINE}</wp:wrapTight>"),
            Self::Through => {
                format!("<wp:wrapThrough wrapText=\"bothSides\">{OUTLINE}</wp:wrapThrough>")
            }
            Self::TopAndBottom => "<wp:wrapTopAndBottom/>".to_owned(),
            Self::Inline | Self::Behind | Self::InFront => "<wp:wrapNone/>".to_owned(),
        }
    }
}

pub use crate::drawing::shape::frame;

/// How deep shapes with text stand in the text of each other at most.
pub const MAX_BOXES: usize = 8;

/// Puts a new object (a shape, picture, group, or what stands for a chart) into a drawing in the line.
pub fn framed(dom: &mut Dom, object: NodeId, made: Made<'_>) -> NodeId {
    let name = escape::escape_attribute(made.name);
    let (id, (width, height)) = (made.id, made.size);
    let (width, height) = (width.max(0), height.max(0));
    let uri = match dom.name_of(object) {
        Some("wps:wsp") => "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        Some("wpg:wgp") => "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        Some("c:chart") => "http://schemas.openxmlformats.org/drawingml/2006/chart",
        Some("dgm:relIds") => "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        _ => "http://schemas.openxmlformats.org/drawingml/2006/picture",
    };
    let locks = if dom.is(object, "pic:pic") {
        "<a:graphicFrameLocks noChangeAspect=\"1\"/>"
    } else {
        ""
    };
    let drawing = dom.fragment(&format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"{name}\"/>\
         <wp:cNvGraphicFramePr>{locks}</wp:cNvGraphicFramePr>\
         <a:graphic><a:graphicData uri=\"{uri}\"/></a:graphic></wp:inline></w:drawing>"
    ));
    let data =
        frame(dom, drawing).and_then(|frame| dom.path(frame, &["a:graphic", "a:graphicData"]));
    if let Some(data) = data {
        dom.append(data, object);
    }
    drawing
}

/// The outermost element that belongs to a drawing alone: with the object or the alternatives for older readers that it
/// is in.
#[must_use]
pub fn whole(dom: &Dom, drawing: NodeId) -> NodeId {
    let mut outer = drawing;
    while let Some(parent) = dom.parent(outer).filter(|parent| {
        matches!(
            dom.name_of(*parent),
            Some("w:object" | "mc:Choice" | "mc:AlternateContent")
        )
    }) {
        outer = parent;
    }
    outer
}

/// Puts a drawing at the end of a run; what older readers do not know stands in alternatives.
pub fn put(dom: &mut Dom, run: NodeId, drawing: NodeId) {
    let outer = wrapped(dom, drawing);
    dom.append(run, outer);
}

/// The outermost element of a drawing, put into alternatives where older readers do not know what is drawn.
pub fn wrapped(dom: &mut Dom, drawing: NodeId) -> NodeId {
    let outer = whole(dom, drawing);
    let requires = match dom.name_of(crate::drawing::shape::object(dom, drawing)) {
        Some("wps:wsp") => "wps",
        Some("wpg:wgp") => "wpg",
        _ => return outer,
    };
    if outer != drawing {
        return outer;
    }
    let alternatives = dom.fragment(&format!(
        "<mc:AlternateContent><mc:Choice Requires=\"{requires}\"/></mc:AlternateContent>"
    ));
    if let Some(choice) = dom.first_child(alternatives) {
        dom.append(choice, drawing);
    }
    alternatives
}

/// Takes away what older readers show in place of a drawing, which would not change with it.
pub fn drop_fallback(dom: &mut Dom, drawing: NodeId) {
    let outer = whole(dom, drawing);
    if let Some(fallback) = dom.child(outer, "mc:Fallback") {
        dom.detach(fallback);
    }
}

/// Whether the drawing is a picture.
#[must_use]
pub fn is_picture(dom: &Dom, drawing: NodeId) -> bool {
    frame(dom, drawing).is_some_and(|frame| {
        dom.path(frame, &["a:graphic", "a:graphicData", "pic:pic"])
            .is_some()
    })
}

/// The drawings below a node, in reading order.
#[must_use]
pub fn all(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    dom.descendants(node)
        .filter(|child| dom.is(*child, "w:drawing"))
        .collect()
}

/// The first free number for `wp:docPr@id` below a root.
#[must_use]
pub fn free_id(dom: &Dom, root: NodeId) -> u32 {
    let used = dom
        .descendants(root)
        .filter(|node| dom.is(*node, "wp:docPr"))
        .filter_map(|node| number(dom, node, "id"))
        .max();
    u32::try_from(used.unwrap_or(0).saturating_add(1)).unwrap_or(1)
}

/// Sets the distance of text around the drawing, in EMU: left, top, right, bottom.
pub fn set_distances(dom: &mut Dom, drawing: NodeId, distances: [i64; 4]) {
    let Some(frame) = frame(dom, drawing) else {
        return;
    };
    for (name, value) in ["distL", "distT", "distR", "distB"]
        .into_iter()
        .zip(distances)
    {
        dom.set_attr(frame, name, &value.max(0).to_string());
    }
}

/// Sets how text runs around the drawing, turning `wp:inline` into `wp:anchor` and back.
pub fn set_wrapping(dom: &mut Dom, drawing: NodeId, wrapping: Wrapping) {
    let Some(old) = frame(dom, drawing) else {
        return;
    };
    if wrapping == Wrapping::Inline {
        if dom.is(old, "wp:anchor") {
            dom.rename(old, "wp:inline");
            for name in [
                "simplePos",
                "relativeHeight",
                "behindDoc",
                "locked",
                "layoutInCell",
                "allowOverlap",
            ] {
                dom.remove_attr(old, name);
            }
            for child in dom.child_ids(old) {
                let anchored = dom.name_of(child).is_some_and(|name| {
                    name.starts_with("wp:wrap")
                        || name.starts_with("wp:position")
                        || name == "wp:simplePos"
                });
                if anchored {
                    dom.detach(child);
                }
            }
        }
        return;
    }
    anchor(dom, old);
    dom.set_attr(
        old,
        "behindDoc",
        if wrapping == Wrapping::Behind {
            "1"
        } else {
            "0"
        },
    );
    for child in dom.child_ids(old) {
        if dom
            .name_of(child)
            .is_some_and(|name| name.starts_with("wp:wrap"))
        {
            dom.detach(child);
        }
    }
    let wrap = dom.fragment(&wrapping.element());
    let before = dom.child(old, "wp:docPr");
    match before {
        Some(before) => dom.insert_before(wrap, before),
        None => dom.append(old, wrap),
    };
}

/// Makes a frame a `wp:anchor` at the paragraph's corner.
fn anchor(dom: &mut Dom, frame: NodeId) {
    if dom.is(frame, "wp:anchor") {
        return;
    }
    dom.rename(frame, "wp:anchor");
    for (name, value) in [
        ("simplePos", "0"),
        ("relativeHeight", "251658240"),
        ("behindDoc", "0"),
        ("locked", "0"),
        ("layoutInCell", "1"),
        ("allowOverlap", "1"),
    ] {
        dom.set_attr(frame, name, value);
    }
    let pieces = [
        "<wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>0</wp:posOffset></wp:positionV>",
        "<wp:positionH relativeFrom=\"column\"><wp:posOffset>0</wp:posOffset></wp:positionH>",
        "<wp:simplePos x=\"0\" y=\"0\"/>",
    ];
    for xml in pieces {
        let piece = dom.fragment(xml);
        dom.prepend(frame, piece);
    }
    let wrap = dom.fragment("<wp:wrapNone/>");
    match dom.child(frame, "wp:docPr") {
        Some(before) => dom.insert_before(wrap, before),
        None => dom.append(frame, wrap),
    };
}

/// Where an anchored drawing stands in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Placement<'a> {
    /// So many EMU from what it is relative to.
    Offset(i64),
    /// Aligned with it: `left`, `center`, `right`, `top`, `bottom`.
    Align(&'a str),
    /// So many percent of it.
    Percent(f64),
}

/// Thousandths of a percent.
fn thousandths(percent: f64) -> i64 {
    (percent.clamp(-100_000.0, 100_000.0) * 1_000.0).round() as i64
}

/// Places an anchored drawing; `horizontal` or vertical. `false` when it stands in the line.
pub fn set_position(
    dom: &mut Dom,
    drawing: NodeId,
    horizontal: bool,
    relative_from: &str,
    placement: Placement<'_>,
) -> bool {
    let Some(frame) = frame(dom, drawing).filter(|frame| dom.is(*frame, "wp:anchor")) else {
        return false;
    };
    let (name, letter) = if horizontal {
        ("wp:positionH", 'H')
    } else {
        ("wp:positionV", 'V')
    };
    // A place in percent is known since 2010: it stands in alternatives.
    let old = dom.child_elements(frame).find(|child| {
        dom.is(*child, name)
            || dom.is(*child, "mc:AlternateContent")
                && dom.descendants(*child).any(|inner| dom.is(inner, name))
    });
    let Some(old) = old else {
        return false;
    };
    let position =
        |inner: &str| format!("<{name} relativeFrom=\"{relative_from}\">{inner}</{name}>");
    let xml = match placement {
        Placement::Offset(emu) => position(&format!("<wp:posOffset>{emu}</wp:posOffset>")),
        Placement::Align(align) => position(&format!("<wp:align>{align}</wp:align>")),
        Placement::Percent(percent) => format!(
            "<mc:AlternateContent><mc:Choice Requires=\"wp14\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            position(&format!(
                "<wp14:pctPos{letter}Offset>{}</wp14:pctPos{letter}Offset>",
                thousandths(percent)
            )),
            position("<wp:posOffset>0</wp:posOffset>")
        ),
    };
    let new = dom.fragment(&xml);
    dom.replace(old, new)
}

/// Makes a drawing as wide or high as so many percent of the page, a margin or what else `relative_from` says. `false`
/// when it stands in the line.
pub fn set_relative_size(
    dom: &mut Dom,
    drawing: NodeId,
    horizontal: bool,
    relative_from: &str,
    percent: f64,
) -> bool {
    let Some(frame) = frame(dom, drawing).filter(|frame| dom.is(*frame, "wp:anchor")) else {
        return false;
    };
    let (name, value) = if horizontal {
        ("wp14:sizeRelH", "wp14:pctWidth")
    } else {
        ("wp14:sizeRelV", "wp14:pctHeight")
    };
    if let Some(old) = dom.child(frame, name) {
        dom.detach(old);
    }
    let amount = thousandths(percent.max(0.0));
    let size = dom.fragment(&format!(
        "<{name} relativeFrom=\"{relative_from}\"><{value}>{amount}</{value}></{name}>"
    ));
    dom.insert_ordered(
        frame,
        size,
        &["a:graphic", "wp14:sizeRelH", "wp14:sizeRelV"],
    );
    true
}

/// Copies how text runs around a drawing, its place and its distances from another one.
pub fn copy_frame(dom: &mut Dom, from: NodeId, to: NodeId) {
    let (Some(source), Some(target)) = (frame(dom, from), frame(dom, to)) else {
        return;
    };
    let copy = dom.deep_clone(source);
    for name in [
        "wp:extent",
        "wp:effectExtent",
        "wp:docPr",
        "wp:cNvGraphicFramePr",
        "a:graphic",
    ] {
        let (old, own) = (dom.child(copy, name), dom.child(target, name));
        match (old, own) {
            (Some(old), Some(own)) => {
                dom.replace(old, own);
            }
            (Some(old), None) => {
                dom.detach(old);
            }
            (None, _) => {}
        }
    }
    dom.replace(target, copy);
}
