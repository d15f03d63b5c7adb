//! `ApiParagraph`: a paragraph of a drawing's text.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::body::{self, Cursor};
use spindle_ooxml::drawing::text::link::{self, Item};
use spindle_ooxml::drawing::text::{paragraph as view, run, run_props};
use spindle_ooxml::word::inline::Separators;
use spindle_ooxml::word::text::TextOptions;

use super::insert::{self, Piece};
use super::options::text_options;
use super::{
    hyperlink, para_pr, paragraph_argument, paragraph_or_null, run_answer, text_argument, text_pr,
};
use crate::api::drawing::{
    Classes, DrawRef, DrawResult, DrawingHost, answer, argument, json, this,
};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiParagraph`
    pub const PARAGRAPH: &'static Class<E> = &Class {
        name: "ApiParagraph",
        parent: Some(Self::PARA_PR),
        members: &[
            Member::new("GetClassType", |_| Ok("paragraph".into())),
            Member::new("AddElement", add_element),
            Member::new("AddHyperlink", add_hyperlink),
            Member::new("AddLineBreak", |call| add_plain(call, "\n")),
            Member::new("AddTabStop", |call| add_plain(call, "\t")),
            Member::new("AddText", add_text),
            Member::new("Copy", copy),
            Member::new("Delete", delete),
            Member::new("GetElement", get_element),
            Member::new("GetElementsCount", get_elements_count),
            Member::new("GetFontNames", get_font_names),
            Member::new("GetInternalId", get_internal_id),
            Member::new("GetLastRunWithText", get_last_run_with_text),
            Member::new("GetNext", |call| neighbour(call, true)),
            Member::new("GetParaPr", |call| {
                Ok(answer::<E>(DrawRef::ParaPr(this(call)?)))
            }),
            Member::new("GetPrevious", |call| neighbour(call, false)),
            Member::new("GetText", get_text),
            Member::new("GetTextPr", |call| {
                Ok(answer::<E>(DrawRef::TextPr(this(call)?)))
            }),
            Member::new("InsertParagraph", insert_paragraph),
            Member::new("Last", last),
            Member::new("MoveCursorToEnd", |call| move_cursor(call, Cursor::End)),
            Member::new("MoveCursorToStart", |call| move_cursor(call, Cursor::Start)),
            Member::new("Push", push),
            Member::new("RemoveAllElements", remove_all_elements),
            Member::new("RemoveElement", remove_element),
            Member::new("Select", select),
            Member::new("SetBold", text_pr::set_bold),
            Member::new("SetCaps", text_pr::set_caps),
            Member::new("SetColor", text_pr::set_color),
            Member::new("SetDoubleStrikeout", text_pr::set_double_strikeout),
            Member::new("SetFontFamily", text_pr::set_font_family),
            Member::new("SetFontSize", text_pr::set_font_size),
            Member::new("SetHighlight", text_pr::set_highlight),
            Member::new("SetItalic", text_pr::set_italic),
            Member::new("SetPosition", text_pr::set_position),
            Member::new("SetSmallCaps", text_pr::set_small_caps),
            Member::new("SetSpacing", text_pr::set_spacing),
            Member::new("SetStrikeout", text_pr::set_strikeout),
            Member::new("SetText", set_text),
            Member::new("SetTextPr", set_text_pr),
            Member::new("SetUnderline", text_pr::set_underline),
            Member::new("SetVertAlign", text_pr::set_vert_align),
            Member::new("ToJSON", json::to_json),
        ],
        properties: &[],
    };
}

fn add_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let text = text_argument(call, 0);
    let created = view::add_text(call.doc.dom_mut(), paragraph, &text);
    Ok(run_answer::<E>(created))
}

fn set_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let text = text_argument(call, 0);
    let created = view::set_text(call.doc.dom_mut(), paragraph, &text);
    Ok(run_answer::<E>(created))
}

/// Makes a link, to an address and with a tip, of all the text. Not documented outside of text documents, but there.
fn add_hyperlink<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let (address, tip) = (text_argument(call, 0), text_argument(call, 1));
    if address.is_empty() {
        return Ok(Value::Null);
    }
    let id = hyperlink::relation(call, &address);
    let made = link::wrap(call.doc.dom_mut(), paragraph, &id, &tip);
    Ok(made.map_or(Value::Null, |link| answer::<E>(DrawRef::Hyperlink(link))))
}

/// Breaks and tabs stand in runs of their own, without the look of the text before.
fn add_plain<E: DrawingHost>(call: &mut Call<'_, E>, text: &str) -> DrawResult<E> {
    let paragraph = this(call)?;
    let dom = call.doc.dom_mut();
    view::elements(dom, paragraph);
    let created = run::create(dom, None);
    run::append_text(dom, created, text);
    run::insert(dom, paragraph, created, None);
    Ok(run_answer::<E>(created))
}

/// Puts the run or link given as an argument at a position; anything else is put nowhere.
fn put<E: DrawingHost>(call: &mut Call<'_, E>, position: Option<i64>) -> DrawResult<E> {
    let paragraph = this(call)?;
    match argument(call, 0) {
        Some(DrawRef::Run(given)) => insert::put_run(call, paragraph, given, position),
        Some(DrawRef::Hyperlink(given)) => insert::put_link(call, paragraph, given, position),
        _ => Ok(false.into()),
    }
}

fn add_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let position = match call.args.get(1) {
        Value::Null => Some(0),
        _ => call.args.opt_integer(1),
    };
    put(call, position)
}

/// As `AddElement` at the end; the original says nothing when it succeeds.
fn push<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let done = put(call, None)?;
    Ok(if done == Value::Bool(true) {
        Value::Undefined
    } else {
        done
    })
}

fn elements<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Vec<NodeId>, ApiError> {
    let paragraph = this(call)?;
    Ok(view::elements(call.doc.dom_mut(), paragraph))
}

/// Runs and links.
fn items<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Vec<Item>, ApiError> {
    let paragraph = this(call)?;
    Ok(link::items(call.doc.dom_mut(), paragraph))
}

fn item_answer<E: DrawingHost>(item: &Item) -> Value<E::Ref> {
    match item {
        Item::Run(head) => run_answer::<E>(*head),
        Item::Link(node, _) => answer::<E>(DrawRef::Hyperlink(*node)),
    }
}

/// The item whose position is argument 0.
fn nth_item<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Option<Item>, ApiError> {
    let found = items(call)?;
    let position = call
        .args
        .opt_integer(0)
        .and_then(|position| usize::try_from(position).ok());
    Ok(position.and_then(|position| found.into_iter().nth(position)))
}

fn get_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = nth_item(call)?;
    Ok(found.as_ref().map_or(Value::Null, item_answer::<E>))
}

fn get_elements_count<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(items(call)?.len().into())
}

fn last<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(items(call)?.last().map_or(Value::Null, item_answer::<E>))
}

fn get_last_run_with_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = elements(call)?;
    let dom = call.doc.dom();
    let separators = Separators::default();
    let mut with_text = found
        .into_iter()
        .rev()
        .filter(|head| !run::text(dom, *head, &separators).is_empty());
    Ok(with_text.next().map_or(Value::Undefined, run_answer::<E>))
}

fn remove_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let heads = match nth_item(call)? {
        Some(Item::Run(head)) => vec![head],
        Some(Item::Link(_, heads)) => heads,
        None => Vec::new(),
    };
    let mut removed = false;
    for head in heads {
        removed |= view::remove(call.doc.dom_mut(), head);
    }
    Ok(removed.into())
}

fn remove_all_elements<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    view::clear(call.doc.dom_mut(), paragraph);
    Ok(true.into())
}

fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let created = view::copy(call.doc.dom_mut(), paragraph);
    Ok(answer::<E>(DrawRef::Paragraph(created)))
}

fn delete<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    Ok(body::remove(call.doc.dom_mut(), paragraph).into())
}

fn move_cursor<E: DrawingHost>(call: &mut Call<'_, E>, cursor: Cursor) -> DrawResult<E> {
    let paragraph = this(call)?;
    body::move_cursor(call.doc.dom_mut(), paragraph, cursor);
    Ok(true.into())
}

/// In workbooks the original always fails: it has no text to select while the cells have the selection.
fn select<E: DrawingHost>(_call: &mut Call<'_, E>) -> DrawResult<E> {
    if E::NAME == "cell" {
        return Err(ApiError::Type(
            "text of drawings cannot be selected in a workbook".to_owned(),
        ));
    }
    Ok(true.into())
}

/// The paragraph after or before this one in its body.
fn neighbour<E: DrawingHost>(call: &mut Call<'_, E>, next: bool) -> DrawResult<E> {
    let paragraph = this(call)?;
    let dom = call.doc.dom();
    let step = |node| {
        if next {
            dom.next_sibling(node)
        } else {
            dom.prev_sibling(node)
        }
    };
    let mut found = step(paragraph);
    while let Some(node) = found.filter(|node| !dom.is(*node, "a:p")) {
        found = step(node);
    }
    Ok(paragraph_or_null::<E>(found))
}

fn get_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let mut options = text_options(call, 0);
    // Only texts of several paragraphs know what to put between them.
    options.paragraph = TextOptions::default().paragraph;
    let styles = if options.numbering {
        para_pr::styles(call.doc, paragraph)
    } else {
        Vec::new()
    };
    Ok(body::paragraph_text(call.doc.dom(), paragraph, &styles, &options).into())
}

/// Puts a paragraph or text before or after this one; answers the new paragraph, or this one.
fn insert_paragraph<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let here = this(call)?;
    let Some(body) = call.doc.dom().parent(here) else {
        return Ok(Value::Null);
    };
    let given = match (paragraph_argument(call, 0), call.args.get(0)) {
        (Some(given), _) => given,
        (None, Value::Text(text)) => {
            let dom = call.doc.dom_mut();
            let created = view::create(dom);
            view::add_text(dom, created, text);
            created
        }
        _ => return Ok(Value::Null),
    };
    let Some(given) = insert::claim(call, Piece::Paragraph, given, body)? else {
        return Ok(Value::Null);
    };
    let dom = call.doc.dom_mut();
    if call.args.opt_text(1).as_deref() == Some("before") {
        if let Some((paragraph, at)) = body::cursor(dom, body) {
            body::move_cursor(dom, paragraph, at);
        }
        dom.insert_before(given, here);
    } else {
        dom.insert_after(given, here);
    }
    let answered = if call.args.boolean(2, false) {
        given
    } else {
        here
    };
    Ok(answer::<E>(DrawRef::Paragraph(answered)))
}

/// A text that names the element in this document.
pub(super) fn get_internal_id<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(this(call)?.index().to_string().into())
}

fn set_text_pr<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(text_pr::merge_argument(call)?.into())
}

/// The fonts of the text: those of the theme, which what is in a document begins with, and those of the runs and of the
/// paragraph's end. Where none is named it is the one that the text has without.
fn get_font_names<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    let default = text_pr::default_font(call.doc, paragraph);
    let mut names: Vec<String> = Vec::new();
    if text_pr::is_placed(call.doc, paragraph) {
        names.extend(para_pr::inherited_fonts(call.doc, paragraph));
    }
    let heads = elements(call)?;
    let dom = call.doc.dom();
    let mut holders: Vec<Option<NodeId>> = heads
        .into_iter()
        .map(|head| dom.child(head, "a:rPr"))
        .collect();
    holders.push(dom.child(paragraph, "a:endParaRPr"));
    for holder in holders {
        let fonts = holder.map_or_else(Vec::new, |rpr| run_props::fonts(dom, rpr));
        if fonts.is_empty() {
            names.push(default.clone());
        }
        names.extend(fonts);
    }
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    Ok(Value::List(seen.into_iter().map(Into::into).collect()))
}
