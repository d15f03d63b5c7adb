//! Random Deltas in canonical form: they come back as they were.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use spindle_delta::{Attributes, Delta};
use spindle_formats::delta;

use crate::support::{read, write};

/// Attributes of text: some of these, each name once.
fn text_attributes() -> impl Strategy<Value = Attributes> {
    let one = prop_oneof![
        6 => prop::sample::select(vec!["bold", "italic", "underline", "strike", "code"]).prop_map(|name| (name, json!(true))),
        2 => prop::sample::select(vec!["#ff0000", "#0a0b0c", "rgba(1,2,3,0.5)", "transparent"]).prop_map(|value| ("color", json!(value))),
        1 => Just(("background", json!("#ffff00"))),
        2 => prop::sample::select(vec!["small", "large", "huge", "10.5pt", "72pt", "9.75pt", "1.2em"]).prop_map(|value| ("size", json!(value))),
        1 => prop::sample::select(vec!["serif", "微软雅黑", "Times New Roman"]).prop_map(|value| ("font", json!(value))),
        1 => prop::sample::select(vec!["super", "sub", "both"]).prop_map(|value| ("script", json!(value))),
        1 => Just(("link", json!("https://example.org/?q=ä&b"))),
        1 => prop::sample::select(vec![("bold", json!(false)), ("header", json!(1)), ("comment", json!({ "id": [1, null] })), ("link", json!(1))]),
    ];
    vec(one, 0..4).prop_map(attributes)
}

fn attributes(pairs: Vec<(&'static str, Value)>) -> Attributes {
    let map: Map<String, Value> = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    map.into()
}

fn line_attributes() -> impl Strategy<Value = Attributes> {
    let one = prop_oneof![
        2 => (1..=6).prop_map(|level| ("header", json!(level))),
        6 => prop::sample::select(vec!["ordered", "bullet", "checked", "unchecked", "none"]).prop_map(|value| ("list", json!(value))),
        3 => (1..=8).prop_map(|steps| ("indent", json!(steps))),
        2 => Just(("blockquote", json!(true))),
        2 => prop::sample::select(vec!["center", "right", "justify", "middle"]).prop_map(|value| ("align", json!(value))),
        1 => Just(("direction", json!("rtl"))),
        3 => prop::sample::select(vec![json!(true), json!("rust"), json!("js"), json!(false)]).prop_map(|value| ("code-block", value)),
        4 => prop::sample::select(vec!["row-1", "row-2", "r"]).prop_map(|id| ("table", json!(id))),
        1 => prop::sample::select(vec![("line-height", json!(1.5)), ("bold", json!(true)), ("indent", json!("x"))]),
    ];
    prop_oneof![2 => vec(one, 0..2), 1 => vec(one_more(), 0..4)].prop_map(attributes)
}

/// More of them together.
fn one_more() -> impl Strategy<Value = (&'static str, Value)> {
    prop::sample::select(vec![
        ("header", json!(2)),
        ("list", json!("bullet")),
        ("list", json!("ordered")),
        ("indent", json!(1)),
        ("blockquote", json!(true)),
        ("align", json!("center")),
        ("table", json!("row-1")),
        ("code-block", json!(true)),
    ])
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Embed(Value, bool),
}

fn piece() -> impl Strategy<Value = Piece> {
    let embeds = vec![
        json!({ "image": "https://example.org/a.png" }),
        json!({ "image": "data:image/gif;base64,R0lGODlh" }),
        json!({ "video": "v" }),
        json!({ "formula": "\\frac{1}{2}" }),
        json!({ "mention": { "id": "1", "value": "Ann", "denotationChar": "@" } }),
        json!({ "mention": { "id": "1", "value": "Ann" } }),
        json!({ "divider": "dotted" }),
        json!({ "card": { "a": 1 } }),
    ];
    prop_oneof![
        4 => "[a-c 😀中é\t\u{2028}<&]{1,5}".prop_map(Piece::Text),
        1 => prop::sample::select(embeds).prop_map(|embed| Piece::Embed(embed, false)),
        1 => (1_u32..2000).prop_map(|width| Piece::Embed(json!(width.to_string()), true)),
    ]
}

pub(crate) fn document() -> impl Strategy<Value = Delta> {
    let line = (
        0..3_usize,
        vec((piece(), text_attributes()), 0..4),
        line_attributes(),
    );
    vec(line, 1..12).prop_map(|lines| {
        let mut delta = Delta::new();
        for (dividers, pieces, attributes) in lines {
            for _ in 1..dividers {
                delta = delta.insert_embed(json!({ "divider": true }), ());
            }
            for (piece, attributes) in pieces {
                delta = match piece {
                    Piece::Text(text) => delta.insert(text, attributes),
                    Piece::Embed(width, true) => {
                        let mut map = attributes.as_map().cloned().unwrap_or_default();
                        map.insert("width".to_owned(), width);
                        delta.insert_embed(json!({ "image": "a.png" }), map)
                    }
                    Piece::Embed(embed, false) => delta.insert_embed(embed, attributes),
                };
            }
            delta = delta.insert("\n", attributes);
        }
        delta
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_delta_comes_back(delta in document()) {
        let document = read(&delta);
        let again = write(&document);
        prop_assert_eq!(&again, &delta, "{}", json!(delta));
        prop_assert_eq!(read(&again), document);
        prop_assert_eq!(delta::canonical(&delta), delta);
    }

    #[test]
    fn canonical_is_canonical(lines in vec(("[a-c\n]{0,5}", foreign_attributes()), 0..8)) {
        let mut delta = Delta::new();
        for (text, attributes) in lines {
            delta = delta.insert(text, attributes);
            delta = delta.insert_embed(json!({ "divider": true }), ());
        }
        let canonical = delta::canonical(&delta);
        prop_assert_eq!(delta::canonical(&canonical), canonical);
    }
}

/// Names that mean something with values that mostly do not.
fn foreign_attributes() -> impl Strategy<Value = Attributes> {
    let name = prop::sample::select(vec![
        "bold",
        "color",
        "size",
        "script",
        "link",
        "font",
        "header",
        "list",
        "indent",
        "table",
        "align",
        "direction",
        "code-block",
        "blockquote",
        "width",
        "mention",
    ]);
    let value = prop_oneof![
        any::<f64>().prop_map(|number| json!(number)),
        any::<bool>().prop_map(|flag| json!(flag)),
        "\\PC{0,6}".prop_map(|text| json!(text)),
        "[0-9.-]{1,4}(px|pt|%)?".prop_map(|text| json!(text)),
        "(rgb|hsl)a?\\([0-9, %]{0,12}\\)".prop_map(|text| json!(text)),
        Just(json!([1, { "a": null }])),
    ];
    vec((name, value), 0..4).prop_map(attributes)
}
