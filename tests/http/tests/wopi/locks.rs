//! The lock of a file, state by state, request by request.

use http::Method;
use serde_json::{Value, json};
use spindle_testkit::Answer;

use super::host::{Editor, Host, LOCK, OTHER, done, locked, refused};

const HALF_HOUR_S: i64 = 30 * 60;

/// What a request is answered with, and the lock that is held afterwards.
enum Then {
    Done(&'static str),
    /// 409 with the lock that was held before.
    Refused,
}

type Ask = fn(&Editor<'_>) -> Answer;

fn rename(editor: &Editor<'_>, lock: Option<&str>) -> Answer {
    let call = editor.op("RENAME_FILE").header("x-wopi-requestedname", "b");
    match lock {
        Some(lock) => call.header("x-wopi-lock", lock).send(),
        None => call.send(),
    }
}

/// The table of states: each request on an unlocked file, one that is locked with `LOCK`, one that is locked with `OTHER`.
const STATES: &[(&str, Ask, [Then; 3])] = {
    use Then::{Done, Refused};
    &[
        (
            "LOCK",
            |editor| editor.lock(LOCK),
            [Done(LOCK), Done(LOCK), Refused],
        ),
        (
            "relock",
            |editor| editor.relock(LOCK, "new"),
            [Refused, Done("new"), Refused],
        ),
        (
            "relock to the same",
            |editor| editor.relock(LOCK, LOCK),
            [Refused, Done(LOCK), Refused],
        ),
        (
            "relock to what is held",
            |editor| editor.relock("x", LOCK),
            [Refused, Refused, Refused],
        ),
        (
            "REFRESH_LOCK",
            |editor| editor.refresh(LOCK),
            [Refused, Done(LOCK), Refused],
        ),
        (
            "UNLOCK",
            |editor| editor.unlock(LOCK),
            [Refused, Done(""), Refused],
        ),
        (
            "GET_LOCK",
            |editor| editor.op("GET_LOCK").send(),
            [Done(""), Done(LOCK), Done(OTHER)],
        ),
        (
            "PUT with the lock",
            |editor| editor.put(Some(LOCK), "two"),
            [Refused, Done(LOCK), Refused],
        ),
        (
            "PUT without a lock",
            |editor| editor.put(None, "two"),
            [Refused, Refused, Refused],
        ),
        (
            "RENAME_FILE with the lock",
            |editor| rename(editor, Some(LOCK)),
            [Done(""), Done(LOCK), Refused],
        ),
        (
            "RENAME_FILE with an empty lock",
            |editor| rename(editor, Some("")),
            [Done(""), Refused, Refused],
        ),
        (
            "RENAME_FILE without a lock",
            |editor| rename(editor, None),
            [Done(""), Refused, Refused],
        ),
        (
            "PUT_RELATIVE",
            |editor| {
                editor
                    .op("PUT_RELATIVE")
                    .header("x-wopi-lock", "x")
                    .header("x-wopi-suggestedtarget", "c.docx")
                    .body("two")
                    .send()
            },
            [Done(""), Done(LOCK), Done(OTHER)],
        ),
        (
            "CheckFileInfo",
            |editor| editor.read(""),
            [Done(""), Done(LOCK), Done(OTHER)],
        ),
        (
            "GetFile",
            |editor| editor.read("/contents"),
            [Done(""), Done(LOCK), Done(OTHER)],
        ),
    ]
};

#[test]
fn every_request_in_every_state() {
    for (what, ask, then) in STATES {
        for (before, then) in ["", LOCK, OTHER].into_iter().zip(then) {
            let host = Host::new();
            let editor = host.editor(&host.upload("a.docx", "one"));
            if !before.is_empty() {
                done(&editor.lock(before));
            }
            let answer = ask(&editor);
            let after = match then {
                Then::Done(after) => {
                    assert_eq!(answer.status, 200, "{what} with {before:?}");
                    *after
                }
                Then::Refused => {
                    assert_eq!(answer.status, 409, "{what} with {before:?}");
                    locked(&answer, before);
                    before
                }
            };
            assert_eq!(editor.held(), after, "{what} with {before:?}");
        }
    }
}

#[test]
fn deleting_needs_an_unlocked_file() {
    for before in ["", LOCK] {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", "one"));
        if before.is_empty() {
            done(&editor.op("DELETE").send());
            refused(&editor.read(""), 404);
        } else {
            done(&editor.lock(before));
            locked(&editor.op("DELETE").send(), before);
            locked(&editor.with_lock("DELETE", before), before);
            done(&editor.unlock(before));
            done(&editor.op("DELETE").send());
        }
    }
}

#[test]
fn an_empty_file_is_written_without_a_lock_while_it_has_none() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", ""));
    locked(&editor.put(Some(LOCK), "two"), "");
    done(&editor.lock(LOCK));
    locked(&editor.put(None, "two"), LOCK);
    locked(&editor.put(Some(OTHER), "two"), LOCK);
    done(&editor.put(Some(LOCK), ""));
    assert_eq!(editor.info()["Size"], 0);
    done(&editor.unlock(LOCK));
    done(&editor.put(Some(""), "two"));
    assert_eq!(editor.bytes(), b"two");
    locked(&editor.put(None, "three"), "");
    locked(&editor.put(Some(""), "three"), "");
}

#[test]
fn a_lock_is_over_after_half_an_hour_to_the_second() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    done(&editor.lock(LOCK));
    host.app.clock.advance_s(HALF_HOUR_S - 1);
    assert_eq!(editor.held(), LOCK);
    locked(&editor.lock(OTHER), LOCK);
    locked(&editor.put(Some(OTHER), "two"), LOCK);
    host.app.clock.advance_s(1);
    assert_eq!(editor.held(), "");
    assert_eq!(host.told("/v1/locks")["locks"], json!([]));
    for answer in [
        editor.refresh(LOCK),
        editor.unlock(LOCK),
        editor.relock(LOCK, OTHER),
        editor.put(Some(LOCK), "two"),
        editor.put(None, "two"),
    ] {
        locked(&answer, "");
    }
    // Whoever comes first has it, also the one who had it.
    done(&editor.lock(OTHER));
    locked(&editor.lock(LOCK), OTHER);
    host.app.clock.advance_s(HALF_HOUR_S);
    done(&editor.lock(LOCK));
    host.app.clock.advance_s(HALF_HOUR_S);
    done(&editor.op("DELETE").send());
}

/// Collabora refreshes with LOCK, others with REFRESH_LOCK.
#[test]
fn refreshing_lets_it_hold_for_another_half_hour() {
    let refresh: [(&str, Ask); 3] = [
        ("LOCK", |editor| editor.lock(LOCK)),
        ("REFRESH_LOCK", |editor| editor.refresh(LOCK)),
        ("relock", |editor| editor.relock(LOCK, LOCK)),
    ];
    for (what, ask) in refresh {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", "one"));
        done(&editor.lock(LOCK));
        for _ in 0..3 {
            host.app.clock.advance_s(HALF_HOUR_S - 1);
            done(&ask(&editor));
        }
        host.app.clock.advance_s(HALF_HOUR_S - 1);
        assert_eq!(editor.held(), LOCK, "{what}");
        host.app.clock.advance_s(1);
        assert_eq!(editor.held(), "", "{what}");
    }
}

#[test]
fn nothing_else_lets_it_hold_longer() {
    let others: [(&str, Ask); 6] = [
        ("GET_LOCK", |editor| editor.op("GET_LOCK").send()),
        ("PUT", |editor| editor.put(Some(LOCK), "two")),
        ("RENAME_FILE", |editor| rename(editor, Some(LOCK))),
        ("CheckFileInfo", |editor| editor.read("")),
        ("GetFile", |editor| editor.read("/contents")),
        ("LOCK with another", |editor| editor.lock(OTHER)),
    ];
    for (what, ask) in others {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", "one"));
        done(&editor.lock(LOCK));
        host.app.clock.advance_s(HALF_HOUR_S - 1);
        ask(&editor);
        assert_eq!(editor.held(), LOCK, "{what}");
        host.app.clock.advance_s(1);
        assert_eq!(editor.held(), "", "{what}");
    }
}

#[test]
fn ids_come_back_as_they_came() {
    let every: String = (' '..='~').collect();
    let every = every.trim();
    let long = "0123456789abcdef".repeat(64);
    assert_eq!(long.len(), 1024);
    for id in [
        LOCK,
        OTHER,
        r#"{"S":"{\"quoted\"}","F":4}"#,
        "cool-lock1f0",
        "10tc9",
        "a",
        "0",
        "null",
        "a  b",
        "a\tb",
        "a,b;c=d",
        "'; DROP TABLE heads; --",
        "%41",
        every,
        &long,
    ] {
        let host = Host::new();
        let editor = host.editor(&host.upload("a.docx", "one"));
        done(&editor.lock(id));
        assert_eq!(editor.held(), id);
        locked(&editor.lock("x"), id);
        locked(&editor.refresh("y"), id);
        done(&editor.refresh(id));
        done(&editor.put(Some(id), "two"));
        done(&editor.relock(id, OTHER));
        done(&editor.relock(OTHER, id));
        assert_eq!(host.told("/v1/locks")["locks"][0]["lock"], id);
        done(&editor.unlock(id));
    }
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    for id in [long + "x", "x".repeat(4000)] {
        refused(&editor.lock(&id), 400);
        assert_eq!(editor.held(), "");
    }
}

#[test]
fn ids_are_compared_byte_by_byte() {
    let host = Host::new();
    let editor = host.editor(&host.upload("a.docx", "one"));
    done(&editor.lock(LOCK));
    let cut = &LOCK[..LOCK.len() - 1];
    let longer = format!("{LOCK}.");
    let spaced = LOCK.replace(",\"F\"", ", \"F\"");
    let swapped = LOCK.replace("\"F\":4,\"E\":2", "\"E\":2,\"F\":4");
    let number = LOCK.replace("\"F\":4", "\"F\":4.0");
    for id in [OTHER, cut, &longer, &spaced, &swapped, &number] {
        for answer in [
            editor.lock(id),
            editor.refresh(id),
            editor.unlock(id),
            editor.relock(id, "new"),
            editor.put(Some(id), "two"),
        ] {
            locked(&answer, LOCK);
        }
    }
    assert_eq!(editor.held(), LOCK);
}

#[test]
fn nobody_owns_a_lock() {
    let host = Host::new();
    let id = host.upload("a.docx", "one");
    let asked =
        |user: &str| json!({ "userId": user, "permissions": ["write"], "client": "collabora" });
    let editor = |user: &str| {
        let given = host.ask_token(&id, &asked(user)).json();
        Editor {
            host: &host,
            id: id.clone(),
            token: given["access_token"].as_str().unwrap().to_owned(),
        }
    };
    let (one, two) = (editor("one"), editor("two"));
    done(&one.lock(LOCK));
    assert_eq!(two.held(), LOCK);
    assert_eq!(host.only(&id, &["read"]).held(), LOCK);
    done(&two.refresh(LOCK));
    done(&two.put(Some(LOCK), "two"));
    done(&two.relock(LOCK, OTHER));
    locked(&one.unlock(LOCK), OTHER);
    done(&one.unlock(OTHER));
    assert_eq!(two.held(), "");
}

#[test]
fn the_operator_lists_and_ends_locks() {
    let host = Host::new();
    let first = host.editor(&host.upload("a.docx", "one"));
    let second = host.editor(&host.upload("b.docx", "one"));
    assert_eq!(host.told("/v1/locks")["locks"], json!([]));
    done(&second.lock(OTHER));
    host.app.clock.advance_s(60);
    done(&first.lock(LOCK));
    let told = host.told("/v1/locks");
    let locks: &Vec<Value> = told["locks"].as_array().unwrap();
    assert_eq!(locks.len(), 2, "{told}");
    // Those first that end first.
    assert_eq!(
        (&locks[0]["id"], &locks[0]["lock"], &locks[0]["name"]),
        (&json!(second.id), &json!(OTHER), &json!("b.docx"))
    );
    assert_eq!(locks[1]["id"], json!(first.id));
    assert_eq!(locks[1]["user"], "u1");
    let end = |id: &str| {
        let target = format!("/v1/locks/{id}");
        host.app.call(Method::DELETE, &target).send()
    };
    let answer = end(&first.id);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json(), json!({ "id": first.id, "lock": LOCK }));
    assert_eq!(end(&first.id).status, 404);
    assert_eq!(end("nope").status, 404);
    assert_eq!(first.held(), "");
    locked(&first.put(Some(LOCK), "two"), "");
    assert_eq!(second.held(), OTHER);
    done(&first.lock(OTHER));
    host.app.clock.advance_s(HALF_HOUR_S);
    assert_eq!(end(&first.id).status, 404, "it was over by itself");
}
