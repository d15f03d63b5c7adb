//! Makes small Word documents byte by byte, so that no foreign file is needed.

use std::io::{Cursor, Write};

/// A paragraph: runs of text with their properties, and the mark that ends it.
#[derive(Clone, Default)]
pub struct Line {
    runs: Vec<(String, Vec<u8>)>,
    mark: u8,
    style: u16,
    properties: Vec<u8>,
    wide: bool,
}

/// A document.
#[derive(Default)]
pub struct Builder {
    lines: Vec<Line>,
    notes: Vec<Line>,
    /// Where in the main text the marks of footnotes are.
    pub note_refs: Vec<u32>,
    /// Bits of the file's flags.
    pub flags: u16,
    /// The stream of data.
    pub data: Vec<u8>,
    /// Bookmarks: position and name.
    pub bookmarks: Vec<(u32, String)>,
}

/// A paragraph of one run.
pub fn line(text: &str) -> Line {
    Line {
        runs: vec![(text.to_owned(), Vec::new())],
        mark: 0x0D,
        ..Line::default()
    }
}

impl Line {
    /// Another run.
    pub fn run(mut self, text: &str, properties: &[u8]) -> Self {
        self.runs.push((text.to_owned(), properties.to_vec()));
        self
    }

    /// In UTF-16 instead of one byte a letter.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    pub fn style(mut self, style: u16) -> Self {
        self.style = style;
        self
    }

    pub fn properties(mut self, properties: &[u8]) -> Self {
        self.properties = properties.to_vec();
        self
    }

    /// Ends a cell.
    pub fn cell(mut self) -> Self {
        self.mark = 0x07;
        // sprmPFInTable
        self.properties(&[0x16, 0x24, 1])
    }

    fn letters(&self) -> u32 {
        let runs = self
            .runs
            .iter()
            .map(|(text, _)| text.encode_utf16().count());
        u32::try_from(runs.sum::<usize>() + 1).unwrap()
    }
}

/// The mark that ends a row of cells with these edges; `merge` are the flags of each cell.
pub fn row_end(edges: &[i16], merge: &[u16]) -> Line {
    let mut definition = vec![u8::try_from(merge.len()).unwrap()];
    for edge in edges {
        definition.extend(edge.to_le_bytes());
    }
    for flags in merge {
        definition.extend(flags.to_le_bytes());
        definition.extend([0; 18]);
    }
    // sprmPFInTable, sprmPFTtp, sprmTDefTable
    let mut properties = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6];
    properties.extend((u16::try_from(definition.len()).unwrap() + 1).to_le_bytes());
    properties.extend(definition);
    let mut line = line("").properties(&properties);
    line.runs.clear();
    line.mark = 0x07;
    line
}

struct Table {
    bytes: Vec<u8>,
    places: Vec<(usize, u32, u32)>,
}

impl Table {
    fn add(&mut self, index: usize, bytes: &[u8]) {
        let at = u32::try_from(self.bytes.len()).unwrap();
        self.places
            .push((index, at, u32::try_from(bytes.len()).unwrap()));
        self.bytes.extend(bytes);
    }
}

fn longs(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn utf16(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

impl Builder {
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    pub fn note(mut self, line: Line) -> Self {
        self.notes.push(line);
        self
    }

    /// The position that the next line begins at.
    pub fn position(&self) -> u32 {
        self.lines.iter().map(Line::letters).sum()
    }

    /// The whole file.
    pub fn build(&self) -> Vec<u8> {
        let (word, table) = self.streams();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in [
            ("/WordDocument", &word),
            ("/1Table", &table),
            ("/Data", &self.data),
        ] {
            file.create_stream(name).unwrap().write_all(bytes).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut word = vec![0; 2048];
        let mut positions = vec![0_u32];
        let mut pieces = Vec::new();
        let (mut characters, mut paragraphs) = (Vec::new(), Vec::new());
        let end = line("");
        let all = self
            .lines
            .iter()
            .chain(&self.notes)
            .chain((!self.notes.is_empty()).then_some(&end));
        for line in all {
            // A piece is all of one width; each begins at an even place.
            word.resize(word.len().next_multiple_of(2), 0);
            let start = u32::try_from(word.len()).unwrap();
            let offset = if line.wide {
                start
            } else {
                (start * 2) | 0x4000_0000
            };
            pieces.extend([0, 0]);
            pieces.extend(offset.to_le_bytes());
            pieces.extend([0, 0]);
            for (text, properties) in &line.runs {
                let first = u32::try_from(word.len()).unwrap();
                push_text(&mut word, text, line.wide);
                characters.push((
                    first,
                    u32::try_from(word.len()).unwrap(),
                    properties.clone(),
                ));
            }
            let first = u32::try_from(word.len()).unwrap();
            push_text(&mut word, &char::from(line.mark).to_string(), line.wide);
            let behind = u32::try_from(word.len()).unwrap();
            characters.push((first, behind, Vec::new()));
            let mut properties = line.style.to_le_bytes().to_vec();
            properties.extend(&line.properties);
            paragraphs.push((start, behind, properties));
            positions.push(positions.last().unwrap() + line.letters());
        }
        word.resize(word.len().next_multiple_of(512), 0);
        let page = u32::try_from(word.len() / 512).unwrap();
        let (first, last) = (characters[0].0, characters.last().unwrap().1);
        characters.retain(|(start, end, _)| end > start);
        word.extend(character_page(&characters));
        word.extend(paragraph_page(&paragraphs));
        let mut table = Table {
            bytes: vec![0; 8],
            places: Vec::new(),
        };
        let mut clx = vec![2];
        let plc = [longs(&positions), pieces].concat();
        clx.extend(u32::try_from(plc.len()).unwrap().to_le_bytes());
        clx.extend(plc);
        table.add(33, &clx);
        table.add(12, &longs(&[first, last, page]));
        table.add(13, &longs(&[first, last, page + 1]));
        table.add(1, &style_sheet());
        let notes: u32 = self.notes.iter().map(Line::letters).sum();
        if !self.notes.is_empty() {
            let main = self.position();
            let mut refs = longs(&self.note_refs);
            refs.extend(main.to_le_bytes());
            refs.extend(self.note_refs.iter().flat_map(|_| 1_u16.to_le_bytes()));
            table.add(2, &refs);
            let mut texts = vec![0];
            for line in &self.notes {
                texts.push(texts.last().unwrap() + line.letters());
            }
            texts.push(notes + 1);
            table.add(3, &longs(&texts));
        }
        if !self.bookmarks.is_empty() {
            let mut names = vec![
                0xFF,
                0xFF,
                u8::try_from(self.bookmarks.len()).unwrap(),
                0,
                0,
                0,
            ];
            names.extend(self.bookmarks.iter().flat_map(|(_, name)| utf16(name)));
            table.add(21, &names);
            let mut starts: Vec<u32> = self.bookmarks.iter().map(|(at, _)| *at).collect();
            starts.push(self.position());
            starts.extend(self.bookmarks.iter().map(|_| 0));
            table.add(22, &longs(&starts));
        }
        let (lists, levels) = list_table();
        table.add(73, &lists);
        table.bytes.extend(levels);
        table.add(74, &override_table());
        let mut put = |at: usize, bytes: &[u8]| word[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &[0xEC, 0xA5, 0xC1, 0]);
        put(10, &(0x0200 | self.flags).to_le_bytes());
        put(32, &14_u16.to_le_bytes());
        put(62, &22_u16.to_le_bytes());
        put(76, &self.position().to_le_bytes());
        put(80, &(if notes == 0 { 0 } else { notes + 1 }).to_le_bytes());
        put(152, &93_u16.to_le_bytes());
        for (index, at, size) in table.places {
            put(154 + index * 8, &longs(&[at, size]));
        }
        (word, table.bytes)
    }
}

fn push_text(word: &mut Vec<u8>, text: &str, wide: bool) {
    if wide {
        word.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    } else {
        // The letters of the tests are the same in Latin 1, but for the euro sign.
        word.extend(text.chars().map(|letter| match letter {
            '€' => 0x80,
            letter => u8::try_from(u32::from(letter)).unwrap(),
        }));
    }
}

fn character_page(runs: &[(u32, u32, Vec<u8>)]) -> Vec<u8> {
    let mut page = vec![0; 512];
    let mut free = 511;
    page[511] = u8::try_from(runs.len()).unwrap();
    for (index, (start, end, properties)) in runs.iter().enumerate() {
        page[index * 4..index * 4 + 4].copy_from_slice(&start.to_le_bytes());
        page[index * 4 + 4..index * 4 + 8].copy_from_slice(&end.to_le_bytes());
        if !properties.is_empty() {
            free = (free - properties.len() - 1) & !1;
            page[free] = u8::try_from(properties.len()).unwrap();
            page[free + 1..free + 1 + properties.len()].copy_from_slice(properties);
            page[(runs.len() + 1) * 4 + index] = u8::try_from(free / 2).unwrap();
        }
    }
    page
}

fn paragraph_page(lines: &[(u32, u32, Vec<u8>)]) -> Vec<u8> {
    let mut page = vec![0; 512];
    let mut free = 511;
    page[511] = u8::try_from(lines.len()).unwrap();
    for (index, (start, end, properties)) in lines.iter().enumerate() {
        page[index * 4..index * 4 + 4].copy_from_slice(&start.to_le_bytes());
        page[index * 4 + 4..index * 4 + 8].copy_from_slice(&end.to_le_bytes());
        // The length is told in words, the one byte of it included where it is odd.
        let (head, count) = if properties.len() % 2 == 1 {
            (
                vec![u8::try_from(properties.len().div_ceil(2)).unwrap()],
                properties.len(),
            )
        } else {
            (
                vec![0, u8::try_from(properties.len() / 2).unwrap()],
                properties.len(),
            )
        };
        free = (free - head.len() - count) & !1;
        page[free..free + head.len()].copy_from_slice(&head);
        page[free + head.len()..free + head.len() + count].copy_from_slice(properties);
        page[(lines.len() + 1) * 4 + index * 13] = u8::try_from(free / 2).unwrap();
    }
    page
}

/// Normal, heading 1 (bold, 16 points), heading 2 that is based on it.
fn style_sheet() -> Vec<u8> {
    let mut sheet = vec![18, 0];
    for word in [3_u16, 10, 0, 0, 0, 0, 0, 0, 0] {
        sheet.extend(word.to_le_bytes());
    }
    let bold: &[u8] = &[0x35, 0x08, 1, 0x43, 0x4A, 32, 0];
    for (built_in, base, name, letters) in [
        (0_u16, 0xFFF_u16, "Normal", &[][..]),
        (1, 0, "heading 1", bold),
        (2, 1, "heading 2", &[]),
    ] {
        let mut style = Vec::new();
        for word in [built_in, base << 4 | 1, 2, 0, 0] {
            style.extend(word.to_le_bytes());
        }
        style.extend(utf16(name));
        style.extend([0, 0]);
        // The properties of paragraphs: the style's index only.
        style.extend([2, 0, 0, 0]);
        style.extend(u16::try_from(letters.len()).unwrap().to_le_bytes());
        style.extend(letters);
        style.resize(style.len().next_multiple_of(2), 0);
        sheet.extend(u16::try_from(style.len()).unwrap().to_le_bytes());
        sheet.extend(style);
    }
    sheet
}

/// Two lists of one level: bullets, and numbers from 3 on.
fn list_table() -> (Vec<u8>, Vec<u8>) {
    let mut lists = 2_u16.to_le_bytes().to_vec();
    let mut levels = Vec::new();
    for (id, kind, start, text) in [(11_i32, 23_u8, 1_u32, "\u{b7}"), (12, 0, 3, "\u{0}.")] {
        let mut list = id.to_le_bytes().to_vec();
        list.resize(26, 0);
        list.extend([1, 0]);
        lists.extend(list);
        let mut level = start.to_le_bytes().to_vec();
        level.push(kind);
        level.resize(28, 0);
        level.extend(utf16(text));
        levels.extend(level);
    }
    (lists, levels)
}

fn override_table() -> Vec<u8> {
    let mut table = longs(&[2]);
    for id in [11_i32, 12] {
        table.extend(id.to_le_bytes());
        table.extend([0; 12]);
    }
    table.extend([0xFF; 8]);
    table
}
