//! Formulas from their tokens (MS-XLS 2.5.198) to text in the spelling of xlsx.

mod arrays;
mod functions;
mod references;

use std::cell::Cell;

use spindle_model::workbook::CellError;

use super::data::Bytes;
use super::names::Names;
use super::strings::Coding;
use arrays::array;
use functions::function;
use references::{Corner, area, cell, push_area, push_cell};

/// Bytes of a formula's text; Excel allows 8192 characters.
const MAX_TEXT: usize = 32 << 10;
/// Operands that may wait.
const MAX_OPERANDS: usize = 1024;
/// Bytes that the formulas of one workbook may take to be put together.
const MAX_WORK: usize = 1 << 30;

/// What formulas need to know.
pub(super) struct Context<'b> {
    pub(super) names: &'b Names,
    pub(super) coding: Coding,
    /// Bytes that were moved so far.
    pub(super) work: &'b Cell<usize>,
}

/// What a formula's tokens say when they only name another one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Elsewhere {
    /// The one that begins in that cell, shared or of an array.
    Shared(u16, u16),
    /// A table of what would be.
    Table,
}

/// Whether the tokens only say that the formula is another cell's.
pub(super) fn elsewhere(tokens: &[u8]) -> Option<Elsewhere> {
    let mut bytes = Bytes(tokens);
    match bytes.u8()? {
        0x01 => Some(Elsewhere::Shared(bytes.u16()?, bytes.u16()?)),
        0x02 => Some(Elsewhere::Table),
        _ => None,
    }
}

/// The text of a formula in the cell at `home` (row, column). `extra` are the bytes behind its tokens. `None` where
/// a token is not known or they do not fit together.
pub(super) fn decode(
    tokens: &[u8],
    extra: &[u8],
    home: (u32, u32),
    context: &Context<'_>,
) -> Option<String> {
    let mut decoder = Decoder {
        bytes: Bytes(tokens),
        extra: Bytes(extra),
        home,
        context,
        stack: Vec::new(),
    };
    let work = context.work.get().saturating_add(tokens.len());
    context.work.set(work);
    if work > MAX_WORK {
        return None;
    }
    while let Some(token) = decoder.bytes.u8() {
        decoder.token(token)?;
        if decoder.stack.len() > MAX_OPERANDS {
            return None;
        }
    }
    let text = decoder.stack.pop()?;
    decoder.stack.is_empty().then_some(text)
}

struct Decoder<'d> {
    bytes: Bytes<'d>,
    extra: Bytes<'d>,
    home: (u32, u32),
    context: &'d Context<'d>,
    stack: Vec<String>,
}

impl Decoder<'_> {
    fn push(&mut self, text: impl Into<String>) -> Option<()> {
        let text = text.into();
        let work = self.context.work.get().saturating_add(text.len());
        self.context.work.set(work);
        if text.len() > MAX_TEXT || work > MAX_WORK {
            return None;
        }
        self.stack.push(text);
        Some(())
    }

    fn token(&mut self, token: u8) -> Option<()> {
        // The class of a token, which says how its value is taken, does not change its text.
        let kind = match token {
            0x00..=0x1f => token,
            0x20..=0x7f => token & 0x1f | 0x20,
            _ => return None,
        };
        match kind {
            0x03..=0x11 => self.binary(kind),
            0x12 => self.around("+", ""),
            0x13 => self.around("-", ""),
            0x14 => self.around("", "%"),
            0x15 => self.around("(", ")"),
            0x16 => self.push(""),
            0x17 => {
                let text = self.context.coding.short(&mut self.bytes)?;
                self.push(format!("\"{}\"", text.replace('"', "\"\"")))
            }
            0x19 => self.attribute(),
            0x1c => {
                let error = error(self.bytes.u8()?)?;
                self.push(error.name())
            }
            0x1d => {
                let value = self.bytes.u8()? != 0;
                self.push(if value { "TRUE" } else { "FALSE" })
            }
            0x1e => {
                let value = self.bytes.u16()?;
                self.push(value.to_string())
            }
            0x1f => {
                let value = self.bytes.f64()?;
                self.push(number(value)?)
            }
            0x20 => {
                self.bytes.skip(7)?;
                let text = array(&mut self.extra, self.context.coding)?;
                self.push(text)
            }
            0x21 => {
                let (name, count) = function(self.bytes.u16()?)?;
                self.call(name, usize::from(count))
            }
            0x22 => self.variable_call(),
            0x23 => {
                let number = self.bytes.u16()?;
                self.bytes.skip(self.size(2, 12))?;
                let name = self.context.names.name(number)?;
                self.push(name)
            }
            0x24 => self.cell("", false),
            0x25 => self.area("", false),
            // Lists of places that were worked out before; the tokens for them follow.
            0x26..=0x28 => self.bytes.skip(6),
            0x29 => self.bytes.skip(2),
            0x2a => {
                self.bytes.skip(self.size(4, 3))?;
                self.push("#REF!")
            }
            0x2b => {
                self.bytes.skip(self.size(8, 6))?;
                self.push("#REF!")
            }
            0x2c => self.cell("", true),
            0x2d => self.area("", true),
            0x2e | 0x2f => self.bytes.skip(2),
            0x39 => self.extern_name(),
            0x3a => {
                let prefix = self.sheets()?;
                self.on_sheets(&prefix, |decoder, prefix| decoder.cell(prefix, false))
            }
            0x3b => {
                let prefix = self.sheets()?;
                self.on_sheets(&prefix, |decoder, prefix| decoder.area(prefix, false))
            }
            0x3c => {
                self.bytes.skip(self.size(6, 17))?;
                self.push("#REF!")
            }
            0x3d => {
                self.bytes.skip(self.size(10, 20))?;
                self.push("#REF!")
            }
            _ => None,
        }
    }

    fn size(&self, biff8: usize, biff5: usize) -> usize {
        if self.context.coding.is_biff8 {
            biff8
        } else {
            biff5
        }
    }

    fn binary(&mut self, kind: u8) -> Option<()> {
        let operator = match kind {
            0x03 => "+",
            0x04 => "-",
            0x05 => "*",
            0x06 => "/",
            0x07 => "^",
            0x08 => "&",
            0x09 => "<",
            0x0a => "<=",
            0x0b => "=",
            0x0c => ">=",
            0x0d => ">",
            0x0e => "<>",
            0x0f => " ",
            0x10 => ",",
            _ => ":",
        };
        let right = self.stack.pop()?;
        let mut left = self.stack.pop()?;
        left.push_str(operator);
        left.push_str(&right);
        self.push(left)
    }

    fn around(&mut self, before: &str, after: &str) -> Option<()> {
        let inner = self.stack.pop()?;
        self.push(format!("{before}{inner}{after}"))
    }

    /// Hints for working formulas out, spaces, and the sum of one argument.
    fn attribute(&mut self) -> Option<()> {
        let flags = self.bytes.u8()?;
        let data = self.bytes.u16()?;
        if flags & 0x04 != 0 {
            // A jump for each choice and one behind them.
            return self.bytes.skip((usize::from(data) + 1) * 2);
        }
        if flags & 0x10 != 0 {
            return self.call("SUM", 1);
        }
        Some(())
    }

    fn call(&mut self, name: &str, count: usize) -> Option<()> {
        let from = self.stack.len().checked_sub(count)?;
        let arguments = self.stack.split_off(from).join(",");
        self.push(format!("{name}({arguments})"))
    }

    fn variable_call(&mut self) -> Option<()> {
        let count = usize::from(self.bytes.u8()? & 0x7f);
        let number = self.bytes.u16()? & 0x7fff;
        if number != 255 {
            let (name, _) = function(number)?;
            return self.call(name, count);
        }
        // The function is the first argument: one that was added or came later.
        let from = self.stack.len().checked_sub(count)?;
        let mut arguments = self.stack.split_off(from).into_iter();
        let name = arguments.next()?;
        let arguments: Vec<String> = arguments.collect();
        self.push(format!("{name}({})", arguments.join(",")))
    }

    fn extern_name(&mut self) -> Option<()> {
        if !self.context.coding.is_biff8 {
            // Names of other files are not kept by these.
            self.bytes.skip(24)?;
            return None;
        }
        let link = self.bytes.u16()?;
        let number = self.bytes.u16()?;
        self.bytes.skip(2)?;
        let name = self.context.names.extern_name(link, number)?;
        self.push(name)
    }

    /// The sheets before a reference.
    fn sheets(&mut self) -> Option<String> {
        let link = self.bytes.u16()?;
        if self.context.coding.is_biff8 {
            return self.context.names.prefix(link);
        }
        self.bytes.skip(8)?;
        let first = self.bytes.u16()? as i16;
        let last = self.bytes.u16()? as i16;
        // Those of other files are positive.
        if (link as i16) >= 0 {
            return None;
        }
        self.context.names.own_prefix(first, last)
    }

    fn on_sheets(
        &mut self,
        prefix: &str,
        reference: impl FnOnce(&mut Self, &str) -> Option<()>,
    ) -> Option<()> {
        let before = self.stack.len();
        reference(self, prefix)?;
        if prefix == "#REF!" {
            self.stack.truncate(before);
            return self.push(prefix);
        }
        Some(())
    }

    fn cell(&mut self, prefix: &str, relative: bool) -> Option<()> {
        let corner = cell(&mut self.bytes, self.context.coding.is_biff8)?;
        let mut text = prefix.to_owned();
        push_cell(self.placed(corner, relative), &mut text);
        self.push(text)
    }

    fn area(&mut self, prefix: &str, relative: bool) -> Option<()> {
        let is_biff8 = self.context.coding.is_biff8;
        let (first, last) = area(&mut self.bytes, is_biff8)?;
        let mut text = prefix.to_owned();
        let (first, last) = (self.placed(first, relative), self.placed(last, relative));
        push_area(first, last, is_biff8, &mut text);
        self.push(text)
    }

    fn placed(&self, corner: Corner, relative: bool) -> Corner {
        if relative {
            corner.from(self.home, self.context.coding.is_biff8)
        } else {
            corner
        }
    }
}

/// An error by its code (MS-XLS 2.5.10).
pub(super) fn error(code: u8) -> Option<CellError> {
    Some(match code {
        0x00 => CellError::Null,
        0x07 => CellError::DivisionByZero,
        0x0f => CellError::Value,
        0x17 => CellError::Reference,
        0x1d => CellError::Name,
        0x24 => CellError::Number,
        0x2a => CellError::NotAvailable,
        _ => return None,
    })
}

/// A number as formulas write it.
fn number(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let magnitude = value.abs();
    Some(if value == 0.0 || (1e-9..1e21).contains(&magnitude) {
        value.to_string()
    } else {
        let text = format!("{value:E}");
        match text.split_once('E') {
            Some((mantissa, exponent)) if !exponent.starts_with('-') => {
                format!("{mantissa}E+{exponent}")
            }
            _ => text,
        }
    })
}

#[cfg(test)]
mod tests;
