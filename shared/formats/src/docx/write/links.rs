//! Links (ISO/IEC 29500-1, 17.16.22).

use std::fmt::Write;

use serde_json::{Map, Value, json};
use spindle_model::document::Link;
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;

impl Writing<'_> {
    /// The start tag around a text with a link.
    pub(super) fn link_start(&mut self, link: &Link) -> String {
        let mut tag = "<w:hyperlink".to_owned();
        match anchor(&link.href) {
            Some(anchor) => {
                let _ = write!(tag, " w:anchor=\"{}\"", escape_attribute(anchor));
            }
            None => {
                let part = self.part.clone();
                let target = clean(&link.href);
                let id = self
                    .package
                    .add_relationship(&part, "hyperlink", &target, true);
                let _ = write!(tag, " r:id=\"{id}\"");
            }
        }
        if let Some(title) = link.title.as_deref().filter(|title| !title.is_empty()) {
            let _ = write!(tag, " w:tooltip=\"{}\"", escape_attribute(title));
        }
        tag.push_str(" w:history=\"1\">");
        tag
    }
}

/// Keeps a link that the element cannot say as it is.
pub(super) fn carry(link: &Link, carried: &mut Map<String, Value>) {
    let said = (anchor(&link.href).is_some() || clean(&link.href) == link.href)
        && link.title.as_deref() != Some("");
    if !said {
        let mut value = json!({ "href": link.href });
        if let (Some(title), Some(object)) = (&link.title, value.as_object_mut()) {
            object.insert("title".to_owned(), json!(title));
        }
        carried.insert("link".to_owned(), value);
    }
}

fn anchor(href: &str) -> Option<&str> {
    href.strip_prefix('#')
        .filter(|anchor| (1..=200).contains(&anchor.len()))
}

/// An address that a relationship can have as its target: a URI reference of at least one character.
pub(super) fn clean(href: &str) -> String {
    if href.is_empty() {
        return "about:blank".to_owned();
    }
    let mut clean = String::with_capacity(href.len());
    for byte in href.bytes() {
        if byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte) {
            clean.push(char::from(byte));
        } else {
            let _ = write!(clean, "%{byte:02X}");
        }
    }
    clean
}
