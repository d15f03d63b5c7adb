//! The objects that a file is made of.

use std::sync::Arc;

/// The number of an indirect object. Generations are kept by the file.
pub type Id = u32;

/// One object.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A name without its slash; each byte is one character.
    Name(String),
    /// A string.
    Text(Vec<u8>),
    /// `[...]`
    Array(Vec<Object>),
    /// `<<...>>`
    Dict(Dict),
    /// `12 0 R`
    Ref(Id),
    /// A dictionary with data.
    Stream(Stream),
}

/// A stream: its dictionary and its data as they are in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// What the data is.
    pub dict: Dict,
    /// The data, packed as `Filter` says.
    pub data: Arc<[u8]>,
}

/// A dictionary; the order is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dict(Vec<(String, Object)>);

impl Dict {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// Sets `key`.
    pub fn set(&mut self, key: &str, value: impl Into<Object>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// As [`Dict::set`], for a dictionary that is built in one expression.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.set(key, value);
        self
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Object> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Object)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name that `key` has as its value.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.get(key)?.name()
    }

    /// The number that `key` has as its value.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.get(key)?.number()
    }

    /// The whole number that `key` has as its value.
    pub fn int(&self, key: &str) -> Option<i64> {
        self.get(key)?.int()
    }

    /// The text that `key` has as its value.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    /// The numbers of the array that `key` has as its value.
    pub fn numbers(&self, key: &str) -> Option<Vec<f64>> {
        self.get(key)?.numbers()
    }
}

impl Object {
    /// A name.
    pub fn named(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// A text for readers: in PDFDocEncoding where that has all characters that occur, else in UTF-16 (7.9.2.2).
    pub fn said(text: &str) -> Self {
        if text
            .chars()
            .all(|one| one == '\n' || one == '\r' || one == '\t' || (' '..='~').contains(&one))
        {
            return Self::Text(text.as_bytes().to_vec());
        }
        let mut bytes = vec![0xfe, 0xff];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        Self::Text(bytes)
    }

    /// An array of numbers.
    pub fn list(numbers: impl IntoIterator<Item = f64>) -> Self {
        Self::Array(numbers.into_iter().map(Self::from).collect())
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// The whole number.
    pub fn int(&self) -> Option<i64> {
        self.number().map(|number| number as i64)
    }

    /// The truth value.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The numbers of an array.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        Some(self.array()?.iter().filter_map(Self::number).collect())
    }

    /// The dictionary, also that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The dictionary, to change.
    pub fn dict_mut(&mut self) -> Option<&mut Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&mut stream.dict),
            _ => None,
        }
    }

    /// The object that is referred to.
    pub fn reference(&self) -> Option<Id> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// The text of a string for readers; a name counts as one.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(bytes) => Some(match bytes.as_slice() {
                [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
                [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
                [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
                other => other.iter().copied().map(char::from).collect(),
            }),
            Self::Name(name) => Some(name.clone()),
            _ => None,
        }
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(read))
        .collect();
    String::from_utf16_lossy(&units)
}

impl From<f64> for Object {
    fn from(number: f64) -> Self {
        if number.fract() == 0.0 && number.abs() < 1e9 {
            Self::Int(number as i64)
        } else {
            Self::Real(number)
        }
    }
}

impl From<i64> for Object {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Object {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Dict> for Object {
    fn from(dict: Dict) -> Self {
        Self::Dict(dict)
    }
}

impl From<Vec<Object>> for Object {
    fn from(items: Vec<Object>) -> Self {
        Self::Array(items)
    }
}
