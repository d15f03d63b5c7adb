//! The Document Builder service: what it takes, what it answers, and what it refuses in which words.
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
use spindle_core::auth::jwt;
use spindle_testkit::TestApp;
use spindle_testkit::test_app::{SECRET, START_MS};
use support::{SCRIPT, app, build, refused, signed, url_of};

#[test]
fn a_synchronous_build_answers_its_files() {
    let app = app("save one.txt: first\nsave Zwei ü.txt: second");
    let answer = build(&app, &json!({ "url": SCRIPT }));
    assert_eq!(
        answer.header("content-type"),
        Some("application/json; charset=UTF-8")
    );
    let json = answer.json();
    let members: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(members, ["key", "urls", "end"]);
    assert_eq!(json["end"], true);
    for (name, text) in [("one.txt", "first"), ("Zwei ü.txt", "second")] {
        let url = url_of(&answer, name);
        assert!(
            url.starts_with("http://docs.test/cache/files/data/bld_"),
            "{url}"
        );
        assert_eq!(app.get(&url).send().text(), text);
    }
}

#[test]
fn an_asynchronous_build_runs_after_the_answer_and_is_polled() {
    for is_async in [json!(true), json!("true")] {
        let app = app("save a.txt: x");
        let (first, after) = app
            .post("/docbuilder")
            .json(&json!({ "url": SCRIPT, "async": is_async }))
            .send_and_hold();
        let key = first.json()["key"].as_str().unwrap().to_owned();
        assert_eq!(first.json(), json!({ "key": key, "end": false }));
        assert!(
            app.outbound.sent().is_empty(),
            "nothing happened before the answer"
        );
        after.unwrap()(&app.app());
        for poll in [json!({ "key": key, "async": true }), json!({ "key": key })] {
            let done = build(&app, &poll);
            assert_eq!(app.get(&url_of(&done, "a.txt")).send().text(), "x");
        }
        assert_eq!(app.outbound.sent().len(), 1, "the script ran once");
    }
}

#[test]
fn polls_drive_a_build_whose_instance_died_before_it_began() {
    for poll_async in [true, false] {
        let app = app("save a.txt: x");
        let (first, lost) = app
            .post("/docbuilder")
            .json(&json!({ "url": SCRIPT, "async": true }))
            .send_and_hold();
        drop(lost);
        let key = first.json()["key"].clone();
        if poll_async {
            let pending = build(&app, &json!({ "key": key, "async": true }));
            assert_eq!(pending.json()["end"], false);
        }
        let done = build(&app, &json!({ "key": key, "async": poll_async }));
        assert_eq!(app.get(&url_of(&done, "a.txt")).send().text(), "x");
    }
}

#[test]
fn results_are_there_for_a_day_with_fresh_links() {
    let app = app("save a.txt: x");
    let first = build(&app, &json!({ "url": SCRIPT }));
    let key = first.json()["key"].clone();
    app.clock.advance_s(901);
    assert_eq!(app.get(&url_of(&first, "a.txt")).send().status, 410);
    let again = build(&app, &json!({ "key": key }));
    assert_eq!(app.get(&url_of(&again, "a.txt")).send().text(), "x");
    app.clock.advance_s(86_400);
    refused(&build(&app, &json!({ "key": key })), -3, "there is no job");
    let pending = build(&app, &json!({ "key": key, "async": true }));
    assert_eq!(pending.json(), json!({ "key": key, "end": false }));
}

#[test]
fn a_caller_s_key_starts_a_build_once() {
    let app = app("save a.txt: x");
    let wanted = json!({ "url": SCRIPT, "key": "mine-1.2_3=" });
    assert_eq!(build(&app, &wanted).json()["key"], "mine-1.2_3=");
    let again = build(&app, &wanted);
    assert_eq!(app.get(&url_of(&again, "a.txt")).send().text(), "x");
    assert_eq!(app.outbound.sent().len(), 1);
    for bad in ["a/b", "..", "a b", "ü", &"k".repeat(129)] {
        refused(
            &build(&app, &json!({ "url": SCRIPT, "key": bad })),
            -1,
            "the parameter `key`",
        );
    }
    refused(&build(&app, &json!({ "key": ["a"] })), -1, "is an array");
    assert_eq!(
        build(&app, &json!({ "url": SCRIPT, "key": 12 })).json()["key"],
        "12"
    );
}

#[test]
fn an_unknown_key_queues_nothing() {
    let app = TestApp::new();
    assert_eq!(
        build(&app, &json!({ "key": "nokey", "async": true })).json(),
        json!({ "key": "nokey", "end": false })
    );
    assert_eq!(app.unfinished_jobs(), 0);
    refused(
        &build(&app, &json!({ "key": "nokey" })),
        -3,
        "there is no job `nokey`",
    );
}

#[test]
fn the_argument_is_any_json() {
    for argument in [
        json!({"a": [1, "x"]}),
        json!("text"),
        json!([1]),
        json!(7),
        json!(null),
        json!(false),
    ] {
        for is_async in [false, true] {
            let app = app("argument a.json");
            let first = build(
                &app,
                &json!({ "url": SCRIPT, "argument": argument, "async": is_async }),
            );
            let done = build(&app, &json!({ "key": first.json()["key"] }));
            assert_eq!(
                app.get(&url_of(&done, "a.json")).send().text(),
                argument.to_string()
            );
        }
    }
    let app = app("argument a.json");
    let done = build(&app, &json!({ "url": SCRIPT }));
    assert_eq!(app.get(&url_of(&done, "a.json")).send().text(), "undefined");
}

#[test]
fn a_script_that_saves_nothing_is_a_success() {
    let app = app("// nothing");
    let answer = build(&app, &json!({ "url": SCRIPT }));
    assert_eq!(answer.json()["urls"], json!({}));
    assert_eq!(answer.json()["end"], true);
}

#[test]
fn the_body_may_be_the_script() {
    let app = TestApp::new();
    for body in ["save a.txt: x", "\u{feff}save a.txt: x"] {
        let answer = app
            .post("/docbuilder")
            .header("content-type", "text/plain")
            .body(body)
            .send();
        assert_eq!(app.get(&url_of(&answer, "a.txt")).send().text(), "x");
    }
    // Parameters then come from the query string.
    let answer = app
        .post("/docbuilder?async=true&argument=q")
        .body("argument a.json")
        .send();
    let done = build(&app, &json!({ "key": answer.json()["key"] }));
    assert_eq!(app.get(&url_of(&done, "a.json")).send().text(), "\"q\"");
    refused(
        &app.post("/docbuilder").body(b"save \xff".to_vec()).send(),
        -1,
        "not UTF-8 from byte 5 on",
    );
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"save z.txt: unpacked").unwrap();
    let call = app
        .post("/docbuilder")
        .header("content-encoding", "gzip")
        .body(packed.finish().unwrap());
    assert_eq!(
        app.get(&url_of(&call.send(), "z.txt")).send().text(),
        "unpacked"
    );
}

#[test]
fn a_request_without_script_is_refused_in_words() {
    let app = TestApp::new();
    refused(&app.post("/docbuilder").send(), -1, "no body");
    refused(
        &build(&app, &json!({ "async": true })),
        -1,
        "its body is JSON, not a script",
    );
    refused(
        &build(&app, &json!([1])),
        -1,
        "its body is JSON, not a script",
    );
    refused(
        &build(&app, &json!({ "url": 7 })),
        -1,
        "the parameter `url` is a number",
    );
}

#[test]
fn with_tokens_the_claims_are_the_parameters() {
    let app = app("argument a.json").with_tokens();
    let claims = json!({ "url": SCRIPT, "argument": "signed" });
    for call in [
        app.post("/docbuilder")
            .json(&json!({ "token": signed(&claims), "argument": "clear" })),
        app.post("/docbuilder")
            .header(
                "authorization",
                &format!("Bearer {}", signed(&json!({ "payload": claims }))),
            )
            .json(&json!({ "url": "https://elsewhere.example.com/" })),
    ] {
        let answer = call.send();
        assert_eq!(
            app.get(&url_of(&answer, "a.json")).send().text(),
            "\"signed\""
        );
    }
    let raw = app
        .post("/docbuilder")
        .header(
            "authorization",
            &format!(
                "Bearer {}",
                signed(&json!({ "payload": { "argument": 1 } }))
            ),
        )
        .body("argument a.json");
    assert_eq!(app.get(&url_of(&raw.send(), "a.json")).send().text(), "1");
    // The download of the script is signed with the URL as it came, and only that.
    for sent in app.outbound.sent() {
        let token = sent
            .header("authorization")
            .unwrap()
            .strip_prefix("Bearer ")
            .unwrap();
        let claims = jwt::verify(token, SECRET, START_MS / 1000).unwrap();
        assert_eq!(claims["payload"], json!({ "url": SCRIPT }));
        assert_eq!(
            claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
            300
        );
    }
    assert_eq!(app.outbound.sent().len(), 2);
}

#[test]
fn refused_tokens_say_which_step_failed() {
    let app = app("").with_tokens();
    let old = jwt::sign(Default::default(), SECRET, START_MS / 1000 - 500, 300);
    let other = jwt::sign(Default::default(), "another", START_MS / 1000, 300);
    refused(
        &build(&app, &json!({ "url": SCRIPT })),
        -8,
        "nor the header `Authorization`",
    );
    refused(&build(&app, &json!({ "token": "x" })), -8, "malformed");
    refused(
        &build(&app, &json!({ "token": old })),
        -8,
        "expired 200 s ago",
    );
    refused(&build(&app, &json!({ "token": other })), -8, "signature");
    refused(
        &app.post("/docbuilder").body("save a.txt: x").send(),
        -8,
        "no token",
    );
    assert!(app.outbound.sent().is_empty());
    assert!(app.log.contains("expired 200 s ago") && !app.log.contains(SECRET));
}

#[test]
fn script_failures_have_detail_and_keep_nothing() {
    let app = app("save a.txt: x\nlog said this\nfail it broke");
    let answer = build(&app, &json!({ "url": SCRIPT }));
    refused(&answer, -3, "it broke");
    assert_eq!(
        answer.json()["detail"],
        json!({ "kind": "script", "message": "it broke", "line": 3 })
    );
    assert!(
        app.blobs.keys().is_empty(),
        "what was saved is released: {:?}",
        app.blobs.keys()
    );
    assert!(app.log.contains("said this"));
}

#[test]
fn a_failed_build_stays_failed_for_polls() {
    let app = app("timeout");
    refused(
        &build(&app, &json!({ "url": SCRIPT, "key": "k" })),
        -2,
        "longer than allowed",
    );
    refused(
        &build(&app, &json!({ "key": "k" })),
        -2,
        "longer than allowed",
    );
    refused(
        &build(&app, &json!({ "key": "k", "async": true })),
        -2,
        "longer than allowed",
    );
    assert_eq!(app.outbound.sent().len(), 1);
}

#[test]
fn saved_names_are_base_names_and_saving_twice_replaces() {
    let app = app("save ../../etc/a.txt: 1\nsave C:\\x\\b.txt: 2\nsave a.txt: 3");
    let answer = build(&app, &json!({ "url": SCRIPT }));
    let json = answer.json();
    let names: Vec<&String> = json["urls"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["a.txt", "b.txt"]);
    assert_eq!(app.get(&url_of(&answer, "a.txt")).send().text(), "3");
    assert_eq!(
        app.blobs.keys().len(),
        2,
        "the replaced file's bytes are gone"
    );
    for bad in ["..", "a/", "a\u{7}b", &"n".repeat(256)] {
        let app = TestApp::new();
        let answer = app
            .post("/docbuilder")
            .body(format!("save {bad}: x"))
            .send();
        refused(&answer, -3, "file name");
        assert_eq!(answer.json()["detail"]["kind"], "output");
    }
}

#[test]
fn each_build_clears_away_more_than_one_leaves_behind() {
    let many: Vec<String> = (0..64).map(|name| format!("save {name}.txt: x")).collect();
    for next in ["save a.txt: x", "fail it broke"] {
        let app = TestApp::new();
        let first = app.post("/docbuilder").body(many.join("\n")).send();
        assert_eq!(first.json()["end"], true, "{}", first.text());
        assert_eq!(app.blobs.keys().len(), 64);
        // A day for the files, an hour of grace for their bytes.
        app.clock.advance_s(86_400 + 3_600);
        app.post("/docbuilder").body(next).send();
        let left = usize::from(next.starts_with("save"));
        assert_eq!(app.blobs.keys().len(), left, "{next}");
    }
}

#[test]
fn outputs_are_limited() {
    let app = app("size a.txt: 11").variable("limit_output_bytes", "10");
    refused(
        &build(&app, &json!({ "url": SCRIPT })),
        -3,
        "limit_output_bytes",
    );
    let app =
        self::app("save a: 1\nsave b: 2\nsave a: 3\nsave c: 4").variable("limit_output_files", "2");
    refused(
        &build(&app, &json!({ "url": SCRIPT })),
        -3,
        "limit_output_files",
    );
    assert!(app.blobs.keys().is_empty());
}

#[test]
fn links_follow_proxies_and_repeat_the_shard_key() {
    let app = app("save a.txt: x");
    let call = |shard: &str| {
        app.post(&format!("/docbuilder{shard}"))
            .json(&json!({ "url": SCRIPT }))
    };
    let proxied = call("?shardkey=s 1")
        .header("x-forwarded-proto", "https, http")
        .header("x-forwarded-host", "my_docs.example.com:8443")
        .header("x-forwarded-prefix", "/ds/")
        .send();
    let url = url_of(&proxied, "a.txt");
    assert!(
        url.starts_with("https://my%5fdocs.example.com:8443/ds/cache/files/"),
        "{url}"
    );
    assert!(url.ends_with("&shardkey=s%201&filename=a.txt"), "{url}");
    let odd = call("")
        .header("x-forwarded-host", "evil.com/x?")
        .header("x-forwarded-proto", "javascript")
        .send();
    assert!(url_of(&odd, "a.txt").starts_with("http://docs.test/cache/"));
    app.config.set("public_url", "https://fixed.example.com/x");
    let fixed = call("")
        .header("x-forwarded-host", "other.example.com")
        .send();
    assert!(url_of(&fixed, "a.txt").starts_with("https://fixed.example.com/x/cache/"));
}

#[test]
fn a_store_in_trouble_is_6_and_the_build_can_be_asked_again() {
    let app = app("save a.txt: x");
    app.blobs.set_broken(true);
    refused(
        &build(&app, &json!({ "url": SCRIPT, "key": "k" })),
        -6,
        "the blob store failed: out of reach",
    );
    app.blobs.set_broken(false);
    let done = build(&app, &json!({ "key": "k" }));
    assert_eq!(app.get(&url_of(&done, "a.txt")).send().text(), "x");
}
