use http::Method;
use serde_json::{Value, json};
use spindle_testkit::ports::Reply;

use super::FORMATS;
use super::docs::{APP, Docs, SECRET, ok, refused};
use super::form::import;

const MARKDOWN: &[u8] = "# 标题\n\n- one\n- **two**\n".as_bytes();
/// A picture of one dot.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn service() -> Docs {
    Docs::with(|app| app.with_formats(&FORMATS))
}

fn result(docs: &Docs, user: &str, request: &Value) -> Value {
    let id = request["requestId"].as_str().unwrap();
    ok(&docs.get(&format!(
        "/fs/bs/import/result?requestId={id}&appUserId={user}"
    )))
}

#[test]
fn a_file_becomes_a_note() {
    let docs = service();
    let started = ok(&import(
        &docs,
        Some(("test.md", MARKDOWN)),
        &[("parentFid", "0"), ("appUserId", "u")],
    ));
    assert_eq!(started["status"], 2);
    assert_eq!(started["startProcessTime"], started["requestTime"]);
    assert_eq!(started["overProcessTime"], Value::Null);
    assert_eq!(started["message"], Value::Null);
    let fid = started["fid"].as_str().unwrap();
    assert!(fid.len() >= 5);
    let done = result(&docs, "u", &started);
    let process = &done["process"];
    assert_eq!(process["status"], 3);
    assert_eq!(process["message"], "导入成功");
    assert_eq!(process["fid"], fid);
    assert!(process["overProcessTime"].is_i64());
    assert_eq!(process["percent"], 100);
    let detail = &done["detail"];
    assert_eq!(detail["fid"], fid);
    assert_eq!(detail["name"], "test");
    assert_eq!(detail["docType"], "note");
    let content = docs.content("u", fid);
    assert_eq!(
        content["ops"],
        json!([
            { "insert": "标题" },
            { "insert": "\n", "attributes": { "header": 1 } },
            { "insert": "one" },
            { "insert": "\n", "attributes": { "list": "bullet" } },
            { "insert": "two", "attributes": { "bold": true } },
            { "insert": "\n", "attributes": { "list": "bullet" } },
        ]),
        "{content}"
    );
    // Version 1 is what was imported.
    let history = ok(&docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u")));
    assert_eq!(history["hislist"][0]["type"], "filecreate", "{history}");
}

#[test]
fn a_table_of_values_becomes_a_sheet() {
    let docs = service();
    let started = ok(&import(
        &docs,
        Some(("x.bin", b"name,n\na,1\nb,2.5\n")),
        &[("appUserId", "u"), ("fileName", "Numbers.csv")],
    ));
    let done = result(&docs, "u", &started);
    assert_eq!(done["detail"]["docType"], "sheet", "{done}");
    assert_eq!(done["detail"]["name"], "Numbers");
    let fid = started["fid"].as_str().unwrap();
    let history = ok(&docs.get(&format!("/sheet/bs/his/list?fid={fid}&appUserId=u")));
    assert!(history.to_string().contains("filecreate"), "{history}");
    let plain = docs.text("u", fid);
    assert!(plain.contains("2.5"), "{plain}");
}

#[test]
fn a_url_is_downloaded() {
    let docs = service();
    let url = "https://x.example.com/files/%E6%96%87.md?sig=1";
    docs.app.outbound.reply(url, Reply::ok(MARKDOWN));
    let started = ok(&import(
        &docs,
        None,
        &[("appUserId", "u"), ("downloadUrl", url)],
    ));
    let done = result(&docs, "u", &started);
    assert_eq!(done["detail"]["name"], "文", "{done}");
    // The same as JSON.
    docs.app.outbound.reply(url, Reply::ok(MARKDOWN));
    let body = json!({ "appUserId": "u", "downloadUrl": url, "fileName": "b.md" });
    let started = ok(&docs.post("/fs/bs/import/start", &body));
    assert_eq!(result(&docs, "u", &started)["detail"]["name"], "b");
}

#[test]
fn pictures_become_objects() {
    let docs = service();
    let html = format!("<p>x <img src=\"data:image/png;base64,{PNG}\" alt=\"dot\"></p>");
    let started = ok(&import(
        &docs,
        Some(("a.html", html.as_bytes())),
        &[("appUserId", "u")],
    ));
    let fid = started["fid"].as_str().unwrap();
    let content = docs.content("u", fid);
    let image = content["ops"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|op| op["insert"]["image"].as_str())
        .unwrap_or_else(|| panic!("no image in {content}"));
    assert!(
        image.starts_with("image/") && image.ends_with(".png"),
        "{image}"
    );
    let link = ok(&docs.get(&format!(
        "/oss/bs/private/object?objectId={image}&fid={fid}&appUserId=u"
    )));
    let got = docs.app.get(link["safetyChain"].as_str().unwrap()).send();
    assert_eq!(got.header("content-type"), Some("image/png"));
    assert!(got.body.starts_with(b"\x89PNG"));
}

#[test]
fn what_cannot_be_imported_is_refused_by_its_code() {
    let docs = service();
    let user = ("appUserId", "u");
    assert_eq!(refused_code(&import(&docs, None, &[user])), 40008);
    for (name, bytes) in [
        ("a.exe", &b"MZ"[..]),
        ("a.pdf", b"%PDF-1.4"),
        ("a.docx", b"\x89PNG\r\n\x1a\n"),
        ("a.docx", b""),
        ("a", b"plain text of no known kind"),
    ] {
        assert_eq!(
            refused_code(&import(&docs, Some((name, bytes)), &[user])),
            40007,
            "{name}"
        );
    }
    for url in ["ftp://x.example.com/a.md", "http://127.0.0.1/a.md", "a.md"] {
        let answer = import(
            &docs,
            None,
            &[user, ("downloadUrl", url), ("fileName", "a.md")],
        );
        assert_eq!(refused_code(&answer), 40009, "{url}");
    }
    let nowhere = import(&docs, Some(("a.md", b"x")), &[user, ("parentFid", "zzzzz")]);
    assert_eq!(refused_code(&nowhere), 40402);
    let without_user = import(&docs, Some(("a.md", b"x")), &[]);
    assert_eq!(refused_code(&without_user), 40001);
    let broken = docs
        .call_as(APP, SECRET, Method::POST, "/fs/bs/import/start")
        .header("content-type", "multipart/form-data; boundary=x")
        .body("--x\r\nnothing")
        .send();
    assert_eq!(refused_code(&broken), 40000);
    let large = Docs::with(|app| {
        app.with_formats(&FORMATS)
            .variable("limit_convert_bytes", "10")
    });
    let answer = import(&large, Some(("a.md", &[b'x'; 11])), &[user]);
    assert_eq!(refused_code(&answer), 41300);
}

fn refused_code(answer: &spindle_testkit::Answer) -> i64 {
    let code = answer.json()["code"].as_i64().unwrap();
    assert!(!refused(answer, code).is_empty());
    code
}

#[test]
fn a_broken_file_ends_in_words_and_makes_no_document() {
    let docs = service();
    let zip = {
        let mut writer = spindle_formats::archive::ArchiveWriter::default();
        writer.add("word/nothing.xml", b"<x>").unwrap();
        writer.finish().unwrap()
    };
    let started = ok(&import(
        &docs,
        Some(("a.docx", &zip)),
        &[("appUserId", "u")],
    ));
    let id = started["requestId"].as_str().unwrap();
    let answer = docs.get(&format!("/fs/bs/import/result?requestId={id}&appUserId=u"));
    let json = answer.json();
    assert_eq!(json["code"], 0);
    assert_eq!(json["data"]["process"]["status"], 4);
    assert_eq!(json["data"]["detail"], Value::Null);
    let message = json["data"]["process"]["message"].as_str().unwrap();
    assert!(message.starts_with("导入失败:"), "{message}");
    assert_eq!(json["message"], message);
    let fid = started["fid"].as_str().unwrap();
    refused(
        &docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u")),
        40400,
    );
}

#[test]
fn only_the_requester_sees_an_import() {
    let docs = service();
    let started = ok(&import(&docs, Some(("a.md", b"x")), &[("appUserId", "u")]));
    docs.note("v");
    let id = started["requestId"].as_str().unwrap();
    for target in [
        format!("/fs/bs/import/result?requestId={id}&appUserId=v"),
        "/fs/bs/import/result?requestId=none&appUserId=u".to_owned(),
    ] {
        refused(&docs.get(&target), 40404);
    }
    // After a week it is forgotten; the document is not.
    app_forgets(&docs, id);
}

fn app_forgets(docs: &Docs, id: &str) {
    docs.app.clock.advance_s(7 * 86_400 + 1);
    refused(
        &docs.get(&format!("/fs/bs/import/result?requestId={id}&appUserId=u")),
        40404,
    );
}

#[test]
fn a_retry_with_the_same_key_imports_once() {
    let docs = service();
    let send = || {
        docs.call_as(APP, SECRET, Method::POST, "/fs/bs/import/start")
            .header(
                "content-type",
                "multipart/form-data; boundary=----boundary7",
            )
            .header("idempotency-key", "once")
            .body(super::form::form(
                Some(("a.md", b"x")),
                &[("appUserId", "u")],
            ))
            .send()
    };
    let first = ok(&send());
    let second = ok(&send());
    assert_eq!(first["requestId"], second["requestId"]);
    assert_eq!(first["fid"], second["fid"]);
    let list = ok(&docs.get("/fs/bs/file/list?parentFid=0&appUserId=u"));
    assert_eq!(list.to_string().matches("\"fid\"").count(), 1, "{list}");
}

#[test]
fn a_folder_that_goes_meanwhile_fails_the_import() {
    let docs = service();
    let folder = docs.folder("u", "0");
    let body = super::form::form(
        Some(("a.md", b"x")),
        &[("appUserId", "u"), ("parentFid", &folder)],
    );
    let (answer, after) = docs
        .call_as(APP, SECRET, Method::POST, "/fs/bs/import/start")
        .header(
            "content-type",
            "multipart/form-data; boundary=----boundary7",
        )
        .body(body)
        .send_and_hold();
    let started = ok(&answer);
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [folder], "appUserId": "u" }),
    ));
    after.unwrap()(&docs.app.app());
    let done = docs.get(&format!(
        "/fs/bs/import/result?requestId={}&appUserId=u",
        started["requestId"].as_str().unwrap()
    ));
    assert_eq!(done.json()["data"]["process"]["status"], 4);
}
