//! The lines of axes as files have them.

use std::fmt::Write;

use super::super::AxisField;
use super::super::axis::{Line, LineKind};

/// The fields of an axis and its lines (18.10.1.84, 18.10.1.81): a line says only what differs from the one before.
pub fn axis(out: &mut String, name: &str, fields: &[AxisField], lines: &[Line]) {
    if !fields.is_empty() {
        let _ = write!(out, "<{name}Fields count=\"{}\">", fields.len());
        for field in fields {
            match field {
                AxisField::Field(number) => {
                    let _ = write!(out, "<field x=\"{number}\"/>");
                }
                AxisField::Values => out.push_str("<field x=\"-2\"/>"),
            }
        }
        let _ = write!(out, "</{name}Fields>");
    }
    if lines.is_empty() {
        return;
    }
    let _ = write!(out, "<{name}Items count=\"{}\">", lines.len());
    let mut before: &[usize] = &[];
    for line in lines {
        let kind = match line.kind {
            LineKind::Item => "",
            LineKind::Blank => " t=\"blank\"",
            LineKind::Grand if fields.is_empty() => "",
            LineKind::Grand => " t=\"grand\"",
            LineKind::Subtotal => " t=\"default\"",
        };
        let _ = write!(out, "<i{kind}");
        if line.kind == LineKind::Grand {
            if let Some(data) = line.data.filter(|data| *data > 0) {
                let _ = write!(out, " i=\"{data}\"");
            }
            out.push_str(if fields.is_empty() { "/>" } else { "><x/></i>" });
            before = &[];
            continue;
        }
        let same = line
            .path
            .iter()
            .zip(before)
            .take_while(|(a, b)| a == b)
            .count();
        let same = same.min(line.path.len().saturating_sub(1));
        if same > 0 {
            let _ = write!(out, " r=\"{same}\"");
        }
        if let Some(data) = line.data.filter(|data| *data > 0) {
            let _ = write!(out, " i=\"{data}\"");
        }
        out.push('>');
        for place in line.path.get(same..).unwrap_or_default() {
            match place {
                0 => out.push_str("<x/>"),
                place => {
                    let _ = write!(out, "<x v=\"{place}\"/>");
                }
            }
        }
        out.push_str("</i>");
        before = &line.path;
    }
    let _ = write!(out, "</{name}Items>");
}
