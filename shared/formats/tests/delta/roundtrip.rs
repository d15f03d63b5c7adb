//! Through another format and back: Delta, document, file, document, Delta.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use spindle_delta::{Attributes, Delta};
use spindle_formats::delta;
use spindle_formats::docx::{DocxReader, DocxWriter};
use spindle_formats::html::{HtmlReader, HtmlWriter};
use spindle_formats::markdown::{MarkdownReader, MarkdownWriter};
use spindle_model::convert::{Content, Job, Reader, Writer};

use crate::random;

/// A format that Deltas go through.
struct Format {
    name: &'static str,
    reader: &'static dyn Reader,
    writer: &'static dyn Writer,
}

const DOCX: Format = Format {
    name: "docx",
    reader: &DocxReader,
    writer: &DocxWriter,
};
const HTML: Format = Format {
    name: "html",
    reader: &HtmlReader,
    writer: &HtmlWriter,
};
const MARKDOWN: Format = Format {
    name: "markdown",
    reader: &MarkdownReader,
    writer: &MarkdownWriter,
};

fn through(delta: &Delta, format: &Format) -> Delta {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    let document = delta::read(delta, &mut job).expect("a document");
    let content = Content::Document(Box::new(document));
    let bytes = format.writer.write(&content, &mut job).expect("a file");
    let content = format.reader.read(&bytes, &mut job).expect("a document");
    delta::write(content.document().expect("a document"), &mut job).expect("a delta")
}

fn comes_back(delta: &Delta, format: &Format) {
    let back = through(delta, format);
    assert_eq!(
        json!(back),
        json!(delta::canonical(delta)),
        "through {}",
        format.name
    );
}

fn map(pairs: Vec<(&'static str, Value)>) -> Attributes {
    let map: Map<String, Value> = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    map.into()
}

fn text_attributes(rich: bool) -> BoxedStrategy<Attributes> {
    let plain = prop_oneof![
        3 => Just(("bold", json!(true))),
        3 => Just(("italic", json!(true))),
        2 => Just(("strike", json!(true))),
        1 => Just(("link", json!("https://example.org/a?b=c&d=e"))),
    ];
    let more = prop_oneof![
        Just(("underline", json!(true))),
        Just(("script", json!("super"))),
        Just(("script", json!("sub"))),
        Just(("color", json!("#ff8800"))),
        Just(("background", json!("#00ff00"))),
        Just(("size", json!("10.5pt"))),
        Just(("size", json!("24pt"))),
        Just(("font", json!("Arial"))),
    ];
    match rich {
        true => vec(prop_oneof![plain, more], 0..3).prop_map(map).boxed(),
        false => vec(plain, 0..2).prop_map(map).boxed(),
    }
}

fn line_attributes(rich: bool) -> BoxedStrategy<Attributes> {
    let kind = prop_oneof![
        4 => Just(vec![]),
        2 => (1..=6).prop_map(|level| vec![("header", json!(level))]),
        4 => (prop::sample::select(vec!["ordered", "bullet", "checked", "unchecked"]), 0_u8..3).prop_map(
            |(kind, level)| match level {
                0 => vec![("list", json!(kind))],
                level => vec![("list", json!(kind)), ("indent", json!(level))],
            }
        ),
        1 => Just(vec![("blockquote", json!(true))]),
    ];
    let more = prop_oneof![
        3 => Just(vec![]),
        1 => prop::sample::select(vec!["center", "right", "justify"]).prop_map(|align| vec![("align", json!(align))]),
    ];
    match rich {
        true => (kind, more)
            .prop_map(|(mut kind, more)| {
                kind.extend(more);
                map(kind)
            })
            .boxed(),
        false => kind.prop_map(map).boxed(),
    }
}

/// Some lines of one kind of block.
fn block(rich: bool) -> impl Strategy<Value = Vec<Delta>> {
    let words = prop::sample::select(vec![
        "word",
        "two words",
        "中文",
        "😀",
        "a_b*c",
        "1 < 2 & 3",
        "x",
    ]);
    let pieces = vec((words, text_attributes(rich)), 1..4).prop_map(|pieces| {
        pieces
            .into_iter()
            .fold(Delta::new(), |line, (text, attributes)| {
                line.insert(text, attributes)
            })
    });
    let code = vec(
        prop::sample::select(vec!["let a = 1;", "  indented", "", "# no heading"]),
        1..3,
    )
    .prop_map(|lines| {
        let line = |text: &str| {
            Delta::new()
                .insert(text, ())
                .insert("\n", map(vec![("code-block", json!("rust"))]))
        };
        lines.into_iter().map(line).collect()
    });
    let table = (1_usize..4, 1_usize..4).prop_map(|(rows, columns)| {
        let cell = |row: usize, column: usize| {
            Delta::new().insert(format!("r{row}c{column}"), ()).insert(
                "\n",
                map(vec![("table", json!(format!("row-{}", row + 1)))]),
            )
        };
        (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (row, column)))
            .map(|(row, column)| cell(row, column))
            .collect()
    });
    prop_oneof![
        6 => (pieces, line_attributes(rich)).prop_map(|(line, attributes)| vec![line.insert("\n", attributes)]),
        1 => code,
        1 => table,
        1 => Just(vec![Delta::new().insert_embed(json!({ "divider": true }), ())]),
    ]
}

fn document(rich: bool) -> impl Strategy<Value = Delta> {
    vec(block(rich), 1..6).prop_map(|blocks| {
        let delta = blocks
            .iter()
            .flatten()
            .fold(Delta::new(), |all, line| all.concat(line));
        delta.insert("end\n", ())
    })
}

/// Cases that were found by the random ones.
#[test]
fn line_break_at_the_end_of_a_link_through_markdown() {
    let link = || map(vec![("link", json!("https://example.org/?q=ä&b"))]);
    let bold = map(vec![
        ("link", json!("https://example.org/?q=ä&b")),
        ("bold", json!(true)),
    ]);
    for (first, attributes) in [("é", bold), ("word", link())] {
        for behind in ["a", "\u{2028}", ""] {
            for line in [Attributes::default(), map(vec![("list", json!("ordered"))])] {
                let delta = Delta::new()
                    .insert(first, attributes.clone())
                    .insert("\u{2028}", link())
                    .insert(behind, map(vec![("script", json!("sub"))]))
                    .insert("\n", line);
                comes_back(&delta, &MARKDOWN);
            }
        }
    }
}

#[test]
fn pictures_with_a_width_in_two_lines_through_markdown() {
    let picture = |delta: Delta| {
        delta
            .insert_embed(
                json!({ "image": "a.png" }),
                map(vec![("width", json!("1"))]),
            )
            .insert("\n", ())
    };
    comes_back(&picture(picture(Delta::new())), &MARKDOWN);
    let item = Delta::new()
        .insert_embed(
            json!({ "image": "a.png" }),
            map(vec![("width", json!("1"))]),
        )
        .insert("\n", map(vec![("list", json!("bullet"))]));
    comes_back(&item.clone().concat(&item), &MARKDOWN);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rich_text_through_docx(delta in document(true)) {
        comes_back(&delta, &DOCX);
    }

    #[test]
    fn rich_text_through_html(delta in document(true)) {
        comes_back(&delta, &HTML);
    }

    #[test]
    fn anything_through_docx(delta in random::document()) {
        comes_back(&delta, &DOCX);
    }

    #[test]
    fn anything_through_html(delta in random::document()) {
        comes_back(&delta, &HTML);
    }

    #[test]
    fn anything_but_empty_lines_through_markdown(delta in random::document()) {
        // Markdown says with empty lines where paragraphs end.
        prop_assume!(delta.lines().all(|(line, _)| !line.is_empty()));
        comes_back(&delta, &MARKDOWN);
    }

    #[test]
    fn plain_text_through_markdown(delta in document(false)) {
        comes_back(&delta, &MARKDOWN);
    }
}
