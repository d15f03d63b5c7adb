//! The document as it is, as a file.

use http::StatusCode;
use serde_json::{Value, json};
use spindle_model::convert::{Content, Formats as _, Job};
use spindle_testkit::Answer;

use super::FORMATS;
use super::desk::{Desk, KEY};
use super::flows::docx;
use super::storage::DOCUMENT;

impl Desk {
    /// Asks once for the document as a file.
    fn ask(&self, user: &str, file_type: &str) -> Answer {
        let call = self.calling(user, "download");
        call.json(&json!({ "fileType": file_type })).send()
    }

    /// Asks until it is there or refused.
    #[track_caller]
    pub fn download(&self, user: &str, file_type: &str) -> Answer {
        for _ in 0..4 {
            let answer = self.ask(user, file_type);
            if answer.status != 200 || answer.json()["state"] != "working" {
                return answer;
            }
        }
        panic!("it works for ever");
    }

    /// The file of an answer.
    #[track_caller]
    pub fn file(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 200, "{}", answer.text());
        let url = answer.json()["url"].as_str().unwrap().to_owned();
        let file = self.app.get(&url).send();
        assert_eq!(file.status, 200, "{url}");
        file
    }

    /// Joins with members of the configuration of one's own.
    #[track_caller]
    pub fn join_with(&mut self, user: &str, mode: &str, document: &Value) -> Value {
        let mut config = Self::config(KEY, user, mode);
        for (name, value) in document.as_object().unwrap() {
            config["document"][name] = value.clone();
        }
        let answer = self.app.post("/editing").json(&config).send();
        assert!(self.sit(user, &answer), "{}", answer.text());
        answer.json()
    }
}

fn code(answer: &Answer) -> (StatusCode, String) {
    let code = answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, code)
}

fn text_of(bytes: &[u8], file_type: &str) -> String {
    let mut progress = |_| {};
    let reader = FORMATS.reader(file_type).unwrap();
    let content = reader.read(bytes, &mut Job::new(&mut progress)).unwrap();
    let Content::Document(document) = content else {
        panic!("a text");
    };
    let mut job = Job::new(&mut progress);
    let writer = FORMATS.writer("txt").unwrap();
    let bytes = writer
        .write(&Content::Document(document), &mut job)
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_nobody_has_changed_is_had_as_it_came() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.view("v");
    let first = desk.ask("v", "md");
    assert_eq!(first.json(), json!({ "state": "working" }));
    let answer = desk.download("v", "md");
    assert_eq!(answer.json()["fileType"], "md");
    let file = desk.file(&answer);
    assert_eq!(file.text(), DOCUMENT);
    let name = file.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("filename=\"plan.md\""), "{name}");
}

#[test]
fn a_file_has_all_that_was_acknowledged() {
    let mut desk = Desk::new();
    desk.storage.keep(docx());
    desk.join_with(
        "u1",
        "edit",
        &json!({ "fileType": "docx", "title": "Plan Ä.docx" }),
    );
    desk.join("u2");
    desk.change("u1", "one ");
    desk.change("u2", "two ");
    let answer = desk.download("u1", "docx");
    let text = text_of(&desk.file(&answer).body, "docx");
    assert_eq!(text.trim_end(), "one two base");
    for (file_type, part) in [("odt", "one two base"), ("txt", "one two base")] {
        let answer = desk.download("u1", file_type);
        assert_eq!(answer.json()["fileType"], file_type);
        let file = desk.file(&answer);
        assert!(text_of(&file.body, file_type).contains(part), "{file_type}");
        let name = file.headers["content-disposition"].to_str().unwrap();
        let expected = format!("filename*=UTF-8''Plan%20%C3%84.{file_type}");
        assert!(name.contains(&expected), "{name}");
    }
    // What comes later is in the next one.
    desk.change("u2", "three ");
    let answer = desk.download("u1", "txt");
    assert!(desk.file(&answer).text().contains("three "));
    desk.leave("u1");
    desk.leave("u2");
    assert_eq!(
        desk.storage.statuses(),
        [1, 1, 1, 2],
        "nobody is told of it"
    );
}

#[test]
fn the_same_file_is_written_once_and_its_link_is_signed_anew() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    let first = desk.download("u1", "txt").json();
    desk.app.clock.advance_s(2);
    let second = desk.ask("u1", "txt").json();
    assert_ne!(first["url"], second["url"]);
    let jobs = "SELECT count(*) FROM jobs WHERE kind = 'download'";
    assert_eq!(desk.count(jobs), 1);
    // Forgotten, it is written again.
    desk.app.clock.advance_s(90_000);
    desk.tick();
    assert_eq!(desk.count(jobs), 0);
    desk.calling("u1", "heartbeat").send();
}

#[test]
fn what_the_configuration_forbids_is_refused_in_words() {
    let mut desk = Desk::new();
    let permissions = json!({ "permissions": { "download": false, "print": false } });
    desk.join_with("u1", "edit", &permissions);
    for file_type in ["md", "docx", "pdf"] {
        let refused = desk.download("u1", file_type);
        let expected = (StatusCode::FORBIDDEN, "no-download".to_owned());
        assert_eq!(code(&refused), expected, "{file_type}");
    }
    let permissions = json!({ "permissions": { "download": false } });
    desk.join_with("u2", "edit", &permissions);
    let refused = desk.download("u2", "docx");
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Pages may be printed; here nothing writes them.
    let pages = desk.download("u2", "pdf");
    assert_eq!(
        code(&pages),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "cannot-convert".to_owned()
        ),
        "{}",
        pages.text()
    );
}

#[test]
fn what_cannot_be_made_is_refused_in_words() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    for file_type in ["xlsx", "doc", "exe"] {
        let refused = desk.download("u1", file_type);
        let expected = (
            StatusCode::UNPROCESSABLE_ENTITY,
            "cannot-convert".to_owned(),
        );
        assert_eq!(code(&refused), expected, "{file_type}");
        let message = refused.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(file_type), "{message}");
    }
    let refused = desk.calling("u1", "download").json(&json!({})).send();
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    desk.app.config.set("limit_output_bytes", "1");
    let refused = desk.download("u1", "txt");
    let expected = (StatusCode::PAYLOAD_TOO_LARGE, "too-large".to_owned());
    assert_eq!(code(&refused), expected, "{}", refused.text());
    desk.app.config.set("limit_output_bytes", "104857600");
    let answer = desk.download("u1", "txt");
    assert!(desk.file(&answer).text().contains("one base"));
}

#[test]
fn a_file_whose_writer_died_is_written_by_whoever_asks_next() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    let call = desk.calling("u1", "download");
    let (answer, _) = call.json(&json!({ "fileType": "txt" })).send_and_hold();
    assert_eq!(answer.json()["state"], "working");
    let answer = desk.download("u1", "txt");
    assert!(desk.file(&answer).text().contains("one base"));
    // Or by a tick, where nobody asks.
    let call = desk.calling("u1", "download");
    let (answer, _) = call.json(&json!({ "fileType": "html" })).send_and_hold();
    assert_eq!(answer.json()["state"], "working");
    desk.tick();
    assert!(desk.ask("u1", "html").json()["url"].is_string());
}
