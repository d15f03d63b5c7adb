//! When a document's file is written.

use serde_json::json;

use super::editor::{Editor, service};

#[test]
fn the_file_follows_the_document() {
    let docs = service();
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[{ "insert": "one" }]] }),
    );
    let editor = Editor::of(&docs, &fid, "w");
    assert_eq!(editor.text().trim(), "one");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "retain": 3 }, { "insert": " two" }]] }),
    );
    let first = editor.versions();
    assert_eq!(editor.text().trim(), "one two");
    let second = editor.versions();
    assert_eq!(
        (
            first.as_array().unwrap().len(),
            second.as_array().unwrap().len()
        ),
        (1, 2)
    );
    // Whoever wrote last is its author.
    assert!(second[0].to_string().contains("\"u\""), "{second}");
}

#[test]
fn a_large_document_lies_in_a_blob() {
    let docs = service();
    let fid = docs.note("u");
    // What does not compress.
    let mut random = super::docs::random(7);
    let words: String = (0..400_000)
        .map(|index| match index % 60 {
            59 => '\n',
            _ => char::from_u32(0x4e00 + u32::try_from(random(20_000)).unwrap()).unwrap(),
        })
        .collect();
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[{ "insert": words }]] }),
    );
    let editor = Editor::of(&docs, &fid, "w");
    let info = editor.info();
    assert!(info["Size"].as_u64().unwrap() > 256 * 1024, "{info}");
    assert!(editor.text().starts_with(words.lines().next().unwrap()));
    // It is not swept away.
    docs.app.clock.advance_s(30 * 3600);
    docs.app.post("/internal/tick").send();
    let editor = Editor::of(&docs, &fid, "w");
    assert_eq!(editor.file().len() as u64, info["Size"].as_u64().unwrap());
}
