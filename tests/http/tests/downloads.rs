//! Downloads that a build causes: of its script, and of what the script names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod support;

use serde_json::json;
use spindle_core::ports::OutboundError;
use spindle_testkit::TestApp;
use spindle_testkit::ports::Reply;
use support::{SCRIPT, build, refused, signed};

#[test]
fn downloads_that_fail_say_why() {
    let big = Reply::ok("x".repeat(101));
    for (reply, code, words) in [
        (
            Reply::status(404, "no"),
            -4,
            "https://files.example.com/a.js answered 404",
        ),
        (Reply::status(403, "no"), -4, "answered 403"),
        (Reply::status(500, "no"), -4, "answered 500"),
        (
            Reply::Failure(OutboundError::Connect("refused".to_owned())),
            -4,
            "no connection: refused",
        ),
        (
            Reply::Failure(OutboundError::Denied("not listed".to_owned())),
            -4,
            "may not be asked",
        ),
        (
            Reply::Failure(OutboundError::Timeout("30 s".to_owned())),
            -4,
            "did not answer in time",
        ),
        (
            big.clone(),
            -4,
            "larger than 100 bytes (limit_download_bytes)",
        ),
        (
            big.with_header("content-length", "101"),
            -4,
            "larger than 100 bytes",
        ),
        (Reply::ok(b"\xfe".to_vec()), -4, "not UTF-8"),
        (Reply::redirect(302, SCRIPT), -4, "more than 5 redirects"),
        (
            Reply::redirect(302, "http://127.0.0.1/x"),
            -4,
            "127.0.0.1 may not be asked: a loopback address",
        ),
        (
            Reply::redirect(302, "file:///etc/passwd"),
            -4,
            "its scheme is `file`",
        ),
    ] {
        let app = TestApp::new().variable("limit_download_bytes", "100");
        app.outbound.reply(SCRIPT, reply);
        let answer = build(&app, &json!({ "url": SCRIPT }));
        assert_eq!(answer.error(), Some(code), "{}", answer.text());
        assert!(answer.message().contains(words), "{}", answer.message());
    }
}

#[test]
fn what_is_refused_for_good_is_asked_once_and_trouble_three_times() {
    for (status, asked) in [(404, 1), (403, 1), (500, 3), (429, 3)] {
        let app = TestApp::new();
        app.outbound.reply(SCRIPT, Reply::status(status, ""));
        build(&app, &json!({ "url": SCRIPT }));
        assert_eq!(app.outbound.sent().len(), asked, "{status}");
    }
    let app = TestApp::new();
    app.outbound.reply(SCRIPT, Reply::status(503, ""));
    app.outbound.reply(SCRIPT, Reply::ok("save a.txt: x"));
    assert_eq!(build(&app, &json!({ "url": SCRIPT })).json()["end"], true);
}

#[test]
fn urls_are_normalised_and_redirects_followed() {
    let app = TestApp::new();
    app.outbound.reply(
        "https://files.example.com/a%20b.js?n=new%20(1)",
        Reply::redirect(307, "/other.js"),
    );
    app.outbound.reply(
        "https://files.example.com/other.js",
        Reply::ok("save a.txt: x"),
    );
    let answer = build(
        &app,
        &json!({ "url": " https://files.example.com/a b.js?n=new (1)#top" }),
    );
    assert_eq!(answer.json()["end"], true, "{}", answer.text());
}

#[test]
fn a_token_goes_to_the_first_origin_only() {
    let app = TestApp::new().with_tokens();
    app.outbound.reply(
        SCRIPT,
        Reply::redirect(302, "https://elsewhere.example.com/b.js"),
    );
    app.outbound.reply(
        "https://elsewhere.example.com/b.js",
        Reply::ok("save a.txt: x"),
    );
    let claims = json!({ "url": SCRIPT });
    assert_eq!(
        build(&app, &json!({ "token": signed(&claims) })).json()["end"],
        true
    );
    let tokens: Vec<bool> = app
        .outbound
        .sent()
        .iter()
        .map(|sent| sent.header("authorization").is_some())
        .collect();
    assert_eq!(tokens, [true, false]);
}

#[test]
fn private_addresses_need_a_token_or_the_deployer_s_word() {
    let inside = "http://192.168.0.7/a.js";
    let wanted = json!({ "url": inside });
    let open = |app: TestApp| {
        app.outbound.reply(inside, Reply::ok("save a.txt: x"));
        app
    };
    refused(
        &build(&open(TestApp::new()), &wanted),
        -4,
        "192.168.0.7 may not be asked: a private address",
    );
    let allowed = open(TestApp::new()).variable("allow_private_ip", "true");
    assert_eq!(build(&allowed, &wanted).json()["end"], true);
    let app = open(TestApp::new()).with_tokens();
    assert_eq!(
        build(&app, &json!({ "token": signed(&wanted) })).json()["end"],
        true
    );
    // A URL beside the token is not vouched for by it.
    app.config.set("token_required_params", "false");
    let beside = json!({ "token": signed(&json!({ "async": false })), "url": inside });
    refused(&build(&app, &beside), -4, "192.168.0.7 may not be asked");
    // The deployment's own components are never asked.
    let own = json!({ "url": "http://docbuilder.spin.internal/internal/docbuilder/step?key=x" });
    refused(&build(&allowed, &own), -4, "a component of this deployment");
}

#[test]
fn a_token_vouches_for_no_other_private_origin() {
    let inside = "http://192.168.0.7/a.js";
    let metadata = "http://169.254.169.254/latest";
    let wanted = json!({ "token": signed(&json!({ "url": inside })) });
    let app = TestApp::new().with_tokens();
    app.outbound.reply(inside, Reply::redirect(302, metadata));
    app.outbound.reply(metadata, Reply::ok("save a.txt: x"));
    refused(
        &build(&app, &wanted),
        -4,
        "169.254.169.254 may not be asked: a link-local address",
    );
    assert_eq!(app.outbound.sent().len(), 1);
    app.config.set("allow_private_ip", "true");
    assert_eq!(build(&app, &wanted).json()["end"], true);
    // Within the origin it stays vouched for.
    let app = TestApp::new().with_tokens();
    app.outbound.reply(inside, Reply::redirect(302, "/b.js"));
    app.outbound
        .reply("http://192.168.0.7/b.js", Reply::ok("save a.txt: x"));
    assert_eq!(build(&app, &wanted).json()["end"], true);
}

#[test]
fn a_script_in_the_body_is_vouched_for_by_nobody() {
    let inside = "http://192.168.0.7/t.docx";
    for (claims, url) in [
        (json!({}), None),
        (json!({ "url": "" }), None),
        (json!({ "url": SCRIPT }), Some(SCRIPT)),
    ] {
        let app = TestApp::new().with_tokens();
        let script = format!("fetch {inside}: t.txt");
        app.outbound.reply(SCRIPT, Reply::ok(script.clone()));
        app.outbound.reply(inside, Reply::ok("template"));
        let answer = app
            .post("/docbuilder")
            .header("authorization", &format!("Bearer {}", signed(&claims)))
            .body(script)
            .send();
        if url.is_some() {
            assert_eq!(answer.json()["end"], true, "{}", answer.text());
        } else {
            refused(&answer, -3, "192.168.0.7 may not be asked");
            assert!(app.outbound.sent().is_empty());
        }
    }
}

#[test]
fn scripts_are_limited_in_size() {
    let app = TestApp::new().variable("limit_script_bytes", "100");
    app.outbound.reply(SCRIPT, Reply::ok("/".repeat(101)));
    refused(
        &build(&app, &json!({ "url": SCRIPT })),
        -4,
        "larger than 100 bytes (limit_script_bytes)",
    );
    refused(
        &app.post("/docbuilder").body("/".repeat(101)).send(),
        -1,
        "the body has 101 bytes, and a script may have 100 (limit_script_bytes)",
    );
    let exact = app.post("/docbuilder").body("/".repeat(100)).send();
    assert_eq!(exact.json()["end"], true, "{}", exact.text());
}

#[test]
fn scripts_fetch_under_the_same_rules_and_without_token() {
    let app = TestApp::new().with_tokens();
    let script = "fetch https://files.example.com/t.docx: t.txt\nfetch https://files.example.com/gone: g.txt";
    app.outbound.reply(SCRIPT, Reply::ok(script));
    app.outbound
        .reply("https://files.example.com/t.docx", Reply::ok("template"));
    app.outbound
        .reply("https://files.example.com/gone", Reply::status(404, ""));
    let answer = build(&app, &json!({ "token": signed(&json!({ "url": SCRIPT })) }));
    refused(&answer, -3, "https://files.example.com/gone answered 404");
    assert_eq!(answer.json()["detail"]["kind"], "input");
    assert_eq!(answer.json()["detail"]["line"], 2);
    let sent = app.outbound.sent();
    assert!(
        sent.iter()
            .skip(1)
            .all(|sent| sent.header("authorization").is_none())
    );
}
