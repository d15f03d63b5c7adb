//! Signed downloads over HTTP: parts, tags, names, and links that open nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use serde_json::json;
use spindle_testkit::{Answer, TestApp};

const CHUNK: usize = 512 * 1024;

fn built(script: &str, name: &str) -> (TestApp, String) {
    let app = TestApp::new();
    let answer = app
        .post("/docbuilder")
        .body(script.to_owned())
        .send()
        .json();
    let url = answer["urls"][name].as_str().unwrap().to_owned();
    (app, url)
}

#[test]
fn a_file_comes_with_its_headers() {
    let (app, url) = built("save Bericht \"ü\".docx: text", "Bericht \"ü\".docx");
    let answer = app.get(&url).send();
    assert_eq!((answer.status.as_u16(), answer.text()), (200, "text"));
    let expected = [
        (
            "content-type",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "content-disposition",
            "attachment; filename=\"Bericht ___.docx\"; filename*=UTF-8''Bericht%20%22%C3%BC%22.docx",
        ),
        ("content-length", "4"),
        ("accept-ranges", "bytes"),
        ("cache-control", "public, max-age=0"),
        ("x-content-type-options", "nosniff"),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let tag = answer.header("etag").unwrap();
    assert!(
        tag.len() > 10 && tag.starts_with('"') && tag.ends_with('"'),
        "{tag}"
    );
}

#[test]
fn an_unknown_extension_is_bytes_and_an_empty_file_a_file() {
    let (app, url) = built("size a.xyz: 0", "a.xyz");
    let answer = app.get(&url).send();
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-length")),
        (200, Some("0"))
    );
}

#[test]
fn head_says_what_get_would() {
    let (app, url) = built("save a.txt: hello", "a.txt");
    let (get, head) = (
        app.get(&url).send(),
        app.call(http::Method::HEAD, &url).send(),
    );
    assert_eq!(head.status, 200);
    assert_eq!(head.headers, get.headers);
    assert!(head.body.is_empty());
    assert_eq!(
        get.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    let gone = app
        .call(http::Method::HEAD, &url.replace("sig=", "sig=x"))
        .send();
    assert_eq!((gone.status.as_u16(), gone.body.len()), (403, 0));
}

#[test]
fn parts_of_a_file() {
    let (app, url) = built(&format!("size a.txt: {}", CHUNK + 10), "a.txt");
    let part = |range: &str| -> Answer { app.get(&url).header("range", range).send() };
    let total = CHUNK + 10;
    for (range, first, length) in [
        ("bytes=0-1".to_owned(), 0, 2),
        (format!("bytes={}-{}", CHUNK - 2, CHUNK + 1), CHUNK - 2, 4),
        ("bytes=-5".to_owned(), total - 5, 5),
        (format!("bytes={CHUNK}-"), CHUNK, 10),
    ] {
        let answer = part(&range);
        assert_eq!(
            (answer.status.as_u16(), answer.body.len()),
            (206, length),
            "{range}"
        );
        let told = format!("bytes {first}-{}/{total}", first + length - 1);
        assert_eq!(answer.header("content-range"), Some(&*told));
    }
    let beyond = part(&format!("bytes={total}-"));
    assert_eq!(beyond.status, 416);
    assert_eq!(
        beyond.header("content-range"),
        Some(&*format!("bytes */{total}"))
    );
    assert!(
        beyond
            .text()
            .contains(&format!("the file has {total} bytes"))
    );
    assert_eq!(
        part("bytes=0-1,5-6").status,
        200,
        "several parts are the whole file"
    );
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    let (app, url) = built("save a.txt: hello", "a.txt");
    let tag = app.get(&url).send().header("etag").unwrap().to_owned();
    for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let answer = app.get(&url).header("if-none-match", &known).send();
        assert_eq!(
            (answer.status.as_u16(), answer.body.len()),
            (304, 0),
            "{known}"
        );
        assert_eq!(answer.header("etag"), Some(&*tag));
    }
    assert_eq!(
        app.get(&url).header("if-none-match", "\"x\"").send().status,
        200
    );
    let range = |tag: &str| {
        app.get(&url)
            .header("range", "bytes=1-2")
            .header("if-range", tag)
            .send()
    };
    assert_eq!(
        (range(&tag).status.as_u16(), range(&tag).text()),
        (206, "el")
    );
    assert_eq!(range("\"x\"").text(), "hello");
}

#[test]
fn links_that_open_nothing_say_why() {
    let (app, url) = built("save a.txt: hello", "a.txt");
    let ask = |url: &str| {
        let answer = app.get(url).send();
        (answer.status.as_u16(), answer.text().to_owned())
    };
    let (status, words) = ask(&url.replace("sig=", "sig=x"));
    assert_eq!(status, 403);
    assert!(
        words.starts_with("Forbidden: the link's signature"),
        "{words}"
    );
    let (status, words) = ask(url.split_once('?').unwrap().0);
    assert_eq!(status, 403);
    assert!(
        words.starts_with("Forbidden: the link has no signature"),
        "{words}"
    );
    assert_eq!(app.post(&url).send().status, 404);
    assert_eq!(ask("/cache/files/").0, 404, "there is no such route");
    app.clock.advance_s(900);
    assert_eq!(ask(&url).0, 200, "the last second");
    app.clock.advance_s(1);
    assert_eq!(
        ask(&url),
        (410, "Gone: the link expired 1 s ago".to_owned())
    );
}

#[test]
fn a_file_that_is_gone_is_404_in_words() {
    let app = TestApp::new()
        .variable("link_expires_s", "90000")
        .variable("cache_expires_s", "60");
    let answer = app.post("/docbuilder").body("save a.txt: x").send().json();
    let url = answer["urls"]["a.txt"].as_str().unwrap().to_owned();
    app.clock.advance_s(60);
    let answer = app.get(&url).send();
    assert_eq!(answer.status, 404);
    assert_eq!(answer.text(), "Not Found: the file is not there any more");
}

#[test]
fn another_deployment_s_link_opens_nothing() {
    let (app, url) = built("save a.txt: x", "a.txt");
    app.config.set("jwt_secret", "another");
    assert_eq!(app.get(&url).send().status, 403);
    // The signature is not the token's: knowing one says nothing about the other.
    assert!(!url.contains(&json!("labsecret").to_string()));
}
