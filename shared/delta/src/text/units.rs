//! UTF-16 code units of UTF-8 bytes, counted eight bytes at a time.

/// Words whose counts fit into lanes of one byte: a byte counts for 2 at most.
const WORDS: usize = 127;
const BLOCK: usize = WORDS * 8;
const ONES: u64 = 0x0101_0101_0101_0101;
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
const SUM: u64 = 0x0001_0001_0001_0001;

/// How many units a byte stands for: its character's if it is the first byte of one, else none.
pub(crate) fn of_byte(byte: u8) -> u64 {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// The same for each of the eight bytes of a word, in the byte's own lane.
fn of_word(word: u64) -> u64 {
    let first = ((!word >> 7) | (word >> 6)) & ONES;
    let of_four = (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & ONES;
    first + of_four
}

/// The units of up to [`BLOCK`] bytes.
fn of_block(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let lanes: u64 = words
        .iter()
        .map(|word| of_word(u64::from_le_bytes(*word)))
        .sum();
    let pairs = (lanes & EVEN) + ((lanes >> 8) & EVEN);
    (pairs.wrapping_mul(SUM) >> 48) + rest.iter().copied().map(of_byte).sum::<u64>()
}

/// The length of valid UTF-8, in UTF-16 code units.
pub(crate) fn count(bytes: &[u8]) -> u64 {
    bytes.chunks(BLOCK).map(of_block).sum()
}

/// The offset of the character that begins `units` after the beginning of `bytes`, in bytes; the length of `bytes` if
/// they end there; `None` if it is inside a surrogate pair or past the end.
pub(crate) fn offset(bytes: &[u8], units: u64) -> Option<usize> {
    let (mut seen, mut at) = (0, 0);
    for block in bytes.chunks(BLOCK) {
        let here = of_block(block);
        if seen + here > units {
            break;
        }
        seen += here;
        at += block.len();
    }
    for byte in bytes.get(at..)? {
        let here = of_byte(*byte);
        if seen >= units && here > 0 {
            break;
        }
        seen += here;
        at += 1;
    }
    (seen == units).then_some(at)
}
