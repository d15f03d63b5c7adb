//! Tracked changes and comments (ODF 1.3 part 3, 5.5 and 14.1): both hold to ranges that begin and end anywhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Block, Change, ChangeKind, Comment, Document, Inline, InlineKind, TextFormat,
};

use super::inline::Line;
use super::lines::Flow;
use super::meta;
use super::read::Reading;
use super::xml::{Node, Tag, Xml};

/// Comments and changes that may be open at one time: every piece of text lists its comments.
const MOST_OPEN: usize = 64;

/// Changes and comments of a file, and which the text now stands in.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Names of the changes and comments that say where they end.
    pub ranged: HashSet<String>,
    /// Whether the text stands in a section that is a quotation, so that its paragraphs need not be one each.
    pub in_quotation: bool,
    regions: HashMap<String, Region>,
    open: Vec<(String, Arc<Change>)>,
    comments: Vec<(String, usize)>,
}

#[derive(Debug)]
struct Region {
    change: Arc<Change>,
    /// What was taken out.
    inlines: Vec<Inline>,
}

impl Changes {
    /// The change that text is put in by now.
    pub fn current(&self) -> Option<&Arc<Change>> {
        self.open.last().map(|(_, change)| change)
    }

    /// The comments that text is under now.
    pub fn open_comments(&self) -> impl Iterator<Item = usize> + '_ {
        self.comments.iter().map(|(_, index)| *index)
    }
}

/// The names of all changes and comments that end somewhere.
pub(super) fn ended(text: &str, depth: usize) -> Result<HashSet<String>, ConvertError> {
    let mut names = HashSet::new();
    if !text.contains("annotation-end") && !text.contains("change-end") {
        return Ok(names);
    }
    let mut xml = Xml::new(text, depth);
    let mut inside = 0usize;
    loop {
        match xml.next()? {
            Node::Open(tag) => {
                inside = inside.saturating_add(1);
                match tag.name() {
                    "office:annotation-end" => names.extend(tag.get("office:name")),
                    "text:change-end" => names.extend(tag.get("text:change-id")),
                    _ => {}
                }
            }
            Node::Text(_) => {}
            Node::Close if inside == 0 => return Ok(names),
            Node::Close => inside = inside.saturating_sub(1),
        }
    }
}

impl Reading<'_, '_> {
    /// `text:tracked-changes`, behind its end.
    pub fn tracked_changes(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        xml.children(|xml, tag| {
            let id = tag.get("text:id").or_else(|| tag.get("xml:id"));
            let (Some(id), "text:changed-region") = (id, tag.name()) else {
                return xml.skip();
            };
            xml.children(|xml, tag| {
                let kind = match tag.name() {
                    "text:insertion" => ChangeKind::Inserted,
                    "text:deletion" => ChangeKind::Deleted,
                    _ => {
                        self.job.warn(
                            "format-change-dropped",
                            "a tracked change of formats alone was taken as accepted",
                        );
                        return xml.skip();
                    }
                };
                let region = self.region(xml, kind)?;
                self.changes.regions.insert(id.clone(), region);
                Ok(())
            })
        })
    }

    fn region(&mut self, xml: &mut Xml<'_>, kind: ChangeKind) -> Result<Region, ConvertError> {
        let mut change = Change {
            kind,
            author: String::new(),
            date: None,
        };
        let mut flow = Flow::default();
        self.nested(|reading| {
            xml.children(|xml, tag| match tag.name() {
                "office:change-info" => xml.children(|xml, tag| {
                    match tag.name() {
                        "dc:creator" => change.author = xml.text()?,
                        "dc:date" => change.date = meta::date(&xml.text()?),
                        _ => xml.skip()?,
                    }
                    Ok(())
                }),
                _ => reading.block(xml, &tag, &mut flow),
            })
        })?;
        let change = Arc::new(change);
        Ok(Region {
            inlines: taken_out(flow.finish(), &change),
            change,
        })
    }

    /// `text:change-start` and `text:change-end`.
    pub fn change_mark(&mut self, tag: &Tag<'_>) {
        let Some(id) = tag.get("text:change-id") else {
            return;
        };
        let changes = &mut self.changes;
        if tag.name() == "text:change-end" {
            changes.open.retain(|(open, _)| *open != id);
        } else if changes.ranged.contains(&id)
            && changes.open.len() < MOST_OPEN
            && let Some(region) = changes.regions.get(&id)
            && region.change.kind == ChangeKind::Inserted
        {
            changes.open.push((id, Arc::clone(&region.change)));
        }
    }

    /// What was taken out where `text:change` stands: once, as it cannot be taken out twice.
    pub fn deleted(&mut self, tag: &Tag<'_>) -> Vec<Inline> {
        let id = tag.get("text:change-id");
        let region = id.and_then(|id| self.changes.regions.remove(&id));
        region.map(|region| region.inlines).unwrap_or_default()
    }

    /// Reads a note or a comment, which is under none of the changes and comments that its mark is under.
    pub fn aside<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ConvertError>,
    ) -> Result<T, ConvertError> {
        let open = std::mem::take(&mut self.changes.open);
        let comments = std::mem::take(&mut self.changes.comments);
        let quotation = std::mem::take(&mut self.changes.in_quotation);
        let result = self.nested(read);
        self.changes.open = open;
        self.changes.comments = comments;
        self.changes.in_quotation = quotation;
        result
    }

    /// `office:annotation`, behind its end.
    pub fn annotation(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let mut comment = Comment::default();
        let mut flow = Flow::default();
        self.aside(|reading| {
            xml.children(|xml, tag| {
                match tag.name() {
                    "dc:creator" => comment.author = xml.text()?,
                    "dc:date" => comment.date = meta::date(&xml.text()?),
                    "text:p" | "text:list" => reading.block(xml, &tag, &mut flow)?,
                    _ => xml.skip()?,
                }
                Ok(())
            })
        })?;
        comment.blocks = flow.finish();
        let index = self.document.comments.len();
        self.document.comments.push(comment);
        let name = tag.get("office:name");
        match name.filter(|name| self.changes.ranged.contains(name)) {
            Some(name) if self.changes.comments.len() < MOST_OPEN => {
                self.changes.comments.push((name, index));
            }
            _ => line.comment(index),
        }
        Ok(())
    }

    /// `office:annotation-end`.
    pub fn annotation_end(&mut self, tag: &Tag<'_>) {
        if let Some(name) = tag.get("office:name") {
            self.changes.comments.retain(|(open, _)| *open != name);
        }
    }
}

/// What paragraphs say as one line that a change took out.
fn taken_out(blocks: Vec<Block>, change: &Arc<Change>) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::new();
    let mut scratch = Document {
        blocks,
        ..Document::default()
    };
    scratch.for_each_paragraph_mut(&mut |paragraph| {
        if !inlines.is_empty() {
            inlines.push(Inline::new(InlineKind::LineBreak, TextFormat::default()));
        }
        inlines.append(&mut paragraph.inlines);
    });
    for inline in &mut inlines {
        inline.format.change = Some(Arc::clone(change));
    }
    inlines
}
