//! Workbooks made record by record.

use std::io::{Cursor, Write};

/// A record.
pub fn record(id: u16, body: &[u8]) -> Vec<u8> {
    let mut out = id.to_le_bytes().to_vec();
    out.extend((body.len() as u16).to_le_bytes());
    out.extend(body);
    out
}

/// Numbers of two bytes.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A string of BIFF8 with its length in two bytes.
pub fn long(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = words(&[units.len() as u16]);
    out.push(1);
    out.extend(words(&units));
    out
}

/// A string of BIFF8 with its length in one byte.
pub fn short(text: &str) -> Vec<u8> {
    let mut out = long(text);
    out.remove(1);
    out
}

/// A cell's record: place, format, and what it holds.
pub fn cell(id: u16, row: u16, column: u16, xf: u16, rest: &[u8]) -> Vec<u8> {
    let mut body = words(&[row, column, xf]);
    body.extend(rest);
    record(id, &body)
}

/// A formula's record: its result, its tokens and what lies behind them.
pub fn formula(row: u16, column: u16, result: [u8; 8], tokens: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut body = result.to_vec();
    body.extend([0; 6]);
    body.extend(words(&[tokens.len() as u16]));
    body.extend(tokens);
    body.extend(extra);
    cell(0x0006, row, column, 0, &body)
}

/// The first record of a stream.
pub fn bof(version: u16, kind: u16) -> Vec<u8> {
    let mut body = words(&[version, kind, 0x0dbb, 0x07cc]);
    if version == 0x0600 {
        body.extend([0; 8]);
    }
    record(0x0809, &body)
}

/// A stream of a workbook: its own records, then those of each sheet. Sheets are visible worksheets.
pub fn stream(version: u16, globals: &[u8], sheets: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let list = |offsets: &[u32]| -> Vec<u8> {
        let mut out = Vec::new();
        for ((name, _), offset) in sheets.iter().zip(offsets) {
            let mut body = offset.to_le_bytes().to_vec();
            body.extend([0, 0]);
            if version == 0x0600 {
                body.extend(short(name));
            } else {
                body.push(name.len() as u8);
                body.extend(name.as_bytes());
            }
            out.extend(record(0x0085, &body));
        }
        out
    };
    let begin = bof(version, 0x0005);
    let end = record(0x000a, &[]);
    let before = begin.len() + list(&vec![0; sheets.len()]).len() + globals.len() + end.len();
    let mut offset = before as u32;
    let mut offsets = Vec::new();
    let mut bodies = Vec::new();
    for (_, records) in sheets {
        offsets.push(offset);
        let mut body = bof(version, 0x0010);
        body.extend(records);
        body.extend(&end);
        offset += body.len() as u32;
        bodies.extend(body);
    }
    [begin, list(&offsets), globals.to_vec(), end, bodies].concat()
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

/// A workbook of BIFF8 with one sheet.
pub fn workbook(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let stream = stream(0x0600, globals, &[("One", sheet.to_vec())]);
    compound("/Workbook", &stream)
}
