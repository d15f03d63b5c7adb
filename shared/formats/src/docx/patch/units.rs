//! A paragraph's content one after another: characters, and what is none.

use spindle_model::document::{Inline, InlineKind, TextFormat};

/// One of them, with its format.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Unit<'u> {
    pub sign: Sign<'u>,
    pub format: &'u TextFormat,
}

/// What it is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sign<'u> {
    Char(char),
    Other(&'u InlineKind),
}

/// All of a paragraph.
pub(super) fn units(inlines: &[Inline]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for inline in inlines {
        let format = &inline.format;
        match &inline.kind {
            InlineKind::Text(text) => units.extend(text.chars().map(|character| Unit {
                sign: Sign::Char(character),
                format,
            })),
            kind => units.push(Unit {
                sign: Sign::Other(kind),
                format,
            }),
        }
    }
    units
}
