//! Writing RTF: the text first, which says what fonts, colours, styles and lists there are, then the tables of these
//! before it.

mod blocks;
mod escape;
mod format;
mod head;
mod inlines;
mod pages;
mod pictures;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Color, Document, ListKind};

/// A document that is being written.
pub(super) struct Out<'a, 'd, 'j> {
    document: &'d Document,
    job: &'a mut Job<'j>,
    /// What is written.
    text: String,
    fonts: Vec<Arc<str>>,
    colors: Vec<Color>,
    /// Lists in the order of their numbers from 1: their level and kind.
    lists: Vec<(usize, ListKind)>,
    authors: Vec<String>,
    /// Numbers of styles.
    styles: BTreeMap<Arc<str>, i32>,
    /// How many inlines of each comment are still to come.
    comments: BTreeMap<usize, usize>,
    /// Comments that have begun.
    open_comments: BTreeSet<usize>,
    /// Whether the body is written, where pages break.
    in_body: bool,
}

/// Where blocks stand.
#[derive(Clone, Copy, Default)]
struct Place {
    /// How deep blocks are nested.
    depth: usize,
    /// How deep in tables.
    tables: usize,
    /// How far from the margin, in twentieths of a point.
    indent: i32,
    /// How deep in lists.
    lists: usize,
}

/// Writes a document.
///
/// # Errors
/// `Limit` when it grows beyond what is allowed.
pub(super) fn write(document: &Document, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut out = Out {
        document,
        job,
        text: String::new(),
        fonts: Vec::new(),
        colors: Vec::new(),
        lists: Vec::new(),
        authors: vec!["Unknown".to_owned()],
        styles: BTreeMap::new(),
        comments: BTreeMap::new(),
        open_comments: BTreeSet::new(),
        in_body: true,
    };
    let font = document.defaults.text.font.clone();
    out.fonts
        .push(font.unwrap_or_else(|| Arc::from("Times New Roman")));
    out.number_styles();
    if out.job.options.comments {
        out.count_comments(&document.blocks, 0);
    }
    out.section(&document.page)?;
    for block in &document.blocks {
        out.block(block, Place::default())?;
        out.check()?;
    }
    let body = std::mem::take(&mut out.text);
    out.head();
    out.text.push_str(&body);
    out.text.push_str("}\n");
    out.check()?;
    (out.job.progress)(1.0);
    Ok(out.text.into_bytes())
}

impl Out<'_, '_, '_> {
    fn check(&self) -> Result<(), ConvertError> {
        if self.text.len() > self.job.limits.output_bytes {
            return Err(ConvertError::limit(format!(
                "the file would be larger than the {} bytes allowed",
                self.job.limits.output_bytes
            )));
        }
        Ok(())
    }

    /// Headings have the numbers 1 to 9, other styles those from 10 on.
    fn number_styles(&mut self) {
        for (number, id) in (10..).zip(self.document.styles.keys()) {
            let level = id
                .strip_prefix("Heading")
                .and_then(|level| level.parse::<i32>().ok());
            let number = level
                .filter(|level| (1..=9).contains(level))
                .unwrap_or(number);
            self.styles.insert(Arc::clone(id), number);
        }
    }

    fn count_comments(&mut self, blocks: &[Block], depth: usize) {
        if depth > self.job.limits.depth {
            return;
        }
        let depth = depth.saturating_add(1);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    for comment in paragraph
                        .inlines
                        .iter()
                        .flat_map(|inline| &inline.format.comments)
                    {
                        let count = self.comments.entry(*comment).or_default();
                        *count = count.saturating_add(1);
                    }
                }
                Block::List(list) => {
                    for item in &list.items {
                        self.count_comments(&item.blocks, depth);
                    }
                }
                Block::Quote(blocks) => self.count_comments(blocks, depth),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.count_comments(&cell.blocks, depth);
                    }
                }
                Block::Code(_) | Block::Divider | Block::PageBreak | Block::Section(_) => {}
            }
        }
    }

    fn font(&mut self, name: &Arc<str>) -> usize {
        index_of(&mut self.fonts, name)
    }

    /// The number of a colour; 0 is the one of the surroundings.
    fn color(&mut self, color: Color) -> usize {
        index_of(&mut self.colors, &color).saturating_add(1)
    }
}

/// The index of an entry, which is added where it is new.
fn index_of<T: Clone + PartialEq>(list: &mut Vec<T>, entry: &T) -> usize {
    let known = list.iter().position(|known| known == entry);
    known.unwrap_or_else(|| {
        list.push(entry.clone());
        list.len().saturating_sub(1)
    })
}

/// Points as twentieths of a point.
fn twips(points: f32) -> i32 {
    (points.clamp(-10_000.0, 10_000.0) * 20.0).round() as i32
}
