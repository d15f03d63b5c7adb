//! What is refused: each time with its code, nothing is changed, and the next call works.

mod flood;

use serde_json::{Value, json};
use spindle_e2e::docs::{next_nonce, now_s};
use spindle_e2e::{Docs, Envelope, Service, start};

use super::support::{app1, app2, number, service, shared_turn, text};

const UPLOAD: &str = "/fs/bs/doc/offlineUpload";

/// A note that is held to its content after each refusal.
struct Held {
    docs: Docs,
    fid: String,
    content: Value,
}

impl Held {
    fn new(service: &Service) -> Self {
        let docs = app1(service);
        let fid = docs.create("u", "note");
        let ops = json!([{ "insert": "a😀b\n" }]);
        docs.upload("u", &fid, &json!({ "cover": true, "ops": ops }))
            .ok();
        let content = docs.content("u", &fid);
        Self { docs, fid, content }
    }

    /// Nothing was changed, and the next edit works.
    #[track_caller]
    fn unchanged(&mut self) {
        assert_eq!(self.docs.content("u", &self.fid), self.content);
        let v = number(&self.content["v"]);
        let edit = json!({ "v": v, "ops": [{ "insert": format!("{v} ") }] });
        let data = self.docs.upload("u", &self.fid, &edit).ok();
        assert_eq!(data["document"]["_v"], v + 1);
        self.content = self.docs.content("u", &self.fid);
        assert!(text(&self.content["ops"]).starts_with(&format!("{v} ")));
    }

    fn v(&self) -> i64 {
        number(&self.content["v"])
    }
}

#[test]
fn signatures() {
    let _turn = shared_turn();
    let service = start!(service());
    let mut held = Held::new(&service);
    let (nonce, now) = (next_nonce(), now_s());
    let body = |word: &str, v: i64| {
        let members = json!({ "v": v, "ops": [{ "insert": word }] });
        Docs::upload_body("u", &held.fid, &members).to_string()
    };
    let send = |docs: &Docs, body: &str, nonce: &str, at: u64| {
        let answer = docs.answer_at("POST", UPLOAD, body.as_bytes(), (nonce, &at.to_string()));
        Envelope::of(&answer.expect("an answer"))
    };
    // Taken once; with the same body or another one it is not taken again.
    let docs = held.docs.clone();
    let first = body("first ", 2);
    send(&docs, &first, &nonce, now).ok();
    let again = send(&docs, &first, &nonce, now);
    assert_eq!(again.status, 401);
    again.refused(40105);
    send(&docs, &body("other ", 3), &nonce, now).refused(40105);
    let cases = [
        (docs.clone(), now - 400, 40104),
        (docs.clone(), now + 400, 40104),
        (docs.clone(), now * 1000, 40104),
        (
            Docs::new(&service.client, "app1", "another secret"),
            now,
            40103,
        ),
        (
            Docs::new(&service.client, "app3", "secret-of-app-1"),
            now,
            40102,
        ),
    ];
    let refused = body("never ", 3);
    held.content = docs.content("u", &held.fid);
    assert!(text(&held.content["ops"]).starts_with("first a"));
    for (docs, at, code) in cases {
        let envelope = send(&docs, &refused, &next_nonce(), at);
        assert_eq!(envelope.status, 401);
        envelope.refused(code);
        held.unchanged();
    }
}

#[test]
fn another_apps_documents_are_not_there() {
    let _turn = shared_turn();
    let service = start!(service());
    let mut held = Held::new(&service);
    let other = app2(&service);
    // The same name is another user there.
    other.register("u");
    let fid = held.fid.clone();
    other
        .get(&format!("/fs/bs/content?fid={fid}&appUserId=u"))
        .refused(40400);
    other
        .get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u"))
        .refused(40400);
    other
        .get(&format!("/quill/bs/ops?fid={fid}&appUserId=u&from=1"))
        .refused(40400);
    let edit = json!({ "v": 2, "ops": [{ "insert": "x" }] });
    other.upload("u", &fid, &edit).refused(40400);
    let members = json!([{ "appUserId": "u", "role": "admin" }]);
    let role = json!({ "fid": fid, "appUserId": "u", "members": members });
    other.put("/fs/bs/collaborator/role", &role).refused(40400);
    other
        .put(
            "/fs/bs/file/delete",
            &json!({ "fidList": [fid], "appUserId": "u" }),
        )
        .refused(40400);
    held.unchanged();
    let own = other.create("u", "note");
    assert_ne!(own, fid);
    held.docs
        .get(&format!("/fs/bs/content?fid={own}&appUserId=u"))
        .refused(40400);
}

#[test]
fn malformed_operations() {
    let _turn = shared_turn();
    let service = start!(service());
    let mut held = Held::new(&service);
    for ops in [
        json!([{ "insert": "" }]),
        json!([{ "retain": 0 }]),
        json!([{ "delete": -1 }]),
        json!([{ "insert": "a", "delete": 1 }]),
        json!([{ "insert": { "a": 1, "b": 2 } }]),
        json!([{ "retain": { "image": 1 } }]),
        json!([{ "retain": 500 }, { "insert": "x" }]),
        json!([7]),
    ] {
        let fid = held.fid.clone();
        held.docs
            .upload("u", &fid, &json!({ "v": held.v(), "ops": ops }))
            .refused(40003);
        held.unchanged();
    }
    // The first would do; the second runs past the end of what it leaves.
    let pending = json!([[{ "insert": "x" }], [{ "retain": 500 }, { "delete": 1 }]]);
    let fid = held.fid.clone();
    held.docs
        .upload("u", &fid, &json!({ "v": held.v(), "pendingOps": pending }))
        .refused(40003);
    held.unchanged();
    held.docs
        .upload(
            "u",
            &fid,
            &json!({ "v": 1_000, "ops": [{ "insert": "x" }] }),
        )
        .refused(40004);
    held.unchanged();
    let cut = &br#"{"fid":"x","appUserId":"u","ops":[{"ins"#[..];
    for body in [cut, b"\xff\xfe", b"[]", b"null"] {
        let answer = held.docs.answer("POST", UPLOAD, body).expect("an answer");
        let code = Envelope::of(&answer).code;
        assert!([40000, 40001].contains(&code), "{code}");
        held.unchanged();
    }
}

#[test]
fn surrogate_pairs_are_not_split() {
    let _turn = shared_turn();
    let service = start!(service());
    let mut held = Held::new(&service);
    let fid = held.fid.clone();
    // In `a😀b` the pair is at 1 and 2, and it moves by what `unchanged` inserts before it.
    for rest in [
        json!([{ "insert": "x" }]),
        json!([{ "delete": 1 }]),
        json!([{ "retain": 1, "attributes": { "bold": true } }]),
    ] {
        let before = text(&held.content["ops"]);
        let at = before
            .split('😀')
            .next()
            .map_or(0, |part| part.encode_utf16().count())
            + 1;
        let mut ops = vec![json!({ "retain": at })];
        ops.extend(rest.as_array().cloned().unwrap_or_default());
        held.docs
            .upload("u", &fid, &json!({ "v": held.v(), "ops": ops }))
            .refused(40003);
        held.unchanged();
    }
    let lone = format!(r#"{{"fid":"{fid}","appUserId":"u","v":2,"ops":[{{"insert":"\ud83d"}}]}}"#);
    let answer = held
        .docs
        .answer("POST", UPLOAD, lone.as_bytes())
        .expect("an answer");
    let code = Envelope::of(&answer).code;
    assert!([40000, 40003].contains(&code), "{code}");
    held.unchanged();
}

#[test]
fn what_is_too_large() {
    let _turn = shared_turn();
    let service = start!(service());
    let mut held = Held::new(&service);
    let fid = held.fid.clone();
    // Over limit_document_bytes, 20 MiB.
    let ops = json!([{ "insert": format!("{}\n", "x".repeat(21 << 20)) }]);
    held.docs
        .upload("u", &fid, &json!({ "cover": true, "ops": ops }))
        .refused(41300);
    held.unchanged();
    // Over limit_delta_bytes, 2 MiB.
    let ops = json!([{ "insert": "x".repeat(3 << 20) }]);
    held.docs
        .upload("u", &fid, &json!({ "v": held.v(), "ops": ops }))
        .refused(41300);
    held.unchanged();
    // Over limit_pending_ops.
    let many = vec![json!([{ "insert": "x" }]); 1001];
    held.docs
        .upload("u", &fid, &json!({ "v": held.v(), "pendingOps": many }))
        .refused(41300);
    held.unchanged();
    // Over limit_request_bytes, 100 MiB: whether the head tells it or the body does.
    for chunked in [false, true] {
        let answer = flood::answer(&service, chunked);
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(answer.contains("\"code\":41300"), "{answer}");
        held.unchanged();
    }
}
