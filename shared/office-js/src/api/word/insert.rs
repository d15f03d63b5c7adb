//! `ApiDocument.InsertContent`: elements at the cursor.

use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::span;
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, yes};
use super::{WordCall, WordRef, WordResult};
use crate::value::Value;

/// The elements of a paragraph or a paragraph itself: what can stand in a line.
fn is_line(call: &WordCall<'_>, element: NodeId) -> bool {
    !call.doc.dom().is(element, "w:tbl") && !call.doc.dom().is(element, "w:sdt")
}

/// Puts elements where the cursor stands, in place of what is selected. The first paragraph goes on what is before the
/// cursor; what is behind the cursor stays in its own paragraph. Inline, the content of paragraphs joins the line.
pub fn insert_content(call: &mut WordCall<'_>) -> WordResult {
    let given = call.args.list(0, "arrContent")?;
    let mut elements = Vec::with_capacity(given.len());
    for value in given {
        match value {
            Value::Handle(
                WordRef::Paragraph(node)
                | WordRef::Table(node)
                | WordRef::Run(node)
                | WordRef::Hyperlink(node),
            ) => elements.push(*node),
            // What is text becomes a paragraph of its own.
            Value::Text(_) | Value::Number(_) => {
                let text = match value {
                    Value::Number(number) => crate::args::number_text(*number),
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                };
                let paragraph = call.doc.dom_mut().element("w:p");
                call.doc.add_run(paragraph, &text);
                elements.push(paragraph);
            }
            _ => return no(),
        }
    }
    let place = call.doc.clear_selection();
    for element in &mut elements {
        if !call.doc.claim(*element, place.paragraph)? {
            return no();
        }
        let dom = call.doc.dom_mut();
        if !dom.is(*element, "w:p") && !dom.is(*element, "w:tbl") && !dom.is(*element, "w:sdt") {
            let paragraph = dom.element("w:p");
            dom.append(paragraph, *element);
            *element = paragraph;
        }
    }
    if call.args.boolean(1, false) {
        // What cannot stand in a line is left out.
        elements.retain(|element| is_line(call, *element));
        insert_line(call, place, elements);
    } else {
        insert_blocks(call, place, elements);
    }
    yes()
}

/// What a paragraph holds beside its properties.
fn content(dom: &Dom, paragraph: NodeId) -> Vec<NodeId> {
    dom.children(paragraph)
        .filter(|child| !dom.is(*child, "w:pPr"))
        .collect()
}

fn insert_line(call: &mut WordCall<'_>, place: Caret, elements: Vec<NodeId>) {
    let dom = call.doc.dom_mut();
    let mut place = place;
    for element in elements {
        for child in content(dom, element) {
            let before = span::paragraph_len(dom, place.paragraph);
            caret::insert_inline(dom, place, child);
            place.offset += span::paragraph_len(dom, place.paragraph) - before;
        }
    }
    call.doc.move_caret(place);
}

fn insert_blocks(call: &mut WordCall<'_>, place: Caret, elements: Vec<NodeId>) {
    let dom = call.doc.dom_mut();
    let mut here = place.paragraph;
    if place.offset > 0 {
        let head = here;
        here = caret::split(dom, place);
        if let Some(first) = elements
            .first()
            .copied()
            .filter(|first| dom.is(*first, "w:p"))
        {
            let after = dom.child(first, "w:pPr");
            let mut last = after;
            for child in content(dom, head) {
                match last {
                    Some(last) => dom.insert_after(child, last),
                    None => dom.prepend(first, child),
                };
                last = Some(child);
            }
            dom.detach(head);
        }
    }
    for element in elements {
        dom.insert_before(element, here);
    }
    call.doc.move_caret(Caret {
        paragraph: here,
        offset: 0,
    });
}
