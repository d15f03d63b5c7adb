//! The bodies of requests: what is refused, before and after it is read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod support;

use std::io::Write as _;

use serde_json::json;
use spindle_testkit::TestApp;
use support::refused;

#[test]
fn broken_json_is_not_run_as_a_script() {
    let app = TestApp::new();
    for body in [
        "{\"url\": \"https://files.example.com/a.js\",\n}",
        " {\n  \"async\": true,\n  \"key\"\n}",
        "[{\"url\": 1},",
        "{\"",
    ] {
        let answer = app.post("/docbuilder").body(body).send();
        refused(&answer, -1, "the body is not JSON: ");
        assert!(answer.message().contains(" at line "), "{body}");
    }
    for (name, code) in [
        ("application/json", Some(-1)),
        ("Application/Problem+JSON; charset=utf-8", Some(-1)),
        ("text/plain", None),
        ("application/jsonp", None),
    ] {
        let call = app.post("/docbuilder").header("content-type", name);
        let answer = call.body("save a.txt: x").send();
        assert_eq!(answer.error(), code, "{name}: {}", answer.text());
    }
    // A script may begin with a block.
    for body in [
        "{ let a = 1; }",
        "{}\n// nothing",
        "{ \"use strict\"; let a; }",
        "{ f(\"a\", \"b\": }",
    ] {
        let answer = app.post("/docbuilder").body(body).send();
        assert!(!answer.text().contains("not JSON"), "{}", answer.text());
    }
}

#[test]
fn a_body_beyond_the_limit_is_a_500_and_is_not_read() {
    struct Unread;
    impl std::io::Read for Unread {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("a body that says it is too large was read");
        }
    }
    struct Endless;
    impl std::io::Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            into.fill(b' ');
            Ok(into.len())
        }
    }
    let app = TestApp::new().variable("limit_request_bytes", "5000");
    let declared = app
        .post("/docbuilder")
        .header("content-length", "5001")
        .stream(Unread);
    let bomb = {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 1 << 20]).unwrap();
        packed.finish().unwrap()
    };
    for answer in [
        declared.send(),
        app.post("/docbuilder").stream(Endless).send(),
        app.post("/docbuilder")
            .header("content-encoding", "gzip")
            .body(bomb)
            .send(),
    ] {
        assert_eq!(answer.status, 500);
        assert_eq!(
            answer.text(),
            "Internal Server Error: the request body is larger than 5000 bytes (limit_request_bytes)"
        );
    }
    let unknown = app
        .post("/docbuilder")
        .header("content-encoding", "br")
        .body("x")
        .send();
    assert!(
        unknown.text().contains("Content-Encoding `br`"),
        "{}",
        unknown.text()
    );
}

#[test]
fn a_body_that_costs_much_memory_is_refused_before_it_is_parsed() {
    let app = TestApp::new().with_tokens();
    let many = format!("{{\"key\": [0{}]}}", ",0".repeat(1_000_000));
    let answer = app.post("/docbuilder").body(many.clone()).send();
    assert_eq!(answer.status, 500);
    assert!(
        answer.text().contains("JSON with more than 1000000 values"),
        "{}",
        answer.text()
    );
    // What stands in strings is no part.
    let text = json!({ "key": format!("{}\\\"", ",".repeat(1_000_001)) });
    assert_eq!(app.post("/docbuilder").json(&text).send().error(), Some(-8));
    let answer = app.post("/command").body(many).send();
    assert_eq!(answer.status, 500);
    assert!(
        answer
            .text()
            .contains("larger than 1048576 bytes (the most that a command may have)"),
        "{}",
        answer.text()
    );
    app.config.set("limit_request_bytes", "2000");
    let answer = app.post("/command").body(" ".repeat(2001)).send();
    assert!(
        answer
            .text()
            .contains("larger than 2000 bytes (limit_request_bytes)"),
        "{}",
        answer.text()
    );
}
