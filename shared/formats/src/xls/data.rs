//! Records (MS-XLS 2.1.4) and the numbers in them.

/// Numbers of records (MS-XLS 2.3.1).
pub(super) mod id {
    pub(in crate::xls) const FORMULA: u16 = 0x0006;
    pub(in crate::xls) const EOF: u16 = 0x000a;
    pub(in crate::xls) const EXTERN_SHEET: u16 = 0x0017;
    pub(in crate::xls) const NAME: u16 = 0x0018;
    pub(in crate::xls) const NOTE: u16 = 0x001c;
    pub(in crate::xls) const DATE_MODE: u16 = 0x0022;
    pub(in crate::xls) const EXTERN_NAME: u16 = 0x0023;
    pub(in crate::xls) const FILE_PASS: u16 = 0x002f;
    pub(in crate::xls) const FONT: u16 = 0x0031;
    pub(in crate::xls) const CONTINUE: u16 = 0x003c;
    pub(in crate::xls) const WINDOW1: u16 = 0x003d;
    pub(in crate::xls) const PANE: u16 = 0x0041;
    pub(in crate::xls) const CODE_PAGE: u16 = 0x0042;
    pub(in crate::xls) const DEFAULT_COLUMN_WIDTH: u16 = 0x0055;
    pub(in crate::xls) const OBJECT: u16 = 0x005d;
    pub(in crate::xls) const COLUMN_INFO: u16 = 0x007d;
    pub(in crate::xls) const BOUND_SHEET: u16 = 0x0085;
    pub(in crate::xls) const PALETTE: u16 = 0x0092;
    pub(in crate::xls) const STANDARD_WIDTH: u16 = 0x0099;
    pub(in crate::xls) const MULTIPLE_RK: u16 = 0x00bd;
    pub(in crate::xls) const MULTIPLE_BLANK: u16 = 0x00be;
    pub(in crate::xls) const RICH_STRING: u16 = 0x00d6;
    pub(in crate::xls) const XF: u16 = 0x00e0;
    pub(in crate::xls) const MERGED_CELLS: u16 = 0x00e5;
    pub(in crate::xls) const DRAWING_GROUP: u16 = 0x00eb;
    pub(in crate::xls) const SHARED_STRINGS: u16 = 0x00fc;
    pub(in crate::xls) const LABEL_SST: u16 = 0x00fd;
    pub(in crate::xls) const SUP_BOOK: u16 = 0x01ae;
    pub(in crate::xls) const TEXT_OBJECT: u16 = 0x01b6;
    pub(in crate::xls) const HYPERLINK: u16 = 0x01b8;
    pub(in crate::xls) const BLANK: u16 = 0x0201;
    pub(in crate::xls) const NUMBER: u16 = 0x0203;
    pub(in crate::xls) const LABEL: u16 = 0x0204;
    pub(in crate::xls) const BOOL_ERROR: u16 = 0x0205;
    pub(in crate::xls) const STRING: u16 = 0x0207;
    pub(in crate::xls) const ROW: u16 = 0x0208;
    pub(in crate::xls) const ARRAY: u16 = 0x0221;
    pub(in crate::xls) const DEFAULT_ROW_HEIGHT: u16 = 0x0225;
    pub(in crate::xls) const WINDOW2: u16 = 0x023e;
    pub(in crate::xls) const RK: u16 = 0x027e;
    pub(in crate::xls) const FORMAT: u16 = 0x041e;
    pub(in crate::xls) const SHARED_FORMULA: u16 = 0x04bc;
    pub(in crate::xls) const BOF: u16 = 0x0809;
    pub(in crate::xls) const SHEET_EXT: u16 = 0x0862;
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) id: u16,
    pub(super) body: &'s [u8],
}

/// Records one after the other; what is cut off at the end is as short as it is.
#[derive(Debug, Clone)]
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    /// Begins at a place of the stream.
    pub(super) fn at(stream: &'s [u8], offset: usize) -> Self {
        Self {
            rest: stream.get(offset..).unwrap_or_default(),
        }
    }

    /// Bytes that are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next record without going on.
    pub(super) fn peek(&self) -> Option<Record<'s>> {
        self.split().map(|(record, _)| record)
    }

    fn split(&self) -> Option<(Record<'s>, &'s [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let [id_low, id_high, low, high] = *head;
        let length = usize::from(u16::from_le_bytes([low, high]));
        let (body, rest) = rest
            .split_at_checked(length)
            .unwrap_or((rest, Default::default()));
        let id = u16::from_le_bytes([id_low, id_high]);
        Some((Record { id, body }, rest))
    }

    /// The bodies of the records that go on with the one before.
    pub(super) fn continues(&mut self) -> Vec<&'s [u8]> {
        let mut bodies = Vec::new();
        while let Some((record, rest)) = self.split() {
            if record.id != id::CONTINUE {
                break;
            }
            bodies.push(record.body);
            self.rest = rest;
        }
        bodies
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (record, rest) = self.split()?;
        self.rest = rest;
        Some(record)
    }
}

/// Numbers one after the other, little end first; `None` behind the last byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'s>(pub(super) &'s [u8]);

impl<'s> Bytes<'s> {
    /// So many bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'s [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*chunk)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.chunk::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.chunk().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.chunk().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.chunk().map(f64::from_le_bytes)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.take(count).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_cut_where_the_stream_ends() {
        let stream = [9, 8, 2, 0, 1, 2, 0x3c, 0, 1, 0, 7, 10, 0, 5, 0, 1];
        let mut records = Records::at(&stream, 0);
        assert_eq!(records.next().unwrap().body, [1, 2]);
        assert_eq!(records.continues(), [[7]]);
        let last = records.next().unwrap();
        assert_eq!((last.id, last.body), (10, &[1][..]));
        assert!(records.next().is_none());
        assert!(Records::at(&stream, 99).next().is_none());
    }
}
