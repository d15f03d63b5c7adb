//! Files that the operator sends to be converted.

use http::Method;
use serde_json::{Value, json};
use spindle_core::auth::jwt;
use spindle_core::ports::Clock as _;
use spindle_testkit::test_app::{Call, SECRET};
use spindle_testkit::{Answer, TestApp};

use super::form::form;
use super::{FORMATS, converted_text};

const PATH: &str = "/v1/conversions";
const MARKDOWN: &[u8] = "# Title\n\nSome **bold** text.\n".as_bytes();

fn service() -> TestApp {
    TestApp::new().with_formats(&FORMATS)
}

fn sending<'t>(app: &'t TestApp, file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Call<'t> {
    app.post(PATH)
        .header(
            "content-type",
            "multipart/form-data; boundary=----boundary7",
        )
        .body(form(file, fields))
}

fn look(app: &TestApp, id: &Value) -> Answer {
    app.get(&format!("{PATH}/{}", id.as_str().unwrap())).send()
}

#[test]
fn a_file_goes_in_and_a_link_comes_out() {
    let app = service();
    let begun = sending(
        &app,
        Some(("Plan 1.md", MARKDOWN)),
        &[("outputtype", "docx")],
    )
    .send();
    assert_eq!(begun.status, 202, "{}", begun.text());
    let begun = begun.json();
    assert_eq!(
        (&begun["percent"], &begun["endConvert"]),
        (&json!(0), &json!(false))
    );
    // It was done after the answer.
    let done = look(&app, &begun["id"]).json();
    assert_eq!(
        (&done["endConvert"], &done["fileType"], &done["percent"]),
        (&json!(true), &json!("docx"), &json!(100))
    );
    let url = done["fileUrl"].as_str().unwrap();
    assert!(url.contains("/output.docx/Plan%201.docx?"), "{url}");
    let file = app.get(url).send();
    assert_eq!(
        converted_text("docx", &file.body).trim(),
        "Title\nSome bold text."
    );
    assert!(app.outbound.sent().is_empty());
    // The same file once more is another conversion.
    let again = sending(
        &app,
        Some(("Plan 1.md", MARKDOWN)),
        &[("outputtype", "docx")],
    )
    .send();
    assert_ne!(again.json()["id"], begun["id"]);
}

#[test]
fn what_cannot_be_converted_is_told() {
    let app = service();
    let broken = sending(
        &app,
        Some(("a.docx", b"no archive")),
        &[("outputtype", "html")],
    )
    .send();
    let told = look(&app, &broken.json()["id"]).json();
    assert_eq!(told["error"], -3, "{told}");
    assert!(!told["message"].as_str().unwrap().is_empty());
    for (file, fields, words) in [
        (None, &[("outputtype", "docx")][..], "`file` is missing"),
        (Some(("a.md", MARKDOWN)), &[][..], "`outputtype` is missing"),
        (
            Some(("a.md", MARKDOWN)),
            &[("outputtype", "mp3")][..],
            "`outputtype` is `mp3`",
        ),
    ] {
        let answer = sending(&app, file, fields).send().json();
        assert_eq!(answer["error"], -7, "{answer}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(words), "{message}");
    }
    let plain = app.post(PATH).body("no form").send().json();
    assert_eq!(plain["error"], -7);
    let unknown = app.get("/v1/conversions/conv_x_docx").send().json();
    assert_eq!(unknown["error"], -3, "{unknown}");
    // A URL in the form is not followed.
    let fields = &[("outputtype", "html"), ("url", "https://x.example.com/a")];
    let begun = sending(&app, Some(("a.md", MARKDOWN)), fields).send();
    assert_eq!(look(&app, &begun.json()["id"]).json()["endConvert"], true);
    assert!(app.outbound.sent().is_empty());
}

#[test]
fn a_larger_file_than_the_limit_is_refused() {
    let app = service().variable("limit_convert_bytes", "20");
    let answer = sending(&app, Some(("a.md", MARKDOWN)), &[("outputtype", "html")]).send();
    assert!(
        answer.text().contains("limit_convert_bytes"),
        "{}",
        answer.text()
    );
    assert_eq!(answer.json()["error"], -7);
}

#[test]
fn only_the_operator_may() {
    let app = service().with_tokens();
    let send = || sending(&app, Some(("a.md", MARKDOWN)), &[("outputtype", "html")]);
    assert_eq!(send().send().status, 401);
    let signed = |claims: Value| {
        let claims = claims.as_object().unwrap().clone();
        let now = app.clock.now_s();
        format!("Bearer {}", jwt::sign(claims, SECRET, now, 60))
    };
    let other = signed(json!({ "outputtype": "html" }));
    assert_eq!(send().header("authorization", &other).send().status, 401);
    let bearer = signed(json!({ "operator": true }));
    let begun = send().header("authorization", &bearer).send();
    assert_eq!(begun.status, 202);
    let path = format!("{PATH}/{}", begun.json()["id"].as_str().unwrap());
    assert_eq!(app.get(&path).send().status, 401);
    let done = app
        .call(Method::GET, &path)
        .header("authorization", &bearer)
        .send();
    assert_eq!(done.json()["endConvert"], true);
}
