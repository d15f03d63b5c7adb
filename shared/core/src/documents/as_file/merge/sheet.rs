//! A save of a spreadsheet: the workbook is replaced by the one that was saved.

use spindle_model::convert::Content;
use spindle_sheet::Workbook;

use super::{Files, author, commit, opened, result};
use crate::conversion::{Told, stop};
use crate::documents::import::file::{self, failed};
use crate::documents::sheet::REPLACED;
use crate::error::Error;
use crate::jobs::{Claim, FailureClass, Stop};
use crate::store::contents;
use crate::store::nodes::Kind;

/// Brings it into the document and ends the job, all at once; answers whether the lease was still the worker's own.
pub(super) fn merge(
    claim: &Claim<'_, '_>,
    mut files: Files<'_>,
    mut warnings: Vec<Told>,
) -> Result<bool, Stop> {
    let merge = files.merge;
    let fid = merge.fid.as_str();
    let changed = if files.same {
        None
    } else {
        let before = std::mem::take(&mut files.before);
        let after = std::mem::take(&mut files.after);
        let before = match before {
            Some(bytes) => Some(read(claim, &bytes, (0.0, 40.0), &mut Vec::new())?),
            None => None,
        };
        let after = read(claim, &after, (40.0, 80.0), &mut warnings)?;
        // What another program writes differently and says the same changes nothing.
        Some(after).filter(|after| before.as_ref() != Some(after))
    };
    let mut workbook = match &changed {
        None => None,
        Some(json) => {
            let workbook = Workbook::parse(json).map_err(|error| {
                failed(
                    FailureClass::Damaged,
                    format!("what was read of it: {error}"),
                )
            })?;
            Some(workbook)
        }
    };
    let result = result(&warnings)?;
    let outcome = claim.store.transaction(|transaction| {
        // Whose lease ran out changes nothing.
        if !claim.complete_in(transaction, &result, &[])? {
            return Ok(false);
        }
        let now = merge.node(transaction)?;
        let shown = match &mut workbook {
            Some(workbook) => {
                let v = now.version.saturating_add(1);
                workbook.set_version(v);
                let version = commit::SheetVersion {
                    from: now.version,
                    before: &commit::state(&now),
                    json: &workbook.to_json(),
                    body: REPLACED,
                    how: commit::As::Edits,
                };
                let uid = author(transaction, merge)?;
                let limits = &claim.settings.iflydocs.limits;
                commit::sheet(limits, transaction, fid, uid, &version)?;
                // The document is what the file is, whatever others wrote meanwhile.
                v
            }
            None => files.shows(now.version, now.version),
        };
        contents::set_merged(transaction, fid, merge.version, shown)?;
        Ok::<bool, Error>(true)
    });
    outcome.map_err(stop)
}

fn read(
    claim: &Claim<'_, '_>,
    bytes: &[u8],
    (from, to): (f32, f32),
    warnings: &mut Vec<Told>,
) -> Result<String, Stop> {
    let middle = f32::midpoint(from, to);
    let content = opened(claim, Kind::Sheet, bytes, (from, middle), warnings)?;
    if !matches!(content, Content::Workbook(_)) {
        let words = "it is a text document, and the document is a spreadsheet";
        return Err(failed(FailureClass::Damaged, words));
    }
    let json = file::workbook(claim, content, (middle, to), warnings)?;
    String::from_utf8(json).map_err(|error| {
        failed(
            FailureClass::Damaged,
            format!("what was read of it: {error}"),
        )
    })
}
