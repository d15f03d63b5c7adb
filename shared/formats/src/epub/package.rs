//! The package document: what a book says of itself and what it is made of (EPUB 3.3, 5).

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use spindle_model::convert::ConvertError;
use spindle_model::document::Metadata;

/// The most items of a package.
const MAX_ITEMS: usize = 100_000;

/// What a package document says.
#[derive(Default)]
pub(super) struct Package {
    pub(super) metadata: Metadata,
    /// The texts in their order: names of entries.
    pub(super) spine: Vec<String>,
}

/// The name of the package document, as `META-INF/container.xml` says it.
pub(super) fn root_file(container: &str) -> Option<String> {
    let mut reader = Reader::from_str(container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "rootfile" =>
            {
                if let Some(path) = attribute(&element, "full-path") {
                    return Some(path);
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Reads a package document that lies at `path`.
pub(super) fn read(text: &str, path: &str) -> Result<Package, ConvertError> {
    let mut reader = Reader::from_str(text);
    let mut package = Package::default();
    let mut items: HashMap<String, String> = HashMap::new();
    let mut spine = Vec::new();
    let mut field: Option<String> = None;
    let mut value = String::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| ConvertError::damaged(format!("{path}: {error}")))?;
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "item" =>
            {
                if let (Some(id), Some(href)) =
                    (attribute(&element, "id"), attribute(&element, "href"))
                    && items.len() < MAX_ITEMS
                {
                    items.insert(id, resolved(path, &href));
                }
            }
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "itemref" =>
            {
                if let Some(id) = attribute(&element, "idref")
                    && spine.len() < MAX_ITEMS
                {
                    spine.push(id);
                }
            }
            Event::Start(element) => {
                let name = element.local_name();
                field = match name.as_ref() {
                    "meta" => attribute(&element, "property"),
                    name => Some(name.to_owned()),
                };
                value.clear();
            }
            Event::Text(text) => value.push_str(&text),
            Event::GeneralRef(name) => {
                value.push_str(entity(&name).as_deref().unwrap_or_default());
            }
            Event::End(_) => {
                if let Some(field) = field.take() {
                    keep(&mut package.metadata, &field, value.trim());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    package.spine = spine
        .iter()
        .filter_map(|id| items.get(id).cloned())
        .collect();
    Ok(package)
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    quick_xml::escape::resolve_xml_entity(name).map(str::to_owned)
}

fn keep(metadata: &mut Metadata, field: &str, value: &str) {
    let place = match field {
        "title" => &mut metadata.title,
        "creator" => &mut metadata.author,
        "description" => &mut metadata.subject,
        "subject" => &mut metadata.keywords,
        "language" => &mut metadata.language,
        "date" => &mut metadata.created,
        "dcterms:modified" => &mut metadata.modified,
        _ => return,
    };
    if value.is_empty() {
        return;
    }
    match place {
        None => *place = Some(value.to_owned()),
        // Each is an element of its own.
        Some(known) if matches!(field, "creator" | "subject") => {
            known.push_str(", ");
            known.push_str(value);
        }
        Some(_) => {}
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned),
    )
}

/// The entry that an address in the entry `base` leads to.
pub(super) fn resolved(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let href = decoded(href);
    let mut parts: Vec<&str> = Vec::new();
    if !href.starts_with('/') {
        parts.extend(base.split('/'));
        parts.pop();
    }
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_entries() {
        assert_eq!(
            resolved("OEBPS/text/a.xhtml", "../images/b%20c.png#x"),
            "OEBPS/images/b c.png"
        );
        assert_eq!(resolved("content.opf", "a.xhtml"), "a.xhtml");
        assert_eq!(resolved("a/b", "../../../etc"), "etc");
    }

    #[test]
    fn packages_are_read() {
        let package = read(
            "<package><metadata><dc:title>A &amp; B</dc:title><dc:creator>X</dc:creator><dc:creator>Y</dc:creator></metadata>\
             <manifest><item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest><spine><itemref idref='b'/><itemref idref='a'/></spine></package>",
            "O/p.opf",
        )
        .unwrap();
        assert_eq!(package.metadata.title.as_deref(), Some("A & B"));
        assert_eq!(package.metadata.author.as_deref(), Some("X, Y"));
        assert_eq!(package.spine, ["O/b.xhtml", "O/a.xhtml"]);
    }
}
