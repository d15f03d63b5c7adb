//! What is expected of an answer.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::http::Answer;
use crate::properties::Property;
use crate::schema::Schema;
use crate::state::State;
use crate::xml::Element;

/// The header that carries a lock.
const LOCK: &str = "X-WOPI-Lock";

/// An expectation.
#[derive(Debug, Clone)]
pub enum Validator {
    /// All of them.
    And(Vec<Validator>),
    /// At least one of them.
    Or(Vec<Validator>),
    /// The status code.
    Code(u16),
    /// A 409 that tells the current lock.
    LockMismatch(String),
    /// A header.
    Header(Header),
    /// Members of a JSON body, or that there is no body at all.
    Json {
        /// What is expected of members.
        properties: Vec<Property>,
        /// Whether there has to be a body.
        exists: bool,
    },
    /// A JSON body that fits the schema of that name.
    Schema(String),
    /// The bytes of a resource.
    Resource(String),
    /// These bytes.
    Body(String),
    /// Frames of the chunked transfer, which this runner does not read.
    Frames,
}

/// What is expected of a header.
#[derive(Debug, Clone)]
pub struct Header {
    name: String,
    expected: Option<String>,
    saved: Option<String>,
    comparator: String,
    required: bool,
    matching: bool,
}

/// What expectations are compared with.
pub struct Known<'k> {
    /// Bodies by their ids.
    pub resources: &'k BTreeMap<String, Vec<u8>>,
    /// Schemas by their ids.
    pub schemas: &'k BTreeMap<String, Schema>,
    /// What the test saved so far.
    pub state: &'k State,
}

impl Validator {
    /// Reads an expectation.
    ///
    /// # Errors
    /// When it is not known.
    pub fn read(element: &Element) -> Result<Self> {
        let all = || {
            element
                .children
                .iter()
                .map(Self::read)
                .collect::<Result<Vec<_>>>()
        };
        let text = |name: &str| element.attribute(name).map(str::to_owned);
        Ok(match element.name.as_str() {
            "And" => Self::And(all()?),
            "Or" => Self::Or(all()?),
            "ResponseCodeValidator" => Self::Code(
                text("ExpectedCode")
                    .and_then(|code| code.parse().ok())
                    .context("a status code is expected without a number")?,
            ),
            "LockMismatchValidator" => Self::LockMismatch(text("ExpectedLock").unwrap_or_default()),
            "ResponseHeaderValidator" => Self::Header(Header {
                name: text("Header").context("a header is expected without a name")?,
                expected: text("ExpectedValue"),
                saved: text("ExpectedStateKey"),
                comparator: text("Comparator").unwrap_or_default(),
                required: element.flag("IsRequired")?.unwrap_or(false),
                matching: element.flag("ShouldMatch")?.unwrap_or(true),
            }),
            "JsonResponseContentValidator" => Self::Json {
                properties: element
                    .children
                    .iter()
                    .map(Property::read)
                    .collect::<Result<_>>()?,
                exists: element.flag("ShouldExist")?.unwrap_or(true),
            },
            "JsonSchemaValidator" => {
                Self::Schema(text("Schema").context("a schema is expected without a name")?)
            }
            "ResponseContentValidator" => {
                match (text("ExpectedResourceId"), text("ExpectedBodyContent")) {
                    (Some(id), None) => Self::Resource(id),
                    (None, Some(body)) => Self::Body(body),
                    _ => bail!("a content is expected that is not told, or told twice"),
                }
            }
            "FramesValidator" => Self::Frames,
            other => bail!("the validator {other} is not known"),
        })
    }

    /// Collects the names of schemas.
    pub fn schemas(&self, names: &mut Vec<String>) {
        match self {
            Self::And(list) | Self::Or(list) => {
                for validator in list {
                    validator.schemas(names);
                }
            }
            Self::Schema(name) => names.push(name.clone()),
            _ => {}
        }
    }

    /// The first right of the user (`UserCan...`) that this expects and the answer does not give.
    pub fn missing_right(&self, answer: &Answer) -> Option<String> {
        let Self::Json { properties, .. } = self else {
            return None;
        };
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        properties
            .iter()
            .find_map(|property| property.missing_right(&body))
    }

    /// Checks an answer; what is wrong with it is an error in words.
    ///
    /// # Errors
    /// When the answer is not as expected.
    pub fn check(&self, answer: &Answer, known: &Known<'_>) -> Result<(), Vec<String>> {
        let wrong = |text: String| Err(vec![text]);
        match self {
            Self::And(list) => check_all(list, answer, known),
            Self::Or(list) => {
                let mut errors = Vec::new();
                for validator in list {
                    match validator.check(answer, known) {
                        Ok(()) => return Ok(()),
                        Err(more) => errors.extend(more),
                    }
                }
                wrong(format!("none of these holds: {}", errors.join(" | ")))
            }
            Self::Code(code) if *code == answer.status => Ok(()),
            Self::Code(code) => wrong(format!("{}, expected was {code}", status(answer))),
            Self::LockMismatch(expected) => {
                // An older edition of the suite wants the header even when its value is empty.
                let header = Header {
                    name: LOCK.to_owned(),
                    expected: Some(expected.clone()),
                    saved: None,
                    comparator: String::new(),
                    required: true,
                    matching: true,
                };
                check_all(&[Self::Code(409), Self::Header(header)], answer, known)
            }
            Self::Header(header) => header.check(answer, known.state).or_else(wrong),
            Self::Json { properties, exists } => json(properties, *exists, answer, known.state),
            Self::Schema(name) => {
                let Some(schema) = known.schemas.get(name) else {
                    return wrong(format!("there is no schema {name}"));
                };
                let body = parsed(answer).map_err(|text| vec![text])?;
                let errors = schema.check(&body);
                if errors.is_empty() {
                    Ok(())
                } else {
                    wrong(format!("against {name}: {}", errors.join(", ")))
                }
            }
            Self::Resource(id) => match known.resources.get(id) {
                Some(expected) => same(expected, &answer.body).or_else(wrong),
                None => wrong(format!("there is no resource {id}")),
            },
            Self::Body(expected) => same(expected.as_bytes(), &answer.body).or_else(wrong),
            Self::Frames => wrong("frames of the chunked transfer are not read here".to_owned()),
        }
    }
}

/// Checks that a body has the length that its head announced.
///
/// # Errors
/// When it has not.
pub fn check_length(answer: &Answer) -> Result<(), Vec<String>> {
    match answer.header("Content-Length") {
        Some(length) if length.parse().ok() != Some(answer.body.len()) => Err(vec![format!(
            "Content-Length is {length}, the body has {} bytes",
            answer.body.len()
        )]),
        _ => Ok(()),
    }
}

/// Checks all and collects what is wrong.
///
/// # Errors
/// When an expectation does not hold.
pub fn check_all(
    list: &[Validator],
    answer: &Answer,
    known: &Known<'_>,
) -> Result<(), Vec<String>> {
    let errors: Vec<String> = list
        .iter()
        .filter_map(|validator| validator.check(answer, known).err())
        .flatten()
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn json(
    properties: &[Property],
    exists: bool,
    answer: &Answer,
    state: &State,
) -> Result<(), Vec<String>> {
    if !exists {
        return if answer.body.is_empty() {
            Ok(())
        } else {
            Err(vec!["there is a body".to_owned()])
        };
    }
    let body = parsed(answer).map_err(|text| vec![text])?;
    if !body.is_object() {
        return Err(vec!["the body is no JSON object".to_owned()]);
    }
    let errors: Vec<String> = properties
        .iter()
        .filter_map(|property| property.check(&body, state).err())
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// The body as JSON, or why it is none.
fn parsed(answer: &Answer) -> Result<Value, String> {
    if answer.body.is_empty() {
        return Err(format!("{} and there is no body", status(answer)));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|error| format!("{} and the body is not JSON: {error}", status(answer)))
}

/// The status in words, with what the host tells about it.
fn status(answer: &Answer) -> String {
    let told = answer
        .header("X-WOPI-ServerError")
        .or_else(|| answer.header("X-WOPI-LockFailureReason"));
    match told {
        Some(told) => format!("the status is {} ({told})", answer.status),
        None => format!("the status is {}", answer.status),
    }
}

fn same(expected: &[u8], actual: &[u8]) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "the body has {} bytes that are not the {} expected",
        actual.len(),
        expected.len()
    ))
}

impl Header {
    fn check(&self, answer: &Answer, state: &State) -> Result<(), String> {
        let name = &self.name;
        let Some(value) = answer.header(name) else {
            return if self.required {
                Err(format!("there is no header {name}"))
            } else {
                Ok(())
            };
        };
        // What was saved goes before what is written; without either the header only has to be there.
        let saved = self
            .saved
            .as_ref()
            .and_then(|key| state.get(key).cloned().flatten());
        let Some(expected) = saved.or_else(|| self.expected.clone()) else {
            return Ok(());
        };
        if !matches!(self.comparator.as_str(), "" | "=") {
            let holds = match (value.parse::<i64>(), expected.parse::<i64>()) {
                (Ok(value), Ok(expected)) => match self.comparator.as_str() {
                    "<" => value < expected,
                    "<=" => value <= expected,
                    ">" => value > expected,
                    ">=" => value >= expected,
                    _ => false,
                },
                _ => false,
            };
            return if holds {
                Ok(())
            } else {
                Err(format!(
                    "{name} is {value:?}, which is not {} {expected:?}",
                    self.comparator
                ))
            };
        }
        // Locks are compared byte by byte; a difference in case alone is no difference where one is wanted.
        match self.matching {
            true if value != expected => {
                Err(format!("{name} is {value:?}, expected was {expected:?}"))
            }
            false if value.eq_ignore_ascii_case(&expected) => {
                Err(format!("{name} is {value:?}, which it should not be"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, answer: &Answer, state: &State) -> bool {
        let validator = Validator::read(&Element::parse(xml).unwrap()).unwrap();
        let resources = BTreeMap::from([("R".to_owned(), b"bytes".to_vec())]);
        let schemas = BTreeMap::from([(
            "S".to_owned(),
            Schema::parse(r#"{"required": ["Name"]}"#).unwrap(),
        )]);
        let known = Known {
            resources: &resources,
            schemas: &schemas,
            state,
        };
        validator.check(answer, &known).is_ok()
    }

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        Answer {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            body: body.into(),
        }
    }

    #[test]
    fn alternatives_need_one_that_holds() {
        let either = "<Or><ResponseCodeValidator ExpectedCode='401'/><ResponseCodeValidator ExpectedCode='404'/></Or>";
        assert!(check(either, &answer(404, &[], ""), &State::new()));
        assert!(!check(either, &answer(200, &[], ""), &State::new()));
        let both = either.replace("Or>", "And>");
        assert!(!check(&both, &answer(404, &[], ""), &State::new()));
    }

    #[test]
    fn a_lock_mismatch_tells_the_lock() {
        let lock = "<LockMismatchValidator ExpectedLock='L'/>";
        let state = State::new();
        assert!(check(
            lock,
            &answer(409, &[("x-wopi-lock", "L")], ""),
            &state
        ));
        assert!(!check(
            lock,
            &answer(409, &[("x-wopi-lock", "l")], ""),
            &state
        ));
        assert!(!check(lock, &answer(409, &[], ""), &state));
        assert!(!check(
            lock,
            &answer(200, &[("X-WOPI-Lock", "L")], ""),
            &state
        ));
        let none = "<LockMismatchValidator ExpectedLock=''/>";
        assert!(check(
            none,
            &answer(409, &[("X-WOPI-Lock", "")], ""),
            &state
        ));
        assert!(!check(none, &answer(409, &[], ""), &state));
    }

    #[test]
    fn headers_are_compared_with_what_was_saved() {
        let state = State::from([("V".to_owned(), Some("7".to_owned()))]);
        let differs =
            "<ResponseHeaderValidator Header='X-V' ExpectedStateKey='V' ShouldMatch='false'/>";
        assert!(check(differs, &answer(200, &[("X-V", "8")], ""), &state));
        assert!(!check(differs, &answer(200, &[("X-V", "7")], ""), &state));
        assert!(check(differs, &answer(200, &[], ""), &state));
        let greater = "<ResponseHeaderValidator Header='X-V' ExpectedStateKey='V' Comparator='&gt;' IsRequired='true'/>";
        assert!(check(greater, &answer(200, &[("X-V", "10")], ""), &state));
        assert!(!check(greater, &answer(200, &[("X-V", "7")], ""), &state));
        assert!(!check(greater, &answer(200, &[], ""), &state));
    }

    #[test]
    fn bodies_are_compared_byte_by_byte() {
        let state = State::new();
        let resource = "<ResponseContentValidator ExpectedResourceId='R'/>";
        assert!(check(resource, &answer(200, &[], "bytes"), &state));
        assert!(!check(resource, &answer(200, &[], "byte"), &state));
        assert!(check(
            "<JsonSchemaValidator Schema='S'/>",
            &answer(200, &[], "{\"Name\":1}"),
            &state
        ));
        assert!(!check(
            "<JsonSchemaValidator Schema='S'/>",
            &answer(200, &[], "{}"),
            &state
        ));
        let none = "<JsonResponseContentValidator ShouldExist='false'/>";
        assert!(check(none, &answer(200, &[], ""), &state));
        assert!(!check(none, &answer(200, &[], "{}"), &state));
    }

    #[test]
    fn a_length_has_to_be_true() {
        assert!(check_length(&answer(200, &[("content-length", "2")], "ab")).is_ok());
        assert!(check_length(&answer(200, &[("content-length", "3")], "ab")).is_err());
        assert!(check_length(&answer(200, &[], "ab")).is_ok());
    }
}
