//! The description, and whether a value is as a schema of it says.

use http::Method;
use serde_json::{Value, json};

const TEXT: &str = include_str!("../../../../docs/api/documents.openapi.json");

/// The description.
pub struct Description(pub Value);

impl Description {
    pub fn read() -> Self {
        Self(serde_json::from_str(TEXT).expect("the description is JSON"))
    }

    /// What a `$ref` stands for, or the value itself.
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(target) => self
                .0
                .pointer(target.trim_start_matches('#'))
                .unwrap_or_else(|| panic!("{target} leads nowhere")),
            None => value,
        }
    }

    pub fn operation(&self, method: &Method, path: &str) -> &Value {
        let operation = &self.0["paths"][path][method.as_str().to_lowercase()];
        assert!(operation.is_object(), "{method} {path} is not described");
        operation
    }

    /// The schema of an answer.
    pub fn answer<'d>(&'d self, operation: &'d Value, status: u16) -> &'d Value {
        let response = self.resolve(&operation["responses"][status.to_string()]);
        &response["content"]["application/json"]["schema"]
    }

    /// Whether a value is as a schema says: every member is described, those that must be are there, types are right.
    pub fn fit(&self, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
        let schema = self.resolve(schema);
        if !schema.is_object() {
            return Err(format!("{place}: there is no schema"));
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let refusals: Vec<String> = choices
                .iter()
                .filter_map(|choice| self.fit(choice, value, place).err())
                .collect();
            if refusals.len() < choices.len() {
                return Ok(());
            }
            return Err(format!("{place}: none of: {}", refusals.join("; ")));
        }
        let wrong = |what: &str| Err(format!("{place}: {value} is not {what}"));
        if schema.get("const").is_some_and(|only| only != value) {
            return wrong(&schema["const"].to_string());
        }
        if schema["enum"]
            .as_array()
            .is_some_and(|list| !list.contains(value))
        {
            return wrong("in the enumeration");
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => return Err(format!("{place}: the schema has no type")),
        };
        if !types.iter().any(|name| is_of_type(value, name)) {
            return wrong(&types.join(" or "));
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.fit(&schema["items"], item, &format!("{place}[{index}]"))?;
        }
        let Some(members) = value.as_object() else {
            return Ok(());
        };
        for name in schema["required"].as_array().into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap_or_default()) {
                return Err(format!("{place}: {name} is missing"));
            }
        }
        for (name, member) in members {
            let more = &schema["additionalProperties"];
            let described = schema["properties"].get(name);
            match described.or(more.is_object().then_some(more)) {
                Some(schema) => self.fit(schema, member, &format!("{place}.{name}"))?,
                None if *more == json!(true) => {}
                None => return Err(format!("{place}: {name} is not described")),
            }
        }
        Ok(())
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}
