//! Attributes that are looked into only where it must be.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::Attributes;

/// The attributes of a component.
#[derive(Clone)]
pub(super) enum Format<'d> {
    /// As they stand in the document; nothing if there are none.
    Raw(&'d [u8]),
    /// As a change makes them.
    Made(Rc<Made>),
}

pub(super) struct Made {
    attributes: Attributes,
    json: Vec<u8>,
}

impl Format<'_> {
    pub(super) fn made(attributes: Attributes) -> Option<Self> {
        if attributes.is_empty() {
            return Some(Self::Raw(&[]));
        }
        let json = serde_json::to_vec(&attributes).ok()?;
        Some(Self::Made(Rc::new(Made { attributes, json })))
    }

    /// As JSON; nothing if there are none.
    pub(super) fn json(&self) -> &[u8] {
        match self {
            Self::Raw(json) => json,
            Self::Made(made) => &made.json,
        }
    }

    pub(super) fn attributes(&self) -> Option<Attributes> {
        match self {
            Self::Raw([]) => Some(Attributes::none()),
            Self::Raw(json) => parsed(json),
            Self::Made(made) => Some(made.attributes.clone()),
        }
    }

    /// Whether both are the same attributes.
    pub(super) fn is(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Raw(own), Self::Raw(other)) => are_same(own, other),
            (Self::Made(own), Self::Made(other)) if Rc::ptr_eq(own, other) => Some(true),
            (own, other) if own.json() == other.json() => Some(true),
            (own, other) if own.json().is_empty() || other.json().is_empty() => Some(false),
            (own, other) => Some(own.attributes()? == other.attributes()?),
        }
    }
}

/// Whether attributes as they stand in the document are the same.
pub(super) fn are_same(one: &[u8], other: &[u8]) -> Option<bool> {
    if one.len() == other.len() && begins_with(one, other) {
        return Some(true);
    }
    Some(may_be_same(one, other) && parsed(one)? == parsed(other)?)
}

/// Whether they are so, name by name.
pub(super) fn are_same_in_order(one: &[u8], other: &[u8]) -> Option<bool> {
    if !may_be_same(one, other) {
        return Some(false);
    }
    let (one, other) = (parsed(one)?, parsed(other)?);
    Some(one.iter().eq(other.iter()))
}

/// Whether bytes begin with others, compared a word at a time: in WebAssembly the comparison of slices is a call, and goes
/// byte by byte. The last word is compared first, since attributes that differ often do so there.
pub(super) fn begins_with(bytes: &[u8], start: &[u8]) -> bool {
    let Some(bytes) = bytes.get(..start.len()) else {
        return false;
    };
    let (own, rest) = bytes.as_chunks::<8>();
    let (other, other_rest) = start.as_chunks::<8>();
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    bytes.last_chunk().map(word) == start.last_chunk().map(word)
        && own.iter().map(word).eq(other.iter().map(word))
        && (!own.is_empty() || rest.iter().eq(other_rest))
}

/// What is the same in another order has the same bytes in another order.
fn may_be_same(one: &[u8], other: &[u8]) -> bool {
    let sum = |json: &[u8]| json.iter().fold(0, |sum, byte| sum + u64::from(*byte));
    one.len() == other.len() && sum(one) == sum(other)
}

fn parsed(json: &[u8]) -> Option<Attributes> {
    let map: Map<String, Value> = serde_json::from_slice(json).ok()?;
    Some(map.into())
}
