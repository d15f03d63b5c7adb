//! `ApiDocumentContent`: the paragraphs and tables of a body, header, footer or cell.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::notes::Note;
use spindle_ooxml::word::{block, props};

use super::handle::{block_arg, list, no, or_null, yes};
use super::paragraph::{empty, text_arg};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDocumentContent",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("documentContent".into())),
        Member::new("GetElement", get_element),
        Member::new("GetElementsCount", get_elements_count),
        Member::new("GetContent", get_content),
        Member::new("Push", push),
        Member::new("AddElement", add_element),
        Member::new("RemoveElement", remove_element),
        Member::new("RemoveAllElements", remove_all_elements),
        Member::new("AddParagraph", add_paragraph),
        Member::new("AddText", add_text),
        Member::new("SetText", set_text),
        Member::new("GetText", get_text),
        Member::new("GetAllParagraphs", super::stories::get_all_paragraphs),
        Member::new("GetAllTables", super::stories::get_all_tables),
        super::drawings::GET_ALL_DRAWING_OBJECTS,
        super::drawings::GET_ALL_SHAPES,
        super::drawings::GET_ALL_IMAGES,
        super::drawings::GET_ALL_CHARTS,
        super::drawings::GET_ALL_OLE_OBJECTS,
        Member::new("GetRange", super::range::of_content),
        Member::new(
            "GetCurrentContentControl",
            super::sdt::document::get_current,
        ),
        Member::new("GetInternalId", get_internal_id),
        Member::new(
            "GetCurrentParagraph",
            super::selection::get_current_paragraph,
        ),
        Member::new("GetCurrentRun", super::selection::get_current_run),
        Member::new("ToJSON", super::json::of_content),
        Member::new("GetDocumentVisitor", super::visitor::of_content),
        Member::new("GetElementIndex", super::tree::block_index),
        Member::new("IsFootnote", |call| super::note::is_note(call, Note::Foot)),
        Member::new("IsEndnote", |call| super::note::is_note(call, Note::End)),
        Member::new("SelectNoteReference", super::note::select_reference),
        Member::new("MoveCursorToNoteReference", super::note::move_to_reference),
    ],
    properties: &[],
};

/// The element whose children the object's elements are.
pub fn container(call: &WordCall<'_>) -> NodeId {
    call.doc.container(call.this)
}

fn index(call: &WordCall<'_>) -> Option<usize> {
    usize::try_from(call.args.opt_integer(0)?).ok()
}

fn get_element(call: &mut WordCall<'_>) -> WordResult {
    let found = index(call).and_then(|index| block::nth(call.doc.dom(), container(call), index));
    Ok(or_null(found.map(|node| call.doc.block(node))))
}

fn get_elements_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(block::count(call.doc.dom(), container(call)).into())
}

fn get_content(call: &mut WordCall<'_>) -> WordResult {
    let mut elements = block::elements(call.doc.dom(), container(call));
    if call.args.boolean(0, false) {
        elements = elements
            .into_iter()
            .map(|node| call.doc.dom_mut().deep_clone(node))
            .collect();
    }
    Ok(list(elements.into_iter().map(|node| call.doc.block(node))))
}

fn push(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    let Some(element) = block_arg(call, 0) else {
        return no();
    };
    if !call.doc.claim(element, place)? {
        return no();
    }
    block::push(call.doc.dom_mut(), place, element);
    yes()
}

/// A position beyond the end adds nothing and still answers `true`, as in the original.
fn add_element(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    let (Some(element), true) = (block_arg(call, 1), call.args.opt_number(0).is_some()) else {
        return no();
    };
    let Some(position) = index(call).filter(|index| *index <= block::count(call.doc.dom(), place))
    else {
        return yes();
    };
    if !call.doc.claim(element, place)? {
        return no();
    }
    block::insert(call.doc.dom_mut(), place, position, element);
    yes()
}

fn remove_element(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    let Some(found) = index(call).and_then(|index| block::nth(call.doc.dom(), place, index)) else {
        return no();
    };
    call.doc.dom_mut().detach(found);
    block::close(call.doc.dom_mut(), place);
    yes()
}

fn remove_all_elements(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    let had_caret = call.doc.caret().paragraph;
    block::clear(call.doc.dom_mut(), place);
    if !props::attached(call.doc.dom(), had_caret)
        && let Some(first) = caret::at(call.doc.dom(), place, 0)
    {
        call.doc.move_caret(Caret {
            offset: super::selection::BEHIND_FIRST,
            ..first
        });
    }
    yes()
}

fn add_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    let paragraph = call.doc.dom_mut().element("w:p");
    call.doc.note_block(paragraph, place);
    block::push(call.doc.dom_mut(), place, paragraph);
    Ok(Value::Handle(WordRef::Paragraph(paragraph)))
}

/// The last paragraph of a container; there always is one.
fn last_paragraph(doc: &mut WordEditor, place: NodeId) -> NodeId {
    let last = block::last(doc.dom(), place).filter(|node| doc.dom().is(*node, "w:p"));
    last.unwrap_or_else(|| {
        let paragraph = doc.dom_mut().element("w:p");
        block::append(doc.dom_mut(), place, paragraph);
        paragraph
    })
}

/// Adds text to the end of the last paragraph.
pub fn add_text_to(call: &mut WordCall<'_>, place: NodeId) -> WordResult {
    let text = text_arg(call, 0);
    let paragraph = last_paragraph(call.doc, place);
    Ok(Value::Handle(WordRef::Run(
        call.doc.add_run(paragraph, &text),
    )))
}

/// Replaces all content by one paragraph with this text.
pub fn set_text_of(call: &mut WordCall<'_>, place: NodeId) -> WordResult {
    let text = text_arg(call, 0);
    let elements = block::elements(call.doc.dom(), place);
    let keep = elements
        .iter()
        .copied()
        .find(|node| call.doc.dom().is(*node, "w:p"));
    for element in elements.into_iter().filter(|node| Some(*node) != keep) {
        call.doc.dom_mut().detach(element);
    }
    let paragraph = last_paragraph(call.doc, place);
    empty(call.doc, paragraph);
    Ok(Value::Handle(WordRef::Run(
        call.doc.add_run(paragraph, &text),
    )))
}

fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    add_text_to(call, place)
}

fn set_text(call: &mut WordCall<'_>) -> WordResult {
    let place = container(call);
    set_text_of(call, place)
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let options = super::options::text_options(call, 0);
    Ok(call.doc.text.text(container(call), &options).into())
}

fn get_internal_id(call: &mut WordCall<'_>) -> WordResult {
    Ok(container(call).index().to_string().into())
}
