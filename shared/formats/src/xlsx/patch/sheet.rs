//! One sheet's part (ECMA-376 Part 1, 18.3.1).

use std::ops::Range;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Sheet, Workbook};
use spindle_ooxml::sheet::reference::{Area, CellPos};

pub(super) use spindle_ooxml::sheet::worksheet::ORDER;

use super::cells::{Cells, Shared};
use super::difference::{Difference, SheetDifference};
use super::text::{Attributes, Edits, Element, elements, prefix};
use super::{Patch, explain, not_written};
use crate::xlsx::write::{HEAD, MAIN, REL};

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// The text of a sheet's part and what is changed of it.
pub(super) struct Part<'x> {
    pub(super) text: &'x str,
    pub(super) root: Element<'x>,
    pub(super) children: Vec<Element<'x>>,
    /// What names of its vocabulary begin with.
    pub(super) prefix: &'x str,
    pub(super) edits: Edits,
}

impl<'x> Part<'x> {
    pub(super) fn new(text: &'x str) -> Option<Self> {
        let root = elements(text, 0..text.len())?.into_iter().next()?;
        if root.is_closed() {
            return None;
        }
        let children = elements(text, root.inside.clone())?;
        Some(Self {
            text,
            prefix: prefix(text.get(root.tag.clone())?),
            root,
            children,
            edits: Edits::default(),
        })
    }

    /// The first element of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element<'x>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Where an element of that name goes when there is none.
    pub(super) fn place(&self, name: &str) -> usize {
        let rank = |name: &str| ORDER.iter().position(|known| *known == name);
        let own = rank(name);
        let after = self.children.iter().find(|child| rank(child.name) > own);
        after.map_or(self.root.inside.end, |child| child.all.start)
    }

    /// Puts an element in the place of the one of its name, or takes that away where the new one is empty.
    pub(super) fn put(&mut self, name: &str, text: String) {
        match self.child(name).map(|child| child.all.clone()) {
            Some(range) => self.edits.replace(range, text),
            None if text.is_empty() => {}
            None => {
                let at = self.place(name);
                self.edits.insert(at, text);
            }
        }
    }

    /// The text of a range.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'x str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

impl Patch<'_> {
    /// A name for the part of a new sheet.
    pub(super) fn new_part(&self) -> String {
        self.package.free_name("/xl/worksheets/sheet", ".xml")
    }

    /// Writes what a sheet differs in; a part that is not there is made.
    pub(super) fn sheet(
        &mut self,
        part: &str,
        entry: usize,
        was: &Sheet,
        sheet: &Sheet,
        difference: &SheetDifference<'_>,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        if difference.comments {
            not_written(&mut job.warnings, "comments");
        }
        if difference.images {
            not_written(&mut job.warnings, "pictures");
        }
        let text = if self.package.has_part(part) {
            let bytes = self.package.read_part(part).map_err(explain)?;
            decoded(&bytes).ok_or_else(|| broken(part))?
        } else {
            format!("{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheetData/></worksheet>")
        };
        // A mark of the order of bytes stays where it is.
        let mark = if text.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut patched = Part::new(text).ok_or_else(|| broken(part))?;
        self.sections(part, &mut patched, was, sheet, difference, job);
        if !difference.rows.is_empty() {
            let mut cells = Cells {
                prefix: patched.prefix,
                formats: &mut self.formats,
                chain: &mut self.chain,
                entry,
                sheet,
                shared: Shared::default(),
            };
            if cells.write(&mut patched, &difference.rows, job).is_none() {
                // Cells in no order cannot be told from one another: all are written anew.
                let Some(data) = patched.child("sheetData").cloned() else {
                    return Err(broken(part));
                };
                patched.edits.forget(&data.all);
                patched.children.retain(|child| child.name != "sheetData");
                patched.edits.replace(data.all, String::new());
                let empty = Workbook::default();
                let all = Difference::sheet(&empty, self.workbook, sheet);
                let mut cells = Cells {
                    prefix: patched.prefix,
                    formats: &mut self.formats,
                    chain: &mut self.chain,
                    entry,
                    sheet,
                    shared: Shared::default(),
                };
                cells
                    .write(&mut patched, &all.rows, job)
                    .ok_or_else(|| broken(part))?;
            }
            dimension(&mut patched, difference);
        }
        let text = patched.edits.apply(text).ok_or_else(|| broken(part))?;
        let text = format!("{mark}{text}");
        let kind = self.package.content_type(part).unwrap_or(TYPE).to_owned();
        self.package.set_part(part, &kind, text.into_bytes());
        Ok(())
    }
}

/// Makes the size that a sheet says of itself fit what was added.
fn dimension(part: &mut Part<'_>, difference: &SheetDifference<'_>) {
    let Some(element) = part.child("dimension").cloned() else {
        return;
    };
    let mut attributes = Attributes::of(part.slice(&element.tag));
    let Some(said) = attributes.get("ref").and_then(Area::parse) else {
        return;
    };
    let mut all = said;
    for row in &difference.rows {
        for cell in row.cells.iter().filter(|cell| cell.is_new) {
            let position = CellPos::new(row.index, cell.column);
            all = all.union(Area::new(position, position));
        }
    }
    if all == said {
        return;
    }
    attributes.set("ref", Some(&all.name()));
    let mut text = format!("<{}dimension", part.prefix);
    attributes.push(&mut text);
    text.push_str("/>");
    part.put("dimension", text);
}

/// A part's text, in UTF-8 or, where it says so, UTF-16.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(read(pair.try_into().ok()?)));
        let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
        // It is written in UTF-8, which is what is meant where nothing is said.
        let (head, rest) = text.split_once("?>")?;
        head.starts_with("<?xml")
            .then(|| format!("<?xml version=\"1.0\"?>{rest}"))
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

fn broken(part: &str) -> ConvertError {
    ConvertError::damaged(format!(
        "the sheet {part} cannot be changed: it is no whole XML"
    ))
}
