//! One sheet.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use spindle_model::workbook::{
    CellComment, Color, Columns, MAX_COLUMNS, MAX_ROWS, Range, Row, Sheet, SheetImage,
};

use super::cells::{Cells, TableSeed};
use super::infos::{Info, InfosSeed, Key, Scalar};
use super::objects;
use super::styles::{DateKind, Resolver, with_date};
use super::{State, value_of};
use crate::ssjson::{points, theme};

/// Members of a sheet that have no place in a workbook, and what they are.
const DROPPED: [(&str, &str); 14] = [
    ("charts", "charts"),
    ("tables", "tables"),
    ("conditionalFormats", "conditional formats"),
    ("validations", "rules for what may be entered"),
    ("rowFilter", "filters"),
    ("sparklineGroups", "sparklines"),
    ("shapes", "shapes"),
    ("slicers", "slicers"),
    ("pivotTables", "pivot tables"),
    ("formControls", "form controls"),
    ("threadedComments", "discussions"),
    ("dataCharts", "charts"),
    ("cameraShapes", "shapes"),
    ("isProtected", "protection"),
];

/// A sheet whose styles are not resolved yet.
#[derive(Default)]
pub(super) struct RawSheet<'de> {
    pub(super) index: Option<i64>,
    pub(super) selected: bool,
    pub(super) names: Option<&'de RawValue>,
    key: String,
    name: Option<String>,
    cells: Cells,
    rows: Vec<(u32, Info)>,
    columns: Vec<(u32, Info)>,
    row_styles: Vec<(u32, Info)>,
    column_styles: Vec<(u32, Info)>,
    default_style: Option<&'de RawValue>,
    named_styles: Option<&'de RawValue>,
    theme_2013: bool,
    merges: Vec<Range>,
    frozen_rows: u32,
    frozen_columns: u32,
    hidden: bool,
    comments: Vec<CellComment>,
    pictures: Vec<objects::Picture>,
    hide_grid: bool,
    /// In pixels.
    default_width: Option<f64>,
    default_height: Option<f64>,
    tab_color: Option<Color>,
}

pub(super) struct SheetSeed<'r, 's, 'j, 'de> {
    pub(super) state: &'r mut State<'s, 'j, 'de>,
    pub(super) key: String,
}

impl<'de> DeserializeSeed<'de> for SheetSeed<'_, '_, '_, 'de> {
    type Value = RawSheet<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for SheetSeed<'_, '_, '_, 'de> {
    type Value = RawSheet<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sheet as an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let state = self.state;
        let mut sheet = RawSheet {
            key: self.key,
            ..RawSheet::default()
        };
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "name" => sheet.name = map.next_value::<Scalar<'de>>()?.text(),
                "index" => {
                    let index = map.next_value::<Scalar<'de>>()?.number();
                    sheet.index = index.map(|index| index as i64);
                }
                "isSelected" => {
                    sheet.selected = map.next_value::<Scalar<'de>>()? == Scalar::Bool(true)
                }
                "visible" => sheet.hidden = is_hidden(&map.next_value()?),
                "theme" => sheet.theme_2013 = is_2013(&value_of(map.next_value()?)),
                "frozenRowCount" => sheet.frozen_rows = count(&map.next_value()?, MAX_ROWS),
                "frozenColCount" | "frozenColumnCount" => {
                    sheet.frozen_columns = count(&map.next_value()?, MAX_COLUMNS);
                }
                "names" => sheet.names = Some(map.next_value()?),
                "namedStyles" => sheet.named_styles = Some(map.next_value()?),
                "data" => map.next_value_seed(DataSeed {
                    state: &mut *state,
                    sheet: &mut sheet,
                })?,
                "rows" => {
                    sheet.rows = map.next_value_seed(InfosSeed {
                        names: &mut state.names,
                        most: MAX_ROWS,
                    })?;
                }
                "columns" => {
                    sheet.columns = map.next_value_seed(InfosSeed {
                        names: &mut state.names,
                        most: MAX_COLUMNS,
                    })?;
                }
                "spans" => sheet.merges = objects::spans(&value_of(map.next_value()?)),
                "defaults" => {
                    let defaults = value_of(map.next_value()?);
                    let size = |name: &str| defaults.get(name).and_then(Value::as_f64);
                    sheet.default_width = size("colWidth");
                    sheet.default_height = size("rowHeight");
                }
                "comments" => sheet.comments = objects::comments(&value_of(map.next_value()?)),
                "floatingObjects" | "pictures" => {
                    let list = value_of(map.next_value()?);
                    sheet.pictures.extend(objects::pictures(&list, state));
                }
                "gridline" => sheet.hide_grid = objects::hides_grid(&value_of(map.next_value()?)),
                "sheetTabColor" => {
                    let color = map.next_value::<Scalar<'de>>()?.text();
                    sheet.tab_color =
                        color.and_then(|color| theme::color(&color, sheet.theme_2013));
                }
                other => {
                    let raw: &RawValue = map.next_value()?;
                    if let Some((_, words)) = DROPPED.iter().find(|(name, _)| *name == other)
                        && says_something(raw.get())
                    {
                        state
                            .job
                            .warn("sheet-parts-dropped", format!("{words} were dropped"));
                    }
                }
            }
        }
        Ok(sheet)
    }
}

fn says_something(raw: &str) -> bool {
    !matches!(raw, "null" | "[]" | "{}" | "false" | "0" | "\"\"")
}

/// A sheet is hidden where `visible` is false, 0 or (very hidden) 2.
fn is_hidden(visible: &Scalar<'_>) -> bool {
    visible.is_off() || visible.number() == Some(2.0)
}

fn is_2013(theme: &Value) -> bool {
    let name = theme.get("name").unwrap_or(theme);
    !name
        .as_str()
        .is_some_and(|name| name.starts_with("Office2007"))
}

fn count(scalar: &Scalar<'_>, most: u32) -> u32 {
    let count = scalar.index().and_then(|count| u32::try_from(count).ok());
    count.unwrap_or(0).min(most)
}

/// The cells and what is said of whole rows and columns.
struct DataSeed<'r, 's, 'j, 'de> {
    state: &'r mut State<'s, 'j, 'de>,
    sheet: &'r mut RawSheet<'de>,
}

impl<'de> DeserializeSeed<'de> for DataSeed<'_, '_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DataSeed<'_, '_, '_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the data of a sheet as an object")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { state, sheet } = self;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "dataTable" => {
                    sheet.cells = map.next_value_seed(TableSeed {
                        state: &mut *state,
                        since_2013: sheet.theme_2013,
                    })?;
                }
                "defaultDataNode" => sheet.default_style = Some(map.next_value()?),
                "rowDataArray" | "rowMetaData" => {
                    sheet.row_styles.extend(map.next_value_seed(InfosSeed {
                        names: &mut state.names,
                        most: MAX_ROWS,
                    })?);
                }
                "columnDataArray" | "columnMetaData" => {
                    sheet.column_styles.extend(map.next_value_seed(InfosSeed {
                        names: &mut state.names,
                        most: MAX_COLUMNS,
                    })?);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

impl RawSheet<'_> {
    /// The sheet, with its styles.
    pub(super) fn finish(self, styles: &mut Resolver<'_>) -> Sheet {
        let default = self.default_style.map(value_of);
        let default = default.as_ref().and_then(|node| node.get("style"));
        let mut own = styles.sheet(default, self.named_styles, self.theme_2013);
        let row_infos = merged(self.rows, self.row_styles);
        let column_infos = merged(self.columns, self.column_styles);
        let (default_width, default_height) = (self.default_width, self.default_height);
        let images = self
            .pictures
            .into_iter()
            .map(|picture| {
                let rows = objects::Axis::new(&row_infos, default_height.unwrap_or(20.0), MAX_ROWS);
                let columns =
                    objects::Axis::new(&column_infos, default_width.unwrap_or(62.0), MAX_COLUMNS);
                picture.placed(&rows, &columns)
            })
            .collect::<Vec<SheetImage>>();
        let mut rows = self.cells.rows;
        add_infos(&mut rows, &row_infos);
        for row in &mut rows {
            let own_style = row.style;
            for cell in &mut row.cells {
                // Cells that say nothing look as their row does, or their column.
                let number = match cell.style {
                    bare @ 0..4 => {
                        let inherited = match own_style {
                            0 => column_style(&column_infos, cell.column),
                            row => row,
                        };
                        with_date(inherited, DateKind::None).saturating_add(bare)
                    }
                    number => number,
                };
                cell.style = styles.resolve(number, &mut own);
            }
            row.style = styles.resolve(with_date(own_style, DateKind::None), &mut own);
        }
        let columns = columns(&column_infos, |number| {
            styles.resolve(with_date(number, DateKind::None), &mut own)
        });
        Sheet {
            name: self.name.unwrap_or(self.key),
            rows,
            columns,
            merges: self.merges,
            frozen_rows: self.frozen_rows,
            frozen_columns: self.frozen_columns,
            hidden: self.hidden,
            comments: self.comments,
            links: self.cells.links,
            images,
            hide_grid: self.hide_grid,
            default_width: default_width.map(points),
            default_height: default_height.map(points),
            tab_color: self.tab_color,
        }
    }
}

/// What two lists say of the same rows or columns.
fn merged(one: Vec<(u32, Info)>, mut other: Vec<(u32, Info)>) -> Vec<(u32, Info)> {
    if other.is_empty() {
        return one;
    }
    other.extend(one);
    other.sort_by_key(|(at, _)| *at);
    let mut infos: Vec<(u32, Info)> = Vec::new();
    for (at, info) in other {
        match infos.last_mut() {
            Some((last, known)) if *last == at => *known = known.and(info),
            _ => infos.push((at, info)),
        }
    }
    infos
}

/// Adds to rows what is said of them, and rows of which alone something is said.
fn add_infos(rows: &mut Vec<Row>, infos: &[(u32, Info)]) {
    if infos.is_empty() {
        return;
    }
    let mut added = Vec::new();
    let mut at = 0_usize;
    for (index, info) in infos {
        while rows.get(at).is_some_and(|row| row.index < *index) {
            at = at.saturating_add(1);
        }
        match rows.get_mut(at) {
            Some(row) if row.index == *index => set_row(row, info),
            _ => {
                let mut row = Row {
                    index: *index,
                    ..Row::default()
                };
                set_row(&mut row, info);
                added.push(row);
            }
        }
    }
    if !added.is_empty() {
        rows.append(&mut added);
        rows.sort_by_key(|row| row.index);
    }
}

fn set_row(row: &mut Row, info: &Info) {
    row.height = info.size.map(|size| points(f64::from(size)));
    row.hidden = info.hidden;
    row.style = info.style;
}

fn column_style(infos: &[(u32, Info)], column: u32) -> u32 {
    infos
        .binary_search_by_key(&column, |(at, _)| *at)
        .ok()
        .and_then(|at| infos.get(at))
        .map_or(0, |(_, info)| info.style)
}

/// Columns side by side of which the same is said.
fn columns(infos: &[(u32, Info)], mut style: impl FnMut(u32) -> u32) -> Vec<Columns> {
    let mut columns: Vec<Columns> = Vec::new();
    for (at, info) in infos {
        let one = Columns {
            first: *at,
            last: *at,
            width: info.size.map(|size| points(f64::from(size))),
            hidden: info.hidden,
            style: style(info.style),
        };
        match columns.last_mut() {
            Some(last)
                if last.last.checked_add(1) == Some(*at)
                    && (last.width, last.hidden, last.style)
                        == (one.width, one.hidden, one.style) =>
            {
                last.last = *at;
            }
            _ => columns.push(one),
        }
    }
    columns
}
