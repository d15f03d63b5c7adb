//! Others who come while a file is written or read.

use std::cell::RefCell;
use std::thread;

use serde_json::{Value, json};
use spindle_model::convert::{Formats, Patcher, Reader, Writer};

use super::FORMATS;
use super::docs::{Docs, ok};
use super::editor::{Editor, document, edited, replace, version};

thread_local! {
    /// What happens when a file is next written.
    static MEANWHILE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Readers and writers; the first file that is written waits until something else has happened.
struct Slow;

impl Formats for Slow {
    fn reader(&self, format: &str) -> Option<&dyn Reader> {
        FORMATS.reader(format)
    }

    fn writer(&self, format: &str) -> Option<&dyn Writer> {
        if let Some(happens) = MEANWHILE.take() {
            happens();
        }
        FORMATS.writer(format)
    }

    fn patcher(&self, format: &str) -> Option<&dyn Patcher> {
        FORMATS.patcher(format)
    }

    fn sniff(&self, bytes: &[u8]) -> Option<&'static str> {
        FORMATS.sniff(bytes)
    }
}

/// A service that outlives what happens meanwhile, and a note in it.
fn begun() -> (&'static Docs, String) {
    let docs = Docs::with(|app| app.with_formats(&Slow));
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[{ "insert": "one\ntwo" }]] }),
    );
    (Box::leak(Box::new(docs)), fid)
}

fn meanwhile(happens: impl FnOnce() + 'static) {
    MEANWHILE.replace(Some(Box::new(happens)));
}

#[test]
fn two_who_open_it_at_once_make_one_version() {
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    let other = Editor::of(docs, &fid, "x");
    let read = std::rc::Rc::new(RefCell::new(Vec::new()));
    let kept = read.clone();
    meanwhile(move || *kept.borrow_mut() = other.file());
    let file = editor.file();
    assert!(!file.is_empty() && file == *read.borrow());
    assert_eq!(editor.versions().as_array().unwrap().len(), 1);
}

#[test]
fn a_file_that_is_locked_meanwhile_is_not_written_over() {
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    editor.file();
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "insert": "zero\n" }]] }),
    );
    let other = Editor::of(docs, &fid, "x");
    meanwhile(move || {
        other.lock();
        other.edit(|document| replace(document, "two", "2"));
    });
    // It is what the other one saved.
    assert_eq!(editor.text().trim(), "zero\none\n2");
    assert_eq!(editor.versions().as_array().unwrap().len(), 3);
    assert_eq!(docs.text("u", &fid), "zero\none\n2\n");
    assert_eq!(docs.app.unfinished_jobs(), 0);
}

#[test]
fn a_document_that_goes_on_meanwhile_is_written_again() {
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    let id = fid.clone();
    meanwhile(move || {
        docs.upload(
            "u",
            &id,
            &json!({ "v": 2, "pendingOps": [[{ "insert": "zero\n" }]] }),
        );
    });
    assert_eq!(editor.text().trim(), "one\ntwo");
    assert_eq!(editor.text().trim(), "zero\none\ntwo");
}

#[test]
fn a_document_that_is_deleted_meanwhile_has_no_file() {
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    meanwhile(move || {
        ok(&docs.put(
            "/fs/bs/file/delete",
            &json!({ "fidList": [fid], "appUserId": "u" }),
        ));
    });
    let answer = docs.app.get(&editor.target()).send();
    assert_ne!(answer.status, 200);
    assert_eq!(docs.app.get(&editor.target()).send().status, 404);
}

#[test]
fn what_is_written_while_a_save_is_read_stays() {
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    editor.lock();
    let saved = edited(&editor.file(), |document| replace(document, "two", "2"));
    let id = fid.clone();
    meanwhile(move || {
        docs.upload(
            "u",
            &id,
            &json!({ "v": 2, "pendingOps": [[{ "insert": "zero\n" }]] }),
        );
    });
    editor.save(&saved);
    assert_eq!(docs.text("u", &fid), "zero\none\n2\n");
    assert_eq!(version(docs, &fid), 4);
}

/// An upload that is sent until the database takes it.
fn insist(docs: &Docs, fid: &str, members: &Value) {
    for _ in 0..10_000 {
        let answer = docs.upload_raw("u", fid, members);
        if answer.json()["code"] == 0 {
            return;
        }
    }
    panic!("the database is never free");
}

#[test]
fn saves_and_edits_at_once_all_go_in() {
    const ROUNDS: i64 = 12;
    let (docs, fid) = begun();
    let editor = Editor::of(docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    let (app, token) = (&docs.app, editor.target());
    thread::scope(|scope| {
        let saves = scope.spawn(|| {
            let mut file = opened.clone();
            let mut word = "two".to_owned();
            for round in 0..ROUNDS {
                let next = format!("two-{round}");
                file = edited(&file, |document| replace(document, &word, &next));
                word = next;
                // The clock of this service does not wait, so that a busy database refuses at once.
                let taken = (0..10_000).any(|_| {
                    let call = app.post(&token).header("x-wopi-override", "PUT");
                    let call = call.header("x-wopi-lock", super::editor::LOCK);
                    call.body(file.clone()).send().status == 200
                });
                assert!(taken, "the database is never free");
            }
        });
        for round in 0..ROUNDS * 4 {
            let line = format!("line {round}\n");
            insist(
                docs,
                &fid,
                &json!({ "v": 2, "pendingOps": [[{ "insert": line }]] }),
            );
            thread::yield_now();
        }
        saves.join().unwrap();
    });
    for _ in 0..20 {
        docs.app.clock.advance_s(400);
        docs.app.post("/internal/tick").send();
    }
    assert_eq!(docs.app.unfinished_jobs(), 0);
    let text = docs.text("u", &fid);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len() as i64, ROUNDS * 4 + 2, "{text}");
    assert!(
        text.ends_with(&format!("one\ntwo-{}\n", ROUNDS - 1)),
        "{text}"
    );
    // Every line is a version, and every save at most one.
    let v = version(docs, &fid);
    assert!(v > 2 + ROUNDS * 4 && v <= 2 + ROUNDS * 5, "{v}");
    // The lock is over, and the file is written anew.
    assert_eq!(document(&editor.file()).plain_text().trim(), text.trim());
}
