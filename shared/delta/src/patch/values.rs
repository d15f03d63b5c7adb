//! JSON values, checked for being written as serde_json writes them.

use serde_json::Value;

use super::strings;

/// How deep values may be nested here; serde_json itself reads somewhat deeper ones.
const DEEPEST: usize = 64;
/// What the names begin with that serde_json does not read as names.
const RESERVED: &[u8] = b"$serde_json::private::";

/// Finds the ends of values. `None` means of each method that the value is not written as serde_json writes what it
/// reads of it; it need not be JSON then.
pub(super) struct Values<'d> {
    json: &'d [u8],
    /// The names of the objects that are being read.
    names: Vec<&'d [u8]>,
    /// Whether there are several names inside a value of the object read last.
    is_deep: bool,
}

impl<'d> Values<'d> {
    pub(super) fn new(json: &'d [u8]) -> Self {
        Self {
            json,
            names: Vec::new(),
            is_deep: false,
        }
    }

    /// The end of an embed, which has one name.
    pub(super) fn embed(&mut self, at: usize) -> Option<usize> {
        let (end, count) = self.object(at, 0, true)?;
        (count == 1).then_some(end)
    }

    /// The end of attributes, of which there is one at least, and none is null; and whether there are several names
    /// inside one of them.
    pub(super) fn attributes(&mut self, at: usize) -> Option<(usize, bool)> {
        self.is_deep = false;
        let (end, count) = self.object(at, 0, false)?;
        (count > 0).then_some((end, self.is_deep))
    }

    fn value(&mut self, at: usize, depth: usize) -> Option<usize> {
        match self.json.get(at)? {
            b'"' => Some(strings::scan(self.json, at + 1, 0)?.end + 1),
            b'{' => Some(self.object(at, depth + 1, true)?.0),
            b'[' => self.array(at, depth + 1),
            b't' => self.literal(at, b"true"),
            b'f' => self.literal(at, b"false"),
            b'n' => self.literal(at, b"null"),
            _ => self.number(at),
        }
    }

    /// The end of an object, and how many names it has.
    fn object(&mut self, at: usize, depth: usize, nulls: bool) -> Option<(usize, usize)> {
        let mut at = self.literal(at, b"{")?;
        if depth > DEEPEST {
            return None;
        }
        if self.json.get(at) == Some(&b'}') {
            return Some((at + 1, 0));
        }
        let outer = self.names.len();
        loop {
            let start = self.literal(at, b"\"")?;
            let end = strings::scan(self.json, start, 0)?.end;
            let name = self.json.get(start..end)?;
            if name.starts_with(RESERVED) {
                return None;
            }
            self.names.push(name);
            at = self.literal(end, b"\":")?;
            if !nulls && self.json.get(at) == Some(&b'n') {
                return None;
            }
            at = self.value(at, depth)?;
            match self.json.get(at)? {
                b',' => at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        let names = self.names.get_mut(outer..)?;
        let count = names.len();
        if count > 1 {
            self.is_deep |= depth > 0;
            names.sort_unstable();
            if names.windows(2).any(|pair| pair.first() == pair.last()) {
                return None;
            }
        }
        self.names.truncate(outer);
        Some((at + 1, count))
    }

    fn array(&mut self, at: usize, depth: usize) -> Option<usize> {
        let mut at = at + 1;
        if depth > DEEPEST {
            return None;
        }
        if self.json.get(at) == Some(&b']') {
            return Some(at + 1);
        }
        loop {
            at = self.value(at, depth)?;
            match self.json.get(at)? {
                b',' => at += 1,
                b']' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    fn number(&self, at: usize) -> Option<usize> {
        let rest = self.json.get(at..)?;
        let part_of_number =
            |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().take_while(part_of_number).count();
        let number = rest.get(..length)?;
        let digits = number.strip_prefix(b"-").unwrap_or(number);
        let short = match digits {
            [b'1'..=b'9', rest @ ..] => rest.len() < 18 && rest.iter().all(u8::is_ascii_digit),
            _ => number == b"0",
        };
        (short || is_exact(number)).then_some(at + length)
    }

    fn literal(&self, at: usize, literal: &[u8]) -> Option<usize> {
        let rest = self.json.get(at..)?;
        rest.starts_with(literal).then_some(at + literal.len())
    }
}

/// Whether a number is written again as it stands.
fn is_exact(number: &[u8]) -> bool {
    // The two zeros are equal and not written the same; without one of them, what is equal has the same length.
    number != b"-0.0"
        && serde_json::from_slice::<Value>(number)
            .is_ok_and(|value| value.to_string().as_bytes() == number)
}
