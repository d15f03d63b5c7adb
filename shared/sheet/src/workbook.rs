//! A workbook: loaded, changed by commands, written back.

mod sheets;
mod text;

use std::fmt;

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::args::Args;
use crate::commands;
use crate::error::{CommandError, Outcome, SheetError};
use crate::json::scan::{self, Scan};
use crate::json::{Node, Object, Text};

pub use text::TEXT_LIMIT;

/// How deep the JSON of a workbook may be nested.
const DEPTH: usize = 128;

/// The most bytes that the commands of one loaded workbook write where they multiply: copies and sizes.
const ROOM_BYTES: u64 = 64 * 1024 * 1024;

/// The workbook that a new sheet begins with.
const EMPTY: &str = include_str!("../data/empty-workbook.json");

/// A workbook as JSON of SpreadJS, version 14.
///
/// Only what commands go through is opened. What they do not change is written back as it was read, byte for byte:
/// unknown keys, the order of keys, the spelling of numbers and texts, white space.
#[derive(Clone)]
pub struct Workbook {
    before: String,
    pub(crate) root: Object,
    after: String,
    /// How many bytes commands may still add; see [`Workbook::apply`].
    pub(crate) room: u64,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Workbook")
            .field("version", &self.version())
            .field("sheets", &self.sheet_names())
            .finish_non_exhaustive()
    }
}

impl Default for Workbook {
    fn default() -> Self {
        Self::new()
    }
}

impl Workbook {
    /// The empty workbook: one sheet without cells, version 1.
    #[must_use]
    pub fn new() -> Self {
        Self::parse(EMPTY).unwrap_or_else(|_| Self {
            before: String::new(),
            root: Object::default(),
            after: String::new(),
            room: ROOM_BYTES,
        })
    }

    /// Loads a workbook. The JSON must be an object, with an object as `sheets` where that is there.
    ///
    /// # Errors
    /// [`SheetError::Json`], [`SheetError::Depth`] (more than 128 levels) or [`SheetError::Shape`].
    pub fn parse(json: &str) -> Result<Self, SheetError> {
        serde_json::from_str::<IgnoredAny>(json)
            .map_err(|error| SheetError::Json(error.to_string()))?;
        if scan::depth(json) > DEPTH {
            return Err(SheetError::Depth { limit: DEPTH });
        }
        let mut scan = Scan::new(json);
        scan.white();
        let (before, rest) = json.split_at_checked(scan.at()).unwrap_or((json, ""));
        let body = rest.trim_end_matches([' ', '\t', '\n', '\r']);
        let after = rest.get(body.len()..).unwrap_or_default();
        let mut root = Object::open(&Text::new(body))
            .ok_or(SheetError::Shape("a workbook must be a JSON object"))?;
        if let Some(sheets) = root.get_mut("sheets")
            && sheets.object().is_none()
        {
            return Err(SheetError::Shape(
                "`sheets` of a workbook must be a JSON object",
            ));
        }
        Ok(Self {
            before: before.to_owned(),
            root,
            after: after.to_owned(),
            room: ROOM_BYTES,
        })
    }

    /// The workbook as JSON: what was loaded, but for what commands changed.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = self.before.clone();
        self.root.write(&mut json);
        json.push_str(&self.after);
        json
    }

    /// The version (`_v`): how many commits the workbook has seen; 0 where it has none.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.root.get("_v").and_then(Node::as_integer).unwrap_or(0)
    }

    /// Sets the version (`_v`).
    pub fn set_version(&mut self, version: i64) {
        self.root.set("_v", Node::raw(&version.to_string()));
    }

    /// Applies one command: an object with its name as `cmd`, the sheet it is for as `sheetName`, and arguments.
    ///
    /// Commands that repeat cells or sizes write at most 64 MiB together from the time when the workbook is loaded, so
    /// that a few short ones cannot take all memory.
    ///
    /// # Errors
    /// A [`CommandError`]; the workbook is then unchanged.
    pub fn apply(&mut self, command: &Value) -> Result<Outcome, CommandError> {
        let args = Args::of(command).ok_or_else(|| CommandError::Invalid {
            cmd: String::new(),
            reason: "a command is an object with its name as `cmd`".to_owned(),
        })?;
        commands::run(self, &args)
    }
}
