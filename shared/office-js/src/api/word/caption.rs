//! Captions: numbered titles of paragraphs and tables.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{block, caret, fields, props};

use super::handle::{list, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::value::Value;

/// Forms of numbers by which captions count.
const FORMS: &[&str] = &["ALPHABETIC", "alphabetic", "Arabic", "Roman", "roman"];

/// What stands between the number of a heading and that of the caption.
const SEPARATORS: &[(&str, &str)] = &[
    ("hyphen", "-"),
    ("period", "."),
    ("colon", ":"),
    ("longDash", "\u{2014}"),
    // Of this one the original makes a hyphen.
    ("dash", "-"),
];

/// What a reference to headings shows: the number of the one before, or that there is none.
fn heading_number(doc: &WordEditor, level: i64, before: NodeId) -> String {
    let text = &doc.text;
    let mut found = None;
    for paragraph in block::all(text.dom(), text.body(), "w:p") {
        if paragraph == before {
            break;
        }
        if text.heading_level(paragraph) == Some(level - 1) {
            found = Some(paragraph);
        }
    }
    // Where none comes before, the first one is meant.
    let found = found.or_else(|| {
        block::all(text.dom(), text.body(), "w:p")
            .into_iter()
            .find(|paragraph| text.heading_level(*paragraph) == Some(level - 1))
    });
    match found {
        Some(heading) => text.label_of(heading).map_or_else(
            || "0".to_owned(),
            |label| label.text.trim_end_matches('.').to_owned(),
        ),
        None => "Error! No text of specified style in document.".to_owned(),
    }
}

/// `AddCaption`: what follows the number, label, whether to leave the label out, form of the number, whether before,
/// level of the headings that are counted, separator.
pub fn add(call: &mut WordCall<'_>) -> WordResult {
    let target = this(call)?;
    let additional = call.args.opt_text(0).unwrap_or_default().into_owned();
    let label = call
        .args
        .opt_text(1)
        .filter(|label| !label.is_empty())
        .unwrap_or("Table".into())
        .into_owned();
    let exclude = call.args.boolean(2, false);
    let form = call.args.opt_text(3).unwrap_or_default();
    let form = FORMS
        .iter()
        .find(|known| **known == form)
        .unwrap_or(&"Arabic");
    let before = call.args.boolean(4, false);
    let level = call
        .args
        .opt_integer(5)
        .filter(|level| (0..=8).contains(level));
    let separator = call.args.opt_text(6).unwrap_or_default();
    let separator = SEPARATORS
        .iter()
        .find(|(name, _)| *name == separator)
        .map_or("-", |(_, sign)| sign);
    // It stands in the body, beside the table or the paragraph with the shape that the target is in.
    let Some(target) = outermost(call.doc, target) else {
        return super::handle::no();
    };
    let style = call.doc.text.style_by_name("Caption");
    let style = style
        .and_then(|style| call.doc.text.style_id(style))
        .map(str::to_owned);
    let dom = call.doc.dom_mut();
    let paragraph = dom.element("w:p");
    if let Some(style) = style {
        let ppr = props::container(dom, paragraph, "w:pPr");
        props::set_val(dom, ppr, "w:pStyle", &style);
    }
    if before {
        dom.insert_before(paragraph, target);
    } else {
        dom.insert_after(paragraph, target);
    }
    if !exclude {
        let run = fields::text_run(dom, &format!("{label} "), None);
        dom.append(paragraph, run);
    }
    // A label of several words is one name for the sequence.
    let name = sequence(&label);
    let mut code = format!(" SEQ {name} \\* {form} ");
    if let Some(level) = level {
        let shown = heading_number(call.doc, level.max(1), paragraph);
        let dom = call.doc.dom_mut();
        let run = fields::text_run(dom, &shown, None);
        let runs = fields::create(
            dom,
            &format!(" STYLEREF \"Heading {level}\" \\s"),
            vec![run],
            None,
        );
        for run in runs {
            dom.append(paragraph, run);
        }
        let sign = fields::text_run(dom, separator, None);
        dom.append(paragraph, sign);
        code = format!(" SEQ {name} \\* {form} \\s {level}");
    }
    let dom = call.doc.dom_mut();
    let number = fields::text_run(dom, "1", None);
    for run in fields::create(dom, &code, vec![number], None) {
        dom.append(paragraph, run);
    }
    if !additional.is_empty() {
        let run = fields::text_run(dom, &format!("{additional} "), None);
        dom.append(paragraph, run);
    }
    call.doc.text.update_sequences();
    if let Some(end) = caret::at(call.doc.dom(), paragraph, usize::MAX) {
        call.doc.move_caret(end);
    }
    yes()
}

/// What holds an element in the body or in a content control of the body; `None` for what is not in the body.
fn outermost(doc: &WordEditor, target: NodeId) -> Option<NodeId> {
    let dom = doc.dom();
    let body = doc.text.body();
    let mut node = target;
    let mut found = None;
    while let Some(parent) = dom.parent(node) {
        if parent == body {
            return found.or(Some(node));
        }
        if dom.is(parent, "w:sdtContent") {
            found = found.or(Some(node));
        } else if dom.is(parent, "w:tc") || dom.is(parent, "w:txbxContent") {
            found = None;
        }
        node = parent;
    }
    None
}

/// The name of the sequence that captions of a label count.
pub fn sequence(label: &str) -> String {
    label.replace(' ', "_")
}

/// `ApiDocument.GetAllCaptionParagraphs`
pub fn all(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(label) = call.args.get(0) else {
        return Ok(Value::List(Vec::new()));
    };
    let found = call.doc.text.sequence_paragraphs(&sequence(label));
    Ok(list(
        found
            .into_iter()
            .map(|(paragraph, _)| WordRef::Paragraph(paragraph)),
    ))
}
