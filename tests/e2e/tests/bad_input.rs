//! Bad input: a clear error, nothing lost, and the next request works.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::{Origin, Reply, Service, start};

const GOOD: &[u8] = b"builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"ok.docx\");\n";

fn script(service: &Service, script: &str) -> Value {
    service
        .client
        .send("POST", "/docbuilder", &[], script.as_bytes())
        .json()
}

/// The code and words of a refusal, after which the service still works.
#[track_caller]
fn refused(service: &Service, body: &Value, code: i64, words: &[&str]) {
    assert_eq!(body["error"], code, "{body}");
    assert!(
        body.get("urls").is_none() && body.get("end").is_none(),
        "{body}"
    );
    let said = body.to_string();
    for word in words {
        assert!(said.contains(word), "`{word}` is not in {said}");
    }
    let next = service.client.send("POST", "/docbuilder", &[], GOOD).json();
    assert_eq!(next["end"], true, "the next request works: {next}");
}

#[test]
fn broken_requests() {
    let service = start!(Service::open());
    let missing = service.client.send("POST", "/docbuilder", &[], b"").json();
    refused(&service, &missing, -1, &[]);
    let unknown = service
        .client
        .post("/docbuilder", &json!({"key": "bld_0000000000000000"}))
        .json();
    refused(&service, &unknown, -3, &["bld_0000000000000000"]);
    for url in ["not a url", "ftp://host/script", "file:///etc/passwd"] {
        let body = service
            .client
            .post("/docbuilder", &json!({"url": url}))
            .json();
        refused(&service, &body, -4, &["url"]);
    }
}

#[test]
fn scripts_that_cannot_be_downloaded() {
    let service = start!(Service::open().variable("limit_download_bytes", "1000000"));
    let origin = Origin::start();
    let body = service
        .client
        .post(
            "/docbuilder",
            &json!({"url": origin.put("/404", Reply::status(404))}),
        )
        .json();
    refused(&service, &body, -4, &["404"]);
    let large = Reply {
        repeat: 3200,
        ..Reply::ok(vec![b'/'; 65_536])
    };
    let start = Instant::now();
    let body = service
        .client
        .post("/docbuilder", &json!({"url": origin.put("/200MB", large)}))
        .json();
    refused(&service, &body, -4, &["1000000"]);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "refused by its length, not read to the end"
    );
    let body = service
        .client
        .post(
            "/docbuilder",
            &json!({"url": origin.put("/bytes", Reply::ok(vec![0xff, 0xfe, 0x00]))}),
        )
        .json();
    refused(&service, &body, -4, &["UTF-8"]);
    let looping = origin.put("/loop", Reply::status(302).header("Location", "/loop"));
    let body = service
        .client
        .post("/docbuilder", &json!({"url": looping}))
        .json();
    refused(&service, &body, -4, &["redirect"]);
    let body = service
        .client
        .post("/docbuilder", &json!({"url": "http://127.0.0.1:1/nobody"}))
        .json();
    refused(&service, &body, -4, &["127.0.0.1:1"]);
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let service = start!(Service::open().variable("allow_private_ip", "false"));
    let origin = Origin::start();
    let url = origin.put("/script", Reply::ok(GOOD));
    for url in [
        url.clone(),
        url.replace("127.0.0.1", "localhost"),
        url.replace("127.0.0.1", "2130706433"),
        url.replace("127.0.0.1", "[::1]"),
    ] {
        let body = service
            .client
            .post("/docbuilder", &json!({"url": url}))
            .json();
        refused(&service, &body, -4, &["private"]);
    }
    assert!(origin.requests().is_empty(), "nothing was asked of it");
}

#[test]
fn scripts_that_go_wrong_say_what_and_where() {
    let service = start!(Service::any());
    let body = script(
        &service,
        "builder.CreateFile(\"docx\");\nvar d = Api.GetDocument();\nd.GetElement(0).AddTxt(\"x\");\n",
    );
    refused(&service, &body, -3, &["AddTxt", "AddText", "ApiParagraph"]);
    assert_eq!(
        (
            &body["detail"]["line"],
            &body["detail"]["member"]["nearest"]
        ),
        (&json!(3), &json!("AddText")),
        "{body}"
    );

    let body = script(&service, "builder.CreateFile(\"docx\");\nvar a = ;\n");
    refused(&service, &body, -3, &["SyntaxError"]);
    assert_eq!(body["detail"]["line"], 2);

    let body = script(&service, "builder.CreateFile(\"exe\");\n");
    refused(&service, &body, -3, &["exe", "docx", "xlsx"]);
    let body = script(
        &service,
        "builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"xlsx\", \"a.xlsx\");\n",
    );
    refused(&service, &body, -3, &["xlsx"]);
    let body = script(
        &service,
        "builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"..\");\n",
    );
    refused(&service, &body, -3, &["not a file name"]);
    let body = script(
        &service,
        "builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"a.docx\");\nthrow new Error(\"late\");\n",
    );
    refused(&service, &body, -3, &["late"]);
    assert_eq!(body["detail"]["line"], 3);
}

#[test]
fn file_names_cannot_leave_their_folder() {
    let service = start!(Service::any());
    for name in [
        "../../etc/passwd.docx",
        "..\\\\..\\\\passwd.docx",
        "/etc/passwd.docx",
    ] {
        let body = script(
            &service,
            &format!("builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"{name}\");\n"),
        );
        let url = body["urls"]["passwd.docx"]
            .as_str()
            .unwrap_or_else(|| panic!("{body}"));
        assert!(!url.contains(".."), "{url}");
        assert_eq!(service.client.get(url).status, 200);
    }
}

#[test]
fn an_endless_loop_ends_while_others_are_served() {
    let service = start!(Service::open().variable("limit_script_time_s", "6"));
    let client = service.client.clone();
    let looping = std::thread::spawn(move || {
        client
            .send("POST", "/docbuilder", &[], b"while(true){}")
            .json()
    });
    let second = service.client.clone();
    let also = std::thread::spawn(move || {
        second
            .send(
                "POST",
                "/docbuilder",
                &[],
                b"try{for(;;){}}catch(e){for(;;){}}",
            )
            .json()
    });
    std::thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    assert_eq!(service.client.get("/healthcheck").text(), "true");
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "others wait {:?}",
        start.elapsed()
    );
    let body = looping.join().expect("an answer");
    refused(&service, &body, -2, &["6 s"]);
    assert_eq!(also.join().expect("an answer")["error"], -2);
}

/// Loops of the engine itself, over the elements of what only says that it has so many.
#[test]
fn endless_loops_of_the_engine_itself_end() {
    let service = start!(Service::open().variable("limit_script_time_s", "1"));
    for source in [
        "Array.prototype.reverse.call({length: 2 ** 53 - 1});",
        "Array.prototype.join.call({length: 2 ** 53 - 1}, '');",
        "new Array(2 ** 32 - 1).join('');",
        "(function () { arguments.length = 2 ** 53 - 1; new Set(arguments); })();",
        "var u = new Uint8Array(4); Object.defineProperty(u, 'length', {value: 2 ** 53 - 1}); Array.prototype.fill.call(u, 0);",
        "new Array(2 ** 32 - 1).sort();",
        "[].concat(new Array(2 ** 32 - 1));",
    ] {
        let start = Instant::now();
        let body = script(&service, source);
        assert!(
            start.elapsed() < Duration::from_secs(15),
            "{source} took {:?}",
            start.elapsed()
        );
        assert!(
            body["error"] == -2 || body["error"] == -3,
            "{source}: {body}"
        );
    }
    assert_eq!(script(&service, "var ok = 1;")["end"], true);
}

#[test]
fn recursion_and_memory_have_limits() {
    let service = start!(Service::any());
    refused(
        &service,
        &script(&service, "function f() { return f() + 1; }\nf();"),
        -3,
        &["stack"],
    );
    refused(
        &service,
        &script(&service, "'a'.repeat(1e9);"),
        -3,
        &["memory"],
    );
    refused(
        &service,
        &script(
            &service,
            "var a = []; for (;;) a.push('x'.repeat(1000) + a.length);",
        ),
        -3,
        &["memory"],
    );
    let body = script(
        &service,
        "builder.CreateFile(\"xlsx\");\nvar s = Api.GetActiveSheet();\ns.GetRange(\"A1:XFD1048576\").SetValue(1);\nbuilder.SaveFile(\"xlsx\", \"a.xlsx\");",
    );
    assert_eq!(body["error"], -3, "{body}");
    let body = script(
        &service,
        "builder.CreateFile(\"docx\");\nvar d = Api.GetDocument(), t = 'x'.repeat(1e6);\nfor (;;) { var p = Api.CreateParagraph(); p.AddText(t); d.Push(p); }",
    );
    refused(&service, &body, -3, &["memory"]);
}

#[test]
fn a_request_over_the_limit_is_refused_before_it_is_read() {
    let service = start!(Service::open().variable("limit_request_bytes", "100000"));
    let address = service.base.trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).expect("the service listens");
    connection
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    // Only the head is sent: whoever waited for the body would never answer.
    let head =
        format!("POST /docbuilder HTTP/1.1\r\nHost: {address}\r\nContent-Length: 300000\r\n\r\n");
    connection.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    while !answer.contains("100000") {
        let mut part = [0; 4096];
        let read = connection
            .read(&mut part)
            .expect("an answer before the body");
        assert!(read > 0, "it ended with: {answer}");
        answer.push_str(&String::from_utf8_lossy(&part[..read]));
    }
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    let next = service.client.send("POST", "/docbuilder", &[], GOOD).json();
    assert_eq!(next["end"], true, "{next}");
}

#[test]
fn unknown_paths_and_methods_are_404_in_words() {
    let service = start!(Service::any());
    assert_eq!(service.client.get("/docbuilder").status, 404);
    assert_eq!(service.client.get("/nothing/here").status, 404);
}
