//! Values that cross between a script and the Office API.

/// A value of a script as members see it. `R` is the editor's handle type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<R> {
    /// `undefined`, and every argument that was not given.
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A `Date`: milliseconds since 1970 in UTC; not a number when it is no time.
    Date(f64),
    /// An object of the Office API.
    Handle(R),
    /// An array.
    List(Vec<Value<R>>),
    /// A plain object: its own enumerable properties in order.
    Object(Vec<(String, Value<R>)>),
    /// A function; members cannot call it themselves.
    Function,
    /// Answered by a member: the binding calls the function that is argument 0 with each of these, and answers
    /// `true`.
    Each(Vec<Value<R>>),
    /// Answered by a member: the binding calls the object's functions of these names, and answers `undefined`.
    Walk(Vec<Visit<R>>),
    /// Answered by a member: the binding runs argument 1, a library of functions for formulas, and answers `undefined`.
    Library,
    /// Answered by a member: the binding keeps argument 0 as a function for formulas, and answers `undefined`.
    Formula,
}

/// A call of a function that a script put on an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit<R> {
    /// The function's name.
    pub member: &'static str,
    /// What it is called with.
    pub value: Value<R>,
    /// The number of the visit to go on with when the function answers `true`.
    pub behind: usize,
}

impl<R> Value<R> {
    /// The name of the value's type for messages, as scripts know it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Date(_) => "a date",
            Self::Handle(_) => "an object of the API",
            Self::List(_) | Self::Each(_) | Self::Walk(_) | Self::Library | Self::Formula => {
                "an array"
            }
            Self::Object(_) => "an object",
            Self::Function => "a function",
        }
    }

    /// Whether this is `undefined` or `null`.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }

    /// The member `key` of a plain object.
    pub fn get(&self, key: &str) -> Option<&Value<R>> {
        match self {
            Self::Object(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }
}

impl<R> From<bool> for Value<R> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<R> From<f64> for Value<R> {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl<R> From<i64> for Value<R> {
    fn from(value: i64) -> Self {
        Self::Number(value as f64)
    }
}

impl<R> From<usize> for Value<R> {
    fn from(value: usize) -> Self {
        Self::Number(value as f64)
    }
}

impl<R> From<&str> for Value<R> {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl<R> From<String> for Value<R> {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<R, T: Into<Value<R>>> From<Option<T>> for Value<R> {
    /// `None` is `null`, as the Office API answers where there is nothing.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
