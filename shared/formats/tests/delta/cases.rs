//! What Delta says, case by case.

use serde_json::{Value, json};
use spindle_delta::Delta;
use spindle_formats::delta::{self, DeltaReader, DeltaWriter};
use spindle_model::convert::{Content, ErrorKind, Job, Reader, Writer};
use spindle_model::document::{
    Align, Block, Color, ImageSource, InlineKind, ListKind, Script, Size,
};

use crate::support::{ops, read, write};

/// A Delta that comes back as it was.
fn comes_back(json: Value) {
    let delta = ops(json);
    assert_eq!(write(&read(&delta)), delta, "{}", json!(delta));
}

/// A Delta that comes back in canonical form.
fn becomes(json: Value, canonical: Value) {
    let canonical = ops(canonical);
    let delta = ops(json);
    assert_eq!(delta::canonical(&delta), canonical, "{}", json!(delta));
    assert_eq!(delta::canonical(&canonical), canonical);
}

#[test]
fn formats_of_text_are_read() {
    let document = read(&ops(json!([
        { "insert": "a", "attributes": {
            "bold": true, "italic": true, "underline": true, "strike": true, "code": true, "script": "sub",
            "color": "Red", "background": "hsl(240, 100%, 50%)", "font": "serif", "size": "14px",
            "link": "https://example.org/?a=1" } },
        { "insert": "\u{2028}b\n" },
    ])));
    let Block::Paragraph(paragraph) = &document.blocks[0] else {
        panic!("{document:?}");
    };
    let format = &paragraph.inlines[0].format;
    assert_eq!(format.bold, Some(true));
    assert_eq!(format.script, Some(Script::Sub));
    assert_eq!(format.color, Some(Color(255, 0, 0)));
    assert_eq!(format.background, Some(Color(0, 0, 255)));
    assert_eq!(format.size, Some(Size::Points(10.5)));
    assert_eq!(format.font.as_deref(), Some("serif"));
    assert_eq!(
        format.link.as_ref().map(|link| link.href.as_str()),
        Some("https://example.org/?a=1")
    );
    assert_eq!(format.other, None);
    assert_eq!(paragraph.inlines[1].kind, InlineKind::LineBreak);
    assert_eq!(paragraph.plain_text(), "a\nb");
}

#[test]
fn lines_become_blocks() {
    let document = read(&ops(json!([
        { "insert": "title" }, { "insert": "\n", "attributes": { "header": 2, "align": "center" } },
        { "insert": "one" }, { "insert": "\n", "attributes": { "list": "ordered" } },
        { "insert": "deep" }, { "insert": "\n", "attributes": { "list": "checked", "indent": 1 } },
        { "insert": "quoted" }, { "insert": "\n", "attributes": { "blockquote": true } },
        { "insert": "too" }, { "insert": "\n", "attributes": { "blockquote": true, "header": 1 } },
        { "insert": "let a;" }, { "insert": "\n", "attributes": { "code-block": "rust" } },
        { "insert": "\n", "attributes": { "code-block": "rust" } },
        { "insert": "plain" }, { "insert": "\n", "attributes": { "code-block": true } },
        { "insert": { "divider": true } }, { "insert": { "divider": true } },
        { "insert": "1" }, { "insert": "\n", "attributes": { "table": "r1" } },
        { "insert": "2" }, { "insert": "\n", "attributes": { "table": "r1" } },
        { "insert": "3" }, { "insert": "\n", "attributes": { "table": "r2" } },
        { "insert": "in" }, { "insert": "\n", "attributes": { "indent": 3 } },
    ])));
    let [
        Block::Paragraph(title),
        Block::List(list),
        Block::Quote(quoted),
        Block::Code(rust),
        Block::Code(plain),
        Block::Divider,
        Block::Divider,
        Block::Table(table),
        Block::Paragraph(indented),
    ] = document.blocks.as_slice()
    else {
        panic!("{document:?}");
    };
    assert_eq!(
        (title.heading, title.format.align),
        (Some(2), Some(Align::Center))
    );
    assert!(matches!(list.kind, ListKind::Ordered { start: 1, .. }));
    let [Block::Paragraph(_), Block::List(inner)] = list.items[0].blocks.as_slice() else {
        panic!("{list:?}");
    };
    assert_eq!(inner.items[0].checked, Some(true));
    assert_eq!(quoted.len(), 2);
    assert_eq!(
        (rust.language.as_deref(), rust.text.as_str()),
        (Some("rust"), "let a;\n")
    );
    assert_eq!(
        (plain.language.as_deref(), plain.text.as_str()),
        (None, "plain")
    );
    assert_eq!(
        table
            .rows
            .iter()
            .map(|row| row.cells.len())
            .collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(table.rows[0].id.as_deref(), Some("r1"));
    assert_eq!(indented.format.indent, Some(3));
}

#[test]
fn what_lines_say_together_comes_back() {
    let kinds = [
        json!({ "list": "ordered" }),
        json!({ "list": "bullet", "indent": 8 }),
        json!({ "list": "unchecked", "indent": 1 }),
        json!({ "blockquote": true }),
        json!({ "table": "row-1" }),
        json!({ "table": "row-2", "list": "checked", "indent": 2 }),
        json!({ "table": "row-2", "blockquote": true, "header": 1 }),
        json!({ "table": "row-2", "code-block": true }),
        json!({ "code-block": "rust" }),
        json!({ "code-block": true, "indent": 2 }),
        json!({}),
    ];
    let more = [
        json!({}),
        json!({ "header": 3 }),
        json!({ "align": "right", "direction": "rtl" }),
        json!({ "align": "left", "direction": "rtl", "header": 6 }),
        json!({ "indent": 4, "align": "justify" }),
        json!({ "blockquote": true }),
        json!({ "line-height": "1.5", "bold": true }),
        json!({ "header": false, "align": "start", "indent": -1, "list": "toggle", "direction": "ltr" }),
    ];
    let mut all = Vec::new();
    for kind in &kinds {
        for more in &more {
            let mut attributes = kind.clone();
            attributes
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            let line = json!([
                { "insert": "a" },
                { "insert": "\n", "attributes": attributes },
            ]);
            comes_back(line.clone());
            all.extend(line.as_array().unwrap().clone());
            all.push(json!({ "insert": "\n", "attributes": attributes }));
        }
    }
    // And one after the other, for what the lines before leave behind.
    comes_back(json!(all));
}

#[test]
fn embeds_come_back() {
    let embeds = [
        json!({ "insert": { "image": "https://example.org/a.png" },
            "attributes": { "width": "120", "height": "80.5", "alt": "a & b", "title": "t", "link": "x" } }),
        json!({ "insert": { "image": "data:image/png;base64,iVBORw0KGgo=" } }),
        json!({ "insert": { "image": "data:image/svg+xml;utf8,<svg/>" } }),
        json!({ "insert": { "image": "a" }, "attributes": { "width": "50%", "alt": "", "style": "float:left" } }),
        json!({ "insert": { "image": { "src": "a", "w": 1 } } }),
        json!({ "insert": { "video": "https://example.org/v" }, "attributes": { "width": 300 } }),
        json!({ "insert": { "formula": "e=mc^2" }, "attributes": { "color": "#ff0000" } }),
        json!({ "insert": { "mention": { "id": "7", "value": "我", "denotationChar": "@" } } }),
        json!({ "insert": { "mention": { "index": "0", "denotationChar": "#", "id": 7, "name": "n", "x": [1] } },
            "attributes": { "bold": true } }),
        json!({ "insert": { "mention": { "id": "7" } }, "attributes": { "mention": { "id": "8" } } }),
        json!({ "insert": { "mention": "me" } }),
        json!({ "insert": { "divider": { "style": "dashed" } } }),
        json!({ "insert": { "divider": true }, "attributes": { "color": "#00ff00" } }),
        json!({ "insert": { "hr": true } }),
        json!({ "insert": { "": true } }),
        json!({ "insert": { "attachment": { "name": "a.pdf", "size": 1.5, "tags": [null] } } }),
    ];
    for embed in &embeds {
        comes_back(json!([{ "insert": "a" }, embed, embed, { "insert": "b\n" }]));
        comes_back(json!([embed, { "insert": "\n", "attributes": { "table": "r" } }]));
        comes_back(json!([embed, { "insert": "\n", "attributes": { "code-block": true } }]));
    }
    let document = read(&ops(json!([embeds[1], embeds[1], { "insert": "\n" }])));
    assert_eq!(document.media.len(), 1);
    assert_eq!(*document.media[0].bytes, *b"\x89PNG\r\n\x1a\n");
    let addresses = delta::write_with(&document, &mut Job::new(&mut |_| {}), &mut |index| {
        format!("object/{index}")
    })
    .unwrap();
    assert_eq!(
        json!(addresses),
        json!([{ "insert": { "image": "object/0" } }, { "insert": { "image": "object/0" } }, { "insert": "\n" }])
    );
}

#[test]
fn mentions_and_pictures_are_understood() {
    let document = read(&ops(json!([
        { "insert": { "mention": { "id": "7", "name": "我" } } },
        { "insert": { "image": "a.png" }, "attributes": { "width": "400" } },
        { "insert": "\n" },
    ])));
    let Block::Paragraph(paragraph) = &document.blocks[0] else {
        panic!("{document:?}");
    };
    assert_eq!(
        paragraph.inlines[0].kind,
        InlineKind::Mention {
            id: "7".to_owned(),
            name: "我".to_owned()
        }
    );
    let InlineKind::Image(image) = &paragraph.inlines[1].kind else {
        panic!("{paragraph:?}");
    };
    assert_eq!(image.source, ImageSource::Url("a.png".to_owned()));
    assert_eq!(image.width, Some(300.0));
    assert_eq!(paragraph.inlines[1].format.other, None);
}

#[test]
fn dividers_are_blocks() {
    let divider = json!({ "insert": { "divider": true } });
    comes_back(json!([divider, divider, { "insert": "\n" }]));
    comes_back(
        json!([{ "insert": "a\n" }, divider, { "insert": "b\n" }, divider, { "insert": "\n" }]),
    );
    comes_back(json!([divider, { "insert": "\n", "attributes": { "list": "bullet" } }]));
    comes_back(
        json!([{ "insert": "a" }, divider, { "insert": "b" }, { "insert": "\n", "attributes": { "table": "r" } }]),
    );
    becomes(json!([divider]), json!([divider, { "insert": "\n" }]));
    becomes(
        json!([{ "insert": "a" }, divider, { "insert": "b" }, { "insert": "\n", "attributes": { "header": 1 } }]),
        json!([
            { "insert": "a" }, { "insert": "\n", "attributes": { "header": 1 } },
            divider, { "insert": "b" }, { "insert": "\n", "attributes": { "header": 1 } },
        ]),
    );
}

#[test]
fn other_spellings_become_canonical() {
    let text = |before: Value, after: Value| {
        becomes(
            json!([{ "insert": "a", "attributes": before }, { "insert": "\n" }]),
            json!([{ "insert": "a", "attributes": after }, { "insert": "\n" }]),
        );
    };
    text(
        json!({ "color": "rgb(1, 2, 3)" }),
        json!({ "color": "#010203" }),
    );
    text(
        json!({ "background": "#ABC" }),
        json!({ "background": "#aabbcc" }),
    );
    text(
        json!({ "color": "rgba(0,0,0,.5)" }),
        json!({ "color": "rgba(0,0,0,.5)" }),
    );
    text(json!({ "size": "13px" }), json!({ "size": "9.75pt" }));
    text(json!({ "size": "12.0pt" }), json!({ "size": "12pt" }));
    text(json!({ "size": "2em" }), json!({ "size": "2em" }));
    text(json!({ "size": "0px" }), json!({ "size": "0px" }));
    let line = |before: Value, after: Value| {
        becomes(
            json!([{ "insert": "\n", "attributes": before }]),
            json!([{ "insert": "\n", "attributes": after }]),
        );
    };
    line(json!({ "header": "2" }), json!({ "header": 2 }));
    line(json!({ "indent": "2" }), json!({ "indent": 2 }));
    line(json!({ "align": "left" }), json!({}));
    line(
        json!({ "header": 7, "indent": 9 }),
        json!({ "header": 7, "indent": 9 }),
    );
    becomes(json!([]), json!([{ "insert": "\n" }]));
    becomes(json!([{ "insert": "a" }]), json!([{ "insert": "a\n" }]));
    becomes(
        json!([{ "insert": { "image": "a" }, "attributes": { "width": 300, "height": "20px" } }]),
        json!([{ "insert": { "image": "a" }, "attributes": { "width": "300", "height": "20" } }, { "insert": "\n" }]),
    );
    // Colours that are one and the same make one text.
    becomes(
        json!([
            { "insert": "a", "attributes": { "color": "red" } },
            { "insert": "b", "attributes": { "color": "#f00" } },
        ]),
        json!([{ "insert": "ab", "attributes": { "color": "#ff0000" } }, { "insert": "\n" }]),
    );
}

#[test]
fn a_change_is_no_document() {
    let change = Delta::new().retain(1, ());
    let error = delta::read(&change, &mut Job::new(&mut |_| {})).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Damaged);
    assert_eq!(delta::canonical(&change), change);
}

#[test]
fn json_is_read_and_written() {
    let read = |json: &[u8]| DeltaReader.read(json, &mut Job::new(&mut |_| {}));
    let content = read(b"\xef\xbb\xbf{\"ops\":[{\"insert\":\"\xf0\x9f\x98\x80\\n\"}]}").unwrap();
    assert_eq!(read(br#"[{"insert":"\ud83d\ude00\n"}]"#).unwrap(), content);
    let json = DeltaWriter
        .write(&content, &mut Job::new(&mut |_| {}))
        .unwrap();
    assert_eq!(
        String::from_utf8(json).unwrap(),
        r#"{"ops":[{"insert":"😀\n"}]}"#
    );
    for broken in [
        "",
        "{",
        "{}",
        "[1]",
        r#"[{"insert":5}]"#,
        r#"[{"delete":5}]"#,
    ] {
        let error = read(broken.as_bytes()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Damaged, "{broken}");
    }
    let error = DeltaWriter
        .write(
            &Content::Workbook(Box::default()),
            &mut Job::new(&mut |_| {}),
        )
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported);
}

#[test]
fn limits_hold() {
    let progress = &mut |_| {};
    let mut job = Job::new(progress);
    job.limits.blocks = 3;
    assert!(delta::read(&ops(json!([{ "insert": "a\nb\nc\n" }])), &mut job).is_ok());
    let error = delta::read(&ops(json!([{ "insert": "a\nb\nc\nd" }])), &mut job).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
    job.limits.output_bytes = 10;
    let document = read(&ops(json!([{ "insert": "0123456789\n" }])));
    assert_eq!(
        delta::write(&document, &mut job).unwrap_err().kind,
        ErrorKind::Limit
    );
}
