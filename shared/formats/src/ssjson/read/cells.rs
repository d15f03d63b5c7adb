//! The table of cells: `{"row":{"column":{"value":...,"formula":...,"style":...}}}`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use spindle_model::workbook::{
    Cell, CellError, CellFont, CellLink, MAX_COLUMNS, MAX_ROWS, Range, RichRun, Row, Value,
};

use super::infos::{Key, Scalar};
use super::styles::{DateKind, with_date};
use super::{State, value_of};
use crate::ssjson::{dates, style};

/// The longest text that equal ones share, bytes.
const SHARED_BYTES: usize = 64;
/// How many times more cells without a value than with one there may be.
const STYLED_TIMES: usize = 4;
/// How many texts are remembered for that.
const SHARED_TEXTS: usize = 65_536;

/// The rows of a sheet and where its cells lead.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) rows: Vec<Row>,
    pub(super) links: Vec<CellLink>,
}

/// Reads the table into rows, whose cells name styles by their numbers in `StyleNames`.
pub(super) struct TableSeed<'r, 's, 'j, 'de> {
    pub(super) state: &'r mut State<'s, 'j, 'de>,
    pub(super) since_2013: bool,
}

impl<'de> DeserializeSeed<'de> for TableSeed<'_, '_, '_, 'de> {
    type Value = Cells;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cells, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TableSeed<'_, '_, '_, 'de> {
    type Value = Cells;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table of cells by row and column")
    }

    fn visit_unit<E>(self) -> Result<Cells, E> {
        Ok(Cells::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cells, A::Error> {
        let mut cells = Cells::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let Some(index) = key.below(MAX_ROWS) else {
                self.state.job.warn(
                    "cells-dropped",
                    format!("the row `{}` is none", key.as_str()),
                );
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let seed = RowSeed {
                state: &mut *self.state,
                since_2013: self.since_2013,
                links: &mut cells.links,
                row: index,
            };
            let row = map.next_value_seed(seed)?;
            if !row.is_empty() {
                cells.rows.push(Row {
                    index,
                    cells: row,
                    ..Row::default()
                });
            }
        }
        in_order(&mut cells.rows, |row| row.index);
        Ok(cells)
    }
}

/// Brings entries into rising order; of equal ones the last counts.
fn in_order<T>(entries: &mut Vec<T>, key: impl Fn(&T) -> u32) {
    if entries.is_sorted_by(|one, other| key(one) < key(other)) {
        return;
    }
    entries.reverse();
    entries.sort_by_key(|entry| key(entry));
    entries.dedup_by_key(|entry| key(entry));
}

struct RowSeed<'r, 's, 'j, 'de> {
    state: &'r mut State<'s, 'j, 'de>,
    since_2013: bool,
    links: &'r mut Vec<CellLink>,
    row: u32,
}

impl<'de> DeserializeSeed<'de> for RowSeed<'_, '_, '_, 'de> {
    type Value = Vec<Cell>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Cell>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowSeed<'_, '_, '_, 'de> {
    type Value = Vec<Cell>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cells by column")
    }

    fn visit_unit<E>(self) -> Result<Vec<Cell>, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Cell>, A::Error> {
        let mut cells = Vec::new();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let Some(column) = key.below(MAX_COLUMNS) else {
                self.state.job.warn(
                    "cells-dropped",
                    format!("the column `{}` is none", key.as_str()),
                );
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let seed = CellSeed {
                state: &mut *self.state,
                since_2013: self.since_2013,
            };
            let Some((mut cell, link)) = map.next_value_seed(seed)? else {
                continue;
            };
            self.state.count(&cell)?;
            cell.column = column;
            if let Some(href) = link {
                self.links.push(CellLink {
                    range: Range {
                        first_row: self.row,
                        first_column: column,
                        last_row: self.row,
                        last_column: column,
                    },
                    href,
                });
            }
            cells.push(cell);
        }
        in_order(&mut cells, |cell| cell.column);
        cells.shrink_to_fit();
        Ok(cells)
    }
}

struct CellSeed<'r, 's, 'j, 'de> {
    state: &'r mut State<'s, 'j, 'de>,
    since_2013: bool,
}

impl<'de> DeserializeSeed<'de> for CellSeed<'_, '_, '_, 'de> {
    type Value = Option<(Cell, Option<String>)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CellSeed<'_, '_, '_, 'de> {
    type Value = Option<(Cell, Option<String>)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a cell as an object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cell = Cell::default();
        let mut number = 0;
        let mut date = DateKind::None;
        let mut link = None;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "value" => {
                    (cell.value, date) = self.state.value(map.next_value()?, self.since_2013);
                }
                "formula" => {
                    let formula = map.next_value::<Scalar<'de>>()?;
                    if let Scalar::Text(text) = &formula {
                        let text = text.strip_prefix('=').unwrap_or(text);
                        cell.formula = (!text.is_empty()).then(|| text.into());
                    }
                }
                "style" => number = self.state.names.number(map.next_value()?),
                "hyperlink" => link = href(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        cell.style = with_date(number, date);
        let empty = cell.value == Value::Empty && cell.formula.is_none() && number == 0;
        Ok((!empty || link.is_some()).then_some((cell, link)))
    }
}

fn href(raw: &RawValue) -> Option<String> {
    let value = value_of(raw);
    let url = value.get("url").unwrap_or(&value).as_str()?;
    if url.is_empty() {
        return None;
    }
    Some(match url.strip_prefix("sjs://") {
        Some(place) => format!("#{place}"),
        None => url.to_owned(),
    })
}

impl State<'_, '_, '_> {
    /// Counts a cell. Those without a value cost less and may be more.
    fn count<E: serde::de::Error>(&mut self, cell: &Cell) -> Result<(), E> {
        let limit = self.job.limits.cells;
        if cell.value == Value::Empty && cell.formula.is_none() {
            self.styled = self.styled.saturating_add(1);
        } else {
            self.cells = self.cells.saturating_add(1);
        }
        if self.cells > limit || self.styled > limit.saturating_mul(STYLED_TIMES) {
            return Err(self.over(format!(
                "the workbook has more than the {limit} cells allowed"
            )));
        }
        Ok(())
    }

    /// A value by its text. Numbers are read here, to the last digit.
    fn value(&mut self, raw: &RawValue, since_2013: bool) -> (Value, DateKind) {
        let text = raw.get();
        let value = match text.as_bytes().first() {
            Some(b'"') => return self.text(text),
            Some(b'{') => object(&value_of(raw), since_2013),
            Some(b'[') => None,
            Some(b't') => Some(Value::Bool(true)),
            Some(b'f') => Some(Value::Bool(false)),
            Some(b'n') => Some(Value::Empty),
            _ => text
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Value::Number),
        };
        if value.is_none() {
            self.job.warn(
                "cell-values-dropped",
                "values of cells that are neither text, numbers, dates nor errors were dropped",
            );
        }
        (value.unwrap_or_default(), DateKind::None)
    }

    /// A text or a date, with its quotes.
    fn text(&mut self, quoted: &str) -> (Value, DateKind) {
        let inner = quoted
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let text: Cow<'_, str> = match inner {
            Some(plain) if !plain.contains('\\') => plain.into(),
            _ => serde_json::from_str::<String>(quoted)
                .unwrap_or_default()
                .into(),
        };
        match dates::read(&text) {
            Some(days) if days.fract() == 0.0 => (Value::Number(days), DateKind::Date),
            Some(days) => (Value::Number(days), DateKind::DateTime),
            None if text.is_empty() => (Value::Empty, DateKind::None),
            None => (Value::Text(self.shared(&text)), DateKind::None),
        }
    }

    /// A text that shares its bytes with an equal one, where it is short.
    fn shared(&mut self, text: &str) -> Arc<str> {
        if text.len() > SHARED_BYTES {
            return text.into();
        }
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        if self.texts.len() < SHARED_TEXTS {
            self.texts.insert(Arc::clone(&new));
        }
        new
    }
}

/// The value of an object: an error or a text with formats; nothing for what is neither.
fn object(value: &Json, since_2013: bool) -> Option<Value> {
    if let Some(name) = value.get("_error").and_then(Json::as_str) {
        return Some(match CellError::from_name(name) {
            Some(error) => Value::Error(error),
            None => Value::Text(name.into()),
        });
    }
    let runs = runs(value.get("richText")?, since_2013);
    match runs.as_slice() {
        [] => None,
        [RichRun { text, font: None }] => Some(Value::Text(text.as_str().into())),
        _ => Some(Value::Rich(runs.into())),
    }
}

fn runs(list: &Json, since_2013: bool) -> Vec<RichRun> {
    let list = list.as_array().into_iter().flatten();
    let run = |run: &Json| {
        let font = run.get("style").and_then(Json::as_object).map(|object| {
            let mut font = CellFont::default();
            style::set_font(&mut font, object, since_2013);
            font
        });
        Some(RichRun {
            text: run.get("text")?.as_str()?.to_owned(),
            font,
        })
    };
    list.filter_map(run).collect()
}
