//! Fill and outline of text: `w14:textFill` and `w14:textOutline`, [MS-DOCX] 2.6.1, the words of DrawingML under another
//! prefix.

use spindle_ooxml::word::props;
use spindle_ooxml::{Dom, NodeId};

use super::text_pr::{each, own};
use super::{WordCall, WordEditor, WordResult};
use crate::api::drawing::{DrawRef, DrawingHost, fill_argument, stroke_argument};
use crate::value::Value;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFill {
    Fill,
    Outline,
}

impl TextFill {
    fn element(self) -> &'static str {
        match self {
            Self::Fill => "w14:textFill",
            Self::Outline => "w14:textOutline",
        }
    }
}

/// Attributes that DrawingML has without prefix and these elements with one.
const ATTRIBUTES: &[&str] = &[
    "val", "w", "cap", "cmpd", "algn", "pos", "ang", "scaled", "path", "l", "t", "r", "b",
];

/// Gives an element and all below it the prefix `to` in place of `from`, and their attributes that of the vocabulary.
fn translate(dom: &mut Dom, node: NodeId, from: &str, to: &str) {
    let mut all: Vec<NodeId> = vec![node];
    all.extend(dom.descendants(node));
    for element in all {
        let Some(local) = dom
            .name_of(element)
            .and_then(|name| name.strip_prefix(from))
            .map(str::to_owned)
        else {
            continue;
        };
        dom.rename(element, &format!("{to}{local}"));
        for name in ATTRIBUTES {
            let (old, new) = if to == "w14:" {
                ((*name).to_owned(), format!("w14:{name}"))
            } else {
                (format!("w14:{name}"), (*name).to_owned())
            };
            if let Some(value) = dom.attr(element, &old).map(str::to_owned) {
                dom.remove_attr(element, &old);
                dom.set_attr(element, &new, &value);
            }
        }
    }
}

/// `SetTextFill`, `SetOutLine`; what is no fill or line takes it away.
pub fn set(call: &mut WordCall<'_>, which: TextFill) -> WordResult {
    let given = match which {
        TextFill::Fill => fill_argument(call, 0),
        TextFill::Outline => stroke_argument(call, 0),
    };
    each(call, |dom, rpr| {
        props::remove(dom, rpr, which.element());
        let Some(given) = given else { return };
        let copy = dom.deep_clone(given);
        translate(dom, copy, "a:", "w14:");
        let place = props::ensure(dom, rpr, which.element());
        match which {
            TextFill::Fill => {
                dom.append(place, copy);
            }
            TextFill::Outline => {
                dom.rename(copy, which.element());
                dom.replace(place, copy);
            }
        }
    })
}

/// `GetTextFill`, `GetOutLine`; `null` when there is none.
pub fn get(call: &mut WordCall<'_>, which: TextFill) -> WordResult {
    let dom = call.doc.dom();
    let Some(found) = own(call).and_then(|rpr| dom.child(rpr, which.element())) else {
        return Ok(Value::Null);
    };
    let source = match which {
        TextFill::Fill => dom.child_elements(found).next(),
        TextFill::Outline => Some(found),
    };
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    let dom = call.doc.dom_mut();
    let copy = dom.deep_clone(source);
    translate(dom, copy, "w14:", "a:");
    let made = match which {
        TextFill::Fill => DrawRef::Fill(copy),
        TextFill::Outline => {
            dom.rename(copy, "a:ln");
            DrawRef::Stroke(copy)
        }
    };
    Ok(Value::Handle(WordEditor::wrap(made)))
}
