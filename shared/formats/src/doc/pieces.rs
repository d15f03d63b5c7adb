//! The text: pieces of the stream in the order that they are read ([MS-DOC] 2.4.1), and which formats lie over them.

use spindle_model::convert::ConvertError;

use super::bytes::{Plc, part, part_or_less, u8_at, u16_at, u32_at};
use super::fib::{Fib, Part, Text};
use super::{codepage, sprm};

/// The text of a document as UTF-16 units, one for each position.
pub(super) struct Pieces {
    /// The units.
    pub(super) units: Vec<u16>,
    list: Vec<Piece>,
    /// Formats that pieces name by their index.
    grpprls: Vec<Vec<u8>>,
    /// Whether the text is cut off, for its pieces say more than the file holds.
    pub(super) cut: bool,
}

struct Piece {
    /// Positions: the first, and the one behind.
    start: u32,
    end: u32,
    /// Where the text lies in the stream.
    offset: u32,
    /// Bytes of a letter: 1 or 2.
    width: u32,
    /// What changes the formats of the whole piece.
    modifier: u16,
}

/// Which code page a place of the stream is in, and where that ends.
pub(super) type Pages<'p> = dyn Fn(u32) -> (u32, u32) + 'p;

/// Text of one piece and one character format.
pub(super) struct Run {
    /// Positions: the first, and the one behind.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the first letter lies in the stream.
    pub(super) offset: u32,
    /// Which piece it belongs to.
    pub(super) piece: usize,
}

impl Pieces {
    /// Reads the table of pieces and the text. `page` answers which code page a place of the stream of an old file is
    /// in, and where that ends.
    ///
    /// # Errors
    /// `Damaged` when there is no text.
    pub(super) fn read(fib: &Fib, page: &Pages<'_>) -> Result<Self, ConvertError> {
        let mut pieces = Self {
            units: Vec::new(),
            list: Vec::new(),
            grpprls: Vec::new(),
            cut: false,
        };
        let clx = fib.part(Part::Pieces);
        let table = pieces.read_clx(clx);
        // Of a few letters more than the texts have the last one is the end of all.
        let (_, all) = fib.range(Text::Boxes);
        if fib.old && (!fib.complex || table.is_none()) {
            let (start, end) = fib.one_piece();
            pieces.add(fib, 0, end.saturating_sub(start), start, 1, 0, page);
        } else {
            let plc = table.ok_or_else(|| {
                ConvertError::damaged("the table of the pieces of its text is missing or broken")
            })?;
            for index in 0..plc.len() {
                let (Some(start), Some(end), Some(piece)) = (
                    plc.position(index),
                    plc.position(index.saturating_add(1)),
                    plc.element(index),
                ) else {
                    break;
                };
                let (Some(offset), Some(modifier)) = (u32_at(piece, 2), u16_at(piece, 6)) else {
                    break;
                };
                let compressed = offset & 0x4000_0000 != 0;
                let (offset, width) = if fib.old {
                    (offset, 1)
                } else if compressed {
                    ((offset & 0x3FFF_FFFF) / 2, 1)
                } else {
                    (offset & 0x3FFF_FFFF, 2)
                };
                if end <= start || start as usize != pieces.units.len() {
                    pieces.cut |= index.saturating_add(1) < plc.len();
                    break;
                }
                pieces.add(fib, start, end, offset, width, modifier, page);
                if pieces.cut {
                    break;
                }
            }
        }
        pieces.cut |= pieces.units.len() < all as usize;
        if pieces.units.is_empty() && all > 0 {
            return Err(ConvertError::damaged("its text lies outside of the file"));
        }
        Ok(pieces)
    }

    fn read_clx<'a>(&mut self, mut clx: &'a [u8]) -> Option<Plc<'a>> {
        loop {
            match u8_at(clx, 0)? {
                1 => {
                    let count = usize::from(u16_at(clx, 1)?);
                    self.grpprls.push(part(clx, 3, count)?.to_vec());
                    clx = clx.get(count.checked_add(3)?..)?;
                }
                2 => {
                    let count = u32_at(clx, 1)? as usize;
                    return Some(Plc::new(part_or_less(clx, 5, count), 8));
                }
                _ => return None,
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "these are the fields of a piece")]
    fn add(
        &mut self,
        fib: &Fib,
        start: u32,
        end: u32,
        offset: u32,
        width: u32,
        modifier: u16,
        page: &Pages<'_>,
    ) {
        // No honest file says its text several times over.
        let most = fib.word.len().saturating_mul(2);
        let wanted = end.saturating_sub(start).saturating_mul(width) as usize;
        let bytes = part_or_less(&fib.word, offset as usize, wanted);
        if self.units.len().saturating_add(bytes.len()) > most {
            self.cut = true;
            return;
        }
        let before = self.units.len();
        if width == 2 {
            let pairs = bytes.as_chunks::<2>().0.iter();
            self.units
                .extend(pairs.map(|pair| u16::from_le_bytes(*pair)));
        } else if fib.old {
            let (mut place, mut rest) = (offset, bytes);
            while !rest.is_empty() {
                let (number, end) = page(place);
                let count = (end.saturating_sub(place).max(1) as usize).min(rest.len());
                let (now, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                decode_units(now, number, &mut self.units);
                place = place.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
                rest = later;
            }
        } else {
            decode_units(bytes, 1252, &mut self.units);
        }
        let read = self.units.len().saturating_sub(before);
        self.cut |= bytes.len() < wanted;
        self.list.push(Piece {
            start,
            end: start.saturating_add(u32::try_from(read).unwrap_or(u32::MAX)),
            offset,
            width,
            modifier,
        });
    }

    /// The units between two positions.
    pub(super) fn between(&self, start: u32, end: u32) -> &[u16] {
        let end = (end as usize).min(self.units.len());
        self.units.get(start as usize..end).unwrap_or_default()
    }

    fn piece_at(&self, position: u32) -> usize {
        self.list.partition_point(|piece| piece.end <= position)
    }

    /// Where a position lies in the stream, and which piece it belongs to.
    pub(super) fn place(&self, position: u32) -> Option<(u32, usize)> {
        let index = self.piece_at(position);
        let piece = self.list.get(index)?;
        let into = position
            .checked_sub(piece.start)?
            .checked_mul(piece.width)?;
        Some((piece.offset.checked_add(into)?, index))
    }

    /// What changes the formats of a whole piece.
    pub(super) fn modifier(&self, piece: usize) -> Modifier<'_> {
        let Some(piece) = self.list.get(piece) else {
            return Modifier::None;
        };
        let modifier = piece.modifier;
        if modifier == 0 {
            Modifier::None
        } else if modifier & 1 == 1 {
            let index = usize::from(modifier >> 1);
            self.grpprls
                .get(index)
                .map_or(Modifier::None, |list| Modifier::Many(list))
        } else {
            let [low, value] = modifier.to_le_bytes();
            sprm::short(low >> 1).map_or(Modifier::None, |code| Modifier::One(code, [value]))
        }
    }

    /// Cuts positions into runs where pieces or formats change. `boundary` answers where in the stream the format of a
    /// place ends.
    pub(super) fn runs(&self, start: u32, end: u32, boundary: impl Fn(u32) -> u32) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut position = start;
        while position < end {
            let index = self.piece_at(position);
            let (Some(piece), Some((offset, _))) = (self.list.get(index), self.place(position))
            else {
                break;
            };
            let letters = boundary(offset)
                .saturating_sub(offset)
                .div_ceil(piece.width.max(1))
                .max(1);
            let stop = position.saturating_add(letters).min(piece.end).min(end);
            runs.push(Run {
                start: position,
                end: stop,
                offset,
                piece: index,
            });
            position = stop;
        }
        runs
    }
}

/// What changes the formats of a whole piece.
pub(super) enum Modifier<'a> {
    None,
    /// A single property with its value.
    One(u16, [u8; 1]),
    /// A list of properties.
    Many(&'a [u8]),
}

/// Letters of a code page, one unit for each byte: where two bytes are a letter, the second becomes a zero, so that
/// positions stay what they are.
fn decode_units(bytes: &[u8], page: u32, units: &mut Vec<u16>) {
    let encoding = codepage::encoding(page).unwrap_or(encoding_rs::WINDOWS_1252);
    if encoding.is_single_byte() {
        units.extend(bytes.iter().map(|byte| {
            if byte.is_ascii() {
                return u16::from(*byte);
            }
            let one = std::slice::from_ref(byte);
            let letter = encoding.decode_without_bom_handling(one).0;
            letter.encode_utf16().next().unwrap_or(0xFFFD)
        }));
        return;
    }
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let pair = (*first >= 0x81).then(|| rest.first_chunk::<2>()).flatten();
        let letter = pair
            .and_then(|pair| encoding.decode_without_bom_handling_and_without_replacement(pair));
        let mut letters = letter.as_deref().unwrap_or_default().encode_utf16();
        if let (Some(unit), None) = (letters.next(), letters.next()) {
            units.extend([unit, 0]);
            rest = rest.get(2..).unwrap_or_default();
        } else {
            units.push(u16::from(*first));
            rest = after;
        }
    }
}
