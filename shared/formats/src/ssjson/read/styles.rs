//! Styles: counted by their text while cells are read, resolved once when all is known.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use spindle_model::workbook::CellStyle;

use super::value_of;
use crate::ssjson::{dates, style};

/// How many styles may stand over one another by `parentName`.
const PARENTS: usize = 16;
/// What the number of a style is multiplied by to say what kind of date its cell holds.
const KINDS: u32 = 4;

/// The texts of styles, each once, by a number from 1: names with their quotes, and objects.
#[derive(Default)]
pub(super) struct StyleNames<'de> {
    numbers: HashMap<&'de str, u32>,
    texts: Vec<&'de str>,
    /// The one that was asked last: cells side by side mostly have the same.
    last: Option<(&'de str, u32)>,
}

/// What a cell needs a number format for, where it has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DateKind {
    None,
    Date,
    DateTime,
}

/// The number of a style for a cell that holds such a date.
pub(super) fn with_date(number: u32, kind: DateKind) -> u32 {
    let kind = match kind {
        DateKind::None => 0,
        DateKind::Date => 1,
        DateKind::DateTime => 2,
    };
    number.saturating_mul(KINDS).saturating_add(kind)
}

impl<'de> StyleNames<'de> {
    /// The number of a style by its text; 0 for null.
    pub(super) fn number(&mut self, raw: &'de RawValue) -> u32 {
        let text = raw.get();
        if let Some((known, number)) = self.last
            && known == text
        {
            return number;
        }
        if text == "null" {
            return 0;
        }
        let texts = &mut self.texts;
        let number = *self.numbers.entry(text).or_insert_with(|| {
            texts.push(text);
            u32::try_from(texts.len()).unwrap_or(0)
        });
        self.last = Some((text, number));
        number
    }

    /// All is read: `named` are the workbook's named styles.
    pub(super) fn resolver(self, named: Option<&RawValue>) -> Resolver<'de> {
        let list = named.map(value_of).unwrap_or_default();
        let mut named = HashMap::new();
        collect(&mut named, list);
        Resolver {
            texts: self.texts,
            named,
            styles: Vec::new(),
            known: HashMap::new(),
            drops: Cell::new(false),
        }
    }
}

fn collect(named: &mut HashMap<String, Map<String, Value>>, list: Value) {
    let Value::Array(list) = list else {
        return;
    };
    for value in list {
        if let Value::Object(object) = value
            && let Some(name) = object.get("name").and_then(Value::as_str)
        {
            named.insert(name.to_owned(), object);
        }
    }
}

/// Makes the workbook's styles of the numbers.
pub(super) struct Resolver<'de> {
    texts: Vec<&'de str>,
    named: HashMap<String, Map<String, Value>>,
    styles: Vec<CellStyle>,
    /// Places of styles by how they print: a style has floating numbers, which do not hash.
    known: HashMap<String, u32>,
    /// Whether a type of cells was dropped.
    drops: Cell<bool>,
}

/// The styles of one sheet.
pub(super) struct SheetStyles {
    own: HashMap<String, Map<String, Value>>,
    default: CellStyle,
    since_2013: bool,
    done: HashMap<u32, u32>,
}

impl Resolver<'_> {
    /// Begins a sheet with its default style and its own named styles.
    pub(super) fn sheet(
        &mut self,
        default: Option<&Value>,
        own: Option<&RawValue>,
        since_2013: bool,
    ) -> SheetStyles {
        let mut sheet = SheetStyles {
            own: HashMap::new(),
            default: CellStyle {
                // What the control does where nothing is said.
                vertical: spindle_model::workbook::VerticalAlign::Top,
                ..CellStyle::default()
            },
            since_2013,
            done: HashMap::new(),
        };
        collect(&mut sheet.own, own.map(value_of).unwrap_or_default());
        if let Some(default) = default {
            let mut style = sheet.default.clone();
            self.lay(&mut style, default, &sheet, PARENTS);
            sheet.default = style;
        }
        // The first sheet's becomes the workbook's.
        let place = self.place(sheet.default.clone());
        sheet.done.insert(0, place);
        sheet
    }

    /// The place in the workbook's styles of a number with its kind of date.
    pub(super) fn resolve(&mut self, number: u32, sheet: &mut SheetStyles) -> u32 {
        if let Some(place) = sheet.done.get(&number) {
            return *place;
        }
        let mut style = sheet.default.clone();
        let text = (number / KINDS)
            .checked_sub(1)
            .and_then(|at| self.texts.get(at as usize).copied());
        if let Some(text) = text {
            let value = serde_json::from_str(text).unwrap_or_default();
            self.lay(&mut style, &value, sheet, PARENTS);
        }
        if style.number_format.is_none() {
            style.number_format = match number % KINDS {
                1 => Some(dates::DATE.into()),
                2 => Some(dates::DATE_TIME.into()),
                _ => None,
            };
        }
        let place = self.place(style);
        sheet.done.insert(number, place);
        place
    }

    /// Whether types of cells were dropped.
    pub(super) fn drops(&self) -> bool {
        self.drops.get()
    }

    pub(super) fn finish(mut self) -> Vec<CellStyle> {
        if self.styles.is_empty() {
            self.styles.push(CellStyle::default());
        }
        self.styles
    }

    /// Lays a style over another one: its parents first.
    fn lay(&self, style: &mut CellStyle, value: &Value, sheet: &SheetStyles, parents: usize) {
        let object = match value {
            Value::String(name) => sheet.own.get(name).or_else(|| self.named.get(name)),
            Value::Object(object) => Some(object),
            _ => None,
        };
        let Some(object) = object else {
            return;
        };
        if let Some(parent) = object.get("parentName").filter(|name| name.is_string())
            && let Some(parents) = parents.checked_sub(1)
        {
            self.lay(style, parent, sheet, parents);
        }
        if object.get("cellType").is_some_and(Value::is_object) {
            self.drops.set(true);
        }
        style::set(style, object, sheet.since_2013);
    }

    fn place(&mut self, style: CellStyle) -> u32 {
        let next = u32::try_from(self.styles.len()).unwrap_or(u32::MAX);
        let styles = &mut self.styles;
        *self.known.entry(format!("{style:?}")).or_insert_with(|| {
            styles.push(style);
            next
        })
    }
}
