//! Saves that wait for each other, and documents that are gone.

use http::Method;
use serde_json::json;

use super::docs::{Docs, ok};
use super::editor::{Editor, edited, history, replace, service, version};

fn note(docs: &Docs) -> String {
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[{ "insert": "one\ntwo\nthree" }]] }),
    );
    fid
}

#[test]
fn a_save_that_nobody_drove_goes_in_before_the_next() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let first = edited(&editor.file(), |document| replace(document, "one", "1"));
    let second = edited(&first, |document| replace(document, "two", "2"));
    let third = edited(&second, |document| replace(document, "three", "3"));
    drop(editor.save_and_hold(&first));
    let held = editor.save_and_hold(&second);
    editor.save(&third);
    assert_eq!(docs.text("u", &fid), "1\n2\n3\n");
    assert_eq!(version(&docs, &fid), 5);
    // Who comes late finds nothing to do.
    held.unwrap()(&docs.app.app());
    assert_eq!(version(&docs, &fid), 5);
}

#[test]
fn the_scheduler_brings_in_what_nobody_drove() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let first = edited(&editor.file(), |document| replace(document, "one", "1"));
    drop(editor.save_and_hold(&first));
    drop(editor.save_and_hold(&edited(&first, |document| replace(document, "two", "2"))));
    assert_eq!(docs.text("u", &fid), "one\ntwo\nthree\n");
    // What waits is not written over.
    editor.unlock();
    assert!(editor.text().starts_with("1\n2\n"));
    assert_eq!(docs.app.post("/internal/tick").send().status, 200);
    assert_eq!(docs.text("u", &fid), "1\n2\nthree\n");
    assert_eq!(version(&docs, &fid), 4);
    assert_eq!(history(&docs, &fid).len(), 3);
}

#[test]
fn a_broken_save_holds_up_nothing() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    drop(editor.save_and_hold(b"PK broken"));
    editor.save(&edited(&opened, |document| replace(document, "one", "1")));
    assert_eq!(docs.text("u", &fid), "1\ntwo\nthree\n");
}

#[test]
fn a_save_of_a_deleted_note_ends() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let saved = edited(&editor.file(), |document| replace(document, "one", "1"));
    let held = editor.save_and_hold(&saved);
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [fid], "appUserId": "u" }),
    ));
    held.unwrap()(&docs.app.app());
    assert_eq!(docs.app.unfinished_jobs(), 0);
    let gone = docs
        .app
        .call(Method::GET, &format!("/wopi/files/{fid}?access_token=x"))
        .send();
    assert_eq!(gone.status, 401);
}

#[test]
fn the_file_that_later_saves_are_compared_with_is_kept() {
    let docs = service();
    docs.app.config.set("wopi_keep_versions", "1");
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "insert": "zero\n" }]] }),
    );
    for _ in 0..3 {
        editor.save(b"broken");
    }
    editor.save(&edited(&opened, |document| replace(document, "one", "1")));
    assert_eq!(docs.text("u", &fid), "zero\n1\ntwo\nthree\n");
}
