//! `ApiRun`: a piece of text of one look.

use spindle_ooxml::word::inline;

use super::handle::{or_null, this, yes};
use super::paragraph::text_arg;
use super::{WordCall, WordEditor, WordRef, WordResult, text_pr};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiRun",
    parent: Some(&text_pr::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("run".into())),
        Member::new("AddText", add_text),
        Member::new("GetText", get_text),
        Member::new("AddLineBreak", |call| add_break(call, "textWrapping")),
        Member::new("AddPageBreak", |call| add_break(call, "page")),
        Member::new("AddColumnBreak", |call| add_break(call, "column")),
        Member::new("AddTabStop", add_tab_stop),
        Member::new("AddDrawing", super::drawings::add_to_run),
        Member::new("AddHyperlink", add_hyperlink),
        Member::new("ClearContent", clear_content),
        Member::new("RemoveAllElements", clear_content),
        Member::new(
            "GetParentContentControl",
            super::sdt::common::parent_control,
        ),
        Member::new("Copy", copy),
        Member::new("Delete", delete),
        Member::new("GetTextPr", |call| {
            Ok(Value::Handle(WordRef::TextPr(this(call)?)))
        }),
        Member::new("SetTextPr", text_pr::set_text_pr),
        Member::new("GetRange", super::range::of_run),
        Member::new("GetFontNames", super::paragraph_format::get_font_names),
        Member::new("GetParentParagraph", parent_paragraph),
        Member::new("GetParentTable", super::table::parent_table),
        Member::new("GetParentTableCell", super::table::parent_cell),
        Member::new("Select", super::selection::select),
        Member::new("MoveCursorToPos", super::selection::move_to_position),
        Member::new("AddComment", super::comment::add),
        Member::new("WrapInMailMergeField", super::mail_merge::wrap_in_field),
        Member::new("ToJSON", super::json::of_piece),
        Member::new("SetText", super::tree::set_run_text),
        Member::new("GetParent", super::tree::get_parent),
        Member::new("GetPosInParent", super::tree::inline_position),
    ],
    properties: &[],
};

fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    let text = text_arg(call, 0);
    inline::append_text(call.doc.dom_mut(), run, &text);
    yes()
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let options = super::options::text_options(call, 0);
    Ok(inline::text(call.doc.dom(), this(call)?, &options.inline).into())
}

fn add_break(call: &mut WordCall<'_>, kind: &str) -> WordResult {
    let run = this(call)?;
    inline::append_break(call.doc.dom_mut(), run, kind);
    yes()
}

fn add_tab_stop(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    inline::append_empty(call.doc.dom_mut(), run, "w:tab");
    yes()
}

/// Makes a link of the run; `null` when it is in no paragraph or has no text.
fn add_hyperlink(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    let dom = call.doc.dom();
    let free = dom.parent(run).is_some_and(|parent| dom.is(parent, "w:p"))
        && inline::own_children(dom, run).any(|child| !dom.is(child, "w:rPr"));
    let Some(link) = free
        .then(|| super::hyperlink::from_arguments(call))
        .flatten()
    else {
        return Ok(Value::Null);
    };
    // The run itself stays before the link, without text.
    let heir = inline::hand_over(call.doc.dom_mut(), run);
    call.doc.text.wrap_in_link(&[heir], link);
    let dom = call.doc.dom_mut();
    if let Some(paragraph) = dom.parent(link) {
        super::sdt::close_paragraph(call.doc, paragraph);
    }
    Ok(Value::Handle(WordRef::Hyperlink(link)))
}

fn clear_content(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    inline::clear_run(call.doc.dom_mut(), run);
    yes()
}

fn copy(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    Ok(Value::Handle(WordRef::Run(
        call.doc.dom_mut().deep_clone(run),
    )))
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let run = this(call)?;
    Ok(call.doc.remove_run(run).into())
}

/// The paragraph that the run or drawing is in.
pub fn parent_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    Ok(or_null(
        call.doc.dom().ancestor(node, "w:p").map(WordRef::Paragraph),
    ))
}
