use serde_json::{Value, json};
use spindle_testkit::TestApp;
use spindle_testkit::ports::Reply;

use super::FORMATS;

const URL: &str = "https://x.example.com/a.md";
const MARKDOWN: &str = "# Title\n\nSome **bold** text.\n";

fn service() -> TestApp {
    let app = TestApp::new().with_formats(&FORMATS);
    app.outbound.reply(URL, Reply::ok(MARKDOWN));
    app
}

fn convert(app: &TestApp, parameters: &Value) -> Value {
    app.post("/converter").json(parameters).send().json()
}

fn wanted(key: &str, output: &str) -> Value {
    json!({ "url": URL, "filetype": "md", "key": key, "outputtype": output, "title": "Example Document.md" })
}

/// A compound file with an encrypted package in it, as far as it is looked at.
fn encrypted() -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn a_file_is_converted_and_its_link_gives_it() {
    let app = service();
    let done = convert(&app, &wanted("k1", "html"));
    let url = done["fileUrl"].as_str().unwrap();
    assert_eq!(done["fileType"], "html");
    assert_eq!(done["percent"], 100);
    assert_eq!(done["endConvert"], true);
    assert!(
        url.starts_with(
            "http://docs.test/cache/files/data/conv_k1_html/output.html/Example%20Document.html?"
        ),
        "{url}"
    );
    assert!(url.ends_with("&filename=Example%20Document.html"));
    let file = app.get(url).send();
    assert_eq!(file.status, 200);
    let html = file.text().to_owned();
    assert!(
        html.contains("<h1") && html.contains("<strong>bold</strong>"),
        "{html}"
    );
}

#[test]
fn the_same_key_and_format_are_converted_once() {
    let app = service();
    convert(&app, &wanted("k", "html"));
    convert(&app, &wanted("k", "html"));
    // A finished key needs no URL.
    let again = convert(&app, &json!({ "key": "k", "outputtype": "html" }));
    assert_eq!(again["endConvert"], true);
    assert!(again["fileUrl"].as_str().unwrap().contains("/output.html?"));
    assert_eq!(app.outbound.sent().len(), 1);
    let other = convert(&app, &wanted("k", "docx"));
    assert_eq!(other["fileType"], "docx");
    assert_eq!(app.outbound.sent().len(), 2);
    // After a day it is forgotten.
    app.clock.advance_s(86_401);
    convert(&app, &wanted("k", "html"));
    assert_eq!(app.outbound.sent().len(), 3);
}

#[test]
fn families_of_formats_are_resolved() {
    let app = service();
    for (output, extension) in [("ooxml", "docx"), ("odf", "odt"), ("TXT", "txt")] {
        assert_eq!(convert(&app, &wanted("f", output))["fileType"], extension);
    }
    app.outbound
        .reply("https://x.example.com/a.csv", Reply::ok("a,b\n1,2\n"));
    for (output, extension) in [("ooxml", "xlsx"), ("odf", "ods"), ("html", "html")] {
        let asked = json!({ "url": "https://x.example.com/a.csv", "filetype": "csv", "key": "c", "outputtype": output });
        assert_eq!(convert(&app, &asked)["fileType"], extension);
    }
}

#[test]
fn answers_are_json_or_xml_as_each_path_says() {
    let app = service();
    let body = wanted("k", "html");
    let shape = |path: &str, accept: Option<&str>| {
        let mut call = app.post(path).json(&body);
        if let Some(accept) = accept {
            call = call.header("accept", accept);
        }
        let answer = call.send();
        assert_eq!(answer.status, 200);
        (
            answer.header("content-type").unwrap().to_owned(),
            answer.text().to_owned(),
        )
    };
    for accept in [
        None,
        Some("*/*"),
        Some("application/json"),
        Some("text/xml"),
    ] {
        assert_eq!(
            shape("/converter", accept).0,
            "application/json; charset=UTF-8"
        );
    }
    let (kind, text) = shape("/converter", Some("application/xml"));
    assert_eq!(kind, "text/xml; charset=UTF-8");
    assert!(
        text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><FileResult><FileUrl>http://")
    );
    assert!(text.contains("&amp;expires="));
    assert!(text.ends_with(
        "<FileType>html</FileType><Percent>100</Percent><EndConvert>True</EndConvert></FileResult>"
    ));
    assert_eq!(
        shape("/ConvertService.ashx", None).0,
        "text/xml; charset=UTF-8"
    );
    assert_eq!(
        shape("/ConvertService.ashx", Some("application/json")).0,
        "application/json; charset=UTF-8"
    );
    let wrong = app
        .get("/ConvertService.ashx?key=k&outputtype=zzz")
        .send()
        .text()
        .to_owned();
    assert!(
        wrong.contains("<FileResult><Error>-7</Error><Message>"),
        "{wrong}"
    );
}

#[test]
fn an_asynchronous_conversion_is_polled() {
    let app = service();
    let mut asked = wanted("k", "html");
    asked["async"] = json!(true);
    let (first, after) = app.post("/converter").json(&asked).send_and_hold();
    assert_eq!(first.json(), json!({ "percent": 0, "endConvert": false }));
    let (second, _) = app.post("/converter").json(&asked).send_and_hold();
    assert_eq!(second.json(), json!({ "percent": 0, "endConvert": false }));
    after.unwrap()(&app.app());
    asked["async"] = json!("true");
    assert_eq!(convert(&app, &asked)["endConvert"], true);
    let xml = app
        .post("/ConvertService.ashx")
        .json(&json!({ "url": URL, "filetype": "md", "key": "x", "outputtype": "html", "async": true }))
        .send()
        .text().to_owned();
    assert!(xml.ends_with("<FileResult><FileUrl/><FileType/><Percent>0</Percent><EndConvert>False</EndConvert></FileResult>"), "{xml}");
}

#[test]
fn bad_parameters_are_refused_and_nothing_is_kept() {
    let app = service();
    for (change, word) in [
        (json!({ "outputtype": null }), "outputtype"),
        (json!({ "outputtype": "zzz" }), "outputtype"),
        (json!({ "outputtype": "xls" }), "outputtype"),
        (json!({ "key": "a/b" }), "key"),
        (json!({ "filetype": ".docx" }), "filetype"),
        (json!({ "password": "p".repeat(256) }), "password"),
        (json!({ "codePage": 4 }), "codePage"),
        (json!({ "delimiter": 9 }), "delimiter"),
    ] {
        let mut asked = wanted("k", "html");
        for (name, value) in change.as_object().unwrap() {
            asked[name] = value.clone();
        }
        let answer = convert(&app, &asked);
        assert_eq!(answer["error"], -7, "{answer}");
        assert!(
            answer["message"].as_str().unwrap().contains(word),
            "{answer}"
        );
    }
    assert_eq!(convert(&app, &wanted("k", "html"))["endConvert"], true);
}

#[test]
fn failures_have_their_numbers_and_are_remembered() {
    let app = service();
    let case = |name: &str, file_type: &str, reply: Reply| {
        let url = format!("https://x.example.com/{name}");
        app.outbound.reply(&url, reply);
        json!({ "url": url, "filetype": file_type, "key": name, "outputtype": "html" })
    };
    let gone = case("gone", "docx", Reply::status(404, ""));
    let broken = case(
        "broken",
        "docx",
        Reply::ok("PK\u{3}\u{4} this is no archive"),
    );
    let unknown = case("unknown", "wri", Reply::ok("x"));
    for (asked, code) in [(&gone, -4), (&broken, -3), (&unknown, -3)] {
        let first = convert(&app, asked);
        assert_eq!(first["error"], code, "{first}");
        assert!(first["message"].as_str().unwrap().len() > 10);
        let sent = app.outbound.sent().len();
        assert_eq!(convert(&app, asked), first, "the same error again");
        assert_eq!(app.outbound.sent().len(), sent, "without another try");
    }
    // A spreadsheet does not become a text document.
    app.outbound
        .reply("https://x.example.com/a.csv", Reply::ok("a,b\n1,2\n"));
    let asked = json!({ "url": "https://x.example.com/a.csv", "filetype": "csv", "key": "c", "outputtype": "docx" });
    assert_eq!(convert(&app, &asked)["error"], -3);
    assert_eq!(
        convert(&app, &json!({ "key": "never", "outputtype": "html" }))["error"],
        -3
    );
}

#[test]
fn a_password_that_is_missing_can_be_given_later() {
    let app = service();
    let url = "https://x.example.com/secret.docx";
    app.outbound.reply(url, Reply::ok(encrypted()));
    let asked = json!({ "url": url, "filetype": "docx", "key": "s", "outputtype": "html" });
    let first = convert(&app, &asked);
    assert_eq!(first["error"], -5, "{first}");
    // The failure is forgotten: the next request tries again.
    let sent = app.outbound.sent().len();
    assert_eq!(convert(&app, &asked)["error"], -5);
    assert_eq!(app.outbound.sent().len(), sent + 1);
}

#[test]
fn limits_are_refused_before_the_memory_is_spent() {
    let app = service().variable("limit_convert_cells", "3");
    app.outbound
        .reply("https://x.example.com/a.csv", Reply::ok("1,2\n3,4\n"));
    let asked = json!({ "url": "https://x.example.com/a.csv", "filetype": "csv", "key": "c", "outputtype": "xlsx" });
    let answer = convert(&app, &asked);
    assert_eq!(answer["error"], -10, "{answer}");
}

#[test]
fn tokens_are_asked_for() {
    let app = service().with_tokens();
    let answer = convert(&app, &wanted("k", "html"));
    assert_eq!(answer["error"], -8, "{answer}");
}

#[test]
fn without_a_key_nobody_gets_the_file_of_another() {
    let app = service();
    app.outbound
        .reply("https://x.example.com/b.md", Reply::ok("# Other\n"));
    let of = |url: &str| {
        let done = convert(
            &app,
            &json!({ "url": url, "filetype": "md", "outputtype": "txt" }),
        );
        app.get(done["fileUrl"].as_str().unwrap())
            .send()
            .text()
            .to_owned()
    };
    assert!(of(URL).contains("Title"));
    assert!(of("https://x.example.com/b.md").contains("Other"));
}
