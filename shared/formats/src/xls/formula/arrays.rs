//! Constant arrays, which lie behind the tokens (MS-XLS 2.5.198.32).

use super::{Bytes, Coding, error, number};

/// Values of an array; a formula could not hold more as text.
const MAX_VALUES: usize = 8192;

/// The next array as formulas write it: commas between columns, semicolons between rows.
pub(super) fn array(bytes: &mut Bytes<'_>, coding: Coding) -> Option<String> {
    let columns = usize::from(bytes.u8()?);
    let rows = usize::from(bytes.u16()?);
    let (columns, rows) = if coding.is_biff8 {
        (columns + 1, rows + 1)
    } else {
        (if columns == 0 { 256 } else { columns }, rows)
    };
    if columns.saturating_mul(rows) > MAX_VALUES {
        return None;
    }
    let mut out = String::from("{");
    for row in 0..rows {
        if row > 0 {
            out.push(';');
        }
        for column in 0..columns {
            if column > 0 {
                out.push(',');
            }
            push_value(bytes, coding, &mut out)?;
        }
    }
    out.push('}');
    Some(out)
}

fn push_value(bytes: &mut Bytes<'_>, coding: Coding, out: &mut String) -> Option<()> {
    match bytes.u8()? {
        0x00 => bytes.skip(8)?,
        0x01 => out.push_str(&number(bytes.f64()?)?),
        0x02 => {
            let text = if coding.is_biff8 {
                coding.long(bytes)?
            } else {
                coding.short(bytes)?
            };
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        }
        0x04 => {
            out.push_str(if bytes.u8()? != 0 { "TRUE" } else { "FALSE" });
            bytes.skip(7)?;
        }
        0x10 => {
            out.push_str(error(bytes.u8()?)?.name());
            bytes.skip(7)?;
        }
        _ => return None,
    }
    Some(())
}
