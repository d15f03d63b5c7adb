use std::io::{Cursor, Read as _};

use serde_json::{Value, json};
use spindle_testkit::Answer;

use super::FORMATS;
use super::docs::{Docs, ok, refused};

fn service() -> Docs {
    Docs::with(|app| app.with_formats(&FORMATS))
}

fn written(docs: &Docs) -> String {
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 1, "pendingOps": [[{ "insert": "Hello" }, { "insert": " world", "attributes": { "bold": true } }]] }),
    );
    fid
}

fn start(docs: &Docs, fid: &str, kind: i64) -> Value {
    ok(&docs.get(&format!(
        "/fs/bs/export/start?fid={fid}&exportType={kind}&appUserId=u"
    )))
}

fn result(docs: &Docs, started: &Value) -> Value {
    ok(&docs.get(&format!(
        "/fs/bs/export/result?fid={}&exportRequestId={}&appUserId=u",
        started["fid"].as_str().unwrap(),
        started["exportRequestId"].as_str().unwrap()
    )))
}

fn download(docs: &Docs, done: &Value) -> Answer {
    docs.app
        .get(done["downloadSafetyChain"].as_str().unwrap())
        .send()
}

#[test]
fn a_note_becomes_a_file_behind_a_link() {
    let docs = service();
    let fid = written(&docs);
    let started = start(&docs, &fid, 3);
    assert_eq!(started["status"], 1);
    for name in [
        "startProcessTime",
        "overProcessTime",
        "fastFailTime",
        "container",
        "downloadSafetyChain",
        "downloadFileSize",
        "safetyChainEndTime",
        "thirdResult",
    ] {
        assert_eq!(started[name], Value::Null, "{name}");
        assert!(started.as_object().unwrap().contains_key(name));
    }
    let id = started["exportRequestId"].as_str().unwrap();
    let object = format!("6da37dd3/{id}.html");
    assert_eq!(started["objectId"], object);
    assert_eq!(started["exportFileType"], 3);
    let done = result(&docs, &started);
    assert_eq!(done["status"], 3);
    assert_eq!(done["container"], "export");
    let over = done["overProcessTime"].as_i64().unwrap();
    let ends = done["safetyChainEndTime"].as_i64().unwrap();
    assert_eq!(ends, over + 3_600_000);
    let url = done["downloadSafetyChain"].as_str().unwrap();
    let (path, query) = url.split_once('?').unwrap();
    assert_eq!(path, format!("http://docs.test/v1/spindle/export/{object}"));
    let (token, e) = query
        .strip_prefix("token=")
        .unwrap()
        .split_once("&e=")
        .unwrap();
    assert_eq!(token.len(), 40);
    assert!(token.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(e.parse::<i64>().unwrap(), ends / 1000);
    let file = download(&docs, &done);
    assert_eq!(file.status, 200);
    assert_eq!(
        file.body.len() as i64,
        done["downloadFileSize"].as_i64().unwrap()
    );
    assert!(
        file.text().contains("Hello <strong>world</strong>")
            || file.text().contains("<strong> world</strong>"),
        "{}",
        file.text()
    );
    assert!(
        file.header("content-disposition")
            .unwrap()
            .contains("filename=\"n.html\"")
    );
    assert_eq!(
        file.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let part = docs.app.get(url).header("range", "bytes=0-8").send();
    assert_eq!((part.status.as_u16(), part.body.len()), (206, 9));
    assert_eq!(docs.app.call(http::Method::HEAD, url).send().status, 200);
}

#[test]
fn links_end_and_are_made_anew_while_the_file_is_there() {
    let docs = service();
    let started = start(&docs, &written(&docs), 5);
    let done = result(&docs, &started);
    let first = done["downloadSafetyChain"].as_str().unwrap().to_owned();
    docs.app.clock.advance_s(3_601);
    assert_eq!(docs.app.get(&first).send().status, 403);
    let again = result(&docs, &started);
    assert_ne!(again["downloadSafetyChain"], first);
    assert_eq!(download(&docs, &again).status, 200);
    let wrong = first.replace("token=", "token=0");
    assert_eq!(docs.app.get(&wrong).send().status, 403);
    docs.app.clock.advance_s(86_400);
    let late = result(&docs, &started);
    assert_eq!(late["status"], 3);
    assert_eq!(late["downloadSafetyChain"], Value::Null);
    assert_eq!(late["safetyChainEndTime"], Value::Null);
}

#[test]
fn every_type_is_written_and_read_by_its_reader() {
    let docs = service();
    let fid = written(&docs);
    for (kind, format) in [
        (1, "docx"),
        (3, "html"),
        (4, "md"),
        (5, "txt"),
        (9, "odt"),
        (11, "epub"),
        (12, "rtf"),
    ] {
        let done = result(&docs, &start(&docs, &fid, kind));
        assert_eq!(done["status"], 3, "{done}");
        let file = download(&docs, &done);
        let text = super::converted_text(format, &file.body);
        assert!(text.contains("Hello world"), "{format}: {text}");
    }
    let json: Value =
        serde_json::from_slice(&download(&docs, &result(&docs, &start(&docs, &fid, 8))).body)
            .unwrap();
    assert_eq!(json["ops"][0]["insert"], "Hello");
    let sheet = docs.create("u", "0", "sheet", "s");
    for kind in [3, 6, 7, 8, 10] {
        let done = result(&docs, &start(&docs, &sheet, kind));
        assert_eq!(done["status"], 3, "{done}");
        assert_eq!(download(&docs, &done).status, 200);
    }
}

#[test]
fn types_that_do_not_fit_are_refused() {
    let docs = service();
    let fid = written(&docs);
    let sheet = docs.create("u", "0", "sheet", "s");
    for (fid, kind) in [(&fid, "6"), (&fid, "99"), (&fid, "docx"), (&sheet, "1")] {
        let target = format!("/fs/bs/export/start?fid={fid}&exportType={kind}&appUserId=u");
        refused(&docs.get(&target), 40006);
    }
    refused(
        &docs.get("/fs/bs/export/start?fid=none&exportType=1&appUserId=u"),
        40400,
    );
    refused(
        &docs.get(&format!("/fs/bs/export/start?fid={fid}&appUserId=u")),
        40001,
    );
    docs.note("stranger");
    refused(
        &docs.get(&format!(
            "/fs/bs/export/start?fid={fid}&exportType=1&appUserId=stranger"
        )),
        40300,
    );
    let started = start(&docs, &fid, 5);
    let id = started["exportRequestId"].as_str().unwrap();
    for target in [
        format!("/fs/bs/export/result?fid={fid}&exportRequestId={id}&appUserId=stranger"),
        format!("/fs/bs/export/result?fid={sheet}&exportRequestId={id}&appUserId=u"),
        format!("/fs/bs/export/result?fid={fid}&exportRequestId=none&appUserId=u"),
    ] {
        refused(&docs.get(&target), 40403);
    }
}

#[test]
fn the_version_at_the_start_is_what_is_exported() {
    let docs = service();
    let fid = written(&docs);
    let target = format!("/fs/bs/export/start?fid={fid}&exportType=5&appUserId=u");
    let (answer, after) = docs
        .call_as(
            super::docs::APP,
            super::docs::SECRET,
            http::Method::GET,
            &target,
        )
        .send_and_hold();
    let started = ok(&answer);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    // The same request again while it is not done.
    let (second, _) = docs
        .call_as(
            super::docs::APP,
            super::docs::SECRET,
            http::Method::GET,
            &target,
        )
        .send_and_hold();
    assert_eq!(ok(&second)["exportRequestId"], started["exportRequestId"]);
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "pendingOps": [[{ "insert": "Later " }]] }),
    );
    after.unwrap()(&docs.app.app());
    let text = download(&docs, &result(&docs, &started)).text().to_owned();
    assert!(text.contains("Hello") && !text.contains("Later"), "{text}");
    // A past version by its number.
    let past = ok(&docs.get(&format!(
        "/fs/bs/export/start?fid={fid}&exportType=8&appUserId=u&v=1"
    )));
    let json = download(&docs, &result(&docs, &past)).json();
    assert_eq!(json["ops"], json!([{ "insert": "\n" }]));
    refused(&docs.get(&format!("{target}&v=9")), 40004);
}

#[test]
fn a_document_that_goes_before_the_work_fails_fast() {
    let docs = service();
    let fid = written(&docs);
    let target = format!("/fs/bs/export/start?fid={fid}&exportType=5&appUserId=u");
    let (answer, after) = docs
        .call_as(
            super::docs::APP,
            super::docs::SECRET,
            http::Method::GET,
            &target,
        )
        .send_and_hold();
    let started = ok(&answer);
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [fid], "appUserId": "u" }),
    ));
    after.unwrap()(&docs.app.app());
    let done = result(&docs, &started);
    assert_eq!(done["status"], 4);
    assert!(done["fastFailTime"].is_i64());
    assert_eq!(done["startProcessTime"], Value::Null);
    assert_eq!(done["overProcessTime"], Value::Null);
    assert!(
        done["failReason"].as_str().unwrap().contains("no document"),
        "{done}"
    );
}

#[test]
fn a_folder_becomes_an_archive() {
    let docs = service();
    let folder = docs.folder("u", "0");
    let inner = docs.folder("u", &folder);
    docs.create("u", &folder, "note", "a/b");
    docs.create("u", &folder, "note", "a_b");
    docs.create("u", &inner, "sheet", "numbers");
    let done = result(&docs, &start(&docs, &folder, 4));
    assert_eq!(done["status"], 3, "{done}");
    assert!(done["objectId"].as_str().unwrap().ends_with(".zip"));
    let file = download(&docs, &done);
    assert_eq!(file.header("content-type"), Some("application/zip"));
    let mut zip = zip::ZipArchive::new(Cursor::new(file.body)).unwrap();
    let mut names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["a_b (2).md", "a_b.md", "f/numbers.xlsx"]);
    let mut bytes = Vec::new();
    zip.by_name("f/numbers.xlsx")
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    assert!(bytes.starts_with(b"PK"));
}
