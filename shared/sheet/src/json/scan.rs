//! Walks over JSON text that is known to be valid, without building anything from it.

use memchr::memchr2;

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    /// The place, bytes from the beginning.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(crate) fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// Steps over `byte`; nothing where another byte stands.
    pub(crate) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.step())
    }

    pub(crate) fn white(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    /// Steps over a string with its quotes.
    pub(crate) fn string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at = self.at.saturating_add(memchr2(b'"', b'\\', rest)?);
            let escaped = self.peek()? == b'\\';
            self.step();
            if !escaped {
                return Some(());
            }
            self.peek()?;
            self.step();
        }
    }

    /// Steps over one value of any kind.
    pub(crate) fn value(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string(),
            b'{' | b'[' => self.composite(),
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|byte| {
                    !matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')
                }) {
                    self.step();
                }
                (self.at > start).then_some(())
            }
        }
    }

    fn composite(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth = depth.saturating_add(1);
                    self.step();
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.step();
                    if depth == 0 {
                        return Some(());
                    }
                }
                _ => self.step(),
            }
        }
    }
}

/// How deep the lists and objects of valid JSON are nested.
pub(crate) fn depth(text: &str) -> usize {
    let mut scan = Scan::new(text);
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    while let Some(byte) = scan.peek() {
        match byte {
            b'"' => {
                if scan.string().is_none() {
                    break;
                }
                continue;
            }
            b'{' | b'[' => {
                depth = depth.saturating_add(1);
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        scan.step();
    }
    deepest
}
