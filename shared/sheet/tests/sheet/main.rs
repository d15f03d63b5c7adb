//! The crate from outside: the envelope, every command, and what must not change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod cells;
mod copies;
mod encoding;
mod formulas;
mod model;
mod outlines;
mod random;
mod sheets;
mod sizes;
mod structure;
mod styles;
mod table;
mod text;
mod verbatim;

use serde_json::{Value, json};
use spindle_sheet::{CommandError, Outcome, Workbook};

/// A workbook with one sheet `S`, whose members are these.
fn book(members: &str) -> Workbook {
    let comma = if members.is_empty() { "" } else { "," };
    Workbook::parse(&format!(
        r#"{{"sheets":{{"s":{{"name":"S"{comma}{members}}}}}}}"#
    ))
    .unwrap()
}

/// The members of that sheet.
fn members(workbook: &Workbook) -> String {
    let json = workbook.to_json();
    let inner = json.strip_prefix(r#"{"sheets":{"s":{"name":"S""#).unwrap();
    let inner = inner.strip_suffix("}}}").unwrap();
    inner.strip_prefix(',').unwrap_or(inner).to_owned()
}

/// A command for that sheet.
fn command(cmd: &str, mut arguments: Value) -> Value {
    arguments["cmd"] = json!(cmd);
    if arguments.get("sheetName").is_none() {
        arguments["sheetName"] = json!("S");
    }
    arguments
}

/// Applies a command that must change the sheet from the one text to the other.
fn changes(before: &str, command: &Value, after: &str) {
    let mut workbook = book(before);
    assert_eq!(
        workbook.apply(command),
        Ok(Outcome::Changed),
        "{before} {command}"
    );
    assert_eq!(members(&workbook), after, "{before} {command}");
}

/// The same for the cells alone.
fn changes_cells(before: &str, command: &Value, after: &str) {
    let data = |cells: &str| format!(r#""data":{{"dataTable":{{{cells}}}}}"#);
    changes(&data(before), command, &data(after));
}

/// Applies a command that must be refused as invalid, with words that hold these; nothing changes.
fn refuses(before: &str, command: &Value, words: &str) {
    let mut workbook = book(before);
    let json = workbook.to_json();
    match workbook.apply(command) {
        Err(CommandError::Invalid { reason, .. }) => {
            assert!(reason.contains(words), "{command}: {reason}");
        }
        other => panic!("{command}: {other:?}"),
    }
    assert_eq!(workbook.to_json(), json, "{command}");
}
