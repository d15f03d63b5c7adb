//! Files beside online documents.

use std::io::{Cursor, Read as _};

use http::Method;

use super::docs::ok;
use super::editor::service;

#[test]
fn files_go_into_a_folders_archive_as_they_are() {
    let docs = service();
    let folder = docs.folder("u", "0");
    docs.create("u", &folder, "note", "words");
    let bytes: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
    for name in ["plan.PDF", "plan", "words.docx"] {
        let answer = docs
            .app
            .call(
                Method::PUT,
                &format!("/v1/files?name={name}&folder={folder}"),
            )
            .body(bytes.clone())
            .send();
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let started = ok(&docs.get(&format!(
        "/fs/bs/export/start?fid={folder}&exportType=1&appUserId=u"
    )));
    let done = ok(&docs.get(&format!(
        "/fs/bs/export/result?fid={folder}&exportRequestId={}&appUserId=u",
        started["exportRequestId"].as_str().unwrap()
    )));
    assert_eq!(done["status"], 3, "{done}");
    assert_eq!(done["warnings"], serde_json::json!([]), "{done}");
    let file = docs
        .app
        .get(done["downloadSafetyChain"].as_str().unwrap())
        .send();
    let mut zip = zip::ZipArchive::new(Cursor::new(file.body)).unwrap();
    let mut names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["plan", "plan.PDF", "words (2).docx", "words.docx"]);
    let mut got = Vec::new();
    zip.by_name("plan.PDF")
        .unwrap()
        .read_to_end(&mut got)
        .unwrap();
    assert!(got == bytes);
}

#[test]
fn a_file_that_does_not_fit_is_left_out_in_words() {
    let docs = service();
    docs.app.config.set("limit_output_bytes", "100000");
    let folder = docs.folder("u", "0");
    docs.create("u", &folder, "note", "words");
    let put = docs
        .app
        .call(
            Method::PUT,
            &format!("/v1/files?name=big.bin&folder={folder}"),
        )
        .body(vec![7; 100_001])
        .send();
    assert_eq!(put.status, 201, "{}", put.text());
    let started = ok(&docs.get(&format!(
        "/fs/bs/export/start?fid={folder}&exportType=1&appUserId=u"
    )));
    let done = ok(&docs.get(&format!(
        "/fs/bs/export/result?fid={folder}&exportRequestId={}&appUserId=u",
        started["exportRequestId"].as_str().unwrap()
    )));
    assert_eq!(done["status"], 3, "{done}");
    assert_eq!(done["warnings"][0]["code"], "document-left-out", "{done}");
    assert!(
        done["warnings"][0]["message"]
            .as_str()
            .unwrap()
            .starts_with("big.bin: "),
        "{done}"
    );
}
