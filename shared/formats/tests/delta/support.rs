//! What the tests of Delta have in common.

use serde_json::{Value, json};
use spindle_delta::Delta;
use spindle_formats::delta;
use spindle_model::convert::Job;
use spindle_model::document::Document;

/// The Delta of these ops.
pub(crate) fn ops(ops: Value) -> Delta {
    Delta::from_value(&ops).expect("a delta")
}

pub(crate) fn read(delta: &Delta) -> Document {
    delta::read(delta, &mut Job::new(&mut |_| {})).expect("a document")
}

pub(crate) fn write(document: &Document) -> Delta {
    delta::write(document, &mut Job::new(&mut |_| {})).expect("a delta")
}

/// What is written of a document, and the codes of the warnings.
pub(crate) fn written(document: &Document) -> (Value, Vec<&'static str>) {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    let delta = delta::write(document, &mut job).expect("a delta");
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (json!(delta), codes)
}
