//! Fonts as far as reading text needs them: which characters codes stand for, and how wide they are.

use std::collections::BTreeMap;

use crate::file::PdfFile;
use crate::lexer::{Lexer, Token};
use crate::object::{Dict, Object};
use crate::widths;

/// The upper half of WinAnsiEncoding where it is not Latin-1.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

/// Names of characters in `Differences` that do not say themselves what they are.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("Euro", '€'),
    ("degree", '°'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("adieresis", 'ä'),
    ("odieresis", 'ö'),
    ("udieresis", 'ü'),
    ("Adieresis", 'Ä'),
    ("Odieresis", 'Ö'),
    ("Udieresis", 'Ü'),
    ("germandbls", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecircumflex", 'ê'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acircumflex", 'â'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("ccedilla", 'ç'),
    ("aring", 'å'),
    ("oslash", 'ø'),
    ("ae", 'æ'),
    ("section", '§'),
    ("minus", '−'),
    ("multiply", '×'),
];

/// A character as WinAnsiEncoding has it; what it does not have is a question mark.
pub(crate) fn to_windows(text: &str) -> Vec<u8> {
    text.chars()
        .map(|one| match u32::from(one) {
            code @ (0x20..=0x7e | 0xa0..=0xff) => code as u8,
            _ => WINDOWS
                .iter()
                .position(|known| *known == one)
                .map_or(b'?', |place| 0x80 + place as u8),
        })
        .collect()
}

fn from_windows(code: u8) -> char {
    match code {
        0x80..=0x9f => WINDOWS
            .get(usize::from(code - 0x80))
            .copied()
            .unwrap_or('•'),
        other => char::from(other),
    }
}

/// How wide a character is in Helvetica or Helvetica-Bold, in parts of the size.
pub fn standard_width(one: char, bold: bool) -> f64 {
    let table = if bold {
        &widths::HELVETICA_BOLD
    } else {
        &widths::HELVETICA
    };
    let code = u32::from(one).saturating_sub(32) as usize;
    f64::from(table.get(code).copied().unwrap_or(556)) / 1000.0
}

/// A font of a page.
#[derive(Debug, Clone)]
pub(crate) struct Font {
    /// Whether codes have two bytes.
    wide: bool,
    unicode: BTreeMap<u32, String>,
    encoding: BTreeMap<u32, char>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    standard: Option<&'static [u16; 95]>,
    /// How far letters reach above and below the line, in parts of the size.
    pub ascent: f64,
    pub descent: f64,
}

impl Font {
    pub fn read(file: &PdfFile, dict: &Dict) -> Self {
        let mut font = Self {
            wide: dict.name("Subtype") == Some("Type0"),
            unicode: BTreeMap::new(),
            encoding: BTreeMap::new(),
            widths: BTreeMap::new(),
            default_width: 0.0,
            standard: None,
            ascent: 0.953,
            descent: 0.299,
        };
        if let Object::Stream(stream) = file.value(dict, "ToUnicode") {
            font.read_map(&file.data(&stream));
        }
        let described = if font.wide {
            let below = file.array(dict, "DescendantFonts");
            let below = below.first().map(|object| file.resolve(object));
            let below = below
                .and_then(|object| object.dict().cloned())
                .unwrap_or_default();
            font.default_width = file.value(&below, "DW").number().unwrap_or(1000.0) / 1000.0;
            font.read_wide(file, &file.array(&below, "W"));
            below
        } else {
            font.read_simple(file, dict);
            dict.clone()
        };
        let descriptor = file.dict(&described, "FontDescriptor");
        let reach = |key: &str| {
            let value = file.value(&descriptor, key).number()?.abs() / 1000.0;
            (value > 0.0 && value < 3.0).then_some(value)
        };
        if let (Some(ascent), Some(descent)) = (reach("Ascent"), reach("Descent")) {
            font.ascent = ascent;
            font.descent = descent;
        }
        font
    }

    fn read_simple(&mut self, file: &PdfFile, dict: &Dict) {
        let base = file.value(dict, "BaseFont");
        let base = base.name().unwrap_or_default();
        let name = base.split_once('+').map_or(base, |(_, name)| name);
        let bold = name.contains("Bold");
        self.default_width = 0.556;
        self.standard = if name.contains("Times") {
            Some(&widths::TIMES)
        } else if name.contains("Courier") {
            self.default_width = 0.6;
            None
        } else if bold {
            Some(&widths::HELVETICA_BOLD)
        } else {
            Some(&widths::HELVETICA)
        };
        let first = file
            .value(dict, "FirstChar")
            .int()
            .unwrap_or(0)
            .clamp(0, 255);
        let given = file.array(dict, "Widths");
        if !given.is_empty() {
            // A font of type 3 has a space of its own.
            let matrix = file.array(dict, "FontMatrix");
            let unit = matrix.first().and_then(Object::number).unwrap_or(0.001);
            self.standard = None;
            self.default_width = 0.0;
            for (code, width) in (first as u32..=255).zip(&given) {
                let width = file.resolve(width).number().unwrap_or(0.0) * unit;
                self.widths.insert(code, width);
            }
        }
        let differences = match file.value(dict, "Encoding") {
            Object::Dict(encoding) => file.array(&encoding, "Differences"),
            _ => Vec::new(),
        };
        let mut code = 0_u32;
        for item in &differences {
            match item {
                Object::Name(name) => {
                    if let Some(one) = named(name) {
                        self.encoding.insert(code, one);
                    }
                    code = code.saturating_add(1);
                }
                other => code = other.int().unwrap_or(0).clamp(0, 255) as u32,
            }
        }
    }

    /// `W` of a font with many characters (9.7.4.3).
    fn read_wide(&mut self, file: &PdfFile, items: &[Object]) {
        let mut items = items.iter().map(|item| file.resolve(item));
        while let (Some(first), Some(second)) = (items.next(), items.next()) {
            let Some(first) = first.int().and_then(|code| u32::try_from(code).ok()) else {
                return;
            };
            match second {
                Object::Array(widths) => {
                    for (code, width) in (first..).zip(&widths) {
                        let width = file.resolve(width).number().unwrap_or(0.0);
                        self.widths.insert(code, width / 1000.0);
                    }
                }
                last => {
                    let last = last.int().unwrap_or(0).clamp(0, 0xffff) as u32;
                    let width = items.next().and_then(|width| width.number()).unwrap_or(0.0);
                    for code in first..=last {
                        self.widths.insert(code, width / 1000.0);
                    }
                }
            }
        }
    }

    /// `bfchar` and `bfrange` of a map from codes to characters (9.10.3).
    fn read_map(&mut self, data: &[u8]) {
        let mut lexer = Lexer::new(data, 0);
        let mut given: Vec<Object> = Vec::new();
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Object(object) => given.push(object),
                Token::Word(word) => {
                    match word.as_slice() {
                        b"endbfchar" => {
                            for pair in given.chunks_exact(2) {
                                if let [Object::Text(code), to] = pair {
                                    self.unicode.insert(whole(code), characters(to, 0));
                                }
                            }
                        }
                        b"endbfrange" => self.read_ranges(&given),
                        _ => {}
                    }
                    given.clear();
                }
            }
        }
    }

    fn read_ranges(&mut self, given: &[Object]) {
        for three in given.chunks_exact(3) {
            let [Object::Text(first), Object::Text(last), to] = three else {
                continue;
            };
            let (first, last) = (whole(first), whole(last).min(0xffff));
            for (place, code) in (first..=last).enumerate() {
                let said = match to {
                    Object::Array(items) => items.get(place).map(|item| characters(item, 0)),
                    other => Some(characters(other, place as u16)),
                };
                if let Some(said) = said {
                    self.unicode.insert(code, said);
                }
            }
        }
    }

    /// The codes of a string.
    pub fn decode(&self, bytes: &[u8]) -> Vec<Decoded> {
        let step = if self.wide { 2 } else { 1 };
        bytes
            .chunks(step)
            .map(|chunk| {
                let code = whole(chunk);
                Decoded {
                    length: chunk.len(),
                    text: self.text(code),
                    width: self.width(code),
                    is_space: !self.wide && code == 32,
                }
            })
            .collect()
    }

    fn text(&self, code: u32) -> String {
        if let Some(text) = self.unicode.get(&code) {
            return text.clone();
        }
        if let Some(one) = self.encoding.get(&code) {
            return one.to_string();
        }
        match u8::try_from(code) {
            Ok(code) if !self.wide => from_windows(code).to_string(),
            _ => '\u{fffd}'.to_string(),
        }
    }

    fn width(&self, code: u32) -> f64 {
        if let Some(width) = self.widths.get(&code) {
            return *width;
        }
        let standard = self
            .standard
            .and_then(|table| table.get(code.checked_sub(32)? as usize));
        standard.map_or(self.default_width, |width| f64::from(*width) / 1000.0)
    }
}

/// A code of a string.
pub(crate) struct Decoded {
    pub length: usize,
    pub text: String,
    pub width: f64,
    pub is_space: bool,
}

fn whole(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum: u32, byte| sum.wrapping_shl(8) | u32::from(*byte))
}

/// UTF-16 text; the last unit is that many further on.
fn characters(object: &Object, further: u16) -> String {
    let Object::Text(bytes) = object else {
        return String::new();
    };
    let mut units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(further);
    }
    String::from_utf16_lossy(&units)
}

fn named(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(one), None) = (letters.next(), letters.next()) {
        return Some(one);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        return char::from_u32(code);
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, one)| *one)
}
