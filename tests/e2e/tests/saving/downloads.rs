//! Documents under edit as files, pages among them, and the pages of the editors themselves.

use std::time::Duration;

use serde_json::json;
use spindle_e2e::{Editor, Service, office, start};

use super::support::{Setup, open};

/// The document as a file.
fn download(service: &Service, editor: &Editor, file_type: &str) -> Vec<u8> {
    for _ in 0..100 {
        let asked = json!({ "fileType": file_type });
        let told = editor
            .try_post("/download", &asked)
            .unwrap_or_else(|failure| panic!("{file_type}: {failure:?}"));
        if let Some(link) = told["url"].as_str() {
            assert!(link.ends_with(&format!(".{file_type}")), "{link}");
            let file = service.client.get(link);
            assert_eq!(file.status, 200, "{link}");
            return file.body;
        }
        assert_eq!(told["state"], "working", "{told}");
        std::thread::sleep(Duration::from_millis(300));
    }
    panic!("{file_type} is written for ever");
}

#[test]
fn what_is_edited_is_had_as_docx_and_as_pages() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    one.insert(0, "My ");
    let docx = download(&setup.service, &one, "docx");
    assert_eq!(office::docx_text(&docx), "My Plan\n");
    let pages = download(&setup.service, &one, "pdf");
    assert!(pages.starts_with(b"%PDF-"), "{:?}", pages.get(..16));
    assert!(pages.len() > 1000);
    // A pdf file is shown as it is.
    let shown = setup.file("k2", "pdf", pages.clone());
    let two = Editor::join(&setup.service.client, &shown);
    assert_eq!(download(&setup.service, &two, "pdf"), pages);
    two.leave();
    one.leave();
}

#[test]
fn the_component_has_the_pages() {
    let service = start!(Service::any());
    let script = service
        .client
        .get("/web-apps/apps/api/documents/api.js?shardkey=k1");
    assert_eq!(script.status, 200);
    assert!(script.text().contains("DocEditor"));
    let gzip = [("accept-encoding", "gzip")];
    for page in [
        "documenteditor",
        "spreadsheeteditor",
        "presentationeditor",
        "pdfeditor",
    ] {
        for shape in ["main", "mobile", "embed", "forms"] {
            let path = format!("/web-apps/apps/{page}/{shape}/index.html?_dc=0&lang=de");
            let answer = service.client.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.header("content-security-policy").is_some(), "{path}");
        }
        let path = format!("/web-apps/apps/{page}/main/index.html");
        let tag = service.client.send("GET", &path, &gzip, b"");
        let tag = tag.header("etag").unwrap_or_default().to_owned();
        let known = [("accept-encoding", "gzip"), ("if-none-match", tag.as_str())];
        let again = service.client.send("GET", &path, &known, b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path} {tag}");
    }
    assert_eq!(service.client.get("/web-apps/apps/nothing.js").status, 404);
}
