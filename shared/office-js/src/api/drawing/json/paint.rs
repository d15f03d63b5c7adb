//! Colours, fills and lines.

use serde_json::Value as Read;
use spindle_ooxml::drawing::{color, fill, line};
use spindle_ooxml::{Dom, NodeId};

use super::read::{list, number, text};
use super::write::object;
use super::{Json, answer_text};
use crate::api::drawing::{DrawResult, DrawingHost, this};
use crate::class::Call;
use crate::value::Value;

/// More stops than any program shows.
const MAX_STOPS: usize = 1_000;

fn rgba(rgb: u32) -> Json {
    let channel = |shift: u32| Json::from(i64::from(rgb >> shift & 0xff));
    object([
        ("red", channel(16)),
        ("green", channel(8)),
        ("blue", channel(0)),
        ("alpha", 255i64.into()),
    ])
}

pub(super) fn uni_color(dom: &Dom, node: NodeId) -> Json {
    let value = dom.attr(node, "val").unwrap_or_default();
    let inner = match dom.name_of(node) {
        Some("a:schemeClr") => {
            let id = color::SCHEME.iter().position(|known| *known == value);
            object([
                ("rgba", rgba(0)),
                ("id", id.unwrap_or(0).into()),
                ("type", "scheme".into()),
            ])
        }
        Some("a:prstClr") => object([
            ("rgba", rgba(0)),
            ("id", value.into()),
            ("type", "prst".into()),
        ]),
        _ => {
            let rgb = color::base(dom, node, None).unwrap_or(0);
            object([("rgba", rgba(rgb)), ("type", "srgb".into())])
        }
    };
    object([
        ("rgba", rgba(0)),
        ("color", inner),
        ("type", "uniColor".into()),
    ])
}

/// The colour that an element holds.
fn held(dom: &Dom, holder: Option<NodeId>) -> Json {
    holder
        .and_then(|holder| color::inside(dom, holder))
        .map_or(Value::Null, |color| uni_color(dom, color))
}

fn stop(dom: &Dom, node: NodeId) -> Json {
    let position: Option<f64> = dom.attr(node, "pos").and_then(|text| text.parse().ok());
    object([
        ("color", held(dom, Some(node))),
        ("pos", position.unwrap_or(0.0).into()),
        ("type", "gradStop".into()),
    ])
}

fn gradient(dom: &Dom, node: NodeId) -> Json {
    let stops = dom.child(node, "a:gsLst").map_or(Vec::new(), |list| {
        dom.elements(list, "a:gs").map(|gs| stop(dom, gs)).collect()
    });
    let angle = dom.child(node, "a:lin").map(|lin| {
        dom.attr(lin, "ang")
            .and_then(|text| text.parse::<f64>().ok())
    });
    let path = dom
        .child(node, "a:path")
        .and_then(|path| dom.attr(path, "path"));
    object([
        ("gsLst", Value::List(stops)),
        (
            "lin",
            angle.map_or(Value::Null, |angle| {
                object([
                    ("ang", angle.unwrap_or(0.0).into()),
                    ("scaled", true.into()),
                ])
            }),
        ),
        (
            "path",
            path.map_or(Value::Null, |path| {
                object([("path", path.into()), ("fillToRect", Value::Null)])
            }),
        ),
        ("rotWithShape", Value::Null),
        ("type", "gradFill".into()),
    ])
}

fn blip(dom: &Dom, node: NodeId) -> Json {
    let embed = dom
        .child(node, "a:blip")
        .and_then(|blip| dom.attr(blip, "r:embed"));
    let tile = dom.child(node, "a:tile").map(|_| {
        object([
            ("flip", Value::Null),
            ("sx", Value::Null),
            ("sy", Value::Null),
            ("tx", Value::Null),
            ("ty", Value::Null),
        ])
    });
    let stretch = dom
        .child(node, "a:stretch")
        .map(|_| object([("fillRect", Value::Null)]));
    object([
        ("blip", Value::List(Vec::new())),
        ("srcRect", Value::Null),
        ("tile", tile.unwrap_or(Value::Null)),
        ("stretch", stretch.unwrap_or(Value::Null)),
        ("rotWithShape", Value::Null),
        ("rasterImageId", embed.unwrap_or_default().into()),
        ("type", "blipFill".into()),
    ])
}

pub(super) fn fill_json(dom: &Dom, node: NodeId) -> Json {
    let inner = match dom.name_of(node) {
        Some("a:solidFill") => object([("color", held(dom, Some(node))), ("type", "solid".into())]),
        Some("a:gradFill") => gradient(dom, node),
        Some("a:pattFill") => object([
            ("bgClr", held(dom, dom.child(node, "a:bgClr"))),
            ("fgClr", held(dom, dom.child(node, "a:fgClr"))),
            ("prst", dom.attr(node, "prst").into()),
            ("type", "pattFill".into()),
        ]),
        Some("a:blipFill") => blip(dom, node),
        Some("a:grpFill") => object([("type", "grpFill".into())]),
        _ => object([("type", "noFill".into())]),
    };
    object([
        ("fill", inner),
        ("transparent", Value::Null),
        ("type", "fill".into()),
    ])
}

pub(super) fn line_json(dom: &Dom, node: NodeId) -> Json {
    object([
        (
            "fill",
            fill::of(dom, node).map_or(Value::Null, |fill| fill_json(dom, fill)),
        ),
        ("algn", Value::Null),
        ("w", line::width(dom, node).into()),
        ("prstDash", line::dash(dom, node).into()),
        ("type", "stroke".into()),
    ])
}

/// `ToJSON` of fills, lines, stops and colours.
pub fn to_json<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let dom = call.doc.dom();
    let json = match dom.name_of(node) {
        Some("a:ln") => line_json(dom, node),
        Some("a:gs") => stop(dom, node),
        Some(name) if color::NAMES.contains(&name) => uni_color(dom, node),
        _ => fill_json(dom, node),
    };
    Ok(answer_text::<E>(&json))
}

pub(super) fn read_color(dom: &mut Dom, json: &Read) -> Option<NodeId> {
    let inner = json.get("color").unwrap_or(json);
    match text(inner, "type") {
        Some("scheme") => {
            let index = usize::try_from(number(inner, "id")?).ok()?;
            let name = color::SCHEME.get(index)?;
            return Some(color::scheme(dom, name));
        }
        Some("prst") => {
            let name = text(inner, "id")?;
            return Some(dom.element_with("a:prstClr", &[("val", name)]));
        }
        _ => {}
    }
    let rgba = inner.get("rgba")?;
    let channel = |name: &str| number(rgba, name).unwrap_or(0).clamp(0, 255) as u32;
    let rgb = channel("red") << 16 | channel("green") << 8 | channel("blue");
    Some(color::rgb(dom, rgb))
}

pub(super) fn read_stop(dom: &mut Dom, json: &Read) -> Option<NodeId> {
    let color = read_color(dom, json.get("color")?)?;
    Some(fill::stop(dom, color, number(json, "pos").unwrap_or(0)))
}

pub(super) fn read_fill(dom: &mut Dom, json: &Read) -> Option<NodeId> {
    let inner = json.get("fill")?;
    match text(inner, "type") {
        Some("noFill") => Some(fill::none(dom)),
        Some("gradFill") => {
            let mut stops = Vec::new();
            for stop in list(inner, "gsLst").iter().take(MAX_STOPS) {
                stops.extend(read_stop(dom, stop));
            }
            let angle = inner.get("lin").and_then(|lin| number(lin, "ang"));
            Some(fill::gradient(dom, &stops, angle))
        }
        Some("pattFill") => {
            let mut color = |name: &str| {
                let found = inner.get(name).and_then(|color| read_color(dom, color));
                found.unwrap_or_else(|| color::rgb(dom, 0))
            };
            let (background, foreground) = (color("bgClr"), color("fgClr"));
            let name = text(inner, "prst").unwrap_or("cross");
            Some(fill::pattern(dom, name, background, foreground))
        }
        Some("blipFill") => {
            let tile = inner.get("tile").is_some_and(|tile| !tile.is_null());
            // Only what this service wrote names a picture of the document.
            let embed = text(inner, "rasterImageId").filter(|id| id.starts_with("rId"));
            Some(fill::blip(dom, embed, tile))
        }
        _ => {
            let color = read_color(dom, inner.get("color")?)?;
            Some(fill::solid(dom, color))
        }
    }
}

pub(super) fn read_line(dom: &mut Dom, json: &Read) -> NodeId {
    let paint = json.get("fill").and_then(|fill| read_fill(dom, fill));
    let paint = paint.unwrap_or_else(|| fill::none(dom));
    let dash = text(json, "prstDash").unwrap_or("solid");
    line::create(dom, number(json, "w").unwrap_or(0), paint, dash)
}
