//! Form fields (ISO 32000-1, 12.7): what is asked, with its value. Where it is filled in are its widgets.

pub mod base;
pub mod button;
pub mod check;
pub mod create;
pub mod format;
pub mod list;
mod load;
mod store;
pub mod text;

use serde_json::{Map, Value as Json};
use spindle_pdf_file::{Dict, Id, Object};

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// Boxes that are checked or not.
    Checkbox,
    /// Boxes of which one is checked.
    Radio,
    /// A list that drops down.
    Combo,
    /// A list.
    List,
    /// A button, or a picture.
    Button,
}

impl FieldKind {
    /// The name of its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Text => "ApiTextField",
            Self::Checkbox => "ApiCheckboxField",
            Self::Radio => "ApiRadiobuttonField",
            Self::Combo => "ApiComboboxField",
            Self::List => "ApiListboxField",
            Self::Button => "ApiButtonField",
        }
    }

    /// Whether it has boxes to check.
    pub fn is_checked(self) -> bool {
        matches!(self, Self::Checkbox | Self::Radio)
    }
}

/// Bits of `Ff` (12.7.3.1, 12.7.4).
pub mod flag {
    pub const READ_ONLY: i64 = 1;
    pub const REQUIRED: i64 = 1 << 1;
    pub const MULTILINE: i64 = 1 << 12;
    pub const NO_TOGGLE_TO_OFF: i64 = 1 << 14;
    pub const RADIO: i64 = 1 << 15;
    pub const PUSH_BUTTON: i64 = 1 << 16;
    pub const COMBO: i64 = 1 << 17;
    pub const EDIT: i64 = 1 << 18;
    pub const MULTI_SELECT: i64 = 1 << 21;
    pub const DO_NOT_SCROLL: i64 = 1 << 23;
    pub const COMB: i64 = 1 << 24;
    pub const IN_UNISON: i64 = 1 << 25;
    pub const COMMIT_ON_CHANGE: i64 = 1 << 26;
}

/// The keys of a dictionary that are the field's; the others are the widget's where both are one object.
pub const KEYS: [&str; 13] = [
    "FT",
    "Ff",
    "V",
    "DV",
    "TU",
    "TM",
    "Opt",
    "I",
    "TI",
    "MaxLen",
    "AA",
    "OMetadata",
    "RV",
];

/// A form field.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is.
    pub kind: FieldKind,
    /// Its full name, with dots between the names of the groups that it is in.
    pub name: String,
    /// What the file says of it, or will say.
    pub dict: Dict,
    /// Where its first widget will be: it is in no document yet.
    pub rect: Option<[f64; 4]>,
    /// The picture of a button, for widgets that are yet to come.
    pub icon: Option<Id>,
    /// Its widgets.
    pub widgets: Vec<usize>,
    /// The number of its object.
    pub object: Option<Id>,
    /// The node of the tree of fields that it hangs from; `None` when it is at the root.
    pub parent: Option<Id>,
    /// Whether it has to be written.
    pub changed: bool,
    /// Whether its name was changed.
    pub renamed: bool,
    /// Whether it was deleted.
    pub gone: bool,
}

impl Field {
    /// Whether it is in the document.
    pub fn is_there(&self) -> bool {
        !self.gone && (self.object.is_some() || !self.widgets.is_empty())
    }

    /// Whether a bit of `Ff` is set.
    pub fn has(&self, flag: i64) -> bool {
        self.dict.int("Ff").unwrap_or(0) & flag != 0
    }

    /// Sets a bit of `Ff`.
    pub fn set_flag(&mut self, flag: i64, on: bool) {
        let flags = self.dict.int("Ff").unwrap_or(0);
        self.dict
            .set("Ff", if on { flags | flag } else { flags & !flag });
        self.changed = true;
    }

    /// Its name within its group.
    pub fn partial_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }

    /// Its value when that is one.
    pub fn value(&self) -> Option<String> {
        self.dict.text("V")
    }

    /// What can be chosen: what stands in the file, and what is shown.
    pub fn options(&self) -> Vec<(String, String)> {
        let options = self
            .dict
            .get("Opt")
            .and_then(Object::array)
            .unwrap_or_default();
        let both = options.iter().filter_map(|option| match option {
            Object::Array(two) => {
                let export = two.first()?.text()?;
                let shown = two
                    .get(1)
                    .and_then(Object::text)
                    .unwrap_or_else(|| export.clone());
                Some((export, shown))
            }
            one => one.text().map(|text| (text.clone(), text)),
        });
        both.collect()
    }

    /// What of the options is chosen.
    pub fn chosen(&self) -> Vec<usize> {
        let values: Vec<String> = match self.dict.get("V") {
            Some(Object::Array(values)) => values.iter().filter_map(Object::text).collect(),
            Some(value) => value.text().into_iter().collect(),
            None => Vec::new(),
        };
        let options = self.options();
        let chosen = options
            .iter()
            .enumerate()
            .filter(|(_, (export, _))| values.contains(export));
        chosen.map(|(place, _)| place).collect()
    }

    /// What the field says beside what readers know (`OMetadata`): JSON, as the original has it.
    fn metadata(&self) -> Map<String, Json> {
        let text = self.dict.text("OMetadata").unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(Json::Object(entries)) => entries,
            _ => Map::new(),
        }
    }

    /// An entry of it.
    pub fn note(&self, key: &str) -> Option<String> {
        Some(self.metadata().get(key)?.as_str()?.to_owned())
    }

    /// Sets an entry of it.
    pub fn set_note(&mut self, key: &str, text: &str) {
        let mut entries = self.metadata();
        entries.insert(key.to_owned(), Json::String(text.to_owned()));
        let text = Json::Object(entries).to_string();
        self.dict.set("OMetadata", Object::said(&text));
        self.changed = true;
    }
}
