//! What becomes of a save: versions, their times and authors, and what is left out of them.

use std::io::{self, Read};

use http::Method;
use serde_json::{Value, json};
use spindle_testkit::Answer;

use super::host::{Editor, Host, LOCK, OTHER, done, locked, pattern, refused, text};

/// Bytes that lie in the version's row at most.
const INLINE: usize = 256 * 1024;
/// Bytes of a piece of a blob.
const CHUNK: usize = 512 * 1024;

fn locked_file(host: &Host) -> Editor<'_> {
    let editor = host.editor(&host.upload("a.docx", "one"));
    done(&editor.lock(LOCK));
    editor
}

#[test]
fn a_version_changes_with_every_save_and_with_nothing_else() {
    let host = Host::new();
    let editor = locked_file(&host);
    let mut seen = vec![editor.version()];
    // The clock stands still all the time, and the bytes are the same.
    for _ in 0..5 {
        let answer = editor.put(Some(LOCK), "two");
        done(&answer);
        let version = editor.version();
        assert_eq!(answer.header("x-wopi-itemversion"), Some(version.as_str()));
        assert!(!seen.contains(&version), "{version} came again");
        seen.push(version);
    }
    let version = seen.last().unwrap();
    let before = editor.info();
    for (what, answer) in [
        ("GetFile", editor.read("/contents")),
        ("LOCK", editor.lock(LOCK)),
        ("REFRESH_LOCK", editor.refresh(LOCK)),
        ("relock", editor.relock(LOCK, OTHER)),
        ("UNLOCK", editor.unlock(OTHER)),
        ("LOCK", editor.lock(LOCK)),
        ("GET_LOCK", editor.op("GET_LOCK").send()),
        ("UNLOCK", editor.unlock(LOCK)),
    ] {
        done(&answer);
        let told = answer.header("x-wopi-itemversion");
        assert_eq!(told, Some(version.as_str()), "{what}");
        assert_eq!(editor.info(), before, "{what}");
    }
    let renamed = editor.op("RENAME_FILE").header("x-wopi-requestedname", "b");
    done(&renamed.send());
    assert_eq!(&editor.version(), version);
    assert_eq!(
        editor.info()["LastModifiedTime"],
        before["LastModifiedTime"]
    );
    // A save that is refused is none.
    locked(&editor.put(Some(OTHER), "three"), "");
    assert_eq!(&editor.version(), version);
}

#[test]
fn outside_changes_are_seen_in_version_and_time() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    let before = editor.info();
    let replace = |bytes: &str| {
        let target = format!("/v1/files/{}", editor.id);
        host.app.call(Method::PUT, &target).body(bytes).send()
    };
    assert_eq!(replace("one").status, 200);
    let after = editor.info();
    assert_ne!(before["Version"], after["Version"]);
    assert_ne!(before["LastModifiedTime"], after["LastModifiedTime"]);
}

#[test]
fn the_time_is_the_same_wherever_it_is_told() {
    for client in ["microsoft", "onlyoffice", "collabora"] {
        let host = Host::new();
        let id = host.upload("a.docx", "one");
        let editor = host.editor_with(&id, client, &json!("all"));
        done(&editor.lock(LOCK));
        let mut before = editor.info()["LastModifiedTime"].clone();
        for seconds in [0, 0, 1, 60] {
            host.app.clock.advance_s(seconds);
            let answer = editor.put(Some(LOCK), "two");
            done(&answer);
            assert_eq!(answer.header("content-type"), Some("application/json"));
            let told = answer.json();
            let members: Vec<&String> = told.as_object().unwrap().keys().collect();
            assert_eq!(members, ["LastModifiedTime"]);
            let time = &told["LastModifiedTime"];
            assert_eq!(time, &editor.info()["LastModifiedTime"], "{client}");
            assert!(text(time) > text(&before), "{time} after {before}");
            before = time.clone();
        }
        assert_eq!(
            host.told(&format!("/v1/files/{id}/info"))["modified"],
            before
        );
    }
}

fn save_as(editor: &Editor<'_>, headers: &[(&str, &str)], bytes: &str) -> String {
    let mut call = editor.saving(Some(LOCK), bytes);
    for (name, value) in headers {
        call = call.header(name, value);
    }
    let answer = call.send();
    done(&answer);
    answer.header("x-wopi-itemversion").unwrap().to_owned()
}

#[test]
fn saves_of_the_client_itself_are_one_version_a_session() {
    for prefix in ["x-cool-wopi-", "x-lool-wopi-"] {
        let host = Host::new();
        let editor = locked_file(&host);
        let auto = format!("{prefix}isautosave");
        let exit = format!("{prefix}isexitsave");
        let autosave = |bytes: &str| save_as(&editor, &[(&auto, "true")], bytes);
        let first = editor.version();
        autosave("auto 1");
        autosave("auto 2");
        let third = autosave("auto 3");
        assert_eq!(host.versions(&editor.id), [third.as_str(), &first]);
        // What the user saves takes the place of the last of them, and stays.
        let by_hand = save_as(&editor, &[(&auto, "false")], "by hand");
        assert_eq!(host.versions(&editor.id), [by_hand.as_str(), &first]);
        let again = save_as(&editor, &[], "by hand again");
        assert_eq!(host.versions(&editor.id).len(), 3);
        // The last save of a session is not replaced by the next session.
        let at_exit = save_as(&editor, &[(&auto, "true"), (&exit, "true")], "exit");
        autosave("auto 4");
        host.app.clock.advance_s(1);
        done(&editor.relock(LOCK, OTHER));
        done(&editor.relock(OTHER, LOCK));
        // A lock in the place of another is the same session.
        let fifth = autosave("auto 5");
        let kept = [fifth.as_str(), &at_exit, &again, &by_hand, &first];
        assert_eq!(host.versions(&editor.id), kept);
        done(&editor.unlock(LOCK));
        host.app.clock.advance_s(1);
        done(&editor.lock(LOCK));
        let sixth = autosave("auto 6");
        let kept = [sixth.as_str(), &fifth, &at_exit, &again, &by_hand, &first];
        assert_eq!(host.versions(&editor.id), kept);
        for (version, bytes) in [(&sixth, "auto 6"), (&fifth, "auto 5"), (&at_exit, "exit")] {
            assert_eq!(host.version(&editor.id, version).unwrap(), bytes.as_bytes());
        }
        let told = host.told(&format!("/v1/files/{}/versions", editor.id));
        let is_auto: Vec<&Value> = told["versions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|version| &version["autosave"])
            .collect();
        assert_eq!(is_auto, [true, true, false, false, false, false]);
    }
}

#[test]
fn the_last_versions_are_kept() {
    let host = Host::with(|app| app.variable("wopi_keep_versions", "3"));
    let editor = locked_file(&host);
    for (number, size) in [4_usize, CHUNK + 1, 5, INLINE + 1, 6, 7].iter().enumerate() {
        done(&editor.put(Some(LOCK), pattern(number as u64, *size)));
    }
    let kept = host.versions(&editor.id);
    assert_eq!(kept.len(), 3);
    let bytes: Vec<_> = kept
        .iter()
        .map(|version| host.version(&editor.id, version).unwrap())
        .collect();
    assert_eq!(
        bytes,
        [pattern(5, 7), pattern(4, 6), pattern(3, INLINE + 1)]
    );
    assert_eq!(host.version(&editor.id, "1"), None);
    // The bytes of the others go when the downloads that are under way are over.
    let chunks = host.app.blobs.keys().len();
    host.app.clock.advance_s(2 * 3600);
    assert_eq!(host.app.get("/internal/tick").send().status, 200);
    assert_eq!(host.app.blobs.keys().len(), chunks - 2);
    assert_eq!(
        host.version(&editor.id, &kept[2]).unwrap(),
        pattern(3, INLINE + 1)
    );
}

#[test]
fn authors_are_whom_the_client_names() {
    let host = Host::new();
    let editor = locked_file(&host);
    save_as(&editor, &[("x-wopi-editors", "u2,u3")], "two");
    save_as(&editor, &[], "three");
    save_as(&editor, &[("x-wopi-editors", "")], "four");
    let long = "u,".repeat(2000);
    save_as(&editor, &[("x-wopi-editors", &long)], "five");
    let told = host.told(&format!("/v1/files/{}/versions", editor.id));
    let authors: Vec<String> = told["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| text(&version["author"]))
        .collect();
    assert_eq!(authors[0].len(), 1024);
    assert_eq!(authors[1..], ["u1", "u1", "u2,u3", "operator"]);
}

#[test]
fn bodies_of_every_size_come_back_byte_by_byte() {
    let host = Host::new();
    let editor = locked_file(&host);
    let mut version = editor.version();
    for (seed, size) in [
        0,
        1,
        65_535,
        INLINE - 1,
        INLINE,
        INLINE + 1,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
        3 * CHUNK,
        3_000_001,
        0,
    ]
    .into_iter()
    .enumerate()
    {
        let bytes = pattern(seed as u64, size);
        done(&editor.put(Some(LOCK), bytes.clone()));
        let answer = editor.read("/contents");
        assert!(answer.body == bytes, "{size} bytes");
        assert_eq!(
            answer.header("content-length"),
            Some(size.to_string().as_str())
        );
        let now = editor.version();
        assert_eq!(answer.header("x-wopi-itemversion"), Some(now.as_str()));
        assert_eq!(editor.info()["Size"], size);
        assert_ne!(now, version);
        version = now;
        assert!(host.bytes(&editor.id) == bytes, "{size} bytes");
    }
}

/// A body that breaks off.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the connection is gone"));
        }
        let count = self.0.min(into.len());
        into[..count].fill(b'x');
        self.0 -= count;
        Ok(count)
    }
}

#[test]
fn a_body_that_is_cut_short_changes_nothing() {
    let host = Host::new();
    let editor = locked_file(&host);
    let before = host.state(&editor.id);
    let put = |lock: &str, length: usize| {
        editor
            .call(Method::POST, &format!("files/{}/contents", editor.id))
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", lock)
            .header("content-length", &length.to_string())
    };
    let save_as = |length: usize| {
        editor
            .op("PUT_RELATIVE")
            .header("x-wopi-suggestedtarget", "b.docx")
            .header("content-length", &length.to_string())
    };
    for size in [0, 1, INLINE, INLINE + 1, 3 * CHUNK] {
        for length in [size + 1, size + 1_000_000] {
            refused(&put(LOCK, length).body(pattern(1, size)).send(), 400);
            refused(&put(LOCK, length).stream(Broken(size)).send(), 400);
            refused(&save_as(length).body(pattern(1, size)).send(), 400);
            refused(&save_as(length).stream(Broken(size)).send(), 400);
            // Half of a save is not worth keeping.
            locked(&put(OTHER, length).body(pattern(1, size)).send(), LOCK);
            locked(&put(OTHER, length).stream(Broken(size)).send(), LOCK);
        }
        // Neither is one that is longer than it said.
        if size > 0 {
            refused(&put(LOCK, size - 1).body(pattern(1, size)).send(), 400);
        }
    }
    assert_eq!(host.state(&editor.id), before);
    assert!(host.recovery(&editor.id).is_empty());
    done(&put(LOCK, 3).body("two").send());
    // What came of them goes.
    host.app.clock.advance_s(7 * 3600);
    assert_eq!(host.app.get("/internal/tick").send().status, 200);
    assert_eq!(host.app.blobs.keys(), Vec::<String>::new());
}

#[test]
fn a_new_document_begins_empty() {
    let host = Host::new();
    let editor = host.editor(&host.upload("new.docx", ""));
    let info = editor.info();
    assert_eq!(info["Size"], 0);
    assert_eq!(editor.bytes(), b"");
    let answer = editor.put(None, "template");
    done(&answer);
    assert_ne!(text(&info["Version"]), editor.version());
    assert_eq!(editor.bytes(), b"template");
    done(&editor.lock(LOCK));
    done(&editor.put(Some(LOCK), ""));
    assert_eq!(editor.bytes(), b"");
}

/// Saves, telling the time that the client knows.
fn save_knowing(editor: &Editor<'_>, header: &str, time: &str, bytes: &[u8]) -> Answer {
    editor.saving(Some(LOCK), bytes).header(header, time).send()
}

#[test]
fn a_save_on_what_others_changed_is_1010() {
    for header in ["x-cool-wopi-timestamp", "x-lool-wopi-timestamp"] {
        let host = Host::new();
        let id = host.upload("a.docx", "one");
        let editor = host.editor_with(&id, "collabora", &json!("all"));
        done(&editor.lock(LOCK));
        let old = text(&editor.info()["LastModifiedTime"]);
        let answer = save_knowing(&editor, header, &old, b"two");
        done(&answer);
        let current = text(&answer.json()["LastModifiedTime"]);
        let before = host.state(&id);
        let midnight = current.replace('T', " ");
        for known in [old.as_str(), "x", &midnight, "2026-01-01T00:00:00.0000000Z"] {
            let answer = save_knowing(&editor, header, known, b"three");
            refused(&answer, 409);
            assert_eq!(answer.header("content-type"), Some("application/json"));
            let told = answer.json();
            assert_eq!(told["COOLStatusCode"], 1010);
            assert_eq!(told["LOOLStatusCode"], 1010);
            // It is no lock that is in the way.
            assert!(answer.header("x-wopi-lock").is_none());
        }
        assert_eq!(host.state(&id), before);
        assert_eq!(host.recovery(&id).len(), 4);
        // The user chose to overwrite: no time is sent.
        done(&editor.put(Some(LOCK), "four"));
        assert_eq!(editor.bytes(), b"four");
        // A wrong lock comes first.
        let answer = editor
            .saving(Some(OTHER), "five")
            .header(header, &old)
            .send();
        locked(&answer, LOCK);
    }
}
