//! `Api.Create…Form`: new forms from an object of options.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt::form as view;
use spindle_ooxml::word::sdt::{self as control, CheckState, list, placeholder};

use super::{check, handle, picture};
use crate::api::word::{WordCall, WordRef, WordResult, sdt};
use crate::value::Value;

fn option_flag(options: &Value<WordRef>, name: &str, otherwise: bool) -> bool {
    match options.get(name) {
        Some(Value::Bool(value)) => *value,
        _ => otherwise,
    }
}

fn option_number(options: &Value<WordRef>, name: &str) -> Option<f64> {
    match options.get(name) {
        Some(Value::Number(value)) if value.is_finite() => Some(*value),
        _ => None,
    }
}

/// A form with what all forms have: `key`, `tip`, `required`.
fn base(call: &mut WordCall<'_>, kind: &str) -> NodeId {
    let node = control::create(call.doc.dom_mut(), false);
    let options = call.args.get(0);
    let key = sdt::create::option_text(options, "key").filter(|key| !key.is_empty());
    let key = key.unwrap_or_else(|| free_key(call, kind));
    let required = option_flag(options, "required", kind == "Signature");
    let tip = sdt::create::option_text(options, "tip");
    let dom = call.doc.dom_mut();
    view::set_attr(dom, node, "w:key", &key);
    if let Some(tip) = tip {
        view::set_attr(dom, node, "w:helpText", &tip);
    }
    view::set_attr(dom, node, "w:required", if required { "1" } else { "0" });
    node
}

/// A key that no form of the document has: `Text1`.
fn free_key(call: &WordCall<'_>, kind: &str) -> String {
    let dom = call.doc.dom();
    let forms = control::all(dom, call.doc.text.body(), true);
    let keys: std::collections::HashSet<&str> =
        forms.iter().map(|form| view::key(dom, *form)).collect();
    (1..=forms.len() + 1)
        .map(|number| format!("{kind}{number}"))
        .find(|key| !keys.contains(key.as_str()))
        .unwrap_or_default()
}

/// A form shows its placeholder, or blanks when it was given none.
fn show_placeholder(call: &mut WordCall<'_>, node: NodeId) {
    let given = sdt::create::option_text(call.args.get(0), "placeholder");
    match given.filter(|text| !text.is_empty()) {
        Some(text) => {
            call.doc.text.set_placeholder(node, &text);
            call.doc.text.show_placeholder(node, &text);
        }
        None => call.doc.text.show_placeholder(node, placeholder::BLANK),
    }
}

fn made(call: &WordCall<'_>, node: NodeId) -> WordResult {
    Ok(Value::Handle(handle(call.doc, node)))
}

/// `Api.CreateTextForm`: also `comb`, `maxCharacters`, `cellWidth` in millimetres, `multiLine`, `autoFit`.
pub fn create_text(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "Text");
    let options = call.args.get(0);
    let limit = option_number(options, "maxCharacters");
    let comb = option_flag(options, "comb", false);
    let width = option_number(options, "cellWidth").unwrap_or(0.0);
    let lines = option_flag(options, "multiLine", false);
    let fit = option_flag(options, "autoFit", false);
    let dom = call.doc.dom_mut();
    let text = control::ensure(dom, node, "w:textFormPr");
    dom.set_attr(text, "w:multiLine", if lines { "1" } else { "0" });
    dom.set_attr(text, "w:autoFit", if fit { "1" } else { "0" });
    super::text::write_limit(dom, node, limit.unwrap_or(-1.0));
    if comb {
        super::text::write_comb(dom, node, true);
        super::text::write_cell_width(dom, node, width);
    }
    show_placeholder(call, node);
    made(call, node)
}

/// `Api.CreateCheckBoxForm`: also `radio`.
pub fn create_check_box(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "CheckBox");
    let radio = option_flag(call.args.get(0), "radio", false);
    let state = |symbol: char| CheckState {
        symbol,
        font: "Segoe UI Symbol".to_owned(),
    };
    let (on, off) = if radio {
        ('\u{25c9}', '\u{25cb}')
    } else {
        ('\u{2611}', '\u{2610}')
    };
    let dom = call.doc.dom_mut();
    control::make_check_box(dom, node, &state(on), &state(off), false);
    if radio {
        let key = view::attr(dom, node, "w:key")
            .unwrap_or_default()
            .to_owned();
        check::set_group(dom, node, Some(&key));
    }
    made(call, node)
}

/// `Api.CreateComboBoxForm`: also `editable` and `items`.
pub fn create_combo_box(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "ComboBox");
    let options = call.args.get(0);
    let kind = if option_flag(options, "editable", false) {
        "w:comboBox"
    } else {
        "w:dropDownList"
    };
    let items = match options.get("items") {
        Some(Value::List(items)) => super::combo::items(items),
        _ => Vec::new(),
    };
    let dom = call.doc.dom_mut();
    control::ensure(dom, node, kind);
    list::add(dom, node, placeholder::CHOOSE, "", None);
    for (shown, meant) in items {
        list::add(dom, node, &shown, &meant, None);
    }
    show_placeholder(call, node);
    made(call, node)
}

/// `Api.CreateDateForm`: also `format` and `lang`.
pub fn create_date(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "Date");
    let options = call.args.get(0);
    let text = |name: &str, otherwise: &str| {
        sdt::create::option_text(options, name).unwrap_or_else(|| otherwise.to_owned())
    };
    let (format, language) = (text("format", "mm/dd/yyyy"), text("lang", "en-US"));
    sdt::create::make_date(call.doc, node, &format, &language);
    show_placeholder(call, node);
    made(call, node)
}

/// `Api.CreatePictureForm`: also `scaleFlag`, `lockAspectRatio`, `respectBorders`, `shiftX`, `shiftY` in percent.
pub fn create_picture(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "Image");
    let options = call.args.get(0);
    let scale = sdt::create::option_text(options, "scaleFlag");
    let locked = option_flag(options, "lockAspectRatio", true);
    let borders = option_flag(options, "respectBorders", false);
    let shift = |name: &str| option_number(options, name).unwrap_or(50.0);
    let (x, y) = (shift("shiftX"), shift("shiftY"));
    let dom = call.doc.dom_mut();
    let properties = control::ensure(dom, node, "w:picture");
    dom.set_attr(
        properties,
        "w:scaleFlag",
        picture::scale_code(scale.as_deref()).unwrap_or("0"),
    );
    dom.set_attr(
        properties,
        "w:lockProportions",
        if locked { "1" } else { "0" },
    );
    dom.set_attr(
        properties,
        "w:respectBorders",
        if borders { "1" } else { "0" },
    );
    picture::write_shift(dom, properties, x, y);
    finish_picture(call, node, picture::SIZE)
}

/// `Api.CreateSignatureForm`
pub fn create_signature(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "Signature");
    let dom = call.doc.dom_mut();
    let properties = control::ensure(dom, node, "w:picture");
    dom.set_attr(properties, "w:signature", "1");
    if let Some(text) =
        sdt::create::option_text(call.args.get(0), "placeholder").filter(|text| !text.is_empty())
    {
        call.doc.text.set_placeholder(node, &text);
    }
    finish_picture(call, node, picture::SIGNATURE_SIZE)
}

/// Forms with pictures are fixed.
fn finish_picture(call: &mut WordCall<'_>, node: NodeId, size: (i64, i64)) -> WordResult {
    let (width, height) = size;
    sdt::create::show_no_picture(call.doc, node, width, height);
    let id = call.doc.next_drawing();
    view::fix(call.doc.dom_mut(), node, id, width, height);
    made(call, node)
}

/// `Api.CreateComplexForm`
pub fn create_complex(call: &mut WordCall<'_>) -> WordResult {
    let node = base(call, "Complex");
    control::ensure(call.doc.dom_mut(), node, "w:complexFormPr");
    show_placeholder(call, node);
    made(call, node)
}
