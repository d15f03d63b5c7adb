//! Pictures: the header of inline ones ([MS-DOC] 2.9.190 PICF) and records of OfficeArt ([MS-ODRAW] 2.2.23 blips).

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::bytes::{i16_at, part, part_or_less, u8_at, u16_at, u32_at};
use super::fib::{Fib, Part};
use crate::picture;

/// A picture that was found.
pub(super) struct Picture {
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its bytes, as a file of its own would have them.
    pub(super) bytes: Vec<u8>,
    /// Width and height in points, where known.
    pub(super) size: Option<(f32, f32)>,
    /// What it shows, in words.
    pub(super) alt: String,
}

/// Shapes that float: by their id, which picture of the drawing's store they show.
#[derive(Default)]
pub(super) struct Drawings {
    /// Index of the picture from 1, and the words, by the shape's id.
    shapes: BTreeMap<u32, (u32, String)>,
    /// Where the pictures of the store lie: in the stream of the text, or in that of the tables.
    store: Vec<Stored>,
}

#[derive(Clone, Copy)]
struct Stored {
    in_tables: bool,
    at: usize,
}

/// A picture unpacks to no more than this: the larger metafiles are a few MiB.
const MOST_UNPACKED: u64 = 64 << 20;
/// Records of a drawing that are looked at.
const MOST_RECORDS: usize = 100_000;

const CONTAINERS: [u16; 6] = [0xF000, 0xF001, 0xF002, 0xF003, 0xF004, 0xF005];

/// The picture at a place of the stream of data.
pub(super) fn inline(fib: &Fib, place: u32) -> Option<Picture> {
    let rest = fib.data.get(place as usize..)?;
    let size = u32_at(rest, 0)? as usize;
    let header = usize::from(u16_at(rest, 4)?);
    let kind = u16_at(rest, 6)?;
    let all = part_or_less(rest, 0, size);
    let scale = |goal: usize, factor: usize| {
        let goal = f32::from(i16_at(all, goal).unwrap_or(0)) / 20.0;
        match u16_at(all, factor).unwrap_or(0) {
            0 => goal,
            factor => goal * f32::from(factor) / 1000.0,
        }
    };
    let (width, height) = (scale(28, 32), scale(30, 34));
    let mut at = header;
    if kind == 0x66 {
        // The name of the file that it is linked to comes first.
        at = at
            .checked_add(1)?
            .checked_add(usize::from(u8_at(all, at)?))?;
    }
    let mut found = None;
    let mut alt = String::new();
    for record in Records::new(all.get(at..)?) {
        match record.kind {
            0xF00B => alt = description(&record).unwrap_or(alt),
            0xF007 => found = found.or_else(|| blip_of_store(record.body)),
            0xF01A..=0xF02A => found = found.or_else(|| blip(&record)),
            _ => {}
        }
    }
    if found.is_none() && kind == 8 {
        // Word 6: a metafile without a header of its own.
        found = old_metafile(all.get(header..)?, width, height);
    }
    let mut picture = found?;
    picture.size = (width > 0.0 && height > 0.0).then_some((width, height));
    picture.alt = alt;
    Some(picture)
}

impl Drawings {
    /// Reads the drawings of a document.
    pub(super) fn read(fib: &Fib) -> Self {
        let mut drawings = Self::default();
        let table = fib.part(Part::Drawings);
        let base = fib
            .tables()
            .len()
            .saturating_sub(fib.part_onwards(Part::Drawings).len());
        let mut shape = 0;
        let mut rest = table;
        // Drawings follow each other, with a byte before each but the first container.
        let mut first = true;
        while rest.len() > 8 {
            let body = if first {
                rest
            } else {
                rest.get(1..).unwrap_or_default()
            };
            first = false;
            let Some(size) = u32_at(body, 4) else { break };
            let whole = part_or_less(body, 0, (size as usize).saturating_add(8));
            let before = table.len().saturating_sub(body.len());
            for record in Records::new(whole) {
                match record.kind {
                    0xF00A => shape = u32_at(record.body, 0).unwrap_or(0),
                    0xF00B => {
                        if let Some(index) = property(&record, 0x104) {
                            let alt = description(&record).unwrap_or_default();
                            drawings.shapes.insert(shape, (index, alt));
                        }
                    }
                    0xF007 => {
                        let inner = base
                            .saturating_add(before)
                            .saturating_add(record.at)
                            .saturating_add(36);
                        let outer = u32_at(record.body, 28).unwrap_or(u32::MAX);
                        drawings.store.push(if record.body.len() > 44 {
                            Stored {
                                in_tables: true,
                                at: inner,
                            }
                        } else {
                            Stored {
                                in_tables: false,
                                at: outer as usize,
                            }
                        });
                    }
                    _ => {}
                }
            }
            rest = body.get(whole.len()..).unwrap_or_default();
        }
        drawings
    }

    /// The picture that a shape shows, where it shows one.
    pub(super) fn picture(&self, fib: &Fib, shape: u32) -> Option<Picture> {
        let (index, alt) = self.shapes.get(&shape)?;
        let stored = self.store.get((*index as usize).checked_sub(1)?)?;
        let stream = if stored.in_tables {
            fib.tables()
        } else {
            &fib.word
        };
        let record = Records::new(stream.get(stored.at..)?).next()?;
        let mut picture = blip(&record)?;
        picture.alt.clone_from(alt);
        Some(picture)
    }
}

/// A record of OfficeArt.
struct Record<'a> {
    kind: u16,
    instance: u16,
    /// Where its body begins, counted from where reading began.
    at: usize,
    body: &'a [u8],
}

/// Records one after the other; containers are gone into.
struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    left: usize,
}

impl<'a> Records<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            left: MOST_RECORDS,
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        self.left = self.left.checked_sub(1)?;
        let head = part(self.bytes, self.at, 8)?;
        let version = u16_at(head, 0)?;
        let kind = u16_at(head, 2)?;
        let size = u32_at(head, 4)? as usize;
        let at = self.at.checked_add(8)?;
        let body = part_or_less(self.bytes, at, size);
        self.at = if CONTAINERS.contains(&kind) {
            at
        } else {
            at.checked_add(size)?
        };
        (kind >= 0xF000).then_some(Record {
            kind,
            instance: version >> 4,
            at,
            body,
        })
    }
}

/// The value of a shape's property.
fn property(record: &Record<'_>, wanted: u16) -> Option<u32> {
    (0..usize::from(record.instance)).find_map(|index| {
        let at = index.checked_mul(6)?;
        let id = u16_at(record.body, at)?;
        (id & 0x3FFF == wanted).then(|| u32_at(record.body, at.saturating_add(2)))?
    })
}

/// The words that describe a shape: a property whose text follows behind the table of all properties.
fn description(record: &Record<'_>) -> Option<String> {
    const WORDS: u16 = 0x381;
    let mut behind = usize::from(record.instance).checked_mul(6)?;
    for index in 0..usize::from(record.instance) {
        let at = index.checked_mul(6)?;
        let id = u16_at(record.body, at)?;
        if id & 0x8000 == 0 {
            continue;
        }
        let size = u32_at(record.body, at.checked_add(2)?)? as usize;
        if id & 0x3FFF == WORDS {
            let text = super::bytes::utf16(record.body, behind, size / 2);
            return Some(text.trim_end_matches('\0').to_owned());
        }
        behind = behind.checked_add(size)?;
    }
    None
}

/// The picture in an entry of a store.
fn blip_of_store(entry: &[u8]) -> Option<Picture> {
    let name = usize::from(u8_at(entry, 33)?);
    let record = Records::new(entry.get(name.checked_add(36)?..)?).next()?;
    blip(&record)
}

fn blip(record: &Record<'_>) -> Option<Picture> {
    // One or two hashes stand before the picture, by the lowest bit of the instance.
    let hashes = if record.instance & 1 == 1 { 32 } else { 16 };
    let rest = record.body.get(hashes..)?;
    let bytes = match record.kind {
        0xF01A | 0xF01B => metafile(rest, record.kind == 0xF01B)?,
        0xF01D | 0xF01E | 0xF029 | 0xF02A => rest.get(1..)?.to_vec(),
        0xF01F => bitmap(rest.get(1..)?)?,
        _ => return None,
    };
    Some(Picture {
        media_type: picture::media_type(&bytes)?,
        bytes,
        size: None,
        alt: String::new(),
    })
}

/// A metafile: packed, with its measures before it; of the older kind the header is made that files have.
fn metafile(rest: &[u8], windows: bool) -> Option<Vec<u8>> {
    let packed = u8_at(rest, 32)? == 0;
    let body = rest.get(34..)?;
    let mut bytes = Vec::new();
    if windows {
        let bound = |at| u32_at(rest, at).map(|value| value as u16);
        bytes = placeable([bound(4)?, bound(8)?, bound(12)?, bound(16)?], 1440);
    }
    if packed {
        let most = u64::from(u32_at(rest, 0)?).min(MOST_UNPACKED);
        ZlibDecoder::new(body)
            .take(most)
            .read_to_end(&mut bytes)
            .ok()?;
    } else {
        bytes.extend_from_slice(body);
    }
    Some(bytes)
}

fn old_metafile(body: &[u8], width: f32, height: f32) -> Option<Picture> {
    if u16_at(body, 2)? != 9 {
        return None;
    }
    let mut bytes = placeable([0, 0, (width * 20.0) as u16, (height * 20.0) as u16], 1440);
    bytes.extend_from_slice(body);
    Some(Picture {
        media_type: "image/wmf",
        bytes,
        size: None,
        alt: String::new(),
    })
}

/// The header of a metafile that stands in a file of its own: bounds, and how many of their units are an inch.
pub(crate) fn placeable(bounds: [u16; 4], inch: u16) -> Vec<u8> {
    let mut words: Vec<u16> = vec![0xCDD7, 0x9AC6, 0];
    words.extend(bounds);
    words.extend([inch, 0, 0]);
    let sum = words.iter().fold(0, |sum, word| sum ^ word);
    words.push(sum);
    words.into_iter().flat_map(u16::to_le_bytes).collect()
}

/// A bitmap without the header of files, which is made.
pub(crate) fn bitmap(body: &[u8]) -> Option<Vec<u8>> {
    let head = u32_at(body, 0)?;
    let bits = u16_at(body, 14)?;
    let used = u32_at(body, 32).unwrap_or(0);
    let colors = match (used, bits) {
        (0, 1..=8) => 1_u32 << bits,
        (0, _) => 0,
        (used, _) => used.min(256),
    };
    let pixels = head.checked_add(colors.checked_mul(4)?)?.checked_add(14)?;
    let size = u32::try_from(body.len()).ok()?.checked_add(14)?;
    let mut bytes = b"BM".to_vec();
    bytes.extend(size.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(pixels.to_le_bytes());
    bytes.extend_from_slice(body);
    Some(bytes)
}
