//! An editor of files: it knows WOPI and Office Open XML, and nothing of online documents.

use http::Method;
use serde_json::{Value, json};
use spindle_core::http::AfterResponse;
use spindle_model::convert::{Content, Formats as _, Job};
use spindle_model::document::{Document, InlineKind};
use spindle_model::workbook::Workbook;
use spindle_testkit::Answer;
use spindle_testkit::test_app::Call;

use super::FORMATS;
use super::docs::{Docs, ok};

/// The lock of the editor.
pub const LOCK: &str = "its lock";

/// The service with readers and writers.
pub fn service() -> Docs {
    Docs::with(|app| app.with_formats(&FORMATS))
}

/// One document, open.
pub struct Editor<'d> {
    docs: &'d Docs,
    pub fid: String,
    token: String,
}

impl<'d> Editor<'d> {
    /// With a token of that user, who may do everything.
    pub fn of(docs: &'d Docs, fid: &str, user: &str) -> Self {
        let asked = json!({ "userId": user, "permissions": "all", "client": "collabora" });
        let answer = docs
            .app
            .post(&format!("/v1/files/{fid}/tokens"))
            .json(&asked)
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        Self {
            docs,
            fid: fid.to_owned(),
            token: answer.json()["access_token"].as_str().unwrap().to_owned(),
        }
    }

    /// Where the file is read.
    pub fn target(&self) -> String {
        format!(
            "/wopi/files/{}/contents?access_token={}",
            self.fid, self.token
        )
    }

    fn call(&self, method: Method, part: &str) -> Call<'d> {
        let target = format!("/wopi/files/{}{part}?access_token={}", self.fid, self.token);
        self.docs.app.call(method, &target)
    }

    /// CheckFileInfo.
    pub fn info(&self) -> Value {
        let answer = self.call(Method::GET, "").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// GetFile.
    pub fn file(&self) -> Vec<u8> {
        let answer = self.call(Method::GET, "/contents").send();
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        answer.body
    }

    fn with_lock(&self, operation: &str) {
        let answer = self
            .call(Method::POST, "")
            .header("x-wopi-override", operation)
            .header("x-wopi-lock", LOCK)
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    pub fn lock(&self) {
        self.with_lock("LOCK");
    }

    pub fn unlock(&self) {
        self.with_lock("UNLOCK");
    }

    fn put(&self, bytes: &[u8]) -> Call<'d> {
        self.call(Method::POST, "/contents")
            .header("x-wopi-override", "PUT")
            .header("x-wopi-lock", LOCK)
            .body(bytes)
    }

    /// PutFile, and what comes after it.
    pub fn save(&self, bytes: &[u8]) {
        let answer = self.put(bytes).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// PutFile; what comes after it is the caller's, or lost.
    pub fn save_and_hold(&self, bytes: &[u8]) -> Option<AfterResponse> {
        let (answer, after): (Answer, _) = self.put(bytes).send_and_hold();
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(after.is_some(), "nothing brings the save into the document");
        after
    }

    /// Reads the file, changes it and saves it; answers what was saved.
    pub fn edit(&self, change: impl FnOnce(&mut Document)) -> Vec<u8> {
        let bytes = edited(&self.file(), change);
        self.save(&bytes);
        bytes
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        document(&self.file()).plain_text()
    }

    /// The versions that the operator is told of, the latest first.
    pub fn versions(&self) -> Value {
        let answer = self
            .docs
            .app
            .get(&format!("/v1/files/{}/versions", self.fid))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["versions"].clone()
    }
}

fn read(format: &str, bytes: &[u8]) -> Content {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    FORMATS
        .reader(format)
        .unwrap()
        .read(bytes, &mut job)
        .unwrap()
}

fn write(format: &str, content: &Content) -> Vec<u8> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    FORMATS
        .writer(format)
        .unwrap()
        .write(content, &mut job)
        .unwrap()
}

/// What a docx says.
pub fn document(bytes: &[u8]) -> Document {
    match read("docx", bytes) {
        Content::Document(document) => *document,
        _ => panic!("it is a workbook"),
    }
}

/// A docx after a change.
pub fn edited(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = document(bytes);
    change(&mut document);
    write("docx", &Content::Document(Box::new(document)))
}

/// What an xlsx says.
pub fn workbook(bytes: &[u8]) -> Workbook {
    match read("xlsx", bytes) {
        Content::Workbook(workbook) => *workbook,
        _ => panic!("it is a text document"),
    }
}

/// An xlsx after a change.
pub fn edited_workbook(bytes: &[u8], change: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = workbook(bytes);
    change(&mut workbook);
    write("xlsx", &Content::Workbook(Box::new(workbook)))
}

/// Puts a text in the place of another one, which must be there.
pub fn replace(document: &mut Document, old: &str, new: &str) {
    let mut found = false;
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Text(text) = &mut inline.kind
                && text.contains(old)
            {
                *text = text.replace(old, new);
                found = true;
            }
        }
    });
    assert!(found, "{old} is not in the file");
}

/// The components of a note.
pub fn ops(docs: &Docs, fid: &str) -> Value {
    docs.content("u", fid)["ops"].clone()
}

pub fn version(docs: &Docs, fid: &str) -> i64 {
    docs.content("u", fid)["v"].as_i64().unwrap()
}

/// The number of a user.
pub fn uid(docs: &Docs, user: &str) -> String {
    let users = ok(&docs.post("/user/v1/api/bs/users", &json!([user])));
    users[0]["uid"].to_string()
}

/// The records of a note's history, the earliest first: who and what.
pub fn history(docs: &Docs, fid: &str) -> Vec<(String, String)> {
    let page = ok(&docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u")));
    let mut records: Vec<(i64, String, String)> = page["hislist"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            let text = |name: &str| record[name].as_str().unwrap().to_owned();
            (
                record["endTime"].as_i64().unwrap(),
                text("uid"),
                text("type"),
            )
        })
        .collect();
    records.sort();
    records
        .into_iter()
        .map(|(_, uid, kind)| (uid, kind))
        .collect()
}
