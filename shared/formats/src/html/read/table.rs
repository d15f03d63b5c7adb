//! Tables.

use std::collections::HashMap;
use std::rc::Rc;

use spindle_model::document::{
    Align, Block, Border, Borders, Cell, Color, Paragraph, Row, Table, VerticalAlign,
};

use super::super::css::{self, Length};
use super::super::tree::Id;
use super::flow::Flow;
use super::style::align;
use super::{Context, Reading};

/// The most columns or rows that a cell may take (the HTML standard, 4.9.12).
const MAX_COLUMN_SPAN: u32 = 1_000;
const MAX_ROW_SPAN: u32 = 65_534;

/// A row in the source, and whether it stands in the head.
struct SourceRow {
    id: Id,
    head: bool,
}

impl Reading<'_, '_> {
    pub(super) fn table(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        if !self.may_nest() {
            return self.block(id, context, flow, None);
        }
        flow.flush(context);
        let tree = self.tree;
        let mut rows = Vec::new();
        let mut foot = Vec::new();
        let mut table = Table::default();
        for part in tree.children(id) {
            match tree.name(part) {
                "caption" => self.block(part, context, flow, None),
                "colgroup" => {
                    for column in tree.children(part) {
                        self.column(column, &mut table);
                    }
                }
                "col" => self.column(part, &mut table),
                "tr" => rows.push(SourceRow {
                    id: part,
                    head: false,
                }),
                name @ ("thead" | "tbody" | "tfoot") => {
                    let list = if name == "tfoot" {
                        &mut foot
                    } else {
                        &mut rows
                    };
                    list.extend(
                        tree.children(part)
                            .filter(|row| tree.name(*row) == "tr")
                            .map(|row| SourceRow {
                                id: row,
                                head: name == "thead",
                            }),
                    );
                }
                _ => {}
            }
        }
        rows.append(&mut foot);
        self.table_style(id, &mut table);
        let (shared, places) = self.column_aligns(&rows);
        if table.column_align.iter().all(Option::is_none) {
            table.column_align.clone_from(&shared);
        }
        let own = |cell: Id, said: Option<Align>| {
            let column = places.get(&cell).and_then(|column| shared.get(*column));
            said.is_some() && column != Some(&said)
        };
        // What a table says of its text holds for its own place, not for that of the cells' text.
        let inner = Rc::new(Context {
            text: context.text.clone(),
            white: context.white,
            ..Context::default()
        });
        for row in &rows {
            table.rows.push(self.row(row, &own, &inner));
        }
        if table.column_align.iter().all(Option::is_none) {
            table.column_align.clear();
        }
        if !table.rows.is_empty() {
            flow.push(Block::Table(table));
        }
    }

    fn column(&self, id: Id, table: &mut Table) {
        let tree = self.tree;
        if tree.name(id) != "col" {
            return;
        }
        let mut width = tree.attr(id, "width").and_then(points_of);
        self.each_declaration(id, |property, value| {
            if property == "width" {
                width = points_of(value).or(width);
            }
        });
        let columns = span(tree.attr(id, "span"), MAX_COLUMN_SPAN);
        let said = tree.attr(id, "data-align").and_then(align);
        for _ in 0..columns {
            table.columns.push(width);
            if said.is_some() {
                table
                    .column_align
                    .resize(table.columns.len().saturating_sub(1), None);
                table.column_align.push(said);
            }
        }
    }

    fn table_style(&self, id: Id, table: &mut Table) {
        let tree = self.tree;
        table.align = tree.attr(id, "align").and_then(align);
        let (mut left, mut right) = (false, false);
        self.each_declaration(id, |property, value| match property {
            "margin-left" | "margin-inline-start" => left = value == "auto",
            "margin-right" | "margin-inline-end" => right = value == "auto",
            "margin" => {
                let mut sides = value.split_ascii_whitespace().skip(1);
                let side = sides.next().unwrap_or(value);
                right = side == "auto";
                left = sides.nth(1).unwrap_or(side) == "auto";
            }
            _ => borders(property, value, &mut table.borders),
        });
        table.align = match (left, right) {
            (true, true) => Some(Align::Center),
            (true, false) => Some(Align::Right),
            (false, true) => Some(Align::Left),
            (false, false) => table.align,
        };
        for (name, side) in [
            (
                "data-inside-horizontal",
                &mut table.borders.inside_horizontal,
            ),
            ("data-inside-vertical", &mut table.borders.inside_vertical),
        ] {
            *side = tree.attr(id, name).and_then(border);
        }
    }

    /// The alignment that all cells of a column share, and the column of each cell.
    fn column_aligns(&self, rows: &[SourceRow]) -> (Vec<Option<Align>>, HashMap<Id, usize>) {
        let mut places = HashMap::new();
        let mut shared: Vec<Option<Option<Align>>> = Vec::new();
        let mut taken: Vec<u32> = Vec::new();
        for row in rows {
            let mut column = 0_usize;
            for cell in self.cells(row.id) {
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    column = column.saturating_add(1);
                }
                let said = self.cell_align(cell);
                places.insert(cell, column);
                let columns = span(self.tree.attr(cell, "colspan"), MAX_COLUMN_SPAN) as usize;
                let down = span(self.tree.attr(cell, "rowspan"), MAX_ROW_SPAN);
                let end = column.saturating_add(columns);
                if shared.len() < end {
                    shared.resize(end, None);
                    taken.resize(end, 0);
                }
                if let Some(known) = shared.get_mut(column) {
                    match known {
                        None => *known = Some(said),
                        Some(align) if *align == said => {}
                        Some(align) => *align = None,
                    }
                }
                for rows in taken.iter_mut().take(end).skip(column) {
                    *rows = down;
                }
                column = end;
            }
            for rows in &mut taken {
                *rows = rows.saturating_sub(1);
            }
        }
        (shared.into_iter().map(Option::flatten).collect(), places)
    }

    fn cells(&self, row: Id) -> impl Iterator<Item = Id> {
        let tree = self.tree;
        tree.children(row)
            .filter(|cell| matches!(tree.name(*cell), "td" | "th"))
    }

    fn cell_align(&self, cell: Id) -> Option<Align> {
        let mut said = self.tree.attr(cell, "align").and_then(align);
        self.each_declaration(cell, |property, value| {
            if property == "text-align" {
                said = align(value).or(said);
            }
        });
        said
    }

    fn row(
        &mut self,
        source: &SourceRow,
        own: &dyn Fn(Id, Option<Align>) -> bool,
        context: &Rc<Context>,
    ) -> Row {
        let tree = self.tree;
        let mut row = Row {
            id: tree.attr(source.id, "data-row").map(str::to_owned),
            ..Row::default()
        };
        self.each_declaration(source.id, |property, value| {
            if property == "height" {
                row.height = points_of(value);
            }
        });
        if row.height.is_none() {
            row.height = tree.attr(source.id, "height").and_then(points_of);
        }
        let mut all_heads = true;
        let cells: Vec<Id> = self.cells(source.id).collect();
        for cell in cells {
            all_heads &= tree.name(cell) == "th";
            if row.id.is_none() {
                // Quill says the row's id at each of its cells.
                row.id = tree.attr(cell, "data-row").map(str::to_owned);
            }
            let said = self.cell_align(cell);
            let cell = self.cell(cell, own(cell, said), context, &mut row);
            row.cells.push(cell);
        }
        row.header = source.head || all_heads && !row.cells.is_empty();
        if tree.attr(source.id, "data-header") == Some("false") {
            row.header = false;
        }
        row
    }

    fn cell(&mut self, id: Id, own: bool, outer: &Rc<Context>, row: &mut Row) -> Cell {
        let tree = self.tree;
        let mut context = self.container_context(id, outer);
        // Unless it is the cell's own, the column says it.
        if !own {
            Rc::make_mut(&mut context).block.align = None;
        }
        let mut cell = Cell {
            column_span: span(tree.attr(id, "colspan"), MAX_COLUMN_SPAN),
            row_span: span(tree.attr(id, "rowspan"), MAX_ROW_SPAN),
            background: tree.attr(id, "bgcolor").and_then(css::color),
            vertical_align: vertical(tree.attr(id, "valign").unwrap_or_default()),
            ..Cell::default()
        };
        self.each_declaration(id, |property, value| match property {
            "background-color" | "background" => {
                cell.background = css::color(value).or(cell.background);
            }
            "vertical-align" => cell.vertical_align = vertical(value),
            _ => borders(property, value, &mut cell.borders),
        });
        let flow = self.inside(id, &context);
        cell.blocks = flow.finish();
        // Markdown has no other place for a row's id.
        if row.id.is_none() {
            row.id = tree
                .children(id)
                .filter_map(|child| tree.comment(child))
                .find_map(|comment| comment.trim().strip_prefix("row:"))
                .map(str::to_owned);
        }
        if cell.blocks.is_empty() {
            cell.blocks.push(Block::Paragraph(Paragraph::default()));
        }
        cell
    }
}

fn span(text: Option<&str>, most: u32) -> u32 {
    text.and_then(|text| text.trim().parse::<u32>().ok())
        .unwrap_or(1)
        .clamp(1, most)
}

fn vertical(name: &str) -> VerticalAlign {
    match name {
        "middle" | "center" => VerticalAlign::Middle,
        "bottom" => VerticalAlign::Bottom,
        _ => VerticalAlign::Top,
    }
}

/// A length in points; a part of the whole is none.
fn points_of(text: &str) -> Option<f32> {
    match css::length(text)? {
        Length::Em(_) => None,
        length => Some(length.points()).filter(|points| *points > 0.0),
    }
}

fn borders(property: &str, value: &str, borders: &mut Borders) {
    match property {
        "border" => {
            if let Some(border) = border(value) {
                let side = Some(border);
                (borders.top, borders.right) = (side, side);
                (borders.bottom, borders.left) = (side, side);
            }
        }
        "border-top" => borders.top = border(value).or(borders.top),
        "border-right" => borders.right = border(value).or(borders.right),
        "border-bottom" => borders.bottom = border(value).or(borders.bottom),
        "border-left" => borders.left = border(value).or(borders.left),
        _ => {}
    }
}

/// `1pt solid #000000`, in any order.
fn border(text: &str) -> Option<Border> {
    let mut border = Border {
        width: 2.25,
        color: Color::BLACK,
    };
    let mut known = false;
    // Colours in the spelling of functions have spaces; the rest has none.
    let (words, function) = match text.split_once("rgb") {
        Some((words, rest)) => (words, Some(format!("rgb{rest}"))),
        None => (text, None),
    };
    if let Some(color) = function.as_deref().and_then(css::color) {
        border.color = color;
    }
    for word in words.split_ascii_whitespace() {
        match word {
            "none" | "hidden" => {
                border.width = 0.0;
                return Some(border);
            }
            "solid" | "dotted" | "dashed" | "double" | "groove" | "ridge" | "inset" | "outset" => {
                known = true;
            }
            "thin" => border.width = 0.75,
            "medium" => border.width = 2.25,
            "thick" => border.width = 3.75,
            word => {
                if let Some(points) = css::points(word) {
                    border.width = points;
                    known |= points == 0.0;
                } else if let Some(color) = css::color(word) {
                    border.color = color;
                }
            }
        }
    }
    known.then_some(border)
}
