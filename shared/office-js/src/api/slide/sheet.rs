//! What slides, layouts and masters have in common: drawings and a background. Their classes inherit these members.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape;
use spindle_ooxml::slide::tree;

use super::drawing::placeholder_type;
use super::handle::{list, no, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::{DrawRef, children, fill_argument, group_up, kind_of};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// What numbers of drawings that are nowhere yet begin with.
pub const FIRST_LOOSE: u32 = 100_000;
/// More drawings than any program shows on one slide.
const MAX_DRAWINGS: usize = 20_000;

pub static CLASS: Class<SlideEditor> = Class {
    name: "slide:Sheet",
    parent: None,
    members: &[
        Member::new("AddObject", add_object),
        Member::new("RemoveObject", remove_object),
        Member::new("GetAllDrawings", |call| all(call, |_| true)),
        Member::new("GetAllShapes", |call| {
            all(call, |item| matches!(item, DrawRef::Shape(_)))
        }),
        Member::new("GetAllImages", |call| {
            all(call, |item| matches!(item, DrawRef::Image(_)))
        }),
        Member::new("GetAllCharts", |call| {
            all(call, |item| matches!(item, DrawRef::Chart(_)))
        }),
        Member::new("GetAllOleObjects", |call| {
            all(call, |item| matches!(item, DrawRef::OleObject(_)))
        }),
        Member::new("GetAllTables", |call| {
            all(call, |item| matches!(item, DrawRef::Table(_)))
        }),
        Member::new("GetDrawingsByPlaceholderType", by_placeholder),
        Member::new("GroupDrawings", group_drawings),
        Member::new("ToJSON", super::json::to_json),
        Member::new("SetBackground", set_background),
        Member::new("ClearBackground", |call| {
            let root = this(call)?;
            tree::set_background(call.doc.dom_mut(), root, None);
            yes()
        }),
    ],
    properties: &[],
};

/// The drawings of a slide, layout or master as handles.
pub fn drawings(doc: &SlideEditor, root: NodeId) -> Vec<DrawRef> {
    let dom = doc.dom();
    tree::drawings(dom, root)
        .into_iter()
        .map(|node| kind_of(dom, node))
        .collect()
}

fn all(call: &mut SlideCall<'_>, wanted: fn(&DrawRef) -> bool) -> SlideResult {
    let root = this(call)?;
    let found = drawings(call.doc, root).into_iter().filter(wanted);
    Ok(list(found.map(SlideRef::Draw)))
}

fn by_placeholder(call: &mut SlideCall<'_>) -> SlideResult {
    let root = this(call)?;
    let Some(kind) = call.args.opt_text(0).map(std::borrow::Cow::into_owned) else {
        return Ok(Value::List(Vec::new()));
    };
    let dom = call.doc.dom();
    let found: Vec<NodeId> = tree::drawings(dom, root)
        .into_iter()
        .filter(|node| {
            tree::placeholder(dom, *node).is_some_and(|ph| placeholder_type(dom, ph) == kind)
        })
        .collect();
    Ok(list(
        found
            .into_iter()
            .map(|node| SlideRef::Draw(kind_of(dom, node))),
    ))
}

/// The element of the drawing or table given as an argument.
pub fn drawing_arg(call: &SlideCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(SlideRef::Draw(DrawRef::Table(node))) => Some(*node),
        Some(SlideRef::Draw(reference)) => reference.drawing(),
        _ => None,
    }
}

/// What drawings of a kind are called until a script names them.
fn kind_name(reference: DrawRef) -> &'static str {
    match reference {
        DrawRef::Image(_) => "Picture",
        DrawRef::Chart(_) => "Chart",
        DrawRef::Table(_) => "Table",
        DrawRef::Group(_) => "Group",
        DrawRef::OleObject(_) => "Object",
        DrawRef::SmartArt(_) => "Diagram",
        _ => "Shape",
    }
}

/// What placeholders are called until a script names them.
fn placeholder_label(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "title" | "ctrTitle" => "Slide title",
        "body" | "object" => "Slide text",
        "subTitle" => "Slide subtitle",
        "picture" => "Picture",
        "table" => "Table",
        "chart" => "Chart",
        "diagram" => "Diagram",
        "media" => "Media",
        "date" => "Date and time",
        "footer" => "Footer",
        "sldNumber" => "Slide number",
        "header" => "Header",
        "clipArt" => "Clip Art",
        "sldImage" => "Image",
        _ => return None,
    })
}

/// Puts a drawing on a sheet: numbers that the sheet does not use, and a name by them unless a script gave one.
pub fn put(doc: &mut SlideEditor, root: NodeId, drawing: NodeId) -> bool {
    let dom = doc.dom_mut();
    forget_number(dom, drawing);
    tree::renumber(dom, root, drawing);
    name_all(dom, drawing);
    if !tree::add(dom, root, drawing) {
        return false;
    }
    true
}

/// Takes the name of a copy away that calls it by the number of its original.
fn forget_number(dom: &mut spindle_ooxml::Dom, drawing: NodeId) {
    let Some(properties) = tree::properties(dom, drawing) else {
        return;
    };
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok());
    let is_new = number(dom.attr(properties, "id")).is_some_and(|id| id >= FIRST_LOOSE);
    let kind = kind_name(kind_of(dom, drawing));
    let name = dom.attr(properties, "name").unwrap_or_default();
    let rest = name
        .strip_prefix(kind)
        .and_then(|rest| rest.strip_prefix(' '));
    if is_new && number(rest).is_some() {
        dom.set_attr(properties, "name", "");
    }
}

/// Names a copied placeholder by its new number where it was called by its old one.
pub fn rename_by_number(dom: &mut spindle_ooxml::Dom, drawing: NodeId) {
    let label =
        tree::placeholder(dom, drawing).and_then(|ph| placeholder_label(placeholder_type(dom, ph)));
    let (Some(label), Some(properties)) = (label, tree::properties(dom, drawing)) else {
        return;
    };
    let numbered = dom
        .attr(properties, "name")
        .and_then(|name| name.strip_prefix(label)?.strip_prefix(' '))
        .is_some_and(|number| number.parse::<u32>().is_ok());
    if numbered {
        dom.set_attr(properties, "name", "");
        name_by_number(dom, drawing);
    }
}

/// Names a drawing, and those that are in it, by their kinds and numbers.
fn name_all(dom: &mut spindle_ooxml::Dom, drawing: NodeId) {
    let inside: Vec<NodeId> = dom
        .descendants(drawing)
        .filter(|node| {
            matches!(
                dom.name_of(*node),
                Some("p:sp" | "p:pic" | "p:cxnSp" | "p:grpSp" | "p:graphicFrame")
            )
        })
        .collect();
    for drawing in std::iter::once(drawing).chain(inside) {
        name_by_number(dom, drawing);
    }
}

/// Whether a drawing is called by the number that it had before it came to a sheet.
fn is_loose(name: &str) -> bool {
    name.rsplit_once(' ')
        .and_then(|(_, number)| number.parse::<u32>().ok())
        .is_some_and(|number| number >= FIRST_LOOSE)
}

/// Names a drawing by its kind and number, unless it has a name that a script gave it.
pub fn name_by_number(dom: &mut spindle_ooxml::Dom, drawing: NodeId) {
    let kind = tree::placeholder(dom, drawing)
        .and_then(|ph| placeholder_label(placeholder_type(dom, ph)))
        .unwrap_or_else(|| kind_name(kind_of(dom, drawing)));
    let Some(properties) = tree::properties(dom, drawing) else {
        return;
    };
    let name = dom.attr(properties, "name").unwrap_or_default();
    // A name that a script or a file gave stays; what a new drawing is called until it comes somewhere does not.
    let made = name.is_empty() || is_loose(name);
    if made {
        let number = dom
            .attr(properties, "id")
            .and_then(|id| id.parse::<u32>().ok())
            .unwrap_or(1);
        let name = format!("{kind} {}", number.saturating_sub(1));
        dom.set_attr(properties, "name", &name);
    }
}

fn add_object(call: &mut SlideCall<'_>) -> SlideResult {
    let root = this(call)?;
    let Some(drawing) = drawing_arg(call, 0) else {
        return Err(call.args.wrong(0, "oDrawing", "a drawing"));
    };
    let dom = call.doc.dom();
    // One that is on a sheet stays there.
    let home = dom.root_of(drawing);
    if home == root || tree::shape_tree(dom, home).is_some() {
        return no();
    }
    if tree::drawings(dom, root).len() >= MAX_DRAWINGS {
        return Err(ApiError::Range(format!(
            "a slide has at most {MAX_DRAWINGS} drawings"
        )));
    }
    // One that is in a group leaves it.
    let outermost = tree::outermost(dom, drawing);
    call.doc.deck.loosen(drawing);
    call.doc.dom_mut().detach(outermost);
    Ok(put(call.doc, root, drawing).into())
}

fn remove_object(call: &mut SlideCall<'_>) -> SlideResult {
    let root = this(call)?;
    let all = tree::drawings(call.doc.dom(), root);
    let Some(start) = super::handle::place(call, 0, all.len()) else {
        return no();
    };
    let count = count(call, all.len() - start);
    remove(call.doc, all.into_iter().skip(start).take(count));
    yes()
}

/// How many to remove: one, or the number given when there are as many.
pub fn count(call: &SlideCall<'_>, there: usize) -> usize {
    let given = call.args.opt_integer(1).unwrap_or(1);
    usize::try_from(given)
        .ok()
        .filter(|given| (1..=there).contains(given))
        .unwrap_or(1)
}

/// Takes drawings out of their sheets.
pub fn remove(doc: &mut SlideEditor, drawings: impl IntoIterator<Item = NodeId>) {
    for drawing in drawings {
        doc.deck.loosen(drawing);
        let dom = doc.dom_mut();
        let whole = tree::outermost(dom, drawing);
        dom.detach(whole);
    }
}

fn set_background(call: &mut SlideCall<'_>) -> SlideResult {
    let root = this(call)?;
    let Some(fill) = fill_argument(call, 0) else {
        return no();
    };
    let dom = call.doc.dom_mut();
    let copy = dom.deep_clone(fill);
    Ok(tree::set_background(dom, root, Some(copy)).into())
}

/// Two drawings of the sheet at least become one group; others are no group.
fn group_drawings(call: &mut SlideCall<'_>) -> SlideResult {
    let root = this(call)?;
    let Value::List(items) = call.args.get(0) else {
        return Ok(Value::Null);
    };
    let here = tree::drawings(call.doc.dom(), root);
    let chosen: Vec<NodeId> = items
        .iter()
        .filter_map(|item| match item {
            Value::Handle(SlideRef::Draw(reference)) => reference.drawing(),
            _ => None,
        })
        .filter(|node| here.contains(node))
        .collect();
    let dom = call.doc.dom();
    let is_locked = |node: &NodeId| shape::lock(dom, *node, "noGrp");
    if chosen.len() < 2 || chosen.len() != items.len() || chosen.iter().any(is_locked) {
        return Ok(Value::Null);
    }
    let number = tree::free_id(call.doc.dom(), root);
    let group = group_up(call.doc, &chosen)?;
    put_whole(call.doc, root, group, number);
    Ok(Value::Handle(SlideRef::Draw(DrawRef::Group(group))))
}

/// Puts a group of drawings of the sheet there: it, and those that scripts did not name, get numbers from this one on.
fn put_whole(doc: &mut SlideEditor, root: NodeId, group: NodeId, mut number: u32) {
    let children = children(doc, group);
    let dom = doc.dom_mut();
    tree::add(dom, root, group);
    for drawing in std::iter::once(group).chain(children) {
        number = renew(dom, drawing, number);
    }
}

/// Gives a drawing that is called by its number a new one; the answer is the next number.
pub fn renew(dom: &mut spindle_ooxml::Dom, drawing: NodeId, number: u32) -> u32 {
    let Some(properties) = tree::properties(dom, drawing) else {
        return number;
    };
    let old = dom
        .attr(properties, "id")
        .and_then(|id| id.parse::<u32>().ok())
        .unwrap_or(0);
    let kind = kind_name(kind_of(dom, drawing));
    let name = dom.attr(properties, "name").unwrap_or_default();
    let by_number = name == format!("{kind} {}", old.saturating_sub(1)) || is_loose(name);
    if !by_number && !name.is_empty() {
        return number;
    }
    if by_number {
        dom.set_attr(properties, "name", "");
    }
    dom.set_attr(properties, "id", &number.to_string());
    name_by_number(dom, drawing);
    number.saturating_add(1)
}

/// Gives drawings that came out of a group numbers of their own on the sheet that they are on.
pub fn renew_all(dom: &mut spindle_ooxml::Dom, drawings: &[NodeId]) {
    for drawing in drawings {
        let root = dom.root_of(*drawing);
        let number = tree::free_id(dom, root);
        renew(dom, *drawing, number);
    }
}
