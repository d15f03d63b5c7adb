//! `ApiParagraph`: content and place of a paragraph. Its formats are in `paragraph_format`.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::notes::Note;
use spindle_ooxml::word::text::TextOptions;
use spindle_ooxml::word::{block, inline, props};

use super::cross_ref::{self, Target};
use super::handle::{itself, no, or_null, paragraph_arg, this, yes};
use super::options::text_options;
use super::paragraph_format as format;
use super::{WordCall, WordEditor, WordRef, WordResult, selection, text_pr};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiParagraph",
    parent: Some(&super::para_pr::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("paragraph".into())),
        Member::new("AddText", add_text),
        Member::new("SetText", set_text),
        Member::new("GetText", get_text),
        Member::new("AddElement", add_element),
        // It says nothing when it did its work, as in the original.
        Member::new("Push", |call| match add_element(call)? {
            Value::Bool(true) => Ok(Value::Undefined),
            other => Ok(other),
        }),
        Member::new("GetElement", get_element),
        Member::new("GetElementsCount", get_elements_count),
        Member::new("Last", last),
        Member::new("GetLastRunWithText", get_last_run_with_text),
        Member::new("RemoveElement", remove_element),
        Member::new("RemoveAllElements", remove_all_elements),
        Member::new("AddLineBreak", |call| add_break(call, "textWrapping")),
        Member::new("AddPageBreak", |call| add_break(call, "page")),
        Member::new("AddColumnBreak", |call| add_break(call, "column")),
        Member::new("AddTabStop", add_tab_stop),
        Member::new("AddPageNumber", |call| add_field(call, "PAGE")),
        Member::new("AddPagesCount", |call| add_field(call, "NUMPAGES")),
        Member::new("AddDrawing", super::drawings::add_to_paragraph),
        Member::new("AddHyperlink", add_hyperlink),
        Member::new("AddPageBreakBefore", add_page_break_before),
        Member::new("Copy", copy),
        Member::new("Delete", delete),
        Member::new("ReplaceByElement", replace_by_element),
        Member::new("InsertParagraph", insert_paragraph),
        Member::new("GetNext", |call| neighbour(call, true)),
        Member::new("GetPrevious", |call| neighbour(call, false)),
        Member::new("GetPosInParent", get_pos_in_parent),
        Member::new("GetParentTable", super::table::parent_table),
        Member::new("GetParentTableCell", super::table::parent_cell),
        Member::new("GetInternalId", internal_id),
        super::drawings::GET_ALL_DRAWING_OBJECTS,
        super::drawings::GET_ALL_SHAPES,
        super::drawings::GET_ALL_IMAGES,
        super::drawings::GET_ALL_CHARTS,
        super::drawings::GET_ALL_OLE_OBJECTS,
        Member::new("GetRange", super::range::of_paragraph),
        Member::new("Search", super::search::search),
        Member::new("GetParaPr", |call| {
            Ok(Value::Handle(WordRef::ParaPr(this(call)?)))
        }),
        Member::new("GetTextPr", format::get_text_pr),
        Member::new("GetParagraphMarkTextPr", format::get_text_pr),
        Member::new("SetTextPr", text_pr::set_text_pr),
        Member::new("GetFontNames", format::get_font_names),
        Member::new("SetBold", text_pr::set_bold),
        Member::new("SetItalic", text_pr::set_italic),
        Member::new("SetUnderline", text_pr::set_underline),
        Member::new("SetStrikeout", text_pr::set_strikeout),
        Member::new("SetDoubleStrikeout", text_pr::set_double_strikeout),
        Member::new("SetCaps", text_pr::set_caps),
        Member::new("SetSmallCaps", text_pr::set_small_caps),
        Member::new("SetFontFamily", text_pr::set_font_family),
        Member::new("SetFontSize", text_pr::set_font_size),
        Member::new("SetColor", text_pr::set_color),
        Member::new("SetHighlight", text_pr::set_highlight),
        Member::new("SetSpacing", text_pr::set_spacing),
        Member::new("SetPosition", text_pr::set_position),
        Member::new("SetVertAlign", text_pr::set_vert_align),
        Member::new("SetNumbering", format::set_numbering),
        Member::new("GetNumbering", format::get_numbering),
        Member::new("SetReadingOrder", format::set_reading_order),
        Member::new("AddInlineLvlSdt", super::sdt::create::add_to_paragraph),
        Member::new("GetAllContentControls", super::sdt::document::of_paragraph),
        Member::new(
            "GetParentContentControl",
            super::sdt::common::parent_block_control,
        ),
        Member::new(
            "InsertInContentControl",
            super::sdt::document::insert_in_control,
        ),
        Member::new("SetSection", format::set_section),
        Member::new("GetSection", format::get_section),
        Member::new("Select", selection::select),
        Member::new("MoveCursorToStart", |call| {
            selection::move_to_edge(call, false)
        }),
        Member::new("MoveCursorToEnd", |call| {
            selection::move_to_edge(call, true)
        }),
        Member::new("AddComment", super::comment::add),
        Member::new("ToJSON", super::json::of_content),
        Member::new("ToHtml", super::markup::of_piece),
        Member::new("WrapInMailMergeField", super::mail_merge::wrap_in_field),
        Member::new("GetParent", super::tree::get_parent),
        Member::new("GetElementIndex", super::tree::inline_index),
        Member::new("IsEmpty", super::tree::is_empty),
        Member::new("GetParaId", format::get_para_id),
        Member::new("SetParaId", format::set_para_id),
        Member::new("AddCaption", super::caption::add),
        Member::new("AddBookmarkCrossRef", |call| {
            cross_ref::add(call, Target::Bookmark)
        }),
        Member::new("AddHeadingCrossRef", |call| {
            cross_ref::add(call, Target::Heading)
        }),
        Member::new("AddNumberedCrossRef", |call| {
            cross_ref::add(call, Target::Numbered)
        }),
        Member::new("AddCaptionCrossRef", |call| {
            cross_ref::add(call, Target::Caption)
        }),
        Member::new("AddFootnoteCrossRef", |call| {
            cross_ref::add(call, Target::Note(Note::Foot))
        }),
        Member::new("AddEndnoteCrossRef", |call| {
            cross_ref::add(call, Target::Note(Note::End))
        }),
    ],
    properties: &[],
};

/// Text of an argument: only strings count, as in the original; anything else adds nothing.
pub fn text_arg(call: &WordCall<'_>, index: usize) -> String {
    match call.args.get(index) {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let text = text_arg(call, 0);
    Ok(Value::Handle(WordRef::Run(
        call.doc.add_run(paragraph, &text),
    )))
}

fn set_text(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let text = text_arg(call, 0);
    let model = inline::runs(call.doc.dom(), paragraph).first().copied();
    empty(call.doc, paragraph);
    let dom = call.doc.dom_mut();
    let run = inline::run_like(dom, model);
    inline::append_text(dom, run, &text);
    dom.append(paragraph, run);
    Ok(Value::Handle(WordRef::Run(run)))
}

/// What ends paragraphs and cells is not for one paragraph to choose.
fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let plain = TextOptions::default();
    let options = TextOptions {
        paragraph: plain.paragraph,
        cell: plain.cell,
        row: plain.row,
        ..text_options(call, 0)
    };
    Ok(call.doc.text.paragraph_text(this(call)?, &options).into())
}

/// The element of a paragraph given as an argument.
fn inline_arg(call: &WordCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(WordRef::Run(node) | WordRef::Hyperlink(node)) => Some(*node),
        _ => super::sdt::inline_arg(call, index),
    }
}

fn add_element(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let Some(element) = inline_arg(call, 0) else {
        return no();
    };
    let elements = inline::elements(call.doc.dom(), paragraph);
    let at_end = call.args.opt_integer(1).is_none();
    let position = match call.args.opt_integer(1) {
        None => elements.len(),
        Some(position) => match usize::try_from(position) {
            Ok(position) if position <= elements.len() => position,
            _ => return no(),
        },
    };
    if !call.doc.claim(element, paragraph)? {
        return no();
    }
    let dom = call.doc.dom_mut();
    match elements.get(position).filter(|before| **before != element) {
        Some(before) => dom.insert_before(element, *before),
        None => dom.append(paragraph, element),
    };
    call.doc.note_inline(element);
    if at_end {
        super::sdt::close_paragraph(call.doc, paragraph);
    }
    yes()
}

fn get_element(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    Ok(element_of(call, paragraph))
}

/// The element of a paragraph or hyperlink whose position is argument 0; `null` where there is none.
pub fn element_of(call: &WordCall<'_>, parent: NodeId) -> Value<WordRef> {
    let elements = inline::elements(call.doc.dom(), parent);
    let found = call
        .args
        .opt_integer(0)
        .and_then(|index| elements.get(usize::try_from(index).ok()?).copied());
    or_null(found.map(|node| call.doc.inline(node)))
}

fn get_elements_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(inline::elements(call.doc.dom(), this(call)?).len().into())
}

fn last(call: &mut WordCall<'_>) -> WordResult {
    let found = inline::elements(call.doc.dom(), this(call)?)
        .last()
        .copied();
    Ok(or_null(found.map(|node| call.doc.inline(node))))
}

fn get_last_run_with_text(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let runs = inline::runs(dom, this(call)?);
    let found = runs
        .into_iter()
        .rev()
        .filter(|run| dom.ancestor(*run, "w:fldSimple").is_none())
        .find(|run| !inline::text(dom, *run, &inline::Separators::default()).is_empty());
    Ok(super::handle::or_undefined(
        found.map(|run| Value::Handle(WordRef::Run(run))),
    ))
}

fn remove_element(call: &mut WordCall<'_>) -> WordResult {
    let elements = inline::elements(call.doc.dom(), this(call)?);
    let found = call
        .args
        .opt_integer(0)
        .and_then(|index| elements.get(usize::try_from(index).ok()?).copied());
    let Some(found) = found else { return no() };
    let dom = call.doc.dom_mut();
    let paragraph = dom.parent(found);
    dom.detach(found);
    // Runs without text go too; one stays in a paragraph that has nothing else.
    for left in elements {
        let is_empty =
            dom.is(left, "w:r") && dom.child_elements(left).all(|child| dom.is(child, "w:rPr"));
        if is_empty {
            dom.detach(left);
        }
    }
    if let Some(paragraph) =
        paragraph.filter(|paragraph| inline::elements(dom, *paragraph).is_empty())
    {
        let run = dom.element("w:r");
        dom.append(paragraph, run);
    }
    yes()
}

/// Takes everything but the properties out of a paragraph.
pub fn empty(doc: &mut WordEditor, paragraph: NodeId) {
    let dom = doc.dom_mut();
    for child in dom.child_ids(paragraph) {
        if !dom.is(child, "w:pPr") {
            dom.detach(child);
        }
    }
}

/// What had elements keeps one empty run.
fn remove_all_elements(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let had = !inline::elements(call.doc.dom(), paragraph).is_empty();
    empty(call.doc, paragraph);
    if had {
        add_empty_run(call.doc, paragraph, None);
    }
    yes()
}

/// A run without text, before an element of the paragraph or at its end.
fn add_empty_run(doc: &mut WordEditor, paragraph: NodeId, before: Option<NodeId>) {
    let dom = doc.dom_mut();
    let run = dom.element("w:r");
    match before {
        Some(before) => dom.insert_before(run, before),
        None => dom.append(paragraph, run),
    };
}

/// Breaks, tabs and fields stand in runs of their own, without the look of the text before.
fn plain_run(
    call: &mut WordCall<'_>,
    fill: impl FnOnce(&mut spindle_ooxml::Dom, NodeId),
) -> WordResult {
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    let run = dom.element("w:r");
    fill(dom, run);
    dom.append(paragraph, run);
    call.doc.note_inline(run);
    Ok(Value::Handle(WordRef::Run(run)))
}

fn add_break(call: &mut WordCall<'_>, kind: &str) -> WordResult {
    plain_run(call, |dom, run| inline::append_break(dom, run, kind))
}

fn add_tab_stop(call: &mut WordCall<'_>) -> WordResult {
    plain_run(call, |dom, run| inline::append_empty(dom, run, "w:tab"))
}

fn add_field(call: &mut WordCall<'_>, instruction: &str) -> WordResult {
    let paragraph = this(call)?;
    let model = call.doc.model_run(paragraph);
    let dom = call.doc.dom_mut();
    let run = inline::run_like(dom, model);
    let field = inline::wrap_in_page_field(dom, run, instruction);
    dom.append(paragraph, field);
    Ok(Value::Handle(WordRef::Run(run)))
}

/// Makes a link of all that the paragraph holds.
fn add_hyperlink(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let Some(link) = super::hyperlink::from_arguments(call) else {
        return Ok(Value::Null);
    };
    let elements = inline::elements(call.doc.dom(), paragraph);
    if elements.is_empty() {
        call.doc.dom_mut().append(paragraph, link);
    } else {
        call.doc.text.wrap_in_link(&elements, link);
        add_empty_run(call.doc, link, None);
        // Scripts find a run on either side of it.
        add_empty_run(call.doc, paragraph, Some(link));
        add_empty_run(call.doc, paragraph, None);
    }
    Ok(Value::Handle(WordRef::Hyperlink(link)))
}

fn add_page_break_before(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    let ppr = props::container(dom, paragraph, "w:pPr");
    props::set_toggle(dom, ppr, "w:pageBreakBefore", true);
    itself(call)
}

fn copy(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    let created = dom.deep_clone(paragraph);
    dom.remove_attr(created, "w14:paraId");
    Ok(Value::Handle(WordRef::Paragraph(created)))
}

/// Takes the paragraph out; where it was keeps at least one.
fn delete(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    if call.doc.tracks() && call.doc.dom().parent(paragraph).is_some() {
        super::review::delete_paragraph(call.doc, paragraph);
        return yes();
    }
    let dom = call.doc.dom_mut();
    let Some(parent) = dom.parent(paragraph) else {
        return no();
    };
    dom.detach(paragraph);
    block::close(dom, parent);
    yes()
}

fn replace_by_element(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let Some(element) = super::handle::block_arg(call, 0).filter(|element| *element != paragraph)
    else {
        return no();
    };
    let Some(parent) = call.doc.dom().parent(paragraph) else {
        return no();
    };
    if !call.doc.claim(element, parent)? {
        return no();
    }
    let dom = call.doc.dom_mut();
    // What had nothing else gets an empty paragraph behind it.
    if block::elements(dom, parent).len() == 1 {
        let empty = dom.element("w:p");
        dom.insert_after(empty, paragraph);
    }
    dom.replace(paragraph, element);
    block::close(dom, parent);
    yes()
}

/// Puts a paragraph or text before or after this one; answers the new paragraph, or this one.
fn insert_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let here = this(call)?;
    let new = match paragraph_arg(call, 0) {
        Some(given) => given,
        None => {
            let text = text_arg(call, 0);
            let created = call.doc.dom_mut().element("w:p");
            call.doc.add_run(created, &text);
            created
        }
    };
    if new == here || call.doc.dom().parent(here).is_none() || !call.doc.claim(new, here)? {
        return Ok(Value::Null);
    }
    if call.args.opt_text(1).as_deref() == Some("before") {
        call.doc.dom_mut().insert_before(new, here);
    } else {
        call.doc.dom_mut().insert_after(new, here);
    }
    Ok(Value::Handle(WordRef::Paragraph(
        if call.args.boolean(2, false) {
            new
        } else {
            here
        },
    )))
}

/// The paragraph after or before this one in its story. Nothing comes after the last one of a table's cell.
fn neighbour(call: &mut WordCall<'_>, next: bool) -> WordResult {
    let paragraph = this(call)?;
    let dom = call.doc.dom();
    if next
        && let Some(parent) = dom.parent(paragraph)
        && dom.is(parent, "w:tc")
        && block::elements(dom, parent).last() == Some(&paragraph)
    {
        return Ok(Value::Null);
    }
    let root = dom.root_of(paragraph);
    let story = dom.child(root, "w:body").unwrap_or(root);
    let all = block::all(dom, story, "w:p");
    let index = all.iter().position(|candidate| *candidate == paragraph);
    let found = index.and_then(|index| {
        if next {
            all.get(index + 1)
        } else {
            all.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(found.copied().map(WordRef::Paragraph)))
}

/// The element's place among those of its parent; -1 when it has none.
pub fn get_pos_in_parent(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    let found = dom.parent(node).and_then(|parent| {
        block::elements(dom, parent)
            .iter()
            .position(|child| *child == node)
    });
    Ok(found.map_or(Value::Number(-1.0), Into::into))
}

/// A text that names the element in this document.
pub fn internal_id(call: &mut WordCall<'_>) -> WordResult {
    Ok(this(call)?.index().to_string().into())
}
