//! Small values of any kind, and lists of what is said of rows and columns.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::styles::StyleNames;

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

impl Key<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of a row or column, where it is below this one.
    pub(super) fn below(&self, most: u32) -> Option<u32> {
        self.0.parse().ok().filter(|index| *index < most)
    }
}

/// A value that is no list and no object; what is one counts as nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Scalar<'de> {
    #[default]
    Nothing,
    Bool(bool),
    Number(f64),
    Text(Cow<'de, str>),
}

impl Scalar<'_> {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A number of something, from 0.
    pub(super) fn index(&self) -> Option<usize> {
        self.number()
            .filter(|number| *number >= 0.0 && *number < f64::from(u32::MAX))
            .map(|number| number as usize)
    }

    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    /// Whether it is `false` or 0.
    pub(super) fn is_off(&self) -> bool {
        matches!(self, Self::Bool(false)) || self.number() == Some(0.0)
    }
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Scalar<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Scalar::Nothing)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Scalar::Bool(value))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(value as f64))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(value as f64))
            }

            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Borrowed(value)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(value.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Nothing)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Nothing)
            }
        }

        deserializer.deserialize_any(Any)
    }
}

/// What is said of a row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Info {
    /// Height or width in pixels.
    pub(super) size: Option<f32>,
    pub(super) hidden: bool,
    /// The number of a style in [`StyleNames`]; 0 is none.
    pub(super) style: u32,
}

impl Info {
    /// This one with what the other one says besides.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            size: self.size.or(other.size),
            hidden: self.hidden || other.hidden,
            style: if self.style == 0 {
                other.style
            } else {
                self.style
            },
        }
    }
}

/// Reads a list of them, or an object by their numbers; those that say nothing are left out.
pub(super) struct InfosSeed<'n, 'de> {
    pub(super) names: &'n mut StyleNames<'de>,
    /// The number that all are below.
    pub(super) most: u32,
}

impl<'de> DeserializeSeed<'de> for InfosSeed<'_, 'de> {
    type Value = Vec<(u32, Info)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for InfosSeed<'_, 'de> {
    type Value = Vec<(u32, Info)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of rows or columns")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut infos = Vec::new();
        let mut at = 0_u32;
        while let Some(info) = seq.next_element_seed(InfoSeed(&mut *self.names))? {
            if at >= self.most {
                return Err(super::too_many());
            }
            if info != Info::default() {
                infos.push((at, info));
            }
            at = at.saturating_add(1);
        }
        Ok(infos)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut infos = Vec::new();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let info = map.next_value_seed(InfoSeed(&mut *self.names))?;
            if let Some(at) = key.below(self.most).filter(|_| info != Info::default()) {
                infos.push((at, info));
            }
        }
        infos.sort_by_key(|(at, _)| *at);
        infos.dedup_by_key(|(at, _)| *at);
        Ok(infos)
    }
}

struct InfoSeed<'n, 'de>(&'n mut StyleNames<'de>);

impl<'de> DeserializeSeed<'de> for InfoSeed<'_, 'de> {
    type Value = Info;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Info, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for InfoSeed<'_, 'de> {
    type Value = Info;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a row or a column as an object")
    }

    fn visit_unit<E: Error>(self) -> Result<Info, E> {
        Ok(Info::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Info, A::Error> {
        let mut info = Info::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "size" => {
                    let size = map.next_value::<Scalar<'de>>()?.number();
                    info.size = size
                        .filter(|size| (0.0..=65_535.0).contains(size))
                        .map(|size| size as f32);
                }
                "visible" => info.hidden = map.next_value::<Scalar<'de>>()?.is_off(),
                "style" => info.style = self.0.number(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(info)
    }
}
