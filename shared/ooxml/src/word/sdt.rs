//! Content controls (structured document tags, ISO/IEC 29500-1, 17.5.2): their properties, their content, and what the
//! kinds of them hold. Forms are content controls with a `w:formPr`, an extension of ONLYOFFICE.

pub mod dates;
pub mod form;
pub mod list;
pub mod placeholder;

use super::color::{Color, parse_hex};
use super::{block, inline, props};
use crate::dom::{Dom, NodeId};

/// Controls may nest this deep: readers take no more, and trees are walked by recursion.
pub const MAX_NESTING: usize = 64;

/// Children of `w:sdtPr`, in the order of the schema; Word's extensions stand where Word puts them.
pub const SDTPR: &[&str] = &[
    "w:rPr",
    "w:alias",
    "w:tag",
    "w:id",
    "w:lock",
    "w:placeholder",
    "w:temporary",
    "w:showingPlcHdr",
    "w:dataBinding",
    "w:label",
    "w:tabIndex",
    "w15:color",
    "w15:appearance",
    "w:equation",
    "w:comboBox",
    "w:date",
    "w:docPartObj",
    "w:docPartList",
    "w:dropDownList",
    "w:picture",
    "w:richText",
    "w:text",
    "w:citation",
    "w:group",
    "w:bibliography",
    "w14:checkbox",
    "w:formPr",
    "w:textFormPr",
    "w:complexFormPr",
    "w:border",
    "w:shd",
];

/// A new control without content of its own: in a paragraph with one empty run, or around one empty paragraph.
pub fn create(dom: &mut Dom, around_blocks: bool) -> NodeId {
    let control = dom.element("w:sdt");
    let properties = dom.element("w:sdtPr");
    dom.append(control, properties);
    let content = dom.element("w:sdtContent");
    dom.append(control, content);
    // One empty run, as the original has it.
    let run = dom.element("w:r");
    if around_blocks {
        let paragraph = dom.element("w:p");
        dom.append(paragraph, run);
        dom.append(content, paragraph);
    } else {
        dom.append(content, run);
    }
    let appearance = props::ensure(dom, properties, "w15:appearance");
    dom.set_attr(appearance, "w15:val", "boundingBox");
    control
}

/// The properties of a control, made when they are missing.
pub fn properties(dom: &mut Dom, control: NodeId) -> NodeId {
    match dom.child(control, "w:sdtPr") {
        Some(found) => found,
        None => {
            let made = dom.element("w:sdtPr");
            dom.prepend(control, made);
            made
        }
    }
}

/// The content of a control, made when it is missing.
pub fn content(dom: &mut Dom, control: NodeId) -> NodeId {
    match dom.child(control, "w:sdtContent") {
        Some(found) => found,
        None => {
            let made = dom.element("w:sdtContent");
            dom.append(control, made);
            made
        }
    }
}

/// The content of a control, when it has one.
#[must_use]
pub fn content_of(dom: &Dom, control: NodeId) -> Option<NodeId> {
    dom.child(control, "w:sdtContent")
}

/// A property of a control.
#[must_use]
pub fn property(dom: &Dom, control: NodeId, name: &str) -> Option<NodeId> {
    dom.path(control, &["w:sdtPr", name])
}

/// The value (`w:val`) of a property.
#[must_use]
pub fn val<'a>(dom: &'a Dom, control: NodeId, name: &str) -> Option<&'a str> {
    dom.attr(property(dom, control, name)?, "w:val")
}

/// Writes the value of a property.
pub fn set_val(dom: &mut Dom, control: NodeId, name: &str, value: &str) {
    let properties = properties(dom, control);
    props::set_val(dom, properties, name, value);
}

/// Takes a property away.
pub fn remove(dom: &mut Dom, control: NodeId, name: &str) {
    let properties = properties(dom, control);
    props::remove(dom, properties, name);
}

/// A property, made at its place when it is missing.
pub fn ensure(dom: &mut Dom, control: NodeId, name: &str) -> NodeId {
    let properties = properties(dom, control);
    props::ensure(dom, properties, name)
}

/// Whether the control is one around paragraphs and tables.
#[must_use]
pub fn is_around_blocks(dom: &Dom, control: NodeId) -> bool {
    let content = content_of(dom, control);
    content.is_some_and(|content| {
        dom.child_elements(content)
            .any(|child| matches!(dom.name_of(child), Some("w:p" | "w:tbl")))
    }) || content.is_some_and(|content| {
        dom.elements(content, "w:sdt")
            .next()
            .is_some_and(|inner| is_around_blocks(dom, inner))
    })
}

/// How deep controls nest in a node, itself included.
#[must_use]
pub fn nesting(dom: &Dom, node: NodeId) -> usize {
    let inner = dom
        .child_elements(node)
        .map(|child| nesting(dom, child))
        .max();
    usize::from(dom.is(node, "w:sdt")) + inner.unwrap_or(0)
}

/// All controls below a node in reading order, those in text boxes included; what is only there for old readers is left
/// out. With `forms`, those that are forms, else those that are none.
#[must_use]
pub fn all(dom: &Dom, node: NodeId, forms: bool) -> Vec<NodeId> {
    let mut found = Vec::new();
    collect(dom, node, forms, &mut found);
    found
}

fn collect(dom: &Dom, node: NodeId, forms: bool, found: &mut Vec<NodeId>) {
    for child in dom.child_elements(node) {
        if dom.is(child, "mc:Fallback") {
            continue;
        }
        if dom.is(child, "w:sdt") && form::is(dom, child) == forms && !is_label(dom, child) {
            found.push(child);
        }
        collect(dom, child, forms, found);
    }
}

/// The control that a node is in; for `around_blocks` the nearest one around paragraphs.
#[must_use]
pub fn around(dom: &Dom, node: NodeId, around_blocks: bool) -> Option<NodeId> {
    dom.ancestors(node).find(|up| {
        dom.is(*up, "w:sdt")
            && !form::is(dom, *up)
            && (!around_blocks || is_around_blocks(dom, *up))
    })
}

/// The look of the control's own text: a run to copy it from.
#[must_use]
pub fn model_run(dom: &Dom, control: NodeId) -> Option<NodeId> {
    let content = content_of(dom, control)?;
    let first = block::all(dom, content, "w:p").first().copied();
    inline::runs(dom, first.unwrap_or(content)).first().copied()
}

/// The text that a control holds: of a control in a paragraph, its runs; else all its paragraphs, one a line.
#[must_use]
pub fn text(dom: &Dom, control: NodeId) -> String {
    let Some(content) = content_of(dom, control) else {
        return String::new();
    };
    let separators = inline::Separators::default();
    let paragraphs = block::all(dom, content, "w:p");
    if paragraphs.is_empty() {
        return inline::text(dom, content, &separators);
    }
    let lines: Vec<String> = paragraphs
        .into_iter()
        .map(|paragraph| inline::text(dom, paragraph, &separators))
        .collect();
    lines.join("\r\n")
}

/// Replaces the content of a control by one text that looks like what was there.
pub fn set_text(dom: &mut Dom, control: NodeId, text: &str) {
    let around_blocks = is_around_blocks(dom, control);
    let run = inline::run_like(dom, model_run(dom, control));
    inline::append_text(dom, run, text);
    let content = content(dom, control);
    let kept = dom.child(content, "w:p").filter(|_| around_blocks);
    for child in dom.child_ids(content) {
        if Some(child) != kept {
            dom.detach(child);
        }
    }
    let place = kept.unwrap_or(content);
    if kept.is_some() {
        for child in dom.child_ids(place) {
            if !dom.is(child, "w:pPr") {
                dom.detach(child);
            }
        }
    }
    dom.append(place, run);
}

/// Whether what the control shows is its placeholder.
#[must_use]
pub fn shows_placeholder(dom: &Dom, control: NodeId) -> bool {
    let properties = dom.child(control, "w:sdtPr");
    properties.is_some_and(|properties| {
        props::toggle(dom, properties, "w:showingPlcHdr").unwrap_or(false)
    })
}

/// Says that the control shows its placeholder, or not any more.
pub fn set_shows_placeholder(dom: &mut Dom, control: NodeId, on: bool) {
    let properties = properties(dom, control);
    if on {
        props::set_toggle(dom, properties, "w:showingPlcHdr", true);
    } else {
        props::remove(dom, properties, "w:showingPlcHdr");
    }
}

/// Whether the lock keeps the content from being changed.
#[must_use]
pub fn is_content_locked(dom: &Dom, control: NodeId) -> bool {
    matches!(
        val(dom, control, "w:lock"),
        Some("contentLocked" | "sdtContentLocked")
    )
}

/// Whether the check box of a control is checked; `None` when it has none.
#[must_use]
pub fn checked(dom: &Dom, control: NodeId) -> Option<bool> {
    let check = property(dom, control, "w14:checkbox")?;
    let value = dom.child(check, "w14:checked");
    Some(value.is_some_and(|value| {
        !matches!(
            dom.attr(value, "w14:val"),
            Some("0" | "false" | "off") | None
        )
    }))
}

/// The states of a check box: character code and font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckState {
    /// The character.
    pub symbol: char,
    /// Its font.
    pub font: String,
}

/// Makes the control a check box.
pub fn make_check_box(
    dom: &mut Dom,
    control: NodeId,
    on: &CheckState,
    off: &CheckState,
    checked: bool,
) {
    let check = ensure(dom, control, "w14:checkbox");
    let group = dom.child(check, "w14:groupKey");
    dom.clear(check);
    let value = dom.element_with(
        "w14:checked",
        &[("w14:val", if checked { "1" } else { "0" })],
    );
    dom.append(check, value);
    for (name, state) in [("w14:checkedState", on), ("w14:uncheckedState", off)] {
        let code = format!("{:04X}", u32::from(state.symbol));
        let node = dom.element_with(name, &[("w14:val", &code), ("w14:font", &state.font)]);
        dom.append(check, node);
    }
    if let Some(group) = group {
        dom.append(check, group);
    }
    show_check(dom, control, checked);
}

/// Checks the box of a control, or clears it.
pub fn set_checked(dom: &mut Dom, control: NodeId, checked: bool) {
    let check = ensure(dom, control, "w14:checkbox");
    let value = dom.ensure_child(
        check,
        "w14:checked",
        &["w14:checked", "w14:checkedState", "w14:uncheckedState"],
    );
    dom.set_attr(value, "w14:val", if checked { "1" } else { "0" });
    show_check(dom, control, checked);
}

fn show_check(dom: &mut Dom, control: NodeId, checked: bool) {
    let name = if checked {
        "w14:checkedState"
    } else {
        "w14:uncheckedState"
    };
    let state = property(dom, control, "w14:checkbox").and_then(|check| dom.child(check, name));
    let code = state.and_then(|state| dom.attr(state, "w14:val"));
    let symbol = code
        .and_then(|code| u32::from_str_radix(code, 16).ok())
        .and_then(char::from_u32)
        .unwrap_or(if checked { '\u{2612}' } else { '\u{2610}' });
    let font = state
        .and_then(|state| dom.attr(state, "w14:font"))
        .unwrap_or("MS Gothic")
        .to_owned();
    set_text(dom, control, &symbol.to_string());
    set_shows_placeholder(dom, control, false);
    if let Some(run) = model_run(dom, control) {
        let rpr = props::container(dom, run, "w:rPr");
        super::run_props::set_font(dom, rpr, &font);
    }
}

/// Whether a control is there only to hold a check box and its label together.
#[must_use]
pub fn is_label(dom: &Dom, control: NodeId) -> bool {
    property(dom, control, "w:complexFormPr")
        .is_some_and(|node| dom.attr(node, "w:type") == Some("labeledCheckBox"))
}

/// The control that holds a check box and its label.
#[must_use]
pub fn label_holder(dom: &Dom, control: NodeId) -> Option<NodeId> {
    dom.parent(control)
        .and_then(|content| dom.parent(content))
        .filter(|holder| dom.is(*holder, "w:sdt") && is_label(dom, *holder))
}

/// The label of a check box.
#[must_use]
pub fn label(dom: &Dom, control: NodeId) -> String {
    let content = label_holder(dom, control).and_then(|holder| content_of(dom, holder));
    content
        .into_iter()
        .flat_map(|content| dom.elements(content, "w:r"))
        .map(|run| inline::text(dom, run, &inline::Separators::default()))
        .collect()
}

/// Gives a check box a label: both stand in a control of their own. An empty one takes it away.
pub fn set_label(dom: &mut Dom, control: NodeId, text: &str) {
    if let Some(holder) = label_holder(dom, control) {
        if text.is_empty() {
            dom.detach(control);
            dom.replace(holder, control);
            return;
        }
        let content = content(dom, holder);
        for child in dom.child_ids(content) {
            if child != control {
                dom.detach(child);
            }
        }
        add_label(dom, content, text);
        return;
    }
    if text.is_empty() {
        return;
    }
    let holder = create(dom, false);
    let key = form::key(dom, control).to_owned();
    form::set_attr(dom, holder, "w:key", &key);
    form::set_attr(dom, holder, "w:required", "0");
    let kind = ensure(dom, holder, "w:complexFormPr");
    dom.set_attr(kind, "w:type", "labeledCheckBox");
    dom.replace(control, holder);
    let content = content(dom, holder);
    dom.clear(content);
    dom.append(content, control);
    add_label(dom, content, text);
}

fn add_label(dom: &mut Dom, content: NodeId, text: &str) {
    let run = dom.element("w:r");
    inline::append_text(dom, run, text);
    dom.append(content, run);
}

/// A colour with opacity as `w:border` and `w:shd` of controls have it: `RRGGBB` or `RRGGBBAA`.
#[must_use]
pub fn color(dom: &Dom, holder: NodeId, name: &str) -> Option<Color> {
    let node = dom.child(holder, name)?;
    let text = dom.attr(node, "w:color")?;
    if text == "auto" {
        return Some(Color::Auto);
    }
    let (r, g, b) = parse_hex(text.get(..6)?)?;
    let opacity = text
        .get(6..8)
        .and_then(|digits| u8::from_str_radix(digits, 16).ok());
    Some(Color::Rgb(r, g, b, opacity.unwrap_or(255)))
}

/// Writes what [`color`] reads; `None` takes it away.
pub fn set_color(
    dom: &mut Dom,
    holder: NodeId,
    name: &str,
    color: Option<Color>,
    theme: Option<NodeId>,
) {
    let Some(color) = color else {
        props::remove(dom, holder, name);
        return;
    };
    let mut hex = color.hex(dom, theme);
    if let Color::Rgb(_, _, _, opacity) = color
        && opacity < 255
    {
        hex.push_str(&format!("{opacity:02X}"));
    }
    let node = props::ensure(dom, holder, name);
    let is_border = name == "w:border";
    dom.set_attr(node, "w:val", if is_border { "single" } else { "clear" });
    dom.set_attr(node, "w:color", &hex);
    if is_border {
        dom.set_attr(node, "w:sz", "4");
        dom.set_attr(node, "w:space", "0");
    } else {
        dom.set_attr(node, "w:fill", hex.get(..6).unwrap_or(&hex));
    }
}
