//! The pages of the editors: what is sent, and what a browser may keep.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::Method;
use spindle_core::pages::Asset;
use spindle_testkit::{Answer, TestApp};

const PAGE: &str = "<!doctype html><title>A page</title>";
const SCRIPT: &str = "export const answer = 42;\n";

fn asset(path: &'static str, text: &str) -> Asset {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    Asset {
        path,
        tag: "abc",
        length: text.len() as u64,
        gzip: encoder.finish().unwrap().leak(),
    }
}

fn service() -> TestApp {
    let assets = vec![
        asset("apps/documenteditor/main/index.html", PAGE),
        asset("apps/api/documents/api.js", SCRIPT),
        asset("assets/word-Bq3.js", SCRIPT),
    ];
    TestApp::new().with_assets(assets.leak())
}

fn text_of(answer: &Answer) -> String {
    let mut text = String::new();
    if answer.header("content-encoding") == Some("gzip") {
        let mut decoder = GzDecoder::new(answer.body.as_slice());
        decoder.read_to_string(&mut text).unwrap();
    } else {
        text.push_str(answer.text());
    }
    text
}

#[test]
fn files_are_sent_packed_where_that_is_taken() {
    let app = service();
    let path = "/web-apps/assets/word-Bq3.js";
    let packed = app.get(path).header("accept-encoding", "gzip, br").send();
    assert_eq!(packed.status, 200);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(text_of(&packed), SCRIPT);
    let plain = app.get(path).send();
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(text_of(&plain), SCRIPT);
    for answer in [&packed, &plain] {
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
        assert_eq!(
            answer.header("content-type"),
            Some("text/javascript; charset=utf-8")
        );
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let head = app.call(Method::HEAD, path).send();
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(
        head.header("content-length"),
        Some(SCRIPT.len().to_string().as_str())
    );
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let app = service();
    let path = "/web-apps/apps/api/documents/api.js";
    for coding in ["gzip", "identity"] {
        let first = app.get(path).header("accept-encoding", coding).send();
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        let tag = first.header("etag").unwrap();
        assert!(tag.starts_with('"'), "a strong one: {tag}");
        let again = app
            .get(path)
            .header("accept-encoding", coding)
            .header("if-none-match", tag)
            .send();
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(tag));
        let other = app.get(path).header("if-none-match", "\"other\"").send();
        assert_eq!(other.status, 200);
    }
}

#[test]
fn integrators_ask_for_pages_in_several_ways() {
    let app = service();
    for path in [
        "/web-apps/apps/documenteditor/main/index.html?_dc=0&lang=de&parentOrigin=https%3A%2F%2Fa.test",
        "/web-apps/apps/documenteditor/mobile/index.html",
        "/web-apps/apps/documenteditor/embed/index.html",
        "/web-apps/apps/documenteditor/forms/index.html",
        "/web-apps/apps/documenteditor/main/",
    ] {
        let answer = app.get(path).send();
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(text_of(&answer), PAGE, "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        for part in ["script-src 'self'", "connect-src 'self'"] {
            assert!(policy.contains(part), "{policy}");
        }
        // `*` is every site, but not pages out of files and apps.
        assert!(!policy.contains("frame-ancestors"), "{policy}");
    }
    let script = "/web-apps/apps/api/documents/api.js?shardkey=k1&placeholder=editor";
    let answer = app.get(script).send();
    assert_eq!(text_of(&answer), SCRIPT);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("content-security-policy"), None);
}

#[test]
fn what_is_not_there_is_refused_in_words() {
    let app = service();
    for path in [
        "/web-apps/apps/documenteditor/main/nothing.js",
        "/web-apps/../command",
        "/web-apps/apps/documenteditor",
    ] {
        let answer = app.get(path).send();
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("there is no page"), "{path}");
    }
    let post = app.post("/web-apps/apps/api/documents/api.js").send();
    assert_eq!(
        (post.status.as_u16(), post.header("allow")),
        (404, Some("GET"))
    );
    let none = TestApp::new()
        .get("/web-apps/apps/api/documents/api.js")
        .send();
    assert_eq!(none.status, 404);
    assert!(none.text().contains("has no pages"), "{}", none.text());
}

#[test]
fn browsers_find_the_console_and_versions_are_left_out() {
    let app = service();
    for (path, status, to) in [
        ("/", 302, "web-apps/apps/console/index.html"),
        ("/welcome", 302, "web-apps/apps/console/index.html"),
        ("/welcome/", 302, "../web-apps/apps/console/index.html"),
        (
            "/9.3.1-8e2f/web-apps/apps/api/documents/api.js?shardkey=k",
            307,
            "../../../../../web-apps/apps/api/documents/api.js?shardkey=k",
        ),
    ] {
        let answer = app.get(path).send();
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header("location"), Some(to), "{path}");
    }
    for path in ["/9.3.1/web-apps/x", "/a-b/web-apps/x", "/9.3.1-8e2f/"] {
        assert_eq!(app.get(path).send().status, 404, "{path}");
    }
}

#[test]
fn pages_need_no_store() {
    let app = service();
    app.crash_at(1);
    let answer = app
        .get("/web-apps/apps/documenteditor/main/index.html")
        .send();
    app.revive();
    assert_eq!(answer.status, 200);
}
