//! Styles: lookup by name and id, creation, defaults (ISO/IEC 29500-1, 17.7).

use super::props::{ensure, set_val, val};
use super::{TextDocument, table_styles};
use crate::dom::NodeId;

/// The name by which scripts know a style of this name in the file: Word writes some built-in names in lower case.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let built_in = name
        .strip_prefix("heading ")
        .filter(|level| matches!(level.as_bytes(), [b'1'..=b'9']))
        .map(|level| format!("Heading {level}"));
    built_in.unwrap_or_else(|| match name {
        "header" => "Header".to_owned(),
        "footer" => "Footer".to_owned(),
        "caption" => "Caption".to_owned(),
        other => other.to_owned(),
    })
}

/// The name that the file carries for a style that scripts call `name`.
#[must_use]
pub fn file_name(name: &str) -> String {
    let heading = name
        .strip_prefix("Heading ")
        .filter(|level| matches!(level.as_bytes(), [b'1'..=b'9']));
    match (name, heading) {
        (_, Some(level)) => format!("heading {level}"),
        ("Header", _) => "header".to_owned(),
        ("Footer", _) => "footer".to_owned(),
        ("Caption", _) => "caption".to_owned(),
        _ => name.to_owned(),
    }
}

impl TextDocument {
    /// All styles in the order of the file.
    #[must_use]
    pub fn styles(&self) -> Vec<NodeId> {
        match self.styles_root() {
            Some(root) => self.dom().elements(root, "w:style").collect(),
            None => Vec::new(),
        }
    }

    /// The style with this id.
    #[must_use]
    pub fn style_by_id(&self, id: &str) -> Option<NodeId> {
        let dom = self.dom();
        dom.elements(self.styles_root()?, "w:style")
            .find(|style| dom.attr(*style, "w:styleId") == Some(id))
    }

    /// The style that scripts call `name`: as it is in the file, or a built-in one under its other spelling, or a table
    /// style of the gallery, which is written into the document when it is first asked for.
    pub fn style_by_name(&mut self, name: &str) -> Option<NodeId> {
        if let Some(found) = self.find_style(name) {
            return Some(found);
        }
        let root = self.styles_root()?;
        let base = self
            .default_style("table")
            .and_then(|style| self.dom().attr(style, "w:styleId"))
            .unwrap_or("TableNormal")
            .to_owned();
        let xml = table_styles::gallery_style(name, &base)?;
        let style = self.dom_mut().fragment(&xml);
        self.dom_mut().append(root, style);
        Some(style)
    }

    fn find_style(&self, name: &str) -> Option<NodeId> {
        let dom = self.dom();
        let root = self.styles_root()?;
        let other = file_name(name);
        dom.elements(root, "w:style").find(|style| {
            let found = val(dom, *style, "w:name");
            found == Some(name) || found == Some(other.as_str())
        })
    }

    /// The default style of a type: `paragraph`, `character`, `table`, `numbering`.
    #[must_use]
    pub fn default_style(&self, kind: &str) -> Option<NodeId> {
        let dom = self.dom();
        dom.elements(self.styles_root()?, "w:style").find(|style| {
            dom.attr(*style, "w:type") == Some(kind)
                && matches!(dom.attr(*style, "w:default"), Some("1" | "true" | "on"))
        })
    }

    /// Adds a style of `kind` (`paragraph`, `character`, `table`, `numbering`). Where there is one of the same name, of
    /// whatever kind, that one is the answer.
    pub fn create_style(&mut self, name: &str, kind: &str) -> Option<NodeId> {
        let root = self.styles_root()?;
        if let Some(known) = self.find_style(name) {
            return Some(known);
        }
        let id = self.free_style_id(name);
        let dom = self.dom_mut();
        let style = dom.element("w:style");
        dom.set_attr(style, "w:type", kind);
        dom.set_attr(style, "w:customStyle", "1");
        dom.set_attr(style, "w:styleId", &id);
        set_val(dom, style, "w:name", &file_name(name));
        set_val(dom, style, "w:uiPriority", "1");
        ensure(dom, style, "w:qFormat");
        dom.append(root, style);
        Some(style)
    }

    /// An id made of the letters and digits of `name` that no style has yet.
    fn free_style_id(&self, name: &str) -> String {
        let mut stem: String = name
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(200)
            .collect();
        if stem.is_empty() {
            stem.push_str("Style");
        }
        let mut id = stem.clone();
        let mut suffix = 1;
        while self.style_by_id(&id).is_some() {
            id = format!("{stem}{suffix}");
            suffix += 1;
        }
        id
    }

    /// The name by which scripts know a style.
    #[must_use]
    pub fn style_name(&self, style: NodeId) -> String {
        shown_name(val(self.dom(), style, "w:name").unwrap_or_default())
    }

    /// A style's id.
    #[must_use]
    pub fn style_id(&self, style: NodeId) -> Option<&str> {
        self.dom().attr(style, "w:styleId")
    }

    /// `w:rPrDefault` or `w:pPrDefault`, when the document has it.
    #[must_use]
    pub fn default_properties(&self, name: &str) -> Option<NodeId> {
        self.dom()
            .path(self.styles_root()?, &["w:docDefaults", name])
    }

    /// `w:rPrDefault` or `w:pPrDefault`, created when it is missing.
    pub fn ensure_default_properties(&mut self, name: &str) -> Option<NodeId> {
        let root = self.styles_root()?;
        let defaults = ensure(self.dom_mut(), root, "w:docDefaults");
        Some(ensure(self.dom_mut(), defaults, name))
    }
}
