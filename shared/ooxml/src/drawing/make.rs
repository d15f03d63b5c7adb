//! New drawings: shapes, pictures and groups in the vocabulary of a kind of document.

use super::{fill, geometry, shape};
use crate::dom::{Dom, NodeId, escape};

/// The prefixes of the elements that a kind of document draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vocabulary {
    /// Of shapes: `wps`, `xdr`, `p`.
    pub shape: &'static str,
    /// Of pictures: `pic`, `xdr`, `p`.
    pub picture: &'static str,
    /// Of groups and frames: `wpg`, `xdr`, `p`.
    pub group: &'static str,
}

impl Vocabulary {
    /// The name of a shape's element.
    #[must_use]
    pub fn shape_name(&self) -> String {
        let local = if self.shape == "wps" { "wsp" } else { "sp" };
        format!("{}:{local}", self.shape)
    }

    /// What slides have behind the other properties that are not seen.
    fn slide_properties(prefix: &str) -> &'static str {
        if prefix == "p" { "<p:nvPr/>" } else { "" }
    }
}

/// What every new drawing has.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: &'a str,
    /// Width and height in EMU.
    pub size: (i64, i64),
}

impl Made<'_> {
    fn transform(&self) -> String {
        let (width, height) = (self.size.0.max(0), self.size.1.max(0));
        format!("<a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>")
    }
}

/// The style that the original gives to new shapes (20.1.2.2.37): accent colour, light text.
const STYLE: &str = "<a:lnRef idx=\"2\"><a:schemeClr val=\"accent1\"><a:shade val=\"50000\"/></a:schemeClr></a:lnRef>\
     <a:fillRef idx=\"1\"><a:schemeClr val=\"accent1\"/></a:fillRef>\
     <a:effectRef idx=\"0\"><a:schemeClr val=\"accent1\"/></a:effectRef>\
     <a:fontRef idx=\"minor\"><a:schemeClr val=\"lt1\"/></a:fontRef>";

/// A shape of a preset geometry without text. `styled` shapes look as the theme says where they say nothing.
pub fn new_shape(
    dom: &mut Dom,
    vocabulary: &Vocabulary,
    made: Made<'_>,
    preset: &str,
    styled: bool,
) -> NodeId {
    let prefix = vocabulary.shape;
    let element = vocabulary.shape_name();
    let name = escape::escape_attribute(made.name);
    let id = made.id;
    let identity = if prefix == "wps" {
        format!("<wps:cNvPr id=\"{id}\" name=\"{name}\"/><wps:cNvSpPr/>")
    } else {
        let more = Vocabulary::slide_properties(prefix);
        format!(
            "<{prefix}:nvSpPr><{prefix}:cNvPr id=\"{id}\" name=\"{name}\"/><{prefix}:cNvSpPr/>{more}</{prefix}:nvSpPr>"
        )
    };
    let transform = made.transform();
    let turned = if styled {
        " rot=\"0\" flipH=\"0\" flipV=\"0\""
    } else {
        ""
    };
    let style = if styled {
        format!("<{prefix}:style>{STYLE}</{prefix}:style>")
    } else {
        String::new()
    };
    let body = if prefix == "wps" {
        "<wps:bodyPr rot=\"0\" anchor=\"ctr\"/>"
    } else {
        ""
    };
    let node = dom.fragment(&format!(
        "<{element}>{identity}<{prefix}:spPr bwMode=\"auto\"><a:xfrm{turned}>{transform}</a:xfrm></{prefix}:spPr>{style}{body}</{element}>"
    ));
    let outline = geometry::preset(dom, preset);
    if let Some(properties) = shape::properties(dom, node) {
        dom.insert_ordered(properties, outline, shape::PROPERTIES);
    }
    node
}

/// A picture; `embed` is the relationship of its image, `None` when there is no image to show.
pub fn new_picture(
    dom: &mut Dom,
    vocabulary: &Vocabulary,
    made: Made<'_>,
    embed: Option<&str>,
) -> NodeId {
    let prefix = vocabulary.picture;
    let name = escape::escape_attribute(made.name);
    let id = made.id;
    let more = Vocabulary::slide_properties(prefix);
    let embed = embed.map_or_else(String::new, |embed| {
        format!(" r:embed=\"{}\"", escape::escape_attribute(embed))
    });
    let transform = made.transform();
    dom.fragment(&format!(
        "<{prefix}:pic><{prefix}:nvPicPr><{prefix}:cNvPr id=\"{id}\" name=\"{name}\"/>\
         <{prefix}:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></{prefix}:cNvPicPr>{more}</{prefix}:nvPicPr>\
         <{prefix}:blipFill><a:blip{embed}/><a:stretch><a:fillRect/></a:stretch></{prefix}:blipFill>\
         <{prefix}:spPr bwMode=\"auto\"><a:xfrm>{transform}</a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></{prefix}:spPr></{prefix}:pic>"
    ))
}

/// An empty group; `nested` inside another one, which text documents spell otherwise.
pub fn new_group(
    dom: &mut Dom,
    vocabulary: &Vocabulary,
    made: Made<'_>,
    origin: (i64, i64),
    nested: bool,
) -> NodeId {
    let prefix = vocabulary.group;
    let name = escape::escape_attribute(made.name);
    let (id, (x, y), (width, height)) = (made.id, origin, made.size);
    let element = if prefix == "wpg" && !nested {
        "wgp"
    } else {
        "grpSp"
    };
    let identity = if prefix == "wpg" {
        let own = if nested {
            format!("<wpg:cNvPr id=\"{id}\" name=\"{name}\"/>")
        } else {
            String::new()
        };
        format!("{own}<wpg:cNvGrpSpPr/>")
    } else {
        let more = Vocabulary::slide_properties(prefix);
        format!(
            "<{prefix}:nvGrpSpPr><{prefix}:cNvPr id=\"{id}\" name=\"{name}\"/><{prefix}:cNvGrpSpPr/>{more}</{prefix}:nvGrpSpPr>"
        )
    };
    let (width, height) = (width.max(0), height.max(0));
    dom.fragment(&format!(
        "<{prefix}:{element}>{identity}<{prefix}:grpSpPr bwMode=\"auto\"><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
         <a:ext cx=\"{width}\" cy=\"{height}\"/><a:chOff x=\"{x}\" y=\"{y}\"/><a:chExt cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         </{prefix}:grpSpPr></{prefix}:{element}>"
    ))
}

/// Makes a shape that is not painted at all.
pub fn clear_paint(dom: &mut Dom, drawing: NodeId) {
    let none = fill::none(dom);
    shape::set_fill(dom, drawing, none);
    let line = super::line::create(dom, 0, none, "solid");
    shape::set_line(dom, drawing, line);
}
