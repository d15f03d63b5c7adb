use serde_json::{Value, json};
use spindle_delta::{Delta, Document};

use super::docs::{Docs, ok, random, refused};

fn document(data: &Value) -> Document {
    Document::from_value(&data["document"]["ops"]).unwrap()
}

#[test]
fn the_answer_is_as_the_sample() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let data = docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "abcd\n" }] }),
    );
    let uid = data["detail"]["creator"].as_i64().unwrap();
    let (ctime, mtime) = (1_795_304_000_000_i64, 1_795_304_000_001_i64);
    let last = data["document"]["_o"].as_str().unwrap();
    assert!(
        last.len() == 24 && last.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{last}"
    );
    let expected = json!({
        "_id": fid, "name": "n", "ops": [{ "insert": "abcd\n" }], "_m": { "ctime": ctime, "mtime": mtime },
        "uid": uid, "_type": "http://sharejs.org/types/rich-text/v1", "_v": 2, "_o": last, "titleSet": 1,
        "upid": uid.to_string()
    });
    assert_eq!(data["document"].to_string(), expected.to_string());
    assert_eq!(data["type"], 1);
    assert_eq!(data["detail"]["modifyTime"], mtime);
    let names: Vec<&String> = data.as_object().unwrap().keys().collect();
    assert_eq!(names, ["document", "detail", "type"]);
}

#[test]
fn edits_on_an_old_version_are_rebased_and_the_committed_wins() {
    let docs = Docs::new();
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "abc\n" }] }),
    );
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "ops": [{ "retain": 1 }, { "insert": "X" }] }),
    );
    let late = docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "ops": [{ "retain": 1 }, { "insert": "Y" }, { "delete": 1 }] }),
    );
    assert_eq!(document(&late).text(|_| None), "aXYc\n");
    assert_eq!(late["document"]["_v"], 4);
}

#[test]
fn inflight_and_pending_operations_become_versions_of_their_own() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let data = docs.upload(
        "u",
        &fid,
        &json!({
            "v": 1,
            "inflightOp": { "ops": [{ "insert": "a" }] },
            "pendingOps": [[{ "retain": 1 }, { "insert": "b" }], { "insert": "c" }]
        }),
    );
    assert_eq!(document(&data).text(|_| None), "cab\n");
    assert_eq!(data["document"]["_v"], 4);
}

#[test]
fn a_lost_acknowledgement_is_found_by_content() {
    let docs = Docs::new();
    let fid = docs.note("u");
    // The server got it, the client does not know.
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "inflightOp": [{ "insert": "hello" }] }),
    );
    let data = docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "inflightOp": [{ "insert": "hello" }], "pendingOps": [[{ "retain": 5 }, { "insert": "!" }]] }),
    );
    assert_eq!(document(&data).text(|_| None), "hello!\n");
    assert_eq!(data["document"]["_v"], 3);
}

#[test]
fn a_mark_tells_equal_operations_apart() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let send = |src: &str, seq: i64| {
        docs.upload(
            "u",
            &fid,
            &json!({ "v": 1, "inflightOp": [{ "insert": "x" }], "src": src, "seq": seq }),
        )
    };
    send("one", 1);
    // The same operation of another client is another operation.
    assert_eq!(document(&send("two", 1)).text(|_| None), "xx\n");
    let again = docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "inflightOp": [{ "insert": "x" }], "pendingOps": [[{ "insert": "y" }]], "src": "two", "seq": 1 }),
    );
    // It is its own second operation that was committed: what follows it is kept.
    assert_eq!(
        document(&again).text(|_| None),
        "yxx\n".replace("yxx", "xyx")
    );
    let message = refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "inflightOp": [{ "insert": "x" }], "src": "a" }),
        ),
        40000,
    );
    assert!(message.contains("seq"), "{message}");
}

#[test]
fn a_queue_that_grows_is_not_applied_again() {
    for mark in [json!({}), json!({ "src": "s", "seq": 1 })] {
        let docs = Docs::new();
        let fid = docs.note("u");
        let send = |inflight: Value, pending: Value| {
            let mut body = json!({ "v": 1, "pendingOps": pending });
            if !inflight.is_null() {
                body["inflightOp"] = inflight;
            }
            for (name, value) in mark.as_object().unwrap() {
                body[name] = value.clone();
            }
            docs.upload("u", &fid, &body);
        };
        let (x, y, z) = (
            json!([{ "insert": "X" }]),
            json!([{ "retain": 1 }, { "insert": "Y" }]),
            json!([{ "retain": 2 }, { "insert": "Z" }]),
        );
        send(x.clone(), json!([y]));
        // The answer is lost, the user types on.
        send(x.clone(), json!([y, z]));
        assert_eq!(docs.text("u", &fid), "XYZ\n", "{mark}");
        // With marks there need be no inflight one.
        if mark.get("src").is_some() {
            let end = json!([{ "retain": 3 }, { "insert": "!" }]);
            send(Value::Null, json!([x, y, z, end]));
            assert_eq!(docs.text("u", &fid), "XYZ!\n");
        }
    }
}

#[test]
fn what_came_to_nothing_does_not_hide_what_follows() {
    for mark in [json!({}), json!({ "src": "s", "seq": 1 })] {
        let docs = Docs::new();
        let fid = docs.note("u");
        docs.upload(
            "u",
            &fid,
            &json!({ "cover": true, "ops": [{ "insert": "abc\n" }] }),
        );
        docs.upload("u", &fid, &json!({ "v": 2, "ops": [{ "delete": 1 }] }));
        // The first deletes what is gone by now; the second is committed, and its answer lost.
        let mut body =
            json!({ "v": 2, "inflightOp": [{ "delete": 1 }], "pendingOps": [[{ "insert": "X" }]] });
        for (name, value) in mark.as_object().unwrap() {
            body[name] = value.clone();
        }
        docs.upload("u", &fid, &body);
        body["pendingOps"] = json!([[{ "insert": "X" }], [{ "insert": "Y" }]]);
        docs.upload("u", &fid, &body);
        assert_eq!(docs.text("u", &fid), "YXbc\n", "{mark}");
    }
}

#[test]
fn a_mark_counts_for_every_kind_of_operation_and_for_one_only() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let send = |seq: i64, text: &str| {
        docs.upload_raw(
            "u",
            &fid,
            &json!({ "v": 1, "ops": [{ "insert": text }], "src": "q", "seq": seq }),
        )
    };
    ok(&send(1, "a"));
    ok(&send(2, "a"));
    ok(&send(2, "a"));
    assert_eq!(
        docs.text("u", &fid),
        "aa\n",
        "two edits that look alike, one of them sent twice"
    );
    let message = refused(&send(1, "b"), 40000);
    assert!(message.contains("src"), "{message}");
    assert_eq!(docs.text("u", &fid), "aa\n");
    // The line end that the service added is not the client's.
    let cut = json!({ "v": 3, "ops": [{ "retain": 2 }, { "delete": 1 }], "src": "q", "seq": 3 });
    docs.upload("u", &fid, &cut);
    let more = json!({ "v": 3, "inflightOp": [{ "retain": 2 }, { "delete": 1 }], "pendingOps": [[{ "insert": "c" }]], "src": "q", "seq": 3 });
    docs.upload("u", &fid, &more);
    assert_eq!(docs.text("u", &fid), "caa\n");
}

#[test]
fn a_blind_retry_changes_nothing_and_gets_the_first_answer() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let edit = json!({ "v": 1, "ops": [{ "insert": "once" }] });
    let first = docs.upload("u", &fid, &edit);
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "ops": [{ "insert": "then " }] }),
    );
    let again = docs.upload("u", &fid, &edit);
    assert_eq!(again["document"]["ops"], first["document"]["ops"]);
    assert_eq!(again["document"]["_v"], 2);
    assert_eq!(again["document"]["_o"], first["document"]["_o"]);
    assert_eq!(docs.text("u", &fid), "then once\n");
    // A day later it is a new one.
    docs.app.clock.advance_s(86_401);
    docs.upload("u", &fid, &edit);
    assert_eq!(docs.text("u", &fid), "then onceonce\n");
}

#[test]
fn a_document_that_was_made_offline_is_made_once() {
    let docs = Docs::new();
    let body = json!({
        "parentFid": "0", "docType": "note", "spaceType": 1, "name": "离线", "appUserId": "u",
        "ops": [{ "insert": "abcd\n" }], "v": 0
    });
    let first = ok(&docs.post("/fs/bs/doc/offlineUpload", &body));
    assert_eq!(first["document"]["_v"], 2);
    assert_eq!(document(&first).text(|_| None), "abcd\n");
    assert_eq!(first["detail"]["name"], "离线");
    let again = ok(&docs.post("/fs/bs/doc/offlineUpload", &body));
    assert_eq!(again["document"]["_id"], first["document"]["_id"]);
    let other = ok(&docs.post_with(
        "/fs/bs/doc/offlineUpload",
        ("idempotency-key", "second"),
        &body,
    ));
    assert_ne!(other["document"]["_id"], first["document"]["_id"]);
    // Without a name the first line is one.
    let body = json!({ "appUserId": "u", "ops": [{ "insert": "\n  标题 \n正文\n" }] });
    let unnamed = ok(&docs.post("/fs/bs/doc/offlineUpload", &body));
    assert_eq!(unnamed["document"]["name"], "标题");
    assert_eq!(unnamed["document"]["titleSet"], 0);
}

#[test]
fn replacing_is_no_retry_when_the_author_wrote_between() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let cover = |text: &str| {
        docs.upload(
            "u",
            &fid,
            &json!({ "cover": true, "ops": [{ "insert": text }] }),
        )
    };
    cover("A\n");
    cover("B\n");
    cover("A\n");
    assert_eq!(docs.text("u", &fid), "A\n");
    assert_eq!(docs.content("u", &fid)["v"], 4);
    // The same again at once is one.
    cover("A\n");
    assert_eq!(docs.content("u", &fid)["v"], 4);
    // Nothing is a document too.
    docs.upload("u", &fid, &json!({ "cover": true, "ops": [] }));
    assert_eq!(docs.text("u", &fid), "\n");
}

#[test]
fn every_document_ends_with_a_line_end() {
    let docs = Docs::new();
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "ops": [{ "insert": "ab" }, { "delete": 1 }] }),
    );
    assert_eq!(docs.text("u", &fid), "ab\n");
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "cd" }] }),
    );
    assert_eq!(docs.text("u", &fid), "cd\n");
}

#[test]
fn random_clients_converge() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let mut random = random(7);
    // Each client has its own version and text, and catches up only by what the server answers.
    let mut clients: Vec<(i64, Document)> = vec![(1, Document::empty()); 4];
    for step in 0..300 {
        let index = random(4) as usize;
        let (v, document) = clients[index].clone();
        let length = document.len();
        let position = random(length);
        let mut delta = Delta::new();
        if position > 0 {
            delta = delta.retain(position, ());
        }
        delta = if random(3) == 0 && position + 1 < length {
            delta.delete(1)
        } else {
            delta.insert(format!("{}", char::from(b'a' + (step % 26) as u8)), ())
        };
        let body = json!({ "v": v, "inflightOp": delta, "src": format!("c{index}"), "seq": step });
        let lost = random(4) == 0;
        let mut data = docs.upload("u", &fid, &body);
        if lost {
            data = docs.upload("u", &fid, &body);
        }
        clients[index] = (
            data["document"]["_v"].as_i64().unwrap(),
            self::document(&data),
        );
    }
    // Of each step there is one operation, sent once or twice; none only where others deleted what it would have.
    let page = ok(&docs.get(&format!(
        "/quill/bs/his/list?fid={fid}&appUserId=u&pageSize=100"
    )));
    let mut steps: Vec<i64> = page["oplist"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|op| op["seq"].as_i64())
        .collect();
    let count = steps.len();
    steps.sort_unstable();
    steps.dedup();
    assert_eq!(steps.len(), count, "no operation twice");
    assert!(count > 280, "{count}");
    assert_eq!(docs.content("u", &fid)["v"], count as i64 + 1);
}
