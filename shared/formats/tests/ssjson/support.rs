//! What the tests of SSJSON have in common.

use serde_json::Value;
use spindle_formats::ssjson;
use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::Workbook;

pub(crate) fn read(json: &str) -> Workbook {
    try_read(json).expect("a workbook")
}

pub(crate) fn try_read(json: &str) -> Result<Workbook, ConvertError> {
    ssjson::read(json, &mut Job::new(&mut |_| {}))
}

pub(crate) fn write(workbook: &Workbook) -> String {
    ssjson::write(workbook, &mut Job::new(&mut |_| {})).expect("a text")
}

/// A workbook of one sheet with these members, in the order given.
pub(crate) fn sheet(members: &str) -> Workbook {
    read(&format!(
        r#"{{"version":"14.0.1","sheets":{{"s":{{"name":"S",{members}}}}}}}"#
    ))
}

/// What is written, as a tree.
pub(crate) fn tree(workbook: &Workbook) -> Value {
    serde_json::from_str(&write(workbook)).expect("JSON")
}
