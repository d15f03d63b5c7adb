//! Instances that die at every use of a store.

use serde_json::json;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::FORMATS;
use super::docs::{Docs, ok};
use super::editor::{Editor, document, edited, history, ops, replace, version};

fn docs() -> Docs {
    Docs::with(|app| app.with_formats(&FORMATS).may_leave_jobs())
}

/// A note that others wrote in since it was opened, and what is saved of it.
fn begun(docs: &Docs) -> (String, Vec<u8>) {
    let fid = docs.note("u");
    docs.upload("u", &fid, &json!({ "v": 1, "pendingOps": [[
        { "insert": "one\n" }, { "insert": "two", "attributes": { "own": 1 } }, { "insert": "\nthree" },
    ]] }));
    let editor = Editor::of(docs, &fid, "w");
    editor.lock();
    let saved = edited(&editor.file(), |document| {
        replace(document, "three", "3");
        let index = document.add_media("image/png", b"a picture");
        document.for_each_paragraph_mut(&mut |paragraph| {
            use spindle_model::document::{Image, ImageSource, Inline, InlineKind, TextFormat};
            if paragraph
                .inlines
                .iter()
                .any(|inline| matches!(&inline.kind, InlineKind::Text(text) if &**text == "3"))
            {
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
    });
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "insert": "zero\n" }]] }),
    );
    (fid, saved)
}

fn tick(docs: &Docs) {
    docs.app.clock.advance_s(400);
    assert_eq!(docs.app.post("/internal/tick").send().status, 200);
}

#[test]
fn a_save_survives_a_death_anywhere() {
    silence_crashes();
    for at in 1.. {
        let docs = docs();
        let (fid, saved) = begun(&docs);
        let editor = Editor::of(&docs, &fid, "w");
        let before = editor.versions().as_array().unwrap().len();
        docs.app.crash_at(at);
        let died = dies(|| editor.save(&saved));
        docs.app.revive();
        tick(&docs);
        // Either the save is a version of the file and in the document, or it is nowhere.
        let kept = editor.versions().as_array().unwrap().len() > before;
        let text = docs.text("u", &fid);
        assert_eq!(kept, text.contains('3'), "{at}: {text}");
        if !kept {
            assert_eq!(version(&docs, &fid), 3, "{at}");
        }
        // The client saves again, as it does when it got no answer.
        editor.save(&saved);
        tick(&docs);
        assert_eq!(docs.app.unfinished_jobs(), 0, "{at}");
        assert_eq!(
            version(&docs, &fid),
            4,
            "{at}: it went in twice, or not at all"
        );
        let ops = ops(&docs, &fid);
        assert!(
            ops.to_string()
                .starts_with(r#"[{"insert":"zero\none\n"},{"#),
            "{at}: {ops}"
        );
        assert!(ops.to_string().contains(r#""own":1"#), "{at}: {ops}");
        assert_eq!(history(&docs, &fid).len(), 3, "{at}");
        let size = ok(&docs.get("/oss/bs/user/size?appUserId=u"));
        assert_eq!(size["size"], 9, "{at}");
        // All blobs that are named are there after everything else was swept away.
        editor.unlock();
        docs.app.clock.advance_s(20 * 3600);
        tick(&docs);
        let editor = Editor::of(&docs, &fid, "w");
        let file = document(&editor.file());
        assert!(
            file.plain_text().starts_with("zero\none\ntwo\n3"),
            "{at}: {}",
            file.plain_text()
        );
        assert_eq!(file.media.len(), 1, "{at}");
        if !died {
            assert!(at > 40, "only {at} places to die at");
            return;
        }
    }
}

#[test]
fn an_opening_survives_a_death_anywhere() {
    silence_crashes();
    for at in 1.. {
        let docs = docs();
        let fid = docs.note("u");
        docs.upload(
            "u",
            &fid,
            &json!({ "v": 1, "pendingOps": [[{ "insert": "one" }]] }),
        );
        let editor = Editor::of(&docs, &fid, "w");
        docs.app.crash_at(at);
        let died = dies(|| {
            editor.file();
        });
        docs.app.revive();
        assert_eq!(document(&editor.file()).plain_text().trim(), "one", "{at}");
        assert_eq!(editor.versions().as_array().unwrap().len(), 1, "{at}");
        if !died {
            assert!(at > 10, "only {at} places to die at");
            return;
        }
    }
}

#[test]
fn a_save_of_a_sheet_survives_a_death_anywhere() {
    silence_crashes();
    for at in 1.. {
        let docs = docs();
        let fid = docs.create("u", "0", "sheet", "s");
        let commands = json!([{ "cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": 7 }]);
        docs.upload(
            "u",
            &fid,
            &json!({ "commands": spindle_sheet::encode(&commands.to_string()) }),
        );
        let editor = Editor::of(&docs, &fid, "w");
        editor.lock();
        let saved = super::editor::edited_workbook(&editor.file(), |book| {
            book.sheets[0].rows[0].cells[0].value = spindle_model::workbook::Value::Number(42.0);
        });
        docs.app.crash_at(at);
        let died = dies(|| editor.save(&saved));
        docs.app.revive();
        tick(&docs);
        editor.save(&saved);
        tick(&docs);
        assert_eq!(docs.app.unfinished_jobs(), 0, "{at}");
        let book = super::sheets::stored(&docs, &fid);
        assert_eq!(book["_v"], 3, "{at}: it went in twice, or not at all");
        assert_eq!(super::sheets::cell(&book, 0, 0), json!(42), "{at}");
        if !died {
            assert!(at > 30, "only {at} places to die at");
            return;
        }
    }
}
