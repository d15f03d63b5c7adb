//! `ApiBaseWidget`: what all widgets have.

use spindle_pdf_file::Object;

use super::super::field::format;
use super::super::handle::{choice, no, refused, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult, paint, shape};
use super::Widget;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiBaseWidget",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("baseWidget".into())),
        Member::new("Delete", |call| {
            change(call)?.gone = true;
            yes()
        }),
        Member::new("GetActionsJSON", get_actions),
        Member::new("GetBackgroundColor", |call| {
            Ok(paint::answer(this(call)?.color("BG")))
        }),
        Member::new("GetBorderColor", |call| {
            Ok(paint::answer(this(call)?.color("BC")))
        }),
        Member::new("GetBorderStyle", |call| {
            let style = this(call)?.inner("BS");
            let written = style.name("S").unwrap_or("S");
            let found = STYLES.iter().find(|(_, file)| *file == written);
            Ok(found.map_or("solid", |(script, _)| script).into())
        }),
        Member::new("GetBorderWidth", |call| {
            let width = this(call)?.border().round().min(3.0) as usize;
            Ok(WIDTHS.get(width).copied().unwrap_or("thick").into())
        }),
        Member::new("GetInternalId", |call| {
            Ok(format!("widget_{}", place(call)?).into())
        }),
        Member::new("GetPosition", |call| {
            let [left, top, ..] = super::super::annot::rect_of(&this(call)?.dict);
            Ok(shape::answer((left, top)))
        }),
        Member::new("GetRect", |call| {
            Ok(shape::list(super::super::annot::rect_of(&this(call)?.dict)))
        }),
        Member::new("GetTextColor", |call| {
            let (color, _) = this(call)?.appearance();
            Ok(paint::answer(Some(color)))
        }),
        // Half points, as in all editors.
        Member::new("GetTextSize", |call| {
            Ok(Value::Number(this(call)?.appearance().1 * 2.0))
        }),
        Member::new("IsAutoFit", |call| {
            Ok((this(call)?.appearance().1 == 0.0).into())
        }),
        Member::new("SetAutoFit", |call| {
            let on = call.args.boolean(0, false);
            let (color, size) = this(call)?.appearance();
            let size = match (on, size == 0.0) {
                (true, _) => 0.0,
                (false, true) => 11.0,
                (false, false) => size,
            };
            set_appearance(call, color, size)
        }),
        Member::new("SetBackgroundColor", |call| set_color(call, "BG")),
        Member::new("SetBorderColor", |call| set_color(call, "BC")),
        Member::new("SetBorderStyle", |call| {
            let names = STYLES.map(|(name, _)| name);
            let place = choice(call, &names);
            match place.and_then(|place| STYLES.get(place)) {
                Some((_, written)) => set_inner(call, "BS", "S", Object::named(written)),
                None => no(),
            }
        }),
        Member::new("SetBorderWidth", |call| match choice(call, &WIDTHS) {
            Some(width) => set_inner(call, "BS", "W", width as f64),
            None => no(),
        }),
        Member::new("SetPosition", |call| {
            let (x, y) = shape::point(call, 0)?;
            let widget = change(call)?;
            let [left, top, right, bottom] = super::super::annot::rect_of(&widget.dict);
            let rect = [x, y, x + right - left, y + bottom - top];
            widget.dict.set("Rect", Object::list(rect));
            yes()
        }),
        Member::new("SetRect", |call| {
            let rect = shape::rect(call, 0)?;
            change(call)?.dict.set("Rect", Object::list(rect));
            yes()
        }),
        Member::new("SetTextColor", |call| match paint::argument(call, 0) {
            Some(color) => {
                let (_, size) = this(call)?.appearance();
                set_appearance(call, color, size)
            }
            None => no(),
        }),
        Member::new("SetTextSize", |call| match call.args.get(0) {
            Value::Number(size) if (0.0..=3276.0).contains(size) => {
                let size = *size / 2.0;
                let (color, _) = this(call)?.appearance();
                set_appearance(call, color, size)
            }
            _ => no(),
        }),
    ],
    properties: &[],
};

/// Styles of frames for scripts and in files (12.5.4).
const STYLES: [(&str, &str); 5] = [
    ("solid", "S"),
    ("beveled", "B"),
    ("dashed", "D"),
    ("inset", "I"),
    ("underline", "U"),
];

/// Widths of frames: their place is the width.
const WIDTHS: [&str; 4] = ["none", "thin", "medium", "thick"];

/// The place of the widget that the member was called on.
pub fn place(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::Widget(_, place) => Ok(place),
        _ => Err(ApiError::Type(
            "it was called on something that is no widget".to_owned(),
        )),
    }
}

/// The widget that the member was called on.
pub fn this<'c>(call: &'c PdfCall<'_>) -> Result<&'c Widget, ApiError> {
    let place = place(call)?;
    call.doc
        .widgets
        .get(place)
        .ok_or_else(|| refused("the widget is not there"))
}

/// The widget that the member was called on, to change.
pub fn change<'c>(call: &'c mut PdfCall<'_>) -> Result<&'c mut Widget, ApiError> {
    let place = place(call)?;
    let widget = call.doc.widgets.get_mut(place);
    let widget = widget.ok_or_else(|| refused("the widget is not there"))?;
    widget.changed = true;
    Ok(widget)
}

/// Sets a key of a dictionary within the widget's.
pub fn set_inner(
    call: &mut PdfCall<'_>,
    key: &str,
    inner: &str,
    value: impl Into<Object>,
) -> PdfResult {
    let widget = change(call)?;
    let changed = widget.inner(key).with(inner, value);
    widget.dict.set(key, changed);
    yes()
}

fn set_color(call: &mut PdfCall<'_>, key: &str) -> PdfResult {
    match paint::argument(call, 0) {
        Some(color) => set_inner(call, "MK", key, paint::numbers(color)),
        None => no(),
    }
}

fn set_appearance(call: &mut PdfCall<'_>, color: paint::Rgb, size: f64) -> PdfResult {
    let look = paint::appearance(color, Some(size));
    change(call)?.dict.set("DA", Object::said(&look));
    yes()
}

/// Whose actions they are, the file's name of each, and the name for scripts.
const ACTIONS: [(&str, &str); 10] = [
    ("U", "MouseUp"),
    ("D", "MouseDown"),
    ("E", "MouseEnter"),
    ("X", "MouseExit"),
    ("Fo", "OnFocus"),
    ("Bl", "OnBlur"),
    ("K", "Keystroke"),
    ("V", "Validate"),
    ("C", "Calculate"),
    ("F", "Format"),
];

fn get_actions(call: &mut PdfCall<'_>) -> PdfResult {
    let widget = this(call)?;
    let own = widget.inner("AA");
    let field = call.doc.fields.get(widget.field);
    let of_field = field
        .and_then(|field| field.dict.get("AA"))
        .and_then(Object::dict);
    let entries = ACTIONS.map(|(key, name)| {
        let action = own
            .get(key)
            .or_else(|| of_field.and_then(|actions| actions.get(key)))
            .or_else(|| widget.dict.get("A").filter(|_| key == "U"));
        let action = action.map(|action| call.doc.file.resolve(action));
        (name.to_owned(), format::described(action.as_ref()))
    });
    Ok(Value::Object(entries.into()))
}
