//! `clipboardPaste`: cells of this workbook, or a text from anywhere.

mod clipboard;

use crate::args::{Args, Range, Span};
use crate::commands::copy::{Block, Take};
use crate::error::{CommandError, Outcome};
use crate::json::Object;
use crate::table::Edit;
use crate::workbook::Workbook;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let key = workbook.sheet_key(args, "sheetName")?;
    let pasted = args.ranges("pastedRanges")?;
    if pasted.is_empty() {
        return Err(args.invalid("`pastedRanges` is missing or empty"));
    }
    let take = take(args)?;
    let sources = args.ranges("fromRanges")?;
    let from = match args.text_if("fromSheet")? {
        None => Some(key.clone()),
        Some(name) => workbook.find_sheet(name),
    };
    match (from, sources.is_empty(), args.text_if("clipboardText")?) {
        (Some(from), false, _) => cells(workbook, args, (&from, &sources), (&key, &pasted), take),
        (_, _, Some(text)) => words(workbook, args, text, (&key, &pasted)),
        (None, false, None) => Err(args.invalid("`fromSheet` is not a sheet of this workbook")),
        (_, true, None) => Err(args.invalid("`fromRanges` and `clipboardText` are both missing")),
    }
}

/// `ClipboardPasteOptions` of the control.
fn take(args: &Args<'_>) -> Result<Take, CommandError> {
    if args.get("pasteOption").is_none() {
        return Ok(Take::All);
    }
    match args.integer("pasteOption")? {
        0 => Ok(Take::All),
        1 => Ok(Take::Values),
        2 => Ok(Take::Formatting),
        3 => Ok(Take::Formulas),
        4 => Ok(Take::ValuesAndFormatting),
        5 => Ok(Take::FormulasAndFormatting),
        other => Err(args.invalid(format!(
            "`pasteOption` is {other}, which is not from 0 to 5"
        ))),
    }
}

fn cells(
    workbook: &mut Workbook,
    args: &Args<'_>,
    (from, sources): (&str, &[Range]),
    (to, pasted): (&str, &[Range]),
    take: Take,
) -> Result<Outcome, CommandError> {
    let cuts = args.flag(&["isCutting"]);
    let invalid = |why: String| args.invalid(why);
    let mut room = workbook.room;
    let source = workbook.sheet_at(args, from)?;
    let mut writes = Vec::new();
    let blocks = sources
        .iter()
        .map(|range| Block::read(source, *range, cuts));
    let blocks: Vec<Block> = blocks.collect::<Result<_, _>>().map_err(invalid)?;
    match blocks.as_slice() {
        [block] => writes.extend(pasted.iter().map(|range| (block, *range))),
        blocks if blocks.len() == pasted.len() => {
            writes.extend(blocks.iter().zip(pasted.iter().copied()))
        }
        _ => return Err(args.invalid("`fromRanges` and `pastedRanges` are not equally many")),
    }
    let mut targets = Vec::new();
    for (block, asked) in writes {
        let range = match cuts {
            true => block.at(asked.rows.start, asked.columns.start),
            false => block.fitted(asked),
        };
        let range = range.ok_or_else(|| args.invalid("what is pasted would leave the sheet"))?;
        targets.push((block, range));
    }
    let same = from == to;
    let reach = reach(
        targets
            .iter()
            .map(|(_, range)| range)
            .chain(sources.iter().filter(|_| same && cuts)),
    );
    let mut edit = Edit::begin(workbook.sheet_at(args, to)?, reach).map_err(invalid)?;
    if same && cuts {
        empty(&mut edit, sources).map_err(invalid)?;
    }
    for (block, range) in targets {
        let anchor = (range.rows.start, range.columns.start);
        block
            .write(&mut edit, range, anchor, take, &mut room)
            .map_err(invalid)?;
    }
    edit.commit();
    workbook.room = room;
    if cuts && !same {
        // Every cell here has been read above, so this cannot fail any more.
        let reach = self::reach(sources.iter());
        let mut edit = Edit::begin(workbook.sheet_at(args, from)?, reach).map_err(invalid)?;
        empty(&mut edit, sources).map_err(invalid)?;
        edit.commit();
    }
    Ok(Outcome::Changed)
}

/// Pastes a text: values and formulas, styles stay.
fn words(
    workbook: &mut Workbook,
    args: &Args<'_>,
    text: &str,
    (to, pasted): (&str, &[Range]),
) -> Result<Outcome, CommandError> {
    let block = clipboard::block(text)
        .ok_or_else(|| args.invalid("`clipboardText` is empty or larger than a sheet"))?;
    let mut targets = Vec::new();
    for asked in pasted {
        let range = block.fitted(*asked);
        targets.push(range.ok_or_else(|| args.invalid("what is pasted would leave the sheet"))?);
    }
    let mut room = workbook.room;
    let sheet = workbook.sheet_at(args, to)?;
    let mut edit = Edit::begin(sheet, reach(targets.iter())).map_err(|why| args.invalid(why))?;
    for range in targets {
        let anchor = (range.rows.start, range.columns.start);
        block
            .write(&mut edit, range, anchor, Take::Formulas, &mut room)
            .map_err(|why| args.invalid(why))?;
    }
    edit.commit();
    workbook.room = room;
    Ok(Outcome::Changed)
}

/// Takes the cells of some ranges away.
pub(super) fn empty(edit: &mut Edit<'_>, ranges: &[Range]) -> Result<(), String> {
    for range in ranges {
        edit.each(*range, |_, _, _| Some(Object::default()))?;
    }
    Ok(())
}

/// All rows of some ranges, and those between them.
pub(super) fn reach<'r>(ranges: impl Iterator<Item = &'r Range>) -> Span {
    let (mut start, mut end) = (u32::MAX, 0);
    for range in ranges {
        start = start.min(range.rows.start);
        end = end.max(range.rows.end());
    }
    Span {
        start,
        count: end.saturating_sub(start),
    }
}
