//! Writing a changed document into the file it came from, so that what is not understood stays as it was.
//!
//! The blocks of the file and of the document are compared; where they are the same, nothing is touched. Parts and
//! elements that nobody changed keep their bytes.

mod align;
mod compare;
mod execute;
mod finish;
mod graft;
mod in_place;
mod merge;
mod plan;
mod project;
mod restore;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Document, Style};

use super::carry::Carrier;
use super::flat::{Flat, flatten};
use super::read::{Parts, Reading};
use super::write::Writing;
use crate::package::{explain, open};
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
    let read = read_again(original, job)?;
    if read == *document {
        return Ok(original.to_vec());
    }
    let restored = restore::restore(&read, document, job)?;
    if restored.as_ref() == Some(&read) {
        return Ok(original.to_vec());
    }
    drop(read);
    let document = restored.as_ref().unwrap_or(document);
    let (bytes, in_place) = write(original, document, true, job)?;
    if in_place && !says_the_same(&bytes, document, job) {
        // What the text of a paragraph is could not be told from its runs.
        return Ok(write(original, document, false, job)?.0);
    }
    (job.progress)(1.0);
    Ok(bytes)
}

/// Whether a file says what a document says.
fn says_the_same(bytes: &[u8], document: &Document, job: &Job<'_>) -> bool {
    let notes = |document: &Document| -> Vec<String> {
        let notes = document.notes.iter();
        notes
            .map(|note| {
                let blocks = note.blocks.clone();
                Document {
                    blocks,
                    ..Document::default()
                }
                .plain_text()
            })
            .collect()
    };
    read_again(bytes, job).is_ok_and(|read| {
        read.plain_text() == document.plain_text() && notes(&read) == notes(document)
    })
}

/// Writes a document into the file, and answers whether texts were changed where they stand, if that is allowed.
fn write(
    original: &[u8],
    document: &Document,
    in_place: bool,
    job: &mut Job<'_>,
) -> Result<(Vec<u8>, bool), ConvertError> {
    let mut package = open(original, spindle_ooxml::PackageKind::Word, &job.limits)?;
    // What reading has to warn of is not lost by patching.
    let mut unused = spindle_model::convert::Warnings::default();
    let parts = Parts::open(&mut package, &mut unused)?;
    let mut reading = Reading::new(&package, &parts, job.limits, &mut unused);
    let units = reading.body()?;
    let merged = merge(reading.base(), document);
    (job.progress)(0.4);
    let mut next_list = 0;
    let styles = quoting(&reading, &merged.document.styles);
    let new = flatten(&merged.document.blocks, &styles, false, &mut next_list);
    let mut planner = Planner {
        reading: &mut reading,
        styles: &styles,
        next_list: &mut next_list,
        depth: 0,
        in_place,
    };
    let plans = plans(&mut planner, &merged, units, new)?;
    drop(reading);
    (job.progress)(0.6);
    let metadata = finish::changed_metadata(&mut package, &merged, document);
    if plans.iter().all(Plan::is_empty) && metadata.is_empty() {
        return Ok((original.to_vec(), false));
    }
    let mut writing = Writing::new(
        &merged.document,
        package,
        merged.styles(),
        &mut job.warnings,
    );
    writing.carrier = Carrier::after(&parts.carried);
    writing.next_list = next_list;
    writing.in_place = in_place;
    finish::take_notice(&mut writing, &merged, &parts);
    for plan in &plans {
        writing.execute(plan);
    }
    finish::finish(&mut writing, &parts, &metadata);
    let edited = writing.edited_in_place;
    let bytes = writing.package.save().map_err(explain)?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the file is larger than the {} bytes allowed",
            job.limits.output_bytes
        )));
    }
    Ok((bytes, edited))
}

/// The document that the file is.
fn read_again(original: &[u8], job: &Job<'_>) -> Result<Document, ConvertError> {
    let mut progress = |_: f32| {};
    let mut reading = Job::new(&mut progress);
    reading.limits = job.limits;
    reading.options = job.options.clone();
    super::read::read(original, &mut reading)
}

/// Named styles by their ids.
type Styles = BTreeMap<Arc<str>, Style>;

/// The styles, in which those that are of quotations by what they inherit are called so: to read and to nest blocks is
/// to be the same.
fn quoting(reading: &Reading<'_>, styles: &Styles) -> Styles {
    let mut styles = styles.clone();
    for (id, style) in &mut styles {
        if reading.is_quote(id) {
            "Quote".clone_into(&mut style.name);
        }
    }
    styles
}

/// What has to be done in the body and in notes whose content changed.
fn plans<'n>(
    planner: &mut Planner<'_, '_, 'n>,
    merged: &'n Merged,
    units: Vec<super::read::Unit>,
    new: Vec<Flat<'n>>,
) -> Result<Vec<Plan<'n>>, ConvertError> {
    let body = planner.reading.body_node()?;
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
