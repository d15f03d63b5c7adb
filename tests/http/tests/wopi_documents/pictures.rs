//! Pictures of notes that go out into files and come back.

use http::Method;
use serde_json::{Value, json};
use spindle_model::document::{Document, Image, ImageSource, Inline, InlineKind, TextFormat};

use super::docs::{Docs, ok};
use super::editor::{Editor, edited, ops, replace, service, version};

/// A picture of one pixel; `last` makes another one of it, which readers of pictures need not like.
fn png(last: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xdacd\xf8_\x0f\0\x02\x87\x01\x80Z4}k\0\0\0\0IEND\xaeB`\x82".to_vec();
    bytes.push(last);
    bytes
}

fn store(docs: &Docs, object: &str, fid: &str, bytes: &[u8]) {
    let link = ok(&docs.put(
        "/oss/bs/private/object",
        &json!({ "objectId": object, "fid": fid, "appUserId": "u" }),
    ));
    let answer = docs
        .app
        .call(Method::PUT, link["safetyChain"].as_str().unwrap())
        .header("content-type", "image/png")
        .body(bytes)
        .send();
    ok(&answer);
}

fn object(docs: &Docs, object: &str, fid: &str) -> Vec<u8> {
    let link = ok(&docs.get(&format!(
        "/oss/bs/private/object?objectId={object}&fid={fid}&appUserId=u"
    )));
    docs.app
        .get(link["safetyChain"].as_str().unwrap())
        .send()
        .body
}

fn images(ops: &Value) -> Vec<String> {
    let images = ops.as_array().unwrap().iter();
    images
        .filter_map(|op| op["insert"]["image"].as_str().map(str::to_owned))
        .collect()
}

fn size(docs: &Docs) -> Value {
    ok(&docs.get("/oss/bs/user/size?appUserId=u"))["size"].clone()
}

fn illustrated(docs: &Docs) -> String {
    let fid = docs.note("u");
    store(docs, "image/mine.png", &fid, &png(0));
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[
        { "insert": "see " }, { "insert": { "image": "image/mine.png" } }, { "insert": " there" },
    ]] }),
    );
    fid
}

/// Puts a picture at the end of the first paragraph.
fn add(document: &mut Document, bytes: &[u8]) {
    let index = document.add_media("image/png", bytes);
    let mut done = false;
    document.for_each_paragraph_mut(&mut |paragraph| {
        if !std::mem::replace(&mut done, true) {
            let image = Image {
                source: ImageSource::Media(index),
                alt: String::new(),
                title: None,
                width: Some(10.0),
                height: Some(10.0),
            };
            paragraph
                .inlines
                .push(Inline::new(InlineKind::Image(image), TextFormat::default()));
        }
    });
}

#[test]
fn a_picture_that_stays_is_the_object_that_it_was() {
    let docs = service();
    let fid = illustrated(&docs);
    let before = ops(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    assert_eq!(super::editor::document(&editor.file()).media.len(), 1);
    editor.edit(|document| replace(document, "there", "here"));
    assert_eq!(
        ops(&docs, &fid).to_string(),
        before.to_string().replace("there", "here")
    );
    assert_eq!(size(&docs), png(0).len());
    // It may be sized by the editor, and be copied.
    editor.edit(|document| {
        document.for_each_paragraph_mut(&mut |paragraph| {
            for inline in &mut paragraph.inlines {
                if let InlineKind::Image(image) = &mut inline.kind {
                    (image.width, image.height) = (Some(300.0), Some(150.0));
                }
            }
        });
        add(document, &png(0));
    });
    let ops = ops(&docs, &fid);
    assert_eq!(images(&ops), ["image/mine.png", "image/mine.png"]);
    assert!(ops[1]["attributes"].to_string().contains("400"), "{ops}");
    assert_eq!(size(&docs), png(0).len());
}

#[test]
fn a_new_picture_becomes_an_object_once() {
    let docs = service();
    let fid = illustrated(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let saved = editor.edit(|document| add(document, &png(1)));
    let named = images(&ops(&docs, &fid));
    assert_eq!(named.len(), 2, "{named:?}");
    let new = &named[1];
    let digits = new
        .strip_prefix("image/")
        .unwrap()
        .strip_suffix(".png")
        .unwrap();
    assert!(
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()),
        "{new}"
    );
    assert_eq!(object(&docs, new, &fid), png(1));
    let both = png(0).len() + png(1).len();
    assert_eq!(size(&docs), both);
    // Saved again, and put in once more.
    let v = version(&docs, &fid);
    editor.save(&saved);
    assert_eq!(version(&docs, &fid), v);
    editor.edit(|document| add(document, &png(1)));
    assert_eq!(
        images(&ops(&docs, &fid)).join(" "),
        format!("{} {new} {new}", named[0])
    );
    assert_eq!(size(&docs), both);
    // It stays when others clean up and time goes by, and it is in the file that is written next.
    ok(&docs.put(
        "/fs/bs/file/clean",
        &json!({ "fid": fid, "appUserId": "u" }),
    ));
    editor.unlock();
    docs.app.clock.advance_s(30 * 3600);
    docs.app.post("/internal/tick").send();
    assert_eq!(object(&docs, new, &fid), png(1));
    docs.upload(
        "u",
        &fid,
        &json!({ "v": version(&docs, &fid), "pendingOps": [[{ "insert": "now " }]] }),
    );
    let editor = Editor::of(&docs, &fid, "w");
    let file = super::editor::document(&editor.file());
    assert_eq!(file.media.len(), 2);
}

#[test]
fn pictures_of_two_notes_are_two_objects() {
    let docs = service();
    let named: Vec<String> = ["a", "b"]
        .iter()
        .map(|_| {
            let fid = docs.note("u");
            docs.upload(
                "u",
                &fid,
                &json!({ "v": 1, "pendingOps": [[{ "insert": "text" }]] }),
            );
            let editor = Editor::of(&docs, &fid, "w");
            editor.lock();
            let bytes = edited(&editor.file(), |document| add(document, &png(1)));
            editor.save(&bytes);
            let name = images(&ops(&docs, &fid)).remove(0);
            assert_eq!(object(&docs, &name, &fid), png(1));
            name
        })
        .collect();
    assert_ne!(named[0], named[1]);
}

#[test]
fn a_picture_that_goes_is_still_in_the_history() {
    let docs = service();
    let fid = illustrated(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.edit(|document| {
        document.for_each_paragraph_mut(&mut |paragraph| {
            paragraph
                .inlines
                .retain(|inline| !matches!(inline.kind, InlineKind::Image(_)));
        });
    });
    assert!(images(&ops(&docs, &fid)).is_empty());
    assert_eq!(object(&docs, "image/mine.png", &fid), png(0));
}
