//! The Document Builder service: scripts in, documents out.

use serde_json::{Value, json};
use spindle_e2e::{Client, Origin, Reply, Service, root, sign, start};
use spindle_ooxml::package::{Package, PackageLimits};

const HELLO: &str = "builder.CreateFile(\"docx\");\nApi.GetDocument().GetElement(0).AddText(\"Hello, 世界\");\nbuilder.SaveFile(\"docx\", \"hello.docx\");\nbuilder.CloseFile();\n";

/// The text of a part of a downloaded package.
fn part(bytes: &[u8], name: &str) -> String {
    let package = Package::open(bytes.to_vec(), &PackageLimits::default()).expect("a package");
    String::from_utf8(
        package
            .part_bytes(name)
            .unwrap_or_else(|| panic!("no part {name}"))
            .to_vec(),
    )
    .expect("UTF-8")
}

/// Polls until the end, as integrators do.
fn poll(client: &Client, key: &str) -> Value {
    for _ in 0..600 {
        let body = client
            .post("/docbuilder", &json!({"async": true, "key": key}))
            .json();
        if body["end"] == true || body["error"].is_number() {
            return body;
        }
        assert_eq!(body, json!({"key": key, "end": false}));
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{key} did not end");
}

fn download(client: &Client, body: &Value, name: &str) -> Vec<u8> {
    let url = body["urls"][name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {body}"));
    let answer = client.get(url);
    assert_eq!(answer.status, 200, "{url}: {}", answer.text());
    answer.body
}

#[test]
fn a_script_by_url_becomes_a_document() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let url = origin.put("/hello.docbuilder", Reply::ok(HELLO));
    let answer = service.client.post("/docbuilder", &json!({"url": url}));
    assert_eq!(
        answer.header("content-type"),
        Some("application/json; charset=UTF-8")
    );
    let body = answer.json();
    assert_eq!(body["end"], true, "{body}");
    let key = body["key"].as_str().expect("a key");
    assert!(
        key.strip_prefix("bld_")
            .is_some_and(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())),
        "{key}"
    );
    assert!(
        part(
            &download(&service.client, &body, "hello.docx"),
            "/word/document.xml"
        )
        .contains("Hello, 世界")
    );

    let again = service
        .client
        .post("/docbuilder", &json!({"key": key}))
        .json();
    assert_eq!(again["key"], key);
    download(&service.client, &again, "hello.docx");
}

#[test]
fn a_raw_body_is_the_script_and_async_is_polled() {
    let service = start!(Service::open());
    let body = service
        .client
        .send("POST", "/docbuilder", &[], HELLO.as_bytes())
        .json();
    download(&service.client, &body, "hello.docx");

    let origin = Origin::start();
    let url = origin.put("/hello.js", Reply::ok(HELLO));
    for asynchronous in [json!(true), json!("true")] {
        let started = service
            .client
            .post("/docbuilder", &json!({"url": url, "async": asynchronous}))
            .json();
        assert_eq!(started["end"], false, "{started}");
        let done = poll(&service.client, started["key"].as_str().expect("a key"));
        download(&service.client, &done, "hello.docx");
    }
    let started = service
        .client
        .post(
            "/docbuilder",
            &json!({"url": url, "async": true, "key": "mine-1"}),
        )
        .json();
    assert_eq!(started, json!({"key": "mine-1", "end": false}));
    download(
        &service.client,
        &poll(&service.client, "mine-1"),
        "hello.docx",
    );
}

#[test]
fn arguments_several_files_and_no_file_at_all() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let script = "builder.CreateFile(\"docx\");\nApi.GetDocument().GetElement(0).AddText(Argument.name + Argument.list[1]);\nbuilder.SaveFile(\"docx\", \"../a b.docx\");\nbuilder.SaveFile(\"txt\", \"a.txt\");\nbuilder.CloseFile();\nbuilder.CreateFile(\"xlsx\");\nApi.GetActiveSheet().GetRange(\"A1\").SetValue(\"=1+1\");\nbuilder.SaveFile(\"xlsx\", \"c.xlsx\");\nbuilder.CloseFile();\n";
    let url = origin.put("/s", Reply::ok(script));
    let body = service
        .client
        .post(
            "/docbuilder",
            &json!({"url": url, "argument": {"name": "名", "list": [1, 2]}}),
        )
        .json();
    assert_eq!(
        body["urls"].as_object().map(|urls| urls.len()),
        Some(3),
        "{body}"
    );
    assert!(
        part(
            &download(&service.client, &body, "a b.docx"),
            "/word/document.xml"
        )
        .contains("名2")
    );
    assert!(String::from_utf8_lossy(&download(&service.client, &body, "a.txt")).contains("名2"));
    let sheet = part(
        &download(&service.client, &body, "c.xlsx"),
        "/xl/worksheets/sheet1.xml",
    );
    assert!(sheet.contains("<f>1+1</f>"), "{sheet}");

    let nothing = service
        .client
        .send("POST", "/docbuilder", &[], b"var a = 1;")
        .json();
    assert_eq!(
        (&nothing["urls"], &nothing["end"]),
        (&json!({}), &json!(true))
    );
}

#[test]
fn tokens_carry_the_request_and_sign_the_download() {
    let service = start!(Service::builder());
    let origin = Origin::start();
    let url = origin.put("/hello", Reply::ok(HELLO));
    let token = sign(&json!({"url": url}), Service::SECRET);
    let body = service
        .client
        .post(
            "/docbuilder",
            &json!({"url": "http://elsewhere.invalid/", "token": token}),
        )
        .json();
    download(&service.client, &body, "hello.docx");
    let head = origin.requests().concat();
    let signed = head.lines().find_map(|line| {
        line.to_ascii_lowercase()
            .starts_with("authorization: bearer ")
            .then(|| line.to_owned())
    });
    assert!(
        signed.is_some(),
        "the download of a script is signed when its request was: {head}"
    );

    let header = format!(
        "Bearer {}",
        sign(
            &json!({"payload": {"url": url, "async": true}}),
            Service::SECRET
        )
    );
    let started = service
        .client
        .send("POST", "/docbuilder", &[("authorization", &header)], b"{}")
        .json();
    assert_eq!(started["end"], false, "{started}");

    for (claims, secret) in [
        (json!({"url": url}), "wrong"),
        (json!({"url": url, "exp": 1}), Service::SECRET),
    ] {
        let body = service
            .client
            .post("/docbuilder", &json!({"token": sign(&claims, secret)}))
            .json();
        assert_eq!(body["error"], -8, "{body}");
        assert!(body["message"].is_string(), "{body}");
    }
    let body = service
        .client
        .send("POST", "/docbuilder", &[], HELLO.as_bytes())
        .json();
    assert_eq!(body["error"], -8, "a raw script needs a token too: {body}");
    let header = format!(
        "Bearer {}",
        sign(&json!({"payload": {"async": false}}), Service::SECRET)
    );
    let body = service
        .client
        .send(
            "POST",
            "/docbuilder",
            &[("authorization", &header)],
            HELLO.as_bytes(),
        )
        .json();
    download(&service.client, &body, "hello.docx");
}

#[test]
fn the_samples_run() {
    let service = start!(Service::any());
    let folders = [root().join("samples"), root().join("../shared/samples")];
    let mut ran = 0;
    for folder in &folders {
        let Ok(entries) = std::fs::read_dir(folder) else {
            eprintln!("skipped: {} is not here", folder.display());
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_script = path
                .extension()
                .is_some_and(|extension| extension == "docbuilder");
            // Presentations come with the Office API in breadth.
            if !is_script || path.file_stem().is_some_and(|stem| stem == "slides") {
                continue;
            }
            let script = std::fs::read(&path).expect("a readable sample");
            let body = service
                .client
                .send("POST", "/docbuilder", &[], &script)
                .json();
            let urls = body["urls"]
                .as_object()
                .unwrap_or_else(|| panic!("{}: {body}", path.display()));
            assert!(!urls.is_empty(), "{}", path.display());
            for name in urls.keys() {
                assert!(!download(&service.client, &body, name).is_empty());
            }
            ran += 1;
        }
    }
    assert!(ran >= 2, "the project's own samples must be there");
}

#[test]
fn a_foreign_document_keeps_what_is_not_understood() {
    let service = start!(Service::open());
    let origin = Origin::start();
    let made = service
        .client
        .send("POST", "/docbuilder", &[], HELLO.as_bytes())
        .json();
    let mut package = Package::open(
        download(&service.client, &made, "hello.docx"),
        &PackageLimits::default(),
    )
    .expect("a package");
    package.set_part(
        "/custom/strange.xml",
        "application/xml",
        b"<odd xmlns=\"urn:odd\">  kept  </odd>".to_vec(),
    );
    let bytes = package.save().expect("saved");
    let url = origin.put("/in.docx", Reply::ok(bytes));
    let script = format!(
        "builder.OpenFile(\"{url}\");\nvar d = Api.GetDocument();\nvar p = Api.CreateParagraph();\np.AddText(\"added\");\nd.Push(p);\nbuilder.SaveFile(\"docx\", \"out.docx\");\n"
    );
    let body = service
        .client
        .send("POST", "/docbuilder", &[], script.as_bytes())
        .json();
    let out = download(&service.client, &body, "out.docx");
    let text = part(&out, "/word/document.xml");
    assert!(
        text.contains("Hello, 世界") && text.contains("added"),
        "{text}"
    );
    assert_eq!(
        part(&out, "/custom/strange.xml"),
        "<odd xmlns=\"urn:odd\">  kept  </odd>"
    );
}
