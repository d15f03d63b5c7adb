//! Drawings of a document, story or paragraph: finding, adding to a page, grouping, replacing.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape;
use spindle_ooxml::word::drawing::{self as view, Placement, Wrapping};
use spindle_ooxml::word::{block, inline};

use super::handle::{list, no, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::{DrawRef, DrawingHost, argument, group_up, length};
use crate::class::Member;
use crate::value::Value;

/// The drawings below an element that are wanted.
fn found(call: &WordCall<'_>, below: NodeId, wanted: fn(DrawRef) -> bool) -> WordResult {
    let drawings = view::all(call.doc.dom(), below)
        .into_iter()
        .map(|node| call.doc.drawing(node))
        .filter(|drawing| wanted(*drawing));
    Ok(list(drawings.map(WordRef::Draw)))
}

/// The element whose drawings a member lists.
fn below(call: &WordCall<'_>) -> NodeId {
    match call.this {
        WordRef::Paragraph(node) => node,
        other => call.doc.container(other),
    }
}

pub const GET_ALL_DRAWING_OBJECTS: Member<WordEditor> =
    Member::new("GetAllDrawingObjects", |call| {
        found(call, below(call), |_| true)
    });
pub const GET_ALL_SHAPES: Member<WordEditor> = Member::new("GetAllShapes", |call| {
    found(call, below(call), |drawing| {
        matches!(drawing, DrawRef::Shape(_))
    })
});
pub const GET_ALL_IMAGES: Member<WordEditor> = Member::new("GetAllImages", |call| {
    found(call, below(call), |drawing| {
        matches!(drawing, DrawRef::Image(_))
    })
});
pub const GET_ALL_CHARTS: Member<WordEditor> = Member::new("GetAllCharts", |call| {
    found(call, below(call), |drawing| {
        matches!(drawing, DrawRef::Chart(_))
    })
});
pub const GET_ALL_OLE_OBJECTS: Member<WordEditor> = Member::new("GetAllOleObjects", |call| {
    found(call, below(call), |drawing| {
        matches!(drawing, DrawRef::OleObject(_))
    })
});

/// A new run of a paragraph with the drawing given as an argument; `null` when there is none that can be added.
pub fn add_to_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = super::handle::this(call)?;
    let Some(node) = super::drawing::claimed(call, 0, paragraph)? else {
        return Ok(Value::Null);
    };
    let dom = call.doc.dom_mut();
    let run = dom.element("w:r");
    view::put(dom, run, node);
    dom.append(paragraph, run);
    Ok(Value::Handle(WordRef::Run(run)))
}

/// Adds a drawing to the end of a run.
pub fn add_to_run(call: &mut WordCall<'_>) -> WordResult {
    let run = super::handle::this(call)?;
    let Some(node) = super::drawing::claimed(call, 0, run)? else {
        return no();
    };
    view::put(call.doc.dom_mut(), run, node);
    yes()
}

/// Whether a page ends in a paragraph by a break of its own.
fn page_breaks(doc: &WordEditor, paragraph: NodeId) -> usize {
    let dom = doc.dom();
    inline::runs(dom, paragraph)
        .into_iter()
        .flat_map(|run| dom.child_ids(run))
        .filter(|child| dom.is(*child, "w:br") && dom.attr(*child, "w:type") == Some("page"))
        .count()
}

/// The first paragraph of a page, as far as breaks of scripts say where pages end.
fn first_of_page(doc: &WordEditor, page: usize) -> Option<NodeId> {
    let mut seen = 0;
    for paragraph in block::all(doc.dom(), doc.text.body(), "w:p") {
        if seen >= page {
            return Some(paragraph);
        }
        seen += page_breaks(doc, paragraph);
        if seen >= page {
            return Some(paragraph);
        }
    }
    None
}

/// Puts a drawing at a place of a page: drawing, page from 0, left, top.
fn add_to_page(call: &mut WordCall<'_>) -> WordResult {
    let body = call.doc.text.body();
    let page = call
        .args
        .opt_integer(1)
        .and_then(|page| usize::try_from(page).ok());
    let Some(paragraph) = page.and_then(|page| first_of_page(call.doc, page)) else {
        return no();
    };
    let Some(node) = super::drawing::claimed(call, 0, body)? else {
        return no();
    };
    let (x, y) = (length(call, 2).unwrap_or(0), length(call, 3).unwrap_or(0));
    let dom = call.doc.dom_mut();
    let in_line = view::frame(dom, node).is_some_and(|frame| dom.is(frame, "wp:inline"));
    if in_line {
        view::set_wrapping(dom, node, Wrapping::InFront);
    }
    view::set_position(dom, node, true, "page", Placement::Offset(x));
    view::set_position(dom, node, false, "page", Placement::Offset(y));
    let run = dom.element("w:r");
    view::put(dom, run, node);
    let first = dom
        .children(paragraph)
        .find(|child| !dom.is(*child, "w:pPr"));
    match first {
        Some(first) => dom.insert_before(run, first),
        None => dom.append(paragraph, run),
    };
    yes()
}

/// The drawings whose names are in a list, or in a text.
fn by_name(call: &mut WordCall<'_>) -> WordResult {
    let wanted = |name: &str| match call.args.get(0) {
        Value::List(names) => Ok(names
            .iter()
            .any(|known| matches!(known, Value::Text(text) if text == name))),
        Value::Text(names) => Ok(names.contains(name)),
        _ => Err(call.args.wrong(0, "ids", "an array")),
    };
    let dom = call.doc.dom();
    let mut named = Vec::new();
    wanted("")?;
    for node in view::all(dom, dom.root_of(call.doc.text.body())) {
        let name = shape::label(dom, node, "name").unwrap_or_default();
        if wanted(name)? {
            named.push(WordRef::Draw(call.doc.drawing(node)));
        }
    }
    Ok(list(named))
}

/// The selected drawings that are still in the document.
fn selected(doc: &mut WordEditor) -> Vec<NodeId> {
    let all = doc.selection().clone();
    all.into_iter()
        .filter(|node| spindle_ooxml::word::props::attached(doc.dom(), *node))
        .collect()
}

fn get_selected(call: &mut WordCall<'_>) -> WordResult {
    let selected = selected(call.doc);
    Ok(list(
        selected
            .into_iter()
            .map(|node| WordRef::Draw(call.doc.drawing(node))),
    ))
}

/// Puts one drawing in place of another, with its place and wrapping when the third argument says so.
fn replace(call: &mut WordCall<'_>) -> WordResult {
    let (Some(old), Some(new)) = (
        argument(call, 0).and_then(DrawRef::drawing),
        argument(call, 1).and_then(DrawRef::drawing),
    ) else {
        return no();
    };
    let outer = call.doc.whole(old);
    let Some(run) = call.doc.dom().parent(outer) else {
        return no();
    };
    let incoming = call.doc.whole(new);
    if !call.doc.claim(incoming, run)? {
        return no();
    }
    let dom = call.doc.dom_mut();
    if call.args.boolean(2, false) {
        view::copy_frame(dom, old, new);
    }
    let wrapped = view::wrapped(dom, new);
    Ok(dom.replace(outer, wrapped).into())
}

/// Puts another picture into the selected ones: address, width, height.
fn replace_image(call: &mut WordCall<'_>) -> WordResult {
    let selected = selected(call.doc);
    let Some(node) = selected
        .into_iter()
        .find(|node| matches!(call.doc.drawing(*node), DrawRef::Image(_)))
    else {
        return yes();
    };
    let new = crate::api::drawing::new_image(call);
    let dom = call.doc.dom_mut();
    view::copy_frame(dom, node, new);
    let outer = view::whole(dom, node);
    let wrapped = view::wrapped(dom, new);
    dom.replace(outer, wrapped);
    let selection = call.doc.selection();
    selection.clear();
    selection.push(new);
    yes()
}

/// Groups two or more drawings of the document where the first of them is; `null` for fewer.
fn group(call: &mut WordCall<'_>) -> WordResult {
    let given = call.args.list(0, "aDrawings")?;
    let mut nodes = Vec::new();
    for value in given.iter().take(10_000) {
        let node = match value {
            Value::Handle(handle) => WordEditor::draw_ref(handle).and_then(DrawRef::drawing),
            _ => None,
        };
        let Some(node) = node else {
            return Ok(Value::Null);
        };
        if !spindle_ooxml::word::props::attached(call.doc.dom(), node) {
            return Ok(Value::Null);
        }
        nodes.push(node);
    }
    let (true, Some(first)) = (nodes.len() > 1, nodes.first().copied()) else {
        return Ok(Value::Null);
    };
    let outer = call.doc.whole(first);
    let Some(run) = call.doc.dom().parent(outer) else {
        return Ok(Value::Null);
    };
    // Drawings in the line stand beside each other.
    let mut left = 0_i64;
    let dom = call.doc.dom_mut();
    for node in &nodes {
        let in_line = view::frame(dom, *node).is_some_and(|frame| dom.is(frame, "wp:inline"));
        if in_line {
            shape::set_position(dom, *node, left, 0);
            left = left.saturating_add(shape::size(dom, *node).map_or(0, |size| size.0));
        }
    }
    let group = group_up(call.doc, &nodes)?;
    let dom = call.doc.dom_mut();
    view::set_wrapping(dom, group, Wrapping::InFront);
    view::put(dom, run, group);
    Ok(Value::Handle(WordRef::Draw(DrawRef::Group(group))))
}

/// Members of `ApiDocument` for drawings.
pub const ADD_TO_PAGE: Member<WordEditor> = Member::new("AddDrawingToPage", add_to_page);
pub const BY_NAME: Member<WordEditor> = Member::new("GetDrawingsByName", by_name);
pub const SELECTED: Member<WordEditor> = Member::new("GetSelectedDrawings", get_selected);
pub const REPLACE: Member<WordEditor> = Member::new("ReplaceDrawing", replace);
pub const REPLACE_IMAGE: Member<WordEditor> = Member::new("ReplaceCurrentImage", replace_image);
pub const GROUP: Member<WordEditor> = Member::new("GroupDrawings", group);
