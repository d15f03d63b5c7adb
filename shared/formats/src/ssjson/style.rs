//! Styles as JSON: reading them over one another, and writing them whole.

use serde_json::{Map, Value};
use spindle_model::document::Script;
use spindle_model::workbook::{
    BorderLine, BorderStyle, CellBorders, CellFont, CellStyle, Color, HorizontalAlign,
    VerticalAlign,
};

use super::{font, theme};

/// The line of SpreadJS's `LineStyle` by its number; 0 is none.
const LINES: [(u64, BorderStyle); 13] = [
    (1, BorderStyle::Thin),
    (2, BorderStyle::Medium),
    (3, BorderStyle::Dashed),
    (4, BorderStyle::Dotted),
    (5, BorderStyle::Thick),
    (6, BorderStyle::Double),
    (7, BorderStyle::Hair),
    (8, BorderStyle::MediumDashed),
    (9, BorderStyle::DashDot),
    (11, BorderStyle::DashDotDot),
    // What has no place of its own: the medium and slanted ones.
    (10, BorderStyle::DashDot),
    (12, BorderStyle::DashDotDot),
    (13, BorderStyle::DashDot),
];

const HORIZONTAL: [(u64, HorizontalAlign); 7] = [
    (0, HorizontalAlign::Left),
    (1, HorizontalAlign::Center),
    (2, HorizontalAlign::Right),
    (3, HorizontalAlign::General),
    (4, HorizontalAlign::CenterAcross),
    (6, HorizontalAlign::Justify),
    // Distributed.
    (5, HorizontalAlign::Justify),
];

const UNDERLINE: u64 = 1;
const LINE_THROUGH: u64 = 2;
const DOUBLE_UNDERLINE: u64 = 8;

/// Sets what an object says of a style; null takes back.
pub(super) fn set(style: &mut CellStyle, object: &Map<String, Value>, since_2013: bool) {
    for (name, value) in object {
        match name.as_str() {
            "backColor" => style.fill = color(value, since_2013),
            "hAlign" => style.horizontal = horizontal(value),
            "vAlign" => style.vertical = vertical(value),
            "wordWrap" => style.wrap = value.as_bool().unwrap_or(false),
            "textIndent" => {
                let steps = value.as_f64().unwrap_or(0.0).round();
                style.indent = steps.clamp(0.0, 250.0) as u8;
            }
            "textOrientation" => {
                let degrees = value.as_f64().unwrap_or(0.0).round();
                style.rotation = degrees.clamp(-90.0, 90.0) as i16;
            }
            "locked" => style.unlocked = *value == Value::Bool(false),
            "formatter" => style.number_format = number_format(value).map(Into::into),
            "borderLeft" => style.borders.left = border(value, since_2013),
            "borderTop" => style.borders.top = border(value, since_2013),
            "borderRight" => style.borders.right = border(value, since_2013),
            "borderBottom" => style.borders.bottom = border(value, since_2013),
            _ => {}
        }
    }
    set_font(&mut style.font, object, since_2013);
}

/// Sets what an object says of the font. Its parts one by one stand over the shorthand, wherever they are.
pub(super) fn set_font(font: &mut CellFont, object: &Map<String, Value>, since_2013: bool) {
    if let Some(value) = object.get("font") {
        font::set(font, value);
    }
    for (name, value) in object {
        match name.as_str() {
            "fontWeight" | "fontStyle" | "fontSize" | "fontFamily" => {
                font::set_part(font, name, value);
            }
            "foreColor" => font.color = color(value, since_2013),
            "textDecoration" => {
                let flags = value.as_u64().unwrap_or(0);
                font.underline = flags & (UNDERLINE | DOUBLE_UNDERLINE) != 0;
                font.strike = flags & LINE_THROUGH != 0;
            }
            "vertAlign" => {
                font.script = match value.as_u64() {
                    Some(1) => Some(Script::Super),
                    Some(2) => Some(Script::Sub),
                    _ => None,
                };
            }
            _ => {}
        }
    }
}

fn color(value: &Value, since_2013: bool) -> Option<Color> {
    theme::color(value.as_str()?, since_2013)
}

fn number_format(value: &Value) -> Option<&str> {
    let code = match value {
        Value::String(code) => code,
        // A format that was kept with its culture.
        Value::Object(object) => object
            .get("formatCached")
            .or_else(|| object.get("format"))?
            .as_str()?,
        _ => return None,
    };
    (!code.is_empty() && !code.eq_ignore_ascii_case("general")).then_some(code)
}

fn horizontal(value: &Value) -> HorizontalAlign {
    let number = value.as_u64();
    let found = HORIZONTAL.iter().find(|(known, _)| Some(*known) == number);
    found.map_or(HorizontalAlign::General, |(_, align)| *align)
}

/// The number of an alignment; repeated text has none.
fn horizontal_number(align: HorizontalAlign) -> u64 {
    let found = HORIZONTAL.iter().find(|(_, known)| *known == align);
    found.map_or(3, |(number, _)| *number)
}

fn vertical(value: &Value) -> VerticalAlign {
    match value.as_u64() {
        Some(1) => VerticalAlign::Middle,
        Some(2) => VerticalAlign::Bottom,
        _ => VerticalAlign::Top,
    }
}

fn border(value: &Value, since_2013: bool) -> Option<BorderLine> {
    let object = value.as_object()?;
    let number = object.get("style").and_then(Value::as_u64)?;
    let (_, style) = LINES.iter().find(|(known, _)| *known == number)?;
    let color = object
        .get("color")
        .and_then(|value| color(value, since_2013));
    Some(BorderLine {
        style: *style,
        color: color.unwrap_or(Color::BLACK),
    })
}

/// Which properties a style must say even where it has nothing special: because what it stands over says something.
#[derive(Default, Clone, Copy)]
pub(super) struct Needs {
    fill: bool,
    borders: bool,
    font: bool,
    color: bool,
    other: bool,
}

impl Needs {
    /// Adds what hides this style.
    pub(super) fn add(&mut self, style: &CellStyle) {
        let plain = CellStyle::default();
        self.fill |= style.fill.is_some();
        self.borders |= style.borders != plain.borders;
        self.color |= style.font.color.is_some();
        self.font |= has_font(&style.font);
        self.other |= style.number_format.is_some()
            || style.wrap
            || style.indent != 0
            || style.rotation != 0
            || style.unlocked
            || style.font.underline
            || style.font.strike
            || style.font.script.is_some();
    }
}

fn has_font(font: &CellFont) -> bool {
    font.name.is_some() || font.size.is_some() || font.bold || font.italic
}

/// The JSON of a style that says all it needs to.
pub(super) fn json(style: &CellStyle, needs: Needs) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |name: &str, special: bool, value: Value| {
        if special {
            map.insert(name.to_owned(), value);
        }
    };
    let fill = style
        .fill
        .map_or(Value::Null, |color| color.to_string().into());
    put("backColor", style.fill.is_some() || needs.fill, fill);
    put("hAlign", true, horizontal_number(style.horizontal).into());
    let vertical = match style.vertical {
        VerticalAlign::Top => 0,
        VerticalAlign::Middle => 1,
        VerticalAlign::Bottom => 2,
    };
    put("vAlign", true, vertical.into());
    put("wordWrap", style.wrap || needs.other, style.wrap.into());
    put(
        "textIndent",
        style.indent != 0 || needs.other,
        style.indent.into(),
    );
    put(
        "textOrientation",
        style.rotation != 0 || needs.other,
        style.rotation.into(),
    );
    put(
        "locked",
        style.unlocked || needs.other,
        (!style.unlocked).into(),
    );
    let format = style.number_format.as_deref();
    put(
        "formatter",
        format.is_some() || needs.other,
        format.unwrap_or("General").into(),
    );
    let CellBorders {
        top,
        right,
        bottom,
        left,
    } = style.borders;
    for (name, line) in [
        ("borderLeft", left),
        ("borderTop", top),
        ("borderRight", right),
        ("borderBottom", bottom),
    ] {
        put(
            name,
            line.is_some() || needs.borders,
            line.map_or(Value::Null, border_json),
        );
    }
    font_json(&style.font, needs, &mut map);
    map
}

/// The JSON of the font of a piece of text.
pub(super) fn run_json(font: &CellFont) -> Map<String, Value> {
    let mut map = Map::new();
    font_json(font, Needs::default(), &mut map);
    map
}

fn font_json(font: &CellFont, needs: Needs, map: &mut Map<String, Value>) {
    if has_font(font) || needs.font {
        map.insert("font".to_owned(), font::shorthand(font).into());
    }
    if font.color.is_some() || needs.color {
        let color = font.color.unwrap_or(Color::BLACK);
        map.insert("foreColor".to_owned(), color.to_string().into());
    }
    let underline = if font.underline { UNDERLINE } else { 0 };
    let strike = if font.strike { LINE_THROUGH } else { 0 };
    if font.underline || font.strike || needs.other {
        map.insert("textDecoration".to_owned(), (underline | strike).into());
    }
    let script = match font.script {
        Some(Script::Super) => 1,
        Some(Script::Sub) => 2,
        None => 0,
    };
    if script != 0 {
        map.insert("vertAlign".to_owned(), script.into());
    }
}

fn border_json(line: BorderLine) -> Value {
    let found = LINES.iter().find(|(_, known)| *known == line.style);
    let number = found.map_or(1, |(number, _)| *number);
    serde_json::json!({ "color": line.color.to_string(), "style": number })
}
