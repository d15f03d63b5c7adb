//! Every status with every cause. Whatever is refused has changed nothing, and the next request works.

use std::io::Read;

use http::Method;
use spindle_testkit::{Answer, TestApp};

use super::host::{Editor, Host, LOCK, OTHER, done, locked, pattern, refused};

/// A body that nobody may read.
struct Untouched;

impl Read for Untouched {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        panic!("the body was read");
    }
}

/// Makes a request and holds it to its status; nothing else is another afterwards.
#[track_caller]
pub(super) fn refuses(
    editor: &Editor<'_>,
    what: &str,
    status: u16,
    ask: impl FnOnce() -> Answer,
) -> Answer {
    let before = editor.host.state(&editor.id);
    let answer = ask();
    let reason = answer.header("x-wopi-servererror").unwrap_or_default();
    assert_eq!(answer.status, status, "{what}: {reason} {}", answer.text());
    refused(&answer, status);
    assert_eq!(editor.host.state(&editor.id), before, "{what}");
    let all = editor.host.editor(&editor.id);
    assert_eq!(all.read("").status, 200, "{what}");
    assert_eq!(
        all.read("/contents").body,
        editor.host.bytes(&editor.id),
        "{what}"
    );
    answer
}

#[test]
fn done_is_200_and_says_how_long_it_is() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    let empty: &[&str] = &["LOCK", "REFRESH_LOCK", "GET_LOCK", "UNLOCK"];
    for operation in empty {
        let answer = editor.with_lock(operation, LOCK);
        done(&answer);
        assert_eq!(answer.body, b"", "{operation}");
        let has_lock = answer.header("x-wopi-lock").is_some();
        assert_eq!(has_lock, *operation == "GET_LOCK", "{operation}");
    }
    for answer in [
        editor.read(""),
        editor.lock(LOCK),
        editor.put(Some(LOCK), "two"),
        editor.read("/contents"),
        editor
            .op("PUT_RELATIVE")
            .header("x-wopi-suggestedtarget", ".docx")
            .body("three")
            .send(),
        editor
            .op("RENAME_FILE")
            .header("x-wopi-lock", LOCK)
            .header("x-wopi-requestedname", "b")
            .send(),
        editor.op("PUT_USER_INFO").body("x").send(),
        editor
            .op("GET_SHARE_URL")
            .header("x-wopi-urltype", "ReadOnly")
            .send(),
        editor.unlock(LOCK),
        editor.op("DELETE").send(),
    ] {
        done(&answer);
        let length = answer.body.len().to_string();
        assert_eq!(answer.header("content-length"), Some(length.as_str()));
        assert!(answer.header("x-wopi-servererror").is_none());
        if answer.body.starts_with(b"{") {
            assert_eq!(answer.header("content-type"), Some("application/json"));
        }
    }
}

#[test]
fn what_is_no_request_is_400() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    let long = "x".repeat(1025);
    for operation in ["LOCK", "REFRESH_LOCK", "UNLOCK"] {
        refuses(&editor, operation, 400, || editor.op(operation).send());
        for lock in ["", " ", &long, "ä"] {
            refuses(&editor, &format!("{operation} {lock:?}"), 400, || {
                editor.with_lock(operation, lock)
            });
        }
    }
    for (old, new) in [("", LOCK), (LOCK, ""), (&long, LOCK), (LOCK, &long)] {
        refuses(&editor, &format!("relock {old} {new}"), 400, || {
            editor.relock(old, new)
        });
    }
    refuses(&editor, "relock without a lock", 400, || {
        editor.op("LOCK").header("x-wopi-oldlock", LOCK).send()
    });
    refuses(&editor, "PUT with a long lock", 400, || {
        editor.put(Some(&long), "two")
    });
    refuses(&editor, "RENAME_FILE with a long lock", 400, || {
        editor
            .op("RENAME_FILE")
            .header("x-wopi-lock", &long)
            .header("x-wopi-requestedname", "b")
            .send()
    });
    let relative = |headers: &[(&str, &str)]| {
        let mut call = editor.op("PUT_RELATIVE");
        for (name, value) in headers {
            call = call.header(name, value);
        }
        call.body("two").send()
    };
    let (suggested, exact) = ("x-wopi-suggestedtarget", "x-wopi-relativetarget");
    for headers in [
        &[][..],
        &[(suggested, ""), (exact, "")],
        &[(suggested, ".docx"), (exact, "b.docx")],
        &[(exact, "a/b.docx")],
        &[(exact, "..")],
        &[(exact, "b+A.docx")],
        &[(suggested, "+3AA-.docx")],
        &[(suggested, "+AAA-.docx")],
    ] {
        refuses(&editor, &format!("{headers:?}"), 400, || relative(headers));
    }
    for (what, name) in [("no name", None), ("empty", Some("")), ("bad", Some("+A"))] {
        let answer = refuses(&editor, what, 400, || {
            let call = editor.op("RENAME_FILE");
            match name {
                Some(name) => call.header("x-wopi-requestedname", name).send(),
                None => call.send(),
            }
        });
        if what != "bad" {
            assert!(answer.header("x-wopi-invalidfilenameerror").is_some());
        }
    }
    for under in ["", "/contents"] {
        let path = format!("files/{id}{under}");
        refuses(&editor, "no override", 400, || {
            editor.call(Method::POST, &path).body("two").send()
        });
        refuses(&editor, "an empty override", 400, || {
            editor
                .call(Method::POST, &path)
                .header("x-wopi-override", " ")
                .body("two")
                .send()
        });
    }
    for info in ["x".repeat(1025), "ä".to_owned()] {
        refuses(&editor, "user info", 400, || {
            editor.op("PUT_USER_INFO").body(info).send()
        });
    }
    for body in ["", "{}", "[1]", "{\"Activities\":1}"] {
        refuses(&editor, body, 400, || {
            editor.op("ADD_ACTIVITIES").body(body).send()
        });
    }
}

#[test]
fn a_lock_in_the_way_is_409_and_named() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let target = host.upload("b.docx", "two");
    let editor = host.editor(&id);
    let rename = |lock: Option<&str>| {
        let call = editor.op("RENAME_FILE").header("x-wopi-requestedname", "c");
        match lock {
            Some(lock) => call.header("x-wopi-lock", lock).send(),
            None => call.send(),
        }
    };
    for (what, answer) in [
        (
            "refresh",
            refuses(&editor, "", 409, || editor.refresh(LOCK)),
        ),
        ("unlock", refuses(&editor, "", 409, || editor.unlock(LOCK))),
        (
            "relock",
            refuses(&editor, "", 409, || editor.relock(LOCK, OTHER)),
        ),
        ("put", refuses(&editor, "", 409, || editor.put(None, "two"))),
        (
            "put",
            refuses(&editor, "", 409, || editor.put(Some(LOCK), "two")),
        ),
    ] {
        locked(&answer, "");
        assert!(
            answer.header("x-wopi-lockfailurereason").is_some(),
            "{what}"
        );
    }
    done(&editor.lock(LOCK));
    for answer in [
        refuses(&editor, "lock", 409, || editor.lock(OTHER)),
        refuses(&editor, "refresh", 409, || editor.refresh(OTHER)),
        refuses(&editor, "unlock", 409, || editor.unlock(OTHER)),
        refuses(&editor, "relock", 409, || editor.relock(OTHER, LOCK)),
        refuses(&editor, "put", 409, || editor.put(Some(OTHER), "two")),
        refuses(&editor, "put", 409, || editor.put(Some(""), "two")),
        refuses(&editor, "put", 409, || editor.put(None, "two")),
        refuses(&editor, "rename", 409, || rename(Some(OTHER))),
        refuses(&editor, "rename", 409, || rename(Some(""))),
        refuses(&editor, "rename", 409, || rename(None)),
        refuses(&editor, "delete", 409, || editor.op("DELETE").send()),
        refuses(&editor, "delete", 409, || editor.with_lock("DELETE", LOCK)),
        // What the file's own lock says does not count for the one that is written over.
        refuses(&editor, "save as", 409, || {
            done(&host.editor(&target).lock(LOCK));
            let answer = editor
                .op("PUT_RELATIVE")
                .header("x-wopi-lock", LOCK)
                .header("x-wopi-relativetarget", "b.docx")
                .header("x-wopi-overwriterelativetarget", "True")
                .stream(Untouched)
                .send();
            done(&host.editor(&target).unlock(LOCK));
            answer
        }),
    ] {
        locked(&answer, LOCK);
    }
    let taken = refuses(&editor, "the name is taken", 409, || {
        editor
            .op("PUT_RELATIVE")
            .header("x-wopi-relativetarget", "b.docx")
            .stream(Untouched)
            .send()
    });
    assert_eq!(
        taken.header("x-wopi-validrelativetarget"),
        Some("b (2).docx")
    );
    assert!(
        taken.header("x-wopi-lock").is_none(),
        "no lock is in the way"
    );
}

#[test]
fn a_file_larger_than_expected_is_412() {
    let host = Host::new();
    let id = host.upload("a.docx", "12345");
    let editor = host.editor(&id);
    let get = |most: &str| {
        editor
            .call(Method::GET, &format!("files/{id}/contents"))
            .header("x-wopi-maxexpectedsize", most)
            .send()
    };
    for most in ["4", "0"] {
        refuses(&editor, most, 412, || get(most));
    }
    for most in [
        "5",
        "6",
        "2147483647",
        "99999999999999999999",
        "-1",
        "x",
        "",
    ] {
        done(&get(most));
    }
}

#[test]
fn a_body_beyond_the_limit_is_413_and_not_read() {
    let host = Host::with(|app| app.variable("limit_file_bytes", "1000"));
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    done(&editor.lock(LOCK));
    let put = |lock: &str| {
        editor
            .call(Method::POST, &format!("files/{id}/contents"))
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", lock)
    };
    for length in ["1001", "99999999999999"] {
        refuses(&editor, length, 413, || {
            put(LOCK)
                .header("content-length", length)
                .stream(Untouched)
                .send()
        });
        refuses(&editor, length, 413, || {
            editor
                .op("PUT_RELATIVE")
                .header("x-wopi-suggestedtarget", "b.docx")
                .header("content-length", length)
                .stream(Untouched)
                .send()
        });
        // The lock comes first, and what is too large is not kept for anybody either.
        let answer = refuses(&editor, length, 409, || {
            put(OTHER)
                .header("content-length", length)
                .stream(Untouched)
                .send()
        });
        locked(&answer, LOCK);
        assert!(host.recovery(&id).is_empty());
    }
    // Without a length it is read as far as the limit.
    refuses(&editor, "no length", 413, || {
        put(LOCK).body(pattern(1, 1001)).send()
    });
    refuses(&editor, "no length", 413, || {
        editor
            .op("PUT_RELATIVE")
            .header("x-wopi-suggestedtarget", "b.docx")
            .body(pattern(1, 1001))
            .send()
    });
    done(&editor.put(Some(LOCK), pattern(1, 1000)));
    assert_eq!(editor.bytes(), pattern(1, 1000));
    // Beyond what is held in memory it is found out while the bytes go into a blob.
    let host = Host::with(|app| app.variable("limit_file_bytes", "1000000"));
    let editor = host.editor(&host.upload("a.docx", ""));
    refuses(&editor, "a blob", 413, || {
        editor
            .call(Method::POST, &format!("files/{}/contents", editor.id))
            .header("x-wopi-override", "PUT")
            .body(pattern(1, 1_000_001))
            .send()
    });
    done(&editor.put(None, pattern(1, 1_000_000)));
    assert_eq!(editor.bytes(), pattern(1, 1_000_000));
}

fn database(app: &TestApp) -> rusqlite::Connection {
    rusqlite::Connection::open(app.sql.path()).unwrap()
}

#[test]
fn a_store_that_fails_is_500() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    done(&editor.lock(LOCK));
    let before = host.state(&id);
    let large = pattern(2, 700_000);
    host.app.blobs.set_broken(true);
    refused(&editor.put(Some(LOCK), large.clone()), 500);
    let save_as = || {
        editor
            .op("PUT_RELATIVE")
            .header("x-wopi-suggestedtarget", "b.docx")
            .body(large.clone())
            .send()
    };
    refused(&save_as(), 500);
    // Refused it is all the same, whether it can be kept or not.
    locked(&editor.put(Some(OTHER), large.clone()), LOCK);
    // Small ones need no blobs.
    host.app.blobs.set_broken(false);
    assert_eq!(host.state(&id), before);
    assert!(host.recovery(&id).is_empty());
    let connection = database(&host.app);
    connection
        .execute_batch("ALTER TABLE heads RENAME TO lost")
        .unwrap();
    for answer in [
        editor.read(""),
        editor.read("/contents"),
        editor.lock(LOCK),
        editor.put(Some(LOCK), "two"),
        editor.op("DELETE").send(),
    ] {
        refused(&answer, 500);
    }
    connection
        .execute_batch("ALTER TABLE lost RENAME TO heads")
        .unwrap();
    assert_eq!(host.state(&id), before);
    done(&editor.put(Some(LOCK), large.clone()));
    assert_eq!(editor.bytes(), large);
    assert_eq!(save_as().status, 200);
}

/// 409 would frighten the user, 500 would end his session.
#[test]
fn a_database_that_is_busy_for_too_long_is_423() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let editor = host.editor(&id);
    done(&editor.lock(LOCK));
    let before = host.state(&id);
    let connection = database(&host.app);
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    refused(&editor.put(Some(LOCK), "two"), 423);
    connection.execute_batch("ROLLBACK").unwrap();
    assert_eq!(host.state(&id), before);
    done(&editor.put(Some(LOCK), "two"));
    assert_eq!(editor.bytes(), b"two");
}
