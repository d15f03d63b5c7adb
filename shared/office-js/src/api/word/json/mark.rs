//! Colours, fills and borders.

use serde_json::{Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::border::{self, Border};
use spindle_ooxml::word::color::{self, Color, ThemeColor};

use super::super::WordEditor;
use super::{Object, integer, object, put};

/// A colour; one of the theme is written elsewhere.
pub fn color(doc: &WordEditor, color: Color) -> Option<Json> {
    match color {
        Color::Theme(_) => None,
        other => Some(rgb(doc, other)),
    }
}

fn rgb(doc: &WordEditor, color: Color) -> Json {
    let (r, g, b) = color.rgb(doc.dom(), doc.text.theme());
    json!({ "auto": color == Color::Auto, "r": r, "g": g, "b": b })
}

/// The numbers of the theme's slots in the original.
const SLOTS: &[&str] = &[
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "bg1", "bg2", "dk1", "dk2",
    "folHlink", "hlink", "lt1", "lt2", "", "tx1", "tx2",
];

/// A colour of the theme as a fill.
pub fn theme_fill(doc: &WordEditor, color: Color) -> Option<Json> {
    let Color::Theme(slot) = color else {
        return None;
    };
    let id = SLOTS.iter().position(|name| *name == slot.id())?;
    let (red, green, blue) = slot.rgb(doc.dom(), doc.text.theme());
    let rgba = json!({ "red": red, "green": green, "blue": blue, "alpha": 255 });
    Some(json!({
        "fill": {
            "color": {
                "rgba": rgba,
                "color": { "rgba": rgba, "id": id, "type": "scheme" },
                "type": "uniColor",
            },
            "type": "solid",
        },
        "transparent": null,
        "type": "fill",
    }))
}

/// The slot of the theme that a fill names.
pub fn read_theme(fill: &Object) -> Option<ThemeColor> {
    let color = object(object(object(fill, "fill")?, "color")?, "color")?;
    let id = usize::try_from(integer(color, "id")?).ok()?;
    ThemeColor::by_id(SLOTS.get(id)?)
}

/// A colour of [`color`].
pub fn read_color(given: &Object) -> Option<Color> {
    if given.get("auto").and_then(Json::as_bool) == Some(true) {
        return Some(Color::Auto);
    }
    let part = |key| integer(given, key).and_then(|value| u8::try_from(value).ok());
    Some(Color::Rgb(part("r")?, part("g")?, part("b")?, 255))
}

/// What a fill adds for a colour of the theme.
fn with_theme(doc: &WordEditor, out: &mut Object, color: Color) {
    put(out, "themeFill", theme_fill(doc, color));
}

/// The fill of a paragraph, text, table or cell.
pub fn shading(doc: &WordEditor, properties: NodeId) -> Option<Json> {
    let fill = color::shading(doc.dom(), properties)?;
    let mut out = Object::new();
    out.insert("val".to_owned(), "clear".into());
    out.insert("color".to_owned(), rgb(doc, fill));
    out.insert("fill".to_owned(), rgb(doc, fill));
    with_theme(doc, &mut out, fill);
    Some(out.into())
}

/// The colour of [`shading`].
pub fn read_fill(given: &Object) -> Option<Color> {
    object(given, "themeFill")
        .and_then(read_theme)
        .map(Color::Theme)
        .or_else(|| read_color(object(given, "fill").or(object(given, "color"))?))
}

/// The colours of highlights (ISO/IEC 29500-1, 17.18.40).
const HIGHLIGHTS: &[(&str, [u8; 3])] = &[
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("cyan", [0, 255, 255]),
    ("green", [0, 255, 0]),
    ("magenta", [255, 0, 255]),
    ("red", [255, 0, 0]),
    ("yellow", [255, 255, 0]),
    ("white", [255, 255, 255]),
    ("darkBlue", [0, 0, 139]),
    ("darkCyan", [0, 139, 139]),
    ("darkGreen", [0, 100, 0]),
    ("darkMagenta", [128, 0, 128]),
    ("darkRed", [139, 0, 0]),
    ("darkYellow", [128, 128, 0]),
    ("darkGray", [169, 169, 169]),
    ("lightGray", [211, 211, 211]),
];

/// A highlight by its colour.
pub fn highlight(name: &str) -> Json {
    let found = HIGHLIGHTS.iter().find(|(known, _)| *known == name);
    found.map_or_else(
        || "none".into(),
        |(_, [r, g, b])| json!({ "auto": false, "r": r, "g": g, "b": b }),
    )
}

/// The name of the highlight that [`highlight`] wrote.
pub fn read_highlight(given: &Json) -> String {
    let found = given.as_object().and_then(|given| {
        let part = |key| integer(given, key).and_then(|value| u8::try_from(value).ok());
        let wanted = [part("r")?, part("g")?, part("b")?];
        HIGHLIGHTS.iter().find(|(_, rgb)| *rgb == wanted)
    });
    found.map_or("none", |(name, _)| name).to_owned()
}

/// One border.
fn line(doc: &WordEditor, line: Border) -> Object {
    let mut out = Object::new();
    out.insert("color".to_owned(), rgb(doc, line.color));
    out.insert("sz".to_owned(), line.size.into());
    out.insert("space".to_owned(), line.space.into());
    let value = if line.single { "single" } else { "none" };
    out.insert("value".to_owned(), value.into());
    with_theme(doc, &mut out, line.color);
    out
}

/// The borders that a container has, by key; `None` when it has none.
pub fn borders(
    doc: &WordEditor,
    container: Option<NodeId>,
    sides: &[(&str, &str)],
) -> Option<Json> {
    let container = container?;
    let mut out = Object::new();
    for (key, side) in sides {
        let found = border::get(doc.dom(), container, side);
        put(&mut out, key, found.map(|found| line(doc, found)));
    }
    (!out.is_empty()).then(|| out.into())
}

/// A border of [`borders`].
pub fn read_border(given: &Object) -> Border {
    let color = object(given, "themeFill")
        .and_then(read_theme)
        .map(Color::Theme)
        .or_else(|| object(given, "color").and_then(read_color));
    Border {
        single: given.get("value").and_then(Json::as_str) == Some("single"),
        size: integer(given, "sz").unwrap_or(4).clamp(0, 96),
        space: integer(given, "space").unwrap_or(0).clamp(0, 31),
        color: color.unwrap_or(Color::Auto),
    }
}
