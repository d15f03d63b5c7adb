//! Functions that scripts give to formulas: `Api.AddCustomFunctionLibrary` and its like. What a function takes stands in
//! the comment before it; the binding keeps and calls the functions themselves.

use spindle_calc::custom::{Asked, Custom, Kind, Parameter};

use super::{CellCall, CellEditor, CellResult, calculation};
use crate::class::{ApiError, Member};
use crate::value::Value;

/// Functions that one library may describe.
const MAX_FUNCTIONS: usize = 1000;

/// Arguments that a function may have.
const MAX_ARGUMENTS: usize = 255;

type Row = Member<CellEditor>;

/// Runs a library of functions.
pub const ADD_LIBRARY: Row = Member::new("AddCustomFunctionLibrary", |_| Ok(Value::Library));
/// Takes a function of the library that runs.
pub const ADD_FUNCTION: Row = Member::new("AddCustomFunction", |_| Ok(Value::Formula));
/// Takes one away.
pub const REMOVE: Row = Member::new("RemoveCustomFunction", remove);
/// Takes all away.
pub const CLEAR: Row = Member::new("ClearCustomFunctions", |call| {
    Ok(call.doc.calc.clear_customs().into())
});

fn remove(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "sName")?;
    Ok(call.doc.calc.remove_custom(&name).into())
}

/// What scripts told of their functions.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// The functions of the library that runs: their names as they are written, and what they take.
    pub functions: Vec<(String, Custom)>,
    /// Whether functions are called: they do not wait for each other.
    pub is_calling: bool,
    /// The state of the workbook for which all calls are answered.
    settled: Option<u64>,
}

/// The calls that formulas wait for.
pub fn asked(doc: &mut CellEditor) -> Result<Vec<Asked>, ApiError> {
    let revision = doc.book.revision();
    let described = &doc.application.described;
    if !doc.calc.has_customs() || described.is_calling || described.settled == Some(revision) {
        return Ok(Vec::new());
    }
    calculation::load(doc)?;
    let asked = doc.calc.asked(&doc.book);
    let asked = asked.map_err(|error| ApiError::Range(error.to_string()))?;
    if asked.is_empty() {
        doc.application.described.settled = Some(doc.book.revision());
    }
    Ok(asked)
}

/// A function that takes so many arguments becomes one of formulas; `None` when the library does not describe it.
/// Answers its name there.
pub fn register(doc: &mut CellEditor, name: &str, arguments: usize) -> Option<String> {
    let described = &mut doc.application.described;
    let mut functions = described.functions.iter();
    let (_, custom) = functions.find(|(known, _)| known == name)?;
    let mut custom = custom.clone();
    // The comment need not tell of all of them.
    while custom.parameters.len() < arguments.min(MAX_ARGUMENTS) {
        custom.parameters.push(Parameter {
            kind: Kind::Any,
            is_table: false,
            is_optional: false,
        });
    }
    described.settled = None;
    let upper = custom.name.clone();
    doc.calc.add_custom(custom);
    Some(upper)
}

/// The functions of a library's text that have a comment with `@customfunction`.
pub fn read(text: &str) -> Vec<(String, Custom)> {
    let mut functions = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("/**")
        && let Some((comment, code)) = after.split_once("*/")
        && functions.len() < MAX_FUNCTIONS
    {
        rest = code;
        if !comment.contains("@customfunction") {
            continue;
        }
        let name: String = code
            .split_once("function")
            .map(|(_, behind)| behind.trim_start())
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))
            .collect();
        if name.is_empty() {
            continue;
        }
        let custom = Custom {
            name: name.to_uppercase(),
            parameters: comment
                .split("@param")
                .skip(1)
                .filter_map(parameter)
                .take(MAX_ARGUMENTS)
                .collect(),
        };
        functions.push((name, custom));
    }
    functions
}

/// What stands behind `@param`: `{number[][]} [name] What it is.`
fn parameter(text: &str) -> Option<Parameter> {
    let (kind, name) = text.trim_start().strip_prefix('{')?.split_once('}')?;
    let kind = kind.trim().to_lowercase();
    let plain = kind.strip_suffix("[][]");
    Some(Parameter {
        kind: match plain.unwrap_or(&kind) {
            "number" => Kind::Number,
            "string" => Kind::Text,
            "boolean" => Kind::Truth,
            "any" => Kind::Any,
            _ => Kind::None,
        },
        is_table: plain.is_some(),
        is_optional: name.trim_start().starts_with('['),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_describe_functions() {
        let text = "() => { /** Adds.\n * @customfunction\n * @param {number} a First.\n * @param {any[][]} [b] More.\n */
            function Add(a, b) {} /** not one */ function other() {} /** @customfunction */";
        let functions = read(text);
        assert_eq!(functions.len(), 1);
        assert_eq!(functions[0].0, "Add");
        assert_eq!(functions[0].1.name, "ADD");
        let parameters = &functions[0].1.parameters;
        assert_eq!(parameters.len(), 2);
        assert_eq!(
            (parameters[0].kind, parameters[0].is_table),
            (Kind::Number, false)
        );
        assert_eq!(
            (parameters[1].kind, parameters[1].is_table),
            (Kind::Any, true)
        );
        assert!(parameters[1].is_optional && !parameters[0].is_optional);
    }
}
