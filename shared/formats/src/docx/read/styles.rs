//! The styles part (ISO/IEC 29500-1, 17.7): inheritance resolved, meanings found.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, Style, TextFormat};
use spindle_ooxml::{Dom, NodeId};

use super::props::{numbering, paragraph_format, text_format};
use super::theme::Theme;
use super::values::{child_val, integer, val};
use crate::docx::styles::{
    InlineRole, OWN, Role, heading_of_name, inline_role_of_name, role_of_name,
};

/// How far inheritance is followed; Word itself stops at eleven.
const MOST_BASES: usize = 32;

/// A style as paragraphs and runs need it.
#[derive(Debug, Clone, Default)]
pub(super) struct StyleEntry {
    /// The id, to be shared by all that use it; `None` for the styles that writing adds by itself.
    pub id: Option<Arc<str>>,
    /// The level of headings.
    pub heading: Option<u8>,
    /// What paragraphs of it are.
    pub role: Role,
    /// What text of it is.
    pub inline: InlineRole,
    /// The numbering and the level that it gives.
    pub numbering: Option<(i64, Option<u8>)>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    entries: HashMap<String, StyleEntry>,
    /// The id of the style of paragraphs that name none.
    pub default_paragraph: Option<String>,
    /// The model's styles.
    pub resolved: BTreeMap<Arc<str>, Style>,
    /// What holds where nothing else is said.
    pub defaults: Style,
}

/// A style as the part says it.
struct Raw {
    name: String,
    kind: String,
    based_on: Option<String>,
    paragraph: ParagraphFormat,
    text: TextFormat,
    outline: Option<i64>,
    numbering: Option<(Option<i64>, Option<u8>)>,
}

impl Styles {
    /// Reads the part's root.
    pub fn read(dom: &Dom, root: NodeId, theme: &Theme) -> Self {
        let mut raw: HashMap<String, Raw> = HashMap::new();
        let mut order = Vec::new();
        let mut styles = Self::default();
        for node in dom.elements(root, "w:style") {
            let Some(id) = dom.attr(node, "w:styleId") else {
                continue;
            };
            let kind = dom.attr(node, "w:type").unwrap_or("paragraph");
            let is_default = matches!(dom.attr(node, "w:default"), Some("1" | "true" | "on"));
            if is_default && kind == "paragraph" && styles.default_paragraph.is_none() {
                styles.default_paragraph = Some(id.to_owned());
            }
            if !raw.contains_key(id) {
                order.push(id.to_owned());
                raw.insert(id.to_owned(), Raw::read(dom, node, kind, theme));
            }
        }
        let documents = dom.child(root, "w:docDefaults");
        let of = |names: [&str; 2]| documents.and_then(|node| dom.path(node, &names));
        if let Some(node) = of(["w:rPrDefault", "w:rPr"]) {
            styles.defaults.text = text_format(dom, node, theme);
        }
        if let Some(node) = of(["w:pPrDefault", "w:pPr"]) {
            styles.defaults.paragraph = paragraph_format(dom, node);
        }
        for id in order {
            styles.add(&id, &raw);
        }
        if let Some(normal) = styles
            .default_paragraph
            .as_ref()
            .and_then(|id| styles.resolved.get(id.as_str()))
        {
            styles.defaults = Style {
                name: normal.name.clone(),
                paragraph: normal.paragraph.over(&styles.defaults.paragraph),
                text: normal.text.over(&styles.defaults.text),
            };
        }
        styles
    }

    fn add(&mut self, id: &str, raw: &HashMap<String, Raw>) {
        let Some(own) = raw.get(id) else { return };
        let mut style = Style {
            name: own.name.clone(),
            ..Style::default()
        };
        let mut entry = StyleEntry::default();
        let mut outline = None;
        let mut named = None;
        let mut numbered = (None, None);
        let mut next = Some(own);
        for _ in 0..MOST_BASES {
            let Some(base) = next else { break };
            style.paragraph = style.paragraph.over(&base.paragraph);
            style.text = style.text.over(&base.text);
            outline = outline.or(base.outline);
            named = named.or_else(|| heading_of_name(&base.name));
            if let Some((id, level)) = base.numbering {
                numbered = (numbered.0.or(id), numbered.1.or(level));
            }
            if base.kind == "character" {
                let role = inline_role_of_name(&base.name);
                entry.inline.code |= role.code;
                entry.inline.link |= role.link;
                entry.inline.size = entry.inline.size.or(role.size);
            } else if entry.role == Role::None {
                entry.role = role_of_name(&base.name);
            }
            next = base.based_on.as_deref().and_then(|id| raw.get(id));
        }
        if own.kind == "paragraph" {
            entry.heading = match outline {
                Some(level) if (0..=8).contains(&level) => Some(level as u8 + 1),
                Some(_) => None,
                None => named,
            };
        }
        entry.numbering = numbered.0.map(|id| (id, numbered.1));
        style.paragraph.style = None;
        style.text.style = None;
        let is_default = self.default_paragraph.as_deref() == Some(id);
        let shared: Arc<str> = Arc::from(id);
        if !is_default && !id.starts_with(OWN) {
            entry.id = Some(Arc::clone(&shared));
        }
        self.entries.insert(id.to_owned(), entry);
        if own.kind != "numbering" {
            self.resolved.insert(shared, style);
        }
    }

    /// What a style means; `None` when there is none of that id.
    pub fn get(&self, id: &str) -> Option<&StyleEntry> {
        self.entries.get(id)
    }

    /// What a paragraph's style means, that of the default where it names none or one that is not there.
    pub fn of_paragraph(&self, id: Option<&str>) -> Option<&StyleEntry> {
        id.and_then(|id| self.entries.get(id))
            .or_else(|| self.entries.get(self.default_paragraph.as_deref()?))
    }

    /// The numbering that a numbering style names.
    pub fn numbering_of(&self, id: &str) -> Option<i64> {
        self.entries.get(id)?.numbering.map(|(id, _)| id)
    }
}

impl Raw {
    fn read(dom: &Dom, node: NodeId, kind: &str, theme: &Theme) -> Self {
        let paragraph = dom.child(node, "w:pPr");
        Self {
            name: child_val(dom, node, "w:name")
                .unwrap_or_default()
                .to_owned(),
            kind: kind.to_owned(),
            based_on: child_val(dom, node, "w:basedOn").map(str::to_owned),
            paragraph: paragraph
                .map_or_else(ParagraphFormat::default, |node| paragraph_format(dom, node)),
            text: dom
                .child(node, "w:rPr")
                .map_or_else(TextFormat::default, |node| text_format(dom, node, theme)),
            outline: paragraph
                .and_then(|node| dom.child(node, "w:outlineLvl"))
                .and_then(|node| integer(val(dom, node)?)),
            numbering: paragraph.and_then(|node| numbering(dom, node)),
        }
    }
}
