//! Instances that die at every use of a store.

use http::Method;
use serde_json::{Value, json};
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{dies, silence_crashes};
use spindle_testkit::{Answer, TestApp};

use super::FORMATS;
use super::docs::{APP, Docs, SECRET, ok};
use super::form::form;

const PICTURE: &str = "<p>x <img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\"></p>";

/// Runs `begin` with a death at the `at`-th use, for every `at`, and then `end` on the living service; answers how many
/// places there were.
fn everywhere(begin: impl Fn(&Docs), end: impl Fn(&Docs, i64)) -> i64 {
    silence_crashes();
    for at in 1.. {
        let docs = Docs::with(|app| app.with_formats(&FORMATS).may_leave_jobs());
        docs.note("u");
        docs.app.crash_at(at);
        let died = dies(|| begin(&docs));
        docs.app.revive();
        end(&docs, at);
        if !died {
            return at;
        }
    }
    0
}

fn tick(app: &TestApp) {
    app.clock.advance_s(400);
    assert_eq!(app.post("/internal/tick").send().status, 200);
}

fn send_import(docs: &Docs) -> Answer {
    docs.call_as(APP, SECRET, Method::POST, "/fs/bs/import/start")
        .header(
            "content-type",
            "multipart/form-data; boundary=----boundary7",
        )
        .header("idempotency-key", "one")
        .body(form(
            Some(("a.html", PICTURE.as_bytes())),
            &[("appUserId", "u")],
        ))
        .send()
}

#[test]
fn an_import_survives_a_death_anywhere() {
    let places = everywhere(
        |docs| {
            send_import(docs);
        },
        |docs, at| {
            // The client asks again as it did; then nobody polls, and the scheduler ends it.
            let started = ok(&send_import(docs));
            tick(&docs.app);
            let id = started["requestId"].as_str().unwrap();
            let done = ok(&docs.get(&format!("/fs/bs/import/result?requestId={id}&appUserId=u")));
            assert_eq!(done["process"]["status"], 3, "{at}: {done}");
            let list = ok(&docs.get("/fs/bs/file/list?parentFid=0&appUserId=u"));
            assert_eq!(
                list.to_string().matches("\"name\":\"a\"").count(),
                1,
                "{at}: {list}"
            );
        },
    );
    assert!(places > 25, "{places}");
}

#[test]
fn an_export_survives_a_death_anywhere() {
    let start = |docs: &Docs| {
        let list = ok(&docs.get("/fs/bs/file/list?parentFid=0&appUserId=u"));
        let text = list.to_string();
        let fid = text
            .split("\"fid\":\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        ok(&docs.get(&format!(
            "/fs/bs/export/start?fid={fid}&exportType=4&appUserId=u"
        )))
    };
    let places = everywhere(
        |docs| {
            start(docs);
        },
        |docs, at| {
            let started = start(docs);
            tick(&docs.app);
            let done = ok(&docs.get(&format!(
                "/fs/bs/export/result?fid={}&exportRequestId={}&appUserId=u",
                started["fid"].as_str().unwrap(),
                started["exportRequestId"].as_str().unwrap()
            )));
            assert_eq!(done["status"], 3, "{at}: {done}");
            let url = done["downloadSafetyChain"].as_str().unwrap();
            assert_eq!(docs.app.get(url).send().status, 200, "{at}");
        },
    );
    assert!(places > 20, "{places}");
}

#[test]
fn a_conversion_survives_a_death_anywhere() {
    let url = "https://x.example.com/a.md";
    let asked =
        json!({ "url": url, "filetype": "md", "key": "k", "outputtype": "html", "async": true });
    let places = everywhere(
        |docs| {
            docs.app.outbound.reply(url, Reply::ok("# x"));
            docs.app.post("/converter").json(&asked).send();
        },
        |docs, at| {
            let mut polls = 0;
            let done: Value = loop {
                docs.app.outbound.reply(url, Reply::ok("# x"));
                let answer = docs.app.post("/converter").json(&asked).send().json();
                assert!(answer.get("error").is_none(), "{at}: {answer}");
                if answer["endConvert"] == true {
                    break answer;
                }
                polls += 1;
                assert!(polls < 9, "{at}: it never ends");
                docs.app.clock.advance_s(200);
            };
            let file = docs.app.get(done["fileUrl"].as_str().unwrap()).send();
            assert!(file.text().contains("<h1"), "{at}");
        },
    );
    assert!(places > 15, "{places}");
}
