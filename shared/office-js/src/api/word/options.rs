//! Options of members that read text.

use spindle_ooxml::word::text::TextOptions;

use super::{WordCall, WordRef};
use crate::value::Value;

/// Reads the options object at argument `index`; what it does not say keeps its default.
pub fn text_options(call: &WordCall<'_>, index: usize) -> TextOptions {
    let mut options = TextOptions::default();
    let given = call.args.get(index);
    if let Some(Value::Bool(numbering)) = given.get("Numbering") {
        options.numbering = *numbering;
    }
    let separators = [
        ("ParaSeparator", &mut options.paragraph),
        ("TableCellSeparator", &mut options.cell),
        ("TableRowSeparator", &mut options.row),
        ("TabSymbol", &mut options.inline.tab),
        ("NewLineSeparator", &mut options.inline.line),
    ];
    for (name, place) in separators {
        if let Some(text) = separator(given.get(name)) {
            *place = text;
        }
    }
    options
}

fn separator(value: Option<&Value<WordRef>>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
