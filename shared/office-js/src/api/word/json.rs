//! `ToJSON` of the classes and `Api.FromJSON`: parts of documents as the original writes them in JSON.
//!
//! Keys and units are the original's. What it has no key for is kept under `otherXml`, so that what is read back is what
//! was written.

mod block;
mod mark;
mod numbering;
mod paragraph;
mod sdt;
mod section;
mod style;
mod table;
mod text;

use serde_json::{Map, Value as Json};
use spindle_ooxml::word::{block as blocks, span};
use spindle_ooxml::{Dom, NodeId};

use super::handle::this;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

type Object = Map<String, Json>;

/// Bytes of JSON that one call reads or writes at most.
const MAX_BYTES: usize = 32 << 20;

/// What goes with an object beside itself.
#[derive(Debug, Clone, Copy, Default)]
struct With {
    numberings: bool,
    styles: bool,
}

fn flags(call: &WordCall<'_>, numberings: Option<usize>, styles: Option<usize>) -> With {
    let read = |index: Option<usize>| index.is_some_and(|index| call.args.boolean(index, false));
    With {
        numberings: read(numberings),
        styles: read(styles),
    }
}

fn answer(call: &mut WordCall<'_>, mut object: Object, with: With) -> WordResult {
    if with.numberings {
        let all = numbering::used(call.doc, &object);
        put(&mut object, "numbering", all);
    }
    if with.styles {
        let all = style::used(call.doc, &object);
        put(&mut object, "styles", all);
    }
    let text = Json::Object(object).to_string();
    if text.len() > MAX_BYTES {
        return Err(ApiError::Range(format!(
            "{} bytes of JSON are more than {MAX_BYTES}",
            text.len()
        )));
    }
    Ok(text.into())
}

/// `ToJSON` of objects whose arguments are whether numberings and styles go with them.
pub fn of_content(call: &mut WordCall<'_>) -> WordResult {
    let with = flags(call, Some(0), Some(1));
    let object = match call.this {
        WordRef::Paragraph(node) => paragraph::write(call.doc, node),
        WordRef::Table(node) => table::write(call.doc, node),
        WordRef::Section(node) => section::write(call.doc, node),
        WordRef::Range(..) => range(call),
        _ => block::content(call.doc, this(call)?),
    };
    answer(call, object, with)
}

/// `ToJSON` of objects whose only argument is whether styles go with them.
pub fn of_piece(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let with = flags(call, None, Some(0));
    let doc = &*call.doc;
    let object = match call.this {
        WordRef::Run(_) => paragraph::run(doc, node, "run"),
        WordRef::Hyperlink(_) => paragraph::hyperlink(doc, node),
        WordRef::ParaPr(_) => text::paragraph(doc, node),
        _ => text::run(doc, node),
    };
    answer(call, object, with)
}

/// `ToJSON` of content controls.
pub fn of_control(call: &mut WordCall<'_>) -> WordResult {
    let with = flags(call, Some(0), Some(1));
    let object = sdt::write(call.doc, call.this, this(call)?);
    answer(call, object, with)
}

/// `ToJSON` of table, row and cell properties, table style parts, styles and numberings.
pub fn of_format(call: &mut WordCall<'_>) -> WordResult {
    let doc = &*call.doc;
    let object = match call.this {
        WordRef::TablePr(node) => table::properties(doc, node),
        WordRef::RowPr(node) | WordRef::Row(node) => table::row_properties(doc, node),
        WordRef::CellPr(node) | WordRef::Cell(node) => table::cell_properties(doc, node),
        WordRef::TableStylePr(node) | WordRef::WholeTable(node) => style::part(doc, node),
        WordRef::Style(node) => style::write(doc, node),
        WordRef::Numbering(id) => numbering::write(doc, &[id]),
        _ => Object::new(),
    };
    answer(call, object, With::default())
}

/// The paragraphs that a range touches, cut to it.
fn range(call: &mut WordCall<'_>) -> Object {
    let (container, start, end) = super::range::bounds(call);
    let doc = &*call.doc;
    let mut content = Vec::new();
    for paragraph in span::touched(doc.dom(), container, start, end) {
        let begin = span::offset_of(doc.dom(), container, paragraph).unwrap_or(0);
        let own = (start.saturating_sub(begin), end.saturating_sub(begin));
        content.push(Json::Object(paragraph::write_part(doc, paragraph, own)));
    }
    let mut object = Object::new();
    object.insert("type".to_owned(), "document".into());
    object.insert("content".to_owned(), Json::Array(content));
    object
}

/// `ApiDocument.ToJSON`: default text, default paragraph, theme, section, numberings, styles.
pub fn of_document(call: &mut WordCall<'_>) -> WordResult {
    let flag = |index| call.args.boolean(index, false);
    let (text, para, theme, sect) = (flag(0), flag(1), flag(2), flag(3));
    let with = flags(call, Some(4), Some(5));
    let section = call.doc.text.final_section();
    let defaults = ["w:rPrDefault", "w:pPrDefault"].map(|name| {
        call.doc
            .text
            .ensure_default_properties(name)
            .unwrap_or(section)
    });
    let doc = &*call.doc;
    let mut object = Object::new();
    object.insert("type".to_owned(), "document".into());
    if text {
        object.insert("textPr".to_owned(), text::run(doc, defaults[0]).into());
    }
    if para {
        object.insert(
            "paraPr".to_owned(),
            text::paragraph(doc, defaults[1]).into(),
        );
    }
    if theme && let Some(root) = doc.text.theme() {
        let mut entry = Object::new();
        let name = doc.dom().attr(root, "name").unwrap_or_default();
        entry.insert("name".to_owned(), name.into());
        entry.insert("type".to_owned(), "theme".into());
        object.insert("theme".to_owned(), entry.into());
    }
    if sect {
        object.insert("sectPr".to_owned(), section::write(doc, section).into());
    }
    let elements = block::elements(doc, doc.text.body());
    object.insert("content".to_owned(), elements);
    answer(call, object, with)
}

fn syntax(error: &serde_json::Error) -> ApiError {
    ApiError::State(format!("SyntaxError: this is no JSON: {error}"))
}

/// `Api.FromJSON`: the object, or several, that the JSON describes; `null` when it names no known type.
pub fn from(call: &mut WordCall<'_>) -> WordResult {
    let text = call.args.opt_text(0).unwrap_or("undefined".into());
    if text.len() > MAX_BYTES {
        return Err(ApiError::Range(format!(
            "{} bytes of JSON are more than {MAX_BYTES}",
            text.len()
        )));
    }
    let parsed: Json = serde_json::from_str(&text).map_err(|error| syntax(&error))?;
    let Some(object) = parsed.as_object() else {
        return Ok(Value::Null);
    };
    let doc = &mut *call.doc;
    style::take(doc, object);
    let numbers = numbering::take(doc, object);
    let doc = &mut Reader { doc, numbers };
    let handle = |node, wrap: fn(NodeId) -> WordRef| Ok(Value::Handle(wrap(node)));
    match kind(object) {
        "paragraph" => handle(paragraph::read(doc, object), WordRef::Paragraph),
        "run" | "endRun" | "mathRun" => handle(paragraph::read_run(doc, object), WordRef::Run),
        "hyperlink" => handle(paragraph::read_hyperlink(doc, object), WordRef::Hyperlink),
        "textPr" => {
            let run = doc.dom().element("w:r");
            text::read_run(doc, run, object);
            handle(run, WordRef::TextPr)
        }
        "paraPr" => {
            let paragraph = doc.dom().element("w:p");
            text::read_paragraph(doc, paragraph, object);
            handle(paragraph, WordRef::ParaPr)
        }
        "table" => handle(table::read(doc, object)?, WordRef::Table),
        "tablePr" => handle(table::detached(doc, "w:tbl", object), WordRef::TablePr),
        "tableRowPr" => handle(table::detached(doc, "w:tr", object), WordRef::RowPr),
        "tableCellPr" => handle(table::detached(doc, "w:tc", object), WordRef::CellPr),
        "tableStylePr" => handle(style::read_part(doc, object), WordRef::TableStylePr),
        "style" => Ok(style::read(doc, object)
            .map_or(Value::Null, |node| Value::Handle(WordRef::Style(node)))),
        "numbering" => Ok(numbering::first(doc, object)
            .map_or(Value::Null, |id| Value::Handle(WordRef::Numbering(id)))),
        "docContent" => handle(block::read_content(doc, object)?, WordRef::Content),
        "document" => block::read_document(doc, object),
        "inlineLvlSdt" | "blockLvlSdt" => Ok(sdt::read(doc, object)),
        _ if object.contains_key("pgSz") => handle(section::read(doc, object), WordRef::Section),
        _ => crate::api::drawing::from_json_value(call, &parsed),
    }
}

/// Reads JSON into a document.
struct Reader<'a> {
    doc: &'a mut WordEditor,
    /// The numberings of the JSON by the ids they have there.
    numbers: Vec<(String, i64)>,
}

impl Reader<'_> {
    fn dom(&mut self) -> &mut Dom {
        self.doc.dom_mut()
    }
}

/// The type that an object names.
fn kind(object: &Object) -> &str {
    object
        .get("type")
        .and_then(Json::as_str)
        .unwrap_or_default()
}

/// The object under a key.
fn object<'a>(parent: &'a Object, key: &str) -> Option<&'a Object> {
    parent.get(key)?.as_object()
}

/// The array under a key; empty when there is none.
fn array<'a>(parent: &'a Object, key: &str) -> &'a [Json] {
    parent
        .get(key)
        .and_then(Json::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The whole number under a key.
fn integer(parent: &Object, key: &str) -> Option<i64> {
    let number = parent.get(key)?.as_f64()?;
    number
        .is_finite()
        .then(|| number.round().clamp(-1e9, 1e9) as i64)
}

/// Adds what is under `name` to an object when it is there.
fn put(object: &mut Object, name: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

/// The children of a property container that have no key of their own, as XML.
fn others(dom: &Dom, container: NodeId, known: &[&str]) -> Option<Json> {
    let found: Vec<Json> = dom
        .child_elements(container)
        .filter(|child| {
            dom.name_of(*child)
                .is_some_and(|name| !known.contains(&name))
        })
        .map(|child| dom.serialize_fragment(child).into())
        .collect();
    (!found.is_empty()).then_some(Json::Array(found))
}

/// Puts back what [`others`] kept: elements that have a place in the container, and no others.
fn read_others(dom: &mut Dom, container: NodeId, given: &Object) {
    let sequence = dom
        .name_of(container)
        .and_then(spindle_ooxml::word::order::children_of)
        .unwrap_or(&[]);
    for xml in array(given, "otherXml").iter().filter_map(Json::as_str) {
        let Ok(node) = dom.try_fragment(xml) else {
            continue;
        };
        if dom
            .name_of(node)
            .is_some_and(|name| sequence.contains(&name))
        {
            dom.insert_ordered(container, node, sequence);
        }
    }
}

/// The paragraphs and tables below a new container element, in it or an empty one.
fn close(dom: &mut Dom, container: NodeId) -> NodeId {
    blocks::close(dom, container);
    container
}
