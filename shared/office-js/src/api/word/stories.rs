//! What the document's members find beyond its body: headers, footers, and the text of shapes.

use std::collections::HashMap;

use spindle_ooxml::word::block;
use spindle_ooxml::word::header::Margin;
use spindle_ooxml::word::span::Match;
use spindle_ooxml::{Dom, NodeId};

use super::editor::fault;
use super::handle::list;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;

/// How deep texts of shapes are looked for in each other.
const MAX_BOXES: usize = 32;

/// The headers and footers of the document, section by section.
fn margins(doc: &mut WordEditor) -> Result<Vec<NodeId>, ApiError> {
    let mut found = Vec::new();
    for section in doc.text.sections() {
        for which in [Margin::Header, Margin::Footer] {
            for kind in ["first", "even", "default"] {
                let root = doc.text.header(section, which, kind).map_err(fault)?;
                found.extend(root.filter(|root| !found.contains(root)));
            }
        }
    }
    Ok(found)
}

/// All stories that a document's members list, in the order in which the original knows them: headers and footers, body.
pub fn of_document(doc: &mut WordEditor) -> Result<Vec<NodeId>, ApiError> {
    let mut all = margins(doc)?;
    all.push(doc.text.body());
    Ok(all)
}

/// The containers that a listing member goes through: all of the document's, or the one of the object.
pub fn listed(call: &mut WordCall<'_>) -> Result<Vec<NodeId>, ApiError> {
    match call.this {
        WordRef::Document => of_document(call.doc),
        WordRef::Paragraph(node) => Ok(vec![node]),
        other => Ok(vec![call.doc.container(other)]),
    }
}

/// The texts of shapes below a node; what older readers see in their place is none.
fn boxes(dom: &Dom, below: NodeId) -> Vec<NodeId> {
    dom.descendants(below)
        .filter(|node| dom.is(*node, "w:txbxContent"))
        .filter(|node| {
            let mut between = dom.ancestors(*node).take_while(|up| *up != below);
            !between.any(|up| dom.is(up, "mc:Fallback"))
        })
        .collect()
}

/// The paragraphs of a container, those of the shapes in a paragraph before it.
fn paragraphs(dom: &Dom, container: NodeId, depth: usize, found: &mut Vec<NodeId>) {
    for paragraph in block::all(dom, container, "w:p") {
        if depth < MAX_BOXES {
            for inner in boxes(dom, paragraph) {
                // Texts of shapes in the text of this one come with it.
                let nearest = dom.ancestor(inner, "w:p");
                if nearest == Some(paragraph) {
                    paragraphs(dom, inner, depth + 1, found);
                }
            }
        }
        found.push(paragraph);
    }
}

/// `GetAllParagraphs`
pub fn get_all_paragraphs(call: &mut WordCall<'_>) -> WordResult {
    let mut found = Vec::new();
    for container in listed(call)? {
        paragraphs(call.doc.dom(), container, 0, &mut found);
    }
    Ok(list(found.into_iter().map(WordRef::Paragraph)))
}

/// `GetAllTables`
pub fn get_all_tables(call: &mut WordCall<'_>) -> WordResult {
    let mut found = Vec::new();
    for container in listed(call)? {
        let dom = call.doc.dom();
        let inner = boxes(dom, container);
        for place in inner.into_iter().chain([container]) {
            found.extend(block::all(dom, place, "w:tbl"));
        }
    }
    Ok(list(found.into_iter().map(WordRef::Table)))
}

/// Where a text stands in a document, table or other container: the hits of every story, in the order of reading, with the
/// container that each counts its positions in. Texts of shapes come behind the paragraph that they are in.
pub fn find(
    doc: &mut WordEditor,
    handle: WordRef,
    text: &str,
    match_case: bool,
) -> Result<Vec<(NodeId, Match)>, ApiError> {
    let body = doc.text.body();
    let mut stories = vec![handle.node().unwrap_or(body)];
    if handle == WordRef::Document {
        stories.extend(margins(doc)?);
    }
    let mut all = Vec::new();
    for story in stories {
        let dom = doc.dom();
        // Members of a paragraph look at its own text only.
        let inner = if dom.is(story, "w:p") {
            Vec::new()
        } else {
            boxes(dom, story)
        };
        let several = !inner.is_empty();
        let mut hits: Vec<(NodeId, Match)> = Vec::new();
        for container in [story].into_iter().chain(inner) {
            let found = doc.text.find(container, text, match_case);
            hits.extend(found.into_iter().map(|hit| (container, hit)));
        }
        if several {
            let dom = doc.dom();
            let places: HashMap<NodeId, usize> = dom
                .descendants(story)
                .filter(|node| dom.is(*node, "w:p"))
                .enumerate()
                .map(|(place, node)| (node, place))
                .collect();
            hits.sort_by_key(|(_, hit)| places.get(&hit.paragraph).copied().unwrap_or(0));
        }
        all.extend(hits);
    }
    Ok(all)
}
