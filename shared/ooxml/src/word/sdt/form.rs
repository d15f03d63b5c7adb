//! Forms: controls with a `w:formPr`, as ONLYOFFICE writes them beside the standard's own properties.

use super::{ensure, property};
use crate::dom::{Dom, NodeId};

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// Text.
    Text,
    /// A check box or radio button.
    CheckBox,
    /// A combo box or drop-down list.
    ComboBox,
    /// A date.
    Date,
    /// A picture.
    Picture,
    /// A signature: a picture.
    Signature,
    /// Several forms and texts in one.
    Complex,
}

/// Whether a control is a form.
#[must_use]
pub fn is(dom: &Dom, control: NodeId) -> bool {
    property(dom, control, "w:formPr").is_some()
}

/// The kind of a form.
#[must_use]
pub fn kind(dom: &Dom, control: NodeId) -> FormKind {
    let has = |name: &str| property(dom, control, name);
    if has("w14:checkbox").is_some() {
        FormKind::CheckBox
    } else if has("w:comboBox")
        .or_else(|| has("w:dropDownList"))
        .is_some()
    {
        FormKind::ComboBox
    } else if has("w:date").is_some() {
        FormKind::Date
    } else if let Some(picture) = has("w:picture") {
        if dom.attr(picture, "w:signature") == Some("1") {
            FormKind::Signature
        } else {
            FormKind::Picture
        }
    } else if has("w:complexFormPr").is_some() {
        FormKind::Complex
    } else {
        FormKind::Text
    }
}

/// An attribute of `w:formPr`.
#[must_use]
pub fn attr<'a>(dom: &'a Dom, control: NodeId, name: &str) -> Option<&'a str> {
    dom.attr(property(dom, control, "w:formPr")?, name)
}

/// Writes an attribute of `w:formPr`.
pub fn set_attr(dom: &mut Dom, control: NodeId, name: &str, value: &str) {
    let form = ensure(dom, control, "w:formPr");
    dom.set_attr(form, name, value);
}

/// Children of `w:textFormPr`.
const TEXT_ORDER: &[&str] = &["w:comb", "w:maxCharacters", "w:format"];

/// A child of `w:textFormPr`, made when it is missing.
pub fn text_property(dom: &mut Dom, control: NodeId, name: &str) -> NodeId {
    let text = ensure(dom, control, "w:textFormPr");
    dom.ensure_child(text, name, TEXT_ORDER)
}

/// A child of `w:textFormPr`.
#[must_use]
pub fn text_property_of(dom: &Dom, control: NodeId, name: &str) -> Option<NodeId> {
    dom.child(property(dom, control, "w:textFormPr")?, name)
}

/// The characters that a text form takes at most.
#[must_use]
pub fn limit(dom: &Dom, control: NodeId) -> Option<usize> {
    let node = text_property_of(dom, control, "w:maxCharacters")?;
    let limit: i64 = dom.attr(node, "w:val")?.parse().ok()?;
    usize::try_from(limit).ok().filter(|limit| *limit > 0)
}

/// The group of a radio button.
#[must_use]
pub fn radio_group(dom: &Dom, control: NodeId) -> Option<&str> {
    let check = property(dom, control, "w14:checkbox")?;
    dom.attr(dom.child(check, "w14:groupKey")?, "w14:val")
}

/// The key of a form; radio buttons are known by their group.
#[must_use]
pub fn key(dom: &Dom, control: NodeId) -> &str {
    radio_group(dom, control)
        .or_else(|| attr(dom, control, "w:key"))
        .unwrap_or_default()
}

/// The run that holds the frame of a fixed form.
#[must_use]
pub fn frame(dom: &Dom, control: NodeId) -> Option<NodeId> {
    let drawing = dom.ancestor(control, "w:drawing")?;
    let marked = dom
        .descendants(drawing)
        .find(|node| dom.is(*node, "wp:docPr"));
    marked.filter(|node| dom.attr(*node, "form") == Some("1"))?;
    Some(drawing)
}

/// What stands in the paragraph for a form: itself, or the run with its frame.
#[must_use]
pub fn outer(dom: &Dom, control: NodeId) -> NodeId {
    frame(dom, control)
        .and_then(|drawing| dom.ancestor(drawing, "w:r"))
        .or_else(|| super::label_holder(dom, control))
        .unwrap_or(control)
}

/// Puts a form into a frame of a size in EMU, where it stands.
pub fn fix(dom: &mut Dom, control: NodeId, id: u32, width: i64, height: i64) {
    let run = dom.fragment(&format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"Form {id}\" form=\"1\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/></w:pPr></w:p></w:txbxContent></wps:txbx><wps:bodyPr rot=\"0\" vert=\"horz\" wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\" anchorCtr=\"0\"/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ));
    dom.replace(control, run);
    let paragraph = dom.descendants(run).find(|node| dom.is(*node, "w:p"));
    if let Some(paragraph) = paragraph {
        dom.append(paragraph, control);
    }
}

/// Takes a form out of its frame; `false` when it is in none.
pub fn unfix(dom: &mut Dom, control: NodeId) -> bool {
    let Some(outer) = frame(dom, control).and_then(|drawing| dom.ancestor(drawing, "w:r")) else {
        return false;
    };
    dom.detach(control);
    dom.replace(outer, control);
    true
}
