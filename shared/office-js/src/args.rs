//! Arguments of a call: conversion and its errors in one place.

use std::borrow::Cow;

use crate::class::ApiError;
use crate::value::Value;

/// The arguments of one call, in order. Those not given read as `undefined`.
#[derive(Debug, Clone, Copy)]
pub struct Args<'a, R> {
    values: &'a [Value<R>],
}

impl<'a, R> Args<'a, R> {
    /// Wraps the values of a call.
    pub fn new(values: &'a [Value<R>]) -> Self {
        Self { values }
    }

    /// How many arguments were given, `undefined` ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The argument at `index`.
    pub fn get(&self, index: usize) -> &'a Value<R> {
        self.values.get(index).unwrap_or(&Value::Undefined)
    }

    /// All arguments.
    pub fn all(&self) -> &'a [Value<R>] {
        self.values
    }

    /// Whether the argument is there and neither `undefined` nor `null`.
    pub fn given(&self, index: usize) -> bool {
        !self.get(index).is_nothing()
    }

    /// The argument as text; numbers and booleans are written out as JavaScript does.
    ///
    /// # Errors
    /// [`ApiError::Type`] for anything else; `name` is the parameter's documented name.
    pub fn text(&self, index: usize, name: &str) -> Result<Cow<'a, str>, ApiError> {
        self.opt_text(index)
            .ok_or_else(|| self.wrong(index, name, "a string"))
    }

    /// The argument as text, `None` when it is not a string, number or boolean.
    pub fn opt_text(&self, index: usize) -> Option<Cow<'a, str>> {
        match self.get(index) {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number_text(*number))),
            Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            _ => None,
        }
    }

    /// The argument as a finite number; numeric strings count.
    ///
    /// # Errors
    /// [`ApiError::Type`] for anything else.
    pub fn number(&self, index: usize, name: &str) -> Result<f64, ApiError> {
        self.opt_number(index)
            .ok_or_else(|| self.wrong(index, name, "a number"))
    }

    /// The argument as a finite number, `None` when it is none.
    pub fn opt_number(&self, index: usize) -> Option<f64> {
        let number = match self.get(index) {
            Value::Number(number) => *number,
            Value::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The argument as an integer: a number with its fraction cut off, within ±2^53.
    ///
    /// # Errors
    /// [`ApiError::Type`] when it is no number, [`ApiError::Range`] when it is too large.
    pub fn integer(&self, index: usize, name: &str) -> Result<i64, ApiError> {
        let number = self.number(index, name)?.trunc();
        if number.abs() > 9_007_199_254_740_992.0 {
            return Err(ApiError::Range(format!(
                "argument {} ({name}) is out of range",
                index + 1
            )));
        }
        Ok(number as i64)
    }

    /// The argument as an integer, `None` when it is no number or not given.
    pub fn opt_integer(&self, index: usize) -> Option<i64> {
        self.opt_number(index).map(|number| number.trunc() as i64)
    }

    /// The argument as an index or count: an integer that is not negative.
    ///
    /// # Errors
    /// [`ApiError::Type`] when it is no number, [`ApiError::Range`] when it is negative or too large.
    pub fn index(&self, index: usize, name: &str) -> Result<usize, ApiError> {
        usize::try_from(self.integer(index, name)?).map_err(|_| {
            ApiError::Range(format!(
                "argument {} ({name}) must not be negative",
                index + 1
            ))
        })
    }

    /// The argument as a boolean by JavaScript's truthiness; `default` when it was not given.
    pub fn boolean(&self, index: usize, default: bool) -> bool {
        match self.get(index) {
            Value::Undefined => default,
            Value::Null => false,
            Value::Bool(value) => *value,
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Text(text) => !text.is_empty(),
            _ => true,
        }
    }

    /// The argument as an object of the API.
    ///
    /// # Errors
    /// [`ApiError::Type`] when it is none; `what` says what was expected, for example `an ApiRun`.
    pub fn handle(&self, index: usize, name: &str, what: &str) -> Result<&'a R, ApiError> {
        self.opt_handle(index)
            .ok_or_else(|| self.wrong(index, name, what))
    }

    /// The argument as an object of the API, `None` when it is none.
    pub fn opt_handle(&self, index: usize) -> Option<&'a R> {
        match self.get(index) {
            Value::Handle(handle) => Some(handle),
            _ => None,
        }
    }

    /// The argument as an array.
    ///
    /// # Errors
    /// [`ApiError::Type`] when it is none.
    pub fn list(&self, index: usize, name: &str) -> Result<&'a [Value<R>], ApiError> {
        match self.get(index) {
            Value::List(values) => Ok(values),
            _ => Err(self.wrong(index, name, "an array")),
        }
    }

    /// The error for an argument of the wrong type.
    pub fn wrong(&self, index: usize, name: &str, expected: &str) -> ApiError {
        ApiError::Type(format!(
            "argument {} ({name}) must be {expected}, not {}",
            index + 1,
            self.get(index).type_name()
        ))
    }
}

/// Writes a number as JavaScript's `String(number)` does for the magnitudes that documents hold.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let magnitude = number.abs();
    if (1e-6..1e21).contains(&magnitude) {
        return format!("{number}");
    }
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => {
            format!("{mantissa}e+{exponent}")
        }
        _ => text,
    }
}
