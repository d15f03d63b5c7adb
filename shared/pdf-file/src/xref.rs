//! Where the objects of a file are (ISO 32000-1, 7.5.4 and 7.5.8), or found again when that is damaged (7.5, annex).

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::error::PdfError;
use crate::filter;
use crate::lexer::{Lexer, is_space};
use crate::limits::PdfLimits;
use crate::object::{Dict, Id, Object, Stream};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Free,
    /// At a byte of the file, with a generation.
    At(usize, u16),
    /// In an object stream, at a place of it.
    In(Id, usize),
}

/// All that was found.
pub(crate) struct Table {
    pub entries: BTreeMap<Id, Entry>,
    pub trailer: Dict,
    /// The place of the newest section; `None` when the table was found again by looking through the file.
    pub start: Option<usize>,
    /// Whether the newest section is a stream.
    pub is_stream: bool,
}

/// Reads the table; where it is damaged, looks for the objects themselves.
pub(crate) fn read(bytes: &[u8], limits: &PdfLimits) -> Result<Table, PdfError> {
    match chain(bytes, limits) {
        Ok(Some(table)) if has_root(bytes, &table) => Ok(table),
        Err(error @ PdfError::Limit { .. }) => Err(error),
        _ => found_again(bytes, limits),
    }
}

fn has_root(bytes: &[u8], table: &Table) -> bool {
    match table.trailer.get("Root") {
        Some(Object::Ref(id)) => match table.entries.get(id) {
            Some(Entry::At(at, _)) => indirect(bytes, *at, &|_| None)
                .is_some_and(|(found, object)| found == *id && object.dict().is_some()),
            Some(Entry::In(..)) => true,
            _ => false,
        },
        _ => false,
    }
}

/// The sections from the newest to the oldest.
fn chain(bytes: &[u8], limits: &PdfLimits) -> Result<Option<Table>, PdfError> {
    let Some(start) = start_of(bytes) else {
        return Ok(None);
    };
    let mut table = Table {
        entries: BTreeMap::new(),
        trailer: Dict::new(),
        start: Some(start),
        is_stream: false,
    };
    let mut seen = HashSet::new();
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        if !seen.insert(at) {
            continue;
        }
        let mut lexer = Lexer::new(bytes, at);
        let is_table = lexer.take(b"xref");
        let section = if is_table {
            plain_section(lexer, &mut table.entries, limits)?
        } else {
            stream_section(bytes, at, &mut table.entries, limits)?
        };
        let Some(dict) = section else {
            return Ok(None);
        };
        let offset = |key: &str| dict.int(key).and_then(|place| usize::try_from(place).ok());
        // The last one that is put here comes first.
        waiting.extend(offset("Prev"));
        waiting.extend(offset("XRefStm"));
        if table.trailer.is_empty() {
            table.is_stream = !is_table;
            table.trailer = dict;
        }
    }
    Ok(Some(table))
}

/// The place that the last `startxref` names.
fn start_of(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(2048);
    let tail = bytes.get(from..)?;
    let place = tail.windows(9).rposition(|window| window == b"startxref")?;
    let mut lexer = Lexer::new(bytes, from + place + 9);
    let start = usize::try_from(lexer.unsigned()?).ok()?;
    (start < bytes.len()).then_some(start)
}

fn too_many(limits: &PdfLimits) -> PdfError {
    PdfError::Limit {
        what: "objects",
        limit: limits.objects,
    }
}

fn add(
    entries: &mut BTreeMap<Id, Entry>,
    id: u64,
    entry: Entry,
    limits: &PdfLimits,
) -> Result<(), PdfError> {
    if entries.len() >= limits.objects {
        return Err(too_many(limits));
    }
    if let Ok(id) = Id::try_from(id) {
        entries.entry(id).or_insert(entry);
    }
    Ok(())
}

fn plain_section(
    mut lexer: Lexer<'_>,
    entries: &mut BTreeMap<Id, Entry>,
    limits: &PdfLimits,
) -> Result<Option<Dict>, PdfError> {
    loop {
        if lexer.take(b"trailer") {
            return Ok(match lexer.object() {
                Some(Object::Dict(dict)) => Some(dict),
                _ => None,
            });
        }
        let (Some(first), Some(count)) = (lexer.unsigned(), lexer.unsigned()) else {
            return Ok(None);
        };
        if count > limits.objects as u64 {
            return Err(too_many(limits));
        }
        for place in 0..count {
            let (Some(at), Some(generation)) = (lexer.unsigned(), lexer.unsigned()) else {
                return Ok(None);
            };
            let entry = if lexer.take(b"n") {
                match usize::try_from(at) {
                    Ok(at) if at > 0 => Entry::At(at, u16::try_from(generation).unwrap_or(0)),
                    _ => Entry::Free,
                }
            } else if lexer.take(b"f") {
                Entry::Free
            } else {
                return Ok(None);
            };
            add(entries, first.saturating_add(place), entry, limits)?;
        }
    }
}

fn stream_section(
    bytes: &[u8],
    at: usize,
    entries: &mut BTreeMap<Id, Entry>,
    limits: &PdfLimits,
) -> Result<Option<Dict>, PdfError> {
    let Some((_, Object::Stream(stream))) = indirect(bytes, at, &|_| None) else {
        return Ok(None);
    };
    if stream.dict.name("Type") != Some("XRef") {
        return Ok(None);
    }
    let Some(data) = filter::unpacked(&stream, limits.stream_bytes)? else {
        return Ok(None);
    };
    let widths: Vec<usize> = stream
        .dict
        .numbers("W")
        .unwrap_or_default()
        .iter()
        .map(|width| (*width as usize).min(8))
        .collect();
    let &[kind_width, second_width, third_width] = widths.as_slice() else {
        return Ok(None);
    };
    let size = stream.dict.number("Size").unwrap_or(0.0);
    let index = stream
        .dict
        .numbers("Index")
        .unwrap_or_else(|| vec![0.0, size]);
    let row = kind_width + second_width + third_width;
    if row == 0 {
        return Ok(None);
    }
    let mut rows = data.chunks_exact(row);
    for range in index.chunks_exact(2) {
        let &[first, count] = range else { break };
        for place in 0..(count as u64) {
            let Some(line) = rows.next() else { break };
            let (kind, rest) = line.split_at(kind_width);
            let (second, third) = rest.split_at(second_width);
            let kind = if kind_width == 0 { 1 } else { big_endian(kind) };
            let (second, third) = (big_endian(second), big_endian(third));
            let entry = match kind {
                1 => Entry::At(
                    usize::try_from(second).unwrap_or(usize::MAX),
                    u16::try_from(third).unwrap_or(0),
                ),
                2 => Entry::In(
                    Id::try_from(second).unwrap_or(Id::MAX),
                    usize::try_from(third).unwrap_or(usize::MAX),
                ),
                _ => Entry::Free,
            };
            add(entries, (first as u64).saturating_add(place), entry, limits)?;
        }
    }
    let mut dict = stream.dict;
    for key in ["Type", "W", "Index", "Filter", "DecodeParms", "Length"] {
        dict.remove(key);
    }
    Ok(Some(dict))
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Finds the length that is an object of its own.
pub(crate) type Lengths<'l> = &'l dyn Fn(Id) -> Option<usize>;

/// The number of the object at a place of the file, and what follows its head.
fn head(bytes: &[u8], at: usize) -> Option<(Id, Lexer<'_>)> {
    let mut lexer = Lexer::new(bytes, at);
    let id = Id::try_from(lexer.unsigned()?).ok()?;
    lexer.unsigned()?;
    lexer.take(b"obj").then_some((id, lexer))
}

/// The whole number that is the object `id`, where the table says that it is.
pub(crate) fn length(bytes: &[u8], entries: &BTreeMap<Id, Entry>, id: Id) -> Option<usize> {
    let Some(Entry::At(at, _)) = entries.get(&id) else {
        return None;
    };
    let (found, mut lexer) = head(bytes, *at)?;
    let number = lexer.unsigned()?;
    (found == id).then(|| usize::try_from(number).ok())?
}

/// The object at a place of the file, with its number.
pub(crate) fn indirect(bytes: &[u8], at: usize, lengths: Lengths<'_>) -> Option<(Id, Object)> {
    let (id, mut lexer) = head(bytes, at)?;
    let object = lexer.object()?;
    let Object::Dict(dict) = object else {
        return Some((id, object));
    };
    if !lexer.take(b"stream") {
        return Some((id, Object::Dict(dict)));
    }
    if lexer.peek() == Some(b'\r') {
        lexer.at += 1;
    }
    if lexer.peek() == Some(b'\n') {
        lexer.at += 1;
    }
    let start = lexer.at;
    let direct = match dict.get("Length") {
        Some(Object::Int(length)) => usize::try_from(*length).ok(),
        Some(Object::Ref(id)) => lengths(*id),
        _ => None,
    };
    let told = direct
        .and_then(|length| start.checked_add(length))
        .filter(|end| {
            let mut after = Lexer::new(bytes, *end);
            *end <= bytes.len() && after.take(b"endstream")
        });
    let end = match told {
        Some(end) => end,
        None => {
            let rest = bytes.get(start..)?;
            let length = find(rest, b"endstream").unwrap_or(rest.len());
            let kept = rest.get(..length)?;
            let kept = kept.strip_suffix(b"\n").unwrap_or(kept);
            start + kept.strip_suffix(b"\r").unwrap_or(kept).len()
        }
    };
    let data: Arc<[u8]> = bytes.get(start..end)?.into();
    Some((id, Object::Stream(Stream { dict, data })))
}

pub(crate) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let place = bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(from + place..)?.starts_with(word) {
            return Some(from + place);
        }
        from += place + 1;
    }
}

/// Looks through the file for `n g obj` and for what trailers say.
fn found_again(bytes: &[u8], limits: &PdfLimits) -> Result<Table, PdfError> {
    let mut entries = BTreeMap::new();
    let mut trailer = Dict::new();
    let mut from = 0;
    while let Some(place) = bytes.get(from..).and_then(|rest| find(rest, b"obj")) {
        let at = from + place;
        from = at + 3;
        if let Some((id, generation, start)) = head_before(bytes, at) {
            if entries.len() >= limits.objects {
                return Err(too_many(limits));
            }
            // Later ones take the place of earlier ones.
            entries.insert(id, Entry::At(start, generation));
        }
    }
    let mut from = 0;
    while let Some(place) = bytes.get(from..).and_then(|rest| find(rest, b"trailer")) {
        let mut lexer = Lexer::new(bytes, from + place + 7);
        if let Some(Object::Dict(dict)) = lexer.object() {
            for (key, value) in dict.iter() {
                trailer.set(key, value.clone());
            }
        }
        from += place + 7;
    }
    let plain: Vec<(Id, usize)> = entries
        .iter()
        .filter_map(|(id, entry)| match entry {
            Entry::At(at, _) => Some((*id, *at)),
            _ => None,
        })
        .collect();
    let mut total = 0;
    for (id, at) in plain {
        let Some(Object::Dict(dict)) = head(bytes, at).and_then(|(_, mut lexer)| lexer.object())
        else {
            continue;
        };
        match dict.name("Type") {
            Some("Catalog") if trailer.get("Root").is_none() => {
                trailer.set("Root", Object::Ref(id));
            }
            Some("XRef") => {
                for key in ["Root", "Info", "ID", "Encrypt"] {
                    if let (Some(value), None) = (dict.get(key), trailer.get(key)) {
                        trailer.set(key, value.clone());
                    }
                }
            }
            Some("ObjStm") => {
                let lengths = |id: Id| length(bytes, &entries, id);
                let stream = indirect(bytes, at, &lengths);
                if let Some((_, Object::Stream(stream))) = stream {
                    // Looking for the end of streams that say no length takes time.
                    total += stream.data.len();
                    for (place, inner) in inside(&stream, limits, &mut total)?.iter().enumerate() {
                        if entries.len() >= limits.objects {
                            return Err(too_many(limits));
                        }
                        entries.entry(inner.0).or_insert(Entry::In(id, place));
                    }
                }
            }
            _ => {}
        }
    }
    trailer.remove("Prev");
    trailer.remove("XRefStm");
    if trailer.get("Root").is_none() {
        return Err(PdfError::Damaged("it has no catalog"));
    }
    Ok(Table {
        entries,
        trailer,
        start: None,
        is_stream: false,
    })
}

/// Number, generation and place of the head that ends with the `obj` at `at`.
fn head_before(bytes: &[u8], at: usize) -> Option<(Id, u16, usize)> {
    let number = |end: usize| -> Option<(u64, usize)> {
        let head = bytes.get(..end)?;
        let spaces = head
            .iter()
            .rev()
            .take_while(|byte| is_space(**byte))
            .count();
        let head = head.get(..end - spaces)?;
        let digits = head
            .iter()
            .rev()
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let start = head.len() - digits;
        let text = std::str::from_utf8(head.get(start..)?).ok()?;
        (digits > 0 && spaces > 0).then_some(())?;
        Some((text.parse().ok()?, start))
    };
    let (generation, middle) = number(at)?;
    let (id, start) = number(middle)?;
    Some((
        Id::try_from(id).ok()?,
        u16::try_from(generation).ok()?,
        start,
    ))
}

/// The objects of an object stream (7.5.7). `total` is what was unpacked so far.
pub(crate) fn inside(
    stream: &Stream,
    limits: &PdfLimits,
    total: &mut usize,
) -> Result<Vec<(Id, Object)>, PdfError> {
    let Some(data) = filter::unpacked(stream, limits.stream_bytes)? else {
        return Ok(Vec::new());
    };
    *total = total.saturating_add(data.len());
    if *total > limits.total_bytes {
        return Err(PdfError::Limit {
            what: "bytes in streams",
            limit: limits.total_bytes,
        });
    }
    let count = stream.dict.int("N").unwrap_or(0).max(0) as usize;
    let first = stream.dict.int("First").unwrap_or(0).max(0) as usize;
    let mut heads = Lexer::new(&data, 0);
    let mut found = Vec::new();
    for _ in 0..count.min(limits.objects) {
        let (Some(id), Some(at)) = (heads.unsigned(), heads.unsigned()) else {
            break;
        };
        let at = first.saturating_add(usize::try_from(at).unwrap_or(usize::MAX));
        let object = Lexer::new(&data, at).object().unwrap_or(Object::Null);
        found.push((Id::try_from(id).unwrap_or(Id::MAX), object));
    }
    Ok(found)
}
