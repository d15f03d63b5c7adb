//! Data binding: controls that show what an element of a custom XML part holds (17.5.2.6).

use spindle_model::calendar::from_iso_8601;
use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as view;

use super::{create, fill};
use crate::api::word::handle::{this, yes};
use crate::api::word::{WordCall, WordEditor, WordResult};
use crate::value::Value;

/// Names in scripts and in files.
const PARTS: &[(&str, &str)] = &[
    ("prefixMapping", "w:prefixMappings"),
    ("xpath", "w:xpath"),
    ("storeItemID", "w:storeItemID"),
];

pub fn get_data_binding(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let dom = call.doc.dom();
    let Some(binding) = view::property(dom, control, "w:dataBinding") else {
        return Ok(Value::Null);
    };
    let entries = PARTS.iter().filter_map(|(script, file)| {
        let value = dom.attr(binding, file).filter(|value| !value.is_empty())?;
        Some(((*script).to_owned(), value.into()))
    });
    Ok(Value::Object(entries.collect()))
}

/// Binds a control, which shows the data at once; anything but an object takes the binding away.
pub fn set_data_binding(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let given = call.args.get(0).clone();
    let dom = call.doc.dom_mut();
    view::remove(dom, control, "w:dataBinding");
    if matches!(given, Value::Object(_)) {
        let binding = view::ensure(dom, control, "w:dataBinding");
        for (script, file) in PARTS {
            if let Some(value) = create::option_text(&given, script) {
                dom.set_attr(binding, file, &value);
            }
        }
        show(call.doc, control);
    }
    yes()
}

/// The text of the element that a control is bound to.
fn bound(doc: &mut WordEditor, control: NodeId) -> Option<String> {
    let dom = doc.dom();
    let binding = view::property(dom, control, "w:dataBinding")?;
    let id = dom.attr(binding, "w:storeItemID")?.to_owned();
    let path = dom.attr(binding, "w:xpath")?.to_owned();
    let attribute = path.rsplit_once("/@").map(|(_, name)| name.to_owned());
    let store = doc.text.package.custom_xml();
    let part = store.by_id(&id)?;
    let node = store.evaluate(part, &path).first().copied()?;
    match attribute {
        Some(name) => store.attribute(node, &name).map(str::to_owned),
        None => Some(store.text(node)),
    }
}

/// Lets a control show what it is bound to; `false` when that is not there.
fn show(doc: &mut WordEditor, control: NodeId) -> bool {
    let Some(text) = bound(doc, control) else {
        return false;
    };
    let dom = doc.dom();
    if view::checked(dom, control).is_some() {
        let on = matches!(text.trim(), "true" | "1");
        view::set_checked(doc.dom_mut(), control, on);
    } else if view::property(dom, control, "w:date").is_some() {
        match from_iso_8601(&text) {
            Some(time) => create::set_date(doc, control, time),
            None => fill(doc, control, &text),
        }
    } else if view::property(dom, control, "w:picture").is_none() {
        fill(doc, control, &text);
    }
    true
}

pub fn update(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    Ok(show(call.doc, control).into())
}

/// What a control would write into the data: its text, or for one around paragraphs a flat package of them.
pub fn get_data(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let dom = call.doc.dom();
    if !view::is_around_blocks(dom, control) {
        return Ok(view::text(dom, control).into());
    }
    let blocks: String = view::content_of(dom, control)
        .map(|content| {
            dom.child_elements(content)
                .map(|child| dom.serialize_fragment(child))
                .collect()
        })
        .unwrap_or_default();
    Ok(format!(
        "<?xml version=\"1.0\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part pkg:name=\"/_rels/.rels\" pkg:contentType=\"application/vnd.openxmlformats-package.relationships+xml\"><pkg:xmlData><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name=\"/word/document.xml\" pkg:contentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"><pkg:xmlData><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{blocks}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    .into())
}
