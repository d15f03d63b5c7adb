//! New content controls, and the date and picture that one shows.

use base64::Engine as _;
use spindle_model::calendar::{from_iso_8601, iso_8601};
use spindle_ooxml::drawing::shape;
use spindle_ooxml::word::sdt::{self as view, CheckState, dates, list};
use spindle_ooxml::word::{caret, drawing, inline, span};
use spindle_ooxml::{Dom, NodeId};

use super::{empty, fill};
use crate::api::drawing::{add_picture, length, picture_drawing};
use crate::api::word::handle::{no, this, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

/// Times beyond this are no dates of scripts (ECMA-262, 21.4.1.1).
pub const LAST_TIME: f64 = 8.64e15;

/// `Api.CreateInlineLvlSdt`
pub fn create_inline(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::InlineSdt(view::create(
        call.doc.dom_mut(),
        false,
    ))))
}

/// `Api.CreateBlockLvlSdt`
pub fn create_block(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::BlockSdt(view::create(
        call.doc.dom_mut(),
        true,
    ))))
}

fn made(control: NodeId) -> WordResult {
    Ok(Value::Handle(WordRef::InlineSdt(control)))
}

/// A text of an object given as options.
pub fn option_text(options: &Value<WordRef>, name: &str) -> Option<String> {
    match options.get(name) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// `Api.CreateComboBoxContentControl` and `CreateDropDownListContentControl`: items, and which is selected.
pub fn create_list(call: &mut WordCall<'_>, kind: &str) -> WordResult {
    let control = view::create(call.doc.dom_mut(), false);
    view::ensure(call.doc.dom_mut(), control, kind);
    if let Value::List(items) = call.args.get(0) {
        for item in items {
            let shown = option_text(item, "display");
            let meant = option_text(item, "value");
            let (Some(shown), Some(meant)) = (
                shown.as_ref().or(meant.as_ref()),
                meant.as_ref().or(shown.as_ref()),
            ) else {
                continue;
            };
            list::add(call.doc.dom_mut(), control, shown, meant, None);
        }
    }
    let selected = match call.args.get(1) {
        Value::Number(index) if *index >= 0.0 => Some(*index as usize),
        _ => None,
    };
    let dom = call.doc.dom();
    let text = selected
        .and_then(|index| list::items(dom, control).get(index).copied())
        .map(|item| list::text(dom, item).to_owned());
    match text {
        Some(text) => fill(call.doc, control, &text),
        None => {
            empty(call.doc, control);
            begin_with_run(call.doc, control);
        }
    }
    made(control)
}

/// `Api.CreateDatePickerContentControl`: `format` and `lang`. It shows today.
pub fn create_date_picker(call: &mut WordCall<'_>) -> WordResult {
    let control = date_picker(call);
    set_date(call.doc, control, now());
    made(control)
}

/// A date picker that shows nothing yet, of the options `format` and `lang`.
fn date_picker(call: &mut WordCall<'_>) -> NodeId {
    let control = view::create(call.doc.dom_mut(), false);
    let options = call.args.get(0);
    let format = option_text(options, "format").unwrap_or_else(|| "mm/dd/yyyy".to_owned());
    let language = option_text(options, "lang").unwrap_or_else(|| "en-US".to_owned());
    make_date(call.doc, control, &format, &language);
    control
}

/// Scripts find a run without text before some placeholders.
fn begin_with_run(doc: &mut WordEditor, control: NodeId) {
    let dom = doc.dom_mut();
    let content = view::content(dom, control);
    let run = dom.element("w:r");
    dom.prepend(content, run);
}

/// `ApiDocument.AddDatePickerContentControl`: as [`create_date_picker`], but without date.
pub fn create_empty_date_picker(call: &mut WordCall<'_>) -> WordResult {
    let control = date_picker(call);
    call.doc.text.set_placeholder(control, ENTER_DATE);
    call.doc.text.show_placeholder(control, ENTER_DATE);
    begin_with_run(call.doc, control);
    made(control)
}

/// What a date picker without date shows.
const ENTER_DATE: &str = "Enter a date";

/// The present, in milliseconds since 1970.
pub fn now() -> i64 {
    crate::api::word::clock::now() as i64
}

/// Makes a control a date picker without date.
pub fn make_date(doc: &mut WordEditor, control: NodeId, format: &str, language: &str) {
    let dom = doc.dom_mut();
    set_date_property(dom, control, "w:dateFormat", format);
    set_date_property(dom, control, "w:lid", language);
    set_date_property(dom, control, "w:storeMappedDataAs", "dateTime");
    set_date_property(dom, control, "w:calendar", "gregorian");
}

/// Writes a property of a date picker (17.5.2.7).
pub fn set_date_property(dom: &mut Dom, control: NodeId, name: &str, value: &str) {
    const ORDER: &[&str] = &["w:dateFormat", "w:lid", "w:storeMappedDataAs", "w:calendar"];
    let date = view::ensure(dom, control, "w:date");
    let node = dom.ensure_child(date, name, ORDER);
    dom.set_attr(node, "w:val", value);
}

/// A property of a date picker.
pub fn date_property(doc: &WordEditor, control: NodeId, name: &str) -> Option<String> {
    let dom = doc.dom();
    let node = dom.child(view::property(dom, control, "w:date")?, name)?;
    dom.attr(node, "w:val").map(str::to_owned)
}

/// The date of a date picker.
pub fn date(doc: &WordEditor, control: NodeId) -> Option<i64> {
    let dom = doc.dom();
    let node = view::property(dom, control, "w:date")?;
    from_iso_8601(dom.attr(node, "w:fullDate")?)
}

/// Gives a date picker a date, and shows it.
pub fn set_date(doc: &mut WordEditor, control: NodeId, time: i64) {
    let text = iso_8601(time);
    let seconds = text.split('.').next().unwrap_or_default();
    let dom = doc.dom_mut();
    let node = view::ensure(dom, control, "w:date");
    dom.set_attr(node, "w:fullDate", &format!("{seconds}Z"));
    show_date(doc, control);
}

/// Shows the date of a date picker in its format and language.
pub fn show_date(doc: &mut WordEditor, control: NodeId) {
    let Some(time) = date(doc, control) else {
        return;
    };
    let format = date_property(doc, control, "w:dateFormat").unwrap_or_default();
    let language = date_property(doc, control, "w:lid").unwrap_or_default();
    let shown = dates::format(time, &format, &language);
    fill(doc, control, &shown);
}

/// `Api.CreateCheckBoxContentControl`: `checked`, and the symbols and fonts of both states.
pub fn create_check_box(call: &mut WordCall<'_>) -> WordResult {
    let control = view::create(call.doc.dom_mut(), false);
    let options = call.args.get(0);
    let state = |symbol: &str, font: &str, otherwise: char| CheckState {
        symbol: match options.get(symbol) {
            Some(Value::Number(code)) => char::from_u32(*code as u32),
            Some(Value::Text(text)) => text.chars().next(),
            _ => None,
        }
        .unwrap_or(otherwise),
        font: option_text(options, font).unwrap_or_else(|| "MS Gothic".to_owned()),
    };
    let on = state("checkedSymbol", "checkedFont", '\u{2612}');
    let off = state("uncheckedSymbol", "uncheckedFont", '\u{2610}');
    let checked = matches!(options.get("checked"), Some(Value::Bool(true)));
    view::make_check_box(call.doc.dom_mut(), control, &on, &off, checked);
    made(control)
}

/// A light grey square: what picture controls show until they have a picture.
const GREY: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==";
/// The size of a picture control when none is given, in EMU.
const PICTURE_SIZE: i64 = 1_800_000;

/// `Api.CreatePictureContentControl`: width and height in EMU.
pub fn create_picture(call: &mut WordCall<'_>) -> WordResult {
    let control = view::create(call.doc.dom_mut(), false);
    let size = |index: usize| length(call, index).unwrap_or(PICTURE_SIZE);
    let (width, height) = (size(0), size(1));
    view::ensure(call.doc.dom_mut(), control, "w:picture");
    show_no_picture(call.doc, control, width, height);
    made(control)
}

/// Lets a picture control show that it has no picture.
pub fn show_no_picture(doc: &mut WordEditor, control: NodeId, width: i64, height: i64) {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(GREY)
        .unwrap_or_default();
    put_picture(doc, control, &bytes, (width, height));
    view::set_shows_placeholder(doc.dom_mut(), control, true);
}

/// Lets a control show a picture; `false`, with nothing changed, when the bytes are none.
fn put_picture(doc: &mut WordEditor, control: NodeId, bytes: &[u8], size: (i64, i64)) -> bool {
    let Some(added) = add_picture(doc, bytes) else {
        return false;
    };
    let picture = picture_drawing(doc, Some(&added.embed), size);
    let dom = doc.dom_mut();
    let content = view::content(dom, control);
    dom.clear(content);
    let run = dom.element("w:r");
    dom.append(run, picture);
    dom.append(content, run);
    view::set_shows_placeholder(dom, control, false);
    true
}

/// The drawing that a picture control shows.
pub fn picture_of(doc: &WordEditor, control: NodeId) -> Option<NodeId> {
    let dom = doc.dom();
    let content = view::content_of(dom, control)?;
    drawing::all(dom, content).first().copied()
}

/// Lets a picture control show the picture at an address, in the size of what it showed. A picture that cannot be had
/// changes nothing.
pub fn load_picture(call: &mut WordCall<'_>, control: NodeId, address: &str) -> bool {
    let Ok(bytes) = call.fetch(address) else {
        return false;
    };
    let size = picture_of(call.doc, control)
        .and_then(|picture| shape::size(call.doc.dom(), picture))
        .unwrap_or((PICTURE_SIZE, PICTURE_SIZE));
    put_picture(call.doc, control, &bytes, size)
}

/// `SetPicture`: `false` for a control that is for something else.
pub fn set_picture(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::property(call.doc.dom(), control, "w:picture").is_none() {
        return no();
    }
    if let Some(address) = call.args.opt_text(0).map(|text| text.into_owned()) {
        load_picture(call, control, &address);
    }
    yes()
}

/// `SetPictureSize`: width and height in EMU.
pub fn set_picture_size(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::property(call.doc.dom(), control, "w:picture").is_none() {
        return no();
    }
    let size = |index: usize| length(call, index);
    if let (Some(width), Some(height)) = (size(0), size(1))
        && let Some(picture) = picture_of(call.doc, control)
    {
        shape::set_size(call.doc.dom_mut(), picture, width, height);
    }
    yes()
}

/// `ApiParagraph.AddInlineLvlSdt`: adds a control, a new one when none is given.
pub fn add_to_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let control = match call.args.opt_handle(0) {
        Some(WordRef::InlineSdt(control)) => *control,
        _ => view::create(call.doc.dom_mut(), false),
    };
    if call.doc.claim(control, paragraph)? {
        call.doc.dom_mut().append(paragraph, control);
        super::close_paragraph(call.doc, paragraph);
    }
    made(control)
}

/// Adds a new control where the cursor of a script stands.
///
/// # Errors
/// Those of `create`.
pub fn at_cursor(
    call: &mut WordCall<'_>,
    create: impl FnOnce(&mut WordCall<'_>) -> WordResult,
) -> WordResult {
    let answer = create(call)?;
    if let Value::Handle(WordRef::InlineSdt(control) | WordRef::Form(_, control)) = answer {
        insert_at_cursor(call.doc, control)?;
    }
    Ok(answer)
}

fn insert_at_cursor(doc: &mut WordEditor, control: NodeId) -> Result<(), ApiError> {
    let place = doc.caret();
    let cursor = place.paragraph;
    if !doc.dom().is(cursor, "w:p") || !doc.claim(control, cursor)? {
        return Ok(());
    }
    // Controls that are added one after the other stand in that order.
    let last = doc
        .cursor_control
        .filter(|(_, at)| *at == place)
        .map(|(last, _)| last);
    doc.current_control = Some(control);
    let dom = doc.dom_mut();
    let is_start = |dom: &Dom, child: NodeId| {
        dom.is(child, "w:pPr") || (dom.is(child, "w:r") && dom.first_child(child).is_none())
    };
    match last {
        Some(last) if takes_cursor(dom, last) => nest(dom, control, last),
        Some(last) => {
            dom.insert_after(control, last);
        }
        None if place.offset > 0 => caret::insert_inline(dom, place, control),
        None => {
            let before = dom.children(cursor).find(|child| !is_start(dom, *child));
            match before {
                Some(before) => dom.insert_before(control, before),
                None => dom.append(cursor, control),
            };
        }
    }
    super::close_paragraph(doc, cursor);
    let behind = if takes_cursor(doc.dom(), control) {
        place
    } else {
        behind(doc.dom(), cursor, control)
    };
    doc.move_caret(behind);
    doc.cursor_control = Some((control, behind));
    Ok(())
}

/// Whether the cursor stands in a control once it is added; it stands behind a check box.
fn takes_cursor(dom: &Dom, control: NodeId) -> bool {
    view::property(dom, control, "w14:checkbox").is_none()
}

/// Puts a control into another one, in place of its placeholder.
fn nest(dom: &mut Dom, control: NodeId, outer: NodeId) {
    let Some(content) = view::content_of(dom, outer) else {
        dom.insert_after(control, outer);
        return;
    };
    if view::shows_placeholder(dom, outer) {
        for child in dom.child_ids(content) {
            dom.detach(child);
        }
        view::set_shows_placeholder(dom, outer, false);
    }
    dom.append(content, control);
}

/// The place behind a control of a paragraph.
fn behind(dom: &Dom, paragraph: NodeId, control: NodeId) -> caret::Caret {
    let (mut offset, mut end) = (0, 0);
    for run in inline::runs(dom, paragraph) {
        offset += span::run_len(dom, run);
        if dom.ancestors(run).any(|up| up == control) {
            end = offset;
        }
    }
    caret::Caret {
        paragraph,
        offset: end,
    }
}

/// Types into the control that the cursor stands in: a combo box takes the text, other ones refuse it. `false` when it
/// stands in none.
pub fn type_into_control(doc: &mut WordEditor, text: &str) -> bool {
    let place = doc.caret();
    let Some((control, at)) = doc.cursor_control else {
        return false;
    };
    if at != place || !takes_cursor(doc.dom(), control) {
        return false;
    }
    if view::property(doc.dom(), control, "w:comboBox").is_some() {
        let before = if view::shows_placeholder(doc.dom(), control) {
            String::new()
        } else {
            view::text(doc.dom(), control)
        };
        fill(doc, control, &format!("{before}{text}"));
    }
    true
}
