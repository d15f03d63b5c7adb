//! Attributes of content, and how changes to them compose, transform, invert and diff.

use std::sync::Arc;

use serde_json::{Map, Value};

/// A flat map from names to JSON values. Copies share it; having none costs nothing. The order of names is kept and does
/// not count when maps are compared.
#[derive(Clone, Debug, Default)]
pub struct Attributes(Option<Arc<Map<String, Value>>>);

impl Attributes {
    pub(crate) const NONE: &'static Self = &Self(None);

    /// No attributes.
    pub fn none() -> Self {
        Self(None)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().flat_map(|map| map.iter())
    }

    /// The map; `None` if there are no attributes.
    pub fn as_map(&self) -> Option<&Map<String, Value>> {
        self.0.as_deref()
    }

    /// The same without nulls.
    pub(crate) fn without_nulls(self) -> Self {
        if self.iter().any(|(_, value)| value.is_null()) {
            return self.filtered(|_, value| !value.is_null());
        }
        self
    }

    fn filtered(&self, keep: impl Fn(&str, &Value) -> bool) -> Self {
        self.iter()
            .filter(|(name, value)| keep(name, value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(own), Some(other)) => Arc::ptr_eq(own, other) || own == other,
            _ => false,
        }
    }
}

impl From<Map<String, Value>> for Attributes {
    fn from(map: Map<String, Value>) -> Self {
        Self((!map.is_empty()).then(|| Arc::new(map)))
    }
}

impl From<()> for Attributes {
    fn from((): ()) -> Self {
        Self::none()
    }
}

impl<const N: usize> From<[(&str, Value); N]> for Attributes {
    fn from(pairs: [(&str, Value); N]) -> Self {
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

impl FromIterator<(String, Value)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(pairs: I) -> Self {
        pairs.into_iter().collect::<Map<_, _>>().into()
    }
}

/// The attributes after change `b` to `a`. Nulls of `b` are kept where `a` is itself a change, and otherwise take the
/// name away.
pub fn compose(a: &Attributes, b: &Attributes, keep_null: bool) -> Attributes {
    if b.is_empty() {
        return a.clone();
    }
    let changed = b.iter().filter(|(_, value)| keep_null || !value.is_null());
    let rest = a.iter().filter(|(name, _)| b.get(name).is_none());
    changed
        .chain(rest)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The change that makes `b` of `a`.
pub fn diff(a: &Attributes, b: &Attributes) -> Attributes {
    if a == b {
        return Attributes::none();
    }
    let gone = a
        .iter()
        .filter(|(name, _)| b.get(name).is_none())
        .map(|(name, _)| (name.clone(), Value::Null));
    let changed = b
        .iter()
        .filter(|(name, value)| a.get(name) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()));
    gone.chain(changed).collect()
}

/// The change that takes back change `change` to `base`.
pub fn invert(change: &Attributes, base: &Attributes) -> Attributes {
    change
        .iter()
        .filter(|(name, value)| base.get(name) != Some(value))
        .map(|(name, _)| (name.clone(), base.get(name).cloned().unwrap_or(Value::Null)))
        .collect()
}

/// Change `b` as it is to be made after change `a`, made at the same time. With `priority`, `a` wins where both set a
/// name.
pub fn transform(a: &Attributes, b: &Attributes, priority: bool) -> Attributes {
    if !priority || a.is_empty() || b.is_empty() {
        return b.clone();
    }
    b.filtered(|name, _| a.get(name).is_none())
}
