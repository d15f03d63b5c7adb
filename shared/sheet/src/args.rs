//! The arguments of a command, and the one place where ranges, indices and counts are read and bounded.

use serde_json::{Map, Value};

use crate::error::CommandError;
use crate::json::integer;

/// The most rows a sheet has.
pub const MAX_ROWS: u32 = 1_048_576;
/// The most columns a sheet has.
pub const MAX_COLUMNS: u32 = 16_384;

/// Rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Rows,
    Columns,
}

impl Axis {
    /// The most of them that a sheet has.
    pub(crate) fn most(self) -> u32 {
        match self {
            Self::Rows => MAX_ROWS,
            Self::Columns => MAX_COLUMNS,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Columns => "columns",
        }
    }
}

/// A run of rows or columns: where it begins, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) count: u32,
}

impl Span {
    /// One past the last.
    pub(crate) fn end(self) -> u32 {
        self.start.saturating_add(self.count)
    }

    pub(crate) fn holds(self, index: u32) -> bool {
        (self.start..self.end()).contains(&index)
    }
}

/// A block of cells. Within the bounds of a sheet, and never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) rows: Span,
    pub(crate) columns: Span,
}

/// The arguments of one command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Args<'c> {
    /// The command's name.
    pub(crate) cmd: &'c str,
    map: &'c Map<String, Value>,
}

impl<'c> Args<'c> {
    /// The arguments of a command, where it is an object with a name.
    pub(crate) fn of(command: &'c Value) -> Option<Self> {
        let map = command.as_object()?;
        let cmd = map.get("cmd")?.as_str()?;
        Some(Self { cmd, map })
    }

    /// The arguments in an entry of a list argument, for the same command.
    pub(crate) fn within(&self, key: &str, value: &'c Value) -> Result<Self, CommandError> {
        let map = value
            .as_object()
            .ok_or_else(|| self.invalid(format!("`{key}` has an entry that is not an object")))?;
        Ok(Self { cmd: self.cmd, map })
    }

    /// An argument that must be there, as an object or null, and not deeper than what cells and styles have.
    pub(crate) fn object_or_null(
        &self,
        key: &str,
    ) -> Result<Option<&'c Map<String, Value>>, CommandError> {
        match self.map.get(key) {
            None => Err(self.invalid(format!("`{key}` is missing"))),
            Some(Value::Null) => Ok(None),
            Some(Value::Object(map)) if map.values().all(|value| is_flat(value, LEVELS)) => {
                Ok(Some(map))
            }
            Some(Value::Object(_)) => Err(self.invalid(format!("`{key}` is nested too deep"))),
            Some(_) => Err(self.invalid(format!("`{key}` is neither an object nor null"))),
        }
    }

    /// The refusal of this command.
    pub(crate) fn invalid(&self, reason: impl Into<String>) -> CommandError {
        CommandError::Invalid {
            cmd: self.cmd.to_owned(),
            reason: reason.into(),
        }
    }

    /// An argument that is there and not null.
    pub(crate) fn get(&self, key: &str) -> Option<&'c Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// An argument that is there, even as null.
    pub(crate) fn given(&self, key: &str) -> Option<&'c Value> {
        self.map.get(key)
    }

    fn need(&self, key: &str) -> Result<&'c Value, CommandError> {
        self.get(key)
            .ok_or_else(|| self.invalid(format!("`{key}` is missing")))
    }

    /// A text, where the argument is there.
    pub(crate) fn text_if(&self, key: &str) -> Result<Option<&'c str>, CommandError> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        value
            .as_str()
            .map(Some)
            .ok_or_else(|| self.invalid(format!("`{key}` is not a text")))
    }

    pub(crate) fn text(&self, key: &str) -> Result<&'c str, CommandError> {
        self.text_if(key)?
            .ok_or_else(|| self.invalid(format!("`{key}` is missing")))
    }

    /// Whether one of the keys is `true`.
    pub(crate) fn flag(&self, keys: &[&str]) -> bool {
        keys.iter()
            .any(|key| self.map.get(*key) == Some(&Value::Bool(true)))
    }

    pub(crate) fn number(&self, key: &str) -> Result<f64, CommandError> {
        let number = self.need(key)?.as_f64().filter(|number| number.is_finite());
        number.ok_or_else(|| self.invalid(format!("`{key}` is not a number")))
    }

    pub(crate) fn integer(&self, key: &str) -> Result<i64, CommandError> {
        whole(self.need(key)?).ok_or_else(|| self.invalid(format!("`{key}` is not a whole number")))
    }

    /// The index of a row or a column: from 0 to before the most that a sheet has.
    pub(crate) fn index(&self, key: &str, axis: Axis) -> Result<u32, CommandError> {
        let index = self.integer(key)?;
        self.bounded(index, key, axis)
    }

    fn bounded(&self, index: i64, key: &str, axis: Axis) -> Result<u32, CommandError> {
        let bounded = u32::try_from(index)
            .ok()
            .filter(|index| *index < axis.most());
        bounded.ok_or_else(|| {
            let most = axis.most();
            self.invalid(format!(
                "`{key}` is {index}, which is not from 0 to before {most}"
            ))
        })
    }

    /// A run from an index and a count, both given as numbers. `-1` as index means all rows or columns.
    pub(crate) fn span(
        &self,
        start: (&str, i64),
        count: (&str, Option<i64>),
        axis: Axis,
    ) -> Result<Span, CommandError> {
        if start.1 == -1 {
            return Ok(Span {
                start: 0,
                count: axis.most(),
            });
        }
        let begin = self.bounded(start.1, start.0, axis)?;
        let (key, count) = count;
        let count = count.ok_or_else(|| self.invalid(format!("`{key}` is missing")))?;
        let within = u32::try_from(count)
            .ok()
            .filter(|count| *count > 0 && *count <= axis.most().saturating_sub(begin));
        let count = within.ok_or_else(|| {
            let (most, word) = (axis.most(), axis.word());
            self.invalid(format!(
                "`{key}` is {count}, which is not from 1 to the last of {most} {word}"
            ))
        })?;
        Ok(Span {
            start: begin,
            count,
        })
    }

    /// One range out of `{row, rowCount, col, colCount}`; `-1` as row or column means all of them.
    fn range_of(&self, key: &str, value: &Value) -> Result<Range, CommandError> {
        let object = value
            .as_object()
            .ok_or_else(|| self.invalid(format!("`{key}` has a range that is not an object")))?;
        let member = |name: &str| -> Result<Option<i64>, CommandError> {
            match object.get(name) {
                None | Some(Value::Null) => Ok(None),
                Some(value) => whole(value).map(Some).ok_or_else(|| {
                    self.invalid(format!("`{name}` in `{key}` is not a whole number"))
                }),
            }
        };
        let start = |name: &str| {
            member(name)?.ok_or_else(|| self.invalid(format!("`{name}` is missing in `{key}`")))
        };
        let rows = self.span(
            ("row", start("row")?),
            ("rowCount", member("rowCount")?),
            Axis::Rows,
        )?;
        let columns = self.span(
            ("col", start("col")?),
            ("colCount", member("colCount")?),
            Axis::Columns,
        )?;
        Ok(Range { rows, columns })
    }

    pub(crate) fn range(&self, key: &str) -> Result<Range, CommandError> {
        self.range_of(key, self.need(key)?)
    }

    /// The objects of a list argument; one object counts as a list of one. Empty where the argument is not there.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<&'c Value>, CommandError> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => Ok(values.iter().collect()),
            // How the control writes its selections: `{"0": range, "length": 1}`.
            Some(Value::Object(map)) if map.contains_key("length") => {
                Ok(map.values().filter(|value| value.is_object()).collect())
            }
            Some(value @ Value::Object(_)) => Ok(vec![value]),
            Some(_) => Err(self.invalid(format!("`{key}` is not a list"))),
        }
    }

    /// The ranges of a list argument; empty where the argument is not there.
    pub(crate) fn ranges(&self, key: &str) -> Result<Vec<Range>, CommandError> {
        let list = self.list(key)?;
        list.into_iter()
            .map(|value| self.range_of(key, value))
            .collect()
    }

    /// Runs of rows or columns out of `{first, last}` or `{one}` objects.
    pub(crate) fn spans(
        &self,
        key: &str,
        (first, last, one): (&str, &str, &str),
        axis: Axis,
    ) -> Result<Vec<Span>, CommandError> {
        let list = self.list(key)?;
        if list.is_empty() {
            return Err(self.invalid(format!("`{key}` is missing or empty")));
        }
        let member = |value: &Value, name: &str| value.get(name).and_then(whole);
        list.into_iter()
            .map(|value| {
                let from = member(value, first).or_else(|| member(value, one));
                let from = from.ok_or_else(|| {
                    self.invalid(format!("`{key}` has an entry without `{first}` or `{one}`"))
                })?;
                let to = match value.get(last).filter(|to| !to.is_null()) {
                    None => from,
                    Some(to) => whole(to).ok_or_else(|| {
                        self.invalid(format!("`{last}` in `{key}` is not a whole number"))
                    })?,
                };
                let count = to.saturating_sub(from).saturating_add(1);
                self.span((first, from), (last, Some(count)), axis)
            })
            .collect()
    }
}

/// How deep cells and styles may be nested.
const LEVELS: u32 = 16;

fn is_flat(value: &Value, levels: u32) -> bool {
    let Some(left) = levels.checked_sub(1) else {
        return false;
    };
    match value {
        Value::Array(values) => values.iter().all(|value| is_flat(value, left)),
        Value::Object(map) => map.values().all(|value| is_flat(value, left)),
        _ => true,
    }
}

/// A whole number; JavaScript may write it as `3.0`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| integer(value.as_f64()?))
}
