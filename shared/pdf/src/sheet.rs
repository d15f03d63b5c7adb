//! Spreadsheets as pages: the cells that are used, in bands of columns that a page is wide.

mod cell;
mod grid;
mod lines;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{self, Color};
use spindle_model::workbook::{CellStyle, HorizontalAlign, Sheet, SheetImage, Workbook};

use crate::fonts::{Family, FontBook};
use crate::layout::{Item, ItemKind, NodeId, NodeKind, Tree};
use crate::pages::{Page, Pages};
use crate::picture::Pictures;
use crate::style::{Caps, TextStyle};
use crate::text::{Composed, Measure, Room, break_lines, place, shape, widths};
use grid::{Grid, Paper};

/// Cells of a sheet that get an element of the structure each; of larger sheets, the rows do.
const MOST_ELEMENTS: usize = 30_000;
/// From a cell's corner to a picture, at most.
const MOST_OFFSET: f32 = 400.0;
const GRID_COLOR: Color = Color(0xD9, 0xDC, 0xE1);
const QUIET: Color = Color(0x60, 0x67, 0x72);

/// Sets a workbook as pages.
///
/// # Errors
/// [`spindle_model::convert::ErrorKind::Limit`] when there are more pages than allowed.
pub(crate) fn set<'d>(
    workbook: &'d Workbook,
    book: &'d FontBook<'d>,
    pictures: Pictures<'d>,
    job: &mut Job<'_>,
) -> Result<Pages<'d>, ConvertError> {
    let mut setter = Setter {
        workbook,
        book,
        pictures,
        job,
        tree: Tree::new(),
        pages: Vec::new(),
        blank: CellStyle::default(),
    };
    let chosen = setter.job.options.sheet;
    let count = workbook.sheets.len().max(1);
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if chosen.is_some_and(|chosen| chosen != index) {
            continue;
        }
        if sheet.hidden && chosen.is_none() {
            setter.job.warn(
                "hidden-sheet",
                format!("the hidden sheet \"{}\" was left out", sheet.name),
            );
            continue;
        }
        setter.sheet(sheet)?;
        (setter.job.progress)(0.5 * index.saturating_add(1) as f32 / count as f32);
    }
    if setter.pages.is_empty() {
        setter.pages.push(Page::new(595.3, 841.9, 1));
    }
    setter.number_pages();
    Ok(Pages {
        pages: setter.pages,
        tree: setter.tree,
        pictures: setter.pictures,
    })
}

struct Setter<'d, 'x, 'j> {
    workbook: &'d Workbook,
    book: &'d FontBook<'d>,
    pictures: Pictures<'d>,
    job: &'x mut Job<'j>,
    tree: Tree,
    pages: Vec<Page>,
    blank: CellStyle,
}

/// A page of a sheet: its rows and columns, and where they stand.
struct Part<'s> {
    sheet: &'s Sheet,
    grid: &'s Grid,
    /// Columns and rows with their left ends and tops.
    columns: Vec<(u32, f32)>,
    rows: Vec<(u32, f32)>,
    /// How many of the rows were on an earlier page.
    repeated: usize,
    right: f32,
    bottom: f32,
}

impl<'d> Setter<'d, '_, '_> {
    fn sheet(&mut self, sheet: &'d Sheet) -> Result<(), ConvertError> {
        self.warn_of_what_is_left_out(sheet);
        let heights = |setter: &Self, sheet: &Sheet, row: u32, scale: f32, columns: &[f32]| {
            setter.row_height(sheet, row, scale, columns)
        };
        let Some(grid) = Grid::new(sheet, self.job.limits.pages, |row, scale, columns| {
            heights(self, sheet, row, scale, columns)
        })?
        else {
            return self.empty(sheet);
        };
        let table = self.tree.add(NodeId::ROOT, NodeKind::Table);
        let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
        let mut nodes = Nodes {
            table,
            rows: HashMap::new(),
            of_cells: cells <= MOST_ELEMENTS,
        };
        let merges = Merges::new(sheet);
        let mut drawn = HashSet::new();
        for band in grid.bands() {
            for chunk in grid.chunks() {
                if self.pages.len() >= self.job.limits.pages {
                    return Err(ConvertError::limit(format!(
                        "the workbook has more than {} pages",
                        self.job.limits.pages
                    )));
                }
                let part = grid.part(sheet, &band, &chunk);
                let mut page = self.page(grid.paper, sheet);
                self.draw(&part, &merges, &mut nodes, &mut page);
                self.images(&part, &mut drawn, &mut page);
                self.pages.push(page);
            }
        }
        Ok(())
    }

    fn warn_of_what_is_left_out(&mut self, sheet: &Sheet) {
        if !sheet.comments.is_empty() {
            self.job.warn(
                "comments-left-out",
                format!(
                    "{} comments on cells of \"{}\" are not shown on the pages",
                    sheet.comments.len(),
                    sheet.name
                ),
            );
        }
        if self.workbook.styles.iter().any(|style| style.rotation != 0) {
            self.job
                .warn("rotation-dropped", "turned text in cells is set upright");
        }
    }

    /// A sheet without cells is a page that says its name.
    fn empty(&mut self, sheet: &Sheet) -> Result<(), ConvertError> {
        let page = self.page(Paper::upright(), sheet);
        self.pages.push(page);
        Ok(())
    }

    fn page(&self, paper: Paper, sheet: &Sheet) -> Page {
        let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        let mut page = Page::new(paper.width, paper.height, number.saturating_add(1));
        let style = plain(9.0, true, QUIET);
        let items = self.line(&sheet.name, &style, paper.left, paper.top - 22.0, 0.0);
        page.header.extend(items);
        page
    }

    /// One line of text by its left end and top; or, where `width` is more than 0, in the middle of that.
    fn line(&self, text: &str, style: &Rc<TextStyle>, x: f32, y: f32, width: f32) -> Vec<Item> {
        let mut composed = Composed::new(Rc::clone(style));
        composed.push(text, style, NodeId::ARTIFACT);
        let shaped = shape(self.book, composed, None);
        let room = Room {
            first: 0.0,
            rest: 0.0,
            end: widths(&shaped).1 + 1.0,
        };
        let measure = Measure {
            x,
            width: width.max(0.0),
            align: Some(if width > 0.0 {
                document::Align::Center
            } else {
                document::Align::Left
            }),
            height: document::LineHeight::Multiple(1.0),
        };
        break_lines(&shaped, room)
            .first()
            .map(|line| place(&shaped, line, measure).items)
            .unwrap_or_default()
            .into_iter()
            .map(|item| Item {
                y: item.y + y,
                ..item
            })
            .collect()
    }

    fn number_pages(&mut self) {
        let count = self.pages.len();
        let style = plain(9.0, false, QUIET);
        let mut lines: Vec<Vec<Item>> = Vec::with_capacity(count);
        for page in &self.pages {
            let text = format!("{} / {count}", page.number);
            lines.push(self.line(&text, &style, 0.0, page.height - 28.0, page.width));
        }
        for (page, line) in self.pages.iter_mut().zip(lines) {
            page.footer.extend(line);
        }
    }

    fn style(&self, index: u32) -> &CellStyle {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.workbook.styles.get(index))
            .unwrap_or(&self.blank)
    }

    /// The style of a cell, there or not.
    fn style_at(&self, sheet: &Sheet, row: u32, column: u32) -> &CellStyle {
        if let Some(cell) = sheet.cell(row, column) {
            return self.style(cell.style);
        }
        match sheet.row(row) {
            Some(row) if row.style != 0 => self.style(row.style),
            _ => {
                let columns = sheet
                    .columns
                    .iter()
                    .find(|columns| (columns.first..=columns.last).contains(&column));
                self.style(columns.map_or(0, |columns| columns.style))
            }
        }
    }

    fn images(&mut self, part: &Part<'_>, drawn: &mut HashSet<usize>, page: &mut Page) {
        for (index, image) in part.sheet.images.iter().enumerate() {
            if drawn.contains(&index) {
                continue;
            }
            let column = part
                .columns
                .iter()
                .find(|(column, _)| *column == image.column);
            let row = part.rows.iter().find(|(row, _)| *row == image.row);
            if let (Some((_, x)), Some((_, y))) = (column, row) {
                drawn.insert(index);
                self.image(image, part, (*x, *y), page);
            }
        }
    }

    fn image(&mut self, image: &SheetImage, part: &Part<'_>, (x, y): (f32, f32), page: &mut Page) {
        let scale = part.grid.scale;
        let shown = document::Image {
            source: document::ImageSource::Media(image.media),
            alt: image.alt.clone(),
            title: None,
            width: Some(image.width * scale),
            height: Some(image.height * scale),
        };
        let paper = part.grid.paper;
        let (x, y) = (
            x + offset(image.offset_x) * scale,
            y + offset(image.offset_y) * scale,
        );
        let room = (page.width - paper.left - x).max(20.0);
        let limit = (page.height - paper.top - y).max(20.0);
        let Some((index, width, height)) = self.pictures.fit(&shown, room, limit, self.job) else {
            return;
        };
        let node = self
            .tree
            .add_later(NodeId::ROOT, NodeKind::Figure(image.alt.clone()));
        page.items.push(Item {
            x,
            y,
            node,
            kind: ItemKind::Image {
                index,
                width,
                height,
            },
        });
    }
}

/// The elements of a sheet.
struct Nodes {
    table: NodeId,
    rows: HashMap<u32, (NodeId, Option<NodeId>)>,
    of_cells: bool,
}

impl Nodes {
    /// The element for a cell.
    fn cell(&mut self, tree: &mut Tree, row: u32, spans: (u32, u32)) -> NodeId {
        let table = self.table;
        let (row, shared) = self
            .rows
            .entry(row)
            .or_insert_with(|| (tree.add(table, NodeKind::Row), None));
        if self.of_cells {
            return tree.add(*row, NodeKind::Cell(false, spans.0, spans.1));
        }
        *shared.get_or_insert_with(|| tree.add(*row, NodeKind::Cell(false, 1, 1)))
    }
}

/// Merged cells by the cells that they cover.
struct Merges<'s> {
    sheet: &'s Sheet,
    first: HashMap<(u32, u32), usize>,
    /// Ranges in the order of their first rows.
    sorted: Vec<usize>,
}

impl<'s> Merges<'s> {
    fn new(sheet: &'s Sheet) -> Self {
        let mut sorted: Vec<usize> = (0..sheet.merges.len()).collect();
        sorted.sort_by_key(|index| sheet.merges.get(*index).map(|range| range.first_row));
        Self {
            sheet,
            first: sheet
                .merges
                .iter()
                .enumerate()
                .map(|(index, range)| ((range.first_row, range.first_column), index))
                .collect(),
            sorted,
        }
    }

    /// The range that begins at a cell.
    fn at(&self, row: u32, column: u32) -> Option<&spindle_model::workbook::Range> {
        self.sheet.merges.get(*self.first.get(&(row, column))?)
    }

    /// The ranges that touch these rows.
    fn touching(&self, rows: Range<u32>) -> Vec<&spindle_model::workbook::Range> {
        self.sorted
            .iter()
            .filter_map(|index| self.sheet.merges.get(*index))
            .take_while(|range| range.first_row < rows.end)
            .filter(|range| range.last_row >= rows.start)
            .collect()
    }
}

fn offset(said: f32) -> f32 {
    if said.is_finite() {
        said.clamp(0.0, MOST_OFFSET)
    } else {
        0.0
    }
}

fn plain(size: f32, bold: bool, color: Color) -> Rc<TextStyle> {
    Rc::new(TextStyle {
        family: Family::Arimo,
        bold,
        italic: false,
        size,
        rise: 0.0,
        color,
        background: None,
        underline: false,
        strike: false,
        caps: Caps::None,
        link: None,
    })
}

/// Whether text of that alignment may reach over empty cells at its right.
fn reaches(align: HorizontalAlign) -> bool {
    matches!(align, HorizontalAlign::General | HorizontalAlign::Left)
}
