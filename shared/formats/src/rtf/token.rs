//! What RTF is made of: groups, control words and symbols, text (Rich Text Format Specification 1.9.1, "RTF Syntax").

/// A piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A backslash and a sign that is no letter.
    Symbol(u8),
    /// A byte of text in two hexadecimal digits.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
    /// Bytes that are not to be looked into.
    Binary(&'a [u8]),
}

/// The pieces of a file, from the front.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

/// Control words are no longer than this, nor their numbers.
const LONGEST_WORD: usize = 32;
const LONGEST_NUMBER: usize = 11;

impl<'a> Tokens<'a> {
    /// Of these bytes.
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    fn escape(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.rest = self.rest.get(1..)?;
        if first != b'\'' {
            return Some(Token::Symbol(first));
        }
        let digits = self.rest.first_chunk::<2>();
        let value = digits.and_then(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
        if value.is_some() {
            self.rest = self.rest.get(2..)?;
        }
        // Without digits it is nothing, which an empty binary says.
        Some(value.map_or(Token::Binary(&[]), Token::Hex))
    }

    fn word(&mut self) -> Token<'a> {
        let letters = count(self.rest, LONGEST_WORD, |byte| byte.is_ascii_alphabetic());
        let (word, rest) = self
            .rest
            .split_at_checked(letters)
            .unwrap_or((self.rest, &[]));
        self.rest = rest;
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = count(
            rest.get(sign..).unwrap_or_default(),
            LONGEST_NUMBER,
            |byte| byte.is_ascii_digit(),
        );
        let mut number = None;
        if digits > 0 {
            let length = sign.saturating_add(digits);
            let (text, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            self.rest = rest;
            let text = str::from_utf8(text).unwrap_or_default();
            let value: i64 = text.parse().unwrap_or(0);
            number =
                Some(i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX }));
        }
        if let Some((b' ', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
        let word = str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let size = usize::try_from(number.unwrap_or(0))
                .unwrap_or(0)
                .min(self.rest.len());
            let (binary, rest) = self.rest.split_at_checked(size).unwrap_or((self.rest, &[]));
            self.rest = rest;
            return Token::Binary(binary);
        }
        Token::Word(word, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.escape(),
                // Ends of lines mean nothing, nor do zeros at the end of some files.
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(*byte),
            });
        }
    }
}

fn count(bytes: &[u8], most: usize, is: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take(most).take_while(|byte| is(byte)).count()
}

/// The value of a hexadecimal digit.
pub(super) fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_a_space_and_binaries_are_skipped() {
        let tokens: Vec<Token<'_>> =
            Tokens::new(b"{\\b0 x\\li-20y\\'e9\\~\\bin3 }}}\\*}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'x'),
                Token::Word("li", Some(-20)),
                Token::Byte(b'y'),
                Token::Hex(0xE9),
                Token::Symbol(b'~'),
                Token::Binary(b"}}}"),
                Token::Symbol(b'*'),
                Token::Close,
            ]
        );
    }
}
