//! Conditions such as `">5"` and `"a*"`, and patterns with `*`, `?` and `~`.

use std::cmp::Ordering;

use crate::eval::compare_texts;
use crate::number;
use crate::value::{Error, Value};

/// How a value must compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Nothing,
    /// `=` alone: only cells that are empty.
    Missing,
    Number(f64),
    Bool(bool),
    Error(Error),
    Text(String),
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    relation: Relation,
    operand: Operand,
    /// Texts match from their first letter on, as in database functions.
    prefix: bool,
}

impl Criterion {
    /// Reads a condition from the value that states it.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        let plain = |operand| Self {
            relation: Relation::Equal,
            operand,
            prefix: false,
        };
        match value {
            Value::Num(number) => plain(Operand::Number(*number)),
            Value::Bool(value) => plain(Operand::Bool(*value)),
            Value::Err(error) => plain(Operand::Error(*error)),
            Value::Text(text) => Self::parse(text),
            Value::Blank | Value::Array(_) | Value::Range(_) => plain(Operand::Number(0.0)),
        }
    }

    /// As [`Criterion::read`] for the conditions of database functions; `None` for an empty cell.
    #[must_use]
    pub fn of_database(value: &Value) -> Option<Self> {
        if value.is_blank() {
            return None;
        }
        let mut criterion = Self::read(value);
        criterion.prefix = !matches!(value, Value::Text(text) if text.starts_with('='));
        Some(criterion)
    }

    fn parse(text: &str) -> Self {
        const RELATIONS: [(&str, Relation); 6] = [
            ("<>", Relation::NotEqual),
            ("<=", Relation::LessOrEqual),
            (">=", Relation::GreaterOrEqual),
            ("<", Relation::Less),
            (">", Relation::Greater),
            ("=", Relation::Equal),
        ];
        let found = RELATIONS
            .iter()
            .find_map(|(sign, relation)| Some((text.strip_prefix(sign)?, *relation)));
        let (rest, relation) = found.unwrap_or((text, Relation::Equal));
        let operand = if rest.is_empty() {
            if found.is_some() {
                Operand::Missing
            } else {
                Operand::Nothing
            }
        } else if let Some(number) = number::parse(rest) {
            Operand::Number(number)
        } else if rest.eq_ignore_ascii_case("true") || rest.eq_ignore_ascii_case("false") {
            Operand::Bool(rest.eq_ignore_ascii_case("true"))
        } else if let Some(error) = Error::parse(rest) {
            Operand::Error(error)
        } else {
            Operand::Text(rest.to_owned())
        };
        Self {
            relation,
            operand,
            prefix: false,
        }
    }

    /// Whether empty cells fulfil it.
    #[must_use]
    pub fn takes_blank(&self) -> bool {
        self.holds(&Value::Blank)
    }

    /// Whether a value fulfils it.
    #[must_use]
    pub fn holds(&self, value: &Value) -> bool {
        let different = self.relation == Relation::NotEqual;
        match &self.operand {
            Operand::Nothing => {
                let empty = matches!(value, Value::Text(text) if text.is_empty());
                (value.is_blank() || empty) != different
            }
            Operand::Missing => match self.relation {
                Relation::Equal => value.is_blank(),
                Relation::NotEqual => !value.is_blank(),
                _ => false,
            },
            Operand::Number(number) => match value {
                Value::Num(found) => {
                    let ordering = found.partial_cmp(number).unwrap_or(Ordering::Equal);
                    self.relation.holds(ordering)
                }
                Value::Text(text) if matches!(self.relation, Relation::Equal | Relation::NotEqual) => {
                    (number::parse(text) == Some(*number)) != different
                }
                _ => different,
            },
            Operand::Bool(wanted) => match value {
                Value::Bool(found) => self.relation.holds(found.cmp(wanted)),
                _ => different,
            },
            Operand::Error(wanted) => (value.error() == Some(*wanted)) != different,
            Operand::Text(wanted) => match value {
                Value::Text(found) => match self.relation {
                    Relation::Equal | Relation::NotEqual => {
                        let matched = if self.prefix {
                            matches(&format!("{wanted}*"), found)
                        } else {
                            matches(wanted, found)
                        };
                        matched != different
                    }
                    relation => relation.holds(compare_texts(found, wanted)),
                },
                _ => different,
            },
        }
    }
}

/// Whether a whole text has a pattern, without case: `*` is any text, `?` any character, `~` takes them as they are.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern = tokens(pattern);
    let text: Vec<char> = text.to_lowercase().chars().collect();
    // The place after the last `*`, and where in the text it was tried: one way back is enough.
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(Piece::Any) => {
                back = Some((p + 1, t));
                p += 1;
                continue;
            }
            Some(Piece::One) => {
                p += 1;
                t += 1;
                continue;
            }
            Some(Piece::Char(c)) if text.get(t) == Some(c) => {
                p += 1;
                t += 1;
                continue;
            }
            _ => {}
        }
        let Some((after, tried)) = back else {
            return false;
        };
        back = Some((after, tried + 1));
        p = after;
        t = tried + 1;
    }
    pattern
        .get(p..)
        .is_none_or(|rest| rest.iter().all(|piece| *piece == Piece::Any))
}

/// Where a pattern begins in a text at or behind a character, without case.
#[must_use]
pub fn find(pattern: &str, text: &str, from: usize) -> Option<usize> {
    let count = text.chars().count();
    (from..=count).find(|start| {
        let rest: String = text.chars().skip(*start).collect();
        matches(&format!("{pattern}*"), &rest)
    })
}

/// Whether a text has signs of a pattern.
#[must_use]
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '~'])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Any,
    One,
    Char(char),
}

fn tokens(pattern: &str) -> Vec<Piece> {
    let lower = pattern.to_lowercase();
    let mut chars = lower.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(c) = chars.next() {
        pieces.push(match c {
            '*' => Piece::Any,
            '?' => Piece::One,
            '~' => match chars.next_if(|c| matches!(c, '*' | '?' | '~')) {
                Some(c) => Piece::Char(c),
                // A tilde before anything else is no letter.
                None => continue,
            },
            c => Piece::Char(c),
        });
    }
    pieces
}
