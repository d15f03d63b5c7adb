//! The parameters of a call: the members of its JSON body, or its query.
//!
//! A body's members stay text until a handler reads them, so that a document of megabytes is parsed once, into what
//! it is, and each refusal names the parameter it is about.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::DocumentError;
use crate::http::multipart::Part;
use crate::http::query_parameters;

/// Names and the text of their values.
pub(crate) struct Fields<'b> {
    body: HashMap<String, &'b RawValue>,
    query: HashMap<String, String>,
}

impl<'b> Fields<'b> {
    /// No parameters.
    pub(crate) fn none() -> Self {
        Self {
            body: HashMap::new(),
            query: HashMap::new(),
        }
    }

    /// The members of a body. An empty body has none.
    pub(crate) fn of_body(body: &'b [u8]) -> Result<Self, DocumentError> {
        let body = if body.trim_ascii().is_empty() {
            HashMap::new()
        } else {
            serde_json::from_slice(body)
                .map_err(|error| DocumentError::NotJson(format!("is not a JSON object: {error}")))?
        };
        Ok(Self {
            body,
            ..Self::none()
        })
    }

    /// The parameters of a query. Of a name that comes more than once the last counts.
    pub(crate) fn of_query(query: Option<&str>) -> Self {
        let query = query_parameters(query)
            .into_iter()
            .filter_map(|(name, value)| match value {
                Value::String(text) => Some((name, text)),
                Value::Array(values) => values
                    .last()
                    .and_then(Value::as_str)
                    .map(|text| (name, text.to_owned())),
                _ => None,
            })
            .collect();
        Self {
            query,
            ..Self::none()
        }
    }

    /// The texts of a form, and its files. Of a name that comes more than once the last counts.
    pub(crate) fn of_form(parts: Vec<Part<'b>>) -> Result<(Self, Vec<Part<'b>>), DocumentError> {
        let (files, texts): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part| part.file_name.is_some());
        let mut query = HashMap::new();
        for part in texts {
            let text = std::str::from_utf8(part.bytes).map_err(|_| {
                DocumentError::NotJson(format!("has a part `{}` that is not UTF-8", part.name))
            })?;
            query.insert(part.name, text.to_owned());
        }
        let fields = Self {
            query,
            ..Self::none()
        };
        Ok((fields, files))
    }

    /// The JSON text of a member of the body; `None` where it is missing or null.
    pub(crate) fn raw(&self, name: &str) -> Option<&'b str> {
        self.body
            .get(name)
            .map(|raw| raw.get())
            .filter(|text| *text != "null")
    }

    /// A value of JSON; a query's are strings. Empty ones of a query are missing: that is how `null` comes there.
    pub(crate) fn value(&self, name: &'static str) -> Result<Option<Value>, DocumentError> {
        if let Some(text) = self.query.get(name) {
            return Ok(Some(text.as_str())
                .filter(|text| !text.is_empty())
                .map(Value::from));
        }
        self.parsed(name)
    }

    /// A list of the body. Its values take many times the memory of their text, so that its size is looked at first.
    pub(crate) fn list<T: DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<Vec<T>>, DocumentError> {
        check_list(name, self.raw(name).map_or(0, str::len))?;
        self.parsed(name)
    }

    /// A member of the body as any type.
    fn parsed<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, DocumentError> {
        self.raw(name)
            .map(|text| {
                serde_json::from_str(text)
                    .map_err(|error| invalid(name, format!("cannot be read: {error}")))
            })
            .transpose()
    }

    /// A text. Numbers are taken as they are written: ids are texts, and some clients forget the quotes.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<String>, DocumentError> {
        match self.value(name)? {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(invalid(name, "is not a string")),
        }
    }

    /// A text that must be there and not empty.
    pub(crate) fn needed(&self, name: &'static str) -> Result<String, DocumentError> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or(DocumentError::Missing(name))
    }

    /// A whole number, or a text of one.
    pub(crate) fn integer(&self, name: &'static str) -> Result<Option<i64>, DocumentError> {
        let wrong = || invalid(name, "is not a whole number");
        match self.value(name)? {
            None => Ok(None),
            Some(Value::Number(number)) => number.as_i64().map(Some).ok_or_else(wrong),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => text.trim().parse().map(Some).map_err(|_| wrong()),
            Some(_) => Err(wrong()),
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&self, name: &'static str) -> Result<Option<i64>, DocumentError> {
        match self.integer(name)? {
            Some(number) if number < 0 => Err(invalid(name, "is negative")),
            other => Ok(other),
        }
    }

    /// `true` or `false`, or a text of it.
    pub(crate) fn switch(&self, name: &'static str) -> Result<Option<bool>, DocumentError> {
        match self.value(name)? {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(Value::String(text)) => match text.as_str() {
                "true" | "1" => Ok(Some(true)),
                "false" | "0" => Ok(Some(false)),
                _ => Err(invalid(name, "is not true or false")),
            },
            Some(_) => Err(invalid(name, "is not true or false")),
        }
    }

    /// A list of ids that must be there: at least one, at most a hundred.
    pub(crate) fn ids(&self, name: &'static str) -> Result<Vec<String>, DocumentError> {
        let list: Vec<String> = self.list(name)?.ok_or(DocumentError::Missing(name))?;
        if list.is_empty() || list.len() > 100 {
            return Err(invalid(name, "is not a list of 1 to 100 ids"));
        }
        Ok(list)
    }
}

/// Bytes of a list as JSON. None has more than a thousand entries.
const MOST_LIST: usize = 1 << 20;

/// Refuses a list that is too large to be read.
pub(crate) fn check_list(name: &str, bytes: usize) -> Result<(), DocumentError> {
    if bytes > MOST_LIST {
        let words = format!("`{name}` has {bytes} bytes; {MOST_LIST} are the most");
        return Err(DocumentError::TooLarge(words));
    }
    Ok(())
}

/// A refusal of a parameter.
pub(crate) fn invalid(name: &'static str, reason: impl Into<String>) -> DocumentError {
    DocumentError::Invalid {
        name,
        reason: reason.into(),
    }
}
