//! Whether a text is a formula, and its spelling in files: functions and references in capitals, no spaces but
//! those that intersect.

use super::functions::stored;
use super::quoted_sheet;
use super::scan::{Piece, pieces};

/// Nested parentheses that a formula may have; Excel allows 64 levels.
const MAX_DEPTH: usize = 256;
/// Characters of a formula (Excel's own limit).
pub(in crate::sheet) const MAX_LENGTH: usize = 8192;

/// Reads a formula without its `=`. `None` when it is none: unbalanced, an operand or operator missing, too long.
#[must_use]
pub fn accept(text: &str) -> Option<String> {
    read(text, false)
}

/// As [`accept`], and several expressions with commas between them: what a defined name may stand for.
#[must_use]
pub fn accept_union(text: &str) -> Option<String> {
    read(text, true)
}

fn read(text: &str, union: bool) -> Option<String> {
    if text.chars().count() > MAX_LENGTH {
        return None;
    }
    let mut pieces: Vec<Piece<'_>> = pieces(text).collect();
    while matches!(pieces.last(), Some(Piece::Space(_))) {
        pieces.pop();
    }
    let mut reader = Reader {
        pieces: &pieces,
        out: String::with_capacity(text.len()),
        depth: 0,
    };
    reader.expression()?;
    while union && reader.one_of(",").is_some() {
        reader.expression()?;
    }
    reader.pieces.is_empty().then_some(reader.out)
}

/// A worksheet prefix without apostrophes that it does not need.
fn plain_sheet(name: &str) -> String {
    let inner = name
        .strip_prefix('\'')
        .and_then(|name| name.strip_suffix('\''));
    match inner {
        Some(inner) if !inner.contains('\'') && quoted_sheet(inner) == inner => inner.to_owned(),
        _ => name.to_owned(),
    }
}

struct Reader<'a, 'b> {
    pieces: &'b [Piece<'a>],
    out: String,
    depth: usize,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self) -> Option<Piece<'a>> {
        self.pieces.first().copied()
    }

    fn skip(&mut self) {
        self.pieces = self.pieces.get(1..).unwrap_or_default();
    }

    fn spaces(&mut self) -> bool {
        let mut any = false;
        while matches!(self.peek(), Some(Piece::Space(_))) {
            self.skip();
            any = true;
        }
        any
    }

    /// Takes one of these characters.
    fn one_of(&mut self, set: &str) -> Option<char> {
        let Some(Piece::Other(raw)) = self.peek() else {
            return None;
        };
        let c = raw
            .chars()
            .next()
            .filter(|c| raw.len() == c.len_utf8() && set.contains(*c))?;
        self.skip();
        self.out.push(c);
        Some(c)
    }

    fn expression(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        loop {
            self.operand()?;
            let spaces = self.spaces();
            if !self.operator() {
                // Two operands with nothing but a space between them intersect.
                if !(spaces && self.starts_reference()) {
                    break;
                }
                self.out.push(' ');
            }
        }
        self.depth -= 1;
        Some(())
    }

    fn starts_reference(&self) -> bool {
        match self.peek() {
            Some(Piece::Word(word)) => !word.starts_with(|c: char| c.is_ascii_digit() || c == '.'),
            piece => matches!(piece, Some(Piece::Reference(_) | Piece::Sheet { .. })),
        }
    }

    fn operator(&mut self) -> bool {
        match self.one_of("+-*/^&=<>:") {
            Some('<') => {
                if self.one_of(">=").is_none() {
                    self.spaces();
                }
                true
            }
            Some('>') => {
                let _ = self.one_of("=");
                true
            }
            Some(_) => true,
            None => false,
        }
    }

    fn operand(&mut self) -> Option<()> {
        self.spaces();
        while self.one_of("+-@").is_some() {
            self.spaces();
        }
        match self.peek()? {
            Piece::String(raw) => {
                if raw.len() < 2 || !raw.ends_with('"') || raw.matches('"').count() % 2 != 0 {
                    return None;
                }
                self.skip();
                self.out.push_str(raw);
            }
            Piece::Error(raw) => {
                self.skip();
                self.out.push_str(&raw.to_uppercase());
            }
            Piece::Reference(_) | Piece::Sheet { .. } | Piece::Word(_) | Piece::Brackets(_) => {
                self.name()?
            }
            Piece::Other("(") => {
                self.one_of("(")?;
                loop {
                    self.expression()?;
                    self.spaces();
                    if self.one_of(",").is_none() {
                        break;
                    }
                }
                self.one_of(")")?;
            }
            Piece::Other("{") => self.array()?,
            Piece::Other(_) | Piece::Space(_) => return None,
        }
        while self.one_of("%#").is_some() {}
        Some(())
    }

    /// A reference, a name, a number or a call, after any worksheet prefix.
    fn name(&mut self) -> Option<()> {
        let mut prefixed = false;
        while let Some(piece @ (Piece::Sheet { .. } | Piece::Brackets(_))) = self.peek() {
            if matches!(piece, Piece::Brackets(_)) && !piece.raw().ends_with(']') {
                return None;
            }
            self.skip();
            match piece {
                Piece::Sheet {
                    name,
                    external: false,
                    ..
                } => {
                    self.out.push_str(&plain_sheet(name));
                    self.out.push('!');
                }
                other => self.out.push_str(other.raw()),
            }
            prefixed = matches!(piece, Piece::Sheet { .. });
        }
        match self.peek() {
            Some(Piece::Reference(reference)) => {
                self.skip();
                self.out.push_str(&reference.raw.to_uppercase());
                Some(())
            }
            Some(Piece::Error(raw)) if prefixed => {
                self.skip();
                self.out.push_str(raw);
                Some(())
            }
            Some(Piece::Word(word)) => {
                self.skip();
                self.word(word)
            }
            _ => (!prefixed).then_some(()),
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        if matches!(self.peek(), Some(Piece::Other("("))) {
            self.out.push_str(&stored(word));
            self.one_of("(")?;
            return self.arguments();
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if number && word.parse::<f64>().is_err() {
            return None;
        }
        let upper = word.to_uppercase();
        self.out
            .push_str(if matches!(upper.as_str(), "TRUE" | "FALSE") {
                &upper
            } else {
                word
            });
        if let Some(Piece::Brackets(raw)) = self.peek() {
            self.skip();
            self.out.push_str(raw);
        }
        Some(())
    }

    fn arguments(&mut self) -> Option<()> {
        loop {
            self.spaces();
            if self.one_of(")").is_some() {
                return Some(());
            }
            if self.one_of(",").is_some() {
                continue;
            }
            self.expression()?;
            self.spaces();
            if self.one_of(",").is_none() {
                return self.one_of(")").map(|_| ());
            }
        }
    }

    fn array(&mut self) -> Option<()> {
        self.one_of("{")?;
        loop {
            self.operand()?;
            self.spaces();
            if self.one_of(",;").is_none() {
                return self.one_of("}").map(|_| ());
            }
        }
    }
}
