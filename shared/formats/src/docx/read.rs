//! From a package to a document.

mod blocks;
mod boxes;
mod carried;
mod drawing;
mod fields;
mod inlines;
mod line;
mod metadata;
mod notes;
mod numbering;
mod paragraph;
mod props;
mod run;
mod section;
mod styles;
mod symbols;
mod table;
mod theme;
pub(super) mod values;

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job, Limits, Warnings};
use spindle_model::document::{Comment, Document, Media, Note};
use spindle_ooxml::{Dom, NodeId, Package, PackageKind};

use super::carry::Carried;
use super::flat::nest;
use super::patch::Base;
use crate::package::{explain, open};
use fields::FieldState;
use numbering::Numbering;
use styles::Styles;
use theme::Theme;

pub(super) use blocks::Unit;

/// Reads a file.
pub(super) fn read(bytes: &[u8], job: &mut Job<'_>) -> Result<Document, ConvertError> {
    let mut package = open(bytes, PackageKind::Word, &job.limits)?;
    let parts = Parts::open(&mut package, &mut job.warnings)?;
    (job.progress)(0.3);
    let mut reading = Reading::new(&package, &parts, job.limits, &mut job.warnings);
    let units = reading.body()?;
    let blocks = nest(units.into_iter().flat_map(|unit| unit.flats));
    let document = reading.finish(blocks);
    (job.progress)(1.0);
    Ok(document)
}

/// The parts of a package that a document is read from, parsed.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The main part's root.
    pub root: Option<NodeId>,
    styles: Option<NodeId>,
    numbering: Option<NodeId>,
    theme: Option<NodeId>,
    settings: Option<NodeId>,
    core: Option<NodeId>,
    /// Notes and comments: the part's name and root.
    pub footnotes: Option<(String, NodeId)>,
    /// As for footnotes.
    pub endnotes: Option<(String, NodeId)>,
    /// As for footnotes.
    pub comments: Option<(String, NodeId)>,
    /// Headers and footers by relationship.
    headers: HashMap<String, (String, NodeId)>,
    /// What editors kept there.
    pub carried: Carried,
}

impl Parts {
    /// The root of the numberings.
    pub fn numbering(&self) -> Option<NodeId> {
        self.numbering
    }

    /// The root of the styles.
    pub fn styles(&self) -> Option<NodeId> {
        self.styles
    }

    /// The root of the core properties.
    pub fn core(&self) -> Option<NodeId> {
        self.core
    }

    /// Parses the parts. Those that are broken are left out with a warning, but for the main one.
    pub fn open(package: &mut Package, warnings: &mut Warnings) -> Result<Self, ConvertError> {
        let main = package.main_part().to_owned();
        let root = package.root(&main).map_err(explain)?;
        if package.dom.name_of(root) != Some("w:document") {
            return Err(ConvertError::damaged(format!(
                "the main part holds no text document but <{}>",
                package.dom.name_of(root).unwrap_or_default()
            )));
        }
        let mut related = |from: &str, kind: &str| -> Option<(String, NodeId)> {
            let part = package.related(from, kind)?;
            match package.root(&part) {
                Ok(root) => Some((part, root)),
                Err(error) => {
                    warnings.add("part-unreadable", error.to_string());
                    None
                }
            }
        };
        let only_root = |part: Option<(String, NodeId)>| part.map(|(_, root)| root);
        let mut parts = Self {
            root: Some(root),
            styles: only_root(related(&main, "styles")),
            numbering: only_root(related(&main, "numbering")),
            theme: only_root(related(&main, "theme")),
            settings: only_root(related(&main, "settings")),
            core: only_root(related("/", "core-properties")),
            footnotes: related(&main, "footnotes"),
            endnotes: related(&main, "endnotes"),
            comments: related(&main, "comments"),
            headers: HashMap::new(),
            carried: Carried::default(),
        };
        let headers: Vec<String> = package
            .relationships(&main)
            .iter()
            .filter(|relationship| relationship.is("header") || relationship.is("footer"))
            .map(|relationship| relationship.id.clone())
            .collect();
        for id in headers {
            let Some(part) = package.related_by_id(&main, &id) else {
                continue;
            };
            match package.root(&part) {
                Ok(root) => {
                    parts.headers.insert(id, (part, root));
                }
                Err(error) => warnings.add("part-unreadable", error.to_string()),
            }
        }
        parts.carried = Carried::read(package);
        Ok(parts)
    }
}

/// A document that is being read.
pub(super) struct Reading<'p> {
    package: &'p Package,
    dom: &'p Dom,
    parts: &'p Parts,
    warnings: &'p mut Warnings,
    limits: Limits,
    theme: Theme,
    styles: Styles,
    numbering: Numbering,
    /// The part that is read, for its relationships.
    part: &'p str,
    media: Vec<Media>,
    media_by_part: HashMap<String, Option<usize>>,
    notes: Vec<Note>,
    /// The nodes of the notes, for patching.
    pub note_nodes: Vec<NodeId>,
    notes_by_id: HashMap<(bool, &'p str), usize>,
    comments: Vec<Comment>,
    comments_by_id: HashMap<&'p str, usize>,
    open_comments: Vec<usize>,
    fields: Vec<FieldState>,
    /// Names of bookmarks that wait for a paragraph.
    waiting_bookmarks: Vec<&'p str>,
    page: spindle_model::document::PageSetup,
    /// How wide a column of text is in the section that is read, in points.
    column_width: f32,
    blocks_left: usize,
    /// Paragraphs inside of notes have no notes.
    in_note: bool,
    /// How many quotations are around that their style does not say.
    quotes: usize,
    /// How many containers are around that are not the body.
    inner: usize,
    /// A paragraph that goes on in the next one.
    joined: Option<blocks::Joined>,
    /// How many paragraphs were begun, to know whether a field is still in its own.
    paragraphs: u64,
    /// What is tied to the row that is read.
    row_carried: Option<serde_json::Value>,
    /// Comments that have a range.
    ranged: Option<std::collections::HashSet<usize>>,
}

impl<'p> Reading<'p> {
    /// Prepares reading from parsed parts.
    pub fn new(
        package: &'p Package,
        parts: &'p Parts,
        limits: Limits,
        warnings: &'p mut Warnings,
    ) -> Self {
        let dom = &package.dom;
        let theme = parts
            .theme
            .map_or_else(Theme::default, |root| Theme::read(dom, root));
        let styles = parts
            .styles
            .map_or_else(Styles::default, |root| Styles::read(dom, root, &theme));
        Self {
            package,
            dom,
            parts,
            warnings,
            limits,
            theme,
            styles,
            numbering: parts
                .numbering
                .map_or_else(Numbering::default, |root| Numbering::read(dom, root)),
            part: package.main_part(),
            media: Vec::new(),
            media_by_part: HashMap::new(),
            notes: Vec::new(),
            note_nodes: Vec::new(),
            notes_by_id: HashMap::new(),
            comments: Vec::new(),
            comments_by_id: HashMap::new(),
            open_comments: Vec::new(),
            fields: Vec::new(),
            waiting_bookmarks: Vec::new(),
            page: spindle_model::document::PageSetup::default(),
            column_width: 0.0,
            blocks_left: limits.blocks,
            in_note: false,
            quotes: 0,
            inner: 0,
            joined: None,
            paragraphs: 0,
            row_carried: None,
            ranged: None,
        }
    }

    /// Reads the body and all that it refers to.
    ///
    /// # Errors
    /// `Limit` when there are too many blocks, `Damaged` when there is no body.
    pub fn body(&mut self) -> Result<Vec<Unit>, ConvertError> {
        let body = self.body_node()?;
        self.number_comments();
        let setups = self.sections(body);
        let mut setups = setups.into_iter();
        self.page = setups.next().unwrap_or_default();
        self.column_width = self.page.column_width();
        let mut units = Vec::new();
        self.container(body, &mut units, &mut setups);
        self.read_notes();
        self.read_comments();
        if self.blocks_left == 0 {
            return Err(ConvertError::limit(format!(
                "the document has more than {} blocks",
                self.limits.blocks
            )));
        }
        Ok(units)
    }

    /// The document with these blocks as its body.
    pub fn finish(self, blocks: Vec<spindle_model::document::Block>) -> Document {
        let mut document = Document {
            blocks,
            metadata: self.metadata(),
            page: self.page,
            notes: self.notes,
            comments: self.comments,
            media: self.media,
            styles: self.styles.resolved,
            defaults: self.styles.defaults,
        };
        if document.metadata.language.is_none() {
            document.metadata.language = document
                .defaults
                .text
                .language
                .as_deref()
                .map(str::to_owned);
        }
        document
    }

    /// What was read besides the blocks, with the ids and names of the file.
    pub fn base(&self) -> Base {
        let media_parts = self
            .media_by_part
            .iter()
            .filter_map(|(part, index)| Some(((*index)?, part.clone())));
        let id = |node: &NodeId| self.dom.attr(*node, "w:id")?.parse().ok();
        Base {
            document: Document {
                notes: self.notes.clone(),
                comments: self.comments.clone(),
                media: self.media.clone(),
                styles: self.styles.resolved.clone(),
                metadata: self.metadata(),
                page: self.page.clone(),
                ..Document::default()
            },
            media_parts: media_parts.collect(),
            note_ids: self
                .note_nodes
                .iter()
                .map(|node| id(node).unwrap_or_default())
                .collect(),
            comment_ids: self.comment_nodes().iter().map(id).collect(),
        }
    }

    /// The node of the body.
    ///
    /// # Errors
    /// `Damaged` when there is none.
    pub fn body_node(&self) -> Result<NodeId, ConvertError> {
        self.parts
            .root
            .and_then(|root| self.dom.child(root, "w:body"))
            .ok_or_else(|| ConvertError::damaged("the document has no body"))
    }

    /// Whether paragraphs of that style are quotations.
    pub fn is_quote(&self, style: &str) -> bool {
        let style = self.styles.of_paragraph(Some(style));
        style.is_some_and(|style| style.role == super::styles::Role::Quote)
    }

    /// The tree that is read.
    pub fn dom(&self) -> &'p Dom {
        self.dom
    }

    fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.warnings.add(code, message);
    }
}
