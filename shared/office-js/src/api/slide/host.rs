//! What drawing has to know of presentations.

use spindle_ooxml::slide::tree;
use spindle_ooxml::{NodeId, Package};

use super::{SlideEditor, SlideRef};
use crate::api::drawing::{DrawRef, DrawingHost, Made, Vocabulary};
use crate::class::Class;

impl DrawingHost for SlideEditor {
    const VOCABULARY: Vocabulary = Vocabulary {
        shape: "p",
        picture: "p",
        group: "p",
    };
    const RESOLVES_COLORS: bool = false;
    const TURNS_BEYOND_A_CIRCLE: bool = true;
    const FLIPS_ARE_KNOWN: bool = false;
    const DRAWING: &'static Class<Self> = &super::drawing::CLASS;

    fn wrap(reference: DrawRef) -> SlideRef {
        SlideRef::Draw(reference)
    }

    fn draw_ref(handle: &SlideRef) -> Option<DrawRef> {
        match handle {
            SlideRef::Draw(reference) => Some(*reference),
            _ => None,
        }
    }

    fn package(&self) -> &Package {
        &self.deck.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.deck.package
    }

    fn theme(&mut self) -> Option<NodeId> {
        let sheet = self
            .current_slide()
            .or_else(|| self.deck.masters().first().copied())?;
        self.deck.theme_of(sheet)
    }

    /// The first numbers are for what comes to a slide, which gives its own.
    fn next_drawing_id(&mut self) -> u32 {
        self.drawings = self
            .drawings
            .max(super::sheet::FIRST_LOOSE)
            .saturating_add(1);
        self.drawings
    }

    fn color_element(&mut self, _handle: &SlideRef) -> Option<NodeId> {
        None
    }

    fn selection(&mut self) -> &mut Vec<NodeId> {
        &mut self.selected
    }

    /// With what wraps it together with its fallback.
    fn whole(&self, drawing: NodeId) -> NodeId {
        tree::outermost(self.dom(), drawing)
    }

    fn freed(&mut self, drawings: &[NodeId]) {
        super::sheet::renew_all(&mut self.deck.package.dom, drawings);
    }

    fn loosen(&mut self, drawing: NodeId) {
        self.deck.loosen(drawing);
    }

    /// What it shows goes with it, wherever it may be put again.
    fn remove(&mut self, drawing: NodeId) -> bool {
        self.deck.loosen(drawing);
        let whole = self.whole(drawing);
        self.dom_mut().detach(whole)
    }

    /// The picture in a frame that says program and data (19.3.2.4).
    fn ole_frame(&mut self, picture: NodeId, made: Made<'_>, data: &str, program: &str) -> NodeId {
        let relation = self.relate("oleObject", data, false);
        let (width, height) = made.size;
        let dom = self.dom_mut();
        let frame = dom.fragment(&format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{}\" name=\"\"/><p:cNvGraphicFramePr/><p:nvPr/>\
             </p:nvGraphicFramePr><p:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></p:xfrm>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/presentationml/2006/ole\">\
             <p:oleObj imgW=\"{width}\" imgH=\"{height}\"><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>",
            made.id
        ));
        if let Some(identity) = tree::properties(dom, frame) {
            dom.set_attr(identity, "name", made.name);
        }
        let link = dom
            .descendants(frame)
            .find(|node| dom.is(*node, "p:oleObj"));
        if let Some(link) = link {
            dom.set_attr(link, "progId", program);
            dom.set_attr(link, "r:id", &relation);
            dom.append(link, picture);
        }
        frame
    }
}
