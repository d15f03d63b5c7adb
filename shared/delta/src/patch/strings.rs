//! What stands between the quotes of a JSON string, counted and cut without being unescaped.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;
/// After how many bytes a place is remembered.
const STRIDE: usize = 1024;

/// A string that has been read.
#[derive(Clone, Copy)]
pub(super) struct Scanned {
    /// Where its closing quote is.
    pub(super) end: usize,
    /// Its length, in UTF-16 code units.
    pub(super) units: u64,
    pub(super) hint: Hint,
}

/// A known place of a content, between two characters: so many bytes, and so many units, after its beginning.
#[derive(Clone, Copy, Default)]
pub(super) struct Hint {
    pub(super) byte: usize,
    pub(super) units: u64,
}

/// Reads the string whose first byte after the quote is at `start`. A place shortly before unit `mark` is remembered.
/// `None` if it is not UTF-8, or not written as serde_json writes it.
pub(super) fn scan(json: &[u8], start: usize, mark: u64) -> Option<Scanned> {
    let mut hint = Hint::default();
    let (mut at, mut units) = (start, 0);
    loop {
        let rest = json.get(at..)?;
        let (length, here) = plain(rest)?;
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
/// if it ends there; `None` if that is inside a surrogate pair or past the end.
pub(super) fn offset(content: &[u8], units: u64) -> Option<usize> {
    let (mut at, mut seen) = (0, 0);
    loop {
        let rest = content.get(at..)?;
        let (mut length, mut here) = plain(rest)?;
        if length == 0 && rest.first() == Some(&b'\\') {
            (length, here) = (escape(rest)?, 1);
        }
        if length == 0 || seen + here > units {
            break;
        }
        (at, seen) = (at + length, seen + here);
    }
    while seen < units {
        let rest = content.get(at..)?;
        let (length, here) = match rest.first()? {
            b'\\' => (escape(rest)?, 1),
            ..0x80 => (1, 1),
            _ => character(rest)?,
        };
        (at, seen) = (at + length, seen + here);
    }
    (seen == units).then_some(at)
}

/// The length of an escape that serde_json writes. Each of them stands for one unit.
fn escape(json: &[u8]) -> Option<usize> {
    match json {
        [_, b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(2),
        [
            _,
            b'u',
            b'0',
            b'0',
            b'0',
            b'0'..=b'7' | b'b' | b'e' | b'f',
            ..,
        ]
        | [_, b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => Some(6),
        _ => None,
    }
}

/// How many bytes stand before the next quote, backslash or control character, and their units; of a long run only a
/// part. `None` if they are not UTF-8.
#[inline]
fn plain(bytes: &[u8]) -> Option<(usize, u64)> {
    let (mut length, mut units) = (0, 0);
    while length < STRIDE {
        let rest = bytes.get(length..)?;
        let Some(word) = rest.first_chunk() else {
            // The last bytes of a document: less than a word.
            match rest.first() {
                None | Some(b'"' | b'\\' | ..0x20) => break,
                Some(..0x80) => (length, units) = (length + 1, units + 1),
                Some(_) => {
                    let (bytes, here) = character(rest)?;
                    (length, units) = (length + bytes, units + here);
                }
            }
            continue;
        };
        let word = u64::from_le_bytes(*word);
        let ascii = ascii(word);
        if ascii > 0 {
            (length, units) = (length + ascii, units + ascii as u64);
        } else if is_pair(word) {
            (length, units) = (length + 6, units + 2);
        } else if word & 0x80 != 0 {
            let (bytes, here) = character(rest)?;
            (length, units) = (length + bytes, units + here);
        } else {
            break;
        }
    }
    Some((length, units))
}

/// How many bytes at the beginning of a word are ASCII and neither quotes, backslashes nor control characters.
fn ascii(word: u64) -> usize {
    // A subtraction borrows from the bytes above one that is looked for, and from no byte below the lowest of them.
    let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = word.wrapping_sub(ONES * 0x20);
    let others = (quote | backslash | control | word) & HIGH;
    (others.trailing_zeros() / 8) as usize
}

/// Whether a word begins with two characters of three bytes each, as most of Chinese, Japanese and Korean are. Those
/// whose first byte does not allow each byte after it are left to [`character`].
fn is_pair(word: u64) -> bool {
    const LOW: u64 = 0x0f00_000f;
    let leads = word & LOW;
    let not_e0 = leads + LOW;
    let not_ed = (leads ^ 0x0d00_000d) + LOW;
    word & 0xc0c0_f0c0_c0f0 == 0x8080_e080_80e0 && not_e0 & not_ed & 0x1000_0010 == 0x1000_0010
}

/// The length of a character that is not ASCII, in bytes and in units; `None` if it is not UTF-8.
fn character(bytes: &[u8]) -> Option<(usize, u64)> {
    match bytes {
        [0xc2..=0xdf, 0x80..=0xbf, ..] => Some((2, 1)),
        [0xe0, 0xa0..=0xbf, 0x80..=0xbf, ..]
        | [0xe1..=0xec | 0xee | 0xef, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xed, 0x80..=0x9f, 0x80..=0xbf, ..] => Some((3, 1)),
        [0xf0, 0x90..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf1..=0xf3, 0x80..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
        | [0xf4, 0x80..=0x8f, 0x80..=0xbf, 0x80..=0xbf, ..] => Some((4, 2)),
        _ => None,
    }
}
