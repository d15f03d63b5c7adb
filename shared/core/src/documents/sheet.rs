//! Spreadsheets: the workbook at a version, and commands applied to it.

use serde_json::Value;
use spindle_sheet::{CommandError, Workbook};

use super::DocumentError;
use super::load;
use crate::error::Error;
use crate::store::Statements;
use crate::store::operations::Operation;

/// Bytes of a workbook after it is unpacked, at most.
pub(crate) const MOST_BYTES: usize = 64 << 20;
/// What stands for the commands of an operation that replaced the whole workbook. A snapshot is kept of what it made.
pub(crate) const REPLACED: &str = "{\"cover\":true}";

/// The workbook at a version, as JSON.
pub(crate) fn at(on: &impl Statements, fid: &str, v: i64) -> Result<String, Error> {
    let (snapshot, operations) = load::parts(on, fid, v)?;
    let json = String::from_utf8(snapshot.bytes).map_err(|error| load::damaged(fid, &error))?;
    if operations.is_empty() {
        return Ok(json);
    }
    let mut workbook = Workbook::parse(&json).map_err(|error| load::damaged(fid, &error))?;
    for operation in &operations {
        for command in commands(operation)? {
            match workbook.apply(&command) {
                // What is not known was let in to be recorded only.
                Ok(_) | Err(CommandError::Unsupported(_)) => {}
                Err(error) => return Err(load::damaged(fid, &error).into()),
            }
        }
        workbook.set_version(operation.v + 1);
    }
    Ok(workbook.to_json())
}

/// The commands of an operation.
pub(crate) fn commands(operation: &Operation) -> Result<Vec<Value>, Error> {
    if operation.body == REPLACED {
        return Ok(Vec::new());
    }
    serde_json::from_str(&operation.body)
        .map_err(|error| load::damaged("the commands of an operation", &error).into())
}

/// Applies commands in order, all or none.
///
/// # Errors
/// 40005 in words.
pub(crate) fn apply(
    workbook: &mut Workbook,
    commands: &[Value],
    record_unknown: bool,
) -> Result<(), Error> {
    for (index, command) in commands.iter().enumerate() {
        match workbook.apply(command) {
            Ok(_) => {}
            Err(CommandError::Unsupported(_)) if record_unknown => {}
            Err(error) => {
                return Err(DocumentError::Commands(format!("command {index}: {error}")).into());
            }
        }
    }
    Ok(())
}
