//! What stands on a slide, a layout or a master (ECMA-376 Part 1, 19.3.1).

use std::collections::HashMap;

use spindle_model::color::Color;
use spindle_model::convert::Warnings;
use spindle_model::document::Document;
use spindle_model::presentation::{Line, Paint, Shape};
use spindle_ooxml::{Dom, NodeId, Package};

use super::text::{Texts, text_box};
use super::theme::Theme;
use super::{EMU, outline, table};

/// How deep groups are followed.
const DEEPEST: usize = 16;
/// Shapes of one slide that are read.
const MOST_SHAPES: usize = 5_000;

/// A slide, layout or master whose shapes are read.
pub(super) struct Level<'r> {
    pub(super) part: &'r str,
    pub(super) root: NodeId,
}

/// What shapes are read with.
pub(super) struct Shapes<'r> {
    pub(super) package: &'r Package,
    pub(super) theme: &'r Theme,
    /// The slide, its layout and its master.
    pub(super) levels: &'r [Level<'r>],
    /// The styles of text that shapes have where nothing else says any.
    pub(super) defaults: Option<NodeId>,
    /// Pictures by their part.
    pub(super) media: &'r mut HashMap<String, Option<usize>>,
    pub(super) shared: &'r mut Document,
    pub(super) warnings: &'r mut Warnings,
}

/// Where a group puts what is in it: factor and offset, in EMU.
#[derive(Debug, Clone, Copy)]
struct Place {
    scale: (f32, f32),
    offset: (f32, f32),
}

/// What a placeholder is known by (19.3.1.36).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placeholder {
    kind: String,
    index: Option<String>,
}

impl Shapes<'_> {
    fn dom(&self) -> &Dom {
        &self.package.dom
    }

    /// The shapes of one level, 0 for the slide itself. Placeholders of layouts and masters only say how those of slides
    /// look.
    pub(super) fn read(&mut self, level: usize) -> Vec<Shape> {
        let Some(root) = self.levels.get(level).map(|level| level.root) else {
            return Vec::new();
        };
        let whole = Place {
            scale: (1.0, 1.0),
            offset: (0.0, 0.0),
        };
        let tree = self.dom().path(root, &["p:cSld", "p:spTree"]);
        let mut open: Vec<(NodeId, Place, usize)> = Vec::new();
        let push = |open: &mut Vec<_>, dom: &Dom, group: NodeId, place: Place, depth: usize| {
            let children: Vec<NodeId> = dom.child_elements(group).collect();
            open.extend(
                children
                    .into_iter()
                    .rev()
                    .map(|child| (child, place, depth)),
            );
        };
        if let Some(tree) = tree {
            push(&mut open, self.dom(), tree, whole, 0);
        }
        let mut shapes = Vec::new();
        while let Some((node, place, depth)) = open.pop() {
            if shapes.len() >= MOST_SHAPES {
                self.warnings.add(
                    "shapes-left-out",
                    format!(
                        "of a slide with more than {MOST_SHAPES} shapes the others were left out"
                    ),
                );
                break;
            }
            match self.dom().name_of(node).unwrap_or_default() {
                "p:grpSp" if depth < DEEPEST => {
                    let inner = self.inside(node, place);
                    push(&mut open, self.dom(), node, inner, depth + 1);
                }
                "mc:AlternateContent" if depth < DEEPEST => {
                    let dom = self.dom();
                    let chosen = dom
                        .child(node, "mc:Fallback")
                        .filter(|fallback| dom.child_elements(*fallback).next().is_some())
                        .or_else(|| dom.child(node, "mc:Choice"));
                    if let Some(chosen) = chosen {
                        push(&mut open, self.dom(), chosen, place, depth + 1);
                    }
                }
                "p:sp" | "p:cxnSp" | "p:pic" => {
                    let placeholder = self.placeholder(node);
                    if level == 0 || placeholder.is_none() {
                        shapes.extend(self.shape(node, level, placeholder.as_ref(), place));
                    }
                }
                "p:graphicFrame" => shapes.extend(self.frame(node, level, place)),
                _ => {}
            }
        }
        shapes
    }

    fn inside(&self, group: NodeId, place: Place) -> Place {
        let dom = self.dom();
        let Some(transform) = dom.path(group, &["p:grpSpPr", "a:xfrm"]) else {
            return place;
        };
        let pair = |name: &str, names: (&str, &str)| {
            let node = dom.child(transform, name)?;
            Some((number(dom, node, names.0)?, number(dom, node, names.1)?))
        };
        let (Some(offset), Some(size), Some(inner), Some(inner_size)) = (
            pair("a:off", ("x", "y")),
            pair("a:ext", ("cx", "cy")),
            pair("a:chOff", ("x", "y")),
            pair("a:chExt", ("cx", "cy")),
        ) else {
            return place;
        };
        let factor = |outer: f32, inner: f32| if inner > 0.0 { outer / inner } else { 1.0 };
        let (x, y) = (factor(size.0, inner_size.0), factor(size.1, inner_size.1));
        Place {
            scale: (place.scale.0 * x, place.scale.1 * y),
            offset: (
                place.offset.0 + place.scale.0 * (offset.0 - inner.0 * x),
                place.offset.1 + place.scale.1 * (offset.1 - inner.1 * y),
            ),
        }
    }

    fn placeholder(&self, shape: NodeId) -> Option<Placeholder> {
        let dom = self.dom();
        let found = ["p:nvSpPr", "p:nvPicPr", "p:nvGraphicFramePr"]
            .iter()
            .find_map(|names| dom.path(shape, &[names, "p:nvPr", "p:ph"]))?;
        Some(Placeholder {
            kind: dom.attr(found, "type").unwrap_or("obj").to_owned(),
            index: dom.attr(found, "idx").map(str::to_owned),
        })
    }

    /// The shapes of layout and master that a placeholder takes after, the nearest first.
    fn models(&self, placeholder: &Placeholder) -> Vec<NodeId> {
        let mut wanted = placeholder.clone();
        let mut models = Vec::new();
        for (index, level) in self.levels.iter().enumerate().skip(1) {
            let Some(tree) = self.dom().path(level.root, &["p:cSld", "p:spTree"]) else {
                continue;
            };
            let candidates: Vec<(NodeId, Placeholder)> = self
                .dom()
                .child_elements(tree)
                .filter_map(|node| Some((node, self.placeholder(node)?)))
                .collect();
            // A layout's is known by its index, a master's by its kind.
            let by_index = candidates.iter().find(|(_, other)| {
                index == 1 && wanted.index.is_some() && other.index == wanted.index
            });
            let by_kind = || {
                candidates
                    .iter()
                    .find(|(_, other)| alike(&other.kind, &wanted.kind))
            };
            if let Some((node, found)) = by_index.or_else(by_kind) {
                models.push(*node);
                if wanted.kind == "obj" {
                    wanted.kind.clone_from(&found.kind);
                }
            }
        }
        models
    }

    fn shape(
        &mut self,
        node: NodeId,
        level: usize,
        placeholder: Option<&Placeholder>,
        place: Place,
    ) -> Option<Shape> {
        let models = placeholder
            .map(|placeholder| self.models(placeholder))
            .unwrap_or_default();
        let dom = self.dom();
        let holders: Vec<NodeId> = std::iter::once(node)
            .chain(models.iter().copied())
            .collect();
        let properties: Vec<NodeId> = holders
            .iter()
            .filter_map(|holder| dom.child(*holder, "p:spPr"))
            .collect();
        let transform = properties
            .iter()
            .find_map(|properties| dom.child(*properties, "a:xfrm"))?;
        let mut shape = self.placed(transform, place)?;
        let own = *properties.first()?;
        let geometry = properties
            .iter()
            .copied()
            .find(|properties| {
                dom.child(*properties, "a:prstGeom").is_some()
                    || dom.child(*properties, "a:custGeom").is_some()
            })
            .unwrap_or(own);
        shape.outline = outline::of(dom, geometry, shape.size);
        let style = dom.child(node, "p:style");
        let referred = |name: &str| {
            let reference = dom.child(style?, name)?;
            let counts = dom.attr(reference, "idx").is_none_or(|index| index != "0");
            counts
                .then(|| self.theme.inside(dom, reference, None))
                .flatten()
        };
        shape.fill = self
            .fill(&properties)
            .unwrap_or_else(|| referred("a:fillRef"));
        shape.line = self.line(&properties, referred("a:lnRef"));
        flip(&mut shape, dom, transform);
        shape.alt = label(dom, node);
        shape.is_title =
            placeholder.is_some_and(|found| matches!(found.kind.as_str(), "title" | "ctrTitle"));
        let color = style
            .and_then(|style| dom.child(style, "a:fontRef"))
            .and_then(|reference| self.theme.inside(dom, reference, None))
            .map(|paint| paint.color);
        self.say(&mut shape, level, &holders, placeholder, color);
        let (across, down) = outline::text_inset(self.dom(), geometry, shape.size);
        for (inset, more) in shape
            .text_box
            .insets
            .iter_mut()
            .zip([across, down, across, down])
        {
            *inset += more;
        }
        let dom = self.dom();
        let blip = dom
            .path(node, &["p:blipFill", "a:blip"])
            .or_else(|| dom.path(own, &["a:blipFill", "a:blip"]));
        if let Some(id) = blip
            .and_then(|blip| dom.attr(blip, "r:embed"))
            .map(str::to_owned)
        {
            shape.picture = self.picture(level, &id);
        }
        Some(shape)
    }

    /// Text, with the styles that it has from its shape, from layout and master, and from the presentation.
    fn say(
        &self,
        shape: &mut Shape,
        level: usize,
        holders: &[NodeId],
        placeholder: Option<&Placeholder>,
        color: Option<Color>,
    ) {
        let dom = self.dom();
        let Some(body) = holders
            .first()
            .and_then(|node| dom.child(*node, "p:txBody"))
        else {
            return;
        };
        let bodies: Vec<NodeId> = holders
            .iter()
            .filter_map(|holder| dom.child(*holder, "p:txBody"))
            .collect();
        let properties: Vec<NodeId> = bodies
            .iter()
            .filter_map(|body| dom.child(*body, "a:bodyPr"))
            .collect();
        let (text_box, scale) = text_box(dom, &properties);
        shape.text_box = text_box;
        let of_master = match placeholder.map(|found| found.kind.as_str()) {
            Some("title" | "ctrTitle") => "p:titleStyle",
            Some("dt" | "ftr" | "sldNum" | "hdr") | None => "p:otherStyle",
            Some(_) => "p:bodyStyle",
        };
        let master = self.levels.last().map(|level| level.root);
        let mut styles: Vec<NodeId> = bodies
            .iter()
            .filter_map(|body| dom.child(*body, "a:lstStyle"))
            .collect();
        styles.extend(master.and_then(|master| dom.path(master, &["p:txStyles", of_master])));
        styles.extend(self.defaults);
        let part = self.levels.get(level).map_or("", |level| level.part);
        let texts = Texts {
            package: self.package,
            part,
            theme: self.theme,
            styles,
            color,
            scale,
        };
        shape.text = texts.blocks(body);
    }

    /// A table, or something that is not read.
    fn frame(&mut self, node: NodeId, level: usize, place: Place) -> Option<Shape> {
        let dom = self.dom();
        let data = dom.path(node, &["a:graphic", "a:graphicData"])?;
        let transform = dom.child(node, "p:xfrm")?;
        let mut shape = self.placed(transform, place)?;
        shape.alt = label(dom, node);
        let Some(found) = dom.child(data, "a:tbl") else {
            let what = match dom.attr(data, "uri").unwrap_or_default() {
                uri if uri.ends_with("/chart") => "charts",
                uri if uri.ends_with("/diagram") => "diagrams",
                _ => "embedded objects",
            };
            self.warnings
                .add("object-left-out", format!("{what} on slides are left out"));
            return None;
        };
        let master = self.levels.last().map(|level| level.root);
        let other = master.and_then(|master| dom.path(master, &["p:txStyles", "p:otherStyle"]));
        let texts = Texts {
            package: self.package,
            part: self.levels.get(level).map_or("", |level| level.part),
            theme: self.theme,
            styles: other.into_iter().chain(self.defaults).collect(),
            color: None,
            scale: 1.0,
        };
        shape.text = vec![table::read(&texts, found)];
        shape.text_box.insets = [0.0; 4];
        Some(shape)
    }

    fn placed(&self, transform: NodeId, place: Place) -> Option<Shape> {
        let dom = self.dom();
        let offset = dom.child(transform, "a:off")?;
        let extent = dom.child(transform, "a:ext")?;
        let (x, y) = (number(dom, offset, "x")?, number(dom, offset, "y")?);
        let (width, height) = (number(dom, extent, "cx")?, number(dom, extent, "cy")?);
        Some(Shape {
            place: (
                (place.offset.0 + place.scale.0 * x) / EMU,
                (place.offset.1 + place.scale.1 * y) / EMU,
            ),
            size: (place.scale.0 * width / EMU, place.scale.1 * height / EMU),
            // In 60,000ths of a degree (20.1.10.3).
            turn: number(dom, transform, "rot").unwrap_or(0.0) / 60_000.0,
            ..Shape::default()
        })
    }

    /// The fill that the nearest properties say; `Some(None)` is none at all. Of a gradient the first colour counts.
    fn fill(&self, properties: &[NodeId]) -> Option<Option<Paint>> {
        let dom = self.dom();
        properties.iter().find_map(|properties| {
            dom.child_elements(*properties)
                .find_map(|child| match dom.name_of(child)? {
                    "a:noFill" | "a:blipFill" | "a:grpFill" => Some(None),
                    "a:solidFill" => Some(self.theme.inside(dom, child, None)),
                    "a:gradFill" => {
                        let stop = dom.path(child, &["a:gsLst", "a:gs"])?;
                        Some(self.theme.inside(dom, stop, None))
                    }
                    "a:pattFill" => {
                        let front = dom.child(child, "a:bgClr")?;
                        Some(self.theme.inside(dom, front, None))
                    }
                    _ => None,
                })
        })
    }

    fn line(&self, properties: &[NodeId], referred: Option<Paint>) -> Option<Line> {
        let dom = self.dom();
        let lines: Vec<NodeId> = properties
            .iter()
            .filter_map(|properties| dom.child(*properties, "a:ln"))
            .collect();
        let paint = match self.fill(&lines) {
            Some(paint) => paint,
            None => referred,
        }?;
        let width = lines
            .iter()
            .find_map(|line| number(dom, *line, "w"))
            .unwrap_or(9_525.0)
            / EMU;
        let dash = lines
            .iter()
            .find_map(|line| dom.attr(dom.child(*line, "a:prstDash")?, "val"));
        (width > 0.0).then_some(Line {
            paint,
            width: width.min(200.0),
            dashed: dash.is_some_and(|dash| dash != "solid"),
        })
    }

    /// The picture that a relationship of a level names.
    pub(super) fn picture(&mut self, level: usize, id: &str) -> Option<usize> {
        let part = self.levels.get(level)?.part;
        let target = self.package.related_by_id(part, id)?;
        if let Some(known) = self.media.get(&target) {
            return *known;
        }
        let bytes = self.package.read_part(&target).ok();
        let index = bytes.and_then(|bytes| {
            let media_type = crate::picture::media_type(&bytes)?;
            Some(self.shared.add_media(media_type, &bytes))
        });
        if index.is_none() {
            self.warnings.add(
                "picture-unreadable",
                "a picture of a kind that is not shown was left out",
            );
        }
        self.media.insert(target, index);
        index
    }
}

/// A number of an attribute, finite and no larger than coordinates are.
fn number(dom: &Dom, node: NodeId, name: &str) -> Option<f32> {
    let value = dom.attr(node, name)?.parse::<f32>().ok()?;
    (value.is_finite() && value.abs() < 1e10).then_some(value)
}

/// What a shape shows, in words.
fn label(dom: &Dom, node: NodeId) -> String {
    let properties = dom.child_elements(node).next();
    let identity = properties.and_then(|properties| dom.child(properties, "p:cNvPr"));
    identity
        .and_then(|identity| dom.attr(identity, "descr"))
        .unwrap_or_default()
        .to_owned()
}

/// Mirrors the outline, where the file says so.
fn flip(shape: &mut Shape, dom: &Dom, transform: NodeId) {
    use spindle_model::presentation::Segment;
    let is = |name: &str| dom.attr(transform, name).is_some_and(super::text::is_true);
    let (across, down) = (is("flipH"), is("flipV"));
    if !across && !down {
        return;
    }
    let turned = |(x, y): (f32, f32)| {
        (
            if across { 1.0 - x } else { x },
            if down { 1.0 - y } else { y },
        )
    };
    for segment in &mut shape.outline {
        *segment = match *segment {
            Segment::Move(x, y) => {
                let (x, y) = turned((x, y));
                Segment::Move(x, y)
            }
            Segment::Line(x, y) => {
                let (x, y) = turned((x, y));
                Segment::Line(x, y)
            }
            Segment::Curve(points) => Segment::Curve(points.map(turned)),
            Segment::Close => Segment::Close,
        };
    }
}

/// Whether a placeholder of a master is the one for that kind: there are fewer kinds there.
fn alike(of_model: &str, wanted: &str) -> bool {
    let general = |kind: &str| {
        match kind {
            "ctrTitle" | "title" => "title",
            "dt" | "ftr" | "sldNum" | "hdr" | "sldImg" => return kind.to_owned(),
            _ => "body",
        }
        .to_owned()
    };
    of_model == wanted || general(of_model) == general(wanted)
}
