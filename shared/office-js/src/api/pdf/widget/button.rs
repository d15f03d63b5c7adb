//! `ApiButtonWidget`: a button.

use spindle_pdf_file::{ContentWriter, Dict, Id, Object};

use super::super::handle::{choice, no, refused, yes};
use super::super::{PdfCall, PdfEditor, PdfResult, save};
use super::Widget;
use super::base::{self, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

type Words = &'static [(&'static str, &'static str)];

const BEHAVIORS: Words = &[
    ("none", "N"),
    ("invert", "I"),
    ("push", "P"),
    ("outline", "O"),
];
const SCALES_HOW: Words = &[("proportional", "P"), ("anamorphic", "A")];
const SCALES_WHEN: Words = &[
    ("always", "A"),
    ("never", "N"),
    ("tooBig", "B"),
    ("tooSmall", "S"),
];

/// What stands where: the place is what the file says (`TP`).
const LAYOUTS: [&str; 7] = [
    "textOnly",
    "iconOnly",
    "iconTextV",
    "textIconV",
    "iconTextH",
    "textIconH",
    "overlay",
];

/// Keys of what is written on a button: by itself, when it is pressed, when the mouse is over it.
const LABELS: [(&str, &str); 3] = [("normal", "CA"), ("down", "AC"), ("hover", "RC")];

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiButtonWidget",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("buttonWidget".into())),
        Member::new("GetBehavior", |call| {
            Ok(word(BEHAVIORS, this(call)?.dict.name("H").unwrap_or("I")).into())
        }),
        Member::new("GetIconXPos", |call| icon_place(call, 0)),
        Member::new("GetIconYPos", |call| icon_place(call, 1)),
        Member::new("GetLabel", |call| {
            let key = label_key(call, 0);
            let text = this(call)?.inner("MK").text(key);
            Ok(text.map_or(Value::Null, Value::Text))
        }),
        Member::new("GetLayout", |call| {
            let place = this(call)?.inner("MK").int("TP").unwrap_or(0);
            let place = usize::try_from(place).unwrap_or(0);
            Ok(LAYOUTS.get(place).copied().unwrap_or("textOnly").into())
        }),
        Member::new("GetScaleHow", |call| {
            Ok(word(SCALES_HOW, fit(this(call)?).name("S").unwrap_or("P")).into())
        }),
        Member::new("GetScaleWhen", |call| {
            Ok(word(SCALES_WHEN, fit(this(call)?).name("SW").unwrap_or("A")).into())
        }),
        Member::new("IsFitBounds", |call| {
            let fits = fit(this(call)?);
            Ok(fits
                .get("FB")
                .and_then(Object::bool)
                .unwrap_or(false)
                .into())
        }),
        Member::new("SetBehavior", |call| match written(call, BEHAVIORS) {
            Some(name) => {
                base::change(call)?.dict.set("H", Object::named(name));
                yes()
            }
            None => no(),
        }),
        Member::new("SetFitBounds", |call| {
            let on = call.args.boolean(0, false);
            set_fit(call, "FB", on)
        }),
        Member::new("SetIconXPos", |call| set_icon_place(call, 0)),
        Member::new("SetIconYPos", |call| set_icon_place(call, 1)),
        Member::new("SetImage", |call| {
            let key = icon_key(call, 1);
            // A button that shows text alone takes no picture.
            if this(call)?.inner("MK").int("TP").unwrap_or(0) == 0 {
                return no();
            }
            let picture = fetched(call, 0)?;
            let place = base::place(call)?;
            set_icon(call, place, key, picture)
        }),
        Member::new("SetLabel", |call| {
            let key = label_key(call, 1);
            match call.args.get(0) {
                Value::Text(text) => {
                    let text = Object::said(text);
                    base::set_inner(call, "MK", key, text)
                }
                _ => yes(),
            }
        }),
        Member::new("SetLayout", |call| {
            let place = choice(call, &LAYOUTS).ok_or_else(|| {
                refused(&format!("`layout` has to be one of {}", LAYOUTS.join(", ")))
            })?;
            base::set_inner(call, "MK", "TP", place as i64)
        }),
        Member::new("SetScaleHow", |call| match written(call, SCALES_HOW) {
            Some(name) => set_fit(call, "S", Object::named(name)),
            None => no(),
        }),
        Member::new("SetScaleWhen", |call| match written(call, SCALES_WHEN) {
            Some(name) => set_fit(call, "SW", Object::named(name)),
            None => no(),
        }),
    ],
    properties: &[],
};

/// The word for scripts of what a file says.
fn word(words: Words, written: &str) -> &'static str {
    let found = words
        .iter()
        .find(|(_, file)| *file == written)
        .or(words.first());
    found.map_or("", |(script, _)| script)
}

/// What a file says for the word that is given.
fn written(call: &PdfCall<'_>, words: Words) -> Option<&'static str> {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    words.get(choice(call, &names)?).map(|(_, file)| *file)
}

fn label_key(call: &PdfCall<'_>, argument: usize) -> &'static str {
    let given = call.args.opt_text(argument).unwrap_or_default();
    LABELS
        .iter()
        .find(|(name, _)| *name == given)
        .map_or("CA", |(_, key)| key)
}

/// The key of the picture that stands on a button, by when it does.
fn icon_key(call: &PdfCall<'_>, argument: usize) -> &'static str {
    match call.args.opt_text(argument).as_deref() {
        Some("down") => "IX",
        Some("hover") => "RI",
        _ => "I",
    }
}

/// The picture whose address is given, as a form that shows it; nothing takes a picture away, what cannot be had or read
/// is refused.
pub fn fetched(call: &mut PdfCall<'_>, argument: usize) -> Result<Option<Id>, ApiError> {
    let address = call
        .args
        .opt_text(argument)
        .unwrap_or_default()
        .into_owned();
    if address.is_empty() {
        return Ok(None);
    }
    let bytes = call.fetch(&address)?;
    let file = &mut call.doc.file;
    let picture = file
        .add_picture(&bytes)
        .ok_or_else(|| refused("the picture is no JPEG and no PNG file that can be read"))?;
    let (width, height) = (picture.width, picture.height);
    let shown = Dict::new().with("Im", Object::Ref(picture.id));
    let form = save::form(
        [0.0, 0.0, width, height],
        Dict::new().with("XObject", shown),
    );
    let mut content = ContentWriter::new();
    content
        .op("q", &[])
        .op("cm", &[width, 0.0, 0.0, height, 0.0, 0.0])
        .named("Im", "Do")
        .op("Q", &[]);
    Ok(Some(file.add_stream(form, content.bytes())))
}

/// Puts a picture on a button.
pub fn set_icon(call: &mut PdfCall<'_>, place: usize, key: &str, picture: Option<Id>) -> PdfResult {
    let Some(widget) = call.doc.widgets.get_mut(place) else {
        return no();
    };
    widget.changed = true;
    let mut look = widget.inner("MK");
    match picture {
        Some(picture) => look.set(key, Object::Ref(picture)),
        None => {
            look.remove(key);
        }
    }
    widget.dict.set("MK", look);
    yes()
}

/// How a picture fits into a button (12.7.8.3.2).
fn fit(widget: &Widget) -> Dict {
    let look = widget.inner("MK");
    look.get("IF")
        .and_then(Object::dict)
        .cloned()
        .unwrap_or_default()
}

fn set_fit(call: &mut PdfCall<'_>, key: &str, value: impl Into<Object>) -> PdfResult {
    let changed = fit(this(call)?).with(key, value);
    base::set_inner(call, "MK", "IF", changed)
}

/// How much of the space that is left stands before a picture, of each direction.
fn places(call: &PdfCall<'_>) -> Result<[f64; 2], ApiError> {
    let given = fit(this(call)?).numbers("A");
    Ok(given
        .and_then(|numbers| numbers.try_into().ok())
        .unwrap_or([0.5, 0.5]))
}

fn icon_place(call: &mut PdfCall<'_>, which: usize) -> PdfResult {
    let place = places(call)?.get(which).copied().unwrap_or(0.5);
    Ok(Value::Number((place * 1e6).round() / 1e4))
}

fn set_icon_place(call: &mut PdfCall<'_>, which: usize) -> PdfResult {
    let Some(given) = call.args.opt_number(0) else {
        return no();
    };
    let mut both = places(call)?;
    if let Some(place) = both.get_mut(which) {
        *place = given.clamp(0.0, 100.0) / 100.0;
    }
    set_fit(call, "A", Object::list(both))
}
