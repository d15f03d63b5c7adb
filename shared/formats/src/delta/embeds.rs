//! Embeds: pictures, formulas, mentions, and those that stay as they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use spindle_model::document::{
    Document, Image, ImageSource, Inline, InlineKind, Other, TextFormat,
};

use super::attributes::hundredths;
use super::data_uri;

/// Under this name in `other` a mention keeps the object that it was read from.
const MENTION: &str = "mention";
/// The longest side of a picture, pixels.
const MAX_PIXELS: f64 = 100_000.0;

/// The inline that an embed is.
pub(super) fn read(embed: &Value, mut format: TextFormat, document: &mut Document) -> Inline {
    let kind = match one_member(embed) {
        Some((name, value)) => kind(name, value, &mut format, document)
            .unwrap_or_else(|| InlineKind::Embed(name.to_owned(), value.clone())),
        None => InlineKind::Embed(String::new(), embed.clone()),
    };
    Inline::new(kind, format)
}

/// Whether an embed is the plain divider.
pub(super) fn is_divider(embed: &Value) -> bool {
    one_member(embed) == Some(("divider", &Value::Bool(true)))
}

/// The plain divider.
pub(super) fn divider() -> Value {
    json!({ "divider": true })
}

/// Name and value of an embed, which has one member and a name; any other is kept whole under no name.
fn one_member(embed: &Value) -> Option<(&str, &Value)> {
    let map = embed.as_object().filter(|map| map.len() == 1)?;
    let (name, value) = map.iter().next()?;
    (!name.is_empty()).then_some((name.as_str(), value))
}

fn kind(
    name: &str,
    value: &Value,
    format: &mut TextFormat,
    document: &mut Document,
) -> Option<InlineKind> {
    match name {
        "image" => {
            let address = value.as_str()?;
            let source = match data_uri::read(address) {
                Some((media_type, bytes)) => {
                    ImageSource::Media(document.add_media(media_type, &bytes))
                }
                None => ImageSource::Url(address.to_owned()),
            };
            Some(InlineKind::Image(image(source, &mut format.other)))
        }
        "formula" => value
            .as_str()
            .map(|latex| InlineKind::Formula(latex.to_owned())),
        "mention" => {
            let object = value.as_object()?;
            let (id, name) = person(object)?;
            if format
                .other
                .as_ref()
                .is_some_and(|other| other.contains_key(MENTION))
            {
                return None;
            }
            if *object != plain_mention(&id, &name) {
                let other = format.other.get_or_insert_default();
                other.insert(MENTION.to_owned(), value.clone());
            }
            Some(InlineKind::Mention { id, name })
        }
        _ => None,
    }
}

/// A picture, with those attributes that it has a place for.
fn image(source: ImageSource, other: &mut Other) -> Image {
    let mut image = Image {
        source,
        alt: String::new(),
        title: None,
        width: None,
        height: None,
    };
    let Some(map) = other else {
        return image;
    };
    if let Some(alt) = take(map, "alt", words) {
        image.alt = alt;
    }
    image.title = take(map, "title", words);
    image.width = take(map, "width", points);
    image.height = take(map, "height", points);
    if map.is_empty() {
        *other = None;
    }
    image
}

fn take<T>(
    map: &mut BTreeMap<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let taken = read(map.get(name)?)?;
    map.remove(name);
    Some(taken)
}

fn words(value: &Value) -> Option<String> {
    value
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Points of a length in pixels: a number, or a text with or without `px`.
fn points(value: &Value) -> Option<f32> {
    let pixels = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text
            .strip_suffix("px")
            .unwrap_or(text)
            .trim()
            .parse()
            .ok()?,
        _ => return None,
    };
    let pixels = f64::from(hundredths(pixels));
    (pixels > 0.0 && pixels < MAX_PIXELS).then_some((pixels * 0.75) as f32)
}

fn pixels(points: f32) -> String {
    hundredths(f64::from(points) / 0.75).to_string()
}

/// Id and name of a mention: those of quill-mention, or the like.
fn person(object: &Map<String, Value>) -> Option<(String, String)> {
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match object.get(*name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    let id = text(&["id", "userId", "uid"]);
    let name = text(&["value", "name", "text"]);
    (id.is_some() || name.is_some()).then(|| (id.unwrap_or_default(), name.unwrap_or_default()))
}

fn plain_mention(id: &str, name: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("id".to_owned(), id.into());
    object.insert("value".to_owned(), name.into());
    object.insert("denotationChar".to_owned(), "@".into());
    object
}

/// The embed of a mention; the object that it was read from, where it still says the same, is taken out of the
/// attributes.
pub(super) fn mention(id: &str, name: &str, attributes: &mut Map<String, Value>) -> Value {
    let kept = attributes.get(MENTION).and_then(Value::as_object);
    let same = kept
        .and_then(person)
        .is_some_and(|(kept_id, kept_name)| kept_id == id && kept_name == name);
    let object = match attributes.remove(MENTION) {
        Some(Value::Object(object)) if same => object,
        _ => plain_mention(id, name),
    };
    json!({ "mention": object })
}

/// The embed of a picture at this address; its size and words go into the attributes.
pub(super) fn picture(
    image: &Image,
    address: String,
    attributes: &mut Map<String, Value>,
) -> Value {
    if !image.alt.is_empty() {
        attributes.insert("alt".to_owned(), image.alt.clone().into());
    }
    if let Some(title) = image.title.as_ref().filter(|title| !title.is_empty()) {
        attributes.insert("title".to_owned(), title.clone().into());
    }
    for (name, length) in [("width", image.width), ("height", image.height)] {
        if let Some(points) = length.filter(|points| points.is_finite() && *points > 0.0) {
            attributes.insert(name.to_owned(), pixels(points).into());
        }
    }
    json!({ "image": address })
}

/// An embed that stays as it is.
pub(super) fn opaque(name: &str, value: &Value) -> Value {
    if name.is_empty() {
        return value.clone();
    }
    json!({ name: value })
}
