//! What was acknowledged survives a host that is killed.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::{Service, start};

const SCRIPT: &[u8] = b"builder.CreateFile(\"docx\");\nApi.GetDocument().GetElement(0).AddText(\"kept\");\nbuilder.SaveFile(\"docx\", \"kept.docx\");\n";

fn end(service: &Service, key: &str) -> Value {
    let start = Instant::now();
    loop {
        let body = service
            .client
            .post("/docbuilder", &json!({"key": key, "async": true}))
            .json();
        if body["end"] == true || body["error"].is_number() {
            return body;
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{key} did not end: {body}"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn results_and_links_survive_a_kill() {
    let mut service = start!(Service::open());
    let done = service
        .client
        .send("POST", "/docbuilder", &[], SCRIPT)
        .json();
    let key = done["key"].as_str().expect("a key").to_owned();
    service.kill_and_restart();
    let again = end(&service, &key);
    let url = again["urls"]["kept.docx"]
        .as_str()
        .unwrap_or_else(|| panic!("{again}"));
    assert!(service.client.get(url).body.starts_with(b"PK"));
}

#[test]
fn an_accepted_job_is_done_after_a_kill_in_its_middle() {
    let mut service = start!(
        Service::open()
            .variable("limit_script_time_s", "3")
            .variable("job_lease_s", "5")
    );
    // Long enough to be killed in its middle, short enough to end within its limit.
    let script = "var end = Date.now() + 1500; while (Date.now() < end) {}\nbuilder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"late.docx\");\n";
    let started = service
        .client
        .send("POST", "/docbuilder?async=true", &[], script.as_bytes())
        .json();
    assert_eq!(started["end"], false, "{started}");
    let key = started["key"].as_str().expect("a key").to_owned();
    std::thread::sleep(Duration::from_millis(400));
    service.kill_and_restart();
    let done = end(&service, &key);
    assert!(done["urls"]["late.docx"].is_string(), "{done}");
}

#[test]
fn every_acknowledged_job_is_there_after_many_kills() {
    let mut service = start!(Service::open());
    let mut keys = Vec::new();
    for round in 0..4 {
        for _ in 0..5 {
            let done = service
                .client
                .send("POST", "/docbuilder", &[], SCRIPT)
                .json();
            keys.push(
                done["key"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{done}"))
                    .to_owned(),
            );
        }
        let client = service.client.clone();
        let busy = std::thread::spawn(move || {
            while client.try_send("POST", "/docbuilder", &[], SCRIPT).is_ok() {}
        });
        std::thread::sleep(Duration::from_millis(50 + round * 37));
        service.kill();
        busy.join().expect("the busy client ends");
        service.kill_and_restart();
    }
    for key in &keys {
        let body = end(&service, key);
        let url = body["urls"]["kept.docx"]
            .as_str()
            .unwrap_or_else(|| panic!("{body}"));
        assert!(service.client.get(url).body.starts_with(b"PK"), "{key}");
    }
}
