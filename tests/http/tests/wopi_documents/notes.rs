//! Saves of notes.

use serde_json::{Value, json};
use spindle_model::document::{Block, InlineKind, Paragraph};

use super::docs::Docs;
use super::editor::{Editor, edited, history, ops, replace, service, uid, version};

/// A note with things that a docx says and things that it does not say.
fn note(docs: &Docs) -> String {
    let fid = docs.note("u");
    let edit = json!({ "v": 1, "pendingOps": [[
        { "insert": "Title" }, { "insert": "\n", "attributes": { "header": 1 } },
        { "insert": "first " }, { "insert": "strong", "attributes": { "bold": true } }, { "insert": " line\n" },
        { "insert": "odd", "attributes": { "own-mark": "m7" } }, { "insert": " line\n" },
        { "insert": { "poll": { "id": 9 } } }, { "insert": " asked\n" },
        { "insert": "last line" },
    ]] });
    docs.upload("u", &fid, &edit);
    fid
}

#[test]
fn a_note_opens_as_a_docx() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    let info = editor.info();
    assert_eq!(info["BaseFileName"], "n.docx");
    let bytes = editor.file();
    assert_eq!(info["Size"], bytes.len());
    let text = editor.text();
    assert!(
        text.starts_with("Title\nfirst strong line\nodd line\n"),
        "{text}"
    );
    assert!(text.trim_end().ends_with("last line"), "{text}");
    // Opening it again writes nothing.
    assert_eq!(editor.info()["Version"], info["Version"]);
    assert_eq!(editor.file(), bytes);
}

#[test]
fn a_save_goes_into_the_note_and_its_history() {
    let docs = service();
    let fid = note(&docs);
    let before = ops(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.edit(|document| replace(document, "last line", "last words"));
    assert_eq!(version(&docs, &fid), 3);
    let expected = before.to_string().replace("last line", "last words");
    // What docx cannot say is where it was.
    assert_eq!(ops(&docs, &fid).to_string(), expected);
    let (u, w) = (uid(&docs, "u"), uid(&docs, "w"));
    let kinds: Vec<(String, String)> =
        [(&u, "filecreate"), (&u, "editcontent"), (&w, "editcontent")]
            .map(|(uid, kind)| (uid.clone(), kind.to_owned()))
            .into();
    assert_eq!(history(&docs, &fid), kinds);
    // The file is what the document is: it is not written anew.
    let (saved, version) = (editor.file(), editor.info()["Version"].clone());
    editor.unlock();
    assert_eq!(
        (editor.file(), &editor.info()["Version"]),
        (saved, &version)
    );
}

#[test]
fn what_others_write_meanwhile_stays() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    let version_opened = editor.info()["Version"].clone();
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "retain": 6 }, { "insert": "very " }]] }),
    );
    // Under the editor's lock the file stays what he opened.
    assert_eq!(
        (editor.file(), &editor.info()["Version"]),
        (opened.clone(), &version_opened)
    );
    let saved = edited(&opened, |document| {
        replace(document, "last line", "last words")
    });
    editor.save(&saved);
    let text = docs.text("u", &fid);
    assert!(
        text.starts_with("Title\nvery first strong line\n") && text.contains("last words"),
        "{text}"
    );
    // He goes on from what he saved; what the others wrote is no change of his.
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 4, "pendingOps": [[{ "insert": "The " }]] }),
    );
    let saved = edited(&saved, |document| replace(document, "odd", "even"));
    editor.save(&saved);
    let text = docs.text("u", &fid);
    assert!(
        text.starts_with("The Title\nvery first strong line\neven line\n")
            && text.contains("last words"),
        "{text}"
    );
    assert!(ops(&docs, &fid).to_string().contains("own-mark"));
    // Who opens it next gets all of it.
    editor.unlock();
    let text = editor.text();
    assert!(
        text.starts_with("The Title\nvery first strong line\neven line\n")
            && text.contains("last words"),
        "{text}"
    );
    assert_ne!(editor.info()["Version"], version_opened);
}

#[test]
fn two_saves_in_a_row_are_two_versions() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.edit(|document| replace(document, "last", "next"));
    editor.edit(|document| replace(document, "next", "only"));
    assert!(docs.text("u", &fid).contains("only line"));
    assert_eq!(version(&docs, &fid), 4);
    // A sitting of one user is one record.
    assert_eq!(history(&docs, &fid).len(), 3);
}

#[test]
fn a_save_without_a_change_commits_nothing() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    let before = ops(&docs, &fid);
    editor.lock();
    editor.save(&editor.file());
    // The same, written by another program.
    let bytes = editor.edit(|document| document.metadata.author = Some("somebody".to_owned()));
    editor.unlock();
    assert_eq!((version(&docs, &fid), ops(&docs, &fid)), (2, before));
    assert_eq!(history(&docs, &fid).len(), 2);
    // And the file is still the document's.
    assert_eq!(editor.file(), bytes);
}

#[test]
fn formats_that_the_editor_sets_count_against_what_the_file_could_not_say() {
    let docs = service();
    let fid = docs.note("u");
    // Docx has half points: this one is opened as another size.
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[
        { "insert": "sized", "attributes": { "size": "13.13px" } }, { "insert": " and not" },
    ]] }),
    );
    let before = ops(&docs, &fid).to_string();
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.edit(|document| replace(document, "not", "so"));
    assert_eq!(ops(&docs, &fid).to_string(), before.replace("not", "so"));
    editor.edit(|document| {
        document.for_each_paragraph_mut(&mut |paragraph| {
            for inline in &mut paragraph.inlines {
                if matches!(&inline.kind, InlineKind::Text(text) if text.contains("sized")) {
                    inline.format.size = Some(spindle_model::document::Size::Points(20.0));
                    inline.format.bold = Some(true);
                }
            }
        });
    });
    let ops = ops(&docs, &fid);
    assert_eq!(ops[0]["attributes"]["bold"], true, "{ops}");
    assert_ne!(ops[0]["attributes"]["size"], "13.13px", "{ops}");
}

#[test]
fn tables_and_lists_stay_what_they_are() {
    let docs = service();
    let fid = docs.note("u");
    let cell = |text: &str, row: &str| {
        [
            json!({ "insert": text }),
            json!({ "insert": "\n", "attributes": { "table": row } }),
        ]
    };
    let item = |text: &str| {
        [
            json!({ "insert": text }),
            json!({ "insert": "\n", "attributes": { "list": "bullet", "own": text } }),
        ]
    };
    let parts = [
        cell("a1", "row-xq"),
        cell("b1", "row-xq"),
        cell("a2", "row-zz"),
        cell("b2", "row-zz"),
        [json!({ "insert": "between\n" }), json!({ "insert": "" })],
        item("first"),
        item("second"),
    ];
    let edit: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|op| op["insert"] != "")
        .collect();
    docs.upload("u", &fid, &json!({ "v": 1, "pendingOps": [edit] }));
    let before = ops(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.edit(|document| replace(document, "b1", "B1"));
    let once = before.to_string().replace("b1", "B1");
    assert_eq!(ops(&docs, &fid).to_string(), once);
    editor.edit(|document| replace(document, "second", "last"));
    let twice = once.replace("\"insert\":\"second\"", "\"insert\":\"last\"");
    assert_eq!(ops(&docs, &fid).to_string(), twice);
    // A row between the others is a row of its own.
    editor.edit(|document| {
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                let mut row = table.rows[0].clone();
                row.cells
                    .iter_mut()
                    .for_each(|cell| cell.blocks = vec![Block::Paragraph(Paragraph::default())]);
                table.rows.insert(1, row);
            }
        }
    });
    let ops = ops(&docs, &fid);
    let rows: Vec<(String, usize)> = rows(&ops);
    let counts: Vec<usize> = rows.iter().map(|(_, cells)| *cells).collect();
    assert_eq!(counts, [2, 2, 2], "{ops}");
}

/// The rows of a note's tables: their ids, and how many cells they have.
fn rows(ops: &Value) -> Vec<(String, usize)> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    for op in ops.as_array().unwrap() {
        let Some(id) = op["attributes"]["table"].as_str() else {
            continue;
        };
        let cells = op["insert"].as_str().unwrap().matches('\n').count();
        match rows.last_mut() {
            Some((last, count)) if last == id => *count += cells,
            _ => rows.push((id.to_owned(), cells)),
        }
    }
    rows
}

#[test]
fn a_broken_save_leaves_the_note_and_later_ones_go_in() {
    let docs = service();
    let fid = note(&docs);
    let before = ops(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    editor.save(b"no docx at all");
    assert_eq!(
        (version(&docs, &fid), ops(&docs, &fid)),
        (2, before.clone())
    );
    assert_eq!(docs.app.unfinished_jobs(), 0, "it is tried no more");
    // A spreadsheet is none either.
    let sheet = docs.create("u", "0", "sheet", "s");
    editor.save(&Editor::of(&docs, &sheet, "w").file());
    assert_eq!(ops(&docs, &fid), before);
    // Both are kept, and what is saved next is compared with what was opened.
    assert_eq!(
        editor.versions().as_array().map(Vec::len),
        Some(3),
        "{}",
        editor.versions()
    );
    editor.save(&edited(&opened, |document| {
        replace(document, "last", "next")
    }));
    assert_eq!(
        ops(&docs, &fid).to_string(),
        before.to_string().replace("last", "next")
    );
}

#[test]
fn after_a_broken_save_the_note_opens_as_it_is() {
    let docs = service();
    let fid = note(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.save(b"no docx at all");
    assert_eq!(editor.file(), b"no docx at all");
    editor.unlock();
    assert!(editor.text().starts_with("Title\n"));
    editor.lock();
    editor.edit(|document| replace(document, "last", "next"));
    assert!(docs.text("u", &fid).contains("next line"));
}
