//! What a page shows, as operators (ISO 32000-1, 7.8.2), and a writer of them.

use crate::lexer::{Lexer, Token, is_space};
use crate::object::Object;
use crate::write::{self, Generations};

/// How many operators of a page are read.
const MAX_OPERATIONS: usize = 2_000_000;

/// An operator with its operands; an inline picture is one of name `BI` that holds its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Operation {
    pub name: String,
    pub operands: Vec<Object>,
}

/// The operators of a content stream; what cannot be read is left out.
pub(crate) fn operations(data: &[u8]) -> Vec<Operation> {
    let mut lexer = Lexer::new(data, 0);
    let mut found = Vec::new();
    let mut operands = Vec::new();
    while found.len() < MAX_OPERATIONS {
        let before = lexer.at;
        match lexer.next_token() {
            Some(Token::Object(object)) => operands.push(object),
            Some(Token::Word(word)) if word == b"BI" => {
                let picture = inline_picture(&mut lexer, before);
                found.push(Operation {
                    name: "BI".to_owned(),
                    operands: vec![Object::Text(picture)],
                });
                operands.clear();
            }
            Some(Token::Word(word)) => {
                let name = String::from_utf8_lossy(&word).into_owned();
                if !matches!(name.as_str(), "]" | ">" | ")" | "{" | "}") {
                    found.push(Operation {
                        name,
                        operands: std::mem::take(&mut operands),
                    });
                }
            }
            None if lexer.at >= data.len() => break,
            // Nested too deep or cut off: on to what follows.
            None => lexer.at = (before + 1).max(lexer.at),
        }
        if lexer.at == before {
            lexer.at += 1;
        }
    }
    found
}

/// The bytes from `BI` to `EI`.
fn inline_picture(lexer: &mut Lexer<'_>, start: usize) -> Vec<u8> {
    let bytes = lexer.bytes;
    let mut at = lexer.at;
    let space = |place: usize| bytes.get(place).copied().is_none_or(is_space);
    while let Some(pair) = bytes.get(at..at + 2) {
        if pair == b"EI" && space(at.wrapping_sub(1)) && space(at + 2) {
            at += 2;
            break;
        }
        at += 1;
    }
    lexer.at = at.min(bytes.len());
    let picture = bytes.get(start..lexer.at).unwrap_or_default();
    picture.trim_ascii_start().to_vec()
}

/// Writes operators back.
pub(crate) fn written(operations: &[Operation]) -> Vec<u8> {
    let mut out = Vec::new();
    let generations = Generations::new();
    for operation in operations {
        if let ("BI", [Object::Text(picture)]) =
            (operation.name.as_str(), operation.operands.as_slice())
        {
            out.extend_from_slice(picture);
            out.push(b'\n');
            continue;
        }
        for operand in &operation.operands {
            write::object(&mut out, operand, &generations);
            out.push(b' ');
        }
        out.extend(operation.name.bytes());
        out.push(b'\n');
    }
    out
}

/// Writes what a page or an appearance shows.
#[derive(Debug, Clone, Default)]
pub struct ContentWriter(String);

impl ContentWriter {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// An operator with numbers before it.
    pub fn op(&mut self, name: &str, numbers: &[f64]) -> &mut Self {
        for number in numbers {
            self.0.push_str(&write::number(*number));
            self.0.push(' ');
        }
        self.0.push_str(name);
        self.0.push('\n');
        self
    }

    /// An operator with a name before it.
    pub fn named(&mut self, operand: &str, name: &str) -> &mut Self {
        self.0.push_str(&format!("/{operand} {name}\n"));
        self
    }

    /// An operator with an array and a number before it: `d`.
    pub fn dash(&mut self, pattern: &[f64]) -> &mut Self {
        let pattern: Vec<String> = pattern.iter().copied().map(write::number).collect();
        self.0.push_str(&format!("[{}] 0 d\n", pattern.join(" ")));
        self
    }

    /// `Tf`
    pub fn font(&mut self, name: &str, size: f64) -> &mut Self {
        self.0
            .push_str(&format!("/{name} {} Tf\n", write::number(size)));
        self
    }

    /// `Tj` of a text in WinAnsiEncoding.
    pub fn show(&mut self, text: &str) -> &mut Self {
        let mut out = Vec::new();
        let bytes = crate::font::to_windows(text);
        write::object(&mut out, &Object::Text(bytes), &Generations::new());
        self.0.push_str(&String::from_utf8_lossy(&out));
        self.0.push_str(" Tj\n");
        self
    }

    /// Operators as they are.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
