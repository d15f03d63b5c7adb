//! Writing a changed document into the file it came from, so that what is not understood stays as it was.
//!
//! The blocks of the file and of the document are compared; where they are the same, nothing is touched. Parts and
//! elements that nobody changed keep their bytes.

mod align;
mod compare;
mod execute;
mod finish;
mod graft;
mod merge;
mod plan;
mod project;

use spindle_model::convert::{ConvertError, Job, Reader as _};
use spindle_model::document::Document;

use super::carry::Carrier;
use super::error::{explain, open};
use super::flat::{Flat, flatten};
use super::read::{Parts, Reading};
use super::write::Writing;
pub(super) use merge::Base;
use merge::{Merged, merge};
use plan::{Plan, Planner};

/// Writes `document`, which was read from `original` and may have been changed since, into that file. A document that
/// was not changed gives the file as it is.
///
/// Blocks that say the same keep their XML with all that is not understood in it; of blocks that changed, the
/// properties are kept where they still apply. Page setups, headers and footers stay those of the file.
///
/// # Errors
/// Those of reading `original`, and `Limit` when the result is larger than allowed.
pub fn patch(
    original: &[u8],
    document: &Document,
    job: &mut Job<'_>,
) -> Result<Vec<u8>, ConvertError> {
    if is_unchanged(original, document, job)? {
        return Ok(original.to_vec());
    }
    let mut package = open(original, &job.limits)?;
    // What reading has to warn of is not lost by patching.
    let mut unused = spindle_model::convert::Warnings::default();
    let parts = Parts::open(&mut package, &mut unused)?;
    let mut reading = Reading::new(&package, &parts, job.limits, &mut unused);
    let units = reading.body()?;
    let merged = merge(reading.base(), document);
    (job.progress)(0.4);
    let mut next_list = 0;
    let new = flatten(
        &merged.document.blocks,
        &merged.document.styles,
        false,
        &mut next_list,
    );
    let plans = plans(&mut reading, &merged, units, new, &mut next_list)?;
    drop(reading);
    (job.progress)(0.6);
    let metadata = finish::changed_metadata(&mut package, &merged, document);
    if plans.iter().all(Plan::is_empty) && metadata.is_empty() {
        return Ok(original.to_vec());
    }
    let mut writing = Writing::new(
        &merged.document,
        package,
        merged.styles(),
        &mut job.warnings,
    );
    writing.carrier = Carrier::after(&parts.carried);
    writing.next_list = next_list;
    finish::take_notice(&mut writing, &merged, &parts);
    for plan in &plans {
        writing.execute(plan);
    }
    finish::finish(&mut writing, &parts, &metadata);
    let bytes = writing.package.save().map_err(explain)?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the file is larger than the {} bytes allowed",
            job.limits.output_bytes
        )));
    }
    (job.progress)(1.0);
    Ok(bytes)
}

/// Whether the document is what the file reads as, in everything.
fn is_unchanged(original: &[u8], document: &Document, job: &Job<'_>) -> Result<bool, ConvertError> {
    let mut progress = |_: f32| {};
    let mut reading = Job::new(&mut progress);
    reading.limits = job.limits;
    reading.options = job.options.clone();
    let content = super::DocxReader.read(original, &mut reading)?;
    Ok(content.document()? == document)
}

/// What has to be done in the body and in notes whose content changed.
fn plans<'n>(
    reading: &mut Reading<'_>,
    merged: &'n Merged,
    units: Vec<super::read::Unit>,
    new: Vec<Flat<'n>>,
    next_list: &mut u64,
) -> Result<Vec<Plan<'n>>, ConvertError> {
    let body = reading.body_node()?;
    let mut planner = Planner {
        reading,
        styles: &merged.document.styles,
        next_list,
        depth: 0,
    };
    let mut plans = vec![planner.plan(body, units, new, None)];
    for index in &merged.changed_notes {
        let (Some(node), Some(note)) = (
            planner.reading.note_nodes.get(*index).copied(),
            merged.document.notes.get(*index),
        ) else {
            continue;
        };
        let units = planner.reading.note_units(*index, node);
        let new = flatten(&note.blocks, planner.styles, false, planner.next_list);
        plans.push(planner.plan(node, units, new, Some(note.endnote)));
    }
    Ok(plans)
}
