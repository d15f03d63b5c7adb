//! Files that scripts save in formats which their editors do not write: the converter writes them meanwhile.

use http::Method;
use serde_json::json;
use spindle_testkit::TestApp;

use super::{FORMATS, converted_text};

fn app() -> TestApp {
    TestApp::new().with_formats(&FORMATS)
}

fn run(app: &TestApp, script: &str) -> serde_json::Value {
    app.call(Method::POST, "/docbuilder?async=false")
        .body(script)
        .send()
        .json()
}

#[test]
fn a_file_is_saved_in_another_format() {
    let app = app();
    for (to, expected) in [
        ("docx", "a & b"),
        ("odt", "a & b"),
        ("rtf", "a & b"),
        ("html", "a & b"),
        ("txt", "a & b"),
    ] {
        let answer = run(&app, &format!("convert md {to}: a & b"));
        let name = format!("out.{to}");
        let url = answer["urls"][&name]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"));
        let file = app.get(url).send();
        assert!(
            converted_text(to, &file.body).contains(expected),
            "{to}: {}",
            file.text()
        );
    }
}

#[test]
fn what_cannot_be_written_is_refused_in_words_and_nothing_is_kept() {
    let app = app().variable("limit_output_bytes", "2000");
    let long = "x".repeat(3000);
    for (script, words) in [
        (
            "save a.txt: first\nconvert md tiff: a",
            "md is not converted to tiff",
        ),
        ("convert tiff md: a", "`tiff` files are not read here"),
        ("convert docx md: a", "ZIP"),
        (&*format!("convert md txt: {long}"), "2000 allowed"),
    ] {
        let answer = run(&app, script);
        assert_eq!(answer["error"], json!(-3), "{script}: {answer}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(words), "{script}: {message}");
    }
    // The next request works.
    let answer = run(&app, "convert md txt: good");
    assert!(answer["urls"]["out.txt"].is_string(), "{answer}");
}
