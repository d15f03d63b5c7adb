//! Documents and changes at random.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use spindle_delta::{Attributes, Content, Delta, Document, Op};

/// One step of a change to whatever document it is made to: lengths are in characters, so that no pair is split.
#[derive(Clone, Debug)]
pub enum Step {
    Insert(Content, Attributes),
    Retain(usize, Attributes),
    Delete(usize),
}

pub fn text() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "a",
        "bc",
        "x y",
        "\n",
        "\n\n",
        "é",
        "e\u{301}",
        "ü\u{323}",
        "中",
        "文字",
        "，",
        "😀",
        "😀😁",
        "👨‍👩‍👧",
        "🇨🇳",
        "\u{0}",
        "\"",
        "\\",
        "\\n",
        "\t\r",
        "\u{8}\u{1b}\u{7f}",
        "\u{fffc}",
        "\u{feff}",
        "\u{200d}",
        "𠮷",
        "\u{10ffff}",
    ]);
    vec(pieces, 1..5).prop_map(|pieces| pieces.concat())
}

fn embed() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"image": "a.png"}),
        json!({"image": "b.png"}),
        json!({"mention": {"id": 7, "name": "李"}}),
        json!({"divider": true}),
    ])
}

fn content() -> impl Strategy<Value = Content> {
    prop_oneof![
        4 => text().prop_map(|text| Content::Text(text.into())),
        1 => embed().prop_map(Content::Embed),
    ]
}

fn attributes(values: Vec<Value>) -> impl Strategy<Value = Attributes> {
    let pairs = (select(vec!["bold", "color", "link"]), select(values));
    let some = vec(pairs, 1..3).prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Attributes>()
    });
    prop_oneof![2 => Just(Attributes::none()), 1 => some]
}

fn format() -> impl Strategy<Value = Attributes> {
    attributes(vec![json!(true), json!("red"), json!({"deep": [1]})])
}

fn reformat() -> impl Strategy<Value = Attributes> {
    attributes(vec![json!(true), json!("blue"), Value::Null, Value::Null])
}

pub fn document() -> impl Strategy<Value = Document> {
    vec((content(), format()), 0..8).prop_map(|inserts| {
        let ops = inserts
            .into_iter()
            .map(|(content, format)| Op::Insert(content, format));
        let delta: Delta = ops.collect();
        Document::try_from(delta.insert("\n", ())).unwrap()
    })
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (content(), format()).prop_map(|(content, format)| Step::Insert(content, format)),
        (1_usize..9, reformat()).prop_map(|(length, format)| Step::Retain(length, format)),
        (1_usize..9).prop_map(Step::Delete),
    ];
    vec(step, 0..8)
}

/// The steps as a change to a document of these characters. What is past the end is left out.
pub fn change(document: &Document, steps: &[Step]) -> Delta {
    let mut characters = document.as_delta().ops().iter().flat_map(|op| match op {
        Op::Insert(Content::Text(text), _) => text
            .as_str()
            .chars()
            .map(|c| c.len_utf16() as u64)
            .collect(),
        _ => vec![1],
    });
    let mut units = |count: usize| characters.by_ref().take(count).sum::<u64>();
    let ops = steps.iter().map(|step| match step {
        Step::Insert(content, format) => Op::Insert(content.clone(), format.clone()),
        Step::Retain(count, format) => Op::Retain(units(*count), format.clone()),
        Step::Delete(count) => Op::Delete(units(*count)),
    });
    let mut delta: Delta = ops.collect();
    delta.chop();
    delta
}

/// Any delta at all, be it of use or not.
pub fn anything() -> impl Strategy<Value = Delta> {
    let length = prop_oneof![6 => 0_u64..9, 1 => Just(u64::MAX), 1 => any::<u64>()];
    let any_embed = prop_oneof![
        embed(),
        Just(Value::Null),
        Just(json!([1])),
        Just(json!({}))
    ];
    let any_content = prop_oneof![
        3 => text().prop_map(|text| Content::Text(text.into())),
        1 => Just(Content::Text("".into())),
        1 => any_embed.prop_map(Content::Embed),
    ];
    let op = prop_oneof![
        (any_content, reformat()).prop_map(|(content, format)| Op::Insert(content, format)),
        (length.clone(), reformat()).prop_map(|(length, format)| Op::Retain(length, format)),
        length.prop_map(Op::Delete),
    ];
    vec(op, 0..8).prop_map(Delta::from_iter)
}
