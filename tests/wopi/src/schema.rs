//! JSON Schema, as far as the schemas of the description go (draft 4).

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

/// Keywords that only describe.
const WORDS: [&str; 5] = ["$schema", "title", "description", "default", "id"];

/// A schema whose every keyword is known here.
#[derive(Debug, Clone)]
pub struct Schema {
    rules: Map<String, Value>,
}

impl Schema {
    /// Reads a schema.
    ///
    /// # Errors
    /// When it is not JSON, or uses a keyword or format that is not checked here.
    pub fn parse(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
        known(&value)?;
        match value {
            Value::Object(rules) => Ok(Self { rules }),
            _ => bail!("a schema is an object"),
        }
    }

    /// What is wrong with a value, in words; nothing when it is valid.
    pub fn check(&self, value: &Value) -> Vec<String> {
        let mut errors = Vec::new();
        check(&self.rules, value, "", &mut errors);
        errors
    }
}

/// Refuses schemas that [`check`] would not understand.
fn known(schema: &Value) -> Result<()> {
    let rules = schema.as_object().context("a schema is an object")?;
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "type"
            | "required"
            | "enum"
            | "minimum"
            | "minLength"
            | "maxLength"
            | "additionalProperties" => {}
            "format" => match rule.as_str() {
                Some("uri" | "date-time") => {}
                _ => bail!("the format {rule} is not checked"),
            },
            "properties" => {
                for rule in rule
                    .as_object()
                    .context("properties are an object")?
                    .values()
                {
                    known(rule)?;
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for rule in rule.as_array().context("alternatives are an array")? {
                    known(rule)?;
                }
            }
            "items" | "not" => known(rule)?,
            word if WORDS.contains(&word) => {}
            other => bail!("the keyword {other} is not checked"),
        }
    }
    Ok(())
}

fn check(rules: &Map<String, Value>, value: &Value, at: &str, errors: &mut Vec<String>) {
    let place = if at.is_empty() { "the answer" } else { at };
    for (keyword, rule) in rules {
        let holds = match keyword.as_str() {
            "type" => types(rule).any(|name| is(value, name)),
            "enum" => rule.as_array().is_some_and(|list| list.contains(value)),
            "format" => value.as_str().is_none_or(|text| match rule.as_str() {
                Some("uri") => url::Url::parse(text).is_ok(),
                _ => is_date_time(text),
            }),
            "minimum" => match (value.as_f64(), rule.as_f64()) {
                (Some(value), Some(least)) => value >= least,
                _ => true,
            },
            "minLength" | "maxLength" => match (value.as_str(), rule.as_u64()) {
                (Some(text), Some(limit)) => {
                    let length = text.chars().count() as u64;
                    if keyword == "minLength" {
                        length >= limit
                    } else {
                        length <= limit
                    }
                }
                _ => true,
            },
            "required" => {
                for name in
                    types(rule).filter(|name| value.is_object() && value.get(name).is_none())
                {
                    errors.push(format!("{place} has no {name}"));
                }
                true
            }
            "properties" => {
                let members = value.as_object().into_iter().flatten();
                for (name, member) in members {
                    if let Some(rules) = rule.get(name).and_then(Value::as_object) {
                        check(rules, member, &format!("{at}/{name}"), errors);
                    }
                }
                true
            }
            "additionalProperties" if rule == &Value::Bool(false) => {
                let declared = rules.get("properties");
                let members = value.as_object().into_iter().flatten();
                for (name, _) in members {
                    if declared.and_then(|declared| declared.get(name)).is_none() {
                        errors.push(format!("{place} may not have {name}"));
                    }
                }
                true
            }
            "items" => {
                if let Some(rules) = rule.as_object() {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        check(rules, item, &format!("{at}/{number}"), errors);
                    }
                }
                true
            }
            "oneOf" => fitting(rule, value) == 1,
            "anyOf" => fitting(rule, value) > 0,
            "allOf" => fitting(rule, value) == rule.as_array().map_or(0, Vec::len),
            "not" => !fits(rule, value),
            _ => true,
        };
        if !holds {
            errors.push(format!(
                "{place} is {value}, which is against {keyword} {rule}"
            ));
        }
    }
}

/// How many of the alternatives a value fits.
fn fitting(alternatives: &Value, value: &Value) -> usize {
    let alternatives = alternatives.as_array().into_iter().flatten();
    alternatives.filter(|rule| fits(rule, value)).count()
}

fn fits(rule: &Value, value: &Value) -> bool {
    let mut errors = Vec::new();
    if let Some(rules) = rule.as_object() {
        check(rules, value, "", &mut errors);
    }
    errors.is_empty()
}

/// One name, or each of an array of names.
fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let one = rule.as_str().into_iter();
    one.chain(
        rule.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str),
    )
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => false,
    }
}

/// RFC 3339 without the leniency of clients: `2026-01-31T23:59:59.123Z` or with an offset.
fn is_date_time(text: &str) -> bool {
    let pattern = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$";
    regex_lite::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn errors(schema: &Value, value: &Value) -> usize {
        Schema::parse(&schema.to_string())
            .unwrap()
            .check(value)
            .len()
    }

    #[test]
    fn types_and_required_members_are_checked() {
        let schema = json!({"type": "object", "required": ["Size"], "additionalProperties": true, "properties": {
            "Size": {"type": "integer"}, "Name": {"type": ["string", "null"]}, "Coauth": {"not": {}}}});
        assert_eq!(errors(&schema, &json!({"Size": 1, "Other": []})), 0);
        assert_eq!(errors(&schema, &json!({"Size": "1"})), 1);
        assert_eq!(errors(&schema, &json!({"Size": 1.5})), 1);
        assert_eq!(errors(&schema, &json!({"Name": null})), 1);
        assert_eq!(errors(&schema, &json!({"Size": 1, "Coauth": false})), 1);
        assert_eq!(errors(&schema, &json!([])), 1);
    }

    #[test]
    fn alternatives_and_formats_are_checked() {
        let schema = json!({"oneOf": [{"type": "string", "format": "uri"}, {"type": "string", "maxLength": 0},
            {"type": "null"}]});
        assert_eq!(errors(&schema, &json!("https://example.com/x")), 0);
        assert_eq!(errors(&schema, &json!("")), 0);
        assert_eq!(errors(&schema, &Value::Null), 0);
        assert_eq!(errors(&schema, &json!("/x")), 1);
        assert_eq!(errors(&schema, &json!(7)), 1);
        let schema = json!({"type": "string", "format": "date-time"});
        assert_eq!(errors(&schema, &json!("2026-01-31T23:59:59.1234567Z")), 0);
        assert_eq!(errors(&schema, &json!("2026-01-31 23:59:59")), 1);
        let schema = json!({"type": "array", "items": {"enum": ["ReadOnly"]}});
        assert_eq!(errors(&schema, &json!(["ReadOnly", "Both"])), 1);
    }

    #[test]
    fn unknown_keywords_are_refused() {
        assert!(Schema::parse(r#"{"patternProperties": {}}"#).is_err());
        assert!(Schema::parse(r#"{"properties": {"a": {"format": "email"}}}"#).is_err());
        let closed = json!({"additionalProperties": false, "properties": {"a": {}}});
        assert_eq!(errors(&closed, &json!({"a": 1, "b": 2})), 1);
    }
}
