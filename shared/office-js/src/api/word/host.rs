//! What drawing has to know of text documents.

use spindle_ooxml::drawing::shape;
use spindle_ooxml::word::color::Color;
use spindle_ooxml::word::{drawing as view, inline, props};
use spindle_ooxml::{NodeId, Package};

use super::{WordEditor, WordRef};
use crate::api::drawing::{DrawRef, DrawingHost, Made, PlainColor, Vocabulary};
use crate::class::Class;

impl DrawingHost for WordEditor {
    const VOCABULARY: Vocabulary = Vocabulary {
        shape: "wps",
        picture: "pic",
        group: "wpg",
    };
    const RESOLVES_COLORS: bool = true;
    const TURNS_BEYOND_A_CIRCLE: bool = true;
    const FLIPS_ARE_KNOWN: bool = true;
    const DRAWING: &'static Class<Self> = &super::drawing::CLASS;

    fn wrap(reference: DrawRef) -> WordRef {
        WordRef::Draw(reference)
    }

    fn draw_ref(handle: &WordRef) -> Option<DrawRef> {
        match handle {
            WordRef::Draw(reference) => Some(*reference),
            _ => None,
        }
    }

    fn package(&self) -> &Package {
        &self.text.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.text.package
    }

    fn theme(&mut self) -> Option<NodeId> {
        self.text.theme()
    }

    fn next_drawing_id(&mut self) -> u32 {
        self.next_drawing()
    }

    fn color_element(&mut self, handle: &WordRef) -> Option<NodeId> {
        match handle {
            WordRef::Color(color) => Some(super::color::element(self, *color)),
            _ => None,
        }
    }

    fn plain_color(color: PlainColor) -> WordRef {
        WordRef::Color(super::color::from_plain(color).unwrap_or(Color::Auto))
    }

    fn selection(&mut self) -> &mut Vec<NodeId> {
        &mut self.selected_drawings
    }

    fn framed(&mut self, object: NodeId, made: Made<'_>) -> NodeId {
        view::framed(self.dom_mut(), object, made)
    }

    fn whole(&self, drawing: NodeId) -> NodeId {
        view::whole(self.dom(), drawing)
    }

    /// `w:txbxContent` with one empty paragraph in the middle, as the original makes it.
    fn content(&mut self, drawing: NodeId) -> Option<WordRef> {
        let dom = self.dom_mut();
        let object = shape::object(dom, drawing);
        if !dom.is(object, "wps:wsp") {
            return None;
        }
        view::drop_fallback(dom, drawing);
        if let Some(found) = dom.path(object, &["wps:txbx", "w:txbxContent"]) {
            return Some(WordRef::Content(found));
        }
        let made = dom.fragment(
            "<wps:txbx><w:txbxContent><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r/></w:p></w:txbxContent></wps:txbx>",
        );
        match dom.child(object, "wps:bodyPr") {
            Some(body) => dom.insert_before(made, body),
            None => dom.append(object, made),
        };
        dom.first_child(made).map(WordRef::Content)
    }

    fn word_art_text(&mut self, drawing: NodeId, text: &str, format: Option<&WordRef>) {
        let Some(WordRef::Content(content)) = self.content(drawing) else {
            return;
        };
        let Some(paragraph) = self.dom().child(content, "w:p") else {
            return;
        };
        let dom = self.dom_mut();
        let run = dom.element("w:r");
        if let Some(WordRef::TextPr(source)) = format {
            props::copy_container(dom, *source, run, "w:rPr");
        }
        let properties = props::container(dom, run, "w:rPr");
        if dom.child(properties, "w:sz").is_none() {
            for name in ["w:sz", "w:szCs"] {
                props::set_val(dom, properties, name, "72");
            }
        }
        inline::append_text(dom, run, text);
        dom.append(paragraph, run);
    }

    /// `w:object` with the drawing that shows it and `w:objectEmbed` (ISO/IEC 29500-1, 17.3.3.20).
    fn ole_frame(&mut self, picture: NodeId, made: Made<'_>, data: &str, program: &str) -> NodeId {
        let relation = self.relate("oleObject", data, false);
        let drawing = self.framed(picture, made);
        let dom = self.dom_mut();
        let object = dom.element("w:object");
        dom.append(object, drawing);
        let embed = dom.element_with(
            "w:objectEmbed",
            &[
                ("w:drawAspect", "content"),
                ("r:id", &relation),
                ("w:progId", program),
                ("w:shapeId", &made.id.to_string()),
            ],
        );
        dom.append(object, embed);
        drawing
    }

    fn ole_link(&mut self, drawing: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        dom.child(dom.parent(drawing)?, "w:objectEmbed")
    }

    /// What is drawn without its frame; charts get a frame of groups.
    fn group_child(&mut self, drawing: NodeId) -> NodeId {
        let id = self.next_drawing();
        let dom = self.dom_mut();
        let object = shape::object(dom, drawing);
        if dom.is(object, "wpg:wgp") {
            dom.rename(object, "wpg:grpSp");
            let identity = dom.element_with("wpg:cNvPr", &[("id", &id.to_string()), ("name", "")]);
            dom.prepend(object, identity);
        }
        if !dom.is(object, "c:chart") && !dom.is(object, "dgm:relIds") {
            return object;
        }
        let (width, height) = shape::size(dom, drawing).unwrap_or((0, 0));
        let frame = dom.fragment(&format!(
            "<wpg:graphicFrame><wpg:cNvPr id=\"{id}\" name=\"\"/><wpg:cNvFrPr/><wpg:xfrm><a:off x=\"0\" y=\"0\"/>\
             <a:ext cx=\"{width}\" cy=\"{height}\"/></wpg:xfrm></wpg:graphicFrame>"
        ));
        if let Some(graphic) =
            view::frame(dom, drawing).and_then(|frame| dom.child(frame, "a:graphic"))
        {
            dom.append(frame, graphic);
        }
        frame
    }

    fn set_beside(&mut self, object: NodeId, group: NodeId) -> NodeId {
        let outer = self.whole(group);
        let id = self.next_drawing();
        let dom = self.dom_mut();
        if !dom.is(group, "w:drawing") {
            dom.insert_before(object, group);
            return object;
        }
        if dom.is(object, "wpg:grpSp") {
            dom.rename(object, "wpg:wgp");
            if let Some(identity) = dom.child(object, "wpg:cNvPr") {
                dom.detach(identity);
            }
        }
        let made = Made {
            id,
            name: &format!("Shape {id}"),
            size: shape::size(dom, object).unwrap_or((0, 0)),
        };
        let content = if dom.is(object, "wpg:graphicFrame") {
            let graphic = dom.path(object, &["a:graphic", "a:graphicData"]);
            graphic
                .and_then(|data| dom.child_elements(data).next())
                .unwrap_or(object)
        } else {
            object
        };
        let drawing = view::framed(dom, content, made);
        view::copy_frame(dom, group, drawing);
        let wrapped = view::wrapped(dom, drawing);
        dom.insert_before(wrapped, outer);
        drawing
    }
}
