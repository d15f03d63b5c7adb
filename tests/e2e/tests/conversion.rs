//! Conversion, import and export by the real components.

use std::io::{Cursor, Read as _};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::{Docs, Origin, Reply, Service, ServiceBuilder, start};

const MARKDOWN: &str = "# 标题 One\n\nSome **bold** and *italic* text, Ελληνικά, кириллица.\n\n1. first\n2. second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

fn app(service: &Service) -> Docs {
    Docs::new(&service.client, "app1", "secret1")
}

fn with_app() -> ServiceBuilder {
    Service::open().variable("iflydocs_apps", "app1:secret1")
}

fn imported(docs: &Docs, name: &str, bytes: &[u8]) -> String {
    let started = docs.import((name, bytes), &[("appUserId", "u")]).ok();
    let id = started["requestId"].as_str().expect("an id");
    let done = docs.ended(&format!("/fs/bs/import/result?requestId={id}&appUserId=u"));
    assert_eq!(done["process"]["status"], 3, "{done}");
    started["fid"].as_str().expect("an id").to_owned()
}

fn exported(service: &Service, docs: &Docs, fid: &str, kind: u8) -> Vec<u8> {
    let started = docs
        .get(&format!(
            "/fs/bs/export/start?fid={fid}&exportType={kind}&appUserId=u"
        ))
        .ok();
    let id = started["exportRequestId"].as_str().expect("an id");
    let done = docs.ended(&format!(
        "/fs/bs/export/result?fid={fid}&exportRequestId={id}&appUserId=u"
    ));
    assert_eq!(done["status"], 3, "{done}");
    let url = done["downloadSafetyChain"].as_str().expect("a link");
    let file = service.client.get(url);
    assert_eq!(file.status, 200);
    file.body
}

fn converted(service: &Service, parameters: &Value) -> (String, Vec<u8>) {
    let done = service.client.post("/converter", parameters).json();
    let url = done["fileUrl"].as_str().unwrap_or_else(|| panic!("{done}"));
    let file = service.client.get(url);
    assert_eq!(file.status, 200);
    let kind = done["fileType"].as_str().expect("a type").to_owned();
    (kind, file.body)
}

/// Unpacked parts of an archive, one after another.
fn unpacked(bytes: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive
        .by_name(part)
        .expect(part)
        .read_to_string(&mut text)
        .expect("text");
    text
}

#[test]
fn a_note_goes_in_and_out_in_every_format() {
    let service = start!(with_app());
    let docs = app(&service);
    let fid = imported(&docs, "a.md", MARKDOWN.as_bytes());
    let docx = exported(&service, &docs, &fid, 1);
    assert!(unpacked(&docx, "word/document.xml").contains("标题 One"));
    let pdf = exported(&service, &docs, &fid, 2);
    assert!(pdf.starts_with(b"%PDF-1."));
    let html = String::from_utf8(exported(&service, &docs, &fid, 3)).expect("UTF-8");
    assert!(
        html.contains("标题 One</h1>") && html.contains("<strong>bold</strong>"),
        "{html}"
    );
    let odt = exported(&service, &docs, &fid, 9);
    assert_eq!(
        unpacked(&odt, "mimetype"),
        "application/vnd.oasis.opendocument.text"
    );
    // What was written is read again, and is the same document.
    let content = |fid: &str| {
        docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u"))
            .ok()["ops"]
            .clone()
    };
    let first = content(&fid);
    for (name, bytes) in [("b.docx", docx), ("b.html", html.into_bytes())] {
        let again = imported(&docs, name, &bytes);
        assert_eq!(content(&again), first, "{name}");
    }
}

#[test]
fn a_workbook_goes_in_and_out() {
    let service = start!(with_app());
    let docs = app(&service);
    let fid = imported(&docs, "n.csv", "name,n\n甲,1.5\n乙,2\n".as_bytes());
    let xlsx = exported(&service, &docs, &fid, 6);
    let again = imported(&docs, "n.xlsx", &xlsx);
    let csv = String::from_utf8(exported(&service, &docs, &again, 7)).expect("UTF-8");
    assert!(csv.contains("甲,1.5"), "{csv}");
    assert!(exported(&service, &docs, &again, 2).starts_with(b"%PDF-"));
}

#[test]
fn a_file_is_converted_by_its_url() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let url = origin.put("/a.md", Reply::ok(MARKDOWN));
    let wanted = |output: &str| json!({ "url": url, "filetype": "md", "outputtype": output, "key": format!("k-{output}"), "title": "Titel ä.md" });
    let (kind, docx) = converted(&service, &wanted("ooxml"));
    assert_eq!(kind, "docx");
    let url = origin.put("/a.docx", Reply::ok(docx));
    for output in ["pdf", "pdfa", "odt", "rtf", "html", "md", "txt", "epub"] {
        let (_, bytes) = converted(
            &service,
            &json!({ "url": url, "filetype": "docx", "outputtype": output, "key": "d" }),
        );
        assert!(bytes.len() > 40, "{output}");
    }
    // Bad input, and the next request works.
    let broken = origin.put("/broken.docx", Reply::ok("PK\u{3}\u{4}…"));
    let refused = service
        .client
        .post(
            "/converter",
            &json!({ "url": broken, "filetype": "docx", "outputtype": "pdf", "key": "b" }),
        )
        .json();
    assert_eq!(refused["error"], -3, "{refused}");
    assert_eq!(converted(&service, &wanted("html")).0, "html");
}

#[test]
fn the_first_page_becomes_a_picture() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let text = origin.put("/a.md", Reply::ok(MARKDOWN));
    let table = origin.put("/a.csv", Reply::ok("a,b\n1,2\n"));
    let wanted = |url: &str, from: &str, output: &str, thumbnail: Value| {
        let key = format!("p-{from}-{}", thumbnail["width"]);
        json!({ "url": url, "filetype": from, "outputtype": output, "key": key, "thumbnail": thumbnail })
    };
    for (url, from) in [(&text, "md"), (&table, "csv")] {
        for (output, magic) in [
            ("png", &b"\x89PNG"[..]),
            ("jpg", b"\xff\xd8\xff"),
            ("gif", b"GIF8"),
            ("bmp", b"BM"),
        ] {
            let (kind, bytes) = converted(&service, &wanted(url, from, output, json!({})));
            assert_eq!(kind, output);
            assert!(bytes.starts_with(magic), "{from} as {output}");
        }
    }
    let inside = json!({ "aspect": 1, "first": true, "width": 200, "height": 50 });
    let (_, png) = converted(&service, &wanted(&text, "md", "png", inside));
    // Width and height stand in the first chunk (PNG, 11.2.1): A4 in a box of 200 × 50.
    assert_eq!(png.get(16..24), Some(&[0, 0, 0, 35, 0, 0, 0, 50][..]));
    let all = wanted(&text, "md", "png", json!({ "first": false, "width": 9 }));
    let (kind, zip) = converted(&service, &all);
    assert_eq!(kind, "zip");
    assert!(zip.starts_with(b"PK\x03\x04"));
    let has = |name: &[u8]| zip.windows(name.len()).any(|part| part == name);
    assert!(has(b"image1.png") && !has(b"image2.png"));
}

#[test]
fn characters_that_no_font_has_are_told_by_their_code_point() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let url = origin.put("/a.txt", Reply::ok("Linear B: \u{10000}\n中文\n"));
    let done = service
        .client
        .post(
            "/converter",
            &json!({ "url": url, "filetype": "txt", "outputtype": "pdf", "key": "g" }),
        )
        .json();
    let warnings = done["warnings"].to_string();
    assert!(warnings.contains("U+10000"), "{done}");
    assert!(!warnings.contains("U+4E2D"), "{done}");
}

#[test]
fn acknowledged_work_ends_after_kills_in_its_middle() {
    let mut service = start!(
        Service::open()
            .variable("iflydocs_apps", "app1:secret1")
            .variable("limit_script_time_s", "3")
            .variable("job_lease_s", "5")
    );
    let docs = app(&service);
    // Long enough to be killed in its middle.
    let rows: String = (0..20_000)
        .map(|row| format!("{row},text {row},{}.5,x\n", row * 7))
        .collect();
    let mut requests = Vec::new();
    for round in 0..4_u64 {
        let started = docs
            .import(("n.csv", rows.as_bytes()), &[("appUserId", "u")])
            .ok();
        requests.push(started);
        std::thread::sleep(Duration::from_millis(30 * round));
        service.kill_and_restart();
        docs.move_to(&service.client);
    }
    let start = Instant::now();
    for started in requests {
        let id = started["requestId"].as_str().expect("an id");
        let done = docs.ended(&format!("/fs/bs/import/result?requestId={id}&appUserId=u"));
        assert_eq!(done["process"]["status"], 3, "{done}");
        assert_eq!(done["detail"]["fid"], started["fid"]);
    }
    println!(
        "all ended {:.1} s after the last kill",
        start.elapsed().as_secs_f64()
    );
}
