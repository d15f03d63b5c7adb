//! Shared strings and texts with formats (ECMA-376 Part 1, 18.4).

use std::sync::Arc;

use spindle_model::convert::{ConvertError, Limits};
use spindle_model::workbook::{CellFont, RichRun, Value};
use spindle_ooxml::sheet::text::unescaped;

use super::package::Package;
use super::styles::Font;
use super::theme::Palette;
use super::xml::Xml;

/// What a string costs beside its characters.
const ITEM: usize = 32;

/// Reads the part of shared strings.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    palette: &Palette,
    limits: &Limits,
) -> Result<Vec<Value>, ConvertError> {
    let mut strings = Vec::new();
    let Some((mut xml, likely)) = package.xml(part)? else {
        return Ok(strings);
    };
    let mut left = limits.output_bytes;
    let mut text = String::new();
    while xml.child(0)?.is_some() {
        while let Some(tag) = xml.child(1)? {
            if tag.name() != "si" {
                continue;
            }
            let value = item(&mut xml, palette, &mut text)?;
            let bytes = match &value {
                Value::Text(text) => text.len(),
                Value::Rich(runs) => runs
                    .iter()
                    .map(|run| run.text.len() + size_of::<RichRun>())
                    .sum(),
                _ => 0,
            };
            left = left.checked_sub(bytes + ITEM).ok_or_else(|| {
                ConvertError::limit(format!(
                    "the shared texts take more than the {} bytes allowed",
                    limits.output_bytes
                ))
            })?;
            if strings.len() == strings.capacity() {
                // How many there will be, going by those so far; doubling would leave half of a large table unused.
                let done = xml.consumed().max(1);
                let more = (likely.saturating_sub(done) as f64 / done as f64)
                    * (strings.len() as f64)
                    * 1.02;
                let more = (more as usize).clamp(64, strings.len().max(64));
                strings.reserve_exact(more);
            }
            strings.push(value);
        }
    }
    strings.shrink_to_fit();
    Ok(strings)
}

/// Reads the inside of an element of type `CT_Rst` (`si`, `is`, `text`), which was begun last. `scratch` is there to be
/// used again and again.
pub(super) fn item(
    xml: &mut Xml<'_>,
    palette: &Palette,
    scratch: &mut String,
) -> Result<Value, ConvertError> {
    let level = xml.depth();
    scratch.clear();
    let mut runs: Vec<RichRun> = Vec::new();
    while let Some(tag) = xml.child(level)? {
        match tag.name() {
            "t" => xml.text_into(scratch)?,
            "r" => {
                let mut run = RichRun::default();
                while let Some(tag) = xml.child(level + 1)? {
                    match tag.name() {
                        "rPr" => {
                            let mut font = Font::default();
                            while let Some(tag) = xml.child(level + 2)? {
                                font.set(&tag);
                            }
                            run.font = Some(font.finish(palette))
                                .filter(|font| *font != CellFont::default());
                        }
                        "t" => xml.text_into(&mut run.text)?,
                        _ => {}
                    }
                }
                push_run(&mut runs, run);
            }
            // `rPh` says how the text is spoken.
            _ => {}
        }
    }
    if runs.iter().all(|run| run.font.is_none()) {
        for run in runs {
            scratch.push_str(&run.text);
        }
        return Ok(Value::Text(unescaped(scratch).into()));
    }
    if !scratch.is_empty() {
        runs.insert(
            0,
            RichRun {
                text: std::mem::take(scratch),
                font: None,
            },
        );
    }
    for run in &mut runs {
        if run.text.contains("_x") {
            run.text = unescaped(&run.text).into_owned();
        }
    }
    Ok(Value::Rich(Arc::from(runs)))
}

/// Adds a run; one that looks as the one before goes into it.
fn push_run(runs: &mut Vec<RichRun>, run: RichRun) {
    if run.text.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.font == run.font => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}
