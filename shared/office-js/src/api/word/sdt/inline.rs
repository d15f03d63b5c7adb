//! `ApiInlineLvlSdt`: a content control in a paragraph.

use spindle_ooxml::word::color::Color;
use spindle_ooxml::word::sdt::{self as view, list};
use spindle_ooxml::word::{inline as runs, span};
use spindle_ooxml::{Dom, NodeId};

use super::{common, create, fill, inline_arg};
use crate::api::word::handle::{itself, no, or_null, this, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiInlineLvlSdt",
    parent: Some(&common::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("inlineLvlSdt".into())),
        Member::new("AddText", add_text),
        Member::new("AddElement", |call| add_element(call, false)),
        Member::new("Push", |call| add_element(call, true)),
        Member::new("GetElement", get_element),
        Member::new("GetElementsCount", |call| {
            let content = content(call)?;
            Ok(runs::elements(call.doc.dom(), content).len().into())
        }),
        Member::new("RemoveElement", remove_element),
        Member::new("GetParentParagraph", common::parent_paragraph),
        Member::new("GetRange", get_range),
        Member::new("SetTextPr", set_text_pr),
        Member::new("GetColor", get_color),
        Member::new("SetColor", set_color),
        Member::new("IsForm", |call| {
            Ok(view::form::is(call.doc.dom(), this(call)?).into())
        }),
        Member::new("IsCheckBox", |call| is(call, "w14:checkbox")),
        Member::new("IsComboBox", |call| is(call, "w:comboBox")),
        Member::new("IsDropDownList", |call| is(call, "w:dropDownList")),
        Member::new("IsDatePicker", |call| is(call, "w:date")),
        Member::new("IsCheckBoxChecked", |call| {
            let control =
                common::of_kind(call, "w14:checkbox", "Content control must be a checkbox")?;
            Ok(view::checked(call.doc.dom(), control).into())
        }),
        Member::new("SetCheckBoxChecked", set_checked),
        Member::new("GetDate", get_date),
        Member::new("SetDate", set_date),
        Member::new("SetDateFormat", set_date_format),
        Member::new("AddListItem", add_list_item),
        Member::new("RemoveListItem", remove_list_item),
        Member::new("SelectListItem", select_list_item),
        Member::new("SetPictureSize", create::set_picture_size),
    ],
    properties: &[],
};

fn content(call: &mut WordCall<'_>) -> Result<NodeId, ApiError> {
    let control = this(call)?;
    Ok(view::content(call.doc.dom_mut(), control))
}

fn is(call: &mut WordCall<'_>, name: &str) -> WordResult {
    Ok(view::property(call.doc.dom(), this(call)?, name)
        .is_some()
        .into())
}

/// A placeholder gives way to what is added.
fn make_room(doc: &mut WordEditor, control: NodeId) {
    if view::shows_placeholder(doc.dom(), control) {
        let dom = doc.dom_mut();
        let content = view::content(dom, control);
        dom.clear(content);
        view::set_shows_placeholder(dom, control, false);
    }
}

/// Adds text to a control; `null` when its content is locked.
fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::is_content_locked(call.doc.dom(), control) {
        return Ok(Value::Null);
    }
    let text = crate::api::word::paragraph::text_arg(call, 0);
    make_room(call.doc, control);
    let dom = call.doc.dom_mut();
    let run = runs::run_like(dom, view::model_run(dom, control));
    runs::append_text(dom, run, &text);
    let content = view::content(dom, control);
    dom.append(content, run);
    Ok(Value::Handle(WordRef::Run(run)))
}

/// Adds a run, link or control: at a position, before the last element, or (`Push`) at the end.
fn add_element(call: &mut WordCall<'_>, at_end: bool) -> WordResult {
    let control = this(call)?;
    let element = match call.args.opt_handle(0) {
        Some(WordRef::Run(node) | WordRef::Hyperlink(node)) => Some(*node),
        _ => inline_arg(call, 0),
    };
    let Some(element) = element.filter(|_| !view::is_content_locked(call.doc.dom(), control))
    else {
        return no();
    };
    let content = content(call)?;
    let count = runs::elements(call.doc.dom(), content).len();
    let position = match call.args.opt_integer(1).filter(|_| !at_end) {
        _ if at_end => count,
        None => count.saturating_sub(1),
        Some(position) => match usize::try_from(position) {
            Ok(position) if position <= count => position,
            _ => return no(),
        },
    };
    if !call.doc.claim(element, content)? {
        return no();
    }
    make_room(call.doc, control);
    let dom = call.doc.dom_mut();
    match runs::elements(dom, content).get(position) {
        Some(before) => dom.insert_before(element, *before),
        None => dom.append(content, element),
    };
    yes()
}

fn element_at(call: &mut WordCall<'_>, or_first: bool) -> Result<Option<NodeId>, ApiError> {
    let content = content(call)?;
    let index = call.args.opt_integer(0).or(or_first.then_some(0));
    let elements = runs::elements(call.doc.dom(), content);
    Ok(index.and_then(|index| elements.get(usize::try_from(index).ok()?).copied()))
}

fn get_element(call: &mut WordCall<'_>) -> WordResult {
    let found = element_at(call, false)?;
    Ok(or_null(found.map(|node| call.doc.inline(node))))
}

fn remove_element(call: &mut WordCall<'_>) -> WordResult {
    let locked = view::is_content_locked(call.doc.dom(), this(call)?);
    match element_at(call, true)?.filter(|_| !locked) {
        Some(element) => {
            let control = this(call)?;
            let done = call.doc.dom_mut().detach(element);
            let content = content(call)?;
            if runs::elements(call.doc.dom(), content).is_empty() {
                super::empty(call.doc, control);
            }
            Ok(done.into())
        }
        None => no(),
    }
}

/// Where the content of a control stands: its paragraph (itself while there is none), the first position and how many.
pub fn place(dom: &Dom, content: NodeId) -> (NodeId, usize, usize) {
    let all = runs::runs(dom, content);
    let length = all.iter().map(|run| span::run_len(dom, *run)).sum();
    let paragraph = dom.ancestor(content, "w:p");
    let base = paragraph
        .zip(all.first())
        .and_then(|(paragraph, first)| span::offset_of(dom, paragraph, *first));
    (paragraph.unwrap_or(content), base.unwrap_or(0), length)
}

/// Characters of the control between two positions.
fn get_range(call: &mut WordCall<'_>) -> WordResult {
    let content = content(call)?;
    let dom = call.doc.dom();
    let all = runs::runs(dom, content);
    let (container, base, length) = place(dom, content);
    // Scripts count one more at the end of every run.
    let plain = |position: usize| {
        let (mut script, mut plain) = (0, 0);
        for run in &all {
            let length = span::run_len(dom, *run);
            if position <= script + length {
                return plain + (position - script);
            }
            script += length + 1;
            plain += length;
        }
        plain
    };
    let read = |index: usize, otherwise: usize| {
        call.args
            .opt_integer(index)
            .and_then(|position| usize::try_from(position).ok())
            .map_or(otherwise, plain)
    };
    let start = read(0, 0);
    let end = read(1, length).max(start);
    Ok(Value::Handle(WordRef::Range(
        container,
        base + start,
        base + end,
    )))
}

fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(WordRef::TextPr(source)) = call.args.opt_handle(0).copied() else {
        return Err(call.args.wrong(0, "oTextPr", "an ApiTextPr"));
    };
    super::apply_look(call.doc, control, source);
    itself(call)
}

fn get_color(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let dom = call.doc.dom();
    let color =
        view::property(dom, control, "w15:color").and_then(|node| Color::read(dom, node, "w:val"));
    Ok(super::color_value(color))
}

fn set_color(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let color = crate::api::word::color::argument(call, 0);
    let theme = call.doc.text.theme();
    let dom = call.doc.dom_mut();
    match color {
        Some(color) => {
            let node = view::ensure(dom, control, "w15:color");
            color.write(dom, node, "w:val", theme);
        }
        None => view::remove(dom, control, "w15:color"),
    }
    yes()
}

fn set_checked(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::checked(call.doc.dom(), control).is_none() {
        return no();
    }
    let on = call.args.boolean(0, false);
    view::set_checked(call.doc.dom_mut(), control, on);
    yes()
}

fn get_date(call: &mut WordCall<'_>) -> WordResult {
    let control = common::of_kind(call, "w:date", "Content control must be a date picker")?;
    Ok(create::date(call.doc, control).map_or(Value::Undefined, |time| Value::Date(time as f64)))
}

/// A date, or a text that is one; anything else means now, as in the original.
fn set_date(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::property(call.doc.dom(), control, "w:date").is_none() {
        return no();
    }
    let time = crate::api::word::form::date::time_of(call.args.get(0));
    create::set_date(call.doc, control, time.unwrap_or_else(create::now));
    yes()
}

fn set_date_format(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::property(call.doc.dom(), control, "w:date").is_none() {
        return no();
    }
    let format = call.args.text(0, "dateFormat")?.into_owned();
    if !format.is_empty() {
        create::set_date_property(call.doc.dom_mut(), control, "w:dateFormat", &format);
        create::show_date(call.doc, control);
    }
    yes()
}

/// `false` for a control without list, and for a value that is there already.
fn add_list_item(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if list::of(call.doc.dom(), control).is_none() {
        return no();
    }
    let Some(text) = call.args.opt_text(0) else {
        return yes();
    };
    let value = call.args.opt_text(1).unwrap_or_else(|| text.clone());
    let index = call
        .args
        .opt_integer(2)
        .and_then(|index| usize::try_from(index).ok());
    Ok(list::add(call.doc.dom_mut(), control, &text, &value, index).into())
}

fn item_by_value(call: &WordCall<'_>, control: NodeId) -> Option<NodeId> {
    let wanted = call.args.opt_text(0)?;
    let dom = call.doc.dom();
    list::items(dom, control)
        .into_iter()
        .find(|item| list::value(dom, *item) == wanted)
}

fn remove_list_item(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if list::of(call.doc.dom(), control).is_none() {
        return no();
    }
    if let Some(item) = item_by_value(call, control) {
        call.doc.dom_mut().detach(item);
    }
    yes()
}

/// A value that is not in the list empties the control.
fn select_list_item(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if list::of(call.doc.dom(), control).is_none() {
        return no();
    }
    match item_by_value(call, control) {
        Some(item) => {
            let text = list::text(call.doc.dom(), item).to_owned();
            fill(call.doc, control, &text);
        }
        None => super::empty(call.doc, control),
    }
    yes()
}
