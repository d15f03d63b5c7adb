//! One op: its keys and what they hold.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::{Attributes, Content, Op, Text};

/// Lengths are below this.
const LENGTHS: u64 = 1 << 31;

/// A key of an op, or of what holds ops.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Ops,
    Insert,
    Retain,
    Delete,
    Attributes,
    Other,
}

/// What has been read of an op.
#[derive(Default)]
pub(super) struct Parts {
    body: Option<Body>,
    attributes: Option<Attributes>,
}

enum Body {
    Insert(Content),
    Retain(u64),
    Delete(u64),
}

impl Parts {
    /// Reads the value of a key.
    pub(super) fn read<'de, A>(
        &mut self,
        key: Key,
        map: &mut A,
        recent: &Recent,
    ) -> Result<(), A::Error>
    where
        A: MapAccess<'de>,
    {
        let body = match key {
            Key::Insert => Body::Insert(map.next_value_seed(ReadContent)?),
            Key::Retain => Body::Retain(map.next_value_seed(ReadLength("retain"))?),
            Key::Delete => Body::Delete(map.next_value_seed(ReadLength("delete"))?),
            Key::Attributes if self.attributes.is_some() => {
                return Err(A::Error::custom("two keys \"attributes\""));
            }
            Key::Attributes => {
                self.attributes = Some(map.next_value_seed(ReadAttributes(recent))?);
                return Ok(());
            }
            Key::Ops | Key::Other => return map.next_value::<IgnoredAny>().map(|_| ()),
        };
        if self.body.is_some() {
            return Err(A::Error::custom(
                "more than one of insert, retain and delete",
            ));
        }
        self.body = Some(body);
        Ok(())
    }

    pub(super) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    pub(super) fn into_op<E: Error>(self) -> Result<Op, E> {
        let attributes = self.attributes.unwrap_or_default();
        match self.body {
            Some(Body::Insert(content)) => Ok(Op::Insert(content, attributes)),
            Some(Body::Retain(length)) => Ok(Op::Retain(length, attributes)),
            Some(Body::Delete(length)) => Ok(Op::Delete(length)),
            None => Err(E::custom("none of insert, retain and delete")),
        }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadKey;
        impl Visitor<'_> for ReadKey {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
                Ok(match key {
                    "ops" => Key::Ops,
                    "insert" => Key::Insert,
                    "retain" => Key::Retain,
                    "delete" => Key::Delete,
                    "attributes" => Key::Attributes,
                    _ => Key::Other,
                })
            }
        }
        deserializer.deserialize_identifier(ReadKey)
    }
}

/// A seed that is its own visitor.
macro_rules! seed {
    ($name:ty => $value:ty, $expecting:literal, { $($visits:item)+ }) => {
        impl<'de> DeserializeSeed<'de> for $name {
            type Value = $value;

            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<$value, D::Error> {
                from.deserialize_any(self)
            }
        }

        impl<'de> Visitor<'de> for $name {
            type Value = $value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expecting)
            }

            $($visits)+
        }
    };
}

struct ReadContent;

seed!(ReadContent => Content, "characters or an object with one key", {
    fn visit_str<E: Error>(self, text: &str) -> Result<Content, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Content, E> {
        if text.is_empty() {
            return Err(E::custom("an insert of no characters"));
        }
        Ok(Content::Text(Text::new(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Content, A::Error> {
        let embed = Map::<String, Value>::deserialize(MapAccessDeserializer::new(map))?;
        if embed.len() != 1 {
            let keys = embed.len();
            return Err(A::Error::custom(format_args!("an embed has exactly one key, not {keys}")));
        }
        Ok(Content::Embed(Value::Object(embed)))
    }
});

/// A length, of the op that is named.
struct ReadLength(&'static str);

impl ReadLength {
    fn refused<E: Error>(&self, length: impl fmt::Display) -> E {
        let (op, most) = (self.0, LENGTHS - 1);
        E::custom(format_args!(
            "a {op} of {length}, and not of a whole number from 1 to {most}"
        ))
    }
}

seed!(ReadLength => u64, "a whole number from 1 to 2147483647", {
    fn visit_u64<E: Error>(self, length: u64) -> Result<u64, E> {
        if length == 0 || length >= LENGTHS {
            return Err(self.refused(length));
        }
        Ok(length)
    }

    fn visit_i64<E: Error>(self, length: i64) -> Result<u64, E> {
        match u64::try_from(length) {
            Ok(length) => self.visit_u64(length),
            Err(_) => Err(self.refused(length)),
        }
    }

    fn visit_f64<E: Error>(self, length: f64) -> Result<u64, E> {
        // 3.0 and 3e0 are ways to write 3.
        if length.fract() != 0.0 || !(1.0..LENGTHS as f64).contains(&length) {
            return Err(self.refused(length));
        }
        self.visit_u64(length as u64)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<u64, A::Error> {
        let op = self.0;
        Err(A::Error::custom(format_args!("a {op} of an object: what is inside an embed cannot be edited")))
    }
});

/// Attributes read before, of which documents have many that are the same.
#[derive(Default)]
pub(super) struct Recent(RefCell<VecDeque<Attributes>>);

impl Recent {
    /// How many are remembered.
    const MOST: usize = 8;

    /// Attributes of these names and values, shared with such as are remembered.
    fn attributes(&self, pairs: Vec<(String, Value)>) -> Attributes {
        let mut known = self.0.borrow_mut();
        let same = known.iter().find(|known| {
            let pairs = pairs.iter().map(|(name, value)| (name, value));
            known.iter().eq(pairs)
        });
        if let Some(same) = same {
            return same.clone();
        }
        let attributes: Attributes = pairs.into_iter().collect();
        known.truncate(Self::MOST - 1);
        known.push_front(attributes.clone());
        attributes
    }
}

struct ReadAttributes<'r>(&'r Recent);

seed!(ReadAttributes<'_> => Attributes, "an object of attributes", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry::<String, Value>()? {
            pairs.push(pair);
        }
        Ok(self.0.attributes(pairs))
    }
});
