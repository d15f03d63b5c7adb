//! Little-endian numbers at offsets, and arrays of positions with data ("PLC"), as Word's structures are made of.

/// A byte.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// An unsigned number of two bytes.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// A signed number of two bytes.
pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

/// An unsigned number of four bytes.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A signed number of four bytes.
pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    u32_at(bytes, at).map(u32::cast_signed)
}

/// `count` bytes from an offset on.
pub(crate) fn part(bytes: &[u8], at: usize, count: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(count)?)
}

/// What there is of `count` bytes from an offset on.
pub(super) fn part_or_less(bytes: &[u8], at: usize, count: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.get(..count.min(rest.len())).unwrap_or_default()
}

/// UTF-16 text of `count` units from an offset on, as far as there is.
pub(super) fn utf16(bytes: &[u8], at: usize, count: usize) -> String {
    let (pairs, _) = part_or_less(bytes, at, count.saturating_mul(2)).as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

/// An array of n + 1 positions followed by n elements of one size ([MS-DOC] 2.2.2).
#[derive(Clone, Copy)]
pub(super) struct Plc<'a> {
    bytes: &'a [u8],
    element: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    /// Over these bytes, with elements of `element` bytes.
    pub(super) fn new(bytes: &'a [u8], element: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / element.saturating_add(4);
        Self {
            bytes,
            element,
            count,
        }
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The position at an index; the last index is [`Plc::len`].
    pub(super) fn position(&self, index: usize) -> Option<u32> {
        if index > self.count {
            return None;
        }
        u32_at(self.bytes, index.checked_mul(4)?)
    }

    /// The element at an index.
    pub(super) fn element(&self, index: usize) -> Option<&'a [u8]> {
        if index >= self.count {
            return None;
        }
        let before = self.count.checked_add(1)?.checked_mul(4)?;
        part(
            self.bytes,
            before.checked_add(index.checked_mul(self.element)?)?,
            self.element,
        )
    }
}

/// The texts of a string table ([MS-DOC] 2.2.4 STTB) with the extra data of each.
pub(super) fn string_table(bytes: &[u8]) -> Vec<(String, &[u8])> {
    let extended = u16_at(bytes, 0) == Some(0xFFFF);
    let mut at = if extended { 2 } else { 0 };
    let count = u16_at(bytes, at).unwrap_or(0);
    let extra = usize::from(u16_at(bytes, at.saturating_add(2)).unwrap_or(0));
    at = at.saturating_add(4);
    let mut list = Vec::new();
    for _ in 0..count {
        let (text, size) = if extended {
            let Some(units) = u16_at(bytes, at) else {
                break;
            };
            at = at.saturating_add(2);
            let units = usize::from(units);
            (utf16(bytes, at, units), units.saturating_mul(2))
        } else {
            let Some(units) = u8_at(bytes, at) else { break };
            at = at.saturating_add(1);
            let text = part_or_less(bytes, at, usize::from(units));
            (
                text.iter().map(|byte| char::from(*byte)).collect(),
                usize::from(units),
            )
        };
        at = at.saturating_add(size);
        list.push((text, part_or_less(bytes, at, extra)));
        at = at.saturating_add(extra);
    }
    list
}
