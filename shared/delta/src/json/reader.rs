//! Lists of ops, read without a tree of values between.

use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::component::{Key, Parts, Recent};
use crate::{Delta, DeltaError, Op};

/// Which ops are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accept {
    Changes,
    /// Those of a document.
    Inserts,
}

/// Reads one delta, and knows afterwards where it failed.
pub(crate) struct Reader {
    accept: Accept,
    /// The op that is being read.
    index: Cell<Option<usize>>,
    /// Whether that op is well-formed and is refused because it is no insert.
    not_insert: Cell<bool>,
    recent: Recent,
}

impl Reader {
    pub(crate) fn new(accept: Accept) -> Self {
        Self {
            accept,
            index: Cell::new(None),
            not_insert: Cell::new(false),
            recent: Recent::default(),
        }
    }

    pub(crate) fn slice(&self, json: &[u8]) -> Result<Delta, DeltaError> {
        let mut json = serde_json::Deserializer::from_slice(json);
        let delta = Whole(self).deserialize(&mut json);
        delta
            .and_then(|delta| json.end().map(|()| delta))
            .map_err(|error| self.error(&error))
    }

    pub(crate) fn value(&self, value: &Value) -> Result<Delta, DeltaError> {
        Whole(self)
            .deserialize(value)
            .map_err(|error| self.error(&error))
    }

    pub(crate) fn deserialize<'de, D>(&self, deserializer: D) -> Result<Delta, D::Error>
    where
        D: Deserializer<'de>,
    {
        Whole(self)
            .deserialize(deserializer)
            .map_err(|error| match self.index.get() {
                Some(index) => D::Error::custom(format_args!("op {index}: {error}")),
                None => error,
            })
    }

    fn error(&self, error: &serde_json::Error) -> DeltaError {
        match (error.classify(), self.index.get()) {
            (Category::Data, Some(index)) if self.not_insert.get() => {
                DeltaError::NotDocument { index }
            }
            (Category::Data, Some(index)) => DeltaError::Op {
                index,
                reason: error.to_string(),
            },
            (Category::Data, None) => DeltaError::Shape(error.to_string()),
            _ => DeltaError::Json(error.to_string()),
        }
    }

    /// The op that its parts make.
    fn op<E: serde::de::Error>(&self, parts: Parts) -> Result<Op, E> {
        let op = parts.into_op()?;
        if self.accept == Accept::Inserts && !matches!(op, Op::Insert(..)) {
            self.not_insert.set(true);
            return Err(E::custom("a document holds inserts only"));
        }
        Ok(op)
    }
}

/// The whole delta, in any of its three shapes.
struct Whole<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Delta;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Delta, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Delta;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ops, an object with \"ops\", or one op")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Delta, A::Error> {
        List(self.0).visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Delta, A::Error> {
        let (mut list, mut parts) = (None, Parts::default());
        while let Some(key) = map.next_key::<Key>()? {
            if key != Key::Ops {
                self.0.index.set(Some(0));
                parts.read(key, &mut map, &self.0.recent)?;
                self.0.index.set(None);
            } else if list.is_none() {
                list = Some(map.next_value_seed(List(self.0))?);
            } else {
                return Err(A::Error::custom("two keys \"ops\""));
            }
        }
        match list {
            Some(_) if parts.has_body() => {
                Err(A::Error::custom("both \"ops\" and an op of its own"))
            }
            Some(delta) => Ok(delta),
            None => {
                self.0.index.set(Some(0));
                Ok(Delta::from_iter([self.0.op(parts)?]))
            }
        }
    }
}

/// The list of ops.
struct List<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = Delta;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Delta, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = Delta;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ops")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Delta, A::Error> {
        let mut delta = Delta::new();
        let mut index = 0;
        loop {
            self.0.index.set(Some(index));
            let Some(op) = list.next_element_seed(One(self.0))? else {
                break;
            };
            delta.push(op);
            index += 1;
        }
        self.0.index.set(None);
        Ok(delta)
    }
}

/// One op of a list.
struct One<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = Op;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Op, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_> {
    type Value = Op;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one of insert, retain and delete")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Op, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = map.next_key::<Key>()? {
            parts.read(key, &mut map, &self.0.recent)?;
        }
        self.0.op(parts)
    }
}
