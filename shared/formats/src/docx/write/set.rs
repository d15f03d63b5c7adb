//! The styles that a file has and needs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::Arc;

use spindle_model::document::{Block, Document, Inline, Style};
use spindle_ooxml::dom::escape::escape_attribute;

use super::properties::{paragraph_properties, text_properties};
use crate::docx::styles::{OWN, StyleKey, heading_of_name};

/// Styles that are there, and those that have to be added.
#[derive(Debug, Default)]
pub(in crate::docx) struct StyleSet {
    /// Ids by lower-case name.
    names: HashMap<String, String>,
    /// Definitions that come from the document.
    kept: String,
    added: Vec<StyleKey>,
}

/// Ids of styles by what they are used for.
#[derive(Default)]
struct Used {
    paragraphs: BTreeSet<Arc<str>>,
    texts: BTreeSet<Arc<str>>,
    tables: BTreeSet<Arc<str>>,
}

impl StyleSet {
    /// Those of a document that is written anew: what it uses.
    pub fn of_document(document: &Document) -> Self {
        let mut set = Self::default();
        set.keep(document, |_| true);
        set
    }

    /// Adds the styles that a document uses, as far as they are wanted.
    fn keep(&mut self, document: &Document, wanted: impl Fn(&str) -> bool) {
        let mut used = Used::default();
        used.blocks(&document.blocks);
        for note in &document.notes {
            used.blocks(&note.blocks);
        }
        for comment in &document.comments {
            used.blocks(&comment.blocks);
        }
        for (kind, ids) in [
            ("paragraph", &used.paragraphs),
            ("character", &used.texts),
            ("table", &used.tables),
        ] {
            for id in ids {
                let known = document.styles.get(id);
                let fallback = Style {
                    name: id.to_string(),
                    ..Style::default()
                };
                let style = known.unwrap_or(&fallback);
                let lower = style.name.to_lowercase();
                let known = lower == "normal" || self.names.contains_key(&lower);
                if id.starts_with(OWN) || known || !wanted(id) {
                    continue;
                }
                self.names.insert(lower, id.to_string());
                self.kept.push_str(&definition(kind, id, style));
            }
        }
    }

    /// Those of a file that is changed: what it has, and what the document uses besides.
    pub fn of_file(there: &BTreeMap<Arc<str>, Style>, document: &Document) -> Self {
        let names: HashMap<String, String> = there
            .iter()
            .map(|(id, style)| (style.name.to_lowercase(), id.to_string()))
            .collect();
        let mut set = Self {
            names,
            ..Self::default()
        };
        set.keep(document, |id| !there.contains_key(id));
        set
    }

    /// The id of a style, which is added where it is not there.
    pub fn id(&mut self, key: &StyleKey) -> String {
        if let Some(id) = self.names.get(&key.name().to_lowercase()) {
            return id.clone();
        }
        if !self.added.contains(key) {
            if let Some(base) = key.needs() {
                self.id(&base);
            }
            self.added.push(key.clone());
        }
        key.id()
    }

    /// The definitions that have to be added. Where a base is there under another id, that is named.
    pub fn definitions(&self) -> String {
        let mut xml = self.kept.clone();
        for key in &self.added {
            let mut definition = key.definition();
            for base in [StyleKey::Normal, StyleKey::Code(None)] {
                if let Some(id) = self.names.get(&base.name().to_lowercase()) {
                    definition = definition.replace(
                        &format!("w:val=\"{}\"/>", base.id()),
                        &format!("w:val=\"{}\"/>", escape_attribute(id)),
                    );
                }
            }
            xml.push_str(&definition);
        }
        xml
    }
}

fn definition(kind: &str, id: &str, style: &Style) -> String {
    let mut xml = format!(
        "<w:style w:type=\"{kind}\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{}\"/>",
        escape_attribute(id),
        escape_attribute(&style.name)
    );
    if kind != "character" {
        let mut properties = paragraph_properties(&style.paragraph, "");
        if let Some(level) = heading_of_name(&style.name).filter(|_| kind == "paragraph") {
            let _ = write!(
                properties,
                "<w:outlineLvl w:val=\"{}\"/>",
                level.saturating_sub(1)
            );
        }
        let _ = write!(xml, "<w:pPr>{properties}</w:pPr>");
    }
    let _ = write!(
        xml,
        "<w:rPr>{}</w:rPr></w:style>",
        text_properties(&style.text, None)
    );
    xml
}

impl Used {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraphs.extend(paragraph.format.style.clone());
                    self.inlines(&paragraph.inlines);
                }
                Block::List(list) => {
                    for item in &list.items {
                        self.blocks(&item.blocks);
                    }
                }
                Block::Quote(blocks) => self.blocks(blocks),
                Block::Table(table) => {
                    self.tables.extend(table.style.clone());
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks);
                    }
                }
                Block::Section(setup) => {
                    for part in [&setup.header, &setup.footer] {
                        self.blocks(&part.default);
                    }
                }
                Block::Code(_) | Block::Divider | Block::PageBreak => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.texts.extend(inline.format.style.clone());
        }
    }
}
