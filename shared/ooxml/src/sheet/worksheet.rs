//! One worksheet: its grid, its columns, and the rest of its part as a tree.

use crate::dom::{Dom, NodeId};

use super::columns::Columns;
use super::grid::{Content, Grid, GridError};
use super::read::{self, ReadError};
use super::reference::{Area, CellPos};
use super::strings::Strings;
use super::write;

/// Children of `worksheet` in the schema's order (ECMA-376 Part 1, 18.3.1.99).
pub const ORDER: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A worksheet that was read.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// Its cells and rows.
    pub grid: Grid,
    /// Its columns.
    pub columns: Columns,
    /// Root of the part without cells: merges, views, page setup and all else.
    pub root: NodeId,
    /// Merged areas, in the order of the part.
    pub merges: Vec<Area>,
    read_columns: Columns,
    read_merges: Vec<Area>,
    pub(super) dirty: bool,
}

impl Worksheet {
    /// Reads a part.
    pub(super) fn read(
        dom: &mut Dom,
        part: &str,
        strings: &mut Strings,
        max_cells: usize,
        limits: &crate::XmlLimits,
    ) -> Result<Self, WorksheetError> {
        let taken = read::take_apart(part, strings, max_cells)?;
        let root = dom.parse_part(taken.rest.into_bytes(), limits)?;
        let columns = Columns::read(dom, root);
        let merges: Vec<Area> = match dom.child(root, "mergeCells") {
            Some(list) => dom
                .elements(list, "mergeCell")
                .filter_map(|node| Area::parse(dom.attr(node, "ref")?))
                .collect(),
            None => Vec::new(),
        };
        Ok(Self {
            grid: taken.grid,
            read_columns: columns.clone(),
            columns,
            root,
            read_merges: merges.clone(),
            merges,
            dirty: false,
        })
    }

    /// Whether the part has to be written anew.
    pub(super) fn is_changed(&self, dom: &Dom) -> bool {
        self.dirty
            || dom.is_dirty(self.root)
            || self.columns != self.read_columns
            || self.merges != self.read_merges
    }

    /// The part as it is now.
    pub(super) fn write(&mut self, dom: &mut Dom, strings: &Strings, rounded: bool) -> Vec<u8> {
        if self.columns != self.read_columns {
            self.columns.write(dom, self.root, ORDER);
            self.read_columns = self.columns.clone();
        }
        if self.merges != self.read_merges {
            self.write_merges(dom);
            self.read_merges = self.merges.clone();
        }
        if let Some(node) = dom.child(self.root, "dimension") {
            let area = self
                .grid
                .bounds(|_| true)
                .unwrap_or(Area::cell(0, 0))
                .name();
            if dom.attr(node, "ref") != Some(area.as_str()) {
                dom.set_attr(node, "ref", &area);
            }
        }
        dom.ensure_child(self.root, "sheetData", ORDER);
        let rest = dom.serialize(self.root);
        let Some(place) = Place::find(&rest) else {
            return rest;
        };
        let mut out = Vec::with_capacity(rest.len() + self.grid.len() * 32 + 64);
        out.extend_from_slice(rest.get(..place.start).unwrap_or_default());
        out.extend_from_slice(
            place
                .open
                .trim_end_matches('>')
                .trim_end_matches('/')
                .trim_end()
                .as_bytes(),
        );
        out.push(b'>');
        write::rows(&mut out, &self.grid, strings, &place.prefix, rounded);
        out.extend_from_slice(format!("</{}sheetData>", place.prefix).as_bytes());
        out.extend_from_slice(rest.get(place.end..).unwrap_or_default());
        out
    }

    fn write_merges(&self, dom: &mut Dom) {
        if self.merges.is_empty() {
            if let Some(list) = dom.child(self.root, "mergeCells") {
                dom.detach(list);
            }
            return;
        }
        let list = dom.ensure_child(self.root, "mergeCells", ORDER);
        dom.clear(list);
        for area in &self.merges {
            let node = dom.element_with("mergeCell", &[("ref", &area.name())]);
            dom.append(list, node);
        }
        dom.set_attr(list, "count", &self.merges.len().to_string());
    }

    /// The format of a cell that is there; none counts for others.
    #[must_use]
    pub fn own_style(&self, cell: CellPos) -> u32 {
        self.grid.get(cell).map_or(0, |view| view.style)
    }

    /// The format that a cell has, or would have if it were there: its own, its row's, its column's.
    #[must_use]
    pub fn style_at(&self, cell: CellPos) -> u32 {
        self.grid
            .get(cell)
            .map_or_else(|| self.default_style(cell), |view| view.style)
    }

    /// The format of a cell that is not there.
    #[must_use]
    pub fn default_style(&self, cell: CellPos) -> u32 {
        let row = self.grid.row(cell.row).style;
        row.unwrap_or_else(|| self.columns.get(cell.col).map_or(0, |column| column.style))
    }

    /// Sets the content of a cell and keeps its format.
    ///
    /// # Errors
    /// [`GridError::TooManyCells`].
    pub fn set(&mut self, cell: CellPos, content: Content<'_>) -> Result<(), GridError> {
        let style = self.style_at(cell);
        self.grid.set(cell, content, style)
    }

    /// The merged area that a cell is in.
    #[must_use]
    pub fn merge_at(&self, cell: CellPos) -> Option<Area> {
        self.merges.iter().find(|area| area.contains(cell)).copied()
    }
}

/// Why a worksheet's part could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorksheetError {
    /// Its cells.
    #[error(transparent)]
    Cells(#[from] ReadError),
    /// The rest of it.
    #[error(transparent)]
    Rest(#[from] crate::XmlError),
}

/// Where `sheetData` stands in a serialised worksheet.
struct Place {
    start: usize,
    end: usize,
    open: String,
    prefix: String,
}

impl Place {
    fn find(part: &[u8]) -> Option<Self> {
        use quick_xml::events::Event;
        let text = std::str::from_utf8(part).ok()?;
        let mut reader = quick_xml::Reader::from_str(text);
        let mut depth = 0_usize;
        loop {
            let start = reader.buffer_position() as usize;
            match reader.read_event().ok()? {
                Event::Empty(tag) if depth == 1 && tag.local_name().as_ref() == "sheetData" => {
                    let prefix = tag.name().as_ref().strip_suffix("sheetData")?.to_owned();
                    let end = reader.buffer_position() as usize;
                    return Some(Self {
                        start,
                        end,
                        open: text.get(start..end)?.to_owned(),
                        prefix,
                    });
                }
                Event::Start(tag) if depth == 1 && tag.local_name().as_ref() == "sheetData" => {
                    let prefix = tag.name().as_ref().strip_suffix("sheetData")?.to_owned();
                    let open = text
                        .get(start..reader.buffer_position() as usize)?
                        .to_owned();
                    let name = tag.to_end().into_owned();
                    reader.read_to_end(name.name()).ok()?;
                    return Some(Self {
                        start,
                        end: reader.buffer_position() as usize,
                        open,
                        prefix,
                    });
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => return None,
                _ => {}
            }
        }
    }
}
