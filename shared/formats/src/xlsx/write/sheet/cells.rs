//! Cells (ECMA-376 Part 1, 18.3.1.4).

use std::fmt::Write;

use spindle_model::convert::Job;
use spindle_model::workbook::{Cell, CellError, Value};

use super::{SheetWriter, push_cell_name};
use crate::xlsx::chars::{fitting, push_cell_text, push_text};

/// Characters of a formula (Excel's own limit).
const MAX_FORMULA: usize = 8192;

impl<'w> SheetWriter<'_, 'w> {
    /// Appends a cell.
    pub(super) fn cell(&mut self, row: u32, cell: &'w Cell, job: &mut Job<'_>) {
        let formula = cell
            .formula
            .as_deref()
            .and_then(|formula| fits(formula, job));
        let out = &mut self.out;
        out.push_str("<c r=\"");
        push_cell_name(out, row, cell.column);
        out.push('"');
        let style = self.formats.index(cell.style);
        if style != 0 {
            let _ = write!(out, " s=\"{style}\"");
        }
        // Numbers that are none are what a calculation gone wrong leaves.
        let not_finite = matches!(cell.value, Value::Number(number) if !number.is_finite());
        if not_finite {
            job.warn(
                "number-not-finite",
                "a number that is infinite or none at all was written as #NUM!",
            );
        }
        let value = if not_finite {
            &Value::Error(CellError::Number)
        } else {
            &cell.value
        };
        let kind = match (value, formula.is_some()) {
            (Value::Empty | Value::Number(_), _) => "",
            (Value::Text(_) | Value::Rich(_), false) => " t=\"s\"",
            (Value::Text(_) | Value::Rich(_), true) => " t=\"str\"",
            (Value::Bool(_), _) => " t=\"b\"",
            (Value::Error(_), _) => " t=\"e\"",
        };
        out.push_str(kind);
        if *value == Value::Empty && formula.is_none() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        if let Some(formula) = formula {
            out.push_str("<f>");
            let renamed = self.plan.formula(formula);
            push_text(out, renamed.as_deref().unwrap_or(formula));
            out.push_str("</f>");
        }
        match (&cell.value, value) {
            (_, Value::Empty) => {}
            (_, Value::Number(number)) => {
                out.push_str("<v>");
                push_number(out, *number);
                out.push_str("</v>");
            }
            (Value::Text(text), _) if formula.is_none() => {
                let index = self.strings.plain(text, job);
                let _ = write!(out, "<v>{index}</v>");
            }
            (Value::Rich(runs), _) if formula.is_none() => {
                let index = self.strings.rich(runs, job);
                let _ = write!(out, "<v>{index}</v>");
            }
            (_, Value::Bool(value)) => {
                let _ = write!(out, "<v>{}</v>", u8::from(*value));
            }
            (_, Value::Error(error)) => {
                let _ = write!(out, "<v>{}</v>", error.name());
            }
            (_, text) => {
                out.push_str("<v>");
                push_cell_text(out, fitting(&text.text().unwrap_or_default()));
                out.push_str("</v>");
            }
        }
        out.push_str("</c>");
    }
}

/// A formula without an equals sign; `None` for one that is too long or empty.
pub(in crate::xlsx) fn fits<'f>(formula: &'f str, job: &mut Job<'_>) -> Option<&'f str> {
    let formula = formula.strip_prefix('=').unwrap_or(formula);
    if formula.len() > MAX_FORMULA && formula.chars().count() > MAX_FORMULA {
        job.warn(
            "formulas-dropped",
            format!(
                "a formula of more than {MAX_FORMULA} characters was dropped, its result was kept"
            ),
        );
        return None;
    }
    (!formula.is_empty()).then_some(formula)
}

/// Appends the shortest text that reads as the same number; `-0` reads as 0 everywhere.
pub(in crate::xlsx) fn push_number(out: &mut String, number: f64) {
    let number = if number == 0.0 { 0.0 } else { number };
    let _ = if (1e-5..1e15).contains(&number.abs()) || number == 0.0 {
        write!(out, "{number}")
    } else {
        write!(out, "{number:E}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_can_be() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (1e21, "1E21"),
            (-1.5e-7, "-1.5E-7"),
            (123_456_789.25, "123456789.25"),
            (f64::MAX, "1.7976931348623157E308"),
        ] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, text);
        }
    }
}
