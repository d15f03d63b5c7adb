//! Reads objects from bytes (ISO 32000-1, 7.2 and 7.3).

use crate::object::{Dict, Object};

/// How deep arrays and dictionaries may be nested.
const MAX_DEPTH: usize = 100;
/// How many keys a dictionary may have: each is looked for in all of them.
const MAX_KEYS: usize = 8192;

/// A place in bytes, from which objects are read.
pub(crate) struct Lexer<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

/// An object or a word that is none: an operator, `obj`, `endobj`.
#[derive(Debug, PartialEq)]
pub(crate) enum Token {
    Object(Object),
    Word(Vec<u8>),
}

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'b> Lexer<'b> {
    pub fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes on past white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Goes on past `word` when it comes next.
    pub fn take(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// A number without sign or fraction.
    pub fn unsigned(&mut self) -> Option<u64> {
        self.skip_space();
        let digits = self
            .rest()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let text = std::str::from_utf8(self.rest().get(..digits)?).ok()?;
        self.at += digits;
        text.parse().ok()
    }

    /// The next object; `None` at the end and for what is none.
    pub fn object(&mut self) -> Option<Object> {
        match self.token(0)? {
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    /// The next object or word.
    pub fn next_token(&mut self) -> Option<Token> {
        self.token(0)
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        let object = match self.peek()? {
            b'/' => self.name(),
            b'(' => self.literal(),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth)?,
            b'<' => self.hexadecimal(),
            b'[' => self.array(depth)?,
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b']' | b'>' | b')' | b'{' | b'}' => {
                let byte = self.peek()?;
                self.at += 1;
                return Some(Token::Word(vec![byte]));
            }
            _ => {
                let word = self.regular();
                return Some(match word {
                    b"true" => Token::Object(Object::Bool(true)),
                    b"false" => Token::Object(Object::Bool(false)),
                    b"null" => Token::Object(Object::Null),
                    other => Token::Word(other.to_vec()),
                });
            }
        };
        Some(Token::Object(object))
    }

    fn regular(&mut self) -> &'b [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Object {
        self.at += 1;
        let raw = self.regular();
        let mut name = String::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let code = (*byte == b'#').then(|| raw.get(at + 1..at + 3)).flatten();
            let value = code
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            match value {
                Some(value) => {
                    name.push(char::from(value));
                    at += 3;
                }
                None => {
                    name.push(char::from(*byte));
                    at += 1;
                }
            }
        }
        Object::Name(name)
    }

    /// A number, or a reference when two whole numbers and `R` follow each other.
    fn number(&mut self) -> Object {
        let raw = self.regular();
        let text = std::str::from_utf8(raw).unwrap_or_default();
        if let Ok(number) = text.parse::<i64>() {
            return self.reference(number).unwrap_or(Object::Int(number));
        }
        if let Ok(number) = text.parse::<f64>() {
            return Object::Real(if number.is_finite() { number } else { 0.0 });
        }
        // `--5`, `1.2.3` and the like: what stands at the front counts, as in other readers.
        let kept: String = text
            .char_indices()
            .take_while(|(place, one)| one.is_ascii_digit() || *one == '.' || *place == 0)
            .map(|(_, one)| one)
            .collect();
        Object::Real(kept.parse().unwrap_or(0.0))
    }

    fn reference(&mut self, number: i64) -> Option<Object> {
        let id = u32::try_from(number).ok()?;
        let mut ahead = Lexer::new(self.bytes, self.at);
        if !ahead.peek().is_some_and(is_space) {
            return None;
        }
        ahead.skip_space();
        if !ahead.peek()?.is_ascii_digit() {
            return None;
        }
        ahead.unsigned()?;
        ahead.skip_space();
        if ahead.peek()? != b'R' {
            return None;
        }
        let after = ahead.bytes.get(ahead.at + 1).copied().unwrap_or(b' ');
        if !is_space(after) && !is_delimiter(after) {
            return None;
        }
        self.at = ahead.at + 1;
        Some(Object::Ref(id))
    }

    fn literal(&mut self) -> Object {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        Object::Text(text)
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        text.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return;
            }
            b'\n' => return,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                (value & 0xff) as u8
            }
            other => other,
        });
    }

    fn hexadecimal(&mut self) -> Object {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if let Some(digit) = char::from(byte).to_digit(16) {
                digits.push(digit as u8);
            }
        }
        Object::Text(
            digits
                .chunks(2)
                .map(|pair| match pair {
                    [high, low] => high << 4 | low,
                    [high] => high << 4,
                    _ => 0,
                })
                .collect(),
        )
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            match self.token(depth + 1)? {
                Token::Object(object) => items.push(object),
                Token::Word(word) if word == b"]" => return Some(Object::Array(items)),
                Token::Word(word) if word == b"endobj" || word == b">" => return None,
                Token::Word(_) => {}
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.skip_space();
            if self.take(b">>") {
                return Some(Object::Dict(dict));
            }
            let key = match self.token(depth + 1)? {
                Token::Object(Object::Name(key)) => key,
                Token::Word(word) if word == b"endobj" || word == b"stream" => return None,
                _ => continue,
            };
            self.skip_space();
            if self.rest().starts_with(b">>") {
                continue;
            }
            if dict.len() >= MAX_KEYS {
                return None;
            }
            if let Token::Object(value) = self.token(depth + 1)? {
                dict.set(&key, value);
            }
        }
    }
}
