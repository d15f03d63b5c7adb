//! Pictures in text: `w:drawing` with `wp:inline` or `wp:anchor` (ISO/IEC 29500-1, 20.4).

use super::props::number;
use crate::dom::{Dom, NodeId, escape};

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

/// A picture in the line, not in the document yet. `embed` is the relationship id of the image, sizes are in EMU.
pub fn picture(dom: &mut Dom, id: u32, name: &str, embed: &str, width: i64, height: i64) -> NodeId {
    let name = escape::escape_attribute(name);
    let embed = escape::escape_attribute(embed);
    dom.fragment(&format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"{name}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"{name}\"/><pic:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></pic:cNvPicPr></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{embed}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    ))
}

/// `wp:inline` or `wp:anchor` of a drawing.
#[must_use]
pub fn frame(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.child_elements(drawing)
        .find(|child| dom.is(*child, "wp:inline") || dom.is(*child, "wp:anchor"))
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

/// Width and height in EMU.
#[must_use]
pub fn size(dom: &Dom, drawing: NodeId) -> Option<(i64, i64)> {
    let extent = dom.child(frame(dom, drawing)?, "wp:extent")?;
    Some((number(dom, extent, "cx")?, number(dom, extent, "cy")?))
}

/// The transform of a picture, where size, rotation and flips are.
fn transform(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.path(
        frame(dom, drawing)?,
        &[
            "a:graphic",
            "a:graphicData",
            "pic:pic",
            "pic:spPr",
            "a:xfrm",
        ],
    )
}

/// Sets width and height in EMU.
pub fn set_size(dom: &mut Dom, drawing: NodeId, width: i64, height: i64) {
    let extent = frame(dom, drawing).and_then(|frame| dom.child(frame, "wp:extent"));
    let inner = transform(dom, drawing).and_then(|xfrm| dom.child(xfrm, "a:ext"));
    for node in [extent, inner].into_iter().flatten() {
        dom.set_attr(node, "cx", &width.to_string());
        dom.set_attr(node, "cy", &height.to_string());
    }
}

/// Rotation in degrees clockwise.
#[must_use]
pub fn rotation(dom: &Dom, drawing: NodeId) -> f64 {
    let found = transform(dom, drawing).and_then(|xfrm| number(dom, xfrm, "rot"));
    found.unwrap_or(0) as f64 / 60_000.0
}

/// Sets the rotation in degrees clockwise; `false` when the drawing is no picture.
pub fn set_rotation(dom: &mut Dom, drawing: NodeId, degrees: f64) -> bool {
    let Some(xfrm) = transform(dom, drawing) else {
        return false;
    };
    dom.set_attr(
        xfrm,
        "rot",
        &((degrees.rem_euclid(360.0) * 60_000.0).round() as i64).to_string(),
    );
    true
}

/// Mirrors a picture (`flipH`, `flipV`) or not; `false` when the drawing is no picture.
pub fn set_flip(dom: &mut Dom, drawing: NodeId, attribute: &str, on: bool) -> bool {
    let Some(xfrm) = transform(dom, drawing) else {
        return false;
    };
    if on {
        dom.set_attr(xfrm, attribute, "1");
    } else {
        dom.remove_attr(xfrm, attribute);
    }
    true
}

/// Whether a picture is mirrored (`flipH`, `flipV`).
#[must_use]
pub fn flip(dom: &Dom, drawing: NodeId, attribute: &str) -> Option<bool> {
    transform(dom, drawing).map(|xfrm| matches!(dom.attr(xfrm, attribute), Some("1" | "true")))
}

/// The drawing's name.
#[must_use]
pub fn name(dom: &Dom, drawing: NodeId) -> Option<&str> {
    dom.attr(dom.child(frame(dom, drawing)?, "wp:docPr")?, "name")
}

/// Sets the drawing's name; `false` when it has no properties.
pub fn set_name(dom: &mut Dom, drawing: NodeId, name: &str) -> bool {
    let Some(properties) = frame(dom, drawing).and_then(|frame| dom.child(frame, "wp:docPr"))
    else {
        return false;
    };
    dom.set_attr(properties, "name", name);
    true
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement<'a> {
    /// So many EMU from what it is relative to.
    Offset(i64),
    /// Aligned with it: `left`, `center`, `right`, `top`, `bottom`.
    Align(&'a str),
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
    let Some(position) = dom.child(
        frame,
        if horizontal {
            "wp:positionH"
        } else {
            "wp:positionV"
        },
    ) else {
        return false;
    };
    dom.set_attr(position, "relativeFrom", relative_from);
    dom.clear(position);
    let (name, text) = match placement {
        Placement::Offset(emu) => ("wp:posOffset", emu.to_string()),
        Placement::Align(align) => ("wp:align", align.to_owned()),
    };
    let child = dom.element(name);
    dom.set_text(child, &text);
    dom.append(position, child);
    true
}
