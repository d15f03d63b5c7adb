//! What stands between the quotes of a JSON string, counted and cut without being unescaped.

use crate::text::units::{BLOCK, ONES, of_byte, of_lanes, of_word};

const HIGH: u64 = ONES << 7;

/// A string that has been read.
#[derive(Clone, Copy)]
pub(super) struct Scanned {
    /// Where its closing quote is.
    pub(super) end: usize,
    /// Its length, in UTF-16 code units.
    pub(super) units: u64,
    pub(super) hint: Hint,
}

/// A known place of a content: so many bytes, and so many units, after its beginning. A continuation byte may follow.
#[derive(Clone, Copy, Default)]
pub(super) struct Hint {
    pub(super) byte: usize,
    pub(super) units: u64,
}

/// Reads the string whose first byte after the quote is at `start`. A place shortly before unit `mark` is remembered.
/// `None` if it is not written as serde_json writes it.
pub(super) fn scan(json: &[u8], start: usize, mark: u64) -> Option<Scanned> {
    let mut hint = Hint::default();
    let (mut at, mut units) = (start, 0);
    loop {
        let rest = json.get(at..)?;
        let (length, here) = plain(rest);
        at += length;
        units += here;
        match rest.get(length)? {
            b'"' => break,
            b'\\' => {
                at += escape(rest.get(length..)?)?;
                units += 1;
            }
            0x20.. => {}
            _ => return None,
        }
        if units <= mark {
            hint = Hint {
                byte: at - start,
                units,
            };
        }
    }
    Some(Scanned {
        end: at,
        units,
        hint,
    })
}

/// The offset of the character that begins `units` after the beginning of a content, in bytes; the length of the content
/// if it ends there; `None` if that is inside a surrogate pair or past the end. The content may begin in the middle of a
/// character, which then counts nothing.
pub(super) fn offset(content: &[u8], units: u64) -> Option<usize> {
    let (mut at, mut seen) = (0, 0);
    loop {
        let (length, here) = plain(content.get(at..)?);
        if length == 0 || seen + here > units {
            break;
        }
        (at, seen) = (at + length, seen + here);
        if content.get(at) == Some(&b'\\') && seen < units {
            at += escape(content.get(at..)?)?;
            seen += 1;
        }
    }
    while let Some(byte) = content.get(at) {
        let here = of_byte(*byte);
        if here > 0 && seen >= units {
            break;
        }
        seen += here;
        at += match byte {
            b'\\' => escape(content.get(at..)?)?,
            _ => 1,
        };
    }
    (seen == units).then_some(at)
}

/// The length of an escape that serde_json writes. Each of them stands for one unit.
fn escape(json: &[u8]) -> Option<usize> {
    match json {
        [_, b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(2),
        [_, b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..]
        | [_, b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => Some(6),
        _ => None,
    }
}

/// How many bytes stand before the next quote, backslash or control character, and their units; of a long run only a
/// part.
fn plain(bytes: &[u8]) -> (usize, u64) {
    let bytes = bytes.get(..BLOCK).unwrap_or(bytes);
    let (words, rest) = bytes.as_chunks::<8>();
    let (mut length, mut lanes) = (0, 0);
    for word in words {
        let word = u64::from_le_bytes(*word);
        let special = specials(word);
        if special != 0 {
            let bits = special.trailing_zeros() & !7;
            lanes += of_word(word) & ((1 << bits) - 1);
            return (length + (bits / 8) as usize, of_lanes(lanes));
        }
        lanes += of_word(word);
        length += 8;
    }
    let mut units = of_lanes(lanes);
    for byte in rest {
        if matches!(byte, b'"' | b'\\' | ..0x20) {
            break;
        }
        units += of_byte(*byte);
        length += 1;
    }
    (length, units)
}

/// Marks the bytes of a word that are quotes, backslashes or control characters. Those above the lowest mark may be
/// marked wrongly, for a subtraction borrows.
fn specials(word: u64) -> u64 {
    let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = word.wrapping_sub(ONES * 0x20);
    // The bytes looked for are ASCII, and so are they with the bits of a quote or a backslash turned.
    (quote | backslash | control) & !word & HIGH
}
