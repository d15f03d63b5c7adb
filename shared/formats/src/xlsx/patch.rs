//! Writing a changed workbook into the file it came from, so that what is not understood stays as it was.
//!
//! The file is read again, as workbook and as what the JSON of online sheets keeps of that; the changed workbook is
//! compared with the one that it is closer to, so that what was never told does not count as changed. Only cells, rows
//! and settings that differ are written, into the text of the part that they are in; all else keeps its bytes. New
//! texts stand in their cells and not among the shared ones, so that those stay as well.

mod book;
mod calculation;
mod cells;
mod difference;
mod formats;
mod results;
mod sections;
mod sheet;
mod text;

use spindle_model::convert::{ConvertError, ErrorKind, Job, Limits, Warnings};
use spindle_model::workbook::{Cell, CellStyle, Row, Sheet, Value, Workbook};
use spindle_ooxml::{OoxmlError, Package, PackageLimits, XmlError, XmlLimits};

use self::book::Matched;
use self::calculation::Chain;
use self::difference::Difference;
use self::formats::Formats;
use super::read::{self, Source};
use super::write;
use crate::ssjson;

/// Writes `workbook`, which was read from `original` and may have been changed since, into that file. A workbook that
/// was not changed gives the file as it is.
///
/// Cells, rows, columns, merged cells, links, names and sheets that changed are written, all else keeps its bytes.
/// Changed comments and pictures are not written, with a warning each. Where values or formulas changed, the results of
/// formulas are worked out and written too, and programs are told to calculate the workbook when they open it.
///
/// # Errors
/// Those of reading `original`, and `Limit` when the result is larger than allowed.
pub fn patch(
    original: &[u8],
    workbook: &Workbook,
    job: &mut Job<'_>,
) -> Result<Vec<u8>, ConvertError> {
    let changed = change(original, workbook, job)?;
    if changed.recalculates
        && let Some(workbook) = results::worked_out(original, &changed.bytes, workbook, &job.limits)
    {
        let mut progress = |_: f32| {};
        let mut quiet = Job::new(&mut progress);
        quiet.limits = job.limits;
        quiet.options = job.options.clone();
        return Ok(change(&changed.bytes, &workbook, &mut quiet)?.bytes);
    }
    Ok(changed.bytes)
}

/// A file after its change.
struct Changed {
    bytes: Vec<u8>,
    /// Values or formulas changed, so that results may be out of date.
    recalculates: bool,
}

impl Changed {
    fn nothing(original: &[u8]) -> Self {
        Self {
            bytes: original.to_vec(),
            recalculates: false,
        }
    }
}

/// Writes what differs, results of formulas as `workbook` says.
fn change(
    original: &[u8],
    workbook: &Workbook,
    job: &mut Job<'_>,
) -> Result<Changed, ConvertError> {
    let mut progress = |_: f32| {};
    let mut quiet = Job::new(&mut progress);
    quiet.limits = job.limits;
    quiet.options = job.options.clone();
    let (read, source) = read::with_source(original, &mut quiet)?;
    if read == *workbook {
        return Ok(Changed::nothing(original));
    }
    (job.progress)(0.2);
    let shown = ssjson::read(&ssjson::write(&read, &mut quiet)?, &mut quiet)?;
    if shown == *workbook {
        return Ok(Changed::nothing(original));
    }
    (job.progress)(0.4);
    let count = |base: &Workbook| Difference::of(base, workbook).count();
    let (base, styles) = if count(&shown) <= count(&read) {
        let styles = shown_styles(&read.styles, &mut quiet)?;
        (shown, styles)
    } else {
        let styles = read.styles.clone();
        (read, styles)
    };
    let written = patched(original, source, base, &styles, workbook, job);
    match written {
        Err(error) if error.kind == ErrorKind::Damaged => {
            // It can be read, but not so that its parts are told from one another.
            job.warn(
                "written-afresh",
                format!("the file could not be changed and was written afresh: {error}"),
            );
            Ok(Changed {
                bytes: write::workbook(workbook, job)?,
                recalculates: true,
            })
        }
        Ok(Some(changed)) => Ok(changed),
        Ok(None) => Ok(Changed::nothing(original)),
        Err(error) => Err(error),
    }
}

/// The file with what differs from `base`; `None` where nothing does.
fn patched(
    original: &[u8],
    source: Source,
    base: Workbook,
    styles: &[CellStyle],
    workbook: &Workbook,
    job: &mut Job<'_>,
) -> Result<Option<Changed>, ConvertError> {
    let mut patch = Patch {
        package: open(original, &job.limits)?,
        formats: Formats::new(&source.formats, styles, &workbook.styles),
        source,
        base,
        workbook,
        chain: Chain::default(),
        recalculates: false,
    };
    if !patch.run(job)? {
        return Ok(None);
    }
    let bytes = patch.package.save().map_err(explain)?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the spreadsheet takes {} bytes, more than the {} allowed",
            bytes.len(),
            job.limits.output_bytes
        )));
    }
    (job.progress)(1.0);
    Ok(Some(Changed {
        bytes,
        recalculates: patch.recalculates,
    }))
}

/// What the styles of a file are once they went through the JSON of online sheets.
fn shown_styles(styles: &[CellStyle], job: &mut Job<'_>) -> Result<Vec<CellStyle>, ConvertError> {
    let rows = (0..).zip(styles).map(|(index, _)| Row {
        index,
        cells: vec![Cell {
            column: 0,
            style: index,
            value: Value::Number(1.0),
            formula: None,
        }],
        ..Row::default()
    });
    let sample = Workbook {
        sheets: vec![Sheet {
            name: "1".to_owned(),
            rows: rows.collect(),
            ..Sheet::default()
        }],
        styles: styles.to_vec(),
        ..Workbook::default()
    };
    let shown = ssjson::read(&ssjson::write(&sample, job)?, job)?;
    let style = |index: u32| {
        let cell = shown.sheets.first()?.cell(index, 0)?;
        shown.styles.get(cell.style as usize).cloned()
    };
    Ok((0..)
        .zip(styles)
        .map(|(index, own)| style(index).unwrap_or_else(|| own.clone()))
        .collect())
}

/// A file that is changed.
struct Patch<'w> {
    package: Package,
    source: Source,
    /// What the file says, as far as whoever changed it was told.
    base: Workbook,
    workbook: &'w Workbook,
    formats: Formats<'w>,
    chain: Chain,
    /// Values or formulas change.
    recalculates: bool,
}

impl Patch<'_> {
    /// Writes all that differs, and answers whether anything does.
    fn run(&mut self, job: &mut Job<'_>) -> Result<bool, ConvertError> {
        let matched = Matched::of(&self.base, self.workbook);
        let difference = Difference::matched(&self.base, self.workbook, &matched.old_of_new);
        let mut changed = false;
        let base = std::mem::take(&mut self.base);
        let empty = Sheet::default();
        let mut parts: Vec<Option<String>> = Vec::new();
        for (index, (sheet, old)) in self
            .workbook
            .sheets
            .iter()
            .zip(&matched.old_of_new)
            .enumerate()
        {
            let Some(found) = difference.sheets.get(index) else {
                continue;
            };
            let old = old.and_then(|old| {
                Some((base.sheets.get(old)?, self.source.sheets.get(old)?.clone()))
            });
            match old {
                Some((was, (entry, part))) => {
                    parts.push(None);
                    if !found.is_empty() {
                        changed = true;
                        let part = format!("/{part}");
                        self.sheet(&part, entry, was, sheet, found, job)?;
                    }
                }
                None => {
                    changed = true;
                    let part = self.new_part();
                    self.sheet(&part, usize::MAX, &empty, sheet, found, job)?;
                    parts.push(Some(part));
                }
            }
            let done = index as f32 / self.workbook.sheets.len().max(1) as f32;
            (job.progress)(0.4 + done * 0.5);
        }
        self.recalculates = difference.recalculates();
        changed |= self.book(&base, &matched, &parts, self.recalculates, job)?;
        self.formats.write(&mut self.package)?;
        Ok(changed)
    }
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Package, ConvertError> {
    let known = PackageLimits::default();
    let limits = PackageLimits {
        entries: limits.entries,
        entry_bytes: known.entry_bytes.max(limits.expanded_bytes),
        total_bytes: limits.expanded_bytes,
        ratio: limits.ratio,
        xml: XmlLimits {
            depth: known.xml.depth.min(limits.depth),
            ..known.xml
        },
    };
    Package::open(bytes, &limits).map_err(explain)
}

/// The same reason as callers of this crate know it.
fn explain(error: OoxmlError) -> ConvertError {
    let message = error.to_string();
    match error {
        OoxmlError::Limit { .. }
        | OoxmlError::Xml {
            source: XmlError::Limit { .. },
            ..
        } => ConvertError::limit(message),
        _ => ConvertError::damaged(message),
    }
}

/// Notes what is not written.
fn not_written(warnings: &mut Warnings, what: &str) {
    warnings.add(
        "change-not-written",
        format!("changes of {what} are not written into the file"),
    );
}
