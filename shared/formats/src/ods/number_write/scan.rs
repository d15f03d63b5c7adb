//! A format code taken apart (ECMA-376 Part 1, 18.8.31).

use super::ValueKind;

/// Characters of a code that are looked at.
const MAX_CODE: usize = 255;

/// One section of a code.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) items: Vec<Item>,
    /// `<10` and the like.
    pub(super) condition: Option<String>,
    /// `[Red]` and the like.
    pub(super) color: Option<String>,
    percent: bool,
}

/// How the digits of a number are shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Digits {
    pub(super) whole: u32,
    pub(super) decimals: u32,
    pub(super) least_decimals: u32,
    pub(super) grouped: bool,
    /// By how many thousands the number is divided.
    pub(super) thousands: u32,
}

/// A part of a section.
#[derive(Debug)]
pub(super) enum Item {
    Text(String),
    General,
    Number(Digits),
    Scientific {
        digits: Digits,
        exponent: u32,
        signed: bool,
    },
    Fraction {
        whole: Option<u32>,
        numerator: u32,
        /// A fixed one, or how many digits it has.
        denominator: Result<u32, u32>,
    },
    Year(usize),
    Month(usize),
    Day(usize),
    /// Hours, minutes or seconds by letter; digits, decimals.
    Clock(char, usize, u32),
    /// The same counted on beyond the clock.
    Elapsed(char, usize),
    AmPm,
    At,
    Fill(char),
    /// The symbol and the number of its language.
    Currency(String, String),
}

impl Section {
    /// What values are that are shown so.
    pub(super) fn kind(&self) -> ValueKind {
        let mut kind = ValueKind::Float;
        for item in &self.items {
            match item {
                Item::Year(_) | Item::Month(_) | Item::Day(_) => return ValueKind::Date,
                Item::Clock(..) | Item::Elapsed(..) => kind = ValueKind::Time,
                _ => {}
            }
        }
        if kind == ValueKind::Float && self.percent {
            kind = ValueKind::Percentage;
        }
        kind
    }

    /// Whether it is for texts.
    pub(super) fn is_text(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::At))
    }

    /// Whether it names a currency.
    pub(super) fn has_currency(&self) -> bool {
        self.items
            .iter()
            .any(|item| matches!(item, Item::Currency(..)))
    }

    fn text(&mut self, c: char) {
        if let Some(Item::Text(text)) = self.items.last_mut() {
            text.push(c);
        } else {
            self.items.push(Item::Text(c.to_string()));
        }
    }
}

/// The sections of a code; there is at least one.
pub(super) fn scan(code: &str) -> Vec<Section> {
    let chars: Vec<char> = code.chars().take(MAX_CODE).collect();
    let mut scanner = Scanner {
        rest: &chars,
        section: Section::default(),
    };
    let mut sections = Vec::new();
    while let Some(c) = scanner.take() {
        if c == ';' && sections.len() < 3 {
            sections.push(scanner.end());
        } else {
            scanner.item(c);
        }
    }
    sections.push(scanner.end());
    sections
}

struct Scanner<'c> {
    rest: &'c [char],
    section: Section,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.first().copied()
    }

    fn take(&mut self) -> Option<char> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn end(&mut self) -> Section {
        let mut section = std::mem::take(&mut self.section);
        minutes(&mut section.items);
        section
    }

    /// How often the letter comes, the one that was taken included.
    fn run(&mut self, letter: char) -> usize {
        let mut count = 1;
        while self.peek().is_some_and(|c| c.eq_ignore_ascii_case(&letter)) {
            self.take();
            count += 1;
        }
        count
    }

    fn follows(&mut self, word: &str) -> bool {
        let matches = word.chars().enumerate().all(|(at, c)| {
            self.rest
                .get(at)
                .is_some_and(|next| next.eq_ignore_ascii_case(&c))
        });
        if matches {
            self.rest = self.rest.get(word.len()..).unwrap_or_default();
        }
        matches
    }

    fn item(&mut self, c: char) {
        match c {
            '"' => {
                while let Some(c) = self.take().filter(|c| *c != '"') {
                    self.section.text(c);
                }
            }
            '\\' => {
                if let Some(c) = self.take() {
                    self.section.text(c);
                }
            }
            '_' => {
                self.take();
                self.section.text(' ');
            }
            '*' => {
                if let Some(c) = self.take() {
                    self.section.items.push(Item::Fill(c));
                }
            }
            '[' => self.bracket(),
            '0' | '#' | '?' | '.' => self.number(c),
            '@' => self.section.items.push(Item::At),
            '%' => {
                self.section.percent = true;
                self.section.text('%');
            }
            'g' | 'G' if self.follows("eneral") => self.section.items.push(Item::General),
            'a' | 'A' if self.follows("m/pm") || self.follows("/p") => {
                self.section.items.push(Item::AmPm);
            }
            'y' | 'Y' => {
                let count = self.run('y');
                self.section.items.push(Item::Year(count));
            }
            'e' => self.section.items.push(Item::Year(4)),
            'm' | 'M' => {
                let count = self.run('m');
                self.section.items.push(Item::Month(count));
            }
            'd' | 'D' => {
                let count = self.run('d');
                self.section.items.push(Item::Day(count));
            }
            'h' | 'H' => {
                let count = self.run('h');
                self.section.items.push(Item::Clock('h', count, 0));
            }
            's' | 'S' => {
                let count = self.run('s');
                let decimals = self.decimals();
                self.section.items.push(Item::Clock('s', count, decimals));
            }
            other => self.section.text(other),
        }
    }

    /// The decimals of seconds.
    fn decimals(&mut self) -> u32 {
        let (Some('.'), Some('0')) = (self.peek(), self.rest.get(1)) else {
            return 0;
        };
        self.take();
        let mut count = 0;
        while self.peek() == Some('0') {
            self.take();
            count += 1;
        }
        count
    }

    fn bracket(&mut self) {
        let mut inner = String::new();
        while let Some(c) = self.take().filter(|c| *c != ']') {
            inner.push(c);
        }
        let lower = inner.to_ascii_lowercase();
        let first = lower.chars().next().unwrap_or(' ');
        if matches!(first, 'h' | 'm' | 's') && lower.chars().all(|c| c == first) {
            self.section.items.push(Item::Elapsed(first, lower.len()));
        } else if let Some(currency) = inner.strip_prefix('$') {
            let (symbol, language) = currency.split_once('-').unwrap_or((currency, ""));
            if !symbol.is_empty() {
                let currency = Item::Currency(symbol.to_owned(), language.to_owned());
                self.section.items.push(currency);
            }
        } else if matches!(first, '<' | '>' | '=') {
            self.section.condition = Some(inner);
        } else {
            self.section.color = Some(format!("[{inner}]"));
        }
    }

    /// A pattern of digits, with its exponent or fraction.
    fn number(&mut self, first: char) {
        let mut pattern = String::from(first);
        while let Some(c) = self
            .peek()
            .filter(|c| matches!(c, '0' | '#' | '?' | '.' | ','))
        {
            self.take();
            pattern.push(c);
        }
        if let (Some('E' | 'e'), Some(sign @ ('+' | '-'))) = (self.peek(), self.rest.get(1)) {
            let signed = *sign == '+';
            self.take();
            self.take();
            let mut exponent = 0;
            while matches!(self.peek(), Some('0' | '#' | '?')) {
                self.take();
                exponent += 1;
            }
            self.section.items.push(Item::Scientific {
                digits: digits(&pattern),
                exponent: exponent.max(1),
                signed,
            });
            return;
        }
        if let Some((numerator, denominator)) = self.fraction(&pattern) {
            let alone = numerator == 0;
            let whole = pattern.chars().filter(|c| *c == '0').count() as u32;
            self.section.items.push(Item::Fraction {
                whole: (!alone).then_some(whole),
                numerator: if alone {
                    pattern.len() as u32
                } else {
                    numerator
                },
                denominator,
            });
            return;
        }
        self.section.items.push(Item::Number(digits(&pattern)));
    }

    /// What makes a fraction of the pattern before it: ` ?/?` behind a whole part, `/?` behind a numerator.
    fn fraction(&mut self, pattern: &str) -> Option<(u32, Result<u32, u32>)> {
        if pattern.contains(['.', ',']) {
            return None;
        }
        let is_digit = |c: &&char| matches!(c, '0' | '#' | '?');
        let mut rest = self.rest;
        let mut numerator = 0_usize;
        if let Some((' ', after)) = rest.split_first() {
            numerator = after.iter().take_while(is_digit).count();
            if numerator == 0 {
                return None;
            }
            rest = after.get(numerator..)?;
        }
        let (slash, after) = rest.split_first()?;
        if *slash != '/' {
            return None;
        }
        let fixed: String = after.iter().take_while(|c| c.is_ascii_digit()).collect();
        let open = after.iter().take_while(is_digit).count();
        let (length, denominator) = match fixed.parse::<u32>() {
            Ok(value) if value > 0 => (fixed.len(), Ok(value)),
            _ if open > 0 => (open, Err(open as u32)),
            _ => return None,
        };
        self.rest = after.get(length..)?;
        Some((numerator as u32, denominator))
    }
}

fn digits(pattern: &str) -> Digits {
    let commas = pattern.len() - pattern.trim_end_matches(',').len();
    let pattern = pattern.trim_end_matches(',');
    let (whole, decimals) = pattern.split_once('.').unwrap_or((pattern, ""));
    let count = |text: &str, of: &[char]| text.chars().filter(|c| of.contains(c)).count() as u32;
    Digits {
        whole: count(whole, &['0']),
        decimals: count(decimals, &['0', '#', '?']),
        least_decimals: count(decimals, &['0']),
        grouped: whole.contains(','),
        thousands: commas as u32,
    }
}

/// An `m` behind hours or before seconds is minutes.
fn minutes(items: &mut [Item]) {
    let mut after_hours = false;
    let mut at_minutes: Vec<usize> = Vec::new();
    let mut last_month = None;
    for (at, item) in items.iter().enumerate() {
        match item {
            Item::Clock('h', ..) | Item::Elapsed('h', _) => {
                after_hours = true;
                last_month = None;
            }
            Item::Clock('s', ..) | Item::Elapsed('s', _) => {
                at_minutes.extend(last_month.take());
                after_hours = false;
            }
            Item::Month(1 | 2) if after_hours => {
                at_minutes.push(at);
                after_hours = false;
            }
            Item::Month(1 | 2) => last_month = Some(at),
            Item::Text(_) | Item::AmPm => {}
            _ => {
                after_hours = false;
                last_month = None;
            }
        }
    }
    for at in at_minutes {
        if let Some(item) = items.get_mut(at)
            && let Item::Month(count) = item
        {
            *item = Item::Clock('m', *count, 0);
        }
    }
}
