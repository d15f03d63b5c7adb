//! Changes by chance.

use fastrand::Rng;

use crate::input::{Input, Packing};

/// Bytes that a part may grow to.
const MOST_BYTES: usize = 2 << 20;

/// Numbers at which something changes.
const BOUNDARIES: [u64; 14] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    u64::MAX,
];

/// The same as texts write them.
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "2",
    "9",
    "10",
    "255",
    "256",
    "65535",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967295",
    "99999999999999999999",
    "1e308",
    "0.0000001",
];

/// A file for the run of that number: one of the seeds, changed.
pub fn case(
    seed: u64,
    format: &str,
    number: u64,
    seeds: &[Input],
    words: &[&[u8]],
) -> Option<Vec<u8>> {
    let mut rng = Rng::with_seed(mix(seed, format, number));
    let mut input = seeds.get(rng.usize(..seeds.len().max(1)))?.clone();
    let other = seeds.get(rng.usize(..seeds.len()))?;
    let rounds = 1usize << rng.u32(0..4);
    for _ in 0..rounds {
        if input.packing != Packing::Plain && rng.u32(..12) == 0 {
            parts(&mut input, other, &mut rng);
        } else {
            part(&mut input, other, words, &mut rng);
        }
    }
    let mut bytes = input.pack();
    if input.packing != Packing::Plain && rng.u32(..20) == 0 {
        change(&mut bytes, &[], words, &mut rng);
    }
    Some(bytes)
}

/// A number for each run, so that one can be made again without those before it.
fn mix(seed: u64, format: &str, number: u64) -> u64 {
    let bytes = format.bytes().map(u64::from).chain([seed, number]);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ byte).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    })
}

/// Changes one part, where one that says something is likelier than a picture.
fn part(input: &mut Input, other: &Input, words: &[&[u8]], rng: &mut Rng) {
    let weight = |(name, bytes): &(String, Vec<u8>)| {
        let main = [
            "content.xml",
            "document.xml",
            "styles.xml",
            "sheet1.xml",
            "Document",
            "Workbook",
            "Table",
        ];
        match bytes.len() {
            0 => 0u32,
            _ if main.iter().any(|end| name.ends_with(end)) => 8,
            _ if name.ends_with("xml") || name.is_empty() => 3,
            _ => 1,
        }
    };
    let total: u32 = input.parts.iter().map(weight).sum();
    let mut left = rng.u32(..total.max(1));
    let chosen = input.parts.iter_mut().find(|part| {
        let weight = weight(part);
        let found = left < weight;
        left = left.saturating_sub(weight);
        found
    });
    if let Some((name, bytes)) = chosen {
        let same = other.parts.iter().find(|(theirs, _)| theirs == name);
        let theirs = same
            .or(other.parts.first())
            .map_or(&[][..], |(_, bytes)| bytes);
        change(bytes, theirs, words, rng);
    }
}

/// Takes a part out, doubles one under another name, or takes one from another file.
fn parts(input: &mut Input, other: &Input, rng: &mut Rng) {
    let count = input.parts.len();
    let index = rng.usize(..count.max(1));
    match rng.u32(..3) {
        0 if count > 1 => {
            input.parts.remove(index);
        }
        1 => {
            let from = rng.usize(..count.max(1));
            let bytes = input.parts.get(from).map(|(_, bytes)| bytes.clone());
            if let (Some(bytes), Some((_, slot))) = (bytes, input.parts.get_mut(index)) {
                *slot = bytes;
            }
        }
        _ => {
            let theirs = other.parts.get(rng.usize(..other.parts.len().max(1)));
            if let Some((name, bytes)) = theirs
                && let Some((_, slot)) = input.parts.iter_mut().find(|(known, _)| known == name)
            {
                slot.clone_from(bytes);
            }
        }
    }
}

/// Changes bytes in one way.
pub fn change(bytes: &mut Vec<u8>, other: &[u8], words: &[&[u8]], rng: &mut Rng) {
    let place = rng.usize(..bytes.len().saturating_add(1));
    match rng.u32(..12) {
        0 => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << rng.u32(..8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte = rng.u8(..);
            }
        }
        2 if rng.bool() => bytes.truncate(place),
        2 | 3 => {
            let (start, end) = chunk(other.len(), rng);
            insert(bytes, place, other.get(start..end).unwrap_or_default());
        }
        4 => boundary(bytes, place, rng),
        5 => {
            let (start, end) = chunk(bytes.len(), rng);
            let copy = bytes.get(start..end).unwrap_or_default().to_vec();
            insert(bytes, place, &copy);
        }
        6 => {
            let (start, end) = chunk(bytes.len(), rng);
            bytes.drain(start..end);
        }
        7 | 8 => {
            if let Some(word) = rng.choice(words.iter()) {
                insert(bytes, place, word);
            }
        }
        9 | 10 => number(bytes, place, rng),
        _ => {
            // Many of the same, for what is nested and for what is counted.
            let (start, end) = chunk(bytes.len(), rng);
            let own = bytes.get(start..end.min(start.saturating_add(200)));
            let word = if rng.bool() {
                rng.choice(words.iter()).copied()
            } else {
                own
            };
            let word = word.unwrap_or_default();
            let many = word.repeat(1usize << rng.u32(4..13));
            insert(
                bytes,
                place,
                many.get(..many.len().min(1 << 18)).unwrap_or_default(),
            );
        }
    }
    bytes.truncate(MOST_BYTES);
}

/// A short piece mostly, a long one at times.
fn chunk(length: usize, rng: &mut Rng) -> (usize, usize) {
    let start = rng.usize(..length.saturating_add(1));
    let most = 1usize << rng.u32(1..14);
    let end = start.saturating_add(rng.usize(..most)).min(length);
    (start, end)
}

fn insert(bytes: &mut Vec<u8>, place: usize, piece: &[u8]) {
    let place = place.min(bytes.len());
    bytes.splice(place..place, piece.iter().copied());
}

fn boundary(bytes: &mut [u8], place: usize, rng: &mut Rng) {
    let value = rng.choice(BOUNDARIES).unwrap_or(0);
    let width = 1usize << rng.u32(..4);
    let little = value.to_le_bytes();
    let little = little.get(..width).unwrap_or_default();
    let mut written = little.to_vec();
    if rng.bool() {
        written.reverse();
    }
    if let Some(slot) = bytes.get_mut(place..place.saturating_add(width)) {
        slot.copy_from_slice(&written);
    }
}

/// Replaces the next number that is written in digits.
fn number(bytes: &mut Vec<u8>, place: usize, rng: &mut Rng) {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let rest = bytes.get(place..).unwrap_or_default();
    let Some(offset) = rest.iter().position(digit) else {
        return;
    };
    let start = place.saturating_add(offset);
    let digits = bytes
        .iter()
        .skip(start)
        .take_while(|byte| digit(byte))
        .count();
    let value = rng.choice(NUMBERS).unwrap_or("0");
    bytes.splice(start..start.saturating_add(digits), value.bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_files() {
        let seeds = [Input::of(b"<a b=\"12\">text</a>"), Input::of(b"<c/>")];
        let words: &[&[u8]] = &[b"<word/>"];
        let make = |seed, number| case(seed, "odt", number, &seeds, words).unwrap();
        let first: Vec<_> = (0..200).map(|number| make(1, number)).collect();
        let again: Vec<_> = (0..200).map(|number| make(1, number)).collect();
        let other: Vec<_> = (0..200).map(|number| make(2, number)).collect();
        assert_eq!(first, again);
        assert_ne!(first, other);
        let changed = first
            .iter()
            .filter(|bytes| !bytes.starts_with(b"<a b=\"12\">text</a>"));
        assert!(changed.count() > 50);
    }

    #[test]
    fn nothing_is_no_seed() {
        assert_eq!(case(1, "odt", 1, &[], &[]), None);
        let empty = [Input::of(b"")];
        for number in 0..500 {
            assert!(case(1, "odt", number, &empty, &[b"x"]).is_some());
        }
    }
}
