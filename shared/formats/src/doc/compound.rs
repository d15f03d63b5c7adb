//! Compound files ([MS-CFB]): streams in chains of sectors. Lenient, for old files often break the rules that do not
//! matter for reading; every chain is followed for as many steps as there are sectors at most.

use spindle_model::convert::ConvertError;

use super::bytes::{part, part_or_less, u8_at, u16_at, u32_at, utf16};

/// The first bytes of compound files.
pub(crate) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const NO_STREAM: u32 = 0xFFFF_FFFF;
/// Directory entries that are looked at: far more than a document has.
const MOST_ENTRIES: usize = 100_000;

/// An open compound file.
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    shift: u32,
    mini_shift: u32,
    cutoff: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'b> Compound<'b> {
    /// Reads the tables of the file, no stream yet.
    ///
    /// # Errors
    /// `Damaged` when it is no compound file or its directory cannot be read.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, ConvertError> {
        let broken =
            |what: &str| ConvertError::damaged(format!("the compound file is broken: {what}"));
        if !bytes.starts_with(SIGNATURE) {
            return Err(ConvertError::damaged("it is no compound file"));
        }
        let shift = u32::from(u16_at(bytes, 30).unwrap_or(0));
        let mini_shift = u32::from(u16_at(bytes, 32).unwrap_or(0));
        if !matches!(shift, 7..=16) || !matches!(mini_shift, 4..=12) {
            return Err(broken("its sectors have no usable size"));
        }
        let mut file = Self {
            bytes,
            shift,
            mini_shift,
            cutoff: u64::from(u32_at(bytes, 56).unwrap_or(4096)),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
        };
        file.read_fat();
        let directory = file.chain(u32_at(bytes, 48).unwrap_or(NO_STREAM), u64::MAX);
        file.entries = directory
            .as_chunks::<128>()
            .0
            .iter()
            .take(MOST_ENTRIES)
            .map(|entry| Entry::read(entry))
            .collect();
        let root = file.entries.first().map(|root| (root.start, root.size));
        let (start, size) = root.ok_or_else(|| broken("it has no directory"))?;
        file.mini = file.chain(start, size);
        let mini_fat = file.chain(u32_at(bytes, 60).unwrap_or(NO_STREAM), u64::MAX);
        file.mini_fat = numbers(&mini_fat).collect();
        Ok(file)
    }

    /// The bytes of a stream that stands directly in the root; upper and lower case are the same.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self
            .root_entries()
            .into_iter()
            .find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        Some(self.contents(entry))
    }

    /// The names of all streams, wherever they stand; for telling what a file is.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(|entry| entry.kind == 2)
            .map(|entry| entry.name.as_str())
    }

    fn root_entries(&self) -> Vec<&Entry> {
        let mut seen = vec![false; self.entries.len()];
        let mut found = Vec::new();
        let mut open: Vec<u32> = self
            .entries
            .first()
            .map(|root| root.child)
            .into_iter()
            .collect();
        while let Some(index) = open.pop() {
            let index = index as usize;
            let (Some(entry), Some(seen)) = (self.entries.get(index), seen.get_mut(index)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            found.push(entry);
            open.extend([entry.right, entry.left]);
        }
        found
    }

    fn contents(&self, entry: &Entry) -> Vec<u8> {
        if entry.size >= self.cutoff {
            return self.chain(entry.start, entry.size);
        }
        let size = 1_usize << self.mini_shift;
        let mut wanted = usize::try_from(entry.size).unwrap_or(usize::MAX);
        let mut contents = Vec::new();
        let mut sector = entry.start;
        for _ in 0..self.mini_fat.len() {
            if wanted == 0 || sector >= END_OF_CHAIN {
                break;
            }
            let at = (sector as usize).saturating_mul(size);
            let piece = part_or_less(&self.mini, at, size.min(wanted));
            contents.extend_from_slice(piece);
            wanted = wanted.saturating_sub(size);
            sector = self
                .mini_fat
                .get(sector as usize)
                .copied()
                .unwrap_or(END_OF_CHAIN);
        }
        contents
    }

    /// The bytes of a chain of sectors, `size` at most.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let sector_size = 1_usize << self.shift;
        let mut wanted = usize::try_from(size).unwrap_or(usize::MAX);
        let mut contents = Vec::new();
        let mut sector = start;
        for _ in 0..=(self.bytes.len() >> self.shift) {
            if wanted == 0 || sector >= END_OF_CHAIN {
                break;
            }
            let piece = part_or_less(self.bytes, self.offset(sector), sector_size.min(wanted));
            if piece.is_empty() {
                break;
            }
            contents.extend_from_slice(piece);
            wanted = wanted.saturating_sub(sector_size);
            sector = self
                .fat
                .get(sector as usize)
                .copied()
                .unwrap_or(END_OF_CHAIN);
        }
        contents
    }

    fn offset(&self, sector: u32) -> usize {
        (sector as usize)
            .saturating_add(1)
            .saturating_mul(1_usize << self.shift)
    }

    fn read_fat(&mut self) {
        let sector_size = 1_usize << self.shift;
        let most = self.bytes.len() >> self.shift;
        let mut places: Vec<u32> = numbers(part(self.bytes, 76, 436).unwrap_or_default()).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(NO_STREAM);
        for _ in 0..most {
            if next >= END_OF_CHAIN || places.len() > most.saturating_add(109) {
                break;
            }
            let sector = part_or_less(self.bytes, self.offset(next), sector_size);
            let Some((more, link)) = sector.split_at_checked(sector_size.saturating_sub(4)) else {
                break;
            };
            places.extend(numbers(more));
            next = u32_at(link, 0).unwrap_or(NO_STREAM);
        }
        for place in places.into_iter().filter(|place| *place < END_OF_CHAIN) {
            if self.fat.len() > most {
                break;
            }
            let sector = part_or_less(self.bytes, self.offset(place), sector_size);
            self.fat.extend(numbers(sector));
        }
    }
}

impl Entry {
    fn read(entry: &[u8]) -> Self {
        let number = |at| u32_at(entry, at).unwrap_or(NO_STREAM);
        let name_bytes = usize::from(u16_at(entry, 64).unwrap_or(0)).min(64);
        let mut name = utf16(entry, 0, name_bytes / 2);
        name.truncate(name.trim_end_matches('\0').len());
        Self {
            name,
            kind: u8_at(entry, 66).unwrap_or(0),
            left: number(68),
            right: number(72),
            child: number(76),
            start: number(116),
            // The upper half of the size is not written reliably in files with sectors of 512 bytes.
            size: u64::from(number(120)),
        }
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|four| u32::from_le_bytes(*four))
}
