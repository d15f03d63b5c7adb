//! Options of members that read text.

use spindle_ooxml::word::text::TextOptions;

use crate::class::Call;
use crate::editor::Editor;
use crate::value::Value;

/// Reads the options object at argument `index`; what it does not say keeps its default.
pub fn text_options<E: Editor>(call: &Call<'_, E>, index: usize) -> TextOptions {
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
        if let Some(Value::Text(text)) = given.get(name) {
            place.clone_from(text);
        }
    }
    options
}
