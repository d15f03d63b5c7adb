//! `ApiDocument.AddMathEquation`: a formula in linear form, as Unicode or LaTeX writes it.

use spindle_ooxml::word::{caret, math};

use super::handle::{no, yes};
use super::{WordCall, WordResult};
use crate::value::Value;

/// Puts the formula where the cursor stands. MathML is not read: `false`.
pub fn add(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(text) = call.args.get(0) else {
        return no();
    };
    let latex = match call.args.opt_text(1).as_deref() {
        Some("latex") => true,
        Some("mathml") => return no(),
        _ => false,
    };
    let text = text.clone();
    let place = call.doc.clear_selection();
    let dom = call.doc.dom_mut();
    let formula = math::from_linear(dom, &text, latex);
    caret::insert_inline(dom, place, formula);
    yes()
}
