//! Strings (MS-XLS 2.5.293 and 2.5.294; byte strings of BIFF5), also those that go over several records.

use encoding_rs::Encoding;

use super::data::Bytes;

/// How the file writes strings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coding {
    /// Whether strings are UTF-16 or its lower halves.
    pub(super) is_biff8: bool,
    /// What bytes are in BIFF5.
    pub(super) encoding: &'static Encoding,
}

/// The encoding of a code page (MS-XLS 2.4.52); the usual Western one where it is not known.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gb18030",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        866 => "ibm866",
        10_000 | 32_768 => "macintosh",
        10_007 => "x-mac-cyrillic",
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

impl Coding {
    /// A string with its length in one byte before it.
    pub(super) fn short(self, bytes: &mut Bytes<'_>) -> Option<String> {
        let length = usize::from(bytes.u8()?);
        self.body(length, bytes)
    }

    /// A string with its length in two bytes before it.
    pub(super) fn long(self, bytes: &mut Bytes<'_>) -> Option<String> {
        let length = usize::from(bytes.u16()?);
        self.body(length, bytes)
    }

    /// A string of so many characters; as many as there are where it is cut off.
    pub(super) fn body(self, length: usize, bytes: &mut Bytes<'_>) -> Option<String> {
        if !self.is_biff8 {
            let raw = bytes.take(length.min(bytes.0.len()))?;
            return Some(
                self.encoding
                    .decode_without_bom_handling(raw)
                    .0
                    .into_owned(),
            );
        }
        let mut pieces = Pieces::new(bytes.0, Vec::new());
        let string = pieces.string(length)?;
        bytes.0 = pieces.current;
        Some(string.text())
    }
}

/// A string with the places where its font changes: character, number of the font.
#[derive(Debug, Default)]
pub(super) struct RichString {
    pub(super) units: Vec<u16>,
    pub(super) runs: Vec<(u16, u16)>,
}

impl RichString {
    /// The text.
    pub(super) fn text(&self) -> String {
        String::from_utf16_lossy(&self.units)
    }
}

/// The bodies of a record and of those that go on with it.
#[derive(Debug)]
pub(super) struct Pieces<'s> {
    pub(super) current: &'s [u8],
    rest: std::vec::IntoIter<&'s [u8]>,
}

impl<'s> Pieces<'s> {
    /// Begins in the first of them.
    pub(super) fn new(first: &'s [u8], rest: Vec<&'s [u8]>) -> Self {
        Self {
            current: first,
            rest: rest.into_iter(),
        }
    }

    /// Goes to the next record when this one is used up.
    fn fill(&mut self) -> Option<()> {
        while self.current.is_empty() {
            self.current = self.rest.next()?;
        }
        Some(())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.fill()?;
        let (first, rest) = self.current.split_first()?;
        self.current = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.fill()?;
            let step = count.min(self.current.len());
            self.current = self.current.get(step..)?;
            count -= step;
        }
        Some(())
    }

    /// A string of so many characters: flags, fonts, phonetic text (MS-XLS 2.5.293). Where it goes on in another
    /// record, that one begins with new flags. What is cut off is as long as it is.
    pub(super) fn string(&mut self, length: usize) -> Option<RichString> {
        let flags = self.u8()?;
        let runs = if flags & 0x08 != 0 { self.u16()? } else { 0 };
        let phonetic = if flags & 0x04 != 0 { self.u32()? } else { 0 };
        let mut string = RichString::default();
        self.characters(length, flags & 1 != 0, &mut string.units);
        for _ in 0..runs {
            let (Some(at), Some(font)) = (self.u16(), self.u16()) else {
                break;
            };
            string.runs.push((at, font));
        }
        self.skip(usize::try_from(phonetic).unwrap_or(usize::MAX));
        Some(string)
    }

    /// Characters of two bytes or of one.
    pub(super) fn characters(&mut self, length: usize, mut wide: bool, units: &mut Vec<u16>) {
        let mut left = length;
        while left > 0 {
            if self.current.is_empty() {
                if self.fill().is_none() {
                    return;
                }
                let Some(flags) = self.u8() else { return };
                wide = flags & 1 != 0;
                continue;
            }
            let before = left;
            if wide {
                let pairs = self.current.as_chunks::<2>().0;
                let taken = pairs.get(..left.min(pairs.len())).unwrap_or_default();
                units.extend(taken.iter().map(|pair| u16::from_le_bytes(*pair)));
                left -= taken.len();
                self.current = self.current.get(taken.len() * 2..).unwrap_or_default();
            } else {
                let count = left.min(self.current.len());
                let (taken, rest) = self.current.split_at_checked(count).unwrap_or_default();
                units.extend(taken.iter().map(|byte| u16::from(*byte)));
                left -= count;
                self.current = rest;
            }
            if left == before {
                // Half a character before the end of a record.
                self.current = &[];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_over_records_and_change_their_width() {
        let first = [0, b'a', b'b'];
        let second = [1, 0x2d, 0x4e, b'c', 0];
        let mut pieces = Pieces::new(&first, vec![&second]);
        assert_eq!(pieces.string(4).unwrap().text(), "ab中c");
    }

    #[test]
    fn fonts_and_phonetic_text_are_passed() {
        let bytes = [0x0c, 1, 0, 2, 0, 0, 0, b'x', b'y', 1, 0, 5, 0, 9, 9, 0x7f];
        let mut pieces = Pieces::new(&bytes, Vec::new());
        let string = pieces.string(2).unwrap();
        assert_eq!(string.text(), "xy");
        assert_eq!(string.runs, [(1, 5)]);
        assert_eq!(pieces.u8(), Some(0x7f));
    }

    #[test]
    fn lengths_that_lie_are_cut() {
        let mut pieces = Pieces::new(&[0, b'a'], Vec::new());
        assert_eq!(pieces.string(usize::MAX).unwrap().text(), "a");
        let coding = Coding {
            is_biff8: false,
            encoding: code_page(936),
        };
        let mut bytes = Bytes(&[9, 0xd6, 0xd0]);
        assert_eq!(coding.short(&mut bytes).as_deref(), Some("中"));
    }
}
