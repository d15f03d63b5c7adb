//! Reading: members as they come, cells straight into rows, what needs all of the file at the end.

mod cells;
mod infos;
mod objects;
mod sheet;
mod styles;

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Media;
use spindle_model::workbook::{DefinedName, Sheet, Workbook};

use sheet::{RawSheet, SheetSeed};
use styles::StyleNames;

/// What reading knows beside the sheets.
struct State<'s, 'j, 'de> {
    job: &'s mut Job<'j>,
    names: StyleNames<'de>,
    media: Vec<Media>,
    /// Cells that hold something, and such that only look like something, so far.
    cells: usize,
    styled: usize,
    /// Short texts that occurred: equal ones share their bytes.
    texts: std::collections::HashSet<std::sync::Arc<str>>,
    /// The limit that was reached, where that is why reading ended.
    limit: Option<ConvertError>,
}

/// The members of a workbook.
#[derive(Default)]
struct Root<'de> {
    known: bool,
    sheets: Vec<RawSheet<'de>>,
    styles: Option<&'de RawValue>,
    names: Option<&'de RawValue>,
    active: Option<usize>,
}

pub(super) fn workbook(json: &str, job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    let mut state = State {
        job,
        names: StyleNames::default(),
        media: Vec::new(),
        cells: 0,
        styled: 0,
        texts: std::collections::HashSet::new(),
        limit: None,
    };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = RootSeed(&mut state)
        .deserialize(&mut deserializer)
        .and_then(|root| deserializer.end().map(|()| root));
    let root = match (read, state.limit.take()) {
        (_, Some(limit)) => return Err(limit),
        (Err(error), None) => {
            return Err(ConvertError::damaged(format!(
                "it is no JSON of a workbook: {error}"
            )));
        }
        (Ok(root), None) => root,
    };
    if !root.known {
        return Err(ConvertError::damaged(
            "it is no workbook: it has no `sheets`",
        ));
    }
    Ok(assembled(root, state))
}

/// The workbook: sheets in their order, styles resolved.
fn assembled(root: Root<'_>, state: State<'_, '_, '_>) -> Workbook {
    let Root {
        mut sheets,
        styles,
        names,
        active,
        ..
    } = root;
    sheets.sort_by_key(|sheet| sheet.index.unwrap_or(i64::MAX));
    let selected = sheets.iter().position(|sheet| sheet.selected);
    let mut styles = state.names.resolver(styles);
    let mut defined = defined_names(names, None);
    let mut done = Vec::new();
    for (index, sheet) in sheets.into_iter().enumerate() {
        defined.extend(defined_names(sheet.names, Some(index)));
        done.push(sheet.finish(&mut styles));
    }
    if done.is_empty() {
        done.push(Sheet {
            name: "Sheet1".to_owned(),
            ..Sheet::default()
        });
    }
    if styles.drops() {
        state.job.warn(
            "cell-types-dropped",
            "check boxes, lists, buttons and other types of cells were dropped",
        );
    }
    let last = done.len().saturating_sub(1);
    Workbook {
        active: active.or(selected).unwrap_or(0).min(last),
        sheets: done,
        styles: styles.finish(),
        names: defined,
        media: state.media,
        ..Workbook::default()
    }
}

fn defined_names(raw: Option<&RawValue>, sheet: Option<usize>) -> Vec<DefinedName> {
    let list = raw.map(value_of).unwrap_or_default();
    let name = |value: &Value| {
        let formula = value.get("formula")?.as_str()?;
        Some(DefinedName {
            name: value.get("name")?.as_str()?.to_owned(),
            sheet,
            formula: formula.strip_prefix('=').unwrap_or(formula).to_owned(),
        })
    };
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(name)
        .collect()
}

/// The value of a small member; null where it is nested too deep.
fn value_of(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

impl State<'_, '_, '_> {
    /// Ends reading because a limit is reached.
    fn over<E: serde::de::Error>(&mut self, message: String) -> E {
        let error = E::custom(&message);
        self.limit = Some(ConvertError::limit(message));
        error
    }
}

struct RootSeed<'r, 's, 'j, 'de>(&'r mut State<'s, 'j, 'de>);

impl<'de> DeserializeSeed<'de> for RootSeed<'_, '_, '_, 'de> {
    type Value = Root<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Root<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RootSeed<'_, '_, '_, 'de> {
    type Value = Root<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a workbook as an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Root<'de>, A::Error> {
        let mut root = Root::default();
        while let Some(key) = map.next_key::<infos::Key<'de>>()? {
            match key.as_str() {
                "sheets" => {
                    root.known = true;
                    root.sheets = map.next_value_seed(SheetsSeed(&mut *self.0))?;
                }
                "version" => {
                    root.known = true;
                    map.next_value::<IgnoredAny>()?;
                }
                "namedStyles" => root.styles = Some(map.next_value()?),
                "names" => root.names = Some(map.next_value()?),
                "activeSheetIndex" => {
                    root.active = map.next_value::<infos::Scalar<'de>>()?.index();
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(root)
    }
}

struct SheetsSeed<'r, 's, 'j, 'de>(&'r mut State<'s, 'j, 'de>);

impl<'de> DeserializeSeed<'de> for SheetsSeed<'_, '_, '_, 'de> {
    type Value = Vec<RawSheet<'de>>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SheetsSeed<'_, '_, '_, 'de> {
    type Value = Vec<RawSheet<'de>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("sheets by their keys")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut sheets = Vec::new();
        while let Some(key) = map.next_key::<infos::Key<'de>>()? {
            if sheets.len() >= self.0.job.limits.entries {
                let limit = self.0.job.limits.entries;
                return Err(self.0.over(format!(
                    "the workbook has more than the {limit} sheets allowed"
                )));
            }
            let seed = SheetSeed {
                state: &mut *self.0,
                key: key.as_str().to_owned(),
            };
            sheets.push(map.next_value_seed(seed)?);
        }
        Ok(sheets)
    }
}

/// An error for a member that has more entries than there can be.
fn too_many<E: serde::de::Error>() -> E {
    E::custom("a list has more entries than a sheet has rows")
}
