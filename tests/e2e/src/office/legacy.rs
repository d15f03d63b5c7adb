//! Files of Word 97 and Excel 97, byte by byte.

use std::io::{Cursor, Write};

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).expect("memory");
        stream.write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

fn longs(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

/// A text document of Word 97 with these paragraphs, of ASCII only.
///
/// # Panics
/// When there is too much of it.
pub fn doc(texts: &[&str]) -> Vec<u8> {
    let begin = 2048_u32;
    let mut word = vec![0; 2048];
    let mut ends = vec![begin];
    for text in texts {
        word.extend_from_slice(text.as_bytes());
        word.push(0x0d);
        ends.push(u32::try_from(word.len()).expect("a small document"));
    }
    let end = *ends.last().expect("a beginning");
    let letters = end - begin;
    word.resize(word.len().next_multiple_of(512), 0);
    let page = u32::try_from(word.len() / 512).expect("a small document");
    // All characters are one run without properties.
    let mut characters = vec![0; 512];
    characters[..8].copy_from_slice(&longs(&[begin, end]));
    characters[511] = 1;
    word.extend(characters);
    let mut paragraphs = vec![0; 512];
    let count = ends.len() - 1;
    paragraphs[..ends.len() * 4].copy_from_slice(&longs(&ends));
    paragraphs[511] = u8::try_from(count).expect("few paragraphs");
    let mut free = 511;
    for index in 0..count {
        // Length 0, then 1 word, then style 0.
        free = (free - 4) & !1;
        paragraphs[free..free + 4].copy_from_slice(&[0, 1, 0, 0]);
        paragraphs[ends.len() * 4 + index * 13] = u8::try_from(free / 2).expect("one page");
    }
    word.extend(paragraphs);

    let mut table = vec![0; 8];
    let mut places = Vec::new();
    let mut add = |index: usize, bytes: &[u8]| {
        let at = u32::try_from(table.len()).expect("a small table");
        let size = u32::try_from(bytes.len()).expect("a small table");
        places.push((index, longs(&[at, size])));
        table.extend_from_slice(bytes);
    };
    // One piece of one byte a letter.
    let piece = [vec![0, 0], longs(&[(begin * 2) | 0x4000_0000]), vec![0, 0]].concat();
    let pieces = [longs(&[0, letters]), piece].concat();
    let length = u32::try_from(pieces.len()).expect("one piece");
    add(33, &[vec![2], longs(&[length]), pieces].concat());
    add(12, &longs(&[begin, end, page]));
    add(13, &longs(&[begin, end, page + 1]));
    add(1, &styles());

    let mut put = |at: usize, bytes: &[u8]| word[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xec, 0xa5, 0xc1, 0]);
    put(10, &0x0200_u16.to_le_bytes());
    put(32, &14_u16.to_le_bytes());
    put(62, &22_u16.to_le_bytes());
    put(76, &letters.to_le_bytes());
    put(152, &93_u16.to_le_bytes());
    for (index, place) in places {
        put(154 + index * 8, &place);
    }
    compound(&[("/WordDocument", &word), ("/1Table", &table)])
}

/// The style sheet: Normal.
fn styles() -> Vec<u8> {
    let words =
        |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|word| word.to_le_bytes()).collect() };
    let name: Vec<u16> = "Normal".encode_utf16().collect();
    let style = [
        words(&[0, 0xfff1, 2, 0, 0]),
        words(&[6]),
        words(&name),
        vec![0, 0, 2, 0, 0, 0, 0, 0],
    ]
    .concat();
    let length = u16::try_from(style.len()).expect("a small style");
    [
        words(&[18, 1, 10, 0, 0, 0, 0, 0, 0, 0]),
        words(&[length]),
        style,
    ]
    .concat()
}

fn record(id: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short record");
    [&id.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

/// A workbook of Excel 97 with one sheet named `Sheet1` and these texts, of ASCII only, in its first column.
///
/// # Panics
/// When there is too much of it.
pub fn xls(texts: &[&str]) -> Vec<u8> {
    let bof = |kind: u16| {
        let head = [0x0600_u16, kind, 0x0dbb, 0x07cc];
        let mut body: Vec<u8> = head.iter().flat_map(|word| word.to_le_bytes()).collect();
        body.extend([0; 8]);
        record(0x0809, &body)
    };
    let end = record(0x000a, &[]);
    let sheet = |offset: u32| {
        let name = b"Sheet1";
        let body = [&offset.to_le_bytes()[..], &[0, 0, 6, 0], name].concat();
        record(0x0085, &body)
    };
    let begin = bof(0x0005);
    let offset = begin.len() + sheet(0).len() + end.len();
    let offset = u32::try_from(offset).expect("a small workbook");
    let mut cells = Vec::new();
    for (row, text) in texts.iter().enumerate() {
        // Row, column 0, format 0, and the text in bytes.
        let row = u16::try_from(row).expect("few rows");
        let length = u16::try_from(text.len()).expect("a short text");
        let body = [
            &row.to_le_bytes()[..],
            &[0; 4],
            &length.to_le_bytes(),
            &[0],
            text.as_bytes(),
        ];
        cells.extend(record(0x0204, &body.concat()));
    }
    let stream = [begin, sheet(offset), end.clone(), bof(0x0010), cells, end].concat();
    compound(&[("/Workbook", &stream)])
}
