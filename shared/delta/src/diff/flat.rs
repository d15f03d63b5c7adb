//! A document as a row of bytes that can be compared: its text in UTF-8, and for each embed a sequence of the same build
//! that UTF-8 does not have.

use std::collections::HashMap;

use crate::text::units::count;
use crate::{Content, Op};

/// What begins an embed. UTF-8 has no such byte.
const EMBED: u8 = 0xff;

/// Numbers for embeds: the same for the same embed.
#[derive(Default)]
pub(super) struct Embeds(HashMap<String, u32>);

impl Embeds {
    pub(super) fn flatten(&mut self, ops: &[Op]) -> Vec<u8> {
        let length = ops.iter().map(|op| match op {
            Op::Insert(Content::Text(text), _) => text.as_str().len(),
            _ => 6,
        });
        let mut flat = Vec::with_capacity(length.sum());
        for op in ops {
            match op {
                Op::Insert(Content::Text(text), _) => {
                    flat.extend_from_slice(text.as_str().as_bytes());
                }
                Op::Insert(Content::Embed(embed), _) => {
                    let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                    let number = *self.0.entry(embed.to_string()).or_insert(next);
                    // After the first byte come such as UTF-8 has after a first one, six bits in each.
                    let rest =
                        [30, 24, 18, 12, 6, 0].map(|bits| 0x80 | (number >> bits & 0x3f) as u8);
                    flat.push(EMBED);
                    flat.extend_from_slice(&rest);
                }
                Op::Retain(..) | Op::Delete(_) => {}
            }
        }
        flat
    }
}

/// The length of flat bytes, in UTF-16 code units.
pub(super) fn units(flat: &[u8]) -> u64 {
    // The first byte of an embed is counted like that of a character outside the basic plane: 2 instead of 1.
    let embeds = flat.iter().filter(|byte| **byte == EMBED).count();
    count(flat).saturating_sub(embeds as u64)
}

/// Whether a character or embed begins with this byte.
pub(super) fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The bytes of each character and embed.
pub(super) fn characters(flat: &[u8]) -> impl Iterator<Item = &[u8]> {
    pieces(flat, |_, next| next.is_none_or(begins))
}

/// The bytes of each line, with its newline.
pub(super) fn lines(flat: &[u8]) -> impl Iterator<Item = &[u8]> {
    flat.split_inclusive(|byte| *byte == b'\n')
}

/// The bytes of each phrase: up to a space, or a mark between clauses.
pub(super) fn phrases(flat: &[u8]) -> impl Iterator<Item = &[u8]> {
    pieces(flat, |piece, next| {
        let whole = next.is_none_or(begins);
        whole
            && [" ", "\n", ",", ";", "，", "。", "、", "；"]
                .iter()
                .any(|mark| piece.ends_with(mark.as_bytes()))
    })
}

/// Pieces that end where `ends` says so of what has been read and of the byte that follows.
fn pieces(flat: &[u8], ends: impl Fn(&[u8], Option<u8>) -> bool) -> impl Iterator<Item = &[u8]> {
    let mut rest = flat;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = (1..=rest.len())
            .find(|end| {
                ends(
                    rest.get(..*end).unwrap_or_default(),
                    rest.get(*end).copied(),
                )
            })
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(piece)
    })
}
