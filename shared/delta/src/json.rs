//! Deltas as JSON.

mod component;
mod reader;

pub(crate) use reader::{Accept, Reader};

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Attributes, Content, Delta, DeltaError, Document, Op, Text};

impl Delta {
    /// Reads JSON: `{"ops":[...]}`, `[...]`, or one op. Ops are brought into canonical form and not chopped, so that
    /// [`Delta::base_len`] tells what was sent.
    ///
    /// # Errors
    /// [`DeltaError::Json`], [`DeltaError::Shape`] and [`DeltaError::Op`]: an op has exactly one of insert, retain and
    /// delete; lengths are whole numbers from 1 to 2^31 - 1; a text is not empty; an embed has exactly one key.
    pub fn from_slice(json: &[u8]) -> Result<Self, DeltaError> {
        Reader::new(Accept::Changes).slice(json)
    }

    /// The same of a value.
    ///
    /// # Errors
    /// As [`Delta::from_slice`].
    pub fn from_value(value: &Value) -> Result<Self, DeltaError> {
        Reader::new(Accept::Changes).value(value)
    }
}

impl Document {
    /// Reads JSON: `{"ops":[...]}`, `[...]`, or one op, all of them inserts.
    ///
    /// # Errors
    /// As [`Delta::from_slice`], and [`DeltaError::NotDocument`].
    pub fn from_slice(json: &[u8]) -> Result<Self, DeltaError> {
        Reader::new(Accept::Inserts)
            .slice(json)
            .map(Self::of_inserts)
    }

    /// The same of a value.
    ///
    /// # Errors
    /// As [`Document::from_slice`].
    pub fn from_value(value: &Value) -> Result<Self, DeltaError> {
        Reader::new(Accept::Inserts)
            .value(value)
            .map(Self::of_inserts)
    }
}

impl<'de> Deserialize<'de> for Delta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader::new(Accept::Changes).deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let delta = Reader::new(Accept::Inserts).deserialize(deserializer)?;
        Ok(Self::of_inserts(delta))
    }
}

impl Serialize for Delta {
    /// As the list of ops.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.ops.len()))?;
        for op in &self.ops {
            list.serialize_element(op)?;
        }
        list.end()
    }
}

impl Serialize for Document {
    /// As the list of ops.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_delta().serialize(serializer)
    }
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let attributes = self.attributes();
        let entries = 1 + usize::from(!attributes.is_empty());
        let mut map = serializer.serialize_map(Some(entries))?;
        match self {
            Self::Insert(content, _) => map.serialize_entry("insert", content)?,
            Self::Retain(length, _) => map.serialize_entry("retain", length)?,
            Self::Delete(length) => map.serialize_entry("delete", length)?,
        }
        if !attributes.is_empty() {
            map.serialize_entry("attributes", attributes)?;
        }
        map.end()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Embed(embed) => embed.serialize(serializer),
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
