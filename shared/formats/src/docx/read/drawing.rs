//! Pictures and text boxes, in DrawingML (ISO/IEC 29500-1, 20.4) and in VML (29500-4, 19.1).

use std::sync::Arc;

use spindle_model::document::{Image, ImageSource, InlineKind, Link, Media, TextFormat};
use spindle_ooxml::NodeId;

use super::Reading;
use super::line::Line;
use super::values::measure;
use crate::picture;

/// Units of DrawingML in a point.
const EMU: f64 = 12_700.0;

/// What a drawing says of the pictures in it.
#[derive(Debug, Default)]
struct Frame {
    width: Option<f32>,
    height: Option<f32>,
    alt: String,
    title: Option<String>,
    link: Option<Arc<Link>>,
}

impl<'p> Reading<'p> {
    /// A drawing: its pictures go into the line, its text boxes after the paragraph.
    pub(super) fn drawing(&mut self, node: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        for shape in dom.child_elements(node) {
            let mut frame = Frame::default();
            if let Some(extent) = dom.child(shape, "wp:extent") {
                (frame.width, frame.height) = (self.emu(extent, "cx"), self.emu(extent, "cy"));
            }
            if let Some(properties) = dom.child(shape, "wp:docPr") {
                let text = |name| dom.attr(properties, name).filter(|text| !text.is_empty());
                frame.alt = text("descr").unwrap_or_default().to_owned();
                frame.title = text("title").map(str::to_owned);
                if let Some(link) = dom.child(properties, "a:hlinkClick") {
                    frame.link = dom
                        .attr(link, "r:id")
                        .and_then(|id| self.package.relationship(self.part, id))
                        .map(|relationship| {
                            let title = dom.attr(link, "tooltip").filter(|title| !title.is_empty());
                            Arc::new(Link {
                                href: relationship.target.clone(),
                                title: title.map(str::to_owned),
                            })
                        });
                }
            }
            if let Some(graphic) = dom.child(shape, "a:graphic") {
                self.graphic(graphic, line, format, &frame, false);
            }
        }
    }

    fn emu(&self, node: NodeId, name: &str) -> Option<f32> {
        measure(self.dom.attr(node, name)?, EMU).filter(|length| *length > 0.0)
    }

    fn graphic(
        &mut self,
        node: NodeId,
        line: &mut Line,
        format: &TextFormat,
        frame: &Frame,
        grouped: bool,
    ) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            match dom.name_of(child).unwrap_or_default() {
                "pic:pic" => {
                    let own;
                    let frame = if grouped {
                        own = self.grouped_frame(child);
                        &own
                    } else {
                        frame
                    };
                    if let Some(blip) = dom.path(child, &["pic:blipFill", "a:blip"]) {
                        self.blip(blip, line, format, frame);
                    }
                }
                "w:txbxContent" => line.boxes.push(child),
                "wpg:wgp" | "wpg:grpSp" | "wpc:wpc" => {
                    self.graphic(child, line, format, frame, true);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.graphic(branch, line, format, frame, grouped);
                    }
                }
                "c:chart" => self.warn("chart-skipped", "a chart is not read"),
                "dgm:relIds" => self.warn("diagram-skipped", "a SmartArt diagram is not read"),
                "a:graphicData" | "wps:wsp" | "wps:txbx" | "lc:lockedCanvas" => {
                    self.graphic(child, line, format, frame, grouped);
                }
                _ => {}
            }
        }
    }

    fn grouped_frame(&self, picture: NodeId) -> Frame {
        let dom = self.dom;
        let mut frame = Frame::default();
        if let Some(properties) = dom.path(picture, &["pic:nvPicPr", "pic:cNvPr"]) {
            frame.alt = dom.attr(properties, "descr").unwrap_or_default().to_owned();
        }
        if let Some(extent) = dom.path(picture, &["pic:spPr", "a:xfrm", "a:ext"]) {
            (frame.width, frame.height) = (self.emu(extent, "cx"), self.emu(extent, "cy"));
        }
        frame
    }

    fn blip(&mut self, blip: NodeId, line: &mut Line, format: &TextFormat, frame: &Frame) {
        let dom = self.dom;
        let embedded = dom
            .attr(blip, "r:embed")
            .filter(|id| !id.is_empty())
            .and_then(|id| self.media(id))
            .map(ImageSource::Media);
        let source = embedded.or_else(|| {
            let id = dom.attr(blip, "r:link")?;
            let relationship = self.package.relationship(self.part, id)?;
            relationship
                .external
                .then(|| ImageSource::Url(relationship.target.clone()))
        });
        let Some(source) = source else {
            self.warn("picture-missing", "a picture is not in the file");
            return;
        };
        let format = match &frame.link {
            Some(link) => &TextFormat {
                link: Some(Arc::clone(link)),
                ..format.clone()
            },
            None => format,
        };
        let image = Image {
            source,
            alt: frame.alt.clone(),
            title: frame.title.clone(),
            width: frame.width,
            height: frame.height,
        };
        line.push(InlineKind::Image(image), format);
    }

    /// The index of the picture that a relationship leads to.
    fn media(&mut self, id: &str) -> Option<usize> {
        let part = self.package.related_by_id(self.part, id)?;
        if let Some(known) = self.media_by_part.get(&part) {
            return *known;
        }
        let index = match self.package.read_part(&part) {
            Ok(bytes) => {
                let declared = self.package.content_type(&part).unwrap_or_default();
                let media_type = picture::media_type(&bytes).unwrap_or(declared);
                let same = self
                    .media
                    .iter()
                    .position(|known| *known.bytes == *bytes && known.media_type == media_type);
                Some(same.unwrap_or_else(|| {
                    self.media.push(Media {
                        media_type: media_type.to_owned(),
                        bytes: bytes.as_ref().into(),
                    });
                    self.media.len().saturating_sub(1)
                }))
            }
            Err(error) => {
                self.warn("part-unreadable", error.to_string());
                None
            }
        };
        self.media_by_part.insert(part, index);
        index
    }

    /// A drawing of the kind before DrawingML, or the picture of an embedded object.
    pub(super) fn vml(&mut self, node: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        if dom.child(node, "o:OLEObject").is_some() {
            self.warn(
                "embedded-object-as-picture",
                "an embedded object is read as the picture that stands for it",
            );
        }
        self.vml_shapes(node, line, format);
    }

    fn vml_shapes(&mut self, node: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            match dom.name_of(child).unwrap_or_default() {
                "v:imagedata" => self.vml_picture(child, node, line, format),
                "w:txbxContent" => line.boxes.push(child),
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.vml_shapes(branch, line, format);
                    }
                }
                "v:shape" | "v:rect" | "v:roundrect" | "v:oval" | "v:group" | "v:textbox"
                | "v:line" | "v:polyline" | "v:image" => {
                    if matches!(dom.attr(child, "o:hr"), Some("t" | "true" | "1")) {
                        line.rule = true;
                    }
                    self.vml_shapes(child, line, format);
                }
                "w:drawing" => self.drawing(child, line, format),
                _ => {}
            }
        }
    }

    fn vml_picture(&mut self, data: NodeId, shape: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        let id = dom.attr(data, "r:id").or_else(|| dom.attr(data, "o:relid"));
        let Some(source) = id.and_then(|id| self.media(id)).map(ImageSource::Media) else {
            return;
        };
        let style = dom.attr(shape, "style").unwrap_or_default();
        let length = |name: &str| {
            style.split(';').find_map(|rule| {
                let (key, value) = rule.split_once(':')?;
                if key.trim() != name {
                    return None;
                }
                let value = value.trim();
                match value.strip_suffix("px") {
                    Some(pixels) => measure(pixels, 96.0 / 72.0),
                    None => measure(value, EMU),
                }
                .filter(|length| *length > 0.0)
            })
        };
        let image = Image {
            source,
            alt: dom.attr(shape, "alt").unwrap_or_default().to_owned(),
            title: None,
            width: length("width"),
            height: length("height"),
        };
        line.push(InlineKind::Image(image), format);
    }
}
