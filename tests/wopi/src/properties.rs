//! What is expected of one member of a JSON body.

use anyhow::{Context, Result, bail};
use regex_lite::Regex;
use serde_json::Value;
use url::Url;

use crate::state::{State, plain, select};
use crate::xml::Element;

/// An expectation of a member.
#[derive(Debug, Clone)]
pub struct Property {
    path: String,
    kind: Kind,
    required: bool,
    expected: Option<String>,
    saved: Option<String>,
}

#[derive(Debug, Clone)]
enum Kind {
    Boolean,
    Integer,
    Text {
        ends_with: Option<String>,
        ignore_case: bool,
    },
    Pattern {
        pattern: Regex,
        matching: bool,
    },
    Url {
        with_token: bool,
    },
    /// An array, with the value that has to be in it as what is expected.
    Array,
    /// The table of co-authors, which this runner does not read.
    Table,
    ArrayLength,
}

impl Property {
    /// Reads an expectation.
    ///
    /// # Errors
    /// When it is not known.
    pub fn read(element: &Element) -> Result<Self> {
        let text = |name: &str| element.attribute(name).map(str::to_owned);
        let ignore_case = element.flag("IgnoreCase")?.unwrap_or(false);
        let mut expected = text("ExpectedValue");
        let kind = match element.name.as_str() {
            "BooleanProperty" => Kind::Boolean,
            "IntegerProperty" | "LongProperty" => Kind::Integer,
            "StringProperty" => Kind::Text {
                ends_with: text("EndsWith").filter(|end| !end.trim().is_empty()),
                ignore_case,
            },
            "StringRegexProperty" => {
                let pattern = expected
                    .take()
                    .context("a pattern is expected that is not told")?;
                let case = if ignore_case { "(?i)" } else { "" };
                Kind::Pattern {
                    pattern: Regex::new(&format!("{case}{pattern}"))
                        .with_context(|| format!("{pattern} is no pattern"))?,
                    matching: element.flag("ShouldMatch")?.unwrap_or(true),
                }
            }
            "AbsoluteUrlProperty" => Kind::Url {
                with_token: element.flag("MustIncludeAccessToken")?.unwrap_or(false),
            },
            "ArrayProperty" => {
                expected = text("ContainsValue");
                Kind::Array
            }
            "ArrayLengthProperty" => Kind::ArrayLength,
            "ResponseBodyProperty" => Kind::Table,
            other => bail!("the property {other} is not known"),
        };
        Ok(Self {
            path: text("Name").context("a property has no name")?,
            kind,
            required: element.flag("IsRequired")?.unwrap_or(false),
            expected,
            saved: text("ExpectedStateKey"),
        })
    }

    /// The name when it is a right of the user that has to be true and is not.
    pub fn missing_right(&self, body: &Value) -> Option<String> {
        let is_right = matches!(self.kind, Kind::Boolean)
            && self.path.starts_with("UserCan")
            && !self.path.starts_with("UserCanNot")
            && self.expected.as_deref() == Some("true");
        (is_right && select(body, &self.path) != Some(&Value::Bool(true)))
            .then(|| self.path.clone())
    }

    /// Checks the member of a body.
    ///
    /// # Errors
    /// In words, when it is not as expected.
    pub fn check(&self, body: &Value, state: &State) -> Result<(), String> {
        let path = &self.path;
        let value = match select(body, path) {
            None if self.required => return Err(format!("{path} is missing")),
            None => return Ok(()),
            Some(value) => value,
        };
        // A pattern that must not match still needs a text: null and "" are not the same as no member.
        if let Kind::Pattern { pattern, matching } = &self.kind {
            return match value.as_str().filter(|text| !text.is_empty()) {
                Some(text) if pattern.is_match(text) == *matching => Ok(()),
                Some(text) => Err(format!(
                    "{path} is {text:?}, which {} {pattern}",
                    if *matching {
                        "does not match"
                    } else {
                        "matches"
                    }
                )),
                None => Err(format!("{path} is there but empty")),
            };
        }
        if is_empty(value) && !matches!(self.kind, Kind::ArrayLength | Kind::Table) {
            return if self.required {
                Err(format!("{path} is empty"))
            } else {
                Ok(())
            };
        }
        let saved = self
            .saved
            .as_ref()
            .and_then(|key| state.get(key).cloned().flatten());
        let expected = saved.as_deref().or(self.expected.as_deref());
        match self.kind.check(value, expected) {
            Ok(()) => Ok(()),
            Err(text) => Err(format!("{path} {text}")),
        }
    }
}

impl Kind {
    fn check(&self, value: &Value, expected: Option<&str>) -> Result<(), String> {
        let equal = |expected: Option<&str>, ignore_case: bool| {
            let actual = plain(value).unwrap_or_default();
            match expected {
                Some(expected)
                    if ignore_case && actual.to_lowercase() == expected.to_lowercase() =>
                {
                    Ok(())
                }
                Some(expected) if actual == expected => Ok(()),
                Some(expected) => Err(format!("is {value}, expected was {expected:?}")),
                None => Ok(()),
            }
        };
        match self {
            Self::Boolean if !value.is_boolean() => Err(format!("is {value}, not true or false")),
            Self::Boolean => equal(expected, true),
            Self::Integer if !value.is_i64() && !value.is_u64() => {
                Err(format!("is {value}, not an integer"))
            }
            Self::Integer => equal(expected, false),
            Self::Text {
                ends_with,
                ignore_case,
            } => {
                let Some(text) = value.as_str() else {
                    return Err(format!("is {value}, not a text"));
                };
                equal(expected, *ignore_case)?;
                let case = |text: &str| {
                    if *ignore_case {
                        text.to_lowercase()
                    } else {
                        text.to_owned()
                    }
                };
                match ends_with {
                    Some(end) if !case(text).ends_with(&case(end)) => {
                        Err(format!("is {text:?}, which does not end with {end:?}"))
                    }
                    _ => Ok(()),
                }
            }
            Self::Url { with_token } => {
                let text = value.as_str().unwrap_or_default();
                let Ok(url) = Url::parse(text) else {
                    return Err(format!("is {value}, not an absolute URL"));
                };
                if *with_token
                    && !url
                        .query_pairs()
                        .any(|(key, value)| key == "access_token" && !value.is_empty())
                {
                    return Err(format!("is {text:?}, which carries no access_token"));
                }
                Ok(())
            }
            Self::Array => {
                let Some(list) = value.as_array() else {
                    return Err(format!("is {value}, not an array"));
                };
                let holds = |wanted: &str| {
                    list.iter().any(|item| {
                        plain(item).is_some_and(|item| item.eq_ignore_ascii_case(wanted))
                    })
                };
                match expected {
                    Some(wanted) if !holds(wanted) => {
                        Err(format!("is {value}, which lacks {wanted:?}"))
                    }
                    _ => Ok(()),
                }
            }
            Self::ArrayLength => {
                let length = value.as_array().map(|list| list.len().to_string());
                if length.as_deref() == Some(expected.unwrap_or("0")) {
                    Ok(())
                } else {
                    Err(format!(
                        "is {value}, expected was an array of {}",
                        expected.unwrap_or("0")
                    ))
                }
            }
            Self::Table => Err("is a table of co-authors, which is not read here".to_owned()),
            Self::Pattern { .. } => Ok(()),
        }
    }
}

/// Null, and texts, arrays and objects with nothing in them.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(xml: &str, body: &Value) -> bool {
        let state = State::from([
            ("Flag".to_owned(), Some("true".to_owned())),
            ("None".to_owned(), None),
        ]);
        Property::read(&Element::parse(xml).unwrap())
            .unwrap()
            .check(body, &state)
            .is_ok()
    }

    #[test]
    fn scalars_are_compared_and_typed() {
        let flag = "<BooleanProperty Name='F' ExpectedValue='true' IsRequired='true'/>";
        assert!(holds(flag, &json!({"F": true})));
        assert!(!holds(flag, &json!({"F": "true"})));
        assert!(!holds(flag, &json!({})));
        assert!(holds(
            "<BooleanProperty Name='F' ExpectedValue='false'/>",
            &json!({})
        ));
        assert!(!holds(
            "<BooleanProperty Name='F' ExpectedStateKey='Flag'/>",
            &json!({"F": false})
        ));
        assert!(holds(
            "<BooleanProperty Name='F' ExpectedStateKey='None'/>",
            &json!({"F": false})
        ));
        assert!(!holds(
            "<LongProperty Name='S' IsRequired='true'/>",
            &json!({"S": "5"})
        ));
        assert!(holds(
            "<IntegerProperty Name='A[0].S' ExpectedValue='3'/>",
            &json!({"A": [{"S": 3}]})
        ));
    }

    #[test]
    fn texts_have_ends_and_patterns() {
        let end =
            "<StringProperty Name='N' EndsWith='.wopitest' IgnoreCase='true' IsRequired='true'/>";
        assert!(holds(end, &json!({"N": "A.WOPItest"})));
        assert!(!holds(end, &json!({"N": "a.docx"})));
        let dot = r"<StringRegexProperty Name='N' ExpectedValue='^\..*$' ShouldMatch='false'/>";
        assert!(holds(dot, &json!({"N": "a.docx"})));
        assert!(holds(dot, &json!({})));
        assert!(!holds(dot, &json!({"N": ".docx"})));
        assert!(!holds(dot, &json!({"N": null})));
        let office = r"<StringRegexProperty Name='N' ExpectedValue='^https:\/\/.*?\.officeapps(-df)?\.live\.com.+' ShouldMatch='false'/>";
        assert!(!holds(
            office,
            &json!({"N": "https://word.officeapps-df.live.com/we"})
        ));
        assert!(holds(office, &json!({"N": "https://example.com/we"})));
    }

    #[test]
    fn urls_are_absolute_and_carry_tokens() {
        let url = "<AbsoluteUrlProperty Name='U' IsRequired='true' MustIncludeAccessToken='true'/>";
        assert!(holds(
            url,
            &json!({"U": "http://h/wopi/files/1?access_token=x"})
        ));
        assert!(!holds(url, &json!({"U": "http://h/wopi/files/1?token=x"})));
        assert!(!holds(url, &json!({"U": "/wopi/files/1?access_token=x"})));
        assert!(!holds(url, &json!({"U": ""})));
        assert!(holds("<AbsoluteUrlProperty Name='U'/>", &json!({"U": ""})));
    }

    #[test]
    fn arrays_hold_values() {
        let list = "<ArrayProperty Name='L' ContainsValue='ReadOnly' IsRequired='true'/>";
        assert!(holds(list, &json!({"L": ["ReadWrite", "ReadOnly"]})));
        assert!(!holds(list, &json!({"L": ["ReadWrite"]})));
        assert!(!holds(list, &json!({"L": []})));
        assert!(holds(
            "<ArrayLengthProperty Name='L' ExpectedValue='0'/>",
            &json!({"L": []})
        ));
        assert!(!holds(
            "<ArrayLengthProperty Name='L' ExpectedValue='0'/>",
            &json!({"L": [1]})
        ));
    }
}
